/* fuzz_questionnaire.c - any bytes as a FHIR Questionnaire: read, or refused with words. What is read can be answered, from nothing
 * at all to everything, and its conditions look at earlier items only. Seeds in tests/fuzz/seeds/questionnaire/. */
#include "care/form/replies.h"
#include "fuzz/fuzz.h"

/* Some answer that the question takes, if we can think of one. */
static str some_answer(const struct form_item *it)
{
	static const char *const tries[] = {"true", "0", "1", "2026-11-23", "7.5", "words"};

	if (it->n_options)
		return it->options[it->n_options - 1].value;
	for (size_t i = 0; i < COUNT_OF(tries); i++)
		if (item_takes(it, str_of(tries[i])))
			return str_of(tries[i]);
	return STR_NONE;
}

static void check_items(const struct questionnaire *q)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct form_item *it = &q->items[i];

		MUST(it->type != ITEM_NONE && it->end > i && it->end <= q->n);
		MUST(it->parent == FORM_TOP || (it->parent < i && q->items[it->parent].end >= it->end));
		for (size_t k = 0; k < it->n_when; k++)
			MUST(it->when[k].item < i && item_is_question(&q->items[it->when[k].item]));
	}
}

static void fill_in(struct ctx *c, const struct questionnaire *q)
{
	struct replies r = replies_new(c->arena, q);
	size_t steps = 0;

	for (size_t i = 0; i < q->n; i++) {
		str s = some_answer(&q->items[i]);

		if (item_is_question(&q->items[i]))
			replies_put(c, &r, i, (struct texts){&s, 1});
	}
	replies_settle(&r);
	for (size_t i = 0; i < q->n; i++)
		MUST(r.asked[i] || !r.of[i].n);
	for (size_t i = replies_next(&r, 0); i < q->n; i = replies_next(&r, q->items[i].end))
		MUST(++steps <= q->n);
	(void)replies_urgent(&r);
	(void)replies_missing(&r, 0, q->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena memory;
	struct ctx c;
	struct pack_file file = {STR("fuzz.json"), {p, n}};
	const struct questionnaire *q;
	err e;

	arena_init(&memory, (size_t)64 << 20);
	ctx_init(&c, &memory, (instant){1});
	e = questionnaire_read(&c, &file, &q);
	if (e == OK) {
		check_items(q);
		fill_in(&c, q);
	}
	MUST(e == OK || c.problems || !str_empty(c.fail_text));
	arena_free(&memory);
	return 0;
}
