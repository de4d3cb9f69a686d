/* ledger.c - reading the ledger: the people, what their weeks are made of, and what care/hours says of the sums. */
#include "care/attendance/ledger.h"

#include "base/id.h"
#include "care/attendance/week_parts.h"

/* The rules of every program of the center, as of one week; one statement reads them all. */
struct rule_book {
	struct program_rules_on_rows rows; /* program by program */
	struct {
		program_id program;
		struct program_rules rules;
	} v[64]; /* those met so far */
	size_t n;
};

static err read_rules(struct ctx *c, const struct rule_book *b, program_id program, date monday, struct program_rules *out)
{
	size_t first = 0, n = 0;

	while (first < b->rows.n && b->rows.v[first].program_id.v != program.v)
		first++;
	while (first + n < b->rows.n && b->rows.v[first + n].program_id.v == program.v)
		n++;
	return attendance_rules_of(c, b->rows.v + first, n, monday, out);
}

static err rules_for(struct ctx *c, struct rule_book *b, program_id program, date monday, const struct program_rules **out)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].program.v == program.v) {
			*out = &b->v[i].rules;
			return OK;
		}
	if (b->n == COUNT_OF(b->v))
		FAIL(c, ERR_BUG, "More programs than a center can have.");
	b->v[b->n].program = program;
	TRY(read_rules(c, b, program, monday, &b->v[b->n].rules));
	*out = &b->v[b->n++].rules;
	return OK;
}

bool ledger_is_short(const struct hours_verdict *v)
{
	return v->status != HOURS_PART_WEEK && (v->gap_min > 0 || v->gap_days > 0);
}

static void judge(struct ctx *c, const struct program_rules *rules, const struct week_parts *parts, struct ledger_person *p)
{
	struct hours_verdict *all = ARENA_NEW_ARRAY(c->arena, struct hours_verdict, rules->n);
	const struct hours_verdict *worst;

	p->week = (struct hours_week){.started = p->row.started_on,
		.ended = p->row.ended_on,
		.today = zone_day(c->zone, c->now),
		.ordered_week_min = (int)p->row.ordered_week_min.v};
	week_parts_sum(c->arena, parts, p->row.episode_id, &p->week);
	for (size_t i = 0; i < rules->n; i++)
		if (hours_rule_is_for(rules->v[i], p->row.birth_on, rules->monday))
			all[p->n_all++] = hours_judge(rules->v[i], &p->week);
	p->all = all;
	worst = hours_strictest(all, p->n_all);
	p->verdict = worst ? *worst : (struct hours_verdict){.have_min = p->week.delivered_min};
}

struct each_state {
	struct ctx *c;
	struct rule_book book;
	struct week_parts parts;
	date monday;
	ledger_fn *fn;
	void *arg;
};

static err each_row(void *arg, const struct ledger_people_row *row)
{
	struct each_state *s = arg;
	struct ledger_person p = {.row = *row};
	const struct program_rules *rules = NULL;

	TRY(rules_for(s->c, &s->book, row->program_id, s->monday, &rules));
	judge(s->c, rules, &s->parts, &p);
	return s->fn(s->arg, s->c, &p);
}

err ledger_each(struct tx *tx, date monday, person_id clinician, ledger_fn *fn, void *arg)
{
	struct ctx *c = tx_ctx(tx);
	struct each_state *s = ARENA_NEW(c->arena, struct each_state);

	s->c = c;
	s->monday = monday;
	s->fn = fn;
	s->arg = arg;
	TRY(program_rules_on(tx, &s->book.rows, .program = {0}, .day = monday));
	TRY(week_parts_of_caseload(tx, monday, clinician, &s->parts));
	return ledger_people(tx, each_row, s, .monday = monday, .sunday = date_add(monday, 6), .clinician = clinician);
}

struct collect {
	struct ledger *out;
	size_t room;
};

static struct ledger_person copy_person(struct ctx *c, const struct ledger_person *p)
{
	struct ledger_person kept = *p;

	kept.row.family = str_copy(c->arena, p->row.family);
	kept.row.given = str_copy(c->arena, p->row.given);
	kept.row.preferred = p->row.preferred.p ? str_copy(c->arena, p->row.preferred) : STR_NONE;
	kept.row.program = str_copy(c->arena, p->row.program);
	kept.row.note = p->row.note.p ? str_copy(c->arena, p->row.note) : STR_NONE;
	return kept;
}

static err collect_person(void *arg, struct ctx *c, const struct ledger_person *p)
{
	struct collect *s = arg;

	if (s->out->n == s->room) {
		struct ledger_person *v;

		s->room = s->room ? s->room * 2 : 64;
		v = ARENA_NEW_ARRAY(c->arena, struct ledger_person, s->room);
		if (s->out->n)
			memcpy(v, s->out->v, s->out->n * sizeof(*v));
		s->out->v = v;
	}
	s->out->v[s->out->n++] = copy_person(c, p);
	s->out->n_short += ledger_is_short(&p->verdict);
	return OK;
}

err ledger_load(struct tx *tx, date monday, person_id clinician, struct ledger *out)
{
	struct collect s = {.out = out};

	*out = (struct ledger){.monday = monday, .sunday = date_add(monday, 6)};
	return ledger_each(tx, monday, clinician, collect_person, &s);
}

err ledger_give_reason(struct wtx *w, const struct chart_proof *may, date monday, enum absence_reason reason, str note)
{
	struct ctx *c = wtx_ctx(w);

	if (reason == ABSENCE_REASON_NONE)
		return problem(c, "reason", "Choose why the week is short.");
	TRY(shortfall_put(w, NULL, .episode_id = chart_proof_episode(may), .week_on = monday, .reason = reason,
		.note = note, .recorded_by = c->actor->account));
	return journal_add(w,
		&(struct journal_entry){.event = JOURNAL_ATTENDANCE_CHANGED,
			.person = chart_proof_person(may),
			.object = str_format(c->arena, "week %s", date_show(monday).s),
			.reason = code_of(&absence_reason_codes, (int)reason)});
}
