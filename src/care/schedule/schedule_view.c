/* schedule_view.c - sessions and appointments made ready for lists and the grid: colours, names, conflicts. */
#include "care/schedule/schedule_view.h"

#include "appointment.sql.h"

/* The kinds an organization starts with keep their colour; its own get one by what they are. */
static const struct {
	const char *code, *look;
} known_looks[] = {
	{"FAM", "pl-kind--family"}, {"MFG", "pl-kind--family"}, {"MED", "pl-kind--medical"}, {"NUTR", "pl-kind--medical"},
	{"MEAL", "pl-kind--medical"}, {"GRP-SKILL", "pl-kind--skills"}, {"GRP-DBT", "pl-kind--skills"}, {"SCHOOL", "pl-kind--other"},
	{"SELFHELP", "pl-kind--other"},
};

const char *kind_look(str code, bool grouped, enum group_limit limit)
{
	for (size_t i = 0; i < COUNT_OF(known_looks); i++)
		if (str_is(code, known_looks[i].code))
			return known_looks[i].look;
	if (!grouped)
		return "pl-kind--individual";
	return limit == GROUP_LIMIT_EDUCATION ? "pl-kind--education" : limit == GROUP_LIMIT_EXEMPT ? "pl-kind--other" : "pl-kind--group";
}

date asked_day(struct ctx *c, const char *name)
{
	return query_day(c, name, zone_day(c->zone, c->now));
}

err asked_week(struct ctx *c, date *first)
{
	struct week_first_day_row row;

	TRY(week_first_day(c->tx, &row));
	*first = date_week_start(asked_day(c, "week"), (enum weekday)row.week_starts_on);
	return OK;
}

struct url url_on(struct ctx *c, struct url u, const char *name, date day)
{
	return url_with(c, u, name, str_copy(c->arena, str_of(date_show(day).s)));
}

/* ---- who is there --------------------------------------------------------------------------------------------------- */

static int by_session(const void *a, const void *b)
{
	int64_t x = ((const struct week_staff_row *)a)->session_id.v, y = ((const struct week_staff_row *)b)->session_id.v;

	return (x > y) - (x < y);
}

/* The rows of one session; they are sorted by it. */
static struct week_staff_rows staff_of(const struct week_staff_rows *all, session_id session)
{
	struct week_staff_row key = {.session_id = session};
	struct week_staff_row *at = all->n ? bsearch(&key, all->v, all->n, sizeof(key), by_session) : NULL;
	struct week_staff_rows found = {at, 0};

	if (!at)
		return found;
	while (at > all->v && at[-1].session_id.v == session.v)
		at--;
	found.v = at;
	while (at < all->v + all->n && at++->session_id.v == session.v)
		found.n++;
	return found;
}

static str staff_text(struct ctx *c, const struct week_staff_rows *staff)
{
	str text = STR_NONE;

	for (size_t i = 0; i < staff->n; i++) {
		str name = person_name(c->arena, staff->v[i].given, staff->v[i].preferred, staff->v[i].family);

		text = text.n ? str_format(c->arena, "%.*s, %.*s", STR_ARG(text), STR_ARG(name)) : name;
	}
	return text;
}

/* ---- conflicts ------------------------------------------------------------------------------------------------------------ */

static bool overlap(const struct week_sessions_row *a, const struct week_sessions_row *b)
{
	return a->status == SESSION_PLANNED && b->status == SESSION_PLANNED &&
	       a->starts_at.ms < b->ends_at.ms && b->starts_at.ms < a->ends_at.ms;
}

static str shared_person(struct ctx *c, const struct week_staff_rows *a, const struct week_staff_rows *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (a->v[i].person_id.v == b->v[k].person_id.v)
				return person_name(c->arena, a->v[i].given, a->v[i].preferred, a->v[i].family);
	return STR_NONE;
}

static void add_conflict(struct ctx *c, struct session_view *v, str who, const struct week_sessions_row *other)
{
	v->conflict = str_format(c->arena, "%.*s%s%.*s also has %.*s, %s", STR_ARG(v->conflict), v->conflict.n ? "; " : "", STR_ARG(who),
		STR_ARG(other->title), show_span(c, other->starts_at, other->ends_at).s);
}

static void name_conflict(struct ctx *c, const struct week_staff_rows *staff, struct session_view *a, struct session_view *b)
{
	struct week_staff_rows sa = staff_of(staff, a->s->session_id), sb = staff_of(staff, b->s->session_id);
	bool room = a->s->room_id.v && a->s->room_id.v == b->s->room_id.v;
	str who = room ? a->s->room : shared_person(c, &sa, &sb);

	if (!who.n)
		return;
	a->conflict_who = b->conflict_who = who;
	a->meets_later = true;
	add_conflict(c, a, who, b->s);
	add_conflict(c, b, who, a->s);
}

