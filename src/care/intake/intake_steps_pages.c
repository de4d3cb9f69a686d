/* intake_steps_pages.c - what the insurer said, the assessment, and the decision. */
#include "care/intake/intake_routes.h"
#include "care/intake/intake_view.h"
#include "intake_steps.html.h"

#define MOST_CENTS ((int64_t)100 * 1000 * 1000)

/* ---- insurance ------------------------------------------------------------------------------------------------------ */

/* What the request itself says of it. */
static struct insurance_checks_row as_asked(const struct inquiry_get_row *i)
{
	bool alone = i->payer == PAYER_SELF_PAY && !i->payer_name.n;

	return (struct insurance_checks_row){.payer = alone ? STR("Pays themselves") : i->payer_name,
		.covered = KNOWN_UNKNOWN, .authorization_needed = KNOWN_UNKNOWN, .in_network = KNOWN_UNKNOWN};
}

static err load_insurance(struct ctx *c, struct insurance_view *v)
{
	*v = (struct insurance_view){0};
	TRY(intake_load(c, &v->r));
	TRY(insurance_checks(c->tx, &v->rows, .inquiry_id = v->r.i.id));
	v->was = v->rows.n ? v->rows.v[0] : as_asked(&v->r.i);
	return OK;
}

/* GET /c/{center}/inquiries/{inquiry}/insurance */
static err insurance_show(struct ctx *c)
{
	struct insurance_view v;

	TRY(load_insurance(c, &v));
	return page(c, tpl_insurance, &v);
}

/* "1,250.5" in cents; -1: no amount. */
static int64_t cents_of(str s)
{
	int64_t sum = 0;
	int decimals = -1; /* digits behind the point; none seen yet */

	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == ',' && decimals < 0)
			continue;
		if (s.p[k] == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (s.p[k] < '0' || s.p[k] > '9' || decimals == 2 || sum > MOST_CENTS)
			return -1;
		sum = sum * 10 + (s.p[k] - '0');
		decimals += decimals >= 0;
	}
	for (int d = decimals < 0 ? 0 : decimals; d < 2; d++)
		sum *= 10;
	return s.n && sum <= MOST_CENTS ? sum : -1;
}

/* Dollars as typed: 25, 25.5, $1,250.00. */
static struct opt_int form_dollars(struct ctx *c, const char *name)
{
	str s = form_text(c, &(struct field){.name = name, .label = "amount", .max = 20});
	int64_t sum;

	if (!s.n)
		return (struct opt_int){0};
	sum = cents_of(s.p[0] == '$' ? str_trim(str_slice(s, 1, s.n)) : s);
	if (sum >= 0)
		return (struct opt_int){.set = true, .v = sum};
	(void)problem(c, name, "Enter dollars, like 250 or 25.50.");
	return (struct opt_int){0};
}

str value_dollars(struct ctx *c, struct opt_int sum)
{
	if (!sum.set)
		return STR_NONE;
	return str_format(c->arena, "%lld.%02lld", (long long)sum.v / 100, (long long)sum.v % 100);
}

static str typed(struct ctx *c, const char *name, const char *label)
{
	return form_text(c, &(struct field){.name = name, .label = label});
}

static date typed_day(struct ctx *c, const char *name, const char *label)
{
	return form_date(c, &(struct field){.name = name, .label = label});
}

static enum known typed_known(struct ctx *c, const char *name)
{
	return (enum known)form_code(c, &(struct field){.name = name, .label = "one"}, &known_codes);
}

static struct insurance_insert_args read_insurance(struct ctx *c)
{
	return (struct insurance_insert_args){
		.checked_on = typed_day(c, "checked_on", "Day"),
		.payer = typed(c, "payer", "Insurer"),
		.plan = typed(c, "plan", "Plan"),
		.member_number = typed(c, "member_number", "Member number"),
		.group_number = typed(c, "group_number", "Group number"),
		.subscriber = (enum subscriber)form_code(c, &(struct field){.name = "subscriber", .label = "whose insurance it is"},
			&subscriber_codes),
		.subscriber_name = typed(c, "subscriber_name", "Name of the insured"),
		.subscriber_birth_on = typed_day(c, "subscriber_birth_on", "Birthday of the insured"),
		.from_on = typed_day(c, "from_on", "First day"),
		.to_on = typed_day(c, "to_on", "Last day"),
		.covered = typed_known(c, "covered"),
		.authorization_needed = typed_known(c, "authorization_needed"),
		.in_network = typed_known(c, "in_network"),
		.managed_by = typed(c, "managed_by", "Managed by"),
		.deductible_cents = form_dollars(c, "deductible"),
		.deductible_left_cents = form_dollars(c, "deductible_left"),
		.copay_cents = form_dollars(c, "copay"),
		.coinsurance_percent = form_int(c, &(struct field){.name = "coinsurance", .label = "Coinsurance", .least = 0, .most = 100}),
		.session_limit = form_int(c, &(struct field){.name = "session_limit", .label = "Most sessions", .least = 0, .most = 1000}),
		.reference = typed(c, "reference", "Reference number"),
		.spoke_with = typed(c, "spoke_with", "Who answered"),
		.note = form_text(c, &(struct field){.name = "note", .label = "Note", .lines = true, .max = 2000}),
		.estimate_cents = form_dollars(c, "estimate"),
		.estimate_on = typed_day(c, "estimate_on", "Day of the estimate"),
	};
}

struct insuring {
	inquiry_id id;
	struct insurance_insert_args x;
	int64_t seen;
};

static err do_insurance(struct wtx *w, void *arg)
{
	struct insuring *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_insurance(w, may, &x->x, x->seen);
}

