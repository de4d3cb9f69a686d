/* organization.c - the organization and its centers. */
#include <inttypes.h>

#include "access/accounts.h"
#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"

CODE_NAMES(us_state, US_STATE_TABLE)

bool npi_valid(str npi)
{
	int sum = 24; /* what the prefix 80840 adds */

	if (npi.n != 10)
		return false;
	for (size_t i = 0; i < npi.n; i++) {
		int digit = npi.p[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (i % 2 == 0)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

static void check_npi(struct ctx *c, str npi)
{
	if (!str_empty(npi) && !npi_valid(npi))
		(void)problem(c, "npi", "This is no NPI: ten digits, of which the last one checks the others. Look for a digit typed wrong.");
}

static void check_phone(struct ctx *c, str phone)
{
	size_t digits = 0;

	for (size_t i = 0; i < phone.n; i++)
		digits += phone.p[i] >= '0' && phone.p[i] <= '9';
	if (phone.n && digits < 7)
		(void)problem(c, "phone", "Enter a phone number with its area code, like 512-555-0100.");
}

/* "https://host", with a port at most: addresses of ours are written behind it. */
static void check_site(struct ctx *c, str site)
{
	str rest = str_slice(site, str_starts(site, "https://") ? 8 : str_starts(site, "http://") ? 7 : site.n, site.n);
	bool fine = rest.n > 0 && rest.n <= 255;

	for (size_t i = 0; i < rest.n; i++)
		fine &= (rest.p[i] | 32) >= 'a' && (rest.p[i] | 32) <= 'z' ? true : rest.p[i] && strchr("0123456789.-:", rest.p[i]) != NULL;
	if (!str_empty(site) && !fine)
		(void)problem(c, "site", "Enter the address as people type it, like https://www.example.org, with nothing behind the name.");
}

static err put_site(struct wtx *w, str site)
{
	return str_empty(site) ? setting_forget(w, NULL, .name = STR("site_address")) :
		setting_put(w, NULL, .name = STR("site_address"), .value = site);
}

/* ---- the organization ---------------------------------------------------------------------------------------------- */

static err check_week_start(struct tx *tx, int64_t was, int64_t is)
{
	struct attendance_begun_row a;

	if (is < MONDAY || is > SUNDAY)
		return problem(tx_ctx(tx), "week_starts", "Select the day on which weeks start.");
	if (was == is)
		return OK;
	TRY(attendance_begun(tx, &a));
	if (a.begun)
		return problem(tx_ctx(tx), "week_starts", "Attendance is recorded already. Another day would change the hours of past weeks.");
	return OK;
}

int64_t organization_idle_min(const struct organization_get_row *o)
{
	int64_t minutes;

	return str_to_int(o->idle, &minutes) ? minutes : PARTICIPANT_IDLE_MINUTES;
}

err organization_change(struct wtx *w, const struct plan_proof *may, const struct organization_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	struct organization_get_row o;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(organization_get(wtx_read(w), &o));
	change_text(&ch, "name", o.name, d->name);
	change_text(&ch, "npi", o.npi, d->npi);
	change_text(&ch, "phone", o.phone, d->phone);
	change_int(&ch, "week_starts", o.week_starts_on, d->week_starts);
	change_text(&ch, "site", o.site, d->site);
	change_int(&ch, "idle", organization_idle_min(&o), d->idle_min);
	if (!ch.n)
		return OK;
	if (o.version != seen)
		return changes_conflict(&ch);
	if (str_empty(d->name))
		(void)problem(c, "name", "Enter the organization's name.");
	check_npi(c, d->npi);
	check_phone(c, d->phone);
	check_site(c, d->site);
	if (d->idle_min < 5 || d->idle_min > 720)
		(void)problem(c, "idle", "Enter a number of minutes from 5 to 720.");
	(void)check_week_start(wtx_read(w), o.week_starts_on, d->week_starts);
	TRY(problems_end(c));
	TRY(organization_update(w, NULL, .id = o.id, .name = d->name, .npi = d->npi, .phone = d->phone, .week_starts_on = d->week_starts,
		.seen_version = seen));
	TRY(put_site(w, d->site));
	TRY(setting_put(w, NULL, .name = STR("participant_idle_minutes"), .value = str_format(c->arena, "%" PRId64, d->idle_min)));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "organization", o.id.v, &ch);
}

err center_next_week(struct tx *tx, date day, date *out)
{
	struct organization_get_row o;

	TRY(organization_get(tx, &o));
	*out = date_add(date_week_start(day, (enum weekday)o.week_starts_on), 7);
	return OK;
}

/* ---- centers --------------------------------------------------------------------------------------------------------- */

static bool zip_valid(str zip)
{
	for (size_t i = 0; i < zip.n; i++)
		if (i == 5 ? zip.p[i] != '-' : zip.p[i] < '0' || zip.p[i] > '9')
			return false;
	return zip.n == 5 || zip.n == 10;
}

static bool zone_offered(str zone)
{
	size_t n;
	const char *const *names = zone_choices(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(zone, names[i]))
			return true;
	return false;
}

static err check_name(struct tx *tx, organization_id of, str name, center_id self)
{
	struct center_named_rows same;

	if (str_empty(name))
		return problem(tx_ctx(tx), "name", "Enter the center's name.");
	TRY(center_named(tx, &same, .organization_id = of, .name = name));
	for (size_t i = 0; i < same.n; i++)
		if (same.v[i].id.v != self.v)
			return problem(tx_ctx(tx), "name", "Another center has this name. Choose one that tells them apart.");
	return OK;
}

/* A zone that is not offered may stay. */
static err check_center(struct tx *tx, organization_id of, const struct center_details *d, center_id self, str zone_now)
{
	struct ctx *c = tx_ctx(tx);
	err e = check_name(tx, of, d->name, self);

	if (e != ERR_INVALID)
		TRY(e);
	if (!str_empty(d->zip) && !zip_valid(d->zip))
		(void)problem(c, "zip", "Enter a ZIP code of 5 digits, or 9 with a dash.");
	if (str_empty(d->zone) || (!zone_offered(d->zone) && !str_eq(d->zone, zone_now)))
		(void)problem(c, "zone", "Select the time zone of the center.");
	check_npi(c, d->npi);
	check_phone(c, d->phone);
	return problems_end(c);
}

static struct changes center_changes(struct ctx *c, const struct center_get_row *o, const struct center_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "name", o->name, d->name);
	change_text(&ch, "street", o->street, d->street);
	change_text(&ch, "city", o->city, d->city);
	change_text(&ch, "state", o->state, code_of(&us_state_codes, (int)d->state));
	change_text(&ch, "zip", o->zip, d->zip);
	change_text(&ch, "phone", o->phone, d->phone);
	change_text(&ch, "npi", o->npi, d->npi);
	change_text(&ch, "zone", o->zone, d->zone);
	change_date(&ch, "closed", o->closed_on, d->closed);
	return ch;
}

static str state_code(enum us_state state)
{
	return state ? code_of(&us_state_codes, (int)state) : STR_NONE;
}

err center_add(struct wtx *w, const struct plan_proof *may, const struct center_details *d, center_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct organization_get_row o;
	struct changes ch = center_changes(c, &(struct center_get_row){0}, d);

	TRY(structure_may(w, may, PERM_ACCOUNTS));
	TRY(organization_get(wtx_read(w), &o));
	TRY(check_center(wtx_read(w), o.id, d, (center_id){0}, STR_NONE));
	*made = (center_id){id_make(c->now)};
	TRY(center_insert(w, NULL, .id = *made, .organization_id = o.id, .name = d->name, .street = d->street, .city = d->city,
		.state = state_code(d->state), .zip = d->zip, .phone = d->phone, .zone = d->zone, .npi = d->npi));
	TRY(structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "center", made->v, &ch));
	if (!c->actor->account.v)
		return OK;
	TRY(center_administrator(w, NULL, .account_id = c->actor->account, .center_id = *made));
	return structure_journal(w, JOURNAL_ROLE_CHANGED, "center", made->v,
		&(struct changes){.c = c, .n = 1, .v = {{"role", STR_NONE, STR("administrator")}}});
}

