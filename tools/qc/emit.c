/* emit.c - writes the C: schema.h, NAME.sql.h and NAME.sql.c per query file, registry.c. */
#include <sodium.h>

#include "qc.h"

static const char made_by[] = "made by tools/qc; change the SQL instead";

/* Puts the buffer into DIR/NAME when the file does not say so already, so that ninja rebuilds only what changed. */
static bool put_file(struct qc *qc, const char *name, struct buf *b)
{
	str path = str_format(&qc->arena, "%s/%s", qc->out, name);
	FILE *f = fopen(path.p, "rb");
	bool fine = true;
	char *old = arena_alloc(&qc->arena, b->n + 1);
	size_t n = f ? fread(old, 1, b->n + 1, f) : 0;

	if (f)
		(void)fclose(f);
	if (!f || n != b->n || memcmp(old, b->p, n)) {
		f = fopen(path.p, "wb");
		fine = f && fwrite(b->p, 1, b->n, f) == b->n;
		fine = f && !fclose(f) && fine;
	}
	buf_free(b);
	return fine || refuse(path.p, 1, "cannot be written");
}

/* Text inside a C string. */
static void put_quoted(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			BUF_LIT(b, "\\n\"\n\t\"");
		else if (s.p[i] == '\t')
			BUF_LIT(b, "\\t");
		else if (s.p[i] == '"' || s.p[i] == '\\' || s.p[i] == '?')
			buf_format(b, "\\%c", s.p[i]);
		else
			buf_char(b, s.p[i]);
	}
}

/* ---- types --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *constant, *c, *postgres;
} types[] = {
	[DB_INT] = {"DB_INT", "int64_t", "bigint"},	   [DB_BOOL] = {"DB_BOOL", "bool", "boolean"},
	[DB_TEXT] = {"DB_TEXT", "str", "text"},		   [DB_BYTES] = {"DB_BYTES", "bytes", "bytea"},
	[DB_ID] = {"DB_ID", NULL, "bigint"},		   [DB_DATE] = {"DB_DATE", "date", "text"},
	[DB_INSTANT] = {"DB_INSTANT", "instant", "bigint"}, [DB_CENTS] = {"DB_CENTS", "cents", "bigint"},
	[DB_CODE] = {"DB_CODE", NULL, "text"},
};

/* Column names that C or base/compiler.h keeps for itself get a line behind them: system_. */
static str c_name(struct arena *a, str name)
{
	static const char *const reserved[] = {
		"auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float",
		"for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct",
		"switch", "system", "typedef", "union", "unsigned", "void", "volatile", "while", "asm", "typeof", "unix", "linux"};

	for (size_t i = 0; i < COUNT_OF(reserved); i++)
		if (str_is(name, reserved[i]))
			return str_format(a, "%.*s_", STR_ARG(name));
	return name;
}

static void put_member(struct qc *qc, struct buf *b, const struct typed *t)
{
	str name = c_name(&qc->arena, t->name);

	if (t->type.base == DB_ID)
		buf_format(b, "\t%.*s_id %.*s;", STR_ARG(t->type.of), STR_ARG(name));
	else if (t->type.base == DB_CODE)
		buf_format(b, "\tenum %.*s %.*s;", STR_ARG(t->type.of), STR_ARG(name));
	else if (t->type.base == DB_INT && t->type.nullable)
		buf_format(b, "\tstruct opt_int %.*s;", STR_ARG(name));
	else
		buf_format(b, "\t%s %.*s;", types[t->type.base].c, STR_ARG(name));
	buf_z(b, t->type.nullable ? " /* may be none */\n" : "\n");
}

static bool has_args(const struct query *q)
{
	for (size_t i = 0; i < q->in.n; i++)
		if (q->in.v[i].source == DB_FROM_ARGS)
			return true;
	return false;
}

/* ---- the header of a query file -------------------------------------------------------------------------------------- */

static void put_structs(struct qc *qc, struct buf *b, const struct query *q)
{
	if (has_args(q)) {
		buf_format(b, "struct %.*s_args {\n", STR_ARG(q->name));
		for (size_t i = 0; i < q->in.n; i++)
			if (q->in.v[i].source == DB_FROM_ARGS)
				put_member(qc, b, &q->in.v[i]);
		BUF_LIT(b, "};\n");
	}
	if (q->verb == V_EXEC)
		return;
	buf_format(b, "struct %.*s_row {\n", STR_ARG(q->name));
	for (size_t i = 0; i < q->out.n; i++)
		put_member(qc, b, &q->out.v[i]);
	BUF_LIT(b, "};\n");
	if (q->verb == V_MANY)
		buf_format(b, "struct %.*s_rows {\n\tstruct %.*s_row *v;\n\tsize_t n;\n};\n", STR_ARG(q->name), STR_ARG(q->name));
}

