/* intake_admit_pages.c - from a request to a stay: who it is, who stands beside them, program and track; nothing is typed twice. */
#include "care/intake/intake_routes.h"
#include "care/intake/intake_view.h"
#include "intake_admit.html.h"

/* "Lee Reyes" as given and family name. */
static void split_name(str name, struct relation_details *r)
{
	size_t last = name.n;

	while (last && name.p[last - 1] != ' ')
		last--;
	r->given = last ? str_trim(str_slice(name, 0, last)) : name;
	r->family = last ? str_slice(name, last, name.n) : STR("");
}

/* Who stands beside them, as the request says. What one reaches whoever asks by belongs to that person. */
static void load_beside(struct admit_inquiry_view *v)
{
	const struct inquiry_get_row *i = &v->r.i;

	if (i->kind == INQUIRY_OTHER && i->asker_name.n) {
		struct relation_details *r = &v->beside[v->n_beside++];

		r->relationship = i->asker_is ? i->asker_is : RELATIONSHIP_OTHER;
		r->phone = i->phone;
		r->email = i->email;
		split_name(i->asker_name, r);
	}
	if (i->guardian_name.n && !str_eq(i->guardian_name, i->asker_name)) {
		struct relation_details *r = &v->beside[v->n_beside++];

		*r = (struct relation_details){.relationship = RELATIONSHIP_GUARDIAN, .phone = i->guardian_phone};
		split_name(i->guardian_name, r);
	}
}

static void add_choice(struct ctx *c, struct form_choice *v, size_t *n, person_id id, str name, date born, const char *why)
{
	for (size_t k = 0; k < *n; k++)
		if (str_eq(v[k].value, value_id(c, id.v)))
			return;
	v[(*n)++] = (struct form_choice){.value = value_id(c, id.v), .hint = str_of(why),
		.label = date_none(born) ? name : str_format(c->arena, "%.*s, born %s", STR_ARG(name), show_day_year(born).s)};
	journal_saw(c, id);
}

static const char *why_alike(const struct inquiry_people_row *p, bool likely)
{
	if (p->same_name)
		return "Same name and birthday";
	if (p->same_phone && p->same_email)
		return "Same phone number and email address";
	if (likely)
		return p->same_phone ? "Same given name and phone number" : "Same given name and email address";
	return p->same_phone ? "Only the phone number is the same. Families share phones."
						 : "Only the email address is the same. Families share them.";
}

/* Who was named already, then those who are alike; gives whether one of them is likely to be the one. */
static err list_people(struct ctx *c, const struct admit_inquiry_view *v, struct form_choice **list, size_t *n, bool *likely)
{
	const struct inquiry_get_row *i = &v->r.i;
	struct people_same_rows same = {0};
	struct inquiry_twins twins;
	struct person_get_row known;

	TRY(inquiry_find_twins(c->tx, v->r.may, &twins));
	if (v->d.family.n)
		TRY(people_alike(c->tx, &v->d, &same));
	*list = ARENA_NEW_ARRAY(c->arena, struct form_choice, twins.people.n + same.n + 2);
	if (i->person_id.v) {
		TRY(person_get(c->tx, &known, .id = i->person_id));
		add_choice(c, *list, n, known.id, person_name(c->arena, known.given, known.preferred, known.family), known.birth_on,
			"This is them");
	}
	*likely = same.n > 0;
	for (size_t k = 0; k < same.n; k++)
		add_choice(c, *list, n, same.v[k].id, person_name(c->arena, same.v[k].given, same.v[k].preferred, same.v[k].family),
			same.v[k].birth_on, "A name like theirs");
	for (size_t k = 0; k < twins.people.n; k++) {
		const struct inquiry_people_row *p = &twins.people.v[k];
		bool sure = inquiry_twin_is_likely(c->arena, p, i->given, i->birth_on);

		add_choice(c, *list, n, p->id, person_name(c->arena, p->given, p->preferred, p->family), p->birth_on, why_alike(p, sure));
		*likely |= sure;
	}
	return OK;
}

/* People the center knows who may be the same, then somebody new. Where only a telephone number or an address is shared, "somebody new" is
 * chosen and the others stand beside it; where somebody is likely, the desk has to say. */
