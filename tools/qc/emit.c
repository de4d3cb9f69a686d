/* emit.c - writes the C: schema.h, NAME.sql.h and NAME.sql.c per query file, registry.c. */
#include <sodium.h>

#include "qc.h"

static const char made_by[] = "Made by tools/qc: change the SQL instead";

static void out_init(struct buf *b)
{
	buf_init(b, (size_t)64 << 20);
}

/* Puts the buffer into DIR/NAME unless the file says so already: ninja builds only what changed. */
static bool put_file(struct qc *qc, const char *name, struct buf *b)
{
	const char *path = TEXT(&qc->arena, "%s/%s", qc->out, name);
	FILE *f = fopen(path, "rb");
	bool fine = true;
	char *old = arena_alloc(&qc->arena, b->n + 1);
	size_t n = f ? fread(old, 1, b->n + 1, f) : 0;

	if (f)
		(void)fclose(f);
	if (!f || n != b->n || memcmp(old, b->p, n)) {
		f = fopen(path, "wb");
		fine = f && fwrite(b->p, 1, b->n, f) == b->n;
		fine = f && !fclose(f) && fine;
	}
	buf_free(b);
	return fine || refuse(path, 1, "cannot be written");
}

/* Text in which every $ stands for the name. */
static void put(struct buf *b, const char *name, const char *text)
{
	for (; *text; text++) {
		if (*text == '$')
			buf_z(b, name);
		else
			buf_char(b, *text);
	}
}

/* Text inside a C string. */
static void put_quoted(struct buf *b, const char *s)
{
	for (; *s; s++) {
		if (*s == '\n')
			BUF_LIT(b, "\\n\"\n\t\"");
		else if (*s == '\t')
			BUF_LIT(b, "\\t");
		else if (*s == '"' || *s == '\\' || *s == '?')
			buf_format(b, "\\%c", *s);
		else
			buf_char(b, *s);
	}
}

/* ---- types ------------------------------------------------------------------------------------ */

static const struct {
	const char *constant, *c, *postgres;
} types[] = {
	[DB_INT] = {"DB_INT", "int64_t", "bigint"},
	[DB_BOOL] = {"DB_BOOL", "bool", "boolean"},
	[DB_TEXT] = {"DB_TEXT", "str", "text"},
	[DB_BYTES] = {"DB_BYTES", "bytes", "bytea"},
	[DB_ID] = {"DB_ID", "$_id", "bigint"},
	[DB_DATE] = {"DB_DATE", "date", "text"},
	[DB_INSTANT] = {"DB_INSTANT", "instant", "bigint"},
	[DB_CENTS] = {"DB_CENTS", "cents", "bigint"},
	[DB_CODE] = {"DB_CODE", "enum $", "text"},
};

static const char *boolean(bool yes)
{
	return yes ? "true" : "false";
}

/* Column names that C or base/compiler.h keeps for itself get a line behind them: system_. */
static const char *c_name(struct arena *a, const char *name)
{
	static const char *const reserved[] = {
		"asm", "auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double",
		"else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "linux", "long", "register",
		"restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "system", "typedef",
		"typeof", "union", "unix", "unsigned", "void", "volatile", "while"};

	for (size_t i = 0; i < COUNT_OF(reserved); i++)
		if (same(name, reserved[i]))
			return TEXT(a, "%s_", name);
	return name;
}

static void put_member(struct qc *qc, struct buf *b, const struct typed *t)
{
	BUF_LIT(b, "\t");
	if (t->type.base == DB_INT && t->type.nullable)
		BUF_LIT(b, "struct opt_int");
	else
		put(b, t->type.of, types[t->type.base].c);
	buf_format(b, " %s;%s\n", c_name(&qc->arena, t->name), t->type.nullable ? " /* may be none */" : "");
}

static bool has_args(const struct query *q)
{
	for (size_t i = 0; i < q->in.n; i++)
		if (q->in.v[i].source == DB_FROM_ARGS)
			return true;
	return false;
}

/* ---- the header of a query file --------------------------------------------------------------- */

