/* program_rule_pages.c - which hours rules a program answers to, and the house rule. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "program_rules.html.h"

/* ---- what the page shows ------------------------------------------------------------------------------------------------ */

static bool on(date from, date to, date day)
{
	return date_cmp(from, day) <= 0 && (date_none(to) || date_cmp(to, day) >= 0);
}

static int newest_first(const void *a, const void *b)
{
	const struct rule_line *x = a, *y = b;

	return date_cmp(y->from, x->from);
}

static void add_line(struct program_rules_view *v, struct rule_line line)
{
	line.when = on(line.from, line.to, v->book.this_week) ? RULE_NOW
		: date_cmp(line.from, v->book.this_week) > 0 ? RULE_PLANNED : RULE_PAST;
	v->planned_house |= line.house && line.when == RULE_PLANNED;
	v->planned_packs |= !line.house && line.when == RULE_PLANNED;
	v->n_now += line.when == RULE_NOW;
	v->lines[v->n++] = line;
}

/* Packs and house rules in one history. A house rule lasts until the next one. */
static void make_lines(struct ctx *c, struct program_rules_view *v)
{
	const struct program_rule_book *b = &v->book;
	date next = {0};

	v->lines = ARENA_NEW_ARRAY(c->arena, struct rule_line, b->packs.n + b->house.n);
	for (size_t i = 0; i < b->house.n; i++) {
		const struct house_rows_row *h = &b->house.v[i];

		add_line(v, (struct rule_line){.from = h->from_on, .to = date_add(next, -1), .house = h});
		next = h->from_on;
	}
	for (size_t i = 0; i < b->packs.n; i++) {
		const struct rule_rows_row *r = &b->packs.v[i];

		add_line(v, (struct rule_line){.from = r->from_on, .to = r->to_on, .code = r->rule_code,
			.pack = rules_text(r->rule_code, date_cmp(r->from_on, b->this_week) > 0 ? r->from_on : b->this_week)});
	}
	qsort(v->lines, v->n, sizeof(*v->lines), newest_first);
}

static bool chosen(const struct program_rule_book *b, str code)
{
	for (size_t i = 0; i < b->packs.n; i++)
		if (str_eq(b->packs.v[i].rule_code, code) && on(b->packs.v[i].from_on, b->packs.v[i].to_on, b->earliest))
			return true;
	return false;
}

/* Each pack once, in the words of the version in force. */
static struct form_choices pack_choices(struct ctx *c, const struct program_rule_book *b)
{
	const struct hours_packs *packs = hours_packs();
	struct form_choices all = {.v = NULL};
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, packs->n);

	for (size_t i = 0; i < packs->n; i++) {
		str code = packs->rules[i].head.code;
		const struct hours_rule *text = rules_text(code, b->earliest);

		if (i && str_eq(packs->rules[i - 1].head.code, code))
			continue;
		v[all.n++] = (struct form_choice){.value = code, .label = text->head.name, .hint = text->head.summary, .chosen = chosen(b, code)};
	}
	all.v = v;
	return all;
}

static struct form_choices week_choices(struct ctx *c, const struct program_rule_book *b)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, RULES_WEEKS_AHEAD + 1);

	for (int i = 0; i <= RULES_WEEKS_AHEAD; i++) {
		date week = date_add(b->earliest, 7 * i);
		int ahead = date_diff(week, b->this_week) / 7;

		v[i] = (struct form_choice){.value = value_date(c, week), .label = str_format(c->arena, "%s%s", show_day(week).s,
			ahead == 0 ? ", this week" : ahead == 1 ? ", next week" : "")};
	}
	return (struct form_choices){v, RULES_WEEKS_AHEAD + 1};
}

static err load(struct ctx *c, struct program_rules_view *v)
{
	program_id program;

	TRY(PATH_ID(c, "program", &program));
	TRY(program_get(c->tx, &v->p, .id = program));
	TRY(rules_load(c->tx, program, &v->book));
	make_lines(c, v);
	return OK;
}

/* GET /c/{center}/settings/programs/{program}/rules */
static err rules_show(struct ctx *c)
{
	struct program_rules_view v = {0};

	TRY(load(c, &v));
	v.packs = pack_choices(c, &v.book);
	v.weeks = week_choices(c, &v.book);
	return page_form(c, tpl_program_rules, &v);
}

/* GET /c/{center}/settings/programs/{program}/house-rule */
static err house_show(struct ctx *c)
{
	struct program_rules_view v = {0};

	TRY(load(c, &v));
	v.house = rules_house_on(&v.book, v.book.earliest);
	v.weeks = week_choices(c, &v.book);
	return page_form(c, tpl_house_rule, &v);
}

