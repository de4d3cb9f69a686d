/* pre_screen_view.h - what the pages of the pre-screen show. */
#ifndef CARE_INTAKE_PRE_SCREEN_VIEW_H
#define CARE_INTAKE_PRE_SCREEN_VIEW_H

#include "care/form/form_fill_view.h"
#include "care/intake/pre_screen.h"
#include "web/show.h"
#include "web/urls.h"

struct pre_screen_view {
	struct inquiry_get_row i;
	str name; /* of whom it is about, or "Somebody" */
	struct form_filled f;
	bool again; /* another one, beside one that is complete */
	struct url at;
	/* one part */
	struct form_fill fill;
	size_t part, parts; /* "Part 2 of 8"; parts that ask nothing are not counted */
	/* looking over */
	struct form_review review;
	size_t missing;
	struct url go_on; /* the first part that lacks an answer; none: nothing is missing */
};

#endif
