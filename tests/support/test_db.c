/* test_db.c - makes and removes the databases of tests. On PostgreSQL a database is a schema of its own: cheap to make.
 * The program's own tables are not: they are made once and handed on from test to test, emptied in between. */
#include "support/test_db.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <unistd.h>

#include "db/migrate.h"

struct open_case {
	struct test_db t;
	const struct test_db_case *of;
	bool made;
	char why[512];
};

/* ---- SQLite ------------------------------------------------------------------------------------- */

static bool make_folder(struct test_db *t, char *why, size_t size)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(t->folder, sizeof(t->folder), "%.40s/porchlight-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(t->folder)) {
		snprintf(why, size, "cannot make a folder in %s", tmp ? tmp : "/tmp");
		return false;
	}
	snprintf(t->url, sizeof(t->url), "%s/test.db", t->folder);
	return true;
}

static void remove_folder(const struct test_db *t)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
	char path[600];

	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		snprintf(path, sizeof(path), "%s%s", t->url, endings[i]);
		(void)unlink(path);
	}
	(void)rmdir(t->folder);
}

/* ---- PostgreSQL --------------------------------------------------------------------------------- */

/* Statements that give no rows, or the one value of the last in `value` (may be NULL). */
static bool command(const char *sql, char *value, char *why, size_t size)
{
	PGconn *h = PQconnectdb(getenv("PORCHLIGHT_POSTGRES"));
	PGresult *r;
	bool done;

	r = PQexec(h, sql);
	done = PQresultStatus(r) == (value ? PGRES_TUPLES_OK : PGRES_COMMAND_OK);
	if (!done)
		snprintf(why, size, "%s", PQerrorMessage(h));
	else if (value)
		snprintf(value, size, "%s", PQgetvalue(r, 0, 0));
	PQclear(r);
	PQfinish(h);
	return done;
}

static bool make_schema(struct test_db *t, char *why, size_t size)
{
	static atomic_uint made;
	const char *url = getenv("PORCHLIGHT_POSTGRES");
	char sql[128];

	if (!url) {
		snprintf(why, size, "PORCHLIGHT_POSTGRES is not set: start a cluster with tests/support/pg_cluster.sh, "
		                    "or say PORCHLIGHT_TEST_ENGINES=sqlite");
		return false;
	}
	snprintf(t->schema, sizeof(t->schema), "test_%d_%u", (int)getpid(), ++made);
	snprintf(t->url, sizeof(t->url), "%s%coptions=-csearch_path%%3D%s", url, strchr(url, '?') ? '&' : '?', t->schema);
	snprintf(sql, sizeof(sql), "create schema %s", t->schema);
	return command(sql, NULL, why, size);
}

/* ---- the program's tables ----------------------------------------------------------------------- */

static struct {
	sqlite3 *sqlite;   /* in memory, as migrated */
	char postgres[64]; /* a schema with empty tables that belongs to no test; "": none */
	char shape[64];    /* what its tables and indexes were when they were made */
} kept;

static void migrate(struct test_db *t)
{
	int applied;

	assert_ok(migrate_up(t->c, t->db, NULL, NULL, &applied));
}

static void copy_sqlite(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");

	assert_non_null(b);
	assert_int_equal(sqlite3_backup_step(b, -1), SQLITE_DONE);
	assert_int_equal(sqlite3_backup_finish(b), SQLITE_OK);
}

static void tables_of_sqlite(struct test_db *t)
{
	bool first = !kept.sqlite;
	sqlite3 *file;

	if (first) {
		migrate(t);
		assert_int_equal(sqlite3_open(":memory:", &kept.sqlite), SQLITE_OK);
	}
	assert_int_equal(sqlite3_open(t->url, &file), SQLITE_OK);
	copy_sqlite(first ? kept.sqlite : file, first ? file : kept.sqlite);
	assert_int_equal(sqlite3_close(file), SQLITE_OK);
}

/* A test that changes tables must not leave them to the next. */
static bool shape_of(const char *schema, char *shape, char *why, size_t size)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		"select md5(string_agg(concat(attrelid, attname, atttypid, attnotnull), ' ' order by attrelid, attnum)) "
		"from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = '%s'::regnamespace", schema);
	return command(sql, shape, why, size);
}

