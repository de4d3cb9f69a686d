/* week_test.c - one program week, added up and judged. The week is Monday 2026-11-23 to Sunday 2026-11-29. */
#include "care/hours/hours.h"
#include "support/test.h"

static date nov(int day)
{
	return date_of(2026, 11, day);
}

static struct hours_rule adults(void)
{
	struct hours_rule r = hours_house_rule(STR("ASAM level 2.1, adults"), date_of(2024, 1, 1), 540, 1140, 0,
		(struct hours_credit_rule){HOURS_UNSAID, HOURS_UNSAID});

	r.head.code = STR("asam-adult-2.1");
	return r;
}

/* Washington's separate days, in the first four weeks. */
static struct hours_rule washington(void)
{
	struct hours_rule r = adults();

	r.head.code = STR("us-wa-deferred-prosecution");
	r.least_week_min = r.most_week_min = 0;
	r.least_days = 3;
	r.days_first_weeks = 4;
	return r;
}

static struct hours_week week_on(date today)
{
	return (struct hours_week){.start = nov(23), .today = today, .started = nov(2)};
}

static struct hours_verdict judge(const struct hours_rule *r, date today, int delivered, int ahead)
{
	struct hours_week w = week_on(today);

	w.delivered_min = delivered;
	w.ahead_min = ahead;
	return hours_judge(r, &w);
}

/* ---- adding up ---- */

static struct hours_item item(int day, int window, int credited, enum attendance status)
{
	return (struct hours_item){.day = nov(day), .kind = STR("GRP-PROC"), .window_min = window, .credited_min = credited,
		.counts = true, .billable = true, .status = status};
}

static void scheduled_offered_delivered_and_billable_are_four_different_sums(void **state)
{
	struct hours_item items[] = {
		item(23, 165, 150, ATTENDANCE_LATE),
		item(24, 165, 0, ATTENDANCE_NONE),     /* cancelled by the program */
		item(25, 60, 60, ATTENDANCE_PRESENT),  /* not billable */
		item(26, 165, 0, ATTENDANCE_NONE),     /* still to come */
		item(27, 90, 90, ATTENDANCE_PRESENT),  /* a make-up */
		item(27, 30, 30, ATTENDANCE_PRESENT),  /* a kind that does not count */
		item(30, 165, 165, ATTENDANCE_PRESENT) /* another week */
	};
	struct hours_week w = week_on(nov(25));

	(void)state;
	items[1].cancelled = true;
	items[2].billable = false;
	items[3].ahead = true;
	items[4].make_up = true;
	items[5].counts = false;
	hours_week_sum(&w, NULL, items, COUNT_OF(items));
	assert_int_equal(w.scheduled_min, 165 + 165 + 60 + 165);
	assert_int_equal(w.offered_min, 165 + 60 + 165 + 90);
	assert_int_equal(w.delivered_min, 150 + 60 + 90);
	assert_int_equal(w.billable_min, 150 + 90);
	assert_int_equal(w.ahead_min, 165);
	assert_int_equal(w.days, 3);
	assert_int_equal(w.days_ahead, 1);
}

static void a_day_with_two_sessions_is_one_day(void **state)
{
	struct hours_item items[] = {
		item(23, 60, 60, ATTENDANCE_PRESENT),
		item(23, 60, 60, ATTENDANCE_PRESENT),
		item(23, 60, 0, ATTENDANCE_NONE),
		item(25, 60, 0, ATTENDANCE_NONE),
		item(25, 60, 0, ATTENDANCE_NONE),
	};
	struct hours_week w = week_on(nov(23));

	(void)state;
	items[2].ahead = items[3].ahead = items[4].ahead = true;
	hours_week_sum(&w, NULL, items, COUNT_OF(items));
	assert_int_equal(w.days, 1);
	assert_int_equal(w.days_ahead, 1);
}

static void self_help_is_left_out_for_the_rule_that_says_so(void **state)
{
	static const str self_help[] = {{"SELFHELP", 8}};
	struct hours_rule r = washington();
	struct hours_item items[] = {item(23, 60, 60, ATTENDANCE_PRESENT), item(24, 90, 90, ATTENDANCE_PRESENT)};
	struct hours_week w = week_on(nov(25));

	(void)state;
	r.not_counted = (struct texts){self_help, 1};
	items[1].kind = STR("SELFHELP");
	hours_week_sum(&w, &r, items, 2);
	assert_int_equal(w.delivered_min, 60);
	assert_int_equal(w.days, 1);
	hours_week_sum(&w, NULL, items, 2);
	assert_int_equal(w.delivered_min, 150);
}

