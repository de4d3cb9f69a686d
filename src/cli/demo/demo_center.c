/* demo_center.c - the organization, and one center's places, staff, programs and repeating weeks. */
#include "base/id.h"
#include "care/hours/hours_pack.h"
#include "care/people/people.h"
#include "cli/demo/demo.h"

#define BULK(w, table, b) \
	struct db_bulk *b; \
	TRY(db_bulk_open((w), (table), &b))

err demo_organization(struct wtx *w, const struct demo_pack *pack, uint64_t seed, struct demo_org *out)
{
	struct ctx *c = wtx_ctx(w);

	*out = (struct demo_org){.pack = pack, .seed = seed, .organization = {id_make(c->now)}};
	out->kinds = ARENA_NEW_ARRAY(c->arena, service_kind_id, pack->kinds.n);
	BULK(w, "organization", orgs);
	TRY(DEMO_ROW(
		orgs, &out->organization, &pack->organization, NULL, V_TEXT(STR("512-555-0100")), V_INT(1), &c->now, V_INT(1)));
	TRY(db_bulk_close(orgs));
	BULK(w, "setting",
		settings); /* says that this is the demo: accounts of a real organization get no codes from ./run */
	TRY(DEMO_ROW(
		settings, V_TEXT(STR("demo")), V_TEXT(str_format(c->arena, "%llu", (unsigned long long)seed)), &c->now));
	TRY(db_bulk_close(settings));
	BULK(w, "service_kind", kinds);
	for (size_t i = 0; i < pack->kinds.n; i++) {
		const struct kind_start *k = &pack->kinds.v[i];

		out->kinds[i].v = id_make(c->now);
		TRY(DEMO_ROW(kinds, &out->kinds[i], &k->code, &k->name, V_INT(k->minutes), &k->counts, &k->billable,
			&k->grouped, k->limit ? V_CODE(group_limit_codes, k->limit) : NULL, NULL, V_INT(1)));
	}
	return db_bulk_close(kinds);
}

/* ---- places and staff ---------------------------------------------------------------------------------------------- */

static err put_center(struct demo_center *m)
{
	const struct demo_pack *p = m->org->pack;
	struct ctx *c = m->c;
	size_t names = p->centers.n, n = (size_t)m->number;
	str name = n < names ? str_format(c->arena, "%.*s center", STR_ARG(p->centers.v[n]))
						 : str_format(c->arena, "%.*s center, %.*s %zu", STR_ARG(p->centers.v[n % names]),
							   STR_ARG(m->town->city), n / names + 1);
	str street =
		str_format(c->arena, "%d %.*s", dice_between(&m->dice, 10, 990), STR_ARG(demo_pick(&m->dice, p->streets)));
	str phone = str_format(c->arena, "%.*s-555-01%02d", STR_ARG(m->town->area), dice_below(&m->dice, 100));
	BULK(m->w, "center", centers);

	m->id.v = id_make(c->now);
	c->center = m->id.v;
	TRY(DEMO_ROW(centers, &m->id, &m->org->organization, &name, &street, &m->town->city, &m->town->state, &m->town->zip,
		&phone, &m->town->zone, NULL, NULL, &c->now, V_INT(1)));
	return db_bulk_close(centers);
}

static err put_rooms(struct demo_center *m)
{
	const struct demo_pack *p = m->org->pack;
	BULK(m->w, "room", rooms);

	for (size_t i = 0; i < p->n_rooms; i++) {
		m->rooms[i].v = id_make(m->c->now);
		TRY(DEMO_ROW(rooms, &m->id, &m->rooms[i], &p->rooms[i].name, V_INT(p->rooms[i].seats), NULL, V_INT(1)));
	}
	return db_bulk_close(rooms);
}

/* The current week has no holiday, so that the first look shows an ordinary week. */
bool demo_this_week(const struct demo_center *m, date day)
{
	return !date_cmp(date_week_start(day, MONDAY), date_week_start(m->today, MONDAY));
}

static err put_closures(struct demo_center *m)
{
	const struct demo_pack *p = m->org->pack;
	BULK(m->w, "closure", closures);

	for (size_t i = 0; i < p->n_closures; i++)
		for (int k = -1; k <= 1; k++) {
			int year, month, day;
			date on;

			date_parts(m->today, &year, &month, &day);
			on = date_of(year + k, p->closures[i].month, p->closures[i].day);
			if (date_none(on) || demo_this_week(m, on) || date_cmp(on, m->first) < 0 || date_cmp(on, m->last) > 0)
				continue;
			TRY(DEMO_ROW(closures, &m->id, V_INT(id_make(m->c->now)), &on, &on, &p->closures[i].name));
		}
	return db_bulk_close(closures);
}

