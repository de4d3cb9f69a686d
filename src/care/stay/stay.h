/* stay.h - one participant's stay looked at as a whole: every program week against the rules of that week, what was recorded and
 * corrected, and when the next certification is due. What it says of a week is what the ledger says of it. */
#ifndef CARE_STAY_STAY_H
#define CARE_STAY_STAY_H

#include "care/admission/admission.h"
#include "care/attendance/attendance.h"
#include "stay.sql.h"

struct stay_week {
	int64_t number; /* 1: the week of admission */
	struct hours_week week;
	struct hours_verdict verdict; /* the one to name first */
	enum absence_reason reason;   /* given by staff for a short week */
	str note;
};
struct stay_weeks {
	struct stay_week *v; /* newest first */
	size_t n;
};
/* Every week from admission to discharge or today; five statements, however long the stay. */
NODISCARD err stay_weeks(struct tx *tx, const struct chart_proof *may, struct stay_weeks *out);

struct stay_session {
	const struct stay_attendance_row *row;
	const struct stay_corrections_row *corrections;
	size_t n_corrections;
};
struct stay_history {
	date from, to;
	struct stay_session *v; /* newest first */
	size_t n;
};
/* What was recorded in the two weeks that end with `to`. Two statements. */
#define STAY_HISTORY_DAYS 14
NODISCARD err stay_history(struct tx *tx, const struct chart_proof *may, date to, struct stay_history *out);

/* Where the stay stands with the physician's word, by the strictest of the program's rules of this week that ask for one;
 * status NONE: none does. Due within STAY_DUE_DAYS days is said. */
#define STAY_DUE_DAYS 10
NODISCARD err stay_certification(struct tx *tx, const struct chart_proof *may, struct hours_certification *out,
	const struct hours_rule **rule);

#endif
