/* split_test.c - where one resource ends and the next begins. */
#include "link/fhir/split.h"
#include "support/test.h"

/* What comes out of a text, as "LINE:text|LINE!reason|...". */
static str pieces(struct ctx *c, const char *text, bool lines)
{
	struct source *in = ARENA_NEW(c->arena, struct source);
	struct splitter s;
	struct split_piece p;
	struct buf b;
	str out;

	buf_init(&b, 1 << 20);
	source_str(in, str_of(text));
	splitter_init(&s, in);
	s.lines = lines;
	for (int i = 0; i < 100; i++) {
		err e = splitter_next(&s, &p);

		if (e == OK && !p.line)
			break;
		buf_format(&b, "%s%zu%s%.*s", b.n ? "|" : "", p.line, e ? "!" : p.entry ? "=" : ":", e ? (int)strlen(s.reason) : (int)p.text.n,
			e ? s.reason : p.text.p);
	}
	splitter_free(&s);
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static void expect(const char *text, bool lines, const char *want)
{
	struct ctx *c = test_ctx();
	str got = pieces(c, text, lines);

	if (!str_is(got, want))
		fail_msg("of:   %s\nis:   %.*s\nnot:  %s", text, STR_ARG(got), want);
	test_ctx_free(c);
}

static void each_line_is_a_document(void **state)
{
	(void)state;
	expect("{\"a\":1}\n{\"b\":\"}\"}\r\n\n{\"c\":[{}]}", false, "1:{\"a\":1}|2:{\"b\":\"}\"}|4:{\"c\":[{}]}");
	expect("\xef\xbb\xbf{}\n", false, "1:{}");
	expect("", false, "");
	expect(" \n ", false, "");
}

static void a_document_may_have_many_lines(void **state)
{
	(void)state;
	expect("{\n \"a\": [\n{\n}]\n}\n", false, "1:{\n \"a\": [\n{\n}]\n}");
}

static void a_broken_line_does_not_take_the_next_along(void **state)
{
	(void)state;
	expect("{\"a\":1}\n{\"b\":[1\n{\"c\":3}\n", false, "1:{\"a\":1}|2!the line ends before the resource does|3:{\"c\":3}");
	expect("{\"a\":1}\n{\"b\":\"x\n{\"c\":3}\n", false, "1:{\"a\":1}|2!a line ends inside a string|3:{\"c\":3}");
	expect("{\"a\":1}\nhello\n{\"c\":3}\n", false,
		"1:{\"a\":1}|2!it is not FHIR: a resource begins with {|3:{\"c\":3}");
	expect("{\"a\":1]\n{\"c\":3}\n", false, "1!its brackets do not match|2:{\"c\":3}");
}

static void a_first_line_that_is_cut_off_is_found_by_the_next(void **state)
{
	(void)state;
	expect("{\"a\":{\"b\":1\n{\"c\":3}\n", false, "1!it is cut off|2:{\"c\":3}");
	expect("{\"a\":{\"b\":1,\n{\"c\":3}\n", false, "1!it is cut off|2:{\"c\":3}");
	expect("{\"a\":[1,\n{\"c\":3}\n", true, "1!the line ends before the resource does|2:{\"c\":3}");
	expect("{\"a\":1", false, "1!it ends too early");
}

static void a_bundle_gives_its_entries_one_by_one(void **state)
{
	(void)state;
	expect("{\"resourceType\":\"Bundle\",\"entry\":[{\"x\":1},\n {\"y\":{}}],\"link\":[{\"entry\":[]}]}", false,
		"1={\"x\":1}|2={\"y\":{}}");
	expect("{\"resourceType\" : \"Bundle\" , \"total\":0, \"entry\" : [ ] }\n{\"a\":1}", false, "2:{\"a\":1}");
	expect("{\"resourceType\":\"Bundle\",\"entry\":[{\"x\":1},{\"y\"", false, "1={\"x\":1}|1!it ends too early");
	expect("{\"resourceType\":\"Bundle\",\"entry\":[{\"x\":1},", false, "1={\"x\":1}|1!the Bundle ends too early");
	expect("{\"resourceType\":\"Bundle\",\"entry\":[{\"x\":1}]", false, "1={\"x\":1}|1!it ends too early");
	expect("{\"resourceType\":\"Bundle\",\"entry\":[7]}\n{\"a\":1}", false,
		"1!an entry of the Bundle is not an object|2:{\"a\":1}");
}

static void what_only_looks_like_a_bundle_is_one_document(void **state)
{
	(void)state;
	expect("{\"resourceType\":\"List\",\"entry\":[{}]}", false, "1:{\"resourceType\":\"List\",\"entry\":[{}]}");
	expect("{\"entry\":[{}],\"resourceType\":\"Bundle\"}", false, "1:{\"entry\":[{}],\"resourceType\":\"Bundle\"}");
	expect("{\"a\":\"resourceType\",\"b\":\"Bundle\",\"entry\":[{}]}", false, "1:{\"a\":\"resourceType\",\"b\":\"Bundle\",\"entry\":[{}]}");
}

static void other_formats_are_called_by_their_name(void **state)
{
	(void)state;
	expect("<Patient/>", false, "1!it is XML; FHIR is read as JSON here");
	expect("\x1f\x8bxyz", false, "1!it is compressed; unpack it first");
	expect("[{}]", false, "1!it is not FHIR: a resource begins with {");
}

static void a_resource_over_the_limit_is_refused_and_the_next_is_read(void **state)
{
	struct ctx *c = test_ctx();
	size_t n = RESOURCE_MOST + 100;
	char *text = arena_alloc(c->arena, n + 16);
	struct source *in = ARENA_NEW(c->arena, struct source);
	struct splitter s;
	struct split_piece p;

	(void)state;
	memset(text, ' ', n);
	text[0] = '{';
	memcpy(text + n - 1, "}\n{\"a\":1}", 10);
	source_str(in, str_of(text));
	splitter_init(&s, in);
	assert_int_equal(splitter_next(&s, &p), ERR_TOO_LARGE);
	assert_int_equal(p.line, 1);
	assert_ok(splitter_next(&s, &p));
	assert_str(p.text, "{\"a\":1}");
	assert_int_equal(p.line, 2);
	splitter_free(&s);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(each_line_is_a_document),
	cmocka_unit_test(a_document_may_have_many_lines),
	cmocka_unit_test(a_broken_line_does_not_take_the_next_along),
	cmocka_unit_test(a_first_line_that_is_cut_off_is_found_by_the_next),
	cmocka_unit_test(a_bundle_gives_its_entries_one_by_one),
	cmocka_unit_test(what_only_looks_like_a_bundle_is_one_document),
	cmocka_unit_test(other_formats_are_called_by_their_name),
	cmocka_unit_test(a_resource_over_the_limit_is_refused_and_the_next_is_read),
};
TEST_GROUP(split, tests)
