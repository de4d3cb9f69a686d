/* access_pages_test.c - the pages of this folder as a browser meets them. */
#include <liboath/oath.h>

#include "access/inner.h"
#include "access/pages/access_routes.h"
#include "access/pages/journal_view.h"
#include "access/pages/own_view.h"
#include "base/crypt.h"
#include "support/test_web.h"

#define PASSWORD "marble teapot under the bridge"
#define PASSWORD_SENT "marble+teapot+under+the+bridge"

static void open_pages(struct test_web *w, struct test_db *t)
{
	static struct route_table tables[5];

	tables[0] = (struct route_table){signin_routes, signin_routes_n};
	tables[1] = (struct route_table){own_routes, own_routes_n};
	tables[2] = (struct route_table){accounts_routes, accounts_routes_n};
	tables[3] = (struct route_table){journal_routes, journal_routes_n};
	tables[4] = (struct route_table){glass_routes, glass_routes_n};
	world_make(t);
	t->c->db = t->db;
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	w->app.now = t->c->now;
}

static void give_password(struct test_db *t, enum world_person who)
{
	struct password_hash h;

	assert_ok(password_hash(&h, STR(PASSWORD), PASSWORD_COST_FOR_TESTS));
	world_sql(t, "update account set password_hash = '%s' where id = %d", h.s, 2000 + (int)who);
}

static const char *place(const struct test_web *w)
{
	str to = answer_header(w->a, "Location");

	return to.p ? to.p : "";
}

/* What stands between two texts on the page. */
static str between(struct test_db *t, const struct test_web *w, const char *before, const char *after)
{
	ptrdiff_t from = str_index(w->a->body, str_of(before)), n;
	str rest;

	if (from < 0)
		fail_msg("\"%s\" is not on the page", before);
	rest = str_slice(w->a->body, (size_t)from + strlen(before), w->a->body.n);
	n = str_index(rest, str_of(after));
	assert_true(n >= 0);
	return str_copy(t->c->arena, str_slice(rest, 0, (size_t)n));
}

/* The form's token as a browser sends it back. */
static void take_token(struct test_db *t, struct test_web *w)
{
	str token = between(t, w, "name=\"csrf\" value=\"", "\"");

	(void)snprintf(w->csrf, sizeof(w->csrf), "%.*s", STR_ARG(token));
}

static str app_code(struct test_db *t, enum world_person who)
{
	struct account_look_row row;
	char code[7];

	assert_ok(account_look(world_look(t), &row, .id = ACCOUNT(who)));
	assert_int_equal(oath_totp_generate((const char *)row.totp_secret.p, row.totp_secret.n, (time_t)(t->c->now.ms / 1000), 30, 0, 6,
		code), OATH_OK);
	return str_copy(t->c->arena, str_of(code));
}

/* ---- signing in ------------------------------------------------------------------------------------------------------------ */

static void staff_come_in_by_code_password_and_second_step(struct test_db *t)
{
	struct test_web w;
	str code;

	open_pages(&w, t);
	web_sign_in(&w, t, ANN);
	web_get(&w, "/accounts/00000000001YK"); /* 2003 */
	assert_status(&w, 200);
	web_post(&w, str_format(t->c->arena, "/accounts/%s/code", ID(ACCOUNT(CLEO))).p, "");
	assert_status(&w, 200);
	code = between(t, &w, "One-time code</dt><dd class=\"govuk-summary-list__value\"><strong>", "</strong>");
	assert_int_equal(code.n, 11);
	web_post(&w, "/sign-out", "");
	assert_string_equal(place(&w), "/sign-in");
	*w.csrf = 0;
	web_post(&w, "/sign-in/first", str_format(t->c->arena, "login=cleo&code=%.*s&password=%s&again=%s", STR_ARG(code), PASSWORD_SENT,
		PASSWORD_SENT).p);
	assert_status(&w, 303);
	assert_string_equal(place(&w), "/sign-in/second-factor");
	web_get(&w, "/today");
	assert_status(&w, 303);
	web_get(&w, "/sign-in/second-factor");
	assert_shows(&w, "pl-qr");
	take_token(t, &w);
	web_post(&w, "/sign-in/second-factor", "code=000000");
	assert_status(&w, 422);
	web_post(&w, "/sign-in/second-factor", str_format(t->c->arena, "code=%.*s", STR_ARG(app_code(t, CLEO))).p);
	assert_status(&w, 200);
	assert_shows(&w, "Your recovery codes");
	web_get(&w, "/today");
	assert_status(&w, 303);
	assert_string_equal(place(&w), str_format(t->c->arena, "/c/%s/today", ID(NORTH)).p);
	test_web_close(&w);
}

