/* plan_view.c - a plan in a form: what there is to choose from, what was typed, what is in the way. */
#include "care/schedule/schedule_view.h"

struct label break_name(size_t i, bool end)
{
	return label_format(end ? "break-%zu-end" : "break-%zu", i + 1);
}

/* The first one leads and has the name that the rule's problems are about. */
struct label staff_name(size_t i)
{
	return i ? label_format("staff-%zu", i + 1) : label_format("staff");
}

/* ---- choices ---------------------------------------------------------------------------------------------------------- */

static struct form_choice choice(struct ctx *c, int64_t id, str label)
{
	return (struct form_choice){.value = value_id(c, id), .label = label};
}

static err load_kinds(struct ctx *c, struct form_choices *out)
{
	struct plan_kinds_rows rows;
	struct form_choice *v;

	TRY(plan_kinds(c->tx, &rows));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = choice(c, rows.v[i].id.v, rows.v[i].name);
	*out = (struct form_choices){v, rows.n};
	return OK;
}

static err load_rooms(struct ctx *c, struct form_choices *out)
{
	struct plan_rooms_rows rows;
	struct form_choice *v;

	TRY(plan_rooms(c->tx, &rows));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = choice(c, rows.v[i].id.v,
			str_format(c->arena, "%.*s (%lld seats)", STR_ARG(rows.v[i].name), (long long)rows.v[i].seats));
	*out = (struct form_choices){v, rows.n};
	return OK;
}

static err load_staff(struct ctx *c, date day, struct form_choices *out)
{
	struct plan_staff_rows rows;
	struct form_choice *v;

	TRY(plan_staff(c->tx, &rows, .day = day));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = choice(c, rows.v[i].person_id.v, person_name(c->arena, rows.v[i].given, rows.v[i].preferred, rows.v[i].family));
	*out = (struct form_choices){v, rows.n};
	return OK;
}

static err load_tracks(struct ctx *c, date day, struct form_choices *out)
{
	struct plan_tracks_rows rows;
	struct form_choice *v;

	TRY(plan_tracks(c->tx, &rows, .day = day));
	v = ARENA_NEW_ARRAY(c->arena, struct form_choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		v[i] = choice(c, rows.v[i].id.v,
			str_format(c->arena, "%.*s, %.*s", STR_ARG(rows.v[i].program), STR_ARG(rows.v[i].name)));
	*out = (struct form_choices){v, rows.n};
	return OK;
}

static struct form_choices weekdays(struct ctx *c)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, 7);

	for (int d = MONDAY; d <= SUNDAY; d++)
		v[d - 1] = (struct form_choice){.value = value_int(c, d), .label = str_copy(c->arena, str_of(show_weekday(d).s))};
	return (struct form_choices){v, 7};
}

static size_t at_least(size_t n, size_t least, size_t most)
{
	return n < least ? least : n > most ? most : n;
}

err plan_form_load(struct ctx *c, date day, struct plan_form *f)
{
	TRY(load_kinds(c, &f->kinds));
	TRY(load_rooms(c, &f->rooms));
	TRY(load_staff(c, day, &f->staff));
	TRY(load_tracks(c, day, &f->tracks));
	f->weekdays = weekdays(c);
	f->modalities = choices_of(c, &modality_codes);
	f->n_breaks = at_least(f->p.n_breaks + 1, PLAN_BREAK_FIELDS, SCHEDULE_MOST_BREAKS);
	f->n_staff = at_least(f->p.n_staff + 1, PLAN_STAFF_FIELDS, SCHEDULE_MOST_STAFF);
	return OK;
}

/* ---- what was typed ------------------------------------------------------------------------------------------------------ */

static void read_breaks(struct ctx *c, struct session_plan *p)
{
	for (size_t i = 0; i < SCHEDULE_MOST_BREAKS; i++) {
		struct label start = break_name(i, false), end = break_name(i, true);
		struct minute_span b = {form_minute(c, &(struct field){.name = start.s, .label = "the start of the break"}),
			form_minute(c, &(struct field){.name = end.s, .label = "the end of the break"})};

		if (b.start < 0 && b.end < 0)
			continue;
		if ((b.start < 0 || b.end < 0) && !problem_of(c, start.s).n && !problem_of(c, end.s).n)
			(void)problem(c, start.s, "Enter when the break starts and when it ends.");
		p->breaks[p->n_breaks++] = b;
	}
}

void plan_form_read(struct ctx *c, bool weekly, struct session_plan *p)
{
	*p = (struct session_plan){0};
	if (weekly)
		p->weekday = (int)form_int(c, &(struct field){.name = "weekday", .label = "a day of the week", .required = true,
			.ask = "Choose a day of the week.", .least = MONDAY, .most = SUNDAY}).v;
	else
		p->day = form_date(c, &(struct field){.name = "day", .label = "Day", .required = true});
	p->start = form_minute(c, &(struct field){.name = "start", .label = "Start", .required = true, .ask = "Enter when it starts."});
	p->end = form_minute(c, &(struct field){.name = "end", .label = "End", .required = true, .ask = "Enter when it ends."});
	read_breaks(c, p);
	p->kind.v = form_id(c, &(struct field){.name = "kind", .label = "a kind of service", .required = true});
	p->title = form_text(c, &(struct field){.name = "title", .label = "Title", .required = true});
	p->modality = (enum modality)form_code(c, &(struct field){.name = "modality", .label = "how people take part", .required = true},
		&modality_codes);
	p->room.v = form_id(c, &(struct field){.name = "room", .label = "a room"});
	p->link = form_text(c, &(struct field){.name = "link", .label = "Video address", .max = 500});
	p->seats = form_int(c, &(struct field){.name = "seats", .label = "Seats", .required = true, .least = 1, .most = 200}).v;
	for (size_t i = 0; i < SCHEDULE_MOST_STAFF; i++) {
		struct label name = staff_name(i);
		person_id who = {form_id(c, &(struct field){.name = name.s, .label = "a person"})};

		if (who.v)
			p->staff[p->n_staff++] = who;
	}
}

err plan_form_refused(struct ctx *c, err e, bool *again)
{
	*again = e == ERR_INVALID || e == ERR_CONFLICT;
	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	return *again ? OK : e;
}
