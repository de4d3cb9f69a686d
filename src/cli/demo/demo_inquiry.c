/* demo_inquiry.c - requests for help: some that came overnight, some at every step, and those of the last weeks that ended, most of them
 * with the stays they led to. Each is walked step by step from the day it came; nothing of it lies ahead but what is planned. */
#include "access/access.h"
#include "care/pack_json.h"
#include "cli/demo/demo_inquiry.h"

/* ---- what people say -------------------------------------------------------------------------------------------------- */

static void read_words(struct pack_value top, struct demo_sayings *out)
{
	for (size_t i = 0; i < pack_count(top, "words", 10); i++) {
		struct pack_value v = pack_entry(top, "words", i);

		out->words[code_find(&program_type_codes, pack_text(v, "help", 40))] = pack_texts(v, "say", 20, 300);
	}
	for (size_t i = 0; i < pack_count(top, "closed", 20); i++) {
		struct pack_value v = pack_entry(top, "closed", i);

		out->closed[code_find(&inquiry_end_codes, pack_text(v, "why", 20))] = pack_text(v, "say", 200);
	}
	for (size_t i = 0; i < pack_count(top, "next", 20); i++) {
		struct pack_value v = pack_entry(top, "next", i);

		out->next[code_find(&inquiry_status_codes, pack_text(v, "step", 20))] = pack_text(v, "say", 200);
	}
}

static void read_referrers(struct ctx *c, struct pack_value top, struct demo_sayings *out)
{
	out->n_referrers = pack_count(top, "referrers", 50);
	out->referrers = ARENA_NEW_ARRAY(c->arena, struct demo_referrer, out->n_referrers);
	for (size_t i = 0; i < out->n_referrers; i++) {
		struct pack_value v = pack_entry(top, "referrers", i);

		out->referrers[i] = (struct demo_referrer){pack_text(v, "name", 100), pack_text(v, "organization", 100),
			(enum referral_source)code_find(&referral_source_codes, pack_text(v, "source", 20))};
	}
}

err demo_sayings_load(struct ctx *c, struct demo_sayings *out)
{
	const struct pack_file *file = pack_find(STR("packs/sample/inquiries.json"));
	struct pack_value top;

	if (!file)
		FAIL(c, ERR_BUG, "This program was built without packs/sample/inquiries.json.");
	TRY(pack_open(c, file, &top));
	*out = (struct demo_sayings){.payers = pack_texts(top, "payers", 20, 60),
		.times = pack_texts(top, "times", 20, 60),
		.reached = pack_texts(top, "reached", 20, 200),
		.missed = pack_texts(top, "missed", 20, 200),
		.left = pack_texts(top, "left", 20, 200),
		.referred = pack_texts(top, "referred", 20, 200)};
	read_words(top, out);
	read_referrers(c, top, out);
	return problems_end(c);
}

/* ---- who asks --------------------------------------------------------------------------------------------------------- */

static void asked_by(struct demo_desk *k, struct demo_request *r)
{
	static const enum relationship adults[] = {
		RELATIONSHIP_SPOUSE, RELATIONSHIP_PARTNER, RELATIONSHIP_SIBLING, RELATIONSHIP_PARENT, RELATIONSHIP_FRIEND};
	bool teen = r->track->program->type == PROGRAM_TEEN;
	str given = demo_pick(&k->dice, k->m->org->pack->given), family = demo_pick(&k->dice, k->m->org->pack->family);

	r->kind = INQUIRY_OTHER;
	r->source = SOURCE_FAMILY_FRIEND;
	r->asker_is = teen ? RELATIONSHIP_PARENT : adults[dice_below(&k->dice, COUNT_OF(adults))];
	r->asker = person_name(k->m->c->arena, given, STR_NONE, teen || dice_percent(&k->dice, 60) ? r->who.family : family);
}

static void fill_asker(struct demo_desk *k, struct demo_request *r)
{
	static const enum referral_source own[] = {
		SOURCE_SELF, SOURCE_SELF, SOURCE_SELF, SOURCE_FAMILY_FRIEND, SOURCE_HEALTH_CARE, SOURCE_COMMUNITY, REFERRAL_SOURCE_NONE};
	int luck = dice_below(&k->dice, 100);

	if (luck < (r->track->program->type == PROGRAM_TEEN ? 75 : 20)) {
		asked_by(k, r);
	} else if (luck < 80) {
		r->kind = INQUIRY_SELF;
		r->source = own[dice_below(&k->dice, COUNT_OF(own))];
	} else {
		r->kind = INQUIRY_PROFESSIONAL;
		r->referrer = &k->say.referrers[dice_below(&k->dice, (int)k->say.n_referrers)];
		r->source = r->referrer->source;
	}
}

