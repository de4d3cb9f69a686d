/* replies.c - see replies.h. */
#include "care/form/replies.h"

struct replies replies_new(struct arena *a, const struct questionnaire *q)
{
	struct replies r = {q, ARENA_NEW_ARRAY(a, struct texts, q->n), ARENA_NEW_ARRAY(a, bool, q->n)};

	replies_settle(&r);
	return r;
}

const char *reply_field(struct arena *a, size_t item)
{
	return str_format(a, "q%zu", item).p;
}

/* ---- taking answers ------------------------------------------------------------------------------------------------- */

/* "From 0 to 7", "At least 0" ... for numbers and days; none: any. */
static str range_of(struct ctx *c, const struct form_item *it)
{
	if (it->least.p && it->most.p)
		return str_format(c->arena, " from %.*s to %.*s", STR_ARG(it->least), STR_ARG(it->most));
	if (it->least.p)
		return str_format(c->arena, ", %.*s or more", STR_ARG(it->least));
	if (it->most.p)
		return str_format(c->arena, ", %.*s or less", STR_ARG(it->most));
	return STR("");
}

static void note_wrong(struct ctx *c, const struct form_item *it, const char *field, str value)
{
	str range = range_of(c, it);

	switch (it->type) {
	case ITEM_INTEGER:
		(void)problem(c, field, "Enter a whole number%.*s: %.*s", STR_ARG(range), STR_ARG(it->text));
		break;
	case ITEM_DECIMAL:
		(void)problem(c, field, "Enter a number%.*s: %.*s", STR_ARG(range), STR_ARG(it->text));
		break;
	case ITEM_DATE:
		(void)problem(c, field, "Enter a day, like 2026-01-31%.*s: %.*s", STR_ARG(range), STR_ARG(it->text));
		break;
	case ITEM_STRING:
	case ITEM_TEXT:
		if (str_find(value, '\n', 0) != value.n && it->type == ITEM_STRING)
			(void)problem(c, field, "Write this in one line: %.*s", STR_ARG(it->text));
		else
			(void)problem(c, field, "Shorten this answer: %.*s", STR_ARG(it->text));
		break;
	case ITEM_NONE:
	case ITEM_GROUP:
	case ITEM_DISPLAY:
	case ITEM_BOOLEAN:
	case ITEM_CHOICE:
		(void)problem(c, field, "Choose one of the answers: %.*s", STR_ARG(it->text));
	}
}

static bool listed(const str *v, size_t n, str value)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i], value))
			return true;
	return false;
}

void replies_put(struct ctx *c, struct replies *r, size_t item, struct texts typed)
{
	const struct form_item *it = &r->q->items[item];
	const char *field = reply_field(c->arena, item);
	str *kept = ARENA_NEW_ARRAY(c->arena, str, typed.n);
	size_t n = 0, most = it->repeats ? it->n_options : 1;

	for (size_t i = 0; i < typed.n; i++) {
		str s = str_tidy(c->arena, typed.v[i]);

		if (str_empty(typed.v[i]) || (s.p && str_empty(s)) || listed(kept, n, s))
			continue;
		if (n == most || !item_takes(it, s))
			note_wrong(c, it, field, s);
		else
			kept[n++] = s;
	}
	r->of[item] = (struct texts){kept, n};
}

/* ---- what follows from them ----------------------------------------------------------------------------------------- */

static bool compares(const struct form_item *it, enum item_operator op, str answer, str value)
{
	int order = item_compare(it, answer, value);

	switch (op) {
	case ITEM_IS:
	case ITEM_IS_NOT:
		return order == 0;
	case ITEM_MORE:
		return order > 0;
	case ITEM_LESS:
		return order < 0;
	case ITEM_AT_LEAST:
		return order >= 0;
	case ITEM_AT_MOST:
		return order <= 0;
	case ITEM_OPERATOR_NONE:
	case ITEM_EXISTS:
		break;
	}
	return false;
}

bool replies_hold(const struct replies *r, const struct form_condition *w)
{
	const struct texts *answers = &r->of[w->item];
	bool some = false;

	if (w->op == ITEM_EXISTS)
		return (answers->n > 0) == str_is(w->value, "true");
	for (size_t i = 0; i < answers->n; i++)
		some |= compares(&r->q->items[w->item], w->op, answers->v[i], w->value);
	return w->op == ITEM_IS_NOT ? !some : some;
}

static bool conditions_hold(const struct replies *r, const struct form_item *it)
{
	for (size_t i = 0; i < it->n_when; i++)
		if (replies_hold(r, &it->when[i]) == it->any)
			return it->any;
	return !it->n_when || !it->any;
}

/* What stands in a question waits for its answer. */
static bool parent_asks(const struct replies *r, const struct form_item *it)
{
	if (it->parent == FORM_TOP)
		return true;
	return r->asked[it->parent] && (!item_is_question(&r->q->items[it->parent]) || r->of[it->parent].n);
}

void replies_settle_one(struct replies *r, size_t item)
{
	const struct form_item *it = &r->q->items[item];

	r->asked[item] = parent_asks(r, it) && conditions_hold(r, it);
	if (!r->asked[item])
		r->of[item].n = 0;
}

void replies_settle(struct replies *r)
{
	for (size_t i = 0; i < r->q->n; i++)
		replies_settle_one(r, i);
}

static bool is_missing(const struct replies *r, size_t item)
{
	return r->q->items[item].required && r->asked[item] && !r->of[item].n;
}

void replies_require(struct ctx *c, const struct replies *r, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const char *field = reply_field(c->arena, i);

		if (is_missing(r, i) && !problem_of(c, field).p)
			(void)problem(c, field, "Answer this: %.*s", STR_ARG(r->q->items[i].text));
	}
}

size_t replies_missing(const struct replies *r, size_t first, size_t end)
{
	size_t n = 0;

	for (size_t i = first; i < end; i++)
		n += is_missing(r, i);
	return n;
}

bool replies_ask(const struct replies *r, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (r->asked[i] && item_is_question(&r->q->items[i]))
			return true;
	return false;
}

size_t replies_next(const struct replies *r, size_t item)
{
	while (item < r->q->n && !replies_ask(r, item, r->q->items[item].end))
		item = r->q->items[item].end;
	return item;
}

bool replies_urgent(const struct replies *r)
{
	for (size_t i = 0; i < r->q->n; i++)
		if (r->q->items[i].urgent && r->asked[i])
			return true;
	return false;
}
