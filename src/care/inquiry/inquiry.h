/* inquiry.h - a request for help once it is sent: one row at one center, its steps with who and when, who may have sent the same
 * before, its files, and the link by which the professional who referred somebody sees how it goes.
 * How a request comes about (drafts, sending) is draft.h. The pipeline, its call log and its tasks are care/intake.
 * Every function works at the center in hand. */
#ifndef CARE_INQUIRY_INQUIRY_H
#define CARE_INQUIRY_INQUIRY_H

#include "access/access.h"
#include "care/inquiry/inquiry_words.h"
#include "care/words.h"
#include "inquiry.sql.h"

/* ---- for staff ------------------------------------------------------------------------------------------------------ */

/* Lists are queries (inquiry.sql): inquiry_open_list, the requests that still need something, oldest first; inquiry_ended_list, the
 * others, newest first. Routes that show one ask for access_inquiry, which brings the journal's row. */

/* All of one request. */
NODISCARD err inquiry_look(struct tx *tx, const struct inquiry_proof *may, struct inquiry_get_row *out);

/* The next step, with who and when. `seen` is the version that was looked at.
 * ERR_INVALID  closing without a reason, or a reason without closing; field "end_reason"
 *              "new" again: a request is new once; field "status"
 * ERR_CONFLICT somebody else changed it meanwhile
 * Writes a row of its history and one of the journal. */
struct inquiry_change {
	enum inquiry_status status;
	enum inquiry_end end_reason; /* with INQUIRY_CLOSED only */
	str note;                    /* what happened; may be none */
	str next_step;               /* what is to be done next, and by when; may be none */
	date due;
};
NODISCARD err inquiry_set_status(struct wtx *w, const struct inquiry_proof *may, const struct inquiry_change *x, int64_t seen);
/* Whether it still needs something. */
bool inquiry_is_open(enum inquiry_status s);

/* Who it turned out to be. From then on rows of the journal about this request name the person. */
NODISCARD err inquiry_is_person(struct wtx *w, const struct inquiry_proof *may, person_id person);

/* Other requests of this center, and people it knows, that have the same phone number, email address, or name and birthday. */
struct inquiry_twins {
	struct inquiry_alike_rows inquiries; /* newest first */
	struct inquiry_people_rows people;
};
NODISCARD err inquiry_find_twins(struct tx *tx, const struct inquiry_proof *may, struct inquiry_twins *out);
/* The same for one that is not there yet; id: one that no request has. */
struct inquiry_like {
	inquiry_id id;
	str phone_digits, email, folded;
	date birth_on;
};
NODISCARD err inquiry_twins_of(struct tx *tx, const struct inquiry_like *i, struct inquiry_twins *out);
/* Whether somebody who is alike is likely to be the one: name and birthday, or two of phone number, email address and given name. One
 * number or address alone is a hint and no more, because families share them; so is anything beside another birthday. */
bool inquiry_twin_is_likely(struct arena *a, const struct inquiry_people_row *p, str given, date birth);

/* ---- the professional's link ---------------------------------------------------------------------------------------- */

/* A new private address, told here and nowhere else; earlier ones end. ERR_CONFLICT: it is no referral, or the person did not agree. */
NODISCARD err referral_link_make(struct wtx *w, const struct inquiry_proof *may, str *token);
NODISCARD err referral_link_revoke(struct wtx *w, const struct inquiry_proof *may);
/* The person agreed later, or changed their mind: then the link shows nothing any more. */
NODISCARD err referral_agree(struct wtx *w, const struct inquiry_proof *may, bool agreed);

/* All that the professional ever learns. */
#define REFERRAL_STAGE_TABLE(X) \
	X(REFERRAL_RECEIVED,  "received",  "Received",  NULL) \
	X(REFERRAL_CONTACTED, "contacted", "Contacted", NULL) \
	X(REFERRAL_SCHEDULED, "scheduled", "Scheduled", NULL)
CODE_ENUM(referral_stage, REFERRAL_STAGE_TABLE, REFERRAL_STAGE_NONE)

struct referral {
	enum referral_stage stage;
	instant since[REFERRAL_SCHEDULED + 1]; /* when each was reached; none: not yet */
	str center_name, center_phone, center_zone;
};
/* ERR_NOT_FOUND: no such link, taken back, or the person does not agree (any more): the three look alike. A request that ended shows
 * the stage it had reached, so that the end of one is not told. */
NODISCARD err referral_look(struct tx *tx, str token, struct referral *out);

#endif
