/* ask_pages.c - asking for help, one question a page. What was answered is kept behind the address; nobody signs in, no cookie is set. */
#include "care/inquiry/ask_view.h"

#include <stdio.h>

#include "ask.html.h"
#include "base/id.h"
#include "care/inquiry/inquiry_routes.h"
#include "site.sql.h"

/* Limits of what is typed; the rest are choices. */
static const struct limit {
	const char *label;
	size_t max;
	bool lines;
} limits[ASKS] = {
	[ASK_KIND] = {"kind", 20, false},
	[ASK_DANGER] = {"choice", 20, false},
	[ASK_HELP] = {"choice", 20, false},
	[ASK_CENTER] = {"place", 20, false},
	[ASK_PROGRAM] = {"program", 20, false},
	[ASK_ZIP] = {"ZIP code", 10, false},
	[ASK_GIVEN] = {"first name", 100, false},
	[ASK_FAMILY] = {"last name", 100, false},
	[ASK_ASKER_IS] = {"choice", 20, false},
	[ASK_AGE] = {"age", 3, false},
	[ASK_GUARDIAN_NAME] = {"name", 100, false},
	[ASK_GUARDIAN_PHONE] = {"phone number", 40, false},
	[ASK_GUARDIAN_CALL] = {"choice", 20, false},
	[ASK_ASKER_NAME] = {"name", 100, false},
	[ASK_REACH_BY] = {"choice", 20, false},
	[ASK_PHONE] = {"phone number", 40, false},
	[ASK_EMAIL] = {"email address", 200, false},
	[ASK_SILENT] = {"choice", 20, false},
	[ASK_SAFE_TIMES] = {"safe times", 300, false},
	[ASK_PAYER] = {"choice", 20, false},
	[ASK_PAYER_NAME] = {"name of the insurance", 100, false},
	[ASK_SOURCE] = {"choice", 20, false},
	[ASK_NOTE] = {"text", 2000, true},
	[ASK_REF_NAME] = {"name", 100, false},
	[ASK_REF_ORG] = {"name of your service", 200, false},
	[ASK_REF_PHONE] = {"phone number", 40, false},
	[ASK_REF_EMAIL] = {"email address", 200, false},
	[ASK_REF_SOURCE] = {"choice", 20, false},
	[ASK_REF_AGREED] = {"choice", 20, false},
	[ASK_URGENCY] = {"choice", 20, false},
};

#define TRAP "website" /* a field that only programs fill in */

static str read_answer(struct ctx *c, enum ask a)
{
	const char *name = code_of(&ask_codes, a).p;

	if (a == ASK_BIRTH)
		return value_date(c, form_date(c, &(struct field){.name = name, .label = "date of birth"}));
	return form_text(
		c, &(struct field){.name = name, .label = limits[a].label, .max = limits[a].max, .lines = limits[a].lines});
}

static err organization_of(struct ctx *c, str *out)
{
	struct organization_name_row row;
	err e = organization_name(c->tx, &row);

	*out = e == OK ? row.name : STR_NONE;
	return e == ERR_NOT_FOUND ? OK : e;
}

static err centers_of(struct ctx *c, struct ask_view *v)
{
	return ask_centers(c->tx, &v->centers, .today = zone_day(c->zone, c->now));
}

/* ---- the first page ---------------------------------------------------------------------------------------------------- */

/* What a link from a page about families, a center or a program has said already. */
static void read_hints(struct ctx *c, struct draft *d)
{
	static const enum ask hints[] = {ASK_KIND, ASK_CENTER, ASK_PROGRAM, ASK_HELP};

	for (size_t i = 0; i < COUNT_OF(hints); i++) {
		const char *name = code_of(&ask_codes, hints[i]).p;
		str s = request_method(c) == METHOD_POST ? form_raw(c, name) : query_text(c, name);

		d->v[hints[i]] = s.n <= 20 ? s : STR_NONE;
	}
	if (!code_find(&inquiry_kind_codes, d->v[ASK_KIND]))
		d->v[ASK_KIND] = STR_NONE;
	if (!code_find(&ask_help_codes, d->v[ASK_HELP]))
		d->v[ASK_HELP] = STR_NONE;
}

