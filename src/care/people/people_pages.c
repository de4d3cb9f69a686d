/* people_pages.c - finding people, adding them, and one person's details. */
#include "care/people/people_routes.h"
#include "care/people/people_view.h"
#include "people.html.h"

/* ---- the list ---------------------------------------------------------------------------------------------------- */

/* GET /c/{center}/people?q=&after= - by name; `after` is the last person of the page before, so names stay out of addresses. */
static err people_show(struct ctx *c)
{
	struct people_view v = {.needle = str_tidy(c->arena, query_text(c, "q"))};
	person_id after = {0};
	bool more;

	if (!id_read(query_text(c, "after"), &after.v))
		after.v = 0;
	TRY(people_find(c->tx, v.needle, after, &v.rows, &more));
	v.first = !after.v;
	if (more)
		v.next = url_with(c, url_people(c), "after", str_of(ID(v.rows.v[v.rows.n - 1].id)));
	if (more && v.needle.n)
		v.next = url_with(c, v.next, "q", v.needle);
	for (size_t i = 0; i < v.rows.n; i++)
		journal_saw(c, v.rows.v[i].id);
	return page(c, tpl_people, &v);
}

/* ---- adding and changing ------------------------------------------------------------------------------------------ */

static str upper(struct arena *a, str s)
{
	str out = str_copy(a, s);

	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] >= 'a' && out.p[i] <= 'z')
			((char *)out.p)[i] = (char)(out.p[i] - 'a' + 'A');
	return s.p ? out : s;
}

static struct person_details read_details(struct ctx *c)
{
	return (struct person_details){
		.family = form_text(c, &(struct field){.name = "family", .label = "family name", .required = true}),
		.given = form_text(c, &(struct field){.name = "given", .label = "given name", .required = true}),
		.preferred = form_text(c, &(struct field){.name = "preferred", .label = "Name they go by", .max = 100}),
		.pronouns = form_text(c, &(struct field){.name = "pronouns", .label = "Pronouns", .max = 40}),
		.birth = form_date(c, &(struct field){.name = "birth", .label = "Birthday"}),
		.sex = (enum sex)form_code(c, &(struct field){.name = "sex", .label = "Sex"}, &sex_codes),
		.language = form_text(c, &(struct field){.name = "language", .label = "Language", .max = 60}),
		.phone = form_text(c, &(struct field){.name = "phone", .label = "Phone", .max = 40}),
		.email = form_text(c, &(struct field){.name = "email", .label = "Email", .max = 200}),
		.street = form_text(c, &(struct field){.name = "street", .label = "Street"}),
		.city = form_text(c, &(struct field){.name = "city", .label = "City", .max = 100}),
		.state = upper(c->arena, form_text(c, &(struct field){.name = "state", .label = "State", .max = 40})),
		.zip = form_text(c, &(struct field){.name = "zip", .label = "ZIP code", .max = 10}),
	};
}

/* GET /c/{center}/people/new */
static err person_new(struct ctx *c)
{
	struct person_form_view v = {0};

	return page(c, tpl_person_form, &v);
}

struct adding {
	struct person_details d;
	person_id made;
};

static err add_person(struct wtx *w, void *arg)
{
	struct adding *x = arg;

	return people_add(w, &x->d, &x->made);
}

/* POST /c/{center}/people/new - before somebody is added twice, those who are alike are shown once. */
static err person_add(struct ctx *c)
{
	struct adding x = {.d = read_details(c)};
	struct person_form_view v = {0};

	if (problems_end(c) != OK || people_check(c, &x.d) != OK)
		return page_again(c, tpl_person_form, &v);
	if (!form_bool(c, "anyway")) {
		TRY(people_alike(c->tx, &x.d, &v.alike));
		for (size_t i = 0; i < v.alike.n; i++)
			journal_saw(c, v.alike.v[i].id);
		v.d = x.d;
		if (v.alike.n)
			return page(c, tpl_person_form, &v);
	}
	TRY(web_write(c, add_person, &x));
	return redirect(c, url_person(c, x.made),
		str_format(c->arena, "%.*s is added.", STR_ARG(person_name(c->arena, x.d.given, x.d.preferred, x.d.family))));
}

