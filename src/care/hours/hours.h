/* hours.h - the minutes ledger's rules: how long somebody was there, what their week amounts to, and what a
 * rule says of it.
 * Pure: no database, no clock, no HTTP. Callers bring the numbers and today's date; the same numbers give
 * the same answer for ever.
 * Explained with sources in docs/rules/hours.md; the rules themselves are dated data in packs/hours/
 * (hours_pack.h reads them).
 *
 * The four kinds of minutes, kept apart everywhere:
 *   scheduled  sessions on the person's roster, whether held or not
 *   offered    of those, the ones the program held or will hold
 *   delivered  minutes credited to the person
 *   billable   of those, minutes of a billable kind
 * All are whole minutes inside the session's own window, breaks excluded. Kinds of service that do not
 * count are in none of them. */
#ifndef CARE_HOURS_HOURS_H
#define CARE_HOURS_HOURS_H

#include "base/arena.h"
#include "base/code.h"
#include "base/time.h"
#include "care/rule.h"
#include "care/words.h"

/* ---- Rules ---- */

#define HOURS_UNSAID (-1)   /* the source says nothing about it */
#define HOURS_ANY_AGE 1000 /* most_age when there is no upper bound */

/* Who is late, and what part of a session must be attended for any of it to count. */
struct hours_credit_rule {
	int late_after_min;       /* more minutes than this after the start is late, before the end is left early */
	int least_credit_percent; /* less than this part of the session earns nothing; 0: every minute counts */
};

/* One version of one rule. A number of 0 means that the rule asks nothing of the kind. */
struct hours_rule {
	struct rule_head head; /* head.from and head.to are about the first day of a program week */
	int least_age;
	int most_age;              /* whole years, both included */
	enum weekday week_starts;  /* 0: as the organization's week */
	int least_week_min;
	int most_week_min;
	int least_days;            /* separate days a week with credited minutes */
	int days_first_weeks;      /* least_days holds in weeks that touch the episode's first so many; 0: always */
	int total_min;             /* altogether ... */
	int total_weeks;           /* ... within so many weeks of the start */
	int ordered_week_min;      /* a physician orders at least this much a week ... */
	int recertify_days;        /* ... and says so again within so many days */
	struct hours_credit_rule credit; /* HOURS_UNSAID where the source is silent */
	struct texts not_counted;  /* codes of service kinds that this rule never counts */
};

struct hours_packs {
	const struct hours_rule *rules; /* by code, then by date */
	size_t n;
};

/* The version of a rule that measures the week starting on `week`; NULL: none, or not in force then.
 * A week keeps the version it started with: nothing that takes effect later, even inside it, changes it. */
const struct hours_rule *hours_rule_on(const struct hours_packs *packs, str code, date week);

/* Whether there is any version of it. */
bool hours_rule_known(const struct hours_packs *packs, str code);

/* The rule a director writes for a program (table house_rule); its code is "house". */
struct hours_rule hours_house_rule(str name, date from, int least_week_min, int most_week_min, int least_days,
	struct hours_credit_rule credit);

/* Whether a rule is for somebody of this birthday, in the week starting on `week`. The age on the week's
 * first day decides for the whole week. Without a birthday, people are measured as adults (18). */
bool hours_rule_is_for(const struct hours_rule *rule, date birth, date week);

/* Whether the minutes of a service kind count under this rule, given that the kind counts at all. */
bool hours_rule_counts(const struct hours_rule *rule, str kind_code);

/* First day of the program week that contains `day`. */
date hours_week_start(const struct hours_rule *rule, enum weekday organization, date day);

/* The credit rule for a session, from all rules of its program: the strictest that any of them states
 * (fewest minutes of grace, largest part of the session). Where all are silent: late after 10 minutes,
 * every minute counts. */
struct hours_credit_rule hours_credit_rule_of(const struct hours_rule *const *rules, size_t n);

/* ---- One session: credited minutes ---- */

struct hours_break {
	instant from;
	instant to;
};

struct hours_window {
	instant from;
	instant to;
	const struct hours_break *breaks; /* in any order; may touch, overlap or stick out of the window */
	size_t n_breaks;
};

