/* postgres.c - connections to PostgreSQL and the queries that run on them.
 * Statements are never named, so that a pooler in transaction mode may stand between. Parameters travel in binary
 * with their type said, results as text, so that a sum may be numeric. */
#include "db/postgres.h"

#include <endian.h>

#define ROWS_AT_A_TIME 256
#define SLOW_STATEMENT_MS 30000

/* Types of parameters, by enum db_type; the numbers are PostgreSQL's own. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25 };

PGconn *postgres_handle(const struct tx *tx)
{
	return ((struct pg_conn *)tx->conn)->h;
}

bool postgres_lost(const struct tx *tx)
{
	return PQstatus(postgres_handle(tx)) != CONNECTION_OK;
}

/* ---- failures ------------------------------------------------------------------------------------------------ */

struct meaning {
	const char *state; /* SQLSTATE or the beginning of it; the first that fits counts */
	err e;
	const char *why;
};

static const struct meaning meanings[] = {
	{"40001", ERR_BUSY, "Others are changing the same data right now. Nothing was changed; please try again in a moment."},
	{"40P01", ERR_BUSY, "Others are changing the same data right now. Nothing was changed; please try again in a moment."},
	{"55P03", ERR_BUSY, "The database is busy. Nothing was changed; please try again in a moment."},
	{"57014", ERR_BUSY, "The database took too long. Nothing was changed; please try again in a moment."},
	{"53300", ERR_BUSY, "The database has no connection to spare. Nothing was changed; please try again in a moment."},
	{"23505", ERR_CONFLICT, "Somebody else changed this at the same time. Nothing was changed; please look again."},
	{"23503", ERR_CONFLICT, "Somebody else changed this at the same time. Nothing was changed; please look again."},
	{"23", ERR_BUG, "The database refused a value that Porchlight should have refused before. Please report this."},
	{"22", ERR_BUG, "A query of Porchlight is wrong. Please report this."},
	{"42501", ERR_IO, "Porchlight's account at the database server may not do this. Nothing was changed."},
	{"42", ERR_BUG, "A query of Porchlight is wrong. Please report this."},
	{"0A", ERR_BUG, "A query of Porchlight is wrong. Please report this."},
	{"25006", ERR_IO, "The database server takes no changes right now (a standby?). Nothing was changed."},
	{"53100", ERR_IO, "The disk of the database server is full. Nothing was changed. Make room, then try again."},
	{"", ERR_IO, "The database server failed. Nothing was changed. Look at its log before going on."},
};

static const struct meaning *meaning_of(const char *state)
{
	const struct meaning *m = meanings;

	while (strncmp(m->state, state, strlen(m->state)))
		m++;
	return m;
}

err postgres_fail(struct tx *tx, PGresult *r, const struct db_query *q)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *said = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const struct meaning *m = meaning_of(state ? state : "");
	char detail[512];

	snprintf(detail, sizeof(detail), "%s %s", state ? state : "-", said ? said : PQerrorMessage(postgres_handle(tx)));
	tx->collided |= state && (!strcmp(state, "40001") || !strcmp(state, "40P01"));
	PQclear(r); /* before anything that may leave by a jump */
	if (postgres_lost(tx))
		FAIL(tx->ctx, ERR_IO, "The connection to the database was lost. Nothing was changed; please try again.");
	if (m->e != ERR_BUG)
		FAIL(tx->ctx, m->e, "%s", m->why);
	FAIL(tx->ctx, ERR_BUG, "%s (%s, %s: %s)", m->why, q ? q->name : "-", q ? q->where : "-", detail);
}

err postgres_command(struct tx *tx, const char *sql)
{
	PGresult *r = PQexec(postgres_handle(tx), sql);

	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		return postgres_fail(tx, r, NULL);
	PQclear(r);
	return OK;
}

/* ---- connections --------------------------------------------------------------------------------------------- */

static void say_nothing(void *arg, const PGresult *r)
{
	(void)arg;
	(void)r;
}

static void disconnect(struct conn *conn)
{
	PQfinish(((struct pg_conn *)conn)->h);
	free(conn);
}

static bool alive(const struct conn *conn)
{
	PGconn *h = ((const struct pg_conn *)conn)->h;

	return PQstatus(h) == CONNECTION_OK && PQtransactionStatus(h) == PQTRANS_IDLE;
}

static err connect_to(struct db *db, struct conn **out, char *why, size_t size)
{
	/* What stands before the address may be changed in it. */
	const char *const names[] = {"application_name", "connect_timeout", "tcp_user_timeout", "dbname", "client_encoding", NULL};
	const char *const values[] = {"porchlight", "5", "30000", db->target, "UTF8", NULL};
	struct pg_conn *conn = calloc(1, sizeof(*conn));

	if (!conn) {
		snprintf(why, size, "Out of memory.");
		return ERR_IO;
	}
	conn->base.db = db;
	conn->h = PQconnectdbParams(names, values, 1);
	if (PQstatus(conn->h) == CONNECTION_OK) {
		PQsetNoticeReceiver(conn->h, say_nothing, NULL);
		*out = &conn->base;
		return OK;
	}
	snprintf(why, size, "Cannot reach the database %s: %s", db->shown, PQerrorMessage(conn->h));
	why[strcspn(why, "\n")] = 0;
	disconnect(&conn->base);
	return ERR_IO;
}

