/* pre_screen_pages.c - the pre-screen during a call: one part a page, saved as one goes; then its answers to look over. */
#include "care/intake/pre_screen_routes.h"
#include "care/intake/pre_screen_view.h"
#include "pre_screen.html.h"

static err load(struct ctx *c, struct pre_screen_view *v)
{
	const struct inquiry_proof *may;
	inquiry_id id;

	*v = (struct pre_screen_view){0};
	TRY(PATH_ID(c, "inquiry", &id));
	TRY(access_inquiry(c->tx, id, &may));
	TRY(inquiry_look(c->tx, may, &v->i));
	TRY(pre_screen_load(c->tx, may, &v->f));
	v->name = person_name(c->arena, v->i.given, STR_NONE, v->i.family);
	if (str_empty(v->name))
		v->name = STR("somebody without a name yet");
	v->at = url_pre_screen(c, id);
	return OK;
}

/* ---- showing -------------------------------------------------------------------------------------------------------- */

static void show_part(struct pre_screen_view *v, size_t first)
{
	const struct replies *r = &v->f.replies;

	v->fill = (struct form_fill){r, first, r->q->items[first].end};
	for (size_t i = replies_next(r, 0); i < r->q->n; i = replies_next(r, r->q->items[i].end)) {
		v->parts++;
		if (i <= first)
			v->part = v->parts;
	}
}

static void show_review(struct ctx *c, struct pre_screen_view *v)
{
	const struct replies *r = &v->f.replies;

	v->review = (struct form_review){.r = r};
	if (v->f.head.state == FORM_COMPLETED)
		return;
	v->review.change = v->at;
	v->missing = replies_missing(r, 0, r->q->n);
	for (size_t i = 0; i < r->q->n && !v->go_on.s.n; i = r->q->items[i].end)
		if (replies_missing(r, i, r->q->items[i].end))
			v->go_on = url_with(c, v->at, "part", r->q->items[i].link_id);
}

/* GET /c/{center}/inquiries/{inquiry}/pre-screen?part=&again= - a part of it, or all of it to look over. */
static err pre_screen_show(struct ctx *c)
{
	struct pre_screen_view v;
	str part = query_text(c, "part");
	size_t first;

	TRY(load(c, &v));
	v.again = v.f.head.state == FORM_COMPLETED && str_is(query_text(c, "again"), "yes");
	if (v.again)
		TRY(form_again(c, PRE_SCREEN, &v.f));
	first = part.p ? form_part(v.f.replies.q, part) : 0;
	if (v.f.head.state == FORM_COMPLETED || (v.f.head.id.v && !part.p)) {
		show_review(c, &v);
		return page(c, tpl_pre_screen_review, &v);
	}
	if (first == v.f.replies.q->n)
		return ERR_NOT_FOUND;
	show_part(&v, first);
	return page(c, tpl_pre_screen_part, &v);
}

/* ---- saving --------------------------------------------------------------------------------------------------------- */

struct keeping {
	inquiry_id inquiry;
	const struct form_filled *f;
	bool complete;
	bool urgent;
};

static err keep(struct wtx *w, void *arg)
{
	struct keeping *k = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), k->inquiry, &may));
	return k->complete ? pre_screen_complete(w, may, k->f, &k->urgent) : pre_screen_save(w, may, k->f, &k->urgent);
}

/* Where one goes after a part was saved. */
static struct url behind(struct ctx *c, const struct pre_screen_view *v, bool same, bool later)
{
	const struct replies *r = &v->f.replies;
	size_t to = same ? v->fill.first : replies_next(r, v->fill.end);

	if ((later && !same) || to == r->q->n)
		return v->at;
	return url_with(c, v->at, "part", r->q->items[to].link_id);
}

static str said(const struct keeping *k, bool same)
{
	if (k->urgent)
		return STR("Saved. The request is marked urgent now.");
	if (k->complete)
		return STR("The pre-screen is complete.");
	return same ? STR("Saved. More is asked below because of an answer.") : STR("Saved.");
}

static err complete(struct ctx *c, struct pre_screen_view *v)
{
	struct keeping k = {v->i.id, &v->f, true, false};
	err e = web_write(c, keep, &k);

	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	if (e == ERR_INVALID || e == ERR_CONFLICT) {
		show_review(c, v);
		return page_again(c, tpl_pre_screen_review, v);
	}
	TRY(e);
	return redirect(c, v->at, said(&k, false));
}

static err take_part(struct ctx *c, struct pre_screen_view *v)
{
	struct keeping k = {v->i.id, &v->f, false, false};
	bool later = str_is(form_raw(c, "do"), "later"), same;
	err e;

	same = form_fill_read(c, &v->f.replies, v->fill.first, v->fill.end);
	if (!later && !same)
		replies_require(c, &v->f.replies, v->fill.first, v->fill.end);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, keep, &k);
	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	if (e == ERR_INVALID || e == ERR_CONFLICT)
		return page_again(c, tpl_pre_screen_part, v);
	TRY(e);
	return redirect(c, behind(c, v, same, later), said(&k, same));
}

/* POST: what somebody else wrote meanwhile is not overwritten, so the version that was seen comes along. */
static err pre_screen_take(struct ctx *c)
{
	struct pre_screen_view v;
	size_t first;

	TRY(load(c, &v));
	v.again = v.f.head.state == FORM_COMPLETED && str_is(form_raw(c, "again"), "yes");
	if (v.again)
		TRY(form_again(c, PRE_SCREEN, &v.f));
	if (!str_to_int(form_raw(c, "version"), &v.f.head.version))
		v.f.head.version = 0;
	if (str_is(form_raw(c, "do"), "complete"))
		return complete(c, &v);
	first = form_part(v.f.replies.q, form_raw(c, "part"));
	if (first == v.f.replies.q->n)
		return ERR_NOT_FOUND;
	show_part(&v, first);
	return take_part(c, &v);
}

/* ---- FHIR ----------------------------------------------------------------------------------------------------------- */

/* GET /c/{center}/inquiries/{inquiry}/pre-screen.json */
static err pre_screen_fhir(struct ctx *c)
{
	struct pre_screen_view v;
	struct sink s;
	struct json j;

	TRY(load(c, &v));
	if (!v.f.head.id.v)
		return ERR_NOT_FOUND;
	send_sink(c, &s);
	json_init(&j, &s);
	form_write(&j, &v.f, STR_NONE, STR_NONE);
	TRY(json_end(&j));
	return send_file(c, "application/fhir+json", "pre-screen.json");
}

const struct route pre_screen_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/pre-screen", pre_screen_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/pre-screen", pre_screen_take, PERM_INTAKE, JOURNAL_NONE},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/pre-screen.json", pre_screen_fhir, PERM_INTAKE, JOURNAL_EXPORT},
};
const size_t pre_screen_routes_n = COUNT_OF(pre_screen_routes);
