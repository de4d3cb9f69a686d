/* read.c - cuts a query file into queries: the head lines in front of each, then its SQL as tokens. */
#include "qc.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* ---- head lines ------------------------------------------------------------------------------ */

/* The next word of a head line; commas count as white space. None at the end. */
static str next_word(str *line)
{
	size_t from = 0, to;
	str word;

	while (from < line->n && (is_space(line->p[from]) || line->p[from] == ','))
		from++;
	for (to = from; to < line->n && !is_space(line->p[to]) && line->p[to] != ',';)
		to++;
	word = from < to ? str_slice(*line, from, to) : STR_NONE;
	*line = str_slice(*line, to, line->n);
	return word;
}

/* "in: monday date, sunday date   out: minutes int" */
static bool read_types(struct qc *qc, struct query *q, int line, str text)
{
	typed_list *list = NULL;

	for (str word = next_word(&text); word.p; word = next_word(&text)) {
		struct typed one = {.source = DB_FROM_ARGS};
		str type;

		if (str_is(word, "in:") || str_is(word, "out:")) {
			list = str_is(word, "in:") ? &q->said_in : &q->said_out;
			continue;
		}
		type = next_word(&text);
		if (!list || !type.p)
			return refuse(q->path, line, "write \"in: name type, name type   out: name type\"");
		if (!type_read(qc, type, &one.type))
			return refuse(q->path, line, "\"%.*s\" is not a type", STR_ARG(type));
		one.name = str_z(&qc->arena, word);
		*ADD(&qc->arena, list) = one;
	}
	return true;
}

/* What stands behind "-- name:". */
static bool read_name(struct qc *qc, struct query *q, str text)
{
	static const char *const verbs[] = {
		[V_ONE] = ":one", [V_MANY] = ":many", [V_EACH] = ":each", [V_EXEC] = ":exec"};
	size_t verb = 0;
	str word;

	q->name = str_z(&qc->arena, next_word(&text));
	word = next_word(&text);
	while (verb < COUNT_OF(verbs) && !str_is(word, verbs[verb]))
		verb++;
	if (!*q->name || verb == COUNT_OF(verbs))
		return refuse(q->path, q->line, "write \"-- name: NAME :one\" or :many, :each, :exec");
	q->verb = (enum verb)verb;
	if (q->name[strspn(q->name, "abcdefghijklmnopqrstuvwxyz0123456789_")])
		return refuse(q->path, q->line, "\"%s\" cannot be the name of a C function", q->name);
	for (size_t i = 0; i + 1 < qc->queries.n; i++) {
		const struct query *other = &qc->queries.v[i];

		if (same(other->name, q->name))
			return refuse(q->path, q->line, "the name %s is taken by %s:%d", q->name, other->path,
			              other->line);
	}
	return read_types(qc, q, q->line, text);
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
	str why;

	if (str_starts(text, "in:") || str_starts(text, "out:"))
		return read_types(qc, q, line, text);
	if (after(text, "across centers:", &why)) {
		q->across_centers = true;
	} else if (after(text, "scans:", &why)) {
		q->scans = true;
	} else {
		q->doc = TEXT(&qc->arena, "%s%s%.*s", q->doc, *q->doc ? "\n * " : "", STR_ARG(text));
		return true;
	}
	return why.n || refuse(q->path, line, "say why behind \"%.*s\"", STR_ARG(text));
}

/* ---- tokens ---------------------------------------------------------------------------------- */

