/* admission_pages.c - admitting somebody, and the tracks of a stay: joining, leaving, coming back. */
#include "admission.html.h"
#include "care/admission/admission_choices_view.h"
#include "care/admission/admission_routes.h"
#include "care/people/people.h"

/* ---- admitting ---------------------------------------------------------------------------------------------------- */

static err load_admit(struct ctx *c, struct admit_view *v)
{
	const struct person_proof *may;
	struct person_get_row p;

	*v = (struct admit_view){.today = zone_day(c->zone, c->now)};
	TRY(PATH_ID(c, "person", &v->person));
	TRY(access_person(c->tx, v->person, &may));
	TRY(person_get(c->tx, &p, .id = v->person));
	v->name = person_name(c->arena, p.given, p.preferred, p.family);
	v->given = str_empty(p.preferred) ? p.given : p.preferred;
	v->birth_known = !date_none(p.birth_on);
	TRY(program_choices(c, v->today, &v->programs));
	TRY(track_choices(c, (program_id){0}, v->today, &v->tracks));
	TRY(clinician_choices(c, v->today, &v->clinicians));
	if (c->actor->here.bits & 1u << ROLE_CLINICIAN)
		v->clinician = c->actor->person;
	return OK;
}

/* GET /c/{center}/people/{person}/admit */
static err admit_show(struct ctx *c)
{
	struct admit_view v;

	TRY(load_admit(c, &v));
	return page(c, tpl_admit, &v);
}

/* The reason is asked for once a rule wants it, and stays on the form from then on. */
static bool reason_wanted(struct ctx *c)
{
	return problem_of(c, "over_limit_reason").p || form_raw(c, "over_limit_reason").n;
}

static str read_reason(struct ctx *c)
{
	return form_text(c, &(struct field){.name = "over_limit_reason", .label = "Reason", .max = 500});
}

struct admitting {
	person_id person;
	struct admission in;
	episode_id made;
};

static err do_admit(struct wtx *w, void *arg)
{
	struct admitting *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return admission_admit(w, may, &x->in, &x->made);
}

static struct admission read_admission(struct ctx *c)
{
	return (struct admission){
		.program = {form_id(c, &(struct field){.name = "program", .label = "program", .required = true})},
		.start = form_date(c, &(struct field){.name = "start", .label = "first day", .ask = "Enter the first day", .required = true}),
		.level = form_text(c, &(struct field){.name = "level", .label = "Level of care", .max = 20}),
		.clinician = {form_id(c, &(struct field){.name = "clinician", .label = "primary clinician"})},
		.track = {form_id(c, &(struct field){.name = "track", .label = "track"})},
		.over_limit_reason = read_reason(c),
	};
}

/* What a rule refused, for the form to say: beside fields, or on top. */
static bool refused(struct ctx *c, err e)
{
	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	return e == ERR_INVALID || e == ERR_CONFLICT;
}

/* POST /c/{center}/people/{person}/admit */
static err admit_post(struct ctx *c)
{
	struct admitting x = {0};
	struct admit_view v;
	err e;

	TRY(load_admit(c, &v));
	x.person = v.person;
	x.in = read_admission(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_admit, &x);
	if (refused(c, e)) {
		v.ask_reason = reason_wanted(c);
		return page_again(c, tpl_admit, &v);
	}
	TRY(e);
	return redirect(c, url_stay(c, x.made), str_format(c->arena, "%.*s is admitted.", STR_ARG(v.name)));
}

/* ---- the tracks of a stay ----------------------------------------------------------------------------------------- */

static err load_stay(struct ctx *c, struct episode_get_row *e)
{
	const struct person_proof *may;
	episode_id id;

	TRY(PATH_ID(c, "episode", &id));
	TRY(episode_get(c->tx, e, .id = id));
	journal_object(c, "episode", id.v);
	return access_person(c->tx, e->person_id, &may);
}

/* GET /c/{center}/episodes/{episode}/tracks - the dates and groups of a stay, for staff who do not open charts too. */
static err tracks_show(struct ctx *c)
{
	struct tracks_view v = {.today = zone_day(c->zone, c->now)};

	TRY(load_stay(c, &v.e));
	TRY(enrollments_of(c->tx, &v.rows, .episode_id = v.e.id));
	v.name = person_name(c->arena, v.e.given, v.e.preferred, v.e.family);
	v.given = str_empty(v.e.preferred) ? v.e.given : v.e.preferred;
	v.open = v.e.status != EPISODE_DISCHARGED;
	return page(c, tpl_stay_tracks, &v);
}

