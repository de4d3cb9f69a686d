/* tzif.h - one time zone file (RFC 8536), read into memory: when the offset from UTC changes, and the rule for the
 * years after the last change on record. Bytes from anywhere are safe to read. Used by zone.c only. */
#ifndef BASE_TZIF_H
#define BASE_TZIF_H

#include "base/str.h"

/* A day of each year: "M3.2.0" is the second Sunday of March, "J60" day 60 without leap days, "59" day 60 with them. */
struct tzif_day {
	enum { TZIF_MONTH, TZIF_JULIAN, TZIF_DAY } kind;
	int month;
	int week;
	int day;
	int at_s; /* local seconds after midnight, may be negative or more than a day */
};

struct tzif_change {
	int64_t at; /* UTC seconds */
	int32_t offset_s;
};

struct tzif {
	struct tzif_change *changes; /* in order of time */
	size_t n;
	int32_t first_s;  /* offset before the first change */
	bool has_rule;    /* after the last change the footer's rule holds: */
	bool has_summer;
	int32_t winter_s; /* standard time's offset, east of UTC */
	int32_t summer_s;
	struct tzif_day summer_starts, summer_ends;
};

/* False: not a time zone file of version 2 or later, damaged, or with leap seconds counted. */
NODISCARD bool tzif_read(struct tzif *z, bytes file);
/* The footer alone, as in "EST5EDT,M3.2.0,M11.1.0". */
NODISCARD bool tzif_rule(struct tzif *z, str rule);
void tzif_free(struct tzif *z);
/* Seconds east of UTC at a moment in UTC seconds. */
int32_t tzif_offset(const struct tzif *z, int64_t at);

#endif
