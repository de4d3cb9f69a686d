/* show.c - the words for days and times, once; the names of the months stand in base/time.c. */
#include "web/show.h"

static const char *const weekdays[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

struct label show_hours(int64_t minutes)
{
	int64_t h = minutes / 60, m = minutes % 60;

	if (minutes && !h)
		return label_format("%lld min", (long long)m);
	return m ? label_format("%lld h %02lld", (long long)h, (long long)m) : label_format("%lld h", (long long)h);
}

static int hour12(int minute)
{
	int h = minute / 60 % 12;

	return h ? h : 12;
}

static const char *half(int minute)
{
	return minute < 12 * 60 ? "am" : "pm";
}

struct label show_minute(int minute)
{
	return label_format("%d:%02d %s", hour12(minute), minute % 60, half(minute));
}

struct label show_clock(const struct ctx *c, instant t)
{
	return show_minute(zone_wall(c->zone, t).minute);
}

struct label show_span(const struct ctx *c, instant from, instant to)
{
	int a = zone_wall(c->zone, from).minute, b = zone_wall(c->zone, to).minute;

	if (half(a) == half(b))
		return label_format("%d:%02d to %d:%02d %s", hour12(a), a % 60, hour12(b), b % 60, half(b));
	return label_format("%d:%02d %s to %d:%02d %s", hour12(a), a % 60, half(a), hour12(b), b % 60, half(b));
}

struct day_parts {
	int year, month, day;
	const char *weekday, *name;
};

static struct day_parts parts(date d)
{
	struct day_parts p;

	date_parts(d, &p.year, &p.month, &p.day);
	p.weekday = weekdays[date_weekday(d)];
	p.name = date_months[p.month];
	return p;
}

struct label show_day(date d)
{
	struct day_parts p;

	if (date_none(d))
		return (struct label){""};
	p = parts(d);
	return label_format("%s %d %s", p.weekday, p.day, p.name);
}

struct label show_day_year(date d)
{
	return label_format("%s", date_words(d).s);
}

struct label show_day_short(date d)
{
	struct day_parts p;

	if (date_none(d))
		return (struct label){""};
	p = parts(d);
	return label_format("%.3s %d %.3s", p.weekday, p.day, p.name);
}

struct label show_day_tiny(date d)
{
	struct day_parts p;

	if (date_none(d))
		return (struct label){""};
	p = parts(d);
	return label_format("%d %.3s", p.day, p.name);
}

struct label show_moment(const struct ctx *c, instant t)
{
	if (instant_none(t))
		return (struct label){""};
	return label_format("%s, %s", show_day_short(zone_day(c->zone, t)).s, show_clock(c, t).s);
}

struct label show_weekday(int weekday)
{
	return label_format("%s", weekdays[weekday >= MONDAY && weekday <= SUNDAY ? weekday : 0]);
}

struct minute_text show_input_time(const struct ctx *c, instant t)
{
	return instant_none(t) ? (struct minute_text){""} : minute_show(zone_wall(c->zone, t).minute);
}

struct label show_percent(int64_t part, int64_t whole)
{
	int64_t p = whole > 0 ? part * 100 / whole : 0;

	return label_format("%lld%%", (long long)(p > 100 ? 100 : p < 0 ? 0 : p));
}
