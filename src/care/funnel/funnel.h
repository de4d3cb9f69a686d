/* funnel.h - how requests for help fare at a center: how far they come, how long each part of the way takes, and where people are lost.
 * Counted are the requests that arrived within a span of days, each at the furthest stage it has reached by now; whoever was closed as
 * a duplicate or as not real stands apart and is in no other number. Days are those of the center's calendar: asked on Monday and called
 * on Tuesday is one day. Everything comes from one statement, however many requests there are. */
#ifndef CARE_FUNNEL_FUNNEL_H
#define CARE_FUNNEL_FUNNEL_H

#include "care/funnel/funnel_words.h"
#include "care/inquiry/inquiry_words.h"
#include "db/db.h"

#define FUNNEL_SOURCES (SOURCE_COURT + 1) /* by enum referral_source; [0]: nobody said */
#define FUNNEL_ENDS (INQUIRY_END_OTHER + 2)
#define FUNNEL_REFERRED_ON (INQUIRY_END_OTHER + 1) /* among the reasons: no reason to close, but also an end here */

/* Fewer than this and a median says little; fewer than that and there is no 90th percentile to give. */
#define FUNNEL_FEW 5
#define FUNNEL_LEAST_P90 10

struct funnel_days {
	int *v; /* in order */
	size_t n, room;
};
/* Twice the median, so that a half stays whole: 7 is three and a half days. Of an even number the middle of the two in the middle.
 * -1: of nobody. */
int funnel_median_twice(const struct funnel_days *d);
/* The smallest number of days within which at least 90 of 100 were there. -1: of nobody. */
int funnel_p90(const struct funnel_days *d);

struct funnel {
	date from, to;
	int64_t asked; /* = reached[0][FUNNEL_ASKED] */
	int64_t duplicates, not_real;
	/* How many came at least this far; of all sources together and of each. */
	int64_t reached[FUNNEL_STAGES];
	int64_t by_source[FUNNEL_SOURCES][FUNNEL_STAGES];
	/* Of those who came this far and no further: on their way, or lost. reached[k] = open[k] + ended[k] + reached[k + 1]. */
	int64_t open[FUNNEL_STAGES], ended[FUNNEL_STAGES];
	int64_t lost[FUNNEL_ENDS][FUNNEL_STAGES]; /* the ended ones by enum inquiry_end, or FUNNEL_REFERRED_ON */
	struct funnel_days waits[FUNNEL_WAITS];
};

/* Both days are included. */
NODISCARD err funnel_load(struct tx *tx, date from, date to, struct funnel *out);

/* "Found help elsewhere", "Referred on"; the code of it. */
str funnel_end_label(int end);
str funnel_end_code(int end);

/* The same as lines for programs: what is counted, for whom, how many. */
struct funnel_line {
	const char *kind; /* "reached", "open", "lost", "days", "left_out" */
	str source;       /* of "reached": "all", "not_said" or a source's code */
	str stage;
	str reason;
	int64_t people;
	str median, p90; /* of "days", as numbers; none: of nobody, or of too few */
};
typedef void funnel_line_fn(void *arg, const struct funnel_line *line);
void funnel_lines(struct arena *a, const struct funnel *f, funnel_line_fn *fn, void *arg);
/* The columns of such a line, ended by NULL. */
extern const char *const funnel_columns[];

#endif
