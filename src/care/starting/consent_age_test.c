/* consent_age_test.c - what consent_age.h promises: nothing is suggested that the pack is not sure of. */
#include "care/starting/consent_age.h"
#include "support/world.h"

static struct consent_ages today(const char *state, enum program_type type)
{
	return consent_ages_of(str_of(state), type, date_of(2026, 11, 23));
}

static void a_minor_signs_alone_from_the_age_that_the_state_names(struct test_db *t)
{
	struct consent_ages a = today("WA", PROGRAM_ADDICTION);

	(void)t;
	assert_int_equal(a.n, 1);
	assert_str(a.v[0]->source, "RCW 71.34.530");
	assert_int_equal(consent_advice(&a, 12), ADVICE_BOTH);
	assert_int_equal(consent_advice(&a, 13), ADVICE_ALONE);
	a = today("PA", PROGRAM_MENTAL_HEALTH);
	assert_int_equal(consent_advice(&a, 13), ADVICE_BOTH);
	assert_int_equal(consent_advice(&a, 14), ADVICE_ALONE);
}

static void a_program_that_treats_both_needs_both_ages(struct test_db *t)
{
	struct consent_ages a = today("CA", PROGRAM_CO_OCCURRING);

	assert_int_equal(a.n, 2);
	assert_int_equal(a.from_age, 12);
	assert_str(consent_ages_sources(t->c->arena, &a),
		"California Family Code 6929(b); California Family Code 6924, as changed by AB 665 (2023)");
	a = today("WA", PROGRAM_TEEN);
	assert_int_equal(a.from_age, 13);
	assert_str(consent_ages_sources(t->c->arena, &a), "RCW 71.34.530");
	a = today("PA", PROGRAM_TEEN); /* nothing is claimed of addiction there */
	assert_int_equal(a.n, 1);
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
}

static void what_is_not_sure_not_known_or_not_yet_law_says_check(struct test_db *t)
{
	struct consent_ages a = today("TX", PROGRAM_ADDICTION);

	(void)t;
	assert_int_equal(a.n, 1); /* where to look */
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
	a = today("ME", PROGRAM_TEEN);
	assert_int_equal(a.n, 0);
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
	a = today("", PROGRAM_TEEN);
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
	a = today("WA", PROGRAM_EATING_DISORDER);
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
	a = consent_ages_of(STR("CA"), PROGRAM_MENTAL_HEALTH, date_of(2024, 6, 30));
	assert_int_equal(consent_advice(&a, 17), ADVICE_CHECK);
	a = consent_ages_of(STR("CA"), PROGRAM_MENTAL_HEALTH, date_of(2024, 7, 1));
	assert_int_equal(consent_advice(&a, 17), ADVICE_ALONE);
}

static const struct CMUnitTest tests[] = {
	on_sqlite(a_minor_signs_alone_from_the_age_that_the_state_names),
	on_sqlite(a_program_that_treats_both_needs_both_ages),
	on_sqlite(what_is_not_sure_not_known_or_not_yet_law_says_check),
};
TEST_GROUP(consent_age, tests)
