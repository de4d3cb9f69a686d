/* page.c - % lines: what is included, where pages and parts start and end, their layout, and the C
 * between the HTML. */
#include "tplc/tplc.h"

#include <ctype.h>

static void skip_blanks(struct tpl *t)
{
	while (peek(t) == ' ' || peek(t) == '\t')
		step(t);
}

/* ---- C ----------------------------------------------------------------------------------------------- */

static void open_block(struct tpl *t, struct place at, bool in_tag)
{
	if (t->blocks == MAX_OPEN)
		refuse(t, at, "more than %d blocks inside one another", MAX_OPEN);
	t->block[t->blocks++] = (struct block){at, t->depth, in_tag};
}

/* What was opened inside of a block is closed inside of it, whichever way the program goes. */
static void close_block(struct tpl *t, struct place at, bool in_tag)
{
	const struct block *b;

	if (!t->blocks)
		refuse(t, at, "this } has no {");
	b = &t->block[--t->blocks];
	if (b->in_tag != in_tag)
		refuse(t, at, "the %% block of line %u starts and ends on different sides of a tag", b->at.line);
	if (t->depth > b->depth && !t->unbalanced)
		refuse(t, t->open[t->depth - 1].at, "<%.*s> is still open where the %% block ends (line %u)",
			STR_ARG(t->open[t->depth - 1].name), at.line);
}

static size_t skip_comment(struct tpl *t, struct place at, str c, size_t i)
{
	ptrdiff_t end;

	if (c.p[i + 1] == '/')
		return c.n;
	end = str_index(str_slice(c, i + 2, c.n), STR("*/"));
	if (end < 0)
		refuse(t, at, "this C comment does not end on its line");
	return i + 2 + (size_t)end + 2;
}

/* Follows the braces of a line of C, and whether a statement ends with the line. */
static void scan_c(struct tpl *t, struct place line, str c, bool in_tag)
{
	char last = 0;

	for (size_t i = 0; i < c.n;) {
		struct place at = {line.line, line.column + (unsigned)i};
		char ch = c.p[i];

		if (ch == '/' && i + 1 < c.n && (c.p[i + 1] == '/' || c.p[i + 1] == '*')) {
			i = skip_comment(t, at, c, i);
			continue;
		}
		if (ch == '{')
			open_block(t, at, in_tag);
		else if (ch == '}')
			close_block(t, at, in_tag);
		if (!isspace((unsigned char)ch))
			last = ch;
		i = ch == '"' || ch == '\'' ? skip_quoted(c, i) : i + 1;
	}
	if (last)
		t->c_open = strchr("{};:", last) || str_starts(str_trim(c), "#") ? (struct place){0} : line;
}

static void c_line(struct tpl *t, bool in_tag)
{
	struct place at;
	str c;

	step(t);
	step(t);
	at = t->here;
	c = take_line(t);
	scan_c(t, at, c, in_tag);
	emit_line(t, at.line, c);
}

/* True: the line was a comment or C. */
static bool plain_line(struct tpl *t, bool in_tag)
{
	if (looking_at(t, "%#"))
		(void)take_line(t);
	else if (looking_at(t, "% ") || looking_at(t, "%\t"))
		c_line(t, in_tag);
	else
		return false;
	return true;
}

bool percent_line(struct tpl *t, bool in_tag)
{
	struct place at = t->here;
	str word;

	if (plain_line(t, in_tag))
		return true;
	step(t);
	word = take_name(t, "");
	if (str_is(word, "end") && !in_tag && !str_trim(take_line(t)).n)
		return false;
	if (str_is(word, "layout"))
		refuse(t, at, "%%layout is the first line of a %%page");
	if (str_is(word, "page") || str_is(word, "part") || str_is(word, "include") || str_is(word, "end"))
		refuse(t, at, "%%%.*s inside of %s started on line %u", STR_ARG(word),
			in_tag ? "a tag, in the page or part" : "the page or part", t->function_at.line);
	refuse(t, at, "unknown word %%%.*s", STR_ARG(word));
}

/* ---- layout ------------------------------------------------------------------------------------------ */

