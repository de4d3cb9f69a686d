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

static struct profile_center center_of(struct ctx *c, const struct profile_center_list_row *r)
{
	return profile_center_placed(c,
		(struct profile_center){.id = r->id,
			.name = r->name,
			.street = r->street,
			.city = r->city,
			.state = r->state,
			.zip = r->zip,
			.phone = r->phone,
			.zone = profile_zone(r->zone)});
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
			out->v[out->n++] = center_of(c, r);
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
	struct profile_start *starts;

	TRY(profile_program_list(tx, &rows, .at = at->id, .only = type, .day = zone_day(at->zone, c->now)));
	*out = (struct profile_programs){ARENA_NEW_ARRAY(c->arena, struct profile_program, rows.n), rows.n};
	if (!rows.n)
		return OK;
	starts = ARENA_NEW_ARRAY(c->arena, struct profile_start, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		out->v[i] = program_of(at, &rows.v[i]);
		starts[i] = (struct profile_start){rows.v[i].start_rule, (int)rows.v[i].start_weekday.v};
	}
	TRY(add_options(tx, at->id, out));
	TRY(profile_count_seats(tx, at->id, (program_id){0}, out->v, starts, out->n));
	return add_hours(tx, at, out);
}

/* ---- near a place ------------------------------------------------------------------------------------------------------ */

struct near {
	const struct profile_center *center;
	double miles;
};

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	return x->miles < y->miles ? -1 : x->miles > y->miles;
}

static size_t find_near(struct arena *a, const struct profile_centers *centers, double latitude, double longitude,
	int miles, struct near **out)
{
	struct near *v = ARENA_NEW_ARRAY(a, struct near, centers->n);
	size_t n = 0;

	for (size_t i = 0; i < centers->n; i++) {
		const struct profile_center *at = &centers->v[i];

		v[n] = (struct near){at, directory_miles(latitude, longitude, at->latitude, at->longitude)};
		n += at->placed && v[n].miles <= miles;
	}
	qsort(v, n, sizeof *v, by_distance);
	*out = v;
	return n;
}

#define NEAR_MOST 50 /* centers: more are not shown on any page */

err profile_near(
	struct tx *tx, double latitude, double longitude, int miles, enum program_type type, struct profile_programs *out)
{
	struct ctx *c = tx_ctx(tx);
	struct profile_programs found[NEAR_MOST] = {0};
	struct profile_centers centers;
	struct near *near;
	size_t n, all = 0;

	TRY(profile_centers(tx, &centers));
	n = find_near(c->arena, &centers, latitude, longitude, miles, &near);
	if (n > NEAR_MOST)
		n = NEAR_MOST;
	for (size_t i = 0; i < n; i++) {
		TRY(profile_at(tx, near[i].center, type, &found[i]));
		all += found[i].n;
	}
	*out = (struct profile_programs){.v = ARENA_NEW_ARRAY(c->arena, struct profile_program, all)};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < found[i].n; k++)
			out->v[out->n++] = found[i].v[k];
	return OK;
}
