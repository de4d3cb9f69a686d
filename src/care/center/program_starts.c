/* program_starts.c - reading the pack of program starts. */
#include "care/center/program_starts.h"

static struct opt_int age(struct pack_value v, const char *key)
{
	return (struct opt_int){pack_has(v, key), pack_number(v, key, 0, 120, 0)};
}

static struct house_details house_of(struct pack_value p)
{
	struct pack_value h = pack_object(p, "house");

	if (!h.json)
		return (struct house_details){0};
	return (struct house_details){.name = pack_text(h, "name", 100), .least_week_min = pack_number(h, "least_week_minutes", 0, 10080, 0),
		.most_week_min = {pack_has(h, "most_week_minutes"), pack_number(h, "most_week_minutes", 0, 10080, 0)},
		.least_days = pack_number(h, "least_days", 0, 7, 0), .late_after_min = pack_number(h, "late_after", 0, 240, 10),
		.least_credit_percent = pack_number(h, "least_percent", 0, 100, 0)};
}

static struct program_start start_of(struct pack_value p)
{
	struct program_start s = {.about = pack_text(p, "about", 200), .name = pack_text(p, "name", 100), .level = pack_text(p, "level", 20),
		.least_age = age(p, "least_age"), .most_age = age(p, "most_age"), .weeks = pack_number(p, "weeks", 1, 104, 12),
		.rules = pack_texts(p, "rules", 20, 60), .house = house_of(p)};

	s.type = (enum program_type)code_find(&program_type_codes, pack_text(p, "type", 40));
	if (!s.type)
		pack_wrong(p, "type", "must be a type of program");
	return s;
}

err program_starts_load(struct ctx *c, struct program_starts *out)
{
	const struct pack_file *file = pack_find(STR("packs/programs/starts.json"));
	struct problem **before = c->problems_end; /* a form's own problems are not the pack's */
	struct pack_value top;
	struct program_start *v;

	if (!file)
		FAIL(c, ERR_BUG, "This program was built without the starts of programs.");
	TRY(pack_open(c, file, &top));
	out->n = pack_count(top, "programs", 20);
	out->v = v = ARENA_NEW_ARRAY(c->arena, struct program_start, out->n);
	for (size_t i = 0; i < out->n; i++)
		v[i] = start_of(pack_entry(top, "programs", i));
	return c->problems_end == before ? OK : ERR_INVALID;
}

err program_start_of(struct ctx *c, enum program_type type, struct program_start *out)
{
	struct program_starts all;

	TRY(program_starts_load(c, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].type == type) {
			*out = all.v[i];
			return OK;
		}
	return ERR_NOT_FOUND;
}
