/* accounts.c - what an administrator does to accounts: make, hand out codes, switch off, give and take roles. */
#include "access/inner.h"

/* ---- the login ------------------------------------------------------------------------------------------------------- */

#define LOGIN_LEAST 3
#define LOGIN_MOST 120

str login_fold(struct ctx *c, str login)
{
	str folded = str_lower_ascii(c->arena, str_trim(login));

	if (folded.n < LOGIN_LEAST || folded.n > LOGIN_MOST)
		return STR_NONE;
	for (size_t i = 0; i < folded.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789._-@+", folded.p[i]))
			return STR_NONE;
	return folded;
}

static err free_login(struct wtx *w, str login)
{
	struct account_look_row row;
	struct ctx *c = wtx_ctx(w);
	err e;

	if (!login.p)
		return problem(c, "login", "Use 3 to 120 letters a to z, digits, dots, dashes, plus and @ for the account name");
	e = account_look(wtx_read(w), &row, .login = login);
	if (e == OK)
		return problem(c, "login", "Somebody else has this account name already. Choose another one");
	return e == ERR_NOT_FOUND ? OK : e;
}

err account_make(struct wtx *w, person_id person, str login, account_id *out)
{
	struct account_of_person_row had;
	struct ctx *c = wtx_ctx(w);
	str folded = login_fold(c, login);
	err e = account_of_person(wtx_read(w), &had, .person_id = person);

	if (e == OK)
		FAIL(c, ERR_CONFLICT, "This person has an account already.");
	if (e != ERR_NOT_FOUND)
		return e;
	TRY(free_login(w, folded));
	*out = (account_id){id_make(c->now)};
	TRY(account_insert(w, NULL, .id = *out, .person_id = person, .login = folded));
	return journal_account(w, *out, person, "{\"account\":\"made\"}");
}

err journal_account(struct wtx *w, account_id account, person_id person, const char *detail)
{
	return journal_add(w, &(struct journal_entry){
		.event = JOURNAL_ACCOUNT_CHANGED,
		.person = person,
		.object = str_format(wtx_ctx(w)->arena, "account %s", id_show(account.v).s),
		.detail = str_of(detail),
	});
}

/* ---- reach ------------------------------------------------------------------------------------------------------------- */

err account_within_reach(struct tx *tx, account_id account)
{
	const struct actor *me = tx_ctx(tx)->actor;
	struct account_reach_row reach;

	if (me->system)
		return OK;
	if (!me->account.v)
		return ERR_NOT_FOUND;
	TRY(account_reach(tx, &reach, .account_id = account, .actor = me->account));
	if (!reach.held) /* it may have had other roles before */
		return me->anywhere.bits & 1u << ROLE_ADMINISTRATOR ? OK : ERR_NOT_FOUND;
	return reach.outside ? ERR_NOT_FOUND : OK;
}

/* The account to change, once it is known to be within reach. */
static err take_in_hand(struct wtx *w, account_id account, struct account_look_row *row)
{
	TRY(account_look(wtx_read(w), row, .id = account));
	return account_within_reach(wtx_read(w), account);
}

/* ---- codes, on and off, second factor -------------------------------------------------------------------------------- */

err account_code(struct wtx *w, account_id account, struct code_text *out)
{
	struct ctx *c = wtx_ctx(w);
	struct account_look_row row;
	bool first;

	TRY(take_in_hand(w, account, &row));
	first = !row.password_hash.p;
	*out = code_make(c);
	TRY(codes_forget(w, NULL, .account_id = account, .recovery = false));
	TRY(code_insert(w, NULL, .account_id = account,
		.code_hash = code_hash(c, account, code_plain(c, str_of(out->s))),
		.purpose = first ? CODE_FIRST : CODE_RESET,
		.expires_at = {c->now.ms + CODE_LASTS_MS}));
	return journal_account(w, account, row.person_id, first ? "{\"code\":\"first\"}" : "{\"code\":\"reset\"}");
}

err recovery_renew(struct wtx *w, account_id account, struct code_text codes[RECOVERY_CODES])
{
	struct ctx *c = wtx_ctx(w);

	TRY(codes_forget(w, NULL, .account_id = account, .recovery = true));
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		codes[i] = code_make(c);
		TRY(code_insert(w, NULL, .account_id = account, .code_hash = code_hash(c, account, code_plain(c, str_of(codes[i].s))),
			.purpose = CODE_RECOVERY));
	}
	return OK;
}

