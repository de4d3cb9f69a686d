/* attendance_test.c - what the board and the ledger promise, on both engines. The world's session is Monday 23 November 2026,
 * 1 to 4 pm at center North; a break from 2:30 to 2:45 is added here, so that coming to all of it earns 165 minutes. */
#include "care/attendance/make_up.h"
#include "support/world.h"

#define START 1795456800000
#define AT(minutes) ((instant){START + (minutes)*MS_PER_MINUTE})
#define NOON_AFTER (START + 20 * MS_PER_HOUR) /* Tuesday morning */

static void open_world(struct test_db *t)
{
	world_make(t);
	world_sql(t, "insert into session_break (center_id, session_id, starts_at, ends_at) values (101, 5001, %lld, %lld)",
		(long long)AT(90).ms, (long long)AT(105).ms);
	world_sql(t, "update session set counted_min = 165 where center_id = 101 and id = 5001");
	world_sql(t,
		"insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) values (101, 7001, %d, 1, "
		"'2026-10-01', 1)",
		3000 + PAT);
	world_act(t, CLEO, NORTH);
}

struct record {
	struct attendance_change change;
};

static err record(struct wtx *w, void *arg)
{
	const struct roster_proof *may;

	TRY(access_roster(wtx_read(w), SESSION_NORTH, &may));
	return attendance_record(w, may, &((struct record *)arg)->change);
}

static err say(struct test_db *t, struct attendance_change change)
{
	struct record r = {change};
	err e;

	problems_clear(t->c);
	if (!change.episode.v)
		r.change.episode = EPISODE(PAT);
	e = db_write(t->c, t->db, record, &r);
	world_look(t);
	return e;
}

static struct board_row_now_row row(struct test_db *t)
{
	struct board_row_now_row now;

	assert_ok(board_row_now(world_look(t), &now, .session_id = SESSION_NORTH, .episode_id = EPISODE(PAT)));
	return now;
}

static struct board board(struct test_db *t)
{
	const struct roster_proof *may;
	struct board b = {0};

	assert_ok(access_roster(world_look(t), SESSION_NORTH, &may));
	assert_ok(attendance_board(t->c->tx, may, &b));
	return b;
}

static void somebody_marked_here_is_credited_the_whole_session_without_its_break(struct test_db *t)
{
	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	assert_int_equal(row(t).credited_min, 165);
	assert_int_equal(row(t).billable_min, 165);
	assert_int_equal(row(t).status, ATTENDANCE_PRESENT);
}

static void leaving_at_the_break_credits_the_first_half(struct test_db *t)
{
	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .left = AT(90)}));
	assert_int_equal(row(t).credited_min, 90);
	assert_int_equal(row(t).status, ATTENDANCE_LEFT_EARLY);
}

static void coming_after_the_late_limit_is_late_whatever_was_chosen(struct test_db *t)
{
	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .arrived = AT(25)}));
	assert_int_equal(row(t).status, ATTENDANCE_LATE);
	assert_int_equal(row(t).credited_min, 140);
}

static void somebody_marked_here_in_the_middle_of_the_session_came_now(struct test_db *t)
{
	open_world(t);
	t->c->now = AT(40);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	assert_int_equal(row(t).arrived_at.ms, AT(40).ms);
	assert_int_equal(row(t).status, ATTENDANCE_LATE);
}

static void late_without_a_time_after_the_session_asks_for_the_time(struct test_db *t)
{
	open_world(t);
	t->c->now = AT(200);
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_LATE}), ERR_INVALID);
	assert_true(problem_of(t->c, "arrived").n > 0);
}

static void nobody_is_marked_here_before_the_day_but_can_be_excused(struct test_db *t)
{
	open_world(t);
	t->c->now = AT(-24 * 60);
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}), ERR_INVALID);
	assert_true(problem_of(t->c, "status").n > 0);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_EXCUSED, .reason = ABSENCE_COURT}));
}

static void excused_needs_a_reason(struct test_db *t)
{
	open_world(t);
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_EXCUSED}), ERR_INVALID);
	assert_true(problem_of(t->c, "reason").n > 0);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_EXCUSED, .reason = ABSENCE_MEDICAL}));
	assert_int_equal(row(t).credited_min, 0);
}

static void times_in_the_wrong_order_are_refused_beside_their_fields(struct test_db *t)
{
	open_world(t);
	assert_int_equal(
		say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .arrived = AT(60), .left = AT(30)}),
		ERR_INVALID);
	assert_true(problem_of(t->c, "left").n > 0);
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .arrived = AT(200)}), ERR_INVALID);
	assert_true(problem_of(t->c, "arrived").n > 0);
}

