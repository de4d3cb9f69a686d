/* signin.c - the steps of signing in. Each first counts the try and looks the account up in one transaction, then does the slow
 * work without holding any connection, then writes what came of it. An unknown account costs the same work as a known one. */
#include "access/inner.h"
#include "base/crypt.h"

/* One try, on its way through the steps. */
struct attempt {
	struct throttle throttle;
	str login;                   /* folded; or none: */
	account_id id;               /* of the sign-in in hand */
	bytes code_hash;             /* none: not about a one-time code */
	bool recovery;
	struct account_look_row account;
	bool known;                  /* there is such an account, and it is not disabled */
	bool code_good;
	str new_hash;                /* Argon2id to store; none: keep */
	struct signin_ticket *ticket;
	str typed;
	bool right;
};

static struct journal_as as_account(const struct attempt *a, struct ctx *c)
{
	const struct account_look_row *row = &a->account;

	if (!a->known)
		return (struct journal_as){.name = STR("unknown account")};
	return (struct journal_as){.account = row->id, .name = person_name(c->arena, row->given, row->preferred, row->family)};
}

static err journal_step(struct wtx *w, const struct attempt *a, enum journal_event event, const char *detail)
{
	struct journal_as as = as_account(a, wtx_ctx(w));

	return journal_add_as(w, &as, &(struct journal_entry){.event = event, .detail = str_of(detail)});
}

/* ---- the try is counted and the account looked up -------------------------------------------------------------------- */

static err look_up(struct wtx *w, struct attempt *a)
{
	err e = account_look(wtx_read(w), &a->account, .id = a->id, .login = a->login);

	a->known = e == OK && instant_none(a->account.disabled_at);
	return e == ERR_NOT_FOUND ? OK : e;
}

static err count_and_look_up(struct wtx *w, void *arg)
{
	struct attempt *a = arg;
	struct code_good_row good;
	struct ctx *c = wtx_ctx(w);
	account_id anyone = {1}; /* nobody's id: asked for all the same, so that a wrong name costs what a wrong code does */

	TRY(throttle_try(w, &a->throttle));
	TRY(look_up(w, a));
	if (!a->typed.p)
		return OK;
	a->code_hash = code_hash(c, a->known ? a->account.id : anyone, a->typed);
	TRY(code_good(wtx_read(w), &good, .account_id = a->known ? a->account.id : anyone, .code_hash = a->code_hash, .recovery = false));
	a->code_good = a->known && good.good;
	return OK;
}

static err note_password_failure(struct wtx *w, void *arg)
{
	return journal_step(w, arg, JOURNAL_SIGN_IN_FAILED, "{\"step\":\"password\"}");
}

static err note_code_failure(struct wtx *w, void *arg)
{
	return journal_step(w, arg, JOURNAL_SIGN_IN_FAILED, "{\"step\":\"one-time code\"}");
}

/* Any login that cannot be one is looked up as this, which none is. */
static str login_to_try(struct ctx *c, str login)
{
	str folded = login_fold(c, login);

	return folded.p ? folded : STR("-");
}

/* ---- the sign-in itself ------------------------------------------------------------------------------------------------ */

static enum signin_stage stage_after_password(const struct account_look_row *account)
{
	if (account_has_totp(account))
		return SIGNIN_TOTP;
	return account->staff ? SIGNIN_ENROLL : SIGNIN_FULL;
}

static err open_signin(struct wtx *w, struct attempt *a)
{
	struct signin_ticket *t = a->ticket;
	struct ctx *c = wtx_ctx(w);

	t->stage = stage_after_password(&a->account);
	t->staff = a->account.staff;
	if (t->stage == SIGNIN_ENROLL)
		TRY(totp_prepare(w, a->account.id));
	TRY(signin_insert(w, NULL, .id = {id_make(c->now)}, .token_hash = token_hash(c, t->token), .account_id = a->account.id,
		.stage = t->stage, .address = c->address, .agent = str_slice(t->agent, 0, 300)));
	TRY(throttle_pass(w, &a->throttle));
	return t->stage == SIGNIN_FULL ? journal_step(w, a, JOURNAL_SIGN_IN, NULL) : OK;
}

static err raise_signin(struct wtx *w, struct attempt *a)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;

	TRY(signin_raise(w, &changed, .id = c->actor->signin, .token_hash = token_hash(c, a->ticket->token)));
	if (!changed)
		return ERR_SIGN_IN;
	a->ticket->stage = SIGNIN_FULL;
	a->ticket->staff = a->account.staff;
	return journal_step(w, a, JOURNAL_SIGN_IN, NULL);
}

