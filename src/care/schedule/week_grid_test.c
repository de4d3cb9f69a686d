/* week_grid_test.c - where sessions stand in the table of a week. */
#include "care/schedule/week_grid.h"

#include "support/test.h"

#define AT(hour, minute) ((hour) * 60 + (minute))

static const struct grid_cell *cell_of(const struct grid *g, size_t item)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->cells[i].item == item)
			return &g->cells[i];
	fail_msg("item %zu has no cell", item);
	return NULL;
}

/* Every place of the table is covered by exactly one cell, as a browser needs it. */
static void assert_whole(const struct grid *g)
{
	int places = 0, covered = 0;

	for (int d = 0; d < g->days; d++)
		places += g->lanes[d] * g->hours * GRID_HOUR_ROWS;
	for (size_t i = 0; i < g->n; i++) {
		covered += g->cells[i].rows * g->cells[i].columns;
		assert_true(g->cells[i].row + g->cells[i].rows <= g->hours * GRID_HOUR_ROWS);
	}
	assert_int_equal(places, covered);
}

static void an_empty_week_shows_the_hours_of_work(void **state)
{
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, NULL, 0, 5, &g);
	assert_int_equal(g.first_hour, 9);
	assert_int_equal(g.hours, 8);
	assert_int_equal(g.n, 5 * 8);
	assert_whole(&g);
	test_ctx_free(c);
}

static void a_session_spans_its_quarters_within_whole_hours(void **state)
{
	const struct grid_item items[] = {{1, AT(18, 0), AT(19, 15)}};
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, items, 1, 5, &g);
	assert_int_equal(g.first_hour, 18);
	assert_int_equal(g.hours, 2);
	assert_int_equal(cell_of(&g, 0)->row, 0);
	assert_int_equal(cell_of(&g, 0)->rows, 5);
	assert_int_equal(cell_of(&g, 0)->day, 1);
	assert_whole(&g);
	test_ctx_free(c);
}

static void sessions_that_overlap_stand_side_by_side_on_their_day_only(void **state)
{
	const struct grid_item items[] = {{0, AT(18, 0), AT(19, 0)}, {0, AT(18, 30), AT(20, 0)}, {0, AT(19, 0), AT(20, 0)},
		{2, AT(18, 0), AT(20, 0)}};
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, items, 4, 3, &g);
	assert_int_equal(g.lanes[0], 2);
	assert_int_equal(g.lanes[1], 1);
	assert_int_equal(g.lanes[2], 1);
	assert_int_equal(cell_of(&g, 0)->columns, 1);
	assert_int_equal(cell_of(&g, 2)->columns, 1);
	assert_whole(&g);
	test_ctx_free(c);
}

static void a_session_that_meets_nobody_spreads_over_the_lanes_of_its_day(void **state)
{
	const struct grid_item items[] = {{0, AT(9, 0), AT(10, 0)}, {0, AT(9, 0), AT(10, 0)}, {0, AT(9, 0), AT(10, 0)},
		{0, AT(11, 0), AT(12, 0)}};
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, items, 4, 1, &g);
	assert_int_equal(g.lanes[0], 3);
	assert_int_equal(cell_of(&g, 3)->columns, 3);
	assert_int_equal(cell_of(&g, 1)->columns, 1);
	assert_whole(&g);
	test_ctx_free(c);
}

static void what_ends_when_another_begins_does_not_overlap_whatever_the_minute(void **state)
{
	const struct grid_item items[] = {{0, AT(15, 30), AT(16, 20)}, {0, AT(16, 20), AT(17, 10)}, {0, AT(17, 10), AT(17, 15)}};
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, items, 3, 1, &g);
	assert_int_equal(g.lanes[0], 1);
	assert_whole(&g);
	test_ctx_free(c);
}

static void the_ends_of_the_day_are_the_ends_of_the_table(void **state)
{
	const struct grid_item items[] = {{0, 0, 3}, {0, AT(23, 58), AT(23, 59)}, {0, AT(22, 0), AT(26, 0)}};
	struct ctx *c = test_ctx();
	struct grid g;

	(void)state;
	week_grid(c->arena, items, 3, 1, &g);
	assert_int_equal(g.first_hour, 0);
	assert_int_equal(g.hours, 24);
	assert_whole(&g);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_empty_week_shows_the_hours_of_work),
	cmocka_unit_test(a_session_spans_its_quarters_within_whole_hours),
	cmocka_unit_test(sessions_that_overlap_stand_side_by_side_on_their_day_only),
	cmocka_unit_test(a_session_that_meets_nobody_spreads_over_the_lanes_of_its_day),
	cmocka_unit_test(what_ends_when_another_begins_does_not_overlap_whatever_the_minute),
	cmocka_unit_test(the_ends_of_the_day_are_the_ends_of_the_table),
};
TEST_GROUP(week_grid, tests)
