/* stream_test.c - pieces join without loss, and a failure sticks. */
#include "support/test.h"

#include "base/stream.h"

struct pieces {
	struct buf got;
	size_t calls;
	size_t fail_at; /* this call fails; 0: none */
};

static err collect(void *arg, str piece)
{
	struct pieces *p = arg;

	if (++p->calls == p->fail_at)
		return ERR_IO;
	buf_str(&p->got, piece);
	return OK;
}

static void all_that_is_put_arrives_in_order(void **state)
{
	static char large[20000];
	struct pieces p = {0};
	struct sink s;
	size_t put = 0;

	(void)state;
	buf_init(&p.got, 1 << 20);
	sink_calls(&s, collect, &p);
	for (size_t i = 0; i < sizeof(large); i++)
		large[i] = (char)('a' + i % 26);
	for (size_t n = 1; n < sizeof(large); n = n * 3 + 1) {
		sink_put(&s, large, n);
		put += n;
	}
	sink_char(&s, '!');
	assert_ok(sink_end(&s));
	assert_int_equal(p.got.n, put + 1);
	assert_memory_equal(p.got.p + put - 9841, large, 9841);
	assert_int_equal(p.got.p[put], '!');
	assert_true(p.calls < 6);
	buf_free(&p.got);
}

static void after_a_failure_nothing_more_is_sent(void **state)
{
	struct pieces p = {.fail_at = 2};
	struct sink s;

	(void)state;
	buf_init(&p.got, 1 << 20);
	sink_calls(&s, collect, &p);
	for (int i = 0; i < 20000; i++)
		SINK_LIT(&s, "three");
	assert_int_equal(sink_end(&s), ERR_IO);
	assert_int_equal(p.calls, 2);
	buf_free(&p.got);
}

static err one_byte(void *arg, char *into, size_t room, size_t *got)
{
	str *rest = arg;

	assert_true(room > 0);
	if (!rest->n)
		return rest->p ? OK : ERR_IO;
	*into = *rest->p;
	*rest = rest->n > 1 || rest->p[0] != '#' ? str_slice(*rest, 1, rest->n) : STR_NONE;
	*got = 1;
	return OK;
}

static void a_source_of_single_bytes_is_read_to_its_end(void **state)
{
	str text = STR("\xef\xbb\xbfxy");
	struct source s;

	(void)state;
	source_calls(&s, one_byte, &text);
	assert_false(source_skip(&s, STR("\xff\xfe")));
	assert_true(source_skip(&s, STR("\xef\xbb\xbf")));
	assert_int_equal(source_next(&s), 'x');
	assert_false(source_skip(&s, STR("yz")));
	assert_int_equal(source_peek(&s), 'y');
	assert_int_equal(source_next(&s), 'y');
	assert_int_equal(source_next(&s), -1);
	assert_int_equal(source_peek(&s), -1);
	assert_ok(source_end(&s));
}

static void a_source_that_fails_is_at_its_end_and_says_so(void **state)
{
	str text = STR("x#");
	struct source s;

	(void)state;
	source_calls(&s, one_byte, &text);
	assert_int_equal(source_next(&s), 'x');
	assert_int_equal(source_next(&s), '#');
	assert_int_equal(source_next(&s), -1);
	assert_int_equal(source_end(&s), ERR_IO);
	assert_int_equal(source_next(&s), -1);
}

static void files_are_sources_and_sinks(void **state)
{
	FILE *f = tmpfile();
	struct source in;
	struct sink out;

	(void)state;
	assert_non_null(f);
	sink_file(&out, f);
	sink_str(&out, STR("\xff text"));
	assert_ok(sink_end(&out));
	rewind(f);
	source_file(&in, f);
	assert_int_equal(source_next(&in), 0xff);
	assert_true(source_skip(&in, STR(" text")));
	assert_int_equal(source_next(&in), -1);
	assert_ok(source_end(&in));
	(void)fclose(f);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(all_that_is_put_arrives_in_order),
	cmocka_unit_test(after_a_failure_nothing_more_is_sent),
	cmocka_unit_test(a_source_of_single_bytes_is_read_to_its_end),
	cmocka_unit_test(a_source_that_fails_is_at_its_end_and_says_so),
	cmocka_unit_test(files_are_sources_and_sinks),
};
TEST_GROUP(stream, tests)
