/* import.c - files into batches, batches into transactions, outcomes into counts. */
#include "base/id.h"
#include "base/json.h"
#include "link/fhir/import.h"
#include "link/fhir/split.h"

#define BATCH_ITEMS 200
#define BATCH_BYTES ((size_t)4 << 20)
#define BATCH_MEMORY ((size_t)512 << 20)
#define SCRATCH_MEMORY ((size_t)128 << 20)
#define HOPELESS 20 /* pieces of a file, none of which can be read: it is something else */

void fhir_import_begin(struct fhir_import *im, struct ctx *c, struct progress *progress)
{
	*im = (struct fhir_import){.c = c, .progress = progress};
	im->refusals = ARENA_NEW_ARRAY(c->arena, struct refusal, REFUSALS_MOST);
}

bool fhir_needs_second_pass(const struct fhir_import *im)
{
	return im->related > 0;
}

struct fhir_counts fhir_total(const struct fhir_import *im)
{
	struct fhir_counts t = {0};

	for (size_t i = 0; i < COUNT_OF(im->by_type); i++) {
		t.added += im->by_type[i].added;
		t.updated += im->by_type[i].updated;
		t.unchanged += im->by_type[i].unchanged;
		t.refused += im->by_type[i].refused;
		t.linked += im->by_type[i].linked;
	}
	return t;
}

/* ---- one file ------------------------------------------------------------------------------------------------------------ */

struct reading {
	struct fhir_import *im;
	str file;
	enum fhir_pass pass;
	struct arena scratch; /* of the piece in hand */
	struct arena memory;  /* of the batch */
	struct fhir_item *items;
	size_t n, bytes;
	int64_t readable, unreadable;
};

static void refused(struct reading *r, enum fhir_type type, size_t line, str what, const char *reason)
{
	struct fhir_import *im = r->im;
	struct arena *a = im->c->arena;

	im->by_type[type].refused++;
	if (im->n_refusals == REFUSALS_MOST)
		return;
	im->refusals[im->n_refusals++] = (struct refusal){
		r->file, line, str_empty(what) ? STR_NONE : str_copy(a, what), str_copy(a, str_of(reason))};
}

static str called(struct arena *a, const struct fhir_in *in)
{
	return str_empty(in->id) ? in->type_name : str_format(a, "%.*s/%.*s", STR_ARG(in->type_name), STR_ARG(in->id));
}

static void batch_begin(struct reading *r)
{
	arena_reset(&r->memory);
	r->items = ARENA_NEW_ARRAY(&r->memory, struct fhir_item, BATCH_ITEMS);
	r->n = r->bytes = 0;
}

static err take_batch(struct wtx *w, void *arg)
{
	struct reading *r = arg;

	for (size_t i = 0; i < r->n; i++) {
		r->items[i].linked = false;
		TRY(fhir_take(w, &r->items[i]));
	}
	return OK;
}

static void count_item(struct reading *r, const struct fhir_item *item)
{
	struct fhir_counts *n = &r->im->by_type[item->in.type];

	n->linked += item->linked;
	if (item->outcome == TAKEN_REFUSED)
		refused(r, item->in.type, item->line, called(&r->memory, &item->in), item->reason);
	else if (item->outcome == TAKEN_NEW)
		n->added++;
	else if (item->outcome == TAKEN_CHANGED)
		n->updated++;
	else
		n->unchanged++;
}

/* Memory of the transaction goes with the batch. */
static err batch_write(struct reading *r)
{
	struct ctx *c = r->im->c;
	struct arena *before = c->arena;
	err e = OK;

	if (r->n) {
		c->arena = &r->memory;
		e = db_write(c, c->db, take_batch, r);
		ctx_return_to(c, before);
		TRY(e);
		for (size_t i = 0; i < r->n; i++)
			count_item(r, &r->items[i]);
	}
	batch_begin(r);
	return OK;
}

/* ---- one resource -------------------------------------------------------------------------------------------------------- */

static void other_type(struct reading *r, str type)
{
	struct fhir_import *im = r->im;
	size_t i = 0;

	while (i < im->n_others && !str_eq(im->others[i].type, type))
		i++;
	if (i == OTHERS_MOST)
		return;
	if (i == im->n_others)
		im->others[im->n_others++].type = str_copy(im->c->arena, type);
	im->others[i].n++;
}

static err add_item(struct reading *r, size_t line, const struct jnode *resource, str full_url)
{
	struct fhir_item *item = &r->items[r->n];
	struct jnode *again;
	struct jtree_trouble trouble;
	const char *why;
	struct buf b;

	buf_init(&b, RESOURCE_MOST);
	jtree_write(&b, resource);
	*item = (struct fhir_item){.line = line, .body = str_copy(&r->memory, buf_view(&b))};
	buf_free(&b);
	TRY(jtree_parse(&r->memory, item->body, &again, &trouble));
	why = fhir_read(&r->memory, again, str_copy(&r->memory, full_url), &item->in);
	if (why) {
		refused(r, item->in.type, line, called(&r->memory, &item->in), why);
		return OK;
	}
	r->bytes += item->body.n;
	r->n++;
	return r->n == BATCH_ITEMS || r->bytes > BATCH_BYTES ? batch_write(r) : OK;
}