static void fill_rest(struct demo_desk *k, struct demo_request *r)
{
	static const enum inquiry_payer payers[] = {
		PAYER_PRIVATE, PAYER_PRIVATE, PAYER_PRIVATE, PAYER_MEDICAID, PAYER_MEDICAID, PAYER_MEDICARE, PAYER_MILITARY, PAYER_NEED_HELP};
	struct texts words = k->say.words[r->track->program->type];

	r->payer = payers[dice_below(&k->dice, COUNT_OF(payers))];
	r->payer_name = r->payer == PAYER_PRIVATE ? demo_pick(&k->dice, k->say.payers) : code_label(&inquiry_payer_codes, (int)r->payer);
	r->silent = dice_percent(&k->dice, 25);
	r->by_mail = dice_percent(&k->dice, 20);
	r->times = dice_percent(&k->dice, 60) ? demo_pick(&k->dice, k->say.times) : STR_NONE;
	r->note = words.n && r->kind == INQUIRY_SELF && dice_percent(&k->dice, 70) ? demo_pick(&k->dice, words) : STR_NONE;
	r->danger = dice_percent(&k->dice, 3);
	r->urgency = r->danger ? URGENCY_DAY : dice_percent(&k->dice, 30) ? URGENCY_WEEK : URGENCY_ROUTINE;
}

static struct demo_someone stranger(struct demo_desk *k, const struct demo_program *p)
{
	const struct demo_pack *pack = k->m->org->pack;
	int least = p->least_age ? p->least_age : 18, most = p->most_age ? p->most_age : 62;
	str family = demo_pick(&k->dice, pack->family), given = demo_pick(&k->dice, pack->given);
	date birth = date_add(k->m->today, -dice_between(&k->dice, least * 366, most * 365));

	return (struct demo_someone){{0}, given, family, demo_phone(k->m, &k->dice), birth};
}

/* ---- its way ----------------------------------------------------------------------------------------------------------- */

/* A moment of the desk's day, behind everything that happened so far and not ahead of now. */
static instant moment(struct demo_desk *k, const struct demo_request *r, date day)
{
	instant last = r->n_steps ? r->steps[r->n_steps - 1].at : r->asked;
	instant assessed = {instant_none(r->assessed) ? 0 : r->assessed.ms + MS_PER_HOUR};
	instant at = zone_instant(k->m->zone, day, dice_between(&k->dice, 9 * 60, 16 * 60 + 45));
	int64_t latest = k->m->c->now.ms - 5 * MS_PER_MINUTE;

	if (last.ms < assessed.ms)
		last = assessed;
	if (at.ms < last.ms + 20 * MS_PER_MINUTE)
		at.ms = last.ms + 20 * MS_PER_MINUTE;
	if (at.ms > latest)
		at.ms = latest > last.ms ? latest : last.ms;
	return at;
}

static struct demo_step *took(struct demo_desk *k, struct demo_request *r, enum inquiry_status s, date day)
{
	struct demo_step *x = &r->steps[r->n_steps];

	assert(r->n_steps < COUNT_OF(r->steps));
	*x = (struct demo_step){.status = s, .at = moment(k, r, day)};
	r->n_steps++;
	return x;
}

static void called(struct demo_desk *k, struct demo_request *r, date day, enum contact_outcome outcome)
{
	struct texts said = outcome == OUTCOME_REACHED ? k->say.reached : outcome == OUTCOME_LEFT_MESSAGE ? k->say.left : k->say.missed;
	instant at = outcome == OUTCOME_REACHED ? r->steps[r->n_steps - 1].at : moment(k, r, day);

	if (r->n_calls < COUNT_OF(r->calls))
		r->calls[r->n_calls++] = (struct demo_call){outcome, at, demo_pick(&k->dice, said)};
}

