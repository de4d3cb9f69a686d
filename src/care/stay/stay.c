/* stay.c - the weeks of a stay. Days come from the database in order; weeks and what the rules say of them are made here. */
#include "care/stay/stay.h"

/* Everything the weeks are made of. */
struct stay_facts {
	struct ctx *c;
	struct episode_get_row e;
	date monday, last;
	struct stay_planned_rows planned;
	struct stay_credited_rows credited;
	struct stay_rules_rows rules;
	struct stay_reasons_rows reasons;
	struct stay_orders_rows orders;
};

static date last_day(struct ctx *c, const struct episode_get_row *e)
{
	date today = zone_day(c->zone, c->now);

	return date_none(e->ended_on) || date_cmp(e->ended_on, today) > 0 ? today : e->ended_on;
}

static err load_facts(struct tx *tx, const struct chart_proof *may, struct stay_facts *f)
{
	episode_id episode = chart_proof_episode(may);
	date to;

	f->c = tx_ctx(tx);
	TRY(episode_get(tx, &f->e, .id = episode));
	TRY(attendance_week_start(tx, f->e.started_on, &f->monday));
	f->last = last_day(f->c, &f->e);
	to = date_add(f->last, 6); /* the rest of its week */
	TRY(stay_planned(tx, &f->planned, .episode_id = episode, .from_day = f->monday, .to_day = to));
	TRY(stay_credited(tx, &f->credited, .episode_id = episode, .from_day = f->monday, .to_day = to));
	TRY(stay_rules(tx, &f->rules, .program_id = f->e.program_id));
	TRY(stay_reasons(tx, &f->reasons, .episode_id = episode));
	return stay_orders(tx, &f->orders, .episode_id = episode);
}

/* ---- rules --------------------------------------------------------------------------------------------------------- */

static bool in_force(const struct stay_rules_rows *all, size_t i, date monday)
{
	const struct stay_rules_row *r = &all->v[i];

	if (date_cmp(r->from_on, monday) > 0 || (!date_none(r->until_on) && date_cmp(r->until_on, monday) < 0))
		return false;
	if (!str_is(r->code, "house"))
		return true;
	/* Of house rules the newest counts; they stand one behind the other, oldest first. */
	return i + 1 == all->n || !str_is(all->v[i + 1].code, "house") || date_cmp(all->v[i + 1].from_on, monday) > 0;
}

static err rules_on(struct ctx *c, const struct stay_rules_rows *all, date monday, struct program_rules *out)
{
	struct program_rules_on_row *rows = ARENA_NEW_ARRAY(c->arena, struct program_rules_on_row, all->n);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct stay_rules_row *r = &all->v[i];

		if (in_force(all, i, monday))
			rows[n++] = (struct program_rules_on_row){.program_id = r->program_id, .code = r->code, .from_on = r->from_on,
				.name = r->name, .least_week_min = r->least_week_min, .most_week_min = r->most_week_min,
				.least_days = r->least_days, .late_after_min = r->late_after_min,
				.least_credit_percent = r->least_credit_percent};
	}
	return attendance_rules_of(c, rows, n, monday, out);
}

/* ---- weeks --------------------------------------------------------------------------------------------------------- */

static bool inside(date day, date monday)
{
	return date_cmp(day, monday) >= 0 && date_diff(day, monday) < 7;
}

static bool came_on(const struct stay_credited_rows *all, date day)
{
	for (size_t i = 0; i < all->n; i++)
		if (!date_cmp(all->v[i].day, day))
			return all->v[i].delivered > 0;
	return false;
}

static void sum_week(const struct stay_facts *f, date monday, struct hours_week *w)
{
	for (size_t i = 0; i < f->planned.n; i++) {
		const struct stay_planned_row *d = &f->planned.v[i];

		if (!inside(d->day, monday))
			continue;
		w->scheduled_min += (int)d->scheduled;
		w->offered_min += (int)d->offered;
		w->ahead_min += (int)d->ahead;
		w->days_ahead += d->ahead > 0 && !came_on(&f->credited, d->day);
	}
	for (size_t i = 0; i < f->credited.n; i++) {
		const struct stay_credited_row *d = &f->credited.v[i];

		if (!inside(d->day, monday))
			continue;
		w->delivered_min += (int)d->delivered;
		w->billable_min += (int)d->billable;
		w->days += d->delivered > 0;
	}
	for (size_t i = 0; i < f->orders.n; i++)
		if (date_diff(f->orders.v[i].certified_on, monday) < 7)
			w->ordered_week_min = (int)f->orders.v[i].week_min;
}