static void a_participant_comes_in_and_goes_where_they_wanted(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	give_password(t, PAT);
	web_get(&w, "/my/record");
	assert_status(&w, 303);
	assert_string_equal(place(&w), "/sign-in?then=%2Fmy%2Frecord");
	web_get(&w, "/sign-in?then=%2Fmy%2Frecord");
	assert_shows(&w, "value=\"/my/record\"");
	web_post(&w, "/sign-in", "login=pat&password=" PASSWORD_SENT "&then=/my/record");
	assert_string_equal(place(&w), "/my/record");
	web_get(&w, "/my/record");
	assert_status(&w, 200);
	assert_shows(&w, "Who has seen my record");
	test_web_close(&w);
}

static void then_leads_nowhere_but_to_our_own_pages(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	give_password(t, PAT);
	web_post(&w, "/sign-in", "login=pat&password=" PASSWORD_SENT "&then=//elsewhere.example/");
	assert_string_equal(place(&w), "/my");
	test_web_close(&w);
}

static void a_wrong_password_keeps_the_name_and_never_shows_the_password(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_post(&w, "/sign-in", "login=pat&password=wrong-and-secret");
	assert_status(&w, 422);
	assert_shows(&w, "The account name or the password is not right");
	assert_shows(&w, "value=\"pat\"");
	assert_false(web_shows(&w, "wrong-and-secret"));
	assert_string_equal(web_cookie(&w, "porchlight"), "");
	test_web_close(&w);
}

static void too_many_tries_are_answered_with_429_and_how_long_to_wait(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	t->c->address = STR("127.0.0.1");
	world_sql(t, "insert into throttle (key, failures, since_at, until_at) values ('from 127.0.0.1', 40, %lld, %lld)",
		(long long)t->c->now.ms, (long long)t->c->now.ms + 90000);
	web_post(&w, "/sign-in", "login=pat&password=x");
	assert_status(&w, 429);
	assert_shows(&w, "Too many tries. Wait 2 minutes, then try again.");
	assert_str(answer_header(w.a, "Retry-After"), "60");
	test_web_close(&w);
}

static void staff_of_two_centers_choose_where_to_begin(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, ANN);
	web_get(&w, "/today");
	assert_status(&w, 200);
	assert_shows(&w, "Center 101");
	assert_shows(&w, "Center 102");
	test_web_close(&w);
}

/* ---- one's own account ---------------------------------------------------------------------------------------------------------- */

static void browsers_are_told_apart_in_words(void **state)
{
	(void)state;
	assert_string_equal(browser_label(STR("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0")).s, "Edge on Windows");
	assert_string_equal(browser_label(STR("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")).s,
		"Safari on an iPhone");
	assert_string_equal(browser_label(STR("curl/8")).s, "A browser");
	assert_string_equal(browser_label(STR_NONE).s, "A browser");
}

static void the_account_lists_sign_ins_and_ends_them(struct test_db *t)
{
	struct test_web w;
	str other;

	open_pages(&w, t);
	web_sign_in(&w, t, PAT);
	web_sign_in(&w, t, PAT);
	web_get(&w, "/account");
	assert_status(&w, 200);
	assert_shows(&w, "This one");
	other = between(t, &w, "name=\"signin\" value=\"", "\"");
	web_post(&w, "/account/sign-ins/end", str_format(t->c->arena, "signin=%.*s", STR_ARG(other)).p);
	assert_status(&w, 303);
	web_get(&w, "/account");
	assert_shows(&w, "That sign-in has ended.");
	assert_false(web_shows(&w, "name=\"signin\""));
	web_post(&w, "/account/password", "current=a&password=b&again=c");
	assert_status(&w, 422);
	assert_shows(&w, "Type the same new password twice");
	test_web_close(&w);
}

/* What a browser that kept this token is answered. */
static int answer_to(struct test_web *w, const char *token)
{
	memset(w->jar, 0, sizeof(w->jar));
	web_cookie_set(w, "porchlight", token);
	web_get(w, "/account");
	return w->a->status;
}