/* POST of the same. */
static err insurance_post(struct ctx *c)
{
	struct insurance_view v;
	struct insuring x;
	err e;

	TRY(load_insurance(c, &v));
	x = (struct insuring){.id = v.r.i.id, .x = read_insurance(c), .seen = form_version(c)};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_insurance, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_insurance, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("What the insurer said is saved."));
}

/* ---- the assessment ------------------------------------------------------------------------------------------------- */

static err load_assessment(struct ctx *c, struct assessment_view *v)
{
	struct plan_form f = {0};

	*v = (struct assessment_view){0};
	TRY(intake_load(c, &v->r));
	TRY(plan_form_load(c, v->r.today, &f));
	v->rooms = f.rooms;
	v->staff = f.staff;
	return appointments_about(c->tx, &v->rows, .about_id = v->r.i.id.v);
}

/* GET /c/{center}/inquiries/{inquiry}/assessment */
static err assessment_show(struct ctx *c)
{
	struct assessment_view v;

	TRY(load_assessment(c, &v));
	return page(c, tpl_assessment, &v);
}

struct booking {
	inquiry_id id;
	struct appointment_plan p;
	struct schedule_conflicts conflicts;
	appointment_id appointment;
	str reason;
	int64_t seen;
};

static err do_book(struct wtx *w, void *arg)
{
	struct booking *x = arg;
	const struct inquiry_proof *may;

	x->conflicts = (struct schedule_conflicts){0};
	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_book(w, may, &x->p, x->seen, &x->conflicts);
}

static err do_unbook(struct wtx *w, void *arg)
{
	struct booking *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_cancel_booking(w, may, x->appointment, x->reason, x->seen);
}

/* POST of the same. */
static err assessment_post(struct ctx *c)
{
	struct assessment_view v;
	struct booking x;
	err e;

	TRY(load_assessment(c, &v));
	x = (struct booking){.id = v.r.i.id, .seen = form_version(c), .p = {
		.title = STR("Assessment"),
		.day = typed_day(c, "day", "Day"),
		.start = form_minute(c, &(struct field){.name = "start", .label = "Start"}),
		.end = form_minute(c, &(struct field){.name = "end", .label = "End"}),
		.staff = {form_id(c, &(struct field){.name = "staff", .label = "a person"})},
		.room = {form_id(c, &(struct field){.name = "room", .label = "a room"})},
		.modality = (enum modality)form_code(c, &(struct field){.name = "modality", .label = "how you meet"}, &modality_codes),
		.link = form_text(c, &(struct field){.name = "link", .label = "Video address", .max = 500}),
	}};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_book, &x);
	v.conflicts = x.conflicts;
	if (intake_refused(c, e))
		return page_again(c, tpl_assessment, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("The assessment is booked. It stands in the schedule."));
}

/* POST /c/{center}/inquiries/{inquiry}/assessment/cancel */
static err unbook_post(struct ctx *c)
{
	struct assessment_view v;
	struct booking x;
	err e;

	TRY(load_assessment(c, &v));
	x = (struct booking){.id = v.r.i.id, .seen = form_version(c), .reason = typed(c, "reason", "Reason"),
		.appointment = {form_id(c, &(struct field){.name = "appointment", .label = "an appointment", .required = true})}};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_unbook, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_assessment, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("The assessment is cancelled."));
}

/* ---- the decision --------------------------------------------------------------------------------------------------- */

struct deciding {
	inquiry_id id;
	struct decision x;
};

static err do_decide(struct wtx *w, void *arg)
{
	struct deciding *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->id, &may));
	return intake_decide(w, may, &x->x);
}

static err load_decision(struct ctx *c, struct intake_view *v)
{
	TRY(intake_load(c, v));
	return track_choices(c, (program_id){0}, v->today, &v->tracks);
}

/* GET /c/{center}/inquiries/{inquiry}/decision */
static err decision_show(struct ctx *c)
{
	struct intake_view v;

	TRY(load_decision(c, &v));
	return page(c, tpl_decision, &v);
}

/* POST of the same. */
static err decision_post(struct ctx *c)
{
	struct intake_view v;
	struct deciding x;
	err e;

	TRY(load_decision(c, &v));
	x = (struct deciding){.id = v.i.id, .x = {
		.what = (enum intake_decision)form_code(c, &(struct field){.name = "decision", .label = "what was decided"},
			&intake_decision_codes),
		.reason = form_text(c, &(struct field){.name = "reason", .label = "Reason", .lines = true, .max = 2000}),
		.end_reason = (enum inquiry_end)form_code(c, &(struct field){.name = "end_reason", .label = "why"}, &inquiry_end_codes),
		.track = {form_id(c, &(struct field){.name = "track", .label = "track"})},
		.priority = (enum wait_priority)form_code(c, &(struct field){.name = "priority", .label = "priority"}, &wait_priority_codes),
		.next = intake_next(c), .seen = form_version(c)}};
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, do_decide, &x);
	if (intake_refused(c, e))
		return page_again(c, tpl_decision, &v);
	TRY(e);
	return redirect(c, url_inquiry(c, x.id), STR("The decision is saved."));
}

const struct route intake_steps_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/insurance", insurance_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/insurance", insurance_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/assessment", assessment_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/assessment", assessment_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/assessment/cancel", unbook_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/{inquiry}/decision", decision_show, PERM_INTAKE, JOURNAL_VIEW_INQUIRY, 0, 0},
	{METHOD_POST, "/c/{center}/inquiries/{inquiry}/decision", decision_post, PERM_INTAKE, JOURNAL_NONE, 0, 0},
};
const size_t intake_steps_routes_n = COUNT_OF(intake_steps_routes);
