/* postgres.h - inside this folder only: a PostgreSQL connection, for the files that speak to one directly. */
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include <libpq-fe.h>

#include "db/engine.h"

/* A query that takes longer than this is not worth waiting for. */
#define POSTGRES_SLOW_MS 30000

#define POSTGRES_MOST_BEGIN 3

struct pg_conn {
	struct conn base;
	PGconn *h;
	bool direct;   /* one process of the server is ours as long as this lives: it keeps statements and settings */
	bool spoiled;  /* of no more use, though it is connected */
	bool ending;   /* a rollback was sent and not answered yet */
	size_t n_begin; /* the beginning of a transaction, which waits for its first query; 0: none does */
	char begin[POSTGRES_MOST_BEGIN][64];
	/* The queries whose statements the server keeps, by db_query.slot: as they are, and cut short (postgres.c). */
	const struct db_query **kept[2];
	unsigned n_kept[2];
};

/* Arguments of PQexecParams, and which query's statement it is, to be kept. */
struct pg_query {
	const struct db_query *keep; /* NULL: not kept */
	bool cut;                    /* its other statement, see pg_conn.kept */
	const char *sql;
	int n;
	const Oid *types;
	const char *const *values;
	const int *lengths;
	const int *binary;
};

/* ---- postgres_conn.c ---------------------------------------------------------------------------- */

NODISCARD err postgres_open(struct db *db, char *why, size_t size);
NODISCARD err postgres_connect(struct db *db, struct conn **out, char *why, size_t size);
void postgres_disconnect(struct conn *conn);
bool postgres_alive(const struct conn *conn);
PGconn *postgres_handle(const struct tx *tx);
bool postgres_lost(const struct tx *tx);

/* A connection that was just made, or made again: learn what stands at its other end, and settle what holds for all its
 * transactions. */
void postgres_settle(struct pg_conn *conn);
void postgres_forget_statements(struct pg_conn *conn);

/* ---- postgres_send.c ---------------------------------------------------------------------------- */

/* What comes next is a transaction of this isolation level. `alone`: it may take its time. */
void postgres_begin(struct tx *tx, const char *mode, bool alone);
void postgres_roll_back(struct tx *tx);
/* NULL, or a result that may be a failure. Connects again when the connection was lost between
 * transactions. */
PGresult *postgres_send(struct tx *tx, const struct pg_query *q);
/* Run text without parameters; rows are dropped. */
NODISCARD err postgres_command(struct tx *tx, const char *sql);
/* The failure that a result tells; r may be NULL. Frees r. Sets tx->collided. */
err postgres_fail(struct tx *tx, PGresult *r, const struct db_query *q);

/* ---- the rest of the engine --------------------------------------------------------------------- */

/* The binary form of a value; `room` holds it when the cell does not. NULL pointer: null. */
const char *postgres_encode(const struct cell *cell, char room[8], int *length);

NODISCARD err postgres_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone);

err postgres_bulk_open(struct db_bulk *b);
err postgres_bulk_row(struct db_bulk *b, const struct cell *cells);
err postgres_bulk_flush(struct db_bulk *b);
err postgres_bulk_done(struct db_bulk *b);
void postgres_bulk_free(struct db_bulk *b);
err postgres_integrity(struct tx *tx, struct buf *report);

#endif
