/* shape.c - follows the tokens of a query that SQLite has accepted: its statements, the arms of a union, the
 * names that tables have in each, and which clause every token stands in. It knows just enough of SQL to tell
 * whose column a name is; where it cannot follow it refuses. */
#include "qc.h"

struct reader {
	struct qc *qc;
	struct query *q;
	size_t at;
	bool failed;
};

static int read_statement(struct reader *r, int parent);
static void read_clauses(struct reader *r, int scope, enum clause clause);

bool tok_is(const struct query *q, size_t i, const char *text)
{
	const struct token *t = &q->tokens.v[i];

	return i < q->tokens.n && (t->kind == T_WORD || t->kind == T_MARK) && same(t->text, text);
}

static bool is(const struct reader *r, const char *text)
{
	return tok_is(r->q, r->at, text);
}

static bool take(struct reader *r, const char *text)
{
	bool found = is(r, text);

	r->at += found;
	return found;
}

static bool is_one_of(const struct query *q, size_t i, const char *const *words)
{
	for (; *words; words++)
		if (tok_is(q, i, *words))
			return true;
	return false;
}

static void give_up(struct reader *r, const char *what)
{
	size_t last = r->q->tokens.n - 1;

	if (!r->failed)
		refuse(r->q->path, r->q->tokens.v[r->at < last ? r->at : last].line, "%s", what);
	r->failed = true;
	r->at = r->q->tokens.n;
}

static void expect(struct reader *r, const char *text)
{
	if (!take(r, text))
		give_up(r, "qc cannot follow this: it expected a parenthesis here");
}

static const char *word(struct reader *r)
{
	if (r->at < r->q->tokens.n && r->q->tokens.v[r->at].kind == T_WORD)
		return r->q->tokens.v[r->at++].text;
	give_up(r, "qc cannot follow this: it expected a name here");
	return "";
}

static int add_scope(struct reader *r, int parent)
{
	*ADD(&r->qc->arena, &r->q->shape.scopes) = (struct scope){.parent = parent, .arm = -1, .next = -1};
	return (int)r->q->shape.scopes.n - 1;
}

static bool starts_query(const struct query *q, size_t i)
{
	static const char *const words[] = {"select", "values", "with", NULL};

	return is_one_of(q, i, words);
}

/* ---- sources --------------------------------------------------------------------------------- */

static const struct cte *find_cte(const struct shape *s, int scope, const char *name)
{
	for (; scope >= 0; scope = s->scopes.v[scope].parent)
		for (size_t i = s->ctes.n; i-- > 0;)
			if (s->ctes.v[i].owner == scope && same(s->ctes.v[i].name, name))
				return &s->ctes.v[i];
	return NULL;
}

/* An alias, with or without `as`; the name itself when there is none. */
static const char *read_alias(struct reader *r, const char *name)
{
	static const char *const not_alias[] = {
		"on", "join", "left", "inner", "cross", "where", "group", "having", "order", "limit", "window",
		"union", "except", "intersect", "set", "returning", "values", "select", "default", "indexed", "not",
		NULL};

	if (take(r, "as"))
		return word(r);
	if (r->at < r->q->tokens.n && r->q->tokens.v[r->at].kind == T_WORD && !is_one_of(r->q, r->at, not_alias))
		return word(r);
	return name;
}

/* A table, a `with` name or a query in parentheses, behind `from`, `join`, `into`, `update` or a comma. */
static int read_source(struct reader *r, int scope, bool left)
{
	struct source s = {.scope = scope, .rows = -1, .left = left};

	if (take(r, "(")) {
		if (!starts_query(r->q, r->at))
			give_up(r, "qc does not follow parentheses around tables: write the joins one after another");
		else
			s.rows = read_statement(r, scope);
		expect(r, ")");
	} else {
		const struct cte *cte;

		s.name = word(r);
		cte = find_cte(&r->q->shape, scope, s.name);
		s.rows = cte ? cte->rows : -1;
		s.table = cte ? NULL : schema_table(&r->qc->schema, s.name);
		if (!r->failed && !cte && !s.table)
			give_up(r, "this is not a table of the migrations; table functions differ between the engines");
	}
	s.name = read_alias(r, s.name);
	*ADD(&r->qc->arena, &r->q->shape.sources) = s;
	return (int)r->q->shape.sources.n - 1;
}