str demo_phone(struct demo_center *m, struct dice *d)
{
	const struct demo_pack *p = m->org->pack;
	int wish = dice_below(d, 100);

	for (int i = 0; i < DEMO_AREAS * 100; i++) {
		int area = i / 100, n = (wish + i) % 100;

		if (m->phones[area][n])
			continue;
		m->phones[area][n] = true;
		return str_format(
			m->c->arena, "%.*s-555-01%02d", STR_ARG(p->towns[(size_t)(m->number + area) % p->n_towns].area), n);
	}
	return str_format(m->c->arena, "%.*s-555-01%02d", STR_ARG(m->town->area), wish);
}

err demo_person(struct demo_center *m, struct db_bulk *people, date birth, struct demo_someone *out)
{
	const struct demo_pack *p = m->org->pack;
	struct ctx *c = m->c;
	str family = demo_pick(&m->dice, p->family), given = demo_pick(&m->dice, p->given),
		pronouns = demo_pick(&m->dice, p->pronouns);
	str folded = people_folded(c->arena, family, given, STR_NONE);
	str phone = demo_phone(m, &m->dice);
	str sex = code_of(&sex_codes, dice_between(&m->dice, 1, 2));

	*out = (struct demo_someone){{id_make(c->now)}, given, family, phone, birth};
	return DEMO_ROW(people, &out->id, &family, &given, NULL, &pronouns, &folded, &birth, &sex, V_TEXT(STR("en")), &phone,
		NULL, NULL, &m->town->city, &m->town->state, &m->town->zip, NULL, &c->now, &c->now, V_INT(1));
}

static err put_staff(struct demo_center *m)
{
	static const char *const titles[] = {"Director", "Front desk", "Clinician"};
	BULK(m->w, "person", people);
	BULK(m->w, "staff", staff);
	BULK(m->w, "center_staff", here);

	for (size_t i = 0; i < COUNT_OF(m->staff); i++) {
		str credentials = demo_pick(&m->dice, m->org->pack->credentials), title = str_of(titles[i < 2 ? i : 2]);
		struct demo_someone who;

		TRY(demo_person(m, people, date_add(m->today, -365 * dice_between(&m->dice, 27, 60)), &who));
		m->staff[i] = who.id;
		if (i == 1)
			m->desk = person_name(m->c->arena, who.given, STR_NONE, who.family);
		TRY(DEMO_ROW(staff, &m->staff[i], NULL, i == 1 ? NULL : &credentials, &title, NULL, &m->c->now, V_INT(1)));
		TRY(DEMO_ROW(here, &m->id, &m->staff[i], &m->first, NULL));
	}
	TRY(db_bulk_close(people));
	TRY(db_bulk_close(staff));
	return db_bulk_close(here);
}

err demo_places(struct demo_center *m)
{
	TRY(put_center(m));
	TRY(put_rooms(m));
	TRY(put_closures(m));
	return put_staff(m);
}

/* ---- programs, tracks, rules, weeks --------------------------------------------------------------------------------- */

static const void *age(int years)
{
	static const int64_t ages[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21};

	return years > 0 && years < (int)COUNT_OF(ages) ? &ages[years] : NULL;
}

static struct hours_credit_rule credit_of(struct demo_center *m, const struct demo_program *p)
{
	const struct hours_rule *rules[12];
	struct hours_rule house = hours_house_rule(p->house, m->first, p->house_hours * 60, 0, p->house_days,
		(struct hours_credit_rule){p->house_late, p->house_credit});
	size_t n = 0;

	for (size_t i = 0; i < p->rules.n && n < 10; i++) {
		const struct hours_rule *r = hours_rule_on(hours_packs(), p->rules.v[i], m->today);

		if (r)
			rules[n++] = r;
	}
	if (p->house.p)
		rules[n++] = &house;
	return hours_credit_rule_of(rules, n);
}

static err put_rules(
	struct demo_center *m, const struct demo_program *p, program_id id, struct db_bulk *rules, struct db_bulk *houses)
{
	for (size_t i = 0; i < p->rules.n; i++)
		TRY(DEMO_ROW(rules, &m->id, V_INT(id_make(m->c->now)), &id, &p->rules.v[i], &m->first, NULL));
	if (!p->house.p)
		return OK;
	return DEMO_ROW(houses, &m->id, V_INT(id_make(m->c->now)), &id, &m->first, &p->house, V_INT(p->house_hours * 60),
		NULL, V_INT(p->house_days), V_INT(p->house_late), V_INT(p->house_credit), NULL, &m->c->now);
}