/* A place that there is; of one there is no choice. */
static void settle_center(const struct ask_view *v, struct ctx *c, struct draft *d)
{
	int64_t id;
	bool known = false;

	for (size_t i = 0; id_read(d->v[ASK_CENTER], &id) && i < v->centers.n; i++)
		known |= v->centers.v[i].id.v == id;
	if (!known)
		d->v[ASK_CENTER] = v->centers.n == 1 ? value_id(c, v->centers.v[0].id.v) : STR_NONE;
}

/* GET /ask?kind=&center=&program=&help= */
static err start_show(struct ctx *c)
{
	struct ask_view v = {0};

	read_hints(c, &v.d);
	TRY(organization_of(c, &v.organization));
	return page(c, tpl_ask_start, &v);
}

static err take_begin(struct wtx *w, void *arg)
{
	return draft_begin(w, arg);
}

/* POST /ask */
static err start_take(struct ctx *c)
{
	struct ask_view v = {0};

	read_hints(c, &v.d);
	TRY(organization_of(c, &v.organization));
	TRY(centers_of(c, &v));
	settle_center(&v, c, &v.d);
	v.d.v[ASK_KIND] = read_answer(c, ASK_KIND);
	v.d.trapped = form_raw(c, TRAP).n;
	if (!code_find(&inquiry_kind_codes, v.d.v[ASK_KIND]))
		(void)problem(c, "kind", "Select who needs help");
	if (problems_end(c) != OK)
		return page_again(c, tpl_ask_start, &v);
	TRY(web_write(c, take_begin, &v.d));
	return redirect(c, ask_url(c, &v, ASK_PAGE_DANGER), STR_NONE);
}

/* ---- going on with a code ---------------------------------------------------------------------------------------------- */

static err return_form(struct ctx *c, int status)
{
	struct ask_view v = {0};

	TRY(organization_of(c, &v.organization));
	if (status == 200)
		return page(c, tpl_ask_return, &v);
	page_problems(c);
	tpl_ask_return(c, &v);
	return page_done(c, status);
}

/* GET /ask/return */
static err return_show(struct ctx *c)
{
	return return_form(c, 200);
}

/* Counting the try and giving the new address are two transactions, with no view held meanwhile. */
static err resume(struct ctx *c, str *token)
{
	err e, again;

	db_read_end(c);
	e = draft_resume(c, c->db, form_raw(c, "code"), token);
	again = db_read_begin(c, c->db);
	return e == OK ? again : e;
}

/* POST /ask/return */
static err return_take(struct ctx *c)
{
	struct ask_view v = {0};
	enum ask_page lacks;
	str token;
	err e = resume(c, &token);

	if (e == ERR_TOO_FAST) {
		(void)problem(c, "code", "%.*s", STR_ARG(c->fail_text));
		response_header(c, "Retry-After", "60");
	}
	if (e == ERR_TOO_FAST || e == ERR_INVALID)
		return return_form(c, err_http_status(e));
	TRY(e);
	TRY(draft_open(c->tx, token, &v.d));
	lacks = draft_lacks(c, &v.d);
	return redirect(c,
		lacks == ASK_PAGE_NONE || !instant_none(v.d.sent) ? url_ask_page(c, token, STR("check"))
														  : ask_url(c, &v, lacks),
		STR_NONE);
}

/* ---- a draft in hand --------------------------------------------------------------------------------------------------- */

static err open_view(struct ctx *c, struct ask_view *v)
{
	*v = (struct ask_view){0};
	TRY(draft_open(c->tx, path_text(c, "draft"), &v->d));
	v->kind = draft_kind(&v->d);
	return organization_of(c, &v->organization);
}

static struct url url_sent(struct ctx *c, const struct ask_view *v)
{
	return url_ask_page(c, v->d.token, STR("sent"));
}

static struct url url_check(struct ctx *c, const struct ask_view *v)
{
	return url_ask_page(c, v->d.token, STR("check"));
}

static struct url url_before(struct ctx *c, const struct ask_view *v)
{
	enum ask_page back = draft_back(c, &v->d, v->page);

	if (str_is(query_text(c, "then"), "check"))
		return url_check(c, v);
	return back == ASK_PAGE_NONE ? url_ask() : ask_url(c, v, back);
}

/* Also after a form came back: the address keeps where to go on. */
static err place_view(struct ctx *c, struct ask_view *v)
{
	v->here = ask_url(c, v, v->page);
	if (str_is(query_text(c, "then"), "check"))
		v->here = url_with(c, v->here, "then", STR("check"));
	v->back = url_before(c, v);
	return v->page == ASK_PAGE_WHERE ? centers_of(c, v) : OK;
}

