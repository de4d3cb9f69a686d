/* read.c - the cursor over a template. */
#include "tplc/tplc.h"

#include <ctype.h>
#include <stdarg.h>

void refuse(struct tpl *t, struct place at, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%u:%u: ", t->path, at.line, at.column);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

bool at_end(const struct tpl *t)
{
	return t->at == t->src.n;
}

char peek(const struct tpl *t)
{
	return at_end(t) ? '\0' : t->src.p[t->at];
}

bool looking_at(const struct tpl *t, const char *text)
{
	size_t n = strlen(text);

	return t->src.n - t->at >= n && !memcmp(t->src.p + t->at, text, n);
}

void step(struct tpl *t)
{
	if (t->src.p[t->at++] == '\n')
		t->here = (struct place){t->here.line + 1, 1};
	else
		t->here.column++;
}

static void step_over(struct tpl *t, size_t n)
{
	while (n--)
		step(t);
}

str skip_space(struct tpl *t, bool *new_line)
{
	size_t from = t->at;
	str space;

	*new_line = t->here.column == 1;
	while (!at_end(t) && !at_percent_line(t) && strchr(" \t\r\n", peek(t))) {
		*new_line |= peek(t) == '\n';
		step(t);
	}
	space = str_slice(t->src, from, t->at);
	if (*new_line && peek(t) == '%' && !at_percent_line(t)) {
		if (!looking_at(t, "%%")) /* it would become text without anybody noticing */
			refuse(t, t->here,
				"a %% line starts in the first column; a percent sign at the start of a line is %%%%");
		step(t);
	}
	return space;
}

bool at_percent_line(const struct tpl *t)
{
	return t->here.column == 1 && peek(t) == '%' && !looking_at(t, "%%");
}

str take_line(struct tpl *t)
{
	size_t end = str_find(t->src, '\n', t->at);
	str line = str_slice(t->src, t->at, end);

	step_over(t, line.n + (end < t->src.n));
	return line;
}

str take_name(struct tpl *t, const char *others)
{
	size_t from = t->at;

	while (!at_end(t) && (isalnum((unsigned char)peek(t)) || peek(t) == '_' || strchr(others, peek(t))))
		step(t);
	return str_slice(t->src, from, t->at);
}

size_t skip_quoted(str s, size_t i)
{
	char quote = s.p[i++];

	while (i < s.n && s.p[i] != quote)
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i + 1 : s.n;
}

str take_value(struct tpl *t)
{
	struct place at = t->here;
	str rest = str_slice(t->src, t->at, str_find(t->src, '\n', t->at));
	size_t i = 2;
	str value;

	while (i < rest.n && !(rest.p[i] == '}' && i + 1 < rest.n && rest.p[i + 1] == '}'))
		i = rest.p[i] == '"' || rest.p[i] == '\'' ? skip_quoted(rest, i) : i + 1;
	if (i >= rest.n)
		refuse(t, at, "{{ has no }} on its line");
	value = str_trim(str_slice(rest, 2, i));
	if (!value.n)
		refuse(t, at, "{{ }} holds no value");
	step_over(t, i + 2);
	return value;
}
