/* profile_desk_view.h - what the screens show on which programs say something of themselves. */
#ifndef CARE_PROFILE_PROFILE_DESK_VIEW_H
#define CARE_PROFILE_PROFILE_DESK_VIEW_H

#include "care/center/structure_view.h"
#include "care/profile/profile_desk.h"

#define PROFILE_CHECK_DAYS 90 /* insurance that nobody checked for so long is worth a call */

struct profile_desk_view {
	struct profile_desk_list_rows rows;
};
struct profile_form_view {
	struct program_get_row program;
	struct profile_get_row f;
	struct form_choices ticks[PROFILE_THERAPY]; /* by enum profile_topic */
	struct form_choices weekdays;
	struct url page, preview; /* the public page; what it would be */
};
struct insurances_view {
	struct program_get_row program;
	struct accepted_list_rows rows;
	str *names; /* who checked each */
	date stale; /* checked before that day: worth a call */
};
struct accepted_view {
	bool new;
	struct program_get_row program;
	struct accepted_get_row a;
};
struct therapies_view {
	struct therapy_list_rows rows;
	str *names;
};
struct therapy_line {
	const struct profile_option *therapy;
	const char *field; /* "since-cbt" */
	bool on;
	struct opt_int since;
};
struct therapy_form_view {
	person_id who;
	str name, mark;
	struct therapy_line *v;
	size_t n;
};

#endif