static void the_token_changes_at_sign_in_and_at_the_second_step_and_earlier_ones_are_worth_nothing(struct test_db *t)
{
	static const char planted[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	char first[100], second[100];
	struct test_web w;
	str cookie;

	open_pages(&w, t);
	give_password(t, CLEO);
	web_cookie_set(&w, "porchlight", planted);
	web_post(&w, "/sign-in", "login=cleo&password=" PASSWORD_SENT);
	cookie = answer_header(w.a, "Set-Cookie");
	assert_true(str_index(cookie, STR("; HttpOnly; SameSite=Lax")) > 0);
	(void)snprintf(first, sizeof(first), "%s", web_cookie(&w, "porchlight"));
	assert_string_not_equal(first, planted);
	web_get(&w, "/sign-in/second-factor");
	take_token(t, &w);
	web_post(&w, "/sign-in/second-factor", str_format(t->c->arena, "code=%.*s", STR_ARG(app_code(t, CLEO))).p);
	(void)snprintf(second, sizeof(second), "%s", web_cookie(&w, "porchlight"));
	assert_string_not_equal(second, first);
	assert_int_equal(answer_to(&w, planted), 303);
	assert_int_equal(answer_to(&w, first), 303);
	assert_int_equal(answer_to(&w, second), 200);
	test_web_close(&w);
}

static void signing_out_ends_the_sign_in_at_the_server_too(struct test_db *t)
{
	char token[100];
	struct test_web w;

	open_pages(&w, t);
	give_password(t, PAT);
	web_post(&w, "/sign-in", "login=pat&password=" PASSWORD_SENT);
	(void)snprintf(token, sizeof(token), "%s", web_cookie(&w, "porchlight"));
	assert_int_equal(answer_to(&w, token), 200);
	take_token(t, &w);
	web_post(&w, "/sign-out", "");
	assert_string_equal(web_cookie(&w, "porchlight"), "");
	assert_int_equal(answer_to(&w, token), 303);
	test_web_close(&w);
}

static void staff_are_asked_again_after_fifteen_idle_minutes_and_everybody_after_twelve_hours(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, CLEO);
	for (int i = 0; i < 48; i++) {
		web_get(&w, "/account");
		assert_status(&w, 200);
		w.app.now.ms += 15 * MS_PER_MINUTE - 1;
	}
	w.app.now.ms = t->c->now.ms + 12 * MS_PER_HOUR;
	web_get(&w, "/account");
	assert_status(&w, 303);
	w.app.now = t->c->now;
	web_sign_in(&w, t, CLEO);
	w.app.now.ms += 15 * MS_PER_MINUTE;
	web_get(&w, "/account");
	assert_status(&w, 303);
	test_web_close(&w);
}

/* ---- administering ---------------------------------------------------------------------------------------------------------------- */

static void an_administrator_adds_an_account_and_gives_and_takes_a_role(struct test_db *t)
{
	struct test_web w;
	const char *account;
	str id;

	open_pages(&w, t);
	world_sql(t, "insert into person (id, family, given, folded, created_at, changed_at) values (1500, 'Nye', 'Noa', 'nye noa', 1, 1)");
	world_sql(t, "insert into center_person (center_id, person_id, since_at) values (101, 1500, 1)");
	web_sign_in(&w, t, ANN);
	web_get(&w, str_format(t->c->arena, "/accounts/new?center=%s&q=noa", ID(NORTH)).p);
	assert_shows(&w, "Noa Nye");
	web_post(&w, "/accounts/new", str_format(t->c->arena, "center=%s&q=noa&person=%s&login=PAT&role=participant", ID(NORTH),
		ID((person_id){1500})).p);
	assert_status(&w, 422);
	assert_shows(&w, "Somebody else has this account name already");
	web_post(&w, "/accounts/new", str_format(t->c->arena, "center=%s&q=noa&person=%s&login=noa&role=participant", ID(NORTH),
		ID((person_id){1500})).p);
	assert_status(&w, 200);
	assert_shows(&w, "One-time code for Noa Nye");
	id = between(t, &w, "href=\"/accounts/", "\">Go to the account");
	account = str_format(t->c->arena, "/accounts/%.*s", STR_ARG(id)).p;
	web_post(&w, str_format(t->c->arena, "%s/roles", account).p, str_format(t->c->arena, "do=give&center=%s&role=front_desk", ID(SOUTH)).p);
	assert_string_equal(place(&w), account);
	web_get(&w, account);
	assert_shows(&w, "Front desk</strong> at Center 102");
	web_post(&w, str_format(t->c->arena, "%s/roles", account).p, str_format(t->c->arena, "do=take&center=%s&role=front_desk", ID(SOUTH)).p);
	web_get(&w, account);
	assert_false(web_shows(&w, "Front desk</strong> at Center 102"));
	test_web_close(&w);
}

static void the_front_desk_sees_its_colleagues_in_the_list_and_opens_participants(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, FRED);
	web_get(&w, "/accounts");
	assert_shows(&w, "Cleo Castillo");
	assert_shows(&w, "Not yours to change");
	assert_false(web_shows(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(CLEO))).p));
	assert_shows(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(PAT))).p);
	web_get(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(CLEO))).p);
	assert_status(&w, 404);
	web_get(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(PAT))).p);
	assert_status(&w, 200);
	test_web_close(&w);
}

