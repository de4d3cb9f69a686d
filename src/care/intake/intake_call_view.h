/* intake_call_view.h - the one screen for a request that comes by phone. */
#ifndef CARE_INTAKE_INTAKE_CALL_VIEW_H
#define CARE_INTAKE_INTAKE_CALL_VIEW_H

#include "care/inquiry/draft.h"
#include "care/intake/intake_view.h"

struct intake_call_view {
	struct draft d;
	struct inquiry_twins twins; /* when it was tried to save */
};

#endif
