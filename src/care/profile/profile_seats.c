/* profile_seats.c - seats from the dated enrollments, and the next session at which somebody new can take one.
 * A seat is taken on a day by everyone on the roster who leaves then or later, those included who only begin later: a seat that is promised
 * to somebody is not open. So the number can be too small for a while, and never too large. */
#include "care/profile/profile_seats.h"

#include "profile.sql.h"

struct seating {
	struct profile_program *v;
	const struct profile_start *starts;
	size_t n;
	struct profile_seats_rows rows;
	struct profile_starts_rows days;
};

static int64_t taken(const struct seating *s, track_id track, date day)
{
	int64_t people = 0;

	for (size_t i = 0; i < s->rows.n; i++) {
		const struct profile_seats_row *r = &s->rows.v[i];

		if (r->id.v == track.v && (date_none(r->to_on) || date_cmp(r->to_on, day) >= 0))
			people += r->people;
	}
	return people;
}

/* The first session of the track at which somebody new may begin and has a seat. */
static void find_start(const struct seating *s, const struct profile_start *start, const struct profile_seats_row *r,
	struct profile_track *t)
{
	if (start->rule == START_AGREED)
		return;
	for (size_t i = 0; i < s->days.n; i++) {
		const struct profile_starts_row *d = &s->days.v[i];

		if (d->track_id.v != r->id.v || (start->rule == START_WEEKDAY && (int)date_weekday(d->day) != start->weekday))
			continue;
		if (date_cmp(d->day, r->opened_on) < 0 || (!date_none(r->closed_on) && date_cmp(d->day, r->closed_on) > 0))
			continue;
		if (taken(s, r->id, d->day) >= r->seats)
			continue;
		t->starts_on = d->day;
		t->starts_at = d->starts_at;
		return;
	}
}

static void add_track(struct ctx *c, const struct seating *s, size_t program, const struct profile_seats_row *r)
{
	struct profile_program *p = &s->v[program];
	struct profile_track *t = &p->tracks[p->n_tracks];
	date today = zone_day(p->zone, c->now);

	if (p->n_tracks && p->tracks[p->n_tracks - 1].id.v == r->id.v)
		return; /* rows of one track stand together */
	*t = (struct profile_track){.id = r->id, .name = r->name, .least_age = r->least_age, .most_age = r->most_age};
	t->open = r->seats - taken(s, r->id, today);
	if (t->open < 0)
		t->open = 0;
	find_start(s, &s->starts[program], r, t);
	p->open += t->open;
	if (!date_none(t->starts_on) && (date_none(p->starts_on) || t->starts_at.ms < p->starts_at.ms)) {
		p->starts_on = t->starts_on;
		p->starts_at = t->starts_at;
	}
	p->n_tracks++;
}

err profile_count_seats(struct tx *tx, center_id at, program_id only, struct profile_program *v,
	const struct profile_start *starts, size_t n)
{
	struct ctx *c = tx_ctx(tx);
	struct seating s = {.v = v, .starts = starts, .n = n};
	date today;

	if (!n)
		return OK;
	today = zone_day(v[0].zone, c->now);
	TRY(profile_seats(tx, &s.rows, .at = at, .program = only, .day = today));
	TRY(profile_starts(
		tx, &s.days, .at = at, .program = only, .day = today, .until = date_add(today, PROFILE_DAYS_AHEAD)));
	for (size_t i = 0; i < n; i++) {
		v[i].counted_at = c->now;
		v[i].agreed = starts[i].rule == START_AGREED;
		v[i].tracks = ARENA_NEW_ARRAY(c->arena, struct profile_track, s.rows.n);
		for (size_t k = 0; k < s.rows.n; k++)
			if (s.rows.v[k].program_id.v == v[i].id.v)
				add_track(c, &s, i, &s.rows.v[k]);
	}
	return OK;
}