/* ---- by password --------------------------------------------------------------------------------------------------------- */

static err hash_of(struct ctx *c, str password, str *out)
{
	struct password_hash h;

	TRY(password_hash(&h, password, PASSWORD_COST));
	*out = str_copy(c->arena, str_of(h.s));
	return OK;
}

/* Is it this account's password? Where there is none to compare with, a hash is made and thrown away: the same work. */
static err right_password(struct ctx *c, struct attempt *a, str password, bool *yes)
{
	str spare;
	err e;

	*yes = false;
	if (!a->known || !a->account.password_hash.p || str_points(password) > PASSWORD_MOST)
		return hash_of(c, str_slice(password, 0, PASSWORD_MOST), &spare);
	e = password_check(a->account.password_hash, password);
	*yes = e == OK;
	return e == ERR_DENIED ? OK : e;
}

static err open_by_password(struct wtx *w, void *arg)
{
	struct attempt *a = arg;

	if (a->new_hash.p)
		TRY(account_renew_hash(w, NULL, .id = a->account.id, .password_hash = a->new_hash));
	return open_signin(w, a);
}

err signin_start(struct ctx *c, str login, str password, struct signin_ticket *out)
{
	struct attempt a = {.login = login_to_try(c, login), .ticket = out};
	bool right;

	a.throttle = throttle_for(c, "sign-in", a.login);
	password = str_tidy(c->arena, password);
	TRY(db_write(c, c->db, count_and_look_up, &a));
	TRY(right_password(c, &a, password, &right));
	if (!right) {
		TRY(db_write(c, c->db, note_password_failure, &a));
		return problem(c, "password", "The account name or the password is not right");
	}
	if (password_is_dated(a.account.password_hash, PASSWORD_COST))
		TRY(hash_of(c, password, &a.new_hash));
	out->token = token_make(c);
	return db_write(c, c->db, open_by_password, &a);
}

/* ---- by one-time code ------------------------------------------------------------------------------------------------------ */

static err keep_trying(struct wtx *w, void *arg)
{
	const struct attempt *a = arg;

	return throttle_pass(w, &a->throttle);
}

/* The code is used up and the password set in the same transaction that signs in. */
static err open_by_code(struct wtx *w, void *arg)
{
	struct attempt *a = arg;
	account_id id = a->account.id;
	int64_t used;

	TRY(look_up(w, a));
	TRY(code_use(w, &used, .account_id = id, .code_hash = a->code_hash, .recovery = false));
	a->right = a->known && used == 1;
	if (!a->right)
		return OK;
	TRY(account_set_password(w, NULL, .id = id, .password_hash = a->new_hash));
	TRY(codes_forget(w, NULL, .account_id = id, .recovery = false));
	TRY(signins_end(w, NULL, .account_id = id));
	TRY(journal_step(w, a, JOURNAL_ACCOUNT_CHANGED, "{\"password\":\"set with a one-time code\"}"));
	return open_signin(w, a);
}

static err wrong_code(struct ctx *c)
{
	return problem(c, "code", "This code does not fit the account name, was used before, or is older than three days. "
		"Check it letter by letter, or ask for a new one");
}

err signin_first(struct ctx *c, str login, str code, str password, struct signin_ticket *out)
{
	struct attempt a = {.login = login_to_try(c, login), .ticket = out, .typed = code_plain(c, code)};
	str name = STR_NONE;

	if (!a.typed.p)
		a.typed = STR("-");
	a.throttle = throttle_for(c, "sign-in", a.login);
	password = str_tidy(c->arena, password);
	TRY(db_write(c, c->db, count_and_look_up, &a));
	if (a.code_good)
		name = as_account(&a, c).name;
	if (password_rules(c, "password", password, a.login, name) != OK && a.code_good)
		TRY(db_write(c, c->db, keep_trying, &a));
	if (!a.code_good) {
		TRY(db_write(c, c->db, note_code_failure, &a));
		return wrong_code(c);
	}
	TRY(problems_end(c));
	TRY(hash_of(c, password, &a.new_hash));
	out->token = token_make(c);
	TRY(db_write(c, c->db, open_by_code, &a));
	return a.right ? OK : wrong_code(c);
}

/* ---- the second step ------------------------------------------------------------------------------------------------------ */

static err begin_second_step(struct ctx *c, struct attempt *a, str typed, struct signin_ticket *out)
{
	*a = (struct attempt){.id = c->actor->account, .ticket = out, .typed = typed};
	if (!a->id.v)
		return ERR_SIGN_IN;
	a->throttle = throttle_for(c, "second", str_of(id_show(a->id.v).s));
	out->token = token_make(c);
	return OK;
}

