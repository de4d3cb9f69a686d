/* total.c - rules that look further than a week: minutes altogether, and a physician's order that must be
 * renewed. */
#include "care/hours/hours.h"

#define WEEK 7

static int at_least_zero(int64_t n)
{
	return n > 0 ? (int)n : 0;
}

/* Minutes of the person's usual week on the days after `after`, up to and with `to`; part weeks in
 * proportion. */
static int64_t usual_minutes(date after, date to, int usual_week_min)
{
	int days = date_diff(to, after);

	return days > 0 ? (int64_t)days * usual_week_min / WEEK : 0;
}

static date later(date a, date b)
{
	return date_cmp(a, b) > 0 ? a : b;
}

struct hours_total hours_total_of(const struct hours_rule *rule, date started, date today, const struct hours_day *days,
	size_t n, int planned_min, date planned_to, int usual_week_min)
{
	struct hours_total t = {.from = started, .need_min = rule->total_min};
	bool over;

	if (!rule->total_min)
		return (struct hours_total){0};
	t.to = date_add(started, rule->total_weeks * WEEK - 1);
	for (size_t i = 0; i < n; i++)
		if (date_cmp(t.from, days[i].day) <= 0 && date_cmp(days[i].day, t.to) <= 0)
			t.have_min += days[i].credited_min;
	over = date_cmp(today, t.to) > 0;
	t.projected_min = t.have_min;
	if (!over) {
		t.projected_min += planned_min;
		t.projected_min += (int)usual_minutes(later(planned_to, date_add(today, -1)), t.to, usual_week_min);
		t.weeks_left = (date_diff(t.to, later(today, started)) + WEEK) / WEEK;
	}
	t.short_min = at_least_zero((int64_t)t.need_min - t.have_min);
	t.gap_min = at_least_zero((int64_t)t.need_min - t.projected_min);
	t.pace_min = t.weeks_left ? (t.short_min + t.weeks_left - 1) / t.weeks_left : 0;
	if (!t.short_min)
		t.status = HOURS_MET;
	else if (over)
		t.status = HOURS_MISSED;
	else
		t.status = t.gap_min ? HOURS_SHORT : HOURS_ON_TRACK;
	return t;
}

static const struct hours_order *newest_order(date today, const struct hours_order *orders, size_t n)
{
	const struct hours_order *newest = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct hours_order *one = &orders[i];

		if (date_cmp(one->certified, today) <= 0 && (!newest || date_cmp(newest->certified, one->certified) < 0))
			newest = one;
	}
	return newest;
}

struct hours_certification hours_certification_of(const struct hours_rule *rule, date started, date today,
	const struct hours_order *orders, size_t n, int warn_days)
{
	struct hours_certification c = {.need_week_min = rule->ordered_week_min};
	const struct hours_order *newest = newest_order(today, orders, n);

	if (!rule->ordered_week_min)
		return (struct hours_certification){0};
	c.ordered_week_min = newest ? newest->week_min : 0;
	c.due = newest ? date_add(newest->certified, rule->recertify_days) : started;
	c.days_left = date_diff(c.due, today);
	if (!newest)
		c.status = HOURS_ORDER_MISSING;
	else if (c.days_left < 0)
		c.status = HOURS_ORDER_LAPSED;
	else if (newest->week_min < rule->ordered_week_min)
		c.status = HOURS_ORDER_TOO_LITTLE;
	else
		c.status = c.days_left <= warn_days ? HOURS_ORDER_DUE : HOURS_ORDER_CURRENT;
	return c;
}
