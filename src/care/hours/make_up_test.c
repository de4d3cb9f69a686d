/* make_up_test.c - which sessions can make up for missed hours. The week is Monday 2026-11-23 to Sunday. */
#include "care/hours/make_up.h"

#include "care/hours/hours.h"
#include "support/test.h"

#define CLOCK(h, m) ((h) * 60 + (m))

static date nov(int day)
{
	return date_of(2026, 11, day);
}

/* Process group of the person's own track, Wednesday 18:00, with seats. */
static struct make_up_session good(int64_t id)
{
	return (struct make_up_session){.id = id, .program = 1, .track = 1, .type = PROGRAM_ADDICTION, .day = nov(25),
		.start_minute = CLOCK(18, 0), .end_minute = CLOCK(19, 30), .kind = STR("GRP-PROC"), .window_min = 90, .counts = true,
		.seats = 12, .taken = 8, .group = GROUP_FITS, .most_age = HOURS_ANY_AGE};
}

static struct make_up_person someone(void)
{
	return (struct make_up_person){.program = 1, .track = 1, .type = PROGRAM_ADDICTION, .age = 34,
		.missed_kind = STR("GRP-PROC"), .gap_min = 60};
}

static enum make_up_obstacle obstacle(struct make_up_person person, struct make_up_session session)
{
	struct ctx *c = test_ctx();
	size_t usable;
	struct make_up_match *m = make_up_rank(c->arena, &person, &session, 1, &usable);
	enum make_up_obstacle found = m[0].obstacle;

	assert_int_equal(usable, found == MAKE_UP_OBSTACLE_NONE);
	test_ctx_free(c);
	return found;
}

static void a_seat_in_the_persons_own_program_can_be_offered(void **state)
{
	(void)state;
	assert_int_equal(obstacle(someone(), good(1)), MAKE_UP_OBSTACLE_NONE);
}

static void the_last_seat_can_be_offered_and_a_full_group_cannot(void **state)
{
	struct make_up_session s = good(1);

	(void)state;
	s.taken = 11;
	assert_int_equal(obstacle(someone(), s), MAKE_UP_OBSTACLE_NONE);
	s.taken = 12;
	assert_int_equal(obstacle(someone(), s), MAKE_UP_FULL);
	s.taken = 5;
	s.group = GROUP_REFUSED;
	assert_int_equal(obstacle(someone(), s), MAKE_UP_GROUP_FULL);
}

static void a_group_that_may_grow_for_a_reason_says_so(void **state)
{
	struct ctx *c = test_ctx();
	struct make_up_person person = someone();
	struct make_up_session s = good(1);
	size_t usable;

	(void)state;
	s.group = GROUP_NEEDS_REASON;
	assert_true(make_up_rank(c->arena, &person, &s, 1, &usable)[0].needs_reason);
	assert_int_equal(usable, 1);
	test_ctx_free(c);
}

static void what_is_over_cancelled_or_does_not_count_cannot_be_offered(void **state)
{
	struct make_up_session begun = good(1), cancelled = good(2), uncounted = good(3), empty = good(4);

	(void)state;
	begun.begun = true;
	cancelled.cancelled = true;
	uncounted.counts = false;
	empty.window_min = 0;
	assert_int_equal(obstacle(someone(), begun), MAKE_UP_BEGUN);
	assert_int_equal(obstacle(someone(), cancelled), MAKE_UP_CANCELLED);
	assert_int_equal(obstacle(someone(), uncounted), MAKE_UP_NOT_COUNTED);
	assert_int_equal(obstacle(someone(), empty), MAKE_UP_NOT_COUNTED);
}

static void another_program_does_when_it_is_of_the_same_type(void **state)
{
	struct make_up_session s = good(1);

	(void)state;
	s.program = s.track = 2;
	assert_int_equal(obstacle(someone(), s), MAKE_UP_OBSTACLE_NONE);
	s.type = PROGRAM_EATING_DISORDER;
	assert_int_equal(obstacle(someone(), s), MAKE_UP_OTHER_TYPE);
}

