/* ledger_pages.c - the director's overview of a week, and the same as CSV. */
#include "base/csv.h"
#include "care/attendance/attendance_routes.h"
#include "care/attendance/week_view.h"
#include "overview.html.h"

static err asked_week(struct ctx *c, date *monday)
{
	return attendance_week_start(c->tx, query_day(c, "week", zone_day(c->zone, c->now)), monday);
}

static void show_people(struct ctx *c, struct overview_view *v)
{
	v->people = ARENA_NEW_ARRAY(c->arena, struct short_view, v->ledger.n);
	for (size_t i = 0; i < v->ledger.n; i++) {
		v->people[i] = short_view_of(c, &v->ledger.v[i]);
		journal_saw(c, v->ledger.v[i].row.person_id);
	}
}

/* GET /c/{center}/overview?week= */
static err overview_show(struct ctx *c)
{
	struct overview_view v = {0};
	date monday;

	TRY(asked_week(c, &monday));
	TRY(ledger_load(c->tx, monday, (person_id){0}, &v.ledger));
	TRY(overview_week(c->tx, &v.counts, .monday = monday, .sunday = v.ledger.sunday));
	TRY(overview_tracks(c->tx, &v.tracks, .day = zone_day(c->zone, c->now)));
	v.show_rate = v.counts.came + v.counts.missed ? show_percent(v.counts.came, v.counts.came + v.counts.missed)
												  : label_format("-");
	v.before = url_at_week(c, url_overview(c), date_add(monday, -7));
	v.after = url_at_week(c, url_overview(c), date_add(monday, 7));
	v.csv = url_at_week(c, url_overview_csv(c), monday);
	show_people(c, &v);
	return page(c, tpl_overview, &v);
}

static err csv_person(void *arg, struct ctx *c, const struct ledger_person *p)
{
	struct csv *w = arg;

	csv_str(w, person_name(c->arena, p->row.given, p->row.preferred, p->row.family));
	csv_str(w, p->row.program);
	csv_int(w, p->week.scheduled_min);
	csv_int(w, p->week.offered_min);
	csv_int(w, p->week.delivered_min);
	csv_int(w, p->week.billable_min);
	csv_str(w, p->verdict.rule ? p->verdict.rule->head.name : STR(""));
	csv_int(w, p->verdict.need_min);
	csv_int(w, p->verdict.short_min);
	csv_str(w, code_label(&absence_reason_codes, (int)p->row.reason));
	csv_row_end(w);
	journal_saw(c, p->row.person_id);
	return OK;
}

/* GET /c/{center}/overview.csv?week= - minutes, one row per participant. */
static err overview_csv(struct ctx *c)
{
	struct sink out;
	struct csv w;
	date monday;

	TRY(asked_week(c, &monday));
	sink_buf(&out, c->out);
	csv_init(&w, &out, CSV_SAFE);
	csv_row(&w, "participant", "program", "scheduled_min", "offered_min", "delivered_min", "billable_min", "rule",
		"need_min", "short_min", "reason", NULL);
	TRY(ledger_each(c->tx, monday, (person_id){0}, csv_person, &w));
	TRY(csv_end(&w));
	return send_file(c, "text/csv; charset=utf-8", str_format(c->arena, "hours-%s.csv", date_show(monday).s).p);
}

struct reason_given {
	episode_id episode;
	date monday;
	enum absence_reason reason;
};

static err give_reason(struct wtx *w, void *arg)
{
	const struct reason_given *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return ledger_give_reason(w, may, x->monday, x->reason, STR_NONE);
}

/* POST /c/{center}/episodes/{episode}/short - why a week was short. */
static err short_reason(struct ctx *c)
{
	struct reason_given x = {0};

	TRY(PATH_ID(c, "episode", &x.episode));
	x.monday = form_date(c, &(struct field){.name = "week", .label = "Week", .required = true});
	x.reason = (enum absence_reason)form_code(
		c, &(struct field){.name = "reason", .label = "a reason", .required = true}, &absence_reason_codes);
	if (problems_end(c) != OK)
		return redirect(c, url_at_week(c, url_overview(c), x.monday), STR("Choose a reason, then save."));
	TRY(web_write(c, give_reason, &x));
	return redirect(c, url_at_week(c, url_overview(c), x.monday), STR("The reason is saved."));
}

const struct route ledger_routes[] = {
	{METHOD_GET, "/c/{center}/overview", overview_show, PERM_OVERVIEW, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/overview.csv", overview_csv, PERM_OVERVIEW, JOURNAL_EXPORT, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/short", short_reason, PERM_STAY, JOURNAL_NONE, 0, 0},
};
const size_t ledger_routes_n = COUNT_OF(ledger_routes);
