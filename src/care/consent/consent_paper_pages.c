/* consent_paper_pages.c - staff record what somebody signed on paper: who, which words, the day on the paper, who saw it. */
#include "base/id.h"
#include "care/consent/consent_view.h"
#include "consent.html.h"

/* What was published at some time, newest first. */
static err load_versions(struct ctx *c, const struct consent_current_row *text, struct form_choices *out)
{
	struct consent_versions_rows rows;
	struct form_choice *v;
	size_t n = 0;

	TRY(consent_versions(c->tx, &rows, .consent_text_id = text->consent_text_id));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct consent_versions_row *r = &rows.v[i];

		if (!instant_none(r->published_at))
			v[n++] = (struct form_choice){.value = value_id(c, r->id.v),
				.label = str_format(c->arena, "Version %lld, published %s", (long long)r->number, show_signed_at(c, r->published_at).s)};
	}
	*out = (struct form_choices){v, n};
	return OK;
}

static err load(struct ctx *c, episode_id *episode, struct paper_view *v)
{
	const struct chart_proof *may;
	struct consent_signers signers;
	consent_text_id text;

	TRY(PATH_ID(c, "episode", episode));
	TRY(PATH_ID(c, "consent", &text));
	TRY(access_chart(c->tx, *episode, &may));
	*v = (struct paper_view){.today = zone_day(c->zone, c->now), .me = c->actor->name, .to = url_sign_paper(c, *episode, text),
		.back = url_starting(c, *episode)};
	TRY(consent_current(c->tx, &v->text, .id = text));
	TRY(consent_signers_of(c->tx, may, &signers));
	v->signers = choices_of_signers(c, &signers);
	v->person = signers.v[0].name;
	return load_versions(c, &v->text, &v->versions);
}

/* GET /c/{center}/episodes/{episode}/consents/{consent}/paper */
err consent_paper_show(struct ctx *c)
{
	struct paper_view v;
	episode_id episode;

	TRY(load(c, &episode, &v));
	return page(c, tpl_paper, &v);
}

struct paper_write {
	episode_id episode;
	consent_text_id text;
	struct paper_signing in;
	consent_signature_id made;
};

static err write_paper(struct wtx *w, void *arg)
{
	struct paper_write *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return consent_sign_paper(w, may, x->text, &x->in, &x->made);
}

/* POST of the same. */
err consent_paper_save(struct ctx *c)
{
	struct paper_write x = {0};
	struct paper_view v;
	err e;

	TRY(load(c, &x.episode, &v));
	x.text = v.text.consent_text_id;
	x.in = (struct paper_signing){
		.version = {form_id(c, &(struct field){.name = "version", .label = "version"})},
		.relation = read_consent_signer(c),
		.on = form_date(c, &(struct field){.name = "on", .label = "day"}),
		.witness = form_text(c, &(struct field){.name = "witness", .label = "who saw it", .max = 200}),
		.kept_at = form_text(c, &(struct field){.name = "kept_at", .label = "where the paper is kept", .max = 200}),
	};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_paper, &x);
	if (e == OK)
		return redirect(c, v.back, STR("Recorded: signed on paper."));
	TRY(form_refused(c, e));
	return page_again(c, tpl_paper, &v);
}
