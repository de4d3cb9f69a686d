/* journal.h - the journal's own care: sealing it, proving it whole, reading it.
 * Writing a row is in access.h (journal_add, journal_saw ...).
 *
 * Every row carries the BLAKE2b-256 of its other columns. A seal lists (id, hash) of the rows that came since the last seal,
 * together with the last seal's own hash, so all seals of a chain hang together: one chain per center and one for the organization
 * (center 0). Rows are sealed some seconds after they were written, by a background thread, never by the writer: so two writers of
 * one center do not wait for each other's place in the chain.
 *
 * What it proves: a sealed row that was changed, removed, added later or put in another's place is found and named. What it cannot prove:
 * that the last seals were not cut off together with their rows; so `journal verify` prints each chain's head, to be kept elsewhere.
 *
 * A seal takes everything on SQLite, where one writer at a time makes its ids in order. On PostgreSQL it takes rows
 * older than JOURNAL_SETTLE_MS, since a transaction still running may hold rows with earlier ids: no transaction may stay
 * open longer than that after its first journal_add. Work that takes longer (import) goes in batches. */
#ifndef ACCESS_JOURNAL_H
#define ACCESS_JOURNAL_H

#include "access/access.h"

#define JOURNAL_SETTLE_MS (60 * (int64_t)1000)

/* ---- sealing ----------------------------------------------------------------------------------------------------- */

/* At start: new ids rise above the newest row's, and *behind says by how much the clock is behind that row (0: it is not). */
NODISCARD err journal_open(struct ctx *c, struct db *db, int64_t *behind_ms);
/* Seal what waits in every chain; for a background thread every few seconds, and at the end. `c` needs no read view; c->now is the cut. */
NODISCARD err journal_seal_all(struct ctx *c, struct db *db);

/* ---- proving ----------------------------------------------------------------------------------------------------- */

/*        id                       code            label */
#define JOURNAL_TROUBLE_TABLE(X) \
	X(JOURNAL_CHANGED,   "changed",   "was changed after it was written", NULL) \
	X(JOURNAL_MISSING,   "missing",   "is missing", NULL) \
	X(JOURNAL_ADDED,     "added",     "was added after its time was sealed", NULL) \
	X(JOURNAL_REORDERED, "reordered", "stands in another row's place", NULL) \
	X(JOURNAL_SEAL,      "seal",      "is a broken seal", NULL)
CODE_ENUM(journal_trouble, JOURNAL_TROUBLE_TABLE, JOURNAL_SOUND)

struct journal_finding {
	enum journal_trouble what;
	center_id center; /* 0: the organization's chain */
	int64_t row;      /* the row's id; of a seal, its last row's */
	int64_t other;    /* JOURNAL_REORDERED: the row whose contents are found at `row` */
};
struct journal_health {
	int64_t sealed;   /* rows under a seal that were looked at */
	int64_t waiting;  /* rows not sealed yet */
	int64_t seals;
	int64_t troubles;
};
struct journal_head { /* of one chain, once it has been read */
	center_id center;
	int64_t last;     /* id of the last sealed row */
	bytes hash;       /* of the last seal: to write down */
};
struct journal_watch {
	void (*found)(void *arg, const struct journal_finding *f);
	void (*head)(void *arg, const struct journal_head *h); /* may be NULL */
	void *arg;
};
/* Read every chain from its beginning. OK also when something was found: look at out->troubles. Memory does not grow with the journal. */
NODISCARD err journal_verify(struct ctx *c, struct db *db, const struct journal_watch *w, struct journal_health *out);

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* One row of the screen and of the CSV. Newest first, in the chain of ctx->center. */
struct journal_filter {
	person_id person;   /* none: any */
	account_id account; /* none: any */
	enum journal_event event; /* JOURNAL_UNSET: any */
	date day;           /* none: any; in the zone in hand */
	int64_t before;     /* the key of the row above; 0: from the newest */
};
struct journal_list_rows; /* journal.sql.h */
NODISCARD err journal_page(struct tx *tx, const struct journal_filter *f, int64_t most, struct journal_list_rows *out);

/* Who has seen my record, for one calendar month: rows about the person in every center, and lists they stood on, newest first;
 * the same person doing the same thing on the same day is one line with a count. */
struct seen_line {
	instant last;
	str who;
	enum journal_event event;
	str reason;
	int times;
	bool self;
};
struct seen_lines {
	struct seen_line *v;
	size_t n;
	bool cut; /* there was more than can be shown */
};
NODISCARD err journal_seen(struct tx *tx, date month, struct seen_lines *out);

#endif
