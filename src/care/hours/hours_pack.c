/* hours_pack.c - one file is one rule with its versions. */
#include "care/hours/hours_pack.h"

#include "care/pack_rules.h"

#define WEEK_MINUTES (7 * 24 * 60)

static enum weekday read_weekday(struct pack_value v, const char *key)
{
	static const char *const names[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
		"sunday"};
	str s = pack_text_optional(v, key, 20);

	if (!s.p)
		return 0;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_is(s, names[i]))
			return (enum weekday)(MONDAY + i);
	pack_wrong(v, key, "Write a weekday in small letters, as \"monday\".");
	return 0;
}

static void read_ages(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"least", "most", NULL};
	struct pack_value ages = pack_object(v, "ages");

	pack_known(ages, known);
	r->least_age = pack_number(ages, "least", 0, 120, 0);
	r->most_age = pack_number(ages, "most", 0, 120, HOURS_ANY_AGE);
	if (r->least_age > r->most_age)
		pack_wrong(ages, "most", "The most is below the least.");
}

static void read_week(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"starts", "least_minutes", "most_minutes", NULL};
	struct pack_value week = pack_object(v, "week");

	pack_known(week, known);
	r->week_starts = read_weekday(week, "starts");
	r->least_week_min = pack_number(week, "least_minutes", 0, WEEK_MINUTES, 0);
	r->most_week_min = pack_number(week, "most_minutes", 1, WEEK_MINUTES, 0);
	if (r->most_week_min && r->least_week_min > r->most_week_min)
		pack_wrong(week, "most_minutes", "The most is below the least.");
}

static void read_days(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"least", "first_weeks", NULL};
	struct pack_value days = pack_object(v, "days");

	pack_known(days, known);
	r->least_days = pack_number(days, "least", 1, 7, 0);
	r->days_first_weeks = pack_number(days, "first_weeks", 1, 520, 0);
	if (days.json && !r->least_days)
		pack_wrong(days, "least", "Say how many separate days a week.");
}

static void read_total(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"minutes", "weeks", NULL};
	struct pack_value total = pack_object(v, "total");

	pack_known(total, known);
	r->total_min = pack_number(total, "minutes", 1, 1000000, 0);
	r->total_weeks = pack_number(total, "weeks", 1, 520, 0);
	if (total.json && (!r->total_min || !r->total_weeks))
		pack_wrong(v, "total", "Give both minutes and weeks.");
}

static void read_order(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"week_minutes", "recertify_days", NULL};
	struct pack_value order = pack_object(v, "order");

	pack_known(order, known);
	r->ordered_week_min = pack_number(order, "week_minutes", 1, WEEK_MINUTES, 0);
	r->recertify_days = pack_number(order, "recertify_days", 1, 3660, 0);
	if (order.json && (!r->ordered_week_min || !r->recertify_days))
		pack_wrong(v, "order", "Give both week_minutes and recertify_days.");
}

static void read_credit(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"late_after", "least_percent", NULL};
	struct pack_value credit = pack_object(v, "credit");

	pack_known(credit, known);
	r->credit.late_after_min = pack_number(credit, "late_after", 0, 240, HOURS_UNSAID);
	r->credit.least_credit_percent = pack_number(credit, "least_percent", 0, 100, HOURS_UNSAID);
}

static bool asks_for_something(const struct hours_rule *r)
{
	return r->least_week_min || r->most_week_min || r->least_days || r->total_min || r->ordered_week_min;
}

static void read_version(struct pack_value v, void *rule)
{
	static const char *const known[] = {PACK_VERSION_FIELDS, "ages", "week", "days", "total", "order", "credit",
		"not_counted", NULL};
	struct hours_rule *r = rule;

	pack_known(v, known);
	read_ages(v, r);
	read_week(v, r);
	read_days(v, r);
	read_total(v, r);
	read_order(v, r);
	read_credit(v, r);
	r->not_counted = pack_texts(v, "not_counted", 100, 40);
	if (v.json && !asks_for_something(r))
		pack_wrong(v, "week", "This version asks for nothing: give week, days, total or order.");
}

err hours_packs_load(struct ctx *c, pack_next next, void *arg, struct hours_packs *out)
{
	static const struct pack_rule_kind kind = {sizeof(struct hours_rule), read_version};
	void *rules;

	*out = (struct hours_packs){0};
	TRY(pack_rules_load(c, next, arg, &kind, &rules, &out->n));
	out->rules = rules;
	return OK;
}
