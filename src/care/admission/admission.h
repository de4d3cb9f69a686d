/* admission.h - from person to participant: an episode in a program, its level of care, and dated memberships of tracks.
 * Nothing is overwritten: leaving a track ends a row, coming back begins another, so the roster of any day can be read again. */
#ifndef CARE_ADMISSION_ADMISSION_H
#define CARE_ADMISSION_ADMISSION_H

#include "access/access.h"
#include "admission.sql.h"
#include "care/words.h"

struct admission {
	program_id program;
	date start;
	str level;            /* none: the program's own level of care */
	person_id clinician;  /* primary clinician; may be none */
	track_id track;       /* may be none: enrolled later */
	str over_limit_reason; /* why more than a rule allows, where the rule lets a reason stand */
};

/* Admit a person. Problems: "program" (also its age band), "start", "clinician", "track" (also its age band, seats and size),
 * "over_limit_reason". ERR_CONFLICT: the person has an open episode in this program already, or has died. */
NODISCARD err admission_admit(struct wtx *w, const struct person_proof *may, const struct admission *in, episode_id *made);

/* Whether one more person fits a track from a day on. */
enum track_fit { TRACK_FITS, TRACK_FULL /* no seat */, TRACK_OVER_REFUSED, TRACK_OVER_WITH_REASON };
struct track_room {
	enum track_fit fit;
	int64_t members; /* on the fullest day from then on */
	int64_t seats;
	str rule;        /* name of the size rule in the way; none when only the seats are */
	int64_t most;    /* what the rule allows */
};
NODISCARD err admission_track_room(struct tx *tx, track_id track, date from, struct track_room *out);

/* A person's stay: dates, program, primary clinician. ERR_NOT_FOUND: it is somebody else's. */
NODISCARD err admission_stay(struct tx *tx, const struct person_proof *may, episode_id episode, struct episode_get_row *out);

/* Membership of a track of the stay's program from a day on. Problems: "track", "start", "over_limit_reason".
 * Refused where it overlaps with a membership of the same track. ERR_CONFLICT: the stay has ended. */
struct enrolling {
	track_id track;
	date start;
	str over_limit_reason; /* needed for TRACK_OVER_WITH_REASON; kept with the membership */
};
NODISCARD err admission_enroll(struct wtx *w, const struct person_proof *may, episode_id episode, const struct enrolling *in,
	enrollment_id *made);

/* The last day in a track; it may be moved later. Problems: "last". ERR_CONFLICT: changed since it was seen, or the stay has ended. */
struct leaving {
	enrollment_id enrollment;
	date last;
	str reason; /* may be none */
	int64_t seen_version;
};
NODISCARD err admission_leave(struct wtx *w, const struct person_proof *may, episode_id episode, const struct leaving *in);

/* Another level of care from a day on; one per day, the newest word counts. Problems: "level", "level_from". */
NODISCARD err admission_set_level(struct wtx *w, const struct chart_proof *may, date from, str level);
/* A physician's certification that the hours are needed. Problems: "certified_on", "certified_by", "week_hours". */
NODISCARD err admission_certify(struct wtx *w, const struct chart_proof *may, date on, str by, int64_t week_min);
/* End the episode, today or earlier, and every membership; those that had not begun never come to be. Problems: "last", "end_reason".
 * ERR_CONFLICT: it has ended already, or changed since it was seen. */
NODISCARD err admission_discharge(struct wtx *w, const struct chart_proof *may, date last,
                                  enum discharge_reason reason, int64_t seen_version);

/* One window of the week in which somebody could come, for make-ups. */
struct free_window {
	int weekday, from, to; /* ISO weekday, minutes of the day */
	const char *field;     /* what a problem with it is called */
};
/* Replaces what was said before. */
NODISCARD err admission_set_free_time(struct wtx *w, const struct chart_proof *may, const struct free_window *v, size_t n);

#endif
