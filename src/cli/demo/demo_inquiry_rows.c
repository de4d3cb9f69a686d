/* demo_inquiry_rows.c - a request for help of the demo, written as its rows. */
#include "base/crypt.h"
#include "base/id.h"
#include "care/people/people.h"
#include "cli/demo/demo_inquiry.h"

#define V_CODE_OR_NONE(table, x) ((x) ? (const void *)V_CODE(table, x) : NULL)
#define V_TEXT_OR_NONE(x) ((x).n ? (const void *)V_TEXT(x) : NULL)
#define V_DATE_OR_NONE(x) (date_none(x) ? NULL : (const void *)&(x))

/* Eight letters that are not mistaken for each other; the last four count, so no two are alike. */
static str code_for(struct demo_desk *k)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
	const int n = (int)sizeof(letters) - 1;
	char *p = arena_alloc(k->m->c->arena, 8);
	int64_t count = k->made++;

	for (int i = 7; i >= 4; i--, count /= n)
		p[i] = letters[count % n];
	for (int i = 0; i < 4; i++)
		p[i] = letters[dice_below(&k->dice, n)];
	return (str){p, 8};
}

static str digits_of(struct arena *a, str phone)
{
	char *p = arena_alloc(a, phone.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < phone.n; i++)
		if (phone.p[i] != '-')
			p[n++] = phone.p[i];
	return (str){p, n};
}

static const struct demo_step *last_step(const struct demo_request *r)
{
	static const struct demo_step new = {.status = INQUIRY_NEW};

	return r->n_steps ? &r->steps[r->n_steps - 1] : &new;
}

static str email_of(struct demo_desk *k, const struct demo_request *r)
{
	struct arena *a = k->m->c->arena;

	return str_lower_ascii(a, str_format(a, "%.*s.%.*s@mail.example", STR_ARG(r->who.given), STR_ARG(digits_of(a, r->who.phone))));
}

static err put_inquiry(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	struct demo_center *m = k->m;
	struct arena *a = m->c->arena;
	const struct demo_step *last = last_step(r);
	str code = code_for(k), digits = digits_of(a, r->who.phone), folded = people_folded(a, r->who.family, r->who.given, STR_NONE);
	struct hash hash = crypt_hash((bytes){(const uint8_t *)code.p, code.n}, (bytes){0});
	bytes body = {hash.b, sizeof(hash.b)};
	bool vague = r->kind == INQUIRY_OTHER && !r->stay; /* somebody else's birthday is not known at first */
	str email = r->by_mail ? email_of(k, r) : STR_NONE;
	enum contact_way way = r->by_mail ? CONTACT_EMAIL : CONTACT_PHONE;
	const instant *since = r->n_steps ? &last->at : &r->asked;

	return DEMO_ROW(k->inquiries, &m->id, id, &code, V_CODE(inquiry_kind_codes, r->kind), V_CODE(inquiry_status_codes, last->status),
		V_CODE_OR_NONE(inquiry_end_codes, last->end), V_CODE_OR_NONE(inquiry_doubt_codes, r->doubt),
		V_CODE_OR_NONE(referral_source_codes, r->source), V_CODE(inquiry_urgency_codes, r->urgency), &r->danger,
		V_CODE(program_type_codes, r->track->program->type), &r->track->program_id, &r->who.given, &r->who.family, &folded,
		vague ? NULL : &r->who.birth, vague ? V_INT(date_age(r->who.birth, m->today)) : NULL, &m->town->zip, V_TEXT_OR_NONE(r->asker),
		V_CODE_OR_NONE(relationship_codes, r->asker_is), NULL, NULL, V_BOOL(false), V_CODE(contact_way_codes, way), &r->who.phone, &digits,
		V_TEXT_OR_NONE(email), &r->silent, V_TEXT_OR_NONE(r->times), V_CODE(inquiry_payer_codes, r->payer), V_TEXT_OR_NONE(r->payer_name),
		V_TEXT_OR_NONE(r->note), &body, &r->asked, since, V_TEXT_OR_NONE(last->next), V_DATE_OR_NONE(last->due),
		r->stay ? &r->who.id : NULL, V_INT((int64_t)r->n_steps + 1));
}

