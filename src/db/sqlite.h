/* sqlite.h - inside this folder only: an SQLite connection, for the files that speak to one directly. */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>

#include "db/engine.h"

#define SQLITE_NO_MEMORY_WHY "Porchlight is out of memory. Nothing was changed."

struct kept_statement {
	const struct db_query *q;
	sqlite3_stmt *stmt;
};

/* The fixed statements of transactions. */
enum sqlite_command { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLL_BACK, SAVE_POINT, ROLL_BACK_TO, RELEASE, SQLITE_COMMANDS };

struct sqlite_conn {
	struct conn base;
	sqlite3 *h;
	sqlite3_stmt *commands[SQLITE_COMMANDS]; /* prepared when first needed */
	struct kept_statement *kept; /* by db_query.slot */
	unsigned n_kept;
};

/* A connection set up as the house wants it: WAL, FULL, foreign keys, nothing trusted from the file. */
NODISCARD err sqlite_connect(struct db *db, bool writes, struct sqlite_conn **out, char *why, size_t size);
void sqlite_disconnect(struct conn *conn);
int sqlite_command(struct sqlite_conn *conn, enum sqlite_command which);
/* What a result code means, with a sentence for the person that needs no memory. */
err sqlite_meaning(sqlite3 *h, int rc, const char **why);
/* The same as a failure of the request; q may be NULL. */
err sqlite_fail(struct ctx *c, sqlite3 *h, int rc, const struct db_query *q);
/* The write side of the engine, and the thread behind it. */
NODISCARD err sqlite_writer_open(struct db *db, struct sqlite_conn *conn, char *why, size_t size);
void sqlite_writer_close(struct db *db);
NODISCARD err sqlite_write(struct ctx *c, struct db *db, db_write_fn *fn, void *arg, bool alone);
/* The thread that moves the log into the file (sqlite_checkpoint.c). `watch`: this connection's commits tell it; `rest`: the writer has
 * nothing open now, and may start the log anew. */
struct sqlite_checkpointer;
NODISCARD err sqlite_checkpoint_open(struct db *db, struct sqlite_checkpointer **out, char *why, size_t size);
void sqlite_checkpoint_watch(struct sqlite_checkpointer *k, struct sqlite_conn *writer);
void sqlite_checkpoint_rest(struct sqlite_checkpointer *k, struct sqlite_conn *writer);
void sqlite_checkpoint_close(struct sqlite_checkpointer *k);
/* A new name in its folder survives a power failure. */
void sqlite_sync_folder(const char *path);
int sqlite_bind(sqlite3_stmt *stmt, int at, const struct cell *cell);

extern const char sqlite_facts[];

err sqlite_bulk_open(struct db_bulk *b);
err sqlite_bulk_row(struct db_bulk *b, const struct cell *cells);
err sqlite_bulk_nothing(struct db_bulk *b); /* flush and done */
void sqlite_bulk_free(struct db_bulk *b);
err sqlite_integrity(struct tx *tx, struct buf *report);

#endif
