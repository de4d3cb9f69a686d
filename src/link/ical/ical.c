/* ical.c - events to text by libical. */
#include "link/ical/ical.h"

#include <libical/ical.h>

/* A property with the zone that its local time is meant in. */
static void add_local(icalcomponent *event, icalproperty *p, const char *tzid)
{
	icalproperty_add_parameter(p, icalparameter_new_tzid(tzid));
	icalcomponent_add_property(event, p);
}

static struct icaltimetype local_time(const struct zone *zone, instant at)
{
	struct wall w = zone_wall(zone, at);
	struct icaltimetype t = icaltime_null_time();

	date_parts(w.day, &t.year, &t.month, &t.day);
	t.hour = w.minute / 60;
	t.minute = w.minute % 60;
	t.second = w.second;
	return t;
}

static struct icaltimetype utc_time(instant at)
{
	return icaltime_from_timet_with_zone((time_t)(at.ms / 1000), 0, icaltimezone_get_utc_timezone());
}

static icalcomponent *event_of(struct ctx *c, const struct ical_event *e)
{
	icalcomponent *event = icalcomponent_new_vevent();
	const char *tzid = zone_name(e->zone);

	icalcomponent_add_property(event, icalproperty_new_uid(str_z(c->arena, e->uid)));
	icalcomponent_add_property(event, icalproperty_new_dtstamp(utc_time(e->changed)));
	icalcomponent_add_property(event, icalproperty_new_lastmodified(utc_time(e->changed)));
	icalcomponent_add_property(event, icalproperty_new_sequence((int)e->sequence));
	add_local(event, icalproperty_new_dtstart(local_time(e->zone, e->starts)), tzid);
	add_local(event, icalproperty_new_dtend(local_time(e->zone, e->ends)), tzid);
	icalcomponent_add_property(event, icalproperty_new_summary("Appointment"));
	icalcomponent_add_property(event, icalproperty_new_status(e->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	icalcomponent_add_property(event, icalproperty_new_transp(e->cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
	icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	if (e->link.n)
		icalcomponent_add_property(event, icalproperty_new_url(str_z(c->arena, e->link)));
	return event;
}

static void add_x(icalcomponent *calendar, const char *name, const char *value)
{
	icalproperty *p = icalproperty_new_x(value);

	icalproperty_set_x_name(p, name);
	icalcomponent_add_property(calendar, p);
}

/* ---- zones ------------------------------------------------------------------------------------------------------------- */

/* Each change of the clocks is written out: the years around the appointments, without a rule that a simple reader could trip over. */
#define RULES_BEFORE (366 * MS_PER_DAY)
#define RULES_AFTER (62 * MS_PER_DAY)

static int offset_at(const struct zone *zone, int64_t ms)
{
	return zone_wall(zone, (instant){ms}).offset_s;
}

/* From `ms` on the clocks stand `to` seconds east of UTC; before, `from`. */
static void add_observance(icalcomponent *rules, int64_t ms, int from, int to)
{
	icalcomponent *half = to > from ? icalcomponent_new_xdaylight() : icalcomponent_new_xstandard();
	struct icaltimetype local = utc_time((instant){ms + from * (int64_t)1000});

	local.zone = NULL; /* shown as the clock on the wall, which had not changed yet */
	icalcomponent_add_property(half, icalproperty_new_dtstart(local));
	icalcomponent_add_property(half, icalproperty_new_tzoffsetfrom(from));
	icalcomponent_add_property(half, icalproperty_new_tzoffsetto(to));
	icalcomponent_add_component(rules, half);
}

/* The first minute of (ms, ms + a day] with another offset than `ms`. */
static int64_t change_after(const struct zone *zone, int64_t ms)
{
	int64_t low = 0, high = MS_PER_DAY / MS_PER_MINUTE;

	while (high - low > 1) {
		int64_t middle = (low + high) / 2;

		if (offset_at(zone, ms + middle * MS_PER_MINUTE) == offset_at(zone, ms))
			low = middle;
		else
			high = middle;
	}
	return ms + high * MS_PER_MINUTE;
}

static void add_zone(icalcomponent *calendar, const struct zone *zone, const struct ical_event *events, size_t n)
{
	icalcomponent *rules = icalcomponent_new_vtimezone();
	int64_t first = events[0].starts.ms, last = first;

	for (size_t i = 0; i < n; i++) {
		first = events[i].starts.ms < first ? events[i].starts.ms : first;
		last = events[i].ends.ms > last ? events[i].ends.ms : last;
	}
	first -= first % MS_PER_DAY + RULES_BEFORE;
	icalcomponent_add_property(rules, icalproperty_new_tzid(zone_name(zone)));
	add_observance(rules, first, offset_at(zone, first), offset_at(zone, first));
	for (int64_t at = first; at < last + RULES_AFTER; at += MS_PER_DAY)
		if (offset_at(zone, at) != offset_at(zone, at + MS_PER_DAY))
			add_observance(rules, change_after(zone, at), offset_at(zone, at), offset_at(zone, at + MS_PER_DAY));
	icalcomponent_add_component(calendar, rules);
}

static bool zone_before(const struct ical_event *events, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (events[k].zone == events[i].zone)
			return true;
	return false;
}

str ical_write(struct ctx *c, const struct ical_event *events, size_t n)
{
	icalcomponent *calendar = icalcomponent_new_vcalendar();
	char *text;
	str out;

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Porchlight//Calendar//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	add_x(calendar, "X-WR-CALNAME", "Appointments");
	add_x(calendar, "X-PUBLISHED-TTL", "PT1H");
	for (size_t i = 0; i < n; i++)
		if (!zone_before(events, i))
			add_zone(calendar, events[i].zone, events, n);
	for (size_t i = 0; i < n; i++)
		icalcomponent_add_component(calendar, event_of(c, &events[i]));
	text = icalcomponent_as_ical_string_r(calendar);
	out = str_copy(c->arena, str_of(text));
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
	return out;
}
