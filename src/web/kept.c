/* kept.c - a table of answers by address, and a queue of them by age: all live equally long, so the oldest goes first. */
#include "web/kept.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/queue.h>

#define BUCKETS 1024 /* a power of two */
#define WAIT_S 5     /* for somebody else's answer, before one makes it too */

enum state { MAKING, READY, FAILED };

/* What an answer depends on, with ROUTE_PUBLIC_CACHE. */
struct key {
	str target, host;
	bool https, gzip;
};

struct kept {
	LIST_ENTRY(kept) in_bucket;
	TAILQ_ENTRY(kept) by_age;
	unsigned users; /* exchanges, and the memory as long as it has it; everything here is under the memory's lock */
	enum state state;
	instant asked_at;
	struct key key;
	struct answer answer;
	size_t size;
	char *text;      /* the answer's headers and body */
	char key_text[]; /* target, host */
};

LIST_HEAD(bucket, kept);
TAILQ_HEAD(ages, kept);

struct kept_memory {
	pthread_mutex_t lock;
	pthread_cond_t made;
	unsigned char seed[crypto_shorthash_KEYBYTES]; /* nobody can choose addresses that fall into one bucket */
	struct bucket buckets[BUCKETS];
	struct ages ages; /* those that are ready, oldest first */
	size_t size;
};

struct kept_memory *kept_memory_open(void)
{
	struct kept_memory *m = calloc(1, sizeof(*m));
	pthread_condattr_t steady;

	if (!m)
		return NULL;
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(&m->made, &steady);
	pthread_condattr_destroy(&steady);
	pthread_mutex_init(&m->lock, NULL);
	randombytes_buf(m->seed, sizeof(m->seed));
	TAILQ_INIT(&m->ages);
	return m;
}

static void let_go(struct kept *k)
{
	if (--k->users)
		return;
	free(k->text);
	free(k);
}

/* Nobody finds it any more. */
static void drop(struct kept_memory *m, struct kept *k)
{
	LIST_REMOVE(k, in_bucket);
	if (k->state == READY) {
		TAILQ_REMOVE(&m->ages, k, by_age);
		m->size -= k->size;
	}
	let_go(k);
}

void kept_memory_close(struct kept_memory *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		while (!LIST_EMPTY(&m->buckets[i]))
			drop(m, LIST_FIRST(&m->buckets[i]));
	pthread_cond_destroy(&m->made);
	pthread_mutex_destroy(&m->lock);
	free(m);
}

size_t kept_memory_size(struct kept_memory *m)
{
	size_t size;

	pthread_mutex_lock(&m->lock);
	size = m->size;
	pthread_mutex_unlock(&m->lock);
	return size;
}

/* ---- which requests ---------------------------------------------------------------------------------------------- */

/* Headers that change an answer, or bring somebody with them. */
static bool is_plain(struct ctx *c)
{
	static const char *const own[] = {"cookie", "authorization", "x-porchlight", "range", "if-range", "if-none-match"};

	for (size_t i = 0; i < COUNT_OF(own); i++)
		if (request_header(c, own[i]).p)
			return false;
	return true;
}

static bool may_ask(struct exchange *x)
{
	const struct request *r = &x->req;

	return x->app->kept && x->failed == OK && r->method == METHOD_GET && r->length <= 0 &&
		(r->route->flags & ROUTE_PUBLIC_CACHE) && is_plain(&x->ctx);
}

/* The route said that nobody is known to it. What the answer itself says decides all the same: one that leaves a cookie, that the
 * journal has to know of, or that knows who asks, is nobody else's. */
static bool may_keep(const struct exchange *x)
{
	const struct answer *a = &x->answer;
	const struct actor *who = x->ctx.actor;

	return a->status == 200 && a->fd < 0 && !a->pieces && !a->close && a->body.n <= KEPT_ANSWER_MOST &&
		str_starts(answer_header(a, "Cache-Control"), "public") && !answer_header(a, "Set-Cookie").p && !x->ctx.journal &&
		who && !who->account.v && !who->person.v && !who->system;
}

static struct key key_of(struct exchange *x)
{
	return (struct key){x->req.raw->target, x->req.host, x->req.https, request_takes_gzip(&x->ctx)};
}

static struct bucket *bucket_of(struct kept_memory *m, const struct key *k)
{
	unsigned char hash[crypto_shorthash_BYTES];

	crypto_shorthash(hash, (const unsigned char *)k->target.p, k->target.n, m->seed);
	return &m->buckets[(hash[0] | (unsigned)hash[1] << 8) & (BUCKETS - 1)];
}

static struct kept *find(struct bucket *b, const struct key *key)
{
	struct kept *k;

	LIST_FOREACH(k, b, in_bucket)
		if (k->key.https == key->https && k->key.gzip == key->gzip && str_eq(k->key.target, key->target) &&
			str_eq(k->key.host, key->host))
			return k;
	return NULL;
}