static void tables_of_postgres(struct test_db *t)
{
	char sql[300], why[512];

	if (!*kept.postgres) {
		migrate(t);
		assert_true(shape_of(t->schema, kept.shape, why, sizeof(kept.shape)));
	} else {
		snprintf(sql, sizeof(sql), "drop schema %s; alter schema %s rename to %s", t->schema, kept.postgres, t->schema);
		assert_true(command(sql, NULL, why, sizeof(why)));
		*kept.postgres = '\0';
	}
	t->migrated = true;
}

void test_db_migrate(struct test_db *t)
{
	if (db_engine(t->db) == DB_SQLITE)
		tables_of_sqlite(t);
	else
		tables_of_postgres(t);
}

/* Empties the tables of a test that is done, and keeps them for the next. */
static bool keep_tables(const struct test_db *t)
{
	char sql[700], why[512], shape[64];

	if (!t->migrated || *kept.postgres || !shape_of(t->schema, shape, why, sizeof(shape)) || strcmp(shape, kept.shape) != 0)
		return false;
	snprintf(sql, sizeof(sql),
		"set session_replication_role = replica; " /* foreign keys hold anyway when everything goes */
		"do $$ declare t record; begin for t in select oid::regclass as name from pg_class "
		"where relnamespace = '%s'::regnamespace and relkind = 'r' and relname <> 'migration' "
		"loop execute 'delete from ' || t.name; end loop; end $$; "
		"alter schema %s rename to kept_%d", t->schema, t->schema, (int)getpid());
	if (!command(sql, NULL, why, sizeof(why)))
		return false;
	snprintf(kept.postgres, sizeof(kept.postgres), "kept_%d", (int)getpid());
	return true;
}

/* ---- both --------------------------------------------------------------------------------------- */

bool test_db_make(struct test_db *t, enum db_engine engine, char *why, size_t size)
{
	struct db_options o = {.url = t->url, .create = true};

	*t = (struct test_db){.c = NULL};
	if (engine == DB_SQLITE ? !make_folder(t, why, size) : !make_schema(t, why, size))
		return false;
	if (db_open(&o, &t->db, why, size) != OK)
		return false;
	t->c = test_ctx();
	return true;
}

void test_db_drop(struct test_db *t)
{
	char why[512], sql[128];

	db_fail_nth(0);
	if (t->c)
		test_ctx_free(t->c);
	db_close(t->db);
	if (*t->folder)
		remove_folder(t);
	snprintf(sql, sizeof(sql), "set client_min_messages = warning; drop schema %s cascade", t->schema);
	if (*t->schema && !keep_tables(t) && !command(sql, NULL, why, sizeof(why)))
		fprintf(stderr, "%s\n", why);
}

struct db *test_db_again(const struct test_db *t, const struct db_options *like)
{
	struct db_options o = like ? *like : (struct db_options){0};
	struct db *db = NULL;
	char why[512];

	o.url = t->url;
	if (db_open(&o, &db, why, sizeof(why)) != OK)
		fail_msg("%s", why);
	return db;
}

static bool left_out(enum db_engine engine)
{
	const char *only = getenv("PORCHLIGHT_TEST_ENGINES");

	return only && !strstr(only, engine == DB_SQLITE ? "sqlite" : "postgres");
}

int test_db_setup(void **state)
{
	struct open_case *o = calloc(1, sizeof(*o));

	if (!o)
		return -1;
	o->of = *state;
	*state = o;
	if (!left_out(o->of->engine))
		o->made = test_db_make(&o->t, o->of->engine, o->why, sizeof(o->why));
	return 0;
}

void test_db_run(void **state)
{
	struct open_case *o = *state;

	if (left_out(o->of->engine))
		test_skip();
	if (!o->made)
		fail_msg("%s", o->why);
	o->of->fn(&o->t);
}

int test_db_teardown(void **state)
{
	struct open_case *o = *state;

	test_db_drop(&o->t);
	free(o);
	return 0;
}
