/* schema.c - runs the migrations in an in-memory SQLite and asks it what came out.
 * Every type word becomes a column type such as text(17): the affinity is that of the real schema, so that query plans are
 * too, and the number leads back to the word. */
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

/* The migration with its words expanded; line breaks stay where they are. */
static bool expand(struct qc *qc, const char *path, str sql, const char **out)
{
	struct buf b;
	struct type_use use;
	size_t from = 0, at = 0;

	buf_init(&b, SIZE_MAX / 2);
	while (type_word_next(sql, &at, &use)) {
		size_t start = (size_t)(use.text.p - sql.p);

		if (!use.word) {
			buf_free(&b);
			return refuse(path, line_at(sql.p, start), "%.*s is not a type word", STR_ARG(use.text));
		}
		buf_put(&b, sql.p + from, start - from);
		if (use.word->type) {
			buf_format(&b, "%s(%zu)", use.word->sqlite, qc->schema.words.n);
			*ADD(&qc->arena, &qc->schema.words) = (struct type){.base = use.word->type, .of = use.of};
		} else {
			BUF_LIT(&b, "without rowid");
		}
		if (use.word->type == DB_ID && str_starts(use.text, "@id"))
			*ADD(&qc->arena, &qc->schema.ids) = use.of;
		from = at;
	}
	buf_put(&b, sql.p + from, sql.n - from);
	*out = str_z(&qc->arena, buf_view(&b));
	buf_free(&b);
	return true;
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
			int offset = sqlite3_error_offset(db);

			return refuse(path, line_at(sql, (size_t)(start - sql) + (offset > 0 ? (size_t)offset : 0)), "%s", sqlite3_errmsg(db));
		}
	}
	return true;
}

bool schema_migrate(struct qc *qc, const char *path)
{
	struct migration *m = ADD(&qc->arena, &qc->schema.migrations);
	const char *text, *sql;

	m->number = (int)qc->schema.migrations.n;
	m->name = file_stem(path, ".sql");
	if (strtol(m->name.p, NULL, 10) != m->number)
		return refuse(path, 1, "this is migration number %d: its name must start with that number", m->number);
	if (!file_text(qc, path, &text))
		return false;
	m->sql = str_of(text);
	return expand(qc, path, m->sql, &sql) && run(qc, path, sql);
}

/* ---- what came out ----------------------------------------------------------------------------------------------- */

static str column_str(struct arena *a, sqlite3_stmt *stmt, int column)
{
	return str_copy(a, str_of((const char *)sqlite3_column_text(stmt, column)));
}

/* "text(17)" leads to words.v[17]. */
static bool declared_type(const struct schema *s, str declared, struct type *out)
{
	size_t open = str_find(declared, '(', 0);
	unsigned long n;

	if (open == declared.n)
		return false;
	n = strtoul(declared.p + open + 1, NULL, 10);
	if (n >= s->words.n)
		return false;
	*out = s->words.v[n];
	return true;
}

static bool id_known(const struct schema *s, str of)
{
	for (size_t i = 0; i < s->ids.n; i++)
		if (str_eq(s->ids.v[i], of))
			return true;
	return false;
}

static bool load_columns(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	const char *path = qc->schema.migrations.v[0].name.p;
	int keys = 0;

	while (sqlite3_step(stmt) == SQLITE_ROW) {
		struct typed *c = ADD(&qc->arena, &t->columns);
		int key = sqlite3_column_int(stmt, 3);

		c->name = column_str(&qc->arena, stmt, 0);
		if (!declared_type(&qc->schema, column_str(&qc->arena, stmt, 1), &c->type))
			return refuse(path, 1, "%s.%s has no type word", t->name.p, c->name.p);
		if (c->type.base == DB_ID && !id_known(&qc->schema, c->type.of))
			return refuse(path, 1, "%s.%s: no table has an @id(%.*s)", t->name.p, c->name.p, STR_ARG(c->type.of));
		c->type.nullable = !sqlite3_column_int(stmt, 2) && !key;
		keys += key > 0;
	}
	return keys > 0 || refuse(path, 1, "table %s has no primary key", t->name.p);
}

static bool load_key(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);

		if (!t->key.n)
			t->center = !strcmp(name, "center_id");
		t->key = str_format(&qc->arena, "%s%s%s", t->key.n ? t->key.p : "", t->key.n ? ", " : "", name);
	}
	return true;
}

/* True when every table that t refers to is already in its place. */
static bool parents_placed(struct qc *qc, sqlite3_stmt *stmt, struct table *t)
{
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		str parent = column_str(&qc->arena, stmt, 0);
		const struct table *p = schema_table(&qc->schema, parent);

		if (!p)
			return refuse(t->name.p, 1, "refers to table %s, which does not exist", parent.p);
		if (p != t && !p->placed)
			return false;
	}
	return true;
}

