/* accounts_test.c - what an administrator may do to whose account, and which passwords are taken. */
#include "access/inner.h"
#include "access/journal.h"
#include "journal.sql.h"
#include "support/world.h"

/* ---- passwords ---------------------------------------------------------------------------------------------------------------- */

static bool taken(const char *password)
{
	struct ctx *c = test_ctx();
	bool yes = password_rules(c, "password", str_of(password), STR("d.reyes"), STR("Dana Reyes")) == OK;

	test_ctx_free(c);
	return yes;
}

static void a_passphrase_of_unusual_words_is_taken(void **state)
{
	(void)state;
	assert_true(taken("marble teapot under the bridge"));
	assert_true(taken("vV8#kQ2!xB7&mW4"));
	assert_true(taken( /* Cyrillic */
		"\xd0\xb7\xd0\xb5\xd0\xbb\xd1\x91\xd0\xbd\xd1\x8b\xd0\xb9 \xd1\x87\xd0\xb0\xd0\xb9\xd0\xbd\xd0\xb8\xd0\xba!"));
}

static void a_password_shorter_than_fifteen_characters_is_refused(void **state)
{
	(void)state;
	assert_false(taken(""));
	assert_false(taken("teapot marbles"));
	assert_true(taken("teapot marbles!"));
}

static void common_words_and_patterns_do_not_make_a_password(void **state)
{
	static const char *const refused[] = {
		"passwordpassword", "Password1234567", "P4ssw0rd!P4ssw0rd!", "welcome welcome welcome", "qwertyuiopasdfg", "123456789012345",
		"aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "iloveyousunshine1", "correct horse battery staple", "tigrtigrtigrtigr",
		"letmein letmein 2026", "Summer2026Summer2026", "recovery center 1", "098765432109876",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++)
		if (taken(refused[i]))
			fail_msg("\"%s\" was taken", refused[i]);
}

static void ones_own_name_does_not_belong_in_a_password(void **state)
{
	(void)state;
	assert_false(taken("the teapot of reyes family"));
	assert_false(taken("DANA under the bridge"));
	assert_false(taken("marble porchlight teapot"));
}

/* ---- logins and accounts ---------------------------------------------------------------------------------------------------------- */

static void a_login_is_kept_in_lower_case_and_plain_letters(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	assert_str(login_fold(c, STR(" D.Reyes@Lakeside.example ")), "d.reyes@lakeside.example");
	assert_null(login_fold(c, STR("dr")).p);
	assert_null(login_fold(c, STR("dana reyes")).p);
	assert_null(login_fold(c, STR("dan\xc3\xa1")).p);
	test_ctx_free(c);
}

struct change {
	enum { MAKE, CODE, ENABLE, DISABLE, FORGET, GRANT, REVOKE } verb;
	person_id person;
	account_id account;
	center_id center;
	enum role role;
	const char *login;
};

static err apply(struct wtx *w, void *arg)
{
	struct change *ch = arg;
	struct code_text code;

	switch (ch->verb) {
	case MAKE:
		return account_make(w, ch->person, str_of(ch->login), &ch->account);
	case CODE:
		return account_code(w, ch->account, &code);
	case ENABLE:
		return account_enable(w, ch->account, true);
	case DISABLE:
		return account_enable(w, ch->account, false);
	case FORGET:
		return account_forget_totp(w, ch->account);
	case GRANT:
		return account_grant(w, ch->account, ch->center, ch->role);
	case REVOKE:
		return account_revoke(w, ch->account, ch->center, ch->role);
	}
	return ERR_BUG;
}

static err change(struct test_db *t, struct change ch)
{
	problems_clear(t->c);
	return db_write(t->c, t->db, apply, &ch);
}

static void an_account_is_made_once_for_a_person_under_a_free_login(struct test_db *t)
{
	struct change ch = {.verb = MAKE, .person = {1500}, .login = "Newcomer"};
	struct account_look_row row;

	world_make(t);
	world_sql(t, "insert into person (id, family, given, folded, created_at, changed_at) values (1500, 'New', 'Comer', 'x', 1, 1)");
	world_act(t, ANN, (center_id){0});
	assert_int_equal(change(t, (struct change){.verb = MAKE, .person = {1500}, .login = "pat"}), ERR_INVALID);
	assert_true(problem_of(t->c, "login").n > 0);
	problems_clear(t->c);
	assert_ok(db_write(t->c, t->db, apply, &ch));
	assert_ok(account_look(world_look(t), &row, .id = ch.account));
	assert_str(row.login, "newcomer");
	assert_null(row.password_hash.p);
	assert_int_equal(change(t, (struct change){.verb = MAKE, .person = {1500}, .login = "other"}), ERR_CONFLICT);
}

static void an_account_with_a_role_elsewhere_is_out_of_reach(struct test_db *t)
{
	world_make(t);
	world_act(t, SOL, (center_id){0});
	assert_ok(change(t, (struct change){.verb = CODE, .account = ACCOUNT(SAM)}));
	for (int verb = CODE; verb <= FORGET; verb++) {
		assert_int_equal(change(t, (struct change){.verb = verb, .account = ACCOUNT(PAT)}), ERR_NOT_FOUND);
		assert_int_equal(change(t, (struct change){.verb = verb, .account = ACCOUNT(ANN)}), ERR_NOT_FOUND);
	}
	world_act(t, ANN, (center_id){0});
	assert_ok(change(t, (struct change){.verb = CODE, .account = ACCOUNT(SOL)}));
	assert_int_equal(change(t, (struct change){.verb = CODE, .account = {4}}), ERR_NOT_FOUND);
}

