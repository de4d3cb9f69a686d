/* stay_pages.c - one participant's stay on one page. */
#include "care/stay/stay_routes.h"
#include "care/stay/stay_view.h"
#include "stay.html.h"

static void show_heading(struct ctx *c, struct stay_view *v)
{
	struct tracks_view *t = &v->tracks;

	t->today = zone_day(c->zone, c->now);
	t->name = person_name(c->arena, t->e.given, t->e.preferred, t->e.family);
	t->given = str_empty(t->e.preferred) ? t->e.given : t->e.preferred;
	t->open = t->e.status != EPISODE_DISCHARGED;
	v->age = date_none(t->e.birth_on) ? -1 : date_age(t->e.birth_on, t->today);
	v->teen = t->e.type == PROGRAM_TEEN || (v->age >= 0 && v->age < 18);
	v->change = actor_may(c->actor, PERM_STAY);
}

static void show_weeks(struct ctx *c, const struct stay_weeks *weeks, struct stay_view *v)
{
	v->weeks = ARENA_NEW_ARRAY(c->arena, struct stay_week_view, weeks->n);
	v->n_weeks = weeks->n;
	for (size_t i = 0; i < weeks->n; i++)
		v->weeks[i] = (struct stay_week_view){&weeks->v[i], hours_view_of(&weeks->v[i].verdict)};
}

static struct url until(struct ctx *c, episode_id episode, date day)
{
	return url_with(c, url_episode(c, episode), "until", value_date(c, day));
}

static err show_history(struct ctx *c, const struct chart_proof *may, struct stay_view *v)
{
	const struct episode_get_row *e = &v->tracks.e;
	date last = date_none(e->ended_on) ? v->tracks.today : e->ended_on;
	date to = query_day(c, "until", last);

	if (date_cmp(to, last) > 0)
		to = last;
	TRY(stay_history(c->tx, may, to, &v->history));
	if (date_cmp(v->history.from, e->started_on) > 0)
		v->earlier = until(c, e->id, date_add(v->history.from, -1));
	if (date_cmp(to, last) < 0)
		v->later = until(c, e->id, date_add(to, STAY_HISTORY_DAYS));
	return OK;
}

/* GET /c/{center}/episodes/{episode}?until= - `until`: the last day of the history that is shown. */
static err stay_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct stay_view v = {0};
	struct stay_weeks weeks;
	episode_id id;

	TRY(PATH_ID(c, "episode", &id));
	TRY(access_chart(c->tx, id, &may));
	TRY(episode_get(c->tx, &v.tracks.e, .id = id));
	show_heading(c, &v);
	TRY(starting_of(c->tx, may, &v.starting));
	TRY(enrollments_of(c->tx, &v.tracks.rows, .episode_id = id));
	TRY(person_relations(c->tx, &v.relations, .person_id = v.tracks.e.person_id));
	TRY(levels_of(c->tx, &v.levels, .episode_id = id));
	TRY(certifications_of(c->tx, &v.certifications, .episode_id = id));
	TRY(stay_certification(c->tx, may, &v.order, &v.order_rule));
	TRY(free_time_of(c->tx, &v.free, .episode_id = id));
	TRY(stay_weeks(c->tx, may, &weeks));
	show_weeks(c, &weeks, &v);
	TRY(show_history(c, may, &v));
	return page(c, tpl_stay, &v);
}

const struct route stay_routes[] = {
	{METHOD_GET, "/c/{center}/episodes/{episode}", stay_show, PERM_CHART, JOURNAL_VIEW_CHART, 0, 0},
};
const size_t stay_routes_n = COUNT_OF(stay_routes);
