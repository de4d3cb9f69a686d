/* table.c - whole tables: rows in by the thousand, rows out in key order, for import, demo and copy. */
#include "db/engine.h"

#define PORTION ((size_t)256 << 10)

/* ---- in ----------------------------------------------------------------------------------------- */

static err note(struct db_bulk *b, err e)
{
	if (e != OK && b->failed == OK)
		b->failed = e;
	return e == OK ? OK : tx_failed(b->tx, e);
}

err bulks_flush(struct tx *tx, const struct db_bulk *last)
{
	for (struct db_bulk *b = tx->bulks; b; b = b == last ? NULL : b->next)
		TRY(note(b, tx->db->engine->bulk_flush(b)));
	return OK;
}

err db_bulk_open_table(struct wtx *w, const struct db_table *t, struct db_bulk **out)
{
	struct ctx *c = wtx_ctx(w);
	struct db_bulk **end = &w->tx.bulks, *b;

	TRY(tx_ready(&w->tx));
	if (t->n_columns > DB_MAX_FIELDS)
		FAIL(c, ERR_BUG, "Table %s has more than 64 columns. Please report this.", t->name);
	while (*end)
		end = &(*end)->next;
	b = ARENA_NEW(c->arena, struct db_bulk);
	*b = (struct db_bulk){.tx = &w->tx, .t = t};
	*end = b; /* from here on the end of the transaction frees it */
	*out = b;
	return note(b, w->tx.db->engine->bulk_open(b));
}

err db_bulk_row(struct db_bulk *b, const void *const *values)
{
	struct cell cells[DB_MAX_FIELDS];

	if (b->failed != OK)
		return b->failed;
	for (size_t i = 0; i < b->t->n_columns; i++)
		TRY(note(b, cell_of_value(b->tx->ctx, b->t, &b->t->columns[i], values[i], &cells[i])));
	TRY(note(b, b->tx->db->engine->bulk_row(b, cells)));
	return b->rows.n < PORTION ? OK : bulks_flush(b->tx, b);
}

err db_bulk_close(struct db_bulk *b)
{
	struct db_bulk **at = &b->tx->bulks;
	err e = b->failed == OK ? bulks_flush(b->tx, b) : b->failed;

	if (e == OK)
		e = note(b, b->tx->db->engine->bulk_done(b));
	while (*at && *at != b)
		at = &(*at)->next;
	if (*at)
		*at = b->next;
	b->tx->db->engine->bulk_free(b);
	return e;
}

/* ---- out ---------------------------------------------------------------------------------------- */

/* What a value pointer points to while a row is shown. */
union value {
	int64_t i;
	bool b;
	str s;
	bytes bytes;
	date day;
};

static err value_of_cell(struct ctx *c, const struct db_table *t, const struct cell *cell, union value *v)
{
	switch (cell->type) {
	case DB_INT:
	case DB_ID:
	case DB_INSTANT:
	case DB_CENTS:
		v->i = cell->i;
		break;
	case DB_BOOL:
		v->b = cell->i != 0;
		break;
	case DB_TEXT:
	case DB_CODE:
		v->s = cell->s;
		break;
	case DB_BYTES:
		v->bytes = (bytes){(const uint8_t *)cell->s.p, cell->s.n};
		break;
	case DB_DATE:
		if (!date_read(cell->s, &v->day))
			FAIL(c, ERR_BUG, "Table %s holds \"%.20s\" as a date.", t->name, str_z(c->arena, cell->s));
		break;
	}
	return OK;
}

static err show_row(struct cursor *cur, const struct db_table *t, db_table_fn *fn, void *arg)
{
	union value v[DB_MAX_FIELDS];
	const void *values[DB_MAX_FIELDS];

	for (unsigned i = 0; i < t->n_columns; i++) {
		struct cell cell = {.type = t->columns[i].type};

		TRY(cur->tx->db->engine->value(cur, i, &cell));
		if (!cell.null)
			TRY(value_of_cell(cur->tx->ctx, t, &cell, &v[i]));
		values[i] = cell.null ? NULL : &v[i];
	}
	return fn(arg, t, values);
}

static void select_all(const struct db_table *t, struct buf *sql)
{
	BUF_LIT(sql, "select ");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_format(sql, "%s%s", i ? ", " : "", t->columns[i].name);
	buf_format(sql, " from %s order by %s", t->name, t->key);
	buf_char(sql, 0);
}

static err each_of(struct cursor *cur, const struct db_table *t, db_table_fn *fn, void *arg)
{
	bool any = true;
	err e = OK;

	while (e == OK && any) {
		arena_reset(cur->memory);
		e = cursor_step(cur, &any);
		if (e == OK && any)
			e = show_row(cur, t, fn, arg);
	}
	return e;
}

err db_table_each(struct tx *tx, const struct db_table *t, db_table_fn *fn, void *arg)
{
	struct ctx *c = tx->ctx;
	struct arena *memory = row_memory(c);
	struct db_query q = {.name = t->name, .where = "all rows", .slot = DB_NO_SLOT};
	struct cursor *cur;
	struct buf sql;
	err e;

	if (t->n_columns > DB_MAX_FIELDS)
		FAIL(c, ERR_BUG, "Table %s has more than 64 columns. Please report this.", t->name);
	buf_init(&sql, 65536);
	select_all(t, &sql);
	q.sqlite = q.postgres = str_z(c->arena, buf_view(&sql));
	buf_free(&sql);
	TRY(cursor_start(tx, &q, NULL, true, memory, &cur));
	e = each_of(cur, t, fn, arg);
	cursor_finish(cur);
	arena_free(memory);
	return e;
}

err db_table_rows(struct tx *tx, const struct db_table *t, int64_t *rows)
{
	static const struct db_field out = {.name = "n", .type = DB_INT};
	struct db_query q = {.name = t->name, .where = "count", .slot = DB_NO_SLOT, .out = &out, .n_out = 1};

	q.sqlite = q.postgres = str_format(tx->ctx->arena, "select count(*) from %s", t->name).p;
	return db_one(tx, &q, NULL, rows);
}

/* Row by row, PostgreSQL would look for others that refer to it among all those just deleted. */
static void clear_sql(enum db_engine engine, const struct db_table *tables, unsigned n, struct buf *sql)
{
	for (unsigned i = n; i-- > 0;)
		if (engine == DB_POSTGRES)
			buf_format(sql, "%s %s", i + 1 == n ? "truncate" : ",", tables[i].name);
		else
			buf_format(sql, "delete from %s;", tables[i].name);
}

err db_clear(struct wtx *w, const struct db_table *tables, unsigned n)
{
	struct buf sql;
	str text;

	TRY(tx_ready(&w->tx));
	TRY(bulks_flush(&w->tx, NULL));
	buf_init(&sql, 65536);
	clear_sql(w->tx.db->engine->kind, tables, n, &sql);
	text = str_copy(wtx_ctx(w)->arena, buf_view(&sql));
	buf_free(&sql);
	return w->tx.db->engine->script(&w->tx, text);
}
