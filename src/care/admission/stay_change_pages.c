/* stay_change_pages.c - what a clinician changes about a stay: level of care, certification, discharge. */
#include "care/admission/admission_routes.h"
#include "care/admission/admission_view.h"
#include "stay_change.html.h"

static err load_form(struct ctx *c, struct stay_form_view *v)
{
	const struct chart_proof *may;
	episode_id id;

	*v = (struct stay_form_view){.today = zone_day(c->zone, c->now)};
	TRY(PATH_ID(c, "episode", &id));
	TRY(access_chart(c->tx, id, &may));
	TRY(episode_get(c->tx, &v->e, .id = id));
	v->name = person_name(c->arena, v->e.given, v->e.preferred, v->e.family);
	v->given = str_empty(v->e.preferred) ? v->e.given : v->e.preferred;
	return OK;
}

/* One of the three changes. */
struct change {
	episode_id episode;
	date day;
	str text; /* the level; the physician */
	int64_t number; /* minutes a week that were ordered; the version that was seen */
	enum discharge_reason reason;
};

typedef void form_page(struct ctx *c, const struct stay_form_view *v);
typedef void read_form(struct ctx *c, struct change *x);

static err show_form(struct ctx *c, form_page *tpl)
{
	struct stay_form_view v;

	TRY(load_form(c, &v));
	return page(c, tpl, &v);
}

static err take_form(struct ctx *c, form_page *tpl, read_form *read, db_write_fn *write, str said)
{
	struct stay_form_view v;
	struct change x = {0};
	err e;

	TRY(load_form(c, &v));
	x.episode = v.e.id;
	read(c, &x);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write, &x);
	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	if (e == ERR_INVALID || e == ERR_CONFLICT)
		return page_again(c, tpl, &v);
	TRY(e);
	return redirect(c, url_episode(c, x.episode), said);
}

/* ---- level of care ---------------------------------------------------------------------------------------------- */

static void read_level(struct ctx *c, struct change *x)
{
	x->text = form_text(c, &(struct field){.name = "level", .label = "level of care", .required = true,
		.ask = "Enter the level of care, like 2.1", .max = 20});
	x->day = form_date(c, &(struct field){.name = "level_from", .label = "first day", .required = true});
}

static err set_level(struct wtx *w, void *arg)
{
	const struct change *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return admission_set_level(w, may, x->day, x->text);
}

static err level_show(struct ctx *c)
{
	return show_form(c, tpl_level);
}

static err level_post(struct ctx *c)
{
	return take_form(c, tpl_level, read_level, set_level, STR("The level of care is saved."));
}

/* ---- certification ---------------------------------------------------------------------------------------------- */

static void read_certification(struct ctx *c, struct change *x)
{
	struct opt_int hours = form_int(c, &(struct field){.name = "week_hours", .label = "hours a week", .required = true,
		.ask = "Enter the hours a week that were ordered", .least = 1, .most = 168});

	x->number = hours.v * 60;
	x->day = form_date(c, &(struct field){.name = "certified_on", .label = "day of the certification", .required = true});
	x->text = form_text(c, &(struct field){.name = "certified_by", .label = "physician's name", .required = true,
		.ask = "Enter the physician's name"});
}

static err certify(struct wtx *w, void *arg)
{
	const struct change *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return admission_certify(w, may, x->day, x->text, x->number);
}

static err certify_show(struct ctx *c)
{
	return show_form(c, tpl_certify);
}

static err certify_post(struct ctx *c)
{
	return take_form(c, tpl_certify, read_certification, certify, STR("The certification is recorded."));
}

/* ---- discharge -------------------------------------------------------------------------------------------------- */

static void read_discharge(struct ctx *c, struct change *x)
{
	x->day = form_date(c, &(struct field){.name = "last", .label = "last day", .required = true, .ask = "Enter the last day"});
	x->reason = (enum discharge_reason)form_code(c,
		&(struct field){.name = "end_reason", .label = "reason", .required = true, .ask = "Choose why the stay ends"},
		&discharge_reason_codes);
	if (!str_to_int(form_raw(c, "version"), &x->number))
		x->number = 0;
}

static err discharge(struct wtx *w, void *arg)
{
	const struct change *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return admission_discharge(w, may, x->day, x->reason, x->number);
}

static err discharge_show(struct ctx *c)
{
	return show_form(c, tpl_discharge);
}

static err discharge_post(struct ctx *c)
{
	return take_form(c, tpl_discharge, read_discharge, discharge, STR("The stay has ended. Everything recorded is kept."));
}

const struct route stay_change_routes[] = {
	{METHOD_GET, "/c/{center}/episodes/{episode}/level", level_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/level", level_post, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/episodes/{episode}/certify", certify_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/certify", certify_post, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/episodes/{episode}/discharge", discharge_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/discharge", discharge_post, PERM_STAY, JOURNAL_NONE, 0, 0},
};
const size_t stay_change_routes_n = COUNT_OF(stay_change_routes);
