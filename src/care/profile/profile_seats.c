/* profile_seats.c - seats from the dated enrollments, and the next session at which somebody new can take one.
 * A seat is taken on a day by everyone on the roster who leaves then or later, those included who only begin later: a seat that is promised
 * to somebody is not open. So the number can be too small for a while, and never too large. */
#include "care/profile/profile_seats.h"

#include "profile.sql.h"

struct seating {
	center_id at;
	program_id only;
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

/* ---- seats --------------------------------------------------------------------------------------------------------------- */

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
	p->open += t->open;
	p->n_tracks++;
}

static void add_tracks(struct ctx *c, const struct seating *s)
{
	for (size_t i = 0; i < s->n; i++) {
		s->v[i].counted_at = c->now;
		s->v[i].agreed = s->starts[i].rule == START_AGREED;
		s->v[i].tracks = ARENA_NEW_ARRAY(c->arena, struct profile_track, s->rows.n);
		for (size_t k = 0; k < s->rows.n; k++)
			if (s->rows.v[k].program_id.v == s->v[i].id.v)
				add_track(c, s, i, &s->rows.v[k]);
	}
}

/* ---- the next start ------------------------------------------------------------------------------------------------------ */

static const struct profile_seats_row *row_of(const struct seating *s, track_id track)
{
	const struct profile_seats_row *r = s->rows.v;

	while (r->id.v != track.v)
		r++;
	return r;
}

/* The first session of the track on the days that were read at which somebody new may begin and has a seat. */
static void find_start(const struct seating *s, const struct profile_start *start, const struct profile_seats_row *r,
	struct profile_track *t)
{
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

/* Reads the sessions of some days. *more: a track that has a seat by `last` has not found its start yet. */
static err look_at_days(struct tx *tx, struct seating *s, date from, date until, date last, bool *more)
{
	*more = false;
	TRY(profile_starts(tx, &s->days, .at = s->at, .program = s->only, .day = from, .until = until));
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->v[i].n_tracks; k++) {
			struct profile_track *t = &s->v[i].tracks[k];
			const struct profile_seats_row *r = row_of(s, t->id);

			if (s->v[i].agreed || !date_none(t->starts_on))
				continue;
			find_start(s, &s->starts[i], r, t);
			*more |= date_none(t->starts_on) && taken(s, t->id, last) < r->seats;
		}
	return OK;
}

static void find_earliest(struct profile_program *p)
{
	for (size_t k = 0; k < p->n_tracks; k++) {
		const struct profile_track *t = &p->tracks[k];

		if (!date_none(t->starts_on) && (date_none(p->starts_on) || t->starts_at.ms < p->starts_at.ms)) {
			p->starts_on = t->starts_on;
			p->starts_at = t->starts_at;
		}
	}
}

/* Most tracks that have a seat begin within a week, so the weeks after it are only looked at when one does not. */
static err find_starts(struct tx *tx, struct seating *s, date today)
{
	date week = date_add(today, 7), last = date_add(today, PROFILE_DAYS_AHEAD);
	bool more;

	TRY(look_at_days(tx, s, today, week, last, &more));
	if (more)
		TRY(look_at_days(tx, s, date_add(week, 1), last, last, &more));
	for (size_t i = 0; i < s->n; i++)
		find_earliest(&s->v[i]);
	return OK;
}

err profile_count_seats(struct tx *tx, center_id at, program_id only, struct profile_program *v,
	const struct profile_start *starts, size_t n)
{
	struct ctx *c = tx_ctx(tx);
	struct seating s = {.at = at, .only = only, .v = v, .starts = starts, .n = n};
	date today;

	if (!n)
		return OK;
	today = zone_day(v[0].zone, c->now);
	TRY(profile_seats(tx, &s.rows, .at = at, .program = only, .day = today));
	add_tracks(c, &s);
	return find_starts(tx, &s, today);
}
