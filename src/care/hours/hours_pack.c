/* hours_pack.c - one file is one rule with its versions. */
#include "care/hours/hours_pack.h"

#define WEEK_MINUTES (7 * 24 * 60)

struct loaded {
	struct loaded *next;
	struct hours_rule rule;
};

struct loading {
	struct loaded *first;
	size_t n;
};

static enum weekday read_weekday(struct pack_value v, const char *key)
{
	static const char *const names[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
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

/* Two numbers that only make sense together. */
static void read_pair(struct pack_value v, const char *name, const char *key_a, int most_a, int *a, const char *key_b, int most_b, int *b)
{
	const char *const known[] = {key_a, key_b, NULL};
	struct pack_value pair = pack_object(v, name);

	pack_known(pair, known);
	*a = pack_number(pair, key_a, 1, most_a, 0);
	*b = pack_number(pair, key_b, 1, most_b, 0);
	if (pair.json && (!*a || !*b))
		pack_wrong(v, name, "Give both %s and %s.", key_a, key_b);
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

static void read_version(struct pack_value v, struct hours_rule *r)
{
	static const char *const known[] = {"effective_from", "effective_to", "source", "ages", "week", "days", "total", "order",
		"credit", "not_counted", NULL};

	pack_known(v, known);
	read_ages(v, r);
	read_week(v, r);
	read_days(v, r);
	read_pair(v, "total", "minutes", 1000000, &r->total_min, "weeks", 520, &r->total_weeks);
	read_pair(v, "order", "week_minutes", WEEK_MINUTES, &r->ordered_week_min, "recertify_days", 3660, &r->recertify_days);
	read_credit(v, r);
	r->not_counted = pack_texts(v, "not_counted", 100, 40);
	if (v.json && !asks_for_something(r))
		pack_wrong(v, "week", "This version asks for nothing: give week, days, total or order.");
}

static bool code_taken(const struct loading *l, str code)
{
	for (const struct loaded *one = l->first; one; one = one->next)
		if (str_eq(one->rule.head.code, code))
			return true;
	return false;
}

static void read_rule(struct pack_value top, struct loading *l)
{
	struct rule_head head = pack_rule_head(top);
	size_t n;
	const struct pack_version *versions = pack_versions(top, &head, &n);

	if (str_is(head.code, "house"))
		pack_wrong(top, "code", "This code belongs to the rule a director writes.");
	else if (code_taken(l, head.code))
		pack_wrong(top, "code", "Another file has this code already.");
	for (size_t i = 0; i < n; i++) {
		struct loaded *one = ARENA_NEW(top.c->arena, struct loaded);

		one->rule.head = versions[i].head;
		read_version(versions[i].value, &one->rule);
		one->next = l->first;
		l->first = one;
		l->n++;
	}
}

static int by_code_then_from(const void *a, const void *b)
{
	const struct hours_rule *x = a, *y = b;
	int order = str_cmp(x->head.code, y->head.code);

	return order ? order : date_cmp(x->head.from, y->head.from);
}

err hours_packs_load(struct ctx *c, pack_next next, void *arg, struct hours_packs *out)
{
	struct loading l = {0};
	struct pack_file file;
	struct hours_rule *rules;
	size_t i = 0;

	*out = (struct hours_packs){0};
	while (next(arg, &file)) {
		struct pack_value top;

		TRY(pack_open(c, &file, &top));
		read_rule(top, &l);
	}
	TRY(problems_end(c));
	rules = ARENA_NEW_ARRAY(c->arena, struct hours_rule, l.n);
	for (const struct loaded *one = l.first; one; one = one->next)
		rules[i++] = one->rule;
	qsort(rules, l.n, sizeof(rules[0]), by_code_then_from);
	*out = (struct hours_packs){rules, l.n};
	return OK;
}
