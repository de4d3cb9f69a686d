/* finder_asked_view.c - what a search asks for, read from its address and written into one. */
#include "base/id.h"
#include "care/finder/finder_view.h"

static const int radii[] = {5, 10, 25, 50, 100};

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

static bool read_pick(str text, struct finder_pick *out)
{
	str program, first = str_cut(text, '.', &program);

	*out = (struct finder_pick){0};
	if (!program.p)
		return id_read(first, &out->facility.v);
	return id_read(first, &out->center.v) && id_read(program, &out->program.v);
}

static void read_picks(struct ctx *c, const char *name, struct finder_asked *out)
{
	str text;

	for (size_t i = 0; (text = query_nth(c, name, i)).p && out->n_picks < COUNT_OF(out->picks); i++) {
		struct finder_pick p;

		if (read_pick(text, &p) && !finder_picked(out, p))
			out->picks[out->n_picks++] = p;
	}
}

static void read_options(struct ctx *c, struct finder_asked *out)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t g = 0; g < pack->n_groups; g++) {
		const char *name = str_z(c->arena, pack->groups[g].code);
		str value;

		for (size_t i = 0; (value = query_nth(c, name, i)).p; i++) {
			int option = directory_option(pack->groups[g].code, value);

			if (option < 0 || directory_has(out->chosen, (size_t)option))
				continue;
			directory_add(&out->chosen, (size_t)option);
			out->n_chosen++;
		}
	}
}

void finder_read(struct ctx *c, const char *picks, struct finder_asked *out)
{
	int64_t miles;

	*out = (struct finder_asked){.near = str_trim(query_text(c, "near")),
		.miles = FINDER_MILES,
		.type = (enum program_type)code_find(&program_type_codes, query_text(c, "for")),
		.by_start = str_is(query_text(c, "sort"), "start"),
		.after = query_text(c, "after")};
	if (str_to_int(query_text(c, "miles"), &miles) && miles >= DIRECTORY_RADIUS_LEAST && miles <= DIRECTORY_RADIUS_MOST)
		out->miles = (int)miles;
	if (!strcmp(picks, "compare"))
		read_options(c, out);
	read_picks(c, picks, out);
}

/* ---- writing -------------------------------------------------------------------------------------------------------------- */

static struct url with_place(struct ctx *c, struct url u, const struct finder_asked *a)
{
	if (a->near.n)
		u = url_with(c, u, "near", a->near);
	if (a->type)
		u = url_with(c, u, "for", code_of(&program_type_codes, (int)a->type));
	if (a->miles != FINDER_MILES && a->miles)
		u = url_with(c, u, "miles", value_int(c, a->miles));
	return u;
}

static struct url with_picks(struct ctx *c, struct url u, const char *name, const struct finder_asked *a)
{
	for (size_t i = 0; i < a->n_picks; i++)
		u = url_with(c, u, name, finder_pick_text(c, a->picks[i]));
	return u;
}

struct url finder_search_url(struct ctx *c, const struct finder_asked *a)
{
	const struct directory_pack *pack = directory_pack();
	struct url u = with_place(c, url_find(), a);

	for (size_t g = 0; a->n_chosen && g < pack->n_groups; g++)
		for (size_t i = pack->groups[g].first; i < pack->groups[g].first + pack->groups[g].n; i++)
			if (directory_has(a->chosen, i))
				u = url_with(c, u, str_z(c->arena, pack->groups[g].code), pack->options[i].code);
	if (a->by_start)
		u = url_with(c, u, "sort", STR("start"));
	u = with_picks(c, u, "compare", a);
	if (a->after.n)
		u = url_with(c, u, "after", a->after);
	return u;
}

struct url finder_compare_url(struct ctx *c, const struct finder_asked *a)
{
	return with_place(c, with_picks(c, url_find_compare(), "with", a), a);
}

struct url finder_sheet_url(struct ctx *c, const struct finder_asked *a)
{
	return with_place(c, with_picks(c, url_call_sheet(), "with", a), a);
}

struct url finder_facility_url(struct ctx *c, const struct finder_asked *a, facility_id id)
{
	return with_picks(c, with_place(c, url_facility(c, id), a), "with", a);
}

/* ---- the chosen ones ------------------------------------------------------------------------------------------------------ */

static bool same(struct finder_pick a, struct finder_pick b)
{
	return a.facility.v == b.facility.v && a.center.v == b.center.v && a.program.v == b.program.v;
}

bool finder_picked(const struct finder_asked *a, struct finder_pick p)
{
	for (size_t i = 0; i < a->n_picks; i++)
		if (same(a->picks[i], p))
			return true;
	return false;
}

struct finder_asked finder_toggled(const struct finder_asked *a, struct finder_pick p)
{
	struct finder_asked out = *a;

	out.n_picks = 0;
	for (size_t i = 0; i < a->n_picks; i++)
		if (!same(a->picks[i], p))
			out.picks[out.n_picks++] = a->picks[i];
	if (out.n_picks == a->n_picks && out.n_picks < COUNT_OF(out.picks))
		out.picks[out.n_picks++] = p;
	return out;
}

str finder_pick_text(struct ctx *c, struct finder_pick p)
{
	if (p.program.v)
		return str_format(c->arena, "%s.%s", ID(p.center), ID(p.program));
	return str_format(c->arena, "%s", ID(p.facility));
}

/* ---- what a form offers ---------------------------------------------------------------------------------------------------- */

struct form_choices finder_miles_choices(struct ctx *c)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, COUNT_OF(radii));

	for (size_t i = 0; i < COUNT_OF(radii); i++)
		v[i] = (struct form_choice){.value = value_int(c, radii[i]), .label = str_format(c->arena, "%d miles", radii[i])};
	return (struct form_choices){v, COUNT_OF(radii)};
}

struct form_choices finder_type_choices(struct ctx *c)
{
	const struct directory_pack *pack = directory_pack();
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, pack->n_types);

	for (size_t i = 0; i < pack->n_types; i++)
		v[i] = (struct form_choice){.value = code_of(&program_type_codes, (int)pack->types[i].type),
			.label = code_label(&program_type_codes, (int)pack->types[i].type)};
	return (struct form_choices){v, pack->n_types};
}