static err make_week(const struct stay_facts *f, date monday, struct stay_week *out)
{
	struct program_rules rules;

	*out = (struct stay_week){.number = date_diff(monday, f->monday) / 7 + 1,
		.week = {.started = f->e.started_on, .ended = f->e.ended_on}};
	sum_week(f, monday, &out->week);
	TRY(rules_on(f->c, &f->rules, monday, &rules));
	out->verdict = attendance_judge(f->c, &rules, f->e.birth_on, &out->week);
	for (size_t i = 0; i < f->reasons.n; i++)
		if (!date_cmp(f->reasons.v[i].week_on, monday)) {
			out->reason = f->reasons.v[i].reason;
			out->note = f->reasons.v[i].note;
		}
	return OK;
}

err stay_weeks(struct tx *tx, const struct chart_proof *may, struct stay_weeks *out)
{
	struct stay_facts f;
	int weeks;

	*out = (struct stay_weeks){0};
	TRY(load_facts(tx, may, &f));
	weeks = date_cmp(f.last, f.monday) < 0 ? 0 : date_diff(f.last, f.monday) / 7 + 1;
	out->v = ARENA_NEW_ARRAY(f.c->arena, struct stay_week, (size_t)weeks);
	while (weeks--)
		TRY(make_week(&f, date_add(f.monday, weeks * 7), &out->v[out->n++]));
	return OK;
}

/* ---- what was recorded ------------------------------------------------------------------------------------------------ */

/* Corrections come in order of time; those of one session are gathered. */
static void gather(struct ctx *c, const struct stay_corrections_rows *all, struct stay_session *s)
{
	struct stay_corrections_row *v = ARENA_NEW_ARRAY(c->arena, struct stay_corrections_row, all->n);

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].session_id.v == s->row->session_id.v)
			v[s->n_corrections++] = all->v[i];
	s->corrections = v;
}

err stay_history(struct tx *tx, const struct chart_proof *may, date to, struct stay_history *out)
{
	struct ctx *c = tx_ctx(tx);
	struct stay_attendance_rows rows;
	struct stay_corrections_rows corrections;
	episode_id episode = chart_proof_episode(may);

	*out = (struct stay_history){.from = date_add(to, 1 - STAY_HISTORY_DAYS), .to = to};
	TRY(stay_attendance(tx, &rows, .episode_id = episode, .from_day = out->from, .to_day = to));
	TRY(stay_corrections(tx, &corrections, .episode_id = episode, .from_day = out->from, .to_day = to));
	out->v = ARENA_NEW_ARRAY(c->arena, struct stay_session, rows.n);
	out->n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		out->v[i].row = &rows.v[i];
		gather(c, &corrections, &out->v[i]);
	}
	return OK;
}

/* ---- the physician's word --------------------------------------------------------------------------------------------- */

err stay_certification(struct tx *tx, const struct chart_proof *may, struct hours_certification *out, const struct hours_rule **rule)
{
	struct ctx *c = tx_ctx(tx);
	date today = zone_day(c->zone, c->now), monday;
	struct stay_orders_rows rows;
	struct episode_get_row e;
	struct program_rules rules;
	struct hours_order *orders;

	*out = (struct hours_certification){0};
	TRY(episode_get(tx, &e, .id = chart_proof_episode(may)));
	TRY(attendance_week_start(tx, today, &monday));
	TRY(attendance_rules(tx, e.program_id, monday, &rules));
	TRY(stay_orders(tx, &rows, .episode_id = e.id));
	orders = ARENA_NEW_ARRAY(c->arena, struct hours_order, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		orders[i] = (struct hours_order){rows.v[i].certified_on, (int)rows.v[i].week_min};
	for (size_t i = 0; i < rules.n; i++) {
		struct hours_certification one = hours_certification_of(rules.v[i], e.started_on, today, orders, rows.n, STAY_DUE_DAYS);

		if (one.status > out->status) {
			*out = one;
			*rule = rules.v[i];
		}
	}
	return OK;
}
