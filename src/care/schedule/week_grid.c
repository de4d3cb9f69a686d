/* week_grid.c - lanes, then cells. Times are rounded to the nearest row, start and end alike, so that what ends when another begins
 * never shares a row with it. */
#include "care/schedule/week_grid.h"

#include <stdlib.h>

#define DAY_MIN 1440
#define COVERED (SIZE_MAX - 1)

/* An item as the grid sees it. */
struct block {
	size_t item;
	int day, from, to; /* rows of the whole day, to excluded */
	int lane;
};

static int row_of(int minute)
{
	minute = minute < 0 ? 0 : minute > DAY_MIN ? DAY_MIN : minute;
	return (minute + GRID_ROW_MIN / 2) / GRID_ROW_MIN;
}

static int earlier_first(const void *pa, const void *pb)
{
	const struct block *a = pa, *b = pb;

	if (a->day != b->day)
		return a->day - b->day;
	if (a->from != b->from)
		return a->from - b->from;
	return a->item < b->item ? -1 : 1;
}

static struct block *blocks_of(struct arena *a, const struct grid_item *items, size_t n)
{
	struct block *blocks = ARENA_NEW_ARRAY(a, struct block, n);
	int last = DAY_MIN / GRID_ROW_MIN - 1;

	for (size_t i = 0; i < n; i++) {
		int from = row_of(items[i].start), to = row_of(items[i].end);

		from = from > last ? last : from;
		blocks[i] = (struct block){i, items[i].day, from, to > from ? to : from + 1, 0};
	}
	qsort(blocks, n, sizeof(*blocks), earlier_first);
	return blocks;
}

/* Each block takes the first lane of its day that is free when it starts. */
static void give_lanes(struct arena *a, struct block *blocks, size_t n, struct grid *g)
{
	int *free_at = ARENA_NEW_ARRAY(a, int, n + 1);
	int day = -1, used = 0;

	for (size_t i = 0; i < n; i++) {
		struct block *b = &blocks[i];

		if (b->day != day)
			used = 0;
		day = b->day;
		while (b->lane < used && free_at[b->lane] > b->from)
			b->lane++;
		free_at[b->lane] = b->to;
		if (b->lane == used)
			g->lanes[day] = ++used;
	}
}

static void find_hours(const struct block *blocks, size_t n, struct grid *g)
{
	int first = n ? DAY_MIN : 9 * GRID_HOUR_ROWS, last = n ? 0 : 17 * GRID_HOUR_ROWS;

	for (size_t i = 0; i < n; i++) {
		first = blocks[i].from < first ? blocks[i].from : first;
		last = blocks[i].to > last ? blocks[i].to : last;
	}
	g->first_hour = first / GRID_HOUR_ROWS;
	g->hours = (last + GRID_HOUR_ROWS - 1) / GRID_HOUR_ROWS - g->first_hour;
}

/* The table while it is filled: what each place of rows x columns holds. */
struct plan {
	size_t *at;
	int rows, columns;
	int first_column[GRID_MOST_DAYS + 1];
	struct block *of; /* by item */
};

static size_t *place(const struct plan *p, int row, int column)
{
	return &p->at[(size_t)(row * p->columns + column)];
}

static bool all_empty(const struct plan *p, int row, int rows, int column)
{
	for (int r = row; r < row + rows; r++)
		if (*place(p, r, column) != GRID_EMPTY)
			return false;
	return true;
}

static void cover(const struct plan *p, const struct grid_cell *cell, int column)
{
	for (int r = cell->row; r < cell->row + cell->rows; r++)
		for (int k = column; k < column + cell->columns; k++)
			*place(p, r, k) = COVERED;
}

/* The cell whose upper left corner is here. An empty one ends with its hour, so that the hours show as lines. */
static struct grid_cell cell_at(const struct plan *p, int row, int day, int column)
{
	struct grid_cell cell = {row, day, 1, 1, *place(p, row, column)};

	if (cell.item == GRID_EMPTY)
		while ((row + cell.rows) % GRID_HOUR_ROWS && *place(p, row + cell.rows, column) == GRID_EMPTY)
			cell.rows++;
	else
		cell.rows = p->of[cell.item].to - p->of[cell.item].from;
	while (column + cell.columns < p->first_column[day + 1] && all_empty(p, row, cell.rows, column + cell.columns))
		cell.columns++;
	cover(p, &cell, column);
	return cell;
}

static void lay_out(struct arena *a, const struct block *blocks, size_t n, struct grid *g, struct plan *p)
{
	int first_row = g->first_hour * GRID_HOUR_ROWS;
	size_t places;

	p->rows = g->hours * GRID_HOUR_ROWS;
	for (int d = 0; d < g->days; d++)
		p->first_column[d + 1] = p->first_column[d] + g->lanes[d];
	p->columns = p->first_column[g->days];
	places = (size_t)p->rows * (size_t)p->columns;
	p->at = ARENA_NEW_ARRAY(a, size_t, places);
	for (size_t i = 0; i < places; i++)
		p->at[i] = GRID_EMPTY;
	p->of = ARENA_NEW_ARRAY(a, struct block, n);
	for (size_t i = 0; i < n; i++) {
		struct block b = blocks[i];

		for (int r = b.from; r < b.to; r++)
			*place(p, r - first_row, p->first_column[b.day] + b.lane) = b.item;
		p->of[b.item] = b;
	}
	g->cells = ARENA_NEW_ARRAY(a, struct grid_cell, places);
}

void week_grid(struct arena *a, const struct grid_item *items, size_t n, int days, struct grid *out)
{
	struct block *blocks = blocks_of(a, items, n);
	struct plan p = {0};

	*out = (struct grid){.days = days};
	for (int d = 0; d < days; d++)
		out->lanes[d] = 1;
	give_lanes(a, blocks, n, out);
	find_hours(blocks, n, out);
	lay_out(a, blocks, n, out, &p);
	for (int row = 0; row < p.rows; row++)
		for (int day = 0; day < days; day++)
			for (int column = p.first_column[day]; column < p.first_column[day + 1]; column++)
				if (*place(&p, row, column) != COVERED)
					out->cells[out->n++] = cell_at(&p, row, day, column);
}
