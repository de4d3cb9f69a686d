/* starting_pages.c - what is to be done before a stay begins: one stay's list, recording and undoing, and the list of the center. */
#include "care/admission/admission_choices_view.h"
#include "care/starting/starting_routes.h"
#include "care/starting/starting_view.h"
#include "starting.html.h"
#include "starting_record.html.h"

/* ---- one stay -------------------------------------------------------------------------------------------------------- */

static err open_stay(struct ctx *c, const struct chart_proof **may, struct starting *s)
{
	episode_id id;

	TRY(PATH_ID(c, "episode", &id));
	TRY(access_chart(c->tx, id, may));
	return starting_of(c->tx, *may, s);
}

static str name_of(struct ctx *c, const struct starting *s)
{
	return person_name(c->arena, s->f.given, s->f.preferred, s->f.family);
}

static str given_of(const struct starting *s)
{
	return str_empty(s->f.preferred) ? s->f.given : s->f.preferred;
}

static err load_first(struct tx *tx, episode_id episode, struct starting_first_row *out)
{
	err e = starting_first(tx, out, .episode_id = episode);

	return e == ERR_NOT_FOUND ? OK : e;
}

/* GET /c/{center}/episodes/{episode}/starting */
static err starting_show(struct ctx *c)
{
	const struct chart_proof *may;
	struct starting_view v = {0};
	episode_id id;

	TRY(open_stay(c, &may, &v.s));
	id = v.s.f.episode_id;
	v.name = name_of(c, &v.s);
	v.given = given_of(&v.s);
	v.open = v.s.f.status != EPISODE_DISCHARGED;
	TRY(consents_asked(c->tx, &v.consents, .episode_id = id));
	TRY(signatures_of(c->tx, &v.signatures, .episode_id = id));
	TRY(starting_marks(c->tx, &v.marks, .episode_id = id));
	TRY(starting_checks(c->tx, &v.checks, .episode_id = id));
	TRY(person_relations(c->tx, &v.relations, .person_id = v.s.f.person_id));
	TRY(load_first(c->tx, id, &v.first));
	TRY(load_state_law(c, v.s.f.type, &v.law));
	return page(c, tpl_starting, &v);
}

/* ---- recording ---------------------------------------------------------------------------------------------------------- */

/* The kinds of mark of a task that staff choose from. */
static struct form_choices kinds_of(struct ctx *c, enum starting_task task)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, mark_kind_codes.n);
	size_t n = 0;

	for (int k = 1; k < (int)mark_kind_codes.n; k++)
		if (starting_task_of((enum mark_kind)k) == task && k != MARK_CHECKED)
			v[n++] = (struct form_choice){.value = code_of(&mark_kind_codes, k), .label = code_label(&mark_kind_codes, k)};
	return (struct form_choices){v, n};
}

/* The reason that the law of the state gives, to begin with. */
static err load_alone(struct ctx *c, struct starting_record_view *v)
{
	struct state_law law;
	int age = date_none(v->s.f.birth_on) ? 0 : (int)date_age(v->s.f.birth_on, v->today);

	TRY(load_state_law(c, v->s.f.type, &law));
	if (age && consent_advice(&law.ages, age) == ADVICE_ALONE)
		v->alone = str_format(c->arena, "%d years old. %.*s", age, STR_ARG(consent_ages_sources(c->arena, &law.ages)));
	return OK;
}

static err load_record(struct ctx *c, struct starting_record_view *v)
{
	const struct chart_proof *may;
	str task = query_text(c, "task");

	*v = (struct starting_record_view){.today = zone_day(c->zone, c->now),
		.task = (enum starting_task)code_find(&starting_task_codes, task.p ? task : STR("identity"))};
	TRY(open_stay(c, &may, &v->s));
	v->kinds = kinds_of(c, v->task);
	if (!v->kinds.n)
		return ERR_NOT_FOUND;
	v->name = name_of(c, &v->s);
	v->given = given_of(&v->s);
	v->me = c->actor->person;
	TRY(load_alone(c, v));
	return v->task == STARTING_ORIENTATION ? clinician_choices(c, v->today, &v->staff) : OK;
}

/* GET /c/{center}/episodes/{episode}/starting/record?task= */
static err record_show(struct ctx *c)
{
	struct starting_record_view v;

	TRY(load_record(c, &v));
	return page(c, tpl_starting_record, &v);
}

struct recording {
	episode_id episode;
	struct starting_note in;
	starting_mark_id undo;
	str reason;
};

static err write_mark(struct wtx *w, void *arg)
{
	const struct recording *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), x->episode, &may));
	return x->undo.v ? starting_undo(w, may, x->undo, x->reason) : starting_record(w, may, &x->in);
}

static struct starting_note read_note(struct ctx *c)
{
	return (struct starting_note){
		.kind = (enum mark_kind)form_code(c, &(struct field){.name = "kind", .label = "what was done", .required = true,
			.ask = "Choose what was done"}, &mark_kind_codes),
		.note = form_text(c, &(struct field){.name = "note", .label = "Note", .max = 500, .lines = true}),
		.payer = form_text(c, &(struct field){.name = "payer", .label = "Insurance"}),
		.member = form_text(c, &(struct field){.name = "member", .label = "Member number", .max = 60}),
		.on = form_date(c, &(struct field){.name = "on", .label = "day"}),
		.staff = {form_id(c, &(struct field){.name = "staff", .label = "who held it"})},
	};
}

