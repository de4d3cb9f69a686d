/* intake_one_pages.c - one request for help: all that is known of it, reaching whoever asked, and its next step. */
#include "care/intake/intake_routes.h"
#include "care/intake/intake_view.h"
#include "intake_one.html.h"

str intake_name(struct ctx *c, str given, str family)
{
	if (str_empty(given) || str_empty(family))
		return str_empty(given) ? family : given;
	return str_format(c->arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family));
}

err intake_load(struct ctx *c, struct intake_view *v)
{
	inquiry_id id;
	err e;

	*v = (struct intake_view){.today = zone_day(c->zone, c->now)};
	TRY(PATH_ID(c, "inquiry", &id));
	TRY(access_inquiry(c->tx, id, &v->may));
	TRY(inquiry_look(c->tx, v->may, &v->i));
	v->name = intake_name(c, v->i.given, v->i.family);
	if (!v->name.n)
		v->name = STR("Name not given");
	v->days = date_diff(v->today, zone_day(c->zone, v->i.first_contact_at));
	v->ends = choices_of(c, &inquiry_end_codes);
	e = waiting_place_get(c->tx, &v->place, .inquiry_id = id);
	return e == ERR_NOT_FOUND ? OK : e;
}

bool intake_refused(struct ctx *c, err e)
{
	if (e == ERR_CONFLICT)
		(void)problem(c, "", "%.*s", STR_ARG(c->fail_text));
	return e == ERR_INVALID || e == ERR_CONFLICT;
}

struct next_step intake_next(struct ctx *c)
{
	return (struct next_step){form_text(c, &(struct field){.name = "next_step", .label = "Next step"}),
		form_date(c, &(struct field){.name = "due", .label = "Due"})};
}

/* ---- looking -------------------------------------------------------------------------------------------------------- */

static err load_stay(struct ctx *c, struct intake_one_view *v)
{
	struct inquiry_stay_of_row row;
	err e = inquiry_stay_of(c->tx, &row, .inquiry_id = v->r.i.id);

	if (e == OK)
		v->stay = row.episode_id;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* What stands beside each step of the way in. */
static void say_steps(struct ctx *c, struct intake_one_view *v)
{
	const struct waiting_place_get_row *place = &v->r.place;

	v->insurance_said = STR("Not asked yet");
	v->assessment_said = STR("Not booked");
	if (v->insurance.n) {
		const struct insurance_checks_row *k = &v->insurance.v[0];

		v->insurance_said = str_format(c->arena, "%.*s, IOP covered: %.*s", STR_ARG(k->payer),
			STR_ARG(str_fold(c->arena, code_label(&known_codes, (int)k->covered))));
	}
	if (v->appointments.n && v->appointments.v[0].status == SESSION_PLANNED) {
		const struct appointments_about_row *a = &v->appointments.v[0];
		str who = person_name(c->arena, a->given, a->preferred, a->family);

		v->assessment_said = str_format(c->arena, "%s, %.*s", show_moment(c, a->starts_at).s, STR_ARG(who));
	}
	if (v->r.i.status == INQUIRY_ACCEPTED)
		v->decision_said = STR("Accepted");
	else if (v->r.i.status == INQUIRY_WAITING_LIST && place->track_id.v)
		v->decision_said = str_format(c->arena, "Waits for %.*s since %s: %.*s", STR_ARG(place->track),
			show_day_tiny(zone_day(c->zone, place->since_at)).s, STR_ARG(code_label(&wait_priority_codes, (int)place->priority)));
}

static err load_one(struct ctx *c, struct intake_one_view *v)
{
	inquiry_id id;

	*v = (struct intake_one_view){0};
	TRY(intake_load(c, &v->r));
	id = v->r.i.id;
	v->open = inquiry_is_open(v->r.i.status);
	TRY(inquiry_steps(c->tx, &v->steps, .inquiry_id = id));
	TRY(contact_tries(c->tx, &v->tries, .inquiry_id = id));
	TRY(inquiry_find_twins(c->tx, v->r.may, &v->twins));
	TRY(insurance_checks(c->tx, &v->insurance, .inquiry_id = id));
	TRY(appointments_about(c->tx, &v->appointments, .about_id = id.v));
	TRY(outbox_about(c->tx, &v->messages, .about_id = id.v));
	TRY(inquiry_files(c->tx, &v->files, .inquiry_id = id));
	TRY(referral_links(c->tx, &v->links, .inquiry_id = id));
	TRY(places_given(c->tx, &v->places, .inquiry_id = id));
	for (size_t k = 0; k < v->twins.people.n; k++)
		journal_saw(c, v->twins.people.v[k].id);
	say_steps(c, v);
	return load_stay(c, v);
}

/* GET /c/{center}/inquiries/{inquiry} */
static err one_show(struct ctx *c)
{
	struct intake_one_view v;

	TRY(load_one(c, &v));
	return page(c, tpl_intake_one, &v);
}

/* GET /c/{center}/inquiries/{inquiry}/files/{inquiry_file} - for saving, never to be shown by the browser: a stranger sent it. */
static err file_get(struct ctx *c)
{
	struct intake_view v;
	struct inquiry_file_get_row f;
	inquiry_file_id id;

	TRY(intake_load(c, &v));
	TRY(PATH_ID(c, "inquiry_file", &id));
	TRY(inquiry_file_get(c->tx, &f, .inquiry_id = v.i.id, .id = id));
	page_begin(c);
	buf_put(c->out, f.content.p, f.content.n);
	return send_file(c, "application/octet-stream",
		str_format(c->arena, "request-%.*s.%.*s", STR_ARG(v.i.code), STR_ARG(code_of(&file_type_codes, (int)f.type))).p);
}

/* ---- reaching somebody ---------------------------------------------------------------------------------------------- */

struct contacting {
	inquiry_id id;
	struct contact x;
};

static err do_contact(struct wtx *w, void *arg)
{
	struct contacting *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_contact(w, may, &x->x);
}

/* GET /c/{center}/inquiries/{inquiry}/contact */
static err contact_show(struct ctx *c)
{
	struct intake_view v;

	TRY(intake_load(c, &v));
	return page(c, tpl_intake_contact, &v);
}

/* POST of the same. */
static err contact_post(struct ctx *c)
{
	struct intake_view v;
	struct contacting x;
	err e;

	TRY(intake_load(c, &v));
	x = (struct contacting){.id = v.i.id, .x = {.seen = form_version(c), .next = intake_next(c)}};
	x.x.way = (enum contact_channel)form_code(c, &(struct field){.name = "way", .label = "how you tried"}, &contact_channel_codes);
	x.x.outcome = (enum contact_outcome)form_code(c,
		&(struct field){.name = "outcome", .label = "what came of it"}, &contact_outcome_codes);
	x.x.note = form_text(c, &(struct field){.name = "note", .label = "Note", .lines = true, .max = 2000});
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_contact, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_intake_contact, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("It is in the log."));
}

