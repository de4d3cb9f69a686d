/* group_pack.c - group size rules from their files (format: packs/groups/README.md). */
#include "care/hours/group_size.h"
#include "care/pack_rules.h"

#define PEOPLE_MOST 1000

static struct group_most read_most(struct pack_value v, const char *key)
{
	static const char *const known[] = {"most", "over", NULL};
	struct pack_value limit = pack_object(v, key);
	struct group_most m = {0};
	str over;

	if (!limit.json)
		return m;
	pack_known(limit, known);
	m.people = pack_number(limit, "most", 1, PEOPLE_MOST, 0);
	if (!pack_has(limit, "most"))
		pack_wrong(limit, "most", "This field is missing.");
	over = pack_text(limit, "over", 20);
	if (str_is(over, "reason"))
		m.over = GROUP_NEEDS_REASON;
	else if (str_is(over, "refused"))
		m.over = GROUP_REFUSED;
	else
		pack_wrong(limit, "over", "Write \"reason\" or \"refused\".");
	return m;
}

static void read_version(struct pack_value v, void *rule)
{
	static const char *const known[] = {PACK_VERSION_FIELDS, "counseling", "education", NULL};
	struct group_rule *r = rule;

	pack_known(v, known);
	r->most[GROUP_LIMIT_COUNSELING] = read_most(v, "counseling");
	r->most[GROUP_LIMIT_EDUCATION] = read_most(v, "education");
	if (v.json && !pack_has(v, "counseling") && !pack_has(v, "education"))
		pack_wrong(v, "counseling", "This version limits nothing: give counseling, education or both.");
}

err group_packs_load(struct ctx *c, pack_next next, void *arg, struct group_packs *out)
{
	static const struct pack_rule_kind kind = {sizeof(struct group_rule), read_version};
	void *rules;

	*out = (struct group_packs){0};
	TRY(pack_rules_load(c, next, arg, &kind, &rules, &out->n));
	out->rules = rules;
	return OK;
}