/* Most are called the same day or the next; some need several tries. */
static date reach(struct demo_desk *k, struct demo_request *r, date day, date last)
{
	int luck = dice_below(&k->dice, 100), wait = luck < 55 ? 0 : luck < 85 ? 1 : luck < 95 ? 2 : 4;
	date first = day;

	day = date_cmp(date_add(day, wait), last) > 0 ? last : date_add(day, wait);
	if (wait)
		called(k, r, first, r->silent || dice_percent(&k->dice, 60) ? OUTCOME_NO_ANSWER : OUTCOME_LEFT_MESSAGE);
	(void)took(k, r, INQUIRY_CONTACTED, day);
	called(k, r, day, OUTCOME_REACHED);
	return day;
}

static bool slot_is_taken(const struct demo_desk *k, instant at, size_t clinician, size_t room)
{
	for (size_t i = 0; i < k->n_taken; i++)
		if (k->taken[i].at.ms == at.ms && (k->taken[i].clinician == clinician || k->taken[i].room == room))
			return true;
	return false;
}

/* Neither the clinician nor the room has a group in this hour. */
static bool hour_is_free(const struct demo_center *m, int weekday, int start, size_t clinician, size_t room)
{
	for (size_t i = 0; i < m->n_tracks; i++) {
		const struct demo_made_track *t = &m->tracks[i];

		if (t->lead.v != m->staff[2 + clinician].v && t->room.v != m->rooms[room].v)
			continue;
		for (size_t d = 0; d < t->track->n_days; d++)
			for (size_t b = 0; t->track->days[d] == weekday && b < t->track->n_blocks; b++)
				if (start < t->track->blocks[b].end && t->track->blocks[b].start < start + 60)
					return false;
	}
	return true;
}

/* An hour on a working day from `day` on. */
static void assess(struct demo_desk *k, struct demo_request *r, date day)
{
	int first = dice_below(&k->dice, 8);

	while (date_weekday(day) > FRIDAY)
		day = date_add(day, 1);
	for (int i = 0; i < 8 * DEMO_CLINICIANS; i++) {
		int start = (9 + (first + i) % 8) * 60;
		size_t clinician = (size_t)(i / 8), room = (size_t)(first + i) % k->m->org->pack->n_rooms;
		instant at = zone_instant(k->m->zone, day, start);

		if (slot_is_taken(k, at, clinician, room) || !hour_is_free(k->m, (int)date_weekday(day), start, clinician, room) ||
			k->n_taken == COUNT_OF(k->taken))
			continue;
		k->taken[k->n_taken++] = (struct demo_assessment){at, clinician, room};
		r->assessed = at;
		r->clinician = clinician;
		r->room = room;
		return;
	}
}

static date no_later(date day, date last)
{
	return date_cmp(day, last) > 0 ? last : day;
}

static date no_earlier(date day, date first)
{
	return date_cmp(day, first) < 0 ? first : day;
}

/* Assessed on a day after this one, and the decision; where there is a day to come by, some days before it. */
static date decide(struct demo_desk *k, struct demo_request *r, enum inquiry_status to, date day, date last)
{
	date wish = no_later(date_add(day, dice_between(&k->dice, 1, 4)), date_add(last, -3));

	assess(k, r, no_earlier(wish, date_add(day, 1)));
	if (!instant_none(r->assessed))
		day = zone_day(k->m->zone, r->assessed);
	(void)took(k, r, to, no_later(date_add(day, 1), last));
	return day;
}

/* From the day it came to the furthest step, all by `last`. Gives a day on which something else may follow. */
static date walk(struct demo_desk *k, struct demo_request *r, enum inquiry_status furthest, date last)
{
	date day = zone_day(k->m->zone, r->asked);

	if (furthest < INQUIRY_CONTACTED)
		return day;
	day = reach(k, r, day, date_add(day, date_diff(last, day) / 4));
	if (furthest >= INQUIRY_PRE_SCREEN) {
		day = no_later(date_add(day, dice_below(&k->dice, 2)), last);
		(void)took(k, r, INQUIRY_PRE_SCREEN, day);
	}
	if (furthest >= INQUIRY_INSURANCE_CHECK && r->payer != PAYER_NEED_HELP) {
		day = no_later(date_add(day, dice_below(&k->dice, 3)), last);
		(void)took(k, r, INQUIRY_INSURANCE_CHECK, day);
		r->insured_on = day;
	}
	if (furthest >= INQUIRY_ASSESSMENT_BOOKED)
		(void)took(k, r, INQUIRY_ASSESSMENT_BOOKED, day);
	if (furthest > INQUIRY_ASSESSMENT_BOOKED)
		day = decide(k, r, furthest, day, last);
	return no_later(date_add(day, 1), last);
}

