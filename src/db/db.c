/* db.c - opening a database, the pool of connections, read views, and what every transaction of either
 * engine shares. */
#include "db/engine.h"

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

/* ---- faults for tests --------------------------------------------------------------------------- */

static atomic_uint fail_in;

void db_fail_nth(unsigned n)
{
	atomic_store(&fail_in, n);
}

bool db_fault(void)
{
	unsigned n = atomic_load(&fail_in);

	while (n && !atomic_compare_exchange_weak(&fail_in, &n, n - 1))
		;
	return n == 1;
}

/* ---- the clock of waits ------------------------------------------------------------------------- */

void db_cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attr);
	pthread_condattr_destroy(&attr);
}

struct timespec db_deadline(int ms)
{
	int64_t at = monotonic_ns() + (int64_t)ms * 1000000;

	return (struct timespec){.tv_sec = (time_t)(at / 1000000000), .tv_nsec = (long)(at % 1000000000)};
}

/* ---- open and close ----------------------------------------------------------------------------- */

static const struct engine *engine_of(const char *url)
{
	if (!strncmp(url, "postgres://", 11) || !strncmp(url, "postgresql://", 13))
		return &postgres_engine;
	return &sqlite_engine;
}

/* SQLite works on our cores: more connections than those only wait for each other. A server has cores of
 * its own, and its connections spend their time waiting for its disk. */
static unsigned fair_number(enum db_engine engine)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned n = cores < 4 ? 4 : (unsigned)cores;

	return engine == DB_SQLITE ? n : 4 * n;
}

/* "postgres://ann:secret@host/db?password=secret" as "postgres://ann@host/db". */
static char *without_password(const char *url)
{
	char *shown = strdup(url), *host, *user, *colon;

	if (!shown || !(user = strstr(shown, "://")))
		return shown;
	user += 3;
	shown[strcspn(shown, "?")] = 0;
	host = strchr(user, '@');
	colon = strchr(user, ':');
	if (host && colon && colon < host)
		memmove(colon, host, strlen(host) + 1);
	return shown;
}

/* A path never looks like an option or a special name to SQLite: "x.db" becomes "./x.db". */
static char *sqlite_path(const char *url)
{
	char *path;

	if (!strncmp(url, "sqlite:", 7))
		url += 7;
	if (asprintf(&path, "%s%s", *url == '/' || *url == '.' ? "" : "./", url) < 0)
		return NULL;
	return path;
}

static void db_free(struct db *db)
{
	pthread_mutex_destroy(&db->lock);
	free(db->target);
	free(db->shown);
	free(db);
}

err db_open(const struct db_options *o, struct db **out, char *why, size_t size)
{
	struct db *db = calloc(1, sizeof(*db));
	err e;

	if (!db) {
		snprintf(why, size, "Out of memory.");
		return ERR_IO;
	}
	db->engine = engine_of(o->url);
	db->create = o->create;
	db->busy_ms = o->busy_ms ? o->busy_ms : 5000;
	db->limit = o->readers ? o->readers : fair_number(db->engine->kind);
	pthread_mutex_init(&db->lock, NULL);
	db->waiting_end = &db->waiting;
	if (db->engine->kind == DB_SQLITE) {
		db->target = sqlite_path(o->url);
		db->shown = db->target ? strdup(db->target) : NULL;
	} else {
		db->target = strdup(o->url);
		db->shown = without_password(o->url);
	}
	if (db->target && db->shown) {
		e = db->engine->open(db, why, size);
	} else {
		snprintf(why, size, "Out of memory.");
		e = ERR_IO;
	}
	if (e == OK)
		*out = db;
	else
		db_free(db);
	return e;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	while (db->idle) {
		struct conn *conn = db->idle;

		db->idle = conn->next;
		db->engine->disconnect(conn);
	}
	db->engine->close(db);
	db_free(db);
}

enum db_engine db_engine(const struct db *db)
{
	return db->engine->kind;
}

