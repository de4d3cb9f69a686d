/* buf_test.c - text that grows to its maximum and no further. */
#include "support/test.h"

#include "base/buf.h"

static void pieces_of_all_kinds_join(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	assert_str(buf_view(&b), "");
	BUF_LIT(&b, "a");
	buf_char(&b, 'b');
	buf_str(&b, STR("cd"));
	buf_str(&b, STR_NONE);
	buf_z(&b, "e ");
	buf_int(&b, INT64_MIN);
	buf_char(&b, ' ');
	buf_int(&b, 0);
	buf_format(&b, " %s %d", "x", 7);
	assert_str(buf_view(&b), "abcde -9223372036854775808 0 x 7");
	assert_false(b.full);
	buf_free(&b);
}

static void it_grows_without_losing_anything(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 100000; i++)
		buf_char(&b, (char)('a' + i % 26));
	assert_int_equal(b.n, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(b.p[i], 'a' + i % 26);
	assert_true(b.room <= b.max);
	buf_free(&b);
}

static void past_its_maximum_it_keeps_what_fits_and_says_so(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	buf_z(&b, "12345");
	buf_z(&b, "67890");
	assert_false(b.full);
	buf_char(&b, 'x');
	assert_true(b.full);
	assert_str(buf_view(&b), "1234567890");
	buf_clear(&b);
	buf_z(&b, "123456");
	buf_z(&b, "123456");
	buf_char(&b, '7');
	assert_str(buf_view(&b), "123456"); /* nothing after a gap */
	buf_free(&b);
	buf_init(&b, 4);
	buf_format(&b, "%d", 12345);
	assert_true(b.full);
	assert_str(buf_view(&b), "");
	buf_free(&b);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(pieces_of_all_kinds_join),
	cmocka_unit_test(it_grows_without_losing_anything),
	cmocka_unit_test(past_its_maximum_it_keeps_what_fits_and_says_so),
};
TEST_GROUP(buf, tests)
