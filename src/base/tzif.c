/* tzif.c - the reader of RFC 8536 and of the POSIX rule in its footer. */
#include "base/tzif.h"

#include "base/time.h"

#define HEADER_BYTES 44
#define DAY_S 86400

struct counts {
	uint32_t utc, standard, leap, times, types, letters;
};

static uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t be64(const uint8_t *p)
{
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

static bool read_counts(bytes b, struct counts *c)
{
	uint32_t *const order[] = {&c->utc, &c->standard, &c->leap, &c->times, &c->types, &c->letters};

	if (b.n < HEADER_BYTES || memcmp(b.p, "TZif", 4) || b.p[4] < '2')
		return false;
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		*order[i] = be32(b.p + 20 + 4 * i);
		if (*order[i] > 1 << 16)
			return false;
	}
	return true;
}

/* Bytes of a data block whose times have `width` bytes. */
static size_t block_bytes(const struct counts *c, size_t width)
{
	return c->times * (width + 1) + c->types * (size_t)6 + c->letters + c->leap * (width + 4) + c->standard + c->utc;
}

static bool skip(bytes *b, size_t n)
{
	if (b->n < n)
		return false;
	*b = (bytes){b->p + n, b->n - n};
	return true;
}

static int32_t type_offset(const uint8_t *types, size_t i)
{
	return (int32_t)be32(types + 6 * i);
}

static bool read_changes(struct tzif *z, const uint8_t *p, const struct counts *c)
{
	const uint8_t *index = p + c->times * (size_t)8;
	const uint8_t *types = index + c->times;

	for (size_t i = 0; i < c->types; i++)
		if (type_offset(types, i) <= -DAY_S * 2 || type_offset(types, i) >= DAY_S * 2)
			return false;
	z->first_s = type_offset(types, 0);
	z->changes = calloc(c->times + (size_t)1, sizeof(*z->changes));
	if (!z->changes)
		return false;
	for (size_t i = 0; i < c->times; i++) {
		struct tzif_change *one = &z->changes[z->n++];

		if (index[i] >= c->types)
			return false;
		*one = (struct tzif_change){be64(p + 8 * i), type_offset(types, index[i])};
		if (i && one->at <= one[-1].at)
			return false;
	}
	return true;
}

static bool read_footer(struct tzif *z, bytes b)
{
	str s = {(const char *)b.p, b.n}, rest;

	if (!s.n || s.p[0] != '\n')
		return false;
	s = str_cut(str_slice(s, 1, s.n), '\n', &rest);
	return rest.p && (!s.n || tzif_rule(z, s));
}

bool tzif_read(struct tzif *z, bytes file)
{
	struct counts c;
	bytes b = file;

	*z = (struct tzif){0};
	/* The first block repeats the second with 32-bit times, for programs that know nothing else. */
	if (!read_counts(b, &c) || !skip(&b, HEADER_BYTES) || !skip(&b, block_bytes(&c, 4)))
		return false;
	if (!read_counts(b, &c) || !skip(&b, HEADER_BYTES) || c.leap || !c.types || b.n < block_bytes(&c, 8))
		return false;
	if (read_changes(z, b.p, &c) && skip(&b, block_bytes(&c, 8)) && read_footer(z, b))
		return true;
	tzif_free(z);
	return false;
}

void tzif_free(struct tzif *z)
{
	free(z->changes);
	*z = (struct tzif){0};
}

/* The parts of a rule are taken off the front of *s one after the other. */

static bool take_char(str *s, char c)
{
	if (!s->n || s->p[0] != c)
		return false;
	*s = str_slice(*s, 1, s->n);
	return true;
}

static bool take_number(str *s, int most, int *out)
{
	size_t n = 0;
	int v = 0;

	for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++) {
		v = v * 10 + (s->p[n] - '0');
		if (v > most)
			return false;
	}
	*s = str_slice(*s, n, s->n);
	*out = v;
	return n > 0;
}

