/* markdown_test.c - what Markdown becomes on a page, and what it can never become. */
#include "support/test.h"
#include "web/markdown.h"

static void assert_becomes(const char *text, const char *html)
{
	struct ctx *c = test_ctx();
	struct buf out;
	str made;

	buf_init(&out, (size_t)1 << 20);
	c->out = &out;
	BUF_LIT(&out, "before ");
	made = markdown(c, str_of(text), 2).s;
	if (!str_is(made, html))
		fail_msg("%s\nbecomes %.*s", text, STR_ARG(made));
	assert_str(buf_view(&out), "before ");
	buf_free(&out);
	test_ctx_free(c);
}

static void paragraphs_lists_and_emphasis_become_html(void **state)
{
	(void)state;
	assert_becomes("One *two* **three**\nfour  \nfive `six`",
		"<p>One <em>two</em> <strong>three</strong>\nfour<br>\nfive <code>six</code></p>\n");
	assert_becomes("- a\n- b\n\n3. c\n\n> d",
		"<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n<blockquote>\n<p>d</p>\n</blockquote>\n");
	assert_becomes("```\n<b>\n```\n\n---", "<pre><code>&lt;b&gt;\n</code></pre>\n<hr>\n");
	assert_becomes("", "");
}

static void raw_html_shows_as_it_was_typed(void **state)
{
	(void)state;
	assert_becomes("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
	assert_becomes("a <b onclick=\"x\">b</b> & c &lt; &nbsp;", "<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt; &amp; c &lt; &nbsp;</p>\n");
}

static void links_lead_to_the_web_to_mail_and_to_our_own_paths(void **state)
{
	(void)state;
	assert_becomes("[a](https://www.samhsa.gov/?a=1&amp;b=2 \"t\")",
		"<p><a href=\"https://www.samhsa.gov/?a=1&amp;b=2\" rel=\"noreferrer\">a</a></p>\n");
	assert_becomes("[a](/library) <mailto:a@b.org>", "<p><a href=\"/library\">a</a> <a href=\"mailto:a@b.org\">mailto:a@b.org</a></p>\n");
	assert_becomes("[![a picture](/x.png)](/y)", "<p><a href=\"/y\">a picture</a></p>\n");
}

static void a_link_to_anywhere_else_is_its_words(void **state)
{
	static const char *const bad[] = {"javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//elsewhere.org",
		"/\\elsewhere.org", "x.html",
		"javascript&#58;alert(1)", "&#47;/elsewhere.org", "vbscript:x", "#", "?a", "<java\tscript:x>", "</ a>"};
	char text[100];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		(void)snprintf(text, sizeof(text), "[a](%s)", bad[i]);
		assert_becomes(text, "<p>a</p>\n");
	}
	assert_becomes("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n");
}

static void headings_stand_below_the_pages_own_and_leave_no_level_out(void **state)
{
	(void)state;
	assert_becomes("# a\n## b\n# c", "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n");
	assert_becomes("## a\n## b\n### c\n## d", "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h2>d</h2>\n");
	assert_becomes("#### a\n###### b\n###### c\n## d", "<h2>a</h2>\n<h3>b</h3>\n<h3>c</h3>\n<h2>d</h2>\n");
	assert_becomes("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6",
		"<h2>1</h2>\n<h3>2</h3>\n<h4>3</h4>\n<h5>4</h5>\n<h6>5</h6>\n<h6>6</h6>\n");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(paragraphs_lists_and_emphasis_become_html),
	cmocka_unit_test(raw_html_shows_as_it_was_typed),
	cmocka_unit_test(links_lead_to_the_web_to_mail_and_to_our_own_paths),
	cmocka_unit_test(a_link_to_anywhere_else_is_its_words),
	cmocka_unit_test(headings_stand_below_the_pages_own_and_leave_no_level_out),
};
TEST_GROUP(markdown, tests)
