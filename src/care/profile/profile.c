/* profile.c - one program and what it answers to the eight questions. */
#include "care/profile/profile.h"

#include "access/access.h"
#include "care/profile/profile_pack.h"
#include "care/profile/profile_place.h"
#include "care/profile/profile_seats.h"
#include "profile.sql.h"

/* ---- how long people stay ------------------------------------------------------------------------------------------------ */

static int by_length(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static err load_stays(struct tx *tx, center_id at, program_id program, date today, struct profile_stay *out)
{
	struct profile_stays_rows rows;
	int64_t *days;
	size_t n;

	TRY(profile_stays(tx, &rows, .at = at, .program = program, .day = today));
	n = rows.n;
	if (n < PROFILE_LEAST_PEOPLE)
		return OK;
	days = ARENA_NEW_ARRAY(tx_ctx(tx)->arena, int64_t, n);
	for (size_t i = 0; i < n; i++)
		days[i] = date_diff(rows.v[i].ended_on, rows.v[i].started_on) + 1; /* both days are part of the stay */
	qsort(days, n, sizeof *days, by_length);
	out->finished = (int64_t)n;
	out->median_days = (days[(n - 1) / 2] + days[n / 2] + 1) / 2;
	out->shortest_days = days[0];
	out->longest_days = days[n - 1];
	return OK;
}

/* ---- what was ticked, and the staff's training ---------------------------------------------------------------------------- */

static void add_therapy(struct profile *p, const struct profile_facts_row *r)
{
	const struct profile_option *o = profile_option(PROFILE_THERAPY, r->code);

	if (o)
		p->therapies[p->n_therapies++] = (struct profile_therapy){o, r->people, r->since_year};
}

static bool is_ticked(const struct profile_facts_rows *rows, enum profile_topic topic, str code)
{
	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].topic, code_of(&profile_topic_codes, (int)topic)) && str_eq(rows->v[i].code, code))
			return true;
	return false;
}

/* In the pack's order; a code that the pack does not know any more is left out. */
static void add_choices(
	struct arena *a, struct profile *p, const struct profile_facts_rows *rows, enum profile_topic topic)
{
	struct profile_options all = profile_options(topic);
	struct profile_choices *out = &p->choices[topic];

	out->v = ARENA_NEW_ARRAY(a, const struct profile_option *, all.n);
	for (size_t i = 0; i < all.n; i++)
		if (is_ticked(rows, topic, all.v[i].code))
			out->v[out->n++] = &all.v[i];
}

static err load_facts(struct tx *tx, date today, struct profile *p)
{
	struct arena *a = tx_ctx(tx)->arena;
	struct profile_facts_rows rows;

	TRY(profile_facts(tx, &rows, .at = p->program.center, .program = p->program.id, .day = today));
	p->therapies = ARENA_NEW_ARRAY(a, struct profile_therapy, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		enum profile_topic topic = (enum profile_topic)code_find(&profile_topic_codes, rows.v[i].topic);

		if (topic == PROFILE_THERAPY)
			add_therapy(p, &rows.v[i]);
		else if (topic == PROFILE_TOPIC_NONE)
			p->therapists = rows.v[i].people;
		else
			profile_finds(topic, rows.v[i].code, &p->program.options);
	}
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++)
		add_choices(a, p, &rows, (enum profile_topic)t);
	p->telehealth = is_ticked(&rows, PROFILE_WITH, STR("telehealth"));
	return OK;
}

static err load_plans(struct tx *tx, struct profile *p)
{
	struct profile_plans_rows rows;

	TRY(profile_plans(tx, &rows, .at = p->program.center, .program = p->program.id));
	p->plans = ARENA_NEW_ARRAY(tx_ctx(tx)->arena, struct profile_plan, rows.n);
	p->n_plans = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		const struct profile_plans_row *r = &rows.v[i];

		p->plans[i] = (struct profile_plan){r->kind, r->payer, r->plan_name, r->in_network, r->verified_on};
		profile_finds(PROFILE_PAYS, code_of(&plan_kind_codes, (int)r->kind), &p->program.options);
	}
	return OK;
}

/* ---- the week -------------------------------------------------------------------------------------------------------------- */

/* A track's days follow from its blocks. */
static void add_slot_day(struct arena *a, struct profile_program *p, const struct profile_slot *s)
{
	for (size_t i = 0; i < p->n_tracks; i++) {
		struct profile_track *t = &p->tracks[i];
		struct profile_day *last = t->n_days ? &t->days[t->n_days - 1] : NULL;

		if (t->id.v != s->track.v)
			continue;
		if (last && last->weekday == s->weekday)
			last->end = s->end > last->end ? s->end : last->end;
		else
			profile_add_day(a, t, (struct profile_day){s->weekday, s->start, s->end});
	}
}

