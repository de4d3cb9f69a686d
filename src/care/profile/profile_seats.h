/* profile_seats.h - inside this folder: seats, the next start and hours of the tracks of programs. */
#ifndef CARE_PROFILE_PROFILE_SEATS_H
#define CARE_PROFILE_PROFILE_SEATS_H

#include "care/profile/profile.h"

#define PROFILE_DAYS_AHEAD 28 /* how far the next start is looked for */

/* When somebody new begins in a program. */
struct profile_start {
	enum start_rule rule;
	int weekday;
};

/* Fills the tracks of these programs of one center, which all have their zone; `only` none: of every program. The days stay empty.
 * Two statements; three when the start of a track is more than a week away. */
NODISCARD err profile_count_seats(struct tx *tx, center_id at, program_id only, struct profile_program *v,
	const struct profile_start *starts, size_t n);

#endif
