/* words.h - the enumerations of the field, each once: C name, code in the database, label on screen, code in FHIR R4.
 * Sources: TEDS-D discharge reasons, FHIR R4 value sets, and the attendance and service words of the trade.
 * A test compares every table with the check in the migrations. */
#ifndef CARE_WORDS_H
#define CARE_WORDS_H

#include "base/code.h"

#define SEX_TABLE(X) \
	X(SEX_FEMALE,  "female",  "Female",  "female") \
	X(SEX_MALE,    "male",    "Male",    "male") \
	X(SEX_OTHER,   "other",   "Other",   "other") \
	X(SEX_UNKNOWN, "unknown", "Not known", "unknown")
CODE_ENUM(sex, SEX_TABLE, SEX_NONE)

#define RELATIONSHIP_TABLE(X) \
	X(RELATIONSHIP_PARENT,      "parent",      "Parent",            "PRN") \
	X(RELATIONSHIP_GUARDIAN,    "guardian",    "Guardian",          "GUARD") \
	X(RELATIONSHIP_SPOUSE,      "spouse",      "Husband or wife",   "SPS") \
	X(RELATIONSHIP_PARTNER,     "partner",     "Partner",           "DOMPART") \
	X(RELATIONSHIP_CHILD,       "child",       "Child",             "CHILD") \
	X(RELATIONSHIP_SIBLING,     "sibling",     "Brother or sister", "SIB") \
	X(RELATIONSHIP_GRANDPARENT, "grandparent", "Grandparent",       "GRPRN") \
	X(RELATIONSHIP_FRIEND,      "friend",      "Friend",            "FRND") \
	X(RELATIONSHIP_EMERGENCY,   "emergency",   "Emergency contact", "C") \
	X(RELATIONSHIP_OTHER,       "other",       "Other",             "O")
CODE_ENUM(relationship, RELATIONSHIP_TABLE, RELATIONSHIP_NONE)

#define PROGRAM_TYPE_TABLE(X) \
	X(PROGRAM_ADDICTION,       "addiction",       "Addiction",                          NULL) \
	X(PROGRAM_MENTAL_HEALTH,   "mental_health",   "Mental health",                      NULL) \
	X(PROGRAM_CO_OCCURRING,    "co_occurring",    "Addiction and mental health",        NULL) \
	X(PROGRAM_TEEN,            "teen",            "Teens",                              NULL) \
	X(PROGRAM_EATING_DISORDER, "eating_disorder", "Eating disorders",                   NULL)
CODE_ENUM(program_type, PROGRAM_TYPE_TABLE, PROGRAM_TYPE_NONE)

/* Which size limit of a group rule applies to a kind of service. */
#define GROUP_LIMIT_TABLE(X) \
	X(GROUP_LIMIT_COUNSELING, "counseling", "Group counseling", NULL) \
	X(GROUP_LIMIT_EDUCATION,  "education",  "Education and skills", NULL) \
	X(GROUP_LIMIT_EXEMPT,     "exempt",     "No limit (multi-family, speakers)", NULL)
CODE_ENUM(group_limit, GROUP_LIMIT_TABLE, GROUP_LIMIT_NONE)

#define MODALITY_TABLE(X) \
	X(MODALITY_IN_PERSON, "in_person", "In person",          NULL) \
	X(MODALITY_VIDEO,     "video",     "By video",           NULL) \
	X(MODALITY_AUDIO,     "audio",     "By phone",           NULL) \
	X(MODALITY_HYBRID,    "hybrid",    "In person or video", NULL)
CODE_ENUM(modality, MODALITY_TABLE, MODALITY_NONE)

#define SESSION_STATUS_TABLE(X) \
	X(SESSION_PLANNED,   "planned",   "Planned",   "booked") \
	X(SESSION_CANCELLED, "cancelled", "Cancelled", "cancelled")
CODE_ENUM(session_status, SESSION_STATUS_TABLE, SESSION_STATUS_NONE)

#define EPISODE_STATUS_TABLE(X) \
	X(EPISODE_ADMITTED,   "admitted",   "In the program", "active") \
	X(EPISODE_ON_HOLD,    "on_hold",    "On leave",       "onhold") \
	X(EPISODE_DISCHARGED, "discharged", "Discharged",     "finished")
CODE_ENUM(episode_status, EPISODE_STATUS_TABLE, EPISODE_STATUS_NONE)

