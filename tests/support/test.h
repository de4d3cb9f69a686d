/* test.h - how a unit test is written here.
 *
 *   static void leaving_at_the_break_credits_the_first_half(void **state) { ... assert_int_equal(...); }
 *   static const struct CMUnitTest tests[] = { cmocka_unit_test(leaving_at_the_break_credits_the_first_half) };
 *   TEST_GROUP(attendance, tests)
 *
 * The name of a test is the sentence it proves. All groups are in one program: `unit` runs them all,
 * `unit attendance db` the groups named. */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/ctx.h"

struct test_group {
	struct test_group *next;
	const char *name;
	const struct CMUnitTest *tests;
	size_t n;
	int (*setup)(void **state);
	int (*teardown)(void **state);
};
void test_group_add(struct test_group *g);
/* Ends the test; it counts as skipped, not as passed. */
void test_skip(void);

#define TEST_GROUP_WITH(group, list, setup_fn, teardown_fn) \
	__attribute__((constructor)) static void group##_test_group_register(void) \
	{ \
		static struct test_group g = { \
			.name = #group, .tests = (list), .n = COUNT_OF(list), .setup = (setup_fn), .teardown = (teardown_fn) \
		}; \
		test_group_add(&g); \
	}
#define TEST_GROUP(group, list) TEST_GROUP_WITH(group, list, NULL, NULL)

#define assert_ok(call) assert_int_equal((call), OK)
#define assert_str(s, literal) \
	do { \
		str assert_str_ = (s); \
		assert_int_equal(assert_str_.n, strlen(literal)); \
		assert_memory_equal(assert_str_.p, (literal), strlen(literal)); \
	} while (0)

/* A context with an arena of its own and the clock at 2026-11-23T18:00Z; freed by test_ctx_free. */
struct ctx *test_ctx(void);
void test_ctx_free(struct ctx *c);

#endif
