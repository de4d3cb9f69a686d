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
		(void)problem(c, "day", "Enter the day, like %s.", date_show(zone_day(c->zone, c->now)).s);
	TRY(schedule_check(wtx_read(w), p));
	TRY(free_or_fail(wtx_read(w), p, p->day, (session_id){0}, in_the_way));
	TRY(schedule_put_session(w, track, (week_slot_id){0}, p, p->day, made));
	return schedule_journal(w, "session", made->v, STR_NONE, p->title);
}

err schedule_change_session(struct wtx *w, const struct plan_proof *may, session_id session, const struct session_plan *p,
	int64_t seen_version, struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct session_get_row s;

	(void)may;
	TRY(session_get(tx, &s, .id = session));
	if (s.version != seen_version)
		return schedule_changed_meanwhile(wtx_ctx(w));
	if (date_none(p->day))
		(void)problem(wtx_ctx(w), "day", "Enter the day of the session.");
	TRY(schedule_check(tx, p));
	TRY(free_or_fail(tx, p, p->day, session, in_the_way));
	TRY(schedule_set_session(w, &s, s.week_slot_id, s.slot_day, p, p->day));
	return schedule_journal(w, "session", session.v, STR_NONE,
		str_format(wtx_ctx(w)->arena, "{\"day\":[\"%s\",\"%s\"]}", date_show(s.day).s, date_show(p->day).s));
}

err schedule_cancel_session(struct wtx *w, const struct plan_proof *may, session_id session, str reason, int64_t seen_version)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;

	(void)may;
	if (str_empty(reason))
		return problem(c, "reason", "Say why the session is cancelled. Participants see it.");
	TRY(session_status(w, &changed, .id = session, .status = SESSION_CANCELLED, .cancel_reason = reason, .seen_version = seen_version));
	if (!changed)
		return schedule_changed_meanwhile(c);
	return schedule_journal(w, "session", session.v, reason, STR("cancelled"));
}

err schedule_restore_session(struct wtx *w, const struct plan_proof *may, session_id session, int64_t seen_version,
	struct schedule_conflicts *in_the_way)
{
	struct tx *tx = wtx_read(w);
	struct session_get_row s;
	struct session_plan p;
	int64_t changed;

	(void)may;
	TRY(session_get(tx, &s, .id = session));
	TRY(schedule_plan_of_session(tx, &s, &p));
	TRY(free_or_fail(tx, &p, s.day, session, in_the_way));
	TRY(session_status(w, &changed, .id = session, .status = SESSION_PLANNED, .seen_version = seen_version));
	if (!changed)
		return schedule_changed_meanwhile(wtx_ctx(w));
	return schedule_journal(w, "session", session.v, STR_NONE, STR("planned again"));
}

/* The reason a closure leaves on the sessions it cancels; also how they are found again. */
static str closure_reason(struct ctx *c, str name, date from)
{
	return str_format(c->arena, "Closed: %.*s (%s)", STR_ARG(name), date_show(from).s);
}

err schedule_close(struct wtx *w, const struct plan_proof *may, date from, date to, str name, closure_id *made, int64_t *cancelled)
{
	struct ctx *c = wtx_ctx(w);
	struct sessions_planned_between_rows sessions;

	(void)may;
	if (date_none(from))
		(void)problem(c, "from", "Enter the first day.");
	if (!date_none(to) && !date_none(from) && date_cmp(to, from) < 0)
		(void)problem(c, "to", "The last day must not be before the first.");
	if (str_empty(name))
		(void)problem(c, "name", "Enter a name, like Thanksgiving.");
	TRY(problems_end(c));
	if (date_none(to))
		to = from;
	*made = (closure_id){id_make(c->now)};
	TRY(closure_insert(w, NULL, .id = *made, .from_on = from, .to_on = to, .name = name));
	TRY(sessions_planned_between(wtx_read(w), &sessions, .from_day = from, .to_day = to));
	for (size_t i = 0; i < sessions.n; i++)
		TRY(session_status(w, NULL, .id = sessions.v[i].id, .status = SESSION_CANCELLED, .seen_version = sessions.v[i].version,
			.cancel_reason = closure_reason(c, name, from)));
	*cancelled = (int64_t)sessions.n;
	return schedule_journal(w, "closure", made->v, name, STR_NONE);
}

err schedule_reopen(struct wtx *w, const struct plan_proof *may, closure_id closure, int64_t *restored)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct closure_get_row was;
	struct sessions_cancelled_for_rows sessions;
	struct schedule_made made = {0};

	TRY(closure_get(tx, &was, .id = closure));
	TRY(closure_delete(w, NULL, .id = closure));
	TRY(sessions_cancelled_for(tx, &sessions, .from_day = was.from_on, .to_day = was.to_on,
		.cancel_reason = closure_reason(c, was.name, was.from_on)));
	*restored = 0;
	for (size_t i = 0; i < sessions.n; i++) {
		struct schedule_conflicts in_the_way = {0};
		err e = schedule_restore_session(w, may, sessions.v[i].id, sessions.v[i].version, &in_the_way);

		if (e == OK)
			(*restored)++;
		else if (e != ERR_CONFLICT)
			return e;
	}
	TRY(schedule_make_sessions(w, was.from_on, was.to_on, &made)); /* the days that were never made while it was closed */
	*restored += made.made;
	return schedule_journal(w, "closure", closure.v, was.name, STR("taken back"));
}
