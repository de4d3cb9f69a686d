/* own.c - the programs of this organization, counted: copied out of the request that counted them into an arena that many may look at. */
#include "care/finder/own.h"

#include "care/finder/own_memory.h"
#include "finder.sql.h"

static struct profile_track copy_track(struct arena *a, const struct profile_track *t)
{
	struct profile_track out = *t;

	out.name = str_copy(a, t->name);
	out.days = ARENA_NEW_ARRAY(a, struct profile_day, t->n_days);
	if (t->n_days)
		memcpy(out.days, t->days, t->n_days * sizeof(*t->days));
	return out;
}

static struct profile_program copy_program(struct arena *a, const struct profile_program *p)
{
	struct profile_program out = *p;
	str *texts[] = {&out.name, &out.center_name, &out.street, &out.city, &out.state, &out.zip, &out.phone};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		*texts[i] = str_copy(a, *texts[i]);
	out.tracks = ARENA_NEW_ARRAY(a, struct profile_track, p->n_tracks);
	for (size_t i = 0; i < p->n_tracks; i++)
		out.tracks[i] = copy_track(a, &p->tracks[i]);
	return out;
}

/* Programs of two centers may have one id. */
static int64_t key_of(const struct profile_program *p)
{
	return (int64_t)(((uint64_t)p->center.v * 0x9e3779b97f4a7c15u + (uint64_t)p->id.v) >> 1);
}

enum directory_place own_place(const struct profile_program *p)
{
	return !p->placed ? DIRECTORY_PLACE_NONE : p->exact ? DIRECTORY_PLACE_EXACT : DIRECTORY_PLACE_ZIP;
}

static struct directory_extra extra_of(const struct profile_program *p)
{
	return (struct directory_extra){.id = key_of(p),
		.latitude = p->latitude,
		.longitude = p->longitude,
		.place = own_place(p),
		.options = p->options,
		.types = 1u << p->type,
		.order = date_none(p->starts_on) ? INT64_MAX - 1 : p->starts_on.day};
}

static err count_programs(struct tx *tx, struct arena *a, struct own_programs *out)
{
	struct arena *mine = tx_ctx(tx)->arena;
	struct profile_centers centers;
	struct profile_programs *at;
	size_t n = 0;

	TRY(profile_centers(tx, &centers));
	at = ARENA_NEW_ARRAY(mine, struct profile_programs, centers.n);
	for (size_t i = 0; i < centers.n; i++) {
		TRY(profile_at(tx, &centers.v[i], PROGRAM_TYPE_NONE, &at[i]));
		n += at[i].n;
	}
	out->v = ARENA_NEW_ARRAY(a, struct own_program, n);
	for (size_t i = 0; i < centers.n; i++)
		for (size_t k = 0; k < at[i].n; k++)
			out->v[out->n++] = (struct own_program){copy_program(a, &at[i].v[k]), extra_of(&at[i].v[k])};
	out->extras = ARENA_NEW_ARRAY(a, struct directory_extra, n);
	for (size_t i = 0; i < n; i++)
		if (out->v[i].at.place)
			out->extras[out->n_extras++] = out->v[i].at;
	return OK;
}

err own_count(struct tx *tx, struct arena *a, struct own_programs *out)
{
	struct own_organization_row o;
	err e = own_organization(tx, &o);

	*out = (struct own_programs){.counted_at = tx_ctx(tx)->now, .zone = zone_find(STR("UTC"))};
	if (e == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	out->organization = str_copy(a, o.name);
	if (o.zone.p && zone_find(o.zone))
		out->zone = zone_find(o.zone);
	return count_programs(tx, a, out);
}
