/* make_up.h - which sessions could make up for missed hours, best first, and why the others cannot.
 * Pure: the caller brings the sessions of the week and what is known of the person. */
#ifndef CARE_HOURS_MAKE_UP_H
#define CARE_HOURS_MAKE_UP_H

#include "care/hours/group_size.h"

/* A session that might do. Times are on the center's wall clock. */
struct make_up_session {
	int64_t id; /* the caller's; breaks ties, so that the order is always the same */
	int64_t program;
	int64_t track;
	enum program_type type;
	date day;
	int start_minute;
	int end_minute;
	str kind;             /* service kind code */
	int window_min;       /* what coming to all of it earns */
	bool counts;          /* the kind counts toward hours */
	bool cancelled;
	bool begun;
	int seats;
	int taken;            /* people expected, accepted make-ups included */
	enum group_fit group; /* group_size_check with one person more; NONE: not a group */
	int least_age;        /* of the track or program; 0, HOURS_ANY_AGE: no bound */
	int most_age;
};

/* A time when the person is free, every week. */
struct make_up_free {
	enum weekday weekday;
	int from_minute;
	int to_minute;
};

/* A time when the person is expected here anyway. */
struct make_up_busy {
	int64_t session;
	date day;
	int start_minute;
	int end_minute;
};

struct make_up_person {
	int64_t program;
	int64_t track;
	enum program_type type;
	int age;                     /* HOURS_UNSAID: not known */
	str missed_kind;             /* of the session missed; none: whatever */
	int gap_min;                 /* minutes missing (hours_verdict.gap_min or short_min) */
	int gap_days;                /* separate days missing */
	const struct make_up_free *free;
	size_t n_free;               /* 0: nothing is known, and nothing is assumed */
	const struct make_up_busy *busy;
	size_t n_busy;
};

/* Why a session cannot be offered; the first that holds is given. */
#define MAKE_UP_OBSTACLE_TABLE(X) \
	X(MAKE_UP_CANCELLED,   "cancelled",   "Cancelled",                            NULL) \
	X(MAKE_UP_BEGUN,       "begun",       "Has begun",                            NULL) \
	X(MAKE_UP_NOT_COUNTED, "not_counted", "Does not count toward the hours",      NULL) \
	X(MAKE_UP_OWN,         "own",         "Is on the person's own schedule",      NULL) \
	X(MAKE_UP_OTHER_TYPE,  "other_type",  "Is for another type of program",       NULL) \
	X(MAKE_UP_AGE,         "age",         "Is for another age",                   NULL) \
	X(MAKE_UP_FULL,        "full",        "No seat is left",                      NULL) \
	X(MAKE_UP_GROUP_FULL,  "group_full",  "The group may not be larger",          NULL) \
	X(MAKE_UP_CLASH,       "clash",       "Overlaps a session the person is in",  NULL) \
	X(MAKE_UP_NOT_FREE,    "not_free",    "Outside the times the person is free", NULL)
CODE_ENUM(make_up_obstacle, MAKE_UP_OBSTACLE_TABLE, MAKE_UP_OBSTACLE_NONE)

/* What speaks for a session, the weightiest first. */
#define MAKE_UP_REASON_TABLE(X) \
	X(MAKE_UP_IN_FREE_TIME, "in_free_time", "The person is free then",          NULL) \
	X(MAKE_UP_NEW_DAY,      "new_day",      "Adds a separate day",              NULL) \
	X(MAKE_UP_CLOSES_GAP,   "closes_gap",   "Makes up everything that is missing", NULL) \
	X(MAKE_UP_SAME_KIND,    "same_kind",    "Same kind of service",             NULL) \
	X(MAKE_UP_SAME_TRACK,   "same_track",   "Same track",                       NULL) \
	X(MAKE_UP_SAME_PROGRAM, "same_program", "Same program",                     NULL)
CODE_ENUM(make_up_reason, MAKE_UP_REASON_TABLE, MAKE_UP_REASON_NONE)

struct make_up_match {
	const struct make_up_session *session;
	enum make_up_obstacle obstacle; /* NONE: can be offered */
	unsigned reasons;               /* bit 1u << enum make_up_reason */
	int gives_min;                  /* of the missing minutes */
	bool needs_reason;              /* over a group size that may be exceeded when somebody says why */
};

bool make_up_has(const struct make_up_match *m, enum make_up_reason reason);

/* All n sessions, in the arena: first those that can be offered (*usable of them), best first; then the
 * rest, soonest first.
 * Best: the reasons in the order of the table (a new day only while days are missing), then the most
 * minutes, then the soonest. */
struct make_up_match *make_up_rank(struct arena *a, const struct make_up_person *person,
	const struct make_up_session *sessions, size_t n, size_t *usable);

#endif