/* ---- those that led to a stay ------------------------------------------------------------------------------------------- */

/* Somebody asks at any hour, more often in the evening and at night. */
static instant some_hour(struct demo_desk *k, date day)
{
	int minute = dice_percent(&k->dice, 50) ? dice_between(&k->dice, 8 * 60, 17 * 60) : dice_between(&k->dice, 17 * 60, 23 * 60 + 50);

	return zone_instant(k->m->zone, day, minute);
}

static err admitted(struct demo_desk *k, const struct demo_episode *e)
{
	struct demo_request r = {.who = e->who, .stay = e, .track = &k->m->tracks[e->track]};
	date eve = date_add(e->from, -1);
	int days = dice_percent(&k->dice, 70) ? dice_between(&k->dice, 9, 15) : dice_between(&k->dice, 16, 30);
	bool waited = days > 15;

	r.asked = some_hour(k, date_add(e->from, -days));
	fill_asker(k, &r);
	fill_rest(k, &r);
	(void)walk(k, &r, waited ? INQUIRY_WAITING_LIST : INQUIRY_ACCEPTED, date_add(eve, -1));
	(void)took(k, &r, INQUIRY_ADMITTED, eve);
	return demo_request_put(k, &r);
}

/* ---- those that did not, or not yet --------------------------------------------------------------------------------------- */

static const struct scenario {
	enum inquiry_status is;
	enum inquiry_end why;
	enum inquiry_status furthest;
	int least, most; /* days ago */
	int n;
} scenarios[] = {
	{INQUIRY_CONTACTED, 0, INQUIRY_CONTACTED, 1, 4, 3},
	{INQUIRY_PRE_SCREEN, 0, INQUIRY_PRE_SCREEN, 2, 5, 2},
	{INQUIRY_INSURANCE_CHECK, 0, INQUIRY_INSURANCE_CHECK, 3, 7, 2},
	{INQUIRY_ASSESSMENT_BOOKED, 0, INQUIRY_ASSESSMENT_BOOKED, 4, 9, 2},
	{INQUIRY_ACCEPTED, 0, INQUIRY_ACCEPTED, 11, 13, 2},
	{INQUIRY_WAITING_LIST, 0, INQUIRY_WAITING_LIST, 12, 27, 3},
	{INQUIRY_REFERRED_ON, 0, INQUIRY_PRE_SCREEN, 8, 80, 5},
	{INQUIRY_REFERRED_ON, 0, INQUIRY_ASSESSMENT_BOOKED, 14, 80, 3},
	{INQUIRY_CLOSED, INQUIRY_END_NO_ANSWER, INQUIRY_NEW, 10, 83, 8},
	{INQUIRY_CLOSED, INQUIRY_END_CHANGED_MIND, INQUIRY_CONTACTED, 6, 83, 5},
	{INQUIRY_CLOSED, INQUIRY_END_CHANGED_MIND, INQUIRY_ASSESSMENT_BOOKED, 14, 83, 2},
	{INQUIRY_CLOSED, INQUIRY_END_ELSEWHERE, INQUIRY_INSURANCE_CHECK, 8, 83, 4},
	{INQUIRY_CLOSED, INQUIRY_END_CANNOT_PAY, INQUIRY_INSURANCE_CHECK, 8, 83, 4},
	{INQUIRY_CLOSED, INQUIRY_END_OTHER_CARE, INQUIRY_ASSESSMENT_BOOKED, 14, 83, 3},
	{INQUIRY_CLOSED, INQUIRY_END_NO_SEAT, INQUIRY_WAITING_LIST, 30, 83, 2},
	{INQUIRY_CLOSED, INQUIRY_END_DUPLICATE, INQUIRY_NEW, 3, 80, 2},
	{INQUIRY_CLOSED, INQUIRY_END_NOT_REAL, INQUIRY_NEW, 3, 80, 2},
};

static struct demo_request someone_new(struct demo_desk *k, instant asked)
{
	struct demo_request r = {.track = &k->m->tracks[dice_below(&k->dice, (int)k->m->n_tracks)], .asked = asked};

	r.who = stranger(k, r.track->program);
	fill_asker(k, &r);
	fill_rest(k, &r);
	return r;
}