/* What the board recorded. Seconds are ignored, as the board shows minutes. */
struct hours_presence {
	enum attendance status;
	instant arrived; /* none: from the start, unless the status is "late" */
	instant left;    /* none: to the end, unless the status is "left early" */
};

struct hours_credit {
	int window_min;   /* the session without its breaks: what coming to all of it earns */
	int attended_min; /* of those, spent there */
	int credited_min; /* attended_min, or 0 when that is less than the rule's part of the session */
	bool late;        /* by the rule, whatever the status says */
	bool left_early;
};

/* Minutes for one person in one session.
 * Only present, late and left early earn minutes. Minutes before the start, after the end and in breaks are
 * never credited.
 * "Late" without an arrival, or "left early" without a departure, earns nothing until there is the time.
 * Never credits more than was attended: a partial rule can only take away. */
struct hours_credit hours_credit_of(const struct hours_window *window, const struct hours_presence *presence,
	struct hours_credit_rule rule);

/* Minutes of a session without its breaks (session.counted_min of a kind that counts). */
int hours_window_minutes(const struct hours_window *window);

/* ---- One program week ---- */

/* One session of one person. */
struct hours_item {
	date day;
	str kind;              /* service kind code */
	int window_min;        /* hours_window_minutes */
	int credited_min;
	bool counts;           /* the kind counts toward hours */
	bool billable;
	bool cancelled;        /* by the program */
	bool ahead;            /* not over, and nothing recorded that settles it */
	bool make_up;          /* stands in for a missed session: offered and delivered, not scheduled again */
	enum attendance status;
	enum absence_reason reason;
};

/* One person's program week in numbers, and where it stands. */
struct hours_week {
	date start;           /* first of its seven days */
	date today;           /* in the center's zone */
	date started;         /* the episode's first day */
	date ended;           /* and last; none: still in the program */
	int ordered_week_min; /* by the certification in force; 0: none */
	int scheduled_min;
	int offered_min;
	int delivered_min;
	int billable_min;
	int ahead_min;        /* sessions still to come that the person is expected at */
	int days;             /* separate days with credited minutes */
	int days_ahead;       /* separate days still to come that have none yet */
};

/* Adds a week up from its sessions, for one rule (whose not_counted kinds are left out; NULL: any rule).
 * Items outside the week are skipped. Fills the sums; the rest of *week is the caller's. */
void hours_week_sum(struct hours_week *week, const struct hours_rule *rule, const struct hours_item *items,
	size_t n);

/* From best to worst:
 *   met             reached, whatever else happens
 *   on track        coming to everything that is left reaches it
 *   part of a week  not reached, but the person joined or left inside the week: held against nobody
 *   heading over    coming to everything that is left is more than the most
 *   over
 *   short           coming to everything that is left is not enough: find a make-up
 *   missed          the week, or its days, have run out */
#define HOURS_STATUS_TABLE(X) \
	X(HOURS_MET,          "met",          "Met",                    NULL) \
	X(HOURS_ON_TRACK,     "on_track",     "On track",               NULL) \
	X(HOURS_PART_WEEK,    "part_week",    "Part of a week",         NULL) \
	X(HOURS_HEADING_OVER, "heading_over", "Heading over the most",  NULL) \
	X(HOURS_OVER,         "over",         "Over the most",          NULL) \
	X(HOURS_SHORT,        "short",        "Short",                  NULL) \
	X(HOURS_MISSED,       "missed",       "Cannot be met any more", NULL)
CODE_ENUM(hours_status, HOURS_STATUS_TABLE, HOURS_STATUS_NONE)

/* What one rule says of one week. Numbers for a sentence; the words are the page's. */
struct hours_verdict {
	const struct hours_rule *rule;
	enum hours_status status; /* the worst of the minutes' and the days' */
	int need_min;             /* 0: the rule asks for no minutes this week */
	int most_min;             /* 0: no most */
	int have_min;             /* delivered */
	int projected_min;        /* delivered and everything still to come */
	int short_min;            /* still missing now */
	int gap_min;              /* still missing after everything to come */
	int over_min;             /* delivered beyond the most */
	int need_days;
	int have_days;
	int projected_days;
	int short_days;
	int gap_days;
	bool by_order;            /* need_min is what the physician ordered (or must order) */
};