/* The page in the address, asked of this draft. ERR_NOT_FOUND: there is none such. */
static err open_page(struct ctx *c, struct ask_view *v, enum ask_page p)
{
	TRY(open_view(c, v));
	v->page = p;
	if (p == ASK_PAGE_NONE || (instant_none(v->d.sent) && !draft_asks(c, &v->d, p)))
		return ERR_NOT_FOUND;
	return place_view(c, v);
}

static enum ask_page page_in_address(struct ctx *c)
{
	return (enum ask_page)code_find(&ask_page_codes, path_text(c, "page"));
}

static err show_page(struct ctx *c, enum ask_page p)
{
	struct ask_view v;

	TRY(open_page(c, &v, p));
	if (!instant_none(v.d.sent))
		return redirect(c, url_sent(c, &v), STR_NONE);
	return page(c, tpl_ask, &v);
}

/* GET /ask/{draft}/{page} */
static err question_show(struct ctx *c)
{
	return show_page(c, page_in_address(c));
}

/* Where to after this page: to what helps at once, back to the check, or on. */
static struct url url_after(struct ctx *c, const struct ask_view *v)
{
	enum ask_page next = draft_next(c, &v->d, v->page);

	if (v->page == ASK_PAGE_DANGER && str_is(v->d.v[ASK_DANGER], "yes"))
		return url_ask_page(c, v->d.token, STR("now"));
	if (next == ASK_PAGE_NONE || str_is(query_text(c, "then"), "check"))
		return url_check(c, v);
	return ask_url(c, v, next);
}

static bool keeps_center(struct ctx *c, const struct ask_view *v, enum ask a)
{
	return a == ASK_CENTER && (v->centers.n == 1 || !form_has(c, "center"));
}

static err take_save(struct wtx *w, void *arg)
{
	const struct ask_view *v = arg;

	return draft_save(w, &v->d, v->page);
}

static err again(struct ctx *c, err e, struct ask_view *v)
{
	if (e == ERR_CONFLICT)
		return redirect(c, url_sent(c, v), STR_NONE);
	if (e != ERR_INVALID)
		return e;
	return page_again(c, tpl_ask, v);
}

/* POST /ask/{draft}/{page}?then=check */
static err question_take(struct ctx *c)
{
	struct ask_view v;
	err e;

	TRY(open_page(c, &v, page_in_address(c)));
	for (const enum ask *a = ask_page_asks(v.page); *a != ASK_NONE; a++)
		if (!keeps_center(c, &v, *a))
			v.d.v[*a] = read_answer(c, *a);
	v.d.trapped = v.d.trapped || form_raw(c, TRAP).n;
	e = problems_end(c);
	if (e == OK)
		e = draft_check(c, &v.d, v.page);
	if (e == OK)
		e = web_write(c, take_save, &v);
	return e == OK ? redirect(c, url_after(c, &v), STR_NONE) : again(c, e, &v);
}

/* GET /ask/{draft}/now - somebody is in danger: who helps at once, and the way on. */
static err now_show(struct ctx *c)
{
	struct ask_view v;

	TRY(open_page(c, &v, ASK_PAGE_DANGER));
	if (!instant_none(v.d.sent))
		return redirect(c, url_sent(c, &v), STR_NONE);
	v.back = v.here;
	v.here = ask_url(c, &v, draft_next(c, &v.d, ASK_PAGE_DANGER));
	return page(c, tpl_ask_now, &v);
}

/* ---- files ------------------------------------------------------------------------------------------------------------- */

struct file_step {
	struct ask_view *v;
	struct upload u;
	bytes content;
	inquiry_draft_file_id remove;
};

static err read_upload(struct ctx *c, struct file_step *x)
{
	uint8_t *p;
	FILE *f;
	size_t n;

	if (x->u.size > DRAFT_FILE_MOST)
		return problem(c, "files", "Choose a file of at most 4 MB.");
	f = fopen(x->u.path, "rbe");
	if (!f)
		FAIL(c, ERR_IO, "The file could not be read. Send it once more.");
	p = arena_alloc(c->arena, (size_t)x->u.size + 1);
	n = fread(p, 1, (size_t)x->u.size, f);
	(void)fclose(f);
	x->content = (bytes){p, n};
	return OK;
}

