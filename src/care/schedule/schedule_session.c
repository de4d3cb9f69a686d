/* schedule_session.c - one session alone: moved, cancelled, restored, added; and closures, which do that to a whole day. */
#include "care/schedule/schedule_plan.h"

static err free_or_fail(struct tx *tx, const struct session_plan *p, date day, session_id except, struct schedule_conflicts *in_the_way)
{
	TRY(schedule_conflicts_on(tx, p, day, except, (week_slot_id){0}, in_the_way));
	if (in_the_way->n)
		FAIL(tx_ctx(tx), ERR_CONFLICT, "The room or a person is taken at that time. Nothing was changed.");
	return OK;
}

err schedule_add_session(struct wtx *w, const struct plan_proof *may, track_id track, const struct session_plan *p, session_id *made,
	struct schedule_conflicts *in_the_way)
{
	struct ctx *c = wtx_ctx(w);

	(void)may;
	if (date_none(p->day))
		(void)problem(c, "day", "Enter the day, like %s.", date_words(zone_day(c->zone, c->now)).s);
	TRY(schedule_track_open(wtx_read(w), track));
	TRY(schedule_check(wtx_read(w), p));
	TRY(free_or_fail(wtx_read(w), p, p->day, (session_id){0}, in_the_way));
	TRY(schedule_put_session(w, track, (week_slot_id){0}, p, p->day, made));
	return schedule_journal(w, "session", made->v, STR_NONE, "title", STR_NONE, p->title);
}

/* Would the minutes that people are credited come out differently? */
static bool other_times(struct ctx *c, const struct session_get_row *s, const struct session_plan *was, const struct session_plan *p)
{
	struct plan_times t = schedule_times(c, p, p->day);

	return t.starts.ms != s->starts_at.ms || t.ends.ms != s->ends_at.ms || p->kind.v != s->service_kind_id.v ||
	       p->n_breaks != was->n_breaks || memcmp(p->breaks, was->breaks, p->n_breaks * sizeof(*p->breaks));
}

/* What a change to one session was, for the journal: its title and when it starts. */
static str in_short(struct ctx *c, str title, date day, int start)
{
	return str_format(c->arena, "%.*s, %s %s", STR_ARG(title), date_show(day).s, minute_show(start).s);
}

err schedule_change_session(struct wtx *w, const struct plan_proof *may, session_id session, const struct session_plan *p,
	int64_t seen_version, struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct session_get_row s;
	struct session_plan was;

	(void)may;
	TRY(session_get(tx, &s, .id = session));
	if (s.version != seen_version)
		return schedule_changed_meanwhile(c);
	if (date_none(p->day))
		(void)problem(c, "day", "Enter the day of the session.");
	TRY(schedule_check(tx, p));
	TRY(schedule_plan_of_session(tx, &s, &was));
	if (other_times(c, &s, &was, p))
		TRY(schedule_not_held(tx, session, "start"));
	if (s.status == SESSION_PLANNED)
		TRY(free_or_fail(tx, p, p->day, session, in_the_way));
	TRY(schedule_set_session(w, &s, s.week_slot_id, s.slot_day, p, p->day));
	return schedule_journal(w, "session", session.v, STR_NONE, "session", in_short(c, s.title, s.day, was.start),
		in_short(c, p->title, p->day, p->start));
}

static err set_status(struct wtx *w, session_id session, enum session_status status, str reason, int64_t seen_version)
{
	int64_t changed;

	TRY(session_status(w, &changed, .id = session, .status = status, .cancel_reason = reason, .seen_version = seen_version));
	if (!changed)
		return schedule_changed_meanwhile(wtx_ctx(w));
	return schedule_journal(w, "session", session.v, reason, "status",
		code_of(&session_status_codes, status == SESSION_PLANNED ? SESSION_CANCELLED : SESSION_PLANNED),
		code_of(&session_status_codes, (int)status));
}

err schedule_cancel_session(struct wtx *w, const struct plan_proof *may, session_id session, str reason, int64_t seen_version)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct session_get_row s;

	(void)may;
	TRY(session_get(tx, &s, .id = session));
	if (s.status == SESSION_CANCELLED)
		FAIL(c, ERR_CONFLICT, "This session is cancelled already.");
	if (str_empty(reason))
		return problem(c, "reason", "Say why the session is cancelled. Participants see it.");
	TRY(schedule_not_held(tx, session, "reason"));
	return set_status(w, session, SESSION_CANCELLED, reason, seen_version);
}

