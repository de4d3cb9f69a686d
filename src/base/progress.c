/* progress.c - a bar of thirty characters, redrawn ten times a second at most; seconds where nobody can count. */
#include "base/progress.h"

#include <unistd.h>

#include "base/time.h"

#define PATIENCE_NS 1000000000
#define REDRAW_NS 100000000
#define BAR 30

void progress_start(struct progress *p, const char *what, int64_t total)
{
	if (!p)
		return;
	*p = (struct progress){.what = what, .total = total, .clock = monotonic_ns};
	p->terminal = isatty(STDERR_FILENO);
	p->started_ns = p->clock();
}

static void draw(const struct progress *p)
{
	static const char full[BAR + 1] = "##############################";
	int64_t done = p->done > p->total ? p->total : p->done;
	int filled;

	if (p->total <= 0) {
		(void)fprintf(stderr, "\r\033[K%s %lld", p->what, (long long)p->done);
		return;
	}
	filled = (int)((double)done / (double)p->total * BAR);
	(void)fprintf(stderr, "\r\033[K%s [%-*.*s] %d%%", p->what, BAR, filled, full,
	              (int)((double)done / (double)p->total * 100));
}

void progress_to(struct progress *p, int64_t done)
{
	int64_t now;

	if (!p)
		return;
	p->done = done;
	if (!p->terminal)
		return;
	now = p->clock();
	if (now - p->started_ns < PATIENCE_NS || (p->drawn_ns && now - p->drawn_ns < REDRAW_NS))
		return;
	p->drawn_ns = now;
	draw(p);
	(void)fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (!p || !p->drawn_ns)
		return;
	(void)fputs("\r\033[K", stderr);
	(void)fflush(stderr);
	p->drawn_ns = 0;
}

/* ---- seconds ----------------------------------------------------------------------------------------------------------- */

static void *draw_seconds(void *arg)
{
	struct waiting *w = arg;

	pthread_mutex_lock(&w->lock);
	while (!w->end) {
		struct timespec until;

		progress_to(&w->bar, (w->bar.clock() - w->bar.started_ns) / 1000000000);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += REDRAW_NS;
		until.tv_sec += until.tv_nsec / 1000000000;
		until.tv_nsec %= 1000000000;
		pthread_cond_timedwait(&w->over, &w->lock, &until);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

void waiting_start(struct waiting *w, const char *what)
{
	*w = (struct waiting){.lock = PTHREAD_MUTEX_INITIALIZER, .over = PTHREAD_COND_INITIALIZER};
	progress_start(&w->bar, what, 0);
	w->running = w->bar.terminal && !pthread_create(&w->thread, NULL, draw_seconds, w);
}

void waiting_end(struct waiting *w)
{
	if (!w->running)
		return;
	pthread_mutex_lock(&w->lock);
	w->end = true;
	pthread_cond_signal(&w->over);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	progress_end(&w->bar);
	w->running = false;
}
