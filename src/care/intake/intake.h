/* intake.h - the way from a request for help to the first session: tries to reach somebody, what the insurer said, the assessment, the
 * decision, the waiting list, and admission with nothing typed twice. The request and its steps are care/inquiry; here is what the
 * admissions desk does with it. Every change writes one row of the journal, and moves the request on where that follows from it. */
#ifndef CARE_INTAKE_INTAKE_H
#define CARE_INTAKE_INTAKE_H

#include "care/admission/admission.h"
#include "care/inquiry/inquiry.h"
#include "care/intake/intake_words.h"
#include "care/people/people.h"
#include "care/schedule/appointment.h"
#include "intake.sql.h"

/* What is to be done next, by when; may be none. */
struct next_step {
	str what;
	date due;
};

/* A try to reach somebody. A new request whose person was reached is contacted from then on.
 * Problems: "way", "outcome", "note". */
struct contact {
	enum contact_channel way;
	enum contact_outcome outcome;
	str note;
	struct next_step next;
	int64_t seen;
};
NODISCARD err intake_contact(struct wtx *w, const struct inquiry_proof *may, const struct contact *x);

/* What the insurer said; fields as in the query. A request that was not that far yet stands at the insurance check from then on.
 * Problems: "payer", "checked_on", "subscriber", "covered", "authorization_needed", "in_network", "to_on", "estimate_on". */
NODISCARD err intake_insurance(struct wtx *w, const struct inquiry_proof *may, const struct insurance_insert_args *x, int64_t seen);

/* The assessment; one that was planned before is cancelled. Problems and conflicts as in appointment_book. */
NODISCARD err intake_book(struct wtx *w, const struct inquiry_proof *may, struct appointment_plan *p, int64_t seen,
	struct schedule_conflicts *in_the_way);
/* It will not take place; the request stays at its step, with the reason in its history. */
NODISCARD err intake_cancel_booking(struct wtx *w, const struct inquiry_proof *may, appointment_id id, str reason, int64_t seen);

/* Open, or referred on: such a request may be given places to call elsewhere. */
bool intake_may_refer(enum inquiry_status s);
/* One list of places, kept as the caller read them in the directory and never changed. ERR_CONFLICT: the request ended otherwise.
 * Problems: "facility" (none), "note". */
NODISCARD err intake_give_places(struct wtx *w, const struct inquiry_proof *may, const struct place_given_insert_args *v, size_t n);

struct decision {
	enum intake_decision what;
	str reason;                  /* asked for unless accepted */
	enum inquiry_end end_reason; /* declining */
	track_id track;              /* waiting */
	enum wait_priority priority;
	struct next_step next;
	int64_t seen;
};
/* Problems: "decision", "reason", "end_reason", "track", "priority". */
NODISCARD err intake_decide(struct wtx *w, const struct inquiry_proof *may, const struct decision *x);

/* From a request to a stay: the person (one the center knows, or a new one), who stands beside them, episode and membership.
 * Problems as people_check, people_add_relation, admission_admit. ERR_NOT_FOUND: `person` is not known here. ERR_CONFLICT: the request
 * has ended (it may have led to a stay already), or as admission_admit. */
struct admitting_inquiry {
	person_id person;        /* none: `d` becomes a new one; else what is missing about them is taken from `d` */
	struct person_details d;
	struct relation_details beside[2]; /* who asked, the guardian; those the person has already are left alone */
	size_t n_beside;
	struct admission in;
	int64_t seen;
};
NODISCARD err intake_admit(struct wtx *w, const struct inquiry_proof *may, const struct admitting_inquiry *x, episode_id *made);

/* ---- the waiting list ----------------------------------------------------------------------------------------------- */

struct waiting_track {
	track_id id;
	str name, program;
	struct waiting_list_row *v; /* in their turn */
	size_t n;
	int64_t open; /* seats open from today on, by the rosters; the first `open` of v are to be called */
};
struct waiting_tracks {
	struct waiting_track *v;
	size_t n;
	size_t to_call; /* people for whom a seat is open */
};
/* Derived each time it is asked: a seat opens when somebody leaves a roster, and nothing has to notice. */
NODISCARD err intake_waiting(struct tx *tx, struct waiting_tracks *out);

#endif
