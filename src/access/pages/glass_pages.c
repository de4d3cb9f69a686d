/* glass_pages.c - opening a record outside one's own centers: who, why, and the journal first. The page finds one person or
 * nobody, never a list, so it cannot be used to look around; a search that finds nobody is written down as well. */
#include "access/pages/glass_view.h"

#include "access/inner.h"
#include "access/pages/access_routes.h"
#include "break_glass.html.h"

static err load(struct ctx *c, struct glass_view *v)
{
	struct centers_all_rows rows;
	struct form_choice *choices;

	TRY(centers_all(c->tx, &rows));
	choices = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		choices[i] = (struct form_choice){.value = value_id(c, rows.v[i].id.v), .label = rows.v[i].name};
	v->centers = (struct form_choices){choices, rows.n};
	return OK;
}

/* GET /break-glass */
static err glass_show(struct ctx *c)
{
	struct glass_view v;

	TRY(load(c, &v));
	return page(c, tpl_break_glass, &v);
}

struct search {
	center_id center;
	str number;
	str family, given;
	date birth;
	str reason;
	episode_id found; /* none: nobody, or more than one */
};

static bool same_text(struct ctx *c, str a, str b)
{
	return str_eq(str_fold(c->arena, a), str_fold(c->arena, b));
}

static bool fits(struct ctx *c, const struct search *s, const struct glass_candidates_row *r)
{
	if (s->number.n)
		return r->number.n > 0;
	return same_text(c, s->family, r->family) && (same_text(c, s->given, r->given) || same_text(c, s->given, r->preferred));
}

/* The newest stay of the one person who fits. */
static err find_one(struct tx *tx, struct search *s)
{
	struct ctx *c = tx_ctx(tx);
	struct glass_candidates_rows rows;
	person_id person = {0};

	s->found = (episode_id){0};
	TRY(glass_candidates(tx, &rows, .number = s->number, .birth_on = s->number.n ? (date){0} : s->birth));
	for (size_t i = 0; i < rows.n; i++) {
		if (!fits(c, s, &rows.v[i]) || rows.v[i].person_id.v == person.v)
			continue;
		if (person.v) {
			s->found = (episode_id){0};
			return OK;
		}
		person = rows.v[i].person_id;
		s->found = rows.v[i].episode_id;
	}
	return OK;
}

static err note_miss(struct wtx *w, const struct search *s)
{
	return journal_add(w, &(struct journal_entry){.event = JOURNAL_BREAK_GLASS, .reason = s->reason, .detail = STR("{\"found\":false}")});
}

static err search_at_center(struct wtx *w, struct search *s)
{
	TRY(find_one(wtx_read(w), s));
	return s->found.v ? OK : note_miss(w, s);
}

static err open_record(struct wtx *w, void *arg)
{
	struct search *s = arg;
	struct ctx *c = wtx_ctx(w);
	const struct chart_proof *may;
	int64_t before = c->center;
	err e;

	c->center = s->center.v;
	e = search_at_center(w, s);
	c->center = before;
	TRY(e);
	return s->found.v ? access_break_glass(w, s->center, s->found, s->reason, &may) : OK;
}

static void read_search(struct ctx *c, struct search *s)
{
	s->center.v = form_id(c, &(struct field){.name = "center", .label = "center", .required = true});
	s->number = form_text(c, &(struct field){.name = "number", .label = "participant number", .max = 100});
	s->family = form_text(c, &(struct field){.name = "family", .label = "family name", .required = !s->number.n});
	s->given = form_text(c, &(struct field){.name = "given", .label = "given name", .required = !s->number.n});
	s->birth = form_date(c, &(struct field){.name = "birth", .label = "date of birth", .required = !s->number.n});
	s->reason = form_text(c, &(struct field){.name = "reason", .label = "reason", .required = true, .lines = true, .max = 500,
		.ask = "Say why you need this record now"});
	if (s->reason.n && str_points(s->reason) < 10)
		problem(c, "reason", "Say in a sentence why you need this record now");
}

static err try_to_open(struct ctx *c, struct search *s)
{
	read_search(c, s);
	TRY(problems_end(c));
	TRY(web_write(c, open_record, s));
	if (!s->found.v)
		return problem(c, s->number.n ? "number" : "family", "No one participant of this center fits. Check what you typed");
	return OK;
}

/* POST /break-glass */
static err glass_submit(struct ctx *c)
{
	struct search s = {0};
	struct glass_view v;
	err e = try_to_open(c, &s);

	if (e == ERR_INVALID) {
		TRY(load(c, &v));
		return page_again(c, tpl_break_glass, &v);
	}
	TRY(e);
	return redirect(c, url_format(c, "/c/%s/episodes/%s", ID(s.center), ID(s.found)),
		STR("The record is open to you for one hour. Your reason stands in the journal, and the participant can read it."));
}

const struct route glass_routes[] = {
	{METHOD_GET, "/break-glass", glass_show, PERM_BREAK_GLASS, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/break-glass", glass_submit, PERM_BREAK_GLASS, JOURNAL_NONE, 0, 0},
};
const size_t glass_routes_n = COUNT_OF(glass_routes);
