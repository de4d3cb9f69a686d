/* stay_test.c - what stay.h promises, on both engines. Pat's stay at center North began on Thursday 1 October 2026; today is Monday
 * 23 November, and the world's session (1 to 4 pm, 180 minutes) has just begun. */
#include "care/stay/stay.h"

#include "care/attendance/ledger.h"
#include "support/world.h"

#define STARTS 1795456800000
#define WEEKS_AGO(n) (STARTS - (n) * 7 * (long long)MS_PER_DAY)
#define MONDAY_AGO(n) date_add(date_of(2026, 11, 23), -7 * (n))

static void open_world(struct test_db *t)
{
	world_make(t);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
				 "values (101, 7001, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	world_act(t, CLEO, NORTH);
}

/* A session on the Monday so many weeks ago; what was recorded of Pat there, if anything was. */
static void held(struct test_db *t, int id, int weeks, const char *status, const char *recorded, int credited)
{
	const char *day = date_show(MONDAY_AGO(weeks)).s;
	char text[11];

	(void)snprintf(text, sizeof(text), "%s", day);
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, "
				 "counts, billable, counted_min, status, changed_at) values (101, %d, 1, '%s', %lld, %lld, 1, 'Group', 12, "
				 "'in_person', true, true, 180, '%s', 1)",
		id, text, WEEKS_AGO(weeks), WEEKS_AGO(weeks) + 180 * (long long)MS_PER_MINUTE, status);
	if (recorded)
		world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, "
					 "recorded_by, recorded_at) values (101, %d, %d, '%s', '%s', false, %d, %d, 2003, 1)",
			id, 3000 + PAT, text, recorded, credited, credited);
}

static struct stay_weeks weeks(struct test_db *t)
{
	const struct chart_proof *may;
	struct stay_weeks w;

	assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
	assert_ok(stay_weeks(t->c->tx, may, &w));
	return w;
}

static void a_stay_has_a_row_for_every_week_from_admission_to_today(struct test_db *t)
{
	struct stay_weeks w;

	open_world(t);
	w = weeks(t);
	assert_int_equal(w.n, 9);
	assert_int_equal(w.v[0].number, 9);
	assert_int_equal(date_cmp(w.v[0].week.start, MONDAY_AGO(0)), 0);
	assert_int_equal(w.v[8].number, 1);
	assert_int_equal(date_cmp(w.v[8].week.start, date_of(2026, 9, 28)), 0);
}

static void scheduled_offered_delivered_and_billable_are_kept_apart(struct test_db *t)
{
	struct stay_weeks w;

	open_world(t);
	held(t, 5101, 2, "planned", "left_early", 100);
	held(t, 5102, 3, "cancelled", NULL, 0);
	w = weeks(t);
	assert_int_equal(w.v[2].week.scheduled_min, 180);
	assert_int_equal(w.v[2].week.offered_min, 180);
	assert_int_equal(w.v[2].week.delivered_min, 100);
	assert_int_equal(w.v[2].week.billable_min, 100);
	assert_int_equal(w.v[2].week.days, 1);
	assert_int_equal(w.v[3].week.scheduled_min, 180);
	assert_int_equal(w.v[3].week.offered_min, 0);
	assert_int_equal(w.v[0].week.ahead_min, 180); /* today's session is still to come */
	assert_int_equal(w.v[1].week.ahead_min, 0);
}

static void a_week_is_measured_by_the_rules_it_began_under(struct test_db *t)
{
	struct stay_weeks w;

	open_world(t);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on, to_on) "
				 "values (101, 1, 1, 'asam-adult-2.1', '2026-01-01', '2026-11-01')");
	world_sql(t, "insert into house_rule (center_id, id, program_id, from_on, name, least_week_min, least_days, late_after_min, "
				 "least_credit_percent, made_at) values (101, 1, 1, '2026-11-02', 'Three hours', 180, 0, 10, 0, 1)");
	world_sql(t, "insert into house_rule (center_id, id, program_id, from_on, name, least_week_min, least_days, late_after_min, "
				 "least_credit_percent, made_at) values (101, 2, 1, '2026-11-16', 'Two hours', 120, 0, 10, 0, 1)");
	held(t, 5101, 1, "planned", "left_early", 120);
	held(t, 5102, 2, "planned", "left_early", 120);
	held(t, 5103, 4, "planned", "present", 180);
	w = weeks(t);
	assert_str(w.v[1].verdict.rule->head.name, "Two hours");
	assert_int_equal(w.v[1].verdict.status, HOURS_MET);
	assert_str(w.v[2].verdict.rule->head.name, "Three hours");
	assert_int_equal(w.v[2].verdict.gap_min, 60);
	assert_str(w.v[4].verdict.rule->head.code, "asam-adult-2.1");
	assert_int_equal(w.v[4].verdict.need_min, 540);
}

static void the_ledger_and_the_stay_say_the_same_of_a_week(struct test_db *t)
{
	struct ledger ledger;
	struct stay_weeks w;

	open_world(t);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on) "
				 "values (101, 1, 1, 'us-medicare-iop', '2026-01-01')");
	world_sql(t, "insert into certification (center_id, episode_id, certified_on, certified_by, week_min, recorded_at) "
				 "values (101, %d, '2026-10-20', 'Dr. Lee', 600, 1)",
		3000 + PAT);
	held(t, 5101, 1, "planned", "left_early", 100);
	world_sql(t, "insert into make_up_offer (center_id, id, session_id, episode_id, status, offered_at) values (101, 1, 5101, %d, "
				 "'accepted', 1)",
		3000 + PAT); /* of a track Pat is in anyway: counted once */
	w = weeks(t);
	for (int ago = 0; ago < 8; ago++) {
		assert_ok(ledger_load(world_look(t), MONDAY_AGO(ago), (person_id){0}, &ledger));
		assert_int_equal(ledger.n, 1);
		assert_memory_equal(&ledger.v[0].week, &w.v[ago].week, sizeof(struct hours_week));
		assert_int_equal(ledger.v[0].verdict.status, w.v[ago].verdict.status);
		assert_int_equal(ledger.v[0].verdict.need_min, w.v[ago].verdict.need_min);
		assert_int_equal(ledger.v[0].verdict.gap_min, w.v[ago].verdict.gap_min);
	}
	assert_int_equal(w.v[1].verdict.need_min, 600);
	assert_int_equal(w.v[1].week.offered_min, 180);
}

