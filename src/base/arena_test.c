/* arena_test.c - memory of a request: clean, capped, and gone at the end. */
#include "support/test.h"

#include "base/arena.h"

static jmp_buf gave_up;

/* Whether one allocation of n bytes makes the arena give up. */
static bool gives_up(struct arena *a, size_t n, size_t size)
{
	a->exhausted = &gave_up;
	if (setjmp(gave_up))
		return true;
	(void)arena_array(a, n, size);
	return false;
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena a;
	char *last = NULL;

	(void)state;
	arena_init(&a, 1 << 22);
	for (size_t n = 0; n < 3000; n += 7) {
		char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_ptr_not_equal(p, last);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 'x', n);
		last = p;
	}
	arena_free(&a);
}

static void over_the_cap_it_gives_up_and_below_it_does_not(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1000);
	assert_false(gives_up(&a, 600, 1));
	assert_true(gives_up(&a, 600, 1));
	assert_false(gives_up(&a, 300, 1));
	assert_true(gives_up(&a, SIZE_MAX, 1));
	assert_true(gives_up(&a, SIZE_MAX / 2, 3));
	arena_free(&a);
	assert_false(gives_up(&a, 1000, 1));
	arena_free(&a);
}

static void the_nth_allocation_fails_when_a_test_says_so(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	arena_fail_nth(3);
	assert_false(gives_up(&a, 1, 1));
	assert_false(gives_up(&a, 1, 1));
	assert_true(gives_up(&a, 1, 1));
	assert_false(gives_up(&a, 1, 1));
	arena_fail_nth(1);
	arena_fail_nth(0);
	assert_false(gives_up(&a, 1, 1));
	arena_free(&a);
}

static void nothing_of_one_request_is_seen_by_the_next(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 22);
	for (int request = 0; request < 3; request++) {
		for (int i = 0; i < 100; i++) {
			char *p = arena_alloc(&a, 500);

			for (size_t k = 0; k < 500; k++)
				assert_int_equal(p[k], 0);
			memset(p, 'x', 500);
		}
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_free(&a);
	assert_null(a.head);
}

static char order[8];

static void note(void *arg)
{
	strncat(order, arg, 1);
}

static void clean_ups_run_once_and_the_last_one_first(void **state)
{
	struct arena a;

	(void)state;
	order[0] = '\0';
	arena_init(&a, 1 << 20);
	arena_on_free(&a, note, "a");
	arena_on_free(&a, note, "b");
	arena_reset(&a);
	arena_on_free(&a, note, "c");
	arena_free(&a);
	arena_free(&a);
	assert_string_equal(order, "bac");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
	cmocka_unit_test(over_the_cap_it_gives_up_and_below_it_does_not),
	cmocka_unit_test(the_nth_allocation_fails_when_a_test_says_so),
	cmocka_unit_test(nothing_of_one_request_is_seen_by_the_next),
	cmocka_unit_test(clean_ups_run_once_and_the_last_one_first),
};
TEST_GROUP(arena, tests)
