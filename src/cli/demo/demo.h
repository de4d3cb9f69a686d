/* demo.h - a made-up organization with a plausible past, for looking around and for load.
 * The same seed gives the same organization on the same day: each center draws from a generator of its own, so one more center
 * does not change the others. Names, places and weeks are data in packs/sample/. */
#ifndef CLI_DEMO_DEMO_H
#define CLI_DEMO_DEMO_H

#include "care/center/kinds.h"
#include "care/hours/hours.h"
#include "db/db.h"
#include "schema.h"

#define DEMO_WEEKS_BACK 12
#define DEMO_WEEKS_AHEAD 8
#define DEMO_ROOMS 8
#define DEMO_TRACKS 16
#define DEMO_BLOCKS 6
#define DEMO_CLINICIANS 4
#define DEMO_AREAS 8

/* ---- chance ------------------------------------------------------------------------------------------------------ */

struct dice {
	uint64_t state;
};
uint64_t dice_next(struct dice *d);
int dice_below(struct dice *d, int n); /* 0 .. n-1 */
int dice_between(struct dice *d, int least, int most);
bool dice_percent(struct dice *d, int percent);

/* ---- the packs --------------------------------------------------------------------------------------------------- */

struct demo_block {
	str kind, title;
	int start, end, break_start, break_end; /* minutes of the day; no break: both 0 */
};
struct demo_track {
	str name;
	int seats, room;
	int lead; /* which of the clinicians */
	int days[7];
	size_t n_days;
	struct demo_block blocks[DEMO_BLOCKS];
	size_t n_blocks;
};
struct demo_program {
	str name, level;
	enum program_type type;
	int least_age, most_age, weeks; /* ages 0: none */
	struct texts rules;
	str house; /* name of a house rule; none */
	int house_hours, house_days, house_late, house_credit;
	struct demo_track *tracks;
	size_t n_tracks;
};
struct demo_town {
	str city, state, zip, area, zone;
};
struct demo_room {
	str name;
	int seats;
};
struct demo_closure {
	int month, day;
	str name;
};
struct demo_pack {
	str organization;
	struct texts given, family, pronouns, credentials, centers, streets;
	struct demo_town *towns;
	size_t n_towns;
	struct demo_room rooms[DEMO_ROOMS];
	size_t n_rooms;
	struct demo_closure *closures;
	size_t n_closures;
	struct demo_program *programs;
	size_t n_programs;
	struct kind_starts kinds;
};
NODISCARD err demo_pack_load(struct ctx *c, struct demo_pack *out);

/* ---- what is made ------------------------------------------------------------------------------------------------- */

struct demo_org {
	const struct demo_pack *pack;
	uint64_t seed;
	organization_id organization;
	service_kind_id *kinds; /* as pack->kinds */
};

/* A track as it stands in one center. */
struct demo_made_track {
	const struct demo_program *program;
	const struct demo_track *track;
	program_id program_id;
	track_id id;
	room_id room;
	person_id lead;
	week_slot_id slots[7][DEMO_BLOCKS]; /* by position in track->days */
	struct hours_credit_rule credit;
};

struct demo_session {
	session_id id;
	size_t track;
	const struct demo_block *block;
	date day;
	instant starts, ends;
	struct hours_break pause;
	bool has_pause;
	int counted;
	bool counts, billable, cancelled;
};

/* Somebody who is not real. */
struct demo_someone {
	person_id id; /* none: nobody that the center has a record of */
	str given, family, phone;
	date birth;
};

struct demo_episode {
	episode_id id;
	struct demo_someone who;
	size_t track;
	date from, to; /* to none: still here */
	int reliable;  /* percent of days on which they come */
};

/* One center while it is being made. */
struct demo_center {
	struct ctx *c;
	struct wtx *w;
	const struct demo_org *org;
	int number;
	struct dice dice;
	center_id id;
	const struct demo_town *town;
	const struct zone *zone;
	date today, first, last; /* first and last day with sessions */
	room_id rooms[DEMO_ROOMS];
	person_id staff[2 + DEMO_CLINICIANS]; /* director, front desk, clinicians */
	str desk;                             /* the name of who is at the front desk */
	bool phones[DEMO_AREAS][100];         /* numbers that somebody has */
	struct demo_made_track tracks[DEMO_TRACKS];
	size_t n_tracks;
	struct demo_session *sessions;
	size_t n_sessions, room_sessions;
	struct demo_episode *episodes;
	size_t n_episodes, room_episodes;
	size_t star; /* of the episodes: who signs in as the participant; SIZE_MAX: nobody yet */
};

/* The organization and its kinds of service. */
NODISCARD err demo_organization(struct wtx *w, const struct demo_pack *pack, uint64_t seed, struct demo_org *out);
/* Center number 0, 1, ... with everything in it; c->arena holds its working memory. */
NODISCARD err demo_center(struct wtx *w, const struct demo_org *org, int number);
/* The parts of it, in this order. */
NODISCARD err demo_places(struct demo_center *m);
NODISCARD err demo_programs(struct demo_center *m);
NODISCARD err demo_profiles(struct demo_center *m);
NODISCARD err demo_sessions(struct demo_center *m);
NODISCARD err demo_people(struct demo_center *m);
NODISCARD err demo_attendance(struct demo_center *m);
NODISCARD err demo_inquiries(struct demo_center *m);
NODISCARD err demo_starting(struct demo_center *m);
bool demo_this_week(const struct demo_center *m, date day);
/* One person row. */
NODISCARD err demo_person(struct demo_center *m, struct db_bulk *people, date birth, struct demo_someone *out);
/* A number kept for fiction, which nobody else of the center has. */
str demo_phone(struct demo_center *m, struct dice *d);
str demo_pick(struct dice *d, struct texts from);

/* Accounts for looking around, at center 0: administrator, director, clinician, frontdesk, participant. No passwords. */
NODISCARD err demo_accounts(struct demo_center *m);

/* Rows by table: values in the table's column order. */
#define DEMO_ROW(bulk, ...) db_bulk_row((bulk), (const void *const[]){__VA_ARGS__})
#define V_INT(x) (&(int64_t){(x)})
#define V_BOOL(x) (&(bool){(x)})
#define V_TEXT(x) (&(str){(x).p, (x).n})
#define V_CODE(table, x) (&(str){code_of(&(table), (int)(x)).p, code_of(&(table), (int)(x)).n})

#endif