static bool setting_is(PGconn *h, const char *name, const char *value)
{
	PGresult *r = PQexecParams(h, "select current_setting($1, true)", 1, NULL, &name, NULL, NULL, 0);
	bool is = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 1 && !strcmp(PQgetvalue(r, 0, 0), value);

	PQclear(r);
	return is;
}

/* A server on which we cannot keep our promises is refused before anybody relies on it. */
static err check_server(PGconn *h, const char *shown, char *why, size_t size)
{
	const char *encoding = PQparameterStatus(h, "server_encoding");

	if (!encoding || strcmp(encoding, "UTF8")) {
		snprintf(why, size, "The database %s keeps text as %s. Make one with: createdb --encoding=UTF8 --template=template0",
		         shown, encoding ? encoding : "something unknown");
		return ERR_INVALID;
	}
	if (setting_is(h, "synchronous_commit", "off") || setting_is(h, "fsync", "off")) {
		snprintf(why, size, "The database %s says \"saved\" before data is on the disk. Set fsync and synchronous_commit to on.",
		         shown);
		return ERR_INVALID;
	}
	return OK;
}

static err postgres_open(struct db *db, char *why, size_t size)
{
	struct conn *conn;
	err e;

	TRY(connect_to(db, &conn, why, size));
	e = check_server(((struct pg_conn *)conn)->h, db->shown, why, size);
	if (e != OK) {
		disconnect(conn);
		return e;
	}
	db->idle = conn;
	db->open = 1;
	return OK;
}

static void postgres_close(struct db *db)
{
	(void)db;
}

/* ---- transactions -------------------------------------------------------------------------------------------- */

err postgres_begin(struct tx *tx, const char *begin)
{
	PGconn *h = postgres_handle(tx);
	PGresult *r = PQexec(h, begin);

	if (PQstatus(h) != CONNECTION_OK) { /* the server was restarted since; nothing is lost yet */
		PQclear(r);
		PQreset(h);
		if (PQstatus(h) != CONNECTION_OK)
			FAIL(tx->ctx, ERR_IO, "Cannot reach the database server. Nothing was changed; please try again in a moment.");
		r = PQexec(h, begin);
	}
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(tx, r, NULL);
	PQclear(r);
	return OK;
}

void postgres_roll_back(struct tx *tx)
{
	if (!postgres_lost(tx) && PQtransactionStatus(postgres_handle(tx)) != PQTRANS_IDLE)
		PQclear(PQexec(postgres_handle(tx), "rollback"));
}

static err begin_read(struct tx *tx)
{
	char begin[160];

	snprintf(begin, sizeof(begin), "begin isolation level repeatable read read only; set local statement_timeout = %d",
	         SLOW_STATEMENT_MS);
	return postgres_begin(tx, begin);
}

/* ---- values -------------------------------------------------------------------------------------------------- */

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

/* ---- queries ------------------------------------------------------------------------------------------------- */

static PGresult *send(struct cursor *cur, const char *sql, const struct cell *in)
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
	return PQexecParams(postgres_handle(cur->tx), sql, (int)cur->q->n_in, types, values, lengths, binary, 0);
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

/* A stream is a cursor of the server, so that other queries may run between its rows, as on SQLite. */
static err start_stream(struct cursor *cur, const struct cell *in)
{
	str sql = str_format(cur->tx->ctx->arena, "declare porchlight_%d no scroll cursor for %s", number_of(cur), cur->q->postgres);
	PGresult *r = send(cur, sql.p, in);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(cur->tx, r, cur->q);
	PQclear(r);
	return fetch(cur);
}

static err start(struct cursor *cur, const struct cell *in)
{
	PGresult *r;
	str changed;

	if (cur->stream)
		return start_stream(cur, in);
	r = send(cur, cur->q->postgres, in);
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

	if (cur->stream && cur->handle && PQtransactionStatus(postgres_handle(cur->tx)) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof(sql), "close porchlight_%d", number_of(cur));
		PQclear(PQexec(postgres_handle(cur->tx), sql));
	}
	PQclear(cur->handle);
}

static err script(struct tx *tx, str sql)
{
	PGresult *r = PQexec(postgres_handle(tx), str_z(tx->ctx->arena, sql));
	struct db_query q = {.name = "migration", .where = "migrations/"};

	if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
		return postgres_fail(tx, r, &q);
	PQclear(r);
	return OK;
}

const struct engine postgres_engine = {
	.kind = DB_POSTGRES,
	.open = postgres_open,
	.close = postgres_close,
	.connect = connect_to,
	.disconnect = disconnect,
	.alive = alive,
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
	.bulk_free = postgres_bulk_free,
	.integrity = postgres_integrity,
};
