/* attendance.c - reading the board: who is expected, what was recorded, and where each week stands. */
#include "care/attendance/attendance.h"

#include "care/attendance/week_parts.h"
#include "care/hours/hours_pack.h"
#include "care/starting/starting.h"

err attendance_week_start(struct tx *tx, date day, date *out)
{
	struct week_begins_row o;

	TRY(week_begins(tx, &o));
	*out = date_week_start(day, (enum weekday)o.week_starts_on);
	return OK;
}

static struct hours_rule *house(struct ctx *c, const struct program_rules_on_row *r)
{
	struct hours_rule *rule = ARENA_NEW(c->arena, struct hours_rule);
	struct hours_credit_rule credit = {(int)r->late_after_min, (int)r->least_credit_percent};

	*rule = hours_house_rule(
		r->name, r->from_on, (int)r->least_week_min, (int)r->most_week_min.v, (int)r->least_days, credit);
	return rule;
}

err attendance_rules_of(struct ctx *c, const struct program_rules_on_row *rows, size_t n, date monday,
	struct program_rules *out)
{
	const struct hours_packs *packs = hours_packs();

	*out = (struct program_rules){.monday = monday, .sunday = date_add(monday, 6)};
	out->v = ARENA_NEW_ARRAY(c->arena, const struct hours_rule *, n);
	for (size_t i = 0; i < n; i++) {
		const struct program_rules_on_row *r = &rows[i];
		const struct hours_rule *rule =
			str_is(r->code, "house") ? house(c, r) : hours_rule_on(packs, r->code, out->monday);

		if (rule)
			out->v[out->n++] = rule;
		else if (!hours_rule_known(packs, r->code))
			FAIL(c, ERR_IO,
				"This program uses the hours rule \"%.*s\", which this version of Porchlight does not carry.",
				STR_ARG(r->code));
	}
	out->credit = hours_credit_rule_of(out->v, out->n);
	return OK;
}

err attendance_rules(struct tx *tx, program_id program, date monday, struct program_rules *out)
{
	struct program_rules_on_rows rows;

	TRY(program_rules_on(tx, &rows, .program = program, .day = monday));
	return attendance_rules_of(tx_ctx(tx), rows.v, rows.n, monday, out);
}

struct hours_verdict attendance_judge(
	struct ctx *c, const struct program_rules *rules, date birth, struct hours_week *week)
{
	struct hours_verdict *v = ARENA_NEW_ARRAY(c->arena, struct hours_verdict, rules->n);
	const struct hours_verdict *worst;
	size_t n = 0;

	week->start = rules->monday;
	week->today = zone_day(c->zone, c->now);
	for (size_t i = 0; i < rules->n; i++)
		if (hours_rule_is_for(rules->v[i], birth, rules->monday))
			v[n++] = hours_judge(rules->v[i], week);
	worst = hours_strictest(v, n);
	return worst ? *worst : (struct hours_verdict){.have_min = week->delivered_min};
}

/* Something their program needs before the start is missing: what the board's own row says of it. */
static str not_ready(struct ctx *c, const struct board_rows_row *r)
{
	struct starting_facts_row f = {.episode_id = r->episode_id, .birth_on = r->birth_on, .type = r->type, .identity = r->identity,
		.contacts = r->contacts, .guardians = r->guardians, .insurance = r->insurance, .consents = r->consents,
		.orientation = r->orientation, .schedule = r->schedule, .adult_age = r->adult_age, .guardian_signs = r->guardian_signs,
		.reachable = r->reachable, .document = r->document, .emergency = r->emergency, .guardian = r->guardian, .alone = r->alone,
		.insured = r->insured, .oriented = r->oriented, .enrolled = r->enrolled, .planned = r->planned, .shown = r->shown,
		.unsigned_own = r->unsigned_own, .unsigned_guardian = r->unsigned_guardian};
	struct starting s = starting_judge(c, &f);

	return starting_n_blocking(&s) ? starting_blocking_words(c->arena, &s) : STR_NONE;
}

err attendance_board_under(struct tx *tx, const struct roster_proof *may, const struct board_head_row *head, episode_id only,
	struct board *out)
{
	struct ctx *c = tx_ctx(tx);
	session_id session = roster_proof_session(may);
	struct board_rows_rows rows;
	struct week_parts parts;
	date monday;

	out->head = *head;
	monday = date_week_start(out->head.day, (enum weekday)out->head.week_starts_on);
	TRY(attendance_rules(tx, out->head.program_id, monday, &out->rules));
	TRY(board_rows(tx, &rows, .track_id = out->head.track_id, .session_id = session, .day = out->head.day, .only = only));
	TRY(week_parts_of_board(tx, &(struct week_parts_board){session, out->head.track_id, out->head.day, monday, only}, &parts));
	out->after_day = date_cmp(zone_day(c->zone, c->now), out->head.day) > 0;
	out->people = ARENA_NEW_ARRAY(c->arena, struct board_person, rows.n);
	out->n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		struct board_person *p = &out->people[i];

		p->row = rows.v[i];
		p->week = (struct hours_week){.started = p->row.started_on,
			.ended = p->row.ended_on,
			.ordered_week_min = (int)p->row.ordered_week_min.v};
		week_parts_sum(c->arena, &parts, p->row.episode_id, &p->week);
		p->verdict = attendance_judge(c, &out->rules, p->row.birth_on, &p->week);
		p->not_ready = not_ready(c, &p->row);
	}
	return OK;
}

err attendance_open(struct tx *tx, session_id session, struct board_head_row *head, const struct roster_proof **may)
{
	TRY(board_head(tx, head, .session_id = session));
	return access_roster_found(tx_ctx(tx), head->session_id, may);
}

err attendance_board(struct tx *tx, const struct roster_proof *may, struct board *out)
{
	struct board_head_row head;

	TRY(board_head(tx, &head, .session_id = roster_proof_session(may)));
	return attendance_board_under(tx, may, &head, (episode_id){0}, out);
}