const char *db_url(const struct db *db)
{
	return db->shown;
}

/* ---- the pool ----------------------------------------------------------------------------------- */

/* Somebody who waits for a connection, in order of arrival. Whoever finds one free takes it, which is
 * fastest for all; but who has waited long gets the next one handed, so that nobody starves. */
struct waiter {
	struct waiter *next;
	int64_t since;
	struct conn *handed;
	pthread_cond_t woken;
};
#define LONG_WAIT_NS (2 * 1000000)

/* With the lock held. */
static bool take_free(struct db *db, struct conn **out)
{
	*out = db->idle;
	if (*out)
		db->idle = (*out)->next;
	else if (db->open < db->limit)
		db->open++;
	else
		return false;
	return true;
}

static void leave_queue(struct db *db, struct waiter *w)
{
	struct waiter **at = &db->waiting;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	if (!w->next)
		db->waiting_end = at;
}

/* With the lock held. */
static bool wait_in_queue(struct db *db, struct conn **out)
{
	struct timespec until = db_deadline(db->busy_ms);
	struct waiter me = {.since = monotonic_ns()};
	bool found = false;
	int late = 0;

	db_cond_init(&me.woken);
	*db->waiting_end = &me;
	db->waiting_end = &me.next;
	while (!found && late != ETIMEDOUT) {
		late = pthread_cond_timedwait(&me.woken, &db->lock, &until);
		*out = me.handed;
		found = me.handed || take_free(db, out);
	}
	if (!me.handed)
		leave_queue(db, &me);
	pthread_cond_destroy(&me.woken);
	return found;
}

/* OK without a connection: the caller may open one. */
static err wait_for_turn(struct ctx *c, struct db *db, struct conn **out)
{
	int64_t from = monotonic_ns();
	bool found;

	pthread_mutex_lock(&db->lock);
	found = take_free(db, out) || wait_in_queue(db, out);
	pthread_mutex_unlock(&db->lock);
	c->cost.wait_ns += monotonic_ns() - from;
	if (!found)
		FAIL(c, ERR_BUSY, "The database is busy. Nothing was changed; please try again in a moment.");
	return OK;
}

static void one_less(struct db *db)
{
	pthread_mutex_lock(&db->lock);
	db->open--;
	if (db->waiting)
		pthread_cond_signal(&db->waiting->woken);
	pthread_mutex_unlock(&db->lock);
}

err db_take(struct ctx *c, struct db *db, struct conn **out)
{
	char why[512];
	err e;

	TRY(wait_for_turn(c, db, out));
	if (*out)
		return OK;
	e = db->engine->connect(db, out, why, sizeof(why));
	if (e != OK) {
		one_less(db);
		FAIL(c, e, "%s", why);
	}
	(*out)->db = db;
	return OK;
}

void db_give(struct conn *conn)
{
	struct db *db = conn->db;
	struct waiter *first;

	if (!db->engine->alive(conn)) {
		db->engine->disconnect(conn);
		one_less(db);
		return;
	}
	pthread_mutex_lock(&db->lock);
	first = db->waiting;
	if (first && monotonic_ns() - first->since > LONG_WAIT_NS) {
		leave_queue(db, first);
		first->handed = conn;
	} else {
		conn->next = db->idle;
		db->idle = conn;
	}
	if (first)
		pthread_cond_signal(&first->woken);
	pthread_mutex_unlock(&db->lock);
}

/* ---- transactions ------------------------------------------------------------------------------- */

err tx_failed(struct tx *tx, err e)
{
	if (tx->failed == OK)
		tx->failed = e;
	return e;
}

err tx_ready(struct tx *tx)
{
	if (tx->failed != OK)
		return tx->failed;
	if (tx->begun)
		return OK;
	if (!tx->conn)
		TRY(db_take(tx->ctx, tx->db, &tx->conn));
	TRY(tx->db->engine->begin_read(tx));
	tx->begun = true;
	return OK;
}

