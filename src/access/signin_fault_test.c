/* signin_fault_test.c - whatever statement fails on the way in, nothing is left half done. */
#include "access/inner.h"
#include "support/world.h"

#define PASSWORD STR("marble teapot under the bridge")

static err make_code(struct wtx *w, void *arg)
{
	return account_code(w, ACCOUNT(PAT), arg);
}

static void nobody_asks(struct test_db *t)
{
	world_sql(t, "delete from throttle");
	t->c->db = t->db;
	t->c->actor = access_nobody(t->c);
	t->c->center = 0;
	problems_clear(t->c);
	world_look(t);
}

static void assert_untouched(struct test_db *t, const struct code_text *code)
{
	struct account_look_row account;
	struct code_good_row good;

	assert_ok(account_look(world_look(t), &account, .id = ACCOUNT(PAT)));
	assert_null(account.password_hash.p);
	assert_ok(code_good(t->c->tx, &good, .account_id = ACCOUNT(PAT), .recovery = false,
		.code_hash = code_hash(t->c, ACCOUNT(PAT), code_plain(t->c, str_of(code->s)))));
	assert_true(good.good);
}

static void a_failure_at_any_statement_leaves_the_code_unused_and_the_password_unset(struct test_db *t)
{
	struct signin_ticket ticket;
	struct code_text code;
	unsigned n = 0;
	err e;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(db_write(t->c, t->db, make_code, &code));
	do {
		ticket = (struct signin_ticket){0};
		nobody_asks(t);
		db_fail_nth(++n);
		e = signin_first(t->c, STR("pat"), str_of(code.s), PASSWORD, &ticket);
		db_fail_nth(0);
		if (e != OK) {
			assert_int_equal(e, ERR_IO);
			assert_untouched(t, &code);
		}
	} while (e != OK && n < 40);
	assert_ok(e);
	assert_in_range(n, 8, 39);
	nobody_asks(t);
	assert_ok(signin_start(t->c, STR("pat"), PASSWORD, &ticket));
}

static void a_view_that_cannot_be_written_down_is_a_failure(struct test_db *t)
{
	world_make(t);
	world_act(t, CLEO, NORTH);
	journal_saw(t->c, PERSON(PAT));
	db_fail_nth(1);
	assert_int_equal(journal_flush_view(t->c, JOURNAL_VIEW_CHART), ERR_IO);
	db_fail_nth(0);
	assert_ok(journal_flush_view(t->c, JOURNAL_VIEW_CHART));
}

static const struct CMUnitTest tests[] = {
	on_both(a_failure_at_any_statement_leaves_the_code_unused_and_the_password_unset),
	on_both(a_view_that_cannot_be_written_down_is_a_failure),
};
TEST_GROUP(signin_fault, tests)
