/* inquiry_words.h - what a request for help can be, and how far it has come. Sources: TEDS PSOURCE (who sent somebody) and PRIMPAY
 * (who pays), in the fourth column; the steps are those every admissions desk takes. */
#ifndef CARE_INQUIRY_INQUIRY_WORDS_H
#define CARE_INQUIRY_INQUIRY_WORDS_H

#include "base/code.h"

#define INQUIRY_KIND_TABLE(X) \
	X(INQUIRY_SELF,         "self",         "For myself",             NULL) \
	X(INQUIRY_OTHER,        "other",        "For someone I care about", NULL) \
	X(INQUIRY_PROFESSIONAL, "professional", "As a professional",      NULL)
CODE_ENUM(inquiry_kind, INQUIRY_KIND_TABLE, INQUIRY_KIND_NONE)

#define INQUIRY_STATUS_TABLE(X) \
	X(INQUIRY_NEW,               "new",               "New",                     NULL) \
	X(INQUIRY_CONTACTED,         "contacted",         "Contacted",               NULL) \
	X(INQUIRY_PRE_SCREEN,        "pre_screen",        "Pre-screen",              NULL) \
	X(INQUIRY_INSURANCE_CHECK,   "insurance_check",   "Insurance check",         NULL) \
	X(INQUIRY_ASSESSMENT_BOOKED, "assessment_booked", "Assessment booked",       NULL) \
	X(INQUIRY_ACCEPTED,          "accepted",          "Accepted",                NULL) \
	X(INQUIRY_WAITING_LIST,      "waiting_list",      "Waiting list",            NULL) \
	X(INQUIRY_ADMITTED,          "admitted",          "Admitted",                NULL) \
	X(INQUIRY_REFERRED_ON,       "referred_on",       "Referred on",             NULL) \
	X(INQUIRY_CLOSED,            "closed",            "Closed",                  NULL)
CODE_ENUM(inquiry_status, INQUIRY_STATUS_TABLE, INQUIRY_STATUS_NONE)

/* Why a request was closed. */
#define INQUIRY_END_TABLE(X) \
	X(INQUIRY_END_NO_ANSWER,    "no_answer",    "Could not be reached",          NULL) \
	X(INQUIRY_END_CHANGED_MIND, "changed_mind", "Does not want this now",        NULL) \
	X(INQUIRY_END_ELSEWHERE,    "elsewhere",    "Found help elsewhere",          NULL) \
	X(INQUIRY_END_OTHER_CARE,   "other_care",   "Needs another kind of care",    NULL) \
	X(INQUIRY_END_CANNOT_PAY,   "cannot_pay",   "Insurance or cost",             NULL) \
	X(INQUIRY_END_NO_SEAT,      "no_seat",      "No seat in time",               NULL) \
	X(INQUIRY_END_DUPLICATE,    "duplicate",    "The same request is here twice", NULL) \
	X(INQUIRY_END_NOT_REAL,     "not_real",     "Not a real request",            NULL) \
	X(INQUIRY_END_OTHER,        "other",        "Another reason",                NULL)
CODE_ENUM(inquiry_end, INQUIRY_END_TABLE, INQUIRY_END_NONE)

/* What makes a request doubtful. It is kept and shown like any other, with this beside it. */
#define INQUIRY_DOUBT_TABLE(X) \
	X(INQUIRY_DOUBT_TRAP,     "trap",     "A field that people do not see was filled in", NULL) \
	X(INQUIRY_DOUBT_FAST,     "fast",     "Filled in faster than people read",            NULL) \
	X(INQUIRY_DOUBT_MANY,     "many",     "Many requests came from the same address",     NULL) \
	X(INQUIRY_DOUBT_REPEATED, "repeated", "The same words came before",                   NULL)
CODE_ENUM(inquiry_doubt, INQUIRY_DOUBT_TABLE, INQUIRY_DOUBT_NONE)

#define INQUIRY_URGENCY_TABLE(X) \
	X(URGENCY_DAY,     "day",     "Within a day",  "stat") \
	X(URGENCY_WEEK,    "week",    "This week",     "urgent") \
	X(URGENCY_ROUTINE, "routine", "No hurry",      "routine")
CODE_ENUM(inquiry_urgency, INQUIRY_URGENCY_TABLE, URGENCY_NONE)

#define REFERRAL_SOURCE_TABLE(X) \
	X(SOURCE_SELF,           "self",           "I found you myself",                          "1") \
	X(SOURCE_FAMILY_FRIEND,  "family_friend",  "Family or a friend",                          "1") \
	X(SOURCE_ADDICTION_CARE, "addiction_care", "An alcohol or drug treatment service",        "2") \
	X(SOURCE_HEALTH_CARE,    "health_care",    "A doctor, therapist, hospital or other health service", "3") \
	X(SOURCE_CRISIS,         "crisis",         "A crisis line or crisis team",                "3") \
	X(SOURCE_SCHOOL,         "school",         "A school or college",                         "4") \
	X(SOURCE_EMPLOYER,       "employer",       "An employer or employee assistance program",  "5") \
	X(SOURCE_COMMUNITY,      "community",      "A community, faith or social service",        "6") \
	X(SOURCE_COURT,          "court",          "A court, probation or lawyer",                "7")
CODE_ENUM(referral_source, REFERRAL_SOURCE_TABLE, REFERRAL_SOURCE_NONE)

#define CONTACT_WAY_TABLE(X) \
	X(CONTACT_PHONE, "phone", "Call",         "phone") \
	X(CONTACT_TEXT,  "text",  "Text message", "sms") \
	X(CONTACT_EMAIL, "email", "Email",        "email")
