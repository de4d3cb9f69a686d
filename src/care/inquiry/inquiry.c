/* inquiry.c - the steps of a request for help, who may have sent the same, and the professional's link. */
#include "care/inquiry/inquiry.h"

#include "base/crypt.h"
#include "base/id.h"
#include "care/inquiry/tokens.h"

CODE_NAMES(referral_stage, REFERRAL_STAGE_TABLE)

#define NOTE_MOST 2000

err inquiry_look(struct tx *tx, const struct inquiry_proof *may, struct inquiry_get_row *out)
{
	return inquiry_get(tx, out, .id = inquiry_proof_inquiry(may));
}

bool inquiry_is_open(enum inquiry_status s)
{
	return s != INQUIRY_ADMITTED && s != INQUIRY_REFERRED_ON && s != INQUIRY_CLOSED;
}

static err journal(struct wtx *w, const struct inquiry_get_row *i, str detail)
{
	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_INQUIRY_CHANGED,
			.person = i->person_id,
			.detail = detail,
			.object = str_format(wtx_ctx(w)->arena, "inquiry %s", id_show(i->id.v).s)});
}

/* ---- steps ----------------------------------------------------------------------------------------------------------- */

static err check_change(struct ctx *c, const struct inquiry_change *x, enum inquiry_status now)
{
	bool closing = x->status == INQUIRY_CLOSED;

	if (x->status == INQUIRY_STATUS_NONE || (x->status == INQUIRY_NEW && now != INQUIRY_NEW))
		(void)problem(c, "status", "Choose the step it is at now.");
	if (closing != (x->end_reason != INQUIRY_END_NONE))
		(void)problem(
			c, "end_reason", closing ? "Choose why it is closed." : "A reason is for requests that are closed.");
	if (str_points(x->note) > NOTE_MOST || str_points(x->next_step) > NOTE_MOST)
		(void)problem(c, "note", "Keep notes within %d letters.", NOTE_MOST);
	return problems_end(c);
}

err inquiry_set_status(struct wtx *w, const struct inquiry_proof *may, const struct inquiry_change *x, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	inquiry_id id = inquiry_proof_inquiry(may);
	struct inquiry_get_row i;
	int64_t changed;

	TRY(inquiry_get(wtx_read(w), &i, .id = id));
	TRY(check_change(c, x, i.status));
	TRY(inquiry_advance(w, &changed, .id = id, .seen = seen, .status = x->status, .end_reason = x->end_reason,
		.next_step = x->next_step, .due_on = x->due));
	if (!changed)
		FAIL(c, ERR_CONFLICT,
			"Somebody else worked on this request meanwhile. Look at it again, then make your change.");
	TRY(inquiry_step_insert(w, NULL, .id = {id_make(c->now)}, .inquiry_id = id, .status = x->status,
		.end_reason = x->end_reason, .note = x->note, .next_step = x->next_step, .due_on = x->due,
		.account_id = c->actor->account, .account_name = c->actor->name));
	return journal(w, &i,
		str_format(c->arena, "{\"status\":[\"%s\",\"%s\"]}", code_of(&inquiry_status_codes, i.status).p,
			code_of(&inquiry_status_codes, x->status).p));
}

err inquiry_is_person(struct wtx *w, const struct inquiry_proof *may, person_id person)
{
	struct inquiry_get_row i;

	TRY(inquiry_get(wtx_read(w), &i, .id = inquiry_proof_inquiry(may)));
	TRY(inquiry_set_person(w, NULL, .id = i.id, .person_id = person));
	i.person_id = person;
	return journal(w, &i, STR("person known"));
}

/* ---- the same people ------------------------------------------------------------------------------------------------- */

