/* progress.c - a bar of thirty characters, redrawn ten times a second at most. */
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