static void csv_line(struct csv *w, const struct rule_line *l)
{
	const struct house_rows_row *h = l->house;

	csv_date(w, l->from);
	csv_date(w, l->to);
	csv_str(w, h ? STR("house") : l->code);
	csv_str(w, h ? h->name : l->pack ? l->pack->head.name : STR_NONE);
	csv_int(w, h ? h->least_week_min : l->pack ? l->pack->least_week_min : 0);
	csv_opt(w, h ? h->most_week_min : (struct opt_int){l->pack && l->pack->most_week_min, l->pack ? l->pack->most_week_min : 0});
	csv_int(w, h ? h->least_days : l->pack ? l->pack->least_days : 0);
	csv_str(w, h || !l->pack ? STR_NONE : l->pack->head.source_title);
	csv_str(w, h || !l->pack ? STR_NONE : l->pack->head.source_section);
	csv_row_end(w);
}

/* GET /c/{center}/settings/programs/{program}/rules.csv */
static err rules_csv(struct ctx *c)
{
	struct program_rules_view v = {0};
	struct csv_page p;

	TRY(load(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "from", "to", "code", "name", "least_week_min", "most_week_min", "least_days", "source", "section", NULL);
	for (size_t i = 0; i < v.n; i++)
		csv_line(&p.w, &v.lines[i]);
	return csv_page_send(c, &p, "hours-rules.csv");
}

/* ---- changes ----------------------------------------------------------------------------------------------------------------- */

#define MOST_PACKS 50

struct rules_save {
	program_id program;
	str codes[MOST_PACKS];
	size_t n;
	date from;
	str seen;
	struct house_details house;
};

static err put_rules(struct wtx *w, void *arg)
{
	const struct rules_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return rules_choose(w, may, x->program, x->codes, x->n, x->from, x->seen);
}

static date read_from(struct ctx *c)
{
	return form_date(c, &(struct field){.name = "from", .label = "Week", .required = true, .ask = "Select a week"});
}

/* POST /c/{center}/settings/programs/{program}/rules */
static err rules_save(struct ctx *c)
{
	struct rules_save x = {.seen = form_raw(c, "mark"), .from = read_from(c)};
	str code;
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	while (x.n < MOST_PACKS && (code = form_nth(c, "rules", x.n)).p)
		x.codes[x.n++] = code;
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_rules, &x);
	if (e == OK)
		return redirect(c, url_program_rules(c, x.program), STR("The rules are saved. Weeks before the change keep theirs."));
	TRY(form_refused(c, e));
	return rules_show(c);
}

/* Hours as people write them: 9, 9.5 or 9:30. False: something else. */
static bool hours_read(str s, int64_t *minutes)
{
	str rest, whole = str_cut(s, str_find(s, ':', 0) < s.n ? ':' : '.', &rest);
	int64_t h, part = 0;

	if (!str_to_int(whole, &h) || h < 0 || h > 1000)
		return false;
	if (rest.p && (rest.n > 2 || !rest.n || rest.p[0] == '-' || !str_to_int(rest, &part)))
		return false;
	if (rest.p && str_find(s, ':', 0) == s.n)
		part = part * 60 / (rest.n == 1 ? 10 : 100);
	*minutes = h * 60 + part;
	return part < 60;
}

static struct opt_int read_hours(struct ctx *c, const char *name, const char *label, bool required)
{
	str s = form_text(c, &(struct field){.name = name, .label = label, .required = required, .max = 10});
	struct opt_int out = {.set = s.p != NULL};

	if (s.p && !hours_read(s, &out.v))
		(void)problem(c, name, "%s must be hours, like 9, 9.5 or 9:30", label);
	return out;
}

static int64_t read_number(struct ctx *c, const char *name, const char *label, int64_t most)
{
	return form_int(c, &(struct field){.name = name, .label = label, .required = true, .least = 0, .most = most}).v;
}

static err put_house(struct wtx *w, void *arg)
{
	const struct rules_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return rules_set_house(w, may, x->program, &x->house, x->from, x->seen);
}

/* POST /c/{center}/settings/programs/{program}/house-rule */
static err house_save(struct ctx *c)
{
	struct rules_save x = {.seen = form_raw(c, "mark")};
	struct house_details *h = &x.house;
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	h->name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true, .max = 100});
	h->least_week_min = read_hours(c, "least_hours", "Least hours", true).v;
	h->most_week_min = read_hours(c, "most_hours", "Most hours", false);
	h->least_days = read_number(c, "least_days", "Least days", 7);
	h->late_after_min = read_number(c, "late_after", "Minutes", 240);
	h->least_credit_percent = read_number(c, "least_percent", "Percent", 100);
	x.from = read_from(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_house, &x);
	if (e == OK)
		return redirect(c, url_program_rules(c, x.program), STR("The house rule is saved. Weeks before the change keep theirs."));
	TRY(form_refused(c, e));
	return house_show(c);
}

const struct route program_rule_routes[] = {
	{METHOD_GET, "/c/{center}/settings/programs/{program}/rules", rules_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/{program}/rules", rules_save, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs/{program}/rules.csv", rules_csv, PERM_RULES, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs/{program}/house-rule", house_show, PERM_RULES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/{program}/house-rule", house_save, PERM_RULES, JOURNAL_NONE, 0, 0},
};
const size_t program_rule_routes_n = COUNT_OF(program_rule_routes);
