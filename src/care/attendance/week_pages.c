/* week_pages.c - Today for staff, My week for a participant. */
#include "care/schedule/schedule_view.h"
#include "care/attendance/attendance_routes.h"
#include "care/attendance/week_view.h"
#include "care/starting/starting.h"
#include "my_week.html.h"
#include "today.html.h"

#define JOIN_EARLY_MIN 20 /* the link to a video session shows this long before it starts */

struct short_view short_view_of(struct ctx *c, const struct ledger_person *p)
{
	return (struct short_view){.p = p,
		.name = person_name(c->arena, p->row.given, p->row.preferred, p->row.family),
		.hours = hours_view_of(&p->verdict)};
}

/* ---- Today ------------------------------------------------------------------------------------------------------ */

static void show_sessions(struct ctx *c, const struct day_sessions_rows *rows, struct today_view *v)
{
	v->sessions = ARENA_NEW_ARRAY(c->arena, struct day_session_view, rows->n);
	v->n = rows->n;
	for (size_t i = 0; i < rows->n; i++) {
		const struct day_sessions_row *s = &rows->v[i];
		bool now = s->starts_at.ms <= c->now.ms && c->now.ms < s->ends_at.ms;

		v->sessions[i] = (struct day_session_view){.s = s,
			.kind = kind_look(s->kind_code, s->grouped, s->group_limit),
			.open = s->starts_at.ms <= c->now.ms,
			.look = s->status == SESSION_CANCELLED ? "pl-session--cancelled"
				: now                              ? "pl-session--now"
												   : ""};
		v->n_mine += s->mine;
		if (s->mine && v->sessions[i].open && s->status == SESSION_PLANNED && s->expected > s->recorded)
			v->open_rows += s->expected - s->recorded;
	}
}

static void show_shorts(struct ctx *c, const struct ledger *ledger, struct today_view *v)
{
	v->shorts = ARENA_NEW_ARRAY(c->arena, struct short_view, ledger->n_short);
	v->n_people = ledger->n;
	for (size_t i = 0; i < ledger->n; i++) {
		if (!ledger_is_short(&ledger->v[i].verdict))
			continue;
		v->shorts[v->n_short++] = short_view_of(c, &ledger->v[i]);
		journal_saw(c, ledger->v[i].row.person_id);
	}
}

/* The appointments of the day: a clinician sees their own, others those of everybody. Rows are moved up in place. */
static err load_appointments(struct ctx *c, struct today_view *v)
{
	struct appointments_between_rows *rows = &v->booked;
	size_t n = 0;

	TRY(appointments_between(c->tx, rows, .from_day = v->day, .to_day = v->day));
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].status == SESSION_PLANNED && (!v->caseload || rows->v[i].staff_id.v == c->actor->person.v))
			rows->v[n++] = rows->v[i];
	rows->n = n;
	return OK;
}

/* Only where a day is empty is it worth asking what the center still lacks. */
static err load_begun(struct ctx *c, struct today_view *v)
{
	struct center_begun_row *b = &v->begun;

	if (!actor_may(c->actor, PERM_STRUCTURE) || (v->n && (v->n_people || !v->people)))
		return OK;
	TRY(center_begun(c->tx, b, .day = v->day));
	v->beginning = !(b->rooms && b->staff && b->programs && b->tracks && b->week && b->members);
	return OK;
}

/* Rows are moved up in place. */
static err load_unsaid(struct ctx *c, struct today_view *v)
{
	struct programs_unsaid_rows *rows = &v->unsaid;
	size_t n = 0;

	if (!actor_may(c->actor, PERM_STRUCTURE))
		return OK;
	TRY(programs_unsaid(c->tx, rows, .day = v->day));
	for (size_t i = 0; i < rows->n; i++)
		if (!rows->v[i].is_public || !rows->v[i].said)
			rows->v[n++] = rows->v[i];
	rows->n = n;
	return OK;
}

/* Who is booked and who is short. A clinician sees their own caseload; others everybody. */
static err load_people(struct ctx *c, struct today_view *v)
{
	struct ledger ledger;
	date monday;

	v->people = true;
	v->caseload = c->actor->here.bits & 1u << ROLE_CLINICIAN;
	TRY(load_appointments(c, v));
	TRY(attendance_week_start(c->tx, v->day, &monday));
	TRY(ledger_load(c->tx, monday, v->caseload ? c->actor->person : (person_id){0}, &ledger));
	show_shorts(c, &ledger, v);
	return OK;
}

/* GET /c/{center}/today */
static err today_show(struct ctx *c)
{
	struct day_sessions_rows rows;
	struct today_view view = {.day = zone_day(c->zone, c->now)};

	TRY(day_sessions(c->tx, &rows, .day = view.day, .who = c->actor->person));
	show_sessions(c, &rows, &view);
	if (actor_may(c->actor, PERM_ROSTER))
		TRY(load_people(c, &view));
	TRY(load_begun(c, &view));
	TRY(load_unsaid(c, &view));
	return page(c, tpl_today, &view);
}

/* ---- My week ---------------------------------------------------------------------------------------------------- */

