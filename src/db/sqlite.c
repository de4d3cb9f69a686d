/* sqlite.c - connections to an SQLite file and the queries that run on them. */
#include "db/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* In the file's header, so that another program's database is not mistaken for ours. */
#define PORCHLIGHT_MARK "Prch"
#define PORCHLIGHT_ID "0x50726368" /* the same four bytes */
#define MOST_KEPT 4096

/* ---- failures ----------------------------------------------------------------------------------- */

static bool disk_is_full(sqlite3 *h, int rc)
{
	int os = h ? sqlite3_system_errno(h) : 0;

	return (rc & 0xff) == SQLITE_FULL || ((rc & 0xff) == SQLITE_IOERR && (os == ENOSPC || os == EDQUOT));
}

static err broken(sqlite3 *h, int rc, const char **why)
{
	if (disk_is_full(h, rc))
		*why = "The disk that holds the database is full. Nothing was changed. Make room, then try again.";
	else if (rc == SQLITE_NOTADB)
		*why = "The file is not an SQLite database.";
	else if (rc == SQLITE_CORRUPT)
		*why = "The database file is damaged. Stop Porchlight, keep the file, and restore the last backup.";
	else if (rc == SQLITE_READONLY || rc == SQLITE_PERM || rc == SQLITE_CANTOPEN)
		*why = "Porchlight may not write to the database file or its folder. Nothing was changed.";
	else if (rc == SQLITE_NOMEM)
		*why = SQLITE_NO_MEMORY_WHY;
	else
		*why = "The disk that holds the database failed. Nothing was changed. Look at the disk before going on.";
	return ERR_IO;
}

err sqlite_meaning(sqlite3 *h, int rc, const char **why)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		*why = "The database is busy. Nothing was changed; please try again in a moment.";
		return ERR_BUSY;
	case SQLITE_CONSTRAINT:
		if (rc == SQLITE_CONSTRAINT_CHECK || rc == SQLITE_CONSTRAINT_NOTNULL || rc == SQLITE_CONSTRAINT_DATATYPE) {
			*why = "The database refused a value that Porchlight should have refused before. Please report this.";
			return ERR_BUG;
		}
		*why = "Somebody else changed this at the same time. Nothing was changed; please look again.";
		return ERR_CONFLICT;
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
	case SQLITE_SCHEMA:
	case SQLITE_AUTH:
		*why = "A query of Porchlight is wrong. Please report this.";
		return ERR_BUG;
	default:
		return broken(h, rc & 0xff, why);
	}
}

err sqlite_fail(struct ctx *c, sqlite3 *h, int rc, const struct db_query *q)
{
	const char *why;
	err e = sqlite_meaning(h, rc, &why);

	if (e != ERR_BUG)
		FAIL(c, e, "%s", why);
	FAIL(c, e, "%s (%s, %s: %s)", why, q ? q->name : "-", q ? q->where : "-", sqlite3_errmsg(h));
}

/* ---- connections -------------------------------------------------------------------------------- */

static void once_per_process(void)
{
	/* Its statistics cost a lock that every thread takes for every allocation. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	(void)sqlite3_initialize();
}

static int run(sqlite3 *h, const char *sql)
{
	return sqlite3_exec(h, sql, NULL, NULL, NULL);
}

int sqlite_command(struct sqlite_conn *conn, enum sqlite_command which)
{
	static const char *const text[SQLITE_COMMANDS] = {
		[BEGIN_READ] = "begin",        [BEGIN_WRITE] = "begin immediate",    [COMMIT] = "commit",        [ROLL_BACK] = "rollback",
		[SAVE_POINT] = "savepoint job", [ROLL_BACK_TO] = "rollback to job", [RELEASE] = "release job"};
	sqlite3_stmt **stmt = &conn->commands[which];
	int rc = *stmt ? SQLITE_OK : sqlite3_prepare_v3(conn->h, text[which], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);

	if (rc == SQLITE_OK) {
		(void)sqlite3_step(*stmt);
		rc = sqlite3_reset(*stmt); /* says how the step ended */
	}
	return rc;
}

