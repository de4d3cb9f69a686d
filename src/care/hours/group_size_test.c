/* group_size_test.c - how many people a group may have, by state; and the reader of group packs. */
#include "care/hours/group_size.h"
#include "support/test.h"

static struct group_verdict in(str state, enum group_limit limit, int people)
{
	return group_size_check(group_packs(), state, date_of(2026, 11, 23), limit, people);
}

static void texas_has_sixteen_in_counseling_and_thirty_five_in_education_and_no_more(void **state)
{
	(void)state;
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_COUNSELING, 16).fit, GROUP_FITS);
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_COUNSELING, 17).fit, GROUP_REFUSED);
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_COUNSELING, 19).over, 3);
	assert_str(in(STR("TX"), GROUP_LIMIT_COUNSELING, 19).rule->head.name, "Texas group size");
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_EDUCATION, 35).fit, GROUP_FITS);
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_EDUCATION, 36).fit, GROUP_REFUSED);
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_EDUCATION, 36).most, 35);
}

static void multi_family_groups_and_speakers_have_no_limit(void **state)
{
	(void)state;
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_EXEMPT, 200).fit, GROUP_FITS);
	assert_int_equal(in(STR("TX"), GROUP_LIMIT_EXEMPT, 200).most, 0);
	assert_int_equal(in(STR_NONE, GROUP_LIMIT_EXEMPT, 200).fit, GROUP_FITS);
	assert_int_equal(in(STR_NONE, GROUP_LIMIT_NONE, 200).fit, GROUP_FITS);
}

static void where_no_rule_of_the_state_is_known_more_than_twelve_needs_a_reason(void **state)
{
	(void)state;
	assert_int_equal(in(STR("OR"), GROUP_LIMIT_COUNSELING, 12).fit, GROUP_FITS);
	assert_int_equal(in(STR("OR"), GROUP_LIMIT_COUNSELING, 13).fit, GROUP_NEEDS_REASON);
	assert_int_equal(in(STR_NONE, GROUP_LIMIT_COUNSELING, 13).fit, GROUP_NEEDS_REASON);
	assert_int_equal(in(STR(""), GROUP_LIMIT_COUNSELING, 13).fit, GROUP_NEEDS_REASON);
}

static void a_state_with_a_rule_of_its_own_is_not_held_to_the_default(void **state)
{
	(void)state;
	assert_int_equal(in(STR("tx"), GROUP_LIMIT_COUNSELING, 14).fit, GROUP_FITS);
	assert_int_equal(in(STR("NY"), GROUP_LIMIT_COUNSELING, 15).fit, GROUP_FITS);
	assert_int_equal(in(STR("NY"), GROUP_LIMIT_COUNSELING, 16).fit, GROUP_REFUSED);
	assert_int_equal(in(STR("NY"), GROUP_LIMIT_EDUCATION, 100).fit, GROUP_FITS);
	assert_int_equal(in(STR("CA"), GROUP_LIMIT_COUNSELING, 13).fit, GROUP_NEEDS_REASON);
}

static struct group_rule rule(str code, str jurisdiction, date from, date to, int people, enum group_fit over)
{
	struct group_rule r = {.head = {.code = code, .jurisdiction = jurisdiction, .from = from, .to = to}};

	r.most[GROUP_LIMIT_COUNSELING] = (struct group_most){people, over};
	return r;
}

static void the_strictest_of_several_rules_is_named(void **state)
{
	date since = date_of(2020, 1, 1), day = date_of(2026, 11, 23);
	struct group_rule rules[] = {
		rule(STR("a"), STR("US-XX"), since, (date){0}, 10, GROUP_NEEDS_REASON),
		rule(STR("b"), STR("US-XX"), since, (date){0}, 14, GROUP_REFUSED),
		rule(STR("c"), STR("US-XX"), since, (date){0}, 12, GROUP_NEEDS_REASON),
	};
	struct group_packs packs = {rules, 3};

	(void)state;
	assert_ptr_equal(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_COUNSELING, 9).rule, &rules[0]);
	assert_int_equal(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_COUNSELING, 9).most, 10);
	assert_ptr_equal(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_COUNSELING, 13).rule, &rules[0]);
	assert_ptr_equal(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_COUNSELING, 15).rule, &rules[1]);
	assert_int_equal(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_COUNSELING, 15).fit, GROUP_REFUSED);
	assert_null(group_size_check(&packs, STR("XX"), day, GROUP_LIMIT_EDUCATION, 15).rule);
}

