/* own_memory.c - what was counted is kept for a minute and shared by all requests; the last reader of an old count takes it away.
 * When it grows old one request counts anew; those that come meanwhile get the old count, or wait when there is none. */
#include "care/finder/own_memory.h"

#include <pthread.h>

#define KEPT_MS MS_PER_MINUTE
#define OLD_MS (2 * KEPT_MS) /* nobody gets a count as old as this */
#define COUNT_MOST ((size_t)32 << 20)

struct count {
	struct own_programs own;
	struct arena arena;
	unsigned users; /* under the memory's lock */
};

struct finder_memory {
	pthread_mutex_t lock;
	pthread_cond_t counted;
	struct count *newest;
	bool counting; /* a request does */
};

struct use {
	struct finder_memory *m;
	struct count *x;
	bool shared, counts; /* x is one that m knows of; this request counts for the others */
};

struct finder_memory *finder_memory_open(void)
{
	struct finder_memory *m = calloc(1, sizeof(*m));

	if (m) {
		pthread_mutex_init(&m->lock, NULL);
		pthread_cond_init(&m->counted, NULL);
	}
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
	pthread_cond_destroy(&m->counted);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

/* Under the lock. */
static void end_counting(struct use *u)
{
	if (!u->counts)
		return;
	u->counts = u->m->counting = false;
	pthread_cond_broadcast(&u->m->counted);
}

static void end_use(void *arg)
{
	struct use *u = arg;
	bool last = true;

	if (u->m) {
		pthread_mutex_lock(&u->m->lock);
		end_counting(u); /* it came to nothing */
		if (u->shared)
			last = --u->x->users == 0 && u->x != u->m->newest;
		pthread_mutex_unlock(&u->m->lock);
	}
	if (last && u->x)
		destroy(u->x);
	u->x = NULL;
}

static bool is_younger(const struct count *x, instant now, int64_t ms)
{
	int64_t age = x ? now.ms - x->own.counted_at.ms : ms; /* less than nothing: by a request that came later */

	return age < ms && age > -ms;
}

/* A count that may be used, or the task to make one. */
static void take(struct use *u, instant now)
{
	struct finder_memory *m = u->m;

	pthread_mutex_lock(&m->lock);
	while (m->counting && !is_younger(m->newest, now, OLD_MS))
		pthread_cond_wait(&m->counted, &m->lock);
	if (m->counting || is_younger(m->newest, now, KEPT_MS)) {
		u->x = m->newest;
		u->x->users++;
		u->shared = true;
	} else {
		u->counts = m->counting = true;
	}
	pthread_mutex_unlock(&m->lock);
}

static void keep(struct use *u)
{
	struct finder_memory *m = u->m;
	struct count *old;

	pthread_mutex_lock(&m->lock);
	old = m->newest;
	m->newest = u->x;
	u->x->users = 1;
	u->shared = true;
	end_counting(u);
	if (old && old->users)
		old = NULL;
	pthread_mutex_unlock(&m->lock);
	if (old)
		destroy(old);
}

static err count(struct tx *tx, struct use *u)
{
	struct ctx *c = tx_ctx(tx);

	u->x = calloc(1, sizeof(*u->x)); /* this request's alone until it is complete: running out of memory takes it away */
	if (!u->x)
		FAIL(c, ERR_BUSY, "There is no memory for the programs just now. Try again.");
	arena_init(&u->x->arena, COUNT_MOST);
	u->x->arena.exhausted = c->arena->exhausted;
	TRY(own_count(tx, &u->x->arena, &u->x->own));
	u->x->arena.exhausted = NULL;
	if (u->m)
		keep(u);
	return OK;
}

err own_programs(struct tx *tx, const struct own_programs **out)
{
	struct ctx *c = tx_ctx(tx);
	struct use *u = ARENA_NEW(c->arena, struct use);

	arena_on_free(c->arena, end_use, u);
	u->m = c->finder;
	if (u->m)
		take(u, c->now);
	if (!u->x)
		TRY(count(tx, u));
	*out = &u->x->own;
	return OK;
}