static int set_up(sqlite3 *h, const struct db *db, bool writes)
{
	int rc;

	(void)sqlite3_extended_result_codes(h, 1);
	(void)sqlite3_busy_timeout(h, db->busy_ms);
	(void)sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	(void)sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	rc = run(h, "pragma trusted_schema = off; pragma cell_size_check = on; pragma foreign_keys = on;"
	            "pragma temp_store = memory; pragma cache_size = -8000");
	if (rc == SQLITE_OK && writes)
		rc = run(h, "pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = 67108864");
	return rc;
}

err sqlite_connect(struct db *db, bool writes, struct sqlite_conn **out, char *why, size_t size)
{
	int flags = SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
	struct sqlite_conn *conn = calloc(1, sizeof(*conn));
	const char *meaning;
	int rc;
	err e;

	if (!conn) {
		snprintf(why, size, SQLITE_NO_MEMORY_WHY);
		return ERR_IO;
	}
	conn->base.db = db;
	rc = sqlite3_open_v2(db->target, &conn->h, flags, NULL);
	if (rc == SQLITE_OK)
		rc = set_up(conn->h, db, writes);
	if (rc == SQLITE_OK) {
		*out = conn;
		return OK;
	}
	e = sqlite_meaning(conn->h, rc, &meaning);
	snprintf(why, size, "%s (%s: %s)", meaning, db->target, sqlite3_errmsg(conn->h));
	sqlite_disconnect(&conn->base);
	return e;
}

void sqlite_disconnect(struct conn *base)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)base;

	for (unsigned i = 0; i < conn->n_kept; i++)
		sqlite3_finalize(conn->kept[i].stmt);
	free(conn->kept);
	for (unsigned i = 0; i < SQLITE_COMMANDS; i++)
		sqlite3_finalize(conn->commands[i]);
	sqlite3_close(conn->h);
	free(conn);
}

static err connect_reader(struct db *db, struct conn **out, char *why, size_t size)
{
	struct sqlite_conn *conn;

	TRY(sqlite_connect(db, false, &conn, why, size));
	*out = &conn->base;
	return OK;
}

static bool always_alive(const struct conn *conn)
{
	(void)conn;
	return true;
}

/* ---- open and close ----------------------------------------------------------------------------- */

/* Health data: the file is made readable to its owner only; the -wal and -shm files inherit that. */
static err make_file(struct db *db, char *why, size_t size)
{
	struct stat st;
	int fd;

	if (stat(db->target, &st) == 0) {
		if (S_ISREG(st.st_mode))
			return OK;
		snprintf(why, size, "%s is not a file.", db->target);
		return ERR_INVALID;
	}
	if (!db->create) {
		snprintf(why, size, "There is no database at %s.", db->target);
		return ERR_NOT_FOUND;
	}
	fd = open(db->target, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno != EEXIST) {
		snprintf(why, size, "Cannot make the database %s: %s.", db->target, strerror(errno));
		return ERR_IO;
	}
	if (fd >= 0)
		close(fd);
	return OK;
}

/* The mark is looked for without SQLite, which would begin to repair and change a file that is not ours. */
static err look_at_header(struct db *db, bool *is_new, char *why, size_t size)
{
	static const char ours[] = PORCHLIGHT_MARK;
	char header[72];
	int fd = open(db->target, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, header, sizeof(header));

	if (fd >= 0)
		close(fd);
	*is_new = n == 0;
	if (n < 0) {
		snprintf(why, size, "Cannot read the database %s: %s.", db->target, strerror(errno));
		return ERR_IO;
	}
	if (*is_new || (n == sizeof(header) && !memcmp(header, "SQLite format 3", 16) && !memcmp(header + 68, ours, 4)))
		return OK;
	snprintf(why, size, "%s is not a Porchlight database.", db->target);
	return ERR_INVALID;
}