static err resource_in(struct reading *r, size_t line, const struct jnode *resource, str full_url);

/* A Bundle that came as one piece, because its type stands behind its entries or it has none. */
static err entries_in(struct reading *r, size_t line, const struct jnode *bundle)
{
	const struct jnode *list = jtree_get_as(bundle, "entry", JT_ARRAY);

	for (const struct jnode *n = list ? list->first : NULL; n; n = n->next)
		if (jtree_get(n, "resource"))
			TRY(resource_in(r, line, jtree_get(n, "resource"), jtree_member(&r->scratch, n, "fullUrl")));
	return OK;
}

static err resource_in(struct reading *r, size_t line, const struct jnode *resource, str full_url)
{
	str type = jtree_member(&r->scratch, resource, "resourceType");
	enum fhir_type known = (enum fhir_type)code_find(&fhir_type_codes, type);
	bool related = known == FHIR_RELATED_PERSON;

	if (str_is(type, "Bundle"))
		return entries_in(r, line, resource);
	if (r->pass == FHIR_PASS_RELATED)
		return related ? add_item(r, line, resource, full_url) : OK;
	if (str_empty(type))
		refused(r, FHIR_OTHER, line, STR_NONE, "It has no resourceType, so it is not FHIR.");
	else
		r->readable++;
	r->im->related += related;
	if (!str_empty(type) && !known)
		other_type(r, type);
	return known && !related ? add_item(r, line, resource, full_url) : OK;
}

static size_t line_of(const struct split_piece *piece, size_t at)
{
	size_t line = piece->line;

	for (size_t i = 0; i < at && i < piece->text.n; i++)
		line += piece->text.p[i] == '\n';
	return line;
}

static void unreadable(struct reading *r, size_t line, const char *why)
{
	r->unreadable++;
	if (r->pass == FHIR_PASS_PEOPLE)
		refused(r, FHIR_OTHER, line, STR_NONE, str_format(&r->scratch, "It cannot be read: %s.", why).p);
}

static err piece_in(struct reading *r, const struct split_piece *piece)
{
	struct jnode *top;
	struct jtree_trouble trouble;

	arena_reset(&r->scratch);
	if (!str_valid_utf8(piece->text)) {
		unreadable(r, piece->line, "it is not UTF-8 text");
		return OK;
	}
	if (jtree_parse(&r->scratch, piece->text, &top, &trouble) != OK) {
		unreadable(r, line_of(piece, trouble.at), trouble.why);
		return OK;
	}
	if (!piece->entry)
		return resource_in(r, piece->line, top, STR_NONE);
	return jtree_get(top, "resource")
		? resource_in(r, piece->line, jtree_get(top, "resource"), jtree_member(&r->scratch, top, "fullUrl")) : OK;
}

static bool hopeless(const struct reading *r)
{
	return !r->readable && r->unreadable >= HOPELESS;
}

static err read_pieces(struct reading *r, struct splitter *s)
{
	int64_t before = r->im->bytes_done;

	for (;;) {
		struct split_piece piece;
		err e = splitter_next(s, &piece);

		r->im->bytes_done = before + (int64_t)s->done;
		progress_to(r->im->progress, r->im->bytes_done);
		if (e == ERR_MALFORMED || e == ERR_TOO_LARGE)
			unreadable(r, piece.line, s->reason);
		else if (e != OK)
			return e;
		else if (!piece.line)
			return OK;
		else
			TRY(piece_in(r, &piece));
		if (hopeless(r))
			return OK;
	}
}

err fhir_import_file(struct fhir_import *im, const char *name, FILE *file, enum fhir_pass pass)
{
	struct reading r = {.im = im, .file = str_copy(im->c->arena, str_of(name)), .pass = pass};
	struct source *in = ARENA_NEW(im->c->arena, struct source);
	struct splitter s;
	err e;

	source_file(in, file);
	splitter_init(&s, in);
	s.lines = str_ends(r.file, ".ndjson") || str_ends(r.file, ".jsonl");
	arena_init(&r.scratch, SCRATCH_MEMORY);
	arena_init(&r.memory, BATCH_MEMORY);
	batch_begin(&r);
	e = read_pieces(&r, &s);
	if (e == OK)
		e = batch_write(&r);
	if (e == OK && hopeless(&r) && pass == FHIR_PASS_PEOPLE)
		refused(&r, FHIR_OTHER, s.line, STR_NONE, "This file is not FHIR as JSON. The rest of it was not read.");
	splitter_free(&s);
	arena_free(&r.scratch);
	arena_free(&r.memory);
	return e;
}

static err write_summary(struct wtx *w, void *arg)
{
	struct fhir_counts t = fhir_total(arg);

	return journal_add(w, &(struct journal_entry){.event = JOURNAL_IMPORT, .object = STR("fhir"), .detail = str_format(wtx_ctx(w)->arena,
		"{\"new\":%lld,\"updated\":%lld,\"unchanged\":%lld,\"refused\":%lld}", (long long)t.added, (long long)t.updated,
		(long long)t.unchanged, (long long)t.refused)});
}

err fhir_import_end(struct fhir_import *im)
{
	progress_end(im->progress);
	return db_write(im->c, im->c->db, write_summary, im);
}
