/* intake_list_pages.c - the requests for help that need something, those that ended, and the waiting lists. */
#include "base/id.h"
#include "care/intake/intake_routes.h"
#include "care/intake/intake_view.h"
#include "intake_list.html.h"

#define PAGE_ROWS 100

static struct form_choices with_all(struct ctx *c, const struct code_table *t, const char *all, size_t n)
{
	struct form_choices codes = choices_of(c, t);
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, codes.n + 1);

	n = n < codes.n ? n : codes.n;
	v[0] = (struct form_choice){.value = STR(""), .label = str_of(all)};
	memcpy(v + 1, codes.v, n * sizeof(*v));
	return (struct form_choices){v, n + 1};
}

static err load_list(struct ctx *c, struct intake_list_view *v)
{
	v->today = zone_day(c->zone, c->now);
	v->step = query_text(c, "step");
	v->source = query_text(c, "source");
	TRY(intake_list(c->tx, &v->rows, .today = v->today, .status = (enum inquiry_status)code_find(&inquiry_status_codes, v->step),
		.source = (enum referral_source)code_find(&referral_source_codes, v->source)));
	v->more = v->rows.n > INTAKE_SHOWN;
	if (v->more)
		v->rows.n = INTAKE_SHOWN;
	for (size_t k = 0; k < v->rows.n; k++)
		journal_saw(c, v->rows.v[k].person_id);
	return OK;
}

/* GET /c/{center}/inquiries?step=&source= */
static err list_show(struct ctx *c)
{
	struct intake_list_view v = {0};

	TRY(load_list(c, &v));
	TRY(intake_counts(c->tx, &v.counts));
	TRY(open_tracks(c->tx, &v.tracks, .program_id = {0}, .day = v.today));
	TRY(intake_waiting(c->tx, &v.waiting));
	v.steps = with_all(c, &inquiry_status_codes, "All steps", INQUIRY_WAITING_LIST);
	v.sources = with_all(c, &referral_source_codes, "All sources", SIZE_MAX);
	v.csv = url_inquiries_csv(c);
	if (v.step.n)
		v.csv = url_with(c, v.csv, "step", v.step);
	if (v.source.n)
		v.csv = url_with(c, v.csv, "source", v.source);
	return page(c, tpl_intake_list, &v);
}

static void csv_inquiry(struct ctx *c, struct csv *w, const struct intake_list_row *r, date today)
{
	csv_str(w, r->code);
	csv_instant(w, r->first_contact_at);
	csv_int(w, date_diff(today, zone_day(c->zone, r->first_contact_at)));
	csv_str(w, r->given);
	csv_str(w, r->family);
	csv_str(w, code_of(&inquiry_kind_codes, (int)r->kind));
	csv_str(w, code_of(&inquiry_status_codes, (int)r->status));
	csv_str(w, code_of(&referral_source_codes, (int)r->source));
	csv_str(w, code_of(&inquiry_urgency_codes, (int)r->urgency));
	csv_str(w, code_of(&program_type_codes, (int)r->help));
	csv_str(w, r->phone);
	csv_str(w, r->email);
	csv_yes_no(w, r->silent);
	csv_str(w, r->safe_times);
	csv_str(w, r->next_step);
	csv_date(w, r->due_on);
	csv_int(w, r->tries);
	csv_row_end(w);
}

