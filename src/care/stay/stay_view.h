/* stay_view.h - what the page of a stay shows. */
#ifndef CARE_STAY_STAY_VIEW_H
#define CARE_STAY_STAY_VIEW_H

#include "care/admission/admission_view.h"
#include "care/attendance/attendance_view.h"
#include "care/people/people.h"
#include "care/starting/starting_view.h"
#include "care/stay/stay.h"

struct stay_week_view {
	const struct stay_week *w;
	struct hours_view hours;
};

struct stay_view {
	struct tracks_view tracks; /* heading and memberships */
	struct starting starting;  /* what is to be done before it begins */
	int age;                   /* -1: not known */
	bool teen;                 /* guardians stand first */
	bool change;               /* not for who only broke the glass */
	struct person_relations_rows relations;
	struct levels_of_rows levels;
	struct certifications_of_rows certifications;
	struct hours_certification order;
	const struct hours_rule *order_rule;
	struct free_time_of_rows free;
	struct stay_week_view *weeks;
	size_t n_weeks;
	struct stay_history history;
	struct url earlier, later; /* none: there is nothing there */
};

#endif
