/* query.c - the verbs of generated code: parameters in, rows out, and what that cost. */
#include "db/engine.h"

/* A clock that stands still while the request waits for a connection, which is counted apart. */
static int64_t busy_ns(const struct ctx *c)
{
	return monotonic_ns() - c->cost.wait_ns;
}

static struct cursor *free_cursor(struct conn *conn)
{
	for (size_t i = 0; i < DB_MAX_OPEN; i++)
		if (!conn->cursors[i].tx)
			return &conn->cursors[i];
	return NULL;
}

err cursor_start(struct tx *tx, const struct db_query *q, const struct cell *in, bool stream, struct arena *memory,
                 struct cursor **out)
{
	struct cursor *cur;
	err e;

	TRY(tx_ready(tx));
	if (q->writes && !tx->writes)
		return query_bug(tx->ctx, q, "it writes where only reading is allowed");
	TRY(bulks_flush(tx, NULL)); /* the query sees them */
	cur = free_cursor(tx->conn);
	if (!cur)
		return query_bug(tx->ctx, q, "too many queries inside one another");
	*cur = (struct cursor){.tx = tx, .q = q, .stream = stream, .memory = memory};
	if (db_fault())
		e = ctx_fail(tx->ctx, ERR_IO, "The database failed (as a test asked). Nothing was changed.");
	else
		e = tx->db->engine->start(cur, in);
	if (e != OK) {
		cursor_finish(cur);
		return tx_failed(tx, e);
	}
	*out = cur;
	return OK;
}

err cursor_step(struct cursor *cur, bool *row)
{
	err e = cur->tx->db->engine->step(cur, row);

	return e == OK ? OK : tx_failed(cur->tx, e);
}

void cursor_finish(struct cursor *cur)
{
	cur->tx->db->engine->finish(cur);
	cur->tx = NULL;
}

/* Start q for its caller and count it. */
static err ask(struct tx *tx, const struct db_query *q, const void *args, struct cursor **out)
{
	struct cell in[DB_MAX_FIELDS];

	TRY(cells_of_args(tx->ctx, q, args, in));
	tx->ctx->cost.statements++;
	return cursor_start(tx, q, in, false, tx->ctx->arena, out);
}

static err first_row(struct tx *tx, const struct db_query *q, const void *args, void *row)
{
	struct cursor *cur;
	bool any = false;
	err e;

	TRY(ask(tx, q, args, &cur));
	e = cursor_step(cur, &any);
	if (e == OK)
		e = any ? row_of_cursor(cur, row, true) : ERR_NOT_FOUND;
	/* A write goes to its end, whatever it returns on the way. */
	while (e == OK && any && q->writes)
		e = cursor_step(cur, &any);
	cursor_finish(cur);
	return e;
}

err db_one(struct tx *tx, const struct db_query *q, const void *args, void *row)
{
	int64_t from = busy_ns(tx->ctx);
	err e = first_row(tx, q, args, row);

	tx->ctx->cost.sql_ns += busy_ns(tx->ctx) - from;
	return e;
}

/* Rows go to a growing array in the arena; what is outgrown stays there until the request ends, at most
 * as much again. */
static err next_row(struct cursor *cur, char **rows, size_t n, size_t *room)
{
	struct arena *a = cur->tx->ctx->arena;
	size_t size = cur->q->row_size;

	if (n == *room) {
		char *larger = arena_array(a, *room * 2 + 16, size);

		if (n)
			memcpy(larger, *rows, n * size);
		*rows = larger;
		*room = *room * 2 + 16;
	}
	return row_of_cursor(cur, *rows + n * size, true);
}

static err all_rows(struct tx *tx, const struct db_query *q, const void *args, void **rows, size_t *n)
{
	struct cursor *cur;
	char *found = NULL;
	size_t room = 0;
	bool any;
	err e;

	*n = 0;
	TRY(ask(tx, q, args, &cur));
	while ((e = cursor_step(cur, &any)) == OK && any && (e = next_row(cur, &found, *n, &room)) == OK)
		++*n;
	cursor_finish(cur);
	*rows = found;
	return e;
}

err db_many(struct tx *tx, const struct db_query *q, const void *args, void **rows, size_t *n)
{
	int64_t from = busy_ns(tx->ctx);
	err e = all_rows(tx, q, args, rows, n);

	tx->ctx->cost.sql_ns += busy_ns(tx->ctx) - from;
	return e;
}

static void free_memory(void *arg)
{
	arena_free(arg);
}

struct arena *row_memory(struct ctx *c)
{
	struct arena *memory = ARENA_NEW(c->arena, struct arena);

	arena_init(memory, c->arena->cap);
	memory->exhausted = c->arena->exhausted;
	arena_on_free(c->arena, free_memory, memory); /* when it is left by a jump */
	return memory;
}

/* The row lives in `memory`, which forgets it before the next. */
static err each_row(struct cursor *cur, struct arena *memory, db_each_fn *fn, void *arg, bool *any)
{
	int64_t from = busy_ns(cur->tx->ctx);
	void *row = NULL;
	err e;

	arena_reset(memory);
	e = cursor_step(cur, any);
	if (e == OK && *any) {
		row = arena_alloc(memory, cur->q->row_size);
		e = row_of_cursor(cur, row, false);
	}
	cur->tx->ctx->cost.sql_ns += busy_ns(cur->tx->ctx) - from;
	return e == OK && *any ? fn(arg, row) : e;
}

err db_each(struct tx *tx, const struct db_query *q, const void *args, db_each_fn *fn, void *arg)
{
	struct arena *memory = row_memory(tx->ctx);
	struct cell in[DB_MAX_FIELDS];
	int64_t from = busy_ns(tx->ctx);
	struct cursor *cur;
	bool any = true;
	err e;

	TRY(cells_of_args(tx->ctx, q, args, in));
	tx->ctx->cost.statements++;
	e = cursor_start(tx, q, in, true, memory, &cur);
	tx->ctx->cost.sql_ns += busy_ns(tx->ctx) - from;
	TRY(e);
	while ((e = each_row(cur, memory, fn, arg, &any)) == OK && any)
		;
	cursor_finish(cur);
	arena_free(memory);
	return e;
}

err db_run(struct wtx *w, const struct db_query *q, const void *args, int64_t *changed)
{
	struct tx *tx = &w->tx;
	int64_t from = busy_ns(tx->ctx);
	struct cursor *cur;
	bool any = true;
	err e;

	e = ask(tx, q, args, &cur);
	if (e == OK) {
		while (e == OK && any)
			e = cursor_step(cur, &any);
		if (changed)
			*changed = e == OK ? cur->changed : 0;
		cursor_finish(cur);
	}
	tx->ctx->cost.sql_ns += busy_ns(tx->ctx) - from;
	return e;
}
