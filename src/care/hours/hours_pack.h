/* hours_pack.h - rule packs of the minutes ledger, from JSON files to struct hours_rule (format: packs/hours/README.md). */
#ifndef CARE_HOURS_HOURS_PACK_H
#define CARE_HOURS_HOURS_PACK_H

#include "care/hours/hours.h"
#include "care/pack_json.h"

/* Reads all files that `next` gives into *out, in the context's arena. ERR_MALFORMED at the first file that is not JSON;
 * ERR_INVALID after all files were read, with one problem per mistake; *out is then empty.
 * Refused beyond spelling and ranges: two files with one code, a most below its least, a version that asks for nothing. */
NODISCARD err hours_packs_load(struct ctx *c, pack_next next, void *arg, struct hours_packs *out);

#endif
