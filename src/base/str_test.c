/* str_test.c - views, copies, folding and the gate for text. */
#include "support/test.h"

#include "base/str.h"

static int setup(void **state)
{
	*state = test_ctx();
	return 0;
}

static int teardown(void **state)
{
	test_ctx_free(*state);
	return 0;
}

static struct arena *arena_of(void **state)
{
	return ((struct ctx *)*state)->arena;
}

static void none_and_empty_text_differ(void **state)
{
	(void)state;
	assert_false(str_eq(STR_NONE, STR("")));
	assert_true(str_eq(STR_NONE, STR_NONE));
	assert_true(str_eq(STR(""), STR("")));
	assert_true(str_is(STR_NONE, NULL));
	assert_false(str_is(STR_NONE, ""));
	assert_int_equal(str_cmp(STR_NONE, STR("")), -1);
	assert_null(str_of(NULL).p);
	assert_true(str_empty(STR_NONE) && str_empty(STR("")) && !str_empty(STR(" ")));
}

static void order_is_by_bytes_then_by_length(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("ab"), STR("b")) < 0);
	assert_true(str_cmp(STR("ab"), STR("abc")) < 0);
	assert_true(str_cmp(STR("\xc3\xa9"), STR("z")) > 0);
	assert_int_equal(str_cmp(STR("ab"), STR("ab")), 0);
}

static void beginnings_and_ends_are_compared_exactly(void **state)
{
	(void)state;
	assert_true(str_starts(STR("/people/1"), "/people"));
	assert_false(str_starts(STR("/pe"), "/people"));
	assert_true(str_starts(STR_NONE, ""));
	assert_true(str_ends(STR("a.csv"), ".csv"));
	assert_false(str_ends(STR("csv"), ".csv"));
	assert_true(str_eq_ascii_case(STR("Content-Type"), STR("content-TYPE")));
	assert_false(str_eq_ascii_case(STR("@"), STR("`")));
}

static void a_slice_is_cut_to_what_is_there(void **state)
{
	(void)state;
	assert_str(str_slice(STR("abcdef"), 2, 4), "cd");
	assert_str(str_slice(STR("abc"), 1, 99), "bc");
	assert_str(str_slice(STR("abc"), 9, 99), "");
	assert_str(str_slice(STR("abc"), 3, 1), "");
	assert_null(str_slice(STR_NONE, 0, 1).p);
}

static void searching_finds_the_first_place(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("a,b,c"), ',', 2), 3);
	assert_int_equal(str_find(STR("a,b,c"), ';', 0), 5);
	assert_int_equal(str_find(STR("abc"), 'a', 7), 3);
	assert_int_equal(str_index(STR("one two two"), STR("two")), 4);
	assert_int_equal(str_index(STR("one"), STR("oneself")), -1);
	assert_int_equal(str_index(STR_NONE, STR("x")), -1);
	assert_int_equal(str_index(STR("x"), STR("")), 0);
}

static void cutting_a_list_gives_each_part_also_the_empty_last_one(void **state)
{
	str list = STR("a,,b,"), parts[8];
	size_t n = 0;

	(void)state;
	while (list.p)
		parts[n++] = str_cut(list, ',', &list);
	assert_int_equal(n, 4);
	assert_str(parts[0], "a");
	assert_str(parts[1], "");
	assert_str(parts[2], "b");
	assert_str(parts[3], "");
}

static void a_copy_is_followed_by_a_nul_and_none_stays_none(void **state)
{
	struct arena *a = arena_of(state);
	str copy = str_copy(a, str_slice(STR("abc"), 0, 2));

	assert_str(copy, "ab");
	assert_int_equal(copy.p[2], '\0');
	assert_null(str_copy(a, STR_NONE).p);
	assert_string_equal(str_z(a, STR_NONE), "");
	assert_str(str_format(a, "%d of %s", 3, "nine"), "3 of nine");
	assert_str(str_lower_ascii(a, STR("\xc3\x89""A-z")), "\xc3\x89""a-z");
}

