/* read.c - cuts a query file into queries: the head lines in front of each, then its SQL as tokens. */
#include "qc.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The next word of a head line; commas count as white space. None at the end. */
static str next_word(str *line)
{
	size_t from = 0, to;

	while (from < line->n && is_space(line->p[from]))
		from++;
	to = from;
	while (to < line->n && !is_space(line->p[to]))
		to++;
	if (from == to)
		return STR_NONE;
	str word = str_slice(*line, from, to);
	*line = str_slice(*line, to, line->n);
	return word;
}

/* "in: monday date, sunday date   out: minutes int" */
static bool read_types(struct qc *qc, struct query *q, int line, str text)
{
	typed_list *list = NULL;

	for (str word = next_word(&text); word.p; word = next_word(&text)) {
		struct typed one = {.name = word};
		str type;

		if (str_is(word, "in:") || str_is(word, "out:")) {
			list = str_is(word, "in:") ? &q->said_in : &q->said_out;
			continue;
		}
		type = next_word(&text);
		if (!list || !type.p)
			return refuse(q->path, line, "write \"in: name type, name type   out: name type\"");
		if (!type_read(&qc->schema, type, &one.type))
			return refuse(q->path, line, "\"%.*s\" is not a type", STR_ARG(type));
		*ADD(&qc->arena, list) = one;
	}
	return true;
}

static bool read_verb(struct query *q, int line, str word)
{
	static const char *const verbs[] = {[V_ONE] = ":one", [V_MANY] = ":many", [V_EACH] = ":each", [V_EXEC] = ":exec"};

	for (size_t i = 0; i < COUNT_OF(verbs); i++) {
		if (str_is(word, verbs[i])) {
			q->verb = (enum verb)i;
			return true;
		}
	}
	return refuse(q->path, line, "write \"-- name: NAME :one\" or :many, :each, :exec");
}

/* What stands behind "-- name:". */
static bool read_name(struct qc *qc, struct query *q, int line, str text)
{
	q->name = next_word(&text);
	if (!q->name.n || !read_verb(q, line, next_word(&text)))
		return false;
	for (size_t i = 0; i < q->name.n; i++)
		if (!is_word(q->name.p[i]) || (q->name.p[i] >= 'A' && q->name.p[i] <= 'Z'))
			return refuse(q->path, line, "\"%.*s\" cannot be the name of a C function", STR_ARG(q->name));
	for (size_t i = 0; i + 1 < qc->queries.n; i++) {
		const struct query *other = &qc->queries.v[i];

		if (str_eq(other->name, q->name))
			return refuse(q->path, line, "the name %.*s is taken by %s:%d", STR_ARG(q->name), other->path, other->line);
	}
	return read_types(qc, q, line, text);
}

/* True and the rest of the text when it starts with `word`. */
static bool after(str text, const char *word, str *rest)
{
	if (!str_starts(text, word))
		return false;
	*rest = str_trim(str_slice(text, strlen(word), text.n));
	return true;
}

