/* zone_test.c - wall clocks of real zones, also in years no table knows, and zone files that are broken. */
#include "support/test.h"

#include <pthread.h>

#include "base/time.h"
#include "base/tzif.h"

static const struct zone *zone(const char *name)
{
	const struct zone *z = zone_find(str_of(name));

	assert_non_null(z);
	return z;
}

static instant at(const char *text)
{
	instant t;

	assert_true(instant_read(str_of(text), &t));
	return t;
}

static void assert_wall(const char *zone_text, const char *instant_text, const char *day, const char *clock, int offset_h)
{
	struct wall w = zone_wall(zone(zone_text), at(instant_text));

	assert_string_equal(date_show(w.day).s, day);
	assert_string_equal(minute_show(w.minute).s, clock);
	assert_int_equal(w.offset_s, offset_h * 3600);
}

static void assert_instant(const char *zone_text, date day, const char *clock, const char *expected)
{
	int minute;

	assert_true(minute_read(str_of(clock), &minute));
	assert_string_equal(instant_show(zone_instant(zone(zone_text), day, minute)).s, expected);
}

static void new_york_changes_its_clocks_on_the_second_sunday_of_march_and_the_first_of_november(void **state)
{
	(void)state;
	assert_wall("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08", "01:59", -5);
	assert_wall("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08", "03:00", -4);
	assert_wall("America/New_York", "2026-11-01T05:59:59Z", "2026-11-01", "01:59", -4);
	assert_wall("America/New_York", "2026-11-01T06:00:00Z", "2026-11-01", "01:00", -5);
	assert_wall("America/New_York", "2026-11-24T02:30:15Z", "2026-11-23", "21:30", -5);
	assert_int_equal(zone_wall(zone("America/New_York"), at("2026-11-24T02:30:15Z")).second, 15);
}

static void a_time_that_spring_skips_is_the_same_distance_after_the_jump(void **state)
{
	(void)state;
	assert_instant("America/New_York", date_of(2026, 3, 8), "01:59", "2026-03-08T06:59:00.000Z");
	assert_instant("America/New_York", date_of(2026, 3, 8), "02:00", "2026-03-08T07:00:00.000Z");
	assert_instant("America/New_York", date_of(2026, 3, 8), "02:30", "2026-03-08T07:30:00.000Z");
	assert_instant("America/New_York", date_of(2026, 3, 8), "03:00", "2026-03-08T07:00:00.000Z");
}

static void a_time_that_autumn_shows_twice_is_the_first(void **state)
{
	(void)state;
	assert_instant("America/New_York", date_of(2026, 11, 1), "00:59", "2026-11-01T04:59:00.000Z");
	assert_instant("America/New_York", date_of(2026, 11, 1), "01:30", "2026-11-01T05:30:00.000Z");
	assert_instant("America/New_York", date_of(2026, 11, 1), "02:00", "2026-11-01T07:00:00.000Z");
}

static void phoenix_keeps_its_clocks(void **state)
{
	(void)state;
	assert_wall("America/Phoenix", "2026-03-08T09:30:00Z", "2026-03-08", "02:30", -7);
	assert_wall("America/Phoenix", "2026-07-01T07:00:00Z", "2026-07-01", "00:00", -7);
	assert_wall("America/Phoenix", "2126-07-01T06:59:00Z", "2126-06-30", "23:59", -7);
	assert_instant("America/Phoenix", date_of(2026, 3, 8), "02:30", "2026-03-08T09:30:00.000Z");
}

static void years_after_the_table_follow_the_footer(void **state)
{
	(void)state;
	/* 2150: March 8 and November 1 are Sundays */
	assert_wall("America/New_York", "2150-03-08T06:59:59Z", "2150-03-08", "01:59", -5);
	assert_wall("America/New_York", "2150-03-08T07:00:00Z", "2150-03-08", "03:00", -4);
	assert_wall("America/New_York", "2150-11-01T05:59:59Z", "2150-11-01", "01:59", -4);
	assert_wall("America/New_York", "2150-11-01T06:00:00Z", "2150-11-01", "01:00", -5);
	assert_instant("America/New_York", date_of(2150, 3, 8), "02:30", "2150-03-08T07:30:00.000Z");
	/* the southern summer runs over the end of the year */
	assert_wall("Australia/Sydney", "2150-01-15T00:00:00Z", "2150-01-15", "11:00", 11);
	assert_wall("Australia/Sydney", "2150-07-15T00:00:00Z", "2150-07-15", "10:00", 10);
	assert_wall("Pacific/Honolulu", "9999-12-31T00:00:00Z", "9999-12-30", "14:00", -10);
}

