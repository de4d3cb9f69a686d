/* postgres_conn.c - connections to PostgreSQL, what their failures mean, and how a transaction begins and
 * ends. A round trip to a server costs more than most queries. So the beginning of a transaction travels
 * together with its first query, and nobody waits for the end of a view. */
#include "db/postgres.h"

PGconn *postgres_handle(const struct tx *tx)
{
	return ((struct pg_conn *)tx->conn)->h;
}

bool postgres_lost(const struct tx *tx)
{
	return PQstatus(postgres_handle(tx)) != CONNECTION_OK;
}

/* ---- failures ----------------------------------------------------------------------------------- */

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

/* ---- connections -------------------------------------------------------------------------------- */

static void say_nothing(void *arg, const PGresult *r)
{
	(void)arg;
	(void)r;
}

void postgres_disconnect(struct conn *conn)
{
	PQfinish(((struct pg_conn *)conn)->h);
	free(conn);
}

bool postgres_alive(const struct conn *conn)
{
	const struct pg_conn *pg = (const struct pg_conn *)conn;

	return PQstatus(pg->h) == CONNECTION_OK && (pg->ending || PQtransactionStatus(pg->h) == PQTRANS_IDLE);
}

err postgres_connect(struct db *db, struct conn **out, char *why, size_t size)
{
	/* What stands before the address may be changed in it. */
	const char *const names[] = {
		"application_name", "connect_timeout", "tcp_user_timeout", "dbname", "client_encoding", NULL,
	};
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
	postgres_disconnect(&conn->base);
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
		snprintf(why, size, "The database %s keeps text as %s. Make one with: "
		                    "createdb --encoding=UTF8 --template=template0", shown, encoding ? encoding : "something unknown");
		return ERR_INVALID;
	}
	if (setting_is(h, "synchronous_commit", "off") || setting_is(h, "fsync", "off")) {
		snprintf(why, size, "The database %s says \"saved\" before data is on the disk. "
		                    "Set fsync and synchronous_commit to on.", shown);
		return ERR_INVALID;
	}
	return OK;
}

err postgres_open(struct db *db, char *why, size_t size)
{
	struct conn *conn;
	err e;

	TRY(postgres_connect(db, &conn, why, size));
	e = check_server(((struct pg_conn *)conn)->h, db->shown, why, size);
	if (e != OK) {
		postgres_disconnect(conn);
		return e;
	}
	db->idle = conn;
	db->open = 1;
	return OK;
}

/* ---- transactions ------------------------------------------------------------------------------- */

static struct pg_conn *conn_of(const struct tx *tx)
{
	return (struct pg_conn *)tx->conn;
}

/* The answer to the end of the view before this one. */
static void finish_ending(struct pg_conn *conn)
{
	PGresult *r;

	while (conn->ending && (r = PQgetResult(conn->h)))
		PQclear(r);
	conn->ending = false;
}

void postgres_begin(struct tx *tx, const char *mode, int statement_ms)
{
	struct pg_conn *conn = conn_of(tx);

	finish_ending(conn);
	snprintf(conn->begin[0], sizeof(conn->begin[0]), "begin isolation level %s", mode);
	snprintf(conn->begin[1], sizeof(conn->begin[1]), "set local lock_timeout = %d", tx->db->busy_ms);
	snprintf(conn->begin[2], sizeof(conn->begin[2]), "set local statement_timeout = %d", statement_ms);
	conn->waiting = true;
}

/* Everything in one round trip; the result is the query's, or the first failure. */
static PGresult *send_behind_begin(struct pg_conn *conn, const struct pg_query *q)
{
	PGresult *kept = NULL, *r;

	(void)PQenterPipelineMode(conn->h);
	for (size_t i = 0; i < COUNT_OF(conn->begin); i++)
		(void)PQsendQueryParams(conn->h, conn->begin[i], 0, NULL, NULL, NULL, NULL, 0);
	(void)PQsendQueryParams(conn->h, q->sql, q->n, q->types, q->values, q->lengths, q->binary, 0);
	(void)PQpipelineSync(conn->h);
	while ((r = PQgetResult(conn->h)) || PQstatus(conn->h) == CONNECTION_OK) {
		ExecStatusType status = PQresultStatus(r);

		if (status == PGRES_PIPELINE_SYNC) {
			PQclear(r);
			break;
		}
		if (!r || (kept && PQresultStatus(kept) == PGRES_FATAL_ERROR)) {
			PQclear(r);
			continue;
		}
		PQclear(kept);
		kept = r;
	}
	(void)PQexitPipelineMode(conn->h);
	return kept;
}

PGresult *postgres_send(struct tx *tx, const struct pg_query *q)
{
	struct pg_conn *conn = conn_of(tx);
	PGresult *r;

	if (!conn->waiting)
		return PQexecParams(conn->h, q->sql, q->n, q->types, q->values, q->lengths, q->binary, 0);
	conn->waiting = false;
	r = send_behind_begin(conn, q);
	if (PQstatus(conn->h) == CONNECTION_OK)
		return r;
	/* The server was restarted since the last transaction. Nothing of this one is lost: try once more. */
	PQclear(r);
	PQreset(conn->h);
	return PQstatus(conn->h) == CONNECTION_OK ? send_behind_begin(conn, q) : NULL;
}

err postgres_command(struct tx *tx, const char *sql)
{
	ExecStatusType status;
	PGresult *r;

	if (conn_of(tx)->waiting) {
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

void postgres_roll_back(struct tx *tx)
{
	struct pg_conn *conn = conn_of(tx);

	if (conn->waiting || postgres_lost(tx) || PQtransactionStatus(conn->h) == PQTRANS_IDLE)
		conn->waiting = false;
	else
		conn->ending = PQsendQuery(conn->h, "rollback");
}
