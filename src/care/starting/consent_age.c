/* consent_age.c - reads the ages of consent once, and finds what holds for a state, a program and a day. */
#include "care/starting/consent_age.h"

#include <pthread.h>
#include <stdlib.h>

#include "care/pack_json.h"

CODE_NAMES(age_advice, AGE_ADVICE_TABLE)

#define ROWS_MOST 200

static struct arena memory;
static struct consent_age *rows;
static size_t n_rows;

static struct consent_age read_row(struct pack_value v)
{
	static const char *const known[] = {"state", "treatment", "signs", "from_age", "source", "effective_from", "note", NULL};
	struct consent_age r = {.state = pack_text(v, "state", 2),
		.treatment = (enum program_type)code_find(&program_type_codes, pack_text(v, "treatment", 20)),
		.signs = (enum age_advice)code_find(&age_advice_codes, pack_text(v, "signs", 10)),
		.from_age = pack_number(v, "from_age", 10, 17, 0),
		.source = pack_text(v, "source", 200),
		.note = pack_text(v, "note", 300),
		.effective_from = pack_date_optional(v, "effective_from")};

	pack_known(v, known);
	if (r.treatment != PROGRAM_ADDICTION && r.treatment != PROGRAM_MENTAL_HEALTH)
		pack_wrong(v, "treatment", "must be addiction or mental_health");
	if (r.signs != ADVICE_ALONE && r.signs != ADVICE_CHECK)
		pack_wrong(v, "signs", "must be alone or check");
	if (r.signs == ADVICE_ALONE && (!r.from_age || date_none(r.effective_from)))
		pack_wrong(v, "from_age", "whoever signs alone needs from_age and effective_from");
	return r;
}

static void read_rows(void)
{
	const struct pack_file *file = pack_find(STR("packs/starting/us-consent-ages.json"));
	struct pack_value top;
	struct ctx c;

	arena_init(&memory, (size_t)1 << 20);
	ctx_init(&c, &memory, (instant){0});
	if (!file || pack_open(&c, file, &top) != OK)
		abort();
	n_rows = pack_count(top, "ages", ROWS_MOST);
	rows = ARENA_NEW_ARRAY(&memory, struct consent_age, n_rows);
	for (size_t i = 0; i < n_rows; i++)
		rows[i] = read_row(pack_entry(top, "ages", i));
	if (!c.problems)
		return;
	fprintf(stderr, "porchlight: packs/starting/us-consent-ages.json: %.*s: %.*s\n", STR_ARG(c.problems->field), STR_ARG(c.problems->text));
	abort();
}

/* The newest row that is in force. */
static const struct consent_age *find(str state, enum program_type treatment, date on)
{
	const struct consent_age *found = NULL;

	for (size_t i = 0; i < n_rows; i++) {
		const struct consent_age *r = &rows[i];
		bool in_force = date_none(r->effective_from) || date_cmp(r->effective_from, on) <= 0;

		if (str_eq(r->state, state) && r->treatment == treatment && in_force &&
			(!found || date_cmp(found->effective_from, r->effective_from) < 0))
			found = r;
	}
	return found;
}

struct consent_ages consent_ages_of(str state, enum program_type type, date on)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	static const enum program_type treated[] = {PROGRAM_ADDICTION, PROGRAM_MENTAL_HEALTH};
	struct consent_ages out = {0};
	bool sure = type != PROGRAM_EATING_DISORDER;

	pthread_once(&once, read_rows);
	for (size_t i = 0; i < COUNT_OF(treated); i++) {
		const struct consent_age *r = NULL;

		if (type != treated[i] && type != PROGRAM_CO_OCCURRING && type != PROGRAM_TEEN)
			continue;
		r = find(state, treated[i], on);
		if (r)
			out.v[out.n++] = r;
		sure = sure && r && r->signs == ADVICE_ALONE;
		if (r && r->from_age > out.from_age)
			out.from_age = r->from_age;
	}
	if (!sure)
		out.from_age = 0;
	return out;
}

enum age_advice consent_advice(const struct consent_ages *a, int age)
{
	if (!a->from_age)
		return ADVICE_CHECK;
	return age >= a->from_age ? ADVICE_ALONE : ADVICE_BOTH;
}

str consent_ages_sources(struct arena *a, const struct consent_ages *ages)
{
	if (!ages->n)
		return STR("");
	if (ages->n == 1 || str_eq(ages->v[0]->source, ages->v[1]->source))
		return ages->v[0]->source;
	return str_format(a, "%.*s; %.*s", STR_ARG(ages->v[0]->source), STR_ARG(ages->v[1]->source));
}
