/* week.c - one program week, added up and judged. */
#include "care/hours/hours.h"

#define WEEK 7

static int at_least_zero(int n)
{
	return n > 0 ? n : 0;
}

/* ---- adding up ---- */

static bool in_week(const struct hours_week *w, const struct hours_rule *rule, const struct hours_item *item)
{
	int nth = date_diff(item->day, w->start);

	return nth >= 0 && nth < WEEK && item->counts && (!rule || hours_rule_counts(rule, item->kind));
}

void hours_week_sum(struct hours_week *w, const struct hours_rule *rule, const struct hours_item *items,
	size_t n)
{
	bool credited[WEEK] = {false}, ahead[WEEK] = {false};

	w->scheduled_min = w->offered_min = w->delivered_min = w->billable_min = w->ahead_min = 0;
	w->days = w->days_ahead = 0;
	for (size_t i = 0; i < n; i++) {
		const struct hours_item *item = &items[i];
		int nth = date_diff(item->day, w->start);

		if (!in_week(w, rule, item))
			continue;
		w->scheduled_min += item->make_up ? 0 : item->window_min;
		w->offered_min += item->cancelled ? 0 : item->window_min;
		w->delivered_min += item->credited_min;
		w->billable_min += item->billable ? item->credited_min : 0;
		w->ahead_min += item->ahead ? item->window_min : 0;
		credited[nth] |= item->credited_min > 0;
		ahead[nth] |= item->ahead && item->window_min > 0;
	}
	for (int d = 0; d < WEEK; d++) {
		w->days += credited[d];
		w->days_ahead += ahead[d] && !credited[d];
	}
}

/* ---- judging ---- */

/* Worse is larger: the enum is in this order. */
static enum hours_status worse(enum hours_status a, enum hours_status b)
{
	return a > b ? a : b;
}

/* Days of the week that are not over, today included (more than a week before it begins). */
static int days_left(const struct hours_week *w)
{
	return at_least_zero(WEEK - date_diff(w->today, w->start));
}

static bool whole_week(const struct hours_week *w)
{
	return date_cmp(w->started, w->start) <= 0 &&
		(date_none(w->ended) || date_diff(w->ended, w->start) >= WEEK - 1);
}

/* What an unmet requirement is called; `possible`: there is still time for a make-up. */
static enum hours_status unmet(const struct hours_week *w, bool possible)
{
	if (!whole_week(w))
		return HOURS_PART_WEEK;
	return possible ? HOURS_SHORT : HOURS_MISSED;
}

static enum hours_status reached(int have, int projected, int need, enum hours_status otherwise)
{
	if (have >= need)
		return HOURS_MET;
	return projected >= need ? HOURS_ON_TRACK : otherwise;
}

/* Whether the rule's separate days are asked for in this week. */
static bool days_asked(const struct hours_rule *rule, const struct hours_week *w)
{
	return rule->least_days > 0 &&
		(rule->days_first_weeks == 0 || date_diff(w->start, w->started) < rule->days_first_weeks * WEEK);
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static int minutes_asked(const struct hours_rule *rule, const struct hours_week *w)
{
	if (!rule->ordered_week_min)
		return rule->least_week_min;
	return larger(rule->least_week_min, larger(rule->ordered_week_min, w->ordered_week_min));
}

static void judge_minutes(struct hours_verdict *v, const struct hours_week *w)
{
	v->short_min = at_least_zero(v->need_min - v->have_min);
	v->gap_min = at_least_zero(v->need_min - v->projected_min);
	v->status = reached(v->have_min, v->projected_min, v->need_min, unmet(w, days_left(w) > 0));
	if (!v->most_min)
		return;
	v->over_min = at_least_zero(v->have_min - v->most_min);
	if (v->over_min)
		v->status = worse(v->status, HOURS_OVER);
	else if (v->projected_min > v->most_min)
		v->status = worse(v->status, HOURS_HEADING_OVER);
}

static void judge_days(struct hours_verdict *v, const struct hours_week *w)
{
	v->short_days = at_least_zero(v->need_days - v->have_days);
	v->gap_days = at_least_zero(v->need_days - v->projected_days);
	v->status = worse(v->status,
		reached(v->have_days, v->projected_days, v->need_days, unmet(w, v->short_days <= days_left(w))));
}

struct hours_verdict hours_judge(const struct hours_rule *rule, const struct hours_week *w)
{
	struct hours_verdict v = {
		.rule = rule,
		.most_min = rule->most_week_min,
		.have_min = w->delivered_min,
		.projected_min = w->delivered_min + w->ahead_min,
		.need_days = days_asked(rule, w) ? rule->least_days : 0,
		.have_days = w->days,
		.projected_days = w->days + w->days_ahead,
		.by_order = rule->ordered_week_min > 0,
	};

	v.need_min = minutes_asked(rule, w);
	judge_minutes(&v, w);
	judge_days(&v, w);
	return v;
}

static bool stricter(const struct hours_verdict *a, const struct hours_verdict *b)
{
	if (a->status != b->status)
		return a->status > b->status;
	if (a->gap_min != b->gap_min)
		return a->gap_min > b->gap_min;
	if (a->gap_days != b->gap_days)
		return a->gap_days > b->gap_days;
	return a->need_min > b->need_min;
}

const struct hours_verdict *hours_strictest(const struct hours_verdict *verdicts, size_t n)
{
	const struct hours_verdict *first = n ? verdicts : NULL;

	for (size_t i = 1; i < n; i++)
		if (stricter(&verdicts[i], first))
			first = &verdicts[i];
	return first;
}

/* ---- why minutes are missing ---- */

static enum hours_cause cause_of(const struct hours_item *item)
{
	if (item->cancelled || item->reason == ABSENCE_PROGRAM_CLOSED)
		return HOURS_CAUSE_CANCELLED;
	switch (item->status) {
	case ATTENDANCE_PRESENT:
	case ATTENDANCE_LATE:
	case ATTENDANCE_LEFT_EARLY:
		return HOURS_CAUSE_PARTIAL;
	case ATTENDANCE_EXCUSED:
		return item->reason == ABSENCE_STEP_DOWN ? HOURS_CAUSE_STEP_DOWN : HOURS_CAUSE_EXCUSED;
	case ATTENDANCE_ABSENT:
	case ATTENDANCE_NO_SHOW:
		return HOURS_CAUSE_ABSENT;
	case ATTENDANCE_MADE_UP: /* the make-up's own row says what came of it */
		return HOURS_CAUSE_NONE;
	case ATTENDANCE_NONE:
	case ATTENDANCE_EXPECTED:
		break;
	}
	return HOURS_CAUSE_NOT_RECORDED;
}

enum hours_cause hours_causes_of(const struct hours_week *w, const struct hours_rule *rule, int need_min,
	const struct hours_item *items, size_t n, int out[HOURS_CAUSES])
{
	enum hours_cause largest = HOURS_CAUSE_NONE;

	memset(out, 0, HOURS_CAUSES * sizeof(out[0]));
	out[HOURS_CAUSE_NOT_SCHEDULED] = at_least_zero(need_min - w->scheduled_min);
	for (size_t i = 0; i < n; i++)
		if (in_week(w, rule, &items[i]) && !items[i].ahead)
			out[cause_of(&items[i])] += at_least_zero(items[i].window_min - items[i].credited_min);
	out[HOURS_CAUSE_NONE] = 0;
	for (int c = HOURS_CAUSE_NONE + 1; c < HOURS_CAUSES; c++)
		if (out[c] > out[largest])
			largest = (enum hours_cause)c;
	return largest;
}