static struct person_details details_of(const struct person_get_row *p)
{
	return (struct person_details){p->family, p->given, p->preferred, p->pronouns, p->birth_on, p->sex, p->language, p->phone, p->email,
		p->street, p->city, p->state, p->zip};
}

static err load_person(struct ctx *c, struct person_get_row *p)
{
	const struct person_proof *may;
	person_id id;

	TRY(PATH_ID(c, "person", &id));
	TRY(access_person(c->tx, id, &may));
	return person_get(c->tx, p, .id = id);
}

/* GET /c/{center}/people/{person}/edit */
static err person_edit(struct ctx *c)
{
	struct person_get_row p;
	struct person_form_view v;

	TRY(load_person(c, &p));
	v = (struct person_form_view){.person = p.id, .d = details_of(&p), .version = p.version};
	return page(c, tpl_person_form, &v);
}

struct changing {
	person_id person;
	struct person_details d;
	int64_t version;
};

static err change_person(struct wtx *w, void *arg)
{
	const struct changing *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return people_change(w, may, &x->d, x->version);
}

static void note_other(struct person_form_view *v, const char *label, str typed, str now)
{
	if (!(str_empty(typed) && str_empty(now)) && !str_eq(typed, now))
		v->others[v->n_others++] = (struct other_value){label, str_empty(now) ? STR("nothing") : now};
}

/* Somebody else was faster: what was typed stays, what they saved is shown, and saving again is a choice made with both in sight. */
static err person_conflict(struct ctx *c, const struct changing *x)
{
	const struct person_details *t = &x->d, *n;
	struct person_form_view v = {.person = x->person};
	struct person_get_row p;

	TRY(person_get(c->tx, &p, .id = x->person));
	v.d = details_of(&p);
	v.version = p.version;
	n = &v.d;
	note_other(&v, "Given name", t->given, n->given);
	note_other(&v, "Family name", t->family, n->family);
	note_other(&v, "Name they go by", t->preferred, n->preferred);
	note_other(&v, "Pronouns", t->pronouns, n->pronouns);
	note_other(&v, "Birthday", value_date(c, t->birth), value_date(c, n->birth));
	note_other(&v, "Sex", code_label(&sex_codes, (int)t->sex), code_label(&sex_codes, (int)n->sex));
	note_other(&v, "Language", t->language, n->language);
	note_other(&v, "Phone", t->phone, n->phone);
	note_other(&v, "Email", t->email, n->email);
	note_other(&v, "Street", t->street, n->street);
	note_other(&v, "City", t->city, n->city);
	note_other(&v, "State", t->state, n->state);
	note_other(&v, "ZIP code", t->zip, n->zip);
	(void)problem(c, "", "Somebody else changed these details while you had them open. Yours are not saved yet.");
	return page_again(c, tpl_person_form, &v);
}

/* POST /c/{center}/people/{person}/edit */
static err person_change(struct ctx *c)
{
	struct changing x = {.d = read_details(c)};
	struct person_form_view v = {0};
	err e;

	TRY(PATH_ID(c, "person", &x.person));
	v.person = x.person;
	if (!str_to_int(form_raw(c, "version"), &x.version))
		x.version = 0;
	v.version = x.version;
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, change_person, &x);
	if (e == ERR_INVALID)
		return page_again(c, tpl_person_form, &v);
	if (e == ERR_CONFLICT)
		return person_conflict(c, &x);
	TRY(e);
	return redirect(c, url_person(c, x.person), STR("The details are saved."));
}

/* ---- one person ---------------------------------------------------------------------------------------------------- */

static err load_page(struct ctx *c, struct person_view *v)
{
	TRY(load_person(c, &v->p));
	TRY(person_identifiers(c->tx, &v->identifiers, .person_id = v->p.id));
	TRY(person_relations(c->tx, &v->relations, .person_id = v->p.id));
	TRY(person_stays(c->tx, &v->stays, .person_id = v->p.id));
	v->name = person_name(c->arena, v->p.given, v->p.preferred, v->p.family);
	v->age = date_none(v->p.birth_on) ? -1 : date_age(v->p.birth_on, zone_day(c->zone, c->now));
	v->teen = v->age >= 0 && v->age < 18;
	for (size_t i = 0; i < v->stays.n; i++)
		v->teen |= v->stays.v[i].status != EPISODE_DISCHARGED && v->stays.v[i].type == PROGRAM_TEEN;
	return OK;
}

