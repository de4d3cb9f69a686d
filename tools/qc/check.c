/* check.c - what the house does not allow in a query, and the type of all that goes in or comes out. */
#include "qc.h"

/* ---- words ----------------------------------------------------------------------------------- */

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
			return REFUSE_AT(q, i, "name the columns instead of *");
		for (size_t k = 0; k < COUNT_OF(refused_words); k++)
			if (tok_is(q, i, refused_words[k].word) && (!refused_words[k].call || tok_is(q, i + 1, "(")))
				return REFUSE_AT(q, i, "\"%s\" is not the same on both engines: %s", refused_words[k].word,
				                 refused_words[k].instead);
	}
	return true;
}

/* ---- SQLite's own opinion -------------------------------------------------------------------- */

static bool check_prepares(struct qc *qc, struct query *q)
{
	sqlite3 *db = qc->schema.db;
	sqlite3_stmt *stmt = NULL, *second = NULL;
	const char *rest;
	bool more;

	if (sqlite3_prepare_v2(db, q->sql, -1, &stmt, &rest) != SQLITE_OK) {
		int line = q->sql_line, offset = sqlite3_error_offset(db);

		for (int i = 0; i < offset; i++)
			line += q->sql[i] == '\n';
		return refuse(q->path, line, "%s: %s", q->name, sqlite3_errmsg(db));
	}
	q->writes = !sqlite3_stmt_readonly(stmt);
	(void)sqlite3_finalize(stmt);
	more = sqlite3_prepare_v2(db, rest, -1, &second, NULL) != SQLITE_OK || second;
	(void)sqlite3_finalize(second);
	return !more || REFUSE(q, "one statement per name");
}

/* What qc read in the tokens against what SQLite really opens: no table may be missed. */
static int note_table(void *arg, int action, const char *table, const char *column, const char *db,
                      const char *inner)
{
	const struct shape *s = arg;

	(void)column, (void)db, (void)inner;
	if (action != SQLITE_READ && action != SQLITE_INSERT && action != SQLITE_UPDATE &&
	    action != SQLITE_DELETE)
		return SQLITE_OK;
	for (size_t i = 0; i < s->sources.n; i++)
		if (s->sources.v[i].table && same(s->sources.v[i].table->name, table))
			return SQLITE_OK;
	for (size_t i = 0; i < s->ctes.n; i++)
		if (same(s->ctes.v[i].name, table))
			return SQLITE_OK;
	return SQLITE_DENY;
}

static bool check_all_seen(struct qc *qc, struct query *q)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	(void)sqlite3_set_authorizer(qc->schema.db, note_table, &q->shape);
	rc = sqlite3_prepare_v2(qc->schema.db, q->sql, -1, &stmt, NULL);
	(void)sqlite3_set_authorizer(qc->schema.db, NULL, NULL);
	(void)sqlite3_finalize(stmt);
	return rc == SQLITE_OK || REFUSE(q, "qc lost a table of this query: %s", sqlite3_errmsg(qc->schema.db));
}

/* The table that a step of the plan walks from end to end, NULL when it does not. An index that SQLite
 * builds for the occasion costs a walk too. */
static const struct table *scanned_table(const struct query *q, const char *detail)
{
	const char *name = detail + strcspn(detail, " ");
	size_t n;

	if (strncmp(detail, "SCAN ", 5) != 0 && !strstr(detail, " USING AUTOMATIC "))
		return NULL;
	name += strspn(name, " ");
	n = strcspn(name, " ");
	for (size_t i = 0; i < q->shape.sources.n; i++) {
		const struct source *s = &q->shape.sources.v[i];

		if (s->table && strlen(s->name) == n && !memcmp(s->name, name, n))
			return s->table;
	}
	return NULL;
}

