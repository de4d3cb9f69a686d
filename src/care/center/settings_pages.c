/* settings_pages.c - the settings hub, the organization and its centers. */
#include "care/center/center_routes.h"
#include "care/center/structure_view.h"
#include "settings.html.h"

/* GET /c/{center}/settings */
static err settings_show(struct ctx *c)
{
	struct settings_view v;

	TRY(settings_counts(c->tx, &v.counts, .day = zone_day(c->zone, c->now)));
	TRY(center_get(c->tx, &v.center, .id = {c->center}));
	return page(c, tpl_settings, &v);
}

/* ---- the organization ---------------------------------------------------------------------------------------------- */

static struct form_choices weekday_choices(struct ctx *c)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, SUNDAY);

	for (int d = MONDAY; d <= SUNDAY; d++)
		v[d - 1] = (struct form_choice){.value = value_int(c, d), .label = str_copy(c->arena, str_of(show_weekday(d).s))};
	return (struct form_choices){v, SUNDAY};
}

/* GET /organization */
static err organization_show(struct ctx *c)
{
	struct organization_view v = {.weekdays = weekday_choices(c), .may_add = actor_may(c->actor, PERM_ACCOUNTS)};

	TRY(organization_get(c->tx, &v.o));
	TRY(centers_of(c->tx, &v.centers, .account_id = c->actor->account));
	return page_form(c, tpl_organization, &v);
}

struct organization_save {
	int64_t seen;
	struct organization_details d;
};

static err put_organization(struct wtx *w, void *arg)
{
	const struct organization_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return organization_change(w, may, &x->d, x->seen);
}

/* POST /organization */
static err organization_save(struct ctx *c)
{
	struct organization_save x = {.seen = form_version(c)};
	err e;

	x.d.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true});
	x.d.npi = form_text(c, &(struct field){.name = "npi", .label = "NPI", .max = 10});
	x.d.phone = form_text(c, &(struct field){.name = "phone", .label = "Phone", .max = 40});
	x.d.site = form_text(c, &(struct field){.name = "site", .label = "Address of this site", .max = 300});
	while (str_ends(x.d.site, "/"))
		x.d.site.n--;
	x.d.week_starts = form_int(c, &(struct field){.name = "week_starts", .label = "Day", .required = true, .least = 1, .most = 7}).v;
	x.d.idle_min = form_int(c, &(struct field){.name = "idle", .label = "Minutes", .required = true, .least = 5, .most = 720}).v;
	e = problems_end(c);
	if (e == OK)
		e = web_write(c, put_organization, &x);
	if (e == OK)
		return redirect(c, url_organization(), STR("The organization is saved."));
	TRY(form_refused(c, e));
	return organization_show(c);
}

/* GET /organization/centers.csv - the centers whose structure the reader may change. */
static err centers_csv(struct ctx *c)
{
	struct centers_of_rows rows;
	struct csv_page p;

	TRY(centers_of(c->tx, &rows, .account_id = c->actor->account));
	csv_page_begin(c, &p);
	csv_row(&p.w, "name", "street", "city", "state", "zip", "phone", "npi", "time_zone", "closed", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct centers_of_row *r = &rows.v[i];
		const str cells[] = {r->name, r->street, r->city, r->state, r->zip, r->phone, r->npi, r->zone};

		for (size_t k = 0; k < COUNT_OF(cells); k++)
			csv_str(&p.w, cells[k]);
		csv_date(&p.w, r->closed_on);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "centers.csv");
}

/* ---- centers ----------------------------------------------------------------------------------------------------------- */

static struct center_details read_center(struct ctx *c)
{
	struct center_details d = {
		.name = form_text(c, &(struct field){.name = "name", .label = "Name", .required = true}),
		.street = form_text(c, &(struct field){.name = "street", .label = "Street"}),
		.city = form_text(c, &(struct field){.name = "city", .label = "City", .max = 100}),
		.state = (enum us_state)form_code(c, &(struct field){.name = "state", .label = "State"}, &us_state_codes),
		.zip = form_text(c, &(struct field){.name = "zip", .label = "ZIP code", .max = 10}),
		.phone = form_text(c, &(struct field){.name = "phone", .label = "Phone", .max = 40}),
		.npi = form_text(c, &(struct field){.name = "npi", .label = "NPI", .max = 10}),
		.zone = form_text(c, &(struct field){.name = "zone", .label = "Time zone", .required = true, .ask = "Select a time zone"}),
		.closed = form_date(c, &(struct field){.name = "closed", .label = "Last day"}),
	};

	return d;
}

struct center_save {
	center_id id; /* none: a new one; then the one made */
	int64_t seen;
	struct center_details d;
};

static err put_center(struct wtx *w, void *arg)
{
	struct center_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return wtx_ctx(w)->center ? center_change(w, may, &x->d, x->seen) : center_add(w, may, &x->d, &x->id);
}

/* GET /c/{center}/settings/center */
static err center_show(struct ctx *c)
{
	struct center_view v = {0};

	TRY(center_get(c->tx, &v.n, .id = {c->center}));
	v.zones = zone_form_choices(c, v.n.zone);
	return page_form(c, tpl_center_form, &v);
}

/* POST /c/{center}/settings/center */
static err center_save(struct ctx *c)
{
	struct center_save x = {.seen = form_version(c), .d = read_center(c)};
	err e = problems_end(c);

	if (e == OK)
		e = web_write(c, put_center, &x);
	if (e == OK)
		return redirect(c, url_settings(c), notice(c, x.d.name, "is saved."));
	TRY(form_refused(c, e));
	return center_show(c);
}

/* GET /organization/centers/new */
static err center_ask(struct ctx *c)
{
	struct center_view v = {.new = true, .zones = zone_form_choices(c, STR_NONE)};

	return page_form(c, tpl_center_form, &v);
}

/* POST /organization/centers/new */
static err center_make(struct ctx *c)
{
	struct center_save x = {.d = read_center(c)};
	err e = problems_end(c);

	if (e == OK)
		e = web_write(c, put_center, &x);
	if (e == OK)
		return redirect(c, url_format(c, "/c/%s/settings", ID(x.id)),
			notice(c, x.d.name, "is added. Next: its rooms, programs and staff."));
	TRY(form_refused(c, e));
	return center_ask(c);
}

const struct route settings_routes[] = {
	{METHOD_GET, "/c/{center}/settings", settings_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/organization", organization_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/organization", organization_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/organization/centers.csv", centers_csv, PERM_STRUCTURE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/organization/centers/new", center_ask, PERM_ACCOUNTS, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/organization/centers/new", center_make, PERM_ACCOUNTS, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/c/{center}/settings/center", center_show, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/c/{center}/settings/center", center_save, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
};
const size_t settings_routes_n = COUNT_OF(settings_routes);
