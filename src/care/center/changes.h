/* changes.h - what a form would change, field by field: for the journal's row, and to tell two people who changed the same
 * thing at once what the other one saved. */
#ifndef CARE_CENTER_CHANGES_H
#define CARE_CENTER_CHANGES_H

#include "access/access.h"

struct change {
	const char *field; /* of the form */
	str was, is;
	bool summed; /* was and is stand for longer texts */
};
struct changes {
	struct ctx *c;
	struct change v[16];
	size_t n;
};

/* Each adds a field when what is typed differs from what is stored. */
void change_text(struct changes *ch, const char *field, str was, str is);
/* A text too long to be repeated: length and the start of its hash stand for it. */
void change_long(struct changes *ch, const char *field, str was, str is);
void change_int(struct changes *ch, const char *field, int64_t was, int64_t is);
void change_opt(struct changes *ch, const char *field, struct opt_int was, struct opt_int is);
void change_bool(struct changes *ch, const char *field, bool was, bool is);
void change_date(struct changes *ch, const char *field, date was, date is);
void change_code(struct changes *ch, const char *field, const struct code_table *t, int was, int is);

/* {"name":["old","new"]} */
str changes_json(const struct changes *ch);
/* Somebody else saved first: says beside each field what stands there now. ERR_CONFLICT. */
err changes_conflict(const struct changes *ch);

/* What a new thing started with, for its row in the journal: all its fields, with nothing before them. */
NODISCARD err structure_journal(struct wtx *w, enum journal_event event, const char *kind, int64_t id, const struct changes *ch);
/* The second lock of this folder: the proof is the planner's, the permission says which part of the plan. ERR_DENIED. */
NODISCARD err structure_may(struct wtx *w, const struct plan_proof *may, enum permission p);
/* "3 sessions", "1 session". */
str counted(struct ctx *c, int64_t n, const char *one, const char *many);

#endif