/* GET /c/{center}/people/{person} */
static err person_show(struct ctx *c)
{
	struct person_view v = {0};

	TRY(load_page(c, &v));
	return page(c, tpl_person, &v);
}

/* ---- who stands beside a person ------------------------------------------------------------------------------------- */

struct relating {
	person_id person;
	struct relation_details d;
	relation_id remove;
};

static err add_relation(struct wtx *w, void *arg)
{
	const struct relating *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return people_add_relation(w, may, &x->d);
}

static err remove_relation(struct wtx *w, void *arg)
{
	const struct relating *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->person, &may));
	return people_remove_relation(w, may, x->remove);
}

static err load_relation(struct ctx *c, struct relation_view *v)
{
	struct person_relations_rows all;
	struct person_get_row p;

	TRY(load_person(c, &p));
	*v = (struct relation_view){.person = p.id, .person_name = person_name(c->arena, p.given, p.preferred, p.family)};
	if (!path_text(c, "relation").p)
		return OK;
	TRY(PATH_ID(c, "relation", &v->id));
	TRY(person_relations(c->tx, &all, .person_id = p.id));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id.v == v->id.v) {
			v->name = str_format(c->arena, "%.*s %.*s", STR_ARG(all.v[i].given), STR_ARG(all.v[i].family));
			return OK;
		}
	return ERR_NOT_FOUND;
}

/* GET /c/{center}/people/{person}/relations */
static err relation_new(struct ctx *c)
{
	struct relation_view v;

	TRY(load_relation(c, &v));
	return page(c, tpl_relation_form, &v);
}

/* POST /c/{center}/people/{person}/relations */
static err relation_add(struct ctx *c)
{
	struct relating x = {0};
	struct relation_view v;
	err e;

	TRY(load_relation(c, &v));
	x.person = v.person;
	x.d = (struct relation_details){
		.relationship = (enum relationship)form_code(c, &(struct field){.name = "relationship"}, &relationship_codes),
		.given = form_text(c, &(struct field){.name = "relation-given", .label = "Given name"}),
		.family = form_text(c, &(struct field){.name = "relation-family", .label = "Family name"}),
		.phone = form_text(c, &(struct field){.name = "relation-phone", .label = "Phone", .max = 40}),
		.email = form_text(c, &(struct field){.name = "relation-email", .label = "Email"}),
		.emergency = form_bool(c, "emergency"),
	};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, add_relation, &x);
	if (e == ERR_INVALID)
		return page_again(c, tpl_relation_form, &v);
	TRY(e);
	return redirect(c, url_person(c, x.person), STR("Added."));
}

/* GET /c/{center}/people/{person}/relations/{relation}/remove - asks once. */
static err relation_ask(struct ctx *c)
{
	struct relation_view v;

	TRY(load_relation(c, &v));
	return page(c, tpl_relation_remove, &v);
}

/* POST of the same. */
static err relation_remove(struct ctx *c)
{
	struct relating x = {0};
	struct relation_view v;

	TRY(load_relation(c, &v));
	x.person = v.person;
	x.remove = v.id;
	TRY(web_write(c, remove_relation, &x));
	return redirect(c, url_person(c, x.person), str_format(c->arena, "%.*s is removed.", STR_ARG(v.name)));
}

const struct route people_routes[] = {
	{METHOD_GET, "/c/{center}/people", people_show, PERM_PEOPLE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/people/new", person_new, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/people/new", person_add, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/people/{person}", person_show, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_GET, "/c/{center}/people/{person}/edit", person_edit, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/people/{person}/edit", person_change, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/people/{person}/relations", relation_new, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/people/{person}/relations", relation_add, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/people/{person}/relations/{relation}/remove", relation_ask, PERM_PEOPLE, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/c/{center}/people/{person}/relations/{relation}/remove", relation_remove, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
};
const size_t people_routes_n = COUNT_OF(people_routes);
