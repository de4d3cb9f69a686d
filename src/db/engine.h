/* engine.h - inside this folder only: what both engines share, and the few verbs in which they differ.
 *
 *   db.c             opening, the pool, read views, faults for tests
 *   query.c          the verbs of generated code
 *   value.c          C structs <-> cells
 *   table.c          whole tables: bulk rows in, rows out
 *   migrate.c        bringing the schema up to date; migrate_words.c, schema.c
 *   sqlite.c         connections and queries; sqlite_table.c: bulk, snapshot, integrity
 *   sqlite_facts.c   what its planner is told
 *   sqlite_writer.c  one writer thread, shared commits
 *   postgres.c       queries; postgres_conn.c: connections; postgres_send.c: round trips, kept statements
 *   postgres_table.c bulk, integrity
 *   postgres_write.c SERIALIZABLE, run again by itself on collision
 */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include <pthread.h>
#include <stdatomic.h>

#include "db/db.h"

#define DB_MAX_FIELDS 64     /* parameters or columns of one query */
#define DB_MAX_OPEN 8        /* queries running inside one another in one transaction */
#define DB_NO_SLOT UINT32_MAX /* a query that is too rare to keep prepared */

/* One value on its way between a C struct and an engine. It may point into itself: never copy one. */
struct cell {
	enum db_type type;
	bool null;
	int64_t i; /* int, bool, id, instant, cents */
	str s;     /* text, bytes, date, code */
	struct date_text day;
};

/* A query that is running. Cursors live in their connection, so that whoever ends a transaction finds
 * those which a failure left open. */
struct cursor {
	struct tx *tx; /* NULL: free */
	const struct db_query *q;
	bool stream;          /* row by row: the engine may not keep the whole answer */
	struct arena *memory; /* for a value which the engine does not hold in the form we want */
	void *handle;         /* sqlite3_stmt or PGresult */
	bool kept;            /* SQLite: the statement belongs to the connection's cache */
	int at;               /* PostgreSQL: the next row of the result */
	bool declared;        /* PostgreSQL: a cursor of the server */
	bool more;            /* PostgreSQL: another portion may follow */
	int64_t changed;      /* rows touched, once a write is done */
};

struct conn {
	struct conn *next;
	struct db *db;
	struct cursor cursors[DB_MAX_OPEN];
};

/* A view of the data, or the transaction of a write. */
struct tx {
	struct ctx *ctx;
	struct db *db;
	struct conn *conn; /* NULL: nothing was asked yet */
	bool begun;
	bool writes;
	bool collided;        /* PostgreSQL: undone in favor of another transaction; worth running again */
	err failed;           /* the first statement that failed; every later one fails alike, on both engines */
	struct db_bulk *bulks; /* open ones, first opened first */
};

struct wtx {
	struct tx tx;
};

struct db_bulk {
	struct db_bulk *next;
	struct tx *tx;
	const struct db_table *t;
	err failed;
	void *handle;    /* SQLite: the insert statement */
	struct buf rows; /* PostgreSQL: waiting for the next COPY */
	size_t n;        /* PostgreSQL: rows so far */
	struct buf sql;
};

struct engine {
	enum db_engine kind;
	/* `db->target` is reachable and ready; starts what the engine needs. */
	err (*open)(struct db *db, char *why, size_t size);
	void (*close)(struct db *db);

	/* Connections of the pool: read-only on SQLite, for everything on PostgreSQL. */
	err (*connect)(struct db *db, struct conn **out, char *why, size_t size);
	void (*disconnect)(struct conn *conn);
	bool (*alive)(const struct conn *conn);

	err (*begin_read)(struct tx *tx);
	void (*end_read)(struct tx *tx);
	err (*write)(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone);

