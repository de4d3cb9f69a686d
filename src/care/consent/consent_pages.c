/* consent_pages.c - signing a text, at the desk or on one's own phone, and looking at what was signed. */
#include "base/id.h"
#include "care/consent/consent_routes.h"
#include "care/consent/consent_view.h"
#include "consent.html.h"

struct label show_signed_at(const struct ctx *c, instant t)
{
	return label_format("%s, %s", show_day_year(zone_day(c->zone, t)).s, show_clock(c, t).s);
}

/* Whose pages these are: the participant's own, or those of a stay that staff opened. */
struct whose {
	bool own;
	episode_id episode;
};

static err open_stay(struct tx *tx, const struct whose *x, const struct chart_proof **may)
{
	return x->own ? access_own_chart(tx, may) : access_chart(tx, x->episode, may);
}

static err begin(struct ctx *c, struct whose *x, const struct chart_proof **may)
{
	if (!x->own)
		TRY(PATH_ID(c, "episode", &x->episode));
	TRY(open_stay(c->tx, x, may));
	x->episode = chart_proof_episode(*may);
	return OK;
}

static struct url list_of(struct ctx *c, const struct whose *x)
{
	return x->own ? url_my_start() : url_starting(c, x->episode);
}

static struct url signature_at(struct ctx *c, const struct whose *x, consent_signature_id id)
{
	return x->own ? url_my_signature(c, id) : url_signature(c, x->episode, id);
}

/* ---- signing -------------------------------------------------------------------------------------------------------------- */

struct form_choices choices_of_signers(struct ctx *c, const struct consent_signers *all)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, all->n);

	for (size_t i = 0; i < all->n; i++)
		v[i] = (struct form_choice){.value = i ? value_id(c, all->v[i].relation.v) : STR("self"), .label = all->v[i].name,
			.hint = code_label(&signer_codes, (int)all->v[i].who)};
	return (struct form_choices){v, all->n};
}

static err load_sign(struct ctx *c, struct whose *x, struct sign_view *v)
{
	const struct chart_proof *may;
	struct consent_signers signers;
	consent_text_id text;

	TRY(PATH_ID(c, "consent", &text));
	TRY(begin(c, x, &may));
	*v = (struct sign_view){.own = x->own, .back = list_of(c, x),
		.to = x->own ? url_my_sign(c, text) : url_sign(c, x->episode, text), .paper = url_sign_paper(c, x->episode, text)};
	TRY(consent_current(c->tx, &v->text, .id = text));
	TRY(consent_signers_of(c->tx, may, &signers));
	v->signers = choices_of_signers(c, &signers);
	v->name = signers.v[0].name;
	return OK;
}

static err sign_show(struct ctx *c, bool own)
{
	struct whose x = {.own = own};
	struct sign_view v;

	TRY(load_sign(c, &x, &v));
	return own ? page(c, tpl_my_sign, &v) : page(c, tpl_desk_sign, &v);
}

struct sign_write {
	struct whose whose;
	struct signing in;
	consent_signature_id made;
};

static err write_signature(struct wtx *w, void *arg)
{
	struct sign_write *x = arg;
	const struct chart_proof *may;

	TRY(open_stay(wtx_read(w), &x->whose, &may));
	return consent_sign(w, may, &x->in, &x->made);
}

relation_id read_consent_signer(struct ctx *c)
{
	str who = form_raw(c, "signer");
	relation_id r = {0};

	if (!str_is(who, "self") && (!who.n || !id_read(who, &r.v)))
		(void)problem(c, "signer", "Choose who signs.");
	return r;
}

static err sign_save(struct ctx *c, bool own)
{
	struct sign_write x = {.whose = {.own = own}};
	struct sign_view v;
	err e;

	TRY(load_sign(c, &x.whose, &v));
	x.in = (struct signing){.place = own ? SIGNING_OWN : SIGNING_DESK, .agreed = form_bool(c, "agreed"),
		.agent = request_header(c, "user-agent")};
	x.in.version.v = form_id(c, &(struct field){.name = "words", .label = "text", .required = true});
	x.in.typed = form_text(c, &(struct field){.name = "typed", .label = "full name", .max = 200});
	if (!own)
		x.in.relation = read_consent_signer(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_signature, &x);
	if (e == OK)
		return redirect(c, signature_at(c, &x.whose, x.made),
			own ? STR("Thank you. You have signed.") : STR("Thank you. It is signed. Please hand the device back."));
	TRY(form_refused(c, e));
	return own ? page_again(c, tpl_my_sign, &v) : page_again(c, tpl_desk_sign, &v);
}

