/* check.c - what the house does not allow in a query, and the type of everything that goes in or comes out. */
#include "qc.h"

/* ---- words --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	bool call; /* only where a parenthesis follows */
	const char *instead;
} refused_words[] = {
	{"group_concat", false, "return rows and join them in C"},
	{"string_agg", false, "return rows and join them in C"},
	{"current_timestamp", false, "use :now"},
	{"current_date", false, "pass a date"},
	{"current_time", false, "use :now"},
	{"datetime", true, "instants are milliseconds; use :now and numbers"},
	{"date", true, "dates are text YYYY-MM-DD; compute in C"},
	{"strftime", true, "compute in C"},
	{"julianday", true, "compute in C"},
	{"now", true, "use :now"},
	{"ilike", false, "compare a folded column with like"},
	{"glob", false, "use like"},
	{"rowid", false, "use the primary key"},
	{"ifnull", true, "use coalesce"},
	{"natural", false, "write join ... on"},
	{"using", false, "write join ... on"},
	{"right", false, "write it as a left join"},
	{"full", false, "write it as a left join and a union"},
};

/* A star that stands for columns: not behind an operand and not in count(*). */
static bool is_star(const struct query *q, size_t i)
{
	static const char *const before[] = {"select", "distinct", "all", "returning", ",", "."};

	for (size_t k = 0; tok_is(q, i, "*") && i && k < COUNT_OF(before); k++)
		if (tok_is(q, i - 1, before[k]))
			return true;
	return false;
}

static bool check_words(const struct query *q)
{
	for (size_t i = 0; i < q->tokens.n; i++) {
		if (is_star(q, i))
			return refuse(q->path, q->tokens.v[i].line, "%.*s: name the columns instead of *", STR_ARG(q->name));
		for (size_t k = 0; k < COUNT_OF(refused_words); k++)
			if (tok_is(q, i, refused_words[k].word) && (!refused_words[k].call || tok_is(q, i + 1, "(")))
				return refuse(q->path, q->tokens.v[i].line, "%.*s: \"%s\" is not the same on both engines: %s", STR_ARG(q->name),
				              refused_words[k].word, refused_words[k].instead);
	}
	return true;
}

/* ---- SQLite's own opinion ------------------------------------------------------------------------------------------ */

static int line_of(const struct query *q, int offset)
{
	int line = q->sql_line;

	for (int i = 0; i < offset && q->sql[i]; i++)
		line += q->sql[i] == '\n';
	return line;
}

static bool check_prepares(struct qc *qc, struct query *q)
{
	sqlite3 *db = qc->schema.db;
	sqlite3_stmt *stmt = NULL, *second = NULL;
	const char *rest;
	bool more;

	if (sqlite3_prepare_v2(db, q->sql, -1, &stmt, &rest) != SQLITE_OK)
		return refuse(q->path, line_of(q, sqlite3_error_offset(db)), "%.*s: %s", STR_ARG(q->name), sqlite3_errmsg(db));
	q->writes = !sqlite3_stmt_readonly(stmt);
	(void)sqlite3_finalize(stmt);
	more = sqlite3_prepare_v2(db, rest, -1, &second, NULL) != SQLITE_OK || second;
	(void)sqlite3_finalize(second);
	return !more || REFUSE(q, "%.*s: one statement per name", STR_ARG(q->name));
}

/* The table that a step of the plan walks from end to end, none when it does not. */
static str scanned_table(const struct query *q, const char *detail)
{
	bool scan = !strncmp(detail, "SCAN ", 5);
	str rest = str_of(detail), alias;

	if (!scan && !strstr(detail, " USING AUTOMATIC "))
		return STR_NONE;
	(void)str_cut(rest, ' ', &rest);
	alias = str_cut(rest, ' ', &rest);
	for (size_t i = 0; i < q->shape.sources.n; i++)
		if (q->shape.sources.v[i].table && str_eq(q->shape.sources.v[i].name, alias))
			return q->shape.sources.v[i].table->name;
	return STR_NONE;
}

static bool check_plan(struct qc *qc, const struct query *q)
{
	str sql = str_format(&qc->arena, "explain query plan %s", q->sql), table = STR_NONE;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(qc->schema.db, sql.p, -1, &stmt, NULL) != SQLITE_OK)
		return REFUSE(q, "%.*s: %s", STR_ARG(q->name), sqlite3_errmsg(qc->schema.db));
	while (!table.p && sqlite3_step(stmt) == SQLITE_ROW)
		table = scanned_table(q, (const char *)sqlite3_column_text(stmt, 3));
	(void)sqlite3_finalize(stmt);
	if (table.p && !q->scans)
		return REFUSE(q, "%.*s reads all of %.*s: use an index, or say why that is fine with \"-- scans: why\"", STR_ARG(q->name),
		              STR_ARG(table));
	return table.p || !q->scans || REFUSE(q, "%.*s scans no table: take \"-- scans:\" away", STR_ARG(q->name));
}

