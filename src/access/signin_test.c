/* signin_test.c - every way in, and every way it stays shut. */
#include <liboath/oath.h>

#include "access/inner.h"
#include "access/journal.h"
#include "base/crypt.h"
#include "journal.sql.h"
#include "support/world.h"

#define GOOD_PASSWORD STR("marble teapot under the bridge")
#define OTHER_PASSWORD STR("seven violet ladders sing")

/* ---- helpers ---------------------------------------------------------------------------------------------------------------- */

/* A password at the price of tests, and a second factor when asked for. */
static void give_password(struct test_db *t, enum world_person who)
{
	struct password_hash h;

	assert_ok(password_hash(&h, GOOD_PASSWORD, PASSWORD_COST_FOR_TESTS));
	world_sql(t, "update account set password_hash = '%s' where id = %d", h.s, 2000 + (int)who);
}

/* A request of its own by nobody in particular. */
static void nobody_at(struct test_db *t, const char *address)
{
	t->c->db = t->db;
	t->c->actor = access_nobody(t->c);
	t->c->address = str_of(address);
	t->c->center = 0;
	problems_clear(t->c);
	world_look(t);
}

static void with_token(struct test_db *t, str token)
{
	struct actor *a;

	nobody_at(t, "192.0.2.7");
	assert_ok(access_identify(t->c->tx, token, 0, &a));
	t->c->actor = a;
}

static str code_at(struct test_db *t, enum world_person who, int64_t steps_later)
{
	struct account_look_row row;
	char code[7];

	assert_ok(account_look(world_look(t), &row, .id = ACCOUNT(who)));
	assert_non_null(row.totp_secret.p);
	assert_int_equal(oath_totp_generate((const char *)row.totp_secret.p, row.totp_secret.n,
		(time_t)(t->c->now.ms / 1000 + steps_later * 30), 30, 0, 6, code), OATH_OK);
	return str_copy(t->c->arena, str_of(code));
}

static err make_code(struct wtx *w, void *arg)
{
	return account_code(w, ACCOUNT(CLEO), arg);
}

static err make_pats_code(struct wtx *w, void *arg)
{
	return account_code(w, ACCOUNT(PAT), arg);
}

/* CLEO, signed in all the way for the first time; her ticket. */
static struct signin_ticket cleo_in(struct test_db *t)
{
	struct signin_ticket ticket = {0};

	give_password(t, CLEO);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_ENROLL);
	with_token(t, ticket.token);
	assert_ok(signin_enroll(t->c, code_at(t, CLEO, 0), &ticket));
	assert_int_equal(ticket.stage, SIGNIN_FULL);
	with_token(t, ticket.token);
	return ticket;
}

/* ---- by password ---------------------------------------------------------------------------------------------------------------- */

static void a_participant_signs_in_with_a_password(struct test_db *t)
{
	struct signin_ticket ticket = {.agent = STR("Firefox")};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR(" PAT "), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_FULL);
	assert_false(ticket.staff);
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->account.v, ACCOUNT(PAT).v);
	assert_str(t->c->actor->name, "Pat Porter");
	assert_int_equal(t->c->actor->csrf.n, 64);
	assert_ok(access_enter(t->c, 0, PERM_MY));
}

static void a_hash_of_another_cost_is_renewed(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	struct account_look_row row;

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	assert_ok(account_look(world_look(t), &row, .id = ACCOUNT(PAT)));
	assert_false(password_is_dated(row.password_hash, PASSWORD_COST));
	assert_ok(password_check(row.password_hash, GOOD_PASSWORD));
}

static void a_wrong_password_and_a_wrong_name_get_the_same_answer(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	str wrong_password, wrong_name, no_password_yet;

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_start(t->c, STR("pat"), OTHER_PASSWORD, &ticket), ERR_INVALID);
	wrong_password = problem_of(t->c, "password");
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_start(t->c, STR("nobody.here"), OTHER_PASSWORD, &ticket), ERR_INVALID);
	wrong_name = problem_of(t->c, "password");
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_start(t->c, STR("cleo"), OTHER_PASSWORD, &ticket), ERR_INVALID);
	no_password_yet = problem_of(t->c, "password");
	assert_true(wrong_password.n > 0);
	assert_true(str_eq(wrong_password, wrong_name));
	assert_true(str_eq(wrong_password, no_password_yet));
	assert_int_equal(ticket.token.n, 0);
}

static void a_disabled_account_stays_out_and_is_put_out(struct test_db *t)
{
	struct signin_ticket ticket = {0}, again = {0};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	world_sql(t, "update account set disabled_at = 5 where id = 2005");
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->account.v, 0);
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &again), ERR_INVALID);
}

