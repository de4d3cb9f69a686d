/* value.c - between the structs of generated code and what an engine binds and returns. */
#include "db/engine.h"

bool db_type_is_text(enum db_type type)
{
	return type == DB_TEXT || type == DB_BYTES || type == DB_DATE || type == DB_CODE;
}

err query_bug(struct ctx *c, const struct db_query *q, const char *what)
{
	return ctx_fail(c, ERR_BUG, "A query of Porchlight is wrong: %s (%s, %s). Please report this.", what, q->name,
	                q->where);
}

static void set_text(struct cell *cell, str s)
{
	cell->s = s;
	cell->null = !s.p;
}

static void set_date(struct cell *cell, date d)
{
	cell->day = date_show(d);
	set_text(cell, date_none(d) ? STR_NONE : str_of(cell->day.s));
}

static void set_int(struct cell *cell, int64_t v, bool null)
{
	cell->i = v;
	cell->null = null;
}

/* The value at p, a C value of the field's type. */
static void cell_of_field(const struct db_field *f, const void *p, struct cell *cell)
{
	const struct opt_int *opt = p;

	*cell = (struct cell){.type = f->type};
	switch (f->type) {
	case DB_INT:
		if (f->nullable)
			set_int(cell, opt->v, !opt->set);
		else
			set_int(cell, *(const int64_t *)p, false);
		break;
	case DB_BOOL:
		set_int(cell, *(const bool *)p, false);
		break;
	case DB_CENTS:
		set_int(cell, ((const cents *)p)->v, false);
		break;
	case DB_ID:
		set_int(cell, *(const int64_t *)p, *(const int64_t *)p == 0);
		break;
	case DB_INSTANT:
		set_int(cell, ((const instant *)p)->ms, instant_none(*(const instant *)p));
		break;
	case DB_TEXT:
		set_text(cell, *(const str *)p);
		break;
	case DB_BYTES:
		set_text(cell, (str){(const char *)((const bytes *)p)->p, ((const bytes *)p)->n});
		break;
	case DB_DATE:
		set_date(cell, *(const date *)p);
		break;
	case DB_CODE:
		set_text(cell, *(const int *)p ? code_of(f->codes, *(const int *)p) : STR_NONE);
		break;
	}
}

err cells_of_args(struct ctx *c, const struct db_query *q, const void *args, struct cell *cells)
{
	if (q->n_in > DB_MAX_FIELDS || q->n_out > DB_MAX_FIELDS)
		return query_bug(c, q, "more than 64 parameters or columns");
	for (size_t i = 0; i < q->n_in; i++) {
		const struct db_field *f = &q->in[i];

		switch (f->source) {
		case DB_FROM_CENTER: /* 0 is the organization's own chain in the journal, not null */
			cells[i] = (struct cell){.type = DB_ID, .i = c->center};
			break;
		case DB_FROM_NOW:
			cells[i] = (struct cell){.type = DB_INSTANT, .i = c->now.ms};
			break;
		case DB_FROM_ARGS:
			cell_of_field(f, (const char *)args + f->offset, &cells[i]);
			if (cells[i].null && !f->nullable)
				return ctx_fail(c, ERR_BUG, "A query of Porchlight got no \"%s\" (%s, %s). Please report this.",
				                f->name, q->name, q->where);
			break;
		}
	}
	return OK;
}

/* ---- rows --------------------------------------------------------------------------------------- */

static err wrong_value(struct ctx *c, const struct db_query *q, const struct db_field *f, str value)
{
	return ctx_fail(c, ERR_BUG, "The database holds \"%.60s\" as \"%s\", which this version of Porchlight does not know "
	                            "(%s, %s).", str_z(c->arena, value), f->name, q->name, q->where);
}

static err store_text(struct ctx *c, const struct db_query *q, const struct db_field *f, str s, bool copy, void *p)
{
	date day = {0};
	int code = 0;

	if (f->type == DB_DATE) {
		if (s.p && !date_read(s, &day))
			return wrong_value(c, q, f, s);
		*(date *)p = day;
	} else if (f->type == DB_CODE) {
		if (s.p && !(code = code_find(f->codes, s)))
			return wrong_value(c, q, f, s);
		*(int *)p = code;
	} else {
		if (copy && s.p)
			s = str_copy(c->arena, s);
		if (f->type == DB_BYTES)
			*(bytes *)p = (bytes){(const uint8_t *)s.p, s.n};
		else
			*(str *)p = s;
	}
	return OK;
}

static void store_int(const struct db_field *f, const struct cell *cell, void *p)
{
	int64_t v = cell->null ? 0 : cell->i;

	if (f->type == DB_INT && f->nullable)
		*(struct opt_int *)p = (struct opt_int){!cell->null, v};
	else if (f->type == DB_BOOL)
		*(bool *)p = v != 0;
	else
		*(int64_t *)p = v; /* int, and the one-member structs around an int64_t */
}

err row_of_cursor(struct cursor *cur, void *row, bool copy)
{
	const struct db_query *q = cur->q;
	struct ctx *c = cur->tx->ctx;

	for (unsigned i = 0; i < q->n_out; i++) {
		const struct db_field *f = &q->out[i];
		void *p = (char *)row + f->offset;
		struct cell cell = {.type = f->type};

		TRY(cur->tx->db->engine->value(cur, i, &cell));
		if (cell.null && !f->nullable)
			return ctx_fail(c, ERR_BUG, "The database has no value for \"%s\", which may not be missing (%s, %s).",
			                f->name, q->name, q->where);
		if (db_type_is_text(f->type))
			TRY(store_text(c, q, f, cell.null ? STR_NONE : cell.s, copy, p));
		else
			store_int(f, &cell, p);
	}
	return OK;
}

/* ---- bulk --------------------------------------------------------------------------------------- */

err cell_of_value(struct ctx *c, const struct db_table *t, const struct db_column *column, const void *value,
                  struct cell *cell)
{
	*cell = (struct cell){.type = column->type, .null = !value};
	if (!value)
		;
	else if (column->type == DB_CODE)
		set_text(cell, *(const str *)value);
	else
		cell_of_field(&(struct db_field){.type = column->type}, value, cell);
	if (!cell->null || column->nullable)
		return OK;
	/* Zero is a value where the column cannot be null: center 0 of the journal. */
	if (value && !db_type_is_text(column->type)) {
		cell->null = false;
		return OK;
	}
	return ctx_fail(c, ERR_BUG, "A row for table %s has no \"%s\".", t->name, column->name);
}
