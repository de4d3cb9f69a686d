/* finder_view.c - a search's results made ready to be shown, and the words that all pages of the finder share. */
#include <math.h>

#include "care/finder/finder_view.h"

/* ---- words ---------------------------------------------------------------------------------------------------------------- */

struct label finder_seats(int64_t open)
{
	if (open <= 0)
		return label_format("No seat open now");
	return label_format("%lld %s open now", (long long)open, open == 1 ? "seat" : "seats");
}

struct label finder_distance(double miles, enum directory_place place)
{
	if (place != DIRECTORY_PLACE_EXACT)
		return miles < 1 ? label_format("about a mile or less") : label_format("about %.0f %s", miles, miles < 1.5 ? "mile" : "miles");
	if (miles < 0.1)
		return label_format("less than 0.1 miles");
	return label_format(miles < 9.95 ? "%.1f miles" : "%.0f miles", miles);
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

/* Ten digits and what stands behind an x; anything else stays as it is. */
static bool phone_parts(struct ctx *c, str phone, str *ten, str *extension)
{
	char *digits = arena_alloc(c->arena, phone.n + 1);
	size_t at = str_find(phone, 'x', 0), n = 0;

	for (size_t i = 0; i < at; i++)
		if (is_digit(phone.p[i]))
			digits[n++] = phone.p[i];
	*ten = n == 11 && *digits == '1' ? (str){digits + 1, 10} : (str){digits, n};
	*extension = at < phone.n ? str_trim(str_slice(phone, at + 1, phone.n)) : STR_NONE;
	return ten->n == 10;
}

str finder_phone(struct ctx *c, str phone)
{
	str ten, extension;

	if (!phone_parts(c, phone, &ten, &extension))
		return phone;
	return str_format(c->arena, "%.3s-%.3s-%.4s%s%.*s", ten.p, ten.p + 3, ten.p + 6, extension.n ? ", extension " : "",
		STR_ARG(extension));
}

struct url finder_call(struct ctx *c, str phone)
{
	str ten, extension;

	if (!phone_parts(c, phone, &ten, &extension))
		return url_format(c, "tel:%.*s", STR_ARG(ten));
	return url_format(c, "tel:+1%.*s%s%.*s", STR_ARG(ten), extension.n ? ";ext=" : "", STR_ARG(extension));
}

struct url finder_website(struct ctx *c, str website)
{
	bool whole = str_starts(website, "http://") || str_starts(website, "https://");

	return (struct url){whole ? website : str_format(c->arena, "http://%.*s", STR_ARG(website))};
}

static bool same_hours(const struct profile_day *a, const struct profile_day *b)
{
	return a->start == b->start && a->end == b->end;
}

static bool is_first(const struct profile_track *t, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (same_hours(&t->days[k], &t->days[i]))
			return false;
	return true;
}

struct texts finder_week(struct ctx *c, const struct profile_track *t)
{
	str *v = ARENA_NEW_ARRAY(c->arena, str, t->n_days);
	size_t n = 0;

	for (size_t i = 0; i < t->n_days; i++) {
		const struct profile_day *d = &t->days[i];
		str days = STR("");

		if (!is_first(t, i))
			continue;
		for (size_t k = i; k < t->n_days; k++)
			if (same_hours(d, &t->days[k]))
				days = str_format(c->arena, "%.*s%.3s, ", STR_ARG(days), show_weekday(t->days[k].weekday).s);
		v[n++] = str_format(c->arena, "%.*s%s to %s", STR_ARG(days), show_minute(d->start).s, show_minute(d->end % (24 * 60)).s);
	}
	return (struct texts){v, n};
}

str finder_ages(struct ctx *c, struct opt_int least, struct opt_int most)
{
	if (least.set && most.set)
		return str_format(c->arena, "Ages %lld to %lld", (long long)least.v, (long long)most.v);
	if (least.set)
		return str_format(c->arena, "Ages %lld and older", (long long)least.v);
	if (most.set)
		return str_format(c->arena, "Up to age %lld", (long long)most.v);
	return STR_NONE;
}

struct texts finder_labels(struct ctx *c, struct directory_set options, const char *group)
{
	const struct directory_pack *pack = directory_pack();
	size_t g = 0, n = 0;
	str *v;

