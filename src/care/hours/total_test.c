/* total_test.c - Washington's 72 hours in 12 weeks, Medicare's order every 60 days. */
#include "care/hours/hours.h"
#include "support/test.h"

static const struct hours_rule washington = {.total_min = 72 * 60, .total_weeks = 12, .most_age = HOURS_ANY_AGE};
static const struct hours_rule medicare = {.ordered_week_min = 540, .recertify_days = 60, .most_age = HOURS_ANY_AGE};

static date sep(int day)
{
	return date_add(date_of(2026, 9, 1), day - 1);
}

static struct hours_total total(date today, int delivered, int planned, date planned_to, int usual)
{
	struct hours_day one = {sep(8), delivered};

	return hours_total_of(&washington, sep(7), today, &one, 1, planned, planned_to, usual);
}

static void twelve_weeks_are_eighty_four_days_from_the_first(void **state)
{
	struct hours_total t = total(sep(7), 0, 0, sep(7), 0);

	(void)state;
	assert_int_equal(date_diff(t.to, t.from), 83);
	assert_int_equal(t.weeks_left, 12);
	assert_int_equal(t.need_min, 4320);
	assert_int_equal(t.pace_min, 360);
}

static void seventy_two_hours_are_met_at_4320_minutes_and_not_before(void **state)
{
	(void)state;
	assert_int_equal(total(sep(30), 4320, 0, sep(30), 0).status, HOURS_MET);
	assert_int_equal(total(sep(30), 4319, 0, sep(30), 0).status, HOURS_SHORT);
	assert_int_equal(total(sep(30), 4319, 1, sep(30), 0).status, HOURS_ON_TRACK);
}

static void only_days_inside_the_twelve_weeks_count(void **state)
{
	struct hours_day days[] = {
		{sep(6), 1000}, /* the day before */
		{sep(7), 2000},
		{date_add(sep(7), 83), 2319},
		{date_add(sep(7), 84), 1000}, /* the day after */
	};
	struct hours_total t = hours_total_of(&washington, sep(7), date_add(sep(7), 90), days, COUNT_OF(days), 0, (date){0}, 0);

	(void)state;
	assert_int_equal(t.have_min, 4319);
	assert_int_equal(t.short_min, 1);
	assert_int_equal(t.status, HOURS_MISSED);
	assert_int_equal(t.weeks_left, 0);
	assert_int_equal(t.pace_min, 0);
}

static void on_the_last_day_it_can_still_be_met(void **state)
{
	date last = date_add(sep(7), 83);

	(void)state;
	assert_int_equal(total(last, 4200, 120, last, 0).status, HOURS_ON_TRACK);
	assert_int_equal(total(last, 4200, 120, last, 0).weeks_left, 1);
	assert_int_equal(total(date_add(last, 1), 4200, 120, last, 0).status, HOURS_MISSED);
}

static void beyond_the_dated_sessions_the_usual_week_goes_on(void **state)
{
	/* after 2 weeks: 1000 minutes; dated sessions for 2 more weeks: 1000; then 8 weeks of 300 */
	date planned_to = date_add(sep(7), 27);
	struct hours_total t = total(date_add(sep(7), 14), 1000, 1000, planned_to, 300);

	(void)state;
	assert_int_equal(t.projected_min, 1000 + 1000 + 8 * 300);
	assert_int_equal(t.status, HOURS_ON_TRACK);
	assert_int_equal(t.weeks_left, 10);
	assert_int_equal(t.pace_min, 332);
	t = total(date_add(sep(7), 14), 901, 1000, planned_to, 300);
	assert_int_equal(t.status, HOURS_SHORT);
	assert_int_equal(t.gap_min, 19);
	assert_int_equal(t.pace_min, 342); /* 341.9 a week would not do */
}

static void without_dated_sessions_the_usual_week_starts_today(void **state)
{
	struct hours_total t = total(date_add(sep(7), 42), 2000, 0, (date){0}, 420);

	(void)state;
	assert_int_equal(t.projected_min, 2000 + 6 * 420);
}

static void sessions_planned_past_the_end_do_not_lengthen_the_usual_weeks(void **state)
{
	struct hours_total t = total(date_add(sep(7), 42), 2000, 700, date_add(sep(7), 100), 420);

	(void)state;
	assert_int_equal(t.projected_min, 2700);
}