/* ---- throttling ------------------------------------------------------------------------------------------------------ */

static err one_try(struct wtx *w, void *arg)
{
	return throttle_try(w, arg);
}

static void throttling_says_nothing_about_whether_an_account_exists(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	str known, unknown;

	world_make(t);
	for (int i = 0; i < 5; i++) {
		struct throttle pat = throttle_for(t->c, "sign-in", STR("pat")), nobody = throttle_for(t->c, "sign-in", STR("nobody.here"));

		assert_ok(db_write(t->c, t->db, one_try, &pat));
		assert_ok(db_write(t->c, t->db, one_try, &nobody));
	}
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket), ERR_TOO_FAST);
	known = t->c->fail_text;
	assert_int_equal(signin_start(t->c, STR("nobody.here"), GOOD_PASSWORD, &ticket), ERR_TOO_FAST);
	unknown = t->c->fail_text;
	assert_true(str_eq(known, unknown));
}

/* ---- one-time codes ------------------------------------------------------------------------------------------------------------ */

static void a_first_code_sets_a_password_once_only(struct test_db *t)
{
	struct signin_ticket ticket = {0}, again = {0};
	struct code_text code;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(db_write(t->c, t->db, make_pats_code, &code));
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_first(t->c, STR("pat"), str_lower_ascii(t->c->arena, str_of(code.s)), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_FULL);
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_first(t->c, STR("pat"), str_of(code.s), OTHER_PASSWORD, &again), ERR_INVALID);
	assert_true(problem_of(t->c, "code").n > 0);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &again));
}

static void a_refused_password_does_not_use_the_code_up(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	struct code_text code;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(db_write(t->c, t->db, make_pats_code, &code));
	for (int i = 0; i < 8; i++) {
		nobody_at(t, "192.0.2.7");
		assert_int_equal(signin_first(t->c, STR("pat"), str_of(code.s), STR("Porter and the teapots"), &ticket), ERR_INVALID);
		assert_true(problem_of(t->c, "password").n > 0);
		assert_true(problem_of(t->c, "code").n == 0);
	}
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_first(t->c, STR("pat"), str_of(code.s), GOOD_PASSWORD, &ticket));
}

static void a_wrong_code_does_not_tell_what_the_persons_name_is(struct test_db *t)
{
	struct signin_ticket ticket = {0};

	world_make(t);
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_first(t->c, STR("pat"), STR("AAAAA-AAAAA"), STR("Porter and the teapots"), &ticket), ERR_INVALID);
	assert_true(problem_of(t->c, "code").n > 0);
	assert_true(problem_of(t->c, "password").n == 0);
}

static void a_code_ends_after_three_days_and_when_a_newer_one_is_made(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	struct code_text first, second;

	world_make(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(db_write(t->c, t->db, make_pats_code, &first));
	assert_ok(db_write(t->c, t->db, make_pats_code, &second));
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_first(t->c, STR("pat"), str_of(first.s), GOOD_PASSWORD, &ticket), ERR_INVALID);
	t->c->now.ms += CODE_LASTS_MS;
	nobody_at(t, "192.0.2.7");
	assert_int_equal(signin_first(t->c, STR("pat"), str_of(second.s), GOOD_PASSWORD, &ticket), ERR_INVALID);
}

static void a_new_password_ends_all_sign_ins_and_asks_staff_for_the_second_factor(struct test_db *t)
{
	struct signin_ticket before, after = {0};
	struct code_text code;

	world_make(t);
	before = cleo_in(t);
	world_act(t, ANN, (center_id){0});
	assert_ok(db_write(t->c, t->db, make_code, &code));
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_first(t->c, STR("cleo"), str_of(code.s), OTHER_PASSWORD, &after));
	assert_int_equal(after.stage, SIGNIN_TOTP);
	with_token(t, before.token);
	assert_int_equal(t->c->actor->account.v, 0);
}

/* ---- the second factor ---------------------------------------------------------------------------------------------------------- */

static void staff_reach_nothing_before_the_second_factor(struct test_db *t)
{
	struct signin_ticket ticket = {0};

	world_make(t);
	give_password(t, CLEO);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->stage, SIGNIN_ENROLL);
	assert_int_equal(t->c->actor->anywhere.bits, 0);
	assert_int_equal(access_enter(t->c, NORTH.v, PERM_ROSTER), ERR_SIGN_IN);
}

