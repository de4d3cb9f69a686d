/* signin_pages.c - the pages of signing in and out. Each step is a form of its own; what a step needs is in the sign-in's cookie, and
 * where to go afterwards travels along as "then". */
#include "access/pages/access_routes.h"
#include "access/pages/signin_view.h"
#include "signin.html.h"

struct url signin_with_then(struct ctx *c, struct url u, str then)
{
	return then.n ? url_with(c, u, "then", then) : u;
}

struct url url_today_of(struct ctx *c, center_id center)
{
	return url_format(c, "/c/%s/today", ID(center));
}

/* From the address on the way in, from the form on the way on. */
static str then_of(struct ctx *c)
{
	str then = request_method(c) == METHOD_POST ? form_raw(c, "then") : query_text(c, "then");

	return then.n <= 500 ? then : STR_NONE;
}

static struct url first_page(bool staff)
{
	return staff ? url_today_any() : url_my_week();
}

/* The cookie, and the next step's page. */
static err go_on(struct ctx *c, const struct signin_ticket *t)
{
	str then = then_of(c);

	if (t->token.n)
		signin_cookie(c, t->token);
	if (t->stage == SIGNIN_TOTP)
		return redirect(c, signin_with_then(c, url_sign_in_code(), then), STR_NONE);
	if (t->stage == SIGNIN_ENROLL)
		return redirect(c, signin_with_then(c, url_sign_in_enroll(), then), STR_NONE);
	return redirect(c, url_ours(c, then, first_page(t->staff)), STR_NONE);
}

/* The form once more: what was wrong beside its field, or how long to wait on top. */
#define FORM_AGAIN(c, e, field, tpl, v) \
	do { \
		if ((e) == ERR_TOO_FAST) { \
			problem((c), (field), "%.*s", STR_ARG((c)->fail_text)); \
			response_header((c), "Retry-After", "60"); \
		} \
		if ((e) == ERR_INVALID || (e) == ERR_TOO_FAST) { \
			page_problems(c); \
			tpl((c), (v)); \
			return page_done((c), err_http_status(e)); \
		} \
		if ((e) == ERR_SIGN_IN) \
			return redirect((c), signin_with_then((c), url_sign_in(), then_of(c)), STR("Please sign in again.")); \
		TRY(e); \
	} while (0)

/* ---- account name and password ------------------------------------------------------------------------------------------ */

static str typed_login(struct ctx *c)
{
	return form_text(c, &(struct field){.name = "login", .label = "account name", .required = true, .ask = "Enter your account name"});
}

/* Passwords are taken as typed; only that there is one is asked for here. */
static str typed_secret(struct ctx *c, const char *name, const char *ask)
{
	str s = form_raw(c, name);

	if (!s.n)
		problem(c, name, "%s", ask);
	return s;
}

static struct signin_ticket ticket_of(struct ctx *c)
{
	return (struct signin_ticket){.agent = request_header(c, "user-agent")};
}

/* GET /sign-in */
static err sign_in_show(struct ctx *c)
{
	struct signin_view v = {.then = then_of(c)};

	if (c->actor->stage == SIGNIN_FULL)
		return redirect(c, url_ours(c, v.then, first_page(c->actor->staff)), STR_NONE);
	return page(c, tpl_sign_in, &v);
}

static err try_password(struct ctx *c, struct signin_ticket *t)
{
	str login = typed_login(c);
	str password = typed_secret(c, "password", "Enter your password");

	TRY(problems_end(c));
	return signin_start(c, login, password, t);
}

/* POST /sign-in */
static err sign_in_submit(struct ctx *c)
{
	struct signin_ticket t = ticket_of(c);
	struct signin_view v = {.then = then_of(c)};
	err e = try_password(c, &t);

	FORM_AGAIN(c, e, "login", tpl_sign_in, &v);
	return go_on(c, &t);
}

/* ---- the first time, or a forgotten password --------------------------------------------------------------------------- */

/* GET /sign-in/first */
static err first_show(struct ctx *c)
{
	return page(c, tpl_sign_in_first, &(struct signin_view){.then = then_of(c), .login = query_text(c, "login")});
}

static err try_first(struct ctx *c, struct signin_ticket *t)
{
	str login = typed_login(c);
	str code = form_text(c, &(struct field){.name = "code", .label = "code", .required = true,
		.ask = "Enter the one-time code you were given", .max = 40});
	str password = typed_secret(c, "password", "Choose a password");

	if (password.n && !str_eq(password, form_raw(c, "again")))
		problem(c, "again", "Type the same password twice");
	TRY(problems_end(c));
	return signin_first(c, login, code, password, t);
}

