/* journal_pages.c - reading the journal: administrators and directors, chain by chain; a participant, what concerns them. */
#include "access/pages/journal_view.h"

#include "access/pages/access_routes.h"
#include "base/csv.h"
#include "journal_screen.html.h"

/* ---- the filter ------------------------------------------------------------------------------------------------------------ */

#define PAGE_MOST 50

static int64_t id_in_query(struct ctx *c, const char *name, bool *bad)
{
	str text = query_text(c, name);
	int64_t id = 0;

	if (text.n && !id_read(text, &id))
		*bad = true;
	return id;
}

static void read_filter(struct ctx *c, struct journal_view *v)
{
	str event = query_text(c, "event"), day = query_text(c, "day");

	v->center.v = id_in_query(c, "center", &v->bad);
	v->filter.person.v = id_in_query(c, "person", &v->bad);
	v->filter.account.v = id_in_query(c, "account", &v->bad);
	v->filter.before = id_in_query(c, "before", &v->bad);
	v->filter.event = (enum journal_event)code_find(&journal_event_codes, event);
	if ((event.n && !v->filter.event) || (day.n && !date_read(day, &v->filter.day)))
		v->bad = true;
}

struct url journal_url(struct ctx *c, const struct journal_view *v, struct url base, const char *name, str value)
{
	const struct {
		const char *name;
		str value;
	} parts[] = {
		{"center", value_id(c, v->center.v)},
		{"person", value_id(c, v->filter.person.v)},
		{"account", value_id(c, v->filter.account.v)},
		{"event", code_of(&journal_event_codes, (int)v->filter.event)},
		{"day", value_date(c, v->filter.day)},
		{"before", STR_NONE},
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		str one = strcmp(parts[i].name, name) ? parts[i].value : value;

		if (one.n)
			base = url_with(c, base, parts[i].name, one);
	}
	return base;
}

str journal_whom(struct ctx *c, const struct journal_list_row *r)
{
	size_t n = 0;

	if (r->person_id.v)
		return person_name(c->arena, r->given, r->preferred, r->family);
	if (!str_starts(r->detail, "{\"persons\":["))
		return STR_NONE;
	for (size_t at = str_find(r->detail, ',', 0); at < r->detail.n; at = str_find(r->detail, ',', at + 1))
		n++;
	return str_format(c->arena, "%zu people", n + 1);
}

struct label journal_event_words(enum journal_event e)
{
	struct label l = label_format("%s", journal_event_codes.names[e].code);

	for (char *p = l.s; *p; p++)
		if (*p == '_')
			*p = ' ';
	return l;
}

/* The quotes tell names and values from the signs between them, which alone are replaced. */
str journal_detail(struct ctx *c, str json)
{
	char *out = arena_alloc(c->arena, json.n * 2);
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < json.n; i++) {
		char at = json.p[i];

		if (quoted && at == '\\' && i + 1 < json.n)
			out[n++] = json.p[++i];
		else if (at == '"')
			quoted = !quoted;
		else if (quoted || !strchr("{}[]", at))
			out[n++] = at == '_' ? ' ' : at;
		if (!quoted && (at == ':' || at == ','))
			out[n++] = ' ';
	}
	return (str){out, n};
}

/* ---- the screen --------------------------------------------------------------------------------------------------------------- */

/* The chain: a center where the actor may read the journal, or, for those who administer every center, the organization's own. */
static err enter_chain(struct ctx *c, struct journal_view *v)
{
	struct administers_all_row all;

	read_filter(c, v);
	if (v->bad)
		return ERR_NOT_FOUND;
	TRY(centers_of_actor(c->tx, &v->centers, .account_id = c->actor->account, .only = ROLE_ADMINISTRATOR, .also = ROLE_DIRECTOR));
	TRY(administers_all(c->tx, &all, .account_id = c->actor->account));
	v->whole = all.every;
	if (!v->center.v && !v->whole && v->centers.n)
		v->center = v->centers.v[0].id;
	if (!v->center.v)
		return v->whole ? OK : ERR_NOT_FOUND;
	TRY(access_enter(c, v->center.v, PERM_JOURNAL));
	v->center_name = c->center_name;
	return OK;
}

/* Names over a list that is narrowed to one person or one account. Without a row in the list the name is nobody's to read. */
static err name_filter(struct ctx *c, struct journal_view *v)
{
	struct person_title_row person;
	struct account_look_row account;

	if (!v->rows.n)
		return OK;
	if (v->filter.person.v) {
		journal_saw(c, v->filter.person);
		TRY(person_title(c->tx, &person, .id = v->filter.person));
		v->person = person_name(c->arena, person.given, person.preferred, person.family);
	}
	if (v->filter.account.v) {
		TRY(account_look(c->tx, &account, .id = v->filter.account));
		v->account = person_name(c->arena, account.given, account.preferred, account.family);
	}
	return OK;
}

