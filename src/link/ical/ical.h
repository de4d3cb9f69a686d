/* ical.h - appointments as an iCalendar text (RFC 5545), for the calendar programs of phones and computers.
 * It says when, and nothing else: every event is called "Appointment", without a place, a kind or a name, because calendars are
 * shared, shown on lock screens and read by other programs. Times are on the center's wall clock with its VTIMEZONE, so they
 * stay right across changes to and from daylight-saving time. */
#ifndef LINK_ICAL_ICAL_H
#define LINK_ICAL_ICAL_H

#include "base/ctx.h"

struct ical_event {
	str uid;           /* the same for the life of the appointment */
	const struct zone *zone;
	instant starts, ends;
	instant changed;
	int64_t sequence;  /* how often it changed */
	bool cancelled;
	str link;          /* an address to open; none */
};

/* The whole calendar in the request's arena. The same events give the same text. */
str ical_write(struct ctx *c, const struct ical_event *events, size_t n);

#endif
