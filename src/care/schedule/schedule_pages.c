/* schedule_pages.c - the week as a grid, the groups of a day, and sessions as CSV. */
#include "base/csv.h"
#include "care/schedule/schedule_routes.h"
#include "care/schedule/schedule_view.h"
#include "schedule.html.h"

/* "": everything; "mine"; or a track's id. */
static struct week_filter asked_filter(struct ctx *c)
{
	str show = query_text(c, "show");
	struct week_filter f = {.mine = str_is(show, "mine")};
	int64_t track;

	if (id_read(show, &track))
		f.track.v = track;
	return f;
}

static err load_choices(struct ctx *c, struct form_choices *out)
{
	struct plan_tracks_rows tracks;
	struct form_choice *v;

	TRY(plan_tracks(c->tx, &tracks, .day = zone_day(c->zone, c->now)));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, tracks.n + 2);
	v[0] = (struct form_choice){.value = STR(""), .label = STR("All sessions")};
	v[1] = (struct form_choice){.value = STR("mine"), .label = STR("Sessions I lead")};
	for (size_t i = 0; i < tracks.n; i++)
		v[i + 2] = (struct form_choice){.value = value_id(c, tracks.v[i].id.v),
			.label = str_format(c->arena, "%.*s, %.*s", STR_ARG(tracks.v[i].program), STR_ARG(tracks.v[i].name))};
	*out = (struct form_choices){v, tracks.n + 2};
	return OK;
}

/* A week has five columns, and the days around them when something happens there. */
static void drop_empty_ends(struct week_list *l)
{
	int kept = 0;

	for (int d = 0; d < l->n_days; d++)
		if (l->days[d].n || date_weekday(l->days[d].day) <= FRIDAY)
			l->days[kept++] = l->days[d];
	l->n_days = kept;
}

static void draw_grid(struct ctx *c, struct schedule_view *v)
{
	struct grid_item *items = ARENA_NEW_ARRAY(c->arena, struct grid_item, v->list.n);
	size_t at = 0;
	int lanes = 0;

	for (int d = 0; d < v->list.n_days; d++)
		for (size_t i = 0; i < v->list.days[d].n; i++) {
			const struct week_sessions_row *s = v->list.days[d].v[i].s;
			int start = zone_wall(c->zone, s->starts_at).minute;

			items[at++] = (struct grid_item){d, start, start + (int)((s->ends_at.ms - s->starts_at.ms) / MS_PER_MINUTE)};
		}
	week_grid(c->arena, items, at, v->list.n_days, &v->grid);
	for (int d = 0; d < v->grid.days; d++)
		lanes += v->grid.lanes[d];
	v->width = lanes > 14 ? "pl-week--widest" : lanes > 6 ? "pl-week--wider" : "";
}

/* GET /c/{center}/schedule?week=&show= */
static err schedule_show(struct ctx *c)
{
	struct schedule_view v = {.shown = query_text(c, "show"), .may_plan = actor_may(c->actor, PERM_PLAN_SCHEDULE)};
	struct week_filter f = asked_filter(c);
	struct url here = url_schedule(c);
	date first;

	TRY(asked_week(c, &first));
	TRY(week_list_load(c, first, date_add(first, 6), &f, &v.list));
	TRY(load_choices(c, &v.show));
	drop_empty_ends(&v.list);
	draw_grid(c, &v);
	if (v.shown.n)
		here = url_with(c, here, "show", v.shown);
	v.before = url_on(c, here, "week", date_add(first, -7));
	v.after = url_on(c, here, "week", date_add(first, 7));
	v.csv = url_on(c, url_schedule_csv(c), "week", first);
	if (v.shown.n)
		v.csv = url_with(c, v.csv, "show", v.shown);
	return page(c, tpl_schedule, &v);
}

/* GET /c/{center}/groups?day= or ?week= - today's sessions, another day's, or a week's. */
static err groups_show(struct ctx *c)
{
	struct groups_view v = {.one_day = !query_text(c, "week").n};
	date first = asked_day(c, "day"), last = first;
	int step = v.one_day ? 1 : 7;

	if (!v.one_day) {
		TRY(asked_week(c, &first));
		last = date_add(first, 6);
	}
	TRY(week_list_load(c, first, last, &(struct week_filter){.groups = true}, &v.list));
	if (!v.one_day)
		drop_empty_ends(&v.list);
	v.title = v.one_day ? show_day(first) : label_format("Week of %s", show_day_year(first).s);
	v.before = url_on(c, url_groups(c), v.one_day ? "day" : "week", date_add(first, -step));
	v.after = url_on(c, url_groups(c), v.one_day ? "day" : "week", date_add(first, step));
	v.other = v.one_day ? url_on(c, url_groups(c), "week", first) : url_groups(c);
	return page(c, tpl_groups, &v);
}

static void csv_session(struct ctx *c, struct csv *w, const struct session_view *v)
{
	const struct week_sessions_row *s = v->s;

	csv_str(w, s->session_id.v ? str_of(id_show(s->session_id.v).s) : STR_NONE);
	csv_date(w, s->day);
	csv_str(w, str_of(minute_show(zone_wall(c->zone, s->starts_at).minute).s));
	csv_str(w, str_of(minute_show(zone_wall(c->zone, s->ends_at).minute).s));
	csv_str(w, s->title);
	csv_str(w, s->kind);
	csv_str(w, s->track);
	csv_str(w, s->room);
	csv_str(w, code_label(&modality_codes, (int)s->modality));
	csv_str(w, v->staff);
	csv_int(w, s->seats);
	csv_int(w, s->expected);
	csv_str(w, code_of(&session_status_codes, (int)s->status));
	csv_str(w, s->cancel_reason);
	csv_row_end(w);
}

/* GET /c/{center}/schedule.csv?week=&show= */
static err schedule_csv(struct ctx *c)
{
	struct week_filter f = asked_filter(c);
	struct week_list l;
	struct sink out;
	struct csv w;
	date first;

	TRY(asked_week(c, &first));
	TRY(week_list_load(c, first, date_add(first, 6), &f, &l));
	sink_buf(&out, c->out);
	csv_init(&w, &out, CSV_SAFE);
	csv_row(&w, "session", "day", "start", "end", "title", "kind", "track", "room", "how", "staff", "seats",
		"expected", "status", "reason", NULL);
	for (size_t i = 0; i < l.n; i++)
		csv_session(c, &w, &l.v[i]);
	TRY(csv_end(&w));
	return send_file(c, "text/csv; charset=utf-8", str_format(c->arena, "sessions-%s.csv", date_show(first).s).p);
}

const struct route schedule_routes[] = {
	{METHOD_GET, "/c/{center}/schedule", schedule_show, PERM_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/schedule.csv", schedule_csv, PERM_SCHEDULE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/groups", groups_show, PERM_ROSTER, JOURNAL_NONE, 0, 0},
};
const size_t schedule_routes_n = COUNT_OF(schedule_routes);
