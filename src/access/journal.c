/* journal.c - writing the journal: rows that go with a change, and the one row for what a page showed. */
#include "access/journal.h"

#include "access/inner.h"
#include "access/journal_row.h"
#include "journal.sql.h"

/* ---- a row and its hash --------------------------------------------------------------------------------------------- */

static void put_int(struct buf *b, int64_t v)
{
	uint8_t eight[8];

	for (int i = 0; i < 8; i++)
		eight[i] = (uint8_t)((uint64_t)v >> (56 - 8 * i));
	buf_put(b, eight, sizeof(eight));
}

static void put_text(struct buf *b, str s)
{
	put_int(b, (int64_t)s.n);
	buf_str(b, s);
}

/* Every value has a length of its own, so no two rows are written alike. None and empty are. */
void journal_row_bytes(const struct journal_row *r, struct buf *out)
{
	BUF_LIT(out, "porchlight journal 1");
	put_int(out, r->id);
	put_int(out, r->center);
	put_int(out, r->at.ms);
	put_text(out, r->event);
	put_int(out, r->account);
	put_text(out, r->account_name);
	put_int(out, r->person);
	put_text(out, r->object);
	put_text(out, r->address);
	put_text(out, r->reason);
	put_text(out, r->detail);
}

struct hash journal_row_hash(const struct journal_row *r)
{
	struct buf b;
	struct hash h;

	buf_init(&b, JOURNAL_ROW_MOST);
	journal_row_bytes(r, &b);
	h = crypt_hash((bytes){(const uint8_t *)b.p, b.n}, (bytes){0});
	buf_free(&b);
	return h;
}

/* ---- what is known of this request so far -------------------------------------------------------------------------------- */

#define PERSONS_A_ROW 1000 /* a longer list takes several rows */

struct seen {
	struct seen *next;
	person_id person;
};

struct journal_notes {
	struct seen *persons; /* last one first, perhaps more than once */
	size_t n;
	person_id told;       /* the last one that a change in this request wrote a row about */
	enum journal_event event; /* of the last proof */
	str object;
	str reason;
};

static struct journal_notes *notes_of(struct ctx *c)
{
	if (!c->journal)
		c->journal = ARENA_NEW(c->arena, struct journal_notes);
	return c->journal;
}

/* ---- rows that go with a change ---------------------------------------------------------------------------------------- */

struct journal_as journal_as_actor(struct ctx *c)
{
	if (!c->actor)
		return (struct journal_as){.center = c->center, .name = STR("nobody")};
	return (struct journal_as){.center = c->center, .account = c->actor->account, .name = c->actor->name};
}

static str kept(str s)
{
	return str_empty(s) ? STR_NONE : s;
}

/* The id is read from the clock here, inside the transaction, not from the request's start: so on SQLite ids rise in the order in
 * which rows are committed, whichever process writes them. */
err journal_add_as(struct wtx *w, const struct journal_as *as, const struct journal_entry *e)
{
	struct ctx *c = wtx_ctx(w);
	struct journal_row r = {
	        .id = id_make(instant_now()),
	        .center = as->center,
	        .at = c->now,
	        .event = code_of(&journal_event_codes, e->event),
	        .account = as->account.v,
	        .account_name = as->name.p ? as->name : STR(""),
	        .person = e->person.v,
	        .object = kept(e->object),
	        .address = kept(c->address),
	        .reason = kept(e->reason),
	        .detail = kept(e->detail),
	};
	struct hash h;
	int64_t center = c->center;
	err failed;

	if (e->event == JOURNAL_UNSET || e->event == JOURNAL_NONE)
		FAIL(c, ERR_BUG, "A row of the journal had no event. Please report this.");
	if (r.object.n + r.reason.n + r.detail.n > JOURNAL_ROW_MOST / 2)
		FAIL(c, ERR_TOO_LARGE, "This is more than one row of the journal can hold.");
	h = journal_row_hash(&r);
	c->center = as->center;
	failed = journal_insert(w, NULL, .id = {r.id}, .event = e->event, .account_id = as->account, .account_name = r.account_name,
		.person_id = e->person, .object = r.object, .address = r.address, .reason = r.reason, .detail = r.detail,
		.row_hash = {h.b, sizeof(h.b)});
	c->center = center;
	if (failed == OK && c->journal)
		c->journal->told = e->person;
	return failed;
}

