/* outbox_pages.c - the outbox as staff see it: newest first, with what became of each message. */
#include "base/id.h"
#include "care/center/structure_view.h"
#include "care/outbox/outbox_routes.h"
#include "care/outbox/outbox_view.h"
#include "outbox.html.h"

#define PAGE_ROWS 100

static err load(struct ctx *c, struct outbox_list_rows *rows)
{
	outbox_message_id before = {INT64_MAX};
	str q = query_text(c, "before");

	if (q.n && !id_read(q, &before.v))
		return ERR_NOT_FOUND;
	return outbox_list(c->tx, rows, .before = before);
}

/* GET /c/{center}/outbox?before= */
static err outbox_show(struct ctx *c)
{
	struct outbox_view v = {0};

	TRY(load(c, &v.rows));
	if (v.rows.n > PAGE_ROWS) {
		v.rows.n = PAGE_ROWS;
		v.older = v.rows.v[PAGE_ROWS - 1].id;
	}
	return page(c, tpl_outbox, &v);
}

/* GET /c/{center}/outbox.csv?before= */
static err outbox_csv(struct ctx *c)
{
	struct outbox_list_rows rows;
	struct csv_page p;

	TRY(load(c, &rows));
	csv_page_begin(c, &p);
	csv_row(&p.w, "made", "to", "subject", "state", "tries", "ended", "last_error", NULL);
	for (size_t i = 0; i < rows.n && i < PAGE_ROWS; i++) {
		const struct outbox_list_row *r = &rows.v[i];

		csv_str(&p.w, str_of(instant_show(r->made_at).s));
		csv_str(&p.w, r->recipient);
		csv_str(&p.w, r->subject);
		csv_str(&p.w, code_of(&message_state_codes, (int)r->state));
		csv_int(&p.w, r->tries);
		csv_str(&p.w, str_of(instant_show(r->ended_at).s));
		csv_str(&p.w, r->last_error);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "outbox.csv");
}

struct decision {
	outbox_message_id id;
	bool again;
};

static err decide(struct wtx *w, void *arg)
{
	const struct decision *d = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return d->again ? outbox_again(w, may, d->id) : outbox_cancel(w, may, d->id);
}

/* POST /c/{center}/outbox/{message} - do=again or do=cancel. */
static err outbox_decide(struct ctx *c)
{
	struct decision d = {.again = str_is(form_raw(c, "do"), "again")};

	TRY(PATH_ID(c, "message", &d.id));
	if (!d.again && !str_is(form_raw(c, "do"), "cancel"))
		return ERR_MALFORMED;
	TRY(web_write(c, decide, &d));
	return redirect(
		c, url_outbox(c), d.again ? STR("The message will be sent again.") : STR("The message will not be sent."));
}

const struct route outbox_routes[] = {
	{METHOD_GET, "/c/{center}/outbox", outbox_show, PERM_PEOPLE, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/c/{center}/outbox.csv", outbox_csv, PERM_PEOPLE, JOURNAL_EXPORT, 0, 0},
	{METHOD_POST, "/c/{center}/outbox/{message}", outbox_decide, PERM_PEOPLE, JOURNAL_NONE, 0, 0},
};
const size_t outbox_routes_n = COUNT_OF(outbox_routes);