static void put_structs(struct qc *qc, struct buf *b, const struct query *q)
{
	if (has_args(q)) {
		put(b, q->name, "struct $_args {\n");
		for (size_t i = 0; i < q->in.n; i++)
			if (q->in.v[i].source == DB_FROM_ARGS)
				put_member(qc, b, &q->in.v[i]);
		BUF_LIT(b, "};\n");
	}
	if (q->verb == V_EXEC)
		return;
	put(b, q->name, "struct $_row {\n");
	for (size_t i = 0; i < q->out.n; i++)
		put_member(qc, b, &q->out.v[i]);
	BUF_LIT(b, "};\n");
	if (q->verb == V_MANY)
		put(b, q->name, "struct $_rows {\n\tstruct $_row *v;\n\tsize_t n;\n};\n");
}

/* What stands between the transaction and the arguments: declared, named in a macro, passed on by it. */
static const struct {
	const char *declared, *named, *passed;
} outlets[] = {
	[V_ONE] = {"struct $_row *out", "out", "(out)"},
	[V_MANY] = {"struct $_rows *out", "out", "(out)"},
	[V_EACH] = {"err (*fn)(void *arg, const struct $_row *row), void *arg", "fn, arg", "(fn), (arg)"},
	[V_EXEC] = {"int64_t *changed", "changed", "(changed)"},
};

static void put_signature(struct buf *b, const struct query *q)
{
	put(b, q->name, has_args(q) ? "err $_with(" : "err $(");
	buf_z(b, q->writes ? "struct wtx *w, " : "struct tx *tx, ");
	put(b, q->name, outlets[q->verb].declared);
	put(b, q->name, has_args(q) ? ", const struct $_args *args)" : ")");
}

static void put_declaration(struct qc *qc, struct buf *b, const struct query *q)
{
	const char *tx = q->writes ? "w" : "tx";

	buf_format(b, "\n/* %s%s%s */\n", q->doc, *q->doc ? " " : "", q->where);
	put_structs(qc, b, q);
	BUF_LIT(b, "NODISCARD ");
	put_signature(b, q);
	BUF_LIT(b, ";\n");
	if (has_args(q)) {
		buf_format(b, "#define %s(%s, %s, ...) \\\n", q->name, tx, outlets[q->verb].named);
		buf_format(b, "\t%s_with((%s), %s, ", q->name, tx, outlets[q->verb].passed);
		put(b, q->name, "&(struct $_args){__VA_ARGS__})\n");
	}
	put(b, q->name, "extern const struct db_query $_query;\n");
}

static bool emit_header(struct qc *qc, const struct query_file *f)
{
	struct buf b;

	out_init(&b);
	buf_format(&b, "/* %s.sql.h - the queries of %s. %s. */\n", f->name, shown_path(qc, f->path), made_by);
	put(&b, f->name, "#ifndef SQL_$_H\n#define SQL_$_H\n\n#include \"db/db.h\"\n#include \"schema.h\"\n");
	for (size_t i = 0; i < f->includes.n; i++)
		put(&b, f->includes.v[i], "#include \"$\"\n");
	for (size_t i = f->first; i < f->first + f->n; i++)
		put_declaration(qc, &b, &qc->queries.v[i]);
	BUF_LIT(&b, "\n#endif\n");
	return put_file(qc, TEXT(&qc->arena, "%s.sql.h", f->name), &b);
}

/* ---- descriptors and functions ---------------------------------------------------------------- */