err journal_add(struct wtx *w, const struct journal_entry *e)
{
	struct journal_as as = journal_as_actor(wtx_ctx(w));

	return journal_add_as(w, &as, e);
}

/* ---- what a page showed --------------------------------------------------------------------------------------------------- */

void journal_saw(struct ctx *c, person_id person)
{
	struct journal_notes *notes = notes_of(c);
	struct seen *one;

	if (!person.v || (notes->persons && notes->persons->person.v == person.v))
		return;
	one = ARENA_NEW(c->arena, struct seen);
	*one = (struct seen){.next = notes->persons, .person = person};
	notes->persons = one;
	notes->n++;
}

void journal_proof(struct ctx *c, enum journal_event event)
{
	notes_of(c)->event = event;
}

void journal_undone(struct ctx *c)
{
	if (c->journal)
		c->journal->told = (person_id){0};
}

void journal_object(struct ctx *c, const char *kind, int64_t id)
{
	notes_of(c)->object = str_format(c->arena, "%s %s", kind, id_show(id).s);
}

void journal_reason(struct ctx *c, str reason)
{
	notes_of(c)->reason = str_copy(c->arena, reason);
}

/* A view on its way to the journal: everybody seen, once each, in order; but one whom a change has told of. */
struct view {
	enum journal_event event;
	const struct journal_notes *notes;
	person_id *persons;
	size_t n;
};

static int by_id(const void *a, const void *b)
{
	int64_t x = ((const person_id *)a)->v, y = ((const person_id *)b)->v;

	return (x > y) - (x < y);
}

static void everybody_once(struct ctx *c, struct view *v, person_id except)
{
	size_t n = 0;

	v->persons = ARENA_NEW_ARRAY(c->arena, person_id, v->notes->n);
	for (const struct seen *one = v->notes->persons; one; one = one->next)
		v->persons[n++] = one->person;
	qsort(v->persons, n, sizeof(person_id), by_id);
	for (size_t i = 0; i < n; i++)
		if ((!i || v->persons[i].v != v->persons[i - 1].v) && v->persons[i].v != except.v)
			v->persons[v->n++] = v->persons[i];
}

/* {"persons":["06ZQ8K1M3V5TA", ...]}: one row for a list. */
static str persons_json(struct ctx *c, const person_id *persons, size_t n)
{
	struct buf b;
	str out;

	buf_init(&b, n * (ID_LETTERS + 3) + 16);
	BUF_LIT(&b, "{\"persons\":[");
	for (size_t i = 0; i < n; i++) {
		buf_char(&b, '"');
		buf_z(&b, id_show(persons[i].v).s);
		buf_z(&b, i + 1 < n ? "\"," : "\"");
	}
	BUF_LIT(&b, "]}");
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static err write_view(struct wtx *w, void *arg)
{
	const struct view *v = arg;
	struct journal_entry e = {.event = v->event, .object = v->notes->object, .reason = v->notes->reason};

	if (v->n == 1)
		e.person = v->persons[0];
	if (v->n < 2)
		return journal_add(w, &e);
	for (size_t from = 0; from < v->n; from += PERSONS_A_ROW) {
		size_t n = v->n - from < PERSONS_A_ROW ? v->n - from : PERSONS_A_ROW;

		e.detail = persons_json(wtx_ctx(w), v->persons + from, n);
		TRY(journal_add(w, &e));
	}
	return OK;
}

err journal_flush_view(struct ctx *c, enum journal_event event)
{
	static const struct journal_notes nothing;
	struct view v = {.event = event, .notes = c->journal ? c->journal : &nothing};

	if (event != JOURNAL_NONE) {
		everybody_once(c, &v, (person_id){0});
		return db_write(c, c->db, write_view, &v);
	}
	v.event = v.notes->event ? v.notes->event : JOURNAL_VIEW_LIST;
	everybody_once(c, &v, v.notes->told);
	return v.n ? db_write(c, c->db, write_view, &v) : OK;
}
