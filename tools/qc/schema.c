/* schema.c - runs the migrations in an in-memory SQLite and asks it what came out.
 * Every type word becomes a column type such as text(17): the affinity is that of the real schema, so that
 * query plans are too, and the number leads back to the word. */
#include "db/migrate_words.h"
#include "qc.h"

bool schema_open(struct schema *s)
{
	/* without DQS a misspelt "name" in double quotes is an error, as on PostgreSQL, and not a text */
	return sqlite3_open(":memory:", &s->db) == SQLITE_OK &&
	       sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) == SQLITE_OK &&
	       sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) == SQLITE_OK;
}

static int line_at(const char *text, size_t offset)
{
	int line = 1;

	for (size_t i = 0; i < offset && text[i]; i++)
		line += text[i] == '\n';
	return line;
}

static void put_word(struct qc *qc, struct buf *b, const struct type_use *use)
{
	const char *of = use->of.p ? str_z(&qc->arena, use->of) : "";

	if (!use->word->type) {
		BUF_LIT(b, "without rowid"); /* @strict, whose `strict` would refuse our column types */
		return;
	}
	buf_format(b, "%s(%zu)", use->word->sqlite, qc->schema.words.n);
	*ADD(&qc->arena, &qc->schema.words) = (struct type){.base = use->word->type, .of = of};
	if (same(use->word->name, "id"))
		*ADD(&qc->arena, &qc->schema.ids) = of;
}

/* The migration with its words expanded; line breaks stay where they are. */
static bool expand(struct qc *qc, const char *path, const char *sql, const char **out)
{
	struct type_use use;
	struct buf b;
	size_t from = 0, at = 0;
	bool fine = true;

	buf_init(&b, (size_t)16 << 20);
	while (fine && type_word_next(str_of(sql), &at, &use)) {
		size_t start = (size_t)(use.text.p - sql);

		buf_put(&b, sql + from, start - from);
		if (use.word)
			put_word(qc, &b, &use);
		else
			fine = refuse(path, line_at(sql, start), "%.*s is not a type word", STR_ARG(use.text));
		from = at;
	}
	buf_z(&b, sql + from);
	*out = str_z(&qc->arena, buf_view(&b));
	buf_free(&b);
	return fine;
}

/* Behind white space and comment lines, so that a message names the line of the statement. */
static const char *skip_blank(const char *sql)
{
	while (strchr(" \t\r\n", *sql) ? *sql : !strncmp(sql, "--", 2))
		sql += *sql == '-' ? strcspn(sql, "\n") : 1;
	return sql;
}

static bool run(struct qc *qc, const char *path, const char *sql)
{
	sqlite3 *db = qc->schema.db;
	const char *rest = skip_blank(sql);

	for (; *rest; rest = skip_blank(rest)) {
		sqlite3_stmt *stmt = NULL;
		const char *start = rest;
		int rc = sqlite3_prepare_v2(db, start, -1, &stmt, &rest);

		if (rc == SQLITE_OK && stmt)
			while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
				;
		if (sqlite3_finalize(stmt) != SQLITE_OK || (rc != SQLITE_OK && rc != SQLITE_DONE)) {
			int offset = sqlite3_error_offset(db), line = line_at(sql, (size_t)(start - sql));

			line += line_at(start, offset > 0 ? (size_t)offset : 0) - 1;
			return refuse(path, line, "%s", sqlite3_errmsg(db));
		}
	}
	return true;
}

bool schema_migrate(struct qc *qc, const char *path)
{
	struct migration *m = ADD(&qc->arena, &qc->schema.migrations);
	const char *sql;

	m->name = file_stem(qc, path);
	if (strtoul(m->name, NULL, 10) != qc->schema.migrations.n)
		return refuse(path, 1, "this is migration number %zu: its name must start with that",
		              qc->schema.migrations.n);
	return file_text(qc, path, &m->sql) && expand(qc, path, m->sql, &sql) && run(qc, path, sql);
}

/* ---- what came out --------------------------------------------------------------------------- */

static const char *column_text(struct qc *qc, sqlite3_stmt *stmt, int column)
{
	return str_z(&qc->arena, str_of((const char *)sqlite3_column_text(stmt, column)));
}

static bool id_known(const struct schema *s, const char *of)
{
	for (size_t i = 0; i < s->ids.n; i++)
		if (same(s->ids.v[i], of))
			return true;
	return false;
}

/* Row: name, type, not null, place in the primary key. */
static bool load_column(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	struct typed *c = ADD(&qc->arena, &t->columns);
	const char *number = strchr(column_text(qc, stmt, 1), '(');

	c->name = column_text(qc, stmt, 0);
	if (!number || strtoul(number + 1, NULL, 10) >= qc->schema.words.n)
		return refuse(t->name, 1, "column %s has no type word", c->name);
	c->type = qc->schema.words.v[strtoul(number + 1, NULL, 10)];
	if (c->type.base == DB_ID && !id_known(&qc->schema, c->type.of))
		return refuse(t->name, 1, "column %s: no table has an @id(%s)", c->name, c->type.of);
	c->type.nullable = !sqlite3_column_int(stmt, 2) && !sqlite3_column_int(stmt, 3);
	return true;
}

