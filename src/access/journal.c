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
	return failed;
}

err journal_add(struct wtx *w, const struct journal_entry *e)
{
	struct journal_as as = journal_as_actor(wtx_ctx(w));

	return journal_add_as(w, &as, e);
}

/* ---- what a page showed --------------------------------------------------------------------------------------------------- */

struct seen {
	struct seen *next;
	person_id person;
};

struct journal_notes {
	struct seen *persons;
	size_t n;
	str object;
	str reason;
};

static struct journal_notes *notes_of(struct ctx *c)
{
	if (!c->journal)
		c->journal = ARENA_NEW(c->arena, struct journal_notes);
	return c->journal;
}

void journal_saw(struct ctx *c, person_id person)
{
	struct journal_notes *notes = notes_of(c);
	struct seen *one;

	if (!person.v)
		return;
	for (one = notes->persons; one; one = one->next)
		if (one->person.v == person.v)
			return;
	one = ARENA_NEW(c->arena, struct seen);
	*one = (struct seen){.next = notes->persons, .person = person};
	notes->persons = one;
	notes->n++;
}

void journal_object(struct ctx *c, const char *kind, int64_t id)
{
	notes_of(c)->object = str_format(c->arena, "%s %s", kind, id_show(id).s);
}

void journal_reason(struct ctx *c, str reason)
{
	notes_of(c)->reason = str_copy(c->arena, reason);
}

/* {"persons":["06ZQ8K1M3V5TA", ...]}: one row for a list, whatever its length. */
static str persons_json(struct ctx *c, const struct journal_notes *notes)
{
	size_t room = notes->n * (ID_LETTERS + 3) + 16;
	struct buf b;
	str out;

	buf_init(&b, room);
	BUF_LIT(&b, "{\"persons\":[");
	for (const struct seen *one = notes->persons; one; one = one->next) {
		buf_char(&b, '"');
		buf_z(&b, id_show(one->person.v).s);
		buf_z(&b, one->next ? "\"," : "\"");
	}
	BUF_LIT(&b, "]}");
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static err write_view(struct wtx *w, void *arg)
{
	return journal_add(w, arg);
}

err journal_flush_view(struct ctx *c, enum journal_event event)
{
	static const struct journal_notes nothing;
	const struct journal_notes *notes = c->journal ? c->journal : &nothing;
	struct journal_entry e = {.event = event, .object = notes->object, .reason = notes->reason};

	if (event == JOURNAL_NONE)
		return OK;
	if (notes->n == 1)
		e.person = notes->persons->person;
	else if (notes->n)
		e.detail = persons_json(c, notes);
	return db_write(c, c->db, write_view, &e);
}
