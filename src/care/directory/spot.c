/* spot.c - where to look from: what a person types, as a point. */
#include <ctype.h>

#include "care/directory/directory.h"
#include "care/directory/place.h"
#include "care/directory/text.h"

double directory_miles(double latitude, double longitude, double other_latitude, double other_longitude)
{
	return place_miles((struct point){latitude, longitude}, (struct point){other_latitude, other_longitude});
}

static void set(struct directory_spot *out, enum directory_spot_kind kind, struct point p, str label)
{
	*out = (struct directory_spot){.kind = kind, .latitude = p.latitude, .longitude = p.longitude, .label = label};
}

static bool all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isdigit((unsigned char)s.p[i]))
			return false;
	return s.n > 0;
}

static err of_zip(struct ctx *c, const char *field, str zip, struct directory_spot *out)
{
	struct point p;

	if (place_of_zip(zip, &p))
		set(out, DIRECTORY_SPOT_ZIP, p, str_copy(c->arena, zip));
	else if (place_of_zip_area(zip, &p))
		set(out, DIRECTORY_SPOT_ZIP_AREA, p, str_copy(c->arena, zip));
	else
		return problem(
			c, field, "We do not know the ZIP code %.*s. Check it, or enter a city and state.", STR_ARG(zip));
	return OK;
}

/* "30.2634,-97.7145" */
static bool of_point(struct ctx *c, str s, struct directory_spot *out)
{
	const char *text = str_z(c->arena, s);
	struct point p;
	char *end;

	if (!text[0] || strspn(text, "0123456789.,+- ") != s.n || !strchr(text, ','))
		return false;
	p.latitude = strtod(text, &end);
	if (end == text || *end != ',')
		return false;
	text = end + 1;
	p.longitude = strtod(text, &end);
	if (end == text || *end || !place_is_american(p))
		return false;
	set(out, DIRECTORY_SPOT_POINT, p, STR("your location"));
	return true;
}

/* The state whose code or name ends the key, and what stands before it. */
static const struct directory_name *state_at_end(struct arena *a, str key, str *city)
{
	const struct directory_pack *pack = directory_pack();
	const struct directory_name *best = NULL;
	size_t length = 0;

	for (size_t i = 0; i < pack->n_states; i++) {
		const str forms[] = {text_key(a, pack->states[i].code), text_key(a, pack->states[i].name)};

		for (size_t k = 0; k < COUNT_OF(forms); k++)
			if (forms[k].n > length && key.n > forms[k].n + 1 && key.p[key.n - forms[k].n - 1] == ' ' &&
				str_eq(str_slice(key, key.n - forms[k].n, key.n), forms[k])) {
				best = &pack->states[i];
				length = forms[k].n;
			}
	}
	if (best)
		*city = str_slice(key, 0, key.n - length - 1);
	return best;
}

static err of_city(struct ctx *c, const char *field, str typed, struct directory_spot *out)
{
	str key = text_key(c->arena, typed), city, name;
	const struct directory_name *state = state_at_end(c->arena, key, &city);
	struct point p;

	if (!state)
		return problem(c, field, "Enter a ZIP code, or a city with its state, like Austin, TX.");
	if (!place_of_city(c->arena, state->code, city, &p, &name))
		return problem(c, field, "We do not know a city of this name in %.*s. Check it, or enter a ZIP code.",
			STR_ARG(state->name));
	set(out, DIRECTORY_SPOT_CITY, p, str_format(c->arena, "%.*s, %.*s", STR_ARG(name), STR_ARG(state->code)));
	out->state = state->code;
	return OK;
}

err directory_spot(struct ctx *c, const char *field, str typed, struct directory_spot *out)
{
	str s = str_trim(typed);

	*out = (struct directory_spot){0};
	if (s.n > 100 || str_empty(s) || !str_valid_text(s))
		return problem(c, field, "Enter a ZIP code, or a city with its state, like Austin, TX.");
	if ((s.n == 5 && all_digits(s)) ||
		(s.n == 10 && s.p[5] == '-' && all_digits(str_slice(s, 0, 5)) && all_digits(str_slice(s, 6, 10))))
		return of_zip(c, field, str_slice(s, 0, 5), out);
	if (of_point(c, s, out))
		return OK;
	return of_city(c, field, s, out);
}

bool directory_address(struct arena *a, str zip, str street, struct directory_spot *out)
{
	str five = str_slice(zip, 0, 5);
	struct point p;

	*out = (struct directory_spot){0};
	if (place_of_street(a, five, street, &p))
		set(out, DIRECTORY_SPOT_POINT, p, five);
	else if (place_of_zip(five, &p))
		set(out, DIRECTORY_SPOT_ZIP, p, five);
	else if (place_of_zip_area(five, &p))
		set(out, DIRECTORY_SPOT_ZIP_AREA, p, five);
	return out->kind != 0;
}

/* ---- what was meant ---------------------------------------------------------------------------------------------------- */

#define GUESSES 6
#define LETTERS 40 /* of a city's name that are compared */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters are to be added, left out or changed to come from a to b. */
static size_t edits(str a, str b)
{
	size_t row[LETTERS + 1];

	a.n = least(a.n, LETTERS);
	b.n = least(b.n, LETTERS);
	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t change = diagonal + (a.p[i - 1] != b.p[k - 1]);

			diagonal = row[k];
			row[k] = least(change, least(row[k], row[k - 1]) + 1);
		}
	}
	return row[b.n];
}

struct guesses {
	str v[GUESSES];
	size_t far[GUESSES];
	size_t n;
};

/* The nearest stand first. */
static void guess(struct guesses *g, struct arena *a, str name, str state, size_t far)
{
	size_t i = g->n < GUESSES ? g->n++ : GUESSES - 1;

	if (g->n == GUESSES && i == GUESSES - 1 && g->v[i].n && g->far[i] <= far)
		return;
	for (; i && g->far[i - 1] > far; i--) {
		g->v[i] = g->v[i - 1];
		g->far[i] = g->far[i - 1];
	}
	g->v[i] = str_format(a, "%.*s, %.*s", STR_ARG(name), STR_ARG(state));
	g->far[i] = far;
}

/* A name of some letters may have two that are wrong, a short one only one. */
static size_t edits_most(str key)
{
	return key.n > 5 ? 2 : 1;
}

struct texts directory_city_guesses(struct ctx *c, str typed)
{
	str whole = text_key(c->arena, str_valid_text(typed) && typed.n <= 100 ? typed : STR("")), city = whole, state, key, name;
	const struct directory_name *in = state_at_end(c->arena, whole, &city);
	str start = in ? str_format(c->arena, "%.*s,", STR_ARG(in->code)) : STR("");
	struct guesses *g = ARENA_NEW(c->arena, struct guesses);
	size_t at = 0;

	city = text_city(c->arena, city);
	while (city.n > 2 && place_city_next(start, &at, &state, &key, &name)) {
		size_t far = in ? edits(city, key) : str_eq(city, key) ? 0 : SIZE_MAX;

		if (far <= edits_most(city))
			guess(g, c->arena, name, state, far);
	}
	return (struct texts){g->v, g->n};
}
