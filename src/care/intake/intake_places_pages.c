/* intake_places_pages.c - referral on: places of the directory near somebody, those that are given to them, and the list to print. */
#include "base/id.h"
#include "care/intake/intake_places_view.h"
#include "care/intake/intake_routes.h"
#include "intake_places.html.h"

/* What its codes say, in the words of the mapping pack. */
static str says(struct ctx *c, const struct directory_facility *f)
{
	const struct directory_type *type;
	str all = STR_NONE;

	for (size_t i = 0; (type = finder_type_at(f->types, i)); i++)
		all = str_format(c->arena, "%.*s%s%.*s.", STR_ARG(all), all.n ? " " : "", STR_ARG(type->says));
	return all.n ? all : STR("Its listing names no intensive outpatient or day program. Ask whether there is one.");
}

static str distance(struct ctx *c, const struct directory_spot *from, const struct directory_facility *f)
{
	if (!from->kind || !f->place)
		return STR_NONE;
	return str_copy(c->arena,
		str_of(finder_distance(directory_miles(from->latitude, from->longitude, f->latitude, f->longitude), f->place).s));
}

static void show_choices(struct ctx *c, struct intake_places_view *v)
{
	struct form_choice *all = ARENA_NEW_ARRAY(c->arena, struct form_choice, v->loaded.n);

	for (size_t i = 0; i < v->loaded.n; i++) {
		const struct directory_facility *f = &v->loaded.v[i];

		all[i].value = value_id(c, f->id.v);
		all[i].label = str_format(c->arena, "%.*s, %.*s, %.*s. %.*s %.*s: call to confirm.", STR_ARG(f->name1), STR_ARG(f->city),
			STR_ARG(distance(c, &v->spot, f)), STR_ARG(says(c, f)), STR_ARG(finder_source(c, f)));
	}
	v->choices = (struct form_choices){all, v->loaded.n};
}

static struct url searched(struct ctx *c, const struct intake_places_view *v, str after)
{
	struct url u = url_with(c, url_inquiry_places(c, v->r.i.id), "near", v->asked.near);

	u = url_with(c, u, "miles", value_int(c, v->asked.miles));
	u = url_with(c, u, "for", code_of(&program_type_codes, (int)v->asked.type));
	return after.n ? url_with(c, u, "after", after) : u;
}

/* What the address does not say is taken from the request. ERR_INVALID: the place is none, or none is known yet. */
static err load_places(struct ctx *c, struct intake_places_view *v)
{
	facility_id ids[DIRECTORY_PAGE_MOST];

	*v = (struct intake_places_view){0};
	TRY(intake_load(c, &v->r));
	finder_read(c, "with", &v->asked);
	if (!query_text(c, "near").p)
		v->asked.near = v->r.i.zip;
	if (!query_text(c, "for").p)
		v->asked.type = v->r.i.help;
	v->here = searched(c, v, v->asked.after);
	if (str_empty(v->asked.near))
		return OK;
	TRY(directory_spot(c, "near", v->asked.near, &v->spot));
	v->found = ARENA_NEW(c->arena, struct directory_result);
	TRY(directory_search(c->tx, &(struct directory_query){.near = v->spot, .miles = v->asked.miles, .type = v->asked.type,
		.after = v->asked.after}, v->found));
	for (size_t i = 0; i < v->found->n; i++)
		ids[i] = v->found->hits[i].id;
	TRY(directory_load(c->tx, ids, v->found->n, &v->loaded));
	if (v->found->next.n)
		v->next = searched(c, v, v->found->next);
	show_choices(c, v);
	return OK;
}

/* GET /c/{center}/inquiries/{inquiry}/places?near=&miles=&for=&after= */
static err places_show(struct ctx *c)
{
	struct intake_places_view v;
	err e = load_places(c, &v);

	if (e == ERR_INVALID)
		return page_again(c, tpl_intake_places, &v);
	TRY(e);
	return page(c, tpl_intake_places, &v);
}

struct giving {
	inquiry_id id;
	struct place_given_insert_args *v;
	size_t n;
};

static err do_give(struct wtx *w, void *arg)
{
	struct giving *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_give_places(w, may, x->v, x->n);
}

/* The ticked ones, as the directory has them now. */
static err read_ticked(struct ctx *c, const struct intake_places_view *v, struct giving *out)
{
	str note = form_text(c, &(struct field){.name = "note", .label = "Note", .lines = true, .max = 2000});
	facility_id ids[DIRECTORY_PAGE_MOST];
	struct directory_facilities ticked;
	size_t n = 0;
	str text;

	for (size_t i = 0; n < COUNT_OF(ids) && (text = form_nth(c, "facility", i)).p; i++)
		n += id_read(text, &ids[n].v);
	TRY(directory_load(c->tx, ids, n, &ticked));
	*out = (struct giving){.id = v->r.i.id, .v = ARENA_NEW_ARRAY(c->arena, struct place_given_insert_args, ticked.n), .n = ticked.n};
	for (size_t i = 0; i < ticked.n; i++) {
		const struct directory_facility *f = &ticked.v[i];

		out->v[i] = (struct place_given_insert_args){.facility_id = f->id,
			.name = f->name1,
			.phone = f->phone,
			.address = finder_address(c, f->street1, f->city, f->state, f->zip),
			.distance = distance(c, &v->spot, f),
			.says = says(c, f),
			.source = finder_source(c, f),
			.note = note};
	}
	return OK;
}

/* POST of the same. */
static err places_give(struct ctx *c)
{
	struct intake_places_view v;
	struct giving x = {0};
	err e = load_places(c, &v);

	if (e == OK)
		e = read_ticked(c, &v, &x);
	if (e == OK)
		e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_give, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_intake_places, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("The list is kept. Print it for them."));
}

/* GET /c/{center}/inquiries/{inquiry}/places/print - nothing of the person stands on it. */
static err places_print(struct ctx *c)
{
	const struct own_programs *own;
	struct intake_view r;
	struct intake_print_view v = {0};

	TRY(intake_load(c, &r));
	TRY(own_programs(c->tx, &own));
	v.organization = own->organization;
	TRY(places_given(c->tx, &v.rows, .inquiry_id = r.i.id));
	return page(c, tpl_intake_print, &v);
}

const struct route intake_places_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/places", places_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/places", places_give, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/places/print", places_print, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
};
const size_t intake_places_routes_n = COUNT_OF(intake_places_routes);