/* GET, POST /c/{center}/episodes/{episode}/consents/{consent} */
static err desk_sign_show(struct ctx *c)
{
	return sign_show(c, false);
}

static err desk_sign_save(struct ctx *c)
{
	return sign_save(c, false);
}

/* GET, POST /my/start/consents/{consent} */
static err my_sign_show(struct ctx *c)
{
	return sign_show(c, true);
}

static err my_sign_save(struct ctx *c)
{
	return sign_save(c, true);
}

/* ---- what was signed ---------------------------------------------------------------------------------------------------------- */

static err load_signature(struct ctx *c, struct whose *x, consent_signature_id *id, struct signature_view *v)
{
	const struct chart_proof *may;
	struct consent_person_row p;

	TRY(PATH_ID(c, "signature", id));
	TRY(begin(c, x, &may));
	*v = (struct signature_view){.own = x->own, .back = list_of(c, x)};
	TRY(consent_signed(c->tx, may, *id, &v->t));
	TRY(consent_person(c->tx, &p, .episode_id = x->episode));
	v->person = person_name(c->arena, p.given, p.preferred, p.family);
	v->withdraw = x->own ? url_my_withdraw(c, *id) : url_withdraw(c, x->episode, *id);
	/* What a parent signed, the parent takes back: at the desk. */
	v->may_withdraw = instant_none(v->t.s.withdrawn_at) &&
		(x->own ? v->t.s.signer == SIGNER_SELF : actor_may(c->actor, PERM_STAY));
	return OK;
}

static err show_signature(struct ctx *c, bool own)
{
	struct whose x = {.own = own};
	struct signature_view v;
	consent_signature_id id;

	TRY(load_signature(c, &x, &id, &v));
	if (c->problems)
		return own ? page_again(c, tpl_my_signature, &v) : page_again(c, tpl_desk_signature, &v);
	return own ? page(c, tpl_my_signature, &v) : page(c, tpl_desk_signature, &v);
}

struct withdrawing {
	struct whose whose;
	consent_signature_id id;
	str reason;
};

static err write_withdrawal(struct wtx *w, void *arg)
{
	const struct withdrawing *x = arg;
	const struct chart_proof *may;

	TRY(open_stay(wtx_read(w), &x->whose, &may));
	return consent_withdraw(w, may, x->id, x->reason);
}

static err withdraw_save(struct ctx *c, bool own)
{
	struct withdrawing x = {.whose = {.own = own}};
	struct signature_view v;
	err e;

	TRY(load_signature(c, &x.whose, &x.id, &v));
	if (!v.may_withdraw && instant_none(v.t.s.withdrawn_at))
		return ERR_DENIED;
	x.reason = form_text(c, &(struct field){.name = "reason", .label = "reason", .max = 500, .lines = true});
	if (own && str_empty(x.reason))
		x.reason = STR("Taken back by the participant, on their own page.");
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_withdrawal, &x);
	if (e == OK)
		return redirect(c, signature_at(c, &x.whose, x.id), STR("It is taken back. What was signed stays to be seen."));
	TRY(form_refused(c, e));
	return show_signature(c, own);
}

/* GET /c/{center}/episodes/{episode}/signatures/{signature} */
static err desk_signature_show(struct ctx *c)
{
	return show_signature(c, false);
}

/* POST /c/{center}/episodes/{episode}/signatures/{signature}/withdraw */
static err desk_withdraw(struct ctx *c)
{
	return withdraw_save(c, false);
}

/* GET /my/start/signatures/{signature} */
static err my_signature_show(struct ctx *c)
{
	return show_signature(c, true);
}

/* POST /my/start/signatures/{signature}/withdraw */
static err my_withdraw(struct ctx *c)
{
	return withdraw_save(c, true);
}

#define STAY(rest) "/c/{center}/episodes/{episode}" rest

const struct route consent_sign_routes[] = {
	{METHOD_GET, STAY("/consents/{consent}"), desk_sign_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, STAY("/consents/{consent}"), desk_sign_save, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, STAY("/consents/{consent}/paper"), consent_paper_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, STAY("/consents/{consent}/paper"), consent_paper_save, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, STAY("/signatures/{signature}"), desk_signature_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, STAY("/signatures/{signature}/withdraw"), desk_withdraw, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/my/start/consents/{consent}", my_sign_show, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
	{METHOD_POST, "/my/start/consents/{consent}", my_sign_save, PERM_MY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/my/start/signatures/{signature}", my_signature_show, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
	{METHOD_POST, "/my/start/signatures/{signature}/withdraw", my_withdraw, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t consent_sign_routes_n = COUNT_OF(consent_sign_routes);