/* GET /c/{center}/inquiries.csv?step=&source= */
static err list_csv(struct ctx *c)
{
	struct intake_list_view v = {0};
	struct csv_page p;

	TRY(load_list(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "number", "first_contact", "days", "given", "family", "kind", "step", "source", "urgency", "help", "phone", "email",
		"leave_no_message", "safe_times", "next_step", "due", "tries", NULL);
	for (size_t k = 0; k < v.rows.n; k++)
		csv_inquiry(c, &p.w, &v.rows.v[k], v.today);
	return csv_page_send(c, &p, "requests.csv");
}

static err load_ended(struct ctx *c, struct intake_ended_view *v)
{
	inquiry_id before = {INT64_MAX};
	str q = query_text(c, "before");

	if (q.n && !id_read(q, &before.v))
		return ERR_NOT_FOUND;
	TRY(inquiry_ended_list(c->tx, &v->rows, .before = before));
	if (v->rows.n > PAGE_ROWS) {
		v->rows.n = PAGE_ROWS;
		v->older = v->rows.v[PAGE_ROWS - 1].id;
	}
	for (size_t k = 0; k < v->rows.n; k++)
		journal_saw(c, v->rows.v[k].person_id);
	return OK;
}

/* GET /c/{center}/inquiries/ended?before= */
static err ended_show(struct ctx *c)
{
	struct intake_ended_view v = {0};

	TRY(load_ended(c, &v));
	return page(c, tpl_intake_ended, &v);
}

/* GET /c/{center}/inquiries/ended.csv?before= */
static err ended_csv(struct ctx *c)
{
	struct intake_ended_view v = {0};
	struct csv_page p;

	TRY(load_ended(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "number", "first_contact", "given", "family", "step", "since", "reason", "source", NULL);
	for (size_t k = 0; k < v.rows.n; k++) {
		const struct inquiry_ended_list_row *r = &v.rows.v[k];

		csv_str(&p.w, r->code);
		csv_instant(&p.w, r->first_contact_at);
		csv_str(&p.w, r->given);
		csv_str(&p.w, r->family);
		csv_str(&p.w, code_of(&inquiry_status_codes, (int)r->status));
		csv_instant(&p.w, r->status_at);
		csv_str(&p.w, code_of(&inquiry_end_codes, (int)r->end_reason));
		csv_str(&p.w, code_of(&referral_source_codes, (int)r->source));
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "requests-ended.csv");
}

static err load_waiting(struct ctx *c, struct waiting_view *v)
{
	v->today = zone_day(c->zone, c->now);
	TRY(intake_waiting(c->tx, &v->tracks));
	for (size_t k = 0; k < v->tracks.n; k++)
		for (size_t m = 0; m < v->tracks.v[k].n; m++)
			journal_saw(c, v->tracks.v[k].v[m].person_id);
	return OK;
}

/* GET /c/{center}/inquiries/waiting */
static err waiting_show(struct ctx *c)
{
	struct waiting_view v = {0};

	TRY(load_waiting(c, &v));
	return page(c, tpl_waiting, &v);
}

/* GET /c/{center}/inquiries/waiting.csv */
static err waiting_csv(struct ctx *c)
{
	struct waiting_view v = {0};
	struct csv_page p;

	TRY(load_waiting(c, &v));
	csv_page_begin(c, &p);
	csv_row(&p.w, "program", "track", "turn", "given", "family", "priority", "since", "seat_open", "phone", "email", NULL);
	for (size_t k = 0; k < v.tracks.n; k++)
		for (size_t m = 0; m < v.tracks.v[k].n; m++) {
			const struct waiting_list_row *r = &v.tracks.v[k].v[m];

			csv_str(&p.w, r->program);
			csv_str(&p.w, r->track);
			csv_int(&p.w, (int64_t)m + 1);
			csv_str(&p.w, r->given);
			csv_str(&p.w, r->family);
			csv_str(&p.w, code_of(&wait_priority_codes, (int)r->priority));
			csv_instant(&p.w, r->since_at);
			csv_yes_no(&p.w, (int64_t)m < v.tracks.v[k].open);
			csv_str(&p.w, r->phone);
			csv_str(&p.w, r->email);
			csv_row_end(&p.w);
		}
	return csv_page_send(c, &p, "waiting-lists.csv");
}

const struct route intake_list_routes[] = {
	{METHOD_GET, "/c/{center}/inquiries", list_show, PERM_INTAKE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries.csv", list_csv, PERM_INTAKE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/ended", ended_show, PERM_INTAKE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/ended.csv", ended_csv, PERM_INTAKE, JOURNAL_EXPORT, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/waiting", waiting_show, PERM_INTAKE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/inquiries/waiting.csv", waiting_csv, PERM_INTAKE, JOURNAL_EXPORT, 0, 0},
};
const size_t intake_list_routes_n = COUNT_OF(intake_list_routes);
