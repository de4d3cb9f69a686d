/* sqlite_replace.c - another file in a database's place, in one step that a kill or a power failure cannot halve. */
#include <errno.h>
#include <unistd.h>

#include "db/sqlite.h"

#define BUSY_MS 2000

static bool beside(const char *path, const char *ending, char out[4096])
{
	return snprintf(out, 4096, "%s%s", path, ending) < 4096;
}

static err fail(const char *path, char *why, size_t size)
{
	snprintf(why, size, "Cannot replace %s: %s.", path, strerror(errno));
	return ERR_IO;
}

/* The log of a database that is gone would be taken for the log of the one that comes. */
static err drop_log(const char *path, char *why, size_t size)
{
	static const char *const endings[] = {"-wal", "-shm", "-journal"};
	char name[4096];

	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (!beside(path, endings[i], name) || (unlink(name) && errno != ENOENT))
			return fail(path, why, size);
	return OK;
}

/* A file that SQLite cannot read is kept, with its log: there may be something to save. */
static err move_aside(const char *path, char *why, size_t size)
{
	static const char *const endings[] = {"-wal", ""};
	char from[4096], to[4096];

	if (!beside(path, ".damaged", to) || access(to, F_OK) == 0) {
		snprintf(why, size, "%s is damaged, and there is a %s.damaged already. Move that one away first.", path, path);
		return ERR_CONFLICT;
	}
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		char aside[64];

		snprintf(aside, sizeof(aside), ".damaged%s", endings[i]);
		if (!beside(path, endings[i], from) || !beside(path, aside, to) || (rename(from, to) && errno != ENOENT))
			return fail(path, why, size);
	}
	return OK;
}

static bool is_unreadable(int rc)
{
	return (rc & 0xff) == SQLITE_NOTADB || (rc & 0xff) == SQLITE_CORRUPT;
}

/* Leaving the write-ahead log takes that nobody else has the database open; the lock then keeps it so. */
static int take_alone(sqlite3 *h)
{
	int rc;

	(void)sqlite3_extended_result_codes(h, 1);
	(void)sqlite3_busy_timeout(h, BUSY_MS);
	rc = sqlite3_exec(h, "pragma journal_mode = delete", NULL, NULL, NULL);
	return rc == SQLITE_OK ? sqlite3_exec(h, "begin exclusive", NULL, NULL, NULL) : rc;
}

static err put(const char *with, const char *path, char *why, size_t size)
{
	char log[4096];

	if (!beside(with, "-wal", log) || !access(log, F_OK)) {
		snprintf(why, size, "%s is not whole yet: a part of it is in its log.", with);
		return ERR_BUSY;
	}
	TRY(drop_log(path, why, size));
	if (rename(with, path))
		return fail(path, why, size);
	sqlite_sync_folder(path);
	return OK;
}

err db_sqlite_replace(const char *path, const char *with, char *why, size_t size)
{
	sqlite3 *h = NULL;
	err e;
	int rc;

	if (access(path, F_OK))
		return errno == ENOENT ? put(with, path, why, size) : fail(path, why, size);
	rc = sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc == SQLITE_OK)
		rc = take_alone(h);
	if (rc == SQLITE_OK) {
		e = put(with, path, why, size);
	} else if (is_unreadable(rc)) {
		e = move_aside(path, why, size);
		if (e == OK)
			e = put(with, path, why, size);
	} else {
		snprintf(why, size, "%s cannot be replaced while a program has it open (%s). Stop the server first.", path, sqlite3_errmsg(h));
		e = (rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED ? ERR_BUSY : ERR_IO;
	}
	sqlite3_close(h);
	return e;
}
