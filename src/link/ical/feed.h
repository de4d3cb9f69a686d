/* feed.h - private calendar addresses: /calendar/TOKEN.ics shows the times of one person's sessions to whoever has the address.
 * Only the token's hash is kept, so an address is shown once, when it is made. It can be taken back at any time. Reading one is
 * noted, and journaled, at most once an hour: calendar programs ask often. */
#ifndef LINK_ICAL_FEED_H
#define LINK_ICAL_FEED_H

#include "access/access.h"
#include "care/words.h"
#include "feed.sql.h"

#define FEED_MOST 10 /* addresses of one account at a time */
#define FEED_PAST_DAYS 28
#define FEED_COMING_DAYS 92

/* A new address for the actor's own sessions. ERR_CONFLICT: there are FEED_MOST already. */
NODISCARD err feed_make(struct wtx *w, enum feed_kind kind, str *token);
/* ERR_NOT_FOUND: not an address of the actor's that works. */
NODISCARD err feed_take_back(struct wtx *w, calendar_feed_id feed);

/* The calendar behind a token. ERR_NOT_FOUND: no such address, or taken back. `base`: "https://host" for links to sessions,
 * which only staff get. */
NODISCARD err feed_text(struct tx *tx, str token, str base, struct feed_by_token_row *feed, str *text);
/* Has it been so long since it was read that this must be noted? */
bool feed_note_due(const struct ctx *c, const struct feed_by_token_row *feed);
/* Note it, with a row in the organization's journal. */
NODISCARD err feed_note(struct wtx *w, const struct feed_by_token_row *feed);

#endif
