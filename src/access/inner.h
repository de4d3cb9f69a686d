/* inner.h - shared by the files of this folder and by nobody else: secrets, throttling, and names. */
#ifndef ACCESS_INNER_H
#define ACCESS_INNER_H

#include "access/accounts.h"
#include "accounts.sql.h"
#include "base/id.h"

/* ---- secrets (secret.c) -------------------------------------------------------------------------------------------- */

/* The database keeps hashes only: whoever reads it cannot sign in with what they find. Tokens and codes are
 * random enough that a fast hash is as good as a slow one. */
#define TOKEN_LETTERS 52 /* of base32: 260 bits */
#define CODE_LETTERS 10
str token_make(struct ctx *c);
bytes token_hash(struct ctx *c, str token);
/* What a form brings back: follows from the token, and does not lead back to it. */
str token_csrf(struct ctx *c, str token);

struct code_text code_make(struct ctx *c);
/* The ten letters of a code as somebody typed it, in capitals, O as 0, I and L as 1, without dashes and spaces; none: it is no code. */
str code_plain(struct ctx *c, str typed);
bytes code_hash(struct ctx *c, account_id account, str plain);

/* ---- throttling (throttle.c) ----------------------------------------------------------------------------------------- */

/* Tries are counted before they are judged, so that a burst of them counts in full. Two keys: what is being tried and where from. */
struct throttle {
	str name;    /* hash of the account name, or the account's id for second factors: never what was typed */
	str address; /* an IPv6 address by its /64; none: the command line */
};
struct throttle throttle_for(struct ctx *c, const char *what, str name);
/* Count one try. ERR_TOO_FAST: one of the keys has to wait; nothing was counted and c->fail_text says how long. */
NODISCARD err throttle_try(struct wtx *w, const struct throttle *t);
/* It was right: the name starts afresh, and the address gets this one try back. */
NODISCARD err throttle_pass(struct wtx *w, const struct throttle *t);

/* ---- second factors (totp.c) ----------------------------------------------------------------------------------------- */

#define TOTP_SECRET_BYTES 20
NODISCARD err totp_card(struct ctx *c, str login, bytes secret, struct totp_card *out);
/* The time step whose code this is, one step early or late included; 0: wrong, or not after `last`, so each code works once. */
int64_t totp_step(struct ctx *c, bytes secret, str code, int64_t last);

/* ---- accounts and sign-ins --------------------------------------------------------------------------------------------- */

bool account_has_totp(const struct account_look_row *a);
/* A fresh unconfirmed secret. */
NODISCARD err totp_prepare(struct wtx *w, account_id account);

/* Ten fresh recovery codes in place of those that were left. */
NODISCARD err recovery_renew(struct wtx *w, account_id account, struct code_text codes[RECOVERY_CODES]);

/* Rows about somebody who is not (yet) the request's actor, or in another chain than the one in hand. */
struct journal_as {
	int64_t center;
	account_id account;
	str name;
};
struct journal_as journal_as_actor(struct ctx *c);
NODISCARD err journal_add_as(struct wtx *w, const struct journal_as *as, const struct journal_entry *e);
/* What a change did to an account, in the actor's name. `detail` is JSON. */
NODISCARD err journal_account(struct wtx *w, account_id account, person_id person, const char *detail);

/* Which kind of view a proof is, for routes that do not say. */
void journal_proof(struct ctx *c, enum journal_event event);

#endif
