/* demo_inquiry.h - inside this folder only: a request for help as it is thought out, before it is rows. */
#ifndef CLI_DEMO_DEMO_INQUIRY_H
#define CLI_DEMO_DEMO_INQUIRY_H

#include "care/inquiry/inquiry_words.h"
#include "care/intake/intake_words.h"
#include "care/pack_json.h"
#include "cli/demo/demo.h"

/* packs/sample/inquiries.json */
struct demo_referrer {
	str name, organization;
	enum referral_source source;
};
struct demo_sayings {
	struct texts payers, times, reached, missed, left, referred;
	struct texts words[PROGRAM_EATING_DISORDER + 1]; /* by enum program_type */
	str closed[INQUIRY_END_OTHER + 1], next[INQUIRY_CLOSED + 1];
	struct demo_referrer *referrers;
	size_t n_referrers;
};

/* One step of its way. */
struct demo_step {
	enum inquiry_status status;
	enum inquiry_end end;
	instant at;
	str note, next;
	date due;
};
struct demo_call {
	enum contact_outcome outcome;
	instant at;
	str note;
};

struct demo_request {
	struct demo_someone who;
	const struct demo_made_track *track; /* which they ask for, or wait for */
	const struct demo_episode *stay;     /* none: NULL */
	const struct demo_referrer *referrer;
	enum inquiry_kind kind;
	enum referral_source source;
	enum inquiry_urgency urgency;
	enum inquiry_payer payer;
	enum inquiry_doubt doubt;
	bool danger, silent, by_mail;
	str payer_name, note, times, asker;
	enum relationship asker_is;
	instant asked;
	struct demo_step steps[8]; /* behind the first, which is asking */
	size_t n_steps;
	struct demo_call calls[4];
	size_t n_calls;
	instant assessed; /* when the assessment begins; none: there is none */
	size_t clinician, room;
	bool assessment_off;
	date insured_on;
};

struct demo_assessment {
	instant at;
	size_t clinician, room;
};

/* What all requests of a center share while they are made. Dice of their own: what else is in the center stays as it was. */
struct demo_desk {
	struct demo_center *m;
	struct dice dice;
	struct demo_sayings say;
	struct demo_assessment taken[400];
	size_t n_taken;
	struct db_bulk *inquiries, *referrers, *steps, *calls, *insurances, *waits, *stays, *appointments, *forms, *answers;
	int half_done; /* pre-screens that were stopped */
	int64_t made;
};

NODISCARD err demo_sayings_load(struct ctx *c, struct demo_sayings *out);
/* Its rows. */
NODISCARD err demo_request_put(struct demo_desk *k, const struct demo_request *r);
/* The pre-screen of a request that is on its way and came that far; nothing for others. */
NODISCARD err demo_pre_screen_put(struct demo_desk *k, const struct demo_request *r, const inquiry_id *id);

#endif