static void the_second_of_two_editors_is_told_and_overwrites_nothing(struct test_db *t)
{
	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_NO_SHOW}), ERR_CONFLICT);
	assert_int_equal(row(t).status, ATTENDANCE_PRESENT);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_NO_SHOW, .seen_version = 1}));
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .seen_version = 1}), ERR_CONFLICT);
	assert_int_equal(row(t).status, ATTENDANCE_NO_SHOW);
}

static void a_correction_after_the_day_needs_a_reason_and_keeps_what_was(struct test_db *t)
{
	struct corrections_of_rows kept;

	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	t->c->now = (instant){NOON_AFTER};
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_NO_SHOW, .seen_version = 1}), ERR_INVALID);
	assert_true(problem_of(t->c, "correction").n > 0);
	assert_ok(say(t,
		(struct attendance_change){
			.status = ATTENDANCE_NO_SHOW, .seen_version = 1, .correction = STR("wrong person")}));
	assert_ok(corrections_of(world_look(t), &kept, .session_id = SESSION_NORTH, .episode_id = EPISODE(PAT)));
	assert_int_equal(kept.n, 1);
	assert_int_equal(kept.v[0].status_before, ATTENDANCE_PRESENT);
	assert_int_equal(kept.v[0].credited_before, 165);
	assert_str(kept.v[0].reason, "wrong person");
	assert_int_equal(board(t).people[0].row.corrections, 1);
}

static void somebody_who_is_not_on_the_roster_cannot_be_recorded(struct test_db *t)
{
	open_world(t);
	assert_int_equal(
		say(t, (struct attendance_change){.episode = EPISODE(SAM), .status = ATTENDANCE_PRESENT}), ERR_NOT_FOUND);
}

static void a_cancelled_session_takes_no_attendance(struct test_db *t)
{
	open_world(t);
	world_sql(t, "update session set status = 'cancelled', cancel_reason = 'snow' where center_id = 101 and id = 5001");
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}), ERR_CONFLICT);
}

static void every_record_leaves_one_row_in_the_journal(struct test_db *t)
{
	const struct db_table *journal = NULL;
	int64_t before, after;

	open_world(t);
	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, "journal"))
			journal = &db_tables[i];
	assert_non_null(journal);
	assert_ok(db_table_rows(world_look(t), journal, &before));
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	assert_int_equal(say(t, (struct attendance_change){.status = ATTENDANCE_NO_SHOW}), ERR_CONFLICT);
	assert_ok(db_table_rows(world_look(t), journal, &after));
	assert_int_equal(after - before, 1);
}

static void the_board_lists_members_of_the_day_and_nobody_else(struct test_db *t)
{
	open_world(t);
	assert_int_equal(board(t).n, 1);
	world_sql(t, "update enrollment set to_on = '2026-11-22' where center_id = 101");
	assert_int_equal(board(t).n, 0);
}

static void somebody_who_left_the_track_stays_on_the_boards_where_something_was_recorded(struct test_db *t)
{
	open_world(t);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	world_sql(t, "update enrollment set to_on = '2026-11-22' where center_id = 101");
	assert_int_equal(board(t).n, 1);
	assert_true(board(t).people[0].row.guest);
}

static void give_rule(struct test_db *t, const char *code)
{
	world_sql(t,
		"insert into program_rule (center_id, id, program_id, rule_code, from_on) values (101, 8001, 1, '%s', "
		"'2026-10-05')",
		code);
}

static void the_week_is_measured_by_the_rule_of_the_program(struct test_db *t)
{
	struct hours_verdict v;

	open_world(t);
	give_rule(t, "asam-adult-2.1");
	v = board(t).people[0].verdict;
	assert_int_equal(v.need_min, 540);
	assert_int_equal(v.have_min, 0);
	assert_int_equal(v.projected_min, 165);
	assert_int_equal(v.gap_min, 375);
	assert_int_equal(v.status, HOURS_SHORT);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT}));
	v = board(t).people[0].verdict;
	assert_int_equal(v.have_min, 165);
	assert_int_equal(v.projected_min, 165);
}

static void a_rule_that_begins_next_week_leaves_this_week_alone(struct test_db *t)
{
	open_world(t);
	world_sql(t,
		"insert into program_rule (center_id, id, program_id, rule_code, from_on) values (101, 8001, 1, "
		"'asam-adult-2.1', '2026-11-30')");
	assert_int_equal(board(t).people[0].verdict.need_min, 0);
}

