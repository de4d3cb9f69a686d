/* make_up.c - obstacles first, then reasons, then order. */
#include "care/hours/make_up.h"

#include "care/hours/hours.h"

CODE_NAMES(make_up_obstacle, MAKE_UP_OBSTACLE_TABLE)
CODE_NAMES(make_up_reason, MAKE_UP_REASON_TABLE)

static bool overlap(const struct make_up_session *s, const struct make_up_busy *b)
{
	return date_cmp(s->day, b->day) == 0 && s->start_minute < b->end_minute && b->start_minute < s->end_minute;
}

static bool own(const struct make_up_person *p, const struct make_up_session *s)
{
	for (size_t i = 0; i < p->n_busy; i++)
		if (p->busy[i].session == s->id)
			return true;
	return false;
}

static bool clashes(const struct make_up_person *p, const struct make_up_session *s)
{
	for (size_t i = 0; i < p->n_busy; i++)
		if (overlap(s, &p->busy[i]))
			return true;
	return false;
}

/* Whether the person is free all through the session. Free times may touch or overlap: from each end the
 * longest one goes on. */
static bool is_free(const struct make_up_person *p, const struct make_up_session *s)
{
	enum weekday weekday = date_weekday(s->day);
	int at = s->start_minute, before;

	do {
		before = at;
		for (size_t i = 0; i < p->n_free; i++) {
			const struct make_up_free *f = &p->free[i];

			if (f->weekday == weekday && f->from_minute <= at && f->to_minute > at)
				at = f->to_minute;
		}
	} while (at > before && at < s->end_minute);
	return at >= s->end_minute;
}

static bool of_age(const struct make_up_person *p, const struct make_up_session *s)
{
	bool bounded = s->least_age > 0 || s->most_age < HOURS_ANY_AGE;

	if (p->age == HOURS_UNSAID)
		return !bounded || s->program == p->program;
	return s->least_age <= p->age && p->age <= s->most_age;
}

static enum make_up_obstacle obstacle_of(const struct make_up_person *p, const struct make_up_session *s)
{
	if (s->cancelled)
		return MAKE_UP_CANCELLED;
	if (s->begun)
		return MAKE_UP_BEGUN;
	if (!s->counts || s->window_min <= 0)
		return MAKE_UP_NOT_COUNTED;
	if (own(p, s))
		return MAKE_UP_OWN;
	if (s->type != p->type)
		return MAKE_UP_OTHER_TYPE;
	if (!of_age(p, s))
		return MAKE_UP_AGE;
	if (s->taken >= s->seats)
		return MAKE_UP_FULL;
	if (s->group == GROUP_REFUSED)
		return MAKE_UP_GROUP_FULL;
	if (clashes(p, s))
		return MAKE_UP_CLASH;
	if (p->n_free && !is_free(p, s))
		return MAKE_UP_NOT_FREE;
	return MAKE_UP_OBSTACLE_NONE;
}

/* A day on which the person is not expected at all. */
static bool new_day(const struct make_up_person *p, const struct make_up_session *s)
{
	for (size_t i = 0; i < p->n_busy; i++)
		if (date_cmp(p->busy[i].day, s->day) == 0)
			return false;
	return true;
}

static unsigned reasons_of(const struct make_up_person *p, const struct make_up_session *s)
{
	unsigned r = 0;

	if (p->n_free && is_free(p, s))
		r |= 1u << MAKE_UP_IN_FREE_TIME;
	if (p->gap_days > 0 && new_day(p, s))
		r |= 1u << MAKE_UP_NEW_DAY;
	if (p->gap_min > 0 && s->window_min >= p->gap_min)
		r |= 1u << MAKE_UP_CLOSES_GAP;
	if (!str_empty(p->missed_kind) && str_eq(p->missed_kind, s->kind))
		r |= 1u << MAKE_UP_SAME_KIND;
	if (s->track == p->track)
		r |= 1u << MAKE_UP_SAME_TRACK;
	if (s->program == p->program)
		r |= 1u << MAKE_UP_SAME_PROGRAM;
	return r;
}

bool make_up_has(const struct make_up_match *m, enum make_up_reason reason)
{
	return m->reasons & 1u << reason;
}

static int soonest(const struct make_up_session *x, const struct make_up_session *y)
{
	int order = date_cmp(x->day, y->day);

	if (!order)
		order = x->start_minute - y->start_minute;
	if (!order)
		order = (x->id > y->id) - (x->id < y->id);
	return order;
}

/* Negative: x before y. */
static int better(const void *a, const void *b)
{
	const struct make_up_match *x = a, *y = b;

	if (!x->obstacle != !y->obstacle)
		return x->obstacle ? 1 : -1;
	if (x->obstacle)
		return soonest(x->session, y->session);
	for (int r = MAKE_UP_IN_FREE_TIME; r <= MAKE_UP_SAME_PROGRAM; r++)
		if (make_up_has(x, (enum make_up_reason)r) != make_up_has(y, (enum make_up_reason)r))
			return make_up_has(x, (enum make_up_reason)r) ? -1 : 1;
	if (x->gives_min != y->gives_min)
		return x->gives_min > y->gives_min ? -1 : 1;
	return soonest(x->session, y->session);
}

struct make_up_match *make_up_rank(struct arena *a, const struct make_up_person *p,
	const struct make_up_session *sessions, size_t n, size_t *usable)
{
	struct make_up_match *out = ARENA_NEW_ARRAY(a, struct make_up_match, n);

	*usable = 0;
	for (size_t i = 0; i < n; i++) {
		const struct make_up_session *s = &sessions[i];

		out[i] = (struct make_up_match){
			.session = s,
			.obstacle = obstacle_of(p, s),
			.reasons = reasons_of(p, s),
			.gives_min = s->window_min < p->gap_min ? s->window_min : p->gap_min,
			.needs_reason = s->group == GROUP_NEEDS_REASON,
		};
		*usable += out[i].obstacle == MAKE_UP_OBSTACLE_NONE;
	}
	qsort(out, n, sizeof(out[0]), better);
	return out;
}
