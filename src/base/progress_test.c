/* progress_test.c - a real terminal on the other side of standard error, and a clock that the test moves. */
#include "support/test.h"

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include "base/progress.h"

static int64_t fake_ns;

static int64_t fake_clock(void)
{
	return fake_ns;
}

static void start(struct progress *p, int64_t total)
{
	progress_start(p, "Backing up", total);
	p->clock = fake_clock;
	p->started_ns = fake_ns = 5000000000;
}

/* Runs `work` with standard error on `fd` and gives what was written to `far`, up to `room` bytes. */
static size_t seen(int fd, int far, void (*work)(void), char *into, size_t room)
{
	int kept = dup(STDERR_FILENO);
	size_t n = 0;
	ssize_t got;

	(void)fcntl(far, F_SETFL, O_NONBLOCK);
	(void)fflush(stderr);
	(void)dup2(fd, STDERR_FILENO);
	work();
	(void)fflush(stderr);
	(void)dup2(kept, STDERR_FILENO);
	(void)close(kept);
	while ((got = read(far, into + n, room - 1 - n)) > 0)
		n += (size_t)got;
	into[n] = '\0';
	return n;
}

static size_t seen_on_terminal(void (*work)(void), char *into, size_t room)
{
	struct termios raw;
	int far, near;
	size_t n;

	assert_int_equal(openpty(&far, &near, NULL, NULL, NULL), 0);
	(void)tcgetattr(near, &raw);
	cfmakeraw(&raw);
	(void)tcsetattr(near, TCSANOW, &raw);
	n = seen(near, far, work, into, room);
	(void)close(near);
	(void)close(far);
	return n;
}

static void quick_work(void)
{
	struct progress p;

	start(&p, 100);
	for (int i = 0; i < 100; i++)
		progress_to(&p, i);
	fake_ns += 999999999;
	progress_to(&p, 100);
	progress_end(&p);
}

static void long_work(void)
{
	struct progress p;

	start(&p, 200);
	fake_ns += 1000000000;
	progress_to(&p, 50);
	progress_to(&p, 60); /* too soon for another drawing */
	fake_ns += 100000000;
	progress_to(&p, 300);
	progress_end(&p);
}

static void work_of_unknown_size(void)
{
	struct progress p;

	start(&p, 0);
	fake_ns += 2000000000;
	progress_to(&p, 1234);
	progress_end(&p);
}

static void work_under_a_second_draws_nothing(void **state)
{
	char text[256];

	(void)state;
	assert_int_equal(seen_on_terminal(quick_work, text, sizeof(text)), 0);
}

static void longer_work_draws_a_bar_and_takes_it_away(void **state)
{
	char text[256];

	(void)state;
	assert_true(seen_on_terminal(long_work, text, sizeof(text)) > 0);
	assert_string_equal(text, "\r\033[KBacking up [#######                       ] 25%"
	                          "\r\033[KBacking up [##############################] 100%\r\033[K");
}

static void work_of_unknown_size_counts(void **state)
{
	char text[256];

	(void)state;
	assert_true(seen_on_terminal(work_of_unknown_size, text, sizeof(text)) > 0);
	assert_string_equal(text, "\r\033[KBacking up 1234\r\033[K");
}

/* Ends only when something was drawn. */
static void work_in_one_call(void)
{
	struct waiting w;

	waiting_start(&w, "Looking, seconds:");
	for (bool drawn = false; w.running && !drawn;) {
		pthread_mutex_lock(&w.lock);
		w.bar.started_ns -= 1000000000;
		drawn = w.bar.drawn_ns != 0;
		pthread_mutex_unlock(&w.lock);
		usleep(10000);
	}
	waiting_end(&w);
}

static void work_in_one_call_shows_its_seconds(void **state)
{
	static char text[65536];

	(void)state;
	assert_true(seen_on_terminal(work_in_one_call, text, sizeof(text)) > 0);
	assert_ptr_equal(strstr(text, "\r\033[KLooking, seconds: "), text);
	assert_string_equal(text + strlen(text) - 4, "\r\033[K");
}

static void nothing_is_drawn_into_a_file_or_pipe(void **state)
{
	char text[256];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(seen(ends[1], ends[0], long_work, text, sizeof(text)), 0);
	assert_int_equal(seen(ends[1], ends[0], work_in_one_call, text, sizeof(text)), 0);
	(void)close(ends[0]);
	(void)close(ends[1]);
	progress_start(NULL, "x", 1);
	progress_to(NULL, 1);
	progress_end(NULL);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(work_under_a_second_draws_nothing),
	cmocka_unit_test(longer_work_draws_a_bar_and_takes_it_away),
	cmocka_unit_test(work_of_unknown_size_counts),
	cmocka_unit_test(work_in_one_call_shows_its_seconds),
	cmocka_unit_test(nothing_is_drawn_into_a_file_or_pipe),
};
TEST_GROUP(progress, tests)
