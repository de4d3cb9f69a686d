/* fhir_memory_test.c - an import takes no more memory for a large file than for a small one. The program itself runs, because
 * only a process of its own has a peak of its own. */
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

#define SMALL_MB 4
#define LARGE_MB 50
#define MAY_DIFFER_KB (24 * 1024) /* half of the file; the allocator of a sanitizer build keeps some of what was freed */

struct place {
	char folder[64];
	char program[512];
};

static void at(const struct place *p, const char *name, char path[128])
{
	(void)snprintf(path, 128, "%s/%s", p->folder, name);
}

static void place_open(struct place *p)
{
	ssize_t n = readlink("/proc/self/exe", p->program, 400);

	assert_true(n > 0 && n < 400);
	p->program[n] = 0;
	memcpy(strrchr(p->program, '/'), "/../porchlight", sizeof("/../porchlight"));
	(void)snprintf(p->folder, sizeof(p->folder), "/tmp/porchlight-fhir.XXXXXX");
	assert_non_null(mkdtemp(p->folder));
}

static void place_close(const struct place *p)
{
	static const char *const names[] = {"people", "db", "db-wal", "db-shm"};
	char path[128];

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		at(p, names[i], path);
		(void)unlink(path);
	}
	assert_int_equal(rmdir(p->folder), 0);
}

/* Patients of some 10 KB each, as lines or as one Bundle in one line. */
static void write_people(const struct place *p, int megabytes, bool bundle)
{
	static char picture[10001];
	char path[128];
	FILE *f;

	at(p, "people", path);
	f = fopen(path, "w");
	assert_non_null(f);
	memset(picture, 'A', sizeof(picture) - 1);
	if (bundle)
		fputs("{\"resourceType\":\"Bundle\",\"entry\":[", f);
	for (int i = 0; i < megabytes * 100; i++)
		fprintf(f, "%s{\"resourceType\":\"Patient\",\"id\":\"p%d\",\"name\":[{\"family\":\"F%d\"}],\"photo\":[{\"data\":\"%s\"}]}%s",
			bundle ? i ? ",{\"resource\":" : "{\"resource\":" : "", i, i, picture, bundle ? "}" : "\n");
	if (bundle)
		fputs("]}", f);
	assert_int_equal(fclose(f), 0);
}

/* Runs the program; its peak of resident memory in KB. */
static long run(const struct place *p, const char *first, const char *second, const char *file)
{
	char database[160], path[128];
	char *argv[] = {(char *)p->program, (char *)first, database, (char *)second, (char *)file, NULL};
	char *envp[] = {"ASAN_OPTIONS=quarantine_size_mb=1:malloc_context_size=0:allocator_release_to_os_interval_ms=100", NULL};
	posix_spawn_file_actions_t actions;
	struct rusage used;
	int status;
	pid_t pid;

	at(p, "db", path);
	(void)snprintf(database, sizeof(database), "--database=%s", path);
	if (second) { /* "import fhir --database=... FILE" */
		argv[2] = (char *)second;
		argv[3] = database;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	assert_int_equal(posix_spawn(&pid, p->program, &actions, NULL, argv, envp), 0);
	posix_spawn_file_actions_destroy(&actions);
	assert_int_equal(wait4(pid, &status, 0, &used), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	return used.ru_maxrss;
}

static long peak_of_import(int megabytes, bool bundle)
{
	struct place p;
	char path[128];
	long peak;

	place_open(&p);
	write_people(&p, megabytes, bundle);
	at(&p, "people", path);
	(void)run(&p, "migrate", NULL, NULL);
	peak = run(&p, "import", "fhir", path);
	place_close(&p);
	return peak;
}

static void memory_does_not_grow_with_the_file(bool bundle)
{
	long small = peak_of_import(SMALL_MB, bundle), large = peak_of_import(LARGE_MB, bundle);

	if (large > small + MAY_DIFFER_KB)
		fail_msg("a file of %d MB took %ld KB of memory, one of %d MB %ld KB", LARGE_MB, large, SMALL_MB, small);
}

static void memory_does_not_grow_with_the_number_of_lines(void **state)
{
	(void)state;
	memory_does_not_grow_with_the_file(false);
}

static void memory_does_not_grow_with_a_bundle(void **state)
{
	(void)state;
	memory_does_not_grow_with_the_file(true);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(memory_does_not_grow_with_the_number_of_lines),
	cmocka_unit_test(memory_does_not_grow_with_a_bundle),
};
TEST_GROUP(fhir_memory, tests)
