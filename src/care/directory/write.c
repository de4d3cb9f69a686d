/* write.c - the transaction of an import: the old rows of each source that came go, the new ones stand in their place, and rows of other
 * sources follow where they turn out to be about the same place. */
#include "access/access.h"
#include "base/id.h"
#include "care/directory/codes.h"
#include "care/directory/import.h"
#include "directory.sql.h"

/* ---- codes known before ------------------------------------------------------------------------------------------------- */

static err codes_of_database(struct import *im, enum directory_list list)
{
	struct ctx *c = im->c;
	struct directory_codes_rows rows;
	bool viewing = c->tx != NULL;
	err e = viewing ? OK : db_read_begin(c, c->db);

	TRY(e);
	e = directory_codes(c->tx, &rows);
	if (!viewing)
		db_read_end(c);
	TRY(e);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].list == list)
			im->codes[list].v[im->codes[list].n++] = (struct rows_code){
				0, rows.v[i].category, rows.v[i].category_name, rows.v[i].code, rows.v[i].name, rows.v[i].description};
	return OK;
}

/* A workbook that is built in, its code sheet only. */
static err codes_of_pack(struct import *im, enum directory_list list, str path)
{
	const struct pack_file *file = pack_find(path);
	struct directory_file one;
	struct rows_file about = {0};
	struct rows r = {.c = im->c, .files = &one, .n_files = 1, .about = &about, .only_codes = true};
	bool mh = false;

	if (!file)
		FAIL(im->c, ERR_BUG, "This program was built without its directories.");
	one = (struct directory_file){path, file->body};
	TRY(rows_read(&r));
	for (size_t i = 0; i < r.n_codes; i++)
		mh |= str_is(r.codes[i].code, "MH");
	if (mh != (list == DIRECTORY_MENTAL_HEALTH))
		return OK;
	for (size_t i = 0; i < r.n_codes; i++)
		im->codes[list].v[im->codes[list].n++] = r.codes[i];
	im->codes[list].fresh = true;
	return OK;
}

err import_known_codes(struct import *im, enum directory_list list)
{
	const struct directory_words *words = directory_words();

	TRY(codes_of_database(im, list));
	for (size_t i = 0; i < words->n_shipped && !im->codes[list].n; i++)
		TRY(codes_of_pack(im, list, words->shipped[i]));
	return OK;
}

/* ---- same places -------------------------------------------------------------------------------------------------------------- */

static bool is_replaced(const struct import *im, enum directory_source source)
{
	for (size_t i = 0; i < im->out->n; i++)
		if (im->out->v[i].source == source)
			return true;
	return false;
}

struct others {
	struct directory_others_rows rows[4];
	size_t n;
};

static err load_others(struct wtx *w, const struct import *im, struct others *o)
{
	*o = (struct others){0};
	for (int source = DIRECTORY_SAMHSA_MH; source <= DIRECTORY_FINDTREATMENT; source++) {
		if (is_replaced(im, (enum directory_source)source))
			continue;
		TRY(directory_others(wtx_read(w), &o->rows[source], .listed_source = (enum directory_source)source));
		o->n += o->rows[source].n;
	}
	return OK;
}

