/* profile_desk.h - writing what a program says of itself. Each change takes the version that was seen and writes one journal row, old
 * beside new; ERR_CONFLICT with a problem beside each field that differs when somebody else saved first.
 * Problems are named like the fields. */
#ifndef CARE_PROFILE_PROFILE_DESK_H
#define CARE_PROFILE_PROFILE_DESK_H

#include "access/access.h"
#include "care/profile/profile.h"
#include "profile_desk.sql.h"

#define PROFILE_TICKS_MOST 60 /* of one topic */

struct profile_ticks {
	str v[PROFILE_TICKS_MOST];
	size_t n;
};
struct profile_details {
	str about, after_care, step_down, school_work; /* never none; "" for nothing */
	str phone;
	struct opt_int least_weeks, most_weeks;
	enum start_rule start;
	int64_t weekday;                             /* START_WEEKDAY only */
	struct profile_ticks ticks[PROFILE_THERAPY]; /* by enum profile_topic; the field is named like the topic */
};
/* `seen` 0: there was no profile yet. */
NODISCARD err profile_save(
	struct wtx *w, const struct plan_proof *may, program_id program, const struct profile_details *d, int64_t seen);
/* For anyone, or back to a draft. Refused while it says too little: a text, a phone of its own or of its center, a condition. */
NODISCARD err profile_publish(
	struct wtx *w, const struct plan_proof *may, program_id program, bool publish, int64_t seen);

struct accepted_details {
	enum plan_kind kind;
	str payer, plan; /* plan "": all plans of the payer */
	bool in_network;
};
/* A new line counts as checked today by whoever adds it. */
NODISCARD err accepted_add(struct wtx *w, const struct plan_proof *may, program_id program,
	const struct accepted_details *d, accepted_plan_id *made);
NODISCARD err accepted_change(struct wtx *w, const struct plan_proof *may, accepted_plan_id plan,
	const struct accepted_details *d, int64_t seen);
/* It still holds: somebody asked the payer today. */
NODISCARD err accepted_verify(struct wtx *w, const struct plan_proof *may, accepted_plan_id plan, int64_t seen);
/* Not taken any more from today on; taken back with `retired` false. */
NODISCARD err accepted_retire(
	struct wtx *w, const struct plan_proof *may, accepted_plan_id plan, bool retired, int64_t seen);

struct therapy_details {
	str therapy;
	struct opt_int since;
};
/* What somebody is trained in, as a text that changes with it: for the hidden field of the form. */
NODISCARD err therapies_mark(struct tx *tx, person_id who, str *out);
NODISCARD err therapies_set(
	struct wtx *w, const struct plan_proof *may, person_id who, const struct therapy_details *v, size_t n, str seen);

#endif
