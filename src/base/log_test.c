/* log_test.c - one event is one line, whatever is in its values. */
#include "support/test.h"

#include <unistd.h>

#include "base/log.h"

static int ends[2];

static int setup(void **state)
{
	(void)state;
	assert_int_equal(pipe(ends), 0);
	log_to(ends[1]);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	log_to(-1);
	log_from(LOG_LEVEL_INFO);
	(void)close(ends[0]);
	(void)close(ends[1]);
	return 0;
}

/* The line without its time, which is checked for its form. */
static const char *line(void)
{
	static char text[4096];
	ssize_t n = read(ends[0], text, sizeof(text) - 1);
	instant t;

	assert_true(n > 25);
	text[n] = '\0';
	assert_true(instant_read((str){text, 24}, &t));
	return text + 25;
}

static void an_event_is_one_line_of_keys_and_values(void **state)
{
	(void)state;
	log_info(0, "started", LOG_INT("port", 8080), LOG_STR("database", STR("var/porchlight.db")));
	assert_string_equal(line(), "info started port=8080 database=var/porchlight.db\n");
	log_error(1, "failed");
	assert_string_equal(line(), "error failed request=0000000000001\n");
}

static void a_value_cannot_forge_a_line_or_move_the_cursor(void **state)
{
	(void)state;
	log_warning(0, "odd", LOG_STR("a", STR("x\n2026 info forged \"quoted\\")), LOG_STR("b", STR("")),
	            LOG_STR("c", STR("\x1b[2J\x7f")), LOG_STR("d", STR("\xff""a")), LOG_STR("e", STR("\xc3\xa9")));
	assert_string_equal(line(), "warning odd a=\"x\\x0a2026 info forged \\\"quoted\\\\\" b=\"\" c=\"\\x1b[2J\\x7f\" "
	                            "d=\"\\xffa\" e=\"\xc3\xa9\"\n");
}

static void a_long_line_is_cut_and_still_ends(void **state)
{
	static char text[5000];
	const char *got;

	(void)state;
	memset(text, 'x', sizeof(text));
	log_info(0, "long", LOG_STR("text", ((str){text, sizeof(text)})), LOG_INT("more", 1));
	got = line();
	assert_int_equal(strlen(got) + 25, 2048);
	assert_int_equal(got[strlen(got) - 1], '\n');
}

static void events_below_the_level_are_not_written(void **state)
{
	(void)state;
	log_debug(0, "detail");
	log_from(LOG_LEVEL_ERROR);
	log_warning(0, "unwritten");
	log_error(0, "written");
	assert_string_equal(line(), "error written\n");
	log_from(LOG_LEVEL_DEBUG);
	log_debug(0, "detail", LOG_INT("n", INT64_MIN));
	assert_string_equal(line(), "debug detail n=-9223372036854775808\n");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_event_is_one_line_of_keys_and_values),
	cmocka_unit_test(a_value_cannot_forge_a_line_or_move_the_cursor),
	cmocka_unit_test(a_long_line_is_cut_and_still_ends),
	cmocka_unit_test(events_below_the_level_are_not_written),
};
TEST_GROUP_WITH(log, tests, setup, teardown)
