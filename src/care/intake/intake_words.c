/* intake_words.c - the tables of intake_words.h as data. */
#include "care/intake/intake_words.h"

CODE_NAMES(contact_channel, CONTACT_CHANNEL_TABLE)
CODE_NAMES(contact_outcome, CONTACT_OUTCOME_TABLE)
CODE_NAMES(subscriber, SUBSCRIBER_TABLE)
CODE_NAMES(known, KNOWN_TABLE)
CODE_NAMES(wait_priority, WAIT_PRIORITY_TABLE)
CODE_NAMES(intake_decision, INTAKE_DECISION_TABLE)
