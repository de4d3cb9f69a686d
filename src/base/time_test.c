/* time_test.c - the calendar against days that are known, RFC 3339, and times as people type them. */
#include "support/test.h"

#include "base/time.h"

static void known_days_have_their_numbers_and_weekdays(void **state)
{
	(void)state;
	assert_int_equal(date_of(1, 1, 1).day, 1);
	assert_int_equal(date_of(1970, 1, 1).day, 719163);
	assert_int_equal(date_of(9999, 12, 31).day, 3652059);
	assert_int_equal(date_weekday(date_of(1970, 1, 1)), THURSDAY);
	assert_int_equal(date_weekday(date_of(1969, 7, 20)), SUNDAY);
	assert_int_equal(date_weekday(date_of(2000, 2, 29)), TUESDAY);
	assert_int_equal(date_weekday(date_of(2026, 11, 23)), MONDAY);
}

static void every_day_of_ten_thousand_years_comes_back_from_its_parts(void **state)
{
	int year, month, day, days = 0;

	(void)state;
	for (int32_t n = 1; n <= 3652059; n++) {
		date_parts((date){n}, &year, &month, &day);
		days += date_of(year, month, day).day == n;
	}
	assert_int_equal(days, 3652059);
	date_parts((date){3652060}, &year, &month, &day);
	assert_int_equal(year, 0);
}

static void days_that_do_not_exist_are_none(void **state)
{
	(void)state;
	assert_true(date_none(date_of(2025, 2, 29)));
	assert_true(date_none(date_of(1900, 2, 29)));
	assert_false(date_none(date_of(2000, 2, 29)));
	assert_true(date_none(date_of(2026, 4, 31)));
	assert_true(date_none(date_of(2026, 13, 1)));
	assert_true(date_none(date_of(2026, 0, 1)));
	assert_true(date_none(date_of(0, 1, 1)));
	assert_true(date_none(date_of(10000, 1, 1)));
	assert_true(date_none(date_add(date_of(9999, 12, 31), 1)));
	assert_true(date_none(date_add((date){0}, 5)));
}

static void adding_days_crosses_months_and_leap_days(void **state)
{
	(void)state;
	assert_string_equal(date_show(date_add(date_of(2024, 2, 28), 1)).s, "2024-02-29");
	assert_string_equal(date_show(date_add(date_of(2026, 1, 1), -1)).s, "2025-12-31");
	assert_int_equal(date_diff(date_of(2026, 3, 1), date_of(2026, 2, 1)), 28);
	assert_int_equal(date_cmp(date_of(2026, 3, 1), date_of(2026, 2, 1)), 1);
	assert_int_equal(date_cmp((date){0}, date_of(2026, 2, 1)), -1);
}

static void weeks_start_on_the_day_the_organization_says(void **state)
{
	(void)state;
	assert_string_equal(date_show(date_week_start(date_of(2026, 11, 29), MONDAY)).s, "2026-11-23");
	assert_string_equal(date_show(date_week_start(date_of(2026, 11, 29), SUNDAY)).s, "2026-11-29");
	assert_string_equal(date_show(date_week_start(date_of(2026, 11, 28), SUNDAY)).s, "2026-11-22");
	assert_string_equal(date_show(date_week_start(date_of(2026, 11, 23), MONDAY)).s, "2026-11-23");
}

static void a_leap_day_child_grows_older_on_the_first_of_march(void **state)
{
	date birth = date_of(2008, 2, 29);

	(void)state;
	assert_int_equal(date_age(birth, date_of(2026, 2, 28)), 17);
	assert_int_equal(date_age(birth, date_of(2026, 3, 1)), 18);
	assert_int_equal(date_age(birth, date_of(2028, 2, 28)), 19);
	assert_int_equal(date_age(birth, date_of(2028, 2, 29)), 20);
	assert_int_equal(date_age(date_of(2008, 11, 23), date_of(2026, 11, 22)), 17);
	assert_int_equal(date_age(date_of(2008, 11, 23), date_of(2026, 11, 23)), 18);
}

static void dates_are_read_in_one_form_only(void **state)
{
	static const char *const bad[] = {"", "2026-2-03", "2026-02-30", "2026-02-03 ", "26-02-03", "02/03/2026", "2026-02-03T"};
	date d;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(date_read(str_of(bad[i]), &d));
	assert_true(date_read(STR("2026-02-03"), &d));
	assert_int_equal(d.day, date_of(2026, 2, 3).day);
	assert_string_equal(date_show((date){0}).s, "");
	assert_string_equal(date_show(date_of(7, 1, 9)).s, "0007-01-09");
}

