/* journal_seal.c - chaining the rows of the journal in batches, and reading the chains again to prove them whole. */
#include "access/journal.h"

#include "access/inner.h"
#include "access/journal_row.h"
#include "journal.sql.h"

static const struct hash no_seal; /* before the first one */

static bytes bytes_of(const struct hash *h)
{
	return (bytes){h->b, sizeof(h->b)};
}

static void put_id(uint8_t *to, int64_t v)
{
	for (int i = 0; i < 8; i++)
		to[i] = (uint8_t)((uint64_t)v >> (56 - 8 * i));
}

static int64_t get_id(const uint8_t *from)
{
	uint64_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 8 | from[i];
	return (int64_t)v;
}

/* Seals are as long as they are: fixed parts first, then `rows`, which the rest is. */
static struct hash seal_hash(struct ctx *c, int64_t first, int64_t last, instant at, bytes previous, bytes rows)
{
	static const char name[] = "porchlight seal 1";
	size_t n = sizeof(name) + 4 * 8 + sizeof(struct hash) + rows.n;
	uint8_t *all = arena_alloc(c->arena, n), *p = all;
	int64_t numbers[] = {c->center, first, last, at.ms};

	memcpy(p, name, sizeof(name));
	p += sizeof(name);
	for (size_t i = 0; i < COUNT_OF(numbers); i++, p += 8)
		put_id(p, numbers[i]);
	if (previous.n == sizeof(struct hash))
		memcpy(p, previous.p, previous.n);
	if (rows.n)
		memcpy(p + sizeof(struct hash), rows.p, rows.n);
	return crypt_hash((bytes){all, n}, (bytes){0});
}

/* Work whose memory is given back at once, since it is done for each of many batches. */
struct scratch {
	struct arena arena;
	struct arena *outer;
};

static void scratch_begin(struct ctx *c, struct scratch *s)
{
	s->outer = c->arena;
	arena_init(&s->arena, (size_t)64 << 20);
	s->arena.exhausted = s->outer->exhausted;
	c->arena = &s->arena;
}

static void scratch_end(struct ctx *c, struct scratch *s)
{
	c->arena = s->outer;
	c->fail_text = str_copy(c->arena, c->fail_text);
	arena_free(&s->arena);
}

/* ---- sealing ------------------------------------------------------------------------------------------------------------ */

struct batch {
	int64_t center;
	int64_t until; /* rows from this id on are too young */
	size_t n;
};

static err seal_rows(struct wtx *w, const struct journal_seal_head_row *head, const struct journal_unsealed_rows *rows)
{
	struct ctx *c = wtx_ctx(w);
	uint8_t *lines = arena_array(c->arena, rows->n, SEAL_LINE);
	int64_t first = rows->v[0].id.v, last = rows->v[rows->n - 1].id.v;
	bytes all = {lines, rows->n * SEAL_LINE};
	struct hash h;

	for (size_t i = 0; i < rows->n; i++) {
		uint8_t *line = lines + i * SEAL_LINE;

		put_id(line, rows->v[i].id.v);
		if (rows->v[i].row_hash.n == sizeof(h.b))
			memcpy(line + 8, rows->v[i].row_hash.p, sizeof(h.b));
	}
	h = seal_hash(c, first, last, c->now, head->hash, all);
	return journal_seal_insert(w, NULL, .first_id = first, .last_id = last, .rows = all, .previous = head->hash, .hash = bytes_of(&h));
}

static err seal_in_chain(struct wtx *w, struct batch *b)
{
	struct journal_seal_head_row head = {.hash = bytes_of(&no_seal)};
	struct journal_unsealed_rows rows;
	err e = journal_seal_head(wtx_read(w), &head);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	TRY(journal_unsealed(wtx_read(w), &rows, .after = head.last_id, .until = b->until));
	b->n = rows.n;
	return rows.n ? seal_rows(w, &head, &rows) : OK;
}

static err seal_batch(struct wtx *w, void *arg)
{
	struct ctx *c = wtx_ctx(w);
	struct batch *b = arg;
	int64_t before = c->center;
	err e;

	c->center = b->center;
	e = seal_in_chain(w, b);
	c->center = before;
	return e;
}

static err seal_chain(struct ctx *c, struct db *db, struct batch *b)
{
	struct scratch s;
	err e;

	do {
		scratch_begin(c, &s);
		e = db_write(c, db, seal_batch, b);
		scratch_end(c, &s);
	} while (e == OK && b->n == SEAL_LINES_MOST);
	return e == ERR_CONFLICT ? OK : e; /* another process sealed the same rows */
}

