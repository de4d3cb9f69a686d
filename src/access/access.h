/* access.h - who asks, what they may do, and the proof that somebody checked.
 * Two locks on every record. The first is the route's permission, checked by the dispatcher against the roles the account holds at
 * the center. The second is a proof: a value only this folder can make, after looking at the very object;
 * the rules of care/ ask for it, so an unchecked record cannot be read or written by mistake. */
#ifndef ACCESS_ACCESS_H
#define ACCESS_ACCESS_H

#include "base/code.h"
#include "base/ctx.h"
#include "db/db.h"
#include "schema.h"

/*        id                code             label            - */
#define ROLE_TABLE(X) \
	X(ROLE_ADMINISTRATOR, "administrator", "Administrator", NULL) /* accounts, roles, packs, journal, backup */ \
	X(ROLE_DIRECTOR,      "director",      "Director",      NULL) /* structure, rules, schedule, overview */ \
	X(ROLE_CLINICIAN,     "clinician",     "Clinician",     NULL) /* groups, charts of the center */ \
	X(ROLE_FRONT_DESK,    "front_desk",    "Front desk",    NULL) /* people, admission, schedule, check-in */ \
	X(ROLE_PARTICIPANT,   "participant",   "Participant",   NULL) /* their own week and record */
CODE_ENUM(role, ROLE_TABLE, ROLE_NONE)

/* What a route asks for. One table in access/roles.c says which role holds which permission. */
enum permission {
	PERM_UNSET,     /* stops the start of the program */
	PERM_PUBLIC,    /* anyone */
	PERM_SIGNED_IN, /* any account: own sign-ins, own password */
	PERM_MY,        /* a participant's own pages */
	PERM_TODAY,     /* the staff's first page */
	PERM_ROSTER,    /* see and keep the group board */
	PERM_CHART,     /* open a participant's stay: its dates, tracks, attendance and hours */
	PERM_STAY,      /* change a stay: level, certification, free time, make-ups, discharge; a broken glass only lets look */
	PERM_PEOPLE,    /* find people, contact data, admission, enrollment */
	PERM_INTAKE,    /* requests for help, from the first contact to admission */
	PERM_SCHEDULE,  /* see the week, its sessions and rooms */
	PERM_PLAN_SCHEDULE, /* change templates, sessions, closures */
	PERM_STRUCTURE, /* organization, centers, programs, tracks, kinds, staff */
	PERM_RULES,     /* choose rule packs, edit the house rule */
	PERM_OVERVIEW,  /* director's numbers */
	PERM_JOURNAL,   /* read and verify the journal */
	PERM_ACCOUNTS,  /* make accounts, grant roles */
	PERM_CODES,     /* hand out accounts and one-time codes: the front desk those of participants only */
	PERM_EXCHANGE,  /* import and export */
	PERM_DIRECTORY, /* bring in editions of the directory of treatment facilities */
	PERM_LIBRARY,  /* write and publish articles and episodes */
	PERM_BREAK_GLASS, /* open a record outside one's centers, with a reason */
	PERM_COUNT
};
bool role_may(enum role r, enum permission p);

/* How far a sign-in has come. Only `full` opens doors. */
#define SIGNIN_STAGE_TABLE(X) \
	X(SIGNIN_ENROLL, "enroll", "Setting up the second factor",  NULL) \
	X(SIGNIN_TOTP,   "totp",   "Waiting for the second factor", NULL) \
	X(SIGNIN_FULL,   "full",   "Signed in",                     NULL)
CODE_ENUM(signin_stage, SIGNIN_STAGE_TABLE, SIGNIN_NONE)

struct role_set {
	unsigned bits; /* 1u << enum role */
};

/* What an actor meets at a center: its name and clock, and the roles they hold there. */
struct center_door {
	int64_t center; /* 0: not looked at */
	str name, zone;
	struct role_set roles;
};

/* Who is behind this request. Made by access_identify (cookie), access_local (command line) or tests. */
struct actor {
	account_id account; /* none for nobody and for the command line's system user */
	person_id person;   /* the person the account belongs to */
	signin_id signin;
	enum signin_stage stage; /* short of SIGNIN_FULL only the pages under /sign-in know who this is */
	instant seen_at;    /* when the sign-in was last noted as active */
	str name;           /* for the journal and the page's corner */
	struct role_set here; /* roles at ctx->center; without a center: the same as anywhere */
	struct role_set anywhere;
	struct center_door door; /* of the center in the address, seen together with who they are */
	bool staff;         /* any role but participant */
	bool system;        /* the command line: may do everything its operating system user may; journaled as such */
	str csrf;           /* what a form must bring back */
};