	/* A query: start, step until there is no row, finish (always). Values of a row last until the next
	 * step. */
	err (*start)(struct cursor *cur, const struct cell *in);
	err (*step)(struct cursor *cur, bool *row);
	err (*value)(struct cursor *cur, unsigned column, struct cell *out); /* out->type: what it should hold */
	void (*finish)(struct cursor *cur);
	/* Several statements without parameters: a migration. */
	err (*script)(struct tx *tx, str sql);
	/* A script for the end of every migration: what the planner should know about the tables. NULL: it finds out by itself. */
	const char *facts;

	err (*bulk_open)(struct db_bulk *b);
	err (*bulk_row)(struct db_bulk *b, const struct cell *cells);
	err (*bulk_flush)(struct db_bulk *b);
	err (*bulk_done)(struct db_bulk *b); /* after the last flush */
	void (*bulk_free)(struct db_bulk *b);

	err (*integrity)(struct tx *tx, struct buf *report);
};
extern const struct engine sqlite_engine;
extern const struct engine postgres_engine;

struct db {
	const struct engine *engine;
	char *target; /* path, or connection string with its password */
	char *shown;  /* the same for people */
	bool create;
	int busy_ms;

	pthread_mutex_t lock;
	struct conn *idle;
	struct waiter *waiting, **waiting_end; /* db.c */
	unsigned open;
	unsigned limit;

	struct sqlite_writer *writer;
	pthread_rwlock_t writers;  /* PostgreSQL: writes hold it together, one that collided holds it by itself */
	atomic_bool keeps_nothing; /* PostgreSQL: statements that the server should keep were gone */
};

/* ---- db.c --------------------------------------------------------------------------------------- */

/* A connection, waiting for one up to busy_ms. */
NODISCARD err db_take(struct ctx *c, struct db *db, struct conn **out);
void db_give(struct conn *conn);
/* True when a test asked for this statement to fail. Counts. */
bool db_fault(void);
/* now + ms on the clock that pthread_cond_timedwait of a db_cond_init condition uses */
struct timespec db_deadline(int ms);
void db_cond_init(pthread_cond_t *cond);

/* Before the first query of a view: a connection and a transaction. After a failure: that failure again. */
NODISCARD err tx_ready(struct tx *tx);
/* Close what fn, or a jump out of it, left open. */
void tx_close_open(struct tx *tx);
/* Note the failure so that the rest of the transaction shares it; returns e. */
err tx_failed(struct tx *tx, err e);
/* Run fn as the writer w. What the arena does when it is exhausted ends here as ERR_IO. Adds the time to
 * *ran_ns. */
err wtx_run(struct wtx *w, db_write_fn *fn, void *arg, int64_t *ran_ns);

/* ---- query.c ------------------------------------------------------------------------------------ */

NODISCARD err cursor_start(struct tx *tx, const struct db_query *q, const struct cell *in, bool stream,
                           struct arena *memory, struct cursor **out);
NODISCARD err cursor_step(struct cursor *cur, bool *row);
void cursor_finish(struct cursor *cur);
/* Memory for one row at a time, apart from the request's so that it does not grow; goes with the request
 * at the latest. */
struct arena *row_memory(struct ctx *c);

/* ---- table.c ------------------------------------------------------------------------------------ */

/* Send what open bulks hold back, first opened first, up to `last` (NULL: all): later rows may refer to
 * earlier ones. */
NODISCARD err bulks_flush(struct tx *tx, const struct db_bulk *last);

/* ---- value.c ------------------------------------------------------------------------------------ */

/* The parameters of a query as cells. ERR_BUG: a parameter that may not be none is. */
NODISCARD err cells_of_args(struct ctx *c, const struct db_query *q, const void *args, struct cell *cells);
/* The current row as the query's struct; with `copy` its text moves to the request's arena. */
NODISCARD err row_of_cursor(struct cursor *cur, void *row, bool copy);
/* One value of a bulk row. */
NODISCARD err cell_of_value(struct ctx *c, const struct db_table *t, const struct db_column *column,
                            const void *value, struct cell *cell);
bool db_type_is_text(enum db_type type); /* lives in cell.s */
/* Our mistake in a query; `what` names it. */
err query_bug(struct ctx *c, const struct db_query *q, const char *what);

#endif
