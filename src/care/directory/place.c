/* place.c - a line of a sorted list is found by halving; nothing is read into memory. */
#include "care/directory/place.h"

#include <math.h>

#include "base/pack.h"
#include "care/directory/text.h"

static str list_named(const char *path)
{
	const struct pack_file *file = pack_find(str_of(path));

	return file ? (str){(const char *)file->body.p, file->body.n} : STR("");
}

static size_t line_start(str list, size_t at)
{
	while (at && list.p[at - 1] != '\n')
		at--;
	return at;
}

static str line_at(str list, size_t at)
{
	return str_slice(list, at, str_find(list, '\n', at));
}

/* The first line that is not before `key`; list.n: there is none. */
static size_t first_from(str list, str key)
{
	size_t low = 0, high = list.n;

	while (low < high) {
		size_t start = line_start(list, low + (high - low) / 2);
		str line = line_at(list, start);

		if (str_cmp(line, key) < 0)
			low = start + line.n + 1;
		else
			high = start;
	}
	return low < list.n ? low : list.n;
}

static bool begins(str s, str with)
{
	return s.n >= with.n && !memcmp(s.p, with.p, with.n);
}

/* The line that begins with `key`; none. */
static str line_of(str list, str key)
{
	size_t at = first_from(list, key);
	str line = at < list.n ? line_at(list, at) : STR_NONE;

	return line.p && begins(line, key) ? line : STR_NONE;
}

/* The last two cells of a line. */
static bool point_of(str line, struct point *out)
{
	size_t at[2] = {0, 0};
	char text[64];

	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == ',') {
			at[0] = at[1];
			at[1] = i + 1;
		}
	if (!at[0] || line.n - at[0] >= sizeof(text))
		return false;
	memcpy(text, line.p + at[0], line.n - at[0]);
	text[line.n - at[0]] = 0;
	out->latitude = strtod(text, NULL);
	out->longitude = strtod(text + (at[1] - at[0]), NULL);
	return true;
}

bool place_of_street(struct arena *a, str zip, str street, struct point *out)
{
	str list = list_named("packs/directory/places.csv");
	str plain = text_key(a, street), line;

	if (str_empty(plain))
		return false;
	line = line_of(list, str_format(a, "%.*s,%.*s,", STR_ARG(zip), STR_ARG(plain)));
	if (!line.p)
		line = line_of(list, str_format(a, "%.*s,%.*s,", STR_ARG(zip), STR_ARG(text_street(a, street))));
	return line.p && point_of(line, out);
}

bool place_of_zip(str zip, struct point *out)
{
	char key[6];
	str line;

	if (zip.n != 5)
		return false;
	memcpy(key, zip.p, 5);
	key[5] = ',';
	line = line_of(list_named("packs/directory/zips.csv"), (str){key, 6});
	if (!line.p)
		line = line_of(list_named("packs/directory/places.csv"), (str){key, 6});
	return line.p && point_of(line, out);
}

static long distance(str line, str zip)
{
	char a[6] = {0}, b[6] = {0};

	memcpy(a, line.p, 5);
	memcpy(b, zip.p, 5);
	return labs(strtol(a, NULL, 10) - strtol(b, NULL, 10));
}

bool place_of_zip_area(str zip, struct point *out)
{
	str list = list_named("packs/directory/zips.csv"), line = STR_NONE, before;
	size_t at;

	if (zip.n != 5 || !list.n)
		return false;
	at = first_from(list, zip);
	if (at < list.n && !memcmp(list.p + at, zip.p, 3))
		line = line_at(list, at);
	if (at) {
		before = line_at(list, line_start(list, at - 1));
		if (!memcmp(before.p, zip.p, 3) && (!line.p || distance(before, zip) < distance(line, zip)))
			line = before;
	}
	return line.p && point_of(line, out);
}

bool place_of_city(struct arena *a, str state, str city, struct point *out, str *name)
{
	str key = str_format(a, "%.*s,%.*s,", STR_ARG(state), STR_ARG(text_city(a, city)));
	str line = key.n > 4 ? line_of(list_named("packs/directory/cities.csv"), key) : STR_NONE;

	if (!line.p)
		return false;
	*name = str_slice(line, key.n, str_find(line, ',', key.n));
	return point_of(line, out);
}

bool place_city_next(str start, size_t *at, str *state, str *key, str *name)
{
	str list = list_named("packs/directory/cities.csv"), line;

	if (!*at)
		*at = first_from(list, start);
	if (*at >= list.n)
		return false;
	line = line_at(list, *at);
	if (line.n < start.n || memcmp(line.p, start.p, start.n) != 0)
		return false;
	*at += line.n + 1;
	*state = str_cut(line, ',', &line);
	*key = str_cut(line, ',', &line);
	*name = str_cut(line, ',', &line);
	return true;
}

bool place_is_american(struct point p)
{
	bool states = p.latitude > 17 && p.latitude < 72 && p.longitude > -180 && p.longitude < -64;
	bool aleutians = p.latitude > 51 && p.latitude < 54 && p.longitude > 172 && p.longitude < 180;
	bool west_pacific = p.latitude > 1 && p.latitude < 21 && p.longitude > 131 && p.longitude < 173;
	bool samoa = p.latitude > -15 && p.latitude < -10 && p.longitude > -172 && p.longitude < -167;

	return states || aleutians || west_pacific || samoa;
}

double place_miles(struct point a, struct point b)
{
	const double radius = 3958.8, rad = M_PI / 180;
	double up = sin((b.latitude - a.latitude) * rad / 2), along = sin((b.longitude - a.longitude) * rad / 2);

	return 2 * radius * asin(fmin(1, sqrt(up * up + cos(a.latitude * rad) * cos(b.latitude * rad) * along * along)));
}
