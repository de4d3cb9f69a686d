/* queries_test.c - the real migrations and every query of the program, prepared by the engines themselves:
 * what tools/qc learned from SQLite at build time must hold on both. */
#include <libpq-fe.h>
#include <sqlite3.h>

#include "db/migrate.h"
#include "support/test_db.h"

/* Says what is wrong and goes on, so that one run names every query that has to change. */
static unsigned wrong(const char *where, const char *name, const char *what, const char *of)
{
	printf("%s: %s: %s%s%s\n", where, name, what, *of ? " " : "", of);
	return 1;
}

static void migrate(struct test_db *t)
{
	int applied;

	assert_ok(migrate_up(t->c, t->db, NULL, NULL, &applied));
	assert_int_equal(applied, db_migration_count);
}

/* ---- PostgreSQL ------------------------------------------------------------------------------ */

/* PostgreSQL's own numbers of its types. */
enum { BOOL = 16, BYTEA = 17, INT8 = 20, INT2 = 21, INT4 = 23, TEXT = 25, NUMERIC = 1700 };

static Oid parameter_type(enum db_type type)
{
	static const Oid types[] = {
		[DB_INT] = INT8, [DB_BOOL] = BOOL,    [DB_TEXT] = TEXT,	 [DB_BYTES] = BYTEA, [DB_ID] = INT8,
		[DB_DATE] = TEXT, [DB_INSTANT] = INT8, [DB_CENTS] = INT8, [DB_CODE] = TEXT,
	};

	return types[type];
}

/* A result may also be of a smaller type, and a sum is numeric. */
static bool result_fits(enum db_type type, Oid oid)
{
	bool number = type == DB_INT || type == DB_CENTS || type == DB_INSTANT;

	return oid == parameter_type(type) || (number && (oid == INT4 || oid == INT2 || oid == NUMERIC));
}

static unsigned compare_postgres(const struct db_query *q, const PGresult *r)
{
	unsigned bad = 0;

	if ((size_t)PQnparams(r) != q->n_in || (size_t)PQnfields(r) != q->n_out)
		return wrong(q->where, q->name, "another number of parameters or columns", "");
	for (size_t i = 0; i < q->n_in; i++)
		if (PQparamtype(r, (int)i) != parameter_type(q->in[i].type))
			bad += wrong(q->where, q->name, "another type of parameter", q->in[i].name);
	for (size_t i = 0; i < q->n_out; i++) {
		if (strcmp(PQfname(r, (int)i), q->out[i].name))
			bad += wrong(q->where, q->name, "another name of column", q->out[i].name);
		if (!result_fits(q->out[i].type, PQftype(r, (int)i)))
			bad += wrong(q->where, q->name, "another type of column", q->out[i].name);
	}
	return bad;
}

static unsigned check_on_postgres(PGconn *h, const struct db_query *q)
{
	PGresult *r = PQprepare(h, "", q->postgres, 0, NULL);
	unsigned bad;

	if (PQresultStatus(r) != PGRES_COMMAND_OK) {
		bad = wrong(q->where, q->name, PQerrorMessage(h), "");
	} else {
		PQclear(r);
		r = PQdescribePrepared(h, "");
		bad = compare_postgres(q, r);
	}
	PQclear(r);
	return bad;
}

static void every_query_means_the_same_to_postgresql(struct test_db *t)
{
	unsigned bad = 0;
	PGconn *h;

	migrate(t);
	h = PQconnectdb(t->url);
	for (unsigned i = 0; i < db_query_count; i++)
		bad += check_on_postgres(h, db_queries[i]);
	PQfinish(h);
	assert_int_equal(bad, 0);
}

/* "select a, b from t" as a query that answers the columns of the registry. */
static unsigned check_table(struct ctx *c, PGconn *h, const struct db_table *t)
{
	struct db_field *fields = ARENA_NEW_ARRAY(c->arena, struct db_field, t->n_columns);
	struct db_query q = {.name = t->name, .where = "registry.c", .out = fields, .n_out = t->n_columns};
	struct buf sql;

	buf_init(&sql, 8192);
	for (size_t i = 0; i < t->n_columns; i++) {
		fields[i] = (struct db_field){.name = t->columns[i].name, .type = t->columns[i].type};
		buf_format(&sql, "%s %s", i ? "," : "select", t->columns[i].name);
	}
	buf_format(&sql, " from %s order by %s", t->name, t->key);
	q.postgres = str_z(c->arena, buf_view(&sql));
	buf_free(&sql);
	return check_on_postgres(h, &q);
}