/* Runs `sql`, in which ?1 is the table's name, and gives the statement to fn. */
static bool ask(struct qc *qc, const char *sql, struct table *t, bool (*fn)(struct qc *, sqlite3_stmt *, struct table *))
{
	sqlite3_stmt *stmt = NULL;
	bool fine;

	if (sqlite3_prepare_v2(qc->schema.db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return refuse("qc", 1, "%s", sqlite3_errmsg(qc->schema.db));
	if (t)
		(void)sqlite3_bind_text(stmt, 1, t->name.p, -1, SQLITE_STATIC);
	fine = fn(qc, stmt, t);
	(void)sqlite3_finalize(stmt);
	return fine;
}

static bool load_tables(struct qc *qc, sqlite3_stmt *stmt, struct table *none)
{
	(void)none;
	while (sqlite3_step(stmt) == SQLITE_ROW)
		ADD(&qc->arena, &qc->schema.tables)->name = column_str(&qc->arena, stmt, 0);
	return true;
}

/* Parents first; otherwise as the migrations have them. */
static bool order_tables(struct qc *qc)
{
	typeof(qc->schema.tables) *tables = &qc->schema.tables;
	struct table *ordered = ARENA_NEW_ARRAY(&qc->arena, struct table, tables->n);
	size_t placed = 0, before;

	do {
		before = placed;
		for (size_t i = 0; i < tables->n; i++) {
			struct table *t = &tables->v[i];

			if (!t->placed && ask(qc, "select distinct \"table\" from pragma_foreign_key_list(?1)", t, parents_placed)) {
				t->placed = true;
				ordered[placed++] = *t;
			}
		}
	} while (placed > before);
	if (placed < tables->n)
		return refuse("qc", 1, "the foreign keys of some tables go round in a circle");
	tables->v = ordered;
	return true;
}

bool schema_load(struct qc *qc)
{
	if (!ask(qc, "select name from sqlite_schema where type = 'table' order by rowid", NULL, load_tables))
		return false;
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		struct table *t = &qc->schema.tables.v[i];

		if (!ask(qc, "select name, type, \"notnull\", pk from pragma_table_info(?1) order by cid", t, load_columns) ||
		    !ask(qc, "select name from pragma_table_info(?1) where pk > 0 order by pk", t, load_key))
			return false;
	}
	return order_tables(qc);
}

const struct table *schema_table(const struct schema *s, str name)
{
	for (size_t i = 0; i < s->tables.n; i++)
		if (str_eq(s->tables.v[i].name, name))
			return &s->tables.v[i];
	return NULL;
}

const struct type *table_column(const struct table *t, str name)
{
	for (size_t i = 0; i < t->columns.n; i++)
		if (str_eq(t->columns.v[i].name, name))
			return &t->columns.v[i].type;
	return NULL;
}

/* ---- types as query files write them ----------------------------------------------------------------------------- */

static const struct {
	const char *word;
	enum db_type base;
} plain_types[] = {
	{"int", DB_INT},   {"bool", DB_BOOL}, {"text", DB_TEXT},       {"bytes", DB_BYTES},
	{"date", DB_DATE}, {"cents", DB_CENTS}, {"instant", DB_INSTANT},
};

bool type_read(const struct schema *s, str word, struct type *out)
{
	*out = (struct type){.nullable = str_ends(word, "?")};
	if (out->nullable)
		word.n--;
	for (size_t i = 0; i < COUNT_OF(plain_types); i++)
		if (str_is(word, plain_types[i].word))
			out->base = plain_types[i].base;
	if (str_starts(word, "code(") && str_ends(word, ")")) {
		out->base = DB_CODE;
		out->of = str_slice(word, 5, word.n - 1);
	} else if (str_ends(word, "_id") && id_known(s, str_slice(word, 0, word.n - 3))) {
		out->base = DB_ID;
		out->of = str_slice(word, 0, word.n - 3);
	}
	return out->base != 0;
}

bool type_same(struct type a, struct type b)
{
	return a.base == b.base && str_eq(a.of, b.of);
}

str type_show(struct arena *a, struct type t)
{
	const char *none = t.nullable ? "?" : "";

	if (t.base == DB_ID)
		return str_format(a, "%.*s_id%s", STR_ARG(t.of), none);
	if (t.base == DB_CODE)
		return str_format(a, "code(%.*s)%s", STR_ARG(t.of), none);
	for (size_t i = 0; i < COUNT_OF(plain_types); i++)
		if (plain_types[i].base == t.base)
			return str_format(a, "%s%s", plain_types[i].word, none);
	return STR("?");
}