static void age_bands_hold_at_both_ends(void **state)
{
	struct make_up_person p = someone();
	struct make_up_session s = good(1);

	(void)state;
	s.least_age = 13;
	s.most_age = 17;
	for (int age = 12; age <= 18; age++) {
		p.age = age;
		assert_int_equal(obstacle(p, s), age < 13 || age > 17 ? MAKE_UP_AGE : MAKE_UP_OBSTACLE_NONE);
	}
}

static void without_a_birthday_only_the_own_program_or_one_for_any_age_is_offered(void **state)
{
	struct make_up_person p = someone();
	struct make_up_session s = good(1);

	(void)state;
	p.age = HOURS_UNSAID;
	s.least_age = 18;
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE);
	s.program = 2;
	assert_int_equal(obstacle(p, s), MAKE_UP_AGE);
	s.least_age = 0;
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE);
}

static void a_session_the_person_is_in_already_makes_up_for_nothing(void **state)
{
	struct make_up_busy busy[] = {{7, nov(24), CLOCK(18, 0), CLOCK(21, 0)}, {1, nov(25), CLOCK(18, 0), CLOCK(19, 30)}};
	struct make_up_person p = someone();

	(void)state;
	p.busy = busy;
	p.n_busy = 2;
	assert_int_equal(obstacle(p, good(1)), MAKE_UP_OWN);
}

static void nobody_can_be_in_two_places_but_one_may_follow_the_other(void **state)
{
	struct make_up_busy busy = {7, nov(25), CLOCK(16, 30), CLOCK(18, 1)};
	struct make_up_person p = someone();

	(void)state;
	p.busy = &busy;
	p.n_busy = 1;
	assert_int_equal(obstacle(p, good(1)), MAKE_UP_CLASH);
	busy.end_minute = CLOCK(18, 0);
	assert_int_equal(obstacle(p, good(1)), MAKE_UP_OBSTACLE_NONE);
	busy = (struct make_up_busy){7, nov(25), CLOCK(19, 30), CLOCK(20, 30)};
	assert_int_equal(obstacle(p, good(1)), MAKE_UP_OBSTACLE_NONE);
	busy.day = nov(26);
	busy.start_minute = CLOCK(18, 0);
	assert_int_equal(obstacle(p, good(1)), MAKE_UP_OBSTACLE_NONE);
}

static void free_times_cover_the_whole_session_or_it_is_not_offered(void **state)
{
	struct make_up_free free[] = {
		{WEDNESDAY, CLOCK(18, 45), CLOCK(22, 0)},
		{WEDNESDAY, CLOCK(17, 0), CLOCK(18, 45)},
		{THURSDAY, CLOCK(8, 0), CLOCK(22, 0)},
	};
	struct make_up_person p = someone();
	struct make_up_session s = good(1);

	(void)state;
	p.free = free;
	p.n_free = 3;
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE); /* two times that touch are one */
	free[1].to_minute = CLOCK(18, 44);
	assert_int_equal(obstacle(p, s), MAKE_UP_NOT_FREE);
	free[0].from_minute = CLOCK(18, 0); /* free for exactly the session */
	free[0].to_minute = CLOCK(19, 30);
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE);
	free[0].to_minute = CLOCK(19, 29);
	assert_int_equal(obstacle(p, s), MAKE_UP_NOT_FREE);
	s.day = nov(26);
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE);
	s.day = nov(27);
	assert_int_equal(obstacle(p, s), MAKE_UP_NOT_FREE);
	p.n_free = 0; /* nothing known: nothing assumed */
	assert_int_equal(obstacle(p, s), MAKE_UP_OBSTACLE_NONE);
}

/* Ranks and returns the ids in order. */
static void ranked(struct make_up_person person, const struct make_up_session *sessions, size_t n, const int64_t *ids, size_t usable)
{
	struct ctx *c = test_ctx();
	size_t got;
	struct make_up_match *m = make_up_rank(c->arena, &person, sessions, n, &got);

	assert_int_equal(got, usable);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(m[i].session->id, ids[i]);
	test_ctx_free(c);
}

static void the_gap_closed_comes_before_the_kind_the_track_and_the_program(void **state)
{
	struct make_up_session s[] = {good(1), good(2), good(3), good(4), good(5)};

	(void)state;
	s[0].track = 2;                                              /* another track */
	s[1].track = s[1].program = 2;                               /* another program */
	s[2].kind = STR("GRP-SKILL");                                /* another kind */
	s[3].window_min = 45;                                        /* closes only part */
	s[4].day = nov(28);                                          /* as good as any, but later */
	ranked(someone(), s, 5, (const int64_t[]){5, 1, 2, 3, 4}, 5);
}

