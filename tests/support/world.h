/* world.h - a small organization for tests: two centers that must not see each other, a person for every role, and one
 * participant, one stay and one session at each center. Rows are written as SQL, so tests need no feature but the one they test. */
#ifndef TESTS_SUPPORT_WORLD_H
#define TESTS_SUPPORT_WORLD_H

#include "access/access.h"
#include "support/test_db.h"

#define NORTH ((center_id){101}) /* America/New_York */
#define SOUTH ((center_id){102}) /* America/Chicago */

/* People: person id 1000 + n, account id 2000 + n; the login is the name in lower case. */
enum world_person {
	ANN = 1, /* administrator of North and South */
	DAN,     /* director of North */
	CLEO,    /* clinician at North */
	FRED,    /* front desk at North */
	PAT,     /* participant at North */
	SAM,     /* participant at South */
	SUE,     /* clinician at South */
	SOL,     /* administrator of South */
	WORLD_PEOPLE = SOL
};
#define PERSON(n) ((person_id){1000 + (n)})
#define ACCOUNT(n) ((account_id){2000 + (n)})
#define EPISODE(n) ((episode_id){3000 + (n)}) /* PAT's at North, SAM's at South */
#define SESSION_NORTH ((session_id){5001})
#define SESSION_SOUTH ((session_id){5002})

/* Migrates the empty database and fills it. */
void world_make(struct test_db *t);
/* The request is now this person's, fully signed in, at this center (none: at no center). Opens a read view when there is none. */
void world_act(struct test_db *t, enum world_person who, center_id center);
/* A fresh read view. */
struct tx *world_look(struct test_db *t);
/* One statement that is the same on both engines. */
void world_sql(struct test_db *t, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
