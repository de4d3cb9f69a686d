/* funnel_words.h - the stages a request for help passes on its way to a first session, in their order. Accepting and putting on a
 * waiting list are one stage: both say that the program is the right one. */
#ifndef CARE_FUNNEL_FUNNEL_WORDS_H
#define CARE_FUNNEL_FUNNEL_WORDS_H

#include "base/code.h"

/* clang-format off */
#define FUNNEL_STAGE_TABLE(X) \
	X(FUNNEL_ASKED,      "asked",           "Asked for help",            NULL) \
	X(FUNNEL_CONTACTED,  "contacted",       "Contacted",                 NULL) \
	X(FUNNEL_PRE_SCREEN, "pre_screen",      "Pre-screen",                NULL) \
	X(FUNNEL_INSURANCE,  "insurance_check", "Insurance check",           NULL) \
	X(FUNNEL_ASSESSMENT, "assessment",      "Assessment booked",         NULL) \
	X(FUNNEL_ACCEPTED,   "accepted",        "Accepted or waiting",       NULL) \
	X(FUNNEL_ADMITTED,   "admitted",        "Admitted",                  NULL) \
	X(FUNNEL_STARTED,    "started",         "Came to a first session",   NULL)
CODE_ENUM(funnel_stage, FUNNEL_STAGE_TABLE, FUNNEL_STAGE_NONE)
#define FUNNEL_STAGES (FUNNEL_STARTED + 1)

/* How long something took, counted from the day somebody asked for help. */
#define FUNNEL_WAIT_TABLE(X) \
	X(FUNNEL_TO_CONTACT,    "first_contact", "To the first contact",  NULL) \
	X(FUNNEL_TO_ASSESSMENT, "assessment",    "To the assessment",     NULL) \
	X(FUNNEL_TO_SESSION,    "first_session", "To the first session",  NULL)
CODE_ENUM(funnel_wait, FUNNEL_WAIT_TABLE, FUNNEL_WAIT_NONE)
#define FUNNEL_WAITS (FUNNEL_TO_SESSION + 1)
/* clang-format on */

#endif
