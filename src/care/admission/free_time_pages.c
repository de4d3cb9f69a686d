/* free_time_pages.c - when somebody could come to a make-up: said by themselves, or by staff for them. */
#include "care/admission/admission_routes.h"
#include "care/admission/admission_view.h"
#include "free_time.html.h"

#define WINDOWS (7 * FREE_PER_DAY)

static void name_rows(struct free_view *v)
{
	for (int day = 0; day < 7; day++)
		for (int i = 0; i < FREE_PER_DAY; i++) {
			struct free_row *r = &v->rows[day][i];

			r->from_name = label_format("from-%d-%d", day + 1, i + 1);
			r->to_name = label_format("to-%d-%d", day + 1, i + 1);
		}
}

/* What is known, two windows a day; the rule keeps a day's windows apart, so two are what this form ever made. */
static err show_known(struct ctx *c, const struct chart_proof *may, struct free_view *v)
{
	struct free_time_of_rows rows;
	int used[7] = {0};

	TRY(free_time_of(c->tx, &rows, .episode_id = chart_proof_episode(may)));
	for (size_t i = 0; i < rows.n; i++) {
		int day = (int)rows.v[i].weekday - 1;

		if (day < 0 || day > 6 || used[day] == FREE_PER_DAY)
			continue;
		v->rows[day][used[day]].from = value_minute(c, (int)rows.v[i].from_minute);
		v->rows[day][used[day]++].to = value_minute(c, (int)rows.v[i].to_minute);
	}
	return OK;
}

static int read_minute(struct ctx *c, const char *name)
{
	return form_minute(c, &(struct field){.name = name, .label = "The time"});
}

struct freeing {
	episode_id episode; /* none: the actor's own */
	struct free_window v[WINDOWS];
	size_t n;
};

/* The form as sent; a row with neither time says nothing. */
static void read_rows(struct ctx *c, struct free_view *v, struct freeing *x)
{
	for (int day = 0; day < 7; day++)
		for (int i = 0; i < FREE_PER_DAY; i++) {
			struct free_row *r = &v->rows[day][i];
			int from = read_minute(c, r->from_name.s), to = read_minute(c, r->to_name.s);

			r->from = form_raw(c, r->from_name.s);
			r->to = form_raw(c, r->to_name.s);
			if (str_empty(r->from) && str_empty(r->to))
				continue;
			x->v[x->n++] = (struct free_window){.weekday = day + 1, .from = from, .to = to, .field = r->from_name.s};
		}
}

static err write_free(struct wtx *w, void *arg)
{
	const struct freeing *x = arg;
	const struct chart_proof *may;

	TRY(x->episode.v ? access_chart(wtx_read(w), x->episode, &may) : access_own_chart(wtx_read(w), &may));
	return admission_set_free_time(w, may, x->v, x->n);
}

static err take_rows(struct ctx *c, struct free_view *v, episode_id episode, str said)
{
	struct freeing x = {.episode = episode};
	err e;

	read_rows(c, v, &x);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_free, &x);
	if (e == ERR_INVALID)
		return v->own ? page_again(c, tpl_my_free_time, v) : page_again(c, tpl_free_time, v);
	TRY(e);
	return redirect(c, v->back, said);
}

/* ---- by staff --------------------------------------------------------------------------------------------------- */

static err load_of(struct ctx *c, struct free_view *v, const struct chart_proof **may)
{
	struct episode_get_row e;
	episode_id id;

	TRY(PATH_ID(c, "episode", &id));
	TRY(access_chart(c->tx, id, may));
	TRY(episode_get(c->tx, &e, .id = id));
	*v = (struct free_view){.to = url_free_time(c, id), .back = url_episode(c, id),
		.name = person_name(c->arena, e.given, e.preferred, e.family)};
	name_rows(v);
	return OK;
}

static err free_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct free_view v;

	TRY(load_of(c, &v, &may));
	TRY(show_known(c, may, &v));
	return page(c, tpl_free_time, &v);
}

static err free_post(struct ctx *c)
{
	const struct chart_proof *may;
	struct free_view v;

	TRY(load_of(c, &v, &may));
	return take_rows(c, &v, chart_proof_episode(may), STR("The free time is saved."));
}

/* ---- by the participant ------------------------------------------------------------------------------------------- */

static struct free_view own_view(void)
{
	struct free_view v = {.own = true, .to = url_my_free_time(), .back = url_my_week()};

	name_rows(&v);
	return v;
}

/* GET /my/free-time */
static err my_free_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct free_view v = own_view();

	TRY(access_own_chart(c->tx, &may));
	TRY(show_known(c, may, &v));
	return page(c, tpl_my_free_time, &v);
}

static err my_free_post(struct ctx *c)
{
	struct free_view v = own_view();

	return take_rows(c, &v, (episode_id){0}, STR("Thank you. Your counselor sees when you could come."));
}

const struct route free_time_routes[] = {
	{METHOD_GET, "/c/{center}/episodes/{episode}/free-time", free_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, "/c/{center}/episodes/{episode}/free-time", free_post, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/my/free-time", my_free_show, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
	{METHOD_POST, "/my/free-time", my_free_post, PERM_MY, JOURNAL_NONE, 0, 0},
};
const size_t free_time_routes_n = COUNT_OF(free_time_routes);
