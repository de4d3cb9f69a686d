/* emit.c - the C that comes out: text of the template gathered into literals, and #line wherever the C
 * compiler's count of lines would leave the template's. */
#include "tplc/tplc.h"

#include <stdarg.h>

/* Brings the next output to the template's line: on to the end of the last line of output when that is
 * where it belongs. */
static void sync(struct tpl *t, unsigned line)
{
	if (t->c_line == line + 1 && t->code.n) {
		t->code.n--; /* its line feed */
		BUF_LIT(&t->code, " ");
	} else {
		if (t->c_line != line)
			buf_format(&t->code, "#line %u \"%s\"\n", line, t->path);
		if (t->in_function)
			BUF_LIT(&t->code, "\t");
	}
	t->c_line = line;
}

/* The inside of a C string. Octal escapes have three digits, so that no digit of the text can join them. */
static void put_escaped(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];

		if (ch == '\n')
			BUF_LIT(b, "\\n");
		else if (ch < 0x20 || ch == 0x7f)
			buf_format(b, "\\%03o", ch);
		else if (ch == '"' || ch == '\\')
			buf_format(b, "\\%c", ch);
		else
			buf_char(b, (char)ch);
	}
}

/* One string per line of text, so that the generated code can be read beside the template. */
void emit_flush(struct tpl *t)
{
	str text = buf_view(&t->literal);

	if (!text.n)
		return;
	sync(t, t->literal_at.line);
	BUF_LIT(&t->code, "PUT_LITERAL(c, \"");
	for (size_t from = 0, to; from < text.n; from = to) {
		to = str_find(text, '\n', from) + 1;
		put_escaped(&t->code, str_slice(text, from, to));
		if (to < text.n) {
			BUF_LIT(&t->code, "\"\n\t\t\"");
			t->c_line++;
		}
	}
	BUF_LIT(&t->code, "\");\n");
	t->c_line++;
	buf_clear(&t->literal);
}

/* Text and values are statements: a % line before them must not end in the middle of one. */
static void check_statement(struct tpl *t)
{
	if (t->c_open.line)
		refuse(t, t->c_open,
			"this %% line would take in only the next piece of the page: end it with { } ; or :");
}

void emit_text(struct tpl *t, struct place at, const char *p, size_t n)
{
	if (!n)
		return;
	check_statement(t);
	if (!t->literal.n)
		t->literal_at = at;
	buf_put(&t->literal, p, n);
	t->last = p[n - 1];
}

void emit_z(struct tpl *t, struct place at, const char *text)
{
	emit_text(t, at, text, strlen(text));
}

void emit_line(struct tpl *t, unsigned line, str text)
{
	emit_flush(t);
	sync(t, line);
	buf_str(&t->code, text);
	BUF_LIT(&t->code, "\n");
	t->c_line++;
}

void emit_code(struct tpl *t, unsigned line, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int n;

	check_statement(t);
	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	emit_line(t, line, (str){text, (size_t)n});
	free(text);
	t->last = 0;
}
