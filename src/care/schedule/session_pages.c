/* session_pages.c - one session: change (alone or with all that follow), cancel, undo, add. */
#include "care/schedule/schedule_plan.h"
#include "care/schedule/schedule_routes.h"
#include "care/schedule/schedule_view.h"
#include "session.html.h"

/* ---- change ------------------------------------------------------------------------------------------------------------ */

static date today(const struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

static err load_head(struct ctx *c, struct session_head_row *head)
{
	session_id id;

	TRY(PATH_ID(c, "session", &id));
	return session_head(c->tx, head, .id = id);
}

/* The form of a session: what it is now, and whether it has a series that goes on. */
static err load_form(struct ctx *c, struct session_form *v)
{
	struct session_get_row s;
	struct slot_get_row slot;

	TRY(load_head(c, &v->head));
	TRY(session_get(c->tx, &s, .id = v->head.id));
	TRY(schedule_plan_of_session(c->tx, &s, &v->form.p));
	if (s.week_slot_id.v) {
		TRY(slot_get(c->tx, &slot, .id = s.week_slot_id));
		v->slot_version = slot.version;
		v->series = date_cmp(s.slot_day, today(c)) >= 0 && s.starts_at.ms > c->now.ms;
	}
	return plan_form_load(c, s.day, &v->form);
}

/* GET /c/{center}/sessions/{session}/change */
static err change_show(struct ctx *c)
{
	struct session_form v = {0};

	TRY(load_form(c, &v));
	return page(c, tpl_session_change, &v);
}

struct change_step {
	session_id session;
	struct session_plan p;
	bool following;
	int64_t version, slot_version;
	struct schedule_conflicts in_the_way;
};

/* "This and all following": the slot changes from this session on, or from the day it moves to when that is earlier. */
static err change_following(struct wtx *w, const struct plan_proof *may, struct change_step *x)
{
	struct ctx *c = wtx_ctx(w);
	struct session_get_row s;
	week_slot_id made;
	date from;
	int moved;

	TRY(session_get(wtx_read(w), &s, .id = x->session));
	if (!s.week_slot_id.v)
		FAIL(c, ERR_CONFLICT, "This session is not part of a series any more. Choose \"Only this one\".");
	moved = date_diff(x->p.day, s.slot_day);
	if (moved > 6 || moved < -6)
		return problem(c, "day", "To move all that follow, choose a day less than a week away.");
	from = moved < 0 && date_cmp(x->p.day, today(c)) >= 0 ? x->p.day : s.slot_day;
	x->p.weekday = (int)date_weekday(x->p.day);
	return schedule_change_slot(w, may, s.week_slot_id, &x->p, from, x->slot_version, &made, &x->in_the_way);
}

static err take_change(struct wtx *w, void *arg)
{
	struct change_step *x = arg;
	const struct plan_proof *may;

	x->in_the_way = (struct schedule_conflicts){0};
	TRY(access_plan(wtx_read(w), &may));
	return x->following ? change_following(w, may, x)
	                    : schedule_change_session(w, may, x->session, &x->p, x->version, &x->in_the_way);
}

static int64_t seen(struct ctx *c, const char *name)
{
	return form_int(c, &(struct field){.name = name, .label = "Version"}).v;
}

/* POST /c/{center}/sessions/{session}/change */
static err change_take(struct ctx *c)
{
	struct session_form v = {0};
	struct change_step x = {.following = str_is(form_raw(c, "scope"), "following")};
	bool again;
	err e;

	TRY(load_form(c, &v));
	x.session = v.head.id;
	x.version = seen(c, "version");
	x.slot_version = seen(c, "slot-version");
	plan_form_read(c, false, &x.p);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, take_change, &x);
	TRY(plan_form_refused(c, e, &again));
	if (again) {
		v.form.conflicts = x.in_the_way;
		return page_again(c, tpl_session_change, &v);
	}
	return redirect(c, url_on(c, url_schedule(c), "week", x.p.day),
		x.following ? STR("Saved. This session and all that follow have changed.") : STR("Saved. Only this session has changed."));
}

/* ---- cancel and undo --------------------------------------------------------------------------------------------------- */

static err load_cancel(struct ctx *c, struct session_cancel_form *v)
{
	struct track_expected_row row;

	TRY(load_head(c, &v->head));
	TRY(track_expected(c->tx, &row, .track_id = v->head.track_id, .day = v->head.day));
	v->expected = row.people;
	return OK;
}

