/* search.c - what stands near a point and has what was asked for. One pass over the band of latitudes that the circle covers. */
#include <math.h>

#include "base/id.h"
#include "care/directory/index.h"

#define EARTH_MILES 3958.8
#define MILES_PER_DEGREE (EARTH_MILES * M_PI / 180)

struct found {
	int64_t order; /* before the distance */
	double chord; /* squared, through the ball of radius 1 */
	const struct index_entry *at;
};

/* A group in which something was chosen. */
struct wanted {
	struct directory_set mask, chosen;
	bool all;
};

struct searching {
	const struct directory_query *q;
	struct directory_result *out;
	double from[3];
	struct wanted wanted[16];
	size_t n_wanted;
	struct index_entry *extras; /* the query's, as far as they may be near ... */
	const struct directory_extra **extra_of; /* ... and which of them each is */
	size_t n_extras;
	struct found *found;
};

static struct directory_set mask_of(const struct directory_group *g)
{
	struct directory_set mask = {0};

	for (size_t i = 0; i < g->n; i++)
		directory_add(&mask, g->first + i);
	return mask;
}

static struct directory_set both(struct directory_set a, struct directory_set b)
{
	return (struct directory_set){{a.bits[0] & b.bits[0], a.bits[1] & b.bits[1]}};
}

static bool any(struct directory_set s)
{
	return s.bits[0] || s.bits[1];
}

static void read_wanted(struct searching *s)
{
	const struct directory_pack *pack = directory_pack();

	for (size_t i = 0; i < pack->n_groups; i++) {
		struct directory_set mask = mask_of(&pack->groups[i]), chosen = both(mask, s->q->chosen);

		if (any(chosen))
			s->wanted[s->n_wanted++] = (struct wanted){mask, chosen, pack->groups[i].all};
	}
}

static bool has_wanted(const struct index_entry *e, const struct wanted *w)
{
	struct directory_set common = both(e->options, w->chosen);

	return w->all ? common.bits[0] == w->chosen.bits[0] && common.bits[1] == w->chosen.bits[1] : any(common);
}

static bool is_type(const struct index_entry *e, enum program_type type)
{
	return !type || (e->types >> type & 1);
}

static const struct directory_extra *extra_at(const struct searching *s, const struct index_entry *e)
{
	return s->n_extras && e >= s->extras && e < s->extras + s->n_extras ? s->extra_of[e - s->extras] : NULL;
}

static int64_t order_of(const struct searching *s, const struct index_entry *e)
{
	const struct directory_extra *x = s->q->extras_first ? extra_at(s, e) : NULL;

	if (!s->q->extras_first)
		return 0;
	return x ? x->order : INT64_MAX;
}

static double chord_to(const struct searching *s, const struct index_entry *e)
{
	double x = e->x - s->from[0], y = e->y - s->from[1], z = e->z - s->from[2];

	return x * x + y * y + z * z;
}

static double chord_of_miles(double miles)
{
	double half = sin(miles / EARTH_MILES / 2);

	return 4 * half * half;
}

static double miles_of_chord(double chord)
{
	return 2 * EARTH_MILES * asin(fmin(1, sqrt(chord) / 2));
}

static void count_options(unsigned *counts, struct directory_set s)
{
	for (unsigned half = 0; half < 2; half++)
		for (uint64_t bits = s.bits[half]; bits; bits &= bits - 1)
			counts[half * 64 + (unsigned)__builtin_ctzll(bits)]++;
}

static void count_types(unsigned *counts, const struct index_entry *e)
{
	counts[0]++;
	for (unsigned bits = e->types; bits; bits &= bits - 1)
		counts[__builtin_ctz(bits)]++;
}

/* Within the radius. */
static void meet(struct searching *s, const struct index_entry *e, double chord)
{
	struct directory_result *out = s->out;
	bool type = is_type(e, s->q->type);
	const struct wanted *missing = NULL;
	unsigned misses = 0;

	count_types(out->near_type, e);
	for (size_t i = 0; i < s->n_wanted; i++)
		if (!has_wanted(e, &s->wanted[i])) {
			missing = &s->wanted[i];
			misses++;
		}
	if (!misses)
		count_types(out->with_type, e);
	if (!type)
		return;
	if (!misses) {
		count_options(out->with_option, e->options);
		s->found[out->total++] = (struct found){order_of(s, e), chord, e};
	} else if (misses == 1 && !missing->all) {
		count_options(out->with_option, both(e->options, missing->mask));
	}
}

