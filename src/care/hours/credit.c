/* credit.c - minutes for one person in one session. */
#include "care/hours/hours.h"

static int64_t minute_of(instant t)
{
	int64_t m = t.ms / MS_PER_MINUTE;

	return t.ms % MS_PER_MINUTE < 0 ? m - 1 : m;
}

/* The break that begins first among those that end after `at`; NULL: none. */
static const struct hours_break *next_break(const struct hours_window *w, int64_t at)
{
	const struct hours_break *first = NULL;

	for (size_t i = 0; i < w->n_breaks; i++) {
		const struct hours_break *b = &w->breaks[i];

		if (minute_of(b->to) <= at || minute_of(b->to) <= minute_of(b->from))
			continue;
		if (!first || minute_of(b->from) < minute_of(first->from))
			first = b;
	}
	return first;
}

/* Minutes in [from, to) that are in no break. Walking from break to break counts overlapping ones once. */
static int outside_breaks(const struct hours_window *w, int64_t from, int64_t to)
{
	const struct hours_break *b;
	int64_t at = from;
	int64_t sum = 0;

	while (at < to && (b = next_break(w, at))) {
		int64_t begins = minute_of(b->from) < to ? minute_of(b->from) : to;

		if (begins > at)
			sum += begins - at;
		at = minute_of(b->to);
	}
	if (at < to)
		sum += to - at;
	return (int)sum;
}

int hours_window_minutes(const struct hours_window *w)
{
	return outside_breaks(w, minute_of(w->from), minute_of(w->to));
}

static bool earns(const struct hours_presence *p)
{
	switch (p->status) {
	case ATTENDANCE_PRESENT:
		return true;
	case ATTENDANCE_LATE:
		return !instant_none(p->arrived);
	case ATTENDANCE_LEFT_EARLY:
		return !instant_none(p->left);
	case ATTENDANCE_NONE:
	case ATTENDANCE_EXCUSED:
	case ATTENDANCE_ABSENT:
	case ATTENDANCE_NO_SHOW:
	case ATTENDANCE_MADE_UP:
	case ATTENDANCE_EXPECTED:
		break;
	}
	return false;
}

struct hours_credit hours_credit_of(const struct hours_window *w, const struct hours_presence *p,
	struct hours_credit_rule rule)
{
	int64_t from = minute_of(w->from), to = minute_of(w->to);
	int64_t arrived = instant_none(p->arrived) ? from : minute_of(p->arrived);
	int64_t left = instant_none(p->left) ? to : minute_of(p->left);
	struct hours_credit c = {.window_min = hours_window_minutes(w)};

	if (!earns(p) || c.window_min == 0)
		return c;
	c.late = arrived - from > rule.late_after_min;
	c.left_early = to - left > rule.late_after_min;
	c.attended_min = outside_breaks(w, arrived > from ? arrived : from, left < to ? left : to);
	if ((int64_t)c.attended_min * 100 >= (int64_t)c.window_min * rule.least_credit_percent)
		c.credited_min = c.attended_min;
	return c;
}