/* ---- minutes ---- */

static void nine_hours_are_met_at_540_minutes_and_not_at_539(void **state)
{
	struct hours_rule r = adults();

	(void)state;
	assert_int_equal(judge(&r, nov(27), 540, 0).status, HOURS_MET);
	assert_int_equal(judge(&r, nov(27), 539, 0).status, HOURS_SHORT);
	assert_int_equal(judge(&r, nov(27), 539, 0).short_min, 1);
}

static void in_the_middle_of_the_week_what_is_still_possible_decides(void **state)
{
	struct hours_rule r = adults();
	struct hours_verdict v = judge(&r, nov(25), 380, 175);

	(void)state;
	assert_int_equal(v.status, HOURS_ON_TRACK);
	assert_int_equal(v.need_min, 540);
	assert_int_equal(v.have_min, 380);
	assert_int_equal(v.projected_min, 555);
	assert_int_equal(v.short_min, 160);
	assert_int_equal(v.gap_min, 0);

	v = judge(&r, nov(25), 330, 165);
	assert_int_equal(v.status, HOURS_SHORT);
	assert_int_equal(v.short_min, 210);
	assert_int_equal(v.gap_min, 45);
}

static void when_the_week_is_over_a_shortfall_cannot_be_met_any_more(void **state)
{
	struct hours_rule r = adults();

	(void)state;
	assert_int_equal(judge(&r, nov(29), 300, 0).status, HOURS_SHORT); /* Sunday: a make-up is still possible */
	assert_int_equal(judge(&r, nov(30), 300, 0).status, HOURS_MISSED);
	assert_int_equal(judge(&r, date_of(2030, 1, 1), 300, 0).gap_min, 240);
}

static void a_week_to_come_is_on_track_when_enough_is_scheduled(void **state)
{
	struct hours_rule r = adults();

	(void)state;
	assert_int_equal(judge(&r, nov(20), 0, 660).status, HOURS_ON_TRACK);
	assert_int_equal(judge(&r, nov(20), 0, 495).status, HOURS_SHORT);
}

static void nineteen_hours_are_the_most(void **state)
{
	struct hours_rule r = adults();
	struct hours_verdict v;

	(void)state;
	assert_int_equal(judge(&r, nov(27), 1140, 0).status, HOURS_MET);
	v = judge(&r, nov(27), 1141, 0);
	assert_int_equal(v.status, HOURS_OVER);
	assert_int_equal(v.over_min, 1);
	v = judge(&r, nov(25), 700, 500);
	assert_int_equal(v.status, HOURS_HEADING_OVER);
	assert_int_equal(v.over_min, 0);
	assert_int_equal(v.projected_min, 1200);
}

static void a_rule_without_minutes_is_met_by_anything(void **state)
{
	struct hours_rule r = adults();

	(void)state;
	r.least_week_min = r.most_week_min = 0;
	assert_int_equal(judge(&r, nov(30), 0, 0).status, HOURS_MET);
	assert_int_equal(judge(&r, nov(30), 5000, 0).status, HOURS_MET);
}

static void a_week_joined_or_left_part_way_is_not_held_against_anyone(void **state)
{
	struct hours_rule r = adults();
	struct hours_week w = week_on(nov(30));

	(void)state;
	w.delivered_min = 330;
	w.started = nov(24);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_PART_WEEK);
	w.delivered_min = 540;
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MET);
	w.delivered_min = 330;
	w.started = nov(23);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MISSED);
	w.ended = nov(28);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_PART_WEEK);
	w.ended = nov(29);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MISSED);
	w.started = nov(24);
	w.delivered_min = 1200;
	assert_int_equal(hours_judge(&r, &w).status, HOURS_OVER);
}

/* ---- days ---- */

static enum hours_status days_status(date start, date today, int days, int ahead)
{
	struct hours_rule r = washington();
	struct hours_week w = {.start = start, .today = today, .started = nov(2), .days = days, .days_ahead = ahead};

	return hours_judge(&r, &w).status;
}

static void washington_asks_for_three_separate_days_in_the_first_four_weeks(void **state)
{
	(void)state;
	assert_int_equal(days_status(nov(2), nov(9), 3, 0), HOURS_MET);
	assert_int_equal(days_status(nov(2), nov(9), 2, 0), HOURS_MISSED);
	assert_int_equal(days_status(nov(23), nov(30), 2, 0), HOURS_MISSED);
	assert_int_equal(days_status(nov(30), date_of(2026, 12, 7), 1, 0), HOURS_MET); /* the fifth week */
}