/* TEDS-D REASON 1..7 and unknown. */
#define DISCHARGE_REASON_TABLE(X) \
	X(DISCHARGE_COMPLETED,    "completed",    "Treatment completed",                       "1") \
	X(DISCHARGE_LEFT,         "left",         "Left before completing",                    "2") \
	X(DISCHARGE_TERMINATED,   "terminated",   "Ended by the program",                      "3") \
	X(DISCHARGE_TRANSFERRED,  "transferred",  "Transferred to another program or center",  "4") \
	X(DISCHARGE_INCARCERATED, "incarcerated", "Incarcerated",                              "5") \
	X(DISCHARGE_DIED,         "died",         "Died",                                      "6") \
	X(DISCHARGE_OTHER,        "other",        "Other",                                     "7") \
	X(DISCHARGE_UNKNOWN,      "unknown",      "Not known",                                 "-9")
CODE_ENUM(discharge_reason, DISCHARGE_REASON_TABLE, DISCHARGE_REASON_NONE)

/* What happened to one person in one session. "Expected" is a row somebody opened and cleared again. */
#define ATTENDANCE_TABLE(X) \
	X(ATTENDANCE_PRESENT,    "present",    "Here",        "fulfilled") \
	X(ATTENDANCE_LATE,       "late",       "Late",        "fulfilled") \
	X(ATTENDANCE_LEFT_EARLY, "left_early", "Left early",  "fulfilled") \
	X(ATTENDANCE_EXCUSED,    "excused",    "Excused",     "cancelled") \
	X(ATTENDANCE_ABSENT,     "absent",     "Absent",      "noshow") \
	X(ATTENDANCE_NO_SHOW,    "no_show",    "No show",     "noshow") \
	X(ATTENDANCE_MADE_UP,    "made_up",    "Made up elsewhere", "cancelled") \
	X(ATTENDANCE_EXPECTED,   "expected",   "Expected",    "booked")
CODE_ENUM(attendance, ATTENDANCE_TABLE, ATTENDANCE_NONE)

#define ABSENCE_REASON_TABLE(X) \
	X(ABSENCE_MEDICAL,        "medical",        "Illness or medical visit", NULL) \
	X(ABSENCE_COURT,          "court",          "Court",                    NULL) \
	X(ABSENCE_WORK_SCHOOL,    "work_school",    "Work or school",           NULL) \
	X(ABSENCE_FAMILY,         "family",         "Family",                   NULL) \
	X(ABSENCE_RELIGIOUS,      "religious",      "Religious observance",     NULL) \
	X(ABSENCE_TRANSPORT,      "transport",      "Transport",                NULL) \
	X(ABSENCE_WEATHER,        "weather",        "Weather",                  NULL) \
	X(ABSENCE_PROGRAM_CLOSED, "program_closed", "The program was closed",   NULL) \
	X(ABSENCE_STEP_DOWN,      "step_down",      "Stepping down",            NULL) \
	X(ABSENCE_OTHER,          "other",          "Other",                    NULL)
CODE_ENUM(absence_reason, ABSENCE_REASON_TABLE, ABSENCE_REASON_NONE)

#define OFFER_STATUS_TABLE(X) \
	X(OFFER_OFFERED,   "offered",   "Offered",   "proposed") \
	X(OFFER_ACCEPTED,  "accepted",  "Accepted",  "booked") \
	X(OFFER_DECLINED,  "declined",  "Declined",  "cancelled") \
	X(OFFER_WITHDRAWN, "withdrawn", "Withdrawn", "cancelled")
CODE_ENUM(offer_status, OFFER_STATUS_TABLE, OFFER_STATUS_NONE)

#define FEED_KIND_TABLE(X) \
	X(FEED_CLINICIAN,   "clinician",   "Sessions I lead", NULL) \
	X(FEED_PARTICIPANT, "participant", "My sessions",     NULL)
CODE_ENUM(feed_kind, FEED_KIND_TABLE, FEED_KIND_NONE)

#define MESSAGE_STATE_TABLE(X) \
	X(MESSAGE_WAITING,   "waiting",   "Waiting",           NULL) \
	X(MESSAGE_SENDING,   "sending",   "Being sent",        NULL) \
	X(MESSAGE_SENT,      "sent",      "Sent",              NULL) \
	X(MESSAGE_FAILED,    "failed",    "Could not be sent", NULL) \
	X(MESSAGE_CANCELLED, "cancelled", "Not to be sent",    NULL)
CODE_ENUM(message_state, MESSAGE_STATE_TABLE, MESSAGE_STATE_NONE)

/* One @, a name before it, a host with a dot behind it, no spaces: what can be told without asking a mail server. */
bool looks_like_email(str s);

#endif