/* Sessions come in the order of their starts, so each is compared with those that start before it ends. */
static void name_conflicts(struct ctx *c, const struct week_staff_rows *staff, struct session_view *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && v[k].s->starts_at.ms < v[i].s->ends_at.ms; k++)
			if (overlap(v[i].s, v[k].s))
				name_conflict(c, staff, &v[i], &v[k]);
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

static bool leads(const struct ctx *c, const struct week_staff_rows *staff)
{
	for (size_t i = 0; i < staff->n; i++)
		if (staff->v[i].person_id.v == c->actor->person.v)
			return true;
	return false;
}

static void make_days(struct ctx *c, const struct closures_between_rows *closures, struct week_list *l)
{
	date today = zone_day(c->zone, c->now);
	size_t at = 0;

	for (date d = l->from; date_cmp(d, l->to) <= 0 && l->n_days < GRID_MOST_DAYS; d = date_add(d, 1)) {
		struct week_day *day = &l->days[l->n_days++];

		*day = (struct week_day){.day = d, .today = !date_cmp(d, today), .v = l->v + at};
		for (size_t i = 0; i < closures->n; i++)
			if (date_cmp(closures->v[i].from_on, d) <= 0 && date_cmp(d, closures->v[i].to_on) <= 0)
				day->closed = closures->v[i].name;
		while (at < l->n && !date_cmp(l->v[at].s->day, d)) {
			day->n++;
			at++;
		}
	}
}

static bool kept(const struct session_view *v, const struct week_filter *f)
{
	return (!f->track.v || f->track.v == v->s->track_id.v) && (!f->mine || v->mine) && (!f->groups || v->s->session_id.v);
}

/* An appointment beside the sessions: nobody's track, one seat, taken. */
static struct session_view of_appointment(struct ctx *c, const struct appointments_between_row *a)
{
	struct week_sessions_row *s = ARENA_NEW(c->arena, struct week_sessions_row);

	*s = (struct week_sessions_row){.room_id = a->room_id, .day = a->day, .starts_at = a->starts_at, .ends_at = a->ends_at,
		.title = a->title, .seats = 1, .expected = 1, .modality = a->modality, .status = a->status, .cancel_reason = a->cancel_reason,
		.kind = STR("Appointment"), .room = a->room};
	return (struct session_view){.s = s, .look = kind_look(STR_NONE, false, GROUP_LIMIT_NONE),
		.staff = person_name(c->arena, a->given, a->preferred, a->family), .mine = a->staff_id.v == c->actor->person.v};
}

static int by_start(const void *a, const void *b)
{
	const struct session_view *x = a, *y = b;
	int64_t xs = x->s->starts_at.ms, ys = y->s->starts_at.ms;

	return xs != ys ? (xs > ys) - (xs < ys) : (x->s->session_id.v > y->s->session_id.v) - (x->s->session_id.v < y->s->session_id.v);
}

err week_list_load(struct ctx *c, date from, date to, const struct week_filter *f, struct week_list *out)
{
	struct week_sessions_rows rows;
	struct week_staff_rows staff;
	struct closures_between_rows closures;
	struct appointments_between_rows booked;
	size_t n = 0, all;

	*out = (struct week_list){.from = from, .to = to};
	TRY(week_sessions(c->tx, &rows, .from_day = from, .to_day = to));
	TRY(week_staff(c->tx, &staff, .from_day = from, .to_day = to));
	TRY(closures_between(c->tx, &closures, .from_day = from, .to_day = to));
	TRY(appointments_between(c->tx, &booked, .from_day = from, .to_day = to));
	all = rows.n + booked.n;
	out->v = ARENA_NEW_ARRAY(c->arena, struct session_view, all);
	for (size_t i = 0; i < rows.n; i++) {
		const struct week_sessions_row *s = &rows.v[i];
		struct week_staff_rows here = staff_of(&staff, s->session_id);

		out->v[i] = (struct session_view){.s = s, .look = kind_look(s->kind_code, s->grouped, s->group_limit),
			.staff = staff_text(c, &here), .mine = leads(c, &here)};
	}
	for (size_t i = 0; i < booked.n; i++)
		out->v[rows.n + i] = of_appointment(c, &booked.v[i]);
	if (booked.n)
		qsort(out->v, all, sizeof(*out->v), by_start);
	for (size_t i = 0; i < all; i++)
		out->v[i].now = out->v[i].s->starts_at.ms <= c->now.ms && c->now.ms < out->v[i].s->ends_at.ms;
	name_conflicts(c, &staff, out->v, all);
	for (size_t i = 0; i < all; i++)
		if (kept(&out->v[i], f)) {
			out->conflicts += out->v[i].conflict.n > 0;
			out->v[n++] = out->v[i];
		}
	out->n = n;
	make_days(c, &closures, out);
	return OK;
}