static err put_programs(struct demo_center *m)
{
	const struct demo_pack *pack = m->org->pack;
	BULK(m->w, "program", programs);
	BULK(m->w, "track", tracks);
	BULK(m->w, "program_rule", rules);
	BULK(m->w, "house_rule", houses);

	for (size_t i = 0; i < pack->n_programs; i++) {
		const struct demo_program *p = &pack->programs[i];
		program_id id = {id_make(m->c->now)};

		TRY(DEMO_ROW(programs, &m->id, &id, &p->name, V_CODE(program_type_codes, p->type), &p->level, age(p->least_age),
			age(p->most_age), V_INT(p->weeks), &m->first, NULL, V_INT(1)));
		TRY(put_rules(m, p, id, rules, houses));
		for (size_t k = 0; k < p->n_tracks && m->n_tracks < DEMO_TRACKS; k++) {
			struct demo_made_track *t = &m->tracks[m->n_tracks];

			*t = (struct demo_made_track){.program = p,
				.track = &p->tracks[k],
				.program_id = id,
				.id = {id_make(m->c->now)},
				.room = m->rooms[p->tracks[k].room],
				.credit = credit_of(m, p)};
			t->lead = m->staff[2 + t->track->lead];
			m->n_tracks++;
			TRY(DEMO_ROW(tracks, &m->id, &t->id, &id, &t->track->name, V_INT(t->track->seats), NULL, NULL, &m->first,
				NULL, V_INT(1)));
		}
	}
	TRY(db_bulk_close(programs));
	TRY(db_bulk_close(tracks));
	TRY(db_bulk_close(rules));
	return db_bulk_close(houses);
}

static const service_kind_id *kind_of(const struct demo_center *m, str code, const struct kind_start **start)
{
	const struct kind_starts *k = &m->org->pack->kinds;

	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->v[i].code, code)) {
			*start = &k->v[i];
			return &m->org->kinds[i];
		}
	*start = &k->v[0];
	return &m->org->kinds[0];
}

static err put_slots(struct demo_center *m)
{
	BULK(m->w, "week_slot", slots);
	BULK(m->w, "week_slot_break", breaks);
	BULK(m->w, "week_slot_facilitator", leads);

	for (size_t i = 0; i < m->n_tracks; i++) {
		struct demo_made_track *t = &m->tracks[i];

		for (size_t d = 0; d < t->track->n_days; d++)
			for (size_t b = 0; b < t->track->n_blocks; b++) {
				const struct demo_block *x = &t->track->blocks[b];
				const struct kind_start *start;
				const service_kind_id *kind = kind_of(m, x->kind, &start);

				t->slots[d][b].v = id_make(m->c->now);
				TRY(DEMO_ROW(slots, &m->id, &t->slots[d][b], &t->id, V_INT(t->track->days[d]), V_INT(x->start),
					V_INT(x->end), kind, &x->title, &t->room, V_INT(t->track->seats),
					V_CODE(modality_codes, MODALITY_IN_PERSON), NULL, &m->first, NULL, V_INT(1)));
				if (x->break_end)
					TRY(DEMO_ROW(breaks, &m->id, &t->slots[d][b], V_INT(x->break_start), V_INT(x->break_end)));
				TRY(DEMO_ROW(leads, &m->id, &t->slots[d][b], &t->lead, V_BOOL(true)));
			}
	}
	TRY(db_bulk_close(slots));
	TRY(db_bulk_close(breaks));
	return db_bulk_close(leads);
}

err demo_programs(struct demo_center *m)
{
	TRY(put_programs(m));
	return put_slots(m);
}

/* ---- dated sessions --------------------------------------------------------------------------------------------------- */

static str closed_for(const struct demo_center *m, date day)
{
	int year, month, d;

	date_parts(day, &year, &month, &d);
	for (size_t i = 0; i < m->org->pack->n_closures && !demo_this_week(m, day); i++)
		if (m->org->pack->closures[i].month == month && m->org->pack->closures[i].day == d)
			return str_format(
				m->c->arena, "Closed: %.*s (%s)", STR_ARG(m->org->pack->closures[i].name), date_show(day).s);
	return STR_NONE;
}

static struct demo_session *new_session(struct demo_center *m)
{
	if (m->n_sessions == m->room_sessions) {
		struct demo_session *v;

		m->room_sessions = m->room_sessions ? m->room_sessions * 2 : 2048;
		v = ARENA_NEW_ARRAY(m->c->arena, struct demo_session, m->room_sessions);
		if (m->n_sessions)
			memcpy(v, m->sessions, m->n_sessions * sizeof(*v));
		m->sessions = v;
	}
	return &m->sessions[m->n_sessions++];
}

