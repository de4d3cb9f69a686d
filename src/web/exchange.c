/* exchange.c - the life of a request, and the one place that survives when its memory runs out. */
#include "web/exchange.h"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#include "base/log.h"
#include "web/kept.h"

#define REQUEST_MEMORY ((size_t)16 << 20)
#define PIECE_MEMORY ((size_t)2 << 20)
#define SPARE_MEMORY ((size_t)256 << 10) /* for saying that there was too little */
#define PAGE_MAX ((size_t)16 << 20)
#define BODY_MAX ((size_t)64 << 10)
#define SWALLOW_MAX ((size_t)1 << 20)    /* of a body that is too large, before the connection is cut */
#define KEEP_BUFFER ((size_t)256 << 10)
#define KEEP_EXCHANGES 64

/* ---- the app and its pool ---------------------------------------------------------------------------------------- */

struct exchange_pool {
	pthread_mutex_t lock;
	struct exchange *idle;
	unsigned n_idle;
};

err app_open(struct app *app, str *why)
{
	if (sodium_init() < 0)
		return ERR_IO;
	arena_init(&app->arena, (size_t)16 << 20);
	randombytes_buf(app->seal_key, sizeof(app->seal_key));
	app->pool = ARENA_NEW(&app->arena, struct exchange_pool);
	pthread_mutex_init(&app->pool->lock, NULL);
	return router_build(&app->arena, app->tables, app->n_tables, &app->router, why);
}

static void exchange_free(struct exchange *x)
{
	arena_free(&x->arena);
	arena_free(&x->piece);
	buf_free(&x->out);
	buf_free(&x->body);
	free(x);
}

void app_close(struct app *app)
{
	while (app->pool && app->pool->idle) {
		struct exchange *x = app->pool->idle;

		app->pool->idle = x->next;
		exchange_free(x);
	}
	if (app->pool)
		pthread_mutex_destroy(&app->pool->lock);
	app->pool = NULL;
	arena_free(&app->arena);
}

static struct exchange *take_idle(struct exchange_pool *pool)
{
	struct exchange *x;

	pthread_mutex_lock(&pool->lock);
	x = pool->idle;
	if (x) {
		pool->idle = x->next;
		pool->n_idle--;
	}
	pthread_mutex_unlock(&pool->lock);
	return x;
}

static struct exchange *make(void)
{
	struct exchange *x = calloc(1, sizeof(*x));

	if (!x)
		return NULL;
	buf_init(&x->out, PAGE_MAX);
	return x;
}

struct exchange *exchange_open(struct app *app)
{
	size_t memory = app->request_memory ? app->request_memory : REQUEST_MEMORY;
	struct exchange *x = take_idle(app->pool);

	if (!x && !(x = make()))
		return NULL;
	x->app = app;
	x->arena.cap = memory;
	x->piece.cap = PIECE_MEMORY;
	x->began_ns = monotonic_ns();
	return x;
}

/* Nothing of this request may be found by the next one. */
static void wipe(struct exchange *x)
{
	struct buf out = x->out, body = x->body;
	struct arena arena, piece;

	kept_done(x);
	if (x->answer.fd > 0)
		close(x->answer.fd);
	arena_reset(&x->arena);
	arena_reset(&x->piece);
	arena = x->arena;
	piece = x->piece;
	if (out.n)
		sodium_memzero(out.p, out.n);
	if (body.n)
		sodium_memzero(body.p, body.n);
	if (out.room > KEEP_BUFFER)
		buf_free(&out);
	if (body.room > BODY_MAX)
		buf_free(&body);
	buf_clear(&out);
	buf_clear(&body);
	*x = (struct exchange){.arena = arena, .piece = piece, .out = out, .body = body};
	x->arena.exhausted = NULL;
}

static void note_access(const struct exchange *x)
{
	const struct request *r = &x->req;

	log_info(x->ctx.request_id, "request", LOG_STR("method", r->raw->method),
		LOG_STR("route", r->route ? str_of(r->route->pattern) : STR("-")), LOG_INT("status", x->answer.status),
		LOG_INT("ms", (monotonic_ns() - x->began_ns) / 1000000));
}

void exchange_close(struct exchange *x)
{
	struct exchange_pool *pool = x->app->pool;

	if (x->app->access_log && x->req.raw)
		note_access(x);
	wipe(x);
	pthread_mutex_lock(&pool->lock);
	if (pool->n_idle < KEEP_EXCHANGES) {
		x->next = pool->idle;
		pool->idle = x;
		pool->n_idle++;
		x = NULL;
	}
	pthread_mutex_unlock(&pool->lock);
	if (x)
		exchange_free(x);
}

/* ---- running inside the request's memory ------------------------------------------------------------------------- */

/* Runs fn; false when the arena gave out on the way. */
static bool guarded(struct exchange *x, void (*fn)(struct exchange *x, void *arg), void *arg)
{
	if (setjmp(x->exhausted)) {
		x->arena.exhausted = NULL;
		return false;
	}
	x->arena.exhausted = &x->exhausted;
	fn(x, arg);
	x->arena.exhausted = NULL;
	return true;
}

/* ---- a long body, while it goes out ------------------------------------------------------------------------------ */

static err read_piece(struct exchange *x, int64_t at, char *into, size_t room, size_t *got)
{
	const struct answer *a = &x->answer;
	struct ctx *c = &x->piece_ctx;
	err e;

	if (at < 0 || at >= a->pieces_n)
		return ERR_BUG;
	if ((int64_t)room > a->pieces_n - at)
		room = (size_t)(a->pieces_n - at);
	*c = x->ctx;
	c->arena = &x->piece;
	c->tx = NULL;
	if (c->db)
		TRY(db_read_begin(c, c->db));
	e = a->pieces->read(c, a->pieces->arg, a->pieces_from + at, into, room, got);
	if (c->db)
		db_read_end(c);
	return e;
}