/* "text {{ x }}" into a struct html called layout_<key>. */
static void layout_text(struct tpl *t, const char *key)
{
	struct place start = t->here;

	emit_code(t, start.line, "struct html_capture capture_%s; html_capture_begin(c, &capture_%s);", key, key);
	step(t);
	while (peek(t) != '"') {
		struct place at = t->here;
		char ch = peek(t);

		if (at_end(t) || ch == '\n')
			refuse(t, start, "this text has no closing quote on its line");
		if (ch == '<' || ch == '>')
			refuse(t, at, "a text of %%layout holds no tags: give it a bare word of type struct html");
		if (looking_at(t, "{{")) {
			str x = take_value(t);

			emit_code(t, at.line, "PUT_ATTR(c, %.*s);", STR_ARG(x));
		} else {
			emit_text(t, at, &ch, 1);
			step(t);
		}
	}
	step(t);
	emit_code(t, start.line, "struct html layout_%s = html_capture_end(c, &capture_%s);", key, key);
}

/* A C expression without blanks outside of its parentheses. */
static str layout_word(struct tpl *t)
{
	size_t from = t->at;
	int depth = 0;

	while (!at_end(t) && peek(t) != '\n' && (depth || !isspace((unsigned char)peek(t)))) {
		size_t next = peek(t) == '"' || peek(t) == '\'' ? skip_quoted(t->src, t->at) : t->at + 1;

		depth += (peek(t) == '(') - (peek(t) == ')');
		while (t->at < next)
			step(t);
	}
	return str_slice(t->src, from, t->at);
}

static void layout_values(struct tpl *t, struct buf *fields)
{
	for (skip_blanks(t); !at_end(t) && peek(t) != '\n'; skip_blanks(t)) {
		struct place at = t->here;
		const char *key = str_z(t->arena, take_name(t, ""));

		skip_blanks(t);
		if (!*key || peek(t) == '\n' || at_end(t))
			refuse(t, at, "%%layout NAME is followed by pairs of a name and a value");
		if (peek(t) == '"') {
			layout_text(t, key);
			buf_format(fields, "%s.%s = layout_%s", fields->n ? ", " : "", key, key);
		} else {
			str word = layout_word(t);

			buf_format(fields, "%s.%s = %.*s", fields->n ? ", " : "", key, STR_ARG(word));
		}
	}
}

static void layout(struct tpl *t)
{
	struct place at = t->here;
	struct buf fields;
	str name;

	while (looking_at(t, "%#"))
		(void)take_line(t);
	if (!looking_at(t, "%layout "))
		return;
	for (size_t i = 0; i < strlen("%layout"); i++)
		step(t);
	skip_blanks(t);
	name = take_name(t, "");
	if (!name.n)
		refuse(t, at, "%%layout needs the name of a layout");
	t->layout = str_z(t->arena, name);
	buf_init(&fields, (size_t)1 << 20);
	layout_values(t, &fields);
	emit_code(t, t->here.line, "layout_%s_begin(c, &(struct layout_%s){%.*s});", t->layout, t->layout,
		STR_ARG(fields.n ? buf_view(&fields) : STR("0")));
	buf_free(&fields);
	(void)take_line(t);
}

/* ---- pages and parts --------------------------------------------------------------------------------- */

/* Declares `struct x;` for every struct of the arguments, so that the header stands alone. */
static void declare_structs(struct tpl *t, str args)
{
	size_t from = 0;
	ptrdiff_t at;

	while ((at = str_index(str_slice(args, from, args.n), STR("struct "))) >= 0) {
		size_t start = from + (size_t)at, end = start + strlen("struct ");

		while (end < args.n && (isalnum((unsigned char)args.p[end]) || args.p[end] == '_'))
			end++;
		buf_format(&t->header, "%.*s;\n", STR_ARG(str_slice(args, start, end)));
		from = end;
	}
}

