/* starting_rule.c - what a program wants before a stay begins: packs/starting until its director chooses. */
#include <pthread.h>
#include <stdlib.h>

#include "care/center/changes.h"
#include "care/pack_json.h"
#include "care/starting/starting.h"

static struct arena memory;
static struct starting_rule usual;

static void read_usual(void)
{
	const struct pack_file *file = pack_find(STR("packs/starting/starting.json"));
	struct pack_value top, needs;
	struct ctx c;

	arena_init(&memory, (size_t)1 << 20);
	ctx_init(&c, &memory, (instant){0});
	if (!file || pack_open(&c, file, &top) != OK)
		abort();
	usual.adult_age = pack_number(top, "adult_age", 10, 25, 0);
	usual.guardian_signs = pack_bool(top, "guardian_signs");
	needs = pack_object(top, "needs");
	for (int t = STARTING_IDENTITY; t < STARTING_TASKS; t++) {
		const char *key = code_of(&starting_task_codes, t).p;

		usual.need[t] = (enum starting_need)code_find(&starting_need_codes, pack_text(needs, key, 20));
		if (!usual.need[t])
			pack_wrong(needs, key, "must be optional, asked or blocks");
	}
	if (!c.problems)
		return;
	fprintf(stderr, "porchlight: packs/starting/starting.json: %.*s: %.*s\n", STR_ARG(c.problems->field), STR_ARG(c.problems->text));
	abort();
}

const struct starting_rule *starting_usual(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_usual);
	return &usual;
}

err starting_rule_of(struct tx *tx, program_id program, struct starting_rule *out)
{
	struct starting_rule_get_row r;
	err e = starting_rule_get(tx, &r, .program_id = program);

	*out = *starting_usual();
	if (e == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	*out = (struct starting_rule){.need = {[STARTING_IDENTITY] = r.identity, [STARTING_CONTACTS] = r.contacts,
			[STARTING_GUARDIANS] = r.guardians, [STARTING_INSURANCE] = r.insurance, [STARTING_CONSENTS] = r.consents,
			[STARTING_ORIENTATION] = r.orientation, [STARTING_SCHEDULE] = r.schedule},
		.adult_age = r.adult_age, .guardian_signs = r.guardian_signs, .version = r.version};
	return OK;
}

static void compare(struct changes *ch, const struct starting_rule *was, const struct starting_rule *is)
{
	for (int t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		change_code(ch, code_of(&starting_task_codes, t).p, &starting_need_codes, (int)was->need[t], (int)is->need[t]);
	change_int(ch, "adult_age", was->adult_age, is->adult_age);
	change_bool(ch, "guardian_signs", was->guardian_signs, is->guardian_signs);
}

static err check(struct ctx *c, const struct starting_rule *d)
{
	for (int t = STARTING_IDENTITY; t < STARTING_TASKS; t++)
		if (!d->need[t])
			(void)problem(c, code_of(&starting_task_codes, t).p, "Choose how much the program wants it.");
	if (d->adult_age < 10 || d->adult_age > 25)
		(void)problem(c, "adult_age", "Enter an age from 10 to 25.");
	return problems_end(c);
}

static err put(struct wtx *w, program_id program, const struct starting_rule *d, int64_t *changed)
{
	const enum starting_need *n = d->need;

	if (d->version)
		return starting_rule_update(w, changed, .program_id = program, .identity = n[STARTING_IDENTITY], .contacts = n[STARTING_CONTACTS],
			.guardians = n[STARTING_GUARDIANS], .insurance = n[STARTING_INSURANCE], .consents = n[STARTING_CONSENTS],
			.orientation = n[STARTING_ORIENTATION], .schedule = n[STARTING_SCHEDULE], .adult_age = d->adult_age,
			.guardian_signs = d->guardian_signs, .seen_version = d->version);
	return starting_rule_insert(w, changed, .program_id = program, .identity = n[STARTING_IDENTITY], .contacts = n[STARTING_CONTACTS],
		.guardians = n[STARTING_GUARDIANS], .insurance = n[STARTING_INSURANCE], .consents = n[STARTING_CONSENTS],
		.orientation = n[STARTING_ORIENTATION], .schedule = n[STARTING_SCHEDULE], .adult_age = d->adult_age,
		.guardian_signs = d->guardian_signs);
}

err starting_set_rule(struct wtx *w, const struct plan_proof *may, program_id program, const struct starting_rule *d)
{
	struct changes ch = {.c = wtx_ctx(w)};
	struct starting_rule was;
	int64_t changed = 0;

	TRY(structure_may(w, may, PERM_RULES));
	TRY(check(ch.c, d));
	TRY(starting_rule_of(wtx_read(w), program, &was));
	compare(&ch, &was, d);
	if (was.version != d->version)
		return changes_conflict(&ch);
	TRY(put(w, program, d, &changed));
	return changed ? structure_journal(w, JOURNAL_RULE_CHANGED, "program", program.v, &ch) : changes_conflict(&ch);
}