	while (g < pack->n_groups && !str_is(pack->groups[g].code, group))
		g++;
	if (g == pack->n_groups)
		return (struct texts){0};
	v = ARENA_NEW_ARRAY(c->arena, str, pack->groups[g].n);
	for (size_t i = pack->groups[g].first; i < pack->groups[g].first + pack->groups[g].n; i++)
		if (directory_has(options, i))
			v[n++] = pack->options[i].label;
	return (struct texts){v, n};
}

str finder_list(struct ctx *c, struct texts t)
{
	struct buf b;
	str s;

	buf_init(&b, 16384);
	for (size_t i = 0; i < t.n; i++) {
		if (i)
			BUF_LIT(&b, ", ");
		buf_str(&b, t.v[i]);
	}
	s = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return s;
}

str finder_address(struct ctx *c, str street, str city, str state, str zip)
{
	return str_format(c->arena, "%.*s%s%.*s%s%.*s %.*s", STR_ARG(street), street.n && city.n ? ", " : "", STR_ARG(city),
		city.n && state.n ? ", " : "", STR_ARG(state), STR_ARG(zip));
}

str finder_source(struct ctx *c, const struct directory_facility *f)
{
	str *v = ARENA_NEW_ARRAY(c->arena, str, f->n_origins);
	size_t n = 0;

	for (size_t i = 0; i < f->n_origins; i++) {
		size_t k = 0;

		while (k < n && !str_eq(v[k], f->origins[i].name))
			k++;
		if (k == n)
			v[n++] = f->origins[i].name;
	}
	return finder_list(c, (struct texts){v, n});
}

const struct directory_type *finder_type_at(unsigned types, size_t i)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t k = 0; k < pack->n_types; k++)
		if (types >> pack->types[k].type & 1 && !i--)
			return &pack->types[k];
	return NULL;
}

/* ---- the search ------------------------------------------------------------------------------------------------------------ */

static const struct own_program *program_at(const struct own_programs *own, const struct directory_extra *x)
{
	for (size_t i = 0; i < own->n; i++)
		if (own->v[i].at.id == x->id)
			return &own->v[i];
	return NULL;
}

static const struct directory_facility *facility_at(const struct directory_facilities *loaded, facility_id id)
{
	for (size_t i = 0; i < loaded->n; i++)
		if (loaded->v[i].id.v == id.v)
			return &loaded->v[i];
	return NULL;
}

/* False: it is gone since the search's index was made. */
static bool show_card(struct ctx *c, const struct own_programs *own, const struct directory_facilities *loaded,
	const struct directory_hit *hit, const struct finder_view *v, struct finder_card *out)
{
	struct finder_pick pick = {0};
	struct finder_asked there;

	*out = (struct finder_card){.hit = hit, .options = hit->options};
	if (hit->extra)
		out->own = program_at(own, hit->extra);
	else
		out->f = facility_at(loaded, hit->id);
	if (!out->own && !out->f)
		return false;
	if (out->own)
		pick = (struct finder_pick){.center = out->own->p.center, .program = out->own->p.id};
	else
		pick.facility = hit->id;
	if (hit->miles > 0.2)
		out->direction = finder_direction(&v->spot, hit->latitude, hit->longitude);
	out->picked = finder_picked(&v->asked, pick);
	there = finder_toggled(&v->asked, pick);
	out->toggle = finder_search_url(c, &there);
	out->page = out->own ? url_program_page(c, pick.center, pick.program) : finder_facility_url(c, &v->asked, hit->id);
	return true;
}

static err load_hits(struct ctx *c, const struct directory_result *r, struct directory_facilities *out)
{
	facility_id ids[DIRECTORY_PAGE_MOST];
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if (!r->hits[i].extra)
			ids[n++] = r->hits[i].id;
	if (!r->n && r->further && !r->nearest.extra)
		ids[n++] = r->nearest.id;
	return directory_load(c->tx, ids, n, out);
}

err finder_search(struct ctx *c, const struct own_programs *own, struct finder_view *v)
{
	struct directory_query q = {.near = v->spot,
		.miles = v->asked.miles,
		.type = v->asked.type,
		.chosen = v->asked.chosen,
		.after = v->asked.after,
		.page = FINDER_PAGE,
		.extras = own->extras,
		.n_extras = own->n_extras,
		.extras_first = v->asked.by_start};
	struct directory_facilities loaded;

	v->found = ARENA_NEW(c->arena, struct directory_result);
	TRY(directory_search(c->tx, &q, v->found));
	TRY(load_hits(c, v->found, &loaded));
	for (size_t i = 0; i < v->found->n; i++) {
		struct finder_card *card = &v->cards[v->n_cards];

		if (!show_card(c, own, &loaded, &v->found->hits[i], v, card))
			continue;
		card->number = v->found->first + i + 1;
		v->n_own += card->own != NULL;
		v->n_cards++;
	}
	if (!v->found->total && v->found->further)
		(void)show_card(c, own, &loaded, &v->found->nearest, v, &v->nearest);
	finder_draw(&v->spot, v->cards, v->n_cards, &v->map);
	return OK;
}
