/* ask_view.c - answers as people read them. */
#include "care/inquiry/ask_view.h"

#include "base/id.h"

struct url ask_url(struct ctx *c, const struct ask_view *v, enum ask_page p)
{
	return url_ask_page(c, v->d.token, code_of(&ask_page_codes, p));
}

struct url ask_url_change(struct ctx *c, const struct ask_view *v, enum ask_page p)
{
	return url_with(c, ask_url(c, v, p), "then", STR("check"));
}

/* "12 Main Street, Austin, TX" */
static str where(struct ctx *c, const struct ask_centers_row *r)
{
	const str parts[] = {r->street, r->city, r->state};
	str out = STR("");

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (!str_empty(parts[i]))
			out = str_format(c->arena, "%.*s%s%.*s", STR_ARG(out), out.n ? ", " : "", STR_ARG(parts[i]));
	return out;
}

struct form_choices ask_center_choices(struct ctx *c, const struct ask_view *v)
{
	struct form_choice *all = ARENA_NEW_ARRAY(c->arena, struct form_choice, v->centers.n + 1);

	for (size_t i = 0; i < v->centers.n; i++)
		all[i] = (struct form_choice){.value = value_id(c, v->centers.v[i].id.v),
			.label = v->centers.v[i].name,
			.hint = where(c, &v->centers.v[i])};
	all[v->centers.n] = (struct form_choice){.value = STR(CENTER_ANY), .label = code_label(&ask_any_codes, ASK_ANY)};
	return (struct form_choices){all, v->centers.n + 1};
}

/* ---- check your answers ---------------------------------------------------------------------------------------------- */

/* The words that an answer of one of these stands for. */
static const struct code_table *const tables[ASKS] = {
	[ASK_KIND] = &inquiry_kind_codes,
	[ASK_DANGER] = &yes_no_codes,
	[ASK_HELP] = &ask_help_codes,
	[ASK_ASKER_IS] = &relationship_codes,
	[ASK_GUARDIAN_CALL] = &yes_no_codes,
	[ASK_REACH_BY] = &contact_way_codes,
	[ASK_SILENT] = &yes_no_codes,
	[ASK_PAYER] = &inquiry_payer_codes,
	[ASK_SOURCE] = &referral_source_codes,
	[ASK_REF_SOURCE] = &referral_source_codes,
	[ASK_REF_AGREED] = &yes_no_codes,
	[ASK_URGENCY] = &inquiry_urgency_codes,
};

static str center_shown(const struct ask_view *v)
{
	int64_t id;

	for (size_t i = 0; id_read(v->d.v[ASK_CENTER], &id) && i < v->centers.n; i++)
		if (v->centers.v[i].id.v == id)
			return v->centers.v[i].name;
	return code_label(&ask_any_codes, ASK_ANY);
}

static str shown(struct ctx *c, const struct ask_view *v, enum ask a)
{
	str value = v->d.v[a];
	date birth;

	if (tables[a])
		return code_label(tables[a], code_find(tables[a], value));
	if (a == ASK_CENTER)
		return center_shown(v);
	if (a == ASK_BIRTH && date_read(value, &birth))
		return str_copy(c->arena, str_of(show_day_year(birth).s));
	return value;
}

static void add(struct ask_lines *l, enum ask_page p, str label, str value)
{
	l->v[l->n++] = (struct ask_line){p, label, value};
}

static void add_files(const struct ask_view *v, struct ask_lines *out)
{
	for (size_t i = 0; i < v->d.files.n; i++)
		add(out, ASK_PAGE_FILES, code_label(&ask_page_codes, ASK_PAGE_FILES), v->d.files.v[i].name);
}

void ask_lines(struct ctx *c, const struct ask_view *v, struct ask_lines *out)
{
	out->n = 0;
	for (enum ask_page p = draft_next(c, &v->d, ASK_PAGE_NONE); p != ASK_PAGE_NONE; p = draft_next(c, &v->d, p)) {
		size_t before = out->n;

		if (p == ASK_PAGE_FILES)
			add_files(v, out);
		for (const enum ask *a = ask_page_asks(p); *a != ASK_NONE; a++)
			if (!str_empty(v->d.v[*a]))
				add(out, p, code_label(&ask_codes, *a), shown(c, v, *a));
		if (out->n == before)
			add(out, p, code_label(&ask_page_codes, p), STR_NONE);
	}
}
