/* starting.h - admission as a task list: what is still to be done before somebody's stay begins.
 * A task's state follows from the data wherever the data tell it (details, contacts, signatures, the schedule); only what nothing else
 * records (a document that was seen, an orientation that was held) is a mark by somebody at some time. A mark is never changed; it can be
 * undone with a reason and stays to be seen. What a program wants is its director's choice: a task is optional, asked for, or
 * needed before the start. */
#ifndef CARE_STARTING_STARTING_H
#define CARE_STARTING_STARTING_H

#include "access/access.h"
#include "care/starting/starting_words.h"
#include "starting.sql.h"

/* ---- what a program wants -------------------------------------------------------------------------------------------- */

struct starting_rule {
	enum starting_need need[STARTING_TASKS];
	int64_t adult_age;   /* from this age on a person agrees to treatment alone */
	bool guardian_signs; /* below it, a parent or guardian signs too */
	int64_t version;     /* 0: nobody chose yet, it is packs/starting's */
};
const struct starting_rule *starting_usual(void);
NODISCARD err starting_rule_of(struct tx *tx, program_id program, struct starting_rule *out);
/* Problems: "adult_age", and each task's code. ERR_CONFLICT: changed since it was seen. */
NODISCARD err starting_set_rule(struct wtx *w, const struct plan_proof *may, program_id program, const struct starting_rule *d);

/* ---- a stay -------------------------------------------------------------------------------------------------------------- */

struct starting {
	struct starting_facts_row f;
	struct starting_rule rule;
	bool minor;    /* under the program's age */
	unsigned gaps; /* 1u << enum starting_gap */
};
struct starting_list {
	struct starting *v;
	size_t n;
};
/* One stay. ERR_NOT_FOUND: unknown here. */
NODISCARD err starting_of(struct tx *tx, const struct chart_proof *may, struct starting *out);
/* What facts come to; the group board has them in its own rows. */
struct starting starting_judge(struct ctx *c, const struct starting_facts_row *f);
/* Everybody at the center whose stay goes on, by name. Whoever is shown of them goes to the journal by journal_saw. */
NODISCARD err starting_of_center(struct tx *tx, struct starting_list *out);

/* The gaps of one task, as bits. */
unsigned starting_gaps_of(enum starting_task task);
bool starting_is_open(const struct starting *s, enum starting_task task);
/* Open although the program needs it before the start. */
bool starting_blocks(const struct starting *s, enum starting_task task);
size_t starting_n_blocking(const struct starting *s);
/* Open tasks that the program asks for or needs. */
size_t starting_n_open(const struct starting *s);
/* Does the task concern this person at all? A grown person needs no guardian. */
bool starting_concerns(const struct starting *s, enum starting_task task);
/* Open, asked for, and something the participant can do alone: sign, look at the first session. */
bool starting_is_theirs(const struct starting *s);
/* "birthday, phone or address": labels of the gaps, joined. */
str starting_gap_words(struct arena *a, unsigned gaps);
/* "Identity, Consents": the tasks that block. */
str starting_blocking_words(struct arena *a, const struct starting *s);

/* ---- marks ------------------------------------------------------------------------------------------------------------------ */

struct starting_note {
	enum mark_kind kind;
	str note;          /* needed for MARK_ALONE */
	str payer, member; /* MARK_INSURED: the payer is needed */
	date on;           /* none: today */
	person_id staff;   /* MARK_HELD: who held it */
};
/* Of which task a kind of mark is. */
enum starting_task starting_task_of(enum mark_kind kind);
/* Problems: "kind", "note", "payer", "on", "staff". ERR_CONFLICT: the stay has ended. */
NODISCARD err starting_record(struct wtx *w, const struct chart_proof *may, const struct starting_note *in);
/* By the participant: MARK_CHECKED and MARK_SHOWN only. ERR_DENIED: it is not their own stay, or another kind. */
NODISCARD err starting_record_own(struct wtx *w, const struct chart_proof *may, enum mark_kind kind);
/* Problem: "reason". ERR_CONFLICT: it was undone before. */
NODISCARD err starting_undo(struct wtx *w, const struct chart_proof *may, starting_mark_id mark, str reason);

#endif
