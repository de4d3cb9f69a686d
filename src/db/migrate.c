/* migrate.c - looks at table `migration`, compares it with a list of migrations, applies what is missing. */
#include "db/migrate.h"

#include "db/engine.h"
#include "db/migrate_words.h"

/* ---- type words --------------------------------------------------------------------------------- */

static int line_of(str sql, const char *p)
{
	int line = 1;

	for (const char *at = sql.p; at < p; at++)
		line += *at == '\n';
	return line;
}

err migrate_expand(struct arena *a, str sql, enum db_engine engine, str *out, str *why)
{
	struct type_use use;
	size_t from = 0, at = 0;
	struct buf b;
	err e = OK;

	buf_init(&b, sql.n * 4 + 64); /* no word grows more than that */
	while (type_word_next(sql, &at, &use)) {
		if (!use.word) {
			*why = str_format(a, "Line %d: there is no type word %.*s.", line_of(sql, use.text.p), STR_ARG(use.text));
			e = ERR_INVALID;
			break;
		}
		buf_put(&b, sql.p + from, (size_t)(use.text.p - sql.p) - from);
		buf_z(&b, engine == DB_SQLITE ? use.word->sqlite : use.word->postgres);
		from = at;
	}
	buf_put(&b, sql.p + from, sql.n - from);
	if (e == OK)
		*out = str_copy(a, buf_view(&b));
	buf_free(&b);
	return e;
}

/* ---- table migration ---------------------------------------------------------------------------- */

#define TABLE_SQL \
	"create table if not exists migration (number @int not null primary key, name @text not null, " \
	"checksum @text not null, applied_at @instant not null) @strict"

struct applied {
	int64_t number;
	str name;
	str checksum;
};

static const struct db_field count_out[] = {{.name = "n", .type = DB_INT}};
static const struct db_query table_count = {
	.name = "migration_table", .where = "src/db/migrate.c", .slot = DB_NO_SLOT,
	.sqlite = "select count(*) from sqlite_schema where type = 'table' and name = 'migration'",
	.postgres = "select count(*) from pg_catalog.pg_class where oid = to_regclass('migration')",
	.out = count_out, .n_out = 1, .row_size = sizeof(int64_t),
};

static const struct db_field applied_out[] = {
	{.name = "number", .type = DB_INT, .offset = offsetof(struct applied, number)},
	{.name = "name", .type = DB_TEXT, .offset = offsetof(struct applied, name)},
	{.name = "checksum", .type = DB_TEXT, .offset = offsetof(struct applied, checksum)},
};
static const struct db_query applied_rows = {
	.name = "migration_rows", .where = "src/db/migrate.c", .slot = DB_NO_SLOT,
	.sqlite = "select number, name, checksum from migration order by number",
	.postgres = "select number, name, checksum from migration order by number",
	.out = applied_out, .n_out = COUNT_OF(applied_out), .row_size = sizeof(struct applied),
};

static const struct db_field record_in[] = {
	{.name = "number", .type = DB_INT, .offset = offsetof(struct applied, number)},
	{.name = "name", .type = DB_TEXT, .offset = offsetof(struct applied, name)},
	{.name = "checksum", .type = DB_TEXT, .offset = offsetof(struct applied, checksum)},
	{.name = "now", .type = DB_INSTANT, .source = DB_FROM_NOW},
};
static const struct db_query record = {
	.name = "migration_record", .where = "src/db/migrate.c", .slot = DB_NO_SLOT, .writes = true,
	.sqlite = "insert into migration (number, name, checksum, applied_at) values (?1, ?2, ?3, ?4)",
	.postgres = "insert into migration (number, name, checksum, applied_at) values ($1, $2, $3, $4)",
	.in = record_in, .n_in = COUNT_OF(record_in),
};

static err load_applied(struct tx *tx, struct applied **rows, size_t *n)
{
	int64_t tables;
	void *found = NULL;

	*rows = NULL;
	*n = 0;
	TRY(db_one(tx, &table_count, NULL, &tables));
	if (!tables)
		return OK;
	TRY(db_many(tx, &applied_rows, NULL, &found, n));
	*rows = found;
	return OK;
}