static void while_days_are_missing_a_new_day_comes_before_more_minutes(void **state)
{
	struct make_up_busy busy = {9, nov(25), CLOCK(9, 0), CLOCK(10, 0)};
	struct make_up_session s[] = {good(1), good(2)};
	struct make_up_person p = someone();

	(void)state;
	p.busy = &busy;
	p.n_busy = 1;
	s[1].day = nov(27);
	s[1].window_min = 30;
	ranked(p, s, 2, (const int64_t[]){1, 2}, 2);
	p.gap_days = 1;
	ranked(p, s, 2, (const int64_t[]){2, 1}, 2);
}

static void more_of_the_missing_minutes_comes_first_and_then_the_sooner(void **state)
{
	struct make_up_session s[] = {good(1), good(2), good(3), good(4)};
	struct make_up_person p = someone();

	(void)state;
	p.gap_min = 200;
	s[0].window_min = 60;
	s[1].window_min = 120;
	s[2].start_minute = CLOCK(9, 0);
	ranked(p, s, 4, (const int64_t[]){2, 3, 4, 1}, 4);
}

static void what_cannot_be_offered_comes_last_soonest_first(void **state)
{
	struct make_up_session s[] = {good(1), good(2), good(3)};

	(void)state;
	s[0].taken = s[0].seats;
	s[1].cancelled = true;
	s[1].day = nov(23);
	s[2].day = nov(29);
	ranked(someone(), s, 3, (const int64_t[]){3, 2, 1}, 1);
}

static void reasons_and_minutes_are_given_with_the_session(void **state)
{
	struct ctx *c = test_ctx();
	struct make_up_person p = someone();
	struct make_up_session s = good(1);
	struct make_up_match *m;
	size_t usable;

	(void)state;
	s.track = 2;
	s.window_min = 60;
	m = make_up_rank(c->arena, &p, &s, 1, &usable);
	assert_true(make_up_has(m, MAKE_UP_CLOSES_GAP)); /* to the minute */
	assert_true(make_up_has(m, MAKE_UP_SAME_KIND));
	assert_true(make_up_has(m, MAKE_UP_SAME_PROGRAM));
	assert_false(make_up_has(m, MAKE_UP_SAME_TRACK));
	assert_false(make_up_has(m, MAKE_UP_IN_FREE_TIME));
	assert_false(make_up_has(m, MAKE_UP_NEW_DAY));
	assert_int_equal(m->gives_min, 60);
	test_ctx_free(c);
}

static void no_sessions_give_no_matches(void **state)
{
	(void)state;
	ranked(someone(), NULL, 0, NULL, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_seat_in_the_persons_own_program_can_be_offered),
	cmocka_unit_test(the_last_seat_can_be_offered_and_a_full_group_cannot),
	cmocka_unit_test(a_group_that_may_grow_for_a_reason_says_so),
	cmocka_unit_test(what_is_over_cancelled_or_does_not_count_cannot_be_offered),
	cmocka_unit_test(another_program_does_when_it_is_of_the_same_type),
	cmocka_unit_test(age_bands_hold_at_both_ends),
	cmocka_unit_test(without_a_birthday_only_the_own_program_or_one_for_any_age_is_offered),
	cmocka_unit_test(a_session_the_person_is_in_already_makes_up_for_nothing),
	cmocka_unit_test(nobody_can_be_in_two_places_but_one_may_follow_the_other),
	cmocka_unit_test(free_times_cover_the_whole_session_or_it_is_not_offered),
	cmocka_unit_test(the_gap_closed_comes_before_the_kind_the_track_and_the_program),
	cmocka_unit_test(while_days_are_missing_a_new_day_comes_before_more_minutes),
	cmocka_unit_test(more_of_the_missing_minutes_comes_first_and_then_the_sooner),
	cmocka_unit_test(what_cannot_be_offered_comes_last_soonest_first),
	cmocka_unit_test(reasons_and_minutes_are_given_with_the_session),
	cmocka_unit_test(no_sessions_give_no_matches),
};
TEST_GROUP(make_up, tests)
