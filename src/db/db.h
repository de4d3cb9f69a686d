/* db.h - one door to the data, whichever engine is behind it.
 * SQL is written once, in *.sql beside the feature that asks; tools/qc compiles each query to a typed
 * function that calls the verbs below. Nobody else writes SQL.
 *
 * Reading: db_read_begin gives the request a consistent, read-only view (ctx->tx). A function that only
 * reads takes struct tx *. Writing: db_write runs a function inside one transaction; functions that write
 * take struct wtx *, which only db_write can make. So a page that answers GET cannot write: it has
 * nothing to pass.
 *
 * Engines: a path ("var/porchlight.db") or "sqlite:PATH" is SQLite; "postgres://..." is PostgreSQL or
 * what speaks its protocol. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/code.h"
#include "base/ctx.h"

enum db_engine { DB_SQLITE = 1, DB_POSTGRES };

/* ---- values as queries see them; generated code fills these tables ------------------------------ */

enum db_type {
	DB_INT = 1, /* int64_t; with nullable: struct opt_int */
	DB_BOOL,    /* bool */
	DB_TEXT,    /* str, none = null */
	DB_BYTES,   /* struct bytes, p NULL = null */
	DB_ID,      /* a one-member struct around int64_t, 0 = null */
	DB_DATE,    /* date, none = null; kept as text YYYY-MM-DD */
	DB_INSTANT, /* instant, none = null; kept as UTC milliseconds */
	DB_CENTS,   /* cents */
	DB_CODE,    /* an enum of base/code.h kept as its code; 0 = null */
};

struct opt_int {
	bool set;
	int64_t v;
};

typedef struct cents {
	int64_t v;
} cents;

/* Where a parameter's value comes from. */
enum db_source { DB_FROM_ARGS, DB_FROM_CENTER /* ctx->center */, DB_FROM_NOW /* ctx->now */ };

struct db_field {
	const char *name;
	enum db_type type;
	bool nullable; /* a parameter that is none where this is false is ERR_BUG, never a silent null */
	enum db_source source;
	size_t offset; /* in the args or row struct */
	const struct code_table *codes; /* DB_CODE only */
};

struct db_query {
	const char *name;
	const char *where;    /* file:line of the query, for messages */
	const char *sqlite;   /* parameters as ?1 ?2 ... */
	const char *postgres; /* parameters as $1 $2 ... */
	const struct db_field *in;
	size_t n_in;
	const struct db_field *out;
	size_t n_out;
	size_t row_size;
	bool writes;
	unsigned slot; /* its place in a connection's cache of prepared statements: 0..db_query_count-1 */
};

/* Every query of the program, by slot; generated. For the tests that prepare all of them on both engines. */
extern const struct db_query *const db_queries[];
extern const unsigned db_query_count;

/* Every table in the order in which rows can be copied without breaking a foreign key; generated from the
 * migrations. */
struct db_column {
	const char *name;
	enum db_type type;
	bool nullable;
};
struct db_table {
	const char *name;
	bool center; /* rows belong to a center: the primary key starts with center_id */
	const struct db_column *columns;
	size_t n_columns;
	const char *key; /* "center_id, id" */
};
extern const struct db_table db_tables[];
extern const unsigned db_table_count;

/* Every migration in order; generated from migrations/. `sql` still has its type words (see migrate.h). */
struct db_migration {
	int number;
	const char *name; /* "0001_people" */
	const char *sql;
	const char *checksum; /* hex SHA-256 of the file */
};
extern const struct db_migration db_migrations[];
extern const unsigned db_migration_count;

/* ---- the verbs of generated code ------------------------------------------------------------------
 * All fail with ERR_BUSY (locked or too slow; nothing changed), ERR_IO (disk or connection), ERR_CONFLICT
 * (a unique key or foreign key refuses), ERR_BUG (a value of the wrong kind). Rows and their text live in
 * the request's arena. After a statement of a transaction failed, every later one fails alike and the
 * write is undone, on both engines: a key that may be there already is a matter for "on conflict", not
 * for trying. ERR_NOT_FOUND is an answer, not a failure. */

struct tx;
struct wtx;

/* Exactly the first row. ERR_NOT_FOUND: none. */
NODISCARD err db_one(struct tx *tx, const struct db_query *q, const void *args, void *row);
/* All rows: *rows points to n structs of q->row_size. */
NODISCARD err db_many(struct tx *tx, const struct db_query *q, const void *args, void **rows, size_t *n);
/* One row at a time, for reads without a limit; stops at the first failure of fn and returns it. The row
 * and its text are overwritten by the next; memory does not grow with the number of rows. fn may ask
 * other queries (8 deep). */