/* Before the file has a write-ahead log, so that the mark is in the file itself. */
static err mark_as_ours(struct db *db, char *why, size_t size)
{
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(db->target, &h, SQLITE_OPEN_READWRITE, NULL);

	(void)sqlite3_busy_timeout(h, db->busy_ms);
	if (rc == SQLITE_OK)
		rc = run(h, "pragma application_id = " PORCHLIGHT_ID);
	if (rc != SQLITE_OK)
		snprintf(why, size, "Cannot write to %s: %s.", db->target, sqlite3_errmsg(h));
	sqlite3_close(h);
	return rc == SQLITE_OK ? OK : ERR_IO;
}

static err check_log(struct db *db, sqlite3 *h, char *why, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	bool wal = sqlite3_prepare_v2(h, "pragma journal_mode", -1, &stmt, NULL) == SQLITE_OK &&
	           sqlite3_step(stmt) == SQLITE_ROW && !strcmp((const char *)sqlite3_column_text(stmt, 0), "wal");

	sqlite3_finalize(stmt);
	if (wal)
		return OK;
	snprintf(why, size, "The disk of %s cannot share memory between programs (a network disk?). Use a local disk.",
	         db->target);
	return ERR_IO;
}

static err sqlite_open(struct db *db, char *why, size_t size)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct sqlite_conn *conn;
	bool is_new;
	err e;

	pthread_once(&once, once_per_process);
	TRY(make_file(db, why, size));
	TRY(look_at_header(db, &is_new, why, size));
	if (is_new)
		TRY(mark_as_ours(db, why, size));
	TRY(sqlite_connect(db, true, &conn, why, size));
	e = check_log(db, conn->h, why, size);
	if (e == OK)
		e = sqlite_writer_open(db, conn, why, size);
	if (e != OK)
		sqlite_disconnect(&conn->base);
	return e;
}

/* ---- statements --------------------------------------------------------------------------------- */

static bool make_room(struct sqlite_conn *conn, unsigned slot)
{
	unsigned room = slot < conn->n_kept * 2 ? conn->n_kept * 2 : slot + 1;
	struct kept_statement *kept;

	if (slot < conn->n_kept)
		return true;
	if (slot >= MOST_KEPT || !(kept = realloc(conn->kept, room * sizeof(*kept))))
		return false;
	memset(kept + conn->n_kept, 0, (room - conn->n_kept) * sizeof(*kept));
	conn->kept = kept;
	conn->n_kept = room;
	return true;
}

static int prepare(struct sqlite_conn *conn, const struct db_query *q, bool keep, sqlite3_stmt **out)
{
	return sqlite3_prepare_v3(conn->h, q->sqlite, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, out, NULL);
}

/* The statement of the cache, or one of its own when the query is already running further out. */
static int statement_of(struct cursor *cur)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)cur->tx->conn;
	const struct db_query *q = cur->q;
	struct kept_statement *kept;
	int rc;

	if (!make_room(conn, q->slot))
		return prepare(conn, q, false, (sqlite3_stmt **)&cur->handle);
	kept = &conn->kept[q->slot];
	if (kept->q && (kept->q != q || sqlite3_stmt_busy(kept->stmt)))
		return prepare(conn, q, false, (sqlite3_stmt **)&cur->handle);
	if (!kept->q) {
		rc = prepare(conn, q, true, &kept->stmt);
		if (rc != SQLITE_OK)
			return rc;
		kept->q = q;
	}
	cur->handle = kept->stmt;
	cur->kept = true;
	return SQLITE_OK;
}