static err load_form(struct ctx *c, struct stay_form_view *v)
{
	*v = (struct stay_form_view){.today = zone_day(c->zone, c->now)};
	TRY(load_stay(c, &v->e));
	v->name = person_name(c->arena, v->e.given, v->e.preferred, v->e.family);
	v->given = str_empty(v->e.preferred) ? v->e.given : v->e.preferred;
	return OK;
}

/* GET /c/{center}/episodes/{episode}/enroll?track= - `track`: coming back to it. */
static err enroll_show(struct ctx *c)
{
	struct stay_form_view v;

	TRY(load_form(c, &v));
	TRY(track_choices(c, v.e.program_id, v.today, &v.tracks));
	v.track = query_text(c, "track");
	return page(c, tpl_join_track, &v);
}

struct tracking {
	person_id person;
	episode_id episode;
	struct enrolling in;
	struct leaving out;
	enrollment_id made;
};

static err do_enroll(struct wtx *w, void *arg)
{
	struct tracking *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return admission_enroll(w, may, x->episode, &x->in, &x->made);
}

/* POST /c/{center}/episodes/{episode}/enroll */
static err enroll_post(struct ctx *c)
{
	struct stay_form_view v;
	struct tracking x;
	err e;

	TRY(load_form(c, &v));
	TRY(track_choices(c, v.e.program_id, v.today, &v.tracks));
	x = (struct tracking){.person = v.e.person_id, .episode = v.e.id};
	x.in.track.v = form_id(c, &(struct field){.name = "track", .label = "track", .required = true});
	x.in.start = form_date(c, &(struct field){.name = "start", .label = "first day", .ask = "Enter the first day", .required = true});
	x.in.over_limit_reason = read_reason(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_enroll, &x);
	if (refused(c, e)) {
		v.ask_reason = reason_wanted(c);
		return page_again(c, tpl_join_track, &v);
	}
	TRY(e);
	return redirect(c, url_stay(c, x.episode), str_format(c->arena, "%.*s is enrolled.", STR_ARG(v.name)));
}

static err load_leave(struct ctx *c, struct stay_form_view *v)
{
	enrollment_id id;

	TRY(load_form(c, v));
	TRY(PATH_ID(c, "enrollment", &id));
	return enrollment_get(c->tx, &v->membership, .episode_id = v->e.id, .id = id);
}

/* GET /c/{center}/episodes/{episode}/enrollments/{enrollment}/leave */
static err leave_show(struct ctx *c)
{
	struct stay_form_view v;

	TRY(load_leave(c, &v));
	return page(c, tpl_leave_track, &v);
}

static err do_leave(struct wtx *w, void *arg)
{
	const struct tracking *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return admission_leave(w, may, x->episode, &x->out);
}

/* POST of the same. */
static err leave_post(struct ctx *c)
{
	struct stay_form_view v;
	struct tracking x;
	err e;

	TRY(load_leave(c, &v));
	x = (struct tracking){.person = v.e.person_id, .episode = v.e.id, .out = {.enrollment = v.membership.id}};
	x.out.last = form_date(c, &(struct field){.name = "last", .label = "last day", .ask = "Enter the last day", .required = true});
	x.out.reason = form_text(c, &(struct field){.name = "reason", .label = "Reason"});
	if (!str_to_int(form_raw(c, "version"), &x.out.seen_version))
		x.out.seen_version = 0;
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_leave, &x);
	if (refused(c, e))
		return page_again(c, tpl_leave_track, &v);
	TRY(e);
	return redirect(c, url_stay(c, x.episode), str_format(c->arena, "%.*s leaves %.*s after %s.", STR_ARG(v.given),
		STR_ARG(v.membership.track), show_day_year(x.out.last).s));
}

const struct route admission_routes[] = {
	{METHOD_GET, "/c/{center}/people/{person}/admit", admit_show, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/people/{person}/admit", admit_post, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/episodes/{episode}/tracks", tracks_show, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_GET, "/c/{center}/episodes/{episode}/enroll", enroll_show, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/enroll", enroll_post, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/episodes/{episode}/enrollments/{enrollment}/leave", leave_show, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/enrollments/{enrollment}/leave", leave_post, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
};
const size_t admission_routes_n = COUNT_OF(admission_routes);