static void accounts_of_other_centers_stay_hidden(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, SOL);
	web_get(&w, "/accounts");
	assert_shows(&w, "Sam Sawyer");
	assert_false(web_shows(&w, "Pat Porter"));
	web_get(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(PAT))).p);
	assert_status(&w, 404);
	web_get(&w, str_format(t->c->arena, "/accounts?center=%s", ID(NORTH)).p);
	assert_status(&w, 404);
	web_get(&w, str_format(t->c->arena, "/accounts/%s", ID(ACCOUNT(ANN))).p);
	assert_shows(&w, "a role that you do not administer");
	web_post(&w, str_format(t->c->arena, "/accounts/%s/code", ID(ACCOUNT(ANN))).p, "");
	assert_status(&w, 404);
	web_sign_in(&w, t, CLEO);
	web_get(&w, "/accounts");
	assert_status(&w, 403);
	test_web_close(&w);
}

/* ---- the journal -------------------------------------------------------------------------------------------------------------------- */

static void what_the_clinician_did_stands_in_the_journal_and_in_the_participants_list(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	t->c->now = w.app.now = instant_now(); /* ids of rows are real time, and the page asks for this month */
	web_sign_in(&w, t, CLEO);
	web_post(&w, "/break-glass", str_format(t->c->arena, "center=%s&given=Sam&family=SAWYER&birth=1990-02-06&reason=Sam+is+at+our+door+now",
		ID(SOUTH)).p);
	assert_status(&w, 303);
	assert_string_equal(place(&w), str_format(t->c->arena, "/c/%s/episodes/%s", ID(SOUTH), ID(EPISODE(SAM))).p);
	web_sign_in(&w, t, SAM);
	web_get(&w, "/my/record");
	assert_shows(&w, "<strong>Cleo Castillo</strong> opened your record outside their center");
	assert_shows(&w, "Reason given: Sam is at our door now");
	web_sign_in(&w, t, SOL);
	web_get(&w, str_format(t->c->arena, "/journal?center=%s&event=break_glass", ID(SOUTH)).p);
	assert_shows(&w, "Cleo Castillo");
	assert_shows(&w, "Sam Sawyer");
	world_sql(t, "insert into role_grant (account_id, center_id, role, granted_at) values (2002, 102, 'director', 2)");
	web_sign_in(&w, t, DAN);
	web_get(&w, str_format(t->c->arena, "/journal?center=%s&event=break_glass", ID(SOUTH)).p);
	assert_shows(&w, "Cleo Castillo");
	assert_shows(&w, "Sam is at our door now");
	web_sign_in(&w, t, SOL);
	web_get(&w, str_format(t->c->arena, "/journal/csv?center=%s", ID(SOUTH)).p);
	assert_status(&w, 200);
	assert_true(str_starts(answer_header(w.a, "Content-Type"), "text/csv"));
	assert_shows(&w, "break_glass,Cleo Castillo,Sam Sawyer");
	web_get(&w, str_format(t->c->arena, "/journal?center=%s", ID(NORTH)).p);
	assert_status(&w, 404);
	test_web_close(&w);
}

static str totp_of(struct test_db *t, enum world_person who)
{
	struct account_look_row row;

	assert_ok(account_look(world_look(t), &row, .id = ACCOUNT(who)));
	return str_format(t->c->arena, "%d %s", account_has_totp(&row), hex_show(t->c->arena, row.totp_secret).p);
}

static void the_second_step_does_not_change_without_the_password(struct test_db *t)
{
	static const char *const steps[] = {"/account/second-factor", "/account/recovery-codes", "/account/second-factor/off"};
	struct test_web w;
	str before;

	open_pages(&w, t);
	give_password(t, PAT);
	web_sign_in(&w, t, PAT);
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		world_sql(t, "update account set totp_last_step = %s where id = 2005", i ? "1" : "null");
		before = totp_of(t, PAT);
		web_post(&w, steps[i], "");
		assert_status(&w, 422);
		assert_shows(&w, "Enter your password");
		web_post(&w, steps[i], "present=seven+violet+ladders+sing");
		assert_status(&w, 422);
		assert_shows(&w, "This is not your present password");
		assert_true(str_eq(totp_of(t, PAT), before));
		web_post(&w, steps[i], "present=" PASSWORD_SENT);
		assert_in_range(w.a->status, 200, 303);
		if (i == 1)
			assert_shows(&w, "Your recovery codes");
		else
			assert_false(str_eq(totp_of(t, PAT), before));
	}
	test_web_close(&w);
}

