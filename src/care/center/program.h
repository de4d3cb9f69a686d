/* program.h - programs of a center and the tracks people belong to inside of one. Nothing is deleted: programs and tracks have a first
 * and a last day, and the last day can be taken back. Versions, problems and journal as in center.h. */
#ifndef CARE_CENTER_PROGRAM_H
#define CARE_CENTER_PROGRAM_H

#include "care/center/center.h"
#include "program.sql.h"

struct program_details {
	str name, level; /* level of care that an admission starts with: "2.1", "IOP" */
	enum program_type type;
	struct opt_int least_age, most_age;
	int64_t weeks;
	date opened, closed; /* closed: the last day; none: open. Refused while people or tracks reach beyond it */
};
/* A new program answers from the week of its first day to the hours rules its type starts with (program_starts.h). */
NODISCARD err program_add(struct wtx *w, const struct plan_proof *may, const struct program_details *d, program_id *made);
NODISCARD err program_change(struct wtx *w, const struct plan_proof *may, program_id program, const struct program_details *d,
	int64_t seen);

struct track_details {
	str name;
	int64_t seats;
	struct opt_int least_age, most_age; /* narrower than the program's; none: the program's */
	date opened, closed; /* inside the program's days; closed is refused while people or sessions reach beyond it */
};
NODISCARD err track_add(struct wtx *w, const struct plan_proof *may, program_id program, const struct track_details *d, track_id *made);
NODISCARD err track_change(struct wtx *w, const struct plan_proof *may, track_id track, const struct track_details *d, int64_t seen);

#endif