static err load_week(struct tx *tx, center_id at, program_id program, date today, struct profile_week *out)
{
	struct profile_slots_rows rows;

	TRY(profile_slots(tx, &rows, .at = at, .program = program, .day = today));
	*out = (struct profile_week){ARENA_NEW_ARRAY(tx_ctx(tx)->arena, struct profile_slot, rows.n), rows.n};
	for (size_t i = 0; i < rows.n; i++) {
		const struct profile_slots_row *r = &rows.v[i];

		out->v[i] = (struct profile_slot){.track = r->track_id,
			.track_name = r->track,
			.title = r->title,
			.kind = r->kind,
			.weekday = (int)r->weekday,
			.start = (int)r->start_minute,
			.end = (int)r->end_minute,
			.break_min = r->break_min,
			.modality = r->modality};
	}
	return OK;
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------- */

static void take_head(struct ctx *c, const struct profile_head_row *r, struct profile *p)
{
	struct profile_center at = profile_center_placed(c,
		(struct profile_center){.id = r->center_id,
			.name = r->center,
			.street = r->street,
			.city = r->city,
			.state = r->state,
			.zip = r->zip,
			.phone = r->center_phone,
			.zone = profile_zone(r->zone)});

	*p = (struct profile){.organization = r->organization,
		.about = r->about,
		.after_care = r->after_care,
		.step_down = r->step_down,
		.school_work = r->school_work,
		.published = r->is_public,
		.stay = {.least_weeks = r->least_weeks, .most_weeks = r->most_weeks}};
	p->program = (struct profile_program){.id = r->id,
		.name = r->name,
		.type = r->type,
		.least_age = r->least_age,
		.most_age = r->most_age,
		.phone = r->phone};
	profile_place(&at, &p->program);
	profile_implied(r->type, r->least_age, r->most_age, &p->program.options);
	p->few = r->people > 0 && r->people < PROFILE_LEAST_PEOPLE;
	p->people = p->few ? 0 : r->people;
}

static err load(struct tx *tx, center_id center, program_id program, bool drafts, struct profile *out)
{
	struct ctx *c = tx_ctx(tx);
	date utc = zone_day(zone_find(STR("UTC")), c->now), today;
	struct profile_head_row r;

	TRY(profile_head(tx, &r, .at = center, .program = program, .day = utc, .year_ago = date_add(utc, -365)));
	today = zone_day(profile_zone(r.zone), c->now);
	if (!drafts && (!r.is_public || (!date_none(r.closed_on) && date_cmp(r.closed_on, today) < 0)))
		return ERR_NOT_FOUND;
	take_head(c, &r, out);
	TRY(load_facts(tx, today, out));
	TRY(load_plans(tx, out));
	TRY(load_stays(tx, center, program, today, &out->stay));
	TRY(profile_count_seats(
		tx, center, program, &out->program, &(struct profile_start){r.start_rule, (int)r.start_weekday.v}, 1));
	TRY(load_week(tx, center, program, today, &out->week));
	for (size_t i = 0; i < out->week.n; i++) {
		add_slot_day(c->arena, &out->program, &out->week.v[i]);
		out->telehealth |= out->week.v[i].modality != MODALITY_IN_PERSON;
	}
	return OK;
}

err profile_load(struct tx *tx, center_id center, program_id program, struct profile *out)
{
	return load(tx, center, program, false, out);
}

err profile_preview(struct tx *tx, const struct plan_proof *may, program_id program, struct profile *out)
{
	return may ? load(tx, (center_id){tx_ctx(tx)->center}, program, true, out) : ERR_DENIED;
}

bool profile_answers(const struct profile *p, str question)
{
	if (str_is(question, "stay"))
		return p->stay.finished || p->stay.least_weeks.set || p->stay.most_weeks.set;
	if (str_is(question, "pay"))
		return p->n_plans || p->choices[PROFILE_PAYS].n;
	if (str_is(question, "issues"))
		return p->choices[PROFILE_CONDITION].n;
	if (str_is(question, "people"))
		return p->choices[PROFILE_GROUP].n || p->choices[PROFILE_LANGUAGE].n || p->program.least_age.set ||
			p->program.most_age.set;
	if (str_is(question, "life"))
		return p->choices[PROFILE_WITH].n || !str_empty(p->after_care) || !str_empty(p->step_down) ||
			!str_empty(p->school_work);
	if (str_is(question, "week"))
		return p->week.n;
	if (str_is(question, "approach"))
		return p->choices[PROFILE_APPROACH].n;
	return str_is(question, "therapists") && p->n_therapies;
}

err profile_sample_week(struct tx *tx, enum program_type type, struct profile_sample *out)
{
	date today = zone_day(zone_find(STR("UTC")), tx_ctx(tx)->now);
	struct profile_fullest_row r;
	struct profile_week all;

	TRY(profile_fullest(tx, &r, .only = type, .day = today));
	TRY(load_week(tx, r.center_id, r.program_id, today, &all));
	*out = (struct profile_sample){.center = r.center_id,
		.program = r.program_id,
		.type = r.type,
		.program_name = r.program,
		.center_name = r.center,
		.week = {.v = ARENA_NEW_ARRAY(tx_ctx(tx)->arena, struct profile_slot, all.n)}};
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].track.v == r.track_id.v) {
			out->track_name = all.v[i].track_name;
			out->week.v[out->week.n++] = all.v[i];
		}
	return OK;
}