static void before_the_first_day_all_twelve_weeks_are_left(void **state)
{
	struct hours_total t = total(sep(1), 0, 0, (date){0}, 0);

	(void)state;
	assert_int_equal(t.weeks_left, 12);
	assert_int_equal(t.status, HOURS_SHORT);
}

static void a_rule_without_a_total_has_no_status(void **state)
{
	(void)state;
	assert_int_equal(hours_total_of(&medicare, sep(7), sep(8), NULL, 0, 0, (date){0}, 0).status, HOURS_STATUS_NONE);
}

/* ---- orders ---- */

static struct hours_certification certified(date today, const struct hours_order *orders, size_t n)
{
	return hours_certification_of(&medicare, sep(1), today, orders, n, 7);
}

static void without_an_order_certification_is_due_on_the_first_day(void **state)
{
	struct hours_certification c = certified(sep(3), NULL, 0);

	(void)state;
	assert_int_equal(c.status, HOURS_ORDER_MISSING);
	assert_int_equal(date_cmp(c.due, sep(1)), 0);
	assert_int_equal(c.days_left, -2);
	assert_int_equal(c.ordered_week_min, 0);
}

static void an_order_holds_for_sixty_days_and_lapses_on_the_sixty_first(void **state)
{
	static struct hours_order order;

	(void)state;
	order = (struct hours_order){sep(1), 540};
	assert_int_equal(date_cmp(certified(sep(1), &order, 1).due, date_of(2026, 10, 31)), 0);
	assert_int_equal(certified(date_of(2026, 10, 23), &order, 1).status, HOURS_ORDER_CURRENT);
	assert_int_equal(certified(date_of(2026, 10, 24), &order, 1).status, HOURS_ORDER_DUE);
	assert_int_equal(certified(date_of(2026, 10, 31), &order, 1).status, HOURS_ORDER_DUE);
	assert_int_equal(certified(date_of(2026, 11, 1), &order, 1).status, HOURS_ORDER_LAPSED);
	assert_int_equal(certified(date_of(2026, 11, 1), &order, 1).days_left, -1);
}

static void the_newest_order_that_was_made_by_then_counts(void **state)
{
	struct hours_order orders[] = {{sep(50), 600}, {sep(1), 540}, {sep(100), 720}};

	(void)state;
	assert_int_equal(certified(sep(49), orders, 3).ordered_week_min, 540);
	assert_int_equal(certified(sep(50), orders, 3).ordered_week_min, 600);
	assert_int_equal(date_cmp(certified(sep(60), orders, 3).due, date_add(sep(50), 60)), 0);
}

static void an_order_of_less_than_nine_hours_is_named(void **state)
{
	struct hours_order order = {sep(1), 539};

	(void)state;
	assert_int_equal(certified(sep(2), &order, 1).status, HOURS_ORDER_TOO_LITTLE);
	assert_int_equal(certified(sep(2), &order, 1).need_week_min, 540);
}

static void a_rule_without_orders_asks_for_none(void **state)
{
	(void)state;
	assert_int_equal(hours_certification_of(&washington, sep(1), sep(2), NULL, 0, 7).status, HOURS_ORDER_STATUS_NONE);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(twelve_weeks_are_eighty_four_days_from_the_first),
	cmocka_unit_test(seventy_two_hours_are_met_at_4320_minutes_and_not_before),
	cmocka_unit_test(only_days_inside_the_twelve_weeks_count),
	cmocka_unit_test(on_the_last_day_it_can_still_be_met),
	cmocka_unit_test(beyond_the_dated_sessions_the_usual_week_goes_on),
	cmocka_unit_test(without_dated_sessions_the_usual_week_starts_today),
	cmocka_unit_test(sessions_planned_past_the_end_do_not_lengthen_the_usual_weeks),
	cmocka_unit_test(before_the_first_day_all_twelve_weeks_are_left),
	cmocka_unit_test(a_rule_without_a_total_has_no_status),
	cmocka_unit_test(without_an_order_certification_is_due_on_the_first_day),
	cmocka_unit_test(an_order_holds_for_sixty_days_and_lapses_on_the_sixty_first),
	cmocka_unit_test(the_newest_order_that_was_made_by_then_counts),
	cmocka_unit_test(an_order_of_less_than_nine_hours_is_named),
	cmocka_unit_test(a_rule_without_orders_asks_for_none),
};
TEST_GROUP(hours_total, tests)
