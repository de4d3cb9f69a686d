/* fhir.h - people from and to other systems, as FHIR R4: Patient, RelatedPerson, Practitioner, Location, Organization, from
 * NDJSON, Bundles and single resources. What maps to what: docs/fhir.md.
 *
 * Import. A resource that is known (by its type and id, or by an identifier) updates, field by field; nothing is ever there
 * twice. Two identifiers that belong to two people here are told, not merged. What we have no column for is kept and comes
 * back on export. Each file is read piece by piece and written in transactions of at most 200 resources; what cannot be
 * taken is told with file, line and reason, and the rest goes in. One journal row for each person changed, one for the whole.
 *
 * Export. Resources as they came, changed only where somebody changed something here, and new ones for people who were
 * entered here. */
#ifndef LINK_FHIR_FHIR_H
#define LINK_FHIR_FHIR_H

#include "access/access.h"
#include "base/progress.h"
#include "link/fhir/map.h"

struct sink;

#define REFUSALS_MOST 1000 /* told one by one; the others are only counted */
#define OTHERS_MOST 40     /* types that are not taken, told by name */

struct refusal {
	str file;
	size_t line;
	str what;   /* "Patient/12"; none: not even that could be read */
	str reason; /* a sentence */
};

struct fhir_counts {
	int64_t added, updated, unchanged, refused;
	int64_t linked; /* Location, Organization: stands for a center or the organization here */
};

struct fhir_import {
	struct ctx *c;              /* its center, if any, gets to know the people */
	struct fhir_counts by_type[FHIR_ORGANIZATION + 1]; /* FHIR_OTHER: only refused, of no known type */
	struct refusal *refusals;
	size_t n_refusals;          /* kept; how many there were: fhir_refused */
	struct {
		str type;
		int64_t n;
	} others[OTHERS_MOST];      /* resources of types that are not taken */
	size_t n_others;
	struct progress *progress;  /* of bytes, over all files and both passes; may be NULL */
	int64_t bytes_done;
	int64_t related;            /* RelatedPersons seen, for the second pass */
};

/* Who brings something in needs PERM_EXCHANGE at c->center, or is the command line. */
void fhir_import_begin(struct fhir_import *im, struct ctx *c, struct progress *progress);
/* Everything but RelatedPersons goes in on the first pass; after all files had theirs, the second takes those, because they
 * need their Patients. fhir_needs_second_pass says whether there are any. `name` is for messages.
 * ERR_IO, ERR_BUSY: the file or the database failed; what was written before is in. What is refused is no failure. */
enum fhir_pass { FHIR_PASS_PEOPLE, FHIR_PASS_RELATED };
NODISCARD err fhir_import_file(struct fhir_import *im, const char *name, FILE *file, enum fhir_pass pass);
bool fhir_needs_second_pass(const struct fhir_import *im);
/* The summary's row in the journal. */
NODISCARD err fhir_import_end(struct fhir_import *im);
struct fhir_counts fhir_total(const struct fhir_import *im);

/* One line of NDJSON per resource of this type (FHIR_OTHER: of every type), of everybody or of the center in hand. Reads c->tx;
 * notes whom it showed, so end with journal_flush_view(c, JOURNAL_EXPORT) or a route with that event. End the sink. */
NODISCARD err fhir_export(struct ctx *c, struct sink *out, enum fhir_type only, bool everything, int64_t *lines);

/* The report: JSON, or lines of text for a person. */
struct json;
void fhir_report_json(const struct fhir_import *im, struct json *j);
void fhir_report_text(const struct fhir_import *im, struct sink *out);

#endif
