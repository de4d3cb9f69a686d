/* finder_map_view.c - where the places of a list are, as numbered points around the place one looks from: north is up, two rings say how
 * far. Points that would cover each other step aside a little. */
#include <math.h>

#include "care/finder/finder_view.h"

#define MILES_PER_DEGREE 69.1
#define MIDDLE (FINDER_MAP_SIZE / 2)
#define RIM 178   /* radius of the outer ring */
#define APART 25  /* between the middles of two points */
#define MARGIN 14

static const int scales[] = {1, 2, 4, 6, 10, 20, 30, 50, 100};

static void offset(const struct directory_spot *from, double latitude, double longitude, double *east, double *north)
{
	*east = remainder(longitude - from->longitude, 360) * MILES_PER_DEGREE * cos(from->latitude * M_PI / 180);
	*north = (latitude - from->latitude) * MILES_PER_DEGREE;
}

const char *finder_direction(const struct directory_spot *from, double latitude, double longitude)
{
	static const char *const names[] = {"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"};
	double east, north;

	offset(from, latitude, longitude, &east, &north);
	return names[(size_t)lround((atan2(east, north) + 2 * M_PI) / (M_PI / 4)) % 8];
}

static bool is_free(const struct finder_map *m, int x, int y)
{
	if (x < MARGIN || y < MARGIN || x > FINDER_MAP_SIZE - MARGIN || y > FINDER_MAP_SIZE - MARGIN)
		return false;
	for (size_t i = 0; i < m->n; i++)
		if (hypot(m->points[i].x - x, m->points[i].y - y) < APART)
			return false;
	return hypot(MIDDLE - x, MIDDLE - y) >= 16; /* the place one looks from stays to be seen */
}

/* The free place next to (x, y), looked for in growing circles. */
static void step_aside(const struct finder_map *m, int *x, int *y)
{
	int from_x = *x, from_y = *y;

	for (int r = 0; r < 200; r += 5)
		for (int turn = 0; turn < (r ? 16 : 1); turn++) {
			*x = from_x + (int)lround(r * cos(turn * M_PI / 8));
			*y = from_y + (int)lround(r * sin(turn * M_PI / 8));
			if (is_free(m, *x, *y))
				return;
		}
	*x = from_x;
	*y = from_y;
}

static int scale_for(const struct finder_card *cards, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = fmax(most, cards[i].hit->miles);
	for (size_t i = 0; i < COUNT_OF(scales); i++)
		if (scales[i] >= most)
			return scales[i];
	return scales[COUNT_OF(scales) - 1];
}

void finder_draw(const struct directory_spot *from, const struct finder_card *cards, size_t n, struct finder_map *out)
{
	int scale = scale_for(cards, n);

	*out = (struct finder_map){0};
	out->rings[0] = label_format("%g %s", scale / 2.0, scale == 2 ? "mile" : "miles");
	out->rings[1] = label_format("%d %s", scale, scale == 1 ? "mile" : "miles");
	for (size_t i = 0; i < n; i++) {
		double east, north;
		int x, y;

		offset(from, cards[i].hit->latitude, cards[i].hit->longitude, &east, &north);
		x = MIDDLE + (int)lround(east * RIM / scale);
		y = MIDDLE - (int)lround(north * RIM / scale);
		step_aside(out, &x, &y);
		out->points[out->n++] = (struct finder_point){x, y, cards[i].number, cards[i].own != NULL};
	}
}