static void a_card_shows_the_secret_until_it_is_confirmed(struct test_db *t)
{
	struct signin_ticket ticket = {0}, up = {0};
	struct totp_card card;

	world_make(t);
	give_password(t, CLEO);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	with_token(t, ticket.token);
	assert_ok(own_totp_card(t->c->tx, &card));
	assert_int_equal(card.manual.n, 32 + 7);
	assert_in_range(card.side, 21, 80);
	assert_true(str_starts(card.path, "M0 0h7v1h-7z"));
	assert_int_equal(signin_enroll(t->c, STR("000000"), &up), ERR_INVALID);
	assert_int_equal(up.token.n, 0);
	with_token(t, ticket.token);
	assert_ok(signin_enroll(t->c, code_at(t, CLEO, 0), &up));
	with_token(t, up.token);
	assert_int_equal(own_totp_card(t->c->tx, &card), ERR_NOT_FOUND);
}

static void each_step_up_gives_a_new_token(struct test_db *t)
{
	struct signin_ticket first = {0}, second = {0};

	world_make(t);
	cleo_in(t);
	t->c->now.ms += MS_PER_MINUTE;
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &first));
	assert_int_equal(first.stage, SIGNIN_TOTP);
	with_token(t, first.token);
	assert_ok(signin_totp(t->c, code_at(t, CLEO, 0), &second));
	assert_false(str_eq(first.token, second.token));
	with_token(t, first.token);
	assert_int_equal(t->c->actor->account.v, 0);
	with_token(t, second.token);
	assert_int_equal(t->c->actor->stage, SIGNIN_FULL);
	assert_ok(access_enter(t->c, NORTH.v, PERM_ROSTER));
}

static void a_code_from_the_app_works_once(struct test_db *t)
{
	struct signin_ticket first = {0}, second = {0};
	str code;

	world_make(t);
	cleo_in(t);
	code = code_at(t, CLEO, 0); /* the one that confirmed the card */
	for (int i = 0; i < 2; i++) {
		nobody_at(t, "192.0.2.7");
		assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &first));
		with_token(t, first.token);
		assert_int_equal(signin_totp(t->c, code, &second), ERR_INVALID);
		t->c->now.ms += MS_PER_MINUTE;
		code = code_at(t, CLEO, 0);
		problems_clear(t->c);
		with_token(t, first.token);
		assert_ok(signin_totp(t->c, code, &second));
	}
}

static void a_code_may_be_one_step_early_or_late_and_no_more(struct test_db *t)
{
	static const int steps[] = {-2, 2, -1, 1};
	struct account_look_row row;
	int64_t step;

	world_make(t);
	cleo_in(t);
	t->c->now.ms += 10 * MS_PER_MINUTE;
	assert_ok(account_look(world_look(t), &row, .id = ACCOUNT(CLEO)));
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		step = totp_step(t->c, row.totp_secret, code_at(t, CLEO, steps[i]), row.totp_last_step.v);
		assert_int_equal(step, i < 2 ? 0 : t->c->now.ms / 30000 + steps[i]);
	}
	assert_int_equal(totp_step(t->c, row.totp_secret, STR("12345"), 0), 0);
	assert_int_equal(totp_step(t->c, row.totp_secret, STR("1234567"), 0), 0);
	assert_int_equal(totp_step(t->c, row.totp_secret, STR("12345x"), 0), 0);
}

static void the_second_factor_is_throttled_across_sign_ins(struct test_db *t)
{
	struct signin_ticket ticket = {0}, none = {0};

	world_make(t);
	cleo_in(t);
	for (int i = 0; i < 5; i++) {
		nobody_at(t, "192.0.2.7");
		assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
		with_token(t, ticket.token);
		assert_int_equal(signin_totp(t->c, STR("000000"), &none), ERR_INVALID);
	}
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	with_token(t, ticket.token);
	assert_int_equal(signin_totp(t->c, STR("000000"), &none), ERR_TOO_FAST);
}

static void a_recovery_code_opens_once_where_the_phone_is_lost(struct test_db *t)
{
	struct signin_ticket enrolled, ticket = {0}, in = {0};

	world_make(t);
	enrolled = cleo_in(t);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	with_token(t, ticket.token);
	assert_ok(signin_recovery(t->c, str_of(enrolled.recovery[3].s), &in));
	assert_int_equal(in.stage, SIGNIN_FULL);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("cleo"), GOOD_PASSWORD, &ticket));
	with_token(t, ticket.token);
	assert_int_equal(signin_recovery(t->c, str_of(enrolled.recovery[3].s), &in), ERR_INVALID);
	problems_clear(t->c);
	assert_ok(signin_recovery(t->c, str_of(enrolled.recovery[9].s), &in));
}

