/* demo_starting.c - what was done before each stay began: whom to call, what was signed, seen, held. People who have been here for a while
 * have all of it; some who came in the last days, and whoever signs in as the participant, have something left to do. */
#include "base/id.h"
#include "care/consent/consent.h"
#include "care/starting/starting.h"
#include "cli/demo/demo.h"

#define NEW_DAYS 10 /* the list may be open for so long */
#define TEXTS_MOST 10

struct starts {
	struct db_bulk *rules, *asks, *relations, *marks, *signatures;
	struct consent_current_row texts[TEXTS_MOST];
	size_t n_texts;
};

static err load_texts(struct demo_center *m, struct starts *to)
{
	struct consent_texts_rows rows;

	TRY(consent_texts(wtx_read(m->w), &rows));
	for (size_t i = 0; i < rows.n && to->n_texts < TEXTS_MOST; i++)
		TRY(consent_current(wtx_read(m->w), &to->texts[to->n_texts++], .id = rows.v[i].id));
	return OK;
}

/* Identity, guardians and consents are needed before the start; the rest is asked for. */
static err put_rule(struct demo_center *m, struct starts *to, const program_id *program)
{
	const void *blocks = V_CODE(starting_need_codes, NEED_BLOCKS), *asked = V_CODE(starting_need_codes, NEED_ASKED);

	TRY(DEMO_ROW(to->rules, &m->id, program, blocks, asked, blocks, asked, blocks, asked, asked, V_INT(18), V_BOOL(true), &m->c->now,
		V_INT(1)));
	for (size_t i = 0; i < to->n_texts; i++)
		TRY(DEMO_ROW(to->asks, &m->id, program, &to->texts[i].consent_text_id));
	return OK;
}

static err put_rules(struct demo_center *m, struct starts *to)
{
	for (size_t i = 0; i < m->n_tracks; i++)
		if (!i || m->tracks[i].program_id.v != m->tracks[i - 1].program_id.v)
			TRY(put_rule(m, to, &m->tracks[i].program_id));
	return OK;
}

/* The person's parent or partner, who is called in an emergency. */
struct close_one {
	str given, family;
	enum relationship who;
};

static err put_close_one(struct demo_center *m, struct starts *to, const struct demo_episode *e, bool teen, struct close_one *out)
{
	const struct demo_pack *p = m->org->pack;
	str phone = str_format(m->c->arena, "%.*s-555-01%02d", STR_ARG(m->town->area), dice_below(&m->dice, 100));

	*out = (struct close_one){demo_pick(&m->dice, p->given), demo_pick(&m->dice, p->family),
		teen ? RELATIONSHIP_PARENT : dice_percent(&m->dice, 50) ? RELATIONSHIP_PARTNER : RELATIONSHIP_SIBLING};
	return DEMO_ROW(to->relations, &e->who.id, V_INT(id_make(m->c->now)), V_CODE(relationship_codes, out->who), &out->family, &out->given,
		&phone, NULL, V_BOOL(true), &m->c->now);
}

static err put_mark(struct demo_center *m, struct starts *to, const struct demo_episode *e, enum mark_kind kind)
{
	instant at = zone_instant(m->zone, e->from, 9 * 60);
	const person_id *staff = kind == MARK_HELD ? &m->tracks[e->track].lead : NULL;

	return DEMO_ROW(to->marks, &m->id, &e->id, V_INT(id_make(m->c->now)), V_CODE(starting_task_codes, starting_task_of(kind)),
		V_CODE(mark_kind_codes, kind), NULL,
		kind == MARK_INSURED ? V_TEXT(STR("Lantern Health Plan")) : NULL, NULL,
		&e->from, staff, NULL, &m->desk, &at, NULL, NULL, NULL, NULL);
}

static err put_signature(struct demo_center *m, struct starts *to, const struct demo_episode *e, size_t text, enum signer who, str name)
{
	const struct consent_current_row *t = &to->texts[text];
	instant at = zone_instant(m->zone, e->from, 9 * 60 + 20);
	bool paper = who == SIGNER_SELF && dice_percent(&m->dice, 5); /* some ask for paper */

	return DEMO_ROW(to->signatures, &m->id, &e->id, V_INT(id_make(m->c->now)), &t->consent_text_id, &t->id, &t->number, &t->hash,
		V_CODE(signer_codes, who), &name, &name, V_CODE(signing_place_codes, paper ? SIGNING_PAPER : SIGNING_DESK), &at,
		V_TEXT(STR("192.0.2.10")), NULL, NULL, &m->desk, NULL, NULL, NULL, NULL, paper ? &e->from : NULL, paper ? &m->desk : NULL,
		paper ? V_TEXT(STR("Front desk, binder by name")) : NULL);
}

static err put_signatures(struct demo_center *m, struct starts *to, const struct demo_episode *e, const struct close_one *parent, size_t n)
{
	struct consent_person_row p;
	str own;

	TRY(consent_person(wtx_read(m->w), &p, .episode_id = e->id));
	own = str_format(m->c->arena, "%.*s %.*s", STR_ARG(p.given), STR_ARG(p.family));
	for (size_t i = 0; i < n; i++) {
		TRY(put_signature(m, to, e, i, SIGNER_SELF, own));
		if (parent->who == RELATIONSHIP_PARENT)
			TRY(put_signature(m, to, e, i, SIGNER_PARENT,
				str_format(m->c->arena, "%.*s %.*s", STR_ARG(parent->given), STR_ARG(parent->family))));
	}
	return OK;
}

static err put_stay(struct demo_center *m, struct starts *to, size_t who)
{
	static const enum mark_kind seen[] = {MARK_LICENSE, MARK_STATE_ID, MARK_PASSPORT};
	const struct demo_episode *e = &m->episodes[who];
	bool teen = m->tracks[e->track].program->type == PROGRAM_TEEN, star = who == m->star;
	bool fresh = date_diff(m->today, e->from) < NEW_DAYS && date_none(e->to);
	struct close_one close;

	TRY(put_close_one(m, to, e, teen, &close));
	if (!fresh || dice_percent(&m->dice, 60))
		TRY(put_mark(m, to, e, teen ? MARK_SCHOOL_ID : seen[dice_below(&m->dice, COUNT_OF(seen))]));
	if (!fresh || dice_percent(&m->dice, 80))
		TRY(put_mark(m, to, e, dice_percent(&m->dice, 85) ? MARK_INSURED : MARK_SELF_PAY));
	if (!fresh || dice_percent(&m->dice, 70))
		TRY(put_mark(m, to, e, MARK_HELD));
	if (!star)
		TRY(put_mark(m, to, e, MARK_SHOWN));
	return put_signatures(m, to, e, &close, star ? to->n_texts - 1 : fresh && dice_percent(&m->dice, 50) ? 1 : to->n_texts);
}

err demo_starting(struct demo_center *m)
{
	static const char *const tables[] = {"program_starting", "program_consent", "relation", "starting_mark", "consent_signature"};
	struct starts to = {0};
	struct db_bulk **bulks[] = {&to.rules, &to.asks, &to.relations, &to.marks, &to.signatures};

	TRY(load_texts(m, &to));
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		TRY(db_bulk_open(m->w, tables[i], bulks[i]));
	TRY(put_rules(m, &to));
	for (size_t i = 0; i < m->n_episodes; i++)
		TRY(put_stay(m, &to, i));
	for (size_t i = 0; i < COUNT_OF(bulks); i++)
		TRY(db_bulk_close(*bulks[i]));
	return OK;
}
