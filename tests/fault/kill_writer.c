/* kill_writer.c - writes until it is killed, and says on standard output what was saved. kill_writer URL
 * FIRST_ID: eight threads; each write adds a sample and a note with the same id. A line with the id is
 * printed when db_write has returned OK, never before. Run by kill_test.c. */
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "support/db_sample.h"

static atomic_llong next_id;

static err add_both(struct wtx *w, void *arg)
{
	int64_t id = *(const int64_t *)arg;

	TRY(sample_add_plain(w, id));
	return note_add(w, id, id);
}

static void acknowledge(int64_t id)
{
	char line[32];
	int n = snprintf(line, sizeof(line), "%lld\n", (long long)id);

	if (write(STDOUT_FILENO, line, (size_t)n) != n)
		exit(1);
}

static void *write_main(void *arg)
{
	struct arena a;

	arena_init(&a, 16 << 20);
	for (;;) {
		int64_t id = atomic_fetch_add(&next_id, 1);
		struct ctx c;

		ctx_init(&c, &a, instant_now());
		if (db_write(&c, arg, add_both, &id) == OK)
			acknowledge(id);
		arena_reset(&a);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[8];
	struct db *db;
	char why[512];
	int64_t first;

	if (argc != 3 || !str_to_int(str_of(argv[2]), &first)) {
		fputs("usage: kill_writer URL FIRST_ID\n", stderr);
		return 2;
	}
	if (db_open(&(struct db_options){.url = argv[1]}, &db, why, sizeof(why)) != OK) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	atomic_store(&next_id, first);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_create(&threads[i], NULL, write_main, db);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	return 0;
}
