/* db_writes.c - how many writes a second are on the disk when db_write returns, with 1, 8 and 64 callers
 * at once, and how many point reads the pool answers after that. db_writes URL [SECONDS]: needs an empty
 * database (SQLite: a file that is not there yet). */
#include <pthread.h>
#include <stdatomic.h>

#include "support/db_sample.h"
#include "times.h"

struct load {
	struct db *db;
	atomic_bool stop;
	atomic_llong next_id;
	bool reads;
};

struct caller {
	struct load *load;
	pthread_t thread;
	int64_t done;
	int64_t failed;
	struct times times;
};

static err add_one(struct wtx *w, void *arg)
{
	return sample_add_plain(w, *(const int64_t *)arg);
}

static err read_one(struct ctx *c, struct db *db)
{
	struct sample s;
	err e = db_read_begin(c, db);

	if (e == OK)
		e = sample_get(c->tx, 1, &s);
	db_read_end(c);
	return e;
}

static void *caller_main(void *arg)
{
	struct caller *me = arg;
	struct arena a;

	arena_init(&a, 1 << 20);
	while (!atomic_load(&me->load->stop)) {
		int64_t id = atomic_fetch_add(&me->load->next_id, 1), from = monotonic_ns(), took;
		struct ctx c;
		err e;

		ctx_init(&c, &a, instant_now());
		e = me->load->reads ? read_one(&c, me->load->db) : db_write(&c, me->load->db, add_one, &id);
		took = monotonic_ns() - from;
		times_add(&me->times, took);
		me->done += e == OK;
		me->failed += e != OK;
		arena_reset(&a);
	}
	arena_free(&a);
	return NULL;
}

static void measure(struct load *load, int callers, int seconds)
{
	struct caller *all = calloc((size_t)callers, sizeof(*all)), sum = {0};
	int64_t from = monotonic_ns();
	double elapsed;

	if (!all)
		exit(1);
	atomic_store(&load->stop, false);
	for (int i = 0; i < callers; i++) {
		all[i].load = load;
		pthread_create(&all[i].thread, NULL, caller_main, &all[i]);
	}
	nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
	atomic_store(&load->stop, true);
	for (int i = 0; i < callers; i++) {
		pthread_join(all[i].thread, NULL);
		sum.done += all[i].done;
		sum.failed += all[i].failed;
		times_sum(&sum.times, &all[i].times);
	}
	elapsed = (double)(monotonic_ns() - from) / 1e9;
	printf("%-6s %3d callers: %8.0f/s, half within %6.2f ms, 99 of 100 within %6.2f ms, worst %7.2f ms, %lld failed\n",
		load->reads ? "reads" : "writes", callers, (double)sum.done / elapsed, times_within(&sum.times, 0.5),
		times_within(&sum.times, 0.99), (double)sum.times.worst_ns / 1e6, (long long)sum.failed);
	free(all);
}

int main(int argc, char **argv)
{
	struct load load = {.next_id = 1};
	static const int callers[] = {1, 8, 64};
	int64_t seconds = 3;
	struct arena a;
	struct ctx c;
	char why[512];

	if (argc < 2 || argc > 3 || (argc == 3 && !str_to_int(str_of(argv[2]), &seconds))) {
		fputs("usage: db_writes URL [SECONDS]\n", stderr);
		return 2;
	}
	if (db_open(&(struct db_options){.url = argv[1], .create = true}, &load.db, why, sizeof(why)) != OK) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	arena_init(&a, 16 << 20);
	ctx_init(&c, &a, instant_now());
	if (sample_migrate(&c, load.db) != OK) {
		fprintf(stderr, "%.*s\n", STR_ARG(c.fail_text));
		return 1;
	}
	for (size_t i = 0; i < COUNT_OF(callers); i++)
		measure(&load, callers[i], (int)seconds);
	load.reads = true;
	for (size_t i = 0; i < COUNT_OF(callers); i++)
		measure(&load, callers[i], (int)seconds);
	arena_free(&a);
	db_close(load.db);
	return 0;
}