err inquiry_twins_of(struct tx *tx, const struct inquiry_like *i, struct inquiry_twins *out)
{
	struct arena *a = tx_ctx(tx)->arena;
	str digits = str_format(a, "%%%.*s", STR_ARG(i->phone_digits));

	TRY(inquiry_alike(tx, &out->inquiries, .id = i->id, .phone_digits = i->phone_digits, .email = i->email,
		.folded = str_empty(i->folded) ? STR_NONE : i->folded, .birth_on = i->birth_on));
	return inquiry_people(tx, &out->people, .phone_digits = i->phone_digits, .digits_like = digits, .email = i->email,
		.name_like = str_empty(i->folded) ? STR("-") : str_format(a, "%.*s%%", STR_ARG(i->folded)),
		.birth_on = i->birth_on);
}

err inquiry_find_twins(struct tx *tx, const struct inquiry_proof *may, struct inquiry_twins *out)
{
	struct inquiry_get_row i;

	TRY(inquiry_look(tx, may, &i));
	return inquiry_twins_of(tx, &(struct inquiry_like){i.id, i.phone_digits, i.email, i.folded, i.birth_on}, out);
}

bool inquiry_twin_is_likely(struct arena *a, const struct inquiry_people_row *p, str given, date birth)
{
	str name = str_fold(a, given);
	bool named = !str_empty(name) && (str_eq(name, str_fold(a, p->given)) || str_eq(name, str_fold(a, p->preferred)));
	bool born_otherwise = !date_none(birth) && !date_none(p->birth_on) && date_cmp(birth, p->birth_on) != 0;

	return p->same_name || (!born_otherwise && p->same_phone + p->same_email + named >= 2);
}

/* ---- the professional's link ----------------------------------------------------------------------------------------- */

err referral_link_make(struct wtx *w, const struct inquiry_proof *may, str *token)
{
	struct ctx *c = wtx_ctx(w);
	struct inquiry_get_row i;

	TRY(inquiry_get(wtx_read(w), &i, .id = inquiry_proof_inquiry(may)));
	if (!i.ref_agreed)
		FAIL(c, ERR_CONFLICT, "There is no link to make: the person has not agreed that anyone is told how it goes.");
	TRY(referral_link_end(w, NULL, .inquiry_id = i.id));
	*token = secret_make(c);
	TRY(referral_link_insert(w, NULL, .id = {id_make(c->now)}, .inquiry_id = i.id, .token_hash = secret_hash(c, *token),
		.made_by = c->actor->account));
	return journal(w, &i, STR("referrer's link made"));
}

err referral_link_revoke(struct wtx *w, const struct inquiry_proof *may)
{
	struct inquiry_get_row i;

	TRY(inquiry_get(wtx_read(w), &i, .id = inquiry_proof_inquiry(may)));
	TRY(referral_link_end(w, NULL, .inquiry_id = i.id));
	return journal(w, &i, STR("referrer's link taken back"));
}

err referral_agree(struct wtx *w, const struct inquiry_proof *may, bool agreed)
{
	struct inquiry_get_row i;
	int64_t changed;

	TRY(inquiry_get(wtx_read(w), &i, .id = inquiry_proof_inquiry(may)));
	TRY(referral_set_agreed(w, &changed, .inquiry_id = i.id, .agreed = agreed));
	if (!changed)
		FAIL(wtx_ctx(w), ERR_CONFLICT, "Nobody referred this person.");
	return journal(
		w, &i, agreed ? STR("agreed that the referrer is told") : STR("did not agree that the referrer is told"));
}

err referral_look(struct tx *tx, str token, struct referral *out)
{
	struct ctx *c = tx_ctx(tx);
	struct referral_by_token_row row;

	if (!secret_looks_right(token))
		return ERR_NOT_FOUND;
	TRY(referral_by_token(tx, &row, .token_hash = secret_hash(c, token)));
	*out = (struct referral){.stage = !instant_none(row.scheduled_at) ? REFERRAL_SCHEDULED
			: !instant_none(row.contacted_at)                         ? REFERRAL_CONTACTED
																	  : REFERRAL_RECEIVED,
		.since = {[REFERRAL_RECEIVED] = row.received_at,
			[REFERRAL_CONTACTED] = row.contacted_at,
			[REFERRAL_SCHEDULED] = row.scheduled_at},
		.center_name = row.center_name,
		.center_phone = row.center_phone,
		.center_zone = row.center_zone};
	return OK;
}
