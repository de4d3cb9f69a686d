/* own_memory.c - what was counted is kept for a minute and shared by all requests; the last reader of an old count takes it away. */
#include "care/finder/own_memory.h"

#include <pthread.h>

#define KEPT_MS MS_PER_MINUTE
#define COUNT_MOST ((size_t)32 << 20)

struct count {
	struct own_programs own;
	struct arena arena;
	unsigned users; /* under the memory's lock */
};

struct finder_memory {
	pthread_mutex_t lock;
	struct count *newest;
};

struct use {
	struct finder_memory *m;
	struct count *x;
};

struct finder_memory *finder_memory_open(void)
{
	struct finder_memory *m = calloc(1, sizeof(*m));

	if (m)
		pthread_mutex_init(&m->lock, NULL);
	return m;
}

static void destroy(struct count *x)
{
	arena_free(&x->arena);
	free(x);
}

void finder_memory_close(struct finder_memory *m)
{
	if (!m)
		return;
	if (m->newest)
		destroy(m->newest);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

static void end_use(void *arg)
{
	struct use *u = arg;
	bool last = true;

	if (!u->x)
		return;
	if (u->m) {
		pthread_mutex_lock(&u->m->lock);
		last = --u->x->users == 0 && u->x != u->m->newest;
		pthread_mutex_unlock(&u->m->lock);
	}
	if (last)
		destroy(u->x);
	u->x = NULL;
}

static bool is_fresh(const struct count *x, instant now)
{
	return now.ms >= x->own.counted_at.ms && now.ms - x->own.counted_at.ms < KEPT_MS;
}

static struct count *take(struct finder_memory *m, instant now)
{
	struct count *x = NULL;

	pthread_mutex_lock(&m->lock);
	if (m->newest && is_fresh(m->newest, now)) {
		x = m->newest;
		x->users++;
	}
	pthread_mutex_unlock(&m->lock);
	return x;
}

/* x is in use once already. */
static void keep(struct finder_memory *m, struct count *x)
{
	struct count *old;

	pthread_mutex_lock(&m->lock);
	old = m->newest;
	m->newest = x;
	if (old && old->users)
		old = NULL;
	pthread_mutex_unlock(&m->lock);
	if (old)
		destroy(old);
}

err own_programs(struct tx *tx, const struct own_programs **out)
{
	struct ctx *c = tx_ctx(tx);
	struct use *u = ARENA_NEW(c->arena, struct use);

	arena_on_free(c->arena, end_use, u);
	u->x = c->finder ? take(c->finder, c->now) : NULL;
	u->m = u->x ? c->finder : NULL;
	if (!u->x) {
		u->x = calloc(1, sizeof(*u->x)); /* this request's alone until it is complete: running out of memory takes it away */
		if (!u->x)
			FAIL(c, ERR_BUSY, "There is no memory for the programs just now. Try again.");
		arena_init(&u->x->arena, COUNT_MOST);
		u->x->arena.exhausted = c->arena->exhausted;
		TRY(own_count(tx, &u->x->arena, &u->x->own));
		u->x->arena.exhausted = NULL;
		u->x->users = 1;
		u->m = c->finder;
		if (u->m)
			keep(u->m, u->x);
	}
	*out = &u->x->own;
	return OK;
}
