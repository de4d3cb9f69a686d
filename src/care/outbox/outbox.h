/* outbox.h - messages that leave the building: put here in the transaction that causes them, sent by link/mail, and never
 * forgotten. Whoever caused one sees what became of it.
 * The words come from packs/messages and say nothing of care: the fact that somebody asked for help is protected (42 CFR 2.13).
 * A message is handed to the mail server at least once; after a crash in the middle it goes again, under the same Message-ID. */
#ifndef CARE_OUTBOX_OUTBOX_H
#define CARE_OUTBOX_OUTBOX_H

#include "access/access.h"
#include "outbox.sql.h"

/* What a placeholder of the text stands for. */
struct outbox_value {
	const char *name;
	str text;
};

/* What is sent, of which kind (its code in the pack), about what (the id of the inquiry, ...). */
struct outbox_draft {
	const char *kind;
	str to;
	int64_t about;
	const struct outbox_value *values;
	size_t n;
};
/* Ready to be sent. At the center in hand; the caller's own journal row says why.
 * ERR_INVALID: `to` is no mail address; field "email". ERR_BUG: the pack has no such kind, or a value is missing or too many. */
NODISCARD err outbox_put(struct wtx *w, const struct outbox_draft *d, outbox_message_id *made);

/* What staff do with one that was not sent. Both write a row in the journal. ERR_CONFLICT: it was sent meanwhile. */
NODISCARD err outbox_again(struct wtx *w, const struct plan_proof *may, outbox_message_id id);
NODISCARD err outbox_cancel(struct wtx *w, const struct plan_proof *may, outbox_message_id id);

/* ---- for the sender ------------------------------------------------------------------------------------------------ */

#define OUTBOX_TRIES 8 /* over about a day; then it has failed and waits for a person */

/* This try is ours from now on, unless somebody else was quicker: *mine. It is lost, and due again, after ten minutes. */
NODISCARD err outbox_claim(struct wtx *w, const struct outbox_due_row *m, bool *mine);
/* How the try went. why: none when it was sent. `later`: trying again may help. */
NODISCARD err outbox_tried(struct wtx *w, const struct outbox_due_row *m, str why, bool later);

/* Whether words give away that this is about care (the pack's list): for the sender's name and address. None: they do not;
 * else the word. */
NODISCARD err outbox_gives_away(struct ctx *c, str words, str *which);

#endif
