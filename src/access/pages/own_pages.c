/* own_pages.c - one's own account: password, second step, and where one is signed in. */
#include "access/pages/own_view.h"

#include "access/pages/access_routes.h"
#include "accounts.sql.h"
#include "own_account.html.h"
#include "signin.html.h"

/* ---- browsers in words --------------------------------------------------------------------------------------------------- */

struct word {
	const char *in; /* what stands in the name the browser gives itself */
	const char *out;
};

/* The first that is found counts: Edge and Chrome call themselves Safari too. */
static const struct word browsers[] = {
	{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
	{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
};
static const struct word machines[] = {
	{"iPhone", "an iPhone"}, {"iPad", "an iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "a Mac"},
	{"CrOS", "a Chromebook"}, {"Linux", "Linux"},
};

static const char *word_for(const struct word *v, size_t n, str agent)
{
	for (size_t i = 0; i < n; i++)
		if (str_index(agent, str_of(v[i].in)) >= 0)
			return v[i].out;
	return NULL;
}

struct label browser_label(str agent)
{
	const char *browser = word_for(browsers, COUNT_OF(browsers), agent);
	const char *machine = word_for(machines, COUNT_OF(machines), agent);

	if (browser && machine)
		return label_format("%s on %s", browser, machine);
	return label_format("%s", browser ? browser : machine ? machine : "A browser");
}

/* ---- the page -------------------------------------------------------------------------------------------------------------- */

static err load_signins(struct ctx *c, struct own_view *v)
{
	struct signins_of_rows rows;

	TRY(signins_of(c->tx, &rows, .account_id = c->actor->account, .since = {c->now.ms - SIGNIN_LASTS_MS}));
	v->signins = ARENA_NEW_ARRAY(c->arena, struct own_signin, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v->signins[v->n++] = (struct own_signin){rows.v[i].id, rows.v[i].created_at, rows.v[i].seen_at,
			browser_label(rows.v[i].agent), rows.v[i].address, rows.v[i].id.v == c->actor->signin.v};
	return OK;
}

static err load(struct ctx *c, struct own_view *v)
{
	struct account_look_row account;
	struct codes_left_row left;

	*v = (struct own_view){0};
	TRY(account_look(c->tx, &account, .id = c->actor->account));
	TRY(codes_left(c->tx, &left, .account_id = account.id));
	v->login = account.login;
	v->has_totp = account.totp_secret.p && account.totp_last_step.set;
	v->staff = account.staff;
	v->codes_left = left.n;
	return load_signins(c, v);
}

/* GET /account */
static err own_show(struct ctx *c)
{
	struct own_view v;

	TRY(load(c, &v));
	return page(c, tpl_own_account, &v);
}

/* ---- password ---------------------------------------------------------------------------------------------------------------- */

static err change_password(struct ctx *c)
{
	str current = form_raw(c, "current"), password = form_raw(c, "password");

	if (!current.n)
		problem(c, "current", "Enter your present password");
	if (!password.n)
		problem(c, "password", "Choose a new password");
	else if (!str_eq(password, form_raw(c, "again")))
		problem(c, "again", "Type the same new password twice");
	TRY(problems_end(c));
	return own_password(c, current, password);
}

/* The page with what was wrong, or how long to wait, beside the field. */
static err show_again(struct ctx *c, err e, const char *field)
{
	struct own_view v;

	if (e == ERR_TOO_FAST) {
		problem(c, field, "%.*s", STR_ARG(c->fail_text));
		response_header(c, "Retry-After", "60");
	} else if (e != ERR_INVALID) {
		return e;
	}
	TRY(load(c, &v));
	page_problems(c);
	tpl_own_account(c, &v);
	return page_done(c, err_http_status(e));
}

/* POST /account/password */
static err password_submit(struct ctx *c)
{
	err e = change_password(c);

	if (e != OK)
		return show_again(c, e, "current");
	return redirect(c, url_account(), STR("Your password is changed. Everywhere else you are signed out."));
}

/* ---- second step --------------------------------------------------------------------------------------------------------------- */

/* Nothing about the second step changes before the password was typed once more. */
static err confirm(struct ctx *c)
{
	str present = form_raw(c, "present");

	if (!present.n)
		return problem(c, "present", "Enter your password");
	return own_confirm(c, "present", present);
}

static err prepare(struct wtx *w, void *arg)
{
	(void)arg;
	return own_totp_prepare(w);
}

/* POST /account/second-factor */
static err second_on(struct ctx *c)
{
	err e = confirm(c);

	if (e != OK)
		return show_again(c, e, "present");
	e = web_write(c, prepare, NULL);
	if (e == ERR_CONFLICT)
		return redirect(c, url_account(), c->fail_text);
	TRY(e);
	return redirect(c, url_sign_in_enroll(), STR_NONE);
}

static err drop(struct wtx *w, void *arg)
{
	(void)arg;
	return own_totp_drop(w);
}

/* POST /account/second-factor/off */
static err second_off(struct ctx *c)
{
	err e = c->actor->staff ? ERR_DENIED : confirm(c);

	if (e == ERR_DENIED)
		FAIL(c, e, "Staff accounts keep their second factor.");
	if (e != OK)
		return show_again(c, e, "present");
	TRY(web_write(c, drop, NULL));
	return redirect(c, url_account(), STR("The second step is off. Your password alone signs you in."));
}

static err renew(struct wtx *w, void *arg)
{
	return own_recovery_codes(w, arg);
}

/* POST /account/recovery-codes - shown as this answer's page, once. */
static err recovery_new(struct ctx *c)
{
	struct code_text codes[RECOVERY_CODES];
	err e = confirm(c);

	if (e != OK)
		return show_again(c, e, "present");
	e = web_write(c, renew, codes);
	if (e == ERR_CONFLICT)
		return redirect(c, url_account(), c->fail_text);
	TRY(e);
	return page(c, tpl_recovery_codes, &(struct recovery_view){codes, url_account()});
}

/* ---- sign-ins ---------------------------------------------------------------------------------------------------------------------- */

static err end_one(struct wtx *w, void *arg)
{
	return own_signin_end(w, *(const signin_id *)arg);
}

/* POST /account/sign-ins/end */
static err signin_end_submit(struct ctx *c)
{
	signin_id id = {form_id(c, &(struct field){.name = "signin", .label = "sign-in", .required = true})};
	err e;

	TRY(problems_end(c));
	e = web_write(c, end_one, &id);
	if (e == ERR_NOT_FOUND)
		return redirect(c, url_account(), STR("That sign-in had ended already."));
	TRY(e);
	return redirect(c, url_account(), STR("That sign-in has ended."));
}

const struct route own_routes[] = {
	{METHOD_GET, "/account", own_show, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/account/password", password_submit, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/account/second-factor", second_on, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/account/second-factor/off", second_off, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/account/recovery-codes", recovery_new, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/account/sign-ins/end", signin_end_submit, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
};
const size_t own_routes_n = COUNT_OF(own_routes);