static void years_before_the_table_have_the_first_offset_on_record(void **state)
{
	struct wall w = zone_wall(zone("America/New_York"), at("1800-01-01T12:00:00Z"));

	(void)state;
	assert_int_equal(w.offset_s, -(4 * 3600 + 56 * 60 + 2)); /* the sun's time in New York */
	assert_int_equal(w.second, 58);
}

static void a_day_that_a_zone_left_out_is_passed_over(void **state)
{
	(void)state;
	assert_instant("Pacific/Apia", date_of(2011, 12, 30), "12:00", "2011-12-30T22:00:00.000Z");
	assert_wall("Pacific/Apia", "2011-12-30T22:00:00Z", "2011-12-31", "12:00", 14);
}

/* Every minute around both changes of a century: what the clock shows leads back to an instant that shows the same. */
static void the_instant_of_a_wall_time_shows_that_wall_time(void **state)
{
	const struct zone *z = zone("America/New_York");
	int wrong = 0;

	(void)state;
	for (int year = 1971; year < 2071; year++) {
		for (int half = 0; half < 4; half++) {
			date day = date_of(year, half < 2 ? 3 : 11, half % 2 ? 8 : 1);

			for (int minute = 0; minute < 1440; minute += 15) {
				struct wall w = zone_wall(z, zone_instant(z, day, minute));
				bool skipped = w.minute == minute + 60 && date_weekday(day) == SUNDAY;

				wrong += w.day.day != day.day || (w.minute != minute && !skipped);
			}
		}
	}
	assert_int_equal(wrong, 0);
}

static void names_that_are_no_zone_are_refused(void **state)
{
	static const char *const bad[] = {"", "America/Nowhere", "../../../etc/passwd", "/etc/localtime", "zone1970.tab",
	                                  "America", "America/New York", "America/New_York\n", "right/UTC"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_null(zone_find(str_of(bad[i])));
	assert_null(zone_find(STR_NONE));
	assert_null(zone_find(STR("America/New_York\0x")));
}

static void utc_needs_no_file_and_a_zone_is_read_once(void **state)
{
	(void)state;
	assert_string_equal(zone_name(zone("UTC")), "UTC");
	assert_ptr_equal(zone("America/Chicago"), zone("America/Chicago"));
	assert_wall("UTC", "2026-07-01T12:34:00Z", "2026-07-01", "12:34", 0);
	assert_true(date_none(zone_day(zone("UTC"), (instant){0})));
	assert_true(date_none(zone_day(zone("UTC"), (instant){INT64_MAX})));
	assert_true(instant_none(zone_instant(zone("UTC"), (date){0}, 60)));
}

static void *find_zones(void *arg)
{
	static const char *const names[] = {"America/Denver", "America/Boise", "America/Anchorage", "America/Detroit"};
	const struct zone **found = arg;

	for (size_t i = 0; i < COUNT_OF(names); i++)
		found[i] = zone_find(str_of(names[i]));
	return NULL;
}

static void threads_that_ask_together_get_the_same_zone(void **state)
{
	const struct zone *found[8][4];
	pthread_t threads[8];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, find_zones, found[i]), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		for (size_t k = 0; k < 4; k++) {
			assert_non_null(found[i][k]);
			assert_ptr_equal(found[i][k], found[0][k]);
		}
}

static void the_choices_are_american_zones_that_can_all_be_read(void **state)
{
	bool phoenix = false, guam = false, berlin = false;
	const char *const *names;
	size_t n;

	(void)state;
	names = zone_choices(&n);
	assert_true(n > 10 && n < 60);
	assert_string_equal(names[n - 1], "UTC");
	for (size_t i = 0; i < n; i++) {
		assert_non_null(zone_find(str_of(names[i])));
		phoenix |= !strcmp(names[i], "America/Phoenix");
		guam |= !strcmp(names[i], "Pacific/Guam");
		berlin |= !strcmp(names[i], "Europe/Berlin");
	}
	assert_true(phoenix && guam && !berlin);
}

