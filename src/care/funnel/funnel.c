/* funnel.c - counting requests one by one as the database gives them. */
#include "care/funnel/funnel.h"

#include "funnel.sql.h"

CODE_NAMES(funnel_stage, FUNNEL_STAGE_TABLE)
CODE_NAMES(funnel_wait, FUNNEL_WAIT_TABLE)

const char *const funnel_columns[] = {"kind", "source", "stage", "reason", "people", "median_days", "p90_days", NULL};

/* ---- days ------------------------------------------------------------------------------------------------------------ */

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

int funnel_median_twice(const struct funnel_days *d)
{
	return d->n ? d->v[(d->n - 1) / 2] + d->v[d->n / 2] : -1;
}

int funnel_p90(const struct funnel_days *d)
{
	return d->n ? d->v[(d->n * 9 + 9) / 10 - 1] : -1;
}

static void days_add(struct arena *a, struct funnel_days *d, int days)
{
	if (d->n == d->room) {
		int *v;

		d->room = d->room ? d->room * 2 : 64;
		v = ARENA_NEW_ARRAY(a, int, d->room);
		if (d->n)
			memcpy(v, d->v, d->n * sizeof(*v));
		d->v = v;
	}
	d->v[d->n++] = days < 0 ? 0 : days;
}

/* ---- one request ------------------------------------------------------------------------------------------------------ */

struct counting {
	struct ctx *c;
	struct funnel *f;
};

static instant earlier(instant a, instant b)
{
	if (instant_none(a) || instant_none(b))
		return instant_none(a) ? b : a;
	return a.ms < b.ms ? a : b;
}

static void count_waits(const struct counting *k, const struct funnel_requests_row *r)
{
	const struct zone *z = k->c->zone;
	date asked = zone_day(z, r->first_contact_at);
	instant contact = earlier(r->reached_at, r->moved_at);
	struct funnel_days *waits = k->f->waits;

	if (!instant_none(contact))
		days_add(k->c->arena, &waits[FUNNEL_TO_CONTACT], date_diff(zone_day(z, contact), asked));
	if (!instant_none(r->assessed_at))
		days_add(k->c->arena, &waits[FUNNEL_TO_ASSESSMENT], date_diff(zone_day(z, r->assessed_at), asked));
	if (!date_none(r->session_on))
		days_add(k->c->arena, &waits[FUNNEL_TO_SESSION], date_diff(r->session_on, asked));
}

static enum funnel_stage furthest(const struct funnel_requests_row *r)
{
	int stage = (int)r->furthest;

	if (stage < FUNNEL_CONTACTED && !instant_none(r->reached_at))
		stage = FUNNEL_CONTACTED;
	return date_none(r->session_on) ? (enum funnel_stage)stage : FUNNEL_STARTED;
}

static err count_request(void *arg, const struct funnel_requests_row *r)
{
	const struct counting *k = arg;
	struct funnel *f = k->f;
	enum funnel_stage at = furthest(r);
	bool ended = r->status == INQUIRY_CLOSED || r->status == INQUIRY_REFERRED_ON;

	if (r->end_reason == INQUIRY_END_DUPLICATE || r->end_reason == INQUIRY_END_NOT_REAL) {
		f->duplicates += r->end_reason == INQUIRY_END_DUPLICATE;
		f->not_real += r->end_reason == INQUIRY_END_NOT_REAL;
		return OK;
	}
	f->asked++;
	for (int s = FUNNEL_ASKED; s <= (int)at; s++) {
		f->reached[s]++;
		f->by_source[r->source][s]++;
	}
	if (ended && at != FUNNEL_STARTED) {
		f->ended[at]++;
		f->lost[r->status == INQUIRY_REFERRED_ON ? FUNNEL_REFERRED_ON : (int)r->end_reason][at]++;
	} else if (at != FUNNEL_STARTED) {
		f->open[at]++;
	}
	count_waits(k, r);
	return OK;
}

err funnel_load(struct tx *tx, date from, date to, struct funnel *out)
{
	struct ctx *c = tx_ctx(tx);
	struct counting k = {c, out};

	*out = (struct funnel){.from = from, .to = to};
	TRY(funnel_requests(tx, count_request, &k, .since = zone_instant(c->zone, from, 0),
		.until = zone_instant(c->zone, date_add(to, 1), 0)));
	for (int w = FUNNEL_TO_CONTACT; w < FUNNEL_WAITS; w++)
		if (out->waits[w].n)
			qsort(out->waits[w].v, out->waits[w].n, sizeof(int), by_size);
	return OK;
}

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

str funnel_end_label(int end)
{
	return end == FUNNEL_REFERRED_ON ? code_label(&inquiry_status_codes, INQUIRY_REFERRED_ON) : code_label(&inquiry_end_codes, end);
}

str funnel_end_code(int end)
{
	return end == FUNNEL_REFERRED_ON ? code_of(&inquiry_status_codes, INQUIRY_REFERRED_ON) : code_of(&inquiry_end_codes, end);
}

static void reached_lines(const int64_t *reached, str source, funnel_line_fn *fn, void *arg)
{
	for (int s = FUNNEL_ASKED; s < FUNNEL_STAGES; s++)
		fn(arg, &(struct funnel_line){.kind = "reached", .source = source, .stage = code_of(&funnel_stage_codes, s), .people = reached[s]});
}

static void days_line(struct arena *a, const struct funnel_days *d, int wait, funnel_line_fn *fn, void *arg)
{
	int twice = funnel_median_twice(d);
	struct funnel_line line = {.kind = "days", .stage = code_of(&funnel_wait_codes, wait), .people = (int64_t)d->n};

	if (d->n)
		line.median = str_format(a, "%d%s", twice / 2, twice % 2 ? ".5" : "");
	if (d->n >= FUNNEL_LEAST_P90)
		line.p90 = str_format(a, "%d", funnel_p90(d));
	fn(arg, &line);
}

void funnel_lines(struct arena *a, const struct funnel *f, funnel_line_fn *fn, void *arg)
{
	reached_lines(f->reached, STR("all"), fn, arg);
	for (int s = 0; s < FUNNEL_SOURCES; s++)
		reached_lines(f->by_source[s], s ? code_of(&referral_source_codes, s) : STR("not_said"), fn, arg);
	for (int s = FUNNEL_ASKED; s < FUNNEL_STARTED; s++)
		fn(arg, &(struct funnel_line){.kind = "open", .stage = code_of(&funnel_stage_codes, s), .people = f->open[s]});
	for (int e = 1; e < FUNNEL_ENDS; e++)
		for (int s = FUNNEL_ASKED; s < FUNNEL_STARTED; s++)
			if (f->lost[e][s])
				fn(arg, &(struct funnel_line){.kind = "lost", .stage = code_of(&funnel_stage_codes, s), .reason = funnel_end_code(e),
					.people = f->lost[e][s]});
	fn(arg, &(struct funnel_line){.kind = "left_out", .reason = funnel_end_code(INQUIRY_END_DUPLICATE), .people = f->duplicates});
	fn(arg, &(struct funnel_line){.kind = "left_out", .reason = funnel_end_code(INQUIRY_END_NOT_REAL), .people = f->not_real});
	for (int w = FUNNEL_TO_CONTACT; w < FUNNEL_WAITS; w++)
		days_line(a, &f->waits[w], w, fn, arg);
}
