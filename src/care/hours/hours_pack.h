/* hours_pack.h - rule packs of the minutes ledger, from JSON files to struct hours_rule (format:
 * packs/hours/README.md). */
#ifndef CARE_HOURS_HOURS_PACK_H
#define CARE_HOURS_HOURS_PACK_H

#include "care/hours/hours.h"
#include "care/pack_json.h"

/* Reads all files that `next` gives into *out, in the context's arena; errors as pack_rules_load
 * (care/pack_rules.h).
 * Also refused: a most below its least, one half of a pair (total, order), a version that asks for nothing. */
NODISCARD err hours_packs_load(struct ctx *c, pack_next next, void *arg, struct hours_packs *out);

/* The rules that are built into the program, read at the first call and kept. Safe from any thread. */
const struct hours_packs *hours_packs(void);

#endif