/* What the caller passes between the transaction and the arguments: as declared, or as the macro hands it on. */
static void put_outlet(struct buf *b, const struct query *q, bool declared)
{
	str n = q->name;

	if (!declared)
		buf_z(b, q->verb == V_EACH ? "fn, arg" : q->verb == V_EXEC ? "changed" : "out");
	else if (q->verb == V_ONE)
		buf_format(b, "struct %.*s_row *out", STR_ARG(n));
	else if (q->verb == V_MANY)
		buf_format(b, "struct %.*s_rows *out", STR_ARG(n));
	else if (q->verb == V_EACH)
		buf_format(b, "err (*fn)(void *arg, const struct %.*s_row *row), void *arg", STR_ARG(n));
	else
		BUF_LIT(b, "int64_t *changed");
}

static void put_signature(struct buf *b, const struct query *q)
{
	buf_format(b, "err %.*s%s(%s, ", STR_ARG(q->name), has_args(q) ? "_with" : "", q->writes ? "struct wtx *w" : "struct tx *tx");
	put_outlet(b, q, true);
	if (has_args(q))
		buf_format(b, ", const struct %.*s_args *args", STR_ARG(q->name));
	BUF_LIT(b, ")");
}

static void put_declaration(struct qc *qc, struct buf *b, const struct query *q)
{
	const char *tx = q->writes ? "w" : "tx";

	buf_format(b, "\n/* %.*s%s%.*s */\n", STR_ARG(q->doc), q->doc.n ? " " : "", STR_ARG(q->where));
	put_structs(qc, b, q);
	BUF_LIT(b, "NODISCARD ");
	put_signature(b, q);
	BUF_LIT(b, ";\n");
	if (has_args(q)) {
		buf_format(b, "#define %.*s(%s, ", STR_ARG(q->name), tx);
		put_outlet(b, q, false);
		buf_format(b, ", ...) \\\n\t%.*s_with((%s), ", STR_ARG(q->name), tx);
		buf_z(b, q->verb == V_EACH ? "(fn), (arg)" : q->verb == V_EXEC ? "(changed)" : "(out)");
		buf_format(b, ", &(struct %.*s_args){__VA_ARGS__})\n", STR_ARG(q->name));
	}
	buf_format(b, "extern const struct db_query %.*s_query;\n", STR_ARG(q->name));
}

static bool emit_header(struct qc *qc, const struct query_file *f)
{
	str guard = str_format(&qc->arena, "SQL_%.*s_H", STR_ARG(f->name));
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	buf_format(&b, "/* %.*s.sql.h - the queries of %.*s; %s. */\n", STR_ARG(f->name), STR_ARG(shown_path(qc, f->path)), made_by);
	buf_format(&b, "#ifndef %s\n#define %s\n\n#include \"db/db.h\"\n#include \"schema.h\"\n", guard.p, guard.p);
	for (size_t i = 0; i < f->includes.n; i++)
		buf_format(&b, "#include \"%.*s\"\n", STR_ARG(f->includes.v[i]));
	for (size_t i = f->first; i < f->first + f->n; i++)
		put_declaration(qc, &b, &qc->queries.v[i]);
	BUF_LIT(&b, "\n#endif\n");
	return put_file(qc, str_format(&qc->arena, "%.*s.sql.h", STR_ARG(f->name)).p, &b);
}

/* ---- descriptors and functions ---------------------------------------------------------------------------------------- */

static void put_fields(struct qc *qc, struct buf *b, const struct query *q, const typed_list *list, bool in)
{
	static const char *const sources[] = {"DB_FROM_ARGS", "DB_FROM_CENTER", "DB_FROM_NOW"};

	if (!list->n)
		return;
	buf_format(b, "\nstatic const struct db_field %.*s_%s[] = {\n", STR_ARG(q->name), in ? "in" : "out");
	for (size_t i = 0; i < list->n; i++) {
		const struct typed *t = &list->v[i];

		buf_format(b, "\t{\"%.*s\", %s, %s, %s, ", STR_ARG(t->name), types[t->type.base].constant, t->type.nullable ? "true" : "false",
		           sources[t->source]);
		if (t->source == DB_FROM_ARGS)
			buf_format(b, "offsetof(struct %.*s_%s, %.*s), ", STR_ARG(q->name), in ? "args" : "row", STR_ARG(c_name(&qc->arena, t->name)));
		else
			BUF_LIT(b, "0, ");
		if (t->type.base == DB_CODE)
			buf_format(b, "&%.*s_codes},\n", STR_ARG(t->type.of));
		else
			BUF_LIT(b, "NULL},\n");
	}
	BUF_LIT(b, "};\n");
}