/* What would be left hanging: said beside the field, with what to do. */
static err check_closing(struct tx *tx, date closed)
{
	struct ctx *c = tx_ctx(tx);
	struct center_beyond_row b;

	if (date_none(closed))
		return OK;
	TRY(center_beyond(tx, &b, .day = closed));
	if (b.people)
		return problem(c, "closed", "%s in a program beyond that day. Discharge or transfer them first.",
			counted(c, b.people, "person is", "people are").p);
	if (b.programs)
		return problem(c, "closed", "%s open beyond that day. Close them first.", counted(c, b.programs, "program is", "programs are").p);
	if (b.sessions)
		return problem(c, "closed", "%s planned after that day. Cancel them first.",
			counted(c, b.sessions, "session is", "sessions are").p);
	return OK;
}

static err check_zone(struct tx *tx, str was, str is)
{
	struct ctx *c = tx_ctx(tx);
	struct center_beyond_row b;

	if (str_eq(was, is))
		return OK;
	TRY(center_beyond(tx, &b, .day = date_add(zone_day(c->zone, c->now), -1)));
	if (b.sessions)
		return problem(c, "zone", "%s planned at the times of %.*s. Cancel them before you change the time zone.",
			counted(c, b.sessions, "session is", "sessions are").p, STR_ARG(was));
	return OK;
}

err center_change(struct wtx *w, const struct plan_proof *may, const struct center_details *d, int64_t seen)
{
	struct tx *tx = wtx_read(w);
	struct ctx *c = wtx_ctx(w);
	struct center_get_row o;
	struct changes ch;

	TRY(structure_may(w, may, PERM_STRUCTURE));
	TRY(center_get(tx, &o, .id = (center_id){c->center}));
	ch = center_changes(c, &o, d);
	if (!ch.n)
		return OK;
	if (o.version != seen)
		return changes_conflict(&ch);
	TRY(check_center(tx, o.organization_id, d, o.id, o.zone));
	TRY(check_zone(tx, o.zone, d->zone));
	TRY(check_closing(tx, d->closed));
	TRY(center_update(w, NULL, .id = o.id, .name = d->name, .street = d->street, .city = d->city, .state = state_code(d->state),
		.zip = d->zip, .phone = d->phone, .zone = d->zone, .npi = d->npi, .closed_on = d->closed, .seen_version = seen));
	return structure_journal(w, JOURNAL_STRUCTURE_CHANGED, "center", o.id.v, &ch);
}
