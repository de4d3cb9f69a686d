/* rules.c - which rule measures whom, in which week, and by which clock. */
#include "care/hours/hours.h"

CODE_NAMES(hours_status, HOURS_STATUS_TABLE)
CODE_NAMES(hours_cause, HOURS_CAUSE_TABLE)
CODE_NAMES(hours_order_status, HOURS_ORDER_TABLE)

#define ADULT 18
#define USUAL_LATE_AFTER 10 /* minutes; a house choice where no rule says anything, see docs/rules/hours.md */

const struct hours_rule *hours_rule_on(const struct hours_packs *packs, str code, date week)
{
	const struct hours_rule *found = NULL;

	for (size_t i = 0; i < packs->n; i++) {
		const struct hours_rule *rule = &packs->rules[i];

		if (str_eq(rule->head.code, code) && rule_in_force(&rule->head, week) &&
		    (!found || date_cmp(found->head.from, rule->head.from) < 0))
			found = rule;
	}
	return found;
}

bool hours_rule_known(const struct hours_packs *packs, str code)
{
	for (size_t i = 0; i < packs->n; i++)
		if (str_eq(packs->rules[i].head.code, code))
			return true;
	return false;
}

struct hours_rule hours_house_rule(str name, date from, int least_week_min, int most_week_min, int least_days,
	struct hours_credit_rule credit)
{
	return (struct hours_rule){
		.head = {.code = STR("house"), .name = name, .from = from},
		.most_age = HOURS_ANY_AGE,
		.least_week_min = least_week_min,
		.most_week_min = most_week_min,
		.least_days = least_days,
		.credit = credit,
	};
}

bool hours_rule_is_for(const struct hours_rule *rule, date birth, date week)
{
	int age = date_none(birth) ? ADULT : date_age(birth, week);

	return rule->least_age <= age && age <= rule->most_age;
}

bool hours_rule_counts(const struct hours_rule *rule, str kind_code)
{
	for (size_t i = 0; i < rule->not_counted.n; i++)
		if (str_eq(rule->not_counted.v[i], kind_code))
			return false;
	return true;
}

date hours_week_start(const struct hours_rule *rule, enum weekday organization, date day)
{
	return date_week_start(day, rule && rule->week_starts ? rule->week_starts : organization);
}

struct hours_credit_rule hours_credit_rule_of(const struct hours_rule *const *rules, size_t n)
{
	struct hours_credit_rule out = {HOURS_UNSAID, HOURS_UNSAID};

	for (size_t i = 0; i < n; i++) {
		struct hours_credit_rule one = rules[i]->credit;

		if (one.late_after_min >= 0 && (out.late_after_min < 0 || one.late_after_min < out.late_after_min))
			out.late_after_min = one.late_after_min;
		if (one.least_credit_percent > out.least_credit_percent)
			out.least_credit_percent = one.least_credit_percent;
	}
	if (out.late_after_min < 0)
		out.late_after_min = USUAL_LATE_AFTER;
	if (out.least_credit_percent < 0)
		out.least_credit_percent = 0;
	return out;
}
