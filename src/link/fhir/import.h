/* import.h - inside this folder only: one resource on its way into the database. */
#ifndef LINK_FHIR_IMPORT_H
#define LINK_FHIR_IMPORT_H

#include "link/fhir/fhir.h"

enum outcome { TAKEN_NEW = 1, TAKEN_CHANGED, TAKEN_SAME, TAKEN_REFUSED };

struct fhir_item {
	size_t line;
	str body; /* on one line */
	struct fhir_in in;
	/* What came of it; set anew each time the transaction runs. */
	enum outcome outcome;
	bool linked;
	const char *reason; /* TAKEN_REFUSED */
};

/* Takes one resource in. Anything but OK undoes the whole transaction; a refusal is an outcome. */
NODISCARD err fhir_take(struct wtx *w, struct fhir_item *item);
/* The same for RelatedPerson (related.c) and for Location and Organization. */
NODISCARD err fhir_take_related(struct wtx *w, struct fhir_item *item);
NODISCARD err fhir_take_place(struct wtx *w, struct fhir_item *item);

NODISCARD err fhir_keep(struct wtx *w, const struct fhir_item *item, int64_t local);
/* The facts of a kept body. */
void fhir_facts_of(struct arena *a, str body, enum fhir_type type, struct facts *out);
/* One journal row about a person: which resource, which fields from what to what. */
NODISCARD err fhir_note(struct wtx *w, const struct fhir_item *item, person_id person, const struct facts *was, const struct facts *is);
/* Columns and facts. */
struct person_get_row;
void facts_of_person(struct arena *a, const struct person_get_row *p, struct facts *out);
struct fhir_relation_get_row;
void facts_of_relation(const struct fhir_relation_get_row *r, struct facts *out);

#endif