err exchange_piece(struct exchange *x, int64_t at, char *into, size_t room, size_t *got)
{
	x->failed = ERR_BUSY; /* when memory runs out */
	if (!setjmp(x->exhausted)) {
		x->piece.exhausted = &x->exhausted;
		x->failed = read_piece(x, at, into, room, got);
	}
	x->piece.exhausted = NULL;
	arena_reset(&x->piece); /* a view that was left open ends with its memory */
	if (x->failed != OK)
		log_warning(x->ctx.request_id, "a long answer broke off", LOG_STR("error", str_of(err_name(x->failed))), LOG_INT("at", at));
	return x->failed;
}

/* ---- head, body, answer ------------------------------------------------------------------------------------------ */

static void out_of_memory(struct exchange *x)
{
	x->failed = ERR_BUSY;
	x->ctx.fail_text = STR("This needed more memory than one request may use. Ask for less of it at once.");
}

static void run_head(struct exchange *x, void *arg)
{
	const struct raw_request *from = arg;
	struct raw_request *raw = ARENA_NEW(&x->arena, struct raw_request);
	size_t n = from->n_headers <= HEADERS_MAX ? from->n_headers : 0;
	struct header *headers = ARENA_NEW_ARRAY(&x->arena, struct header, n);

	if (n)
		memcpy(headers, from->headers, n * sizeof(*headers));
	*raw = *from;
	raw->headers = headers;
	raw->n_headers = n;
	raw->address = str_copy(&x->arena, from->address);
	x->req.raw = raw;
	x->ctx.request_id = id_make(x->ctx.now);
	x->failed = n == from->n_headers ? request_read(&x->ctx, raw) : ERR_MALFORMED;
	x->answer.close = x->failed != OK;
	if (x->failed == OK)
		x->failed = dispatch_head(x);
}

bool exchange_head(struct exchange *x, const struct raw_request *head)
{
	static const struct raw_request nothing;
	struct request *r = &x->req;

	ctx_init(&x->ctx, &x->arena, instant_none(x->app->now) ? instant_now() : x->app->now);
	x->answer.fd = -1;
	x->ctx.app = x->app;
	x->ctx.db = x->app->db;
	x->ctx.directory = x->app->directory;
	x->ctx.finder = x->app->finder;
	x->ctx.req = r;
	x->ctx.out = &x->out;
	r->raw = &nothing; /* until there is memory for it */
	r->answer = &x->answer;
	r->length = -1;
	if (!guarded(x, run_head, (void *)head))
		out_of_memory(x);
	if (x->failed == OK && r->method == METHOD_POST) {
		x->body_max = r->route->body_max ? r->route->body_max : BODY_MAX;
		x->body.max = x->multipart ? 0 : x->body_max;
		if (r->length <= (int64_t)x->body_max)
			return true;
		x->failed = ERR_TOO_LARGE;
	}
	/* A short body of a failed request is read all the same, so that the answer is not lost in a
	 * broken connection. */
	return !x->answer.close && r->length > 0 && r->length <= (int64_t)SWALLOW_MAX;
}

static void run_body(struct exchange *x, void *arg)
{
	const str *piece = arg;

	if (x->multipart)
		x->failed = multipart_push(x->multipart, piece->p, piece->n);
	else
		buf_str(&x->body, *piece);
	if (x->body.full)
		x->failed = ERR_BUSY;
}

bool exchange_body(struct exchange *x, const char *p, size_t n)
{
	str piece = {p, n};

	x->body_n += n;
	if (x->failed == OK && x->body_n > x->body_max)
		x->failed = ERR_TOO_LARGE;
	if (x->failed != OK)
		return x->body_n < x->body_max + SWALLOW_MAX;
	if (!guarded(x, run_body, &piece))
		out_of_memory(x);
	return true;
}

static void run_dispatch(struct exchange *x, void *arg)
{
	(void)arg;
	dispatch(x);
}

static void run_failed(struct exchange *x, void *arg)
{
	(void)arg;
	dispatch_failed(x);
}

/* What is said when there is no memory even for an error page. */
static void last_words(struct exchange *x)
{
	static const char text[] = "Porchlight is out of memory just now. Wait a moment, then try again.\n";

	x->answer.status = 503;
	x->answer.n_headers = 2;
	x->answer.headers[0] = (struct header){STR("Content-Type"), STR("text/plain; charset=utf-8")};
	x->answer.headers[1] = (struct header){STR("Retry-After"), STR("5")};
	x->answer.body = (str){text, sizeof(text) - 1};
}

static void make_answer(struct exchange *x)
{
	if (guarded(x, run_dispatch, NULL))
		return;
	if (x->ctx.tx)
		db_read_end(&x->ctx);
	x->arena.cap += SPARE_MEMORY;
	out_of_memory(x);
	if (!guarded(x, run_failed, NULL))
		last_words(x);
}

const struct answer *exchange_answer(struct exchange *x)
{
	make_answer(x);
	kept_made(x);
	return &x->answer;
}

const struct answer *web_serve(struct app *app, const struct raw_request *head, str body, struct exchange **x)
{
	*x = exchange_open(app);
	if (!*x)
		abort();
	if (exchange_head(*x, head))
		(void)exchange_body(*x, body.p, body.n);
	return exchange_answer(*x);
}

str answer_header(const struct answer *a, const char *name)
{
	for (size_t i = 0; i < a->n_headers; i++)
		if (str_eq_ascii_case(a->headers[i].name, str_of(name)))
			return a->headers[i].value;
	return STR_NONE;
}