/* ---- clauses --------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	enum clause clause;
} clause_words[] = {
	{"select", C_SELECT}, {"from", C_FROM}, {"join", C_FROM}, {"on", C_ON}, {"where", C_WHERE},
	{"limit", C_LIMIT}, {"set", C_SET}, {"returning", C_RETURNING}, {"group", C_OTHER}, {"having", C_OTHER},
	{"order", C_ORDER}, {"left", C_OTHER}, {"inner", C_OTHER}, {"cross", C_OTHER}, {"window", C_OTHER},
};

/* The clause that the word at the reader begins, C_NONE when it begins none. */
static enum clause clause_here(const struct reader *r)
{
	size_t i = r->at;

	if (i && tok_is(r->q, i - 1, "."))
		return C_NONE;
	if (i && is(r, "from") && tok_is(r->q, i - 1, "distinct"))
		return C_NONE; /* is distinct from */
	if (is(r, "on") && tok_is(r->q, i + 1, "conflict"))
		return C_OTHER;
	for (size_t k = 0; k < COUNT_OF(clause_words); k++)
		if (is(r, clause_words[k].word))
			return clause_words[k].clause;
	return C_NONE;
}

/* Tokens [from, at) are a result column; find its name. */
static void close_item(struct reader *r, int scope, size_t from)
{
	const struct query *q = r->q;
	struct item item = {.from = from, .to = r->at};
	size_t n = r->at - from;

	if (!n)
		return;
	if (n > 2 && tok_is(q, r->at - 2, "as") && q->tokens.v[r->at - 1].kind == T_WORD) {
		item.to = r->at - 2;
		item.name = q->tokens.v[r->at - 1].text;
	} else if (q->tokens.v[r->at - 1].kind == T_WORD && (n == 1 || (n == 3 && tok_is(q, r->at - 2, ".")))) {
		item.name = q->tokens.v[r->at - 1].text;
	}
	*ADD(&r->qc->arena, &r->q->shape.scopes.v[scope].items) = item;
}

static void read_parentheses(struct reader *r, int scope)
{
	expect(r, "(");
	if (starts_query(r->q, r->at))
		(void)read_statement(r, scope);
	else
		read_clauses(r, scope, C_NONE);
	expect(r, ")");
}

static bool ends_arm(const struct reader *r, int scope)
{
	static const char *const words[] = {"union", "except", "intersect", NULL};
	bool on_conflict = is(r, "on") && tok_is(r->q, r->at + 1, "conflict");

	if (r->q->shape.scopes.v[scope].is_arm && (on_conflict || is(r, "returning")))
		return true; /* these belong to the insert around it */
	return is_one_of(r->q, r->at, words);
}

static bool has_items(enum clause c)
{
	return c == C_SELECT || c == C_RETURNING || c == C_ROW;
}

/* Everything up to the closing parenthesis, the next arm or the end. Within parentheses (C_NONE, C_ROW) no
 * word begins a clause. */
static void read_clauses(struct reader *r, int scope, enum clause clause)
{
	bool top = clause != C_NONE && clause != C_ROW, left = false;
	int joined = -1;
	size_t item = r->at;

	while (r->at < r->q->tokens.n && !is(r, ")") && !(top && ends_arm(r, scope))) {
		struct token *t = &r->q->tokens.v[r->at];
		enum clause begun = top ? clause_here(r) : C_NONE;

		t->scope = scope;
		t->clause = begun ? begun : clause;
		t->joined = clause == C_ON && !begun ? joined : -1;
		if ((begun || is(r, ",")) && has_items(clause))
			close_item(r, scope, item);
		if (is(r, "(")) {
			read_parentheses(r, scope);
			continue;
		}
		left = begun == C_OTHER ? is(r, "left") : left;
		r->at++;
		if (begun == C_SELECT || begun == C_RETURNING)
			(void)(take(r, "distinct") || take(r, "all"));
		if (begun == C_FROM || (clause == C_FROM && !begun && tok_is(r->q, r->at - 1, ","))) {
			joined = read_source(r, scope, left);
			left = false;
		}
		if (begun || tok_is(r->q, r->at - 1, ","))
			item = r->at;
		clause = begun ? begun : clause;
	}
	if (has_items(clause))
		close_item(r, scope, item);
}

