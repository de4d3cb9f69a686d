/* journal_read.c - the journal's screen, and "Who has seen my record". Ids carry their instant, so a span of time is a span of ids. */
#include "access/inner.h"
#include "access/journal.h"
#include "journal.sql.h"

/* A list that shows this person carries their id: {"persons":["06ZQ8K1M3V5TA"]}. Ids are letters and digits only. */
static str pattern_of(struct ctx *c, person_id person)
{
	return person.v ? str_format(c->arena, "%%\"%s\"%%", id_show(person.v).s) : STR_NONE;
}

static int64_t floor_of_day(struct ctx *c, date day)
{
	return id_floor(zone_instant(c->zone, day, 0));
}

err journal_page(struct tx *tx, const struct journal_filter *f, int64_t most, struct journal_list_rows *out)
{
	struct ctx *c = tx_ctx(tx);
	int64_t since = 0, before = f->before ? f->before : INT64_MAX;

	if (!date_none(f->day)) {
		int64_t end = floor_of_day(c, date_add(f->day, 1));

		since = floor_of_day(c, f->day);
		before = before < end ? before : end;
	}
	return journal_list(tx, out, .person_id = f->person, .pattern = pattern_of(c, f->person), .account_id = f->account,
		.event = f->event, .since = since, .before = before, .most = most);
}

/* ---- who has seen my record --------------------------------------------------------------------------------------------- */

/* A row from either query. */
struct sight {
	int64_t id;
	instant at;
	enum journal_event event;
	account_id account;
	str who, reason;
};

static bool same_line(struct ctx *c, const struct seen_line *line, account_id account, const struct sight *s)
{
	return account.v == s->account.v && line->event == s->event && str_eq(line->who, s->who) && str_eq(line->reason, s->reason) &&
	       date_cmp(zone_day(c->zone, line->last), zone_day(c->zone, s->at)) == 0;
}

/* Rows come newest first; a line that is there already on that day counts one more. */
static void add_line(struct ctx *c, struct seen_lines *out, account_id *accounts, const struct sight *s)
{
	for (size_t i = out->n; i-- > 0;) {
		if (date_cmp(zone_day(c->zone, out->v[i].last), zone_day(c->zone, s->at)))
			break;
		if (same_line(c, &out->v[i], accounts[i], s)) {
			out->v[i].times++;
			return;
		}
	}
	accounts[out->n] = s->account;
	out->v[out->n++] = (struct seen_line){.last = s->at, .who = s->who, .event = s->event, .reason = s->reason, .times = 1,
		.self = s->account.v && s->account.v == c->actor->account.v};
}

#define SIGHT(row) ((struct sight){(row).id.v, (row).at, (row).event, (row).account_id, (row).account_name, (row).reason})

static void merge(struct ctx *c, const struct journal_about_rows *about, const struct journal_lists_rows *lists, struct seen_lines *out)
{
	account_id *accounts = ARENA_NEW_ARRAY(c->arena, account_id, about->n + lists->n);
	size_t i = 0, j = 0;

	out->v = ARENA_NEW_ARRAY(c->arena, struct seen_line, about->n + lists->n);
	while (i < about->n || j < lists->n) {
		bool first = j == lists->n || (i < about->n && about->v[i].id.v > lists->v[j].id.v);
		struct sight s = first ? SIGHT(about->v[i]) : SIGHT(lists->v[j]);

		first ? i++ : j++;
		add_line(c, out, accounts, &s);
	}
}

err journal_seen(struct tx *tx, date month, struct seen_lines *out)
{
	struct ctx *c = tx_ctx(tx);
	const struct actor *me = c->actor;
	struct journal_about_rows about;
	struct journal_lists_rows lists;
	int year, number, day;
	date first, next;

	*out = (struct seen_lines){0};
	if (!me->person.v || !me->account.v || date_none(month))
		return ERR_NOT_FOUND;
	date_parts(month, &year, &number, &day);
	first = date_of(year, number, 1);
	next = number == 12 ? date_of(year + 1, 1, 1) : date_of(year, number + 1, 1);
	TRY(journal_about(tx, &about, .person_id = me->person, .since = floor_of_day(c, first), .until = floor_of_day(c, next)));
	TRY(journal_lists(tx, &lists, .account_id = me->account, .pattern = pattern_of(c, me->person),
		.since = floor_of_day(c, first), .until = floor_of_day(c, next)));
	merge(c, &about, &lists, out);
	out->cut = about.n == 1000 || lists.n == 1000;
	return OK;
}