static err take_file(struct wtx *w, void *arg)
{
	struct file_step *x = arg;

	return x->remove.v ? draft_file_remove(w, &x->v->d, x->remove)
					   : draft_file_add(w, &x->v->d, x->u.filename, x->content);
}

/* GET /ask/{draft}/files */
static err files_show(struct ctx *c)
{
	return show_page(c, ASK_PAGE_FILES);
}

/* POST /ask/{draft}/files - a file, the id of one to remove, or neither: then on. */
static err files_take(struct ctx *c)
{
	struct ask_view v;
	struct file_step x = {.v = &v};
	err e = OK;

	TRY(open_page(c, &v, ASK_PAGE_FILES));
	if (form_has(c, "remove") && !id_read(form_raw(c, "remove"), &x.remove.v))
		return ERR_NOT_FOUND;
	if (!x.remove.v && (!form_upload(c, "files", 0, &x.u) || !x.u.size))
		return redirect(c, url_after(c, &v), STR_NONE);
	if (!x.remove.v)
		e = read_upload(c, &x);
	if (e == OK)
		e = web_write(c, take_file, &x);
	if (e == OK)
		return redirect(c, v.here, STR_NONE);
	return again(c, e, &v);
}

/* ---- checking and sending ---------------------------------------------------------------------------------------------- */

static err name_center(struct ctx *c, struct ask_view *v, center_id id)
{
	struct ask_center_row row;

	TRY(ask_center(c->tx, &row, .id = id));
	v->center_name = row.name;
	v->center_phone = row.phone;
	return OK;
}

static err open_check(struct ctx *c, struct ask_view *v, center_id *center)
{
	TRY(open_view(c, v));
	if (!instant_none(v->d.sent))
		return OK;
	TRY(centers_of(c, v));
	v->here = url_check(c, v);
	v->back = url_before(c, v);
	TRY(draft_center(c->tx, &v->d, center));
	return name_center(c, v, *center);
}

/* GET /ask/{draft}/check */
static err check_show(struct ctx *c)
{
	struct ask_view v;
	center_id center;

	TRY(open_check(c, &v, &center));
	if (!instant_none(v.d.sent))
		return redirect(c, url_sent(c, &v), STR_NONE);
	return page(c, tpl_ask_check, &v);
}

static err take_send(struct wtx *w, void *arg)
{
	const struct ask_view *v = arg;
	inquiry_id made;

	return draft_send(w, &v->d, &made);
}

/* POST /ask/{draft}/check - sends it. */
static err check_take(struct ctx *c)
{
	struct ask_view v;
	center_id center;
	enum ask_page lacks;
	err e;

	TRY(open_check(c, &v, &center));
	if (!instant_none(v.d.sent))
		return redirect(c, url_sent(c, &v), STR_NONE);
	lacks = draft_lacks(c, &v.d);
	if (lacks != ASK_PAGE_NONE)
		return redirect(c, ask_url_change(c, &v, lacks), STR("This is still missing."));
	v.d.trapped = v.d.trapped || form_raw(c, TRAP).n;
	TRY(access_enter(c, center.v, PERM_PUBLIC));
	e = web_write(c, take_send, &v);
	return e == OK || e == ERR_CONFLICT ? redirect(c, url_sent(c, &v), STR_NONE) : e;
}

/* GET /ask/{draft}/sent - says nothing of the person. */
static err sent_show(struct ctx *c)
{
	struct ask_view v;

	TRY(open_view(c, &v));
	if (instant_none(v.d.sent))
		return redirect(c, url_check(c, &v), STR_NONE);
	TRY(name_center(c, &v, v.d.center));
	return page(c, tpl_ask_sent, &v);
}

const struct route ask_routes[] = {
	{METHOD_GET, "/ask", start_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_POST, "/ask", start_take, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/ask/return", return_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_POST, "/ask/return", return_take, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/ask/{draft}/now", now_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/ask/{draft}/files", files_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/ask/{draft}/files", files_take, PERM_PUBLIC, JOURNAL_NONE, ROUTE_UPLOAD,
		(size_t)DRAFT_FILE_MOST + 65536},
	{METHOD_GET, "/ask/{draft}/check", check_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/ask/{draft}/check", check_take, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/ask/{draft}/sent", sent_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/ask/{draft}/{page}", question_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/ask/{draft}/{page}", question_take, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
};
const size_t ask_routes_n = COUNT_OF(ask_routes);