static void roles_are_given_and_taken_by_administrators_of_that_center(struct test_db *t)
{
	struct change give = {.verb = GRANT, .account = ACCOUNT(CLEO), .center = SOUTH, .role = ROLE_CLINICIAN};
	struct change take = {.verb = REVOKE, .account = ACCOUNT(CLEO), .center = SOUTH, .role = ROLE_CLINICIAN};
	struct change north = {.verb = GRANT, .account = ACCOUNT(CLEO), .center = NORTH, .role = ROLE_DIRECTOR};

	world_make(t);
	world_act(t, SOL, (center_id){0});
	assert_int_equal(change(t, north), ERR_DENIED);
	assert_ok(change(t, give));
	assert_ok(change(t, give));
	world_act(t, CLEO, (center_id){0});
	assert_ok(access_enter(t->c, SOUTH.v, PERM_CHART));
	assert_int_equal(change(t, north), ERR_DENIED);
	world_act(t, SOL, (center_id){0});
	assert_ok(change(t, take));
	world_act(t, CLEO, (center_id){0});
	assert_int_equal(access_enter(t->c, SOUTH.v, PERM_CHART), ERR_NOT_FOUND);
}

static void the_front_desk_has_participants_accounts_in_hand_and_no_others(struct test_db *t)
{
	struct change give = {.verb = GRANT, .account = ACCOUNT(SAM), .center = NORTH, .role = ROLE_PARTICIPANT};

	world_make(t);
	world_act(t, FRED, (center_id){0});
	assert_ok(change(t, (struct change){.verb = CODE, .account = ACCOUNT(PAT)}));
	assert_int_equal(change(t, (struct change){.verb = CODE, .account = ACCOUNT(SAM)}), ERR_NOT_FOUND);
	assert_int_equal(change(t, (struct change){.verb = CODE, .account = ACCOUNT(CLEO)}), ERR_NOT_FOUND);
	assert_ok(change(t, give));
	assert_int_equal(change(t, (struct change){.verb = CODE, .account = ACCOUNT(SAM)}), ERR_NOT_FOUND);
	give.role = ROLE_CLINICIAN;
	assert_int_equal(change(t, give), ERR_DENIED);
	give.verb = REVOKE;
	assert_int_equal(change(t, give), ERR_DENIED);
	world_sql(t, "delete from role_grant where account_id = 2003");
	assert_int_equal(change(t, (struct change){.verb = CODE, .account = ACCOUNT(CLEO)}), ERR_NOT_FOUND);
	world_act(t, ANN, (center_id){0});
	assert_ok(change(t, (struct change){.verb = CODE, .account = ACCOUNT(CLEO)}));
}

static void administrators_do_not_lock_themselves_out(struct test_db *t)
{
	world_make(t);
	world_act(t, SOL, (center_id){0});
	assert_int_equal(change(t, (struct change){.verb = REVOKE, .account = ACCOUNT(SOL), .center = SOUTH, .role = ROLE_ADMINISTRATOR}),
		ERR_CONFLICT);
	assert_int_equal(change(t, (struct change){.verb = DISABLE, .account = ACCOUNT(SOL)}), ERR_CONFLICT);
	assert_ok(change(t, (struct change){.verb = ENABLE, .account = ACCOUNT(SOL)}));
}

static void a_role_change_stands_in_the_journal_of_its_center(struct test_db *t)
{
	struct journal_list_rows rows;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(change(t, (struct change){.verb = GRANT, .account = ACCOUNT(FRED), .center = SOUTH, .role = ROLE_FRONT_DESK}));
	assert_int_equal(t->c->center, 0);
	t->c->center = SOUTH.v;
	assert_ok(journal_page(world_look(t), &(struct journal_filter){0}, 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].event, JOURNAL_ROLE_CHANGED);
	assert_int_equal(rows.v[0].person_id.v, PERSON(FRED).v);
	assert_str(rows.v[0].detail, "{\"role\":\"front_desk\",\"given\":true}");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_passphrase_of_unusual_words_is_taken),
	cmocka_unit_test(a_password_shorter_than_fifteen_characters_is_refused),
	cmocka_unit_test(common_words_and_patterns_do_not_make_a_password),
	cmocka_unit_test(ones_own_name_does_not_belong_in_a_password),
	cmocka_unit_test(a_login_is_kept_in_lower_case_and_plain_letters),
	on_both(an_account_is_made_once_for_a_person_under_a_free_login),
	on_both(an_account_with_a_role_elsewhere_is_out_of_reach),
	on_both(roles_are_given_and_taken_by_administrators_of_that_center),
	on_both(the_front_desk_has_participants_accounts_in_hand_and_no_others),
	on_both(administrators_do_not_lock_themselves_out),
	on_both(a_role_change_stands_in_the_journal_of_its_center),
};
TEST_GROUP(accounts, tests)
