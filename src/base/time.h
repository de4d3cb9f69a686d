/* time.h - days, instants and the clocks on the walls of centers.
 * instant: UTC milliseconds; what happened, when. date: a day of the civil calendar; what a person means by "Tuesday".
 * minute of day: 0 to 1439, a time on a wall clock. Zero is "none" for instant and date, so a forgotten field is never a real one.
 * Zones are IANA names read from the system's zoneinfo; converting never touches the process's own TZ. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/str.h"

typedef struct instant {
	int64_t ms; /* since 1970-01-01T00:00Z; 0 = none */
} instant;

typedef struct date {
	int32_t day; /* 0001-01-01 is 1; 0 = none */
} date;

enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY }; /* ISO 8601 numbers */

#define MS_PER_MINUTE ((int64_t)60 * 1000)
#define MS_PER_HOUR (60 * MS_PER_MINUTE)
#define MS_PER_DAY (24 * MS_PER_HOUR)

bool date_none(date d);
date date_of(int year, int month, int day); /* none when there is no such day; years 1 to 9999 */
void date_parts(date d, int *year, int *month, int *day); /* zeros for none */
enum weekday date_weekday(date d);
date date_add(date d, int days); /* none stays none, and so does what lies outside years 1 to 9999 */
int date_diff(date later, date earlier); /* days */
int date_cmp(date a, date b);
/* The day the week containing d starts on, when weeks start on `first`. */
date date_week_start(date d, enum weekday first);
/* Whole years from birth to `on`; the 29th of February counts as the 1st of March in common years. */
int date_age(date birth, date on);
bool date_read(str s, date *out); /* YYYY-MM-DD, years 1 to 9999 */
struct date_text {
	char s[11];
};
struct date_text date_show(date d); /* YYYY-MM-DD; "" for none */
/* "23 November 2026", for sentences; "" for none. */
struct date_words {
	char s[32];
};
struct date_words date_words(date d);
extern const char *const date_months[13]; /* [1] is January */

bool instant_none(instant t);
instant instant_now(void); /* the only reading of the clock; requests use ctx->now */
int64_t monotonic_ns(void);
/* The UTC day of an instant and the milliseconds since it began; and back. */
date instant_day(instant t, int *ms_of_day);
instant instant_at(date day, int64_t ms_of_day);
/* RFC 3339 with milliseconds and Z; "" for none. */
struct instant_text {
	char s[28];
};
struct instant_text instant_show(instant t);
bool instant_read(str s, instant *out); /* RFC 3339, any offset; the very start of 1970 reads as none */

struct zone;
/* A zone by its IANA name, loaded once and kept for the life of the process. NULL: no such zone.
 * "UTC" always works. Safe from any thread. */
const struct zone *zone_find(str name);
const char *zone_name(const struct zone *z);
/* The zones of the United States and its territories in the order of the system's zone1970.tab, then "UTC":
 * for the settings screen. */
const char *const *zone_choices(size_t *n);

struct wall {
	date day;
	int minute; /* of the day, 0..1439 */
	int second;
	int offset_s; /* east of UTC */
};
struct wall zone_wall(const struct zone *z, instant t);
date zone_day(const struct zone *z, instant t);
/* The instant at which the wall clock shows day and minute. A time that the clock skips in spring gives the instant
 * the same distance after the jump (02:30 becomes 03:30); a time that comes twice in autumn gives the first. */
instant zone_instant(const struct zone *z, date day, int minute);

/* "HH:MM", 24 hours; also "H:MM am/pm", "9am", "930" as people type it. "9" alone is refused: it could be either. */
bool minute_read(str s, int *out);
struct minute_text {
	char s[6];
};
struct minute_text minute_show(int minute); /* "18:05", the form of <input type=time> */

#endif
