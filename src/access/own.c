/* own.c - what everybody may do to their own account and sign-ins. */
#include "access/inner.h"
#include "base/crypt.h"

static account_id mine(struct wtx *w)
{
	return wtx_ctx(w)->actor->account;
}

/* ---- password ------------------------------------------------------------------------------------------------------------ */

struct change {
	struct throttle throttle;
	struct account_look_row account;
	str hash;
};

static err count_change(struct wtx *w, void *arg)
{
	struct change *ch = arg;

	TRY(throttle_try(w, &ch->throttle));
	return account_look(wtx_read(w), &ch->account, .id = mine(w));
}

static err store_change(struct wtx *w, void *arg)
{
	const struct change *ch = arg;
	struct ctx *c = wtx_ctx(w);

	TRY(throttle_pass(w, &ch->throttle));
	TRY(account_set_password(w, NULL, .id = ch->account.id, .password_hash = ch->hash));
	TRY(signins_end(w, NULL, .account_id = ch->account.id, .keep = c->actor->signin));
	return journal_account(w, ch->account.id, ch->account.person_id, "{\"password\":\"changed\"}");
}

/* Is it really them, and not somebody at a screen that was left open? A wrong answer is a problem beside `field`. */
static err ask_present(struct ctx *c, const char *field, str current, struct change *ch)
{
	err e;

	*ch = (struct change){.throttle = throttle_for(c, "own", str_of(id_show(c->actor->account.v).s))};
	TRY(db_write(c, c->db, count_change, ch));
	if (!ch->account.password_hash.p)
		return ERR_NOT_FOUND;
	e = password_check(ch->account.password_hash, str_tidy(c->arena, current));
	if (e == ERR_DENIED)
		problem(c, field, "This is not your present password");
	return e == ERR_DENIED ? OK : e;
}

static err calm_down(struct wtx *w, void *arg)
{
	const struct change *ch = arg;

	return throttle_pass(w, &ch->throttle);
}

err own_confirm(struct ctx *c, const char *field, str current)
{
	struct change ch;

	TRY(ask_present(c, field, current, &ch));
	TRY(problems_end(c));
	return db_write(c, c->db, calm_down, &ch);
}

err own_password(struct ctx *c, str current, str password)
{
	struct change ch;
	struct password_hash h;

	password = str_tidy(c->arena, password);
	TRY(ask_present(c, "current", current, &ch));
	password_rules(c, "password", password, ch.account.login, c->actor->name);
	TRY(problems_end(c));
	TRY(password_hash(&h, password, PASSWORD_COST));
	ch.hash = str_of(h.s);
	return db_write(c, c->db, store_change, &ch);
}

/* ---- second factor ---------------------------------------------------------------------------------------------------------- */

err own_totp_prepare(struct wtx *w)
{
	struct account_look_row account;

	TRY(account_look(wtx_read(w), &account, .id = mine(w)));
	if (account_has_totp(&account))
		FAIL(wtx_ctx(w), ERR_CONFLICT, "The second factor is on already.");
	return totp_prepare(w, account.id);
}

err own_totp_drop(struct wtx *w)
{
	struct account_look_row account;

	TRY(account_look(wtx_read(w), &account, .id = mine(w)));
	if (account.staff)
		FAIL(wtx_ctx(w), ERR_DENIED, "Staff accounts keep their second factor.");
	TRY(account_drop_totp(w, NULL, .id = account.id));
	TRY(codes_forget(w, NULL, .account_id = account.id, .recovery = true));
	return journal_account(w, account.id, account.person_id, "{\"second_factor\":\"off\"}");
}

err own_recovery_codes(struct wtx *w, struct code_text codes[RECOVERY_CODES])
{
	struct account_look_row account;

	TRY(account_look(wtx_read(w), &account, .id = mine(w)));
	if (!account_has_totp(&account))
		FAIL(wtx_ctx(w), ERR_CONFLICT, "Recovery codes stand in for a second factor. Set that up first.");
	TRY(recovery_renew(w, account.id, codes));
	return journal_account(w, account.id, account.person_id, "{\"recovery_codes\":\"new\"}");
}

err own_totp_card(struct tx *tx, struct totp_card *out)
{
	struct ctx *c = tx_ctx(tx);
	struct account_look_row account;

	if (!c->actor->account.v)
		return ERR_NOT_FOUND;
	TRY(account_look(tx, &account, .id = c->actor->account));
	if (!account.totp_secret.p || account_has_totp(&account))
		return ERR_NOT_FOUND;
	return totp_card(c, account.login, account.totp_secret, out);
}

/* ---- sign-ins ---------------------------------------------------------------------------------------------------------------- */

err own_signout(struct wtx *w)
{
	const struct actor *me = wtx_ctx(w)->actor;

	if (!me->signin.v)
		return OK;
	TRY(signin_end(w, NULL, .account_id = me->account, .id = me->signin));
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_SIGN_OUT});
}

err own_signin_end(struct wtx *w, signin_id signin)
{
	int64_t changed;

	TRY(signin_end(w, &changed, .account_id = mine(w), .id = signin));
	if (!changed)
		return ERR_NOT_FOUND;
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_SIGN_OUT,
		.object = str_format(wtx_ctx(w)->arena, "signin %s", id_show(signin.v).s)});
}