static size_t number_of(const struct query *q, str parameter)
{
	size_t i = 0;

	while (!str_eq(q->in.v[i].name, parameter))
		i++;
	return i;
}

/* The SQL without comments, its parameters as the engine writes them. PostgreSQL is told their types, so that it need not guess. */
static void put_sql(struct buf *b, const struct query *q, bool postgres)
{
	BUF_LIT(b, "\"");
	for (size_t i = 0; i < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];

		if (i && t->line != t[-1].line)
			BUF_LIT(b, " \"\n\t\t\"");
		else if (i && t->spaced)
			BUF_LIT(b, " ");
		if (t->kind != T_PARAM) {
			put_quoted(b, t->text);
			continue;
		}
		buf_format(b, "%s%zu", postgres ? "$" : "?", number_of(q, t->text) + 1);
		if (postgres)
			buf_format(b, "::%s", types[q->in.v[number_of(q, t->text)].type.base].postgres);
	}
	BUF_LIT(b, "\"");
}

static void put_descriptor(struct qc *qc, struct buf *b, const struct query *q)
{
	str n = q->name;

	put_fields(qc, b, q, &q->in, true);
	put_fields(qc, b, q, &q->out, false);
	buf_format(b, "\nconst struct db_query %.*s_query = {\n\t.name = \"%.*s\",\n\t.where = \"%.*s\",\n\t.sqlite =\n\t\t", STR_ARG(n),
	           STR_ARG(n), STR_ARG(q->where));
	put_sql(b, q, false);
	BUF_LIT(b, ",\n\t.postgres =\n\t\t");
	put_sql(b, q, true);
	BUF_LIT(b, ",\n");
	if (q->in.n)
		buf_format(b, "\t.in = %.*s_in,\n\t.n_in = %zu,\n", STR_ARG(n), q->in.n);
	if (q->out.n)
		buf_format(b, "\t.out = %.*s_out,\n\t.n_out = %zu,\n\t.row_size = sizeof(struct %.*s_row),\n", STR_ARG(n), q->out.n, STR_ARG(n));
	buf_format(b, "\t.writes = %s,\n\t.slot = %zu,\n};\n", q->writes ? "true" : "false", (size_t)(q - qc->queries.v));
}

/* db_each hands over rows without a type; the caller's function takes its own. */
static void put_step(struct buf *b, str n)
{
	buf_format(b, "\nstruct %.*s_each {\n\terr (*fn)(void *arg, const struct %.*s_row *row);\n\tvoid *arg;\n};\n",
	           STR_ARG(n), STR_ARG(n));
	buf_format(b, "\nstatic err %.*s_step(void *arg, const void *row)\n{\n\tconst struct %.*s_each *each = arg;\n\n",
	           STR_ARG(n), STR_ARG(n));
	BUF_LIT(b, "\treturn each->fn(each->arg, row);\n}\n");
}

static void put_function(struct buf *b, const struct query *q)
{
	const char *tx = q->writes ? "wtx_read(w)" : "tx", *args = has_args(q) ? "args" : "NULL";
	str n = q->name;

	if (q->verb == V_EACH)
		put_step(b, n);
	BUF_LIT(b, "\n");
	put_signature(b, q);
	BUF_LIT(b, "\n{\n");
	if (q->verb == V_ONE)
		buf_format(b, "\treturn db_one(%s, &%.*s_query, %s, out);\n", tx, STR_ARG(n), args);
	else if (q->verb == V_MANY)
		buf_format(b, "\tvoid *rows = NULL;\n\terr e = db_many(%s, &%.*s_query, %s, &rows, &out->n);\n\n"
		           "\tout->v = rows;\n\treturn e;\n", tx, STR_ARG(n), args);
	else if (q->verb == V_EACH)
		buf_format(b, "\tstruct %.*s_each each = {fn, arg};\n\n\treturn db_each(tx, &%.*s_query, %s, %.*s_step, &each);\n",
		           STR_ARG(n), STR_ARG(n), args, STR_ARG(n));
	else
		buf_format(b, "\treturn db_run(w, &%.*s_query, %s, changed);\n", STR_ARG(n), args);
	BUF_LIT(b, "}\n");
}

