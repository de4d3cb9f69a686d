/* driver.c - prints the pages of pages.html, compiled by tplc, with plain layouts and a plain CSRF
 * field around them. */
#include "pages.h"

#include "pages.html.h"
#include "web/layout.h"

void html_csrf(struct ctx *c)
{
	PUT_LITERAL(c, "[csrf]");
}

void layout_staff_begin(struct ctx *c, const struct layout_staff *l)
{
	PUT_LITERAL(c, "[staff: ");
	PUT_TEXT(c, l->title);
	PUT_TEXT(c, l->nav == NAV_GROUPS ? " | groups | " : " | ? | ");
	PUT_TEXT(c, l->crumbs);
	PUT_LITERAL(c, "]\n");
}

void layout_staff_end(struct ctx *c)
{
	PUT_LITERAL(c, "[end of staff]\n");
}

void layout_my_begin(struct ctx *c, const struct layout_my *l)
{
	PUT_LITERAL(c, "[my: ");
	PUT_TEXT(c, l->title);
	PUT_LITERAL(c, "]\n");
}

void layout_my_end(struct ctx *c)
{
	PUT_LITERAL(c, "[end of my]\n");
}

static void show(struct ctx *c, const char *name)
{
	printf("== %s\n%.*s", name, STR_ARG(buf_view(c->out)));
	buf_clear(c->out);
}

int main(void)
{
	static const struct row rows[] = {
		{STR("Ana \"A\" <Ruiz>"), {STR("/c/1/people/2?a=1&b=2")}, false},
		{STR("Bo"), {STR("//elsewhere.example")}, true},
	};
	struct arena arena;
	struct ctx c;
	struct buf out;

	arena_init(&arena, (size_t)1 << 20);
	ctx_init(&c, &arena, (instant){1});
	buf_init(&out, (size_t)1 << 20);
	c.out = &out;
	tpl_board(&c, &(struct board){STR("A & B"), rows, COUNT_OF(rows), {STR("<i>note</i>")}});
	show(&c, "board");
	tpl_board(&c, &(struct board){STR("Empty"), NULL, 0, {STR_NONE}});
	show(&c, "an empty board");
	tpl_form(&c, STR("\n</textarea><script>\""));
	show(&c, "form");
	tpl_nothing(&c);
	show(&c, "nothing");
	tpl_shell_begin(&c, STR("en"));
	tpl_shell_end(&c);
	show(&c, "shell");
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
