/* router_test.c - which route answers, and which tables must not start. */
#include "web/router.h"

#include "support/test.h"

static err any_page(struct ctx *c)
{
	(void)c;
	return OK;
}

#define GET(path) {METHOD_GET, path, any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}
#define POST(path) {METHOD_POST, path, any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}

static const struct route people[] = {
        GET("/"),
        GET("/people"),
        GET("/people/new"),
        POST("/people/new"),
        GET("/people/{person}"),
        GET("/people/{person}/edit"),
        POST("/people/{person}/edit"),
        GET("/people/new/help"),
};
static const struct route center[] = {
        GET("/c/{center}/sessions/{session}"),
        POST("/c/{center}/sessions/{session}/rows/{row}"),
};
static const struct route_table tables[] = {{people, COUNT_OF(people)}, {center, COUNT_OF(center)}};

static struct router *build(struct ctx *c)
{
	struct router *r;
	str why;

	assert_ok(router_build(c->arena, tables, COUNT_OF(tables), &r, &why));
	return r;
}

static void a_path_finds_its_route_and_its_values(void **state)
{
	struct ctx *c = test_ctx();
	struct router *r = build(c);
	struct route_match m;

	(void)state;
	assert_true(router_find(r, STR("/"), &m));
	assert_ptr_equal(m.get, &people[0]);
	assert_null(m.post);
	assert_true(router_find(r, STR("/people"), &m));
	assert_ptr_equal(m.get, &people[1]);
	assert_true(router_find(r, STR("/c/0ABC/sessions/0DEF/rows/7"), &m));
	assert_null(m.get);
	assert_ptr_equal(m.post, &center[1]);
	assert_str(route_value(m.post, &m, "center"), "0ABC");
	assert_str(route_value(m.post, &m, "session"), "0DEF");
	assert_str(route_value(m.post, &m, "row"), "7");
	assert_null(route_value(m.post, &m, "person").p);
	test_ctx_free(c);
}

static void a_literal_part_goes_before_a_value(void **state)
{
	struct ctx *c = test_ctx();
	struct router *r = build(c);
	struct route_match m;

	(void)state;
	assert_true(router_find(r, STR("/people/new"), &m));
	assert_ptr_equal(m.get, &people[2]);
	assert_ptr_equal(m.post, &people[3]);
	assert_int_equal(m.n, 0);
	assert_true(router_find(r, STR("/people/newer"), &m));
	assert_ptr_equal(m.get, &people[4]);
	assert_str(route_value(m.get, &m, "person"), "newer");
	test_ctx_free(c);
}

static void a_literal_part_that_leads_nowhere_may_still_be_a_value(void **state)
{
	struct ctx *c = test_ctx();
	struct router *r = build(c);
	struct route_match m;

	(void)state;
	assert_true(router_find(r, STR("/people/new/edit"), &m));
	assert_ptr_equal(m.get, &people[5]);
	assert_str(route_value(m.get, &m, "person"), "new");
	assert_true(router_find(r, STR("/people/new/help"), &m));
	assert_ptr_equal(m.get, &people[7]);
	assert_int_equal(m.n, 0);
	test_ctx_free(c);
}

static void other_paths_find_nothing(void **state)
{
	static const char *const none[] = {"", "people", "/people/", "//people", "/people//edit", "/People", "/c", "/c/1",
		"/c//sessions/2", "/people/1/edit/", "/people/1/edit/2", "/?", "/%70eople"};
	struct ctx *c = test_ctx();
	struct router *r = build(c);
	struct route_match m;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(none); i++)
		assert_false(router_find(r, str_of(none[i]), &m));
	test_ctx_free(c);
}

static void refused(struct route route, const char *reason)
{
	const struct route two[] = {GET("/x/{a}"), route};
	const struct route_table table = {two, COUNT_OF(two)};
	struct ctx *c = test_ctx();
	struct router *r;
	str why;

	assert_int_equal(router_build(c->arena, &table, 1, &r, &why), ERR_BUG);
	assert_true(str_index(why, str_of(reason)) >= 0);
	if (route.pattern)
		assert_true(str_index(why, str_of(route.pattern)) >= 0);
	test_ctx_free(c);
}

static void a_table_that_forgets_something_stops_the_start_by_name(void **state)
{
	(void)state;
	refused((struct route){METHOD_GET, "/y", any_page, PERM_UNSET, JOURNAL_NONE, 0, 0}, "permission");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_COUNT, JOURNAL_NONE, 0, 0}, "permission");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_PUBLIC, JOURNAL_UNSET, 0, 0}, "journal");
	refused((struct route){METHOD_GET, "/y", NULL, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "handler");
	refused((struct route){0, "/y", any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "method");
	refused((struct route){METHOD_GET, NULL, any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "pattern");
	refused((struct route){METHOD_GET, "y", any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "start with /");
	refused((struct route){METHOD_GET, "/y//z", any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "empty part");
	refused((struct route){METHOD_GET, "/y/", any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0}, "empty part");
	refused((struct route){METHOD_GET, "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", any_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
		"too many");
}

static void flags_that_contradict_the_route_stop_the_start(void **state)
{
	(void)state;
	refused((struct route){METHOD_GET, "/y", any_page, PERM_PUBLIC, JOURNAL_NONE, ROUTE_UPLOAD, 0}, "upload");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_TODAY, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0}, "caches");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_PUBLIC, JOURNAL_FEED, ROUTE_PUBLIC_CACHE, 0}, "caches");
	refused((struct route){METHOD_POST, "/y", any_page, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0}, "caches");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_TODAY, JOURNAL_NONE, ROUTE_NO_TX, 0}, "database");
	refused((struct route){METHOD_GET, "/y", any_page, PERM_PUBLIC, JOURNAL_FEED, ROUTE_NO_TX, 0}, "database");
}

static void the_same_address_twice_stops_the_start_whatever_its_values_are_called(void **state)
{
	(void)state;
	refused((struct route)GET("/x/{a}"), "another route");
	refused((struct route)GET("/x/{b}"), "another route");
}

static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_finds_its_route_and_its_values),
        cmocka_unit_test(a_literal_part_goes_before_a_value),
        cmocka_unit_test(a_literal_part_that_leads_nowhere_may_still_be_a_value),
        cmocka_unit_test(other_paths_find_nothing),
        cmocka_unit_test(a_table_that_forgets_something_stops_the_start_by_name),
        cmocka_unit_test(flags_that_contradict_the_route_stop_the_start),
        cmocka_unit_test(the_same_address_twice_stops_the_start_whatever_its_values_are_called),
};
TEST_GROUP(router, tests)
