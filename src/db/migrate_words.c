/* migrate_words.c - the table of type words and the scanner that skips what only looks like one. */
#include "db/migrate_words.h"

static const struct type_word words[] = {
	{"id", DB_ID, true, "integer", "bigint"},
	{"ref", DB_ID, true, "integer", "bigint"},
	{"instant", DB_INSTANT, false, "integer", "bigint"},
	{"date", DB_DATE, false, "text", "text collate \"C\""},
	{"text", DB_TEXT, false, "text", "text collate \"C\""},
	{"int", DB_INT, false, "integer", "bigint"},
	{"cents", DB_CENTS, false, "integer", "bigint"},
	{"bool", DB_BOOL, false, "integer", "boolean"},
	{"bytes", DB_BYTES, false, "blob", "bytea"},
	{"code", DB_CODE, true, "text", "text collate \"C\""},
	{"strict", 0, false, "strict, without rowid", ""},
};

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t name_end(str sql, size_t at)
{
	while (at < sql.n && is_name(sql.p[at]))
		at++;
	return at;
}

/* Behind the comment or quoted text that starts at `at`; `at` itself when none does. */
static size_t skip_quiet(str sql, size_t at)
{
	char c = sql.p[at];
	bool comment = c == '-' && at + 1 < sql.n && sql.p[at + 1] == '-';
	char end = comment ? '\n' : c;

	if (!comment && c != '\'' && c != '"')
		return at;
	for (at++; at < sql.n && sql.p[at] != end; at++)
		;
	return at < sql.n ? at + 1 : at;
}

static const struct type_word *word_named(const char *p, size_t n, bool has_name)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strlen(words[i].name) == n && !memcmp(words[i].name, p, n) && words[i].takes_name == has_name)
			return &words[i];
	return NULL;
}

/* sql.p[at] is the @. */
static size_t read_word(str sql, size_t at, struct type_use *out)
{
	size_t end = name_end(sql, at + 1);
	size_t name = end - at - 1;

	*out = (struct type_use){0};
	if (end < sql.n && sql.p[end] == '(') {
		size_t close = name_end(sql, end + 1);

		if (close < sql.n && sql.p[close] == ')' && close > end + 1) {
			out->of = (str){sql.p + end + 1, close - end - 1};
			end = close + 1;
		}
	}
	out->text = (str){sql.p + at, end - at};
	out->word = word_named(sql.p + at + 1, name, out->of.p != NULL);
	return end;
}

bool type_word_next(str sql, size_t *at, struct type_use *out)
{
	size_t i = *at;

	while (i < sql.n) {
		size_t behind = skip_quiet(sql, i);

		if (behind > i) {
			i = behind;
		} else if (sql.p[i] == '@') {
			*at = read_word(sql, i, out);
			return true;
		} else {
			i++;
		}
	}
	*at = sql.n;
	return false;
}
