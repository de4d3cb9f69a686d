/* lint.h - the house rules that a compiler does not know: who may include whom, and how long things may be.
 *
 *   lint ROOT     reads src/, tools/ and tests/ below ROOT; prints path:line: and why;
 *                 exit 1 when anything is wrong
 *
 *   order.c   the order of layers and features
 *   size.c    lengths of files, functions and lines
 *   main.c    finds the files and the includes in them */
#ifndef TOOLS_LINT_LINT_H
#define TOOLS_LINT_LINT_H

#include "base/str.h"

struct file {
	str path; /* from ROOT on: "src/care/hours/week.c" */
	str text;
};

struct files {
	struct arena *arena;
	struct file *v;
	size_t n;
	size_t wrong;
};

/* Prints the place and the reason, and counts it. */
void wrong(struct files *all, const struct file *f, size_t line, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* One include of a file; `target` as it is written, `system` for <...>. */
void check_include(struct files *all, const struct file *f, size_t line, str target, bool system);
void check_size(struct files *all, const struct file *f);

#endif
