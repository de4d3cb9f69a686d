/* starting_words.h - what has to be done before a stay begins, how much a program wants it, and what is missing still. */
#ifndef CARE_STARTING_STARTING_WORDS_H
#define CARE_STARTING_STARTING_WORDS_H

#include "base/code.h"

#define STARTING_TASK_TABLE(X) \
	X(STARTING_IDENTITY,    "identity",    "Identity",             NULL) \
	X(STARTING_CONTACTS,    "contacts",    "Contacts",             NULL) \
	X(STARTING_GUARDIANS,   "guardians",   "Parent or guardian",   NULL) \
	X(STARTING_INSURANCE,   "insurance",   "Insurance",            NULL) \
	X(STARTING_CONSENTS,    "consents",    "Consents",             NULL) \
	X(STARTING_ORIENTATION, "orientation", "Orientation",          NULL) \
	X(STARTING_SCHEDULE,    "schedule",    "First schedule",       NULL)
CODE_ENUM(starting_task, STARTING_TASK_TABLE, STARTING_TASK_NONE)
#define STARTING_TASKS (STARTING_SCHEDULE + 1) /* for arrays by task */

#define STARTING_NEED_TABLE(X) \
	X(NEED_OPTIONAL, "optional", "Optional",            NULL) \
	X(NEED_ASKED,    "asked",    "Asked for",           NULL) \
	X(NEED_BLOCKS,   "blocks",   "Needed before the start", NULL)
CODE_ENUM(starting_need, STARTING_NEED_TABLE, NEED_NONE)

/* In order of their tasks; starting.c says which is whose. */
#define STARTING_GAP_TABLE(X) \
	X(GAP_BIRTHDAY,  "birthday",  "birthday",                             NULL) \
	X(GAP_REACH,     "reach",     "phone or address",                     NULL) \
	X(GAP_DOCUMENT,  "document",  "an identity document seen by staff",   NULL) \
	X(GAP_EMERGENCY, "emergency", "somebody to call in an emergency",     NULL) \
	X(GAP_GUARDIAN,  "guardian",  "a parent or guardian",                 NULL) \
	X(GAP_INSURANCE, "insurance", "insurance, or that they pay themselves", NULL) \
	X(GAP_OWN_SIGNATURE, "own_signature", "signature of the participant", NULL) \
	X(GAP_GUARDIAN_SIGNATURE, "guardian_signature", "signature of a parent or guardian", NULL) \
	X(GAP_ORIENTATION, "orientation", "orientation held",                 NULL) \
	X(GAP_TRACK,     "track",     "a track",                              NULL) \
	X(GAP_SESSION,   "session",   "a first session",                      NULL) \
	X(GAP_SHOWN,     "shown",     "first session shown to the participant", NULL)
CODE_ENUM(starting_gap, STARTING_GAP_TABLE, GAP_NONE)

/* What staff or the participant say, where no other record tells it. */
#define MARK_KIND_TABLE(X) \
	X(MARK_LICENSE,      "license",      "Driver's license seen",       NULL) \
	X(MARK_STATE_ID,     "state_id",     "State ID card seen",          NULL) \
	X(MARK_PASSPORT,     "passport",     "Passport seen",               NULL) \
	X(MARK_TRIBAL_ID,    "tribal_id",    "Tribal ID seen",              NULL) \
	X(MARK_SCHOOL_ID,    "school_id",    "School ID seen",              NULL) \
	X(MARK_OTHER_ID,     "other_id",     "Another document seen",       NULL) \
	X(MARK_CHECKED,      "checked",      "Contact data checked by the participant", NULL) \
	X(MARK_NAMES_NOBODY, "names_nobody", "Asked, names nobody",         NULL) \
	X(MARK_ALONE,        "alone",        "May agree to treatment alone", NULL) \
	X(MARK_INSURED,      "insured",      "Insured",                     NULL) \
	X(MARK_SELF_PAY,     "self_pay",     "Pays themselves",             NULL) \
	X(MARK_HELD,         "held",         "Orientation held",            NULL) \
	X(MARK_SHOWN,        "shown",        "First session shown",         NULL)
CODE_ENUM(mark_kind, MARK_KIND_TABLE, MARK_NONE)

#endif
