/* ledger.h - the minutes ledger of a center's week: per participant scheduled, offered, delivered and billable minutes, and what the
 * rules say. The board, My week, the overview, the make-up finder and `report hours` all read it here. */
#ifndef CARE_ATTENDANCE_LEDGER_H
#define CARE_ATTENDANCE_LEDGER_H

#include "care/attendance/attendance.h"

struct ledger_person {
	struct ledger_people_row row;
	struct hours_week week;
	struct hours_verdict verdict; /* the one to name first */
	const struct hours_verdict *all; /* every rule that is for them */
	size_t n_all;
};

struct ledger {
	date monday, sunday;
	struct ledger_person *v;
	size_t n;
	size_t n_short; /* who will not reach the hours by coming to everything left */
};

/* The week that starts on `monday`; `clinician` (may be none) limits it to one caseload. Three statements. */
NODISCARD err ledger_load(struct tx *tx, date monday, person_id clinician, struct ledger *out);

/* One at a time, for reports of any size. */
typedef err ledger_fn(void *arg, struct ctx *c, const struct ledger_person *p);
NODISCARD err ledger_each(struct tx *tx, date monday, person_id clinician, ledger_fn *fn, void *arg);

/* Short by the rules. Who joined or left inside the week is not: that is held against nobody. */
bool ledger_is_short(const struct hours_verdict *v);

/* A reason for somebody's short week, recorded by staff. */
NODISCARD err ledger_give_reason(struct wtx *w, const struct chart_proof *may, date monday, enum absence_reason reason, str note);

/* A participant's own week. */
struct my_week {
	struct my_episode_row who;
	struct program_rules rules;
	struct my_sessions_rows sessions;
	struct hours_week week;
	struct hours_verdict verdict;
	const struct my_sessions_row *next; /* the next session that is not over; NULL: none this week or next */
	int64_t week_of, weeks;             /* "Week 5 of 12" of the program */
	struct hours_total total;           /* where a rule counts over more weeks; status NONE otherwise */
	const struct hours_rule *total_rule;
};
/* `day`: any day of the week to show. ERR_NOT_FOUND: none of the participant's stays touches it. */
NODISCARD err ledger_my_week(struct tx *tx, const struct chart_proof *may, date day, struct my_week *out);

/* "I'm running late": the facilitator sees it on the board. Problems: "minutes". ERR_NOT_FOUND: not a session of theirs today. */
NODISCARD err ledger_running_late(struct wtx *w, const struct chart_proof *may, session_id session, int64_t minutes);

#endif
