/* pack_rules.h - files of dated rules: the head that all rules share, their versions, and one array of them
 * (format of the head: packs/hours/README.md). */
#ifndef CARE_PACK_RULES_H
#define CARE_PACK_RULES_H

#include "care/pack_json.h"
#include "care/rule.h"

/* Fields of every version; those of a kind of rule come on top. */
#define PACK_VERSION_FIELDS "effective_from", "effective_to", "source"

/* A kind of rule: a struct that begins with a struct rule_head, and how the rest of it is read from a
 * version. */
struct pack_rule_kind {
	size_t size;
	void (*read)(struct pack_value version, void *rule);
};

/* Reads all files that `next` gives into an array in the context's arena, by code, then by date.
 * ERR_MALFORMED at the first file that is not JSON; ERR_INVALID after all files were read, with one problem
 * per mistake.
 * Refused beyond spelling: two files with one code, the code "house" (it is the director's), versions that
 * overlap. */
NODISCARD err pack_rules_load(struct ctx *c, pack_next next, void *arg, const struct pack_rule_kind *kind,
	void **rules, size_t *n);

#endif
