/* main.c - reads the command line and the files. */
#include "common/file.h"
#include "embed/embed.h"

#include <ctype.h>

void give_up(const char *path, const char *why)
{
	fprintf(stderr, "%s: %s\n", path, why);
	exit(1);
}

/* String literals compile faster than lists of numbers, and need nothing from the assembler.
 * An octal escape takes up to three digits, so one before a digit is written in full. */
void emit_bytes(struct buf *b, const char *name, size_t number, bytes data)
{
	buf_format(b, "static const char %s_%zu[] = \"", name, number);
	for (size_t i = 0; i < data.n; i++) {
		uint8_t ch = data.p[i];

		if (i && i % 512 == 0)
			BUF_LIT(b, "\"\n\"");
		if (ch == '"' || ch == '\\')
			buf_format(b, "\\%c", ch);
		else if (ch >= ' ' && ch < 0x7f && ch != '?') /* no trigraphs */
			buf_char(b, (char)ch);
		else
			buf_format(b, i + 1 < data.n && isdigit(data.p[i + 1]) ? "\\%03o" : "\\%o", ch);
	}
	BUF_LIT(b, "\";\n");
}

static int by_name(const void *x, const void *y)
{
	return str_cmp(((const struct input *)x)->name, ((const struct input *)y)->name);
}

void sort_inputs(struct input *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_name);
	for (size_t i = 1; i < n; i++)
		if (str_eq(v[i].name, v[i - 1].name))
			give_up(v[i].path, "another file has the same name");
}

/* A file, or for packs "NAME=FILE": what the build made and where it would stand. */
static struct input input_of(struct arena *a, const char *arg, bool packs)
{
	const char *made = packs ? strchr(arg, '=') : NULL;
	struct input in = {.path = made ? made + 1 : arg};

	if (made)
		in.name = (str){arg, (size_t)(made - arg)};
	in.body = file_read(a, in.path);
	return in;
}

int main(int argc, char **argv)
{
	bool files = argc > 6 && !strcmp(argv[2], "--out");
	bool assets = files && !strcmp(argv[1], "assets") && !strcmp(argv[4], "--prefix");
	bool packs = files && !strcmp(argv[1], "packs") && !strcmp(argv[4], "--root");
	struct input *v;
	size_t n = 0;
	struct arena a;

	if (!assets && !packs) {
		fputs("usage: embed assets --out DIR --prefix /assets/ FILE ...\n"
		      "       embed packs --out FILE.c --root DIR FILE|NAME=FILE ...\n", stderr);
		return 2;
	}
	arena_init(&a, MAX_OUTPUT);
	v = ARENA_NEW_ARRAY(&a, struct input, (size_t)argc);
	for (int i = 6; i < argc; i++)
		v[n++] = input_of(&a, argv[i], packs);
	(assets ? embed_assets : embed_packs)(&a, v, n, argv[5], argv[3]);
	arena_free(&a);
	return 0;
}