static void somebody_who_becomes_staff_signs_in_anew_to_set_up_the_second_factor(struct test_db *t)
{
	struct signin_ticket ticket = {0};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	world_sql(t, "insert into role_grant (account_id, center_id, role, granted_at) values (2005, 101, 'front_desk', 1)");
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->account.v, 0);
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_ENROLL);
}

/* ---- how long a sign-in lasts ---------------------------------------------------------------------------------------------------- */

static bool still_in(struct test_db *t, str token)
{
	with_token(t, token);
	return t->c->actor->account.v != 0;
}

static void staff_are_locked_out_after_fifteen_idle_minutes(struct test_db *t)
{
	struct signin_ticket ticket;

	world_make(t);
	ticket = cleo_in(t);
	t->c->now.ms += STAFF_IDLE_MS - 1;
	assert_true(still_in(t, ticket.token));
	t->c->now.ms += 1;
	assert_false(still_in(t, ticket.token));
}

static void being_active_keeps_a_sign_in_until_its_twelve_hours_are_over(struct test_db *t)
{
	struct signin_ticket ticket;
	int64_t began;

	world_make(t);
	ticket = cleo_in(t);
	began = t->c->now.ms;
	while (t->c->now.ms + 10 * MS_PER_MINUTE < began + SIGNIN_LASTS_MS) {
		t->c->now.ms += 10 * MS_PER_MINUTE;
		assert_true(still_in(t, ticket.token));
		assert_ok(access_seen(t->c));
	}
	t->c->now.ms = began + SIGNIN_LASTS_MS - 1;
	assert_true(still_in(t, ticket.token));
	t->c->now.ms = began + SIGNIN_LASTS_MS;
	assert_false(still_in(t, ticket.token));
}

static void activity_is_written_at_most_once_a_minute(struct test_db *t)
{
	struct signin_ticket ticket;
	int64_t seen;

	world_make(t);
	ticket = cleo_in(t);
	seen = t->c->actor->seen_at.ms;
	t->c->now.ms += MS_PER_MINUTE - 1;
	with_token(t, ticket.token);
	assert_ok(access_seen(t->c));
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->seen_at.ms, seen);
	t->c->now.ms += 1;
	assert_ok(access_seen(t->c));
	with_token(t, ticket.token);
	assert_int_equal(t->c->actor->seen_at.ms, t->c->now.ms);
}

static void participants_have_an_hour_or_what_the_setting_says(struct test_db *t)
{
	struct signin_ticket ticket = {0};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	t->c->now.ms += 60 * MS_PER_MINUTE - 1;
	assert_true(still_in(t, ticket.token));
	world_sql(t, "insert into setting (name, value, changed_at) values ('participant_idle_minutes', '20', 1)");
	assert_false(still_in(t, ticket.token));
	t->c->now.ms -= 41 * MS_PER_MINUTE;
	assert_true(still_in(t, ticket.token));
}

static void a_made_up_token_is_nobody(struct test_db *t)
{
	world_make(t);
	assert_false(still_in(t, STR("")));
	assert_false(still_in(t, STR_NONE));
	assert_false(still_in(t, crypt_token(t->c->arena, TOKEN_LETTERS)));
}

/* ---- one's own account ---------------------------------------------------------------------------------------------------------- */

static err end_one(struct wtx *w, void *arg)
{
	const signin_id *id = arg;

	return own_signin_end(w, *id);
}

static err sign_out(struct wtx *w, void *arg)
{
	(void)arg;
	return own_signout(w);
}

static void a_sign_in_can_be_ended_by_its_owner_only(struct test_db *t)
{
	struct signin_ticket pat = {0}, cleo;
	signin_id pats;

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &pat));
	with_token(t, pat.token);
	pats = t->c->actor->signin;
	cleo = cleo_in(t);
	assert_int_equal(db_write(t->c, t->db, end_one, &pats), ERR_NOT_FOUND);
	assert_true(still_in(t, pat.token));
	assert_ok(db_write(t->c, t->db, end_one, &pats));
	assert_false(still_in(t, pat.token));
	assert_true(still_in(t, cleo.token));
	assert_ok(db_write(t->c, t->db, sign_out, NULL));
	assert_false(still_in(t, cleo.token));
}

