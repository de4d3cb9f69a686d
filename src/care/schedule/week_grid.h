/* week_grid.h - where the sessions of a week stand in a table: days across, quarters of an hour down.
 * Sessions that overlap stand side by side in lanes of their day; one that meets nobody spreads over the lanes beside it. Pure: no
 * database, no words. */
#ifndef CARE_SCHEDULE_WEEK_GRID_H
#define CARE_SCHEDULE_WEEK_GRID_H

#include "base/arena.h"

#define GRID_ROW_MIN 15
#define GRID_HOUR_ROWS (60 / GRID_ROW_MIN)
#define GRID_MOST_DAYS 7

struct grid_item {
	int day;        /* 0: the first column */
	int start, end; /* minutes of the day; end may be past midnight and is cut there */
};

#define GRID_EMPTY SIZE_MAX
/* One <td>. */
struct grid_cell {
	int row;        /* from the first hour on */
	int day;
	int rows, columns; /* how far it spans */
	size_t item;    /* index of the item, or GRID_EMPTY */
};

struct grid {
	int first_hour, hours; /* shown: whole hours that hold all items; 9 to 17 when there is none */
	int days;
	int lanes[GRID_MOST_DAYS]; /* at least 1 each */
	struct grid_cell *cells;   /* row by row, from left to right, as a table writes them */
	size_t n;
};

/* Items may come in any order; those that start first get the lanes to the left. */
void week_grid(struct arena *a, const struct grid_item *items, size_t n, int days, struct grid *out);

#endif