static size_t quoted_end(str sql, size_t at)
{
	do
		at = str_find(sql, '\'', at + 1) + 1;
	while (at < sql.n && sql.p[at] == '\''); /* '' is a quote inside */
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
		end = quoted_end(sql, at);
		return end <= sql.n ? end : 0;
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

static void add_token(struct qc *qc, struct query *q, enum token_kind kind, str text, int line, bool spaced)
{
	if (kind == T_WORD)
		text = str_lower_ascii(&qc->arena, text);
	if (kind == T_PARAM)
		text = str_slice(text, 1, text.n);
	*ADD(&qc->arena, &q->tokens) = (struct token){
		.kind = kind, .text = str_z(&qc->arena, text), .line = line, .spaced = spaced, .joined = -1};
}

static bool read_tokens(struct qc *qc, struct query *q)
{
	str sql = str_of(q->sql);
	int line = q->sql_line;
	bool spaced = false;

	for (size_t at = 0, end; at < sql.n; at = end) {
		enum token_kind kind;

		if (is_space(sql.p[at]) || str_starts(str_slice(sql, at, sql.n), "--")) {
			end = is_space(sql.p[at]) ? at + 1 : str_find(sql, '\n', at);
			spaced = true;
		} else {
			end = token_end(sql, at, &kind);
			if (!end)
				return refuse(q->path, line, "\"%c\" does not belong in a query: names stand bare, "
				              "text in '', parameters as :name", sql.p[at]);
			add_token(qc, q, kind, str_slice(sql, at, end), line, spaced);
			spaced = false;
		}
		for (size_t i = at; i < end; i++)
			line += sql.p[i] == '\n';
	}
	while (q->tokens.n && tok_is(q, q->tokens.n - 1, ";"))
		q->tokens.n--;
	return q->tokens.n || REFUSE(q, "it has no SQL");
}

/* ---- the file -------------------------------------------------------------------------------- */

/* A line before the first query: an include or a remark. */
static bool read_top(struct qc *qc, struct query_file *f, int line, str text)
{
	str rest;

	if (text.n && !str_starts(text, "--"))
		return refuse(f->path, line, "every query starts with a line \"-- name: NAME :one\"");
	if (after(text, "-- include:", &rest))
		*ADD(&qc->arena, &f->includes) = str_z(&qc->arena, next_word(&rest));
	return true;
}

static struct query *begin_query(struct qc *qc, const char *path, int line)
{
	struct query *q = ADD(&qc->arena, &qc->queries);

	*q = (struct query){.path = path, .line = line, .doc = "", .sql = ""};
	q->where = TEXT(&qc->arena, "%s:%d", shown_path(qc, path), line);
	return q;
}

/* Lines up to the SQL of q, which begins at `at`, and the SQL up to the next name. Returns where that is. */
static size_t read_query(struct qc *qc, struct query *q, str all, size_t at, int *line, bool *fine)
{
	size_t body = 0;

	for (size_t end; at < all.n; at = end + 1, ++*line) {
		str text, rest;

		end = str_find(all, '\n', at);
		text = str_trim(str_slice(all, at, end));
		if (after(text, "-- name:", &rest))
			break;
		if (!q->sql_line && str_starts(text, "--"))
			*fine = read_head(qc, q, *line, str_trim(str_slice(text, 2, text.n))) && *fine;
		else if (!q->sql_line && text.n) {
			q->sql_line = *line;
			body = at;
		}
	}
	if (q->sql_line)
		q->sql = str_z(&qc->arena, str_slice(all, body, at));
	*fine = read_tokens(qc, q) && *fine;
	return at;
}

bool query_file_read(struct qc *qc, const char *path)
{
	struct query_file *f = ADD(&qc->arena, &qc->files);
	const char *text;
	bool fine = true;
	int line = 1;
	str all;

	*f = (struct query_file){.path = path, .name = file_stem(qc, path), .first = qc->queries.n};
	if (!file_text(qc, path, &text))
		return false;
	all = str_of(text);
	for (size_t at = 0; at < all.n;) {
		size_t end = str_find(all, '\n', at);
		str rest, trimmed = str_trim(str_slice(all, at, end));

		if (after(trimmed, "-- name:", &rest)) {
			struct query *q = begin_query(qc, path, line++);

			fine = read_name(qc, q, rest) && fine;
			at = read_query(qc, q, all, end + 1, &line, &fine);
		} else {
			fine = read_top(qc, f, line++, trimmed) && fine;
			at = end + 1;
		}
	}
	f->n = qc->queries.n - f->first;
	return fine;
}
