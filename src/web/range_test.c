/* range_test.c - what Range and lists of entity tags mean. */
#include "support/test.h"
#include "web/range.h"

static void assert_part(const char *header, int64_t size, int64_t from, int64_t n)
{
	struct range r = range_read(str_of(header), size);

	if (r.kind != RANGE_PART || r.from != from || r.n != n)
		fail_msg("%s of %lld: kind %d, from %lld, %lld bytes", header, (long long)size, (int)r.kind, (long long)r.from, (long long)r.n);
}

static void a_range_is_cut_to_what_there_is(void **state)
{
	(void)state;
	assert_part("bytes=0-", 100, 0, 100);
	assert_part("bytes=0-0", 100, 0, 1);
	assert_part("bytes=10-19", 100, 10, 10);
	assert_part("Bytes = 90 - 5000", 100, 90, 10);
	assert_part("bytes=99-", 100, 99, 1);
	assert_part("bytes=-5", 100, 95, 5);
	assert_part("bytes=-500", 100, 0, 100);
}

static void a_range_behind_the_end_is_told_from_one_that_cannot_be_read(void **state)
{
	static const char *const beyond[] = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=9223372036854775807-"};
	static const char *const whole[] = {"bytes=", "bytes=-", "bytes=5", "bytes=5-3", "bytes=a-b", "bytes=1-2,4-5", "rows=1-2", "bytes=+1-2",
		"bytes=1--2", "bytes=--1", "bytes=99999999999999999999-", "", "bytes"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(beyond); i++)
		assert_int_equal(range_read(str_of(beyond[i]), 100).kind, RANGE_BEYOND);
	for (size_t i = 0; i < COUNT_OF(whole); i++)
		assert_int_equal(range_read(str_of(whole[i]), 100).kind, RANGE_WHOLE);
	assert_int_equal(range_read(STR_NONE, 100).kind, RANGE_WHOLE);
	assert_int_equal(range_read(STR("bytes=0-"), 0).kind, RANGE_BEYOND);
}

static void a_tag_is_found_in_a_list_and_a_weak_one_only_where_that_is_enough(void **state)
{
	(void)state;
	assert_true(etag_listed(STR("\"a\""), STR("\"a\""), false));
	assert_true(etag_listed(STR("\"b\", W/\"a\""), STR("\"a\""), true));
	assert_true(etag_listed(STR("*"), STR("\"a\""), true));
	assert_false(etag_listed(STR("W/\"a\""), STR("\"a\""), false));
	assert_false(etag_listed(STR("*"), STR("\"a\""), false));
	assert_false(etag_listed(STR("\"ab\""), STR("\"a\""), true));
	assert_false(etag_listed(STR_NONE, STR("\"a\""), true));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_range_is_cut_to_what_there_is),
	cmocka_unit_test(a_range_behind_the_end_is_told_from_one_that_cannot_be_read),
	cmocka_unit_test(a_tag_is_found_in_a_list_and_a_weak_one_only_where_that_is_enough),
};
TEST_GROUP(range, tests)