static void put_fields(struct qc *qc, struct buf *b, const struct query *q, const typed_list *list, bool in)
{
	static const char *const sources[] = {"DB_FROM_ARGS", "DB_FROM_CENTER", "DB_FROM_NOW"};

	if (list->n)
		buf_format(b, "\nstatic const struct db_field %s_%s[] = {\n", q->name, in ? "in" : "out");
	for (size_t i = 0; i < list->n; i++) {
		const struct typed *t = &list->v[i];

		buf_format(b, "\t{\"%s\", %s, ", t->name, types[t->type.base].constant);
		buf_format(b, "%s, %s, ", boolean(t->type.nullable), sources[t->source]);
		if (t->source == DB_FROM_ARGS) {
			put(b, q->name, in ? "offsetof(struct $_args, " : "offsetof(struct $_row, ");
			buf_format(b, "%s), ", c_name(&qc->arena, t->name));
		} else {
			BUF_LIT(b, "0, ");
		}
		put(b, t->type.of, t->type.base == DB_CODE ? "&$_codes},\n" : "NULL},\n");
	}
	if (list->n)
		BUF_LIT(b, "};\n");
}

static size_t number_of(const struct query *q, const char *parameter)
{
	return (size_t)(find_typed(&q->in, parameter) - q->in.v);
}

/* The SQL without comments, its parameters as the engine writes them. PostgreSQL is told their types, so that
 * it need not guess. */
static void put_sql(struct buf *b, const struct query *q, bool postgres)
{
	BUF_LIT(b, "\t\t\"");
	for (size_t i = 0; i < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];
		size_t n = t->kind == T_PARAM ? number_of(q, t->text) : 0;

		if (i && t->line != t[-1].line)
			BUF_LIT(b, " \"\n\t\t\"");
		else if (i && t->spaced)
			BUF_LIT(b, " ");
		if (t->kind != T_PARAM)
			put_quoted(b, t->text);
		else if (postgres)
			buf_format(b, "$%zu::%s", n + 1, types[q->in.v[n].type.base].postgres);
		else
			buf_format(b, "?%zu", n + 1);
	}
	BUF_LIT(b, "\",\n");
}

static void put_descriptor(struct qc *qc, struct buf *b, const struct query *q)
{
	put_fields(qc, b, q, &q->in, true);
	put_fields(qc, b, q, &q->out, false);
	put(b, q->name, "\nconst struct db_query $_query = {\n\t.name = \"$\",\n");
	put(b, q->where, "\t.where = \"$\",\n");
	BUF_LIT(b, "\t.sqlite =\n");
	put_sql(b, q, false);
	BUF_LIT(b, "\t.postgres =\n");
	put_sql(b, q, true);
	if (q->in.n)
		put(b, q->name, "\t.in = $_in,\n\t.n_in = COUNT_OF($_in),\n");
	if (q->out.n)
		put(b, q->name, "\t.out = $_out,\n\t.n_out = COUNT_OF($_out),\n"
		                "\t.row_size = sizeof(struct $_row),\n");
	buf_format(b, "\t.writes = %s,\n", boolean(q->writes));
	buf_format(b, "\t.slot = %zu,\n};\n", (size_t)(q - qc->queries.v));
}

static const char each_step[] =
	"\nstruct $_each {\n"
	"\terr (*fn)(void *arg, const struct $_row *row);\n"
	"\tvoid *arg;\n"
	"};\n"
	"\n/* db_each hands over rows without a type; the caller's function takes its own. */\n"
	"static err $_step(void *arg, const void *row)\n"
	"{\n"
	"\tconst struct $_each *each = arg;\n\n"
	"\treturn each->fn(each->arg, row);\n"
	"}\n";

static void put_function(struct buf *b, const struct query *q)
{
	const char *tx = q->writes ? "wtx_read(w)" : "tx", *args = has_args(q) ? "args" : "NULL";
	const char *n = q->name;

	if (q->verb == V_EACH)
		put(b, n, each_step);
	BUF_LIT(b, "\n");
	put_signature(b, q);
	BUF_LIT(b, "\n{\n");
	if (q->verb == V_ONE) {
		buf_format(b, "\treturn db_one(%s, &%s_query, %s, out);\n", tx, n, args);
	} else if (q->verb == V_MANY) {
		BUF_LIT(b, "\tvoid *rows = NULL;\n");
		buf_format(b, "\terr e = db_many(%s, &%s_query, %s, &rows, &out->n);\n\n", tx, n, args);
		BUF_LIT(b, "\tout->v = rows;\n\treturn e;\n");
	} else if (q->verb == V_EACH) {
		put(b, n, "\tstruct $_each each = {fn, arg};\n\n");
		buf_format(b, "\treturn db_each(tx, &%s_query, %s, %s_step, &each);\n", n, args, n);
	} else {
		buf_format(b, "\treturn db_run(w, &%s_query, %s, changed);\n", n, args);
	}
	BUF_LIT(b, "}\n");
}

