/* migrate_test.c - a database comes to the schema of the binary, or is refused with a reason. */
#include "db/migrate.h"
#include "support/db_sample.h"
#include "support/test_db.h"

static const struct db_migration first = {
	1, "0001_first", "create table thing (id @id(thing) not null primary key) @strict;", "aaaa",
};
static const struct db_migration second = {2, "0002_second", "alter table thing add column name @text;", "bbbb"};

static str expanded(struct ctx *c, const char *sql, enum db_engine engine)
{
	str out = STR_NONE, why;

	assert_ok(migrate_expand(c->arena, str_of(sql), engine, &out, &why));
	return out;
}

static void type_words_become_each_engine_s_own(void **state)
{
	struct ctx *c = test_ctx();
	const char *sql = "create table t (id @id(t), a @instant, d @date, b @bool, x @bytes, c @code(sex)) @strict; -- me@here";

	(void)state;
	assert_str(expanded(c, sql, DB_SQLITE),
	           "create table t (id integer, a integer, d text, b integer, x blob, c text) strict, without rowid; -- me@here");
	assert_str(expanded(c, sql, DB_POSTGRES),
	           "create table t (id bigint, a bigint, d text collate \"C\", b boolean, x bytea, c text collate \"C\") ; -- me@here");
	test_ctx_free(c);
}

static void an_unknown_type_word_is_named_with_its_line(void **state)
{
	struct ctx *c = test_ctx();
	str out, why;

	(void)state;
	assert_int_equal(migrate_expand(c->arena, STR("create table t (\n  id @id(t),\n  w @week\n);"), DB_SQLITE, &out, &why),
	                 ERR_INVALID);
	assert_str(why, "Line 3: there is no type word @week.");
	test_ctx_free(c);
}

static err up(struct test_db *t, const struct db_migration *v, unsigned n, int *applied)
{
	struct migrate_list list = {v, n};

	return migrate_up_to(t->c, t->db, &list, NULL, NULL, applied);
}

static struct migrate_status look(struct test_db *t, const struct db_migration *v, unsigned n)
{
	struct migrate_list list = {v, n};
	struct migrate_status s = {0};

	assert_ok(migrate_look_at(t->c, t->db, &list, &s));
	return s;
}

static void migrations_are_applied_once_and_in_order(struct test_db *t)
{
	const struct db_migration list[] = {first, second};
	int applied;

	assert_int_equal(look(t, list, 2).pending, 2);
	assert_ok(up(t, list, 1, &applied));
	assert_int_equal(applied, 1);
	assert_int_equal(look(t, list, 2).applied, 1);
	assert_int_equal(look(t, list, 2).pending, 1);
	assert_ok(up(t, list, 2, &applied));
	assert_int_equal(applied, 1);
	assert_ok(up(t, list, 2, &applied));
	assert_int_equal(applied, 0);
	assert_null(look(t, list, 2).trouble.p);
}

static void a_changed_migration_is_refused_by_name(struct test_db *t)
{
	struct db_migration list[] = {first, second};
	int applied;

	assert_ok(up(t, list, 1, &applied));
	list[0].checksum = "changed";
	assert_true(str_starts(look(t, list, 2).trouble, "Migration 0001_first was changed after it was applied"));
	assert_int_equal(up(t, list, 2, &applied), ERR_CONFLICT);
	assert_true(str_starts(t->c->fail_text, "Migration 0001_first was changed after it was applied"));
	list[0].checksum = "aaaa";
	assert_int_equal(look(t, list, 2).pending, 1); /* nothing was applied */
}

static void a_database_newer_than_the_program_is_refused(struct test_db *t)
{
	const struct db_migration list[] = {first, second};
	int applied;

	assert_ok(up(t, list, 2, &applied));
	assert_true(str_starts(look(t, list, 1).trouble, "This database is newer than this Porchlight: it has migration 0002_second"));
	assert_int_equal(up(t, list, 1, &applied), ERR_CONFLICT);
}

static void a_migration_that_fails_leaves_nothing_behind(struct test_db *t)
{
	struct db_migration list[] = {first, second};
	int applied;

	list[1].sql = "create table half (id @id(half) not null primary key) @strict; create table thing (id @int);";
	assert_int_equal(up(t, list, 2, &applied), ERR_BUG);
	assert_int_equal(applied, 1);
	list[1].sql = "create table half (id @id(half) not null primary key) @strict;";
	assert_ok(up(t, list, 2, &applied));
	assert_int_equal(applied, 1);
}

static void an_unknown_word_stops_the_migration_before_it_starts(struct test_db *t)
{
	struct db_migration list[] = {first};
	int applied;

	list[0].sql = "create table thing (id @number);";
	assert_int_equal(up(t, list, 1, &applied), ERR_INVALID);
	assert_str(t->c->fail_text, "Migration 0001_first is wrong. Line 1: there is no type word @number.");
}

static err count_backup(void *arg)
{
	++*(int *)arg;
	return OK;
}

static err refuse_backup(void *arg)
{
	(void)arg;
	return ERR_IO;
}

static void a_backup_is_made_before_the_first_change_to_data_and_only_then(struct test_db *t)
{
	const struct db_migration list[] = {first, second, {3, "0003_third", "create index thing_by_name on thing (name);", "cccc"}};
	const struct migrate_list one = {list, 1}, all = {list, 3};
	int backups = 0, applied;

	assert_ok(migrate_up_to(t->c, t->db, &one, count_backup, &backups, &applied));
	assert_int_equal(backups, 0); /* there was nothing to lose */
	assert_int_equal(migrate_up_to(t->c, t->db, &all, refuse_backup, NULL, &applied), ERR_IO);
	assert_int_equal(look(t, list, 3).pending, 2);
	assert_ok(migrate_up_to(t->c, t->db, &all, count_backup, &backups, &applied));
	assert_int_equal(applied, 2);
	assert_int_equal(backups, 1);
	assert_ok(migrate_up_to(t->c, t->db, &all, count_backup, &backups, &applied));
	assert_int_equal(backups, 1);
}

static void a_migration_that_breaks_off_anywhere_can_be_done_again(struct test_db *t)
{
	const struct db_migration list[] = {first, second};
	int applied, total = 0;
	err e = ERR_IO;

	for (unsigned nth = 1; e != OK; nth++) {
		assert_true(nth < 60);
		db_fail_nth(nth);
		e = up(t, list, 2, &applied);
		db_fail_nth(0);
		total += applied;
	}
	assert_int_equal(total, 2);
	assert_int_equal(look(t, list, 2).pending, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(type_words_become_each_engine_s_own),
	cmocka_unit_test(an_unknown_type_word_is_named_with_its_line),
	on_both(migrations_are_applied_once_and_in_order),
	on_both(a_changed_migration_is_refused_by_name),
	on_both(a_database_newer_than_the_program_is_refused),
	on_both(a_migration_that_fails_leaves_nothing_behind),
	on_both(an_unknown_word_stops_the_migration_before_it_starts),
	on_both(a_backup_is_made_before_the_first_change_to_data_and_only_then),
	on_both(a_migration_that_breaks_off_anywhere_can_be_done_again),
};
TEST_GROUP(db_migrate, tests)
