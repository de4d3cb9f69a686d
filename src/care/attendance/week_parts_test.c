/* week_parts_test.c - how a person's week is put together from its parts. The week is that of Monday 23 November 2026. */
#include "care/attendance/week_parts.h"
#include "support/test.h"

#define DAY(d) (date_of(2026, 11, d))
#define MEMBER(who, group, from, to) {.what = PART_MEMBER, .episode = {who}, .track = {group}, .day = from, .to_on = to}
#define SESSION(which, group, on, min, more, ...) \
	{.what = PART_SESSION, .session = {which}, .track = {group}, .day = on, .minutes = min, .ahead = more, ##__VA_ARGS__}
#define MAKE_UP(who, which, on, min, more) \
	{.what = PART_MAKE_UP, .episode = {who}, .session = {which}, .day = on, .minutes = min, .ahead = more}
#define RECORDED(who, which, on, min, open, bills) \
	{.what = PART_RECORDED, .episode = {who}, .session = {which}, .day = on, .minutes = min, .ahead = open, .billable = bills}

static struct hours_week week_of(struct week_part *v, size_t n, int64_t who)
{
	struct week_parts parts = {.monday = DAY(23), .v = v, .n = n};
	struct hours_week week = {0};
	struct arena a;

	arena_init(&a, (size_t)1 << 20);
	week_parts_sort(&parts);
	week_parts_sum(&a, &parts, (episode_id){who}, &week);
	arena_free(&a);
	return week;
}

static void sessions_of_the_tracks_count_from_the_first_day_in_a_track_to_the_last(void **state)
{
	struct week_part v[] = {SESSION(31, 2, DAY(25), 40, true), MEMBER(8, 1, DAY(1), (date){0}), SESSION(11, 1, DAY(23), 180, false),
		SESSION(12, 1, DAY(24), 180, true), SESSION(13, 1, DAY(26), 180, true), MEMBER(7, 1, DAY(24), DAY(24)),
		MEMBER(7, 2, DAY(25), (date){0})};
	struct hours_week seven = week_of(v, COUNT_OF(v), 7), eight = week_of(v, COUNT_OF(v), 8);

	(void)state;
	assert_int_equal(seven.scheduled_min, 220);
	assert_int_equal(seven.ahead_min, 220);
	assert_int_equal(seven.days_ahead, 2);
	assert_int_equal(eight.scheduled_min, 540);
	assert_int_equal(eight.ahead_min, 360);
	assert_int_equal(week_of(v, COUNT_OF(v), 9).scheduled_min, 0);
}

static void what_was_recorded_settles_a_session_and_one_still_expected_does_not(void **state)
{
	struct week_part v[] = {MEMBER(7, 1, DAY(1), (date){0}), SESSION(11, 1, DAY(23), 180, false), SESSION(12, 1, DAY(24), 180, true),
		SESSION(13, 1, DAY(26), 180, true), RECORDED(7, 11, DAY(23), 150, false, true), RECORDED(7, 12, DAY(24), 0, false, false),
		RECORDED(7, 13, DAY(26), 0, true, false), RECORDED(8, 11, DAY(23), 180, false, true)};
	struct hours_week w = week_of(v, COUNT_OF(v), 7);

	(void)state;
	assert_int_equal(w.delivered_min, 150);
	assert_int_equal(w.billable_min, 150);
	assert_int_equal(w.days, 1);
	assert_int_equal(w.ahead_min, 180);
	assert_int_equal(w.days_ahead, 1);
}

static void a_session_counts_once_however_often_somebody_belongs_to_it(void **state)
{
	struct week_part v[] = {MEMBER(7, 1, DAY(1), (date){0}), MEMBER(7, 1, DAY(20), (date){0}), SESSION(11, 1, DAY(24), 180, true),
		MAKE_UP(7, 11, DAY(24), 180, true)};
	struct hours_week w = week_of(v, COUNT_OF(v), 7);

	(void)state;
	assert_int_equal(w.scheduled_min, 180);
	assert_int_equal(w.offered_min, 180);
	assert_int_equal(w.ahead_min, 180);
}

static void a_make_up_is_offered_but_not_scheduled_again_and_a_cancelled_session_the_other_way_round(void **state)
{
	struct week_part v[] = {MEMBER(7, 1, DAY(1), (date){0}), SESSION(11, 1, DAY(23), 100, false, .cancelled = true),
		MAKE_UP(7, 21, DAY(25), 90, true)};
	struct hours_week w = week_of(v, COUNT_OF(v), 7);

	(void)state;
	assert_int_equal(w.scheduled_min, 100);
	assert_int_equal(w.offered_min, 90);
	assert_int_equal(w.ahead_min, 90);
}

static void who_comes_without_being_expected_is_credited(void **state)
{
	struct week_part v[] = {RECORDED(7, 11, DAY(23), 120, false, false)};
	struct hours_week w = week_of(v, COUNT_OF(v), 7);

	(void)state;
	assert_int_equal(w.delivered_min, 120);
	assert_int_equal(w.billable_min, 0);
	assert_int_equal(w.scheduled_min, 0);
	assert_int_equal(w.days, 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(sessions_of_the_tracks_count_from_the_first_day_in_a_track_to_the_last),
	cmocka_unit_test(what_was_recorded_settles_a_session_and_one_still_expected_does_not),
	cmocka_unit_test(a_session_counts_once_however_often_somebody_belongs_to_it),
	cmocka_unit_test(a_make_up_is_offered_but_not_scheduled_again_and_a_cancelled_session_the_other_way_round),
	cmocka_unit_test(who_comes_without_being_expected_is_credited),
};
TEST_GROUP(week_parts, tests)
