/* pack_rules.c - see pack_rules.h. */
#include "care/pack_rules.h"

#include <stdalign.h>

#define VERSIONS_MOST 50
#define REMARKS_MOST 50   /* facts, choices, editions */
#define REMARK_MOST 1000 /* characters of one */

struct loaded {
	struct loaded *next;
	alignas(max_align_t) unsigned char rule[]; /* begins with its struct rule_head */
};

struct loading {
	struct ctx *c;
	const struct pack_rule_kind *kind;
	struct loaded *first;
	size_t n;
};

static const struct rule_head *head_of(const void *rule)
{
	return rule;
}

static struct rule_head read_head(struct pack_value top)
{
	static const char *const known[] = {"code", "name", "summary", "jurisdiction", "payer", "facts", "choices",
		"editions", "versions", NULL};

	pack_known(top, known);
	return (struct rule_head){
		.code = pack_code(top, "code"),
		.name = pack_text(top, "name", 100),
		.summary = pack_text(top, "summary", 200),
		.jurisdiction = pack_text_optional(top, "jurisdiction", 20),
		.payer = pack_text_optional(top, "payer", 100),
		.facts = pack_texts(top, "facts", REMARKS_MOST, REMARK_MOST),
		.choices = pack_texts(top, "choices", REMARKS_MOST, REMARK_MOST),
		.editions = pack_texts(top, "editions", REMARKS_MOST, REMARK_MOST),
	};
}

static void check_code(struct pack_value top, const struct loading *l, str code)
{
	if (str_is(code, "house"))
		pack_wrong(top, "code", "This code belongs to the rule a director writes.");
	for (const struct loaded *one = l->first; one; one = one->next)
		if (str_eq(head_of(one->rule)->code, code)) {
			pack_wrong(top, "code", "Another file has this code already.");
			return;
		}
}

static void read_source(struct pack_value v, struct rule_head *head)
{
	static const char *const known[] = {"title", "section", "url", "checked", NULL};
	struct pack_value s = pack_object(v, "source");

	if (v.json && !pack_has(v, "source"))
		pack_wrong(v, "source", "Say where this is written.");
	pack_known(s, known);
	head->source_title = pack_text(s, "title", 200);
	head->source_section = pack_text(s, "section", 200);
	head->source_url = pack_text(s, "url", 500);
	head->source_checked = pack_text(s, "checked", 300);
}

/* before: the last day of the version before; none: there is none, or it has no end. */
static void read_dates(struct pack_value v, struct rule_head *head, bool first, date before)
{
	head->from = pack_date(v, "effective_from");
	head->to = pack_date_optional(v, "effective_to");
	if (!date_none(head->to) && date_cmp(head->to, head->from) < 0)
		pack_wrong(v, "effective_to", "This day is before effective_from.");
	if (!first && !date_none(head->from) && (date_none(before) || date_cmp(head->from, before) <= 0))
		pack_wrong(v, "effective_from", "The version before must end (effective_to) before this one begins.");
}

static void read_file(struct pack_value top, struct loading *l)
{
	struct rule_head head = read_head(top);
	size_t n = pack_count(top, "versions", VERSIONS_MOST);

	check_code(top, l, head.code);
	if (!n)
		pack_wrong(top, "versions", "A rule has at least one version.");
	for (size_t i = 0; i < n; i++) {
		struct loaded *one = arena_alloc(l->c->arena, sizeof(*one) + l->kind->size);
		struct pack_value v = pack_entry(top, "versions", i);

		read_dates(v, &head, i == 0, head.to);
		read_source(v, &head);
		memcpy(one->rule, &head, sizeof(head));
		l->kind->read(v, one->rule);
		one->next = l->first;
		l->first = one;
		l->n++;
	}
}

static int by_code_then_date(const void *a, const void *b)
{
	const struct rule_head *x = a, *y = b;
	int order = str_cmp(x->code, y->code);

	return order ? order : date_cmp(x->from, y->from);
}

err pack_rules_load(struct ctx *c, pack_next next, void *arg, const struct pack_rule_kind *kind, void **rules,
	size_t *n)
{
	struct loading l = {.c = c, .kind = kind};
	struct pack_file file;
	unsigned char *to;

	*rules = NULL;
	*n = 0;
	while (next(arg, &file)) {
		struct pack_value top;

		TRY(pack_open(c, &file, &top));
		read_file(top, &l);
	}
	TRY(problems_end(c));
	*rules = to = arena_array(c->arena, l.n, kind->size);
	*n = l.n;
	for (const struct loaded *one = l.first; one; one = one->next, to += kind->size)
		memcpy(to, one->rule, kind->size);
	qsort(*rules, l.n, kind->size, by_code_then_date);
	return OK;
}