static void every_table_is_what_the_registry_says(struct test_db *t)
{
	unsigned bad = 0;
	PGconn *h;

	migrate(t);
	h = PQconnectdb(t->url);
	for (unsigned i = 0; i < db_table_count; i++)
		bad += check_table(t->c, h, &db_tables[i]);
	PQfinish(h);
	assert_int_equal(bad, 0);
}

/* ---- SQLite ---------------------------------------------------------------------------------- */

static unsigned check_on_sqlite(sqlite3 *h, const struct db_query *q)
{
	sqlite3_stmt *stmt = NULL;
	unsigned bad = 0;

	if (sqlite3_prepare_v2(h, q->sqlite, -1, &stmt, NULL) != SQLITE_OK)
		return wrong(q->where, q->name, sqlite3_errmsg(h), "");
	if ((size_t)sqlite3_bind_parameter_count(stmt) != q->n_in ||
	    (size_t)sqlite3_column_count(stmt) != q->n_out)
		bad = wrong(q->where, q->name, "another number of parameters or columns", "");
	for (size_t i = 0; !bad && i < q->n_out; i++)
		if (strcmp(sqlite3_column_name(stmt, (int)i), q->out[i].name))
			bad = wrong(q->where, q->name, "another name of column", q->out[i].name);
	if (q->writes == (bool)sqlite3_stmt_readonly(stmt))
		bad += wrong(q->where, q->name, "whether it writes is not known", "");
	sqlite3_finalize(stmt);
	return bad;
}

static void every_query_means_the_same_to_the_real_schema(struct test_db *t)
{
	sqlite3 *h = NULL;
	unsigned bad = 0;

	migrate(t);
	assert_int_equal(sqlite3_open(t->url, &h), SQLITE_OK);
	for (unsigned i = 0; i < db_query_count; i++)
		bad += check_on_sqlite(h, db_queries[i]);
	sqlite3_close(h);
	assert_int_equal(bad, 0);
}

/* The steps of a query's plan, one a line. */
static void explain(sqlite3 *h, const struct db_query *q, struct buf *out)
{
	sqlite3_stmt *stmt = NULL;
	struct buf sql;

	buf_init(&sql, (size_t)1 << 16);
	buf_format(&sql, "explain query plan %s", q->sqlite);
	assert_int_equal(sqlite3_prepare_v2(h, sql.p, (int)sql.n, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buf_format(out, "%s\n", (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	buf_free(&sql);
}

/* Queries that begin with a person, a group or a session: their plans never walk through all that a center has of something. */
static bool begins_with_one(const char *name)
{
	static const char *const names[] = {"board_rows", "session_week_parts", "my_sessions", "enrollments_of", "corrections_of",
		"track_span", "my_offers", "day_sessions", "stay_rules"};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

static void plans_lead_to_what_is_asked_for_and_not_through_the_whole_center(struct test_db *t)
{
	unsigned bad = 0, looked_at = 0;
	sqlite3 *h = NULL;
	struct buf plan;

	migrate(t);
	assert_int_equal(sqlite3_open(t->url, &h), SQLITE_OK);
	buf_init(&plan, (size_t)1 << 16);
	for (unsigned i = 0; i < db_query_count; i++) {
		const struct db_query *q = db_queries[i];

		buf_clear(&plan);
		explain(h, q, &plan);
		if (plan.n && strstr(plan.p, "BLOOM FILTER"))
			bad += wrong(q->where, q->name, "reads a whole table for a filter:\n", plan.p);
		if (!begins_with_one(q->name))
			continue;
		looked_at++;
		if (strstr(plan.p, "(center_id=?)"))
			bad += wrong(q->where, q->name, "reads all that the center has:\n", plan.p);
	}
	buf_free(&plan);
	sqlite3_close(h);
	assert_int_equal(looked_at, 9);
	assert_int_equal(bad, 0);
}

static void the_place_of_a_query_in_the_list_is_its_slot(void **state)
{
	(void)state;
	for (unsigned i = 0; i < db_query_count; i++)
		assert_int_equal(db_queries[i]->slot, i);
	assert_null(db_queries[db_query_count]);
}

static const struct CMUnitTest tests[] = {
	on_postgres(every_query_means_the_same_to_postgresql),
	on_postgres(every_table_is_what_the_registry_says),
	on_sqlite(every_query_means_the_same_to_the_real_schema),
	on_sqlite(plans_lead_to_what_is_asked_for_and_not_through_the_whole_center),
	cmocka_unit_test(the_place_of_a_query_in_the_list_is_its_slot),
};
TEST_GROUP(queries, tests)
