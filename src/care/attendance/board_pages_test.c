/* board_pages_test.c - the board as a browser meets it, with and without a script. */
#include "base/id.h"
#include "care/attendance/attendance_routes.h"
#include "support/test_web.h"
#include "web/exchange.h"

struct at_board {
	struct test_web w;
	char address[128];
	char who[16]; /* the row's suffix */
};

static void open_board(struct at_board *b, struct test_db *t, enum world_person who)
{
	static struct route_table tables[2];

	world_make(t);
	world_sql(t,
		"insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) values (101, 7001, %d, 1, "
		"'2026-10-01', 1)",
		3000 + PAT);
	tables[0] = (struct route_table){board_routes, board_routes_n};
	tables[1] = (struct route_table){week_routes, week_routes_n};
	test_web_open(&b->w, t->db, tables, 2);
	web_sign_in(&b->w, t, who);
	(void)snprintf(b->address, sizeof(b->address), "/c/%s/sessions/%s", id_show(NORTH.v).s, id_show(SESSION_NORTH.v).s);
	(void)snprintf(b->who, sizeof(b->who), "%s", id_show(EPISODE(PAT).v).s);
}

/* The same, on the way to Today; its address. */
static const char *open_today(struct at_board *b, struct test_db *t, enum world_person who)
{
	open_board(b, t, who);
	return str_format(t->c->arena, "/c/%s/today", ID(NORTH)).p;
}

static void post(struct at_board *b, const char *status, const char *shown, int version, const char *more)
{
	char form[600];

	(void)snprintf(form, sizeof(form),
		"shown-%s=%s&version-%s=%d&status-%s=%s&arrived-%s=&left-%s=&reason-%s=&note-%s=%s", b->who, shown, b->who,
		version, b->who, status, b->who, b->who, b->who, b->who, more);
	web_post(&b->w, b->address, form);
}

static void the_board_shows_the_person_and_a_form_that_works_without_a_script(struct test_db *t)
{
	struct at_board b;

	open_board(&b, t, CLEO);
	web_get(&b.w, b.address);
	assert_status(&b.w, 200);
	assert_shows(&b.w, "Pat Porter");
	assert_shows(&b.w, "Save the board");
	assert_shows(&b.w, "name=\"csrf\"");
	test_web_close(&b.w);
}

static void a_whole_form_saves_the_rows_that_were_touched(struct test_db *t)
{
	struct at_board b;

	open_board(&b, t, CLEO);
	post(&b, "present", "%7C%7C%7C0%7C%7C", 0, "");
	assert_status(&b.w, 303);
	web_get(&b.w, b.address);
	assert_shows(&b.w, "Saved 1 person.");
	assert_shows(&b.w, "value=\"13:00\"");
	test_web_close(&b.w);
}

static void rows_that_come_back_as_they_were_shown_are_not_written(struct test_db *t)
{
	struct at_board b;

	open_board(&b, t, CLEO);
	post(&b, "", "%7C%7C%7C0%7C%7C", 0, "");
	web_get(&b.w, b.address);
	assert_shows(&b.w, "Nothing was changed.");
	test_web_close(&b.w);
}

static void a_script_sends_one_row_and_gets_that_row_back(struct test_db *t)
{
	struct at_board b;
	char more[64];

	open_board(&b, t, CLEO);
	(void)snprintf(more, sizeof(more), "&row=%s", b.who);
	post(&b, "present", "%7C%7C%7C0%7C%7C", 0, more);
	assert_status(&b.w, 200);
	assert_shows(&b.w, "data-row=");
	assert_false(web_shows(&b.w, "<html"));
	test_web_close(&b.w);
}

static void the_second_editor_of_a_row_gets_409_and_sees_the_first_ones_entry(struct test_db *t)
{
	struct at_board b;
	char more[64];

	open_board(&b, t, CLEO);
	(void)snprintf(more, sizeof(more), "&row=%s", b.who);
	post(&b, "present", "%7C%7C%7C0%7C%7C", 0, more);
	post(&b, "no_show", "%7C%7C%7C0%7C%7C", 0, more);
	assert_status(&b.w, 409);
	assert_shows(&b.w, "Somebody else changed this row");
	assert_shows(&b.w, "value=\"present\" data-key=\"p\" checked");
	test_web_close(&b.w);
}

static void a_refused_row_keeps_what_was_typed(struct test_db *t)
{
	struct at_board b;
	char form[400];

	open_board(&b, t, CLEO);
	(void)snprintf(form, sizeof(form),
		"shown-%s=%%7C%%7C%%7C0%%7C%%7C&version-%s=0&status-%s=present&arrived-%s=25:99&left-%s=&reason-%s=&note-%s="
		"hello",
		b.who, b.who, b.who, b.who, b.who, b.who, b.who);
	web_post(&b.w, b.address, form);
	assert_status(&b.w, 422);
	assert_shows(&b.w, "25:99");
	assert_shows(&b.w, "hello");
	assert_shows(&b.w, "Enter a time like 18:05");
	test_web_close(&b.w);
}

static void a_board_of_another_center_looks_like_one_that_does_not_exist(struct test_db *t)
{
	struct at_board b;
	char other[128];

	open_board(&b, t, SUE);
	web_get(&b.w, b.address);
	assert_status(&b.w, 404);
	(void)snprintf(other, sizeof(other), "/c/%s/sessions/%s", id_show(SOUTH.v).s, id_show(SESSION_NORTH.v).s);
	web_get(&b.w, other);
	assert_status(&b.w, 404);
	test_web_close(&b.w);
}

