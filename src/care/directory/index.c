/* index.c - making the index, and sharing it. A process keeps one; a request that finds a newer edition makes the next, while others
 * still read the old one, which goes with its last reader. */
#include <math.h>
#include <pthread.h>

#include "care/directory/codes.h"
#include "care/directory/index.h"
#include "directory.sql.h"

#define INDEX_MOST ((size_t)256 << 20)

struct directory_memory {
	pthread_mutex_t lock;
	pthread_mutex_t making; /* one request makes the next index, the others wait for it */
	struct directory_index *newest;
};

void index_point(double latitude, double longitude, double out[3])
{
	const double rad = M_PI / 180;

	out[0] = cos(latitude * rad) * cos(longitude * rad);
	out[1] = cos(latitude * rad) * sin(longitude * rad);
	out[2] = sin(latitude * rad);
}

/* ---- making ---------------------------------------------------------------------------------------------------------- */

struct making {
	struct directory_index *index;
	struct index_entry now; /* the facility whose rows are being read */
	uint32_t rules;
	bool lists[4]; /* lists whose codes it has already, from a newer edition */
};

static void finish(struct making *m)
{
	struct directory_index *x = m->index;

	if (!m->now.id || !m->now.place)
		return;
	if (x->n == x->room) {
		struct index_entry *more = ARENA_NEW_ARRAY(&x->arena, struct index_entry, x->room ? 2 * x->room : 4096);

		if (x->n)
			memcpy(more, x->v, x->n * sizeof(*more));
		x->room = x->room ? 2 * x->room : 4096;
		x->v = more;
	}
	m->now.types = (uint8_t)directory_types(m->rules);
	x->v[x->n++] = m->now;
}

static void add_codes(struct making *m, enum directory_list list, str codes)
{
	if (m->lists[list] || str_empty(codes))
		return;
	m->lists[list] = true;
	while (codes.p) {
		const struct directory_meaning *is = directory_meaning(list, str_cut(codes, '\n', &codes));

		if (!is)
			continue;
		m->now.options.bits[0] |= is->options.bits[0];
		m->now.options.bits[1] |= is->options.bits[1];
		m->rules |= is->rules;
	}
}

static err add_row(void *arg, const struct directory_places_row *row)
{
	struct making *m = arg;

	if (row->facility_id.v != m->now.id) {
		finish(m);
		*m = (struct making){.index = m->index, .now = {.id = row->facility_id.v}};
	}
	add_codes(m, row->list, row->codes);
	if (row->place && (!m->now.place || row->place < m->now.place)) {
		double p[3];

		m->now.place = (uint8_t)row->place;
		m->now.latitude = (int32_t)row->latitude.v;
		m->now.longitude = (int32_t)row->longitude.v;
		index_point(m->now.latitude / MICRO, m->now.longitude / MICRO, p);
		m->now.x = p[0];
		m->now.y = p[1];
		m->now.z = p[2];
	}
	return OK;
}

