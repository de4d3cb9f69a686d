/* test_db.h - one test body, run on both engines, each time with a database of its own.
 *
 *   static void an_empty_text_is_not_null(struct test_db *t) { ... t->c ... t->db ... }
 *   static const struct CMUnitTest tests[] = { on_both(an_empty_text_is_not_null) };
 *
 * PostgreSQL is the one that PORCHLIGHT_POSTGRES names (./test starts a throw-away cluster; by hand:
 * tests/support/pg_cluster.sh). Without it these tests fail, unless PORCHLIGHT_TEST_ENGINES=sqlite says
 * that this is meant. */
#ifndef TESTS_SUPPORT_TEST_DB_H
#define TESTS_SUPPORT_TEST_DB_H

#include "db/db.h"
#include "support/test.h"

struct test_db {
	struct ctx *c; /* one request; more with test_ctx() */
	struct db *db;
	char url[512]; /* to open it once more */
	char folder[64]; /* SQLite: where its files are */
	char schema[64]; /* PostgreSQL: the schema that is this database */
	bool migrated;   /* PostgreSQL: by test_db_migrate */
};

typedef void test_db_fn(struct test_db *t);
struct test_db_case {
	test_db_fn *fn;
	enum db_engine engine;
};
void test_db_run(void **state);
int test_db_setup(void **state);
int test_db_teardown(void **state);

#define on_sqlite(f) \
	{#f " (SQLite)", test_db_run, test_db_setup, test_db_teardown, &(struct test_db_case){f, DB_SQLITE}}
#define on_postgres(f) \
	{#f " (PostgreSQL)", test_db_run, test_db_setup, test_db_teardown, &(struct test_db_case){f, DB_POSTGRES}}
#define on_both(f) on_sqlite(f), on_postgres(f)

/* The program's tables, empty: what migrate_up makes of a new database, in a fraction of its time. */
void test_db_migrate(struct test_db *t);

/* For programs that are not unit tests: the same database without cmocka. `why` says what is missing. */
bool test_db_make(struct test_db *t, enum db_engine engine, char *why, size_t size);
void test_db_drop(struct test_db *t);
/* Another pool on the same database. */
struct db *test_db_again(const struct test_db *t, const struct db_options *like);

#endif
