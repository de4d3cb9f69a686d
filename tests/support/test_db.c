/* test_db.c - makes and removes the databases of tests. On PostgreSQL a database is a schema of its own:
 * cheap to make. */
#include "support/test_db.h"

#include <libpq-fe.h>
#include <stdatomic.h>
#include <unistd.h>

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

static bool command(const char *sql, char *why, size_t size)
{
	PGconn *h = PQconnectdb(getenv("PORCHLIGHT_POSTGRES"));
	PGresult *r;
	bool done;

	r = PQexec(h, sql);
	done = PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!done)
		snprintf(why, size, "%s", PQerrorMessage(h));
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
	return command(sql, why, size);
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
	if (*t->schema && !command(sql, why, sizeof(why)))
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