/* POST of the same. A kind of another task than the form's is not offered, so it is not taken. */
static err record_save(struct ctx *c)
{
	struct starting_record_view v;
	struct recording x = {0};
	err e;

	TRY(load_record(c, &v));
	x.episode = v.s.f.episode_id;
	x.in = read_note(c);
	if (x.in.kind && starting_task_of(x.in.kind) != v.task)
		(void)problem(c, "kind", "Choose what was done.");
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_mark, &x);
	if (e == OK)
		return redirect(c, url_starting(c, x.episode), str_format(c->arena, "Recorded: %.*s.",
			STR_ARG(code_label(&mark_kind_codes, (int)x.in.kind))));
	TRY(form_refused(c, e));
	return page_again(c, tpl_starting_record, &v);
}

static err load_undo(struct ctx *c, struct starting_undo_view *v)
{
	const struct chart_proof *may;
	struct starting_mark_get_row m;
	struct starting s;

	TRY(PATH_ID(c, "mark", &v->id));
	TRY(open_stay(c, &may, &s));
	v->episode = s.f.episode_id;
	v->name = name_of(c, &s);
	TRY(starting_mark_get(c->tx, &m, .episode_id = v->episode, .id = v->id));
	v->kind = m.kind;
	return OK;
}

/* GET /c/{center}/episodes/{episode}/starting/{mark}/undo */
static err undo_show(struct ctx *c)
{
	struct starting_undo_view v;

	TRY(load_undo(c, &v));
	return page(c, tpl_starting_undo, &v);
}

/* POST of the same. */
static err undo_save(struct ctx *c)
{
	struct starting_undo_view v;
	struct recording x;
	err e;

	TRY(load_undo(c, &v));
	x = (struct recording){.episode = v.episode, .undo = v.id,
		.reason = form_text(c, &(struct field){.name = "reason", .label = "reason", .max = 500, .lines = true})};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, write_mark, &x);
	if (e == OK)
		return redirect(c, url_starting(c, x.episode), STR("It is undone. The reason stands beside it."));
	TRY(form_refused(c, e));
	return page_again(c, tpl_starting_undo, &v);
}

/* ---- the center ------------------------------------------------------------------------------------------------------------ */

/* Those with something open, what blocks first; within that by name. */
static err load_open(struct ctx *c, struct starting_list *out)
{
	struct starting_list all;

	TRY(starting_of_center(c->tx, &all));
	*out = (struct starting_list){.v = ARENA_NEW_ARRAY(c->arena, struct starting, all.n)};
	for (int blocked = 1; blocked >= 0; blocked--)
		for (size_t i = 0; i < all.n; i++)
			if (starting_n_open(&all.v[i]) && (starting_n_blocking(&all.v[i]) > 0) == blocked) {
				out->v[out->n++] = all.v[i];
				journal_saw(c, all.v[i].f.person_id);
			}
	return OK;
}

/* GET /c/{center}/starting */
static err startings_show(struct ctx *c)
{
	struct startings_view v;

	TRY(load_open(c, &v.all));
	return page(c, tpl_startings, &v);
}

/* GET /c/{center}/starting.csv - a line for each open task. */
static err startings_csv(struct ctx *c)
{
	struct starting_list all;
	struct csv_page p;

	TRY(load_open(c, &all));
	csv_page_begin(c, &p);
	csv_row(&p.w, "family", "given", "program", "first_day", "task", "need", "missing", NULL);
	for (size_t i = 0; i < all.n; i++) {
		const struct starting *s = &all.v[i];

		for (enum starting_task t = STARTING_IDENTITY; t < STARTING_TASKS; t++) {
			if (!starting_is_open(s, t) || s->rule.need[t] == NEED_OPTIONAL)
				continue;
			csv_str(&p.w, s->f.family);
			csv_str(&p.w, s->f.given);
			csv_str(&p.w, s->f.program);
			csv_date(&p.w, s->f.started_on);
			csv_str(&p.w, code_of(&starting_task_codes, (int)t));
			csv_str(&p.w, code_of(&starting_need_codes, (int)s->rule.need[t]));
			csv_str(&p.w, starting_gap_words(c->arena, s->gaps & starting_gaps_of(t)));
			csv_row_end(&p.w);
		}
	}
	return csv_page_send(c, &p, "open-tasks.csv");
}

#define STAY(rest) "/c/{center}/episodes/{episode}/starting" rest

const struct route starting_routes[] = {
	{METHOD_GET, "/c/{center}/starting", startings_show, PERM_PEOPLE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/starting.csv", startings_csv, PERM_PEOPLE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, STAY(""), starting_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_GET, STAY("/record"), record_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, STAY("/record"), record_save, PERM_STAY, JOURNAL_NONE, 0, 0},
	{METHOD_GET, STAY("/{mark}/undo"), undo_show, PERM_STAY, JOURNAL_VIEW_CHART, 0, 0},
	{METHOD_POST, STAY("/{mark}/undo"), undo_save, PERM_STAY, JOURNAL_NONE, 0, 0},
};
const size_t starting_routes_n = COUNT_OF(starting_routes);
