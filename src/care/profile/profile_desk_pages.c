/* profile_desk_pages.c - the screens on which directors write what their programs say of themselves. */
#include "base/id.h"
#include "care/profile/profile_desk_view.h"
#include "care/profile/profile_routes.h"
#include "care/profile/profile_view.h"
#include "profile.html.h"
#include "profile_desk.html.h"

static date today(struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

/* GET /c/{center}/settings/public */
static err desk_show(struct ctx *c)
{
	struct profile_desk_view v;

	TRY(profile_desk_list(c->tx, &v.rows, .day = date_add(today(c), -PROFILE_CHECK_DAYS)));
	return page(c, tpl_profile_desk, &v);
}

/* GET /c/{center}/settings/public.csv */
static err desk_csv(struct ctx *c)
{
	struct profile_desk_list_rows rows;
	struct csv_page p;

	TRY(profile_desk_list(c->tx, &rows, .day = date_add(today(c), -PROFILE_CHECK_DAYS)));
	csv_page_begin(c, &p);
	csv_row(&p.w, "program", "type", "published", "conditions", "approaches", "plans", "plans_to_check", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct profile_desk_list_row *r = &rows.v[i];

		csv_str(&p.w, r->name);
		csv_str(&p.w, code_of(&program_type_codes, (int)r->type));
		csv_yes_no(&p.w, r->is_public);
		csv_int(&p.w, r->conditions);
		csv_int(&p.w, r->approaches);
		csv_int(&p.w, r->plans);
		csv_int(&p.w, r->unchecked);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "public-pages.csv");
}

/* ---- one profile ------------------------------------------------------------------------------------------------------------ */

static bool is_chosen(const struct profile_choices_of_rows *rows, int topic, str code)
{
	for (size_t i = 0; i < rows->n; i++)
		if ((int)rows->v[i].topic == topic && str_eq(rows->v[i].code, code))
			return true;
	return false;
}

static struct form_choices ticks_of(struct ctx *c, const struct profile_choices_of_rows *rows, int topic)
{
	struct profile_options all = profile_options((enum profile_topic)topic);
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, all.n);

	for (size_t i = 0; i < all.n; i++)
		v[i] = (struct form_choice){
			.value = all.v[i].code, .label = all.v[i].label, .chosen = is_chosen(rows, topic, all.v[i].code)};
	return (struct form_choices){v, all.n};
}

static struct form_choices weekdays_of(struct ctx *c)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, SUNDAY);

	for (int d = MONDAY; d <= SUNDAY; d++)
		v[d - 1] =
			(struct form_choice){.value = value_int(c, d), .label = str_copy(c->arena, str_of(show_weekday(d).s))};
	return (struct form_choices){v, SUNDAY};
}

static err show_profile(struct ctx *c, program_id id)
{
	struct profile_form_view v = {.weekdays = weekdays_of(c)};
	struct profile_choices_of_rows rows;
	err e;

	TRY(program_get(c->tx, &v.program, .id = id));
	e = profile_get(c->tx, &v.f, .program_id = id);
	if (e == ERR_NOT_FOUND)
		v.f.start_rule = START_SESSION;
	else
		TRY(e);
	TRY(profile_choices_of(c->tx, &rows, .program_id = id));
	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++)
		v.ticks[t] = ticks_of(c, &rows, t);
	v.page = url_program_page(c, (center_id){c->center}, id);
	v.preview = url_profile_preview(c, id);
	return page_form(c, tpl_profile_form, &v);
}

/* GET /c/{center}/settings/programs/{program}/public */
static err form_show(struct ctx *c)
{
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	return show_profile(c, id);
}

static str read_lines(struct ctx *c, const char *name, const char *label, size_t max)
{
	str s = form_text(c, &(struct field){.name = name, .label = label, .lines = true, .max = max});

	return s.p ? s : STR("");
}

static struct opt_int read_weeks(struct ctx *c, const char *name)
{
	return form_int(c, &(struct field){.name = name, .label = "Weeks", .least = 1, .most = 104});
}

