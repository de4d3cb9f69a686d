/* postgres_send.c - how queries travel to PostgreSQL, and how a transaction begins and ends. A round trip costs more than most queries, and
 * planning more than running them. So the beginning of a transaction travels together with its first query, nobody waits for the end of a
 * view, and a server that is spoken to directly keeps each query's statement with its plan, as long as the connection lives. */
#include "db/postgres.h"

/* A query whose place in the program is above this is not kept; so what the server keeps for a connection has an end. */
#define MOST_KEPT 4096

static struct pg_conn *conn_of(const struct tx *tx)
{
	return (struct pg_conn *)tx->conn;
}

/* ---- kept statements ---------------------------------------------------------------------------- */

static bool make_room(struct pg_conn *conn, bool cut, unsigned slot)
{
	unsigned had = conn->n_kept[cut], room = slot < had * 2 ? had * 2 : slot + 1;
	const struct db_query **kept;

	if (slot < had)
		return true;
	if (slot >= MOST_KEPT || !(kept = realloc(conn->kept[cut], room * sizeof(const struct db_query *))))
		return false;
	memset(kept + had, 0, (room - had) * sizeof(const struct db_query *));
	conn->kept[cut] = kept;
	conn->n_kept[cut] = room;
	return true;
}

/* Where it is noted that the server keeps q's statement; NULL: it does not and shall not. */
static const struct db_query **place_of(struct pg_conn *conn, const struct pg_query *q)
{
	const struct db_query **place;

	if (!q->keep || !conn->direct || !make_room(conn, q->cut, q->keep->slot))
		return NULL;
	place = &conn->kept[q->cut][q->keep->slot];
	return !*place || *place == q->keep ? place : NULL;
}

void postgres_forget_statements(struct pg_conn *conn)
{
	for (size_t i = 0; i < COUNT_OF(conn->kept); i++) {
		free(conn->kept[i]);
		conn->kept[i] = NULL;
		conn->n_kept[i] = 0;
	}
}

/* ---- one journey -------------------------------------------------------------------------------- */

/* The results of a journey, part by part: returns the last part's, or the first failure. `prepared` is the part that makes a
 * statement; its success is noted in *place. */
static PGresult *results(struct pg_conn *conn, size_t prepared, const struct db_query **place, const struct db_query *q)
{
	PGresult *kept = NULL, *r;
	size_t part = 0;

	while ((r = PQgetResult(conn->h)) || PQstatus(conn->h) == CONNECTION_OK) {
		ExecStatusType status = PQresultStatus(r);

		if (status == PGRES_PIPELINE_SYNC) {
			PQclear(r);
			break;
		}
		if (!r) {
			part++;
			continue;
		}
		if (place && part == prepared && status == PGRES_COMMAND_OK)
			*place = q;
		if (kept && PQresultStatus(kept) == PGRES_FATAL_ERROR) {
			PQclear(r);
			continue;
		}
		PQclear(kept);
		kept = r;
	}
	return kept;
}

/* The beginning that waits, the statement that is not there yet, and the query, in one round trip. */
static PGresult *travel(struct pg_conn *conn, const struct pg_query *q, size_t n_begin)
{
	const struct db_query **place = place_of(conn, q);
	bool prepare = place && !*place;
	PGresult *r;
	char name[16];

	(void)PQenterPipelineMode(conn->h);
	for (size_t i = 0; i < n_begin; i++)
		(void)PQsendQueryParams(conn->h, conn->begin[i], 0, NULL, NULL, NULL, NULL, 0);
	if (place) {
		snprintf(name, sizeof(name), "%c%u", q->cut ? 'c' : 'q', q->keep->slot);
		if (prepare)
			(void)PQsendPrepare(conn->h, name, q->sql, q->n, q->types);
		(void)PQsendQueryPrepared(conn->h, name, q->n, q->values, q->lengths, q->binary, 0);
	} else {
		(void)PQsendQueryParams(conn->h, q->sql, q->n, q->types, q->values, q->lengths, q->binary, 0);
	}
	(void)PQpipelineSync(conn->h);
	r = results(conn, n_begin, prepare ? place : NULL, q->keep);
	(void)PQexitPipelineMode(conn->h);
	return r;
}

PGresult *postgres_send(struct tx *tx, const struct pg_query *q)
{
	struct pg_conn *conn = conn_of(tx);
	size_t n_begin = conn->n_begin;
	PGresult *r;

	conn->n_begin = 0;
	r = travel(conn, q, n_begin);
	if (!n_begin || PQstatus(conn->h) == CONNECTION_OK)
		return r;
	/* The server was restarted since the last transaction. Nothing of this one is lost: try once more. */
	PQclear(r);
	PQreset(conn->h);
	if (PQstatus(conn->h) != CONNECTION_OK)
		return NULL;
	postgres_settle(conn);
	return travel(conn, q, n_begin);
}

err postgres_command(struct tx *tx, const char *sql)
{
	ExecStatusType status;
	PGresult *r;

	if (conn_of(tx)->n_begin) {
		r = postgres_send(tx, &(struct pg_query){.sql = "select"});
		if (PQresultStatus(r) != PGRES_TUPLES_OK)
			return postgres_fail(tx, r, NULL);
		PQclear(r);
	}
	r = PQexec(postgres_handle(tx), sql);
	status = PQresultStatus(r);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
		return postgres_fail(tx, r, NULL);
	PQclear(r);
	return OK;
}

/* ---- transactions ------------------------------------------------------------------------------- */

/* The answer to the end of the view before this one. */
static void finish_ending(struct pg_conn *conn)
{
	PGresult *r;

	while (conn->ending && (r = PQgetResult(conn->h)))
		PQclear(r);
	conn->ending = false;
}

static char *next_beginning(struct pg_conn *conn)
{
	return conn->begin[conn->n_begin++];
}

/* Behind a pooler each transaction may meet another process of the server, and has to say all that holds for it. A server that is spoken
 * to directly was told when the connection was made. */
void postgres_begin(struct tx *tx, const char *mode, bool alone)
{
	struct pg_conn *conn = conn_of(tx);
	const size_t room = sizeof(conn->begin[0]);

	finish_ending(conn);
	conn->n_begin = 0;
	snprintf(next_beginning(conn), room, "begin isolation level %s", mode);
	if (!conn->direct)
		snprintf(next_beginning(conn), room, "set local lock_timeout = %d", tx->db->busy_ms);
	if (!conn->direct || alone)
		snprintf(next_beginning(conn), room, "set local statement_timeout = %d", alone ? 0 : POSTGRES_SLOW_MS);
}

void postgres_roll_back(struct tx *tx)
{
	struct pg_conn *conn = conn_of(tx);

	if (conn->n_begin || postgres_lost(tx) || PQtransactionStatus(conn->h) == PQTRANS_IDLE)
		conn->n_begin = 0;
	else
		conn->ending = PQsendQuery(conn->h, "rollback");
}
