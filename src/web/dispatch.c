/* dispatch.c - what happens to every request, in order: its route, its body, who asks, may they, is
 * the form ours, the handler, the journal, and the headers that every answer carries. */
#include <unistd.h>

#include "base/log.h"
#include "web/compress.h"
#include "web/cookie.h"
#include "web/csrf.h"
#include "web/error.h"
#include "web/exchange.h"
#include "web/kept.h"

/* ---- the head ---------------------------------------------------------------------------------------------------- */

static err find_route(struct exchange *x)
{
	struct request *r = &x->req;
	struct route_match *m = &r->match;

	if (!router_find(x->app->router, r->path, m))
		return ERR_NOT_FOUND;
	r->route = r->method == METHOD_POST ? m->post : r->method == METHOD_GET ? m->get : NULL;
	if (r->route)
		return OK;
	r->status = 405;
	return ERR_MALFORMED;
}

static bool type_is(struct ctx *c, const char *type)
{
	str rest, sent = request_header(c, "content-type");

	return str_eq_ascii_case(str_trim(str_cut(sent, ';', &rest)), str_of(type));
}

/* Who asks, and may they use this route at all? Needs the read view unless the route is everybody's. */
static err enter(struct ctx *c)
{
	const struct route *route = c->req->route;
	bool at_center = route_value(route, &c->req->match, "center").p;
	struct actor *actor;
	int64_t center = 0;

	if (at_center && path_id(c, "center", &center) != OK)
		center = 0; /* who asks is known all the same when the page says that there is no such place */
	if (route->flags & (ROUTE_NO_TX | ROUTE_PUBLIC_CACHE))
		actor = access_nobody(c);
	else
		TRY(access_identify(c->tx, cookie_read(c, COOKIE_SIGNIN), center, &actor));
	c->actor = actor;
	if (at_center && !center)
		return ERR_NOT_FOUND;
	return route->flags & ROUTE_NO_TX ? OK : access_enter(c, center, route->permission);
}

/* Before a large body is taken: is the caller allowed to send one? The view is not kept open while
 * it arrives. */
static err admit_upload(struct exchange *x)
{
	struct ctx *c = &x->ctx;
	err e = OK;

	if (!(x->req.route->flags & ROUTE_NO_TX)) {
		TRY(db_read_begin(c, c->db));
		e = enter(c);
		db_read_end(c);
	}
	if (e != OK)
		return e;
	return multipart_open(c, request_header(c, "content-type"), &x->req.form, &x->req.uploads, &x->multipart);
}

err dispatch_head(struct exchange *x)
{
	struct ctx *c = &x->ctx;

	TRY(find_route(x));
	if (x->req.method != METHOD_POST || !type_is(c, "multipart/form-data"))
		return OK;
	if (!(x->req.route->flags & ROUTE_UPLOAD))
		FAIL(c, ERR_MALFORMED, "Files cannot be sent to this address.");
	return admit_upload(x);
}

/* ---- the body ---------------------------------------------------------------------------------------------------- */

static err read_query(struct ctx *c)
{
	str raw = c->req->query_raw;

	return raw.n ? form_parse(c, (char *)str_copy(c->arena, raw).p, raw.n, &c->req->query) : OK;
}

static err read_body(struct exchange *x)
{
	struct ctx *c = &x->ctx;

	if (x->multipart)
		return multipart_end(x->multipart);
	if (!x->body.n || type_is(c, "application/x-www-form-urlencoded"))
		return form_parse(c, x->body.p, x->body.n, &x->req.form);
	if (!(x->req.route->flags & ROUTE_API))
		FAIL(c, ERR_MALFORMED, "The form was not sent as a form.");
	x->req.body = buf_view(&x->body);
	return OK;
}

/* ---- the work ---------------------------------------------------------------------------------------------------- */

static err work_inside(struct ctx *c)
{
	TRY(enter(c));
	if (c->req->method == METHOD_POST)
		TRY(csrf_check(c));
	return c->req->route->handler(c);
}

/* What was seen is in the journal before it is shown; without that it is not shown. An answer that only leads on shows nobody; a form
 * that comes back with its problems shows as much as the page it was on. */
static err journal_view(struct ctx *c)
{
	err e = c->req->answer->status == 303 ? OK : journal_flush_view(c, c->req->route->event);

	if (e != OK && c->req->method == METHOD_POST)
		FAIL(c, ERR_IO, "This may have been saved, but not all of it could be noted. Open the page again and look.");
	return e;
}

/* Keeps the sign-in from going idle. When that fails the next request tries again; this one is done. */
static void note_active(struct ctx *c)
{
	if (!(c->req->route->flags & (ROUTE_QUIET | ROUTE_PUBLIC_CACHE)) && access_seen(c) != OK)
		log_warning(c->request_id, "sign-in not noted as active");
}

/* The read view is given back before anything is written: nobody waits for the disk while holding a
 * connection. */
