/* profile_words.h - the small lists a profile is made of. The long ones (conditions, groups, languages ...) are data: packs/profile. */
#ifndef CARE_PROFILE_PROFILE_WORDS_H
#define CARE_PROFILE_PROFILE_WORDS_H

#include "base/code.h"

/* What a program ticks, and what its therapists are trained in. */
/*        id                 code         label                             - */
#define PROFILE_TOPIC_TABLE(X) \
	X(PROFILE_CONDITION, "condition", "Conditions you treat", NULL) \
	X(PROFILE_GROUP, "group", "People you have groups or a program for", NULL) \
	X(PROFILE_LANGUAGE, "language", "Languages beside English", NULL) \
	X(PROFILE_APPROACH, "approach", "Approaches", NULL) \
	X(PROFILE_PAYS, "pays", "Other ways to pay", NULL) \
	X(PROFILE_WITH, "with", "You also offer", NULL) \
	X(PROFILE_THERAPY, "therapy", "Therapies", NULL) /* of the staff, not of the program */
CODE_ENUM(profile_topic, PROFILE_TOPIC_TABLE, PROFILE_TOPIC_NONE)

/* On which of a track's sessions somebody new begins. */
#define START_RULE_TABLE(X) \
	X(START_SESSION, "session", "At any session", NULL) \
	X(START_WEEKDAY, "weekday", "On one weekday", NULL) \
	X(START_AGREED, "agreed", "On a day agreed with them", NULL)
CODE_ENUM(start_rule, START_RULE_TABLE, START_RULE_NONE)

#define PLAN_KIND_TABLE(X) \
	X(PLAN_MEDICAID, "medicaid", "Medicaid", NULL) \
	X(PLAN_MEDICARE, "medicare", "Medicare", NULL) \
	X(PLAN_PRIVATE, "private", "Private health insurance", NULL) \
	X(PLAN_MILITARY, "military", "Military insurance (TRICARE)", NULL) \
	X(PLAN_STATE, "state", "State insurance other than Medicaid", NULL)
CODE_ENUM(plan_kind, PLAN_KIND_TABLE, PLAN_KIND_NONE)

#endif