static bool check_plan(struct qc *qc, const struct query *q)
{
	const char *sql = TEXT(&qc->arena, "explain query plan %s", q->sql);
	const struct table *scanned = NULL;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(qc->schema.db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return REFUSE(q, "%s", sqlite3_errmsg(qc->schema.db));
	while (!scanned && sqlite3_step(stmt) == SQLITE_ROW)
		scanned = scanned_table(q, (const char *)sqlite3_column_text(stmt, 3));
	(void)sqlite3_finalize(stmt);
	if (scanned && !q->scans)
		return REFUSE(q, "it reads all of %s: use an index, or say why that is fine with \"-- scans: why\"",
		              scanned->name);
	return scanned || !q->scans || REFUSE(q, "it scans no table: take \"-- scans:\" away");
}

/* ---- the wall between centers ---------------------------------------------------------------- */

/* One side of a comparison: :center, or the center_id of a source. */
struct side {
	bool center;
	struct source *source;
};

static struct side side_at(const struct query *q, size_t i, size_t *end)
{
	struct side side = {0};
	const char *column;
	int source;

	*end = i + 1;
	if (i >= q->tokens.n)
		return side;
	side.center = q->tokens.v[i].kind == T_PARAM && same(q->tokens.v[i].text, "center");
	source = shape_column(q, i, &column, end);
	if (source >= 0 && same(column, "center_id"))
		side.source = &q->shape.sources.v[source];
	return side;
}

static bool any_of(const struct query *q, size_t i, const char *const *words, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (tok_is(q, i, words[k]))
			return true;
	return false;
}

/* Whether the comparison in tokens [from, to) holds for every row: between `and`s or the ends of its clause,
 * and no `or` or `case` in that clause outside of parentheses. */
static bool always_holds(const struct query *q, size_t from, size_t to)
{
	static const char *const before[] = {"where", "on", "and"}, *const either[] = {"or", "case"};
	static const char *const goes_on[] = {"or", "is", "not", "in", "between", "like", "collate", "isnull",
	                                      "notnull"};
	const struct token *t = &q->tokens.v[from];

	if (!any_of(q, from - 1, before, COUNT_OF(before)) || any_of(q, to, goes_on, COUNT_OF(goes_on)))
		return false;
	if (to < q->tokens.n && q->tokens.v[to].kind == T_MARK && !tok_is(q, to, ")") && !tok_is(q, to, ","))
		return false;
	for (size_t i = 0; i < q->tokens.n; i++) {
		const struct token *other = &q->tokens.v[i];

		if (other->scope == t->scope && other->clause == t->clause && other->joined == t->joined &&
		    any_of(q, i, either, COUNT_OF(either)))
			return false;
	}
	return true;
}

/* a = b where b is :center, or confined already: then so is a. A comparison binds the sources of its own
 * scope; in the `on` of a left join only the table that is joined. */
static bool confine(const struct query *q, struct side a, struct side b, const struct token *at)
{
	const struct source *joined = at->joined >= 0 ? &q->shape.sources.v[at->joined] : NULL;

	if (!a.source || a.source->confined || !(b.center || (b.source && b.source->confined)))
		return false;
	if (a.source->scope != at->scope || (joined && joined->left && joined != a.source))
		return false;
	return a.source->confined = true;
}

static bool confine_round(const struct query *q)
{
	bool changed = false;

	for (size_t i = 2; i + 1 < q->tokens.n; i++) {
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

	while (at < s->insert_columns.n && !same(s->insert_columns.v[at], "center_id"))
		at++;
	for (int arm = s->scopes.v[target->scope].arm; arm >= 0; arm = s->scopes.v[arm].next) {
		const struct item *item = at < s->scopes.v[arm].items.n ? &s->scopes.v[arm].items.v[at] : NULL;
		const struct token *t = item ? &q->tokens.v[item->from] : NULL;

		if (!item || item->to != item->from + 1 || t->kind != T_PARAM || !same(t->text, "center"))
			return false;
	}
	return true;
}

static bool check_center(const struct query *q)
{
	bool crosses = false;

	while (confine_round(q))
		;
	for (size_t i = 0; i < q->tokens.n; i++)
		if (q->tokens.v[i].clause == C_SET && tok_is(q, i, "center_id") && tok_is(q, i + 1, "="))
			return REFUSE_AT(q, i, "a row never moves to another center");
	for (size_t i = 0; i < q->shape.sources.n; i++) {
		const struct source *s = &q->shape.sources.v[i];

		if (!s->table || !s->table->center || (s->target ? insert_confined(q, s) : s->confined))
			continue;
		crosses = true;
		if (!q->across_centers && s->target)
			return REFUSE(q, "the center_id of every row put into %s must be :center", s->table->name);
		if (!q->across_centers)
			return REFUSE(q, "%s belongs to a center: say \"%s.center_id = :center\" or compare it with one "
			              "that is", s->table->name, s->name);
	}
	return crosses || !q->across_centers ||
	       REFUSE(q, "it does not cross centers: take \"-- across centers:\" away");
}

/* ---- what kind of query ---------------------------------------------------------------------- */

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
		return REFUSE(q, "it returns rows: it is not :exec");
	if (q->verb != V_EXEC && !rows)
		return REFUSE(q, "it returns no rows: it is :exec");
	if (q->verb == V_EACH && q->writes)
		return REFUSE(q, "it writes: it cannot be :each");
	return q->verb != V_MANY || q->writes || has_limit(q) ||
	       REFUSE(q, "it is :many and needs a limit; or make it :each");
}

/* Whether the query compares a column of this name in a `where`: then the rows that have none are gone. */
static bool is_compared(const struct query *q, const char *column)
{
	static const char *const with[] = {"=", "<", ">", "<=", ">=", "between", "in", "like"};

	for (size_t i = 0; i < q->tokens.n; i++)
		if (q->tokens.v[i].clause == C_WHERE && tok_is(q, i, column) &&
		    (any_of(q, i + 1, with, COUNT_OF(with)) || (tok_is(q, i + 1, "is") && tok_is(q, i + 2, "not"))))
			return true;
	return false;
}

/* SQLite sorts none first, PostgreSQL last: a query has to say which it wants. */
static bool check_order(const struct query *q)
{
	static const char *const ends[] = {",", "asc", "desc", "nulls"};

	for (size_t i = 1; i < q->tokens.n; i++) {
		struct item term = {.from = i, .to = i};
		struct type type;
		size_t after;

		if (q->tokens.v[i].clause != C_ORDER || (!tok_is(q, i - 1, "by") && !tok_is(q, i - 1, ",")))
			continue;
		while (term.to < q->tokens.n && q->tokens.v[term.to].clause == C_ORDER &&
		       !any_of(q, term.to, ends, COUNT_OF(ends)))
			term.to++;
		after = term.to + (tok_is(q, term.to, "asc") || tok_is(q, term.to, "desc"));
		if (shape_item_type(q, &term, &type) && type.nullable && !tok_is(q, after, "nulls") &&
		    !is_compared(q, q->tokens.v[term.to - 1].text))
			return REFUSE_AT(q, i, "%s may be none: say \"nulls first\" or \"nulls last\", the engines "
			                 "differ", q->tokens.v[term.to - 1].text);
	}
	return true;
}

/* ---- types ----------------------------------------------------------------------------------- */

static bool check_type(struct qc *qc, const struct query *q, const struct typed *t)
{
	const struct query_file *f = &qc->files.v[qc->files.n - 1];

	if (t->type.nullable && (t->type.base == DB_BOOL || t->type.base == DB_CENTS))
		return REFUSE(q, "%s may be none, which a %s in C cannot: write coalesce(...), or say what it is "
		              "with in: or out:", t->name, t->type.base == DB_BOOL ? "bool" : "cents");
	return t->type.base != DB_CODE || f->includes.n ||
	       REFUSE(q, "%s is a %s: name the header of its enum with \"-- include:\" at the top of the file",
	              t->name, type_show(&qc->arena, t->type));
}

/* alias.name = :name says which column is meant. */
static bool type_by_comparison(const struct query *q, struct typed *p)
{
	for (size_t i = 4; i < q->tokens.n; i++) {
		const struct token *t = &q->tokens.v[i];
		const char *column;
		size_t end;
		int source;

		if (t->kind != T_PARAM || !same(t->text, p->name) || !tok_is(q, i - 1, "=") ||
		    !same(t[-2].text, p->name) || !tok_is(q, i - 3, "."))
			continue;
		source = shape_column(q, i - 4, &column, &end);
		if (source >= 0 && q->shape.sources.v[source].table) {
			p->type = find_typed(&q->shape.sources.v[source].table->columns, column)->type;
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
		const struct typed *column = t ? find_typed(&t->columns, p->name) : NULL;

		if (!column)
			continue;
		if (p->type.base && (!type_same(p->type, column->type) || p->type.nullable != column->type.nullable))
			return REFUSE(q, ":%s is %s in one table and %s in another: say which with \"in: %s type\"",
			              p->name, type_show(&qc->arena, p->type), type_show(&qc->arena, column->type),
			              p->name);
		p->type = column->type;
	}
	if (!p->type.base && type_read(qc, str_of(p->name), &id) && id.base == DB_ID)
		p->type = id; /* :episode_id can only be an episode_id */
	return p->type.base ||
	       REFUSE(q, "what is :%s? No column has that name: say \"in: %s type\"", p->name, p->name);
}

static bool type_parameter(struct qc *qc, const struct query *q, struct typed *p)
{
	const struct typed *said = find_typed(&q->said_in, p->name);

	if (same(p->name, "center")) {
		p->source = DB_FROM_CENTER;
		p->type = (struct type){.base = DB_ID, .of = "center"};
	} else if (same(p->name, "now")) {
		p->source = DB_FROM_NOW;
		p->type = (struct type){.base = DB_INSTANT, .of = ""};
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
		struct typed one = {.name = q->tokens.v[i].text};

		if (q->tokens.v[i].kind != T_PARAM || find_typed(&q->in, one.name))
			continue;
		if (!type_parameter(qc, q, &one))
			return false;
		*ADD(&qc->arena, &q->in) = one;
	}
	for (size_t i = 0; i < q->said_in.n; i++) {
		const struct typed *p = find_typed(&q->in, q->said_in.v[i].name);

		if (!p || p->source != DB_FROM_ARGS)
			return REFUSE(q, "\"in:\" names %s, which is no argument", q->said_in.v[i].name);
	}
	return true;
}

static bool type_result(struct qc *qc, const struct query *q, size_t column, struct typed *out)
{
	const struct typed *said = find_typed(&q->said_out, out->name);
	bool plain = shape_result_type(q, column, &out->type);

	if (plain && said && !type_same(out->type, said->type))
		return REFUSE(q, "\"out:\" says that %s is %s, but its column is %s", out->name,
		              type_show(&qc->arena, said->type), type_show(&qc->arena, out->type));
	if (!plain && !said)
		return REFUSE(q, "%s is an expression: say \"out: %s type\"", out->name, out->name);
	if (said)
		out->type = said->type;
	return check_type(qc, q, out);
}

static bool check_results(struct qc *qc, struct query *q)
{
	const struct scope *s = shape_rows(q, 0);

	for (size_t i = 0; q->verb != V_EXEC && i < s->items.n; i++) {
		struct typed one = {.name = s->items.v[i].name};

		if (!one.name)
			return REFUSE_AT(q, s->items.v[i].from, "result column %zu needs a name: write \"... as name\"",
			                 i + 1);
		if (find_typed(&q->out, one.name))
			return REFUSE(q, "two result columns are called %s", one.name);
		if (!type_result(qc, q, i, &one))
			return false;
		*ADD(&qc->arena, &q->out) = one;
	}
	for (size_t i = 0; i < q->said_out.n; i++)
		if (!find_typed(&q->out, q->said_out.v[i].name))
			return REFUSE(q, "\"out:\" names %s, which is no result column", q->said_out.v[i].name);
	return true;
}

bool query_check(struct qc *qc, struct query *q)
{
	return check_words(q) && check_prepares(qc, q) && shape_read(qc, q) && check_all_seen(qc, q) &&
	       check_verb(q) && check_order(q) && check_center(q) && check_parameters(qc, q) &&
	       check_results(qc, q) && check_plan(qc, q);
}
