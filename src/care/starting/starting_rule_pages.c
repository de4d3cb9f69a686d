/* starting_rule_pages.c - the director chooses what a program wants before a stay begins, and which texts it has signed. */
#include "base/id.h"
#include "care/starting/starting_routes.h"
#include "care/starting/starting_view.h"
#include "starting_rule.html.h"

#define TEXTS_MOST 60

static bool is_chosen(const struct program_consents_rows *rows, consent_text_id id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].consent_text_id.v == id.v)
			return true;
	return false;
}

/* Texts in use; one that is a draft still can be chosen, and is asked for once it is published. */
static err load_texts(struct ctx *c, program_id program, struct form_choices *out)
{
	struct program_consents_rows chosen;
	struct consent_texts_rows all;
	struct form_choice *v;
	size_t n = 0;

	TRY(program_consents(c->tx, &chosen, .program_id = program));
	TRY(consent_texts(c->tx, &all));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, all.n);
	for (size_t i = 0; i < all.n; i++)
		if (date_none(all.v[i].retired_on))
			v[n++] = (struct form_choice){.value = value_id(c, all.v[i].id.v), .label = all.v[i].title,
				.hint = all.v[i].current_number ? STR_NONE : STR("A draft: nobody is asked before it is published"),
				.chosen = is_chosen(&chosen, all.v[i].id)};
	*out = (struct form_choices){v, n};
	return OK;
}

err load_state_law(struct ctx *c, enum program_type type, struct state_law *out)
{
	struct center_get_row n;

	TRY(center_get(c->tx, &n, .id = {c->center}));
	*out = (struct state_law){n.state, consent_ages_of(n.state, type, zone_day(c->zone, c->now))};
	return OK;
}

static err show(struct ctx *c, program_id id)
{
	struct starting_rule_view v;

	TRY(program_get(c->tx, &v.p, .id = id));
	TRY(starting_rule_of(c->tx, id, &v.rule));
	TRY(load_texts(c, id, &v.texts));
	TRY(load_state_law(c, v.p.type, &v.law));
	v.age = !v.rule.version && v.law.ages.from_age ? v.law.ages.from_age : v.rule.adult_age;
	return page_form(c, tpl_starting_rule, &v);
}

/* GET /c/{center}/settings/programs/{program}/starting */
static err rule_show(struct ctx *c)
{
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	return show(c, id);
}

struct rule_save {
	program_id program;
	struct starting_rule d;
	consent_text_id texts[TEXTS_MOST];
	size_t n;
};

static err put_rule(struct wtx *w, void *arg)
{
	const struct rule_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	TRY(starting_set_rule(w, may, x->program, &x->d));
	return consent_choose(w, may, x->program, x->texts, x->n);
}

static void read_rule(struct ctx *c, struct rule_save *x)
{
	str text;

	for (int t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		x->d.need[t] = (enum starting_need)code_find(&starting_need_codes, form_raw(c, code_of(&starting_task_codes, t).p));
	x->d.adult_age = form_int(c, &(struct field){.name = "adult_age", .label = "Age", .required = true, .least = 10, .most = 25}).v;
	x->d.guardian_signs = form_bool(c, "guardian_signs");
	x->d.version = form_version(c);
	while (x->n < TEXTS_MOST && (text = form_nth(c, "texts", x->n)).p) {
		if (!id_read(text, &x->texts[x->n].v))
			(void)problem(c, "texts", "Choose texts from the list.");
		x->n++;
	}
}

/* POST /c/{center}/settings/programs/{program}/starting */
static err rule_save(struct ctx *c)
{
	struct rule_save x = {0};
	struct program_get_row p;
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	TRY(program_get(c->tx, &p, .id = x.program));
	read_rule(c, &x);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_rule, &x);
	if (e == OK)
		return redirect(c, url_program(c, x.program), STR("Saved: what the program wants before a stay begins."));
	TRY(form_refused(c, e));
	return show(c, x.program);
}

const struct route starting_rule_routes[] = {
	{METHOD_GET, "/c/{center}/settings/programs/{program}/starting", rule_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/{program}/starting", rule_save, PERM_RULES, JOURNAL_NONE, 0, 0},
};
const size_t starting_rule_routes_n = COUNT_OF(starting_rule_routes);
