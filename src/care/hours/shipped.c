/* shipped.c - the rules that are built into the program. They are read once and never change; a build whose
 * own packs cannot be read does not run at all, and does not pass its tests. */
#include "care/hours/group_size.h"
#include "care/hours/hours_pack.h"

#include <pthread.h>

#define ARENA_MOST ((size_t)16 << 20)

static struct arena memory;
static struct hours_packs hours_rules;
static struct group_packs group_rules;

static void must_be_read(struct ctx *c, err e, const char *folder)
{
	if (e == OK)
		return;
	fprintf(stderr, "porchlight: the packs in %s cannot be read: %.*s\n", folder, STR_ARG(c->fail_text));
	for (const struct problem *p = c->problems; p; p = p->next)
		fprintf(stderr, "  %.*s: %.*s\n", STR_ARG(p->field), STR_ARG(p->text));
	abort();
}

static void read_all(void)
{
	struct pack_files hours = pack_under("packs/hours/"), groups = pack_under("packs/groups/");
	struct ctx c;

	arena_init(&memory, ARENA_MOST);
	ctx_init(&c, &memory, (instant){0});
	must_be_read(&c, hours_packs_load(&c, pack_files_next, &hours, &hours_rules), "packs/hours");
	must_be_read(&c, group_packs_load(&c, pack_files_next, &groups, &group_rules), "packs/groups");
}

static void read_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_all);
}

const struct hours_packs *hours_packs(void)
{
	read_once();
	return &hours_rules;
}

const struct group_packs *group_packs(void)
{
	read_once();
	return &group_rules;
}