static void a_rule_measures_from_its_day_to_its_day(void **state)
{
	struct group_rule rules[] = {
		rule(STR("a"), STR("US-XX"), date_of(2025, 1, 1), date_of(2025, 12, 31), 10, GROUP_REFUSED),
		rule(STR("a"), STR("US-XX"), date_of(2026, 1, 1), (date){0}, 12, GROUP_REFUSED),
		rule(STR("default"), STR_NONE, date_of(2000, 1, 1), (date){0}, 8, GROUP_NEEDS_REASON),
	};
	struct group_packs packs = {rules, 3};

	(void)state;
	assert_int_equal(group_size_check(&packs, STR("XX"), date_of(2024, 12, 31), GROUP_LIMIT_COUNSELING, 9).most, 8);
	assert_int_equal(group_size_check(&packs, STR("XX"), date_of(2025, 1, 1), GROUP_LIMIT_COUNSELING, 9).most, 10);
	assert_int_equal(group_size_check(&packs, STR("XX"), date_of(2025, 12, 31), GROUP_LIMIT_COUNSELING, 9).most, 10);
	assert_int_equal(group_size_check(&packs, STR("XX"), date_of(2026, 1, 1), GROUP_LIMIT_COUNSELING, 9).most, 12);
}

/* ---- the reader ---- */

#define RULE(limits) \
	"{\"code\":\"x\",\"name\":\"X\",\"summary\":\"S.\",\"versions\":[{\"effective_from\":\"2026-01-01\"," \
	"\"source\":{\"title\":\"T\",\"section\":\"S\",\"url\":\"u\",\"checked\":\"c\"}" limits "}]}"

static void refused(const char *text, const char *field)
{
	struct ctx *c = test_ctx();
	struct group_packs packs;
	struct pack_file file = {STR("x.json"), {(const uint8_t *)text, strlen(text)}};
	struct pack_files one = {&file, 1};
	str name = str_format(c->arena, "x.json: %s", field);

	assert_int_equal(group_packs_load(c, pack_files_next, &one, &packs), ERR_INVALID);
	assert_int_equal(packs.n, 0);
	if (!problem_of(c, name.p).p)
		fail_msg("no problem for %s; the first is %.*s", field, STR_ARG(c->problems->field));
	test_ctx_free(c);
}

static void a_limit_says_how_many_and_what_more_than_that_is(void **state)
{
	(void)state;
	refused(RULE(""), "versions[0].counseling");
	refused(RULE(",\"counselling\":{\"most\":12,\"over\":\"reason\"}"), "versions[0].counselling");
	refused(RULE(",\"counseling\":{\"over\":\"reason\"}"), "versions[0].counseling.most");
	refused(RULE(",\"counseling\":{\"most\":0,\"over\":\"reason\"}"), "versions[0].counseling.most");
	refused(RULE(",\"counseling\":{\"most\":12}"), "versions[0].counseling.over");
	refused(RULE(",\"counseling\":{\"most\":12,\"over\":\"maybe\"}"), "versions[0].counseling.over");
	refused(RULE(",\"education\":{\"most\":12,\"over\":\"reason\",\"x\":1}"), "versions[0].education.x");
	refused(RULE(",\"education\":12"), "versions[0].education");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(texas_has_sixteen_in_counseling_and_thirty_five_in_education_and_no_more),
	cmocka_unit_test(multi_family_groups_and_speakers_have_no_limit),
	cmocka_unit_test(where_no_rule_of_the_state_is_known_more_than_twelve_needs_a_reason),
	cmocka_unit_test(a_state_with_a_rule_of_its_own_is_not_held_to_the_default),
	cmocka_unit_test(the_strictest_of_several_rules_is_named),
	cmocka_unit_test(a_rule_measures_from_its_day_to_its_day),
	cmocka_unit_test(a_limit_says_how_many_and_what_more_than_that_is),
};
TEST_GROUP(group_size, tests)