static err all_chains(struct ctx *c, struct db *db, struct journal_chains_rows *out)
{
	err e;

	TRY(db_read_begin(c, db));
	e = journal_chains(c->tx, out);
	db_read_end(c);
	return e;
}

err journal_seal_all(struct ctx *c, struct db *db)
{
	int64_t until = db_engine(db) == DB_SQLITE ? INT64_MAX : id_floor((instant){c->now.ms - JOURNAL_SETTLE_MS});
	struct journal_chains_rows chains;

	TRY(all_chains(c, db, &chains));
	for (size_t i = 0; i < chains.n; i++) {
		struct batch b = {.center = chains.v[i].center_id.v, .until = until};

		if (chains.v[i].newest.set && (!chains.v[i].sealed.set || chains.v[i].sealed.v < chains.v[i].newest.v))
			TRY(seal_chain(c, db, &b));
	}
	return OK;
}

err journal_open(struct ctx *c, struct db *db, int64_t *behind_ms)
{
	struct journal_chains_rows chains;
	int64_t newest = 0;

	TRY(all_chains(c, db, &chains));
	for (size_t i = 0; i < chains.n; i++)
		if (chains.v[i].newest.set && chains.v[i].newest.v > newest)
			newest = chains.v[i].newest.v;
	*behind_ms = 0;
	if (!newest)
		return OK;
	id_rise_above(newest);
	if (id_made_at(newest).ms > c->now.ms)
		*behind_ms = id_made_at(newest).ms - c->now.ms;
	return OK;
}

/* ---- proving ------------------------------------------------------------------------------------------------------------- */

/* A row that does not fit its place, kept to see whether it fits another's. */
struct misfit {
	struct misfit *next;
	int64_t id;
	bytes row;
};

struct proof {
	struct ctx *c;
	const struct journal_watch *watch;
	struct journal_health *health;
	bool sealed; /* false: the rows that wait for a seal */
	const uint8_t *lines; /* of the seal in hand */
	size_t n, at;
	bool *bad; /* lines whose row was changed or is missing */
	struct misfit *misfits, **misfits_end;
};

static void report(struct proof *p, enum journal_trouble what, int64_t row, int64_t other)
{
	struct journal_finding f = {.what = what, .center = {p->c->center}, .row = row, .other = other};

	p->health->troubles++;
	p->watch->found(p->watch->arg, &f);
}

static int64_t line_id(const struct proof *p, size_t i)
{
	return get_id(p->lines + i * SEAL_LINE);
}

static bool line_holds(const struct proof *p, size_t i, const struct hash *h)
{
	return !memcmp(p->lines + i * SEAL_LINE + 8, h->b, sizeof(h->b));
}

/* Lines before this id have no row any more. */
static void missing_before(struct proof *p, int64_t id)
{
	for (; p->at < p->n && line_id(p, p->at) < id; p->at++) {
		p->bad[p->at] = true;
		report(p, JOURNAL_MISSING, line_id(p, p->at), 0);
	}
}

static void keep_misfit(struct proof *p, const struct journal_row *r)
{
	struct misfit *m = ARENA_NEW(p->c->arena, struct misfit);
	struct buf b;

	buf_init(&b, JOURNAL_ROW_MOST * 2);
	journal_row_bytes(r, &b);
	m->id = r->id;
	m->row = (bytes){(const uint8_t *)str_copy(p->c->arena, buf_view(&b)).p, b.n};
	buf_free(&b);
	*p->misfits_end = m;
	p->misfits_end = &m->next;
}

static void prove_sealed(struct proof *p, const struct journal_row *r, const struct hash *now, bool kept_hash)
{
	missing_before(p, r->id);
	if (p->at == p->n || line_id(p, p->at) != r->id) {
		report(p, JOURNAL_ADDED, r->id, 0);
		return;
	}
	p->health->sealed++;
	if (!line_holds(p, p->at, now)) {
		p->bad[p->at] = true;
		keep_misfit(p, r);
	} else if (!kept_hash) {
		report(p, JOURNAL_CHANGED, r->id, 0);
	}
	p->at++;
}

static err prove_row(void *arg, const struct journal_rows_between_row *row)
{
	struct proof *p = arg;
	struct journal_row r = {
	        .id = row->id.v, .center = p->c->center, .at = row->at, .event = row->event, .account = row->account_id.v,
	        .account_name = row->account_name, .person = row->person_id.v, .object = row->object, .address = row->address,
	        .reason = row->reason, .detail = row->detail,
	};
	struct hash now = journal_row_hash(&r);
	bool kept_hash = crypt_equal(row->row_hash, bytes_of(&now));

	if (p->sealed) {
		prove_sealed(p, &r, &now, kept_hash);
		return OK;
	}
	p->health->waiting++;
	if (!kept_hash)
		report(p, JOURNAL_CHANGED, r.id, 0);
	return OK;
}