/* How a person is spoken to, on pages, in files and in the journal: preferred or given name, then the family name. */
str person_name(struct arena *a, str given, str preferred, str family);

/* Any of the roles in hand holds it; the system user holds all. */
bool actor_may(const struct actor *a, enum permission p);

/* The actor a sign-in token stands for, and their door to the center in the address (0: none); one statement.
 * An unknown, ended, idle or expired token, or a disabled account, gives nobody: OK and an actor without an account.
 * Also sets ctx->zone to that of the account's own center, for pages that belong to none. */
NODISCARD err access_identify(struct tx *tx, str token, int64_t center, struct actor **out);
/* Nobody yet: the actor of public pages. */
struct actor *access_nobody(struct ctx *c);
/* The operating system's user at the command line; sets c->actor. */
void access_local(struct ctx *c);
/* The person was active just now: keeps the sign-in from going idle. Writes at most once a minute. Not for polled pages. */
NODISCARD err access_seen(struct ctx *c);

/* ---- doors ------------------------------------------------------------------------------------------------------- */

/* The first lock; one statement, or none at the door that access_identify saw.
 * Sets ctx->center, ctx->zone and the actor's roles `here` when `center` is not 0.
 * Without a center the roles held anywhere count, and PERM_MY leads to the participant's own center.
 * ERR_SIGN_IN: nobody; ERR_NOT_FOUND: the center is unknown or the actor has no role there (they look alike);
 * ERR_DENIED: a role, but not for this. */
NODISCARD err access_enter(struct ctx *c, int64_t center, enum permission p);

/* The second lock. Each proof holds the ids it was made for, and asking for one notes whom and what it is about for the journal's
 * row of a view. ERR_NOT_FOUND: unknown here, or not the actor's to see. */
struct roster_proof; /* one session's roster */
struct chart_proof;  /* one participant's episode: its dates, tracks, attendance and hours; what clinicians write is not part of it */
struct person_proof; /* one person's identity and contact data */
struct inquiry_proof; /* one request for help */
struct plan_proof;   /* the center's structure and schedule */
NODISCARD err access_roster(struct tx *tx, session_id session, const struct roster_proof **out);
/* The same without another look, for who has just read this session at the center in hand. */
NODISCARD err access_roster_found(struct ctx *c, session_id session, const struct roster_proof **out);
NODISCARD err access_chart(struct tx *tx, episode_id episode, const struct chart_proof **out);
/* A participant's own episode: made from the actor's person, never from the address. ERR_NOT_FOUND: no episode at this center. */
NODISCARD err access_own_chart(struct tx *tx, const struct chart_proof **out);
NODISCARD err access_person(struct tx *tx, person_id person, const struct person_proof **out);
NODISCARD err access_inquiry(struct tx *tx, inquiry_id inquiry, const struct inquiry_proof **out);
NODISCARD err access_plan(struct tx *tx, const struct plan_proof **out);
/* Break-glass: opens a chart outside the actor's centers for one hour, writes the reason to the journal first. */
NODISCARD err access_break_glass(struct wtx *w, center_id center, episode_id episode, str reason, const struct chart_proof **out);
session_id roster_proof_session(const struct roster_proof *p);
episode_id chart_proof_episode(const struct chart_proof *p);
person_id chart_proof_person(const struct chart_proof *p);
inquiry_id inquiry_proof_inquiry(const struct inquiry_proof *p);
person_id person_proof_person(const struct person_proof *p);

/* ---- tries of anybody ---------------------------------------------------------------------------------------------- */

/* Count one try of `what` from the request's address, in the transaction; beyond `tries_free` each further one doubles a wait from 15
 * seconds to 15 minutes, and a day without a try forgets them. ERR_TOO_FAST: wait; nothing was counted, c->fail_text says how long.
 * At the command line nothing is counted. */
NODISCARD err access_try(struct wtx *w, const char *what, int64_t tries_free);
/* It was right: it counts no more. */
NODISCARD err access_try_pass(struct wtx *w, const char *what);

/* ---- journal ----------------------------------------------------------------------------------------------------- */

