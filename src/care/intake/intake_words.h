/* intake_words.h - the enumerations of the admissions desk. Who comes first on a waiting list follows 45 CFR 96.131: people who are
 * pregnant and inject drugs, who are pregnant, who inject drugs, then all others; among those it is the center's own judgement.
 * The regulation binds programs with block grant money for substance use; others do well with the same order. */
#ifndef CARE_INTAKE_INTAKE_WORDS_H
#define CARE_INTAKE_INTAKE_WORDS_H

#include "base/code.h"

#define CONTACT_CHANNEL_TABLE(X) \
	X(CHANNEL_PHONE,     "phone",     "Call",         "phone") \
	X(CHANNEL_TEXT,      "text",      "Text message", "sms") \
	X(CHANNEL_EMAIL,     "email",     "Email",        "email") \
	X(CHANNEL_LETTER,    "letter",    "Letter",       NULL) \
	X(CHANNEL_IN_PERSON, "in_person", "In person",    NULL)
CODE_ENUM(contact_channel, CONTACT_CHANNEL_TABLE, CHANNEL_NONE)

#define CONTACT_OUTCOME_TABLE(X) \
	X(OUTCOME_REACHED,      "reached",      "Reached",         NULL) \
	X(OUTCOME_LEFT_MESSAGE, "left_message", "Left a message",  NULL) \
	X(OUTCOME_NO_ANSWER,    "no_answer",    "No answer",       NULL) \
	X(OUTCOME_WRONG_NUMBER, "wrong_number", "Wrong number",    NULL) \
	X(OUTCOME_CALL_AGAIN,   "call_again",   "Asked to be called again", NULL)
CODE_ENUM(contact_outcome, CONTACT_OUTCOME_TABLE, OUTCOME_NONE)

#define SUBSCRIBER_TABLE(X) \
	X(SUBSCRIBER_SELF,   "self",   "Themselves",       "self") \
	X(SUBSCRIBER_SPOUSE, "spouse", "Husband or wife",  "spouse") \
	X(SUBSCRIBER_PARENT, "parent", "A parent",         "child") \
	X(SUBSCRIBER_OTHER,  "other",  "Somebody else",    "other")
CODE_ENUM(subscriber, SUBSCRIBER_TABLE, SUBSCRIBER_NONE)

#define KNOWN_TABLE(X) \
	X(KNOWN_YES,     "yes",     "Yes",        NULL) \
	X(KNOWN_NO,      "no",      "No",         NULL) \
	X(KNOWN_UNKNOWN, "unknown", "Not known yet", NULL)
CODE_ENUM(known, KNOWN_TABLE, KNOWN_NONE)

#define WAIT_PRIORITY_TABLE(X) \
	X(PRIORITY_PREGNANT_INJECTING, "pregnant_injecting", "Pregnant and injects drugs", NULL) \
	X(PRIORITY_PREGNANT,           "pregnant",           "Pregnant",                   NULL) \
	X(PRIORITY_INJECTING,          "injecting",          "Injects drugs",              NULL) \
	X(PRIORITY_FIRST,              "first",              "Cannot wait safely",         NULL) \
	X(PRIORITY_SOON,               "soon",               "Soon",                       NULL) \
	X(PRIORITY_USUAL,              "usual",              "In turn",                    NULL)
CODE_ENUM(wait_priority, WAIT_PRIORITY_TABLE, PRIORITY_NONE)

/* What is decided once somebody is known well enough. */
#define INTAKE_DECISION_TABLE(X) \
	X(DECISION_ACCEPT,  "accept",  "Accept",        NULL) \
	X(DECISION_WAIT,    "wait",    "Waiting list",  NULL) \
	X(DECISION_REFER,   "refer",   "Refer on",      NULL) \
	X(DECISION_DECLINE, "decline", "Decline",       NULL)
CODE_ENUM(intake_decision, INTAKE_DECISION_TABLE, DECISION_NONE)

#endif