static void note_shown(struct ctx *c, const struct journal_list_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		journal_saw(c, rows->v[i].person_id);
		journal_saw(c, rows->v[i].account_person_id);
	}
}

/* GET /journal?center=&person=&account=&event=&day=&before= */
static err journal_show(struct ctx *c)
{
	struct journal_view v = {0};

	TRY(enter_chain(c, &v));
	TRY(journal_page(c->tx, &v.filter, PAGE_MOST + 1, &v.rows));
	TRY(name_filter(c, &v));
	if (v.rows.n > PAGE_MOST) {
		v.rows.n = PAGE_MOST;
		v.more = journal_url(c, &v, url_journal(), "before", value_id(c, v.rows.v[PAGE_MOST - 1].id.v));
	}
	v.csv = journal_url(c, &v, url_journal_csv(), "before", STR_NONE);
	note_shown(c, &v.rows);
	return page(c, tpl_journal, &v);
}

/* ---- CSV ------------------------------------------------------------------------------------------------------------------------- */

#define CSV_BATCH 500
#define CSV_MOST 100000 /* rows; a filter by day says more than a longer file */

static void csv_line(struct ctx *c, struct csv *w, const struct journal_list_row *r)
{
	csv_str(w, str_of(ID(r->id)));
	csv_instant(w, r->at);
	csv_str(w, code_of(&journal_event_codes, (int)r->event));
	csv_str(w, r->account_name);
	csv_str(w, journal_whom(c, r));
	csv_str(w, r->object);
	csv_str(w, r->address);
	csv_str(w, r->reason);
	csv_str(w, r->detail);
	csv_row_end(w);
}

/* GET /journal/csv - the same rows as a file. */
static err journal_csv(struct ctx *c)
{
	struct journal_view v = {0};
	struct sink out;
	struct csv w;
	size_t n = 0;

	TRY(enter_chain(c, &v));
	send_sink(c, &out);
	csv_init(&w, &out, CSV_SAFE);
	csv_row(&w, "id", "at", "event", "who", "whom", "object", "address", "reason", "detail", NULL);
	do {
		TRY(journal_page(c->tx, &v.filter, CSV_BATCH, &v.rows));
		for (size_t i = 0; i < v.rows.n; i++)
			csv_line(c, &w, &v.rows.v[i]);
		n += v.rows.n;
		note_shown(c, &v.rows);
		if (v.rows.n)
			v.filter.before = v.rows.v[v.rows.n - 1].id.v;
	} while (v.rows.n == CSV_BATCH && n < CSV_MOST);
	TRY(csv_end(&w));
	return send_file(c, "text/csv; charset=utf-8", "journal.csv");
}

/* ---- who has seen my record ------------------------------------------------------------------------------------------------------ */

static date month_start(date d)
{
	int year, month, day;

	date_parts(d, &year, &month, &day);
	return date_of(year, month, 1);
}

static struct url month_url(struct ctx *c, date month)
{
	return url_with(c, url_my_record(), "month", value_date(c, month));
}

static struct label month_label(date month)
{
	static const char *const names[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December"};
	int year, number, day;

	date_parts(month, &year, &number, &day);
	return label_format("%s %d", names[number - 1], year);
}

/* GET /my/record?month=YYYY-MM-01 */
static err my_record(struct ctx *c)
{
	date this_month = month_start(zone_day(c->zone, c->now));
	str sent = query_text(c, "month");
	struct seen_view v = {.month = this_month};

	if (sent.n && !date_read(sent, &v.month))
		return ERR_NOT_FOUND;
	v.month = month_start(v.month);
	TRY(journal_seen(c->tx, v.month, &v.lines));
	v.month_name = month_label(v.month);
	v.earlier = month_url(c, month_start(date_add(v.month, -1)));
	if (date_cmp(v.month, this_month) < 0)
		v.later = month_url(c, month_start(date_add(v.month, 31)));
	journal_saw(c, c->actor->person);
	return page(c, tpl_my_record, &v);
}

const struct route journal_routes[] = {
	{METHOD_GET, "/journal", journal_show, PERM_JOURNAL, JOURNAL_JOURNAL_READ, 0, 0},
	{METHOD_GET, "/journal/csv", journal_csv, PERM_JOURNAL, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/my/record", my_record, PERM_MY, JOURNAL_VIEW_OWN, 0, 0},
};
const size_t journal_routes_n = COUNT_OF(journal_routes);
