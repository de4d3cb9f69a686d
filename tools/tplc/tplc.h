/* tplc.h - what the parts of the template compiler share. The dialect is described in tools/README.md.
 *
 *   read.c     the cursor over the template: places, white space, lines that start with %
 *   page.c     % lines: %include, %page, %part, %layout, %end and C
 *   markup.c   HTML: where a value stands decides how it is escaped, or that it is refused
 *   emit.c     the C that comes out
 *
 * The first mistake in a template ends the run: refuse() prints path:line:column and a sentence. */
#ifndef TOOLS_TPLC_TPLC_H
#define TOOLS_TPLC_TPLC_H

#include "base/buf.h"

struct place {
	unsigned line, column; /* both from 1 */
};

/* An element whose end tag is still to come. */
struct element {
	str name;
	struct place at;
};

/* A brace of a % line whose partner is still to come. */
struct block {
	struct place at;
	size_t depth; /* open elements when it was opened */
	bool in_tag;  /* it stands between the attributes of a tag */
};

#define MAX_OPEN 200

struct tpl {
	struct arena *arena;
	const char *path; /* as given on the command line */
	const char *name; /* "board.html" */

	str src;
	size_t at;
	struct place here; /* of src.p[at] */

	struct buf header;
	struct buf code;
	struct buf literal;   /* text of the template that is not written yet */
	struct place literal_at;
	unsigned c_line;      /* the template line to which the C compiler would count the next line of output */
	char last;            /* the last byte that goes to the page; 0 after a value */

	bool in_function;
	bool unbalanced;      /* a shell: its tags are closed elsewhere */
	const char *layout;   /* of the page at hand, or NULL */
	struct place function_at;
	struct place c_open;  /* a % line that would swallow the next statement; line 0: none */
	struct element open[MAX_OPEN];
	size_t depth;
	struct block block[MAX_OPEN];
	size_t blocks;
};

__attribute__((noreturn)) void refuse(struct tpl *t, struct place at, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* ---- read.c ---- */
bool at_end(const struct tpl *t);
char peek(const struct tpl *t); /* NUL at the end */
bool looking_at(const struct tpl *t, const char *text);
void step(struct tpl *t);
/* Steps over white space, but never over a % line. *new_line: it held a line feed, or started a line. */
str skip_space(struct tpl *t, bool *new_line);
bool at_percent_line(const struct tpl *t);
/* The rest of the line, without its line feed; the cursor stands on the next line. */
str take_line(struct tpl *t);
/* A run of [A-Za-z0-9_] and of the other letters; empty when there is none. */
str take_name(struct tpl *t, const char *others);
/* The C expression in {{ }}; the cursor stands on the first brace. */
str take_value(struct tpl *t);
/* Behind the C string or character constant that starts at s.p[i]. */
size_t skip_quoted(str s, size_t i);

/* ---- page.c ---- */
void compile(struct tpl *t);
/* The % line at the cursor, inside of a page or part. False: it was %end. */
bool percent_line(struct tpl *t, bool in_tag);

/* ---- markup.c ---- */
/* Text and tags as far as the next % line. */
void markup(struct tpl *t);

/* ---- emit.c ---- */
void emit_text(struct tpl *t, struct place at, const char *p, size_t n);
void emit_z(struct tpl *t, struct place at, const char *text);
/* A statement of ours for that line of the template. */
void emit_code(struct tpl *t, unsigned line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* C as the template has it: it may be part of a statement. */
void emit_line(struct tpl *t, unsigned line, str text);
void emit_flush(struct tpl *t);

#endif
