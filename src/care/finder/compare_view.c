/* compare_view.c - places with what they answer to the eight questions: a facility's codes do, our programs speak for themselves. */
#include "care/finder/compare_view.h"

/* ---- places ------------------------------------------------------------------------------------------------------------------ */

static void answer_all(struct ctx *c, struct finder_place *p)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t i = 0; i < pack->n_questions && i < FINDER_QUESTIONS; i++)
		p->answers[i] = directory_answer(c, p->f, &pack->questions[i]);
}

static void measure(const struct directory_spot *from, double latitude, double longitude, enum directory_place place,
	struct finder_place *p)
{
	p->far_known = from->kind && place;
	p->place = place;
	if (p->far_known)
		p->miles = directory_miles(from->latitude, from->longitude, latitude, longitude);
}

/* The place a search was made from; kind 0: there was none. */
static struct directory_spot spot_of(struct ctx *c, const struct finder_asked *a)
{
	struct directory_spot spot = {0};

	if (a->near.n && directory_spot(c, "near", a->near, &spot) != OK) {
		problems_clear(c); /* nobody typed it on this page */
		spot = (struct directory_spot){0};
	}
	return spot;
}

static void finish(struct ctx *c, const struct finder_asked *a, struct finder_place *p)
{
	struct finder_asked there = finder_toggled(a, p->pick);

	p->picked = finder_picked(a, p->pick);
	p->toggle = finder_compare_url(c, &there);
}

static void show_facility(struct ctx *c, const struct finder_asked *a, const struct directory_spot *from,
	const struct directory_facility *f, struct finder_place *out)
{
	*out = (struct finder_place){.pick = {.facility = f->id},
		.f = f,
		.name = f->name1,
		.address = finder_address(c, f->street1, f->city, f->state, f->zip),
		.phone = f->phone,
		.page = finder_facility_url(c, a, f->id)};
	measure(from, f->latitude, f->longitude, f->place, out);
	answer_all(c, out);
	finish(c, a, out);
}

static void show_own(struct ctx *c, const struct finder_asked *a, const struct directory_spot *from, const struct profile *own,
	struct finder_place *out)
{
	const struct profile_program *p = &own->program;

	*out = (struct finder_place){.pick = {.center = p->center, .program = p->id},
		.own = own,
		.name = str_format(c->arena, "%.*s, %.*s", STR_ARG(p->name), STR_ARG(p->center_name)),
		.address = finder_address(c, p->street, p->city, p->state, p->zip),
		.phone = p->phone,
		.page = url_program_page(c, p->center, p->id)};
	measure(from, p->latitude, p->longitude, own_place(p), out);
	finish(c, a, out);
}

err finder_place_of(struct ctx *c, const struct finder_asked *a, const struct directory_facility *f, struct finder_place *out)
{
	struct directory_spot from = spot_of(c, a);

	show_facility(c, a, &from, f, out);
	return OK;
}

/* What was chosen stands in an address that anybody may write, so a program of a center that does not exist is just not there. */
static err add_own(struct ctx *c, const struct directory_spot *from, struct finder_pick p, struct places_view *v)
{
	struct profile *own = ARENA_NEW(c->arena, struct profile);
	err e = profile_load(c->tx, p.center, p.program, own);

	if (e == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	show_own(c, &v->asked, from, own, &v->v[v->n++]);
	return OK;
}

err finder_places(struct ctx *c, struct places_view *out)
{
	const struct own_programs *own;
	struct directory_facilities loaded;
	facility_id ids[FINDER_COMPARE_MOST];
	struct directory_spot from;
	size_t n = 0;

	TRY(own_programs(c->tx, &own));
	c->zone = own->zone;
	*out = (struct places_view){.organization = own->organization};
	finder_read(c, "with", &out->asked);
	from = spot_of(c, &out->asked);
	for (size_t i = 0; i < out->asked.n_picks; i++)
		if (!out->asked.picks[i].program.v)
			ids[n++] = out->asked.picks[i].facility;
	TRY(directory_load(c->tx, ids, n, &loaded));
	for (size_t i = 0; i < out->asked.n_picks; i++) {
		struct finder_pick p = out->asked.picks[i];

		if (p.program.v)
			TRY(add_own(c, &from, p, out));
		for (size_t k = 0; !p.program.v && k < loaded.n; k++)
			if (loaded.v[k].id.v == p.facility.v)
				show_facility(c, &out->asked, &from, &loaded.v[k], &out->v[out->n++]);
	}
	return OK;
}