static void a_house_rule_changes_from_its_day_and_not_before(struct test_db *t)
{
	open_world(t);
	world_sql(t,
		"insert into house_rule (center_id, id, program_id, from_on, name, least_week_min, least_days, late_after_min, "
		"least_credit_percent, made_at) values (101, 1, 1, '2026-10-05', 'House', 600, 3, 5, 75, 1)");
	world_sql(t,
		"insert into house_rule (center_id, id, program_id, from_on, name, least_week_min, least_days, late_after_min, "
		"least_credit_percent, made_at) values (101, 2, 1, '2026-11-30', 'House', 700, 3, 5, 75, 1)");
	assert_int_equal(board(t).people[0].verdict.need_min, 600);
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .left = AT(60)}));
	assert_int_equal(row(t).credited_min, 0); /* less than 75 % of the session */
}

static void a_rule_this_binary_does_not_carry_is_named(struct test_db *t)
{
	const struct roster_proof *may;
	struct board b = {0};

	open_world(t);
	give_rule(t, "rule-from-nowhere");
	assert_ok(access_roster(world_look(t), SESSION_NORTH, &may));
	assert_int_equal(attendance_board(t->c->tx, may, &b), ERR_IO);
	assert_true(str_index(t->c->fail_text, STR("rule-from-nowhere")) >= 0);
}

static void the_ledger_keeps_scheduled_offered_delivered_and_billable_apart(struct test_db *t)
{
	struct ledger ledger;

	open_world(t);
	world_sql(t,
		"insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, "
		"modality, counts, billable, "
		"counted_min, status, cancel_reason, changed_at) values (101, 5003, 1, '2026-11-24', %lld, %lld, 1, 'Group', "
		"12, 'in_person', true, "
		"true, 180, 'cancelled', 'snow', 1)",
		(long long)AT(24 * 60).ms, (long long)AT(27 * 60).ms);
	world_sql(t, "update session set billable = false where center_id = 101 and id = 5001");
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .arrived = AT(30)}));
	assert_ok(ledger_load(world_look(t), date_of(2026, 11, 23), (person_id){0}, &ledger));
	assert_int_equal(ledger.n, 1);
	assert_int_equal(ledger.v[0].week.scheduled_min, 345);
	assert_int_equal(ledger.v[0].week.offered_min, 165);
	assert_int_equal(ledger.v[0].week.delivered_min, 135);
	assert_int_equal(ledger.v[0].week.billable_min, 0);
}

static void the_participant_and_the_counselor_see_the_same_numbers(struct test_db *t)
{
	const struct chart_proof *own;
	struct my_week mine;
	struct hours_verdict theirs;

	open_world(t);
	give_rule(t, "asam-adult-2.1");
	assert_ok(say(t, (struct attendance_change){.status = ATTENDANCE_PRESENT, .arrived = AT(30)}));
	theirs = board(t).people[0].verdict;
	world_act(t, PAT, NORTH);
	assert_ok(access_own_chart(world_look(t), &own));
	assert_ok(ledger_my_week(t->c->tx, own, date_of(2026, 11, 25), &mine));
	assert_int_equal(mine.verdict.have_min, theirs.have_min);
	assert_int_equal(mine.verdict.need_min, theirs.need_min);
	assert_int_equal(mine.verdict.projected_min, theirs.projected_min);
	assert_int_equal(mine.verdict.gap_min, theirs.gap_min);
}

/* ---- make-ups ---------------------------------------------------------------------------------------------------- */

/* A second track of the program with a session on Wednesday that has one seat. */
static void add_other_track(struct test_db *t)
{
	world_sql(t,
		"insert into track (center_id, id, program_id, name, seats, opened_on) values (101, 2, 1, 'Mornings', 12, "
		"'2026-01-01')");
	world_sql(t,
		"insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, "
		"modality, counts, billable, "
		"counted_min, status, changed_at) values (101, 5009, 2, '2026-11-25', %lld, %lld, 1, 'Group', 1, 'in_person', "
		"true, true, 180, "
		"'planned', 1)",
		(long long)AT(48 * 60).ms, (long long)AT(51 * 60).ms);
}

static err offer(struct wtx *w, void *arg)
{
	const struct chart_proof *may;

	(void)arg;
	TRY(access_chart(wtx_read(w), EPISODE(PAT), &may));
	return make_up_offer(w, may, (session_id){5009});
}

static err answer(struct wtx *w, void *arg)
{
	const struct chart_proof *may;
	struct my_offers_rows mine;

	TRY(access_own_chart(wtx_read(w), &may));
	TRY(my_offers(wtx_read(w), &mine, .episode_id = chart_proof_episode(may)));
	return mine.n ? make_up_answer(w, may, mine.v[0].id, *(enum offer_status *)arg) : ERR_NOT_FOUND;
}

