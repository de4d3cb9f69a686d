/* group_size.h - how many people a group may have, by the rules of the center's state (packs/groups/,
 * docs/rules/groups.md).
 * Which limit applies to a kind of service is the kind's own group_limit: counseling, education, or exempt. */
#ifndef CARE_HOURS_GROUP_SIZE_H
#define CARE_HOURS_GROUP_SIZE_H

#include "care/rule.h"
#include "care/words.h"

#define GROUP_LIMITS (GROUP_LIMIT_EXEMPT + 1)

#define GROUP_FIT_TABLE(X) \
	X(GROUP_FITS,         "fits",         "Within the group size",            NULL) \
	X(GROUP_NEEDS_REASON, "needs_reason", "Over the group size: say why",     NULL) \
	X(GROUP_REFUSED,      "refused",      "Over the group size: not allowed", NULL)
CODE_ENUM(group_fit, GROUP_FIT_TABLE, GROUP_FIT_NONE)

struct group_most {
	int people;          /* 0: no limit */
	enum group_fit over; /* what one more than that is: needs a reason, or refused */
};

/* One version of one rule; head.from and head.to are about the day of the session. */
struct group_rule {
	struct rule_head head;
	struct group_most most[GROUP_LIMITS]; /* by enum group_limit */
};

struct group_packs {
	const struct group_rule *rules; /* by code, then by date */
	size_t n;
};

struct group_verdict {
	enum group_fit fit;
	const struct group_rule *rule; /* the strictest that has a limit; NULL: none has */
	int most;                      /* its limit; 0: none */
	int over;                      /* people beyond it */
};

/* Whether a group of `people` (the new one included) is allowed on `day` at a center in `state` ("TX").
 * Measured by every rule of that state; where there is none in force, by those without a jurisdiction. */
struct group_verdict group_size_check(const struct group_packs *packs, str state, date day, enum group_limit limit,
	int people);

/* Reads the files that `next` gives; errors as hours_packs_load. Also refused: a version without any limit. */
NODISCARD err group_packs_load(struct ctx *c, pack_next next, void *arg, struct group_packs *out);

/* The rules that are built into the program, read at the first call and kept. Safe from any thread. */
const struct group_packs *group_packs(void);

#endif
