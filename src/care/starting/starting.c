/* starting.c - facts become gaps, gaps become open tasks. */
#include "care/starting/starting.h"

#include "care/words.h"

CODE_NAMES(starting_task, STARTING_TASK_TABLE)
CODE_NAMES(starting_need, STARTING_NEED_TABLE)
CODE_NAMES(starting_gap, STARTING_GAP_TABLE)
CODE_NAMES(mark_kind, MARK_KIND_TABLE)

#define G(gap) (1u << (gap))

unsigned starting_gaps_of(enum starting_task task)
{
	static const unsigned gaps[STARTING_TASKS] = {
		[STARTING_IDENTITY] = G(GAP_BIRTHDAY) | G(GAP_REACH) | G(GAP_DOCUMENT),
		[STARTING_CONTACTS] = G(GAP_EMERGENCY),
		[STARTING_GUARDIANS] = G(GAP_GUARDIAN),
		[STARTING_INSURANCE] = G(GAP_INSURANCE),
		[STARTING_CONSENTS] = G(GAP_OWN_SIGNATURE) | G(GAP_GUARDIAN_SIGNATURE),
		[STARTING_ORIENTATION] = G(GAP_ORIENTATION),
		[STARTING_SCHEDULE] = G(GAP_TRACK) | G(GAP_SESSION) | G(GAP_SHOWN),
	};

	return gaps[task];
}

bool starting_is_open(const struct starting *s, enum starting_task task)
{
	return s->gaps & starting_gaps_of(task);
}

bool starting_blocks(const struct starting *s, enum starting_task task)
{
	return s->rule.need[task] == NEED_BLOCKS && starting_is_open(s, task);
}

bool starting_concerns(const struct starting *s, enum starting_task task)
{
	return task != STARTING_GUARDIANS || s->minor;
}

size_t starting_n_blocking(const struct starting *s)
{
	size_t n = 0;

	for (enum starting_task t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		n += starting_blocks(s, t);
	return n;
}

size_t starting_n_open(const struct starting *s)
{
	size_t n = 0;

	for (enum starting_task t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		n += s->rule.need[t] != NEED_OPTIONAL && starting_is_open(s, t);
	return n;
}

bool starting_is_theirs(const struct starting *s)
{
	bool sign = s->rule.need[STARTING_CONSENTS] != NEED_OPTIONAL && s->gaps & G(GAP_OWN_SIGNATURE);

	return s->f.status != EPISODE_DISCHARGED &&
		(sign || (s->rule.need[STARTING_SCHEDULE] != NEED_OPTIONAL && s->f.planned && s->gaps & G(GAP_SHOWN)));
}

static str joined(struct arena *a, str list, str word)
{
	return str_format(a, "%.*s%s%.*s", STR_ARG(list), list.n ? ", " : "", STR_ARG(word));
}

str starting_gap_words(struct arena *a, unsigned gaps)
{
	str out = STR("");

	for (int g = GAP_BIRTHDAY; g <= GAP_SHOWN; g++)
		if (gaps & G(g))
			out = joined(a, out, code_label(&starting_gap_codes, g));
	return out;
}

str starting_blocking_words(struct arena *a, const struct starting *s)
{
	str out = STR("");

	for (enum starting_task t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		if (starting_blocks(s, t))
			out = joined(a, out, code_label(&starting_task_codes, (int)t));
	return out;
}

/* ---- from facts to gaps -------------------------------------------------------------------------------------------------- */

static struct starting_rule rule_in(const struct starting_facts_row *f)
{
	return f->identity ? (struct starting_rule){.need = {[STARTING_IDENTITY] = f->identity, [STARTING_CONTACTS] = f->contacts,
			[STARTING_GUARDIANS] = f->guardians, [STARTING_INSURANCE] = f->insurance, [STARTING_CONSENTS] = f->consents,
			[STARTING_ORIENTATION] = f->orientation, [STARTING_SCHEDULE] = f->schedule},
		.adult_age = f->adult_age.v, .guardian_signs = f->guardian_signs} : *starting_usual();
}

/* Without a birthday, whoever is in a program for teens is one. */
static bool is_minor(const struct starting *s, date today)
{
	return date_none(s->f.birth_on) ? s->f.type == PROGRAM_TEEN : date_age(s->f.birth_on, today) < s->rule.adult_age;
}

static unsigned gaps_in(const struct starting *s)
{
	const struct starting_facts_row *f = &s->f;
	bool guarded = s->minor && !f->alone;
	const bool missing[] = {
		[GAP_BIRTHDAY] = date_none(f->birth_on),
		[GAP_REACH] = !f->reachable,
		[GAP_DOCUMENT] = !f->document,
		[GAP_EMERGENCY] = !f->emergency,
		[GAP_GUARDIAN] = guarded && !f->guardian,
		[GAP_INSURANCE] = !f->insured,
		[GAP_OWN_SIGNATURE] = f->unsigned_own > 0,
		[GAP_GUARDIAN_SIGNATURE] = guarded && s->rule.guardian_signs && f->unsigned_guardian > 0,
		[GAP_ORIENTATION] = !f->oriented,
		[GAP_TRACK] = !f->enrolled,
		[GAP_SESSION] = f->enrolled && !f->planned,
		[GAP_SHOWN] = !f->shown,
	};
	unsigned gaps = 0;

	for (size_t g = GAP_BIRTHDAY; g < COUNT_OF(missing); g++)
		gaps |= missing[g] ? G(g) : 0;
	return gaps;
}

struct starting starting_judge(struct ctx *c, const struct starting_facts_row *f)
{
	struct starting s = {.f = *f, .rule = rule_in(f)};

	s.minor = is_minor(&s, zone_day(c->zone, c->now));
	s.gaps = gaps_in(&s);
	return s;
}

static void judge_all(struct ctx *c, const struct starting_facts_rows *rows, struct starting_list *out)
{
	*out = (struct starting_list){ARENA_NEW_ARRAY(c->arena, struct starting, rows->n), rows->n};
	for (size_t i = 0; i < rows->n; i++)
		out->v[i] = starting_judge(c, &rows->v[i]);
}

err starting_of(struct tx *tx, const struct chart_proof *may, struct starting *out)
{
	struct starting_facts_rows rows;

	TRY(starting_facts(tx, &rows, .episode = chart_proof_episode(may)));
	if (!rows.n)
		return ERR_NOT_FOUND;
	*out = starting_judge(tx_ctx(tx), &rows.v[0]);
	return OK;
}

err starting_of_center(struct tx *tx, struct starting_list *out)
{
	struct starting_facts_rows rows;

	TRY(starting_facts(tx, &rows, .everybody = true));
	judge_all(tx_ctx(tx), &rows, out);
	return OK;
}
