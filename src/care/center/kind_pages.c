/* kind_pages.c - the kinds of service. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "service_kinds.html.h"

/* GET /c/{center}/settings/kinds */
static err kinds_show(struct ctx *c)
{
	struct kind_list_rows rows;

	TRY(kind_list(c->tx, &rows));
	return page(c, tpl_service_kinds, &rows);
}

static err begin(struct wtx *w, void *arg)
{
	const struct plan_proof *may;

	(void)arg;
	TRY(access_plan(wtx_read(w), &may));
	return kinds_begin(w, may);
}

/* POST /c/{center}/settings/kinds - start with the usual ones. */
static err kinds_start(struct ctx *c)
{
	err e = web_write(c, begin, NULL);

	if (e == ERR_CONFLICT)
		return redirect(c, url_service_kinds(c), c->fail_text);
	TRY(e);
	return redirect(c, url_service_kinds(c), STR("The usual kinds are here now. Change what differs in your centers."));
}

/* GET /c/{center}/settings/kinds.csv */
static err kinds_csv(struct ctx *c)
{
	struct kind_list_rows rows;
	struct csv_page p;

	TRY(kind_list(c->tx, &rows));
	csv_page_begin(c, &p);
	csv_row(&p.w, "code", "name", "minutes", "counts_toward_hours", "billable", "in_a_group", "group_limit", "retired", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct kind_list_row *k = &rows.v[i];

		csv_str(&p.w, k->code);
		csv_str(&p.w, k->name);
		csv_int(&p.w, k->minutes);
		csv_yes_no(&p.w, k->counts);
		csv_yes_no(&p.w, k->billable);
		csv_yes_no(&p.w, k->grouped);
		csv_str(&p.w, code_of(&group_limit_codes, (int)k->group_limit));
		csv_date(&p.w, k->retired_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "kinds.csv");
}

static err show_form(struct ctx *c, service_kind_id id)
{
	struct kind_view v = {.new = !id.v, .k = {.counts = true, .billable = true, .grouped = true}};

	if (id.v)
		TRY(kind_get(c->tx, &v.k, .id = id));
	return page_form(c, tpl_kind_form, &v);
}

/* GET /c/{center}/settings/kinds/new */
static err kind_ask(struct ctx *c)
{
	return show_form(c, (service_kind_id){0});
}

/* GET /c/{center}/settings/kinds/{kind} */
static err kind_show(struct ctx *c)
{
	service_kind_id id;

	TRY(PATH_ID(c, "kind", &id));
	return show_form(c, id);
}

struct kind_save {
	service_kind_id id; /* none: a new one */
	int64_t seen;
	enum { KIND_SAVE, KIND_RETIRE, KIND_RESTORE } what;
	struct kind_details d;
};

static err put_kind(struct wtx *w, void *arg)
{
	struct kind_save *x = arg;
	const struct plan_proof *may;
	service_kind_id made;

	TRY(access_plan(wtx_read(w), &may));
	if (x->what != KIND_SAVE)
		return kind_retire(w, may, x->id, x->what == KIND_RETIRE, x->seen);
	return x->id.v ? kind_change(w, may, x->id, &x->d, x->seen) : kind_add(w, may, &x->d, &made);
}

static void read_kind(struct ctx *c, struct kind_save *x)
{
	if (!x->id.v)
		x->d.code = form_text(c, &(struct field){.name = "code", .label = "Code", .required = true, .max = 40});
	x->d.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true, .max = 100});
	x->d.minutes = form_int(c, &(struct field){.name = "minutes", .label = "Minutes", .required = true, .least = 5, .most = 1440}).v;
	x->d.counts = form_bool(c, "counts");
	x->d.billable = form_bool(c, "billable");
	x->d.grouped = form_bool(c, "grouped");
	x->d.limit = (enum group_limit)form_code(c, &(struct field){.name = "limit", .label = "Group size rule"}, &group_limit_codes);
}

static err save(struct ctx *c, service_kind_id id)
{
	struct kind_save x = {.id = id, .seen = form_version(c)};
	err e;

	if (str_is(form_raw(c, "do"), "retire"))
		x.what = KIND_RETIRE;
	else if (str_is(form_raw(c, "do"), "restore"))
		x.what = KIND_RESTORE;
	else
		read_kind(c, &x);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_kind, &x);
	if (e == OK)
		return redirect(c, url_service_kinds(c), x.what == KIND_SAVE ? notice(c, x.d.name, "is saved.")
			: x.what == KIND_RETIRE ? STR("The kind is retired. You can take it into use again.") : STR("The kind is in use again."));
	TRY(form_refused(c, e));
	return show_form(c, id);
}

/* POST /c/{center}/settings/kinds/new */
static err kind_make(struct ctx *c)
{
	return save(c, (service_kind_id){0});
}

/* POST /c/{center}/settings/kinds/{kind} - do=retire and do=restore beside saving. */
static err kind_save(struct ctx *c)
{
	service_kind_id id;

	TRY(PATH_ID(c, "kind", &id));
	return save(c, id);
}

const struct route kind_routes[] = {
	{METHOD_GET, "/c/{center}/settings/kinds", kinds_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/kinds", kinds_start, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/kinds.csv", kinds_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/kinds/new", kind_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/kinds/new", kind_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/kinds/{kind}", kind_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/kinds/{kind}", kind_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t kind_routes_n = COUNT_OF(kind_routes);