static struct profile_details read_profile(struct ctx *c)
{
	struct profile_details d = {
		.about = read_lines(c, "about", "What the program is", 4000),
		.phone = form_text(c, &(struct field){.name = "phone", .label = "Phone", .max = 40}),
		.least_weeks = read_weeks(c, "least_weeks"),
		.most_weeks = read_weeks(c, "most_weeks"),
		.start = (enum start_rule)form_code(c,
			&(struct field){
				.name = "start", .label = "Start", .required = true, .ask = "Select when somebody new can start"},
			&start_rule_codes),
		.weekday =
			form_int(c, &(struct field){.name = "weekday", .label = "Weekday", .least = MONDAY, .most = SUNDAY}).v,
		.school_work = read_lines(c, "school_work", "Work and school", 2000),
		.step_down = read_lines(c, "step_down", "Fewer hours step by step", 2000),
		.after_care = read_lines(c, "after_care", "After the program", 2000),
	};

	for (int t = PROFILE_CONDITION; t < PROFILE_THERAPY; t++) {
		struct profile_ticks *x = &d.ticks[t];
		str code;

		while (x->n < PROFILE_TICKS_MOST && (code = form_nth(c, code_of(&profile_topic_codes, t).p, x->n)).p)
			x->v[x->n++] = code;
	}
	return d;
}

struct profile_put {
	program_id program;
	int64_t seen;
	bool publish;
	struct profile_details d;
};

static err put_profile(struct wtx *w, void *arg)
{
	const struct profile_put *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return profile_save(w, may, x->program, &x->d, x->seen);
}

/* POST /c/{center}/settings/programs/{program}/public */
static err form_save(struct ctx *c)
{
	struct profile_put x = {.seen = form_version(c), .d = read_profile(c)};
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_profile, &x);
	if (e == OK)
		return redirect(c, url_profile(c, x.program), STR("What the program says is saved."));
	TRY(form_refused(c, e));
	return show_profile(c, x.program);
}

/* A button has no fields of its own: what it could not do is said on the page it came from. */
static err say_problems(struct ctx *c, struct url to, err e)
{
	str said = STR("");

	TRY(form_refused(c, e));
	for (const struct problem *p = c->problems; p; p = p->next)
		said = str_format(c->arena, "%.*s%s%.*s", STR_ARG(said), said.n ? " " : "", STR_ARG(p->text));
	problems_clear(c);
	return redirect(c, to, said);
}

static err put_publish(struct wtx *w, void *arg)
{
	const struct profile_put *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return profile_publish(w, may, x->program, x->publish, x->seen);
}

/* POST /c/{center}/settings/programs/{program}/public/publish - do=publish, do=withdraw. */
static err publish_save(struct ctx *c)
{
	struct profile_put x = {.seen = form_version(c), .publish = str_is(form_raw(c, "do"), "publish")};
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	e = web_write(c, put_publish, &x);
	if (e != OK)
		return say_problems(c, url_profile(c, x.program), e);
	return redirect(c, url_profile(c, x.program),
		x.publish ? STR("The page is published.") : STR("The page is taken down. What it said is kept."));
}

/* GET /c/{center}/settings/programs/{program}/public/preview */
static err preview_show(struct ctx *c)
{
	struct profile_page_view v = {.preview = true};
	const struct plan_proof *may;
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	TRY(access_plan(c->tx, &may));
	TRY(profile_preview(c->tx, may, id, &v.p));
	v.ask = url_program_ask(c, v.p.program.center, id);
	return page(c, tpl_profile_page, &v);
}

#define PUBLIC(rest) "/c/{center}/settings/programs/{program}/public" rest

const struct route profile_desk_routes[] = {
	{METHOD_GET, "/c/{center}/settings/public", desk_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/public.csv", desk_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, PUBLIC(""), form_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, PUBLIC(""), form_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, PUBLIC("/publish"), publish_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, PUBLIC("/preview"), preview_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t profile_desk_routes_n = COUNT_OF(profile_desk_routes);
