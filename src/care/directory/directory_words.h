/* directory_words.h - the words the directory is kept in. */
#ifndef CARE_DIRECTORY_DIRECTORY_WORDS_H
#define CARE_DIRECTORY_DIRECTORY_WORDS_H

#include "base/code.h"

/* Where rows come from. A new edition of a source replaces its old one. */
#define DIRECTORY_SOURCE_TABLE(X) \
	X(DIRECTORY_SAMHSA_MH, "samhsa_mh", "SAMHSA directory of mental health treatment facilities", NULL) \
	X(DIRECTORY_SAMHSA_SU, "samhsa_su", "SAMHSA directory of substance use treatment facilities", NULL) \
	X(DIRECTORY_FINDTREATMENT, "findtreatment", "FindTreatment.gov", NULL)
CODE_ENUM(directory_source, DIRECTORY_SOURCE_TABLE, DIRECTORY_SOURCE_NONE)

/* Which of the two code references a row is written in. One code may mean different things in the two. */
#define DIRECTORY_LIST_TABLE(X) \
	X(DIRECTORY_MENTAL_HEALTH, "mental_health", "Mental health", NULL) \
	X(DIRECTORY_SUBSTANCE_USE, "substance_use", "Substance use", NULL)
CODE_ENUM(directory_list, DIRECTORY_LIST_TABLE, DIRECTORY_LIST_NONE)

/* How well it is known where a facility stands. */
#define DIRECTORY_PLACE_TABLE(X) \
	X(DIRECTORY_PLACE_EXACT, "exact", "Its address", NULL) \
	X(DIRECTORY_PLACE_ZIP, "zip", "The middle of its ZIP", NULL) \
	X(DIRECTORY_PLACE_CITY, "city", "The middle of its city", NULL)
CODE_ENUM(directory_place, DIRECTORY_PLACE_TABLE, DIRECTORY_PLACE_NONE)

#endif
