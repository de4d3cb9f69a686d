/* profile_list.c - the organization's published programs, center by center. */
#include "care/profile/profile_pack.h"
#include "care/profile/profile_place.h"
#include "care/profile/profile_seats.h"
#include "profile.sql.h"

const struct zone *profile_zone(str name)
{
	const struct zone *z = zone_find(name);

	return z ? z : zone_find(STR("UTC"));
}

struct profile_center profile_center_placed(struct ctx *c, struct profile_center at)
{
	struct directory_spot spot;

	at.placed = directory_address(c->arena, at.zip, at.street, &spot);
	at.exact = spot.kind == DIRECTORY_SPOT_POINT;
	at.latitude = spot.latitude;
	at.longitude = spot.longitude;
	return at;
}

static struct profile_center center_of(const struct profile_center_list_row *r)
{
	return (struct profile_center){.id = r->id,
		.name = r->name,
		.street = r->street,
		.city = r->city,
		.state = r->state,
		.zip = r->zip,
		.phone = r->phone,
		.zone = profile_zone(r->zone)};
}

err profile_centers(struct tx *tx, struct profile_centers *out)
{
	struct ctx *c = tx_ctx(tx);
	struct profile_center_list_rows rows;

	TRY(profile_center_list(tx, &rows));
	*out = (struct profile_centers){.v = ARENA_NEW_ARRAY(c->arena, struct profile_center, rows.n)};
	for (size_t i = 0; i < rows.n; i++) {
		const struct profile_center_list_row *r = &rows.v[i];

		if (date_none(r->closed_on) || date_cmp(r->closed_on, zone_day(profile_zone(r->zone), c->now)) >= 0)
			out->v[out->n++] = center_of(r);
	}
	return OK;
}

void profile_place(const struct profile_center *at, struct profile_program *p)
{
	p->center = at->id;
	p->center_name = at->name;
	p->street = at->street;
	p->city = at->city;
	p->state = at->state;
	p->zip = at->zip;
	p->zone = at->zone;
	p->placed = at->placed;
	p->exact = at->exact;
	p->latitude = at->latitude;
	p->longitude = at->longitude;
	if (str_empty(p->phone))
		p->phone = at->phone;
}

static struct profile_program program_of(const struct profile_center *at, const struct profile_program_list_row *r)
{
	struct profile_program p = {.id = r->id,
		.name = r->name,
		.type = r->type,
		.least_age = r->least_age,
		.most_age = r->most_age,
		.phone = r->phone};

	profile_place(at, &p);
	profile_implied(p.type, p.least_age, p.most_age, &p.options);
	return p;
}

static err add_options(struct tx *tx, center_id at, const struct profile_programs *programs)
{
	struct profile_ticked_rows rows;

	TRY(profile_ticked(tx, &rows, .at = at));
	for (size_t i = 0; i < rows.n; i++)
		for (size_t k = 0; k < programs->n; k++)
			if (programs->v[k].id.v == rows.v[i].program_id.v)
				profile_finds((enum profile_topic)code_find(&profile_topic_codes, rows.v[i].topic), rows.v[i].code,
					&programs->v[k].options);
	return OK;
}

static struct profile_track *track_of(const struct profile_programs *programs, track_id id)
{
	for (size_t i = 0; i < programs->n; i++)
		for (size_t k = 0; k < programs->v[i].n_tracks; k++)
			if (programs->v[i].tracks[k].id.v == id.v)
				return &programs->v[i].tracks[k];
	return NULL;
}

static err add_hours(struct tx *tx, const struct profile_center *at, const struct profile_programs *programs)
{
	struct ctx *c = tx_ctx(tx);
	struct profile_hours_rows rows;

	TRY(profile_hours(tx, &rows, .at = at->id, .day = zone_day(at->zone, c->now)));
	for (size_t i = 0; i < rows.n; i++) {
		const struct profile_hours_row *r = &rows.v[i];
		struct profile_track *t = track_of(programs, r->track_id);

		if (t)
			profile_add_day(c->arena, t, (struct profile_day){(int)r->weekday, (int)r->starts, (int)r->ends});
	}
	return OK;
}

void profile_add_day(struct arena *a, struct profile_track *t, struct profile_day day)
{
	if (!t->days)
		t->days = ARENA_NEW_ARRAY(a, struct profile_day, SUNDAY);
	if (t->n_days < SUNDAY)
		t->days[t->n_days++] = day;
}

err profile_at(struct tx *tx, const struct profile_center *at, enum program_type type, struct profile_programs *out)
{
	struct ctx *c = tx_ctx(tx);
	struct profile_program_list_rows rows;
	struct profile_center placed;
	struct profile_start *starts;

	TRY(profile_program_list(tx, &rows, .at = at->id, .only = type, .day = zone_day(at->zone, c->now)));
	*out = (struct profile_programs){ARENA_NEW_ARRAY(c->arena, struct profile_program, rows.n), rows.n};
	if (!rows.n)
		return OK;
	placed = profile_center_placed(c, *at);
	starts = ARENA_NEW_ARRAY(c->arena, struct profile_start, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		out->v[i] = program_of(&placed, &rows.v[i]);
		starts[i] = (struct profile_start){rows.v[i].start_rule, (int)rows.v[i].start_weekday.v};
	}
	TRY(add_options(tx, at->id, out));
	TRY(profile_count_seats(tx, at->id, (program_id){0}, out->v, starts, out->n));
	return add_hours(tx, at, out);
}