/* ---- steps ---------------------------------------------------------------------------------------------------------- */

struct stepping {
	inquiry_id id;
	struct inquiry_change x;
	int64_t seen;
};

static err do_step(struct wtx *w, void *arg)
{
	struct stepping *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return inquiry_set_status(w, may, &x->x, x->seen);
}

/* GET /c/{center}/inquiries/{inquiry}/step */
static err step_show(struct ctx *c)
{
	struct intake_view v;

	TRY(intake_load(c, &v));
	return page(c, tpl_intake_step, &v);
}

/* Steps that come with more than words have pages of their own; one may stay at any of them. */
static bool by_itself(enum inquiry_status to, enum inquiry_status now)
{
	return to == now || to == INQUIRY_CONTACTED || to == INQUIRY_PRE_SCREEN || to == INQUIRY_INSURANCE_CHECK || to == INQUIRY_CLOSED;
}

/* POST of the same. */
static err step_post(struct ctx *c)
{
	struct intake_view v;
	struct stepping x;
	struct next_step next;
	err e;

	TRY(intake_load(c, &v));
	next = intake_next(c);
	x = (struct stepping){.id = v.i.id, .seen = form_version(c), .x = {.next_step = next.what, .due = next.due}};
	x.x.status = (enum inquiry_status)form_code(c, &(struct field){.name = "status", .label = "the step"}, &inquiry_status_codes);
	x.x.end_reason = (enum inquiry_end)form_code(c, &(struct field){.name = "end_reason", .label = "why"}, &inquiry_end_codes);
	x.x.note = form_text(c, &(struct field){.name = "note", .label = "Note", .lines = true, .max = 2000});
	if (x.x.status && !by_itself(x.x.status, v.i.status))
		(void)problem(c, "status", "Choose one of these steps.");
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_step, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_intake_step, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("The step is saved."));
}

/* ---- who it is; what the referrer sees ------------------------------------------------------------------------------ */

struct changing {
	inquiry_id id;
	person_id person;
	enum { LINK_MAKE, LINK_REVOKE, LINK_AGREED, LINK_NOT_AGREED } link;
	str token;
};

static err do_person(struct wtx *w, void *arg)
{
	struct changing *x = arg;
	const struct inquiry_proof *may;
	const struct person_proof *who;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	TRY(access_person(wtx_read(w), x->person, &who));
	return inquiry_is_person(w, may, x->person);
}

/* POST /c/{center}/inquiries/{inquiry}/person - somebody the center knows already. */
static err person_post(struct ctx *c)
{
	struct intake_view v;
	struct changing x = {0};

	TRY(intake_load(c, &v));
	x.id = v.i.id;
	x.person.v = form_id(c, &(struct field){.name = "person", .label = "person", .required = true});
	if (problems_end(c) != OK)
		return ERR_MALFORMED;
	TRY(web_write(c, do_person, &x));
	return redirect(c, url_inquiry(c, x.id), STR("Saved. The two belong together from now on."));
}

static err do_link(struct wtx *w, void *arg)
{
	struct changing *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	if (x->link == LINK_MAKE)
		return referral_link_make(w, may, &x->token);
	if (x->link == LINK_REVOKE)
		return referral_link_revoke(w, may);
	return referral_agree(w, may, x->link == LINK_AGREED);
}

/* POST /c/{center}/inquiries/{inquiry}/link - do=make, revoke, agreed, not-agreed. A new link is shown on the page that answers. */
static err link_post(struct ctx *c)
{
	static const char *const words[] = {[LINK_MAKE] = "make",
		[LINK_REVOKE] = "revoke", [LINK_AGREED] = "agreed", [LINK_NOT_AGREED] = "not-agreed"};
	struct intake_one_view v;
	struct changing x = {0};
	size_t k = 0;

	TRY(load_one(c, &v));
	while (k < COUNT_OF(words) && !str_is(form_raw(c, "do"), words[k]))
		k++;
	if (k == COUNT_OF(words))
		return ERR_MALFORMED;
	x.id = v.r.i.id;
	x.link = (int)k;
	TRY(web_write(c, do_link, &x));
	if (x.link != LINK_MAKE)
		return redirect(c, url_inquiry(c, x.id), STR("Saved."));
	TRY(load_one(c, &v));
	v.link = x.token;
	return page(c, tpl_intake_one, &v);
}

const struct route intake_one_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}", one_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/files/{inquiry_file}", file_get, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/contact", contact_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/contact", contact_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/step", step_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/step", step_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/person", person_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/link", link_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
};
const size_t intake_one_routes_n = COUNT_OF(intake_one_routes);