/* Gives this import's rows their facilities, and the other sources' rows where theirs changed. */
static err find_twins(struct wtx *w, struct import *im)
{
	struct arena *a = wtx_ctx(w)->arena;
	struct others o;
	struct twin *v;
	size_t n = 0;

	TRY(load_others(w, im, &o));
	v = ARENA_NEW_ARRAY(a, struct twin, im->n + o.n);
	for (size_t i = 0; i < im->n; i++) {
		const struct listing *l = &im->v[i];

		v[n] = (struct twin){.source = l->source, .list = l->list, .own_id = l->own_id};
		twin_of(a, l->name1, l->street1, l->zip, l->phone, &v[n++]);
	}
	for (size_t s = 0; s < COUNT_OF(o.rows); s++)
		for (size_t i = 0; i < o.rows[s].n; i++) {
			const struct directory_others_row *r = &o.rows[s].v[i];

			v[n] = (struct twin){.source = r->source, .list = r->list, .own_id = r->own_id.v};
			twin_of(a, r->name1, r->street1, r->zip, r->phone, &v[n++]);
		}
	twins_join(a, v, n);
	for (size_t i = 0; i < im->n; i++)
		im->v[i].facility_id = v[i].facility_id;
	n = im->n;
	for (size_t s = 0; s < COUNT_OF(o.rows); s++)
		for (size_t i = 0; i < o.rows[s].n; i++, n++)
			if (o.rows[s].v[i].facility_id.v != v[n].facility_id)
				TRY(directory_rename(w, NULL, .facility_id = {v[n].facility_id}, .source = v[n].source,
					.list = v[n].list, .own_id = {v[n].own_id}));
	return OK;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------ */

static err put_listing(struct db_bulk *bulk, const struct listing *l)
{
	str source = code_of(&directory_source_codes, (int)l->source), list = code_of(&directory_list_codes, (int)l->list);
	str place = code_of(&directory_place_codes, (int)l->place);
	int64_t latitude = (int64_t)(l->at.latitude * 1e6), longitude = (int64_t)(l->at.longitude * 1e6);
#define TEXT(s) ((s).p ? (const void *)&(s) : NULL)
#define PLACED(v) (l->place ? (const void *)&(v) : NULL)
	const void *values[] = {&source, &list, &l->own_id, &l->facility_id, &l->name1, TEXT(l->name2), TEXT(l->street1),
		TEXT(l->street2), &l->city, &l->state, &l->zip, TEXT(l->phone), TEXT(l->intake), TEXT(l->website),
		PLACED(place), PLACED(latitude), PLACED(longitude), &l->codes};
#undef TEXT
#undef PLACED

	return db_bulk_row(bulk, values);
}

static err put_listings(struct wtx *w, const struct import *im)
{
	struct db_bulk *bulk;

	TRY(db_bulk_open(w, "directory_listing", &bulk));
	for (size_t i = 0; i < im->n; i++)
		TRY(put_listing(bulk, &im->v[i]));
	return db_bulk_close(bulk);
}

static err put_codes(struct wtx *w, const struct import *im, enum directory_list list)
{
	const struct import_codes *codes = &im->codes[list];

	if (!codes->fresh)
		return OK;
	TRY(directory_clear_codes(w, NULL, .list = list));
	for (size_t i = 0; i < codes->n; i++)
		TRY(directory_code_put(w, NULL, .list = list, .code = codes->v[i].code, .place = (int64_t)i,
			.category = codes->v[i].category.p ? codes->v[i].category : STR(""),
			.category_name = codes->v[i].category_name.p ? codes->v[i].category_name : STR(""),
			.name = codes->v[i].name,
			.description = str_empty(codes->v[i].description) ? STR_NONE : codes->v[i].description));
	return OK;
}

static str files_of(const struct import *im, enum directory_source source)
{
	str list = STR("");

	for (size_t i = 0; i < im->n_files; i++)
		if (im->sources[i] == source)
			list =
				str_format(im->c->arena, "%.*s%s%.*s", STR_ARG(list), list.n ? ", " : "", STR_ARG(im->files[i].name));
	return str_slice(list, 0, 2000);
}

static err put_edition(struct wtx *w, const struct import *im, const struct directory_tally *t)
{
	struct ctx *c = wtx_ctx(w);
	const char *name = str_format(c->arena, "%.*s, edition %.*s",
		STR_ARG(code_label(&directory_source_codes, (int)t->source)), STR_ARG(t->edition))
						   .p;
	str detail = str_format(
		c->arena, "{\"taken\":%lld,\"refused\":%lld}", (long long)(t->taken - t->repeated), (long long)t->refused);

	TRY(directory_edition_put(w, NULL, .source = t->source, .stamp = id_make(c->now), .edition = t->edition,
		.files = files_of(im, t->source), .rows_read = t->read, .taken = t->taken, .refused = t->refused));
	TRY(directory_clear_source(w, NULL, .source = t->source));
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_IMPORT, .object = str_of(name), .detail = detail});
}

static err write(struct wtx *w, void *arg)
{
	struct import *im = arg;
	struct directory_count_row count;

	for (size_t i = 0; i < im->out->n; i++)
		TRY(put_edition(w, im, &im->out->v[i]));
	TRY(find_twins(w, im));
	TRY(put_listings(w, im));
	TRY(put_codes(w, im, DIRECTORY_MENTAL_HEALTH));
	TRY(put_codes(w, im, DIRECTORY_SUBSTANCE_USE));
	TRY(directory_count(wtx_read(w), &count));
	im->out->facilities = count.facilities;
	im->out->shared = count.shared;
	return OK;
}

err import_write(struct import *im)
{
	return db_write_long(im->c, im->c->db, write, im);
}

/* ---- what is built in ------------------------------------------------------------------------------------------------------------ */

static str file_name(str path)
{
	while (str_find(path, '/', 0) < path.n)
		path = str_slice(path, str_find(path, '/', 0) + 1, path.n);
	return path;
}

err directory_begin(struct ctx *c, bool *loaded)
{
	const struct directory_words *words = directory_words();
	struct directory_file files[COUNT_OF(words->shipped)];
	struct directory_summary summary;
	struct directory_stamp_row stamp;
	struct arena memory, *before = c->arena; /* what is read goes at once */
	bool viewing = c->tx != NULL;
	err e = viewing ? OK : db_read_begin(c, c->db);

	*loaded = false;
	TRY(e);
	e = directory_stamp(c->tx, &stamp);
	if (!viewing)
		db_read_end(c);
	TRY(e);
	if (stamp.stamp)
		return OK;
	for (size_t i = 0; i < words->n_shipped; i++) {
		const struct pack_file *file = pack_find(words->shipped[i]);

		if (!file)
			FAIL(c, ERR_BUG, "This program was built without %.*s.", STR_ARG(words->shipped[i]));
		files[i] = (struct directory_file){file_name(file->path), file->body};
	}
	*loaded = true;
	arena_init(&memory, (size_t)512 << 20);
	memory.exhausted = before->exhausted;
	c->arena = &memory;
	e = directory_import(c, files, words->n_shipped, STR_NONE, NULL, &summary);
	ctx_return_to(c, before);
	arena_free(&memory);
	return e;
}