err schedule_restore_session(struct wtx *w, const struct plan_proof *may, session_id session, int64_t seen_version,
	struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct session_get_row s;
	struct session_plan p;

	(void)may;
	TRY(session_get(tx, &s, .id = session));
	if (s.status == SESSION_PLANNED)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "This session takes place already.");
	TRY(schedule_plan_of_session(tx, &s, &p));
	TRY(free_or_fail(tx, &p, s.day, session, in_the_way));
	return set_status(w, session, SESSION_PLANNED, STR_NONE, seen_version);
}

/* ---- closures ---------------------------------------------------------------------------------------------------- */

/* The reason a closure leaves on the sessions it cancels; also how they are found again. */
static str closure_reason(struct ctx *c, str name, date from)
{
	return str_format(c->arena, "Closed: %.*s (%s)", STR_ARG(name), date_show(from).s);
}

err schedule_closure_check(struct ctx *c, date from, date *to, str name)
{
	if (date_none(from))
		(void)problem(c, "from", "Enter the first day.");
	if (!date_none(*to) && !date_none(from) && date_cmp(*to, from) < 0)
		(void)problem(c, "to", "The last day must not be before the first.");
	if (!date_none(*to) && !date_none(from) && date_diff(*to, from) > SCHEDULE_LONGEST_CLOSURE)
		(void)problem(c, "to", "A closure lasts %d days at most. Enter an earlier last day.", SCHEDULE_LONGEST_CLOSURE);
	if (str_empty(name))
		(void)problem(c, "name", "Enter a name, like Thanksgiving.");
	if (date_none(*to))
		*to = from;
	return problems_end(c);
}

err schedule_close(struct wtx *w, const struct plan_proof *may, date from, date to, str name, closure_id *made, int64_t *cancelled)
{
	struct ctx *c = wtx_ctx(w);
	struct sessions_planned_between_rows sessions;

	(void)may;
	TRY(schedule_closure_check(c, from, &to, name));
	*made = (closure_id){id_make(c->now)};
	TRY(closure_insert(w, NULL, .id = *made, .from_on = from, .to_on = to, .name = name));
	TRY(sessions_planned_between(wtx_read(w), &sessions, .from_day = from, .to_day = to));
	for (size_t i = 0; i < sessions.n; i++)
		TRY(session_status(w, NULL, .id = sessions.v[i].id, .status = SESSION_CANCELLED, .seen_version = sessions.v[i].version,
			.cancel_reason = closure_reason(c, name, from)));
	*cancelled = (int64_t)sessions.n;
	return schedule_journal(w, "closure", made->v, STR_NONE, "closed", STR_NONE, closure_reason(c, name, from));
}

/* One session that a closure cancelled: planned again where nothing is in the way; where another closure covers its day,
 * that one is the reason from now on. */
static err reopen_session(struct wtx *w, const struct plan_proof *may, const struct sessions_cancelled_for_row *s, bool *restored)
{
	struct ctx *c = wtx_ctx(w);
	struct closures_between_rows still;
	struct schedule_conflicts in_the_way = {0};
	err e;

	*restored = false;
	TRY(closures_between(wtx_read(w), &still, .from_day = s->day, .to_day = s->day));
	if (still.n)
		return session_status(w, NULL, .id = s->id, .status = SESSION_CANCELLED, .seen_version = s->version,
			.cancel_reason = closure_reason(c, still.v[0].name, still.v[0].from_on));
	e = schedule_restore_session(w, may, s->id, s->version, &in_the_way);
	*restored = e == OK;
	return e == ERR_CONFLICT ? OK : e;
}

err schedule_reopen(struct wtx *w, const struct plan_proof *may, closure_id closure, int64_t *restored)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	date today = zone_day(c->zone, c->now), horizon = date_add(today, SCHEDULE_WEEKS_AHEAD * 7);
	struct closure_get_row was;
	struct sessions_cancelled_for_rows sessions;
	struct schedule_made made = {0};
	bool again;

	TRY(closure_get(tx, &was, .id = closure));
	TRY(closure_delete(w, NULL, .id = closure));
	TRY(sessions_cancelled_for(tx, &sessions, .from_day = was.from_on, .to_day = was.to_on,
		.cancel_reason = closure_reason(c, was.name, was.from_on)));
	*restored = 0;
	for (size_t i = 0; i < sessions.n; i++) {
		TRY(reopen_session(w, may, &sessions.v[i], &again));
		*restored += again;
	}
	/* The days that were never made while it was closed. */
	TRY(schedule_make_sessions(w, date_cmp(was.from_on, today) < 0 ? today : was.from_on,
		date_cmp(was.to_on, horizon) < 0 ? was.to_on : horizon, &made));
	*restored += made.made;
	return schedule_journal(w, "closure", closure.v, STR_NONE, "closed", closure_reason(c, was.name, was.from_on), STR_NONE);
}
