/* week_parts.h - what the program weeks of several people are made of: who belongs to which track, the sessions of those tracks, make-ups
 * they accepted, and what was recorded. The database gives the parts; they are put together and added up here, where that costs a
 * fraction of joining, sorting and grouping them in SQL. */
#ifndef CARE_ATTENDANCE_WEEK_PARTS_H
#define CARE_ATTENDANCE_WEEK_PARTS_H

#include "access/access.h"
#include "care/hours/hours.h"

enum week_part_kind { PART_MEMBER = 1, PART_SESSION, PART_MAKE_UP, PART_RECORDED }; /* as in week_parts.sql */

struct week_part {
	enum week_part_kind what;
	episode_id episode; /* none: a session, which is for all members of its track */
	session_id session;
	track_id track;
	date day;    /* a member's first */
	date to_on;  /* a member's last; none: they go on */
	int minutes; /* that the session earns, or that were credited */
	bool cancelled, ahead, billable;
};

/* By kind, then by person (sessions by track), so that everything about one stands together. */
struct week_parts {
	date monday;
	struct week_part *v;
	size_t n;
};

/* Of everybody on a session's board; `only`: of one of them. One statement. */
struct week_parts_board {
	session_id session;
	track_id track;
	date day, monday;
	episode_id only;
};
NODISCARD err week_parts_of_board(struct tx *tx, const struct week_parts_board *of, struct week_parts *out);
/* Of the center's participants, or those of one clinician. One statement. */
NODISCARD err week_parts_of_caseload(struct tx *tx, date monday, person_id clinician, struct week_parts *out);
/* The same from parts in any order. */
void week_parts_sort(struct week_parts *p);

/* Adds up one person's week: `week`'s sums. */
void week_parts_sum(struct arena *a, const struct week_parts *p, episode_id who, struct hours_week *week);

#endif
