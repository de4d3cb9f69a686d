/* test_main.c - runs the groups that registered themselves, and says how many tests passed, failed and were skipped. */
#include "support/test.h"

static struct test_group *groups;
static size_t skipped;

void test_skip(void)
{
	skipped++;
	skip();
}

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

/* "--half 0" or "--half 1": every other group, so that two processes share the work. Taken out of argv. */
static int read_half(int *argc, char **argv)
{
	int half = -1;

	if (*argc >= 3 && !strcmp(argv[1], "--half")) {
		half = argv[2][0] == '1';
		memmove(argv + 1, argv + 3, (size_t)(*argc - 3) * sizeof(*argv));
		*argc -= 2;
	}
	return half;
}

int main(int argc, char **argv)
{
	size_t ran = 0, failed = 0;
	int half = read_half(&argc, argv), turn = 0;

	cmocka_set_message_output(CM_OUTPUT_STDOUT);
	for (struct test_group *g = groups; g; g = g->next) {
		int bad;

		if (!wanted(g->name, argc, argv) || (half >= 0 && turn++ % 2 != half))
			continue;
		bad = _cmocka_run_group_tests(g->name, g->tests, g->n, g->setup, g->teardown);
		ran += g->n;
		failed += bad < 0 ? g->n : (size_t)bad;
	}
	if (skipped)
		printf("unit: %zu skipped\n", skipped);
	printf("unit: %zu passed, %zu failed\n", ran - failed - skipped, failed);
	return failed || ran == skipped ? 1 : 0;
}
