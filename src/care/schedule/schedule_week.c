/* schedule_week.c - the repeating week: slots, and the dated sessions made from them. */
#include "care/schedule/schedule_plan.h"

static date today(struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

static date horizon(struct ctx *c)
{
	return date_add(today(c), SCHEDULE_WEEKS_AHEAD * 7);
}

static date first_weekday(date from, int weekday)
{
	return date_add(from, (weekday - (int)date_weekday(from) + 7) % 7);
}

static str date_str(struct ctx *c, date d)
{
	return str_copy(c->arena, str_of(date_show(d).s));
}

/* none is no limit. */
static date later(date a, date b)
{
	return date_cmp(a, b) < 0 ? b : a;
}

static date earlier(date a, date b)
{
	return date_none(a) || (!date_none(b) && date_cmp(b, a) < 0) ? b : a;
}

static bool closed_on(const struct closures_between_rows *closures, date day)
{
	for (size_t i = 0; i < closures->n; i++)
		if (date_cmp(closures->v[i].from_on, day) <= 0 && date_cmp(day, closures->v[i].to_on) <= 0)
			return true;
	return false;
}

static bool made_already(const struct slot_days_made_rows *made, date day)
{
	for (size_t i = 0; i < made->n; i++)
		if (!date_cmp(made->v[i].slot_day, day))
			return true;
	return false;
}

/* One slot's days in [from, until]. */
struct slot_run {
	track_id track;
	week_slot_id slot;
	const struct session_plan *plan;
	date from, until;
};

static err make_for_slot(struct wtx *w, const struct slot_run *run, const struct closures_between_rows *closures, struct schedule_made *out)
{
	struct tx *tx = wtx_read(w);
	struct slot_days_made_rows made;
	session_id id;

	TRY(slot_days_made(tx, &made, .week_slot_id = run->slot, .from_day = run->from, .until = run->until));
	for (date day = first_weekday(run->from, run->plan->weekday); date_cmp(day, run->until) <= 0; day = date_add(day, 7)) {
		struct schedule_conflicts in_the_way = {0};

		if (made_already(&made, day))
			continue;
		if (closed_on(closures, day)) {
			out->closed++;
			continue;
		}
		TRY(schedule_conflicts_on(tx, run->plan, day, (session_id){0}, (week_slot_id){0}, &in_the_way));
		if (in_the_way.n) {
			out->collided++;
			continue;
		}
		TRY(schedule_put_session(w, run->track, run->slot, run->plan, day, &id));
		out->made++;
	}
	return OK;
}

static struct slot_get_row as_slot(const struct open_slots_row *o)
{
	return (struct slot_get_row){.id = o->id, .track_id = o->track_id, .weekday = o->weekday, .start_minute = o->start_minute,
		.end_minute = o->end_minute, .service_kind_id = o->service_kind_id, .title = o->title, .room_id = o->room_id,
		.seats = o->seats, .modality = o->modality, .link = o->link, .from_on = o->from_on, .to_on = o->to_on};
}

static err make_slots(struct wtx *w, date from, date until, week_slot_id only, struct schedule_made *out)
{
	struct tx *tx = wtx_read(w);
	struct closures_between_rows closures;
	struct open_slots_rows slots;

	TRY(closures_between(tx, &closures, .from_day = from, .to_day = until));
	TRY(open_slots(tx, &slots, .from_day = from, .until = until, .only = only));
	for (size_t i = 0; i < slots.n; i++) {
		const struct open_slots_row *o = &slots.v[i];
		struct slot_get_row slot = as_slot(o);
		struct session_plan plan;
		struct slot_run run = {o->track_id, o->id, &plan, later(later(from, o->from_on), o->opened_on),
			earlier(earlier(until, o->to_on), o->closed_on)};

		TRY(schedule_plan_of_slot(tx, &slot, &plan));
		TRY(make_for_slot(w, &run, &closures, out));
	}
	return OK;
}

err schedule_make_sessions(struct wtx *w, date from, date until, struct schedule_made *out)
{
	return make_slots(w, from, until, (week_slot_id){0}, out);
}

/* The sessions of a slot that was just written, from today on. */
static err make_until_horizon(struct wtx *w, week_slot_id slot)
{
	struct ctx *c = wtx_ctx(w);
	struct schedule_made made = {0};

	return make_slots(w, today(c), horizon(c), slot, &made);
}

/* What a slot is to be, and its days: to none is "until further notice". */
struct slot_plan {
	track_id track;
	const struct session_plan *p;
	date from, to;
};

static err put_slot(struct wtx *w, const struct slot_plan *s, week_slot_id *made)
{
	const struct session_plan *p = s->p;
	week_slot_id id = {id_make(wtx_ctx(w)->now)};

	TRY(slot_insert(w, NULL, .id = id, .track_id = s->track, .weekday = p->weekday, .start_minute = p->start, .end_minute = p->end,
		.service_kind_id = p->kind, .title = p->title, .room_id = p->room, .seats = p->seats, .modality = p->modality,
		.link = p->link, .from_on = s->from, .to_on = s->to));
	for (size_t i = 0; i < p->n_breaks; i++)
		TRY(slot_break_insert(w, NULL, .week_slot_id = id, .start_minute = p->breaks[i].start, .end_minute = p->breaks[i].end));
	for (size_t i = 0; i < p->n_staff; i++)
		TRY(slot_staff_insert(w, NULL, .week_slot_id = id, .person_id = p->staff[i], .leads = i == 0));
	*made = id;
	return OK;
}

/* Look at every day of the plan before writing any, so that all conflicts are named at once. */
static err look_ahead(struct tx *tx, const struct slot_plan *s, week_slot_id but_slot, struct schedule_conflicts *in_the_way)
{
	struct ctx *c = tx_ctx(tx);
	date from = later(s->from, today(c)), until = earlier(horizon(c), s->to);
	struct closures_between_rows closures;

	TRY(closures_between(tx, &closures, .from_day = from, .to_day = until));
	for (date day = first_weekday(from, s->p->weekday); date_cmp(day, until) <= 0; day = date_add(day, 7))
		if (!closed_on(&closures, day))
			TRY(schedule_conflicts_on(tx, s->p, day, (session_id){0}, but_slot, in_the_way));
	if (in_the_way->n)
		FAIL(c, ERR_CONFLICT, "The room or a person is taken at that time. Nothing was changed.");
	return OK;
}

static err check_weekday(struct ctx *c, const struct session_plan *p)
{
	return p->weekday < MONDAY || p->weekday > SUNDAY ? problem(c, "weekday", "Choose a day of the week.") : OK;
}

err schedule_add_slot(struct wtx *w, const struct plan_proof *may, track_id track, const struct session_plan *p, date from,
	week_slot_id *made, struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct slot_plan s = {track, p, from, (date){0}};

	(void)may;
	TRY(schedule_track_open(tx, track));
	TRY(check_weekday(wtx_ctx(w), p));
	TRY(schedule_check(tx, p));
	TRY(look_ahead(tx, &s, (week_slot_id){0}, in_the_way));
	TRY(put_slot(w, &s, made));
	TRY(make_until_horizon(w, *made));
	return schedule_journal(w, "week slot", made->v, STR_NONE, "title", STR_NONE, p->title);
}

static err take_away(struct wtx *w, session_id session)
{
	TRY(session_breaks_delete(w, NULL, .session_id = session));
	TRY(session_staff_delete(w, NULL, .session_id = session));
	return session_delete(w, NULL, .id = session);
}

/* One session of a slot that changes. It is taken away, to be made anew by the new plan, unless something hangs on it: then its row
 * stays and follows. What has begun stays as it was, and what was called off stays so, if it is still that day's. */
static err carry_over(struct wtx *w, const struct slot_sessions_from_row *o, week_slot_id slot, const struct slot_plan *to)
{
	struct ctx *c = wtx_ctx(w);
	date day = date_add(o->slot_day, to->p->weekday - (int)date_weekday(o->slot_day));
	bool same_day = !date_cmp(day, o->slot_day), begun = o->starts_at.ms <= c->now.ms;
	struct session_get_row s;

	if (begun)
		return same_day ? session_to_slot(w, NULL, .id = o->id, .week_slot_id = slot) : OK;
	if (!o->recorded && !(same_day && o->status == SESSION_CANCELLED))
		return take_away(w, o->id);
	if (date_cmp(day, to->from) < 0) /* a move to an earlier weekday must not reach into the days before the change */
		return OK;
	TRY(session_get(wtx_read(w), &s, .id = o->id));
	return schedule_set_session(w, &s, slot, day, to->p, day);
}

static err carry_all_over(struct wtx *w, week_slot_id old, week_slot_id slot, const struct slot_plan *to)
{
	struct slot_sessions_from_rows sessions;

	TRY(slot_sessions_from(wtx_read(w), &sessions, .week_slot_id = old, .from_day = to->from));
	for (size_t i = 0; i < sessions.n; i++)
		TRY(carry_over(w, &sessions.v[i], slot, to));
	return OK;
}

/* A change or an end "from here on" starts today at the earliest, and on a slot that still goes on. */
static err check_from(struct ctx *c, const struct slot_get_row *slot, date from)
{
	if (date_none(from))
		return problem(c, "from", "Enter the first day of the change.");
	if (date_cmp(from, today(c)) < 0)
		return problem(c, "from", "Choose today or a later day. Past sessions stay as they were.");
	if (!date_none(slot->to_on) && date_cmp(from, slot->to_on) > 0)
		return problem(c, "from", "These sessions end on %s already. Choose an earlier day.", date_words(slot->to_on).s);
	return OK;
}

err schedule_change_slot(struct wtx *w, const struct plan_proof *may, week_slot_id slot, const struct session_plan *p, date from,
	int64_t seen_version, week_slot_id *made, struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct slot_get_row old;
	struct slot_plan s;
	int64_t changed;

	(void)may;
	TRY(slot_get(tx, &old, .id = slot));
	TRY(check_from(c, &old, from));
	TRY(check_weekday(c, p));
	s = (struct slot_plan){old.track_id, p, later(from, old.from_on), old.to_on};
	TRY(schedule_check(tx, p));
	TRY(look_ahead(tx, &s, slot, in_the_way));
	TRY(slot_end(w, &changed, .id = slot, .to_on = date_add(s.from, -1), .seen_version = seen_version));
	if (!changed)
		return schedule_changed_meanwhile(c);
	TRY(put_slot(w, &s, made));
	TRY(carry_all_over(w, slot, *made, &s));
	TRY(make_until_horizon(w, *made));
	return schedule_journal(w, "week slot", slot.v, STR_NONE, "title", old.title, p->title);
}

err schedule_end_slot(struct wtx *w, const struct plan_proof *may, week_slot_id slot, date from, str reason, int64_t seen_version)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct slot_sessions_from_rows sessions;
	struct slot_get_row old;
	int64_t changed;

	(void)may;
	TRY(slot_get(tx, &old, .id = slot));
	TRY(check_from(c, &old, from));
	if (str_empty(reason))
		return problem(c, "reason", "Say why these sessions end.");
	TRY(slot_end(w, &changed, .id = slot, .to_on = date_add(from, -1), .seen_version = seen_version));
	if (!changed)
		return schedule_changed_meanwhile(c);
	TRY(slot_sessions_from(tx, &sessions, .week_slot_id = slot, .from_day = from));
	for (size_t i = 0; i < sessions.n; i++) {
		const struct slot_sessions_from_row *s = &sessions.v[i];

		if (s->starts_at.ms <= c->now.ms)
			continue; /* it began, or is over */
		if (!s->recorded)
			TRY(take_away(w, s->id));
		else if (s->status == SESSION_PLANNED)
			TRY(session_status(w, NULL, .id = s->id, .status = SESSION_CANCELLED, .cancel_reason = reason, .seen_version = s->version));
	}
	return schedule_journal(w, "week slot", slot.v, reason, "to", date_str(c, old.to_on), date_str(c, date_add(from, -1)));
}
