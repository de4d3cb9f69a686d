/* kinds.h - the kinds of service an organization starts with (packs/kinds/kinds.json); it changes them on its own screen. */
#ifndef CARE_CENTER_KINDS_H
#define CARE_CENTER_KINDS_H

#include "base/ctx.h"
#include "care/words.h"

struct kind_start {
	str code, name;
	int minutes;
	bool counts, billable, grouped;
	enum group_limit limit; /* NONE: not a group */
};
struct kind_starts {
	struct kind_start *v;
	size_t n;
};
/* In the request's arena. ERR_INVALID: the pack of this binary is wrong; problems say where. */
NODISCARD err kinds_load(struct ctx *c, struct kind_starts *out);

#endif
