/* consent_text_pages.c - where the texts that people sign are written: the list, a text with its versions, one version. */
#include "care/consent/consent_routes.h"
#include "care/consent/consent_view.h"
#include "consent_texts.html.h"

#define FORM_MOST ((size_t)1 << 20)

/* GET /organization/consents */
static err desk_show(struct ctx *c)
{
	struct consent_desk_view v;

	TRY(consent_texts(c->tx, &v.rows));
	TRY(consent_can_bring(c->tx, &v.can_bring));
	return page(c, tpl_consent_desk, &v);
}

/* GET /organization/consents.csv */
static err desk_csv(struct ctx *c)
{
	struct consent_texts_rows rows;
	struct csv_page p;

	TRY(consent_texts(c->tx, &rows));
	csv_page_begin(c, &p);
	csv_row(&p.w, "title", "version", "published", "draft", "retired", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct consent_texts_row *r = &rows.v[i];

		csv_str(&p.w, r->title);
		csv_int(&p.w, r->current_number);
		csv_instant(&p.w, r->published_at);
		csv_yes_no(&p.w, r->draft_id.v);
		csv_date(&p.w, r->retired_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "texts-to-sign.csv");
}

static err bring(struct wtx *w, void *arg)
{
	return consent_bring(w, false, arg);
}

/* POST /organization/consents/bring */
static err desk_bring(struct ctx *c)
{
	int64_t n;

	TRY(web_write(c, bring, &n));
	return redirect(c, url_consents(),
		str_format(c->arena, "%s here now. Read, change and publish them.", counted(c, n, "draft is", "drafts are").p));
}

/* ---- one text ---------------------------------------------------------------------------------------------------------------- */

static err show_edit(struct ctx *c, consent_text_id id)
{
	struct consent_edit_view v = {.id = id};
	struct consent_text_get_row t;

	if (!id.v)
		return page_form(c, tpl_consent_edit, &v);
	TRY(consent_text_get(c->tx, &t, .id = id));
	TRY(consent_versions(c->tx, &v.versions, .consent_text_id = id));
	if (!v.versions.n)
		return ERR_NOT_FOUND;
	v.retired = !date_none(t.retired_on);
	v.published = t.current_number > 0;
	v.d = (struct consent_words){v.versions.v[0].title, v.versions.v[0].body};
	v.seen = instant_none(v.versions.v[0].published_at) ? v.versions.v[0].version : 0;
	return page_form(c, tpl_consent_edit, &v);
}

/* GET /organization/consents/new */
static err new_show(struct ctx *c)
{
	return show_edit(c, (consent_text_id){0});
}

/* GET /organization/consents/{consent} */
static err edit_show(struct ctx *c)
{
	consent_text_id id;

	TRY(PATH_ID(c, "consent", &id));
	return show_edit(c, id);
}

struct consent_save {
	consent_text_id id; /* none: a new one; then the one made */
	int64_t seen;
	struct consent_words d;
	enum { SAVE_WORDS, SAVE_PUBLISH, SAVE_USE } what;
	bool yes; /* published: signatures before count no more; used: retired */
};

static err put(struct wtx *w, void *arg)
{
	struct consent_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	if (x->what == SAVE_PUBLISH)
		return consent_publish_draft(w, may, x->id, x->yes, x->seen);
	if (x->what == SAVE_USE)
		return consent_retire(w, may, x->id, x->yes);
	return x->id.v ? consent_write(w, may, x->id, &x->d, x->seen) : consent_add(w, may, &x->d, &x->id);
}

/* What was refused is said on the form. */
static err refused(struct ctx *c, err e, consent_text_id id)
{
	TRY(form_refused(c, e));
	return show_edit(c, id);
}

static err save(struct ctx *c, consent_text_id id)
{
	struct consent_save x = {.id = id, .seen = form_version(c)};
	err e;

	x.d.title = form_text(c, &(struct field){.name = "title", .label = "Title", .required = true});
	x.d.body = form_text(c, &(struct field){.name = "body", .label = "Text", .required = true, .lines = true, .max = CONSENT_TEXT_MOST});
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put, &x);
	if (e != OK)
		return refused(c, e, id);
	return redirect(c, url_consent(c, x.id), STR("The draft is saved. Nobody signs it before it is published."));
}

/* POST /organization/consents/new */
static err new_save(struct ctx *c)
{
	return save(c, (consent_text_id){0});
}

/* POST /organization/consents/{consent} */
static err edit_save(struct ctx *c)
{
	consent_text_id id;

	TRY(PATH_ID(c, "consent", &id));
	return save(c, id);
}

static err change(struct ctx *c, struct consent_save *x, str said)
{
	err e;

	TRY(PATH_ID(c, "consent", &x->id));
	e = web_write(c, put, x);
	if (e != OK)
		return refused(c, e, x->id);
	return redirect(c, url_consent(c, x->id), said);
}

/* POST /organization/consents/{consent}/publish - again=1: who signed an earlier version is asked again. */
static err publish_save(struct ctx *c)
{
	return change(c, &(struct consent_save){.what = SAVE_PUBLISH, .seen = form_version(c), .yes = form_bool(c, "again")},
		STR("Published. These words stay as they are; a change is a new version."));
}

/* POST /organization/consents/{consent}/use - do=retire or do=restore */
static err use_save(struct ctx *c)
{
	bool retire = str_is(form_raw(c, "do"), "retire");

	return change(c, &(struct consent_save){.what = SAVE_USE, .yes = retire},
		retire ? STR("No program asks for it any more. What was signed stays.") : STR("Programs can ask for it again."));
}

/* GET /organization/consent-versions/{consent_version} */
static err version_show(struct ctx *c)
{
	struct consent_version_view v;
	consent_version_id id;

	TRY(PATH_ID(c, "consent_version", &id));
	TRY(consent_version_get(c->tx, &v.v, .id = id));
	v.hash = consent_hash(c, v.v.title, v.v.body);
	v.intact = v.v.hash.p && str_is(v.v.hash, v.hash.s);
	return page(c, tpl_consent_version, &v);
}

#define CONSENTS(rest) "/organization/consents" rest

const struct route consent_text_routes[] = {
	{METHOD_GET, CONSENTS(""), desk_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_GET, CONSENTS(".csv"), desk_csv, PERM_RULES, JOURNAL_EXPORT, 0, 0},
	{METHOD_POST, CONSENTS("/bring"), desk_bring, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_GET, CONSENTS("/new"), new_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, CONSENTS("/new"), new_save, PERM_RULES, JOURNAL_NONE, 0, FORM_MOST},
	{METHOD_GET, CONSENTS("/{consent}"), edit_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, CONSENTS("/{consent}"), edit_save, PERM_RULES, JOURNAL_NONE, 0, FORM_MOST},
	{METHOD_POST, CONSENTS("/{consent}/publish"), publish_save, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, CONSENTS("/{consent}/use"), use_save, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/organization/consent-versions/{consent_version}", version_show, PERM_RULES, JOURNAL_NONE, 0, 0},
};
const size_t consent_text_routes_n = COUNT_OF(consent_text_routes);
