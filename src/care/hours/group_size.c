/* group_size.c - the strictest limit in force. */
#include "care/hours/group_size.h"

CODE_NAMES(group_fit, GROUP_FIT_TABLE)

/* "US-TX" for "TX", in either case. */
static bool of_state(const struct group_rule *rule, str state)
{
	str j = rule->head.jurisdiction;

	return !str_empty(state) && str_starts(j, "US-") && str_eq_ascii_case(str_slice(j, 3, j.n), state);
}

static bool state_has_rule(const struct group_packs *packs, str state, date day)
{
	for (size_t i = 0; i < packs->n; i++)
		if (of_state(&packs->rules[i], state) && rule_in_force(&packs->rules[i].head, day))
			return true;
	return false;
}

static struct group_verdict judge(const struct group_rule *rule, enum group_limit limit, int people)
{
	const struct group_most *most = &rule->most[limit];
	struct group_verdict v = {.fit = GROUP_FITS};

	if (!most->people)
		return v;
	v.rule = rule;
	v.most = most->people;
	if (people > most->people) {
		v.over = people - most->people;
		v.fit = most->over;
	}
	return v;
}

static bool stricter(const struct group_verdict *a, const struct group_verdict *b)
{
	if (a->fit != b->fit)
		return a->fit > b->fit;
	return a->most && (!b->most || a->most < b->most);
}

struct group_verdict group_size_check(const struct group_packs *packs, str state, date day, enum group_limit limit,
	int people)
{
	bool own = state_has_rule(packs, state, day);
	struct group_verdict worst = {.fit = GROUP_FITS};

	for (size_t i = 0; i < packs->n; i++) {
		const struct group_rule *rule = &packs->rules[i];
		struct group_verdict v;

		if (!rule_in_force(&rule->head, day) || (own ? !of_state(rule, state) : rule->head.jurisdiction.p != NULL))
			continue;
		v = judge(rule, limit, people);
		if (stricter(&v, &worst))
			worst = v;
	}
	return worst;
}