static int by_latitude(const void *a, const void *b)
{
	const struct index_entry *x = a, *y = b;

	if (x->latitude != y->latitude)
		return x->latitude < y->latitude ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void destroy(struct directory_index *x)
{
	arena_free(&x->arena);
	free(x);
}

/* ---- codes ------------------------------------------------------------------------------------------------------------ */

/* The slot of a code, or the free one where it would be. */
static size_t slot_of(const struct directory_index *x, enum directory_list list, str code)
{
	uint32_t at = 2166136261u ^ (uint32_t)list;

	for (size_t i = 0; i < code.n; i++)
		at = (at ^ (unsigned char)code.p[i]) * 16777619u;
	for (at ^= at >> 15;; at++) {
		uint16_t place = x->slots[at % INDEX_SLOTS];

		if (!place || (x->codes[place - 1].list == list && str_eq(x->codes[place - 1].code, code)))
			return at % INDEX_SLOTS;
	}
}

size_t index_code(const struct directory_index *x, enum directory_list list, str code)
{
	uint16_t place = x->slots[slot_of(x, list, code)];

	return place ? place - 1u : x->n_codes;
}

static err add_sheets(struct tx *tx, struct directory_index *x)
{
	struct arena *a = &x->arena;
	struct directory_codes_rows rows;

	TRY(directory_codes(tx, &rows));
	x->codes = ARENA_NEW_ARRAY(a, struct index_code, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct directory_codes_row *r = &rows.v[i];

		x->codes[i] =
			(struct index_code){r->list, str_copy(a, r->code), str_copy(a, r->category), str_copy(a, r->category_name),
				str_copy(a, r->name), r->description.p ? str_copy(a, r->description) : STR_NONE};
		x->n_codes = i + 1;
		x->slots[slot_of(x, r->list, r->code)] = (uint16_t)(i + 1);
	}
	return OK;
}

/* What a request holds while it makes an index: it may run out of memory half way and leave. */
struct half {
	struct directory_index *index;
	pthread_mutex_t *making; /* NULL: not held */
};

static void drop_half(void *arg)
{
	struct half *h = arg;

	if (h->index)
		destroy(h->index);
	if (h->making)
		pthread_mutex_unlock(h->making);
	*h = (struct half){0};
}

static err make(struct tx *tx, int64_t stamp, bool places, struct half *h, struct directory_index **out)
{
	struct making m = {.index = calloc(1, sizeof(struct directory_index))};

	if (!m.index)
		FAIL(tx_ctx(tx), ERR_BUSY, "There is no memory for the directory just now. Try again.");
	h->index = m.index;
	arena_init(&m.index->arena, INDEX_MOST);
	m.index->arena.exhausted = tx_ctx(tx)->arena->exhausted;
	m.index->stamp = stamp;
	TRY(add_sheets(tx, m.index));
	if (stamp && places)
		TRY(directory_places(tx, add_row, &m));
	finish(&m);
	if (m.index->n)
		qsort(m.index->v, m.index->n, sizeof(*m.index->v), by_latitude);
	m.index->arena.exhausted = NULL;
	h->index = NULL;
	*out = m.index;
	return OK;
}

/* ---- sharing --------------------------------------------------------------------------------------------------------- */

struct directory_memory *directory_memory_open(void)
{
	struct directory_memory *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL; /* searches then read the directory each time */
	pthread_mutex_init(&m->lock, NULL);
	pthread_mutex_init(&m->making, NULL);
	return m;
}

void directory_memory_close(struct directory_memory *m)
{
	if (!m)
		return;
	if (m->newest)
		destroy(m->newest);
	pthread_mutex_destroy(&m->lock);
	pthread_mutex_destroy(&m->making);
	free(m);
}

struct use {
	struct directory_memory *m; /* NULL: the index is this request's own */
	struct directory_index *x;
};

static void release(struct directory_memory *m, struct directory_index *x)
{
	bool last;

	pthread_mutex_lock(&m->lock);
	last = --x->users == 0 && x != m->newest;
	pthread_mutex_unlock(&m->lock);
	if (last)
		destroy(x);
}

static void end_use(void *arg)
{
	struct use *u = arg;

	if (u->x && u->m)
		release(u->m, u->x);
	else if (u->x)
		destroy(u->x);
}

/* The newest, if it is of this edition. */
static struct directory_index *take(struct directory_memory *m, int64_t stamp)
{
	struct directory_index *x = NULL;

	pthread_mutex_lock(&m->lock);
	if (m->newest && m->newest->stamp == stamp) {
		x = m->newest;
		x->users++;
	}
	pthread_mutex_unlock(&m->lock);
	return x;
}

/* Puts x, in use once, in the place of an older one. */
static void put(struct directory_memory *m, struct directory_index *x)
{
	struct directory_index *old = x;

	pthread_mutex_lock(&m->lock);
	x->users = 1;
	if (!m->newest || m->newest->stamp < x->stamp) {
		old = m->newest;
		m->newest = x;
	}
	if (old && (old == x || old->users))
		old = NULL; /* its last reader takes it away */
	pthread_mutex_unlock(&m->lock);
	if (old)
		destroy(old);
}

static err make_shared(
	struct tx *tx, struct directory_memory *m, int64_t stamp, struct half *h, struct directory_index **out)
{
	*out = take(m, stamp);
	if (*out)
		return OK;
	TRY(make(tx, stamp, true, h, out));
	put(m, *out);
	return OK;
}

static err find(struct tx *tx, bool places, const struct directory_index **out)
{
	struct ctx *c = tx_ctx(tx);
	struct use *u = ARENA_NEW(c->arena, struct use);
	struct half *h = ARENA_NEW(c->arena, struct half);
	struct directory_stamp_row stamp;
	err e = OK;

	arena_on_free(c->arena, drop_half, h);
	arena_on_free(c->arena, end_use, u);
	TRY(directory_stamp(tx, &stamp));
	u->m = c->directory;
	u->x = u->m ? take(u->m, stamp.stamp) : NULL;
	if (!u->x && u->m) {
		pthread_mutex_lock(&u->m->making);
		h->making = &u->m->making;
		e = make_shared(tx, u->m, stamp.stamp, h, &u->x);
	} else if (!u->x) {
		e = make(tx, stamp.stamp, places, h, &u->x);
	}
	drop_half(h);
	*out = u->x;
	return e;
}

err index_of(struct tx *tx, const struct directory_index **out)
{
	return find(tx, true, out);
}

err index_codes_of(struct tx *tx, const struct directory_index **out)
{
	return find(tx, false, out);
}
