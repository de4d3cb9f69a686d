/* postgres.h - inside this folder only: a PostgreSQL connection, for the files that speak to one directly. */
#ifndef DB_POSTGRES_H
#define DB_POSTGRES_H

#include <libpq-fe.h>

#include "db/engine.h"

struct pg_conn {
	struct conn base;
	PGconn *h;
};

/* A transaction on the connection, opened again first when the server had closed it. */
NODISCARD err postgres_begin(struct tx *tx, const char *begin);
void postgres_roll_back(struct tx *tx);
bool postgres_lost(const struct tx *tx);
PGconn *postgres_handle(const struct tx *tx);
/* The failure that a result tells; r may be NULL. Frees r. Sets tx->collided. */
err postgres_fail(struct tx *tx, PGresult *r, const struct db_query *q);
/* Run text without parameters and rows. */
NODISCARD err postgres_command(struct tx *tx, const char *sql);

/* The binary form of a value; `room` holds it when the cell does not. NULL pointer: null. */
const char *postgres_encode(const struct cell *cell, char room[8], int *length);

NODISCARD err postgres_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone);

err postgres_bulk_open(struct db_bulk *b);
err postgres_bulk_row(struct db_bulk *b, const struct cell *cells);
err postgres_bulk_flush(struct db_bulk *b);
void postgres_bulk_free(struct db_bulk *b);
err postgres_integrity(struct tx *tx, struct buf *report);

#endif