static bool emit_source(struct qc *qc, const struct query_file *f)
{
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	buf_format(&b, "/* %.*s.sql.c - the queries of %.*s; %s. */\n", STR_ARG(f->name), STR_ARG(shown_path(qc, f->path)), made_by);
	buf_format(&b, "#include \"%.*s.sql.h\"\n", STR_ARG(f->name));
	for (size_t i = f->first; i < f->first + f->n; i++) {
		put_descriptor(qc, &b, &qc->queries.v[i]);
		put_function(&b, &qc->queries.v[i]);
	}
	return put_file(qc, str_format(&qc->arena, "%.*s.sql.c", STR_ARG(f->name)).p, &b);
}

/* ---- what belongs to all ------------------------------------------------------------------------------------------------ */

static bool emit_schema(struct qc *qc)
{
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	buf_format(&b, "/* schema.h - one type per kind of id, so that a swap does not compile; 0 is none. %s. */\n", made_by);
	BUF_LIT(&b, "#ifndef SQL_SCHEMA_H\n#define SQL_SCHEMA_H\n\n");
	for (size_t i = 0; i < qc->schema.ids.n; i++)
		buf_format(&b, "typedef struct %.*s_id {\n\tint64_t v;\n} %.*s_id;\n", STR_ARG(qc->schema.ids.v[i]), STR_ARG(qc->schema.ids.v[i]));
	BUF_LIT(&b, "\n#endif\n");
	return put_file(qc, "schema.h", &b);
}

static void put_tables(struct qc *qc, struct buf *b)
{
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		const struct table *t = &qc->schema.tables.v[i];

		buf_format(b, "\nstatic const struct db_column %s_columns[] = {\n", t->name.p);
		for (size_t k = 0; k < t->columns.n; k++)
			buf_format(b, "\t{\"%s\", %s, %s},\n", t->columns.v[k].name.p, types[t->columns.v[k].type.base].constant,
			           t->columns.v[k].type.nullable ? "true" : "false");
		BUF_LIT(b, "};\n");
	}
	BUF_LIT(b, "\nconst struct db_table db_tables[] = {\n");
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		const struct table *t = &qc->schema.tables.v[i];

		buf_format(b, "\t{\"%s\", %s, %s_columns, %zu, \"%s\"},\n", t->name.p, t->center ? "true" : "false", t->name.p, t->columns.n,
		           t->key.p);
	}
	buf_format(b, "};\nconst unsigned db_table_count = %zu;\n", qc->schema.tables.n);
}

static void put_migrations(struct qc *qc, struct buf *b)
{
	BUF_LIT(b, "\nconst struct db_migration db_migrations[] = {\n");
	for (size_t i = 0; i < qc->schema.migrations.n; i++) {
		const struct migration *m = &qc->schema.migrations.v[i];
		unsigned char sum[crypto_hash_sha256_BYTES];
		char hex[sizeof(sum) * 2 + 1];

		crypto_hash_sha256(sum, (const unsigned char *)m->sql.p, m->sql.n);
		buf_format(b, "\t{%d, \"%.*s\",\n\t\"", m->number, STR_ARG(m->name));
		put_quoted(b, m->sql);
		buf_format(b, "\",\n\t\"%s\"},\n", sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum)));
	}
	buf_format(b, "};\nconst unsigned db_migration_count = %zu;\n", qc->schema.migrations.n);
}

static bool emit_registry(struct qc *qc)
{
	struct buf b;

	buf_init(&b, SIZE_MAX / 2);
	buf_format(&b, "/* registry.c - all queries, tables and migrations of the program; %s. */\n#include \"db/db.h\"\n\n", made_by);
	for (size_t i = 0; i < qc->queries.n; i++)
		buf_format(&b, "extern const struct db_query %.*s_query;\n", STR_ARG(qc->queries.v[i].name));
	BUF_LIT(&b, "\nconst struct db_query *const db_queries[] = {\n");
	for (size_t i = 0; i < qc->queries.n; i++)
		buf_format(&b, "\t&%.*s_query,\n", STR_ARG(qc->queries.v[i].name));
	buf_format(&b, "\tNULL,\n};\nconst unsigned db_query_count = %zu;\n", qc->queries.n);
	put_tables(qc, &b);
	put_migrations(qc, &b);
	return put_file(qc, "registry.c", &b);
}

bool emit_all(struct qc *qc)
{
	bool fine = emit_schema(qc);

	for (size_t i = 0; i < qc->files.n; i++)
		fine = emit_header(qc, &qc->files.v[i]) && emit_source(qc, &qc->files.v[i]) && fine;
	return emit_registry(qc) && fine;
}