static err load_people(struct ctx *c, struct admit_inquiry_view *v)
{
	struct form_choice *list;
	bool likely;
	size_t n = 0;

	TRY(list_people(c, v, &list, &n, &likely));
	v->person = v->r.i.person_id.v ? list[0].value : likely ? STR_NONE : STR("new");
	list[n++] = (struct form_choice){.value = STR("new"), .label = STR("Somebody new")};
	v->people = (struct form_choices){list, n};
	return OK;
}

static err load_admit(struct ctx *c, struct admit_inquiry_view *v)
{
	const struct inquiry_get_row *i = &v->r.i;

	*v = (struct admit_inquiry_view){0};
	TRY(intake_load(c, &v->r));
	v->d = (struct person_details){.given = i->given, .family = i->family, .birth = i->birth_on, .zip = i->zip};
	if (i->kind != INQUIRY_OTHER) {
		v->d.phone = i->phone;
		v->d.email = i->email;
	}
	v->program = i->program_id;
	if (!v->program.v && v->r.place.track_id.v)
		v->program = v->r.place.program_id;
	load_beside(v);
	TRY(load_people(c, v));
	TRY(program_choices(c, v->r.today, &v->programs));
	TRY(track_choices(c, (program_id){0}, v->r.today, &v->r.tracks));
	return clinician_choices(c, v->r.today, &v->clinicians);
}

/* GET /c/{center}/inquiries/{inquiry}/admit */
static err admit_show(struct ctx *c)
{
	struct admit_inquiry_view v;

	TRY(load_admit(c, &v));
	return page(c, tpl_admit_inquiry, &v);
}

struct admitting {
	inquiry_id id;
	struct admitting_inquiry x;
	episode_id made;
};

static err do_admit(struct wtx *w, void *arg)
{
	struct admitting *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_admit(w, may, &x->x, &x->made);
}

/* Somebody new as typed; of somebody known the request says what is missing. */
static void read_person(struct ctx *c, const struct admit_inquiry_view *v, struct admitting_inquiry *x)
{
	x->d = v->d;
	if (!str_is(form_raw(c, "person"), "new")) {
		x->person.v = form_id(c, &(struct field){.name = "person", .label = "who it is", .required = true});
		return;
	}
	x->d = (struct person_details){
		.given = form_text(c, &(struct field){.name = "given", .label = "given name"}),
		.family = form_text(c, &(struct field){.name = "family", .label = "family name"}),
		.birth = form_date(c, &(struct field){.name = "birth", .label = "birthday"}),
		.phone = form_text(c, &(struct field){.name = "phone", .label = "phone number", .max = 40}),
		.email = form_text(c, &(struct field){.name = "email", .label = "email address"}),
		.zip = form_text(c, &(struct field){.name = "zip", .label = "ZIP code", .max = 10}),
	};
}

static struct admission read_admission(struct ctx *c)
{
	return (struct admission){
		.program = {form_id(c, &(struct field){.name = "program", .label = "program", .required = true})},
		.start = form_date(c, &(struct field){.name = "start", .label = "first day", .ask = "Enter the first day", .required = true}),
		.level = form_text(c, &(struct field){.name = "level", .label = "Level of care", .max = 20}),
		.clinician = {form_id(c, &(struct field){.name = "clinician", .label = "primary clinician"})},
		.track = {form_id(c, &(struct field){.name = "track", .label = "track"})},
		.over_limit_reason = form_text(c, &(struct field){.name = "over_limit_reason", .label = "Reason", .max = 500}),
	};
}

/* POST of the same. */
static err admit_post(struct ctx *c)
{
	struct admit_inquiry_view v;
	struct admitting x;
	err e;

	TRY(load_admit(c, &v));
	x = (struct admitting){.id = v.r.i.id, .x = {.in = read_admission(c), .seen = form_version(c)}};
	read_person(c, &v, &x.x);
	for (size_t k = 0; k < v.n_beside; k++)
		if (form_bool(c, k ? "beside-2" : "beside"))
			x.x.beside[x.x.n_beside++] = v.beside[k];
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_admit, &x);
	if (intake_refused(c, e)) {
		v.ask_reason = problem_of(c, "over_limit_reason").p || form_raw(c, "over_limit_reason").n;
		return page_again(c, tpl_admit_inquiry, &v);
	}
	TRY(e);
	return redirect(c, url_stay(c, x.made), str_format(c->arena, "%.*s is admitted.", STR_ARG(v.r.name)));
}

const struct route intake_admit_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/admit", admit_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/admit", admit_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
};
const size_t intake_admit_routes_n = COUNT_OF(intake_admit_routes);
