/* program_pages.c - the programs of a center and their tracks. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "programs.html.h"

static date today(struct ctx *c)
{
	return zone_day(c->zone, c->now);
}

/* GET /c/{center}/settings/programs */
static err programs_show(struct ctx *c)
{
	struct program_lines v = {.today = today(c)};

	TRY(program_list(c->tx, &v.rows, .day = v.today));
	return page(c, tpl_programs, &v);
}

/* GET /c/{center}/settings/programs.csv */
static err programs_csv(struct ctx *c)
{
	struct program_list_rows rows;
	struct csv_page p;

	TRY(program_list(c->tx, &rows, .day = today(c)));
	csv_page_begin(c, &p);
	csv_row(&p.w, "name", "type", "level_of_care", "least_age", "most_age", "weeks", "opened", "closed", "people", "tracks", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct program_list_row *r = &rows.v[i];

		csv_str(&p.w, r->name);
		csv_str(&p.w, code_of(&program_type_codes, (int)r->type));
		csv_str(&p.w, r->level_of_care);
		csv_opt(&p.w, r->least_age);
		csv_opt(&p.w, r->most_age);
		csv_int(&p.w, r->weeks);
		csv_date(&p.w, r->opened_on);
		csv_date(&p.w, r->closed_on);
		csv_int(&p.w, r->people);
		csv_int(&p.w, r->tracks);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "programs.csv");
}

/* GET /c/{center}/settings/tracks.csv - of all programs. */
static err tracks_csv(struct ctx *c)
{
	struct track_list_rows rows;
	struct csv_page p;

	TRY(track_list(c->tx, &rows, .day = today(c)));
	csv_page_begin(c, &p);
	csv_row(&p.w, "program", "name", "seats", "members", "least_age", "most_age", "opened", "closed", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct track_list_row *r = &rows.v[i];

		csv_str(&p.w, r->program);
		csv_str(&p.w, r->name);
		csv_int(&p.w, r->seats);
		csv_int(&p.w, r->members);
		csv_opt(&p.w, r->least_age);
		csv_opt(&p.w, r->most_age);
		csv_date(&p.w, r->opened_on);
		csv_date(&p.w, r->closed_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "tracks.csv");
}

/* ---- one program ------------------------------------------------------------------------------------------------------- */

static err show_program(struct ctx *c, program_id id)
{
	struct program_view v = {.today = today(c)};

	TRY(program_get(c->tx, &v.p, .id = id));
	TRY(track_list(c->tx, &v.tracks, .program = id, .day = v.today));
	TRY(rules_load(c->tx, id, &v.book));
	v.house = rules_house_on(&v.book, v.book.this_week);
	return page_form(c, tpl_program_form, &v);
}

/* A new program starts as its type usually does; everything can be changed in the form. */
static err ask_program(struct ctx *c, enum program_type type)
{
	struct program_view v = {.new = true, .today = today(c)};

	TRY(program_start_of(c, type, &v.start));
	v.p = (struct program_get_row){.name = v.start.name, .type = type, .level_of_care = v.start.level, .least_age = v.start.least_age,
		.most_age = v.start.most_age, .weeks = v.start.weeks, .opened_on = v.today};
	return page_form(c, tpl_program_form, &v);
}

/* GET /c/{center}/settings/programs/new?type= - first the type, then the rest. */
static err program_ask(struct ctx *c)
{
	int type = code_find(&program_type_codes, query_text(c, "type"));
	struct program_type_view v;

	if (type)
		return ask_program(c, (enum program_type)type);
	TRY(program_starts_load(c, &v.starts));
	return page(c, tpl_program_type, &v);
}

/* GET /c/{center}/settings/programs/{program} */
static err program_show(struct ctx *c)
{
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	return show_program(c, id);
}

static struct opt_int read_age(struct ctx *c, const char *name, const char *label)
{
	return form_int(c, &(struct field){.name = name, .label = label, .least = 0, .most = 120});
}

static struct program_details read_program(struct ctx *c)
{
	struct program_details d = {
		.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true}),
		.type = (enum program_type)form_code(c, &(struct field){.name = "type", .label = "Type", .required = true}, &program_type_codes),
		.level = form_text(c, &(struct field){.name = "level", .label = "Level of care", .required = true, .max = 20}),
		.least_age = read_age(c, "least_age", "Lowest age"),
		.most_age = read_age(c, "most_age", "Highest age"),
		.weeks = form_int(c, &(struct field){.name = "weeks", .label = "Weeks", .required = true, .least = 1, .most = 104}).v,
		.opened = form_date(c, &(struct field){.name = "opened", .label = "First day", .required = true}),
		.closed = form_date(c, &(struct field){.name = "closed", .label = "Last day"}),
	};

	return d;
}

struct program_save {
	program_id id; /* none: a new one; then the one made */
	int64_t seen;
	struct program_details d;
};

