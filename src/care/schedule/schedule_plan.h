/* schedule_plan.h - what the files of this folder share: a plan turned into rows. Not for other features. */
#ifndef CARE_SCHEDULE_SCHEDULE_PLAN_H
#define CARE_SCHEDULE_SCHEDULE_PLAN_H

#include "base/id.h"
#include "care/schedule/schedule.h"

struct plan_times {
	instant starts, ends;
};
/* A plan's times on one day, on the center's wall clock. */
struct plan_times schedule_times(struct ctx *c, const struct session_plan *p, date day);
/* The part of schedule_check that an appointment shares; the caller ends the problems. */
NODISCARD err schedule_check_time_and_place(struct tx *tx, const struct session_plan *p);
/* Minutes that count: end less start, breaks excluded; 0 when the kind does not count. */
int schedule_counted_minutes(const struct session_plan *p, bool counts);

/* A plan as it stands in a slot, or in a session. */
NODISCARD err schedule_plan_of_slot(struct tx *tx, const struct slot_get_row *slot, struct session_plan *out);
NODISCARD err schedule_plan_of_session(struct tx *tx, const struct session_get_row *s, struct session_plan *out);

/* Write a new session with its breaks and facilitators. slot none: it stands alone. */
NODISCARD err schedule_put_session(struct wtx *w, track_id track, week_slot_id slot,
                                   const struct session_plan *p, date day, session_id *made);
/* Write breaks and facilitators of a session. */
NODISCARD err schedule_put_parts(struct wtx *w, session_id session, const struct session_plan *p, date day);
/* Bring an existing session to a plan on a day. ERR_CONFLICT: somebody changed it since it was seen. */
NODISCARD err schedule_set_session(struct wtx *w, const struct session_get_row *s, week_slot_id slot, date slot_day,
	const struct session_plan *p, date day);
/* One journal row about the schedule: which field of what went from one value to another. Values may be none. */
NODISCARD err schedule_journal(struct wtx *w, const char *kind, int64_t id, str reason, const char *field, str before, str after);
/* A track that takes sessions. Problem on "track" when it is closed. */
NODISCARD err schedule_track_open(struct tx *tx, track_id track);
/* ERR_INVALID, with a problem on `field`, when somebody's time in the session is recorded: it must not change under them. */
NODISCARD err schedule_not_held(struct tx *tx, session_id session, const char *field);
/* "Somebody else changed this ..." */
NODISCARD err schedule_changed_meanwhile(struct ctx *c);

#endif
