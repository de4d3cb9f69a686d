/* kill_test.c - a process that is killed while it writes has lost nothing that it said was saved. */
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/db_sample.h"
#include "support/test_db.h"

#define ROUNDS 5
#define ACKNOWLEDGED_PER_ROUND 200
#define MOST_PER_ROUND 20000 /* what it still says between the kill and its end is far less */

extern char **environ;

/* kill_writer is built beside this program. */
static void writer_path(char path[512])
{
	ssize_t n = readlink("/proc/self/exe", path, 400);

	assert_true(n > 0 && n < 400);
	path[n] = 0;
	memcpy(strrchr(path, '/'), "/kill_writer", sizeof("/kill_writer"));
}

static pid_t start_writer(const char *url, int64_t first, FILE **said)
{
	posix_spawn_file_actions_t actions;
	char path[512], id[24];
	char *const argv[] = {path, (char *)url, id, NULL};
	int ends[2];
	pid_t pid;

	writer_path(path);
	snprintf(id, sizeof(id), "%lld", (long long)first);
	assert_int_equal(pipe(ends), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	posix_spawn_file_actions_addclose(&actions, ends[1]);
	assert_int_equal(posix_spawn(&pid, path, &actions, NULL, argv, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	*said = fdopen(ends[0], "r");
	assert_non_null(*said);
	return pid;
}

/* Lets the writer go on until it has acknowledged enough, kills it in the middle, and notes all it had
 * said by then. */
static size_t run_and_kill(struct test_db *t, int64_t first, int64_t *saved)
{
	FILE *said;
	pid_t pid = start_writer(t->url, first, &said);
	char line[32];
	size_t n = 0;

	while (fgets(line, sizeof(line), said)) {
		assert_true(n < MOST_PER_ROUND);
		if (!strchr(line, '\n') || !str_to_int((str){line, strlen(line) - 1}, &saved[n]))
			fail_msg("the writer said: %s", line);
		if (++n == ACKNOWLEDGED_PER_ROUND)
			kill(pid, SIGKILL);
	}
	fclose(said);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return n;
}

static void look_for(struct test_db *t, const int64_t *saved, size_t n)
{
	int64_t samples, notes;
	struct sample s;

	assert_ok(db_read_begin(t->c, t->db));
	for (size_t i = 0; i < n; i++)
		if (sample_get(t->c->tx, saved[i], &s) != OK)
			fail_msg("%lld was acknowledged and is not there", (long long)saved[i]);
	assert_ok(db_table_rows(t->c->tx, &sample_table, &samples));
	assert_ok(db_table_rows(t->c->tx, &note_table, &notes));
	assert_int_equal(samples, notes); /* no write is there by half */
	db_read_end(t->c);
}

static void assert_sound(struct test_db *t)
{
	struct buf report;

	buf_init(&report, 65536);
	assert_ok(db_integrity(t->db, &report));
	assert_int_equal(report.n, 0);
	buf_free(&report);
}

static void a_writer_that_is_killed_loses_nothing_it_acknowledged(struct test_db *t)
{
	int64_t *saved = calloc((size_t)ROUNDS * MOST_PER_ROUND, sizeof(*saved));
	size_t n = 0;

	assert_non_null(saved);
	assert_ok(sample_migrate(t->c, t->db));
	for (int round = 0; round < ROUNDS; round++) {
		db_close(t->db); /* nobody else holds the file: the next one to open it repairs it */
		n += run_and_kill(t, 1 + (int64_t)round * MOST_PER_ROUND, saved + n);
		t->db = test_db_again(t, NULL);
		look_for(t, saved, n);
	}
	assert_true(n >= ROUNDS * ACKNOWLEDGED_PER_ROUND);
	assert_sound(t);
	free(saved);
}

static const struct CMUnitTest tests[] = {
	on_both(a_writer_that_is_killed_loses_nothing_it_acknowledged),
};
TEST_GROUP(db_kill, tests)