/* ---- finding ----------------------------------------------------------------------------------------------------- */

static bool is_fresh(const struct kept *k, instant now)
{
	return now.ms - k->asked_at.ms < KEPT_MS && k->asked_at.ms - now.ms < KEPT_MS; /* the clock may have been set back */
}

static void wait_for(struct kept_memory *m, const struct kept *k)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	while (k->state == MAKING && pthread_cond_timedwait(&m->made, &m->lock, &until) != ETIMEDOUT)
		;
}

/* One that x has promised to make. NULL: there is no memory for it just now. */
static struct kept *promise(struct bucket *b, const struct key *key, instant now)
{
	struct kept *k = calloc(1, sizeof(*k) + key->target.n + key->host.n);

	if (!k)
		return NULL;
	memcpy(k->key_text, key->target.p, key->target.n);
	memcpy(k->key_text + key->target.n, key->host.p, key->host.n);
	k->key = *key;
	k->key.target.p = k->key_text;
	k->key.host.p = k->key_text + key->target.n;
	k->asked_at = now;
	k->users = 1; /* x, and the memory when it is ready */
	LIST_INSERT_HEAD(b, k, in_bucket);
	return k;
}

static bool find_or_promise(struct exchange *x, const struct key *key)
{
	struct kept_memory *m = x->app->kept;
	struct bucket *b = bucket_of(m, key);
	struct kept *k = find(b, key);

	if (k && k->state == READY && !is_fresh(k, x->ctx.now)) {
		drop(m, k);
		k = NULL;
	}
	if (!k) {
		x->promised = promise(b, key, x->ctx.now);
		return false;
	}
	k->users++;
	wait_for(m, k);
	if (k->state == READY)
		x->kept = k;
	else
		let_go(k);
	return x->kept != NULL;
}

bool kept_find(struct exchange *x)
{
	struct key key;
	bool found;

	if (!may_ask(x))
		return false;
	key = key_of(x);
	pthread_mutex_lock(&x->app->kept->lock);
	found = find_or_promise(x, &key);
	pthread_mutex_unlock(&x->app->kept->lock);
	if (found)
		x->answer = x->kept->answer;
	return found;
}

/* ---- keeping ----------------------------------------------------------------------------------------------------- */

static str put(char **at, str s)
{
	str out = {*at, s.n};

	memcpy(*at, s.p, s.n);
	(*at)[s.n] = 0; /* headers are handed on as C strings */
	*at += s.n + 1;
	return out;
}

/* What it cost is each request's own. */
static bool is_own(const struct header *h)
{
	return str_eq_ascii_case(h->name, STR("server-timing"));
}

/* A copy that needs nothing of the request. False: there is no memory for it. */
static bool copy_answer(struct kept *k, const struct answer *a)
{
	char *at;

	k->size = sizeof(*k) + k->key.target.n + k->key.host.n + a->body.n + 1;
	for (size_t i = 0; i < a->n_headers; i++)
		k->size += a->headers[i].name.n + a->headers[i].value.n + 2;
	at = k->text = malloc(k->size);
	if (!at)
		return false;
	k->answer = (struct answer){.status = a->status, .fd = -1};
	for (size_t i = 0; i < a->n_headers; i++)
		if (!is_own(&a->headers[i]))
			k->answer.headers[k->answer.n_headers++] = (struct header){put(&at, a->headers[i].name), put(&at, a->headers[i].value)};
	k->answer.body = put(&at, a->body);
	return true;
}

static void add(struct kept_memory *m, struct kept *k, instant now)
{
	struct kept *oldest;

	TAILQ_INSERT_TAIL(&m->ages, k, by_age);
	m->size += k->size;
	while ((oldest = TAILQ_FIRST(&m->ages)) != k && (m->size > KEPT_MOST || !is_fresh(oldest, now)))
		drop(m, oldest);
}

void kept_made(struct exchange *x)
{
	struct kept_memory *m = x->app->kept;
	struct kept *k = x->promised;
	bool good;

	if (!k)
		return;
	x->promised = NULL;
	good = may_keep(x) && copy_answer(k, &x->answer);
	pthread_mutex_lock(&m->lock);
	k->state = good ? READY : FAILED;
	if (good)
		add(m, k, x->ctx.now);
	else
		drop(m, k);
	pthread_cond_broadcast(&m->made);
	pthread_mutex_unlock(&m->lock);
}

void kept_done(struct exchange *x)
{
	kept_made(x); /* should it end without an answer */
	if (!x->kept)
		return;
	pthread_mutex_lock(&x->app->kept->lock);
	let_go(x->kept);
	pthread_mutex_unlock(&x->app->kept->lock);
	x->kept = NULL;
}