static err put_program(struct wtx *w, void *arg)
{
	struct program_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return x->seen ? program_change(w, may, x->id, &x->d, x->seen) : program_add(w, may, &x->d, &x->id);
}

/* POST /c/{center}/settings/programs/new */
static err program_make(struct ctx *c)
{
	struct program_save x = {.d = read_program(c)};
	err e = problems_end(c);

	if (e == OK)
		e = web_write(c, put_program, &x);
	if (e == OK)
		return redirect(c, url_program(c, x.id), notice(c, x.d.name, "is added. Next: its tracks."));
	TRY(form_refused(c, e));
	return ask_program(c, x.d.type ? x.d.type : PROGRAM_ADDICTION);
}

/* POST /c/{center}/settings/programs/{program} */
static err program_save(struct ctx *c)
{
	struct program_save x = {.seen = form_version(c)};
	err e;

	TRY(PATH_ID(c, "program", &x.id));
	if (!x.seen)
		return ERR_MALFORMED;
	x.d = read_program(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_program, &x);
	if (e == OK)
		return redirect(c, url_program(c, x.id), notice(c, x.d.name, "is saved."));
	TRY(form_refused(c, e));
	return show_program(c, x.id);
}

/* ---- one track ---------------------------------------------------------------------------------------------------------- */

static err show_track(struct ctx *c, track_id id)
{
	struct track_view v = {0};

	TRY(track_get(c->tx, &v.t, .id = id));
	TRY(program_get(c->tx, &v.p, .id = v.t.program_id));
	return page_form(c, tpl_track_form, &v);
}

static err ask_track(struct ctx *c, program_id program)
{
	struct track_view v = {.new = true};

	TRY(program_get(c->tx, &v.p, .id = program));
	v.t.opened_on = date_cmp(v.p.opened_on, today(c)) > 0 ? v.p.opened_on : today(c);
	v.t.closed_on = v.p.closed_on;
	return page_form(c, tpl_track_form, &v);
}

/* GET /c/{center}/settings/programs/{program}/tracks/new */
static err track_ask(struct ctx *c)
{
	program_id program;

	TRY(PATH_ID(c, "program", &program));
	return ask_track(c, program);
}

/* GET /c/{center}/settings/tracks/{track} */
static err track_show(struct ctx *c)
{
	track_id id;

	TRY(PATH_ID(c, "track", &id));
	return show_track(c, id);
}

struct track_save {
	track_id id; /* none: a new one */
	program_id program;
	int64_t seen;
	struct track_details d;
};

static struct track_details read_track(struct ctx *c)
{
	struct track_details d = {
		.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true}),
		.seats = form_int(c, &(struct field){.name = "seats", .label = "Seats", .required = true, .least = 1, .most = 200}).v,
		.least_age = read_age(c, "least_age", "Lowest age"),
		.most_age = read_age(c, "most_age", "Highest age"),
		.opened = form_date(c, &(struct field){.name = "opened", .label = "First day", .required = true}),
		.closed = form_date(c, &(struct field){.name = "closed", .label = "Last day"}),
	};

	return d;
}

static err put_track(struct wtx *w, void *arg)
{
	struct track_save *x = arg;
	const struct plan_proof *may;
	track_id made;

	TRY(access_plan(wtx_read(w), &may));
	return x->id.v ? track_change(w, may, x->id, &x->d, x->seen) : track_add(w, may, x->program, &x->d, &made);
}

/* POST /c/{center}/settings/programs/{program}/tracks/new */
static err track_make(struct ctx *c)
{
	struct track_save x = {0};
	err e;

	TRY(PATH_ID(c, "program", &x.program));
	x.d = read_track(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_track, &x);
	if (e == OK)
		return redirect(c, url_program(c, x.program), notice(c, x.d.name, "is added. Next: the repeating week of the track."));
	TRY(form_refused(c, e));
	return ask_track(c, x.program);
}

/* POST /c/{center}/settings/tracks/{track} */
static err track_save(struct ctx *c)
{
	struct track_save x = {.seen = form_version(c)};
	struct track_get_row t;
	err e;

	TRY(PATH_ID(c, "track", &x.id));
	TRY(track_get(c->tx, &t, .id = x.id));
	x.d = read_track(c);
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_track, &x);
	if (e == OK)
		return redirect(c, url_program(c, t.program_id), notice(c, x.d.name, "is saved."));
	TRY(form_refused(c, e));
	return show_track(c, x.id);
}

const struct route program_routes[] = {
	{METHOD_GET, "/c/{center}/settings/programs", programs_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs.csv", programs_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/tracks.csv", tracks_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs/new", program_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/new", program_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs/{program}", program_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/{program}", program_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/programs/{program}/tracks/new", track_ask, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/programs/{program}/tracks/new", track_make, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/tracks/{track}", track_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/tracks/{track}", track_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t program_routes_n = COUNT_OF(program_routes);
