/* program_rule.h - which hours rules a program answers to, week by week: packs of law and payers (care/hours), and the house rule that
 * its director writes. A change begins with a program week: a coming one, or this one while nothing is recorded in it.
 * Weeks before that keep what they had: rows that measured a week are ended, never changed. A change made later for an earlier
 * week replaces what was planned after it. */
#ifndef CARE_CENTER_PROGRAM_RULE_H
#define CARE_CENTER_PROGRAM_RULE_H

#include "access/access.h"
#include "care/hours/hours_pack.h"
#include "program_rule.sql.h"

#define RULES_WEEKS_AHEAD 12 /* how far ahead a change can be planned */

struct house_details {
	str name;
	int64_t least_week_min; /* 0: asks for none */
	struct opt_int most_week_min;
	int64_t least_days;
	int64_t late_after_min;
	int64_t least_credit_percent; /* 0: every minute counts */
};

struct program_rule_book {
	struct rule_rows_rows packs;   /* newest first, past and planned ones too */
	struct house_rows_rows house;
	date this_week;  /* first day of the program week of today */
	date earliest;   /* a change may begin here, or with a later week */
	str mark;        /* of all rows; goes into the form and comes back with the change */
};
NODISCARD err rules_load(struct tx *tx, program_id program, struct program_rule_book *out);
/* The house rule in force in the week that starts on a day; NULL: none. */
const struct house_rows_row *rules_house_on(const struct program_rule_book *b, date week);
/* A pack's text as of a week: the version in force, else the newest. NULL: this program does not carry it. */
const struct hours_rule *rules_text(str code, date week);

/* From the week that starts on `from` these packs and no others. `seen` is the book's mark.
 * Problems: "rules" (unknown, or not in force then), "from". ERR_CONFLICT: somebody changed the rules since they were seen. */
NODISCARD err rules_choose(struct wtx *w, const struct plan_proof *may, program_id program, const str *codes, size_t n, date from,
	str seen);
/* The house rule from that week on. Problems: "name", "least_hours", "most_hours", "least_days", "late_after", "least_percent", "from". */
NODISCARD err rules_set_house(struct wtx *w, const struct plan_proof *may, program_id program, const struct house_details *d, date from,
	str seen);
/* A new program's first rules; house may be NULL. */
NODISCARD err rules_begin(struct wtx *w, const struct plan_proof *may, program_id program, const str *codes, size_t n,
	const struct house_details *house, date from);

#endif
