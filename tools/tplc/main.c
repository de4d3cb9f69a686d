/* main.c - tplc --out DIR board.html ... writes DIR/board.html.h and DIR/board.html.c for every template. */
#include "common/file.h"
#include "tplc/tplc.h"

#define MAX_OUTPUT ((size_t)64 << 20)

static void write_out(struct tpl *t, const char *dir, char suffix, struct buf *text)
{
	if (text->full || t->literal.full)
		refuse(t, t->here, "more than %zu bytes of code", MAX_OUTPUT);
	file_write_changed(str_format(t->arena, "%s/%s.%c", dir, t->name, suffix).p, buf_view(text));
	buf_free(text);
}

static void translate(struct arena *a, const char *dir, const char *path)
{
	struct tpl *t = ARENA_NEW(a, struct tpl);

	*t = (struct tpl){.arena = a, .path = path, .name = file_base(path), .here = {1, 1}};
	t->src = file_read(a, path);
	if (!str_valid_text(t->src))
		refuse(t, t->here, "the template is not UTF-8 text");
	buf_init(&t->header, MAX_OUTPUT);
	buf_init(&t->code, MAX_OUTPUT);
	buf_init(&t->literal, MAX_OUTPUT);
	compile(t);
	write_out(t, dir, 'h', &t->header);
	write_out(t, dir, 'c', &t->code);
	buf_free(&t->literal);
}

int main(int argc, char **argv)
{
	if (argc < 4 || strcmp(argv[1], "--out")) {
		fputs("usage: tplc --out DIR TEMPLATE.html ...\n", stderr);
		return 2;
	}
	for (int i = 3; i < argc; i++) {
		struct arena a;

		arena_init(&a, MAX_OUTPUT);
		translate(&a, argv[2], argv[i]);
		arena_free(&a);
	}
	return 0;
}
