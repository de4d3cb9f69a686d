/* html_test.c - what may reach a page, and in what form. */
#include "support/test.h"
#include "web/html.h"

static struct buf out;

static struct ctx *page_ctx(void)
{
	struct ctx *c = test_ctx();

	buf_init(&out, (size_t)1 << 20);
	c->out = &out;
	return c;
}

#define assert_page(c, literal) \
	do { \
		assert_str(buf_view((c)->out), literal); \
		buf_free((c)->out); \
		test_ctx_free(c); \
	} while (0)

static void text_cannot_open_a_tag_or_leave_an_attribute(void **state)
{
	struct ctx *c = page_ctx();

	(void)state;
	PUT_TEXT(c, STR("<script>alert(1)</script> & \"a\" 'b'"));
	PUT_ATTR(c, "\"><img src=x>");
	assert_page(c, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;a&quot; &#39;b&#39;"
	               "&quot;&gt;&lt;img src=x&gt;");
}

static void text_without_special_characters_stays_as_it_is(void **state)
{
	struct ctx *c = page_ctx();

	(void)state;
	PUT_TEXT(c, STR("Zo\xc3\xab, 6\xe2\x80\xaf""h 20"));
	PUT_TEXT(c, STR(""));
	PUT_TEXT(c, STR_NONE);
	PUT_TEXT(c, (const char *)NULL);
	assert_page(c, "Zo\xc3\xab, 6\xe2\x80\xaf""h 20");
}

static void every_type_a_template_may_put_has_its_text(void **state)
{
	struct ctx *c = page_ctx();

	(void)state;
	PUT_TEXT(c, -7);
	PUT_ATTR(c, (int64_t)INT64_MIN);
	PUT_TEXT(c, (uint64_t)UINT64_MAX);
	PUT_TEXT(c, (unsigned char)9);
	PUT_TEXT(c, label_format("%d of <%d>", 6, 9));
	PUT_TEXT(c, date_show(date_of(2026, 11, 23)));
	PUT_ATTR(c, minute_show(18 * 60 + 5));
	PUT_ATTR(c, (struct id_text){"0123456789abc"});
	PUT_TEXT(c, ((struct html){STR("<b>x</b>")}));
	PUT_ATTR(c, ((struct url){STR("/a?b&c")}));
	assert_page(c, "-7-9223372036854775808184467440737095516159"
	               "6 of &lt;9&gt;2026-11-2318:050123456789abc<b>x</b>/a?b&amp;c");
}

static void assert_url(const char *url, const char *written)
{
	struct ctx *c = page_ctx();

	PUT_URL(c, (struct url){str_of(url)});
	assert_page(c, written);
}

static void an_address_leads_only_where_a_page_may_lead(void **state)
{
	(void)state;
	assert_url("/c/1/sessions?day=1&kind=2", "/c/1/sessions?day=1&amp;kind=2");
	assert_url("#main", "#main");
	assert_url("?page=2", "?page=2");
	assert_url("HTTPS://example.org/", "HTTPS://example.org/");
	assert_url("mailto:desk@example.org", "mailto:desk@example.org");
	assert_url("tel:988", "tel:988");
	assert_url("/\"onclick=", "/&quot;onclick=");
}

static void an_address_that_runs_or_leads_away_becomes_a_number_sign(void **state)
{
	(void)state;
	assert_url("javascript:alert(1)", "#");
	assert_url("JaVaScRiPt:alert(1)", "#");
	assert_url(" javascript:alert(1)", "#");
	assert_url("data:text/html,x", "#");
	assert_url("//elsewhere.example", "#");
	assert_url("/\\elsewhere.example", "#");
	assert_url("/\t/elsewhere.example", "#");
	assert_url("httpsx", "#");
	assert_url("", "#");
	assert_url(NULL, "#");
}

static void a_label_that_is_too_long_is_cut_between_characters(void **state)
{
#define SIXTY "123456789012345678901234567890123456789012345678901234567890"
	(void)state;
	assert_str(str_of(label_format("%s%s", SIXTY, "12\xc3\xab!").s), SIXTY "12");
	assert_str(str_of(label_format("%s%s", SIXTY, "1\xc3\xab!").s), SIXTY "1\xc3\xab");
}

static void what_is_captured_leaves_the_page_and_is_escaped_once(void **state)
{
	struct ctx *c = page_ctx();
	struct html_capture h;
	struct html title;

	(void)state;
	PUT_LITERAL(c, "before ");
	html_capture_begin(c, &h);
	PUT_TEXT(c, "a & b");
	title = html_capture_end(c, &h);
	PUT_LITERAL(c, "after ");
	PUT_TEXT(c, title);
	assert_page(c, "before after a &amp; b");
}

static void a_page_over_its_maximum_says_so_and_stays_within_it(void **state)
{
	struct ctx *c = page_ctx();

	(void)state;
	buf_free(&out);
	buf_init(&out, 8);
	PUT_TEXT(c, "<<<<");
	assert_true(out.full);
	assert_page(c, "&lt;&lt;");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(text_cannot_open_a_tag_or_leave_an_attribute),
	cmocka_unit_test(text_without_special_characters_stays_as_it_is),
	cmocka_unit_test(every_type_a_template_may_put_has_its_text),
	cmocka_unit_test(an_address_leads_only_where_a_page_may_lead),
	cmocka_unit_test(an_address_that_runs_or_leads_away_becomes_a_number_sign),
	cmocka_unit_test(a_label_that_is_too_long_is_cut_between_characters),
	cmocka_unit_test(what_is_captured_leaves_the_page_and_is_escaped_once),
	cmocka_unit_test(a_page_over_its_maximum_says_so_and_stays_within_it),
};
TEST_GROUP(html, tests)