static void a_week_that_touches_the_first_four_weeks_is_asked_for_its_days(void **state)
{
	struct hours_rule r = washington();
	struct hours_week w = {.start = nov(30), .today = date_of(2026, 12, 7), .started = nov(5), .days = 2};

	(void)state;
	/* admitted on a Thursday: the 28 days reach to Wednesday the 2nd of December */
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MISSED);
	w.started = nov(2);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MET);
}

static void days_are_missed_as_soon_as_too_few_remain_in_the_week(void **state)
{
	(void)state;
	assert_int_equal(days_status(nov(23), nov(25), 1, 2), HOURS_ON_TRACK);
	assert_int_equal(days_status(nov(23), nov(27), 1, 1), HOURS_SHORT);
	assert_int_equal(days_status(nov(23), nov(28), 1, 1), HOURS_SHORT);
	assert_int_equal(days_status(nov(23), nov(29), 1, 1), HOURS_MISSED);
}

static void minutes_and_days_are_both_asked_and_the_worse_counts(void **state)
{
	struct hours_rule r = washington();
	struct hours_week w = week_on(nov(30));
	struct hours_verdict v;

	(void)state;
	r.least_week_min = 360;
	w.delivered_min = 400;
	w.days = 2;
	v = hours_judge(&r, &w);
	assert_int_equal(v.status, HOURS_MISSED);
	assert_int_equal(v.short_min, 0);
	assert_int_equal(v.short_days, 1);
	assert_int_equal(v.gap_days, 1);
}

/* ---- orders ---- */

static void what_the_physician_ordered_is_what_the_week_needs(void **state)
{
	struct hours_rule r = adults();
	struct hours_week w = week_on(nov(30));

	(void)state;
	r.least_week_min = r.most_week_min = 0;
	r.ordered_week_min = 540;
	w.delivered_min = 600;
	w.ordered_week_min = 720;
	assert_int_equal(hours_judge(&r, &w).need_min, 720);
	assert_int_equal(hours_judge(&r, &w).gap_min, 120);
	assert_true(hours_judge(&r, &w).by_order);
	w.ordered_week_min = 0; /* nothing ordered yet: at least what must be ordered */
	assert_int_equal(hours_judge(&r, &w).need_min, 540);
	assert_int_equal(hours_judge(&r, &w).status, HOURS_MET);
}

/* ---- the strictest ---- */

static void the_largest_gap_is_named_first(void **state)
{
	struct hours_rule nine = adults(), house = adults();
	struct hours_verdict v[2];

	(void)state;
	house.head.code = STR("house");
	house.least_week_min = 600;
	v[0] = judge(&nine, nov(25), 300, 165);
	v[1] = judge(&house, nov(25), 300, 165);
	assert_ptr_equal(hours_strictest(v, 2)->rule, &house);
	assert_int_equal(hours_strictest(v, 2)->gap_min, 135);
	v[0] = judge(&nine, nov(25), 700, 0);
	v[1] = judge(&house, nov(25), 700, 0);
	assert_ptr_equal(hours_strictest(v, 2)->rule, &house); /* both met: the larger need */
	assert_null(hours_strictest(v, 0));
}

static void a_rule_that_is_broken_comes_before_one_that_only_needs_more(void **state)
{
	struct hours_rule many = adults(), days = washington();
	struct hours_week w = week_on(nov(29));
	struct hours_verdict v[2];

	(void)state;
	w.delivered_min = 400;
	w.ahead_min = 200;
	w.days = 1;
	w.days_ahead = 1;
	v[0] = hours_judge(&many, &w);
	v[1] = hours_judge(&days, &w);
	assert_int_equal(v[0].status, HOURS_ON_TRACK);
	assert_ptr_equal(hours_strictest(v, 2)->rule, &days);
}

static void of_two_rules_that_miss_days_the_one_that_misses_more_comes_first(void **state)
{
	struct hours_rule three = washington(), five = washington();
	struct hours_week w = week_on(nov(30));
	struct hours_verdict v[2];

	(void)state;
	five.least_days = 5;
	w.days = 2;
	v[0] = hours_judge(&three, &w);
	v[1] = hours_judge(&five, &w);
	assert_ptr_equal(hours_strictest(v, 2)->rule, &five);
}

/* ---- causes ---- */