/* ---- the wall between centers ---------------------------------------------------------------------------------------- */

/* One side of a comparison: :center, or somebody's center_id. */
struct side {
	bool center;
	int source;
};

static struct side side_at(const struct query *q, size_t i, size_t *end)
{
	struct side side = {.source = -1};
	str column;

	*end = i + 1;
	if (i < q->tokens.n && q->tokens.v[i].kind == T_PARAM) {
		side.center = str_is(q->tokens.v[i].text, "center");
	} else if (i < q->tokens.n) {
		side.source = shape_column(q, i, &column, end);
		if (side.source >= 0 && !str_is(column, "center_id"))
			side.source = -1;
	}
	return side;
}

/* Whether the comparison in tokens [from, to) holds for every row: `and` or the clause on both sides, no `or` or `case` beside it. */
static bool always_holds(const struct query *q, size_t from, size_t to)
{
	static const char *const before[] = {"where", "on", "and"};
	static const char *const no_end[] = {"or", "is", "not", "in", "between", "like", "collate", "isnull", "notnull"};
	const struct token *t = &q->tokens.v[from];
	bool fine = false;

	for (size_t i = 0; from && i < COUNT_OF(before); i++)
		fine |= tok_is(q, from - 1, before[i]);
	if (to < q->tokens.n && q->tokens.v[to].kind == T_MARK)
		fine &= tok_is(q, to, ")") || tok_is(q, to, ",");
	for (size_t i = 0; i < COUNT_OF(no_end); i++)
		fine &= !tok_is(q, to, no_end[i]);
	for (size_t i = 0; i < q->tokens.n; i++)
		fine &= !((tok_is(q, i, "or") || tok_is(q, i, "case")) && q->tokens.v[i].scope == t->scope && q->tokens.v[i].clause == t->clause &&
		          q->tokens.v[i].joined == t->joined);
	return fine;
}

/* a.center_id = :center, or = the center_id of a source that is confined already: then so is this one.
 * A comparison binds the sources of its own scope; in the `on` of a left join only the table that is joined. */
static bool confine(struct query *q, struct side a, struct side b, const struct token *at)
{
	struct source *s = a.source >= 0 ? &q->shape.sources.v[a.source] : NULL;

	if (!s || s->confined || s->scope != at->scope || !(b.center || (b.source >= 0 && q->shape.sources.v[b.source].confined)))
		return false;
	if (at->joined >= 0 && at->joined != a.source && q->shape.sources.v[at->joined].left)
		return false;
	s->confined = true;
	return true;
}

static bool confine_round(struct query *q)
{
	bool changed = false;

	for (size_t i = 1; i + 1 < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];
		size_t from = i > 3 && tok_is(q, i - 2, ".") ? i - 3 : i - 1, left_end, end;
		struct side left, right;

		if (!tok_is(q, i, "=") || (t->clause != C_WHERE && t->clause != C_ON))
			continue;
		left = side_at(q, from, &left_end);
		right = side_at(q, i + 1, &end);
		if (left_end == i && always_holds(q, from, end))
			changed |= confine(q, left, right, t) || confine(q, right, left, t);
	}
	return changed;
}

/* Every row of an insert gives center_id as :center. */
static bool insert_confined(const struct query *q, const struct source *target)
{
	const struct shape *s = &q->shape;
	size_t at = 0;

	while (at < s->insert_columns.n && !str_is(s->insert_columns.v[at], "center_id"))
		at++;
	for (int arm = s->scopes.v[target->scope].arm; arm >= 0; arm = s->scopes.v[arm].next) {
		const struct item *item = at < s->scopes.v[arm].items.n ? &s->scopes.v[arm].items.v[at] : NULL;

		if (!item || item->to != item->from + 1 || q->tokens.v[item->from].kind != T_PARAM ||
		    !str_is(q->tokens.v[item->from].text, "center"))
			return false;
	}
	return true;
}

static bool check_center(struct query *q)
{
	bool crosses = false;

	while (confine_round(q))
		;
	for (size_t i = 0; i < q->tokens.n; i++)
		if (q->tokens.v[i].clause == C_SET && tok_is(q, i, "center_id") && tok_is(q, i + 1, "="))
			return refuse(q->path, q->tokens.v[i].line, "%.*s: a row never moves to another center", STR_ARG(q->name));
	for (size_t i = 0; i < q->shape.sources.n; i++) {
		const struct source *s = &q->shape.sources.v[i];

		if (!s->table || !s->table->center || (s->target ? insert_confined(q, s) : s->confined))
			continue;
		crosses = true;
		if (q->across_centers)
			continue;
		if (s->target)
			return REFUSE(q, "%.*s: the center_id of every row put into %.*s must be :center", STR_ARG(q->name), STR_ARG(s->table->name));
		return REFUSE(q, "%.*s: %.*s belongs to a center: say \"%.*s.center_id = :center\" or compare it with one that is",
		              STR_ARG(q->name), STR_ARG(s->table->name), STR_ARG(s->name));
	}
	return crosses || !q->across_centers || REFUSE(q, "%.*s does not cross centers: take \"-- across centers:\" away", STR_ARG(q->name));
}

