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

/* Admit a person. Problems: "program", "start", "clinician", "age" (the program's age band), "track", "over_limit_reason".
 * ERR_CONFLICT: the person has an open episode in this program already. */
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

/* Membership of a track from a day on. Overlaps with a membership of the same track are refused.
 * TRACK_OVER_WITH_REASON needs over_limit_reason; it is kept with the row. */
NODISCARD err admission_enroll(struct wtx *w, const struct chart_proof *may, track_id track, date from,
                               str over_limit_reason, enrollment_id *made);
/* Last day in the track. ERR_CONFLICT: the row changed since it was seen. */
NODISCARD err admission_leave(struct wtx *w, const struct chart_proof *may, enrollment_id enrollment, date last,
                              str reason, int64_t seen_version);
/* Another level of care from a day on; one per day, the newest word counts. */
NODISCARD err admission_set_level(struct wtx *w, const struct chart_proof *may, date from, str level);
/* A physician's certification that the hours are needed. */
NODISCARD err admission_certify(struct wtx *w, const struct chart_proof *may, date on, str by, int64_t week_min);
/* End the episode and every open membership. */
NODISCARD err admission_discharge(struct wtx *w, const struct chart_proof *may, date last,
                                  enum discharge_reason reason, int64_t seen_version);

/* One window of the week in which somebody could come, for make-ups. */
struct free_window {
	int weekday, from, to; /* ISO weekday, minutes of the day */
};
/* Replaces what was said before. Problems: "free-1" ... by position. */
NODISCARD err admission_set_free_time(struct wtx *w, const struct chart_proof *may, const struct free_window *v, size_t n);

/* The roster of a track as of any day. */
NODISCARD err admission_roster(struct tx *tx, const struct plan_proof *may, track_id track, date day, struct track_roster_rows *out);

#endif
