/* center_staff_pages.c - who works at a center. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "center_staff.html.h"

static err load_lines(struct ctx *c, struct staff_lines *v)
{
	v->today = zone_day(c->zone, c->now);
	TRY(staff_list(c->tx, &v->rows, .day = v->today));
	v->names = ARENA_NEW_ARRAY(c->arena, str, v->rows.n);
	for (size_t i = 0; i < v->rows.n; i++)
		v->names[i] = person_name(c->arena, v->rows.v[i].given, v->rows.v[i].preferred, v->rows.v[i].family);
	return OK;
}

/* GET /c/{center}/settings/staff */
static err staff_page(struct ctx *c)
{
	struct staff_lines v;

	TRY(load_lines(c, &v));
	return page(c, tpl_center_staff, &v);
}

/* GET /c/{center}/settings/staff.csv */
static err staff_csv(struct ctx *c)
{
	struct staff_lines v;
	struct csv_page p;

	TRY(load_lines(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "family", "given", "credentials", "title", "npi", "from", "to", NULL);
	for (size_t i = 0; i < v.rows.n; i++) {
		const struct staff_list_row *r = &v.rows.v[i];

		csv_str(&p.w, r->family);
		csv_str(&p.w, r->given);
		csv_str(&p.w, r->credentials);
		csv_str(&p.w, r->title);
		csv_str(&p.w, r->npi);
		csv_date(&p.w, r->from_on);
		csv_date(&p.w, r->to_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "staff.csv");
}

static struct staff_details read_details(struct ctx *c)
{
	struct staff_details d = {
		.credentials = form_text(c, &(struct field){.name = "credentials", .label = "Credentials", .max = 100}),
		.title = form_text(c, &(struct field){.name = "title", .label = "Title", .max = 100}),
		.npi = form_text(c, &(struct field){.name = "npi", .label = "NPI", .max = 10}),
		.from = form_date(c, &(struct field){.name = "from", .label = "First day", .required = true}),
		.to = form_date(c, &(struct field){.name = "to", .label = "Last day"}),
	};

	return d;
}

/* ---- somebody who works here ----------------------------------------------------------------------------------------- */

static err show_one(struct ctx *c, person_id id)
{
	struct staff_view v;

	TRY(staff_get(c->tx, &v.s, .person_id = id));
	v.name = person_name(c->arena, v.s.given, v.s.preferred, v.s.family);
	return page_form(c, tpl_center_staff_form, &v);
}

/* GET /c/{center}/settings/staff/{person} */
static err staff_show(struct ctx *c)
{
	person_id id;

	TRY(PATH_ID(c, "person", &id));
	return show_one(c, id);
}

struct staff_save {
	person_id id;
	int64_t seen;
	struct staff_details d;
};

static err put_details(struct wtx *w, void *arg)
{
	const struct staff_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return staff_change(w, may, x->id, &x->d, x->seen);
}

/* POST /c/{center}/settings/staff/{person} */
static err staff_save(struct ctx *c)
{
	struct staff_save x = {.seen = form_version(c)};
	err e;

	TRY(PATH_ID(c, "person", &x.id));
	x.d = read_details(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_details, &x);
	if (e == OK)
		return redirect(c, url_staff_list(c), STR("Saved."));
	TRY(form_refused(c, e));
	return show_one(c, x.id);
}

/* ---- somebody who starts ------------------------------------------------------------------------------------------------- */

#define SOMEBODY_ELSE "new"

/* Those who go by the typed name, and the way to say that it is none of them. */
static struct form_choices alike_choices(struct ctx *c, const struct staff_alike_rows *rows)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows->n + 1);

	for (size_t i = 0; i < rows->n; i++) {
		const struct staff_alike_row *r = &rows->v[i];

		v[i].value = value_id(c, r->id.v);
		v[i].label = person_name(c->arena, r->given, r->preferred, r->family);
		v[i].hint = r->here ? STR("Works at this center already") : r->title.p ? r->title : r->credentials;
	}
	v[rows->n] = (struct form_choice){.value = STR(SOMEBODY_ELSE), .label = STR("Somebody else of the same name")};
	return (struct form_choices){v, rows->n + 1};
}

static err ask_new(struct ctx *c, const struct staff_alike_rows *alike)
{
	struct staff_new_view v = {0};

	if (alike && alike->n)
		v.alike = alike_choices(c, alike);
	return page_form(c, tpl_center_staff_new, &v);
}

/* GET /c/{center}/settings/staff/new */
static err staff_ask(struct ctx *c)
{
	return ask_new(c, NULL);
}

static err put_start(struct wtx *w, void *arg)
{
	const struct staff_start *x = arg;
	const struct plan_proof *may;
	person_id made;

	TRY(access_plan(wtx_read(w), &may));
	return staff_add(w, may, x, &made);
}

/* Staff of that name exist: who is meant has to be said. */
static void read_known(struct ctx *c, const struct staff_alike_rows *alike, struct staff_start *x)
{
	if (!alike->n || str_is(form_raw(c, "known"), SOMEBODY_ELSE))
		return;
	x->known.v = form_id(c, &(struct field){.name = "known", .label = "Person", .required = true,
		.ask = "Staff of this name are known already. Select who is meant"});
}

/* POST /c/{center}/settings/staff/new */
static err staff_make(struct ctx *c)
{
	struct staff_start x = {
		.given = form_text(c, &(struct field){.name = "given", .label = "Given name", .required = true}),
		.family = form_text(c, &(struct field){.name = "family", .label = "Family name", .required = true}),
		.preferred = form_text(c, &(struct field){.name = "preferred", .label = "Preferred name"}),
	};
	struct staff_alike_rows alike = {0};
	err e;

	if (x.given.p && x.family.p)
		TRY(staff_by_name(c->tx, x.given, x.family, &alike));
	read_known(c, &alike, &x);
	x.d = read_details(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_start, &x);
	if (e == OK)
		return redirect(c, url_staff_list(c),
			notice(c, x.given, actor_may(c->actor, PERM_ACCOUNTS) ? "is on the list. Next: an account, so that they can sign in."
												: "is on the list. To sign in, they need an account from an administrator."));
	TRY(form_refused(c, e));
	return ask_new(c, &alike);
}

const struct route center_staff_routes[] = {
	{METHOD_GET, "/c/{center}/settings/staff", staff_page, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/staff.csv", staff_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/staff/new", staff_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/staff/new", staff_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/staff/{person}", staff_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/staff/{person}", staff_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t center_staff_routes_n = COUNT_OF(center_staff_routes);
