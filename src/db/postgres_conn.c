/* postgres_conn.c - connections to PostgreSQL: how they are made and settled, and what their failures mean. */
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
	{"42P05", ERR_BUSY, "The database server was changed at this moment. Nothing was changed; please try again."},
	{"26000", ERR_BUSY, "The database server was changed at this moment. Nothing was changed; please try again."},
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

/* The server does not keep statements as we were told it does (26000, 42P05: somebody between us hands its processes around), or one of
 * them does not fit any more (a migration changed a table). */
static bool statement_lost(const PGresult *r, const char *state)
{
	const char *where = PQresultErrorField(r, PG_DIAG_SOURCE_FUNCTION);

	return !strcmp(state, "26000") || !strcmp(state, "42P05") ||
	       (!strcmp(state, "0A000") && where && !strcmp(where, "RevalidateCachedQuery"));
}

/* This connection goes, and what collided is run again without kept statements. */
static void stop_keeping(struct pg_conn *conn, const char *state)
{
	conn->spoiled = true;
	conn->direct = false;
	if (strcmp(state, "0A000"))
		atomic_store(&conn->base.db->keeps_nothing, true);
}

err postgres_fail(struct tx *tx, PGresult *r, const struct db_query *q)
{
	struct pg_conn *conn = (struct pg_conn *)tx->conn;
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
	const char *said = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const struct meaning *m = meaning_of(state ? state : "");
	char detail[512];

	snprintf(detail, sizeof(detail), "%s %s", state ? state : "-", said ? said : PQerrorMessage(postgres_handle(tx)));
	tx->collided |= state && (!strcmp(state, "40001") || !strcmp(state, "40P01"));
	if (state && conn->direct && statement_lost(r, state)) {
		stop_keeping(conn, state);
		m = meaning_of("26000");
		tx->collided = true;
	}
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
	struct pg_conn *pg = (struct pg_conn *)conn;

	postgres_forget_statements(pg);
	PQfinish(pg->h);
	free(pg);
}

bool postgres_alive(const struct conn *conn)
{
	const struct pg_conn *pg = (const struct pg_conn *)conn;

	return !pg->spoiled && PQstatus(pg->h) == CONNECTION_OK && (pg->ending || PQtransactionStatus(pg->h) == PQTRANS_IDLE);
}

/* A pooler tells its own number instead of that of the server's process, which it may change between transactions. Then nothing is settled
 * here, and nothing kept. JIT would cost more than our queries. */
static const char settling[] = "select set_config(s.name, v.value, false) from (values ('jit', 'off'), "
							   "('lock_timeout', $2), ('statement_timeout', $3)) v (name, value) "
							   "join pg_settings s on s.name = v.name where pg_backend_pid() = $1::int";

void postgres_settle(struct pg_conn *conn)
{
	char pid[16], busy[16], slow[16];
	const char *const values[] = {pid, busy, slow};
	PGresult *r;

	postgres_forget_statements(conn);
	snprintf(pid, sizeof(pid), "%d", PQbackendPID(conn->h));
	snprintf(busy, sizeof(busy), "%d", conn->base.db->busy_ms);
	snprintf(slow, sizeof(slow), "%d", POSTGRES_SLOW_MS);
	r = PQexecParams(conn->h, settling, COUNT_OF(values), NULL, values, NULL, NULL, 0);
	conn->direct = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) > 1 && !atomic_load(&conn->base.db->keeps_nothing);
	PQclear(r);
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
		postgres_settle(conn);
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
	static const pthread_rwlock_t fresh = PTHREAD_RWLOCK_WRITER_NONRECURSIVE_INITIALIZER_NP;
	struct conn *conn;
	err e;

	db->writers = fresh; /* whoever wants it alone goes before those who come later */
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
