/* form_test.c - forms as browsers send them, and as nobody should. */
#include "web/form.h"

#include "support/test.h"

static err parse(struct ctx *c, str text, struct form *f)
{
	return form_parse(c, (char *)str_copy(c->arena, text).p, text.n, f);
}

static void a_form_gives_names_and_values_decoded(void **state)
{
	struct ctx *c = test_ctx();
	struct form f;

	(void)state;
	assert_ok(parse(c, STR("title=Evening+group&note=5%25+caf%C3%A9%26more&empty=&flag&=x"), &f));
	assert_int_equal(f.n, 5);
	assert_str(form_value(&f, "title", 0), "Evening group");
	assert_str(form_value(&f, "note", 0), "5% café&more");
	assert_str(form_value(&f, "empty", 0), "");
	assert_str(form_value(&f, "flag", 0), "");
	assert_str(form_value(&f, "", 0), "x");
	assert_null(form_value(&f, "Title", 0).p);
	test_ctx_free(c);
}

static void check_boxes_of_one_name_keep_their_order(void **state)
{
	struct ctx *c = test_ctx();
	struct form f;

	(void)state;
	assert_ok(parse(c, STR("day=1&x=9&day=3&&day=5"), &f));
	assert_str(form_value(&f, "day", 0), "1");
	assert_str(form_value(&f, "day", 1), "3");
	assert_str(form_value(&f, "day", 2), "5");
	assert_null(form_value(&f, "day", 3).p);
	test_ctx_free(c);
}

static void an_empty_body_is_an_empty_form(void **state)
{
	struct ctx *c = test_ctx();
	struct form f;

	(void)state;
	assert_ok(form_parse(c, NULL, 0, &f));
	assert_int_equal(f.n, 0);
	assert_null(form_value(&f, "a", 0).p);
	test_ctx_free(c);
}

static void bytes_that_are_not_text_are_refused(void **state)
{
	static const char *const bad[] = {"a=%00", "a=%ff", "%c3=1", "a=%1b[0m", "a=\xc0\xaf", "a=%ED%A0%80"};
	struct ctx *c = test_ctx();
	struct form f;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(parse(c, str_of(bad[i]), &f), ERR_MALFORMED);
	assert_ok(parse(c, STR("a=line%0D%0Aline%09tab"), &f));
	test_ctx_free(c);
}

static void a_broken_escape_is_refused(void **state)
{
	static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "%=1", "a=%4&b=1", "a=% 41"};
	struct ctx *c = test_ctx();
	struct form f;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(parse(c, str_of(bad[i]), &f), ERR_MALFORMED);
	test_ctx_free(c);
}

static void two_thousand_fields_are_read_and_one_more_is_refused(void **state)
{
	struct ctx *c = test_ctx();
	struct buf b;
	struct form f;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < FORM_FIELDS_MAX; i++)
		buf_format(&b, "%sf%d=%d", i ? "&" : "", i, i);
	assert_ok(parse(c, buf_view(&b), &f));
	assert_int_equal(f.n, FORM_FIELDS_MAX);
	assert_str(form_value(&f, "f1999", 0), "1999");
	BUF_LIT(&b, "&one=more");
	assert_int_equal(parse(c, buf_view(&b), &f), ERR_MALFORMED);
	buf_free(&b);
	test_ctx_free(c);
}

static void what_is_encoded_for_an_address_decodes_to_itself(void **state)
{
	struct ctx *c = test_ctx();
	str s = STR("/c/1?a=b&c=d%/ é\"'<>");
	str sent = percent_encode(c->arena, s);
	size_t n = sent.n;

	(void)state;
	for (size_t i = 0; i < sent.n; i++)
		assert_null(strchr(" /?&=\"'<>", sent.p[i]));
	assert_true(percent_decode((char *)sent.p, &n, false));
	assert_int_equal(n, s.n);
	assert_memory_equal(sent.p, s.p, n);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_gives_names_and_values_decoded),
        cmocka_unit_test(check_boxes_of_one_name_keep_their_order),
        cmocka_unit_test(an_empty_body_is_an_empty_form),
        cmocka_unit_test(bytes_that_are_not_text_are_refused),
        cmocka_unit_test(a_broken_escape_is_refused),
        cmocka_unit_test(two_thousand_fields_are_read_and_one_more_is_refused),
        cmocka_unit_test(what_is_encoded_for_an_address_decodes_to_itself),
};
TEST_GROUP(form, tests)