/* POST /sign-in/first */
static err first_submit(struct ctx *c)
{
	struct signin_ticket t = ticket_of(c);
	struct signin_view v = {.then = then_of(c)};
	err e = try_first(c, &t);

	FORM_AGAIN(c, e, "login", tpl_sign_in_first, &v);
	return go_on(c, &t);
}

/* ---- the second factor -------------------------------------------------------------------------------------------------- */

static str typed_code(struct ctx *c, const char *ask)
{
	return form_text(c, &(struct field){.name = "code", .label = "code", .required = true, .ask = ask, .max = 40});
}

/* GET /sign-in/code and /sign-in/recovery */
static err second_show(struct ctx *c)
{
	struct signin_view v = {.then = then_of(c)};

	if (c->actor->stage != SIGNIN_TOTP)
		return redirect(c, signin_with_then(c, url_sign_in(), v.then), STR_NONE);
	return str_ends(request_path(c), "/recovery") ? page(c, tpl_sign_in_recovery, &v) : page(c, tpl_sign_in_code, &v);
}

/* POST /sign-in/code */
static err code_submit(struct ctx *c)
{
	struct signin_ticket t = {0};
	struct signin_view v = {.then = then_of(c)};
	str code = typed_code(c, "Enter the six digits your app shows");
	err e = problems_end(c);

	if (e == OK)
		e = signin_totp(c, code, &t);
	FORM_AGAIN(c, e, "code", tpl_sign_in_code, &v);
	return go_on(c, &t);
}

/* POST /sign-in/recovery */
static err recovery_submit(struct ctx *c)
{
	struct signin_ticket t = {0};
	struct signin_view v = {.then = then_of(c)};
	str code = typed_code(c, "Enter one of your recovery codes");
	err e = problems_end(c);

	if (e == OK)
		e = signin_recovery(c, code, &t);
	FORM_AGAIN(c, e, "code", tpl_sign_in_recovery, &v);
	return go_on(c, &t);
}

/* ---- setting the second factor up ---------------------------------------------------------------------------------------- */

static err load_card(struct ctx *c, struct enroll_view *v)
{
	v->then = then_of(c);
	v->may_leave = c->actor->stage == SIGNIN_FULL;
	return own_totp_card(c->tx, &v->card);
}

/* GET /sign-in/second-factor */
static err enroll_show(struct ctx *c)
{
	struct enroll_view v;
	err e = load_card(c, &v);

	if (e == ERR_NOT_FOUND)
		return redirect(c, c->actor->stage == SIGNIN_FULL ? url_account() : url_sign_in(), STR_NONE);
	TRY(e);
	return page(c, tpl_enroll, &v);
}

/* POST /sign-in/second-factor - the recovery codes are this answer's page: they are shown once and kept nowhere. */
static err enroll_submit(struct ctx *c)
{
	struct signin_ticket t = {0};
	str code = typed_code(c, "Enter the six digits your app shows");
	struct enroll_view v;
	err e = problems_end(c);

	if (e == OK)
		e = signin_enroll(c, code, &t);
	if (e != OK && (e == ERR_INVALID || e == ERR_TOO_FAST))
		TRY(load_card(c, &v));
	FORM_AGAIN(c, e, "code", tpl_enroll, &v);
	if (t.token.n)
		signin_cookie(c, t.token);
	return page(c, tpl_recovery_codes, &(struct recovery_view){t.recovery,
		c->actor->stage == SIGNIN_FULL ? url_account() : url_ours(c, then_of(c), first_page(t.staff))});
}

/* ---- out, and where to begin ---------------------------------------------------------------------------------------------- */

static err sign_out_now(struct wtx *w, void *arg)
{
	(void)arg;
	return own_signout(w);
}

/* POST /sign-out */
static err sign_out(struct ctx *c)
{
	TRY(web_write(c, sign_out_now, NULL));
	signin_cookie(c, STR_NONE);
	return redirect(c, url_sign_in(), STR("You are signed out."));
}

/* GET /today - staff begin at their center; who works at several chooses. */
static err today_any(struct ctx *c)
{
	struct choose_view v;

	TRY(centers_of_actor(c->tx, &v.centers, .account_id = c->actor->account));
	if (v.centers.n == 1)
		return redirect(c, url_today_of(c, v.centers.v[0].id), request_notice(c));
	return page(c, tpl_choose_center, &v);
}

const struct route signin_routes[] = {
	{METHOD_GET, "/sign-in", sign_in_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-in", sign_in_submit, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/sign-in/first", first_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-in/first", first_submit, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/sign-in/code", second_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-in/code", code_submit, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/sign-in/recovery", second_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-in/recovery", recovery_submit, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/sign-in/second-factor", enroll_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-in/second-factor", enroll_submit, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/sign-out", sign_out, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/today", today_any, PERM_TODAY, JOURNAL_NONE, 0, 0},
};
const size_t signin_routes_n = COUNT_OF(signin_routes);
