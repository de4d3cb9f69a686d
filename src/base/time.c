/* time.c - the proleptic Gregorian calendar, RFC 3339, and times as people type them. Zones are in zone.c. */
#include "base/time.h"

#define LAST_DAY 3652059 /* 9999-12-31 */
#define EPOCH_DAY 719163 /* 1970-01-01 */
#define DAYS_IN_400_YEARS 146097
#define DAYS_IN_100_YEARS 36524
#define DAYS_IN_4_YEARS 1461

bool date_none(date d)
{
	return d.day == 0;
}

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the year before the month, months 1 to 13. */
static int days_before(int month, bool leap_year)
{
	static const int before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

	return before[month] + (leap_year && month > 2);
}

static date in_range(int64_t day)
{
	return (date){day >= 1 && day <= LAST_DAY ? (int32_t)day : 0};
}

date date_of(int year, int month, int day)
{
	int y = year - 1;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > days_before(month + 1, leap(year)) - days_before(month, leap(year)))
		return (date){0};
	return (date){y * 365 + y / 4 - y / 100 + y / 400 + days_before(month, leap(year)) + day};
}

/* How many whole parts of `size` fit, at most `most`; the last part of a cycle may be one day longer. */
static int take(int *days, int size, int most)
{
	int n = *days / size < most ? *days / size : most;

	*days -= n * size;
	return n;
}

void date_parts(date d, int *year, int *month, int *day)
{
	int left = d.day - 1, y = 1, m = 1;

	*year = *month = *day = 0;
	if (date_none(in_range(d.day)))
		return;
	y += take(&left, DAYS_IN_400_YEARS, 24) * 400;
	y += take(&left, DAYS_IN_100_YEARS, 3) * 100;
	y += take(&left, DAYS_IN_4_YEARS, 24) * 4;
	y += take(&left, 365, 3);
	while (left >= days_before(m + 1, leap(y)))
		m++;
	*year = y;
	*month = m;
	*day = left - days_before(m, leap(y)) + 1;
}

enum weekday date_weekday(date d)
{
	return (enum weekday)((d.day + 6) % 7 + 1); /* 0001-01-01 was a Monday */
}

date date_add(date d, int days)
{
	return date_none(d) ? d : in_range((int64_t)d.day + days);
}

int date_diff(date later, date earlier)
{
	return later.day - earlier.day;
}

int date_cmp(date a, date b)
{
	return (a.day > b.day) - (a.day < b.day);
}

date date_week_start(date d, enum weekday first)
{
	return date_add(d, -(((int)date_weekday(d) - (int)first + 7) % 7));
}

int date_age(date birth, date on)
{
	int y0, m0, d0, y1, m1, d1;

	date_parts(birth, &y0, &m0, &d0);
	date_parts(on, &y1, &m1, &d1);
	return y1 - y0 - (m1 < m0 || (m1 == m0 && d1 < d0));
}

/* Takes exactly n digits off the front of s. */
static bool digits(str *s, size_t n, int *out)
{
	int v = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		v = v * 10 + (s->p[i] - '0');
	}
	*out = v;
	*s = str_slice(*s, n, s->n);
	return true;
}

/* Takes one of the characters of `set` off the front of s. */
static bool one_of(str *s, const char *set, char *which)
{
	if (!s->n || !strchr(set, s->p[0]) || !s->p[0])
		return false;
	if (which)
		*which = s->p[0];
	*s = str_slice(*s, 1, s->n);
	return true;
}

static bool take_date(str *s, date *out)
{
	int y, m, d;

	if (!digits(s, 4, &y) || !one_of(s, "-", NULL) || !digits(s, 2, &m) || !one_of(s, "-", NULL) || !digits(s, 2, &d))
		return false;
	*out = date_of(y, m, d);
	return !date_none(*out);
}

bool date_read(str s, date *out)
{
	return take_date(&s, out) && !s.n;
}