/*        id                          code                     label (as a participant reads it)            - */
#define JOURNAL_TABLE(X) \
	X(JOURNAL_NONE,                "-",                     "",                                          NULL) \
	X(JOURNAL_SIGN_IN,             "sign_in",               "signed in",                                 NULL) \
	X(JOURNAL_SIGN_IN_FAILED,      "sign_in_failed",        "failed to sign in",                         NULL) \
	X(JOURNAL_SIGN_OUT,            "sign_out",              "signed out",                                NULL) \
	X(JOURNAL_ACCOUNT_CHANGED,     "account_changed",       "changed an account",                        NULL) \
	X(JOURNAL_ROLE_CHANGED,        "role_changed",          "changed who may do what",                   NULL) \
	X(JOURNAL_VIEW_ROSTER,         "view_roster",           "saw the group list you are on",             NULL) \
	X(JOURNAL_VIEW_CHART,          "view_chart",            "opened your record",                        NULL) \
	X(JOURNAL_VIEW_PERSON,         "view_person",           "saw your contact details",                  NULL) \
	X(JOURNAL_VIEW_LIST,           "view_list",             "saw a list you are on",                     NULL) \
	X(JOURNAL_VIEW_OWN,            "view_own",              "you looked at your own record",             NULL) \
	X(JOURNAL_BREAK_GLASS,         "break_glass",           "opened your record outside their center",   NULL) \
	X(JOURNAL_PERSON_CHANGED,      "person_changed",        "changed your details",                      NULL) \
	X(JOURNAL_EPISODE_CHANGED,     "episode_changed",       "changed your stay in the program",          NULL) \
	X(JOURNAL_ENROLLMENT_CHANGED,  "enrollment_changed",    "changed the groups you belong to",          NULL) \
	X(JOURNAL_ATTENDANCE_CHANGED,  "attendance_changed",    "recorded your attendance",                  NULL) \
	X(JOURNAL_ATTENDANCE_CORRECTED,"attendance_corrected",  "corrected your attendance",                 NULL) \
	X(JOURNAL_MAKE_UP,             "make_up",               "offered or answered a make-up session",     NULL) \
	X(JOURNAL_SCHEDULE_CHANGED,    "schedule_changed",      "changed the schedule",                      NULL) \
	X(JOURNAL_STRUCTURE_CHANGED,   "structure_changed",     "changed the center",                        NULL) \
	X(JOURNAL_RULE_CHANGED,        "rule_changed",          "changed a rule",                            NULL) \
	X(JOURNAL_IMPORT,              "import",                "brought in data from another system",       NULL) \
	X(JOURNAL_EXPORT,              "export",                "took data out",                             NULL) \
	X(JOURNAL_FEED,                "feed",                  "a calendar read the schedule",              NULL) \
	X(JOURNAL_JOURNAL_READ,        "journal_read",          "read the journal",                          NULL) \
	X(JOURNAL_MESSAGE,             "message",               "handled a message to you",                  NULL) \
	X(JOURNAL_LIBRARY_CHANGED,     "library_changed",       "changed the library",                       NULL) \
	X(JOURNAL_INQUIRY,             "inquiry",               "asked for help for you",                    NULL) \
	X(JOURNAL_VIEW_INQUIRY,        "view_inquiry",          "saw your request for help",                 NULL) \
	X(JOURNAL_INQUIRY_CHANGED,     "inquiry_changed",       "worked on your request for help",           NULL) \
	X(JOURNAL_FORM_CHANGED,        "form_changed",          "filled in a form about you",                NULL) \
	X(JOURNAL_CONSENT,             "consent",               "recorded a consent of yours",               NULL) \
	X(JOURNAL_STARTING,            "starting",              "worked on what you need before you start",  NULL) \
	X(JOURNAL_BACKUP,              "backup",                "made or restored a backup",                 NULL)
CODE_ENUM(journal_event, JOURNAL_TABLE, JOURNAL_UNSET)

/* What one row says beside who, when and from where, which come from the request. */
struct journal_entry {
	enum journal_event event;
	person_id person;   /* whom it concerns; may be none */
	str object;         /* what: "session 01H...", "track ..."; may be none */
	str reason;         /* why, where one was asked for; may be none */
	str detail;         /* for a change: field old -> new, as JSON; may be none */
};
/* Add a row in the transaction that makes the change. ctx->center says whose chain; 0 = the organization's. */
NODISCARD err journal_add(struct wtx *w, const struct journal_entry *e);
/* For pages: what the dispatcher writes after the handler, when the route's event is not enough. Persons shown are added one by one. */
void journal_saw(struct ctx *c, person_id person);
void journal_object(struct ctx *c, const char *kind, int64_t id);
void journal_reason(struct ctx *c, str reason);
/* The dispatcher, after a handler made a page: one row for what was seen. Under JOURNAL_NONE a proof brings the row: whoever was
 * looked up is in the journal whatever the route says, unless a change in this request wrote a row about them already. */
NODISCARD err journal_flush_view(struct ctx *c, enum journal_event event);
/* web_write, after a change that was not kept: the rows it wrote are gone. */
void journal_undone(struct ctx *c);

#endif