static void fill_session(struct demo_center *m, size_t track, size_t block, date day, struct demo_session *s)
{
	const struct demo_block *b = &m->tracks[track].track->blocks[block];
	const struct kind_start *kind;

	kind_of(m, b->kind, &kind);
	*s = (struct demo_session){.id = {id_make(m->c->now)},
		.track = track,
		.block = b,
		.day = day,
		.starts = zone_instant(m->zone, day, b->start),
		.ends = zone_instant(m->zone, day, b->end),
		.counts = kind->counts,
		.billable = kind->billable,
		.has_pause = b->break_end > 0};
	if (s->has_pause)
		s->pause =
			(struct hours_break){zone_instant(m->zone, day, b->break_start), zone_instant(m->zone, day, b->break_end)};
	s->counted = s->counts ? b->end - b->start - (b->break_end - b->break_start) : 0;
}

struct session_bulks {
	struct db_bulk *sessions, *breaks, *leads;
};

static err put_session(
	struct demo_center *m, const struct session_bulks *to, size_t track, size_t d, size_t block, date day)
{
	struct demo_made_track *t = &m->tracks[track];
	struct demo_session *s = new_session(m);
	const struct kind_start *start;
	str closed = closed_for(m, day);

	fill_session(m, track, block, day, s);
	s->cancelled = closed.p != NULL;
	TRY(DEMO_ROW(to->sessions, &m->id, &s->id, &t->id, &t->slots[d][block], &day, &day, &s->starts, &s->ends,
		kind_of(m, s->block->kind, &start), &s->block->title, &t->room, V_INT(t->track->seats),
		V_CODE(modality_codes, MODALITY_IN_PERSON), NULL, &s->counts, &s->billable, V_INT(s->counted),
		V_CODE(session_status_codes, s->cancelled ? SESSION_CANCELLED : SESSION_PLANNED), s->cancelled ? &closed : NULL,
		&m->c->now, V_INT(1)));
	if (s->has_pause)
		TRY(DEMO_ROW(to->breaks, &m->id, &s->id, &s->pause.from, &s->pause.to));
	return DEMO_ROW(to->leads, &m->id, &s->id, &t->lead, &day, V_BOOL(true));
}

err demo_sessions(struct demo_center *m)
{
	struct session_bulks to;

	TRY(db_bulk_open(m->w, "session", &to.sessions));
	TRY(db_bulk_open(m->w, "session_break", &to.breaks));
	TRY(db_bulk_open(m->w, "session_facilitator", &to.leads));
	for (date day = m->first; date_cmp(day, m->last) <= 0; day = date_add(day, 1))
		for (size_t i = 0; i < m->n_tracks; i++) {
			const struct demo_track *t = m->tracks[i].track;

			for (size_t d = 0; d < t->n_days; d++)
				for (size_t b = 0; t->days[d] == (int)date_weekday(day) && b < t->n_blocks; b++)
					TRY(put_session(m, &to, i, d, b, day));
		}
	TRY(db_bulk_close(to.sessions));
	TRY(db_bulk_close(to.breaks));
	return db_bulk_close(to.leads);
}

err demo_center(struct wtx *w, const struct demo_org *org, int number)
{
	struct ctx *c = wtx_ctx(w);
	struct demo_center *m = ARENA_NEW(c->arena, struct demo_center);

	*m = (struct demo_center){.c = c,
		.w = w,
		.org = org,
		.number = number,
		.star = SIZE_MAX,
		.town = &org->pack->towns[(size_t)number % org->pack->n_towns],
		.dice = {org->seed * 1000003u + (uint64_t)number}};
	m->zone = zone_find(m->town->zone);
	if (!m->zone)
		FAIL(c, ERR_IO, "This machine has no time zone data for %.*s. Install the package tzdata.",
			STR_ARG(m->town->zone));
	m->today = zone_day(m->zone, c->now);
	m->first = date_add(date_week_start(m->today, MONDAY), -7 * DEMO_WEEKS_BACK);
	m->last = date_add(date_week_start(m->today, MONDAY), 7 * DEMO_WEEKS_AHEAD - 1);
	TRY(demo_places(m));
	TRY(demo_programs(m));
	TRY(demo_profiles(m));
	TRY(demo_sessions(m));
	TRY(demo_people(m));
	TRY(demo_attendance(m));
	TRY(demo_inquiries(m));
	TRY(demo_starting(m));
	return number == 0 ? demo_accounts(m) : OK;
}
