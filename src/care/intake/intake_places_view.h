/* intake_places_view.h - places to call elsewhere: choosing them for somebody who is referred on, and the list to print. */
#ifndef CARE_INTAKE_INTAKE_PLACES_VIEW_H
#define CARE_INTAKE_INTAKE_PLACES_VIEW_H

#include "care/finder/finder_view.h"
#include "care/intake/intake_view.h"

struct intake_places_view {
	struct intake_view r;
	struct finder_asked asked;
	struct directory_spot spot; /* kind 0: nowhere to look from */
	struct directory_result *found;
	struct directory_facilities loaded;
	struct form_choices choices; /* the places found */
	struct url here, next;       /* the search as asked; its next page, or none */
};

struct intake_print_view {
	str organization;
	struct places_given_rows rows;
};

#endif