/* ---- looking ------------------------------------------------------------------------------------ */

static str trouble_of(struct arena *a, const struct migrate_list *list, const struct applied *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct db_migration *m = i < list->n ? &list->v[i] : NULL;

		if (!m)
			return str_format(a, "This database is newer than this Porchlight: it has migration %.*s, which this version "
			                     "does not know. Install the newer version.", STR_ARG(rows[i].name));
		if (rows[i].number != m->number)
			return str_format(a, "This database has migration %.*s where this Porchlight has %s. They do not belong together.",
			                  STR_ARG(rows[i].name), m->name);
		if (!str_is(rows[i].checksum, m->checksum))
			return str_format(a, "Migration %s was changed after it was applied to this database (its checksum differs). "
			                     "Install the version that this database was made with.", m->name);
	}
	return STR_NONE;
}

static err look(struct tx *tx, const struct migrate_list *list, struct migrate_status *out)
{
	struct applied *rows;
	size_t n;

	TRY(load_applied(tx, &rows, &n));
	*out = (struct migrate_status){
		.applied = (int)n,
		.pending = n < list->n ? (int)(list->n - n) : 0,
		.trouble = trouble_of(tx_ctx(tx)->arena, list, rows, n),
	};
	return OK;
}

err migrate_look_at(struct ctx *c, struct db *db, const struct migrate_list *list, struct migrate_status *out)
{
	err e;

	TRY(db_read_begin(c, db));
	e = look(c->tx, list, out);
	db_read_end(c);
	return e;
}

/* ---- applying ----------------------------------------------------------------------------------- */

static err script(struct wtx *w, const char *name, const char *sql)
{
	struct ctx *c = wtx_ctx(w);
	str expanded, why;

	if (migrate_expand(c->arena, str_of(sql), w->tx.db->engine->kind, &expanded, &why) != OK)
		FAIL(c, ERR_INVALID, "Migration %s is wrong. %.*s", name, STR_ARG(why));
	return w->tx.db->engine->script(&w->tx, expanded);
}

static err make_table(struct wtx *w, void *arg)
{
	(void)arg;
	return script(w, "of the table of migrations", TABLE_SQL);
}

struct step {
	const struct migrate_list *list;
	bool done; /* there was nothing to do */
};

/* The next missing migration and its record. Another process may have been faster since somebody looked. */
static err apply_next(struct wtx *w, void *arg)
{
	struct step *s = arg;
	struct ctx *c = wtx_ctx(w);
	struct migrate_status now;
	const struct db_migration *m;

	if (w->tx.db->engine->kind == DB_POSTGRES) /* before anything is read, so that what is read is current */
		TRY(w->tx.db->engine->script(&w->tx, STR("lock table migration in access exclusive mode")));
	TRY(look(wtx_read(w), s->list, &now));
	if (now.trouble.p)
		FAIL(c, ERR_CONFLICT, "%.*s", STR_ARG(now.trouble));
	s->done = !now.pending;
	if (s->done)
		return OK;
	m = &s->list->v[now.applied];
	TRY(script(w, m->name, m->sql));
	if (w->tx.db->engine->facts)
		TRY(w->tx.db->engine->script(&w->tx, str_of(w->tx.db->engine->facts)));
	return db_run(w, &record, &(struct applied){m->number, str_of(m->name), str_of(m->checksum)}, NULL);
}

err migrate_up_to(struct ctx *c, struct db *db, const struct migrate_list *list, err (*backup)(void *arg), void *arg,
                  int *applied)
{
	struct step s = {.list = list};
	struct migrate_status now;

	*applied = 0;
	TRY(migrate_look_at(c, db, list, &now));
	if (now.trouble.p)
		FAIL(c, ERR_CONFLICT, "%.*s", STR_ARG(now.trouble));
	if (!now.pending)
		return OK;
	if (backup && now.applied)
		TRY(backup(arg));
	TRY(db_write_long(c, db, make_table, NULL));
	for (;;) {
		TRY(db_write_long(c, db, apply_next, &s));
		if (s.done)
			return OK;
		++*applied;
	}
}
