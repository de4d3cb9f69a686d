/* ctx_test.c - how failures and problems are told, and the tables of errors and codes behind them. */
#include "support/test.h"

#include "base/code.h"

/*        id          code      label       FHIR */
#define MEAL_TABLE(X) \
	X(MEAL_LUNCH, "lunch", "Lunch", "LUN") \
	X(MEAL_TEA, "tea", "Tea time", NULL)
CODE_ENUM(meal, MEAL_TABLE, MEAL_NONE)
CODE_NAMES(meal, MEAL_TABLE)

static int setup(void **state)
{
	*state = test_ctx();
	return 0;
}

static int teardown(void **state)
{
	test_ctx_free(*state);
	return 0;
}

static err refuse(struct ctx *c, int seats)
{
	FAIL(c, ERR_CONFLICT, "All %d seats are taken.", seats);
}

static err pass_on(struct ctx *c)
{
	TRY(OK);
	TRY(refuse(c, 12));
	return OK;
}

static void a_failure_carries_its_reason_to_the_top(void **state)
{
	struct ctx *c = *state;

	assert_int_equal(pass_on(c), ERR_CONFLICT);
	assert_str(c->fail_text, "All 12 seats are taken.");
}

static void a_long_reason_is_kept_whole(void **state)
{
	static char text[5001];
	struct ctx *c = *state;

	memset(text, 'x', sizeof(text) - 1);
	(void)ctx_fail(c, ERR_BUG, "%s", text);
	assert_int_equal(c->fail_text.n, 5000);
}

static void problems_are_kept_in_order_and_found_by_field(void **state)
{
	struct ctx *c = *state;

	assert_ok(problems_end(c));
	assert_int_equal(problem(c, "starts", "Type a time such as %s.", "18:00"), ERR_INVALID);
	assert_int_equal(problem(c, "seats", "At least 1."), ERR_INVALID);
	assert_int_equal(problem(c, "starts", "Another thing."), ERR_INVALID);
	assert_int_equal(problem(c, NULL, "About all of it."), ERR_INVALID);
	assert_int_equal(problems_end(c), ERR_INVALID);
	assert_str(problem_of(c, "starts"), "Type a time such as 18:00.");
	assert_str(problem_of(c, "seats"), "At least 1.");
	assert_null(problem_of(c, "ends").p);
	assert_str(c->problems->next->next->text, "Another thing.");
	assert_null(c->problems->next->next->next->field.p);
	problems_clear(c);
	assert_ok(problems_end(c));
	assert_int_equal(problem(c, "again", "x"), ERR_INVALID);
	assert_null(c->problems->next);
}

static void a_new_request_has_utc_and_no_center(void **state)
{
	struct ctx *c = *state;

	assert_string_equal(zone_name(c->zone), "UTC");
	assert_int_equal(c->center, 0);
	assert_null(c->actor);
	assert_null(c->fail_text.p);
}

static void only_ok_ends_well_through_every_door(void **state)
{
	static const err all[] = {
#define X(name, http, exit, fhir) name,
		ERR_TABLE(X)
#undef X
	};

	(void)state;
	assert_string_equal(err_name(ERR_NOT_FOUND), "ERR_NOT_FOUND");
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		assert_int_equal(err_http_status(all[i]) < 400, all[i] == OK);
		assert_int_equal(err_exit_status(all[i]) == 0, all[i] == OK);
		assert_true(strlen(err_fhir_issue(all[i])) > 0);
	}
}

static void what_was_said_outlives_the_memory_it_was_said_in(void **state)
{
	struct ctx *c = *state;
	struct arena *before = c->arena, memory;

	arena_init(&memory, 1 << 20);
	c->arena = &memory;
	(void)problem(c, "rooms", "Name %d rooms.", 2);
	(void)problem(c, "seats", "Say how many seats.");
	(void)refuse(c, 12);
	ctx_return_to(c, before);
	arena_free(&memory);
	(void)problem(c, "day", "Choose a day.");
	assert_ptr_equal(c->arena, before);
	assert_str(c->fail_text, "All 12 seats are taken.");
	assert_str(problem_of(c, "rooms"), "Name 2 rooms.");
	assert_str(problem_of(c, "seats"), "Say how many seats.");
	assert_str(problem_of(c, "day"), "Choose a day.");
}

static void codes_and_labels_are_found_both_ways(void **state)
{
	(void)state;
	assert_int_equal(code_find(&meal_codes, STR("tea")), MEAL_TEA);
	assert_int_equal(code_find(&meal_codes, STR("Tea")), MEAL_NONE);
	assert_int_equal(code_find(&meal_codes, STR("")), MEAL_NONE);
	assert_int_equal(code_find(&meal_codes, STR_NONE), MEAL_NONE);
	assert_str(code_of(&meal_codes, MEAL_LUNCH), "lunch");
	assert_str(code_label(&meal_codes, MEAL_TEA), "Tea time");
	assert_int_equal(meal_codes.n, 3);
	assert_string_equal(meal_codes.name, "meal");
}

static void a_value_outside_the_table_is_none(void **state)
{
	static const int outside[] = {MEAL_NONE, -1, 3, 1000};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(outside); i++) {
		assert_str(code_of(&meal_codes, outside[i]), "");
		assert_str(code_label(&meal_codes, outside[i]), "");
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(a_failure_carries_its_reason_to_the_top, setup, teardown),
	cmocka_unit_test_setup_teardown(a_long_reason_is_kept_whole, setup, teardown),
	cmocka_unit_test_setup_teardown(problems_are_kept_in_order_and_found_by_field, setup, teardown),
	cmocka_unit_test_setup_teardown(what_was_said_outlives_the_memory_it_was_said_in, setup, teardown),
	cmocka_unit_test_setup_teardown(a_new_request_has_utc_and_no_center, setup, teardown),
	cmocka_unit_test(only_ok_ends_well_through_every_door),
	cmocka_unit_test(codes_and_labels_are_found_both_ways),
	cmocka_unit_test(a_value_outside_the_table_is_none),
};
TEST_GROUP(ctx, tests)
