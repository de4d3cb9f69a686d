/* insurance_pages.c - the insurance a program takes, and the training of the staff. */
#include "care/profile/profile_desk_view.h"
#include "care/profile/profile_routes.h"
#include "profile_desk.html.h"

/* ---- insurance ------------------------------------------------------------------------------------------------------------ */

static err load_lines(struct ctx *c, struct insurances_view *v)
{
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	TRY(program_get(c->tx, &v->program, .id = id));
	TRY(accepted_list(c->tx, &v->rows, .program_id = id));
	v->names = ARENA_NEW_ARRAY(c->arena, str, v->rows.n);
	for (size_t i = 0; i < v->rows.n; i++)
		if (v->rows.v[i].family.p)
			v->names[i] = person_name(c->arena, v->rows.v[i].given, v->rows.v[i].preferred, v->rows.v[i].family);
	return OK;
}

/* GET /c/{center}/settings/programs/{program}/insurance */
static err insurances_show(struct ctx *c)
{
	struct insurances_view v = {0};

	TRY(load_lines(c, &v));
	return page(c, tpl_insurances, &v);
}

/* GET /c/{center}/settings/programs/{program}/insurance.csv */
static err insurances_csv(struct ctx *c)
{
	struct insurances_view v = {0};
	struct csv_page p;

	TRY(load_lines(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "kind", "payer", "plan", "in_network", "verified", "verified_by", "retired", NULL);
	for (size_t i = 0; i < v.rows.n; i++) {
		const struct accepted_list_row *r = &v.rows.v[i];

		csv_str(&p.w, code_of(&plan_kind_codes, (int)r->kind));
		csv_str(&p.w, r->payer);
		csv_str(&p.w, r->plan_name);
		csv_yes_no(&p.w, r->in_network);
		csv_date(&p.w, r->verified_on);
		csv_str(&p.w, v.names[i]);
		csv_date(&p.w, r->retired_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "insurance.csv");
}

struct accepted_save {
	program_id program;
	accepted_plan_id id; /* none: a new one */
	int64_t seen;
	enum { LINE_SAVE, LINE_VERIFY, LINE_RETIRE, LINE_RESTORE } what;
	struct accepted_details d;
};

static err show_line(struct ctx *c, const struct accepted_save *x)
{
	struct accepted_view v = {.new = !x->id.v};

	TRY(program_get(c->tx, &v.program, .id = x->program));
	if (x->id.v)
		TRY(accepted_get(c->tx, &v.a, .id = x->id));
	return x->id.v && v.a.program_id.v != x->program.v ? ERR_NOT_FOUND : page_form(c, tpl_accepted_form, &v);
}

static err read_path(struct ctx *c, struct accepted_save *x)
{
	TRY(PATH_ID(c, "program", &x->program));
	return PATH_ID(c, "plan", &x->id);
}

/* GET /c/{center}/settings/programs/{program}/insurance/new */
static err line_ask(struct ctx *c)
{
	struct accepted_save x = {0};

	TRY(PATH_ID(c, "program", &x.program));
	return show_line(c, &x);
}

/* GET /c/{center}/settings/programs/{program}/insurance/{plan} */
static err line_show(struct ctx *c)
{
	struct accepted_save x = {0};

	TRY(read_path(c, &x));
	return show_line(c, &x);
}

static err put_line(struct wtx *w, void *arg)
{
	struct accepted_save *x = arg;
	const struct plan_proof *may;
	accepted_plan_id made;

	TRY(access_plan(wtx_read(w), &may));
	if (x->what == LINE_VERIFY)
		return accepted_verify(w, may, x->id, x->seen);
	if (x->what != LINE_SAVE)
		return accepted_retire(w, may, x->id, x->what == LINE_RETIRE, x->seen);
	return x->id.v ? accepted_change(w, may, x->id, &x->d, x->seen) : accepted_add(w, may, x->program, &x->d, &made);
}

static str said(const struct accepted_save *x)
{
	return x->what == LINE_SAVE  ? STR("The insurance is saved.")
		: x->what == LINE_VERIFY ? STR("Noted: verified today.")
		: x->what == LINE_RETIRE ? STR("The public page does not name it any more.")
								 : STR("The public page names it again.");
}

static err save_line(struct ctx *c, struct accepted_save *x)
{
	err e = OK;

	if (x->what == LINE_SAVE) {
		str plan;

		x->d.kind = (enum plan_kind)form_code(
			c, &(struct field){.name = "kind", .label = "Kind", .required = true}, &plan_kind_codes);
		x->d.payer = form_text(c, &(struct field){.name = "payer", .label = "Payer", .required = true, .max = 100});
		plan = form_text(c, &(struct field){.name = "plan", .label = "Plan", .max = 100});
		x->d.plan = plan.p ? plan : STR("");
		x->d.in_network = form_bool(c, "network");
		e = problems_end(c);
	}
	if (e == OK)
		e = web_write(c, put_line, x);
	if (e == OK)
		return redirect(c, url_insurances(c, x->program), said(x));
	TRY(form_refused(c, e));
	if (x->what == LINE_SAVE)
		return show_line(c, x);
	problems_clear(c);
	return redirect(
		c, url_insurances(c, x->program), STR("Somebody else changed this line. Look at it and try again."));
}

/* POST /c/{center}/settings/programs/{program}/insurance/new */
static err line_make(struct ctx *c)
{
	struct accepted_save x = {0};

	TRY(PATH_ID(c, "program", &x.program));
	return save_line(c, &x);
}

/* POST /c/{center}/settings/programs/{program}/insurance/{plan} - do=verify, do=retire and do=restore beside saving. */
static err line_save(struct ctx *c)
{
	struct accepted_save x = {.seen = form_version(c)};
	struct accepted_get_row a;
	str what = form_raw(c, "do");

	TRY(read_path(c, &x));
	TRY(accepted_get(c->tx, &a, .id = x.id));
	if (a.program_id.v != x.program.v)
		return ERR_NOT_FOUND;
	x.what = str_is(what, "verify") ? LINE_VERIFY
		: str_is(what, "retire")    ? LINE_RETIRE
		: str_is(what, "restore")   ? LINE_RESTORE
									: LINE_SAVE;
	return save_line(c, &x);
}

#define INSURANCE(rest) "/c/{center}/settings/programs/{program}/insurance" rest

const struct route profile_plan_routes[] = {
	{METHOD_GET, INSURANCE(""), insurances_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, INSURANCE(".csv"), insurances_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, INSURANCE("/new"), line_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, INSURANCE("/new"), line_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, INSURANCE("/{plan}"), line_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, INSURANCE("/{plan}"), line_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t profile_plan_routes_n = COUNT_OF(profile_plan_routes);

/* ---- training --------------------------------------------------------------------------------------------------------------- */

static err load_therapies(struct ctx *c, struct therapies_view *v)
{
	TRY(therapy_list(c->tx, &v->rows, .day = zone_day(c->zone, c->now)));
	v->names = ARENA_NEW_ARRAY(c->arena, str, v->rows.n);
	for (size_t i = 0; i < v->rows.n; i++)
		v->names[i] = person_name(c->arena, v->rows.v[i].given, v->rows.v[i].preferred, v->rows.v[i].family);
	return OK;
}

/* GET /c/{center}/settings/therapies */
static err therapies_show(struct ctx *c)
{
	struct therapies_view v = {0};

	TRY(load_therapies(c, &v));
	return page(c, tpl_therapies, &v);
}

/* GET /c/{center}/settings/therapies.csv */
static err therapies_csv(struct ctx *c)
{
	struct therapies_view v = {0};
	struct csv_page p;

	TRY(load_therapies(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "name", "therapy", "since", NULL);
	for (size_t i = 0; i < v.rows.n; i++) {
		csv_str(&p.w, v.names[i]);
		csv_str(&p.w, v.rows.v[i].therapy);
		csv_opt(&p.w, v.rows.v[i].since_year);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "training.csv");
}

static err show_therapist(struct ctx *c, person_id who)
{
	struct profile_options all = profile_options(PROFILE_THERAPY);
	struct therapy_form_view v = {.who = who, .v = ARENA_NEW_ARRAY(c->arena, struct therapy_line, all.n), .n = all.n};
	struct therapies_of_rows rows;
	struct therapy_person_row p;

	TRY(therapy_person(c->tx, &p, .person_id = who));
	TRY(therapies_of(c->tx, &rows, .person_id = who));
	TRY(therapies_mark(c->tx, who, &v.mark));
	v.name = person_name(c->arena, p.given, p.preferred, p.family);
	for (size_t i = 0; i < all.n; i++) {
		v.v[i] = (struct therapy_line){
			.therapy = &all.v[i], .field = str_format(c->arena, "since-%.*s", STR_ARG(all.v[i].code)).p};
		for (size_t k = 0; k < rows.n; k++)
			if (str_eq(rows.v[k].therapy, all.v[i].code)) {
				v.v[i].on = true;
				v.v[i].since = rows.v[k].since_year;
			}
	}
	return page_form(c, tpl_therapy_form, &v);
}

/* GET /c/{center}/settings/therapies/{staff} */
static err therapist_show(struct ctx *c)
{
	person_id who;

	TRY(PATH_ID(c, "staff", &who));
	return show_therapist(c, who);
}

struct training_save {
	person_id who;
	struct therapy_details v[PROFILE_TICKS_MOST];
	size_t n;
	str seen;
};

static err put_training(struct wtx *w, void *arg)
{
	const struct training_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return therapies_set(w, may, x->who, x->v, x->n, x->seen);
}

/* POST /c/{center}/settings/therapies/{staff} */
static err therapist_save(struct ctx *c)
{
	struct profile_options all = profile_options(PROFILE_THERAPY);
	struct training_save x = {.seen = form_raw(c, "mark")};
	err e;

	TRY(PATH_ID(c, "staff", &x.who));
	for (size_t i = 0; i < all.n && x.n < COUNT_OF(x.v); i++) {
		const char *field = str_format(c->arena, "since-%.*s", STR_ARG(all.v[i].code)).p;

		if (form_bool(c, field + 6))
			x.v[x.n++] = (struct therapy_details){all.v[i].code,
				form_int(c, &(struct field){.name = field, .label = "The year", .least = 1950, .most = 2199})};
	}
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_training, &x);
	if (e == OK)
		return redirect(c, url_therapies(c), STR("The training is saved."));
	TRY(form_refused(c, e));
	return show_therapist(c, x.who);
}

const struct route therapy_routes[] = {
	{METHOD_GET, "/c/{center}/settings/therapies", therapies_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/therapies.csv", therapies_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/therapies/{staff}", therapist_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/therapies/{staff}", therapist_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t therapy_routes_n = COUNT_OF(therapy_routes);