/* A zone's abbreviation: letters, or anything between angle brackets. Not kept. */
static bool take_name(str *s)
{
	size_t n = 0;

	if (take_char(s, '<')) {
		n = str_find(*s, '>', 0);
		*s = str_slice(*s, n, s->n);
		return take_char(s, '>');
	}
	while (n < s->n && ((s->p[n] | 0x20) >= 'a' && (s->p[n] | 0x20) <= 'z'))
		n++;
	*s = str_slice(*s, n, s->n);
	return n >= 3;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool take_time(str *s, int most_hours, int *out)
{
	int sign = take_char(s, '-') ? -1 : 1, h, m = 0, sec = 0;

	if (sign > 0)
		(void)take_char(s, '+');
	if (!take_number(s, most_hours, &h))
		return false;
	if (take_char(s, ':') && (!take_number(s, 59, &m) || (take_char(s, ':') && !take_number(s, 59, &sec))))
		return false;
	*out = sign * (h * 3600 + m * 60 + sec);
	return true;
}

/* "M3.2.0/2", "J60", "59" with an optional time; two in the morning when none is given. */
static bool take_day(str *s, struct tzif_day *d)
{
	bool fine;

	*d = (struct tzif_day){.at_s = 2 * 3600};
	if (take_char(s, 'M')) {
		d->kind = TZIF_MONTH;
		fine = take_number(s, 12, &d->month) && d->month && take_char(s, '.') && take_number(s, 5, &d->week) &&
		       d->week && take_char(s, '.') && take_number(s, 6, &d->day);
	} else {
		d->kind = take_char(s, 'J') ? TZIF_JULIAN : TZIF_DAY;
		fine = take_number(s, 365, &d->day) && (d->kind == TZIF_DAY || d->day);
	}
	return fine && (!take_char(s, '/') || take_time(s, 167, &d->at_s));
}

bool tzif_rule(struct tzif *z, str s)
{
	int west;

	z->has_rule = true;
	if (!take_name(&s) || !take_time(&s, 24, &west))
		return false;
	z->winter_s = -west; /* POSIX counts westward */
	z->has_summer = s.n > 0;
	if (!z->has_summer)
		return true;
	if (!take_name(&s))
		return false;
	z->summer_s = z->winter_s + 3600;
	if (s.n && s.p[0] != ',') {
		if (!take_time(&s, 24, &west))
			return false;
		z->summer_s = -west;
	}
	return take_char(&s, ',') && take_day(&s, &z->summer_starts) && take_char(&s, ',') &&
	       take_day(&s, &z->summer_ends) && !s.n;
}

/* Days between 1970-01-01 and the first of January of `year`, for any year. */
static int64_t days_to_year(int64_t year)
{
	int64_t y = year - 1;
	int64_t back = y < 0 ? (-y / 400 + 1) * 400 : 0; /* whole cycles, so that division rounds down */

	y += back;
	return y * 365 + y / 4 - y / 100 + y / 400 - back / 400 * 146097 - 719162;
}

static bool is_leap(int64_t year)
{
	return days_to_year(year + 1) - days_to_year(year) == 366;
}

/* UTC seconds at which the rule's day comes in `year`, on a clock that shows UTC plus offset. */
static int64_t moment(const struct tzif_day *d, int64_t year, int32_t offset_s)
{
	static const int starts[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
	int64_t day = days_to_year(year);
	int leap = is_leap(year);

	if (d->kind == TZIF_MONTH) {
		int first = starts[d->month - 1] + (leap && d->month > 2);
		int next = starts[d->month] + (leap && d->month > 1);
		/* 1970-01-01 was a Thursday: day 4 when Sunday is 0 */
		int weekday = (int)(((day + first + 4) % 7 + 7) % 7);
		int at = first + (d->day - weekday + 7) % 7 + (d->week - 1) * 7;

		day += at < next ? at : at - 7; /* week 5 is the last one */
	} else if (d->kind == TZIF_JULIAN) {
		day += d->day - 1 + (leap && d->day >= 60);
	} else {
		day += d->day;
	}
	return day * DAY_S + d->at_s - offset_s;
}

/* The later of the changes around `at` decides; when two fall together summer time's start does. */
static int32_t rule_offset(const struct tzif *z, int64_t at)
{
	int64_t year = 1970 + at / 31556952; /* the mean year: right to one year for any moment */
	int64_t latest = INT64_MIN;
	int32_t offset = z->winter_s;

	if (!z->has_summer)
		return z->winter_s;
	for (int64_t y = year - 2; y <= year + 1; y++) {
		int64_t ends = moment(&z->summer_ends, y, z->summer_s);
		int64_t starts = moment(&z->summer_starts, y, z->winter_s);

		if (ends <= at && ends > latest) {
			latest = ends;
			offset = z->winter_s;
		}
		if (starts <= at && starts >= latest) {
			latest = starts;
			offset = z->summer_s;
		}
	}
	return offset;
}

int32_t tzif_offset(const struct tzif *z, int64_t at)
{
	size_t low = 0, high = z->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (z->changes[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == z->n && z->has_rule)
		return rule_offset(z, at);
	return low ? z->changes[low - 1].offset_s : z->first_s;
}