/* What qc read in the tokens against what SQLite really opens: no table may be missed. */
static int note_table(void *arg, int action, const char *table, const char *column, const char *db, const char *inner)
{
	struct query *q = arg;

	(void)column, (void)db, (void)inner;
	if (action != SQLITE_READ && action != SQLITE_INSERT && action != SQLITE_UPDATE && action != SQLITE_DELETE)
		return SQLITE_OK;
	for (size_t i = 0; i < q->shape.sources.n; i++)
		if (q->shape.sources.v[i].table && str_is(q->shape.sources.v[i].table->name, table))
			return SQLITE_OK;
	for (size_t i = 0; i < q->shape.ctes.n; i++)
		if (str_is(q->shape.ctes.v[i].name, table))
			return SQLITE_OK;
	return SQLITE_DENY;
}

static bool check_all_seen(struct qc *qc, struct query *q)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	(void)sqlite3_set_authorizer(qc->schema.db, note_table, q);
	rc = sqlite3_prepare_v2(qc->schema.db, q->sql, -1, &stmt, NULL);
	(void)sqlite3_set_authorizer(qc->schema.db, NULL, NULL);
	(void)sqlite3_finalize(stmt);
	return rc == SQLITE_OK || REFUSE(q, "%.*s: qc lost a table of this query: %s", STR_ARG(q->name), sqlite3_errmsg(qc->schema.db));
}

/* ---- what kind of query ---------------------------------------------------------------------------------------------- */

static bool has_limit(const struct query *q)
{
	for (size_t i = 0; i < q->tokens.n; i++)
		if (q->tokens.v[i].clause == C_LIMIT && q->shape.scopes.v[q->tokens.v[i].scope].parent == 0)
			return true;
	return false;
}

static bool check_verb(const struct query *q)
{
	bool rows = (q->writes ? &q->shape.scopes.v[0] : shape_rows(q, 0))->items.n > 0;

	if (q->verb == V_EXEC && rows)
		return REFUSE(q, "%.*s returns rows: it is not :exec", STR_ARG(q->name));
	if (q->verb != V_EXEC && !rows)
		return REFUSE(q, "%.*s returns no rows: it is :exec", STR_ARG(q->name));
	if (q->verb == V_EACH && q->writes)
		return REFUSE(q, "%.*s writes: it cannot be :each", STR_ARG(q->name));
	return q->verb != V_MANY || q->writes || has_limit(q) ||
	       REFUSE(q, "%.*s is :many and needs a limit; or make it :each", STR_ARG(q->name));
}

/* ---- types ----------------------------------------------------------------------------------------------------------- */

static struct typed *find_typed(typed_list *list, str name)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}

static bool check_type(struct qc *qc, const struct query *q, const struct typed *t)
{
	const struct query_file *f = &qc->files.v[qc->files.n - 1];

	if (t->type.nullable && (t->type.base == DB_BOOL || t->type.base == DB_CENTS))
		return REFUSE(q, "%.*s: %.*s may be none, which a %s in C cannot: write coalesce(...), or say what it is with in: or out:",
		              STR_ARG(q->name), STR_ARG(t->name), t->type.base == DB_BOOL ? "bool" : "cents");
	return t->type.base != DB_CODE || f->includes.n ||
	       REFUSE(q, "%.*s: %.*s is a %s: name the header of its enum with \"-- include:\" at the top of the file", STR_ARG(q->name),
	              STR_ARG(t->name), type_show(&qc->arena, t->type).p);
}

/* alias.name = :name says which column is meant. */
static bool type_by_comparison(const struct query *q, struct typed *p)
{
	for (size_t i = 4; i < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];
		str column;
		size_t end;
		int source;

		if (t->kind != T_PARAM || !str_eq(t->text, p->name) || !tok_is(q, i - 1, "=") || !str_eq(t[-2].text, p->name) ||
		    !tok_is(q, i - 3, "."))
			continue;
		source = shape_column(q, i - 4, &column, &end);
		if (source >= 0 && q->shape.sources.v[source].table) {
			p->type = *table_column(q->shape.sources.v[source].table, column);
			return true;
		}
	}
	return false;
}