/* "name(args)" and what follows on the head line. */
static void function_head(struct tpl *t)
{
	str name, args, tail, prototype;
	size_t from, n = 0;

	skip_blanks(t);
	name = take_name(t, "");
	if (!name.n || peek(t) != '(')
		refuse(t, t->here, "%%page and %%part are followed by name(arguments)");
	from = t->at + 1;
	tail = take_line(t);
	for (int depth = 0; n < tail.n; n++) {
		depth += (tail.p[n] == '(') - (tail.p[n] == ')');
		if (!depth)
			break;
	}
	if (n == tail.n)
		refuse(t, t->function_at, "the arguments have no ) on their line");
	args = str_trim(str_slice(t->src, from, from + n - 1));
	tail = str_trim(str_slice(tail, n + 1, tail.n));
	t->unbalanced = str_is(tail, "unbalanced");
	if (tail.n && !t->unbalanced)
		refuse(t, t->function_at, "only the word unbalanced may follow the arguments");
	if (str_is(args, "void"))
		args.n = 0;
	declare_structs(t, args);
	prototype = str_format(t->arena, "void tpl_%.*s(struct ctx *c%s%.*s)", STR_ARG(name), args.n ? ", " : "",
		STR_ARG(args));
	buf_format(&t->header, "%.*s;\n", STR_ARG(prototype));
	emit_code(t, t->function_at.line, "%.*s {", STR_ARG(prototype));
}

static void function_end(struct tpl *t, unsigned line)
{
	if (t->blocks)
		refuse(t, t->block[t->blocks - 1].at, "this { has no } before the %%end of line %u", line);
	if (t->depth && !t->unbalanced)
		refuse(t, t->open[t->depth - 1].at, "<%.*s> is never closed", STR_ARG(t->open[t->depth - 1].name));
	if (t->layout)
		emit_code(t, line, "layout_%s_end(c);", t->layout);
	emit_flush(t);
	t->in_function = false;
	emit_code(t, line, "}");
}

static void function(struct tpl *t, struct place at, bool is_page)
{
	if (t->blocks)
		refuse(t, t->block[t->blocks - 1].at, "this { has no } before the next page or part");
	t->function_at = at;
	t->layout = NULL;
	t->depth = 0;
	t->c_open = (struct place){0};
	function_head(t);
	t->in_function = true;
	if (is_page)
		layout(t);
	t->last = '\n';
	do {
		markup(t);
		if (at_end(t))
			refuse(t, at, "this page or part has no %%end");
	} while (percent_line(t, false));
	function_end(t, t->here.line - 1);
}

static void top_line(struct tpl *t)
{
	struct place at = t->here;
	str word, rest;

	if (plain_line(t, false))
		return;
	step(t);
	word = take_name(t, "");
	if (str_is(word, "page") || str_is(word, "part")) {
		function(t, at, str_is(word, "page"));
		return;
	}
	if (!str_is(word, "include"))
		refuse(t, at, "unknown word %%%.*s outside of a page or part", STR_ARG(word));
	rest = str_trim(take_line(t));
	if (rest.n < 3 || !strchr("\"<", rest.p[0]))
		refuse(t, at, "%%include needs a file name in quotes");
	buf_format(&t->header, "#include %.*s\n", STR_ARG(rest));
}

/* BOARD_HTML_H from board.html. */
static str guard_of(struct tpl *t)
{
	char *p = (char *)(uintptr_t)str_format(t->arena, "%s_H", t->name).p;

	for (char *q = p; *q; q++)
		*q = isalnum((unsigned char)*q) ? (char)toupper((unsigned char)*q) : '_';
	return str_of(p);
}

void compile(struct tpl *t)
{
	str guard = guard_of(t);
	bool new_line;

	buf_format(&t->header,
		"/* Made by tplc from %s. */\n#ifndef %.*s\n#define %.*s\n#include \"web/html.h\"\n",
		t->name, STR_ARG(guard), STR_ARG(guard));
	buf_format(&t->code,
		"/* Made by tplc from %s. */\n#include \"%s.h\"\n#include \"web/layout.h\"\n"
		"#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n", t->name, t->name);
	for (skip_space(t, &new_line); !at_end(t); skip_space(t, &new_line)) {
		if (!at_percent_line(t))
			refuse(t, t->here, "text outside of a %%page or %%part");
		top_line(t);
	}
	BUF_LIT(&t->header, "#endif\n");
}