static void text_with_controls_or_broken_utf8_is_refused(void **state)
{
	static const str bad[] = {
		STR("a\0b"), STR("\x1b[31m"), STR("\x7f"), STR("\xc2\x85"), STR("\xff"), STR("\xc0\xaf"),
		STR("\xed\xa0\x80"), STR("\xf4\x90\x80\x80"), STR("\xe2\x82"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(str_valid_text(bad[i]));
	assert_true(str_valid_text(STR("tab\tline\r\n \xc2\xa0 Zo\xc3\xab \xf0\x9f\x8c\xbb")));
	assert_true(str_valid_text(STR_NONE));
}

static void points_are_what_a_person_counts_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(str_points(STR("Zo\xc3\xab")), 3);
	assert_int_equal(str_points(STR("\xf0\x9f\x8c\xbb")), 1);
	assert_int_equal(str_points(STR_NONE), 0);
}

static void folding_makes_different_ways_of_writing_a_name_equal(void **state)
{
	struct arena *a = arena_of(state);

	assert_str(str_fold(a, STR("Jos\xc3\xa9  NU\xc3\x91""EZ ")), "jose nunez");
	assert_str(str_fold(a, STR("Jose\xcc\x81 Nun\xcc\x83""ez")), "jose nunez");
	assert_str(str_fold(a, STR("STRASSE")), "strasse");
	assert_str(str_fold(a, STR("Stra\xc3\x9f""e")), "strasse");
	assert_str(str_fold(a, STR("\xef\xbc\xa1\xc2\xa0\xf0\x9d\x94\x84")), "a a");
	assert_str(str_fold(a, STR("  O'Brien\t\n Mary ")), "o'brien mary");
	assert_str(str_fold(a, STR("")), "");
	assert_null(str_fold(a, STR_NONE).p);
	assert_null(str_fold(a, STR("\xff")).p);
}

static void folding_what_is_folded_changes_nothing(void **state)
{
	struct arena *a = arena_of(state);
	char text[8];

	for (uint32_t point = 0xa0; point < 0x3000; point++) {
		size_t n = 0;
		str once;

		if (point > 0x7ff)
			text[n++] = (char)(0xe0 | point >> 12);
		text[n] = (char)(n ? 0x80 | (point >> 6 & 0x3f) : 0xc0 | point >> 6);
		n++;
		text[n++] = (char)(0x80 | (point & 0x3f));
		once = str_fold(a, (str){text, n});
		if (!str_eq(once, str_fold(a, once)))
			fail_msg("U+%04X", point);
	}
}

static void tidy_text_is_composed_and_trimmed_with_plain_line_ends(void **state)
{
	struct arena *a = arena_of(state);

	assert_str(str_tidy(a, STR("  Jose\xcc\x81 \n")), "Jos\xc3\xa9");
	assert_str(str_tidy(a, STR("one\r\ntwo\r\n\r\nthree")), "one\ntwo\n\nthree");
	assert_str(str_tidy(a, STR("a\rb\r\r\nc\n\rd")), "a\nb\n\nc\n\nd");
	assert_str(str_tidy(a, STR("   ")), "");
	assert_null(str_tidy(a, STR_NONE).p);
	assert_null(str_tidy(a, STR("\xc3")).p);
	assert_null(str_tidy(a, STR("bell\a")).p);
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
	static const str bad[] = {STR(""), STR("-"), STR("+1"), STR(" 1"), STR("1 "), STR("1.0"), STR("0x1"), STR("--1"),
	                          STR("9223372036854775808"), STR("-9223372036854775809"), STR("99999999999999999999")};
	int64_t v = 7;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(str_to_int(bad[i], &v));
	assert_false(str_to_int(STR_NONE, &v));
	assert_int_equal(v, 7);
	assert_true(str_to_int(STR("9223372036854775807"), &v) && v == INT64_MAX);
	assert_true(str_to_int(STR("-9223372036854775808"), &v) && v == INT64_MIN);
	assert_true(str_to_int(STR("-007"), &v) && v == -7);
	assert_true(str_to_int(STR("0"), &v) && v == 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(none_and_empty_text_differ),
	cmocka_unit_test(order_is_by_bytes_then_by_length),
	cmocka_unit_test(beginnings_and_ends_are_compared_exactly),
	cmocka_unit_test(a_slice_is_cut_to_what_is_there),
	cmocka_unit_test(searching_finds_the_first_place),
	cmocka_unit_test(cutting_a_list_gives_each_part_also_the_empty_last_one),
	cmocka_unit_test(a_copy_is_followed_by_a_nul_and_none_stays_none),
	cmocka_unit_test(text_with_controls_or_broken_utf8_is_refused),
	cmocka_unit_test(points_are_what_a_person_counts_not_bytes),
	cmocka_unit_test(folding_makes_different_ways_of_writing_a_name_equal),
	cmocka_unit_test(folding_what_is_folded_changes_nothing),
	cmocka_unit_test(tidy_text_is_composed_and_trimmed_with_plain_line_ends),
	cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
};
TEST_GROUP_WITH(str, tests, setup, teardown)
