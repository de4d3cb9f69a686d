/* json_test.c - what comes out is JSON, and what would not be is refused. */
#include "support/test.h"

#include "base/json.h"

struct paper {
	struct buf buf;
	struct sink sink;
	struct json json;
};

static int setup(void **state)
{
	static struct paper p;

	buf_init(&p.buf, 1 << 20);
	sink_buf(&p.sink, &p.buf);
	json_init(&p.json, &p.sink);
	*state = &p;
	return 0;
}

static int teardown(void **state)
{
	struct paper *p = *state;

	buf_free(&p->buf);
	return 0;
}

static struct json *json_of(void **state)
{
	return &((struct paper *)*state)->json;
}

static void assert_written(void **state, const char *expected)
{
	struct paper *p = *state;

	assert_ok(json_end(&p->json));
	assert_str(buf_view(&p->buf), expected);
}

static void objects_and_arrays_nest_with_commas_between(void **state)
{
	struct json *j = json_of(state);

	json_object(j);
	json_str(json_key(j, "name"), STR("Ana"));
	json_array(json_key(j, "weeks"));
	json_int(j, 540);
	json_object(j);
	json_object_end(j);
	json_array(j);
	json_array_end(j);
	json_null(j);
	json_array_end(j);
	json_bool(json_key_str(j, STR("met")), true);
	json_bool(json_key(j, "left"), false);
	json_object_end(j);
	assert_written(state, "{\"name\":\"Ana\",\"weeks\":[540,{},[],null],\"met\":true,\"left\":false}");
}

static void every_byte_that_json_forbids_in_a_string_is_escaped(void **state)
{
	struct json *j = json_of(state);

	json_str(j, STR("\"\\/\b\f\n\r\t\x01\x1f\x7f \xc3\xa9\xf0\x9f\x8c\xbb\0"));
	assert_written(state, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f \xc3\xa9\xf0\x9f\x8c\xbb\\u0000\"");
}

static void bytes_that_are_not_utf8_become_the_replacement_character(void **state)
{
	struct json *j = json_of(state);

	json_array(j);
	json_str(j, STR("a\xff""b"));
	json_str(j, STR("\xe2\x82"));
	json_str(j, STR("\xed\xa0\x80"));
	json_array_end(j);
	assert_written(state, "[\"a\xef\xbf\xbd""b\",\"\xef\xbf\xbd\xef\xbf\xbd\",\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"]");
}

static void none_is_null_and_empty_text_is_text(void **state)
{
	struct json *j = json_of(state);

	json_array(j);
	json_str(j, STR_NONE);
	json_str(j, STR(""));
	json_date(j, (date){0});
	json_date(j, date_of(2026, 11, 23));
	json_instant(j, (instant){0});
	json_instant(j, (instant){1795456800000});
	json_array_end(j);
	assert_written(state, "[null,\"\",null,\"2026-11-23\",null,\"2026-11-23T18:00:00.000Z\"]");
}

static void numbers_keep_their_own_digits(void **state)
{
	static const char *const good[] = {"1.50", "0", "-0", "-0.0", "12e3", "1E+2", "1.5e-10", "123456789012345678901234567890"};
	struct json *j = json_of(state);

	json_array(j);
	for (size_t i = 0; i < COUNT_OF(good); i++)
		json_number(j, str_of(good[i]));
	json_int(j, INT64_MIN);
	json_array_end(j);
	assert_written(state, "[1.50,0,-0,-0.0,12e3,1E+2,1.5e-10,123456789012345678901234567890,-9223372036854775808]");
}

static void what_is_no_number_is_refused(void **state)
{
	static const char *const bad[] = {"", "-", "01", "-01", "1.", ".5", "1e", "1e+", "+1", "1 ", "0x1", "NaN", "1,2"};
	struct paper *p = *state;

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		sink_buf(&p->sink, &p->buf);
		json_init(&p->json, &p->sink);
		json_number(&p->json, str_of(bad[i]));
		assert_int_equal(json_end(&p->json), ERR_BUG);
	}
	assert_int_equal(p->buf.n, 0);
}

