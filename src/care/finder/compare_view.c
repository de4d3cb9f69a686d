/* compare_view.c - a place with its answers to the eight questions: a facility's from its codes, our programs' from their own data. */
#include "care/finder/compare_view.h"

/* ---- our programs' answers -------------------------------------------------------------------------------------------------- */

struct answer {
	struct ctx *c;
	str v[24];
	size_t n;
};

static void say(struct answer *a, str text)
{
	if (text.n && a->n < COUNT_OF(a->v))
		a->v[a->n++] = text;
}

static void say_all(struct answer *a, struct texts t)
{
	for (size_t i = 0; i < t.n; i++)
		say(a, t.v[i]);
}

static void say_week(struct answer *a, const struct profile_program *p)
{
	for (size_t t = 0; t < p->n_tracks; t++) {
		struct texts week = finder_week(a->c, &p->tracks[t]);

		for (size_t i = 0; i < week.n; i++)
			say(a, str_format(a->c->arena, "%.*s: %.*s", STR_ARG(p->tracks[t].name), STR_ARG(week.v[i])));
	}
}

/* To the question of this code. */
static void own_answer(struct answer *a, const struct profile_program *p, str question)
{
	if (str_is(question, "issues")) {
		say(a, code_label(&program_type_codes, (int)p->type));
	} else if (str_is(question, "people")) {
		say(a, finder_ages(a->c, p->least_age, p->most_age));
		say_all(a, finder_labels(a->c, p->options, "group"));
		say_all(a, finder_labels(a->c, p->options, "language"));
	} else if (str_is(question, "week")) {
		say_week(a, p);
	} else if (str_is(question, "pay")) {
		say_all(a, finder_labels(a->c, p->options, "pays"));
	} else if (str_is(question, "life")) {
		say_all(a, finder_labels(a->c, p->options, "with"));
	} else if (str_is(question, "approach")) {
		say_all(a, finder_labels(a->c, p->options, "approach"));
	}
}

/* ---- places ------------------------------------------------------------------------------------------------------------------ */

static void answer_all(struct ctx *c, struct finder_place *p)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t i = 0; i < pack->n_questions && i < FINDER_QUESTIONS; i++) {
		struct answer *a = ARENA_NEW(c->arena, struct answer);

		a->c = c;
		if (p->own)
			own_answer(a, &p->own->p, pack->questions[i].code);
		p->answers[i] = p->own ? (struct texts){a->v, a->n} : directory_answer(c, p->f, &pack->questions[i]);
	}
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
	answer_all(c, p);
}

static void show_facility(struct ctx *c, const struct finder_asked *a, const struct directory_spot *from,
	const struct directory_facility *f, struct finder_place *out)
{
	*out = (struct finder_place){.pick = {.facility = f->id},
		.f = f,
		.name = f->name1,
		.address = finder_address(c, f->street1, f->city, f->state, f->zip),
		.phone = f->phone,
		.options = f->options,
		.page = finder_facility_url(c, a, f->id)};
	measure(from, f->latitude, f->longitude, f->place, out);
	finish(c, a, out);
}

static void show_own(struct ctx *c, const struct finder_asked *a, const struct directory_spot *from, const struct own_program *o,
	struct finder_place *out)
{
	*out = (struct finder_place){.pick = {.center = o->p.center, .program = o->p.id},
		.own = o,
		.name = str_format(c->arena, "%.*s, %.*s", STR_ARG(o->p.name), STR_ARG(o->p.center_name)),
		.address = finder_address(c, o->p.street, o->p.city, o->p.state, o->p.zip),
		.phone = o->p.phone,
		.options = o->at.options};
	measure(from, o->at.latitude, o->at.longitude, o->at.place, out);
	finish(c, a, out);
}

err finder_place_of(struct ctx *c, const struct finder_asked *a, const struct directory_facility *f, struct finder_place *out)
{
	struct directory_spot from = spot_of(c, a);

	show_facility(c, a, &from, f, out);
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
	*out = (struct places_view){.organization = own->organization, .counted_at = own->counted_at};
	finder_read(c, "with", &out->asked);
	from = spot_of(c, &out->asked);
	for (size_t i = 0; i < out->asked.n_picks; i++)
		if (!out->asked.picks[i].program.v)
			ids[n++] = out->asked.picks[i].facility;
	TRY(directory_load(c->tx, ids, n, &loaded));
	for (size_t i = 0; i < out->asked.n_picks; i++) {
		struct finder_pick p = out->asked.picks[i];
		const struct own_program *o = p.program.v ? own_program_of(own, p.center, p.program) : NULL;

		if (o)
			show_own(c, &out->asked, &from, o, &out->v[out->n++]);
		for (size_t k = 0; !p.program.v && k < loaded.n; k++)
			if (loaded.v[k].id.v == p.facility.v)
				show_facility(c, &out->asked, &from, &loaded.v[k], &out->v[out->n++]);
	}
	return OK;
}
