/* postgres_table.c - bulk rows by binary COPY in portions, and the look at a database's health.
 * Rows wait here until a portion is full; while they do, the connection is free for other queries. */
#include "db/postgres.h"

#include <arpa/inet.h>

#define LARGEST_WAIT ((size_t)64 << 20)

/* ---- bulk --------------------------------------------------------------------------------------- */

err postgres_bulk_open(struct db_bulk *b)
{
	const struct db_table *t = b->t;

	buf_init(&b->rows, LARGEST_WAIT);
	buf_init(&b->sql, 65536);
	buf_format(&b->sql, "copy %s (", t->name);
	for (size_t i = 0; i < t->n_columns; i++)
		buf_format(&b->sql, "%s%s", i ? ", " : "", t->columns[i].name);
	BUF_LIT(&b->sql, ") from stdin (format binary)");
	buf_char(&b->sql, 0);
	return OK;
}

static void put16(struct buf *b, uint16_t v)
{
	v = htons(v);
	buf_put(b, &v, sizeof(v));
}

static void put32(struct buf *b, uint32_t v)
{
	v = htonl(v);
	buf_put(b, &v, sizeof(v));
}

err postgres_bulk_row(struct db_bulk *b, const struct cell *cells)
{
	put16(&b->rows, (uint16_t)b->t->n_columns);
	for (size_t i = 0; i < b->t->n_columns; i++) {
		char room[8];
		int length;
		const char *p = postgres_encode(&cells[i], room, &length);

		put32(&b->rows, (uint32_t)length);
		if (p)
			buf_put(&b->rows, p, (size_t)length);
	}
	b->n++;
	if (b->rows.full)
		FAIL(b->tx->ctx, ERR_IO, "Porchlight is out of memory. Nothing was changed.");
	return OK;
}

/* Signature, no flags, no header extension; after the rows a count of -1. */
static void send_rows(PGconn *h, const struct buf *rows)
{
	static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
	static const char tail[] = "\377\377";
	bool sent = PQputCopyData(h, head, 19) == 1 && PQputCopyData(h, rows->p, (int)rows->n) == 1 &&
	            PQputCopyData(h, tail, 2) == 1;

	(void)PQputCopyEnd(h, sent ? NULL : "not all rows could be sent");
}

err postgres_bulk_flush(struct db_bulk *b)
{
	PGconn *h = postgres_handle(b->tx);
	struct db_query q = {.name = b->t->name, .where = "copy"};
	PGresult *r, *rest;

	if (!b->rows.n)
		return OK;
	if (db_fault())
		FAIL(b->tx->ctx, ERR_IO, "The database failed (as a test asked). Nothing was changed.");
	TRY(postgres_command(b->tx, b->sql.p));
	send_rows(h, &b->rows); /* its failure is what the result says */
	buf_clear(&b->rows);
	r = PQgetResult(h);
	while ((rest = PQgetResult(h)) && PQresultStatus(rest) != PGRES_COPY_IN)
		PQclear(rest);
	PQclear(rest);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		return postgres_fail(b->tx, r, &q);
	PQclear(r);
	return OK;
}

/* The server plans by what it knows of a table, and would learn of so many new rows only later by itself. */
err postgres_bulk_done(struct db_bulk *b)
{
	if (b->n < 10000)
		return OK;
	buf_clear(&b->sql);
	buf_format(&b->sql, "analyze %s", b->t->name);
	buf_char(&b->sql, 0);
	return postgres_command(b->tx, b->sql.p);
}

void postgres_bulk_free(struct db_bulk *b)
{
	buf_free(&b->rows);
	buf_free(&b->sql);
}

/* ---- integrity ---------------------------------------------------------------------------------- */

/* The server checks its own pages and keys all the time; what is left to see is what somebody switched
 * off. */
static const char findings[] =
	"select format('Index %s is not valid. Rebuild it: reindex index %s', c.relname, c.relname) from pg_index i "
	"join pg_class c on c.oid = i.indexrelid where not i.indisvalid and c.relnamespace = current_schema()::regnamespace "
	"union all "
	"select format('Table %s: rule %s was never checked against the rows that are there.', c.relname, k.conname) "
	"from pg_constraint k join pg_class c on c.oid = k.conrelid "
	"where not k.convalidated and c.relnamespace = current_schema()::regnamespace "
	"union all "
	"select format('The server found %s damaged pages in this database.', checksum_failures) from pg_stat_database "
	"where datname = current_database() and checksum_failures > 0";

/* One query per foreign key that counts rows which refer to nothing. */
static const char orphan_queries[] =
	"select format('select count(*), %L, %L from %s c where %s and not exists (select 1 from %s p where %s)', "
	"k.conrelid::regclass, k.confrelid::regclass, k.conrelid::regclass, "
	"string_agg(format('c.%I is not null', a.attname), ' and '), k.confrelid::regclass, "
	"string_agg(format('p.%I = c.%I', b.attname, a.attname), ' and ')) "
	"from pg_constraint k cross join unnest(k.conkey, k.confkey) as u(mine, theirs) "
	"join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.mine "
	"join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.theirs "
	"where k.contype = 'f' and k.connamespace = current_schema()::regnamespace "
	"group by k.oid, k.conrelid, k.confrelid";

static err rows_of(struct tx *tx, const char *sql, PGresult **out)
{
	PGresult *r = PQexec(postgres_handle(tx), sql);

	if (PQresultStatus(r) != PGRES_TUPLES_OK)
		return postgres_fail(tx, r, NULL);
	*out = r;
	return OK;
}

static err count_orphans(struct tx *tx, const char *sql, struct buf *report)
{
	PGresult *r = NULL;

	TRY(rows_of(tx, sql, &r));
	if (strcmp(PQgetvalue(r, 0, 0), "0"))
		buf_format(report, "%s rows of table %s refer to rows of table %s that are not there.\n", PQgetvalue(r, 0, 0),
		           PQgetvalue(r, 0, 1), PQgetvalue(r, 0, 2));
	PQclear(r);
	return OK;
}

err postgres_integrity(struct tx *tx, struct buf *report)
{
	PGresult *r = NULL;
	err e = OK;

	TRY(postgres_command(tx, "set local statement_timeout = 0"));
	TRY(rows_of(tx, findings, &r));
	for (int i = 0; i < PQntuples(r); i++)
		buf_format(report, "%s\n", PQgetvalue(r, i, 0));
	PQclear(r);
	TRY(rows_of(tx, orphan_queries, &r));
	for (int i = 0; i < PQntuples(r) && e == OK; i++)
		e = count_orphans(tx, PQgetvalue(r, i, 0), report);
	PQclear(r);
	return e;
}
