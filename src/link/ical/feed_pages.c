/* feed_pages.c - the calendar behind an address, and the pages where people make and take back theirs. */
#include "link/ical/feed_routes.h"

#include "base/crypt.h"
#include "feed.html.h"
#include "link/ical/feed_view.h"
#include "web/request.h"

/* "https://host" as this request came. */
static str base_of(struct ctx *c)
{
	str host = request_header(c, "host");

	return str_format(c->arena, "%s://%.*s", c->req->https ? "https" : "http", STR_ARG(host));
}

/* ---- the calendar ------------------------------------------------------------------------------------------------------ */

static err take_note(struct wtx *w, void *arg)
{
	return feed_note(w, arg);
}

/* GET /calendar/{file} - TOKEN.ics */
static err feed_show(struct ctx *c)
{
	str file = path_text(c, "file"), text;
	struct feed_by_token_row feed;
	const char *tag;

	if (!str_ends(file, ".ics"))
		return ERR_NOT_FOUND;
	TRY(feed_text(c->tx, str_slice(file, 0, file.n - 4), base_of(c), &feed, &text));
	if (feed_note_due(c, &feed))
		TRY(web_write(c, take_note, &feed));
	tag = str_format(c->arena, "\"%.32s\"", crypt_sha256((bytes){(const uint8_t *)text.p, text.n}).s).p;
	response_header(c, "ETag", tag);
	response_header(c, "Cache-Control", "no-store"); /* the tag is for calendars, which keep what they read in their own way */
	if (str_index(request_header(c, "if-none-match"), str_of(tag)) >= 0)
		return send_body(c, 304, "text/calendar; charset=utf-8");
	buf_str(c->out, text);
	return send_body(c, 200, "text/calendar; charset=utf-8");
}

/* ---- one's own addresses ----------------------------------------------------------------------------------------------- */

static err show(struct ctx *c, enum feed_kind kind, str made)
{
	struct feeds_view v = {.made = made, .staff = kind == FEED_CLINICIAN,
		.here = kind == FEED_CLINICIAN ? url_calendar(c) : url_my_calendar()};

	TRY(feeds_of_account(c->tx, &v.rows, .account_id = c->actor->account, .kind = kind));
	return v.staff ? page(c, tpl_calendar_staff, &v) : page(c, tpl_calendar_mine, &v);
}

struct feed_step {
	enum feed_kind kind;
	calendar_feed_id feed;
	str token;
};

static err take_make(struct wtx *w, void *arg)
{
	struct feed_step *x = arg;

	return feed_make(w, x->kind, &x->token);
}

static err take_back(struct wtx *w, void *arg)
{
	return feed_take_back(w, ((struct feed_step *)arg)->feed);
}

/* do=make shows the new address on the page that answers: it is nowhere else. do=revoke takes one back. */
static err step(struct ctx *c, enum feed_kind kind)
{
	struct feed_step x = {.kind = kind};
	struct url here = kind == FEED_CLINICIAN ? url_calendar(c) : url_my_calendar();
	err e;

	if (str_is(form_raw(c, "do"), "revoke")) {
		x.feed.v = form_id(c, &(struct field){.name = "feed", .label = "an address", .required = true});
		TRY(problems_end(c));
		TRY(web_write(c, take_back, &x));
		return redirect(c, here, STR("Taken back. That address no longer works."));
	}
	e = web_write(c, take_make, &x);
	if (e == ERR_CONFLICT)
		return redirect(c, here, c->fail_text);
	TRY(e);
	return show(c, kind, str_format(c->arena, "%.*s/calendar/%.*s.ics", STR_ARG(base_of(c)), STR_ARG(x.token)));
}

/* GET and POST /c/{center}/calendar */
static err staff_show(struct ctx *c)
{
	return show(c, FEED_CLINICIAN, STR_NONE);
}

static err staff_step(struct ctx *c)
{
	return step(c, FEED_CLINICIAN);
}

/* GET and POST /my/calendar */
static err my_show(struct ctx *c)
{
	return show(c, FEED_PARTICIPANT, STR_NONE);
}

static err my_step(struct ctx *c)
{
	return step(c, FEED_PARTICIPANT);
}

const struct route feed_routes[] = {
	{METHOD_GET, "/calendar/{file}", feed_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/calendar", staff_show, PERM_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/calendar", staff_step, PERM_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/my/calendar", my_show, PERM_MY, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/my/calendar", my_step, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t feed_routes_n = COUNT_OF(feed_routes);
