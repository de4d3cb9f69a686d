/* accounts.h - accounts, one-time codes, passwords, the second factor, and signing in.
 * An account belongs to one person. It starts without a password: a one-time code on paper or by voice is the first key, and
 * setting a password uses it up. Staff add a second factor (TOTP) before anything else opens; participants may.
 *
 * Functions that take struct ctx do slow work (Argon2id) between two transactions of their own, so they give the
 * request's read view back while they work; c->tx is renewed afterwards. Functions that take struct wtx are one step of a transaction. */
#ifndef ACCESS_ACCOUNTS_H
#define ACCESS_ACCOUNTS_H

#include "access/access.h"

#define CODE_PURPOSE_TABLE(X) \
	X(CODE_FIRST,    "first",    "First sign-in", NULL) \
	X(CODE_RESET,    "reset",    "New password",  NULL) \
	X(CODE_RECOVERY, "recovery", "Recovery code", NULL)
CODE_ENUM(code_purpose, CODE_PURPOSE_TABLE, CODE_PURPOSE_NONE)

/* ---- limits ------------------------------------------------------------------------------------------------------ */

#define STAFF_IDLE_MS (15 * MS_PER_MINUTE)
#define PARTICIPANT_IDLE_MINUTES 60 /* setting "participant_idle_minutes" changes it, 5 to 720 */
#define SIGNIN_LASTS_MS (12 * MS_PER_HOUR)
#define CODE_LASTS_MS (72 * MS_PER_HOUR)
#define BREAK_GLASS_MS MS_PER_HOUR
#define PASSWORD_LEAST 15 /* code points */
#define PASSWORD_MOST 200
#define RECOVERY_CODES 10

/* ---- accounts: what an administrator does -------------------------------------------------------------------------- */

/* A one-time code as it is read out or printed: ten letters of Crockford's base32 in two groups. Only its hash is kept. */
struct code_text {
	char s[12]; /* "7K3QD-M9XRT" */
};

/* An account for a person; no password yet. ERR_INVALID: field "login" (its letters, or taken).
 * ERR_CONFLICT: the person has one. Writes one journal row. */
NODISCARD err account_make(struct wtx *w, person_id person, str login, account_id *out);
/* A fresh code for the first sign-in, or for a new password once there is one. Earlier ones stop working. Valid for 72 hours. */
NODISCARD err account_code(struct wtx *w, account_id account, struct code_text *out);
/* Off: every sign-in ends now, and none begins. ERR_CONFLICT: one's own account. */
NODISCARD err account_enable(struct wtx *w, account_id account, bool on);
/* Forget the second factor and its recovery codes; staff set it up again at the next sign-in. */
NODISCARD err account_forget_totp(struct wtx *w, account_id account);
/* A role at a center, given or taken; ERR_DENIED: the actor is no administrator of that center (for a participant's role: nor front
 * desk). ERR_CONFLICT: taking one's own
 * administrator role, which would lock the door from outside. Writes one journal row in the center's chain. */
NODISCARD err account_grant(struct wtx *w, account_id account, center_id center, enum role r);
NODISCARD err account_revoke(struct wtx *w, account_id account, center_id center, enum role r);
/* May the actor administer this account? Only when every role it holds is one that they could give; otherwise a new code for it
 * would open doors that are not theirs. An account without any role: administrators. ERR_NOT_FOUND: no. */
NODISCARD err account_within_reach(struct tx *tx, account_id account);

/* The login as it is stored: lower case, 3 to 120 of a-z 0-9 . _ - @ +. None: it is not one. */
str login_fold(struct ctx *c, str login);

/* ---- passwords ----------------------------------------------------------------------------------------------------- */

/* Is this a password we take? Notes a problem beside `field` and returns ERR_INVALID when not: shorter than 15 characters, mostly made of
 * common words and patterns (packs/passwords/common.txt), or holding the login, the person's name or ours.
 * login and name may be none. */
err password_rules(struct ctx *c, const char *field, str password, str login, str name);

/* ---- signing in ---------------------------------------------------------------------------------------------------- */

/* What a step gave: the token for the cookie (a new one at every step up), and how far that reaches. */
struct signin_ticket {
	str agent; /* in: what the browser calls itself, for the list of sign-ins */
	str token; /* none: the cookie stays as it is */
	enum signin_stage stage;
	bool staff;
	struct code_text recovery[RECOVERY_CODES]; /* signin_enroll only; shown once */
};

/* Each of these notes problems for what was wrong (ERR_INVALID), or says how long to wait (ERR_TOO_FAST). Neither the words nor the work
 * done tell whether an account exists. */

/* The password step. Problem "password". */
NODISCARD err signin_start(struct ctx *c, str login, str password, struct signin_ticket *out);
/* A one-time code and a new password in one step; the code is used up only when the password is taken. Problems "code", "password". */
NODISCARD err signin_first(struct ctx *c, str login, str code, str password, struct signin_ticket *out);
/* The second step of the sign-in in hand (stage totp): a code from the app, or one of the recovery codes. Problem "code". */
NODISCARD err signin_totp(struct ctx *c, str code, struct signin_ticket *out);
NODISCARD err signin_recovery(struct ctx *c, str code, struct signin_ticket *out);
/* Confirm a second factor that was prepared (stage enroll, or somebody fully signed in who asked for one). Problem "code". */
NODISCARD err signin_enroll(struct ctx *c, str code, struct signin_ticket *out);

/* ---- one's own account ------------------------------------------------------------------------------------------------ */

/* The present password once more, before the second factor changes: a screen that was left open is not enough. Problem beside `field`.
 * Like signing in it counts tries (ERR_TOO_FAST). */
NODISCARD err own_confirm(struct ctx *c, const char *field, str current);
/* Problems "current" and "password". Ends every other sign-in of the account. */
NODISCARD err own_password(struct ctx *c, str current, str password);
/* Prepare a second factor: a new secret that counts once signin_enroll has confirmed it. ERR_CONFLICT: there is one. */
NODISCARD err own_totp_prepare(struct wtx *w);
/* Participants only: ERR_DENIED for staff. */
NODISCARD err own_totp_drop(struct wtx *w);
/* Ten new recovery codes; the old ones stop working. ERR_CONFLICT: there is no second factor. */
NODISCARD err own_recovery_codes(struct wtx *w, struct code_text codes[RECOVERY_CODES]);
/* The prepared secret as the app wants it: by hand, and as QR code (an SVG path in a square of `side` modules).
 * ERR_NOT_FOUND: nothing is prepared. */
struct totp_card {
	str manual; /* base32 in groups of four */
	str path;
	int side;
};
NODISCARD err own_totp_card(struct tx *tx, struct totp_card *out);
NODISCARD err own_signout(struct wtx *w);
/* End one of one's own sign-ins. ERR_NOT_FOUND: not one's own. */
NODISCARD err own_signin_end(struct wtx *w, signin_id signin);

/* ---- housekeeping ------------------------------------------------------------------------------------------------- */

/* Now and then, by the background thread: forgets tries that are older than a day. `c` needs no read view. */
NODISCARD err throttle_tidy(struct ctx *c, struct db *db);

#endif
