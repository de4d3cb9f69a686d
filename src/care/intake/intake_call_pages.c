/* intake_call_pages.c - a request that comes by phone, taken down on one screen while the talk goes on. The answers are those of the
 * public pages. Who may have asked before is shown once, when it is saved the first time. */
#include "base/id.h"
#include "care/intake/intake_call_view.h"
#include "care/intake/intake_routes.h"
#include "intake_call.html.h"

struct taking {
	struct draft d;
	str heard;
	inquiry_id made;
};

/* GET /c/{center}/inquiries/new */
static err call_show(struct ctx *c)
{
	struct intake_call_view v = {0};

	return page(c, tpl_intake_call, &v);
}

static void read_answers(struct ctx *c, struct draft *d)
{
	for (int a = ASK_NONE + 1; a < ASKS; a++) {
		struct field f = {.name = code_of(&ask_codes, a).p, .label = code_label(&ask_codes, a).p};

		if (a == ASK_BIRTH) {
			d->v[a] = value_date(c, form_date(c, &f));
			continue;
		}
		f.lines = a == ASK_NOTE;
		f.max = a == ASK_NOTE ? 2000 : a == ASK_SAFE_TIMES ? 300 : 200;
		d->v[a] = form_text(c, &f);
	}
	d->v[ASK_CENTER] = str_copy(c->arena, str_of(id_show(c->center).s));
	d->v[ASK_PROGRAM] = STR_NONE;
	if (!code_find(&inquiry_kind_codes, d->v[ASK_KIND]))
		(void)problem(c, "kind", "Select who needs help");
}

/* Whoever calls has been reached: the request begins as contacted, with how they heard of the center in the log. */
static err do_take(struct wtx *w, void *arg)
{
	struct taking *x = arg;
	const struct inquiry_proof *may;
	str note = x->heard.n ? str_format(wtx_ctx(w)->arena, "How they heard of us: %.*s", STR_ARG(x->heard)) : STR_NONE;

	TRY(draft_take_call(w, &x->d, &x->made));
	TRY(access_inquiry(wtx_read(w), x->made, &may));
	return intake_contact(
		w, may, &(struct contact){.way = CHANNEL_PHONE, .outcome = OUTCOME_REACHED, .note = note, .seen = 1});
}

/* Suggested once: with "sure" it is another one. */
static err look_for_twins(struct ctx *c, struct intake_call_view *v)
{
	if (str_is(form_raw(c, "sure"), "yes"))
		return OK;
	TRY(draft_twins(c->tx, &v->d, &v->twins));
	for (size_t k = 0; k < v->twins.people.n; k++)
		journal_saw(c, v->twins.people.v[k].id);
	if (v->twins.people.n || v->twins.inquiries.n)
		(void)problem(c, "", "Somebody like this is known here. Look at them below, or save it as a new request.");
	return problems_end(c);
}

/* POST of the same. */
static err call_take(struct ctx *c)
{
	struct intake_call_view v = {0};
	struct taking x = {0};
	err e;

	read_answers(c, &v.d);
	x.heard = form_text(c, &(struct field){.name = "heard", .label = "How they heard of us"});
	e = problems_end(c);
	if (e == OK)
		e = draft_check_all(c, &v.d);
	if (e == OK)
		e = look_for_twins(c, &v);
	x.d = v.d;
	if (e == OK)
		e = web_write(c, do_take, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_intake_call, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.made), STR("The request is saved. Go on with the pre-screen, or plan what comes next."));
}

const struct route intake_call_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/new", call_show, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/new", call_take, PERM_INTAKE, JOURNAL_VIEW_LIST, 0, 0},
};
const size_t intake_call_routes_n = COUNT_OF(intake_call_routes);
