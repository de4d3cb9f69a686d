/* rules_test.c - which rule measures whom, and in which week. */
#include "care/hours/hours.h"
#include "support/test.h"

static const struct hours_credit_rule silent = {HOURS_UNSAID, HOURS_UNSAID};

static struct hours_rule rule_of(str code, date from, date to, int least_week_min)
{
	struct hours_rule r = hours_house_rule(code, from, least_week_min, 0, 0, silent);

	r.head.code = code;
	r.head.to = to;
	return r;
}

/* Nine hours until the end of May 2026, ten from the 1st of June, a Monday. */
static const struct hours_packs *changing(void)
{
	static struct hours_rule rules[3];
	static const struct hours_packs packs = {rules, COUNT_OF(rules)};

	rules[0] = rule_of(STR("adults"), date_of(2024, 1, 1), date_of(2026, 5, 31), 540);
	rules[1] = rule_of(STR("adults"), date_of(2026, 6, 1), (date){0}, 600);
	rules[2] = rule_of(STR("teens"), date_of(2024, 1, 1), (date){0}, 360);
	return &packs;
}

static int least_on(date week)
{
	const struct hours_rule *r = hours_rule_on(changing(), STR("adults"), week);

	return r ? r->least_week_min : 0;
}

static void a_change_of_rule_leaves_weeks_that_began_before_it_alone(void **state)
{
	(void)state;
	assert_int_equal(least_on(date_of(2025, 6, 2)), 540);
	assert_int_equal(least_on(date_of(2026, 5, 25)), 540);
	assert_int_equal(least_on(date_of(2026, 5, 31)), 540); /* a week that starts on the Sunday and reaches into June */
	assert_int_equal(least_on(date_of(2026, 6, 1)), 600);
	assert_int_equal(least_on(date_of(2030, 1, 7)), 600);
}

static void before_it_took_effect_a_rule_measures_nothing(void **state)
{
	(void)state;
	assert_null(hours_rule_on(changing(), STR("adults"), date_of(2023, 12, 31)));
	assert_null(hours_rule_on(changing(), STR("nobody"), date_of(2026, 6, 1)));
	assert_true(hours_rule_known(changing(), STR("adults")));
	assert_false(hours_rule_known(changing(), STR("nobody")));
}

static void where_two_versions_overlap_the_later_one_measures(void **state)
{
	struct hours_rule rules[] = {
		rule_of(STR("x"), date_of(2026, 3, 1), (date){0}, 2),
		rule_of(STR("x"), date_of(2026, 1, 1), (date){0}, 1),
	};

	(void)state;
	assert_int_equal(hours_rule_on(&(struct hours_packs){rules, 2}, STR("x"), date_of(2026, 4, 6))->least_week_min, 2);
	assert_int_equal(hours_rule_on(&(struct hours_packs){rules, 2}, STR("x"), date_of(2026, 2, 2))->least_week_min, 1);
}

static void a_teenager_becomes_an_adult_in_the_week_after_the_eighteenth_birthday(void **state)
{
	struct hours_rule teen = rule_of(STR("teens"), date_of(2024, 1, 1), (date){0}, 360);
	struct hours_rule adult = rule_of(STR("adults"), date_of(2024, 1, 1), (date){0}, 540);
	date birth = date_of(2008, 9, 23); /* turns 18 on a Wednesday */

	(void)state;
	teen.most_age = 17;
	adult.least_age = 18;
	assert_true(hours_rule_is_for(&teen, birth, date_of(2026, 9, 21)));
	assert_false(hours_rule_is_for(&adult, birth, date_of(2026, 9, 21)));
	assert_false(hours_rule_is_for(&teen, birth, date_of(2026, 9, 28)));
	assert_true(hours_rule_is_for(&adult, birth, date_of(2026, 9, 28)));
}

static void a_birthday_on_the_first_day_of_the_week_counts_for_that_week(void **state)
{
	struct hours_rule under_21 = rule_of(STR("youth"), date_of(2024, 1, 1), (date){0}, 360);
	date birth = date_of(2005, 9, 21);

	(void)state;
	under_21.most_age = 20;
	assert_true(hours_rule_is_for(&under_21, birth, date_of(2026, 9, 14)));
	assert_false(hours_rule_is_for(&under_21, birth, date_of(2026, 9, 21)));
}