/* Otherwise all tables of the query that have a column of that name must agree. */
static bool type_by_name(struct qc *qc, const struct query *q, struct typed *p)
{
	struct type id;

	for (size_t i = 0; i < q->shape.sources.n; i++) {
		const struct table *t = q->shape.sources.v[i].table;
		const struct type *type = t ? table_column(t, p->name) : NULL;

		if (!type)
			continue;
		if (p->type.base && (!type_same(p->type, *type) || p->type.nullable != type->nullable))
			return REFUSE(q, "%.*s: :%.*s is %s in one table and %s in another: say which with \"in: %.*s type\"", STR_ARG(q->name),
			              STR_ARG(p->name), type_show(&qc->arena, p->type).p, type_show(&qc->arena, *type).p, STR_ARG(p->name));
		p->type = *type;
	}
	if (!p->type.base && type_read(&qc->schema, p->name, &id) && id.base == DB_ID)
		p->type = id; /* :episode_id can only be an episode_id */
	return p->type.base || REFUSE(q, "%.*s: what is :%.*s? No column has that name: say \"in: %.*s type\"", STR_ARG(q->name),
	                              STR_ARG(p->name), STR_ARG(p->name));
}

static bool type_parameter(struct qc *qc, struct query *q, struct typed *p)
{
	const struct typed *said = find_typed(&q->said_in, p->name);

	if (str_is(p->name, "center")) {
		p->source = DB_FROM_CENTER;
		p->type = (struct type){.base = DB_ID, .of = STR("center")};
	} else if (str_is(p->name, "now")) {
		p->source = DB_FROM_NOW;
		p->type = (struct type){.base = DB_INSTANT};
	} else if (said) {
		p->type = said->type;
	} else if (!type_by_comparison(q, p) && !type_by_name(qc, q, p)) {
		return false;
	}
	return check_type(qc, q, p);
}

static bool check_parameters(struct qc *qc, struct query *q)
{
	for (size_t i = 0; i < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];
		struct typed *p;

		if (t->kind != T_PARAM || find_typed(&q->in, t->text))
			continue;
		p = ADD(&qc->arena, &q->in);
		p->name = t->text;
		if (!type_parameter(qc, q, p))
			return false;
	}
	for (size_t i = 0; i < q->said_in.n; i++) {
		const struct typed *p = find_typed(&q->in, q->said_in.v[i].name);

		if (!p || p->source != DB_FROM_ARGS)
			return REFUSE(q, "%.*s: \"in:\" names %.*s, which is no argument", STR_ARG(q->name), STR_ARG(q->said_in.v[i].name));
	}
	return true;
}

static bool type_result(struct qc *qc, struct query *q, size_t column, struct typed *out)
{
	const struct typed *said = find_typed(&q->said_out, out->name);
	bool plain = shape_result_type(q, column, &out->type);

	if (plain && said && !type_same(out->type, said->type))
		return REFUSE(q, "%.*s: \"out:\" says that %.*s is %s, but its column is %s", STR_ARG(q->name), STR_ARG(out->name),
		              type_show(&qc->arena, said->type).p, type_show(&qc->arena, out->type).p);
	if (!plain && !said)
		return REFUSE(q, "%.*s: %.*s is an expression: say \"out: %.*s type\"", STR_ARG(q->name), STR_ARG(out->name), STR_ARG(out->name));
	if (said)
		out->type = said->type;
	return check_type(qc, q, out);
}

static bool check_results(struct qc *qc, struct query *q)
{
	const struct scope *s = shape_rows(q, 0);

	for (size_t i = 0; q->verb != V_EXEC && i < s->items.n; i++) {
		struct typed one = {.name = s->items.v[i].name};

		if (!one.name.p)
			return refuse(q->path, q->tokens.v[s->items.v[i].from].line, "%.*s: result column %zu needs a name: write \"... as name\"",
			              STR_ARG(q->name), i + 1);
		if (find_typed(&q->out, one.name))
			return REFUSE(q, "%.*s: two result columns are called %.*s", STR_ARG(q->name), STR_ARG(one.name));
		if (!type_result(qc, q, i, &one))
			return false;
		*ADD(&qc->arena, &q->out) = one;
	}
	for (size_t i = 0; i < q->said_out.n; i++)
		if (!find_typed(&q->out, q->said_out.v[i].name))
			return REFUSE(q, "%.*s: \"out:\" names %.*s, which is no result column", STR_ARG(q->name), STR_ARG(q->said_out.v[i].name));
	return true;
}

bool query_check(struct qc *qc, struct query *q)
{
	return check_words(q) && check_prepares(qc, q) && shape_read(qc, q) && check_all_seen(qc, q) && check_verb(q) && check_center(q) &&
	       check_parameters(qc, q) && check_results(qc, q) && check_plan(qc, q);
}
