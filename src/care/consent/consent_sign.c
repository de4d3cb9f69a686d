/* consent_sign.c - signing by typing a name, recording what was signed on paper, withdrawing, and looking at what was signed. */
#include "base/id.h"
#include "care/consent/consent.h"
#include "care/words.h"

static str full_name(struct ctx *c, str given, str family)
{
	return str_trim(str_format(c->arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family)));
}

err consent_signers_of(struct tx *tx, const struct chart_proof *may, struct consent_signers *out)
{
	struct ctx *c = tx_ctx(tx);
	struct consent_person_row p;
	struct consent_signers_rows rows;

	*out = (struct consent_signers){.n = 1};
	TRY(consent_person(tx, &p, .episode_id = chart_proof_episode(may)));
	TRY(consent_signers(tx, &rows, .person_id = p.person_id));
	out->v[0] = (struct consent_signer){.who = SIGNER_SELF, .name = full_name(c, p.given, p.family)};
	if (!str_empty(p.preferred))
		out->v[0].other = full_name(c, p.preferred, p.family);
	for (size_t i = 0; i < rows.n && out->n < COUNT_OF(out->v); i++)
		out->v[out->n++] = (struct consent_signer){
			.who = rows.v[i].relationship == RELATIONSHIP_PARENT ? SIGNER_PARENT : SIGNER_GUARDIAN,
			.relation = rows.v[i].id,
			.name = full_name(c, rows.v[i].given, rows.v[i].family)};
	return OK;
}

static err find_signer(struct tx *tx, const struct chart_proof *may, relation_id relation, struct consent_signer *out)
{
	struct consent_signers all;

	TRY(consent_signers_of(tx, may, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].relation.v == relation.v) {
			*out = all.v[i];
			return OK;
		}
	return problem(tx_ctx(tx), "signer", "Choose who signs.");
}

static bool same_name(struct ctx *c, str typed, str name)
{
	return !str_empty(name) && str_eq(str_fold(c->arena, typed), str_fold(c->arena, name));
}

static err check(struct ctx *c, const struct signing *in, const struct consent_signer *s)
{
	if (str_empty(in->typed))
		(void)problem(c, "typed", "Type the full name: %.*s.", STR_ARG(s->name));
	else if (!same_name(c, in->typed, s->name) && !same_name(c, in->typed, s->other))
		(void)problem(c, "typed", "Type the name as it is on record: %.*s. If the record is wrong, have it put right first.",
			STR_ARG(s->name));
	if (!in->agreed)
		(void)problem(c, "agreed", "Tick the box if the typed name is to be the signature.");
	return problems_end(c);
}

/* The words on the screen are what people sign now. */
static err check_version(struct tx *tx, consent_version_id version, struct consent_version_get_row *v)
{
	TRY(consent_version_get(tx, v, .id = version));
	if (instant_none(v->published_at))
		return ERR_NOT_FOUND;
	if (v->number != v->current_number || !date_none(v->retired_on))
		FAIL(tx_ctx(tx), ERR_CONFLICT, "This text has changed since you opened it. Read it as it is now, then sign.");
	return OK;
}

static err check_stay(struct tx *tx, const struct chart_proof *may, const struct signing *in)
{
	struct ctx *c = tx_ctx(tx);
	struct consent_person_row p;

	TRY(consent_person(tx, &p, .episode_id = chart_proof_episode(may)));
	if (in->place == SIGNING_OWN && (c->actor->person.v != p.person_id.v || in->relation.v))
		return ERR_DENIED;
	if (p.status == EPISODE_DISCHARGED)
		FAIL(c, ERR_CONFLICT, "This stay has ended. Nothing can be signed for it any more.");
	return OK;
}

static err journal(struct wtx *w, const struct chart_proof *may, consent_signature_id id, str detail)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_CONSENT, .person = chart_proof_person(may), .detail = detail,
		.object = str_format(wtx_ctx(w)->arena, "signature %s", id_show(id.v).s)});
}

/* Nobody signs words that are not those which were published. */
static err check_words(struct ctx *c, const struct consent_version_get_row *v)
{
	struct sha256_hex hash = consent_hash(c, v->title, v->body);

	if (!str_is(v->hash, hash.s))
		FAIL(c, ERR_CONFLICT, "The stored text is not the one that was published. Nobody can sign it. Tell your administrator.");
	return OK;
}

/* What differs between a typed name and paper is in `row`; the rest is the same. */
static err put(struct wtx *w, const struct chart_proof *may, const struct consent_version_get_row *v, const struct consent_signer *s,
	struct signature_insert_args *row)
{
	struct ctx *c = wtx_ctx(w);

	row->episode_id = chart_proof_episode(may);
	row->id = (consent_signature_id){id_make(c->now)};
	row->consent_text_id = v->consent_text_id;
	row->consent_version_id = v->id;
	row->number = v->number;
	row->hash = v->hash;
	row->signer = s->who;
	row->signer_name = s->name;
	row->address = c->address;
	row->account_id = c->actor->account;
	row->account_name = c->actor->name;
	TRY(signature_insert_with(w, NULL, row));
	return journal(w, may, row->id,
		str_format(c->arena, "{\"signed\":\"%.*s\",\"version\":%lld,\"as\":\"%.*s\",\"place\":\"%.*s\",\"sha256\":\"%.*s\"}",
			STR_ARG(str_of(id_show(v->consent_text_id.v).s)), (long long)v->number, STR_ARG(code_of(&signer_codes, (int)s->who)),
			STR_ARG(code_of(&signing_place_codes, (int)row->place)), STR_ARG(v->hash)));
}

