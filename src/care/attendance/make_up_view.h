/* make_up_view.h - what the make-up finder shows. */
#ifndef CARE_ATTENDANCE_MAKE_UP_VIEW_H
#define CARE_ATTENDANCE_MAKE_UP_VIEW_H

#include "care/attendance/make_up.h"
#include "care/attendance/week_view.h"

struct make_up_view {
	struct make_up_finder finder;
	struct short_view *people; /* as finder.v */
	struct url here, before, after;
	bool ahead; /* a week that has not begun */
};

#endif
