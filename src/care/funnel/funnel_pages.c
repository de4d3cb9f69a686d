/* funnel_pages.c - how requests for help fare, for a span of days, and the same as CSV. No person is named. */
#include "base/csv.h"
#include "care/center/structure_view.h"
#include "care/funnel/funnel_routes.h"
#include "care/funnel/funnel_view.h"
#include "funnel.html.h"

#define USUAL_DAYS 84 /* twelve weeks, as the rest of the director's numbers look back */

/* ---- words ------------------------------------------------------------------------------------------------------------ */

struct label funnel_median_words(const struct funnel_days *d)
{
	int twice = funnel_median_twice(d);

	if (!d->n)
		return label_format("-");
	return label_format("%d%s %s", twice / 2, twice % 2 ? ".5" : "", twice == 2 ? "day" : "days");
}

struct label funnel_p90_words(const struct funnel_days *d)
{
	if (d->n < FUNNEL_LEAST_P90)
		return label_format("-");
	return label_format("%d %s", funnel_p90(d), funnel_p90(d) == 1 ? "day" : "days");
}

struct label funnel_worth(const struct funnel_days *d)
{
	if (!d->n)
		return label_format("nobody yet");
	if (d->n == 1)
		return label_format("one person, no median");
	if (d->n < FUNNEL_FEW)
		return label_format("median of %zu: hardly a pattern", d->n);
	return d->n < FUNNEL_LEAST_P90 ? label_format("median of %zu", d->n) : label_format("of %zu people", d->n);
}

/* ---- the page ---------------------------------------------------------------------------------------------------------- */

static int wide(int64_t n, int64_t of)
{
	return of ? (int)((n * FUNNEL_CHART_WIDTH + of / 2) / of) : 0;
}

static void draw(struct funnel_view *v)
{
	const struct funnel *f = &v->f;

	for (int s = FUNNEL_ASKED; s < FUNNEL_STAGES; s++) {
		int all = wide(f->reached[s], f->asked), open = wide(f->open[s], f->asked), lost = wide(f->ended[s], f->asked);

		v->bars[v->n_bars] = (struct funnel_bar){(enum funnel_stage)s, (int)v->n_bars * FUNNEL_CHART_ROW,
			all > open + lost ? all - open - lost : 0, open, lost};
		v->n_bars++;
	}
}

/* A day of the address, or `otherwise` where none is given; one that is wrong is a problem. */
static date asked_day(struct ctx *c, const char *name, date otherwise)
{
	str typed = query_text(c, name);
	date day = query_day(c, name, (date){0});

	if (str_empty(typed))
		return otherwise;
	if (date_none(day))
		(void)problem(c, name, "Enter a day, like 11/23/2026.");
	return day;
}

static err load(struct ctx *c, struct funnel_view *v)
{
	*v = (struct funnel_view){.today = zone_day(c->zone, c->now)};
	v->to = asked_day(c, "to", v->today);
	v->from = asked_day(c, "from", date_add(date_none(v->to) ? v->today : v->to, 1 - USUAL_DAYS));
	if (!date_none(v->from) && !date_none(v->to) && date_cmp(v->to, v->from) < 0)
		(void)problem(c, "to", "The last day must not be before the first.");
	TRY(problems_end(c));
	journal_reason(c, str_format(c->arena, "requests from %s to %s", date_show(v->from).s, date_show(v->to).s));
	return funnel_load(c->tx, v->from, v->to, &v->f);
}

/* GET /c/{center}/inquiries/funnel?from=&to= */
static err funnel_show(struct ctx *c)
{
	struct funnel_view v;
	err e = load(c, &v);

	if (e == ERR_INVALID)
		return page_again(c, tpl_funnel, &v);
	TRY(e);
	draw(&v);
	v.csv = url_with(c, url_with(c, url_funnel_csv(c), "from", value_date(c, v.from)), "to", value_date(c, v.to));
	return page(c, tpl_funnel, &v);
}

static void csv_line(void *arg, const struct funnel_line *line)
{
	struct csv *w = arg;

	csv_str(w, str_of(line->kind));
	csv_str(w, line->source);
	csv_str(w, line->stage);
	csv_str(w, line->reason);
	csv_int(w, line->people);
	csv_str(w, line->median);
	csv_str(w, line->p90);
	csv_row_end(w);
}

/* GET /c/{center}/inquiries/funnel.csv?from=&to= */
static err funnel_csv(struct ctx *c)
{
	struct funnel_view v;
	struct csv_page p;

	TRY(load(c, &v));
	csv_page_begin(c, &p);
	for (size_t i = 0; funnel_columns[i]; i++)
		csv_str(&p.w, str_of(funnel_columns[i]));
	csv_row_end(&p.w);
	funnel_lines(c->arena, &v.f, csv_line, &p.w);
	return csv_page_send(c, &p, str_format(c->arena, "funnel-%s-%s.csv", date_show(v.from).s, date_show(v.to).s).p);
}

const struct route funnel_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/funnel", funnel_show, PERM_INTAKE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/funnel.csv", funnel_csv, PERM_INTAKE, JOURNAL_EXPORT, 0, 0},
};
const size_t funnel_routes_n = COUNT_OF(funnel_routes);
