/* credit_test.c - minutes for one person in one session. */
#include "care/hours/hours.h"
#include "support/test.h"

/* Evening adults: 18:00 to 21:05 with breaks 19:00-19:10 and 20:00-20:10, 165 minutes. Times are minutes of
 * a day in UTC. */
#define AT(h, m) ((instant){(INT64_C(1795392000) + ((h) * 60 + (m)) * 60) * 1000})

static const struct hours_break evening_breaks[] = {
	{AT(19, 0), AT(19, 10)},
	{AT(20, 0), AT(20, 10)},
};
static const struct hours_window evening = {AT(18, 0), AT(21, 5), evening_breaks, COUNT_OF(evening_breaks)};
static const struct hours_credit_rule by_the_minute = {10, 0};

static struct hours_credit credit(enum attendance status, instant arrived, instant left)
{
	return hours_credit_of(&evening, &(struct hours_presence){status, arrived, left}, by_the_minute);
}

static const instant unknown = {0};

static void coming_to_everything_credits_the_session_without_its_breaks(void **state)
{
	struct hours_credit c = credit(ATTENDANCE_PRESENT, AT(18, 0), AT(21, 5));

	(void)state;
	assert_int_equal(hours_window_minutes(&evening), 165);
	assert_int_equal(c.window_min, 165);
	assert_int_equal(c.attended_min, 165);
	assert_int_equal(c.credited_min, 165);
	assert_false(c.late);
	assert_false(c.left_early);
}

static void present_without_times_was_there_throughout(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_PRESENT, unknown, unknown).credited_min, 165);
}

static void leaving_at_the_break_credits_up_to_the_break_and_no_further(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_LEFT_EARLY, AT(18, 0), AT(19, 0)).credited_min, 60);
	assert_int_equal(credit(ATTENDANCE_LEFT_EARLY, AT(18, 0), AT(19, 7)).credited_min, 60);
	assert_int_equal(credit(ATTENDANCE_LEFT_EARLY, AT(18, 0), AT(19, 11)).credited_min, 61);
}

static void arriving_in_the_break_credits_from_its_end(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_LATE, AT(19, 0), unknown).credited_min, 105);
	assert_int_equal(credit(ATTENDANCE_LATE, AT(19, 4), unknown).credited_min, 105);
	assert_int_equal(credit(ATTENDANCE_LATE, AT(19, 10), unknown).credited_min, 105);
	assert_int_equal(credit(ATTENDANCE_LATE, AT(19, 12), unknown).credited_min, 103);
}

static void coming_and_going_inside_one_break_credits_nothing(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_PRESENT, AT(19, 1), AT(19, 9)).credited_min, 0);
}

static void time_before_the_start_and_after_the_end_is_never_credited(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_PRESENT, AT(17, 0), AT(22, 0)).credited_min, 165);
	assert_int_equal(credit(ATTENDANCE_PRESENT, AT(16, 0), AT(17, 30)).credited_min, 0);
	assert_int_equal(credit(ATTENDANCE_LATE, AT(21, 30), unknown).credited_min, 0);
}

static void leaving_before_arriving_credits_nothing(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_PRESENT, AT(20, 30), AT(18, 30)).credited_min, 0);
}

static void seconds_are_ignored_as_the_board_shows_minutes(void **state)
{
	instant arrived = AT(18, 20), left = AT(20, 50);

	(void)state;
	arrived.ms += 59999;
	left.ms += 59999;
	assert_int_equal(credit(ATTENDANCE_LATE, arrived, left).credited_min, 130);
}

static void only_people_who_came_are_credited(void **state)
{
	static const enum attendance away[] = {ATTENDANCE_NONE, ATTENDANCE_EXCUSED, ATTENDANCE_ABSENT,
		ATTENDANCE_NO_SHOW, ATTENDANCE_MADE_UP, ATTENDANCE_EXPECTED};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(away); i++) {
		struct hours_credit c = credit(away[i], AT(18, 0), AT(21, 5));

		assert_int_equal(c.credited_min, 0);
		assert_int_equal(c.window_min, 165);
		assert_false(c.late);
	}
}

static void late_or_left_early_without_the_time_waits_for_the_time(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_LATE, unknown, AT(21, 5)).credited_min, 0);
	assert_int_equal(credit(ATTENDANCE_LEFT_EARLY, AT(18, 0), unknown).credited_min, 0);
}

static void late_begins_one_minute_after_the_grace_ends(void **state)
{
	(void)state;
	assert_false(credit(ATTENDANCE_PRESENT, AT(18, 10), unknown).late);
	assert_true(credit(ATTENDANCE_PRESENT, AT(18, 11), unknown).late);
	assert_false(credit(ATTENDANCE_PRESENT, AT(18, 0), AT(20, 55)).left_early);
	assert_true(credit(ATTENDANCE_PRESENT, AT(18, 0), AT(20, 54)).left_early);
}

static void grace_is_about_the_word_late_and_gives_no_minutes(void **state)
{
	(void)state;
	assert_int_equal(credit(ATTENDANCE_PRESENT, AT(18, 10), unknown).credited_min, 155);
}

static void without_grace_the_first_minute_is_late(void **state)
{
	struct hours_presence one_minute = {ATTENDANCE_PRESENT, AT(18, 1), {0}};
	struct hours_presence on_the_dot = {ATTENDANCE_PRESENT, AT(18, 0), {0}};

	(void)state;
	assert_true(hours_credit_of(&evening, &one_minute, (struct hours_credit_rule){0, 0}).late);
	assert_false(hours_credit_of(&evening, &on_the_dot, (struct hours_credit_rule){0, 0}).late);
}