/* ---- statements ------------------------------------------------------------------------------ */

static int add_arm(struct reader *r, int statement)
{
	int arm = add_scope(r, statement), *at = &r->q->shape.scopes.v[statement].arm;

	r->q->shape.scopes.v[arm].is_arm = true;
	while (*at >= 0)
		at = &r->q->shape.scopes.v[*at].next;
	return *at = arm;
}

/* select ... union select ...   or   values (...), (...), whose rows are arms too */
static void read_arms(struct reader *r, int statement)
{
	do {
		if (take(r, "values")) {
			do {
				expect(r, "(");
				read_clauses(r, add_arm(r, statement), C_ROW);
				expect(r, ")");
			} while (!r->failed && take(r, ","));
		} else {
			read_clauses(r, add_arm(r, statement), C_OTHER);
		}
		if (!ends_arm(r, statement))
			return;
		r->at++;
		(void)take(r, "all");
	} while (!r->failed);
}

/* The names in with a(x, y): those of the columns of every arm. */
static void name_columns(struct reader *r, int rows, size_t first)
{
	struct shape *s = &r->q->shape;

	for (int arm = s->scopes.v[rows].arm; arm >= 0; arm = s->scopes.v[arm].next)
		for (size_t i = 0; i < s->scopes.v[arm].items.n; i++)
			s->scopes.v[arm].items.v[i].name = r->q->tokens.v[first + 2 * i].text;
}

/* with a(x, y) as (...), b as (...) */
static void read_ctes(struct reader *r, int scope)
{
	struct shape *s = &r->q->shape;

	(void)take(r, "recursive");
	do {
		struct cte cte = {.name = word(r), .owner = scope, .rows = (int)s->scopes.n};
		size_t columns = is(r, "(") ? r->at + 1 : 0;

		*ADD(&r->qc->arena, &s->ctes) = cte; /* before its text is read: it may ask itself */
		if (schema_table(&r->qc->schema, cte.name))
			give_up(r, "this name hides a table: take another");
		while (columns && r->at < r->q->tokens.n && !take(r, ")"))
			r->at++;
		(void)take(r, "as");
		(void)(take(r, "not"), take(r, "materialized"));
		expect(r, "(");
		(void)read_statement(r, scope);
		expect(r, ")");
		if (columns && !r->failed)
			name_columns(r, cte.rows, columns);
	} while (!r->failed && take(r, ","));
}

/* insert into t (columns) values ... | select ...   [on conflict ...] [returning ...] */
static void read_insert(struct reader *r, int scope)
{
	struct shape *s = &r->q->shape;
	struct source target = {.scope = scope, .rows = -1, .target = true};

	if (!take(r, "into"))
		give_up(r, "write \"insert into\": \"insert or ...\" is not for both engines; use \"on conflict\"");
	target.name = word(r);
	target.table = schema_table(&r->qc->schema, target.name);
	if (take(r, "as"))
		target.name = word(r);
	*ADD(&r->qc->arena, &s->sources) = target;
	if (!is(r, "("))
		give_up(r, "name the columns of the insert");
	while (r->at < r->q->tokens.n && !take(r, ")")) {
		r->at++;
		if (!is(r, ")"))
			*ADD(&r->qc->arena, &s->insert_columns) = word(r);
	}
	read_arms(r, scope);
	read_clauses(r, scope, C_OTHER);
}