static err end_second_step(struct ctx *c, struct attempt *a, db_write_fn *step, const char *wrong)
{
	err e = db_write(c, c->db, step, a);

	if (e == OK && a->right)
		return OK;
	a->ticket->token = STR_NONE;
	return e == OK ? problem(c, "code", "%s", wrong) : e;
}

/* Wrong: the count of tries and the journal's row stay, so the transaction ends well. */
static err second_step_failed(struct wtx *w, struct attempt *a)
{
	a->right = false;
	return journal_step(w, a, JOURNAL_SIGN_IN_FAILED, a->recovery ? "{\"step\":\"recovery code\"}" : "{\"step\":\"second factor\"}");
}

static err try_totp(struct wtx *w, void *arg)
{
	struct attempt *a = arg;
	int64_t step, changed = 0;

	TRY(throttle_try(w, &a->throttle));
	TRY(look_up(w, a));
	if (!a->known || !account_has_totp(&a->account))
		return ERR_SIGN_IN;
	step = totp_step(wtx_ctx(w), a->account.totp_secret, a->typed, a->account.totp_last_step.v);
	if (step)
		TRY(account_use_totp_step(w, &changed, .id = a->account.id, .step = step));
	if (!changed)
		return second_step_failed(w, a);
	a->right = true;
	TRY(throttle_pass(w, &a->throttle));
	return raise_signin(w, a);
}

err signin_totp(struct ctx *c, str code, struct signin_ticket *out)
{
	struct attempt a;

	TRY(begin_second_step(c, &a, code, out));
	if (c->actor->stage != SIGNIN_TOTP)
		return ERR_SIGN_IN;
	return end_second_step(c, &a, try_totp,
		"This code is not right. Each code works once and for about a minute; wait for the next one");
}

static err try_recovery(struct wtx *w, void *arg)
{
	struct attempt *a = arg;
	int64_t used = 0;

	TRY(throttle_try(w, &a->throttle));
	TRY(look_up(w, a));
	if (!a->known)
		return ERR_SIGN_IN;
	if (a->typed.p)
		TRY(code_use(w, &used, .account_id = a->account.id, .code_hash = code_hash(wtx_ctx(w), a->account.id, a->typed),
			.recovery = true));
	if (!used)
		return second_step_failed(w, a);
	a->right = true;
	TRY(throttle_pass(w, &a->throttle));
	TRY(journal_step(w, a, JOURNAL_ACCOUNT_CHANGED, "{\"recovery_code\":\"used\"}"));
	return raise_signin(w, a);
}

err signin_recovery(struct ctx *c, str code, struct signin_ticket *out)
{
	struct attempt a;

	TRY(begin_second_step(c, &a, code_plain(c, code), out));
	if (c->actor->stage != SIGNIN_TOTP)
		return ERR_SIGN_IN;
	a.recovery = true;
	return end_second_step(c, &a, try_recovery, "This recovery code is not right or was used before. Each one works once");
}

/* ---- setting the second factor up ---------------------------------------------------------------------------------------- */

static err try_enroll(struct wtx *w, void *arg)
{
	struct attempt *a = arg;
	int64_t step, changed = 0;
	struct ctx *c = wtx_ctx(w);

	TRY(throttle_try(w, &a->throttle));
	TRY(look_up(w, a));
	if (!a->known)
		return ERR_SIGN_IN;
	if (account_has_totp(&a->account))
		FAIL(c, ERR_CONFLICT, "The second factor is set up already.");
	step = totp_step(c, a->account.totp_secret, a->typed, 0);
	if (step)
		TRY(account_use_totp_step(w, &changed, .id = a->account.id, .step = step));
	if (!changed)
		return second_step_failed(w, a);
	a->right = true;
	TRY(throttle_pass(w, &a->throttle));
	TRY(recovery_renew(w, a->account.id, a->ticket->recovery));
	TRY(journal_step(w, a, JOURNAL_ACCOUNT_CHANGED, "{\"second_factor\":\"on\"}"));
	return c->actor->stage == SIGNIN_ENROLL ? raise_signin(w, a) : OK;
}

err signin_enroll(struct ctx *c, str code, struct signin_ticket *out)
{
	struct attempt a;

	TRY(begin_second_step(c, &a, code, out));
	if (c->actor->stage == SIGNIN_TOTP)
		return ERR_SIGN_IN;
	if (c->actor->stage == SIGNIN_FULL)
		out->token = STR_NONE;
	return end_second_step(c, &a, try_enroll,
		"This code is not right. Check that the clock of your phone is right, and type the code it shows now");
}