/* A block of 100 minutes without a break, so that minutes are percent. */
static int of_a_hundred(int attended, int least_percent)
{
	struct hours_window w = {AT(9, 0), AT(10, 40), NULL, 0};
	struct hours_presence p = {ATTENDANCE_LEFT_EARLY, AT(9, 0), AT(9, attended)};

	return hours_credit_of(&w, &p, (struct hours_credit_rule){10, least_percent}).credited_min;
}

static void a_partial_rule_credits_the_minutes_attended_from_its_part_on_and_nothing_below(void **state)
{
	(void)state;
	assert_int_equal(of_a_hundred(49, 50), 0);
	assert_int_equal(of_a_hundred(50, 50), 50);
	assert_int_equal(of_a_hundred(51, 50), 51);
	assert_int_equal(of_a_hundred(74, 75), 0);
	assert_int_equal(of_a_hundred(75, 75), 75);
	assert_int_equal(of_a_hundred(99, 100), 0);
	assert_int_equal(of_a_hundred(100, 100), 100);
	assert_int_equal(of_a_hundred(1, 0), 1);
}

static void the_part_is_of_the_session_without_its_breaks(void **state)
{
	/* 82 of 165 minutes is less than half, 83 is more */
	struct hours_presence less = {ATTENDANCE_LEFT_EARLY, AT(18, 0), AT(19, 32)};
	struct hours_presence more = {ATTENDANCE_LEFT_EARLY, AT(18, 0), AT(19, 33)};
	struct hours_credit c = hours_credit_of(&evening, &less, (struct hours_credit_rule){10, 50});

	(void)state;
	assert_int_equal(c.attended_min, 82);
	assert_int_equal(c.credited_min, 0);
	assert_int_equal(hours_credit_of(&evening, &more, (struct hours_credit_rule){10, 50}).credited_min, 83);
}

static void breaks_that_overlap_or_stick_out_are_taken_off_once(void **state)
{
	static const struct hours_break untidy[] = {
		{AT(10, 20), AT(10, 40)},
		{AT(9, 50), AT(10, 10)},   /* begins before the session */
		{AT(10, 30), AT(10, 50)},  /* overlaps the first */
		{AT(10, 35), AT(10, 36)},  /* inside it */
		{AT(10, 45), AT(10, 45)},  /* empty */
		{AT(10, 55), AT(10, 52)},  /* ends before it begins */
		{AT(11, 50), AT(12, 30)},  /* goes on after the session */
		{AT(13, 0), AT(13, 10)},   /* elsewhere */
	};
	struct hours_window w = {AT(10, 0), AT(12, 0), untidy, COUNT_OF(untidy)};

	(void)state;
	assert_int_equal(hours_window_minutes(&w), 120 - 10 - 30 - 10);
}

static void a_session_that_is_all_break_credits_nothing_under_any_rule(void **state)
{
	static const struct hours_break all[] = {{AT(9, 0), AT(10, 0)}};
	struct hours_window w = {AT(9, 0), AT(10, 0), all, 1};
	struct hours_presence p = {ATTENDANCE_LATE, AT(9, 30), {0}};
	struct hours_credit c = hours_credit_of(&w, &p, (struct hours_credit_rule){0, 100});

	(void)state;
	assert_int_equal(c.credited_min, 0);
	assert_false(c.late);
}

static void minutes_are_real_ones_on_the_nights_the_clock_changes(void **state)
{
	const struct zone *ny = zone_find(STR("America/New_York"));
	date autumn = date_of(2026, 11, 1), spring = date_of(2026, 3, 8);
	struct hours_window longer = {zone_instant(ny, autumn, 30), zone_instant(ny, autumn, 210), NULL, 0};
	struct hours_window shorter = {zone_instant(ny, spring, 30), zone_instant(ny, spring, 210), NULL, 0};
	struct hours_presence stays = {ATTENDANCE_PRESENT, {0}, {0}};

	(void)state;
	assert_non_null(ny);
	assert_int_equal(hours_credit_of(&longer, &stays, by_the_minute).credited_min, 240);
	assert_int_equal(hours_credit_of(&shorter, &stays, by_the_minute).credited_min, 120);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(coming_to_everything_credits_the_session_without_its_breaks),
	cmocka_unit_test(present_without_times_was_there_throughout),
	cmocka_unit_test(leaving_at_the_break_credits_up_to_the_break_and_no_further),
	cmocka_unit_test(arriving_in_the_break_credits_from_its_end),
	cmocka_unit_test(coming_and_going_inside_one_break_credits_nothing),
	cmocka_unit_test(time_before_the_start_and_after_the_end_is_never_credited),
	cmocka_unit_test(leaving_before_arriving_credits_nothing),
	cmocka_unit_test(seconds_are_ignored_as_the_board_shows_minutes),
	cmocka_unit_test(only_people_who_came_are_credited),
	cmocka_unit_test(late_or_left_early_without_the_time_waits_for_the_time),
	cmocka_unit_test(late_begins_one_minute_after_the_grace_ends),
	cmocka_unit_test(grace_is_about_the_word_late_and_gives_no_minutes),
	cmocka_unit_test(without_grace_the_first_minute_is_late),
	cmocka_unit_test(a_partial_rule_credits_the_minutes_attended_from_its_part_on_and_nothing_below),
	cmocka_unit_test(the_part_is_of_the_session_without_its_breaks),
	cmocka_unit_test(breaks_that_overlap_or_stick_out_are_taken_off_once),
	cmocka_unit_test(a_session_that_is_all_break_credits_nothing_under_any_rule),
	cmocka_unit_test(minutes_are_real_ones_on_the_nights_the_clock_changes),
};
TEST_GROUP(hours_credit, tests)
