/* show_test.c - what a person reads. */
#include "support/test.h"
#include "web/show.h"

static void hours_are_words_first(void **state)
{
	(void)state;
	assert_string_equal(show_hours(380).s, "6 h 20");
	assert_string_equal(show_hours(245).s, "4 h 05");
	assert_string_equal(show_hours(540).s, "9 h");
	assert_string_equal(show_hours(45).s, "45 min");
	assert_string_equal(show_hours(0).s, "0 h");
}

static void a_span_names_the_half_day_once_when_it_is_the_same(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	assert_string_equal(show_span(c, c->now, (instant){c->now.ms + 75 * MS_PER_MINUTE}).s, "6:00 to 7:15 pm");
	assert_string_equal(show_span(c, (instant){c->now.ms - 390 * MS_PER_MINUTE}, (instant){c->now.ms - 300 * MS_PER_MINUTE}).s,
		"11:30 am to 1:00 pm");
	test_ctx_free(c);
}

static void days_are_named_and_none_is_empty(void **state)
{
	date d = date_of(2026, 11, 23);

	(void)state;
	assert_string_equal(show_day(d).s, "Monday 23 November");
	assert_string_equal(show_day_short(d).s, "Mon 23 Nov");
	assert_string_equal(show_day_year(d).s, "23 November 2026");
	assert_string_equal(show_day((date){0}).s, "");
}

static void a_share_stays_between_nothing_and_all(void **state)
{
	(void)state;
	assert_string_equal(show_percent(550, 540).s, "100%");
	assert_string_equal(show_percent(270, 540).s, "50%");
	assert_string_equal(show_percent(1, 0).s, "0%");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(hours_are_words_first),
	cmocka_unit_test(a_span_names_the_half_day_once_when_it_is_the_same),
	cmocka_unit_test(days_are_named_and_none_is_empty),
	cmocka_unit_test(a_share_stays_between_nothing_and_all),
};
TEST_GROUP(show, tests)
