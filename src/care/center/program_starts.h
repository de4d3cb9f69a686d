/* program_starts.h - what a new program of a type starts with (packs/programs/starts.json): ages, length, level of care, rules. */
#ifndef CARE_CENTER_PROGRAM_STARTS_H
#define CARE_CENTER_PROGRAM_STARTS_H

#include "care/center/program_rule.h"
#include "care/pack_json.h"

struct program_start {
	enum program_type type;
	str about, name, level;
	struct opt_int least_age, most_age;
	int weeks;
	struct texts rules; /* codes of hours rules */
	struct house_details house; /* name none: it starts without a house rule */
};
struct program_starts {
	const struct program_start *v; /* one for each type */
	size_t n;
};
/* In the request's arena. ERR_INVALID: the pack of this binary is wrong; problems say where. */
NODISCARD err program_starts_load(struct ctx *c, struct program_starts *out);
NODISCARD err program_start_of(struct ctx *c, enum program_type type, struct program_start *out);

#endif