/* Writes v with `width` digits and returns where the next character goes. */
static char *put_digits(char *p, int v, int width)
{
	for (int i = width; i-- > 0; v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + width;
}

static char *put_date(char *p, date d)
{
	int year, month, day;

	date_parts(d, &year, &month, &day);
	p = put_digits(p, year, 4);
	*p++ = '-';
	p = put_digits(p, month, 2);
	*p++ = '-';
	return put_digits(p, day, 2);
}

const char *const date_months[13] = {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December"};

struct date_words date_words(date d)
{
	struct date_words w = {""};
	int year, month, day;

	if (date_none(d))
		return w;
	date_parts(d, &year, &month, &day);
	(void)snprintf(w.s, sizeof(w.s), "%d %s %d", day, date_months[month], year);
	return w;
}

struct date_text date_show(date d)
{
	struct date_text t = {""};

	if (!date_none(in_range(d.day)))
		(void)put_date(t.s, d);
	return t;
}

bool instant_none(instant t)
{
	return t.ms == 0;
}

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

instant instant_now(void)
{
	return (instant){clock_ns(CLOCK_REALTIME) / 1000000};
}

int64_t monotonic_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
}

date instant_day(instant t, int *ms_of_day)
{
	int64_t ms = t.ms % MS_PER_DAY, day = t.ms / MS_PER_DAY;

	if (ms < 0) {
		ms += MS_PER_DAY;
		day--;
	}
	*ms_of_day = (int)ms;
	return in_range(day + EPOCH_DAY);
}

instant instant_at(date day, int64_t ms_of_day)
{
	return (instant){(int64_t)(day.day - EPOCH_DAY) * MS_PER_DAY + ms_of_day};
}

static char *put_clock(char *p, int minute)
{
	p = put_digits(p, minute / 60, 2);
	*p++ = ':';
	return put_digits(p, minute % 60, 2);
}

struct instant_text instant_show(instant t)
{
	struct instant_text out = {""};
	int ms;
	date day = instant_day(t, &ms);
	char *p = out.s;

	if (instant_none(t) || date_none(day))
		return out;
	p = put_date(p, day);
	*p++ = 'T';
	p = put_clock(p, ms / 60000);
	*p++ = ':';
	p = put_digits(p, ms / 1000 % 60, 2);
	*p++ = '.';
	p = put_digits(p, ms % 1000, 3);
	*p = 'Z';
	return out;
}

/* ".25" and the like; what is finer than a millisecond is cut off. */
static bool take_fraction(str *s, int *ms)
{
	int scale = 100;

	*ms = 0;
	if (!one_of(s, ".", NULL))
		return true;
	if (!s->n || s->p[0] < '0' || s->p[0] > '9')
		return false;
	for (int digit; digits(s, 1, &digit); scale /= 10)
		*ms += digit * scale;
	return true;
}

static bool take_offset(str *s, int *minutes)
{
	int hours;
	char sign;

	*minutes = 0;
	if (one_of(s, "Zz", NULL))
		return true;
	if (!one_of(s, "+-", &sign) || !digits(s, 2, &hours) || !one_of(s, ":", NULL) || !digits(s, 2, minutes))
		return false;
	if (hours > 23 || *minutes > 59)
		return false;
	*minutes = (hours * 60 + *minutes) * (sign == '-' ? -1 : 1);
	return true;
}

/* "HH:MM:SS" as seconds of the day; *leap_second for :60. */
static bool take_seconds(str *s, int *seconds, bool *leap_second)
{
	int hour, minute, second;

	if (!digits(s, 2, &hour) || !one_of(s, ":", NULL) || !digits(s, 2, &minute) || !one_of(s, ":", NULL) ||
	    !digits(s, 2, &second))
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	*leap_second = second == 60;
	return hour <= 23 && minute <= 59 && second <= 60;
}

bool instant_read(str s, instant *out)
{
	int seconds, ms, offset;
	bool leap_second;
	instant whole;
	date day;

	if (!take_date(&s, &day) || !one_of(&s, "Tt ", NULL) || !take_seconds(&s, &seconds, &leap_second) ||
	    !take_fraction(&s, &ms) || !take_offset(&s, &offset) || s.n)
		return false;
	whole = instant_at(day, seconds * (int64_t)1000 - offset * MS_PER_MINUTE);
	/* A leap second exists only as the last of a UTC day; it is told as the first moment of the next. */
	if (leap_second && (whole.ms % MS_PER_DAY || ms))
		return false;
	*out = (instant){whole.ms + ms};
	return true;
}

/* "", "am", "a.m.", "a", and the same with p; sets *half to 0, 'a' or 'p'. */
static bool read_half(str s, char *half)
{
	static const char *const forms[] = {"a", "am", "a.m.", "p", "pm", "p.m."};

	*half = 0;
	for (size_t i = 0; i < COUNT_OF(forms); i++)
		if (str_eq_ascii_case(s, str_of(forms[i])))
			*half = forms[i][0];
	return *half || !s.n;
}

/* "9:30", "930", or an hour alone. */
static bool take_clock(str *s, int *hour, int *minute, bool *hour_alone)
{
	size_t run = 0;

	while (run < s->n && s->p[run] >= '0' && s->p[run] <= '9')
		run++;
	if (run < 1 || run > 4 || !digits(s, run > 2 ? run - 2 : run, hour))
		return false;
	*minute = 0;
	*hour_alone = run <= 2 && !one_of(s, ":", NULL);
	return *hour_alone || digits(s, 2, minute);
}

bool minute_read(str s, int *out)
{
	bool hour_alone;
	int hour, minute;
	char half;

	s = str_trim(s);
	if (!take_clock(&s, &hour, &minute, &hour_alone) || !read_half(str_trim(s), &half))
		return false;
	if (hour_alone && !half)
		return false; /* morning or evening? */
	if (minute > 59 || hour < (half ? 1 : 0) || hour > (half ? 12 : 23))
		return false;
	*out = (half ? hour % 12 + (half == 'p' ? 12 : 0) : hour) * 60 + minute;
	return true;
}

struct minute_text minute_show(int minute)
{
	struct minute_text t = {""};

	if (minute >= 0 && minute < 24 * 60)
		(void)put_clock(t.s, minute);
	return t;
}
