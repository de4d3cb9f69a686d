/* program_rule.c - dated rows: ending, beginning, never rewriting what has measured a week. */
#include "care/center/program_rule.h"

#include <inttypes.h>

#include "base/crypt.h"
#include "base/id.h"
#include "care/center/center.h"
#include "care/center/changes.h"

/* ---- reading ----------------------------------------------------------------------------------------------------------- */

/* Two people who look at the same rows have the same mark. */
static str mark_of(struct ctx *c, const struct program_rule_book *b)
{
	struct buf text;
	struct hash h;

	buf_init(&text, 256 * 1024);
	for (size_t i = 0; i < b->packs.n; i++)
		buf_format(&text, "%" PRId64 " %s,", b->packs.v[i].id.v, date_show(b->packs.v[i].to_on).s);
	for (size_t i = 0; i < b->house.n; i++)
		buf_format(&text, "%" PRId64 " %" PRId64 ",", b->house.v[i].id.v, b->house.v[i].made_at.ms);
	h = crypt_hash((bytes){(const uint8_t *)text.p, text.n}, (bytes){0});
	buf_free(&text);
	return hex_show(c->arena, (bytes){h.b, 8});
}

err rules_load(struct tx *tx, program_id program, struct program_rule_book *out)
{
	struct ctx *c = tx_ctx(tx);
	struct program_recorded_row r;
	date next;

	TRY(rule_rows(tx, &out->packs, .program_id = program));
	TRY(house_rows(tx, &out->house, .program_id = program));
	TRY(center_next_week(tx, zone_day(c->zone, c->now), &next));
	out->this_week = date_add(next, -7);
	TRY(program_recorded(tx, &r, .program_id = program, .day = out->this_week, .until = date_add(next, -1)));
	out->earliest = r.recorded ? next : out->this_week;
	out->mark = mark_of(c, out);
	return OK;
}

const struct house_rows_row *rules_house_on(const struct program_rule_book *b, date week)
{
	for (size_t i = 0; i < b->house.n; i++)
		if (date_cmp(b->house.v[i].from_on, week) <= 0)
			return &b->house.v[i];
	return NULL;
}

const struct hours_rule *rules_text(str code, date week)
{
	const struct hours_packs *packs = hours_packs();
	const struct hours_rule *found = hours_rule_on(packs, code, week);

	for (size_t i = 0; i < packs->n && !found; i++)
		if (str_eq(packs->rules[i].head.code, code) && (i + 1 == packs->n || !str_eq(packs->rules[i + 1].head.code, code)))
			found = &packs->rules[i];
	return found;
}

/* ---- when ---------------------------------------------------------------------------------------------------------------- */

static err changed_meanwhile(struct ctx *c)
{
	(void)problem(c, NULL, "Somebody else changed the rules of this program while you had them open. Look at them below, then save again.");
	return ERR_CONFLICT;
}

static void check_from(struct ctx *c, const struct program_rule_book *b, date from)
{
	int days = date_none(from) ? -1 : date_diff(from, b->earliest);

	if (days < 0 || days % 7 || days > 7 * RULES_WEEKS_AHEAD)
		(void)problem(c, "from", "Select the week with which the change begins.");
}

static err open_book(struct wtx *w, const struct plan_proof *may, program_id program, date from, str seen, struct program_rule_book *b)
{
	TRY(structure_may(w, may, PERM_RULES));
	TRY(rules_load(wtx_read(w), program, b));
	if (!str_eq(b->mark, seen))
		return changed_meanwhile(wtx_ctx(w));
	check_from(wtx_ctx(w), b, from);
	return OK;
}

/* ---- packs ---------------------------------------------------------------------------------------------------------------- */

static bool reaches(const struct rule_rows_row *r, date day)
{
	return date_none(r->to_on) || date_cmp(r->to_on, day) >= 0;
}

static bool listed(const str *codes, size_t n, str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(codes[i], code))
			return true;
	return false;
}

static str join(struct ctx *c, const str *codes, size_t n)
{
	str all = STR_NONE;

	for (size_t i = 0; i < n; i++)
		all = all.p ? str_format(c->arena, "%.*s, %.*s", STR_ARG(all), STR_ARG(codes[i])) : codes[i];
	return all;
}

static err journal_rules(struct wtx *w, program_id program, const struct program_rule_book *b, const str *codes, size_t n, date from)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	str *was = ARENA_NEW_ARRAY(c->arena, str, b->packs.n + 1);
	size_t n_was = 0;

	for (size_t i = 0; i < b->packs.n; i++)
		if (date_cmp(b->packs.v[i].from_on, from) <= 0 && reaches(&b->packs.v[i], from))
			was[n_was++] = b->packs.v[i].rule_code;
	change_text(&ch, "rules", join(c, was, n_was), join(c, codes, n));
	change_date(&ch, "from", (date){0}, from);
	return structure_journal(w, JOURNAL_RULE_CHANGED, "program", program.v, &ch);
}

/* One row of the book under the new choice; *kept says that it goes on as the chosen pack. */
static err settle(struct wtx *w, const struct rule_rows_row *r, bool wanted, date from, bool *kept)
{
	*kept = false;
	if (!reaches(r, from))
		return OK;
	if (date_cmp(r->from_on, from) <= 0 && wanted) {
		*kept = true;
		return date_none(r->to_on) ? OK : rule_until(w, NULL, .id = r->id);
	}
	if (date_cmp(r->from_on, from) < 0)
		return rule_until(w, NULL, .id = r->id, .to_on = date_add(from, -1));
	return rule_drop(w, NULL, .id = r->id);
}

