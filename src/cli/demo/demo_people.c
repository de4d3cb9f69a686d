/* demo_people.c - who is in each track, since when, and when they are free.
 * Every seat has a history: people finish or leave, others follow. */
#include "base/id.h"
#include "cli/demo/demo.h"

struct people_bulks {
	struct db_bulk *people, *known, *episodes, *levels, *enrollments, *certifications, *free;
};

static struct demo_episode *new_episode(struct demo_center *m)
{
	if (m->n_episodes == m->room_episodes) {
		struct demo_episode *v;

		m->room_episodes = m->room_episodes ? m->room_episodes * 2 : 256;
		v = ARENA_NEW_ARRAY(m->c->arena, struct demo_episode, m->room_episodes);
		if (m->n_episodes)
			memcpy(v, m->episodes, m->n_episodes * sizeof(*v));
		m->episodes = v;
	}
	return &m->episodes[m->n_episodes++];
}

static date birthday(struct demo_center *m, const struct demo_program *p)
{
	int least = p->least_age ? p->least_age : 18, most = p->most_age ? p->most_age : 62;

	return date_add(m->today, -dice_between(&m->dice, least * 366, most * 365));
}

static err put_free_time(struct demo_center *m, const struct people_bulks *to, const struct demo_episode *e)
{
	bool star = e == &m->episodes[m->star];

	if (!dice_percent(&m->dice, 60) && !star)
		return OK;
	for (int day = MONDAY; day <= SUNDAY; day++) {
		bool evening = dice_percent(&m->dice, 50) && !star, free = dice_percent(&m->dice, 55);

		if (star ? day >= FRIDAY : free)
			TRY(DEMO_ROW(
				to->free, &m->id, &e->id, V_INT(day), V_INT(evening ? 1020 : 540), V_INT(evening ? 1320 : 1020)));
	}
	return OK;
}

/* Programs under Medicare's rule need a physician's word, renewed within 60 days; most are in time. */
static err put_certifications(struct demo_center *m, const struct people_bulks *to, const struct demo_episode *e)
{
	const struct demo_program *p = m->tracks[e->track].program;
	static const str by = {"Dr. R. Castellan", 16};

	for (size_t i = 0; i < p->rules.n; i++) {
		if (!str_is(p->rules.v[i], "us-medicare-iop"))
			continue;
		for (date on = e->from; date_cmp(on, m->today) <= 0 && (date_none(e->to) || date_cmp(on, e->to) <= 0);
			 on = date_add(on, 56))
			if (!dice_percent(&m->dice, 5))
				TRY(DEMO_ROW(to->certifications, &m->id, &e->id, &on, &by, V_INT(540), NULL, &m->c->now));
	}
	return OK;
}

static err put_episode(struct demo_center *m, const struct people_bulks *to, size_t track, date from, date until)
{
	static const enum discharge_reason endings[] = {
		DISCHARGE_COMPLETED, DISCHARGE_COMPLETED, DISCHARGE_COMPLETED, DISCHARGE_LEFT, DISCHARGE_TRANSFERRED};
	const struct demo_made_track *t = &m->tracks[track];
	struct demo_episode *e = new_episode(m);
	bool over = !date_none(until);
	enum discharge_reason ending = endings[dice_below(&m->dice, COUNT_OF(endings))];

	*e = (struct demo_episode){.id = {id_make(m->c->now)},
		.track = track,
		.from = from,
		.to = until,
		.reliable = dice_percent(&m->dice, 15) ? dice_between(&m->dice, 55, 75) : dice_between(&m->dice, 84, 99)};
	TRY(demo_person(m, to->people, birthday(m, t->program), &e->who));
	TRY(DEMO_ROW(to->known, &m->id, &e->who.id, &m->c->now));
	TRY(DEMO_ROW(to->episodes, &m->id, &e->id, &e->who.id, &t->program_id,
		V_CODE(episode_status_codes, over ? EPISODE_DISCHARGED : EPISODE_ADMITTED), &from, over ? &until : NULL,
		over ? V_CODE(discharge_reason_codes, ending) : NULL, &t->lead, &m->c->now, V_INT(1)));
	TRY(DEMO_ROW(to->levels, &m->id, &e->id, &from, &t->program->level));
	TRY(DEMO_ROW(to->enrollments, &m->id, V_INT(id_make(m->c->now)), &e->id, &t->id, &from, over ? &until : NULL, NULL,
		NULL, &m->c->now, V_INT(1)));
	TRY(put_certifications(m, to, e));
	if (m->star == SIZE_MAX && !over && !demo_this_week(m, from)) /* a week with its beginning left out would not be held against them */
		m->star = (size_t)(e - m->episodes);
	return over ? OK : put_free_time(m, to, e);
}

/* One seat from the first day on: stays of a plausible length one after the other, the last one still going. */
static err fill_seat(struct demo_center *m, const struct people_bulks *to, size_t track)
{
	int weeks = m->tracks[track].program->weeks;
	date from = m->first;

	/* The first stay began before the history does, so the seats do not all turn over at once. */
	for (int left = dice_between(&m->dice, 1, weeks * 7);; left = weeks * 7) {
		date until = date_add(from, (dice_percent(&m->dice, 20) ? left / 2 : left) - 1);

		if (date_cmp(until, m->today) >= 0)
			return put_episode(m, to, track, from, (date){0});
		if (date_cmp(until, from) > 0)
			TRY(put_episode(m, to, track, from, until));
		from = date_add(until, dice_between(&m->dice, 1, 5));
		if (date_cmp(from, m->today) > 0)
			return OK;
	}
}

err demo_people(struct demo_center *m)
{
	static const char *const tables[] = {
		"person", "center_person", "episode", "level_of_care", "enrollment", "certification", "availability"};
	struct people_bulks to;
	struct db_bulk **bulks[] = {
		&to.people, &to.known, &to.episodes, &to.levels, &to.enrollments, &to.certifications, &to.free};

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		TRY(db_bulk_open(m->w, tables[i], bulks[i]));
	for (size_t track = 0; track < m->n_tracks; track++) {
		int seats = m->tracks[track].track->seats;

		for (int seat = 0; seat < seats; seat++)
			if (seat < seats - 1 || track % 2 == 0) /* every other track has a seat open */
				TRY(fill_seat(m, &to, track));
	}
	for (size_t i = 0; i < COUNT_OF(bulks); i++)
		TRY(db_bulk_close(*bulks[i]));
	return OK;
}