void tx_close_open(struct tx *tx)
{
	while (tx->bulks) {
		struct db_bulk *b = tx->bulks;

		tx->bulks = b->next;
		tx->db->engine->bulk_free(b);
	}
	for (size_t i = 0; tx->conn && i < DB_MAX_OPEN; i++)
		if (tx->conn->cursors[i].tx == tx)
			cursor_finish(&tx->conn->cursors[i]);
}

/* Gives the connection back; the next query starts a new view. */
static void view_rest(struct tx *tx)
{
	if (!tx->conn)
		return;
	tx_close_open(tx);
	if (tx->begun)
		tx->db->engine->end_read(tx);
	db_give(tx->conn);
	tx->conn = NULL;
	tx->begun = false;
	tx->failed = OK;
}

static void view_forget(void *arg)
{
	view_rest(arg);
}

err db_read_begin(struct ctx *c, struct db *db)
{
	if (c->tx)
		FAIL(c, ERR_BUG, "A request of Porchlight opened two views of the data. Please report this.");
	c->tx = ARENA_NEW(c->arena, struct tx);
	*c->tx = (struct tx){.ctx = c, .db = db};
	/* A request that dies without db_read_end still gives its connection back. */
	arena_on_free(c->arena, view_forget, c->tx);
	return OK;
}

void db_read_end(struct ctx *c)
{
	if (c->tx)
		view_rest(c->tx);
	c->tx = NULL;
}

err wtx_run(struct wtx *w, db_write_fn *fn, void *arg, int64_t *ran_ns)
{
	struct ctx *c = w->tx.ctx;
	struct tx *view = c->tx;
	jmp_buf *outer = c->arena->exhausted;
	int64_t from = monotonic_ns();
	jmp_buf here;
	err e;

	c->tx = &w->tx; /* what fn reads is what it writes */
	c->arena->exhausted = &here;
	if (setjmp(here) == 0) {
		e = fn(w, arg);
	} else {
		e = ERR_IO;
		c->fail_text = STR("This needs more memory than one request may use. Nothing was changed.");
	}
	c->arena->exhausted = outer;
	c->tx = view;
	if (e == OK && w->tx.bulks)
		e = ctx_fail(c, ERR_BUG, "Rows for table %s were not closed. Please report this.", w->tx.bulks->t->name);
	tx_close_open(&w->tx);
	*ran_ns += monotonic_ns() - from;
	return e == OK ? w->tx.failed : e;
}

static err write_checked(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone)
{
	if (c->tx && c->tx->writes)
		FAIL(c, ERR_BUG, "A write of Porchlight started another write. Please report this.");
	/* The view would be older than the write, and its connection is needed elsewhere meanwhile. */
	if (c->tx)
		view_rest(c->tx);
	return db->engine->write(c, db, fn, arg, alone);
}

err db_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg)
{
	return write_checked(c, db, fn, arg, false);
}

err db_write_long(struct ctx *c, struct db *db, db_write_fn *fn, void *arg)
{
	return write_checked(c, db, fn, arg, true);
}

struct tx *wtx_read(struct wtx *w)
{
	return &w->tx;
}

struct ctx *tx_ctx(struct tx *tx)
{
	return tx->ctx;
}

struct ctx *wtx_ctx(struct wtx *w)
{
	return w->tx.ctx;
}

/* ---- integrity ---------------------------------------------------------------------------------- */

err db_integrity(struct db *db, struct buf *report)
{
	struct arena a;
	struct ctx c;
	err e;

	arena_init(&a, (size_t)64 << 20);
	ctx_init(&c, &a, instant_now());
	e = db_read_begin(&c, db);
	if (e == OK)
		e = tx_ready(c.tx);
	if (e == OK)
		e = db->engine->integrity(c.tx, report);
	if (e != OK)
		buf_format(report, "%.*s\n", STR_ARG(c.fail_text));
	db_read_end(&c);
	arena_free(&a);
	return e;
}