/* An open one has a next step, which now and then is overdue; who waits is called when a seat opens. */
static void plan_next(struct demo_desk *k, struct demo_request *r)
{
	struct demo_step *x = &r->steps[r->n_steps - 1];

	x->next = k->say.next[x->status];
	if (x->status == INQUIRY_ASSESSMENT_BOOKED) {
		assess(k, r, date_add(k->m->today, dice_between(&k->dice, 1, 4)));
		x->due = instant_none(r->assessed) ? (date){0} : zone_day(k->m->zone, r->assessed);
	} else if (x->status != INQUIRY_WAITING_LIST) {
		x->due = date_add(k->m->today, dice_between(&k->dice, -1, 3));
	}
}

/* Whoever could not be reached was tried on three days. */
static void end(struct demo_desk *k, struct demo_request *r, const struct scenario *s, date day)
{
	struct demo_step *x;

	for (int i = 0; s->why == INQUIRY_END_NO_ANSWER && i < 3; i++)
		called(k, r, date_add(day, 2 * i), OUTCOME_NO_ANSWER);
	if (s->furthest == INQUIRY_ASSESSMENT_BOOKED) {
		assess(k, r, date_add(day, 1));
		r->assessment_off = s->why == INQUIRY_END_CHANGED_MIND;
		day = date_add(day, 4);
	}
	x = took(k, r, s->is, no_later(date_add(day, dice_between(&k->dice, 1, 6)), k->m->today));
	x->end = s->why;
	x->note = s->is == INQUIRY_REFERRED_ON ? demo_pick(&k->dice, k->say.referred) : k->say.closed[s->why];
	if (s->why == INQUIRY_END_NOT_REAL)
		r->doubt = INQUIRY_DOUBT_TRAP;
}

static err play(struct demo_desk *k, const struct scenario *s)
{
	date day = date_add(k->m->today, -dice_between(&k->dice, s->least, s->most));
	struct demo_request r = someone_new(k, some_hour(k, day));
	date last = s->is == s->furthest ? k->m->today : date_add(day, 20);

	if (s->furthest >= INQUIRY_INSURANCE_CHECK && r.payer == PAYER_NEED_HELP)
		r.payer = PAYER_MEDICAID;
	day = walk(k, &r, s->furthest, no_later(last, k->m->today));
	if (s->is == s->furthest)
		plan_next(k, &r);
	else
		end(k, &r, s, day);
	return demo_request_put(k, &r);
}

/* Three that nobody has called yet: in danger, one that is like an earlier one, and an ordinary one. */
static err overnight(struct demo_desk *k, int i)
{
	date night = k->m->today;
	instant at = zone_instant(k->m->zone, night, 15 + 140 * i);
	struct demo_request r;

	if (at.ms > k->m->c->now.ms - 20 * MS_PER_MINUTE)
		at = zone_instant(k->m->zone, date_add(night, -1), 21 * 60 + 50 * i);
	r = someone_new(k, at);
	r.danger = i == 1;
	r.urgency = i == 1 ? URGENCY_DAY : r.urgency;
	if (i == 2 && k->m->n_episodes) /* somebody who was here before asks again */
		r.who = k->m->episodes[0].who;
	return demo_request_put(k, &r);
}

err demo_inquiries(struct demo_center *m)
{
	static const char *const tables[] = {"inquiry", "inquiry_referrer", "inquiry_step", "contact_try", "insurance_check", "waiting_place",
		"inquiry_stay", "appointment", "form_response", "form_answer"};
	struct demo_desk *k = ARENA_NEW(m->c->arena, struct demo_desk);
	struct db_bulk **bulks[] = {
		&k->inquiries, &k->referrers, &k->steps, &k->calls, &k->insurances, &k->waits, &k->stays, &k->appointments, &k->forms,
		&k->answers};

	*k = (struct demo_desk){.m = m, .dice = {m->org->seed * 2000003u + (uint64_t)m->number}};
	TRY(demo_sayings_load(m->c, &k->say));
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		TRY(db_bulk_open(m->w, tables[i], bulks[i]));
	for (size_t i = 0; i < m->n_episodes; i++)
		if (date_cmp(m->episodes[i].from, m->first) > 0)
			TRY(admitted(k, &m->episodes[i]));
	for (size_t i = 0; i < COUNT_OF(scenarios); i++)
		for (int n = 0; n < scenarios[i].n; n++)
			TRY(play(k, &scenarios[i]));
	for (int i = 0; i < 3; i++)
		TRY(overnight(k, i));
	for (size_t i = 0; i < COUNT_OF(bulks); i++)
		TRY(db_bulk_close(*bulks[i]));
	return OK;
}