static void people_without_a_birthday_are_measured_as_adults(void **state)
{
	struct hours_rule teen = rule_of(STR("teens"), date_of(2024, 1, 1), (date){0}, 360);
	struct hours_rule adult = rule_of(STR("adults"), date_of(2024, 1, 1), (date){0}, 540);

	(void)state;
	teen.most_age = 17;
	adult.least_age = 18;
	assert_false(hours_rule_is_for(&teen, (date){0}, date_of(2026, 9, 21)));
	assert_true(hours_rule_is_for(&adult, (date){0}, date_of(2026, 9, 21)));
}

static void a_kind_that_a_rule_does_not_count_is_named_by_its_code(void **state)
{
	static const str not_counted[] = {{"SELFHELP", 8}, {"SCHOOL", 6}};
	struct hours_rule r = rule_of(STR("x"), date_of(2024, 1, 1), (date){0}, 540);

	(void)state;
	r.not_counted = (struct texts){not_counted, COUNT_OF(not_counted)};
	assert_false(hours_rule_counts(&r, STR("SELFHELP")));
	assert_false(hours_rule_counts(&r, STR("SCHOOL")));
	assert_true(hours_rule_counts(&r, STR("SELF")));
	assert_true(hours_rule_counts(&r, STR("GRP-PROC")));
}

static void the_week_starts_where_the_rule_says_and_else_where_the_organization_says(void **state)
{
	struct hours_rule r = rule_of(STR("x"), date_of(2024, 1, 1), (date){0}, 540);
	date wednesday = date_of(2026, 11, 25);

	(void)state;
	assert_int_equal(date_cmp(hours_week_start(&r, MONDAY, wednesday), date_of(2026, 11, 23)), 0);
	assert_int_equal(date_cmp(hours_week_start(NULL, SUNDAY, wednesday), date_of(2026, 11, 22)), 0);
	r.week_starts = THURSDAY;
	assert_int_equal(date_cmp(hours_week_start(&r, MONDAY, wednesday), date_of(2026, 11, 19)), 0);
	r.week_starts = WEDNESDAY;
	assert_int_equal(date_cmp(hours_week_start(&r, MONDAY, wednesday), wednesday), 0);
}

static void the_strictest_words_about_lateness_and_parts_win(void **state)
{
	struct hours_rule a = hours_house_rule(STR("a"), date_of(2026, 1, 1), 540, 0, 0, (struct hours_credit_rule){15, 50});
	struct hours_rule b = hours_house_rule(STR("b"), date_of(2026, 1, 1), 540, 0, 0, (struct hours_credit_rule){5, 0});
	struct hours_rule c = hours_house_rule(STR("c"), date_of(2026, 1, 1), 540, 0, 0, silent);
	const struct hours_rule *all[] = {&a, &b, &c};
	struct hours_credit_rule got = hours_credit_rule_of(all, COUNT_OF(all));

	(void)state;
	assert_int_equal(got.late_after_min, 5);
	assert_int_equal(got.least_credit_percent, 50);
}

static void where_every_rule_is_silent_ten_minutes_are_late_and_every_minute_counts(void **state)
{
	struct hours_rule c = hours_house_rule(STR("c"), date_of(2026, 1, 1), 540, 0, 0, silent);
	const struct hours_rule *only = &c;
	struct hours_credit_rule got = hours_credit_rule_of(&only, 1);

	(void)state;
	assert_int_equal(got.late_after_min, 10);
	assert_int_equal(got.least_credit_percent, 0);
	got = hours_credit_rule_of(NULL, 0);
	assert_int_equal(got.late_after_min, 10);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_change_of_rule_leaves_weeks_that_began_before_it_alone),
	cmocka_unit_test(before_it_took_effect_a_rule_measures_nothing),
	cmocka_unit_test(where_two_versions_overlap_the_later_one_measures),
	cmocka_unit_test(a_teenager_becomes_an_adult_in_the_week_after_the_eighteenth_birthday),
	cmocka_unit_test(a_birthday_on_the_first_day_of_the_week_counts_for_that_week),
	cmocka_unit_test(people_without_a_birthday_are_measured_as_adults),
	cmocka_unit_test(a_kind_that_a_rule_does_not_count_is_named_by_its_code),
	cmocka_unit_test(the_week_starts_where_the_rule_says_and_else_where_the_organization_says),
	cmocka_unit_test(the_strictest_words_about_lateness_and_parts_win),
	cmocka_unit_test(where_every_rule_is_silent_ten_minutes_are_late_and_every_minute_counts),
};
TEST_GROUP(hours_rules, tests)