/* The first entry that is not south of this latitude. */
static size_t first_at(const struct directory_index *x, double latitude)
{
	size_t low = 0, high = x->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (x->v[middle].latitude < latitude * MICRO)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int nearer(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	if (x->chord < y->chord || x->chord > y->chord)
		return x->chord < y->chord ? -1 : 1;
	return x->at->id < y->at->id ? -1 : x->at->id > y->at->id;
}

static size_t page_size(const struct directory_query *q)
{
	return q->page && q->page <= DIRECTORY_PAGE_MOST ? q->page : DIRECTORY_PAGE_MOST;
}

/* The nearest first. A first page needs only as many of them as it shows: the rest stays as it is. */
static void put_in_order(struct searching *s)
{
	size_t n = s->out->total, first = str_empty(s->q->after) ? page_size(s->q) : n, at;
	struct found *v = s->found;

	if (first > n)
		first = n;
	if (first)
		qsort(v, first, sizeof(*v), nearer);
	for (size_t i = first; i < n; i++) {
		struct found f = v[i];

		if (nearer(&f, &v[first - 1]) >= 0)
			continue;
		v[i] = v[first - 1];
		for (at = first - 1; at && nearer(&f, &v[at - 1]) < 0; at--)
			v[at] = v[at - 1];
		v[at] = f;
	}
}

static void show(const struct searching *s, struct found f, struct directory_hit *out)
{
	const struct index_entry *e = f.at;

	*out = (struct directory_hit){.extra = extra_at(s, e),
		.id = {e->id},
		.miles = miles_of_chord(f.chord),
		.place = (enum directory_place)e->place,
		.latitude = e->latitude / MICRO,
		.longitude = e->longitude / MICRO,
		.options = e->options,
		.types = e->types};
}

static str key_of(struct arena *a, const struct found *f)
{
	return str_format(a, "%s", id_show(f->at->id).s);
}

/* A page is what follows the facility named by its key, so that it stays the same while a reader is away. */
static void cut_page(struct searching *s, struct arena *a)
{
	struct directory_result *out = s->out;
	size_t size = page_size(s->q), i = 0;
	int64_t after;

	if (!str_empty(s->q->after) && id_read(s->q->after, &after)) {
		while (i < out->total && s->found[i].at->id != after)
			i++;
		i = i < out->total ? i + 1 : 0;
	}
	out->first = i;
	for (; out->n < size && i < out->total; i++)
		show(s, s->found[i], &out->hits[out->n++]);
	if (i < out->total)
		out->next = key_of(a, &s->found[i - 1]);
	if (out->first > size)
		out->previous = key_of(a, &s->found[out->first - size - 1]);
	else if (out->first)
		out->previous = STR("");
}

static bool fits(const struct searching *s, const struct index_entry *e)
{
	for (size_t i = 0; i < s->n_wanted; i++)
		if (!has_wanted(e, &s->wanted[i]))
			return false;
	return is_type(e, s->q->type);
}

static void look_further(struct searching *s, const struct directory_index *x)
{
	struct found best = {0, 8, NULL};

	for (size_t i = 0; i < x->n + s->n_extras; i++) {
		const struct index_entry *e = i < x->n ? &x->v[i] : &s->extras[i - x->n];
		double chord = chord_to(s, e);

		if (chord < best.chord && fits(s, e))
			best = (struct found){0, chord, e};
	}
	s->out->further = best.at != NULL;
	if (best.at)
		show(s, best, &s->out->nearest);
}

static bool is_between(const struct directory_extra *x, double south, double north)
{
	return x->latitude >= south && x->latitude <= north;
}

/* The query's extras between two latitudes as entries like all others. */
static void read_extras(struct searching *s, struct arena *a, double south, double north)
{
	size_t n = 0;

	for (size_t i = 0; i < s->q->n_extras; i++)
		n += is_between(&s->q->extras[i], south, north);
	s->extras = ARENA_NEW_ARRAY(a, struct index_entry, n);
	s->extra_of = ARENA_NEW_ARRAY(a, const struct directory_extra *, n);
	s->n_extras = 0;
	for (size_t i = 0; i < s->q->n_extras; i++) {
		const struct directory_extra *x = &s->q->extras[i];
		double at[3];

		if (!is_between(x, south, north))
			continue;
		index_point(x->latitude, x->longitude, at);
		s->extra_of[s->n_extras] = x;
		s->extras[s->n_extras++] = (struct index_entry){.x = at[0],
			.y = at[1],
			.z = at[2],
			.id = x->id,
			.options = x->options,
			.latitude = (int32_t)lround(x->latitude * MICRO),
			.longitude = (int32_t)lround(x->longitude * MICRO),
			.types = (uint8_t)x->types,
			.place = (uint8_t)x->place};
	}
}

static void meet_within(struct searching *s, const struct index_entry *v, size_t n, double within)
{
	for (size_t i = 0; i < n; i++) {
		double chord = chord_to(s, &v[i]);

		if (chord <= within)
			meet(s, &v[i], chord);
	}
}

err directory_search(struct tx *tx, const struct directory_query *q, struct directory_result *out)
{
	struct ctx *c = tx_ctx(tx);
	struct searching s = {.q = q, .out = out};
	const struct directory_index *x;
	double within = chord_of_miles(q->miles), degrees = q->miles / MILES_PER_DEGREE, latitude = q->near.latitude;
	size_t from, to;

	*out = (struct directory_result){0};
	TRY(index_of(tx, &x));
	out->loaded = x->stamp != 0;
	read_wanted(&s);
	index_point(q->near.latitude, q->near.longitude, s.from);
	from = first_at(x, latitude - degrees);
	to = first_at(x, latitude + degrees);
	read_extras(&s, c->arena, latitude - degrees - 0.001, latitude + degrees + 0.001);
	s.found = ARENA_NEW_ARRAY(c->arena, struct found, to - from + s.n_extras);
	meet_within(&s, x->v + from, to - from, within);
	meet_within(&s, s.extras, s.n_extras, within);
	put_in_order(&s);
	cut_page(&s, c->arena);
	if (!out->total) {
		read_extras(&s, c->arena, -90, 90);
		look_further(&s, x);
	}
	return OK;
}