err consent_sign(struct wtx *w, const struct chart_proof *may, const struct signing *in, consent_signature_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct signature_insert_args row = {.typed_name = in->typed, .place = in->place, .agent = str_slice(in->agent, 0, 300)};
	struct consent_version_get_row v;
	struct consent_signer s = {0};

	TRY(check_stay(wtx_read(w), may, in));
	TRY(check_version(wtx_read(w), in->version, &v));
	TRY(find_signer(wtx_read(w), may, in->relation, &s));
	TRY(check(c, in, &s));
	TRY(check_words(c, &v));
	TRY(put(w, may, &v, &s, &row));
	*made = row.id;
	return OK;
}

/* ---- on paper --------------------------------------------------------------------------------------------------------- */

/* A version of this text that was published at some time, printed on paper then. */
static err printed(struct tx *tx, consent_text_id text, consent_version_id version, struct consent_version_get_row *v)
{
	struct ctx *c = tx_ctx(tx);
	err e = version.v ? consent_version_get(tx, v, .id = version) : ERR_NOT_FOUND;

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND || v->consent_text_id.v != text.v || instant_none(v->published_at))
		return problem(c, "version", "Choose which version the paper has.");
	return OK;
}

static err check_paper(struct ctx *c, const struct paper_signing *in, const struct consent_version_get_row *v)
{
	date published = zone_day(c->zone, v->published_at);

	if (date_none(in->on))
		(void)problem(c, "on", "Enter the day that stands on the paper.");
	else if (date_cmp(in->on, zone_day(c->zone, c->now)) > 0)
		(void)problem(c, "on", "This day is in the future. Enter the day that stands on the paper.");
	else if (date_cmp(in->on, published) < 0)
		(void)problem(c, "on", "Version %lld was published on %s, so that nobody can have signed it before. Check the day and the version.",
			(long long)v->number, date_show(published).s);
	if (str_empty(in->witness))
		(void)problem(c, "witness", "Enter who saw it being signed, or who took the paper.");
	else if (str_points(in->witness) > 200)
		(void)problem(c, "witness", "Keep this to 200 letters.");
	if (str_points(in->kept_at) > 200)
		(void)problem(c, "kept_at", "Keep this to 200 letters.");
	return problems_end(c);
}

/* The same paper is not recorded twice. */
static err check_new(struct tx *tx, const struct chart_proof *may, const struct consent_version_get_row *v, const struct consent_signer *s)
{
	struct signatures_of_rows rows;

	TRY(signatures_of(tx, &rows, .episode_id = chart_proof_episode(may)));
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].consent_text_id.v == v->consent_text_id.v && rows.v[i].number == v->number && rows.v[i].signer == s->who &&
			str_eq(rows.v[i].signer_name, s->name) && instant_none(rows.v[i].withdrawn_at))
			FAIL(tx_ctx(tx), ERR_CONFLICT, "%.*s has signed version %lld already. It is in the list.", STR_ARG(s->name),
				(long long)v->number);
	return OK;
}

err consent_sign_paper(struct wtx *w, const struct chart_proof *may, consent_text_id text, const struct paper_signing *in,
	consent_signature_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct signature_insert_args row = {.place = SIGNING_PAPER, .paper_on = in->on, .witness_name = in->witness,
		.kept_at = str_empty(in->kept_at) ? STR_NONE : in->kept_at};
	struct consent_version_get_row v;
	struct consent_signer s = {0};

	TRY(check_stay(wtx_read(w), may, &(struct signing){.place = SIGNING_PAPER}));
	TRY(find_signer(wtx_read(w), may, in->relation, &s));
	TRY(printed(wtx_read(w), text, in->version, &v));
	TRY(check_paper(c, in, &v));
	TRY(check_words(c, &v));
	TRY(check_new(wtx_read(w), may, &v, &s));
	row.typed_name = s.name;
	TRY(put(w, may, &v, &s, &row));
	*made = row.id;
	return OK;
}

err consent_withdraw(struct wtx *w, const struct chart_proof *may, consent_signature_id signature, str reason)
{
	struct ctx *c = wtx_ctx(w);
	struct signature_get_row s;
	int64_t changed;

	TRY(signature_get(wtx_read(w), &s, .episode_id = chart_proof_episode(may), .id = signature));
	if (str_empty(reason))
		(void)problem(c, "reason", "Say in a few words how or why it is taken back.");
	TRY(problems_end(c));
	TRY(signature_withdraw(w, &changed, .episode_id = chart_proof_episode(may), .id = signature, .withdrawn_by = c->actor->account,
		.withdrawn_name = c->actor->name, .withdrawn_reason = reason));
	if (!changed)
		FAIL(c, ERR_CONFLICT, "This was taken back already.");
	return journal(w, may, signature, STR("{\"withdrawn\":true}"));
}

err consent_signed(struct tx *tx, const struct chart_proof *may, consent_signature_id signature, struct signed_text *out)
{
	struct sha256_hex hash;

	TRY(signature_get(tx, &out->s, .episode_id = chart_proof_episode(may), .id = signature));
	hash = consent_hash(tx_ctx(tx), out->s.title, out->s.body);
	out->intact = str_is(out->s.hash, hash.s);
	return OK;
}
