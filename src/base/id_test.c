/* id_test.c - ids rise whatever the clock does, and survive being read aloud. */
#include "support/test.h"

#include <pthread.h>

#include "base/id.h"

static const instant noon = {1795456800000};

/* Later than every id made so far: all tests of the program share one generator. */
static instant unused(void)
{
	return (instant){id_made_at(id_make(noon)).ms + 1};
}

static void ids_rise_also_when_the_clock_goes_back(void **state)
{
	int64_t first = id_make(noon), second, third;

	(void)state;
	second = id_make((instant){noon.ms - MS_PER_DAY});
	third = id_make(noon);
	assert_true(first > 0 && second > first && third > second);
}

static void many_ids_of_one_millisecond_rise_and_stay_near_it(void **state)
{
	instant now = unused();
	int64_t last = id_make(now);

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t id = id_make(now);

		assert_true(id > last);
		last = id;
	}
	assert_true(id_made_at(last).ms <= now.ms + 4);
}

static void an_id_tells_the_millisecond_it_was_made_at(void **state)
{
	instant later = {unused().ms + MS_PER_HOUR};
	int64_t id = id_make(later);

	(void)state;
	assert_int_equal(id_made_at(id).ms, later.ms);
	assert_true(id_floor(later) <= id);
	assert_true(id_floor((instant){later.ms + 1}) > id);
	assert_int_equal(id_floor((instant){5}), 0);
}

static void no_id_is_made_below_one_that_was_seen(void **state)
{
	instant now = unused();
	int64_t seen = id_floor((instant){now.ms + MS_PER_DAY}) + 12345;

	(void)state;
	id_rise_above(seen);
	id_rise_above(7);
	id_rise_above(INT64_MAX); /* cannot be one of ours */
	assert_true(id_make(noon) > seen && id_made_at(id_make(noon)).ms < now.ms + 2 * MS_PER_DAY);
}

static void *make_ids(void *arg)
{
	int64_t *ids = arg;

	for (size_t i = 0; i < 1000; i++)
		ids[i] = id_make(noon);
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void threads_never_make_the_same_id(void **state)
{
	static int64_t ids[4000];
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, make_ids, ids + 1000 * i), 0);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	qsort(ids, 4000, sizeof(*ids), by_value);
	for (size_t i = 1; i < 4000; i++)
		assert_int_not_equal(ids[i - 1], ids[i]);
}

static void an_id_is_thirteen_letters_and_comes_back_from_them(void **state)
{
	static const int64_t values[] = {1, 31, 32, INT64_MAX, INT64_C(0x123456789abcdef)};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(values); i++) {
		struct id_text t = id_show(values[i]);
		int64_t back;

		assert_int_equal(strlen(t.s), ID_LETTERS);
		assert_true(id_read(str_of(t.s), &back));
		assert_int_equal(back, values[i]);
	}
	assert_string_equal(id_show(1).s, "0000000000001");
	assert_string_equal(id_show(INT64_MAX).s, "7ZZZZZZZZZZZZ");
	assert_string_equal(id_show(0).s, "");
}

static void letters_that_look_alike_are_read_alike(void **state)
{
	int64_t id;

	(void)state;
	assert_true(id_read(STR("ooooOOOO000iL"), &id) && id == 33);
	assert_true(id_read(STR("000000000000z"), &id) && id == 31);
}

static void what_is_not_an_id_is_refused(void **state)
{
	static const char *const bad[] = {"", "1", "0000000000000", "8000000000000", "00000000000001", "000000000000u",
	                                  "000000000000-", "000000000000 "};
	int64_t id;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(id_read(str_of(bad[i]), &id));
	assert_false(id_read(STR("000000000000\0"), &id));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(ids_rise_also_when_the_clock_goes_back),
	cmocka_unit_test(many_ids_of_one_millisecond_rise_and_stay_near_it),
	cmocka_unit_test(an_id_tells_the_millisecond_it_was_made_at),
	cmocka_unit_test(no_id_is_made_below_one_that_was_seen),
	cmocka_unit_test(threads_never_make_the_same_id),
	cmocka_unit_test(an_id_is_thirteen_letters_and_comes_back_from_them),
	cmocka_unit_test(letters_that_look_alike_are_read_alike),
	cmocka_unit_test(what_is_not_an_id_is_refused),
};
TEST_GROUP(id, tests)
