/* size.c - how long things may be before nobody reads them, and that each file says what it is. */
#include "lint/lint.h"

#define MOST_FILE_LINES 600
#define MOST_TEST_LINES 800 /* a list of cases is read one at a time */
#define MOST_FUNCTION_LINES 60
#define MOST_COLUMNS 140 /* 110 is what we aim at; tables of X() and of sentences take more */
#define TAB 4

static size_t columns(str line)
{
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == '\t')
			n += TAB - n % TAB;
		else if (((unsigned char)line.p[i] & 0xc0) != 0x80) /* UTF-8: not inside of a character */
			n++;
	return n;
}

/* A function's body starts and ends with a brace alone in the first column. */
void check_size(struct files *all, const struct file *f)
{
	size_t n = 0, body = 0, most = str_ends(f->path, "_test.c") ? MOST_TEST_LINES : MOST_FILE_LINES;
	str rest = f->text;

	if (!str_starts(f->text, "/*"))
		wrong(all, f, 1, "a file starts with a comment that says what it is");
	while (rest.n) {
		str line = str_cut(rest, '\n', &rest);

		n++;
		if (columns(line) > MOST_COLUMNS)
			wrong(all, f, n, "%zu columns; at most %d", columns(line), MOST_COLUMNS);
		if (str_is(line, "{"))
			body = n;
		if (str_is(line, "}") && body && n - body - 1 > MOST_FUNCTION_LINES)
			wrong(all, f, body, "a function of %zu lines; at most %d", n - body - 1, MOST_FUNCTION_LINES);
	}
	if (n > most)
		wrong(all, f, n, "%zu lines; at most %zu", n, most);
}
