/* attendance.h - who came to a session, for how long, and which hours that makes.
 * Hours rules: packs/hours/, explained in docs/rules/hours.md. Which rule applies is read from the program as of the first day of
 * the program week, so that a rule that changes later leaves this week as it was.
 * Minutes are whole minutes inside the session's own window, breaks excluded. */
#ifndef CARE_ATTENDANCE_ATTENDANCE_H
#define CARE_ATTENDANCE_ATTENDANCE_H

#include "access/access.h"
#include "attendance.sql.h"
#include "care/hours/hours.h"
#include "care/words.h"
#include "ledger.sql.h"

/* The rules one program answers to in one week. */
struct program_rules {
	date monday, sunday; /* the program week, first and last day */
	const struct hours_rule **v;
	size_t n;
	struct hours_credit_rule credit; /* late and partial attendance: the strictest that any of them states */
};
/* As of the week that starts on `monday`. ERR_IO when the program names a rule that this binary does not carry; the sentence names it. */
NODISCARD err attendance_rules(struct tx *tx, program_id program, date monday, struct program_rules *out);
/* The same from rows that were read before, for who looks at many weeks. */
NODISCARD err attendance_rules_of(struct ctx *c, const struct program_rules_on_row *rows, size_t n, date monday,
	struct program_rules *out);

/* The first day of the program week that contains `day`, by the organization's setting. */
NODISCARD err attendance_week_start(struct tx *tx, date day, date *out);

/* The verdict to name first for somebody's week; all zero when no rule is for them. `week` is filled but for start and today. */
struct hours_verdict attendance_judge(struct ctx *c, const struct program_rules *rules, date birth, struct hours_week *week);

struct board_person {
	struct board_rows_row row;
	struct hours_week week;
	struct hours_verdict verdict;
	str not_ready; /* tasks that their program needs before the start and that are open: "Identity, Consents"; none: nothing is */
};

struct board {
	struct board_head_row head;
	struct program_rules rules;
	struct board_person *people;
	size_t n;
	bool after_day; /* changes are corrections and need a reason */
};
/* A session's heading, and with it the right to its board. */
NODISCARD err attendance_open(struct tx *tx, session_id session, struct board_head_row *head, const struct roster_proof **may);
/* Everything the board shows; three statements and the rules', whatever the group's size. */
NODISCARD err attendance_board(struct tx *tx, const struct roster_proof *may, struct board *out);
/* The board under a heading that the request has read already. `only`: one row, for the answer to a save. */
NODISCARD err attendance_board_under(struct tx *tx, const struct roster_proof *may, const struct board_head_row *head, episode_id only,
	struct board *out);

/* What somebody says happened. Times are of the session's day; none means "not said". */
struct attendance_change {
	episode_id episode;
	enum attendance status;
	enum absence_reason reason;
	bool remote;
	instant arrived, left;
	str note;
	int64_t seen_version; /* of the row that was on screen; 0: there was none */
	str correction;       /* why, when the day is over */
};

/* Record it. Arrival and departure that were not said are filled: a person marked here is taken as there from the start (from now, when
 * the session is running and the rule's late limit has passed) to the end. Here, late and left early follow from the times by the rule.
 * ERR_CONFLICT  somebody changed the row since it was seen; nothing is written; board_row_now has their state.
 * ERR_INVALID   problems "status", "arrived", "left", "reason", "correction" say what is missing.
 * ERR_NOT_FOUND the person is not on this session's roster.
 * Writes one journal row, and one correction row when the session's day is over and something was recorded before. */
NODISCARD err attendance_record(struct wtx *w, const struct roster_proof *may, const struct attendance_change *in);

#endif
