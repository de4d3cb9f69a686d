/* demo_pack.c - reading packs/sample/, and the dice. */
#include "care/pack_json.h"
#include "cli/demo/demo.h"

uint64_t dice_next(struct dice *d)
{
	/* splitmix64: a counter and a mixing function, so any seed is a good one */
	uint64_t z = d->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

int dice_below(struct dice *d, int n)
{
	return (int)(dice_next(d) % (uint64_t)n);
}

int dice_between(struct dice *d, int least, int most)
{
	return least + dice_below(d, most - least + 1);
}

bool dice_percent(struct dice *d, int percent)
{
	return dice_below(d, 100) < percent;
}

str demo_pick(struct dice *d, struct texts from)
{
	return from.v[dice_below(d, (int)from.n)];
}

static err open_pack(struct ctx *c, const char *path, struct pack_value *top)
{
	const struct pack_file *file = pack_find(str_of(path));

	if (!file)
		FAIL(c, ERR_BUG, "This program was built without %s.", path);
	return pack_open(c, file, top);
}

static void read_block(struct pack_value v, struct demo_block *b)
{
	*b = (struct demo_block){.kind = pack_text(v, "kind", 40),
		.title = pack_text(v, "title", 100),
		.start = pack_number(v, "start", 0, 1439, 0),
		.end = pack_number(v, "end", 1, 1440, 0),
		.break_start = pack_number(v, "break_start", 0, 1439, 0),
		.break_end = pack_number(v, "break_end", 0, 1440, 0)};
}

static void read_track(struct pack_value v, struct demo_track *t)
{
	*t = (struct demo_track){.name = pack_text(v, "name", 100),
		.seats = pack_number(v, "seats", 1, 200, 10),
		.room = pack_number(v, "room", 0, DEMO_ROOMS - 1, 0),
		.lead = pack_number(v, "lead", 0, DEMO_CLINICIANS - 1, 0)};
	t->n_days = pack_numbers(v, "days", 1, 7, t->days, COUNT_OF(t->days));
	t->n_blocks = pack_count(v, "blocks", DEMO_BLOCKS);
	for (size_t i = 0; i < t->n_blocks; i++)
		read_block(pack_entry(v, "blocks", i), &t->blocks[i]);
}

static void read_program(struct ctx *c, struct pack_value v, struct demo_program *p)
{
	struct pack_value house = pack_object(v, "house");

	*p = (struct demo_program){.name = pack_text(v, "name", 100),
		.level = pack_text(v, "level", 20),
		.type = (enum program_type)code_find(&program_type_codes, pack_text(v, "type", 40)),
		.least_age = pack_number(v, "least_age", 0, 120, 0),
		.most_age = pack_number(v, "most_age", 0, 120, 0),
		.weeks = pack_number(v, "weeks", 1, 104, 12),
		.rules = pack_texts(v, "rules", 10, 60)};
	if (house.json) {
		p->house = pack_text(house, "name", 100);
		p->house_hours = pack_number(house, "least_hours", 0, 168, 9);
		p->house_days = pack_number(house, "least_days", 0, 7, 3);
		p->house_late = pack_number(house, "late", 0, 240, 10);
		p->house_credit = pack_number(house, "credit", 0, 100, 0);
	}
	p->n_tracks = pack_count(v, "tracks", DEMO_TRACKS);
	p->tracks = ARENA_NEW_ARRAY(c->arena, struct demo_track, p->n_tracks);
	for (size_t i = 0; i < p->n_tracks; i++)
		read_track(pack_entry(v, "tracks", i), &p->tracks[i]);
}

static void read_places(struct ctx *c, struct pack_value v, struct demo_pack *out)
{
	out->organization = pack_text(v, "organization", 100);
	out->centers = pack_texts(v, "centers", 100, 60);
	out->streets = pack_texts(v, "streets", 100, 60);
	out->n_towns = pack_count(v, "towns", 100);
	out->towns = ARENA_NEW_ARRAY(c->arena, struct demo_town, out->n_towns);
	for (size_t i = 0; i < out->n_towns; i++) {
		struct pack_value t = pack_entry(v, "towns", i);

		out->towns[i] = (struct demo_town){pack_text(t, "city", 60), pack_text(t, "state", 2), pack_text(t, "zip", 10),
			pack_text(t, "area", 3), pack_text(t, "zone", 40)};
	}
	out->n_rooms = pack_count(v, "rooms", DEMO_ROOMS);
	for (size_t i = 0; i < out->n_rooms; i++) {
		struct pack_value r = pack_entry(v, "rooms", i);

		out->rooms[i] = (struct demo_room){pack_text(r, "name", 60), pack_number(r, "seats", 1, 500, 12)};
	}
	out->n_closures = pack_count(v, "closures", 50);
	out->closures = ARENA_NEW_ARRAY(c->arena, struct demo_closure, out->n_closures);
	for (size_t i = 0; i < out->n_closures; i++) {
		struct pack_value d = pack_entry(v, "closures", i);

		out->closures[i] = (struct demo_closure){
			pack_number(d, "month", 1, 12, 1), pack_number(d, "day", 1, 31, 1), pack_text(d, "name", 60)};
	}
}

err demo_pack_load(struct ctx *c, struct demo_pack *out)
{
	struct pack_value people, places, programs;

	TRY(open_pack(c, "packs/sample/people.json", &people));
	TRY(open_pack(c, "packs/sample/places.json", &places));
	TRY(open_pack(c, "packs/sample/programs.json", &programs));
	TRY(kinds_load(c, &out->kinds));
	out->given = pack_texts(people, "given", 500, 60);
	out->family = pack_texts(people, "family", 500, 60);
	out->pronouns = pack_texts(people, "pronouns", 20, 30);
	out->credentials = pack_texts(people, "credentials", 50, 30);
	read_places(c, places, out);
	out->n_programs = pack_count(programs, "programs", 20);
	out->programs = ARENA_NEW_ARRAY(c->arena, struct demo_program, out->n_programs);
	for (size_t i = 0; i < out->n_programs; i++)
		read_program(c, pack_entry(programs, "programs", i), &out->programs[i]);
	return problems_end(c);
}