struct hours_verdict hours_judge(const struct hours_rule *rule, const struct hours_week *week);

/* The verdict to name first: the worst status, then the largest gap, then the largest need. NULL: n is 0. */
const struct hours_verdict *hours_strictest(const struct hours_verdict *verdicts, size_t n);

/* Why minutes are missing from a week, largest first in hours_causes_of. */
#define HOURS_CAUSE_TABLE(X) \
	X(HOURS_CAUSE_NOT_SCHEDULED, "not_scheduled", "Fewer hours scheduled than needed", NULL) \
	X(HOURS_CAUSE_CANCELLED,     "cancelled",     "Sessions the program cancelled",    NULL) \
	X(HOURS_CAUSE_STEP_DOWN,     "step_down",     "Stepping down",                     NULL) \
	X(HOURS_CAUSE_EXCUSED,       "excused",       "Excused absence",                   NULL) \
	X(HOURS_CAUSE_ABSENT,        "absent",        "Absence",                           NULL) \
	X(HOURS_CAUSE_PARTIAL,       "partial",       "Late, left early or too short",     NULL) \
	X(HOURS_CAUSE_NOT_RECORDED,  "not_recorded",  "Attendance not recorded yet",       NULL)
CODE_ENUM(hours_cause, HOURS_CAUSE_TABLE, HOURS_CAUSE_NONE)

#define HOURS_CAUSES (HOURS_CAUSE_NOT_RECORDED + 1)

/* Minutes missing by cause, as out[enum hours_cause]; returns the largest, NONE when nothing is missing.
 * need_min: the verdict's; what was scheduled short of it is NOT_SCHEDULED. */
enum hours_cause hours_causes_of(const struct hours_week *week, const struct hours_rule *rule, int need_min,
	const struct hours_item *items, size_t n, int out[HOURS_CAUSES]);

/* ---- More than a week ---- */

struct hours_day {
	date day;
	int credited_min;
};

/* So many minutes within so many weeks of the start (rule->total_min, total_weeks). */
struct hours_total {
	enum hours_status status; /* met, on track, short, missed; NONE: the rule has no total */
	date from;
	date to;           /* the last day that counts */
	int need_min;
	int have_min;
	int projected_min; /* with everything planned until `to` */
	int short_min;
	int gap_min;
	int weeks_left;    /* begun weeks until `to`, today's included */
	int pace_min;      /* a week from now on, to reach it; rounded up */
};

/* days: credited minutes by day, any order; those outside the window are skipped.
 * planned_min: dated sessions from now until planned_to; after that day the person's usual week goes on,
 * day for day. */
struct hours_total hours_total_of(const struct hours_rule *rule, date started, date today, const struct hours_day *days,
	size_t n, int planned_min, date planned_to, int usual_week_min);

/* ---- A physician's order ---- */

struct hours_order {
	date certified;
	int week_min;
};

#define HOURS_ORDER_TABLE(X) \
	X(HOURS_ORDER_CURRENT,  "current",  "Certified",                    NULL) \
	X(HOURS_ORDER_DUE,      "due",      "Certification due soon",       NULL) \
	X(HOURS_ORDER_TOO_LITTLE, "too_little", "Fewer hours ordered than the rule asks", NULL) \
	X(HOURS_ORDER_LAPSED,   "lapsed",   "Certification overdue",        NULL) \
	X(HOURS_ORDER_MISSING,  "missing",  "Not certified yet",            NULL)
CODE_ENUM(hours_order_status, HOURS_ORDER_TABLE, HOURS_ORDER_STATUS_NONE)

struct hours_certification {
	enum hours_order_status status; /* NONE: the rule asks for no order */
	date due;          /* the day by which the next certification must be made */
	int days_left;     /* until due; negative: days overdue */
	int need_week_min;
	int ordered_week_min; /* by the newest order on or before today; 0: none */
};

/* orders in any order; those after `today` are not looked at. Due is `warn_days` or fewer days away. */
struct hours_certification hours_certification_of(const struct hours_rule *rule, date started, date today,
	const struct hours_order *orders, size_t n, int warn_days);

#endif