static void every_missing_minute_has_a_cause_and_the_largest_is_named(void **state)
{
	struct hours_rule r = adults();
	struct hours_item items[] = {
		item(23, 165, 0, ATTENDANCE_EXCUSED),
		item(24, 120, 0, ATTENDANCE_NO_SHOW),
		item(25, 60, 40, ATTENDANCE_LATE),
		item(26, 45, 0, ATTENDANCE_NONE),
		item(26, 45, 0, ATTENDANCE_NONE),
		item(27, 30, 0, ATTENDANCE_NONE),
		item(27, 60, 0, ATTENDANCE_MADE_UP),
	};
	struct hours_week w = week_on(nov(27));
	int out[HOURS_CAUSES];

	(void)state;
	items[0].reason = ABSENCE_MEDICAL;
	items[4].cancelled = true;
	items[5].ahead = true;
	hours_week_sum(&w, &r, items, COUNT_OF(items));
	assert_int_equal(w.scheduled_min, 525);
	assert_int_equal(hours_causes_of(&w, &r, 540, items, COUNT_OF(items), out), HOURS_CAUSE_EXCUSED);
	assert_int_equal(out[HOURS_CAUSE_NOT_SCHEDULED], 15);
	assert_int_equal(out[HOURS_CAUSE_EXCUSED], 165);
	assert_int_equal(out[HOURS_CAUSE_ABSENT], 120);
	assert_int_equal(out[HOURS_CAUSE_PARTIAL], 20);
	assert_int_equal(out[HOURS_CAUSE_NOT_RECORDED], 45);
	assert_int_equal(out[HOURS_CAUSE_CANCELLED], 45);
	assert_int_equal(out[HOURS_CAUSE_STEP_DOWN], 0);
}

static void stepping_down_and_closing_are_causes_of_their_own(void **state)
{
	struct hours_rule r = adults();
	struct hours_item items[] = {item(23, 300, 0, ATTENDANCE_EXCUSED), item(24, 240, 0, ATTENDANCE_EXCUSED)};
	struct hours_week w = week_on(nov(27));
	int out[HOURS_CAUSES];

	(void)state;
	items[0].reason = ABSENCE_STEP_DOWN;
	items[1].reason = ABSENCE_PROGRAM_CLOSED;
	hours_week_sum(&w, &r, items, 2);
	assert_int_equal(hours_causes_of(&w, &r, 540, items, 2, out), HOURS_CAUSE_STEP_DOWN);
	assert_int_equal(out[HOURS_CAUSE_CANCELLED], 240);
	items[0] = item(23, 540, 540, ATTENDANCE_PRESENT);
	hours_week_sum(&w, &r, items, 1);
	assert_int_equal(hours_causes_of(&w, &r, 540, items, 1, out), HOURS_CAUSE_NONE);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(scheduled_offered_delivered_and_billable_are_four_different_sums),
	cmocka_unit_test(a_day_with_two_sessions_is_one_day),
	cmocka_unit_test(self_help_is_left_out_for_the_rule_that_says_so),
	cmocka_unit_test(nine_hours_are_met_at_540_minutes_and_not_at_539),
	cmocka_unit_test(in_the_middle_of_the_week_what_is_still_possible_decides),
	cmocka_unit_test(when_the_week_is_over_a_shortfall_cannot_be_met_any_more),
	cmocka_unit_test(a_week_to_come_is_on_track_when_enough_is_scheduled),
	cmocka_unit_test(nineteen_hours_are_the_most),
	cmocka_unit_test(a_rule_without_minutes_is_met_by_anything),
	cmocka_unit_test(a_week_joined_or_left_part_way_is_not_held_against_anyone),
	cmocka_unit_test(washington_asks_for_three_separate_days_in_the_first_four_weeks),
	cmocka_unit_test(a_week_that_touches_the_first_four_weeks_is_asked_for_its_days),
	cmocka_unit_test(days_are_missed_as_soon_as_too_few_remain_in_the_week),
	cmocka_unit_test(minutes_and_days_are_both_asked_and_the_worse_counts),
	cmocka_unit_test(what_the_physician_ordered_is_what_the_week_needs),
	cmocka_unit_test(the_largest_gap_is_named_first),
	cmocka_unit_test(a_rule_that_is_broken_comes_before_one_that_only_needs_more),
	cmocka_unit_test(of_two_rules_that_miss_days_the_one_that_misses_more_comes_first),
	cmocka_unit_test(every_missing_minute_has_a_cause_and_the_largest_is_named),
	cmocka_unit_test(stepping_down_and_closing_are_causes_of_their_own),
};
TEST_GROUP(hours_week, tests)
