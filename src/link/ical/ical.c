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

/* The zone's rules under its plain name, once. */
static err add_zone(struct ctx *c, icalcomponent *calendar, const struct zone *zone)
{
	icaltimezone *known = icaltimezone_get_builtin_timezone(zone_name(zone));
	icalcomponent *rules = known ? icaltimezone_get_component(known) : NULL;
	icalproperty *id;

	if (!rules)
		FAIL(c, ERR_IO, "This machine has no calendar data for the time zone %s. Install the package tzdata.", zone_name(zone));
	rules = icalcomponent_new_clone(rules);
	id = icalcomponent_get_first_property(rules, ICAL_TZID_PROPERTY);
	if (id)
		icalproperty_set_tzid(id, zone_name(zone));
	icalcomponent_add_component(calendar, rules);
	return OK;
}

static bool zone_before(const struct ical_event *events, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (events[k].zone == events[i].zone)
			return true;
	return false;
}

static err fill(struct ctx *c, icalcomponent *calendar, const struct ical_event *events, size_t n)
{
	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Porchlight//Calendar//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	add_x(calendar, "X-WR-CALNAME", "Appointments");
	add_x(calendar, "X-PUBLISHED-TTL", "PT1H");
	for (size_t i = 0; i < n; i++)
		if (!zone_before(events, i))
			TRY(add_zone(c, calendar, events[i].zone));
	for (size_t i = 0; i < n; i++)
		icalcomponent_add_component(calendar, event_of(c, &events[i]));
	return OK;
}

err ical_write(struct ctx *c, const struct ical_event *events, size_t n, str *out)
{
	icalcomponent *calendar = icalcomponent_new_vcalendar();
	err e = fill(c, calendar, events, n);

	if (e == OK) {
		char *text = icalcomponent_as_ical_string_r(calendar);

		*out = str_copy(c->arena, str_of(text));
		icalmemory_free_buffer(text);
	}
	icalcomponent_free(calendar);
	return e;
}