static bool emit_source(struct qc *qc, const struct query_file *f)
{
	struct buf b;

	out_init(&b);
	buf_format(&b, "/* %s.sql.c - the queries of %s. %s. */\n", f->name, shown_path(qc, f->path), made_by);
	put(&b, f->name, "#include \"$.sql.h\"\n");
	for (size_t i = f->first; i < f->first + f->n; i++) {
		put_descriptor(qc, &b, &qc->queries.v[i]);
		put_function(&b, &qc->queries.v[i]);
	}
	return put_file(qc, TEXT(&qc->arena, "%s.sql.c", f->name), &b);
}

/* ---- what belongs to all ---------------------------------------------------------------------- */

static bool emit_schema(struct qc *qc)
{
	struct buf b;

	out_init(&b);
	put(&b, made_by, "/* schema.h - a type for every kind of id, so that a swap does not compile; 0: none. $. */\n");
	BUF_LIT(&b, "#ifndef SQL_SCHEMA_H\n#define SQL_SCHEMA_H\n\n");
	for (size_t i = 0; i < qc->schema.ids.n; i++)
		put(&b, qc->schema.ids.v[i], "typedef struct $_id {\n\tint64_t v;\n} $_id;\n");
	BUF_LIT(&b, "\n#endif\n");
	return put_file(qc, "schema.h", &b);
}

static void put_queries(struct qc *qc, struct buf *b)
{
	for (size_t i = 0; i < qc->queries.n; i++)
		put(b, qc->queries.v[i].name, "extern const struct db_query $_query;\n");
	BUF_LIT(b, "\nconst struct db_query *const db_queries[] = {\n");
	for (size_t i = 0; i < qc->queries.n; i++)
		put(b, qc->queries.v[i].name, "\t&$_query,\n");
	buf_format(b, "\tNULL,\n};\nconst unsigned db_query_count = %zu;\n", qc->queries.n);
}

static void put_tables(struct qc *qc, struct buf *b)
{
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		const struct table *t = &qc->schema.tables.v[i];

		put(b, t->name, "\nstatic const struct db_column $_columns[] = {\n");
		for (size_t k = 0; k < t->columns.n; k++) {
			const struct typed *c = &t->columns.v[k];

			buf_format(b, "\t{\"%s\", %s, ", c->name, types[c->type.base].constant);
			buf_format(b, "%s},\n", boolean(c->type.nullable));
		}
		BUF_LIT(b, "};\n");
	}
	BUF_LIT(b, "\nconst struct db_table db_tables[] = {\n");
	for (size_t i = 0; i < qc->schema.tables.n; i++) {
		const struct table *t = &qc->schema.tables.v[i];

		buf_format(b, "\t{\"%s\", %s, ", t->name, boolean(t->center));
		put(b, t->name, "$_columns, COUNT_OF($_columns), ");
		put(b, t->key, "\"$\"},\n");
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

		crypto_hash_sha256(sum, (const unsigned char *)m->sql, strlen(m->sql));
		buf_format(b, "\t{%zu, \"%s\",\n\t\"", i + 1, m->name);
		put_quoted(b, m->sql);
		buf_format(b, "\",\n\t\"%s\"},\n", sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum)));
	}
	buf_format(b, "};\nconst unsigned db_migration_count = %zu;\n", qc->schema.migrations.n);
}

static bool emit_registry(struct qc *qc)
{
	struct buf b;

	out_init(&b);
	put(&b, made_by, "/* registry.c - all queries, tables and migrations of the program. $. */\n");
	BUF_LIT(&b, "#include \"db/db.h\"\n\n");
	put_queries(qc, &b);
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