static void lines_of_ndjson_are_documents_of_their_own(void **state)
{
	struct json *j = json_of(state);

	json_raw(j, STR("{\"kept\":1.0}"));
	json_line(j);
	json_object(j);
	json_object_end(j);
	json_line(j);
	assert_written(state, "{\"kept\":1.0}\n{}\n");
}

static void value_without_key(struct json *j)
{
	json_object(j);
	json_int(j, 1);
}

static void key_in_array(struct json *j)
{
	json_array(j);
	json_key(j, "a");
}

static void two_keys(struct json *j)
{
	json_object(j);
	json_key(json_key(j, "a"), "b");
}

static void key_without_value(struct json *j)
{
	json_object(j);
	json_key(j, "a");
	json_object_end(j);
}

static void closed_as_another(struct json *j)
{
	json_array(j);
	json_object_end(j);
}

static void closed_too_often(struct json *j)
{
	json_array(j);
	json_array_end(j);
	json_array_end(j);
}

static void left_open(struct json *j)
{
	json_array(j);
}

static void two_documents(struct json *j)
{
	json_int(j, 1);
	json_int(j, 2);
}

static void nothing_at_all(struct json *j)
{
	(void)j;
}

static void too_deep(struct json *j)
{
	for (int i = 0; i <= JSON_DEPTH; i++)
		json_array(j);
	for (int i = 0; i <= JSON_DEPTH; i++)
		json_array_end(j);
}

static void what_would_not_be_json_is_our_mistake(void **state)
{
	static void (*const mistakes[])(struct json *j) = {
		value_without_key, key_in_array,  two_keys,      key_without_value, closed_as_another,
		closed_too_often,  left_open,     two_documents, nothing_at_all,    too_deep,
	};
	struct paper *p = *state;

	for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
		sink_buf(&p->sink, &p->buf);
		json_init(&p->json, &p->sink);
		mistakes[i](&p->json);
		assert_int_equal(json_end(&p->json), ERR_BUG);
	}
}

static void the_deepest_level_can_be_used(void **state)
{
	struct json *j = json_of(state);

	for (int i = 0; i < JSON_DEPTH; i++)
		json_array(j);
	json_int(j, 1);
	json_int(j, 2);
	for (int i = 0; i < JSON_DEPTH; i++)
		json_array_end(j);
	assert_ok(json_end(j));
	assert_non_null(strstr(((struct paper *)*state)->buf.p, "[1,2]"));
}

static void a_document_over_its_limit_says_so(void **state)
{
	struct paper *p = *state;

	buf_init(&p->buf, 16);
	json_str(&p->json, STR("a text of more than sixteen bytes"));
	assert_int_equal(json_end(&p->json), ERR_TOO_LARGE);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(objects_and_arrays_nest_with_commas_between, setup, teardown),
	cmocka_unit_test_setup_teardown(every_byte_that_json_forbids_in_a_string_is_escaped, setup, teardown),
	cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_become_the_replacement_character, setup, teardown),
	cmocka_unit_test_setup_teardown(none_is_null_and_empty_text_is_text, setup, teardown),
	cmocka_unit_test_setup_teardown(numbers_keep_their_own_digits, setup, teardown),
	cmocka_unit_test_setup_teardown(what_is_no_number_is_refused, setup, teardown),
	cmocka_unit_test_setup_teardown(lines_of_ndjson_are_documents_of_their_own, setup, teardown),
	cmocka_unit_test_setup_teardown(what_would_not_be_json_is_our_mistake, setup, teardown),
	cmocka_unit_test_setup_teardown(the_deepest_level_can_be_used, setup, teardown),
	cmocka_unit_test_setup_teardown(a_document_over_its_limit_says_so, setup, teardown),
};
TEST_GROUP(json, tests)
