/* directory.c - what one search of the directory costs in a process that keeps it: a dense city with three filters, a rural place, and
 * everything within 100 miles of New York.
 *
 * directory URL [SEARCHES]      URL: a database with a directory, as `porchlight demo` makes it. Prints a table in Markdown. */
#include "care/directory/directory.h"
#include "times.h"

struct question {
	const char *what, *near;
	int miles;
	enum program_type type;
	bool filtered;
};

static const struct question questions[] = {
	{"rural: near 04609, 25 miles, addiction", "04609", 25, PROGRAM_ADDICTION, false},
	{"dense city: near 10001, 25 miles, addiction", "10001", 25, PROGRAM_ADDICTION, false},
	{"near 10001, 100 miles, addiction, three filters", "10001", 100, PROGRAM_ADDICTION, true},
	{"near 10001, 100 miles, anything", "10001", 100, PROGRAM_TYPE_NONE, false},
};

/* What a page of results shows of its facilities. */
static err load_page(struct tx *tx, const struct directory_result *r)
{
	struct directory_facilities shown;
	facility_id ids[DIRECTORY_PAGE_MOST];

	for (size_t i = 0; i < r->n; i++)
		ids[i] = r->hits[i].id;
	return directory_load(tx, ids, r->n, &shown);
}

static err ask(struct db *db, struct directory_memory *m, const struct question *x, struct times *t, struct times *page,
	size_t *total)
{
	struct directory_query q = {.miles = x->miles, .type = x->type};
	struct directory_result r;
	struct arena a;
	struct ctx c;
	int64_t began;
	err e;

	arena_init(&a, (size_t)64 << 20);
	ctx_init(&c, &a, instant_now());
	c.directory = m;
	e = directory_spot(&c, "near", str_of(x->near), &q.near);
	if (x->filtered) {
		directory_add(&q.chosen, (size_t)directory_option(STR("pays"), STR("medicaid")));
		directory_add(&q.chosen, (size_t)directory_option(STR("language"), STR("spanish")));
		directory_add(&q.chosen, (size_t)directory_option(STR("with"), STR("telehealth")));
	}
	if (e == OK)
		e = db_read_begin(&c, db);
	began = monotonic_ns();
	if (e == OK)
		e = directory_search(c.tx, &q, &r);
	if (e == OK)
		times_add(t, monotonic_ns() - began);
	if (e == OK)
		e = load_page(c.tx, &r);
	if (e == OK) {
		times_add(page, monotonic_ns() - began);
		*total = r.total;
		db_read_end(&c);
	}
	arena_free(&a);
	return e;
}

int main(int argc, char **argv)
{
	long searches = argc > 2 ? strtol(argv[2], NULL, 10) : 2000;
	struct directory_memory *m = directory_memory_open();
	static struct times t, page, first;
	char why[512] = "";
	struct db *db;
	size_t total;

	if (argc < 2 || db_open(&(struct db_options){.url = argv[1]}, &db, why, sizeof(why)) != OK) {
		fprintf(stderr, "directory URL [SEARCHES]\n%s\n", why);
		return 2;
	}
	if (ask(db, m, &questions[0], &first, &page, &total) != OK)
		return 1;
	printf("The first search, which reads the directory: %.1f ms\n\n", (double)first.worst_ns / 1e6);
	puts("| search | found | median ms | p99 ms | worst ms | with its page: median ms | p99 ms | worst ms |\n|---|---:|---:|---:|---:|---:|---:|---:|");
	for (size_t i = 0; i < COUNT_OF(questions); i++) {
		t = page = (struct times){0};
		for (long n = 0; n < searches; n++)
			if (ask(db, m, &questions[i], &t, &page, &total) != OK)
				return 1;
		printf("| %s | %zu | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", questions[i].what, total, times_within(&t, 0.5),
			times_within(&t, 0.99), (double)t.worst_ns / 1e6, times_within(&page, 0.5), times_within(&page, 0.99),
			(double)page.worst_ns / 1e6);
	}
	db_close(db);
	directory_memory_close(m);
	return 0;
}