/* The id whose row this really is, if it is one of the seal's that went astray; else 0. */
static int64_t rightful_place(const struct proof *p, const struct misfit *m)
{
	uint8_t *row = arena_alloc(p->c->arena, m->row.n);

	memcpy(row, m->row.p, m->row.n);
	for (size_t i = 0; i < p->n; i++) {
		struct hash h;

		if (!p->bad[i])
			continue;
		memcpy(row + JOURNAL_ROW_ID, p->lines + i * SEAL_LINE, 8);
		h = crypt_hash((bytes){row, m->row.n}, (bytes){0});
		if (line_holds(p, i, &h))
			return line_id(p, i);
	}
	return 0;
}

static void judge_misfits(struct proof *p)
{
	for (const struct misfit *m = p->misfits; m; m = m->next) {
		int64_t place = rightful_place(p, m);

		report(p, place ? JOURNAL_REORDERED : JOURNAL_CHANGED, m->id, place);
	}
}

static bool seal_whole(struct ctx *c, const struct journal_next_seal_row *s, bytes previous)
{
	struct hash h = seal_hash(c, s->first_id, s->last_id, s->sealed_at, s->previous, s->rows);

	return s->rows.n % SEAL_LINE == 0 && crypt_equal(s->previous, previous) && crypt_equal(s->hash, bytes_of(&h));
}

static err prove_seal(struct proof *p, int64_t after, bytes previous, const struct journal_next_seal_row *s)
{
	struct ctx *c = p->c;

	p->sealed = true;
	p->lines = s->rows.p;
	p->n = s->rows.n / SEAL_LINE;
	p->at = 0;
	p->bad = arena_array(c->arena, p->n, sizeof(bool));
	p->misfits = NULL;
	p->misfits_end = &p->misfits;
	p->health->seals++;
	if (!seal_whole(c, s, previous))
		report(p, JOURNAL_SEAL, s->last_id, 0);
	TRY(journal_rows_between(c->tx, prove_row, p, .after = after, .until = s->last_id));
	missing_before(p, INT64_MAX);
	judge_misfits(p);
	p->sealed = false;
	return OK;
}

/* One seal of the chain in hand, or what waits after the last one. */
static err prove_next(struct proof *p, struct journal_head *head, struct hash *previous, bool *end)
{
	struct journal_next_seal_row s;
	err e = journal_next_seal(p->c->tx, &s, .after = head->last);

	*end = e == ERR_NOT_FOUND;
	if (*end)
		return journal_rows_between(p->c->tx, prove_row, p, .after = head->last, .until = INT64_MAX);
	TRY(e);
	TRY(prove_seal(p, head->last, bytes_of(previous), &s));
	head->last = s.last_id;
	*previous = no_seal;
	if (s.hash.n == sizeof(previous->b))
		memcpy(previous->b, s.hash.p, s.hash.n);
	return OK;
}

static err prove_chain(struct proof *p)
{
	struct journal_head head = {.center = {p->c->center}};
	struct hash previous = no_seal;
	bool end = false;

	while (!end) {
		struct scratch s;
		err e;

		scratch_begin(p->c, &s);
		e = prove_next(p, &head, &previous, &end);
		scratch_end(p->c, &s);
		TRY(e);
	}
	head.hash = bytes_of(&previous);
	if (p->watch->head)
		p->watch->head(p->watch->arg, &head);
	return OK;
}

static err prove_chains(struct proof *p)
{
	struct ctx *c = p->c;

	for (int64_t after = -1;;) {
		struct journal_next_chain_row next;

		TRY(journal_next_chain(c->tx, &next, .after = after));
		if (!next.by_rows.set && !next.by_seals.set)
			return OK;
		after = !next.by_seals.set || (next.by_rows.set && next.by_rows.v < next.by_seals.v) ? next.by_rows.v : next.by_seals.v;
		c->center = after;
		TRY(prove_chain(p));
	}
}

err journal_verify(struct ctx *c, struct db *db, const struct journal_watch *w, struct journal_health *out)
{
	struct proof p = {.c = c, .watch = w, .health = out};
	int64_t center = c->center;
	err e;

	*out = (struct journal_health){0};
	TRY(db_read_begin(c, db));
	e = prove_chains(&p);
	c->center = center;
	db_read_end(c);
	return e;
}