static void the_participant_sees_the_same_hours_under_my_week(struct test_db *t)
{
	struct at_board b;

	open_board(&b, t, CLEO);
	world_sql(t,
		"insert into program_rule (center_id, id, program_id, rule_code, from_on) values (101, 8001, 1, "
		"'asam-adult-2.1', '2026-10-05')");
	post(&b, "present", "%7C%7C%7C0%7C%7C", 0, "");
	web_get(&b.w, b.address);
	assert_shows(&b.w, "3 h of 9 h");
	web_sign_in(&b.w, t, PAT);
	web_get(&b.w, "/my");
	assert_status(&b.w, 200);
	assert_shows(&b.w, "3 h of 9 h");
	test_web_close(&b.w);
}

/* Somebody more on the roster. */
static void enroll_one_more(struct test_db *t, int n)
{
	world_sql(t,
		"insert into person (id, family, given, folded, created_at, changed_at) values (%d, 'Family%d', 'Given', 'x', "
		"1, 1)",
		9000 + n, n);
	world_sql(t,
		"insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) values (101, %d, "
		"%d, 1, 'admitted', "
		"'2026-10-01', 1)",
		9100 + n, 9000 + n);
	world_sql(t,
		"insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) values (101, %d, %d, 1, "
		"'2026-10-01', 1)",
		9200 + n, 9100 + n);
}

static void a_board_costs_at_most_six_statements_for_one_person_and_for_25(struct test_db *t)
{
	struct at_board b;

	open_board(&b, t, CLEO);
	web_get(&b.w, b.address);
	assert_status(&b.w, 200);
	assert_in_range(b.w.x->ctx.cost.statements, 1, 6);
	for (int n = 1; n < 25; n++)
		enroll_one_more(t, n);
	web_get(&b.w, b.address);
	assert_status(&b.w, 200);
	assert_shows(&b.w, "Given Family24");
	assert_in_range(b.w.x->ctx.cost.statements, 1, 6);
	test_web_close(&b.w);
}

static void today_at_a_center_without_sessions_says_what_to_do_next(struct test_db *t)
{
	struct at_board b;
	const char *today = open_today(&b, t, DAN);

	web_get(&b.w, today);
	assert_status(&b.w, 200);
	assert_false(web_shows(&b.w, "nobody is in a program"));
	world_sql(t, "delete from enrollment");
	world_sql(t, "delete from session where center_id = 101");
	world_sql(t, "update episode set status = 'discharged', ended_on = started_on where center_id = 101");
	web_get(&b.w, today);
	assert_status(&b.w, 200);
	assert_shows(&b.w, "id=\"beginning\"");
	assert_shows(&b.w, "The first person in the track</a>");
	assert_shows(&b.w, "To do");
	test_web_close(&b.w);
}

static void today_tells_a_director_which_programs_say_too_little_on_the_public_pages(struct test_db *t)
{
	struct at_board b;
	const char *today = open_today(&b, t, DAN);

	web_get(&b.w, today);
	assert_shows(&b.w, "nobody finds it yet, does not say yet what it treats, how, or which insurance it takes");
	assert_shows(&b.w, str_format(t->c->arena, "/settings/programs/%s/public\"", id_show(1).s).p);
	world_sql(t, "insert into program_profile (center_id, program_id, is_public, about, after_care, step_down, school_work, start_rule, "
	             "changed_at) values (101, 1, true, 'We meet.', '', '', '', 'session', 1)");
	world_sql(t, "insert into program_choice (center_id, program_id, topic, code) values (101, 1, 'condition', 'alcohol'), "
	             "(101, 1, 'approach', 'cbt')");
	web_get(&b.w, today);
	assert_false(web_shows(&b.w, "nobody finds it yet"));
	assert_shows(&b.w, "does not say yet");
	world_sql(t, "insert into program_choice (center_id, program_id, topic, code) values (101, 1, 'pays', 'self-pay')");
	web_get(&b.w, today);
	assert_false(web_shows(&b.w, "id=\"unsaid\""));
	world_sql(t, "delete from program_choice");
	web_sign_in(&b.w, t, CLEO);
	web_get(&b.w, today);
	assert_status(&b.w, 200);
	assert_false(web_shows(&b.w, "id=\"unsaid\"")); /* she writes no public pages */
	test_web_close(&b.w);
}

static void today_of_an_administrator_has_sessions_and_no_participants(struct test_db *t)
{
	struct at_board b;
	const char *today = open_today(&b, t, DAN);

	web_get(&b.w, today);
	assert_shows(&b.w, "Short this week");
	web_sign_in(&b.w, t, ANN);
	web_get(&b.w, today);
	assert_status(&b.w, 200);
	assert_shows(&b.w, "pl-session__what");
	assert_false(web_shows(&b.w, "Short this week"));
	assert_false(web_shows(&b.w, "Pat"));
	test_web_close(&b.w);
}

static const struct CMUnitTest tests[] = {
	on_both(the_board_shows_the_person_and_a_form_that_works_without_a_script),
	on_both(a_whole_form_saves_the_rows_that_were_touched),
	on_both(rows_that_come_back_as_they_were_shown_are_not_written),
	on_both(a_script_sends_one_row_and_gets_that_row_back),
	on_both(the_second_editor_of_a_row_gets_409_and_sees_the_first_ones_entry),
	on_both(a_refused_row_keeps_what_was_typed),
	on_both(a_board_of_another_center_looks_like_one_that_does_not_exist),
	on_both(the_participant_sees_the_same_hours_under_my_week),
	on_both(today_at_a_center_without_sessions_says_what_to_do_next),
	on_both(today_of_an_administrator_has_sessions_and_no_participants),
	on_both(today_tells_a_director_which_programs_say_too_little_on_the_public_pages),
	on_both(a_board_costs_at_most_six_statements_for_one_person_and_for_25),
};
TEST_GROUP(board_pages, tests)