static err work(struct exchange *x)
{
	struct ctx *c = &x->ctx;
	err e;

	TRY(x->failed);
	TRY(read_query(c));
	if (x->req.method == METHOD_POST)
		TRY(read_body(x));
	if (x->req.route->flags & ROUTE_NO_TX)
		return work_inside(c);
	TRY(db_read_begin(c, c->db));
	e = work_inside(c);
	db_read_end(c);
	TRY(e);
	TRY(journal_view(c));
	note_active(c);
	return OK;
}

/* ---- the answer -------------------------------------------------------------------------------------------------- */

#define CSP \
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " \
	"media-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

static const struct header on_everything[] = {
        {STR("Content-Security-Policy"), STR(CSP)},
        {STR("X-Content-Type-Options"), STR("nosniff")},
        {STR("Referrer-Policy"), STR("same-origin")},
        {STR("Cross-Origin-Opener-Policy"), STR("same-origin")},
        {STR("Cross-Origin-Resource-Policy"), STR("same-origin")},
        {STR("Permissions-Policy"), STR("camera=(), geolocation=(), microphone=(), payment=(), usb=()")},
};

static double ms(int64_t ns)
{
	return (double)ns / 1e6;
}

static void put_timing(struct exchange *x)
{
	const struct cost *cost = &x->ctx.cost;

	response_header(&x->ctx, "Server-Timing",
		str_format(&x->arena, "sql;dur=%.3f;desc=\"%u statements\", wait;dur=%.3f, render;dur=%.3f, total;dur=%.3f",
			ms(cost->sql_ns), cost->statements, ms(cost->wait_ns), ms(cost->render_ns),
			ms(monotonic_ns() - x->began_ns)).p);
}

static bool is_public(const struct exchange *x)
{
	const struct route *route = x->req.route;

	return route && (route->flags & ROUTE_PUBLIC_CACHE) && x->answer.status == 200;
}

static void put_cache(struct exchange *x)
{
	bool shared = is_public(x);

	if (answer_header(&x->answer, "Cache-Control").p)
		return;
	response_header(&x->ctx, "Cache-Control", shared ? "public, max-age=60" : "no-store");
	if (shared)
		response_header(&x->ctx, "Vary", "X-Porchlight");
}

static void finish(struct exchange *x)
{
	struct answer *a = &x->answer;

	put_cache(x);
	if (x->app->timing)
		put_timing(x);
	if (x->req.https)
		response_header(&x->ctx, "Strict-Transport-Security", "max-age=31536000");
	for (size_t i = 0; i < COUNT_OF(on_everything) && a->n_headers < ANSWER_HEADERS_MAX; i++)
		if (!answer_header(a, on_everything[i].name.p).p)
			a->headers[a->n_headers++] = on_everything[i];
	if (a->fd < 0 && !a->body.p)
		a->body = buf_view(&x->out);
	if (is_public(x))
		answer_compress(x);
}

/* Who brings a sign-in that holds no more is told so, and the browser forgets it; a stranger is told nothing. */
static str why_not_signed_in(struct ctx *c)
{
	if (c->actor->account.v || !cookie_read(c, COOKIE_SIGNIN).n)
		return STR_NONE;
	signin_cookie(c, STR_NONE);
	return STR("You are not signed in any more: nothing happened for a while, or the sign-in was ended. Sign in to go on where you were.");
}

/* A page for people who are signed in leads others to the sign-in and back. */
static bool lead_to_sign_in(struct exchange *x)
{
	struct ctx *c = &x->ctx;
	struct url then = {x->req.raw->target};

	if (x->failed != ERR_SIGN_IN || x->req.method != METHOD_GET || request_wants_json(c))
		return false;
	x->answer.n_headers = 0;
	return redirect(c, url_with(c, url_literal("/sign-in"), "then", then.s), why_not_signed_in(c)) == OK;
}

static void put_allow(struct exchange *x)
{
	const struct route_match *m = &x->req.match;

	response_header(&x->ctx, "Allow", m->get && m->post ? "GET, HEAD, POST" : m->get ? "GET, HEAD" : "POST");
}

void dispatch_failed(struct exchange *x)
{
	struct answer *a = &x->answer;

	if (x->failed == ERR_BUG || x->failed == ERR_IO)
		log_error(x->ctx.request_id, "failed", LOG_STR("error", str_of(err_name(x->failed))),
			LOG_STR("why", x->ctx.fail_text.p ? x->ctx.fail_text : STR("")));
	a->body = STR_NONE; /* what the handler meant to send */
	a->pieces = NULL;
	if (a->fd >= 0)
		close(a->fd);
	a->fd = -1;
	if (!lead_to_sign_in(x)) {
		error_answer(&x->ctx, x->failed, x->req.status);
		if (x->req.status == 405)
			put_allow(x);
	}
	finish(x);
}

void dispatch(struct exchange *x)
{
	if (kept_find(x)) {
		if (x->app->timing)
			put_timing(x);
		return;
	}
	x->failed = work(x);
	if (x->failed == OK)
		finish(x);
	else
		dispatch_failed(x);
}