static void an_instant_is_shown_in_utc_with_milliseconds(void **state)
{
	(void)state;
	assert_string_equal(instant_show((instant){1795456800123}).s, "2026-11-23T18:00:00.123Z");
	assert_string_equal(instant_show((instant){-1}).s, "1969-12-31T23:59:59.999Z");
	assert_string_equal(instant_show((instant){0}).s, "");
	assert_string_equal(instant_show((instant){INT64_MAX}).s, "");
	assert_string_equal(instant_show((instant){INT64_MIN}).s, "");
}

static void instants_are_read_with_any_offset_and_fraction(void **state)
{
	static const struct {
		const char *text;
		const char *same;
	} good[] = {
		{"2026-11-23T18:00:00Z", "2026-11-23T18:00:00.000Z"},
		{"2026-11-23t13:00:00.5-05:00", "2026-11-23T18:00:00.500Z"},
		{"2026-11-23 23:30:00.1239+05:30", "2026-11-23T18:00:00.123Z"},
		{"2026-12-31T23:59:59.999-00:30", "2027-01-01T00:29:59.999Z"},
		{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
		{"2016-12-31T18:59:60-05:00", "2017-01-01T00:00:00.000Z"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		instant t;

		assert_true(instant_read(str_of(good[i].text), &t));
		assert_string_equal(instant_show(t).s, good[i].same);
	}
}

static void what_is_not_an_instant_is_refused(void **state)
{
	static const char *const bad[] = {
		"", "2026-11-23", "2026-11-23T18:00Z", "2026-11-23T18:00:00", "2026-11-23T24:00:00Z", "2026-11-23T18:60:00Z",
		"2026-11-23T18:00:60Z", "2026-11-23T18:00:00.Z", "2026-11-23T18:00:00+0500", "2026-11-23T18:00:00+24:00",
		"2026-02-29T18:00:00Z", "2026-11-23T18:00:00Zx", "2016-12-31T23:59:60.5Z",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		instant t = {7};

		assert_false(instant_read(str_of(bad[i]), &t));
		assert_int_equal(t.ms, 7);
	}
}

static void the_clocks_move_forward_from_a_plausible_now(void **state)
{
	int64_t before = monotonic_ns();
	int year, month, day, ms;

	(void)state;
	date_parts(instant_day(instant_now(), &ms), &year, &month, &day);
	assert_true(year >= 2020 && year < 2200);
	assert_true(monotonic_ns() >= before);
}

static void times_are_read_as_people_type_them(void **state)
{
	static const struct {
		const char *text;
		int minute;
	} good[] = {
		{"18:05", 1085}, {"0:00", 0}, {"23:59", 1439}, {"9:30", 570}, {"930", 570}, {"0930", 570}, {"1830", 1110},
		{"9am", 540}, {"9 AM", 540}, {"9p", 1260}, {"12am", 0}, {"12pm", 720}, {"12:30 a.m.", 30}, {"6:15 p.m.", 1095},
		{" 6:15pm ", 1095}, {"615 pm", 1095},
	};
	static const char *const bad[] = {"", "9", "18", "24:00", "9:60", "9:5", "13pm", "0am", "9:30:00", "12345", "am", "9xm",
	                                  "-9:00", "9:", "9 30", "960"};
	int minute;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		assert_true(minute_read(str_of(good[i].text), &minute));
		assert_int_equal(minute, good[i].minute);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(minute_read(str_of(bad[i]), &minute));
}

static void a_minute_is_shown_as_the_browser_wants_it(void **state)
{
	(void)state;
	assert_string_equal(minute_show(1085).s, "18:05");
	assert_string_equal(minute_show(0).s, "00:00");
	assert_string_equal(minute_show(1440).s, "");
	assert_string_equal(minute_show(-1).s, "");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(known_days_have_their_numbers_and_weekdays),
	cmocka_unit_test(every_day_of_ten_thousand_years_comes_back_from_its_parts),
	cmocka_unit_test(days_that_do_not_exist_are_none),
	cmocka_unit_test(adding_days_crosses_months_and_leap_days),
	cmocka_unit_test(weeks_start_on_the_day_the_organization_says),
	cmocka_unit_test(a_leap_day_child_grows_older_on_the_first_of_march),
	cmocka_unit_test(dates_are_read_in_one_form_only),
	cmocka_unit_test(an_instant_is_shown_in_utc_with_milliseconds),
	cmocka_unit_test(instants_are_read_with_any_offset_and_fraction),
	cmocka_unit_test(what_is_not_an_instant_is_refused),
	cmocka_unit_test(the_clocks_move_forward_from_a_plausible_now),
	cmocka_unit_test(times_are_read_as_people_type_them),
	cmocka_unit_test(a_minute_is_shown_as_the_browser_wants_it),
};
TEST_GROUP(time, tests)