static void somebody_short_is_offered_a_session_accepts_and_stands_on_its_board(struct test_db *t)
{
	struct make_up_finder f = {0};
	const struct chart_proof *own;
	struct my_week mine;
	enum offer_status yes = OFFER_ACCEPTED;

	open_world(t);
	give_rule(t, "asam-adult-2.1");
	add_other_track(t);
	assert_ok(make_up_find(world_look(t), date_of(2026, 11, 23), &f));
	assert_int_equal(f.n, 1);
	assert_int_equal(f.v[0].n, 1);
	assert_int_equal(f.v[0].choices[0].session->session_id.v, 5009);
	assert_int_equal(f.v[0].choices[0].match.gives_min, 180);
	assert_ok(db_write(t->c, t->db, offer, NULL));
	assert_int_equal(db_write(t->c, t->db, offer, NULL), ERR_CONFLICT);
	world_act(t, PAT, NORTH);
	assert_ok(db_write(t->c, t->db, answer, &yes));
	assert_ok(access_own_chart(world_look(t), &own));
	assert_ok(ledger_my_week(t->c->tx, own, date_of(2026, 11, 25), &mine));
	assert_int_equal(mine.week.scheduled_min, 165);
	assert_int_equal(mine.verdict.projected_min, 345);
	world_act(t, CLEO, NORTH);
	assert_ok(make_up_find(world_look(t), date_of(2026, 11, 23), &f));
	assert_int_equal(f.v[0].p->verdict.projected_min, 345);
	assert_int_equal(f.v[0].p->week.scheduled_min, 165); /* it stands in for what was missed */
	assert_int_equal(f.v[0].p->week.offered_min, 345);
	assert_int_equal(f.v[0].n, 0); /* its only seat is theirs now */
	assert_int_equal(board(t).people[0].verdict.projected_min, 345);
}

static void the_last_seat_goes_to_whoever_accepts_first(struct test_db *t)
{
	enum offer_status yes = OFFER_ACCEPTED;

	open_world(t);
	add_other_track(t);
	assert_ok(db_write(t->c, t->db, offer, NULL));
	world_sql(t,
		"insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) "
		"values (101, 3999, %d, 1, 'admitted', '2026-10-01', 1)",
		1000 + SAM);
	world_sql(t,
		"insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) values (101, 7009, 3999, 2, "
		"'2026-11-01', 1)");
	world_act(t, PAT, NORTH);
	assert_int_equal(db_write(t->c, t->db, answer, &yes), ERR_CONFLICT);
	assert_true(str_index(t->c->fail_text, STR("last seat")) >= 0);
}

static const struct CMUnitTest tests[] = {
	on_both(somebody_marked_here_is_credited_the_whole_session_without_its_break),
	on_both(leaving_at_the_break_credits_the_first_half),
	on_both(coming_after_the_late_limit_is_late_whatever_was_chosen),
	on_both(somebody_marked_here_in_the_middle_of_the_session_came_now),
	on_both(late_without_a_time_after_the_session_asks_for_the_time),
	on_both(nobody_is_marked_here_before_the_day_but_can_be_excused),
	on_both(excused_needs_a_reason),
	on_both(times_in_the_wrong_order_are_refused_beside_their_fields),
	on_both(the_second_of_two_editors_is_told_and_overwrites_nothing),
	on_both(a_correction_after_the_day_needs_a_reason_and_keeps_what_was),
	on_both(somebody_who_is_not_on_the_roster_cannot_be_recorded),
	on_both(a_cancelled_session_takes_no_attendance),
	on_both(every_record_leaves_one_row_in_the_journal),
	on_both(the_board_lists_members_of_the_day_and_nobody_else),
	on_both(somebody_who_left_the_track_stays_on_the_boards_where_something_was_recorded),
	on_both(the_week_is_measured_by_the_rule_of_the_program),
	on_both(a_rule_that_begins_next_week_leaves_this_week_alone),
	on_both(a_house_rule_changes_from_its_day_and_not_before),
	on_both(a_rule_this_binary_does_not_carry_is_named),
	on_both(the_ledger_keeps_scheduled_offered_delivered_and_billable_apart),
	on_both(the_participant_and_the_counselor_see_the_same_numbers),
	on_both(somebody_short_is_offered_a_session_accepts_and_stands_on_its_board),
	on_both(the_last_seat_goes_to_whoever_accepts_first),
};
TEST_GROUP(attendance, tests)