static void tries_at_the_password_of_an_open_screen_are_counted(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	give_password(t, PAT);
	web_sign_in(&w, t, PAT);
	for (int i = 0; i < 5; i++) {
		web_post(&w, "/account/second-factor", "present=seven+violet+ladders+sing");
		assert_status(&w, 422);
	}
	web_post(&w, "/account/second-factor", "present=" PASSWORD_SENT);
	assert_status(&w, 429);
	assert_true(answer_header(w.a, "Retry-After").n > 0);
	test_web_close(&w);
}

static void directors_read_the_journal_of_their_center_and_only_who_administers_all_the_organizations(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, DAN);
	web_get(&w, "/journal");
	assert_status(&w, 200);
	assert_shows(&w, "Center 101");
	assert_false(web_shows(&w, "Whole organization"));
	web_sign_in(&w, t, SOL);
	web_get(&w, "/journal");
	assert_shows(&w, "Center 102");
	assert_false(web_shows(&w, "Whole organization"));
	web_sign_in(&w, t, ANN);
	web_get(&w, "/journal");
	assert_shows(&w, "Whole organization");
	test_web_close(&w);
}

static void the_journal_names_nobody_of_whom_it_has_no_row(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, DAN);
	web_get(&w, str_format(t->c->arena, "/journal?person=%s", ID(PERSON(SAM))).p);
	assert_status(&w, 200);
	assert_false(web_shows(&w, "Sawyer"));
	web_get(&w, str_format(t->c->arena, "/journal?account=%s", ID(ACCOUNT(SAM))).p);
	assert_false(web_shows(&w, "Sawyer"));
	test_web_close(&w);
}

static void details_are_read_without_the_signs_of_json(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	assert_str(journal_detail(c, STR("{\"second_factor\":\"on\",\"at\":[\"18:05\",\"a \\\"b\\\", c\"]}")),
		"second factor: on, at: 18:05, a \"b\", c");
	assert_str(journal_detail(c, STR_NONE), "");
	test_ctx_free(c);
}

static void breaking_the_glass_finds_one_person_or_nobody(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t);
	web_sign_in(&w, t, CLEO);
	web_get(&w, "/break-glass");
	assert_status(&w, 200);
	web_post(&w, "/break-glass", str_format(t->c->arena, "center=%s&given=Sam&family=Sawyer&birth=1990-02-07&reason=Sam+is+at+our+door",
		ID(SOUTH)).p);
	assert_status(&w, 422);
	assert_shows(&w, "No one participant of this center fits");
	assert_shows(&w, "Sam is at our door");
	web_post(&w, "/break-glass", str_format(t->c->arena, "center=%s&number=1&reason=short", ID(SOUTH)).p);
	assert_status(&w, 422);
	web_sign_in(&w, t, DAN);
	web_get(&w, "/break-glass");
	assert_status(&w, 403);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(browsers_are_told_apart_in_words),
	cmocka_unit_test(details_are_read_without_the_signs_of_json),
	on_both(staff_come_in_by_code_password_and_second_step),
	on_both(a_participant_comes_in_and_goes_where_they_wanted),
	on_both(then_leads_nowhere_but_to_our_own_pages),
	on_both(a_wrong_password_keeps_the_name_and_never_shows_the_password),
	on_both(too_many_tries_are_answered_with_429_and_how_long_to_wait),
	on_both(staff_of_two_centers_choose_where_to_begin),
	on_both(the_token_changes_at_sign_in_and_at_the_second_step_and_earlier_ones_are_worth_nothing),
	on_both(signing_out_ends_the_sign_in_at_the_server_too),
	on_both(staff_are_asked_again_after_fifteen_idle_minutes_and_everybody_after_twelve_hours),
	on_both(the_account_lists_sign_ins_and_ends_them),
	on_both(an_administrator_adds_an_account_and_gives_and_takes_a_role),
	on_both(the_front_desk_sees_its_colleagues_in_the_list_and_opens_participants),
	on_both(accounts_of_other_centers_stay_hidden),
	on_both(what_the_clinician_did_stands_in_the_journal_and_in_the_participants_list),
	on_both(the_second_step_does_not_change_without_the_password),
	on_both(tries_at_the_password_of_an_open_screen_are_counted),
	on_both(directors_read_the_journal_of_their_center_and_only_who_administers_all_the_organizations),
	on_both(the_journal_names_nobody_of_whom_it_has_no_row),
	on_both(breaking_the_glass_finds_one_person_or_nobody),
};
TEST_GROUP(access_pages, tests)
