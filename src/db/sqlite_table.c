/* sqlite_table.c - whole tables and the whole file on SQLite: bulk rows by a prepared insert, snapshot,
 * integrity. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "db/sqlite.h"

/* ---- bulk --------------------------------------------------------------------------------------- */

static sqlite3 *handle_of(const struct tx *tx)
{
	return ((struct sqlite_conn *)tx->conn)->h;
}

err sqlite_bulk_open(struct db_bulk *b)
{
	const struct db_table *t = b->t;
	int rc;

	buf_init(&b->sql, 65536);
	buf_format(&b->sql, "insert into %s (", t->name);
	for (size_t i = 0; i < t->n_columns; i++)
		buf_format(&b->sql, "%s%s", i ? ", " : "", t->columns[i].name);
	BUF_LIT(&b->sql, ") values (");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_format(&b->sql, "%s?%zu", i ? ", " : "", i + 1);
	BUF_LIT(&b->sql, ")");
	rc = sqlite3_prepare_v2(handle_of(b->tx), b->sql.p, (int)b->sql.n, (sqlite3_stmt **)&b->handle, NULL);
	return rc == SQLITE_OK ? OK : sqlite_fail(b->tx->ctx, handle_of(b->tx), rc, NULL);
}

err sqlite_bulk_row(struct db_bulk *b, const struct cell *cells)
{
	int rc = db_fault() ? SQLITE_IOERR : SQLITE_OK;

	for (size_t i = 0; i < b->t->n_columns && rc == SQLITE_OK; i++)
		rc = sqlite_bind(b->handle, (int)i + 1, &cells[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(b->handle);
	(void)sqlite3_reset(b->handle);
	return rc == SQLITE_DONE ? OK : sqlite_fail(b->tx->ctx, handle_of(b->tx), rc, NULL);
}

err sqlite_bulk_nothing(struct db_bulk *b)
{
	(void)b; /* every row is in the transaction already */
	return OK;
}

void sqlite_bulk_free(struct db_bulk *b)
{
	(void)sqlite3_finalize(b->handle);
	buf_free(&b->sql);
	b->handle = NULL;
}

/* ---- snapshot ----------------------------------------------------------------------------------- */

static err copy_pages(struct db *db, sqlite3 *to, char *why, size_t size)
{
	struct sqlite_conn *from;
	sqlite3_backup *backup;
	const char *meaning;
	int rc;
	err e;

	TRY(sqlite_connect(db, false, &from, why, size));
	backup = sqlite3_backup_init(to, "main", from->h, "main");
	if (backup) {
		(void)sqlite3_backup_step(backup, -1); /* all at once: one view of the data, writers go on */
		rc = sqlite3_backup_finish(backup);
	} else {
		rc = sqlite3_errcode(to);
	}
	e = rc == SQLITE_OK ? OK : sqlite_meaning(to, rc, &meaning);
	if (e != OK)
		snprintf(why, size, "The copy failed. %s", meaning);
	sqlite_disconnect(&from->base);
	return e;
}

/* The file's name must survive a power failure too. */
void sqlite_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

err db_sqlite_snapshot(struct db *db, const char *path, char *why, size_t size)
{
	sqlite3 *to = NULL;
	err e;
	int fd;

	if (db->engine->kind != DB_SQLITE) {
		snprintf(why, size, "Only an SQLite database can be copied as a file.");
		return ERR_INVALID;
	}
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		e = errno == EEXIST ? ERR_CONFLICT : ERR_IO;
		snprintf(why, size, "Cannot make %s: %s.", path, strerror(errno));
		return e;
	}
	close(fd);
	if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
		e = copy_pages(db, to, why, size);
	} else {
		snprintf(why, size, "Cannot write %s: %s.", path, sqlite3_errmsg(to));
		e = ERR_IO;
	}
	sqlite3_close(to);
	if (e != OK)
		(void)unlink(path);
	else
		sqlite_sync_folder(path);
	return e;
}

/* ---- integrity ---------------------------------------------------------------------------------- */

static err report_rows(struct tx *tx, const char *sql, void (*add)(sqlite3_stmt *stmt, struct buf *report),
                       struct buf *report)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(handle_of(tx), sql, -1, &stmt, NULL);

	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW)
			add(stmt, report);
	}
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE ? OK : sqlite_fail(tx->ctx, handle_of(tx), rc, NULL);
}

static void add_finding(sqlite3_stmt *stmt, struct buf *report)
{
	const char *finding = (const char *)sqlite3_column_text(stmt, 0);

	if (finding && strcmp(finding, "ok"))
		buf_format(report, "%s\n", finding);
}

static void add_orphan(sqlite3_stmt *stmt, struct buf *report)
{
	buf_format(report, "A row of table %s refers to a row of table %s that is not there.\n", sqlite3_column_text(stmt, 0),
	           sqlite3_column_text(stmt, 2));
}

err sqlite_integrity(struct tx *tx, struct buf *report)
{
	TRY(report_rows(tx, "pragma integrity_check", add_finding, report));
	return report_rows(tx, "pragma foreign_key_check", add_orphan, report);
}