static void changing_the_password_asks_for_the_old_one_and_ends_other_sign_ins(struct test_db *t)
{
	struct signin_ticket here = {0}, elsewhere = {0};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &here));
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &elsewhere));
	with_token(t, here.token);
	assert_int_equal(own_password(t->c, OTHER_PASSWORD, STR("too short")), ERR_INVALID);
	assert_true(problem_of(t->c, "current").n && problem_of(t->c, "password").n);
	with_token(t, here.token);
	assert_ok(own_password(t->c, GOOD_PASSWORD, OTHER_PASSWORD));
	assert_true(still_in(t, here.token));
	assert_false(still_in(t, elsewhere.token));
	assert_int_equal(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &here), ERR_INVALID);
}

static err turn_on(struct wtx *w, void *arg)
{
	(void)arg;
	return own_totp_prepare(w);
}

static err turn_off(struct wtx *w, void *arg)
{
	(void)arg;
	return own_totp_drop(w);
}

static void participants_may_have_a_second_factor_and_staff_must(struct test_db *t)
{
	struct signin_ticket in = {0}, ticket = {0};

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &in));
	with_token(t, in.token);
	assert_ok(db_write(t->c, t->db, turn_on, NULL));
	assert_ok(signin_enroll(t->c, code_at(t, PAT, 0), &ticket));
	assert_int_equal(ticket.token.n, 0);
	assert_true(still_in(t, in.token));
	assert_int_equal(db_write(t->c, t->db, turn_on, NULL), ERR_CONFLICT);
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_TOTP);
	with_token(t, in.token);
	assert_ok(db_write(t->c, t->db, turn_off, NULL));
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	assert_int_equal(ticket.stage, SIGNIN_FULL);
	cleo_in(t);
	assert_int_equal(db_write(t->c, t->db, turn_off, NULL), ERR_DENIED);
}

/* ---- what the journal says ---------------------------------------------------------------------------------------------------------- */

static void sign_ins_and_failures_stand_in_the_organizations_journal(struct test_db *t)
{
	struct signin_ticket ticket = {0};
	struct journal_list_rows rows;

	world_make(t);
	give_password(t, PAT);
	nobody_at(t, "192.0.2.7");
	assert_ok(signin_start(t->c, STR("pat"), GOOD_PASSWORD, &ticket));
	assert_int_equal(signin_start(t->c, STR("my secret"), OTHER_PASSWORD, &ticket), ERR_INVALID);
	assert_ok(journal_page(world_look(t), &(struct journal_filter){0}, 10, &rows));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].event, JOURNAL_SIGN_IN_FAILED);
	assert_str(rows.v[0].account_name, "unknown account");
	assert_int_equal(rows.v[1].event, JOURNAL_SIGN_IN);
	assert_int_equal(rows.v[1].account_id.v, ACCOUNT(PAT).v);
	assert_str(rows.v[1].address, "192.0.2.7");
}

static const struct CMUnitTest tests[] = {
	on_both(a_participant_signs_in_with_a_password),
	on_both(a_hash_of_another_cost_is_renewed),
	on_both(a_wrong_password_and_a_wrong_name_get_the_same_answer),
	on_both(a_disabled_account_stays_out_and_is_put_out),
	on_both(throttling_says_nothing_about_whether_an_account_exists),
	on_both(a_first_code_sets_a_password_once_only),
	on_both(a_refused_password_does_not_use_the_code_up),
	on_both(a_wrong_code_does_not_tell_what_the_persons_name_is),
	on_both(a_code_ends_after_three_days_and_when_a_newer_one_is_made),
	on_both(a_new_password_ends_all_sign_ins_and_asks_staff_for_the_second_factor),
	on_both(staff_reach_nothing_before_the_second_factor),
	on_both(a_card_shows_the_secret_until_it_is_confirmed),
	on_both(each_step_up_gives_a_new_token),
	on_both(a_code_from_the_app_works_once),
	on_both(a_code_may_be_one_step_early_or_late_and_no_more),
	on_both(the_second_factor_is_throttled_across_sign_ins),
	on_both(a_recovery_code_opens_once_where_the_phone_is_lost),
	on_both(somebody_who_becomes_staff_signs_in_anew_to_set_up_the_second_factor),
	on_both(staff_are_locked_out_after_fifteen_idle_minutes),
	on_both(being_active_keeps_a_sign_in_until_its_twelve_hours_are_over),
	on_both(activity_is_written_at_most_once_a_minute),
	on_both(participants_have_an_hour_or_what_the_setting_says),
	on_both(a_made_up_token_is_nobody),
	on_both(a_sign_in_can_be_ended_by_its_owner_only),
	on_both(changing_the_password_asks_for_the_old_one_and_ends_other_sign_ins),
	on_both(participants_may_have_a_second_factor_and_staff_must),
	on_both(sign_ins_and_failures_stand_in_the_organizations_journal),
};
TEST_GROUP(signin, tests)