/* Offset at noon UTC of a day by the rule alone. */
static int32_t rule_at(const char *rule, int year, int month, int day)
{
	struct tzif z = {0};

	assert_true(tzif_rule(&z, str_of(rule)));
	return tzif_offset(&z, instant_at(date_of(year, month, day), 12 * MS_PER_HOUR).ms / 1000);
}

static void rules_of_every_kind_are_followed(void **state)
{
	(void)state;
	assert_int_equal(rule_at("<+0545>-5:45", 2026, 1, 1), 20700);
	assert_int_equal(rule_at("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 7, 1), 3600); /* Dublin's winter is its "summer" */
	assert_int_equal(rule_at("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 12, 31), 0);
	assert_int_equal(rule_at("AAA0BBB,J60/0,J61/0", 2024, 3, 1), 3600); /* day 60 is the 1st of March in every year */
	assert_int_equal(rule_at("AAA0BBB,J60/0,J61/0", 2024, 2, 29), 0);
	assert_int_equal(rule_at("AAA0BBB,59/0,60/0", 2024, 2, 29), 3600); /* counted from 0 with leap days */
	assert_int_equal(rule_at("AAA0BBB,59/0,60/0", 2023, 3, 1), 3600);
	assert_int_equal(rule_at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2040, 3, 24), -7200); /* Nuuk: the day before */
	assert_int_equal(rule_at("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2040, 3, 25), -3600);
	assert_int_equal(rule_at("XXX3EDT4,0/0,J365/23", 2030, 12, 31), -14400); /* summer time all year */
	assert_int_equal(rule_at("XXX3EDT4,0/0,J365/23", 2030, 1, 1), -14400);
}

static void rules_that_cannot_be_read_are_refused(void **state)
{
	static const char *const bad[] = {"", "E5", "EST", "EST25", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0",
	                                  "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J60", "<EST5",
	                                  "EST5EDT,M3.2.0,M11.1.0x", "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,366,J60"};
	struct tzif z = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(tzif_rule(&z, str_of(bad[i])));
}

static void a_zone_file_cut_short_anywhere_is_refused(void **state)
{
	static uint8_t file[8192];
	FILE *f = fopen("/usr/share/zoneinfo/America/New_York", "re");
	struct tzif z;
	size_t n;

	(void)state;
	assert_non_null(f);
	n = fread(file, 1, sizeof(file), f);
	(void)fclose(f);
	assert_true(tzif_read(&z, (bytes){file, n}));
	tzif_free(&z);
	for (size_t cut = 0; cut < n; cut++)
		assert_false(tzif_read(&z, (bytes){file, cut}));
	file[4] = '\0'; /* version 1 has neither wide times nor a footer */
	assert_false(tzif_read(&z, (bytes){file, n}));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(new_york_changes_its_clocks_on_the_second_sunday_of_march_and_the_first_of_november),
	cmocka_unit_test(a_time_that_spring_skips_is_the_same_distance_after_the_jump),
	cmocka_unit_test(a_time_that_autumn_shows_twice_is_the_first),
	cmocka_unit_test(phoenix_keeps_its_clocks),
	cmocka_unit_test(years_after_the_table_follow_the_footer),
	cmocka_unit_test(years_before_the_table_have_the_first_offset_on_record),
	cmocka_unit_test(a_day_that_a_zone_left_out_is_passed_over),
	cmocka_unit_test(the_instant_of_a_wall_time_shows_that_wall_time),
	cmocka_unit_test(names_that_are_no_zone_are_refused),
	cmocka_unit_test(utc_needs_no_file_and_a_zone_is_read_once),
	cmocka_unit_test(threads_that_ask_together_get_the_same_zone),
	cmocka_unit_test(the_choices_are_american_zones_that_can_all_be_read),
	cmocka_unit_test(rules_of_every_kind_are_followed),
	cmocka_unit_test(rules_that_cannot_be_read_are_refused),
	cmocka_unit_test(a_zone_file_cut_short_anywhere_is_refused),
};
TEST_GROUP(zone, tests)
