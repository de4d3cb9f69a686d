/* schedule.h - the repeating week of a track and the dated sessions made from it.
 * A week slot says what happens every Tuesday; a session is one Tuesday, always a row of its own, so that moving or cancelling it leaves
 * the rest alone. Times of a slot are on the center's wall clock and stay so across changes to and from daylight-saving time.
 * Two sessions never share a room or a person at one time: each change looks for conflicts inside the transaction that makes it
 * (one writer on SQLite, SERIALIZABLE on PostgreSQL), and names what it found. */
#ifndef CARE_SCHEDULE_SCHEDULE_H
#define CARE_SCHEDULE_SCHEDULE_H

#include "access/access.h"
#include "care/words.h"
#include "schedule.sql.h"

#define SCHEDULE_WEEKS_AHEAD 8 /* how far dated sessions are made in advance, in weeks */
#define SCHEDULE_MOST_BREAKS 6
#define SCHEDULE_MOST_STAFF 6
#define SCHEDULE_LONGEST_CLOSURE 366 /* days */

struct minute_span {
	int start, end; /* minutes of the day */
};

/* What a slot or a session is to be. Read from a form, checked by schedule_check. */
struct session_plan {
	int weekday;     /* slots: enum weekday */
	date day;        /* single sessions */
	int start, end;  /* minutes of the day; -1 = not said */
	struct minute_span breaks[SCHEDULE_MOST_BREAKS];
	size_t n_breaks;
	service_kind_id kind;
	str title;
	room_id room;    /* none: no room (telehealth) */
	int64_t seats;
	enum modality modality;
	str link;        /* https address for video; none */
	person_id staff[SCHEDULE_MOST_STAFF]; /* the first one leads */
	size_t n_staff;
};

/* The plan makes sense by itself: times in order, breaks inside and apart, a room or a link as the modality asks, seats that fit the room.
 * Notes problems by field name ("start", "end", "break-1", "title", "kind", "room", "link", "seats", "staff"). */
NODISCARD err schedule_check(struct tx *tx, const struct session_plan *p);

/* One thing in the way of a plan. */
struct schedule_conflict {
	bool room;      /* else a person */
	str who;        /* the room's or the person's name */
	str title;      /* the other session */
	str center;     /* where it is, when at another center */
	date day;
	instant starts, ends;
	session_id session; /* none: an appointment */
};
struct schedule_conflicts {
	struct schedule_conflict *v;
	size_t n;
};

/* What stands in the way of `p` on `day`, leaving out the session `except` (may be none) and every session of slot `but_slot`. */
NODISCARD err schedule_conflicts_on(struct tx *tx, const struct session_plan *p, date day, session_id except, week_slot_id but_slot,
	struct schedule_conflicts *out);

/* Add a slot to a track from a day on and make its sessions. ERR_CONFLICT: *in_the_way names the sessions; nothing was written. */
NODISCARD err schedule_add_slot(struct wtx *w, const struct plan_proof *may, track_id track, const struct session_plan *p, date from,
	week_slot_id *made, struct schedule_conflicts *in_the_way);
/* Change a slot from `from` on ("this and following"): the old one ends the day before, a new one begins. Sessions from that day on
 * follow, those that were moved one by one too. Those with something recorded keep their rows; what has begun stays as it was, and
 * what was cancelled stays cancelled unless the weekday changes. */
NODISCARD err schedule_change_slot(struct wtx *w, const struct plan_proof *may, week_slot_id slot, const struct session_plan *p, date from,
	int64_t seen_version, week_slot_id *made, struct schedule_conflicts *in_the_way);
/* End a slot: no sessions from `from` on. Sessions with something recorded are cancelled with the reason, the others are taken away;
 * what has begun stays. */
NODISCARD err schedule_end_slot(struct wtx *w, const struct plan_proof *may, week_slot_id slot, date from,
                                str reason, int64_t seen_version);

/* One session alone. Once somebody's time in it is recorded its times and kind stay (problem on "start") and it cannot be cancelled
 * (problem on "reason"), because the minutes people were credited came from them. */
NODISCARD err schedule_change_session(struct wtx *w, const struct plan_proof *may, session_id session, const struct session_plan *p,
	int64_t seen_version, struct schedule_conflicts *in_the_way);
NODISCARD err schedule_cancel_session(struct wtx *w, const struct plan_proof *may, session_id session, str reason, int64_t seen_version);
/* Undo a cancellation, if room and people are still free. */
NODISCARD err schedule_restore_session(struct wtx *w, const struct plan_proof *may, session_id session, int64_t seen_version,
	struct schedule_conflicts *in_the_way);
/* A session outside the repeating week (a single workshop, a replacement). */
NODISCARD err schedule_add_session(struct wtx *w, const struct plan_proof *may, track_id track,
                                   const struct session_plan *p, session_id *made,
	struct schedule_conflicts *in_the_way);

/* Make the dated sessions of every open slot of the center up to `until`, skipping closures; the ones that exist stay as they are.
 * A session that would collide is left out and counted. Safe to repeat. */
struct schedule_made {
	int64_t made, closed, collided;
};
NODISCARD err schedule_make_sessions(struct wtx *w, date from, date until, struct schedule_made *out);

/* Notes problems on "from", "to", "name"; a last day that is none becomes the first. */
NODISCARD err schedule_closure_check(struct ctx *c, date from, date *to, str name);
/* A closure cancels the planned sessions inside it (named in the reason) and keeps new ones from being made. Sessions in which
 * somebody's time is recorded took place, and stay. sessions_planned_between names what it would cancel. */
NODISCARD err schedule_close(struct wtx *w, const struct plan_proof *may, date from, date to, str name,
                             closure_id *made, int64_t *cancelled);
/* Taking a closure back restores the sessions it cancelled where nothing is in the way and no other closure covers the day. */
NODISCARD err schedule_reopen(struct wtx *w, const struct plan_proof *may, closure_id closure, int64_t *restored);

#endif