err account_enable(struct wtx *w, account_id account, bool on)
{
	struct ctx *c = wtx_ctx(w);
	struct account_look_row row;

	TRY(take_in_hand(w, account, &row));
	if (!on && account.v == c->actor->account.v)
		FAIL(c, ERR_CONFLICT, "This is your own account. Another administrator can switch it off.");
	TRY(account_set_disabled(w, NULL, .id = account, .disabled_at = on ? (instant){0} : c->now));
	if (!on)
		TRY(signins_end(w, NULL, .account_id = account));
	return journal_account(w, account, row.person_id, on ? "{\"enabled\":true}" : "{\"enabled\":false}");
}

err account_forget_totp(struct wtx *w, account_id account)
{
	struct account_look_row row;

	TRY(take_in_hand(w, account, &row));
	TRY(account_drop_totp(w, NULL, .id = account));
	TRY(codes_forget(w, NULL, .account_id = account, .recovery = true));
	return journal_account(w, account, row.person_id, "{\"second_factor\":\"forgotten\"}");
}

/* ---- roles --------------------------------------------------------------------------------------------------------------- */

static err holds_there(struct wtx *w, center_id center, enum role r, bool *yes)
{
	account_id me = wtx_ctx(w)->actor->account;
	struct grant_held_row mine = {0};

	if (me.v)
		TRY(grant_held(wtx_read(w), &mine, .account_id = me, .center_id = center, .role = r));
	*yes = mine.held;
	return OK;
}

/* Administrators give and take every role at their center, the front desk a participant's. */
static err may_give(struct wtx *w, center_id center, enum role r)
{
	struct ctx *c = wtx_ctx(w);
	bool may = c->actor->system;

	if (!may)
		TRY(holds_there(w, center, ROLE_ADMINISTRATOR, &may));
	if (!may && r == ROLE_PARTICIPANT)
		TRY(holds_there(w, center, ROLE_FRONT_DESK, &may));
	if (!may)
		FAIL(c, ERR_DENIED, "Only an administrator of that center can say who may do what there.");
	return OK;
}

static err journal_role(struct wtx *w, const struct account_look_row *account, center_id center, enum role r, bool given)
{
	struct ctx *c = wtx_ctx(w);
	struct journal_as as = journal_as_actor(c);
	str role = code_of(&role_codes, r);

	as.center = center.v;
	return journal_add_as(w, &as, &(struct journal_entry){
		.event = JOURNAL_ROLE_CHANGED,
		.person = account->person_id,
		.object = str_format(c->arena, "account %s", id_show(account->id.v).s),
		.detail = str_format(c->arena, "{\"role\":\"%.*s\",\"%s\":true}", STR_ARG(role), given ? "given" : "taken"),
	});
}

err account_grant(struct wtx *w, account_id account, center_id center, enum role r)
{
	struct account_look_row row;
	int64_t changed;

	TRY(may_give(w, center, r));
	TRY(account_look(wtx_read(w), &row, .id = account));
	TRY(grant_insert(w, &changed, .account_id = account, .center_id = center, .role = r));
	return changed ? journal_role(w, &row, center, r, true) : OK;
}

err account_revoke(struct wtx *w, account_id account, center_id center, enum role r)
{
	struct ctx *c = wtx_ctx(w);
	struct account_look_row row;
	int64_t changed;

	TRY(may_give(w, center, r));
	TRY(account_look(wtx_read(w), &row, .id = account));
	if (r == ROLE_ADMINISTRATOR && account.v == c->actor->account.v)
		FAIL(c, ERR_CONFLICT, "You cannot take this role from yourself. Another administrator can.");
	TRY(grant_delete(w, &changed, .account_id = account, .center_id = center, .role = r));
	return changed ? journal_role(w, &row, center, r, false) : OK;
}