static void the_week_of_admission_is_held_against_nobody(struct test_db *t)
{
	struct stay_weeks w;

	open_world(t);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on) "
				 "values (101, 1, 1, 'asam-adult-2.1', '2026-01-01')");
	w = weeks(t);
	assert_int_equal(w.v[8].verdict.status, HOURS_PART_WEEK);
	assert_false(ledger_is_short(&w.v[8].verdict));
	assert_true(ledger_is_short(&w.v[7].verdict));
}

static void a_stay_that_ended_has_no_weeks_after_its_end(struct test_db *t)
{
	open_world(t);
	world_sql(t, "update episode set status = 'discharged', ended_on = '2026-10-14', end_reason = 'left' where center_id = 101 and id = %d",
		3000 + PAT);
	assert_int_equal(weeks(t).n, 3);
}

static void a_reason_for_a_short_week_stands_beside_it(struct test_db *t)
{
	open_world(t);
	world_sql(t, "insert into shortfall_reason (center_id, episode_id, week_on, reason, recorded_at) "
				 "values (101, %d, '2026-11-16', 'medical', 1)",
		3000 + PAT);
	assert_int_equal(weeks(t).v[1].reason, ABSENCE_MEDICAL);
	assert_int_equal(weeks(t).v[0].reason, ABSENCE_REASON_NONE);
}

static void the_history_shows_each_session_with_its_corrections(struct test_db *t)
{
	const struct chart_proof *may;
	struct stay_history h;

	open_world(t);
	held(t, 5101, 1, "planned", "present", 180);
	held(t, 5102, 2, "planned", "absent", 0);
	world_sql(t, "insert into attendance_correction (center_id, id, session_id, episode_id, reason, status_before, credited_before, "
				 "status_after, credited_after, corrected_by, corrected_at) values (101, 1, 5101, %d, 'Wrong person', 'absent', 0, "
				 "'present', 180, 2003, 1)",
		3000 + PAT);
	assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
	assert_ok(stay_history(t->c->tx, may, date_of(2026, 11, 23), &h));
	assert_int_equal(h.n, 1); /* the other is two weeks before */
	assert_int_equal(h.v[0].row->session_id.v, 5101);
	assert_int_equal(h.v[0].n_corrections, 1);
	assert_str(h.v[0].corrections[0].reason, "Wrong person");
	assert_str(h.v[0].corrections[0].family, "Castillo");
	assert_ok(stay_history(t->c->tx, may, date_add(h.from, -1), &h));
	assert_int_equal(h.n, 1);
	assert_int_equal(h.v[0].n_corrections, 0);
}

static struct hours_certification certification(struct test_db *t)
{
	const struct hours_rule *rule = NULL;
	const struct chart_proof *may;
	struct hours_certification now;

	assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
	assert_ok(stay_certification(t->c->tx, may, &now, &rule));
	assert_int_equal(now.status == HOURS_ORDER_STATUS_NONE, rule == NULL);
	return now;
}

static void under_medicare_the_next_certification_is_due_sixty_days_after_the_last(struct test_db *t)
{
	open_world(t);
	assert_int_equal(certification(t).status, HOURS_ORDER_STATUS_NONE);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on) "
				 "values (101, 1, 1, 'us-medicare-iop', '2026-01-01')");
	assert_int_equal(certification(t).status, HOURS_ORDER_MISSING);
	assert_int_equal(date_cmp(certification(t).due, date_of(2026, 10, 1)), 0);
	world_sql(t, "insert into certification (center_id, episode_id, certified_on, certified_by, week_min, recorded_at) "
				 "values (101, %d, '2026-10-01', 'Dr. Lee', 540, 1)",
		3000 + PAT);
	assert_int_equal(certification(t).status, HOURS_ORDER_DUE);
	assert_int_equal(date_cmp(certification(t).due, date_of(2026, 11, 30)), 0);
}

static void a_record_of_another_center_is_not_looked_at(struct test_db *t)
{
	const struct chart_proof *may;

	open_world(t);
	assert_int_equal(access_chart(world_look(t), EPISODE(SAM), &may), ERR_NOT_FOUND);
}

static const struct CMUnitTest tests[] = {
	on_both(a_stay_has_a_row_for_every_week_from_admission_to_today),
	on_both(scheduled_offered_delivered_and_billable_are_kept_apart),
	on_both(a_week_is_measured_by_the_rules_it_began_under),
	on_both(the_ledger_and_the_stay_say_the_same_of_a_week),
	on_both(the_week_of_admission_is_held_against_nobody),
	on_both(a_stay_that_ended_has_no_weeks_after_its_end),
	on_both(a_reason_for_a_short_week_stands_beside_it),
	on_both(the_history_shows_each_session_with_its_corrections),
	on_both(under_medicare_the_next_certification_is_due_sixty_days_after_the_last),
	on_both(a_record_of_another_center_is_not_looked_at),
};
TEST_GROUP(stay, tests)
