/* profile.h - what a program says of itself to people who look for one: the eight questions (product.md, row 7; their words are those of
 * packs/directory), the seats that are open, when somebody new can start, and its week.
 * What can be counted is counted: length of stay and people in the last year from the program's stays, seats from the dated enrollments,
 * the week from the repeating week, therapies from the training of those who lead its sessions. The rest is what a director stated.
 * Nothing here tells of fewer than PROFILE_LEAST_PEOPLE people; below that it says so, or says what the director states.
 * Reading asks for no proof: all of it is for anyone. Only published programs are found, and the center need not be the one in hand. */
#ifndef CARE_PROFILE_PROFILE_H
#define CARE_PROFILE_PROFILE_H

#include "care/directory/directory.h"
#include "care/profile/profile_words.h"
#include "care/words.h"
#include "db/db.h"
#include "schema.h"

#define PROFILE_LEAST_PEOPLE 11

/* ---- the pack: what there is to choose from ---------------------------------------------------------------------------- */

struct profile_option {
	str code, label;
	struct directory_set finder; /* the finder's options that it answers to */
};
struct profile_options {
	const struct profile_option *v;
	size_t n;
};
/* Read at the first call and kept. Safe from any thread. */
struct profile_options profile_options(enum profile_topic topic);
/* NULL: the pack does not know it (any more). */
const struct profile_option *profile_option(enum profile_topic topic, str code);

/* ---- one of the organization's programs, as a list shows it ---------------------------------------------------------------- */

/* Hours of a weekday, first start to last end. */
struct profile_day {
	int weekday;    /* enum weekday */
	int start, end; /* minutes of the day */
};

/* A track as anyone may know it: how many seats are free, and never how many people sit in it. */
struct profile_track {
	track_id id;
	str name;
	struct opt_int least_age, most_age;
	int64_t open;      /* seats, as of profile_program.counted_at; 0: full */
	date starts_on;    /* the next day on which somebody new can start; none: nobody can say yet */
	instant starts_at; /* the first session of that day */
	struct profile_day *days;
	size_t n_days;
};

struct profile_program {
	center_id center;
	program_id id;
	str name, center_name, street, city, state, zip;
	str phone; /* for the public: the program's, else the center's; may be none */
	const struct zone *zone;
	enum program_type type;
	struct opt_int least_age, most_age;
	bool placed; /* latitude and longitude are known, from the street or the ZIP ... */
	bool exact;  /* ... from the street; otherwise say "about" */
	double latitude, longitude;
	struct directory_set options; /* what the finder's filters find it by */
	struct profile_track *tracks; /* that take people now or later, by name */
	size_t n_tracks;
	int64_t open;   /* seats of all tracks */
	date starts_on; /* the earliest of the tracks; none: nobody can say yet */
	instant starts_at;
	bool agreed; /* the first day is agreed with each person: starts_on is always none */
	instant counted_at;
};
struct profile_programs {
	struct profile_program *v;
	size_t n;
};

/* A center with something published. */
struct profile_center {
	center_id id;
	str name, street, city, state, zip, phone;
	const struct zone *zone;
	bool placed, exact; /* as in profile_program; profile_at finds out */
	double latitude, longitude;
};
struct profile_centers {
	struct profile_center *v;
	size_t n;
};

/* The centers with published programs, by name, not placed yet; one statement. */
NODISCARD err profile_centers(struct tx *tx, struct profile_centers *out);
/* The published programs of a center, of one type or (PROGRAM_TYPE_NONE) all, placed; five or six statements whatever their number. */
NODISCARD err profile_at(
	struct tx *tx, const struct profile_center *at, enum program_type type, struct profile_programs *out);

/* ---- one program and its answers ------------------------------------------------------------------------------------------- */

/* One block of the repeating week as it stands today. */
struct profile_slot {
	track_id track;
	str track_name, title, kind;
	int weekday, start, end;
	int64_t break_min;
	enum modality modality;
};
struct profile_week {
	struct profile_slot *v; /* by track, weekday, start */
	size_t n;
};

struct profile_plan {
	enum plan_kind kind;
	str payer, plan; /* plan "": all plans of the payer */
	bool in_network;
	date verified_on; /* none: never */
};

struct profile_therapy {
	const struct profile_option *therapy;
	int64_t people;       /* who lead sessions of this program and are trained in it */
	struct opt_int since; /* the year in which the first of them was */
};

/* How long people stay. */
struct profile_stay {
	int64_t finished; /* stays that have ended and count here; 0: too few to say anything from */
	int64_t median_days, shortest_days, longest_days; /* of these */
	struct opt_int least_weeks, most_weeks;           /* what the director states */
};

/* What was ticked under a topic, in the pack's order. */
struct profile_choices {
	const struct profile_option **v;
	size_t n;
};

struct profile {
	struct profile_program program;
	str organization, about, after_care, step_down, school_work;
	bool published;
	bool telehealth; /* ticked, or a session of the week is by video or phone */
	struct profile_stay stay;
	struct profile_plan *plans; /* that hold today, by kind and payer */
	size_t n_plans;
	struct profile_choices choices[PROFILE_THERAPY]; /* by enum profile_topic */
	int64_t people; /* in the program during the last year; 0: too few to say a number */
	bool few;       /* there were some, but too few to say a number */
	struct profile_therapy *therapies;
	size_t n_therapies;
	int64_t therapists; /* who lead sessions of this program */
	struct profile_week week;
};

/* A published program with all its answers; seven statements, or eight. ERR_NOT_FOUND: unknown, closed or not published. */
NODISCARD err profile_load(struct tx *tx, center_id center, program_id program, struct profile *out);
/* The same, published or not, of the center in hand: for those who write it. */
struct plan_proof;
NODISCARD err profile_preview(struct tx *tx, const struct plan_proof *may, program_id program, struct profile *out);

/* Whether the profile has anything to say to a question ("stay" "pay" "issues" "people" "life" "week" "approach" "therapists");
 * where it has not, the page says "ask". tpl_profile_answer (profile.html) says it. */
bool profile_answers(const struct profile *p, str question);

/* A real track to show what a week looks like: of a published program of this type (none: any), the one with most in its week.
 * ERR_NOT_FOUND: there is none. */
struct profile_sample {
	center_id center;
	program_id program;
	enum program_type type;
	str program_name, center_name, track_name;
	struct profile_week week;
};
NODISCARD err profile_sample_week(struct tx *tx, enum program_type type, struct profile_sample *out);

#endif