/* A comment line between the name and the SQL. */
static bool read_head(struct qc *qc, struct query *q, int line, str text)
{
	str rest;

	if (str_starts(text, "in:") || str_starts(text, "out:"))
		return read_types(qc, q, line, text);
	if (after(text, "across centers:", &rest))
		q->across_centers = true;
	else if (after(text, "scans:", &rest))
		q->scans = true;
	else {
		q->doc = q->doc.n ? str_format(&qc->arena, "%.*s\n * %.*s", STR_ARG(q->doc), STR_ARG(text)) : text;
		return true;
	}
	return rest.n || refuse(q->path, line, "say why behind \"%.*s\"", STR_ARG(text));
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

static size_t quoted_end(str sql, size_t at)
{
	for (at++; at < sql.n; at++) {
		if (sql.p[at] != '\'')
			continue;
		if (at + 1 == sql.n || sql.p[at + 1] != '\'')
			return at + 1;
		at++;
	}
	return at;
}

static size_t mark_end(str sql, size_t at)
{
	static const char *const long_marks[] = {"->>", "->", "<=", ">=", "<>", "!=", "==", "||"};

	for (size_t i = 0; i < COUNT_OF(long_marks); i++)
		if (str_starts(str_slice(sql, at, sql.n), long_marks[i]))
			return at + strlen(long_marks[i]);
	return at + 1;
}

/* Where the token at `at` ends, and what it is. 0: no token starts so. */
static size_t token_end(str sql, size_t at, enum token_kind *kind)
{
	char c = sql.p[at];
	size_t end = at + 1;

	if (c == '\'') {
		*kind = T_STRING;
		return quoted_end(sql, at);
	}
	if (!is_word(c) && c != ':') {
		*kind = T_MARK;
		return strchr("()=<>!|+-*/%,.;", c) ? mark_end(sql, at) : 0;
	}
	*kind = c == ':' ? T_PARAM : c >= '0' && c <= '9' ? T_NUMBER : T_WORD;
	while (end < sql.n && (is_word(sql.p[end]) || (*kind == T_NUMBER && sql.p[end] == '.')))
		end++;
	return c == ':' && end == at + 1 ? 0 : end;
}

static bool read_tokens(struct qc *qc, struct query *q, str sql)
{
	int line = q->sql_line;
	bool spaced = false;

	for (size_t at = 0; at < sql.n;) {
		enum token_kind kind;
		size_t end;
		struct token *t;

		if (is_space(sql.p[at]) && sql.p[at] != ',') {
			line += sql.p[at++] == '\n';
			spaced = true;
			continue;
		}
		if (str_starts(str_slice(sql, at, sql.n), "--")) {
			at = str_find(sql, '\n', at);
			continue;
		}
		end = token_end(sql, at, &kind);
		if (!end)
			return refuse(q->path, line, "\"%c\" does not belong in a query: names stand bare, text in '', parameters as :name", sql.p[at]);
		t = ADD(&qc->arena, &q->tokens);
		*t = (struct token){.kind = kind, .line = line, .spaced = spaced, .joined = -1};
		t->text = str_slice(sql, at + (kind == T_PARAM), end);
		if (kind == T_WORD)
			t->text = str_lower_ascii(&qc->arena, t->text);
		for (; at < end; at++)
			line += sql.p[at] == '\n';
		spaced = false;
	}
	while (q->tokens.n && tok_is(q, q->tokens.n - 1, ";"))
		q->tokens.n--;
	return q->tokens.n || REFUSE(q, "%.*s has no SQL", STR_ARG(q->name));
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static bool finish_query(struct qc *qc, struct query *q, str sql)
{
	q->sql = str_z(&qc->arena, sql);
	return read_tokens(qc, q, sql);
}

/* A line before the first query: an include or a remark. */
static bool read_top(struct qc *qc, struct query_file *f, int line, str text)
{
	str rest;

	if (text.n && !str_starts(text, "--"))
		return refuse(f->path, line, "every query starts with a line \"-- name: NAME :one\"");
	if (after(text, "-- include:", &rest))
		*ADD(&qc->arena, &f->includes) = next_word(&rest);
	return true;
}

static bool begin_query(struct qc *qc, struct query_file *f, int line, str text)
{
	struct query *q = ADD(&qc->arena, &qc->queries);

	q->path = f->path;
	q->line = line;
	q->where = str_format(&qc->arena, "%.*s:%d", STR_ARG(shown_path(qc, f->path)), line);
	return read_name(qc, q, line, text);
}

bool query_file_read(struct qc *qc, const char *path)
{
	struct query_file *f = ADD(&qc->arena, &qc->files);
	struct query *q = NULL;
	const char *text;
	bool fine = true;
	size_t body = 0;
	str all;

	*f = (struct query_file){.path = path, .name = file_stem(path, ".sql"), .first = qc->queries.n};
	if (!file_text(qc, path, &text))
		return false;
	all = str_of(text);
	for (size_t at = 0, line = 1, end; at < all.n; at = end + 1, line++) {
		str trimmed, rest;

		end = str_find(all, '\n', at);
		trimmed = str_trim(str_slice(all, at, end));
		if (after(trimmed, "-- name:", &rest)) {
			if (q && !finish_query(qc, q, str_slice(all, q->sql_line ? body : at, at)))
				fine = false;
			fine = begin_query(qc, f, (int)line, rest) && fine;
			q = &qc->queries.v[qc->queries.n - 1];
		} else if (!q) {
			fine = read_top(qc, f, (int)line, trimmed) && fine;
		} else if (!q->sql_line && str_starts(trimmed, "--")) {
			fine = read_head(qc, q, (int)line, str_trim(str_slice(trimmed, 2, trimmed.n))) && fine;
		} else if (!q->sql_line && trimmed.n) {
			q->sql_line = (int)line;
			body = at;
		}
	}
	if (q && !finish_query(qc, q, str_slice(all, q->sql_line ? body : all.n, all.n)))
		fine = false;
	f = &qc->files.v[qc->files.n - 1];
	f->n = qc->queries.n - f->first;
	return fine;
}