int sqlite_bind(sqlite3_stmt *stmt, int at, const struct cell *cell)
{
	if (cell->null)
		return sqlite3_bind_null(stmt, at);
	if (!db_type_is_text(cell->type))
		return sqlite3_bind_int64(stmt, at, cell->i);
	/* What cells point to outlives the query, but for the day that is inside the cell. */
	if (cell->type == DB_BYTES)
		return sqlite3_bind_blob64(stmt, at, cell->s.p, cell->s.n, SQLITE_STATIC);
	return sqlite3_bind_text64(stmt, at, cell->s.p, cell->s.n,
	                           cell->type == DB_DATE ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
}

static err start(struct cursor *cur, const struct cell *in)
{
	sqlite3 *h = ((struct sqlite_conn *)cur->tx->conn)->h;
	int rc = statement_of(cur);

	for (size_t i = 0; i < cur->q->n_in && rc == SQLITE_OK; i++)
		rc = sqlite_bind(cur->handle, (int)i + 1, &in[i]);
	return rc == SQLITE_OK ? OK : sqlite_fail(cur->tx->ctx, h, rc, cur->q);
}

static err step(struct cursor *cur, bool *row)
{
	sqlite3 *h = ((struct sqlite_conn *)cur->tx->conn)->h;
	int rc = sqlite3_step(cur->handle);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_DONE)
		cur->changed = sqlite3_changes64(h);
	return *row || rc == SQLITE_DONE ? OK : sqlite_fail(cur->tx->ctx, h, rc, cur->q);
}

static err value(struct cursor *cur, unsigned column, struct cell *out)
{
	sqlite3_stmt *stmt = cur->handle;
	int at = (int)column;
	const void *p;

	out->null = sqlite3_column_type(stmt, at) == SQLITE_NULL;
	if (out->null)
		return OK;
	if (!db_type_is_text(out->type)) {
		out->i = sqlite3_column_int64(stmt, at);
		return OK;
	}
	p = out->type == DB_BYTES ? sqlite3_column_blob(stmt, at) : (const void *)sqlite3_column_text(stmt, at);
	out->s = (str){p ? p : "", (size_t)sqlite3_column_bytes(stmt, at)};
	return p || !out->s.n ? OK : ctx_fail(cur->tx->ctx, ERR_IO, SQLITE_NO_MEMORY_WHY);
}

static void finish(struct cursor *cur)
{
	if (cur->kept)
		(void)sqlite3_reset(cur->handle);
	else
		(void)sqlite3_finalize(cur->handle);
}

static err begin_read(struct tx *tx)
{
	struct sqlite_conn *conn = (struct sqlite_conn *)tx->conn;
	int rc = sqlite_command(conn, BEGIN_READ);

	return rc == SQLITE_OK ? OK : sqlite_fail(tx->ctx, conn->h, rc, NULL);
}

static void end_read(struct tx *tx)
{
	(void)sqlite_command((struct sqlite_conn *)tx->conn, ROLL_BACK);
}

static err script(struct tx *tx, str sql)
{
	sqlite3 *h = ((struct sqlite_conn *)tx->conn)->h;
	int rc = run(h, str_z(tx->ctx->arena, sql));
	const char *why;
	err e;

	if (rc == SQLITE_OK)
		return OK;
	e = sqlite_meaning(h, rc, &why);
	FAIL(tx->ctx, e, "%s (%s)", why, sqlite3_errmsg(h));
}

const struct engine sqlite_engine = {
	.kind = DB_SQLITE,
	.open = sqlite_open,
	.close = sqlite_writer_close,
	.connect = connect_reader,
	.disconnect = sqlite_disconnect,
	.alive = always_alive,
	.begin_read = begin_read,
	.end_read = end_read,
	.write = sqlite_write,
	.start = start,
	.step = step,
	.value = value,
	.finish = finish,
	.script = script,
	.facts = sqlite_facts,
	.bulk_open = sqlite_bulk_open,
	.bulk_row = sqlite_bulk_row,
	.bulk_flush = sqlite_bulk_nothing,
	.bulk_done = sqlite_bulk_nothing,
	.bulk_free = sqlite_bulk_free,
	.integrity = sqlite_integrity,
};