static err put_steps(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	struct demo_center *m = k->m;

	TRY(DEMO_ROW(k->steps, &m->id, V_INT(id_make(m->c->now)), id, V_CODE(inquiry_status_codes, INQUIRY_NEW), NULL, NULL, NULL, NULL,
		&r->asked, NULL, V_TEXT(STR(""))));
	for (size_t i = 0; i < r->n_steps; i++) {
		const struct demo_step *x = &r->steps[i];

		TRY(DEMO_ROW(k->steps, &m->id, V_INT(id_make(m->c->now)), id, V_CODE(inquiry_status_codes, x->status),
			V_CODE_OR_NONE(inquiry_end_codes, x->end), V_TEXT_OR_NONE(x->note), V_TEXT_OR_NONE(x->next), V_DATE_OR_NONE(x->due), &x->at,
			NULL, &m->desk));
	}
	for (size_t i = 0; i < r->n_calls; i++)
		TRY(DEMO_ROW(k->calls, &m->id, id, V_INT(id_make(m->c->now)), V_CODE(contact_channel_codes, CHANNEL_PHONE),
			V_CODE(contact_outcome_codes, r->calls[i].outcome), V_TEXT_OR_NONE(r->calls[i].note), &r->calls[i].at, NULL, &m->desk));
	return OK;
}

static err put_insurance(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	struct demo_center *m = k->m;
	bool covered = last_step(r)->end != INQUIRY_END_CANNOT_PAY, authorization = dice_percent(&k->dice, 50);
	int member = dice_below(&k->dice, 1000000), call = dice_below(&k->dice, 100000), left = dice_below(&k->dice, 1000),
		copay = dice_below(&k->dice, 9);
	instant at = zone_instant(m->zone, r->insured_on, 11 * 60);

	return DEMO_ROW(k->insurances, &m->id, id, V_INT(id_make(m->c->now)), &r->insured_on, &r->payer_name, NULL,
		V_TEXT(str_format(m->c->arena, "LM%06d", member)), NULL, V_CODE(subscriber_codes, SUBSCRIBER_SELF), NULL, NULL,
		NULL, NULL, V_CODE(known_codes, covered ? KNOWN_YES : KNOWN_NO), V_CODE(known_codes, authorization ? KNOWN_YES : KNOWN_NO),
		V_CODE(known_codes, covered ? KNOWN_YES : KNOWN_NO), NULL, V_INT(100000), V_INT(100 * left),
		V_INT(500 * copay), V_INT(20), NULL, V_TEXT(str_format(m->c->arena, "R%05d", call)),
		NULL, NULL, NULL, &m->desk, at.ms < m->c->now.ms ? &at : &m->c->now, NULL, NULL);
}

static err put_assessment(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	static const str title = {"Assessment", 10}, off = {"They called it off", 18};
	struct demo_center *m = k->m;
	instant ends = {r->assessed.ms + MS_PER_HOUR};
	date day = zone_day(m->zone, r->assessed);
	enum session_status status = r->assessment_off ? SESSION_CANCELLED : SESSION_PLANNED;

	return DEMO_ROW(k->appointments, &m->id, V_INT(id_make(m->c->now)), id, &title, &day, &r->assessed, &ends,
		&m->staff[2 + r->clinician], &m->rooms[r->room], V_CODE(modality_codes, MODALITY_IN_PERSON), NULL,
		V_CODE(session_status_codes, status), r->assessment_off ? &off : NULL, NULL, &m->c->now);
}

static err put_wait(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id)
{
	static const enum wait_priority priorities[] = {PRIORITY_USUAL, PRIORITY_USUAL, PRIORITY_SOON, PRIORITY_FIRST};
	enum wait_priority priority = priorities[dice_below(&k->dice, COUNT_OF(priorities))];

	for (size_t i = 0; i < r->n_steps; i++)
		if (r->steps[i].status == INQUIRY_WAITING_LIST)
			return DEMO_ROW(
				k->waits, &k->m->id, id, &r->track->id, V_CODE(wait_priority_codes, priority), NULL, &r->steps[i].at);
	return OK;
}

err demo_request_put(struct demo_desk *k, const struct demo_request *r)
{
	struct demo_center *m = k->m;
	/* An id tells when it came, as a real one does: lists go by it. */
	inquiry_id id = {id_floor(r->asked) + dice_below(&k->dice, 1 << 20)};

	TRY(put_inquiry(k, r, &id));
	if (r->referrer)
		TRY(DEMO_ROW(k->referrers, &m->id, &id, &r->referrer->name, &r->referrer->organization,
			V_TEXT(str_format(m->c->arena, "%.*s-555-0100", STR_ARG(m->town->area))), NULL, V_BOOL(dice_percent(&k->dice, 70))));
	TRY(put_steps(k, r, &id));
	if (!date_none(r->insured_on))
		TRY(put_insurance(k, r, &id));
	if (!instant_none(r->assessed))
		TRY(put_assessment(k, r, &id));
	TRY(put_wait(k, r, &id));
	TRY(demo_pre_screen_put(k, r, &id));
	if (!r->stay)
		return OK;
	return DEMO_ROW(k->stays, &m->id, &id, &r->stay->id, &last_step(r)->at);
}
