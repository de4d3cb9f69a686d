/* consent_words.h - who signs, and where. */
#ifndef CARE_CONSENT_CONSENT_WORDS_H
#define CARE_CONSENT_CONSENT_WORDS_H

#include "base/code.h"

#define SIGNER_TABLE(X) \
	X(SIGNER_SELF,     "self",     "Participant", NULL) \
	X(SIGNER_PARENT,   "parent",   "Parent",      "PRN") \
	X(SIGNER_GUARDIAN, "guardian", "Guardian",    "GUARD")
CODE_ENUM(signer, SIGNER_TABLE, SIGNER_NONE)

#define SIGNING_PLACE_TABLE(X) \
	X(SIGNING_OWN,  "own",  "Signed in as themself",         NULL) \
	X(SIGNING_DESK, "desk", "At the desk, on a staff device", NULL) \
	X(SIGNING_PAPER, "paper", "On paper", NULL)
CODE_ENUM(signing_place, SIGNING_PLACE_TABLE, SIGNING_NONE)

#endif
