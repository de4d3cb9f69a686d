/* json_tree_test.c - what the tree keeps, refuses and changes. */
#include "link/fhir/json_tree.h"
#include "support/test.h"

static str written(struct ctx *c, const struct jnode *n)
{
	struct buf b;
	str out;

	buf_init(&b, 1 << 20);
	jtree_write(&b, n);
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static struct jnode *parsed(struct ctx *c, const char *text)
{
	struct jnode *n;
	struct jtree_trouble trouble;

	assert_ok(jtree_parse(c->arena, str_of(text), &n, &trouble));
	return n;
}

static void what_nobody_changed_comes_back_byte_for_byte(void **state)
{
	const char *text = "{\"a\": 1.50,\"b\":[1e2 , -0.0],\"c\":\"\\u00e9\\/é\",\"d\":{ },\"big\":123456789012345678901234567890}";
	struct ctx *c = test_ctx();

	(void)state;
	assert_str(written(c, parsed(c, text)), text);
	test_ctx_free(c);
}

static void line_breaks_outside_of_strings_are_left_out(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	assert_str(written(c, parsed(c, "{\r\n  \"a\": \"x\\ny\",\n  \"b\": [\n    1\n  ]\n}\n")), "{\"a\": \"x\\ny\",\"b\": [1]}");
	test_ctx_free(c);
}

static void a_change_touches_only_its_own_place(void **state)
{
	struct ctx *c = test_ctx();
	struct jnode *n = parsed(c, "{\"keep\":[1.50, 2.00],\"name\":[{\"family\":\"Old\",\"_x\":null}],\"gone\":true}");
	struct jnode *name = jtree_get_as(n, "name", JT_ARRAY)->first;

	(void)state;
	jtree_set(c->arena, name, "family", STR("N\"ew"));
	jtree_drop(n, "gone");
	jtree_add_text(c->arena, jtree_make(c->arena, name, "given", JT_ARRAY), STR("Ann"));
	assert_str(written(c, n), "{\"keep\":[1.50, 2.00],\"name\":[{\"family\":\"N\\\"ew\",\"_x\":null,\"given\":[\"Ann\"]}]}");
	test_ctx_free(c);
}

static void members_are_removed_wherever_they_stand(void **state)
{
	struct ctx *c = test_ctx();
	struct jnode *n = parsed(c, "{\"a\":1,\"b\":2,\"c\":3}");

	(void)state;
	jtree_drop(n, "c");
	jtree_set(c->arena, n, "d", STR("4"));
	jtree_drop(n, "a");
	jtree_drop(n, "never there");
	assert_str(written(c, n), "{\"b\":2,\"d\":\"4\"}");
	test_ctx_free(c);
}

static void escapes_are_read_as_the_characters_they_mean(void **state)
{
	struct ctx *c = test_ctx();
	struct jnode *n = parsed(c, "{\"a\":\"\\u00e9\\ud83d\\ude00\\n\\/\",\"half\":\"\\ud83d\",\"nul\":\"\\u0000\",\"number\":1}");

	(void)state;
	assert_str(jtree_member(c->arena, n, "a"), "é😀\n/");
	assert_null(jtree_member(c->arena, n, "half").p);
	assert_null(jtree_member(c->arena, n, "nul").p);
	assert_null(jtree_member(c->arena, n, "number").p);
	test_ctx_free(c);
}

static void what_is_not_json_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} wrong[] = {
		{"", 0}, {"{", 1}, {"{\"a\"}", 4}, {"{\"a\":}", 5}, {"{\"a\":1,}", 7}, {"[1 2]", 3}, {"{\"a\":01}", 6}, {"{\"a\":1.}", 7},
		{"{\"a\":+1}", 5}, {"{\"a\":\"\\x\"}", 8}, {"{\"a\":\"\\u12g4\"}", 10}, {"{\"a\":\"x\ny\"}", 7}, {"{} {}", 3}, {"{a:1}", 1},
		{"{\"a\":NaN}", 5}, {"{\"a\":tru}", 5}, {"{\"a\":\"b", 7},
	};
	struct ctx *c = test_ctx();
	struct jnode *n;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct jtree_trouble trouble = {0};

		assert_int_equal(jtree_parse(c->arena, str_of(wrong[i].text), &n, &trouble), ERR_MALFORMED);
		assert_non_null(trouble.why);
		assert_int_equal(trouble.at, wrong[i].at);
	}
	test_ctx_free(c);
}

static void nesting_has_its_limit(void **state)
{
	struct ctx *c = test_ctx();
	char deep[201];
	struct jnode *n;
	struct jtree_trouble trouble;

	(void)state;
	memset(deep, '[', 100);
	memset(deep + 100, ']', 100);
	assert_int_equal(jtree_parse(c->arena, (str){deep, 200}, &n, &trouble), ERR_MALFORMED);
	assert_ok(jtree_parse(c->arena, (str){deep + 100 - JTREE_DEPTH, 2 * JTREE_DEPTH}, &n, &trouble));
	test_ctx_free(c);
}

static void the_number_of_values_has_its_limit(void **state)
{
	size_t length = JTREE_NODES * 2 + 3;
	struct ctx *c = test_ctx();
	char *many = arena_alloc(c->arena, length);
	struct jnode *n;
	struct jtree_trouble trouble;

	(void)state;
	many[0] = '[';
	for (size_t i = 1; i < length - 1; i += 2) {
		many[i] = '1';
		many[i + 1] = ',';
	}
	many[length - 1] = ']';
	many[length - 2] = '1';
	assert_int_equal(jtree_parse(c->arena, (str){many, length}, &n, &trouble), ERR_TOO_LARGE);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_nobody_changed_comes_back_byte_for_byte),
	cmocka_unit_test(line_breaks_outside_of_strings_are_left_out),
	cmocka_unit_test(a_change_touches_only_its_own_place),
	cmocka_unit_test(members_are_removed_wherever_they_stand),
	cmocka_unit_test(escapes_are_read_as_the_characters_they_mean),
	cmocka_unit_test(what_is_not_json_is_refused_with_its_place),
	cmocka_unit_test(nesting_has_its_limit),
	cmocka_unit_test(the_number_of_values_has_its_limit),
};
TEST_GROUP(json_tree, tests)