static bool load_key(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	const char *name = column_text(qc, stmt, 0);

	t->center |= !t->key && same(name, "center_id");
	t->key = t->key ? TEXT(&qc->arena, "%s, %s", t->key, name) : name;
	return true;
}

/* True when the table that t refers to is already in its place. */
static bool parent_placed(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	const char *parent = column_text(qc, stmt, 0);
	const struct table *p = schema_table(&qc->schema, parent);

	if (!p)
		return refuse(t->name, 1, "refers to table %s, which does not exist", parent);
	return p == t || p->placed;
}

static bool load_table(struct qc *qc, sqlite3_stmt *stmt, struct table *none)
{
	(void)none;
	ADD(&qc->arena, &qc->schema.tables)->name = column_text(qc, stmt, 0);
	return true;
}

/* Gives every row of `sql`, in which ?1 is the table's name, to fn, until it says false. */
static bool ask(struct qc *qc, const char *sql, struct table *t,
                bool (*fn)(struct qc *, sqlite3_stmt *, struct table *))
{
	sqlite3_stmt *stmt = NULL;
	bool fine = true;

	if (sqlite3_prepare_v2(qc->schema.db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return refuse("qc", 1, "%s", sqlite3_errmsg(qc->schema.db));
	if (t)
		(void)sqlite3_bind_text(stmt, 1, t->name, -1, SQLITE_STATIC);
	while (fine && sqlite3_step(stmt) == SQLITE_ROW)
		fine = fn(qc, stmt, t);
	(void)sqlite3_finalize(stmt);
	return fine;
}

/* Parents first; otherwise as the migrations have them. */
static bool order_tables(struct qc *qc)
{
	static const char parents[] = "select \"table\" from pragma_foreign_key_list(?1)";
	typeof(qc->schema.tables) *tables = &qc->schema.tables;
	struct table *ordered = ARENA_NEW_ARRAY(&qc->arena, struct table, tables->n);
	size_t placed = 0, before;

	do {
		before = placed;
		for (size_t i = 0; i < tables->n; i++) {
			struct table *t = &tables->v[i];

			if (t->placed || !ask(qc, parents, t, parent_placed))
				continue;
			t->placed = true;
			ordered[placed++] = *t;
		}
	} while (placed > before);
	if (placed < tables->n)
		return refuse("migrations", 1, "the foreign keys of some tables go round in a circle");
	tables->v = ordered;
	return true;
}

bool schema_load(struct qc *qc)
{
	static const char columns[] =
		"select name, type, \"notnull\", pk from pragma_table_info(?1) order by cid";
	static const char key[] = "select name from pragma_table_info(?1) where pk > 0 order by pk";

	if (!ask(qc, "select name from sqlite_schema where type = 'table' order by rowid", NULL, load_table))
		return false;
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		struct table *t = &qc->schema.tables.v[i];

		if (!ask(qc, columns, t, load_column) || !ask(qc, key, t, load_key))
			return false;
		if (!t->key)
			return refuse(t->name, 1, "this table has no primary key");
	}
	return order_tables(qc);
}

const struct table *schema_table(const struct schema *s, const char *name)
{
	for (size_t i = 0; i < s->tables.n; i++)
		if (same(s->tables.v[i].name, name))
			return &s->tables.v[i];
	return NULL;
}

/* ---- types as query files write them --------------------------------------------------------- */

static const struct {
	const char *word;
	enum db_type base;
} plain_types[] = {
	{"int", DB_INT}, {"bool", DB_BOOL}, {"text", DB_TEXT}, {"bytes", DB_BYTES},
	{"date", DB_DATE}, {"cents", DB_CENTS}, {"instant", DB_INSTANT},
};

bool type_read(struct qc *qc, str word, struct type *out)
{
	*out = (struct type){.nullable = str_ends(word, "?"), .of = ""};
	if (out->nullable)
		word.n--;
	for (size_t i = 0; i < COUNT_OF(plain_types); i++)
		if (str_is(word, plain_types[i].word))
			out->base = plain_types[i].base;
	if (str_starts(word, "code(") && str_ends(word, ")")) {
		out->base = DB_CODE;
		out->of = str_z(&qc->arena, str_slice(word, strlen("code("), word.n - 1));
	} else if (str_ends(word, "_id")) {
		out->of = str_z(&qc->arena, str_slice(word, 0, word.n - strlen("_id")));
		out->base = id_known(&qc->schema, out->of) ? DB_ID : 0;
	}
	return out->base != 0;
}

bool type_same(struct type a, struct type b)
{
	return a.base == b.base && same(a.of, b.of);
}

const char *type_show(struct arena *a, struct type t)
{
	const char *none = t.nullable ? "?" : "", *word = "";

	if (t.base == DB_ID)
		return TEXT(a, "%s_id%s", t.of, none);
	if (t.base == DB_CODE)
		return TEXT(a, "code(%s)%s", t.of, none);
	for (size_t i = 0; i < COUNT_OF(plain_types); i++)
		if (plain_types[i].base == t.base)
			word = plain_types[i].word;
	return TEXT(a, "%s%s", word, none);
}