static err put_rules(struct wtx *w, program_id program, const struct program_rule_book *b, const str *codes, size_t n, date from)
{
	struct ctx *c = wtx_ctx(w);
	str *on = ARENA_NEW_ARRAY(c->arena, str, b->packs.n + 1);
	size_t n_on = 0;

	for (size_t i = 0; i < b->packs.n; i++) {
		const struct rule_rows_row *r = &b->packs.v[i];
		bool wanted = listed(codes, n, r->rule_code) && !listed(on, n_on, r->rule_code);
		bool kept;

		TRY(settle(w, r, wanted, from, &kept));
		if (kept)
			on[n_on++] = r->rule_code;
	}
	for (size_t i = 0; i < n; i++)
		if (!listed(on, n_on, codes[i]) && !listed(codes, i, codes[i]))
			TRY(rule_insert(w, NULL, .id = {id_make(c->now)}, .program_id = program, .rule_code = codes[i], .from_on = from));
	return journal_rules(w, program, b, codes, n, from);
}

static void check_codes(struct ctx *c, const str *codes, size_t n, date from)
{
	for (size_t i = 0; i < n; i++) {
		const struct hours_rule *text = rules_text(codes[i], from);

		if (!text)
			(void)problem(c, "rules", "Select rules of the list only.");
		else if (!rule_in_force(&text->head, from))
			(void)problem(c, "rules", "%.*s is not in force in that week.", STR_ARG(text->head.name));
	}
}

err rules_choose(struct wtx *w, const struct plan_proof *may, program_id program, const str *codes, size_t n, date from, str seen)
{
	struct ctx *c = wtx_ctx(w);
	struct program_rule_book b;

	TRY(open_book(w, may, program, from, seen, &b));
	if (!problem_of(c, "from").p)
		check_codes(c, codes, n, from);
	TRY(problems_end(c));
	return put_rules(w, program, &b, codes, n, from);
}

/* ---- the house rule ---------------------------------------------------------------------------------------------------------- */

static void check_house(struct ctx *c, const struct house_details *d)
{
	if (str_empty(d->name) || str_points(d->name) > 100)
		(void)problem(c, "name", "Enter a name of 1 to 100 characters.");
	if (d->least_week_min < 0 || d->least_week_min > 10080)
		(void)problem(c, "least_hours", "Enter hours from 0 to 168.");
	if (d->most_week_min.set && (d->most_week_min.v < 1 || d->most_week_min.v > 10080))
		(void)problem(c, "most_hours", "Enter hours up to 168, or leave it empty.");
	else if (d->most_week_min.set && d->most_week_min.v < d->least_week_min)
		(void)problem(c, "most_hours", "The most must not be below the least.");
	if (d->least_days < 0 || d->least_days > 7)
		(void)problem(c, "least_days", "Enter days from 0 to 7.");
	if (d->late_after_min < 0 || d->late_after_min > 240)
		(void)problem(c, "late_after", "Enter minutes from 0 to 240.");
	if (d->least_credit_percent < 0 || d->least_credit_percent > 100)
		(void)problem(c, "least_percent", "Enter a part from 0 to 100 percent.");
}

static err journal_house(struct wtx *w, program_id program, const struct house_rows_row *was, const struct house_details *d, date from)
{
	struct changes ch = {.c = wtx_ctx(w)};

	change_text(&ch, "name", was->name, d->name);
	change_int(&ch, "least_week_min", was->least_week_min, d->least_week_min);
	change_opt(&ch, "most_week_min", was->most_week_min, d->most_week_min);
	change_int(&ch, "least_days", was->least_days, d->least_days);
	change_int(&ch, "late_after_min", was->late_after_min, d->late_after_min);
	change_int(&ch, "least_credit_percent", was->least_credit_percent, d->least_credit_percent);
	change_date(&ch, "from", was->from_on, from);
	return structure_journal(w, JOURNAL_RULE_CHANGED, "program", program.v, &ch);
}

static err put_house(struct wtx *w, program_id program, const struct program_rule_book *b, const struct house_details *d, date from)
{
	static const struct house_rows_row none;
	struct ctx *c = wtx_ctx(w);
	const struct house_rows_row *was = rules_house_on(b, from);

	TRY(house_drop_after(w, NULL, .program_id = program, .day = from));
	TRY(house_put(w, NULL, .id = {id_make(c->now)}, .program_id = program, .from_on = from, .name = d->name,
		.least_week_min = d->least_week_min, .most_week_min = d->most_week_min, .least_days = d->least_days,
		.late_after_min = d->late_after_min, .least_credit_percent = d->least_credit_percent, .made_by = c->actor->account));
	return journal_house(w, program, was ? was : &none, d, from);
}

err rules_set_house(struct wtx *w, const struct plan_proof *may, program_id program, const struct house_details *d, date from, str seen)
{
	struct ctx *c = wtx_ctx(w);
	struct program_rule_book b;

	TRY(open_book(w, may, program, from, seen, &b));
	check_house(c, d);
	TRY(problems_end(c));
	return put_house(w, program, &b, d, from);
}

err rules_begin(struct wtx *w, const struct plan_proof *may, program_id program, const str *codes, size_t n,
	const struct house_details *house, date from)
{
	struct program_rule_book b = {0};

	TRY(structure_may(w, may, PERM_RULES));
	TRY(put_rules(w, program, &b, codes, n, from));
	return house ? put_house(w, program, &b, house, from) : OK;
}