static const char *greeting_at(const struct ctx *c)
{
	int minute = zone_wall(c->zone, c->now).minute;

	return minute < 5 * 60 ? "Good night"
		: minute < 12 * 60 ? "Good morning"
		: minute < 17 * 60 ? "Good afternoon"
						   : "Good evening";
}

static struct label day_words(const struct ctx *c, const struct my_sessions_row *s)
{
	int days = date_diff(s->day, zone_day(c->zone, c->now));
	bool evening = zone_wall(c->zone, s->starts_at).minute >= 17 * 60;
	const char *word = days == 0 ? evening ? "Tonight, " : "Today, " : days == 1 ? "Tomorrow, " : "";

	return label_format("%s%s", word, show_day(s->day).s);
}

static void show_next(struct ctx *c, struct my_week_view *v)
{
	const struct my_sessions_row *n = v->week->next;
	bool today;

	if (!n)
		return;
	today = !date_cmp(n->day, zone_day(c->zone, c->now));
	v->next_day = day_words(c, n);
	v->late_open = today && n->starts_at.ms > c->now.ms - 30 * MS_PER_MINUTE;
	if (n->link.p && str_starts(n->link, "https://") && c->now.ms > n->starts_at.ms - JOIN_EARLY_MIN * MS_PER_MINUTE)
		v->join = (struct url){n->link};
}

static const char *look_of(const struct ctx *c, const struct my_sessions_row *s)
{
	if (s->status == SESSION_CANCELLED)
		return "pl-session--cancelled";
	return s->starts_at.ms <= c->now.ms && c->now.ms < s->ends_at.ms ? "pl-session--now" : "";
}

/* Only the sessions of the week in view; the list reaches into the next to find the next session. */
static void show_my_sessions(struct ctx *c, struct my_week_view *v)
{
	const struct my_week *w = v->week;

	v->sessions = ARENA_NEW_ARRAY(c->arena, struct my_session_view, w->sessions.n);
	for (size_t i = 0; i < w->sessions.n; i++) {
		const struct my_sessions_row *s = &w->sessions.v[i];
		bool over = s->ends_at.ms <= c->now.ms;

		if (date_cmp(s->day, w->rules.sunday) > 0)
			continue;
		v->sessions[v->n++] = (struct my_session_view){.s = s, .over = over, .look = look_of(c, s),
			.kind = kind_look(s->kind_code, s->grouped, s->group_limit)};
		v->left += !over && s->status == SESSION_PLANNED && s->counted_min > 0 && s->attendance == ATTENDANCE_NONE;
	}
}

static date day_asked(struct ctx *c)
{
	return query_day(c, "week", zone_day(c->zone, c->now));
}

/* GET /my - the participant's first page, made for a phone. */
static err my_week_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct my_week week;
	struct my_week_view view = {.week = &week, .greeting = greeting_at(c)};
	struct starting starting;
	struct my_nothing_view nothing = {.name = c->actor->name};
	err e = access_own_chart(c->tx, &may);

	if (e == ERR_NOT_FOUND)
		return page(c, tpl_my_nothing, &nothing);
	TRY(e);
	TRY(ledger_my_week(c->tx, may, day_asked(c), &week));
	TRY(starting_of(c->tx, may, &starting));
	view.to_start = starting_is_theirs(&starting);
	TRY(my_offers(c->tx, &view.offers, .episode_id = chart_proof_episode(may)));
	view.name = str_empty(week.who.preferred) ? week.who.given : week.who.preferred;
	view.hours = hours_view_of(&week.verdict);
	view.heading = label_format("%s to %s", show_day_short(week.rules.monday).s, show_day_short(week.rules.sunday).s);
	view.before = url_at_week(c, url_my_week(), date_add(week.rules.monday, -7));
	view.after = url_at_week(c, url_my_week(), date_add(week.rules.monday, 7));
	show_next(c, &view);
	show_my_sessions(c, &view);
	return page(c, tpl_my_week, &view);
}

struct late {
	session_id session;
	int64_t minutes;
};

static err say_late(struct wtx *w, void *arg)
{
	const struct late *x = arg;
	const struct chart_proof *may;

	TRY(access_own_chart(wtx_read(w), &may));
	return ledger_running_late(w, may, x->session, x->minutes);
}

/* POST /my/late */
static err my_late(struct ctx *c)
{
	struct late x = {
		.session = {form_id(c, &(struct field){.name = "session", .label = "a session", .required = true})}};
	struct opt_int minutes = form_int(
		c, &(struct field){.name = "minutes", .label = "how many minutes", .required = true, .least = 1, .most = 240});

	TRY(problems_end(c));
	x.minutes = minutes.v;
	TRY(web_write(c, say_late, &x));
	return redirect(
		c, url_my_week(), STR("The group leader can see that you are running late. Come as soon as you can."));
}

const struct route week_routes[] = {
	{METHOD_GET, "/c/{center}/today", today_show, PERM_TODAY, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/my", my_week_show, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
	{METHOD_POST, "/my/late", my_late, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t week_routes_n = COUNT_OF(week_routes);
