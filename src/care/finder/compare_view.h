/* compare_view.h - the pages of places one knows by now: one facility, up to four side by side, the call sheet. */
#ifndef CARE_FINDER_COMPARE_VIEW_H
#define CARE_FINDER_COMPARE_VIEW_H

#include "care/finder/finder_view.h"

struct facility_view {
	str organization;
	struct finder_asked asked;
	const struct directory_facility *f;
	struct finder_place place;
};

/* Handlers of compare_pages.c. */
NODISCARD err compare_show(struct ctx *c);
NODISCARD err sheet_show(struct ctx *c);

#endif
