/* test_main.c - runs the groups that registered themselves, and says how many tests passed and failed. */
#include "support/test.h"

static struct test_group *groups;

void test_group_add(struct test_group *g)
{
	struct test_group **at = &groups;

	while (*at && strcmp((*at)->name, g->name) < 0)
		at = &(*at)->next;
	g->next = *at;
	*at = g;
}

struct ctx *test_ctx(void)
{
	struct arena *a = calloc(1, sizeof(*a));
	struct ctx *c = calloc(1, sizeof(*c));

	if (!a || !c)
		abort();
	arena_init(a, (size_t)256 << 20);
	ctx_init(c, a, (instant){1795456800000});
	return c;
}

void test_ctx_free(struct ctx *c)
{
	struct arena *a = c->arena;

	arena_free(a);
	free(a);
	free(c);
}

static bool wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(name, argv[i]))
			return true;
	return argc == 1;
}

int main(int argc, char **argv)
{
	size_t ran = 0, failed = 0;

	cmocka_set_message_output(CM_OUTPUT_STDOUT);
	for (struct test_group *g = groups; g; g = g->next) {
		int bad;

		if (!wanted(g->name, argc, argv))
			continue;
		bad = _cmocka_run_group_tests(g->name, g->tests, g->n, g->setup, g->teardown);
		ran += g->n;
		failed += bad < 0 ? g->n : (size_t)bad;
	}
	printf("unit: %zu passed, %zu failed\n", ran - failed, failed);
	return failed || !ran ? 1 : 0;
}