typedef err db_each_fn(void *arg, const void *row);
NODISCARD err db_each(struct tx *tx, const struct db_query *q, const void *args, db_each_fn *fn, void *arg);
/* A write without rows; *changed (may be NULL) is how many rows it touched. */
NODISCARD err db_run(struct wtx *w, const struct db_query *q, const void *args, int64_t *changed);
/* The read side of a write transaction, which sees its own writes. */
struct tx *wtx_read(struct wtx *w);
struct ctx *tx_ctx(struct tx *tx);
struct ctx *wtx_ctx(struct wtx *w);

/* Many rows into one table as fast as the engine can (prepared inserts; COPY). Column order is the
 * table's. Values point to the C types of enum db_type, except that DB_CODE is str. NULL pointer: null.
 * Several may be open at once; open the one first that the others refer to. A row that is refused may be
 * told later. */
struct db_bulk;
NODISCARD err db_bulk_open(struct wtx *w, const char *table, struct db_bulk **out);
NODISCARD err db_bulk_open_table(struct wtx *w, const struct db_table *t, struct db_bulk **out);
NODISCARD err db_bulk_row(struct db_bulk *b, const void *const *values);
NODISCARD err db_bulk_close(struct db_bulk *b); /* flushes; after a failure only frees */
/* Every row of a table in key order, as the values db_bulk_row takes. */
typedef err db_table_fn(void *arg, const struct db_table *t, const void *const *values);
NODISCARD err db_table_each(struct tx *tx, const struct db_table *t, db_table_fn *fn, void *arg);
NODISCARD err db_table_rows(struct tx *tx, const struct db_table *t, int64_t *rows);
/* Takes every row out of these tables, which no other refers to: db_tables, all of them. */
NODISCARD err db_clear(struct wtx *w, const struct db_table *tables, unsigned n);

/* ---- life of the pool --------------------------------------------------------------------------- */

struct db_options {
	const char *url;
	unsigned readers;     /* connections for reading; on PostgreSQL for everything. 0: a fair number */
	bool create;          /* SQLite: make the file when there is none */
	int busy_ms;          /* longest wait for a connection or a lock; 0: 5000 */
};

/* Opens the pool and starts SQLite's writer thread. Does not migrate.
 * On failure `why` (size bytes) says what is wrong and what to do. */
NODISCARD err db_open(const struct db_options *o, struct db **out, char *why, size_t size);
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);
const char *db_url(const struct db *db); /* without a password */

/* A view of the data, until db_read_end. Sets c->tx. The first query takes a connection (ERR_BUSY: none
 * came free in time) and fixes what is seen; a request that asks nothing costs nothing. db_write ends the
 * view: the next query begins another, in which the write is seen. The arena's end gives the connection
 * back when db_read_end was not reached. */
NODISCARD err db_read_begin(struct ctx *c, struct db *db);
void db_read_end(struct ctx *c);

/* Run fn in one transaction and commit. When it returns anything but OK everything it wrote is undone.
 * SQLite: fn runs on the writer thread beside others that wait, each in its own savepoint; this call
 * returns after the commit that carries it is on the disk.
 * PostgreSQL: fn runs here, SERIALIZABLE, and is run again by itself (at most five times) when it collides; so fn
 * must not do anything but database work and must not rely on what an earlier run left in *arg.
 * While fn runs, c->tx is its own transaction. Memory that runs out in fn (arena) ends here, as ERR_IO.
 * ERR_IO with "outcome unknown" in c->fail_text: the connection broke during commit; look before trying
 * again. */
typedef err db_write_fn(struct wtx *w, void *arg);
NODISCARD err db_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg);

/* A long write (import, demo, copy): like db_write on a connection of its own, with the other writers
 * waiting. */
NODISCARD err db_write_long(struct ctx *c, struct db *db, db_write_fn *fn, void *arg);

/* Tests: make the n-th next statement (or commit) of any connection fail with ERR_IO; 0 switches that off. */
void db_fail_nth(unsigned n);

/* A plain copy of an SQLite database while it is in use, to a file that must not exist yet. */
NODISCARD err db_sqlite_snapshot(struct db *db, const char *path, char *why, size_t size);
/* Puts the database file `with`, which nobody has open, in the place of `path` (on the same disk; there may be none), in one step.
 * What stood there is gone, unless SQLite could not read it: that is kept beside as PATH.damaged.
 * ERR_BUSY: a program has it open. ERR_CONFLICT: there is a PATH.damaged already. */
NODISCARD err db_sqlite_replace(const char *path, const char *with, char *why, size_t size);
/* Integrity and foreign keys; `report` gets one line per finding. OK with an empty report: sound. */
NODISCARD err db_integrity(struct db *db, struct buf *report);

#endif