CODE_ENUM(contact_way, CONTACT_WAY_TABLE, CONTACT_WAY_NONE)

#define INQUIRY_PAYER_TABLE(X) \
	X(PAYER_PRIVATE,   "private",   "Insurance through work, school or bought",    "2") \
	X(PAYER_MEDICAID,  "medicaid",  "Medicaid or CHIP",                            "4") \
	X(PAYER_MEDICARE,  "medicare",  "Medicare",                                    "3") \
	X(PAYER_MILITARY,  "military",  "VA or TRICARE",                               "5") \
	X(PAYER_SELF_PAY,  "self_pay",  "Without insurance",                           "1") \
	X(PAYER_NEED_HELP, "need_help", "Not sure, or help with paying is needed",     "7")
CODE_ENUM(inquiry_payer, INQUIRY_PAYER_TABLE, INQUIRY_PAYER_NONE)

#define FILE_TYPE_TABLE(X) \
	X(FILE_PDF,  "pdf",  "PDF",  "application/pdf") \
	X(FILE_JPEG, "jpeg", "JPEG", "image/jpeg") \
	X(FILE_PNG,  "png",  "PNG",  "image/png")
CODE_ENUM(file_type, FILE_TYPE_TABLE, FILE_TYPE_NONE)

/* The same types of program, in the words of somebody who asks; or none of them yet. */
#define ASK_HELP_TABLE(X) \
	X(ASK_HELP_ADDICTION,       "addiction",       "Alcohol, drugs or another addiction",     NULL) \
	X(ASK_HELP_MENTAL_HEALTH,   "mental_health",   "Mental health, like mood, fear or trauma", NULL) \
	X(ASK_HELP_CO_OCCURRING,    "co_occurring",    "Both of these together",                  NULL) \
	X(ASK_HELP_TEEN,            "teen",            "A teenager's mental health or substance use", NULL) \
	X(ASK_HELP_EATING_DISORDER, "eating_disorder", "Eating and body image",                   NULL) \
	X(ASK_HELP_UNSURE,          "unsure",          "Not sure yet",                            NULL)
CODE_ENUM(ask_help, ASK_HELP_TABLE, ASK_HELP_NONE)

#define YES_NO_TABLE(X) \
	X(ANSWER_YES, "yes", "Yes", NULL) \
	X(ANSWER_NO,  "no",  "No",  NULL)
CODE_ENUM(yes_no, YES_NO_TABLE, ANSWER_NONE)

/* In place of a center. */
#define ASK_ANY_TABLE(X) X(ASK_ANY, "any", "Choose the nearest for me", NULL)
CODE_ENUM(ask_any, ASK_ANY_TABLE, ASK_ANY_NONE)

/* What a draft knows so far: one name per answer, which is also its field's name on the page. */
#define ASK_TABLE(X) \
	X(ASK_KIND,           "kind",           "Who needs help",          NULL) \
	X(ASK_DANGER,         "danger",         "In danger now",           NULL) \
	X(ASK_HELP,           "help",           "What help is for",        NULL) \
	X(ASK_CENTER,         "center",         "Center",                  NULL) \
	X(ASK_PROGRAM,        "program",        "Program",                 NULL) \
	X(ASK_ZIP,            "zip",            "ZIP code",                NULL) \
	X(ASK_GIVEN,          "given",          "First name",              NULL) \
	X(ASK_FAMILY,         "family",         "Last name",               NULL) \
	X(ASK_ASKER_IS,       "asker-is",       "What you are to them",    NULL) \
	X(ASK_BIRTH,          "birth",          "Date of birth",           NULL) \
	X(ASK_AGE,            "age",            "Age",                     NULL) \
	X(ASK_GUARDIAN_NAME,  "guardian-name",  "Parent or guardian",      NULL) \
	X(ASK_GUARDIAN_PHONE, "guardian-phone", "Their phone",             NULL) \
	X(ASK_GUARDIAN_CALL,  "guardian-call",  "May we call them",        NULL) \
	X(ASK_ASKER_NAME,     "asker-name",     "Your name",               NULL) \
	X(ASK_REACH_BY,       "reach-by",       "Best way to reach",       NULL) \
	X(ASK_PHONE,          "phone",          "Phone",                   NULL) \
	X(ASK_EMAIL,          "email",          "Email",                   NULL) \
	X(ASK_SILENT,         "silent",         "Leave no message",        NULL) \
	X(ASK_SAFE_TIMES,     "safe-times",     "Safe times",              NULL) \
	X(ASK_PAYER,          "payer",          "How it will be paid",     NULL) \
	X(ASK_PAYER_NAME,     "payer-name",     "Name of the insurance",   NULL) \
	X(ASK_SOURCE,         "source",         "How you heard of us",     NULL) \
	X(ASK_NOTE,           "note",           "Anything else",           NULL) \
	X(ASK_REF_NAME,       "ref-name",       "Your name",               NULL) \
	X(ASK_REF_ORG,        "ref-org",        "Where you work",          NULL) \
	X(ASK_REF_PHONE,      "ref-phone",      "Your phone",              NULL) \
	X(ASK_REF_EMAIL,      "ref-email",      "Your email",              NULL) \
	X(ASK_REF_SOURCE,     "ref-source",     "Kind of service",         NULL) \
	X(ASK_REF_AGREED,     "ref-agreed",     "You may be told how it goes", NULL) \
	X(ASK_URGENCY,        "urgency",        "How soon",                NULL)
CODE_ENUM(ask, ASK_TABLE, ASK_NONE)
#define ASKS (ASK_URGENCY + 1)

#endif