static int read_statement(struct reader *r, int parent)
{
	int scope = add_scope(r, parent);

	if (take(r, "with"))
		read_ctes(r, scope);
	if (starts_query(r->q, r->at)) {
		read_arms(r, scope);
	} else if (take(r, "insert")) {
		read_insert(r, scope);
	} else if (take(r, "update")) {
		(void)read_source(r, scope, false);
		read_clauses(r, scope, C_OTHER);
	} else if (is(r, "delete")) {
		r->at++;
		read_clauses(r, scope, C_OTHER);
	} else {
		give_up(r, "qc reads select, insert, update and delete");
	}
	return scope;
}

bool shape_read(struct qc *qc, struct query *q)
{
	struct reader r = {.qc = qc, .q = q};

	(void)read_statement(&r, -1);
	if (!r.failed && r.at < q->tokens.n)
		give_up(&r, "qc cannot follow from here");
	return !r.failed;
}

/* ---- whose column ---------------------------------------------------------------------------- */

const struct scope *shape_rows(const struct query *q, int statement)
{
	const struct scope *s = &q->shape.scopes.v[statement];

	return s->items.n || s->arm < 0 ? s : &q->shape.scopes.v[s->arm];
}

static const struct item *find_item(const struct scope *s, const char *name)
{
	for (size_t i = 0; i < s->items.n; i++)
		if (s->items.v[i].name && same(s->items.v[i].name, name))
			return &s->items.v[i];
	return NULL;
}

static bool source_has(const struct query *q, const struct source *s, const char *column)
{
	if (s->table)
		return find_typed(&s->table->columns, column) != NULL;
	return find_item(shape_rows(q, s->rows), column) != NULL;
}

int shape_column(const struct query *q, size_t i, const char **column, size_t *end)
{
	const struct shape *s = &q->shape;
	bool qualified = i + 2 < q->tokens.n && tok_is(q, i + 1, ".");
	const char *alias;

	if (i >= q->tokens.n || q->tokens.v[i].kind != T_WORD)
		return -1;
	alias = q->tokens.v[i].text;
	*column = q->tokens.v[qualified ? i + 2 : i].text;
	*end = qualified ? i + 3 : i + 1;
	for (int scope = q->tokens.v[i].scope; scope >= 0; scope = s->scopes.v[scope].parent)
		for (size_t k = 0; k < s->sources.n; k++)
			if (s->sources.v[k].scope == scope && (!qualified || same(s->sources.v[k].name, alias)) &&
			    source_has(q, &s->sources.v[k], *column))
				return (int)k;
	return -1;
}

static bool rows_type(const struct query *q, const struct scope *rows, size_t column, struct type *out,
                      int depth);

/* What an item is when it is a plain column, else false. `depth` stops a `with` that asks itself. */
static bool item_type(const struct query *q, const struct item *item, struct type *out, int depth)
{
	const struct source *s;
	const struct item *inner;
	const char *column;
	size_t end = 0;
	int source = shape_column(q, item->from, &column, &end);

	if (source < 0 || end != item->to || depth > 8)
		return false;
	s = &q->shape.sources.v[source];
	if (s->table) {
		*out = find_typed(&s->table->columns, column)->type;
	} else {
		const struct scope *rows = shape_rows(q, s->rows);

		inner = find_item(rows, column);
		if (!rows_type(q, rows, (size_t)(inner - rows->items.v), out, depth + 1))
			return false;
	}
	out->nullable |= s->left;
	return true;
}

/* Every arm must agree; the column may be none when one of them says so. */
static bool rows_type(const struct query *q, const struct scope *rows, size_t column, struct type *out,
                      int depth)
{
	if (!item_type(q, &rows->items.v[column], out, depth))
		return false;
	for (int arm = rows->next; arm >= 0; arm = q->shape.scopes.v[arm].next) {
		struct type other;

		if (!item_type(q, &q->shape.scopes.v[arm].items.v[column], &other, depth) || !type_same(*out, other))
			return false;
		out->nullable |= other.nullable;
	}
	return true;
}

bool shape_item_type(const struct query *q, const struct item *item, struct type *out)
{
	return item_type(q, item, out, 0);
}

bool shape_result_type(const struct query *q, size_t column, struct type *out)
{
	return rows_type(q, shape_rows(q, 0), column, out, 0);
}
