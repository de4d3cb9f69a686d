/* closure_pages.c - closures: what a new one cancels is shown first; taking one back brings sessions back. */
#include "care/schedule/schedule_routes.h"
#include "care/schedule/schedule_view.h"
#include "closures.html.h"

#define SHOW_PAST_DAYS 30

static err load_closures(struct ctx *c, struct closures_view *v)
{
	return closures_from(c->tx, &v->rows, .day = date_add(zone_day(c->zone, c->now), -SHOW_PAST_DAYS));
}

/* GET /c/{center}/settings/closures */
static err closures_show(struct ctx *c)
{
	struct closures_view v = {0};

	TRY(load_closures(c, &v));
	return page(c, tpl_closures, &v);
}

struct closure_step {
	closure_id id;
	date from, to;
	str name;
	int64_t sessions; /* cancelled or restored */
};

static err take_close(struct wtx *w, void *arg)
{
	struct closure_step *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return schedule_close(w, may, x->from, x->to, x->name, &x->id, &x->sessions);
}

/* The days and the number of sessions that were on the screen: what the button confirms. */
static str seen_text(struct ctx *c, const struct closure_step *x, size_t sessions)
{
	return str_format(c->arena, "%s/%s/%zu", date_show(x->from).s, date_show(x->to).s, sessions);
}

static str sessions_said(struct ctx *c, int64_t n, const char *what)
{
	return str_format(c->arena, "%lld %s %s.", (long long)n, n == 1 ? "session is" : "sessions are", what);
}

/* POST /c/{center}/settings/closures - first shows what it would cancel; confirmed, it does. */
static err closures_take(struct ctx *c)
{
	struct closures_view v = {0};
	struct closure_step x = {0};
	err e;

	TRY(load_closures(c, &v));
	x.name = form_text(c, &(struct field){.name = "name", .label = "Name", .max = 100});
	x.from = form_date(c, &(struct field){.name = "from", .label = "First day"});
	x.to = form_date(c, &(struct field){.name = "to", .label = "Last day"});
	e = problems_end(c);
	if (e == OK)
		e = schedule_closure_check(c, x.from, &x.to, x.name);
	if (e == ERR_INVALID)
		return page_again(c, tpl_closures, &v);
	TRY(e);
	TRY(sessions_planned_between(c->tx, &v.cancels, .from_day = x.from, .to_day = x.to));
	v.seen = seen_text(c, &x, v.cancels.n);
	if (!str_eq(form_raw(c, "seen"), v.seen)) {
		v.checked = true;
		return page(c, tpl_closures, &v);
	}
	TRY(web_write(c, take_close, &x));
	return redirect(c, url_closures(c), sessions_said(c, x.sessions, "cancelled"));
}

static err take_reopen(struct wtx *w, void *arg)
{
	struct closure_step *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return schedule_reopen(w, may, x->id, &x->sessions);
}

/* POST /c/{center}/settings/closures/{closure} - taken back */
static err closure_reopen(struct ctx *c)
{
	struct closure_step x = {0};

	TRY(PATH_ID(c, "closure", &x.id));
	TRY(web_write(c, take_reopen, &x));
	return redirect(c, url_closures(c), sessions_said(c, x.sessions, "back on the schedule"));
}

const struct route closure_routes[] = {
	{METHOD_GET, "/c/{center}/settings/closures", closures_show, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/closures", closures_take, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/closures/{closure}", closure_reopen, PERM_PLAN_SCHEDULE, JOURNAL_NONE, 0, 0},
};
const size_t closure_routes_n = COUNT_OF(closure_routes);
