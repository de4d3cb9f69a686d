/* slot_pages.c - the repeating week of a track: shown, added to, changed and ended from a day on. */
#include "care/schedule/schedule_plan.h"
#include "care/schedule/schedule_routes.h"
#include "care/schedule/schedule_view.h"
#include "slot.html.h"

static date today(const struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

/* ---- the week --------------------------------------------------------------------------------------------------------- */

static err staff_text(struct ctx *c, week_slot_id slot, str *out)
{
	struct slot_staff_rows rows;

	TRY(slot_staff(c->tx, &rows, .week_slot_id = slot));
	*out = STR_NONE;
	for (size_t i = 0; i < rows.n; i++) {
		str name = person_name(c->arena, rows.v[i].given, STR_NONE, rows.v[i].family);

		*out = out->n ? str_format(c->arena, "%.*s, %.*s", STR_ARG(*out), STR_ARG(name)) : name;
	}
	return OK;
}

/* GET /c/{center}/settings/tracks/{track}/week */
static err week_show(struct ctx *c)
{
	struct track_week_view v = {0};
	struct track_slots_rows rows;
	track_id track;

	TRY(PATH_ID(c, "track", &track));
	TRY(track_head(c->tx, &v.track, .id = track));
	TRY(track_slots(c->tx, &rows, .track_id = track, .day = today(c)));
	v.v = ARENA_NEW_ARRAY(c->arena, struct slot_view, rows.n);
	v.n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		v.v[i] = (struct slot_view){&rows.v[i], kind_look(rows.v[i].kind_code, rows.v[i].grouped, rows.v[i].group_limit), STR_NONE};
		TRY(staff_text(c, rows.v[i].id, &v.v[i].staff));
	}
	return page(c, tpl_track_week, &v);
}

/* ---- add and change ------------------------------------------------------------------------------------------------------ */

struct slot_step {
	track_id track;
	week_slot_id slot; /* none: a new one */
	struct session_plan p;
	date from;
	str reason;
	int64_t version;
	struct schedule_conflicts in_the_way;
};

static err take_slot(struct wtx *w, void *arg)
{
	struct slot_step *x = arg;
	const struct plan_proof *may;
	week_slot_id made;

	x->in_the_way = (struct schedule_conflicts){0};
	TRY(access_plan(wtx_read(w), &may));
	if (x->slot.v)
		return schedule_change_slot(w, may, x->slot, &x->p, x->from, x->version, &made, &x->in_the_way);
	return schedule_add_slot(w, may, x->track, &x->p, x->from, &made, &x->in_the_way);
}

/* The form with what the address names: a slot as it is, or a new one of a track. */
static err load_slot_form(struct ctx *c, struct slot_form *v)
{
	struct slot_get_row slot;
	track_id track;

	v->from = today(c);
	if (path_text(c, "slot").n) {
		TRY(PATH_ID(c, "slot", &v->slot));
		TRY(slot_get(c->tx, &slot, .id = v->slot));
		TRY(schedule_plan_of_slot(c->tx, &slot, &v->form.p));
		v->version = slot.version;
		track = slot.track_id;
		v->from = date_cmp(slot.from_on, v->from) > 0 ? slot.from_on : v->from;
	} else {
		TRY(PATH_ID(c, "track", &track));
		v->form.p = (struct session_plan){.start = -1, .end = -1, .modality = MODALITY_IN_PERSON};
	}
	TRY(track_head(c->tx, &v->track, .id = track));
	if (!v->slot.v)
		v->form.p.seats = v->track.seats;
	v->form.weekly = true;
	return plan_form_load(c, v->from, &v->form);
}

/* GET /c/{center}/settings/slots/{slot} and /c/{center}/settings/tracks/{track}/week/new */
static err slot_show(struct ctx *c)
{
	struct slot_form v = {0};

	TRY(load_slot_form(c, &v));
	return page(c, tpl_slot, &v);
}

/* POST of the same */
static err slot_take(struct ctx *c)
{
	struct slot_form v = {0};
	struct slot_step x = {0};
	bool again;
	err e;

	TRY(load_slot_form(c, &v));
	x.track = v.track.id;
	x.slot = v.slot;
	x.version = form_int(c, &(struct field){.name = "version", .label = "Version"}).v;
	x.from = form_date(c, &(struct field){.name = "from", .label = "the first day", .required = true});
	plan_form_read(c, true, &x.p);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, take_slot, &x);
	TRY(plan_form_refused(c, e, &again));
	if (again) {
		v.form.conflicts = x.in_the_way;
		return page_again(c, tpl_slot, &v);
	}
	return redirect(c, url_track_week(c, v.track.id), v.slot.v ? STR("Saved. The sessions from that day on have changed.")
		: STR("Added. Its sessions are on the schedule."));
}

/* ---- end ------------------------------------------------------------------------------------------------------------------ */

static err load_end(struct ctx *c, struct slot_end_form *v)
{
	week_slot_id slot;

	TRY(PATH_ID(c, "slot", &slot));
	TRY(slot_get(c->tx, &v->slot, .id = slot));
	v->when = label_format("%s, %s to %s", show_weekday((int)v->slot.weekday).s, show_minute((int)v->slot.start_minute).s,
		show_minute((int)v->slot.end_minute).s);
	return track_head(c->tx, &v->track, .id = v->slot.track_id);
}

/* GET /c/{center}/settings/slots/{slot}/end */
static err end_show(struct ctx *c)
{
	struct slot_end_form v = {0};

	TRY(load_end(c, &v));
	return page(c, tpl_slot_end, &v);
}

static err take_end(struct wtx *w, void *arg)
{
	struct slot_step *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return schedule_end_slot(w, may, x->slot, x->from, x->reason, x->version);
}

/* POST /c/{center}/settings/slots/{slot}/end */
static err end_take(struct ctx *c)
{
	struct slot_end_form v = {0};
	struct slot_step x = {0};
	bool again;
	err e;

	TRY(load_end(c, &v));
	x.slot = v.slot.id;
	x.version = form_int(c, &(struct field){.name = "version", .label = "Version"}).v;
	x.from = form_date(c, &(struct field){.name = "from", .label = "the first day without it", .required = true});
	x.reason = form_text(c, &(struct field){.name = "reason", .label = "Reason", .required = true, .ask = "Say why these sessions end."});
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, take_end, &x);
	TRY(plan_form_refused(c, e, &again));
	if (again)
		return page_again(c, tpl_slot_end, &v);
	return redirect(c, url_track_week(c, v.slot.track_id), STR("Saved. There are no such sessions from that day on."));
}

const struct route slot_routes[] = {
	{METHOD_GET, "/c/{center}/settings/tracks/{track}/week", week_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/tracks/{track}/week/new", slot_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/tracks/{track}/week/new", slot_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/slots/{slot}", slot_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/slots/{slot}", slot_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/slots/{slot}/end", end_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/slots/{slot}/end", end_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
};
const size_t slot_routes_n = COUNT_OF(slot_routes);