/* GET /c/{center}/sessions/{session}/cancel */
static err cancel_show(struct ctx *c)
{
	struct session_cancel_form v = {0};

	TRY(load_cancel(c, &v));
	if (v.head.status == SESSION_CANCELLED)
		return redirect(c, url_session_change(c, v.head.id), STR_NONE);
	return page(c, tpl_session_cancel, &v);
}

struct status_step {
	session_id session;
	str reason;
	int64_t version;
	struct schedule_conflicts in_the_way;
};

static err take_cancel(struct wtx *w, void *arg)
{
	struct status_step *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return schedule_cancel_session(w, may, x->session, x->reason, x->version);
}

/* POST /c/{center}/sessions/{session}/cancel */
static err cancel_take(struct ctx *c)
{
	struct session_cancel_form v = {0};
	struct status_step x = {0};
	bool again;
	err e;

	TRY(load_cancel(c, &v));
	x = (struct status_step){.session = v.head.id, .version = seen(c, "version"),
		.reason = form_text(c, &(struct field){.name = "reason", .label = "Reason", .required = true, .ask = "Say why it is cancelled."})};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, take_cancel, &x);
	TRY(plan_form_refused(c, e, &again));
	if (again)
		return page_again(c, tpl_session_cancel, &v);
	return redirect(c, url_session_change(c, v.head.id), STR("Cancelled. You can undo it here."));
}

static err take_restore(struct wtx *w, void *arg)
{
	struct status_step *x = arg;
	const struct plan_proof *may;

	x->in_the_way = (struct schedule_conflicts){0};
	TRY(access_plan(wtx_read(w), &may));
	return schedule_restore_session(w, may, x->session, x->version, &x->in_the_way);
}

/* POST /c/{center}/sessions/{session}/restore */
static err restore_take(struct ctx *c)
{
	struct session_form v = {0};
	struct status_step x = {.version = seen(c, "version")};
	bool again;

	TRY(load_form(c, &v));
	x.session = v.head.id;
	TRY(plan_form_refused(c, web_write(c, take_restore, &x), &again));
	if (again) {
		v.form.conflicts = x.in_the_way;
		return page_again(c, tpl_session_change, &v);
	}
	return redirect(c, url_session_change(c, v.head.id), STR("The session takes place again."));
}

/* ---- add ------------------------------------------------------------------------------------------------------------------ */

/* GET /c/{center}/sessions/new?track=&day= */
static err new_show(struct ctx *c)
{
	struct session_new_form v = {.form.p = {.day = asked_day(c, "day"), .start = -1, .end = -1, .seats = 12}};
	int64_t track;

	if (id_read(query_text(c, "track"), &track))
		v.track.v = track;
	TRY(plan_form_load(c, v.form.p.day, &v.form));
	return page(c, tpl_session_new, &v);
}

struct add_step {
	track_id track;
	struct session_plan p;
	session_id made;
	struct schedule_conflicts in_the_way;
};

static err take_add(struct wtx *w, void *arg)
{
	struct add_step *x = arg;
	const struct plan_proof *may;

	x->in_the_way = (struct schedule_conflicts){0};
	TRY(access_plan(wtx_read(w), &may));
	return schedule_add_session(w, may, x->track, &x->p, &x->made, &x->in_the_way);
}

/* POST /c/{center}/sessions/new */
static err new_take(struct ctx *c)
{
	struct session_new_form v = {.form.p = {.start = -1, .end = -1}};
	struct add_step x = {0};
	bool again;
	err e;

	x.track.v = form_id(c, &(struct field){.name = "track", .label = "a track", .required = true});
	plan_form_read(c, false, &x.p);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, take_add, &x);
	TRY(plan_form_refused(c, e, &again));
	if (again) {
		v.form.conflicts = x.in_the_way;
		TRY(plan_form_load(c, date_none(x.p.day) ? today(c) : x.p.day, &v.form));
		return page_again(c, tpl_session_new, &v);
	}
	return redirect(c, url_on(c, url_schedule(c), "week", x.p.day), STR("The session is on the schedule."));
}

const struct route session_routes[] = {
	{METHOD_GET, "/c/{center}/sessions/new", new_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/sessions/new", new_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/sessions/{session}/change", change_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/sessions/{session}/change", change_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/sessions/{session}/cancel", cancel_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/sessions/{session}/cancel", cancel_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/sessions/{session}/restore", restore_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
};
const size_t session_routes_n = COUNT_OF(session_routes);
