/* postgres.c - queries on PostgreSQL. Parameters travel in binary with their type said, results as text, so that a sum may
 * be numeric. */
#include "db/postgres.h"

#include <endian.h>

#define ROWS_AT_A_TIME 256

/* Types of parameters, by enum db_type; the numbers are PostgreSQL's own. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25 };

/* ---- values ------------------------------------------------------------------------------------- */

const char *postgres_encode(const struct cell *cell, char room[8], int *length)
{
	uint64_t big_endian = htobe64((uint64_t)cell->i);

	*length = -1;
	if (cell->null)
		return NULL;
	if (db_type_is_text(cell->type)) {
		*length = (int)cell->s.n;
		return cell->s.p;
	}
	if (cell->type == DB_BOOL) {
		room[0] = cell->i != 0;
		*length = 1;
	} else {
		memcpy(room, &big_endian, 8);
		*length = 8;
	}
	return room;
}

static Oid oid_of(enum db_type type)
{
	if (type == DB_BYTES)
		return OID_BYTEA;
	if (type == DB_BOOL)
		return OID_BOOL;
	return db_type_is_text(type) ? OID_TEXT : OID_INT8;
}

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x0aff" */
static err decode_bytes(struct cursor *cur, str hex, struct cell *out)
{
	size_t n = hex.n / 2 - 1;
	char *p;

	if (hex.n < 2 || hex.n % 2 || hex.p[0] != '\\' || hex.p[1] != 'x')
		return query_bug(cur->tx->ctx, cur->q, "bytes do not look like bytes");
	p = arena_alloc(cur->memory, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(hex_digit(hex.p[2 * i + 2]) << 4 | hex_digit(hex.p[2 * i + 3]));
	out->s = (str){p, n};
	return OK;
}

static err value(struct cursor *cur, unsigned column, struct cell *out)
{
	int row = cur->at - 1, at = (int)column;
	str text;

	out->null = PQgetisnull(cur->handle, row, at);
	if (out->null)
		return OK;
	text = (str){PQgetvalue(cur->handle, row, at), (size_t)PQgetlength(cur->handle, row, at)};
	if (out->type == DB_BYTES)
		return decode_bytes(cur, text, out);
	if (db_type_is_text(out->type))
		out->s = text;
	else if (out->type == DB_BOOL)
		out->i = str_is(text, "t");
	else if (!str_to_int(text, &out->i))
		return query_bug(cur->tx->ctx, cur->q, "a number is not a whole number");
	return OK;
}

/* ---- queries ------------------------------------------------------------------------------------ */

/* The cursor's query as `sql`, which the server keeps when `keep`. */
static PGresult *send(struct cursor *cur, const char *sql, bool keep, const struct cell *in)
{
	const char *values[DB_MAX_FIELDS];
	int lengths[DB_MAX_FIELDS], binary[DB_MAX_FIELDS];
	char room[DB_MAX_FIELDS][8];
	Oid types[DB_MAX_FIELDS];

	for (size_t i = 0; i < cur->q->n_in; i++) {
		values[i] = postgres_encode(&in[i], room[i], &lengths[i]);
		types[i] = oid_of(in[i].type);
		binary[i] = 1;
	}
	return postgres_send(cur->tx, &(struct pg_query){keep ? cur->q : NULL, cur->stream, sql, (int)cur->q->n_in, types,
	                                                values, lengths, binary});
}

static int number_of(const struct cursor *cur)
{
	return (int)(cur - cur->tx->conn->cursors);
}

/* The next portion of a stream. */
static err fetch(struct cursor *cur)
{
	char sql[64];
	PGresult *r;

	PQclear(cur->handle);
	cur->handle = NULL;
	snprintf(sql, sizeof(sql), "fetch %d from porchlight_%d", ROWS_AT_A_TIME, number_of(cur));
	r = PQexec(postgres_handle(cur->tx), sql);
	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		return postgres_fail(cur->tx, r, cur->q);
	cur->handle = r;
	cur->at = 0;
	cur->more = PQntuples(r) == ROWS_AT_A_TIME;
	return OK;
}

/* The rest of what is too long is a cursor of the server, so that other queries may run between its rows, as on SQLite. */
static err declare(struct cursor *cur, const struct cell *in)
{
	str sql = str_format(cur->tx->ctx->arena, "declare porchlight_%d no scroll cursor for %s", number_of(cur),
	                     cur->q->postgres);
	PGresult *r = send(cur, sql.p, false, in);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(cur->tx, r, cur->q);
	PQclear(r);
	cur->declared = true;
	return fetch(cur);
}

/* Most streams are short. So the first portion is asked for like any other query, and only if there is more a cursor starts anew: it
 * sees what the first portion saw. */
static err start_stream(struct cursor *cur, const struct cell *in)
{
	str sql = str_format(cur->tx->ctx->arena, "%s limit %d", cur->q->postgres, ROWS_AT_A_TIME + 1);
	PGresult *r = send(cur, sql.p, true, in);

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		return postgres_fail(cur->tx, r, cur->q);
	if (PQntuples(r) <= ROWS_AT_A_TIME) {
		cur->handle = r;
		return OK;
	}
	PQclear(r);
	return declare(cur, in);
}

static err start(struct cursor *cur, const struct cell *in)
{
	PGresult *r;
	str changed;

	if (cur->stream)
		return start_stream(cur, in);
	r = send(cur, cur->q->postgres, true, in);
	if (PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(cur->tx, r, cur->q);
	cur->handle = r;
	changed = str_of(PQcmdTuples(r));
	if (!str_to_int(changed, &cur->changed))
		cur->changed = 0;
	return OK;
}

static err step(struct cursor *cur, bool *row)
{
	if (cur->more && cur->at == PQntuples(cur->handle))
		TRY(fetch(cur));
	*row = cur->at < PQntuples(cur->handle);
	cur->at += *row;
	return OK;
}

static void finish(struct cursor *cur)
{
	char sql[64];

	if (cur->declared && cur->handle && PQtransactionStatus(postgres_handle(cur->tx)) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof(sql), "close porchlight_%d", number_of(cur));
		PQclear(PQexec(postgres_handle(cur->tx), sql));
	}
	PQclear(cur->handle);
}

static err begin_read(struct tx *tx)
{
	postgres_begin(tx, "repeatable read read only", false);
	return OK;
}

static err script(struct tx *tx, str sql)
{
	return postgres_command(tx, str_z(tx->ctx->arena, sql));
}

/* Connections close with the pool. */
static void nothing_to_close(struct db *db)
{
	(void)db;
}

const struct engine postgres_engine = {
	.kind = DB_POSTGRES,
	.open = postgres_open,
	.close = nothing_to_close,
	.connect = postgres_connect,
	.disconnect = postgres_disconnect,
	.alive = postgres_alive,
	.begin_read = begin_read,
	.end_read = postgres_roll_back,
	.write = postgres_write,
	.start = start,
	.step = step,
	.value = value,
	.finish = finish,
	.script = script,
	.bulk_open = postgres_bulk_open,
	.bulk_row = postgres_bulk_row,
	.bulk_flush = postgres_bulk_flush,
	.bulk_done = postgres_bulk_done,
	.bulk_free = postgres_bulk_free,
	.integrity = postgres_integrity,
};
