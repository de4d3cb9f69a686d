/* make_up_pages.c - the finder for staff, the answer of the participant. */
#include "care/attendance/attendance_routes.h"
#include "care/attendance/make_up_view.h"
#include "make_up.html.h"

/* The week in view: this one or one ahead. What is over cannot be made up. */
static date week_asked(struct ctx *c)
{
	date today = zone_day(c->zone, c->now), day = query_day(c, "week", today);

	return date_cmp(day, today) > 0 ? day : today;
}

/* GET /c/{center}/make-up?week= */
static err make_up_show(struct ctx *c)
{
	struct make_up_view v = {0};
	date monday;

	TRY(make_up_find(c->tx, week_asked(c), &v.finder));
	monday = v.finder.ledger.monday;
	v.ahead = date_cmp(monday, zone_day(c->zone, c->now)) > 0;
	v.here = url_at_week(c, url_make_up(c), monday);
	v.before = url_at_week(c, url_make_up(c), date_add(monday, -7));
	v.after = url_at_week(c, url_make_up(c), date_add(monday, 7));
	v.people = ARENA_NEW_ARRAY(c->arena, struct short_view, v.finder.n);
	for (size_t i = 0; i < v.finder.n; i++) {
		v.people[i] = short_view_of(c, v.finder.v[i].p);
		journal_saw(c, v.finder.v[i].p->row.person_id);
	}
	return page(c, tpl_make_up, &v);
}

struct staff_step {
	episode_id episode;
	session_id session;
	make_up_offer_id offer;
	bool withdraw;
};

static err take_step(struct wtx *w, void *arg)
{
	const struct staff_step *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return x->withdraw ? make_up_withdraw(w, may, x->offer) : make_up_offer(w, may, x->session);
}

/* After a step the list is shown again; what stood in the way is said there. */
static err back(struct ctx *c, err e, str done)
{
	if (e == ERR_CONFLICT)
		done = c->fail_text;
	else
		TRY(e);
	return redirect(c, url_at_week(c, url_make_up(c), week_asked(c)), done);
}

/* POST /c/{center}/make-up?week= - do=offer or do=withdraw. */
static err make_up_step(struct ctx *c)
{
	struct staff_step x = {.withdraw = str_is(form_raw(c, "do"), "withdraw")};

	x.episode.v = form_id(c, &(struct field){.name = "episode", .label = "a person", .required = true});
	if (x.withdraw)
		x.offer.v = form_id(c, &(struct field){.name = "offer", .label = "an offer", .required = true});
	else
		x.session.v = form_id(c, &(struct field){.name = "session", .label = "a session", .required = true});
	TRY(problems_end(c));
	return back(c, web_write(c, take_step, &x),
		x.withdraw ? STR("The offer is taken back.") : STR("Offered. They see it under My week and can answer there."));
}

struct answer_step {
	make_up_offer_id offer;
	enum offer_status answer;
};

static err take_answer(struct wtx *w, void *arg)
{
	const struct answer_step *x = arg;
	const struct chart_proof *may;

	TRY(access_own_chart(wtx_read(w), &may));
	return make_up_answer(w, may, x->offer, x->answer);
}

/* POST /my/offers/{offer} - the participant says whether they will come. */
static err my_answer(struct ctx *c)
{
	struct answer_step x;
	err e;

	TRY(PATH_ID(c, "offer", &x.offer));
	x.answer = (enum offer_status)code_find(&offer_status_codes, form_raw(c, "answer"));
	e = web_write(c, take_answer, &x);
	if (e == ERR_CONFLICT)
		return redirect(c, url_my_week(), c->fail_text);
	TRY(e);
	return redirect(c, url_my_week(),
		x.answer == OFFER_ACCEPTED ? STR("You are on the list. See you there.")
								   : STR("Thank you for telling us. Your counselor can look for another time."));
}

const struct route make_up_routes[] = {
	{METHOD_GET, "/c/{center}/make-up", make_up_show, PERM_ROSTER, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_POST, "/c/{center}/make-up", make_up_step, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/my/offers/{offer}", my_answer, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t make_up_routes_n = COUNT_OF(make_up_routes);
