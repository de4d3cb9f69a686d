/* make_up.h - for everyone short this week: sessions with a seat that fit, one click to offer, the participant's answer.
 * What fits and why is ranked by care/hours/make_up.h; here the week's facts are gathered and offers are kept. */
#ifndef CARE_ATTENDANCE_MAKE_UP_H
#define CARE_ATTENDANCE_MAKE_UP_H

#include "care/attendance/ledger.h"
#include "care/hours/make_up.h"
#include "make_up.sql.h"

#define MAKE_UPS_SHOWN 3 /* best matches per person */

struct make_up_choice {
	const struct make_up_sessions_row *session;
	struct make_up_match match;
};

struct make_up_short {
	const struct ledger_person *p;
	bool is_short;           /* false: no more, by what was arranged */
	const struct make_up_missed_row *missed; /* sessions of the week they missed or will miss, in order of time */
	size_t n_missed;
	struct make_up_choice choices[MAKE_UPS_SHOWN];
	size_t n;
	const struct offers_week_row *offers; /* made this week, in order of time */
	size_t n_offers;
	bool free_known;         /* the participant said when they could come */
};

struct make_up_finder {
	struct ledger ledger;
	struct make_up_short *v;
	size_t n; /* ledger.n_short who are short, those with a match or an offer first; then who was offered something and is short no more */
};
/* Everyone of the center who falls short in the week of `day` even by coming to everything left, and what was arranged. */
NODISCARD err make_up_find(struct tx *tx, date day, struct make_up_finder *out);

/* Offer a session. ERR_CONFLICT: it is full, has begun, was cancelled, or was offered before. Writes one journal row. */
NODISCARD err make_up_offer(struct wtx *w, const struct chart_proof *may, session_id session);
/* The participant's answer. ERR_CONFLICT: answered before, or the last seat went meanwhile; the sentence says which. */
NODISCARD err make_up_answer(struct wtx *w, const struct chart_proof *may, make_up_offer_id offer, enum offer_status answer);
/* Staff take an offer back that was not answered. */
NODISCARD err make_up_withdraw(struct wtx *w, const struct chart_proof *may, make_up_offer_id offer);

#endif
