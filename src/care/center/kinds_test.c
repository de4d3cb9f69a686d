/* kinds_test.c - the kinds of service that a new organization starts with. */
#include "care/center/kinds.h"
#include "support/test.h"

/* The pack as it was built in; what is wrong with it is printed. */
static struct kind_starts load(struct ctx *c)
{
	struct kind_starts kinds;
	err e = kinds_load(c, &kinds);

	for (const struct problem *p = c->problems; p; p = p->next)
		print_error("%.*s: %.*s\n", STR_ARG(p->field), STR_ARG(p->text));
	assert_ok(e);
	return kinds;
}

static const struct kind_start *find(const struct kind_starts *kinds, const char *code)
{
	for (size_t i = 0; i < kinds->n; i++)
		if (str_is(kinds->v[i].code, code))
			return &kinds->v[i];
	return NULL;
}

static void the_pack_is_read_without_a_mistake(void **state)
{
	struct ctx *c = test_ctx();
	struct kind_starts kinds = load(c);

	(void)state;
	assert_true(kinds.n > 10);
	test_ctx_free(c);
}

static void group_therapy_counts_and_is_billed(void **state)
{
	struct ctx *c = test_ctx();
	struct kind_starts kinds = load(c);

	(void)state;
	assert_true(find(&kinds, "GRP-PROC")->counts);
	assert_true(find(&kinds, "GRP-PROC")->billable);
	assert_int_equal(find(&kinds, "GRP-PROC")->limit, GROUP_LIMIT_COUNSELING);
	test_ctx_free(c);
}

static void mutual_help_and_school_do_not_count_toward_the_hours(void **state)
{
	struct ctx *c = test_ctx();
	struct kind_starts kinds = load(c);

	(void)state;
	assert_false(find(&kinds, "SELFHELP")->counts);
	assert_false(find(&kinds, "SCHOOL")->counts);
	test_ctx_free(c);
}

static void every_group_has_a_size_limit_and_nothing_else_has(void **state)
{
	struct ctx *c = test_ctx();
	struct kind_starts kinds = load(c);

	(void)state;
	for (size_t i = 0; i < kinds.n; i++)
		assert_int_equal(kinds.v[i].grouped, kinds.v[i].limit != GROUP_LIMIT_NONE);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_pack_is_read_without_a_mistake),
	cmocka_unit_test(group_therapy_counts_and_is_billed),
	cmocka_unit_test(mutual_help_and_school_do_not_count_toward_the_hours),
	cmocka_unit_test(every_group_has_a_size_limit_and_nothing_else_has),
};
TEST_GROUP(kinds, tests)
