/* map.h - what Porchlight understands of a FHIR R4 resource, as facts in words: the same list whether they come from a
 * resource, from our own columns, or go back into a resource. docs/fhir.md has the table.
 * Reading and writing choose the same name, number and address, so what was written is what is read again. */
#ifndef LINK_FHIR_MAP_H
#define LINK_FHIR_MAP_H

#include "base/code.h"
#include "link/fhir/json_tree.h"

#define FHIR_TYPE_TABLE(X) \
	X(FHIR_PATIENT,        "Patient",       "people",        NULL) \
	X(FHIR_RELATED_PERSON, "RelatedPerson", "relations",     NULL) \
	X(FHIR_PRACTITIONER,   "Practitioner",  "staff",         NULL) \
	X(FHIR_LOCATION,       "Location",      "locations",     NULL) \
	X(FHIR_ORGANIZATION,   "Organization",  "organizations", NULL)
CODE_ENUM(fhir_type, FHIR_TYPE_TABLE, FHIR_OTHER)

/*        id                 name in the journal */
#define FACT_TABLE(X) \
	X(FACT_FAMILY,       "family") \
	X(FACT_GIVEN,        "given") \
	X(FACT_PREFERRED,    "preferred") \
	X(FACT_PRONOUNS,     "pronouns") \
	X(FACT_BIRTH,        "birth")    /* YYYY-MM-DD */ \
	X(FACT_SEX,          "sex")      /* FHIR's code */ \
	X(FACT_LANGUAGE,     "language") \
	X(FACT_PHONE,        "phone") \
	X(FACT_EMAIL,        "email") \
	X(FACT_STREET,       "street") \
	X(FACT_CITY,         "city") \
	X(FACT_STATE,        "state") \
	X(FACT_ZIP,          "zip") \
	X(FACT_DECEASED,     "deceased") /* YYYY-MM-DD, or "yes" without a day */ \
	X(FACT_NPI,          "npi")      /* Practitioner */ \
	X(FACT_CREDENTIALS,  "credentials") /* Practitioner */ \
	X(FACT_RELATIONSHIP, "relationship") /* RelatedPerson: our code */ \
	X(FACT_EMERGENCY,    "emergency")    /* RelatedPerson: "yes" or none */
enum fact {
#define X(id, name) id,
	FACT_TABLE(X)
#undef X
	FACT_COUNT
};
extern const char *const fact_names[FACT_COUNT];

struct facts {
	str v[FACT_COUNT]; /* none: not known */
};

#define FHIR_NPI "http://hl7.org/fhir/sid/us-npi"
#define FHIR_SSN "http://hl7.org/fhir/sid/us-ssn"
#define FHIR_OURS "urn:porchlight:person" /* our own id as an identifier, in what we export */
#define IDENTIFIERS_MOST 20
#define SOURCE_MOST 300 /* bytes of an id, of an identifier's system or value */

struct identifier {
	str system, value;
};

/* One resource, read. */
struct fhir_in {
	enum fhir_type type;
	str type_name;
	str id; /* what the other system calls it; none: nothing it could be known by */
	struct facts facts;
	struct identifier identifiers[IDENTIFIERS_MOST]; /* by which it is known again; no SSN */
	size_t n_identifiers;
	str title;        /* Location, Organization: its name */
	str patient;      /* RelatedPerson: the id of its Patient */
	struct identifier patient_identifier;
};

/* Reads a resource; `also_known` (may be none) stands in for a missing id: the fullUrl of a Bundle's entry.
 * NULL: fine; otherwise why it cannot be taken, as a sentence. Texts live in the arena or in the tree. */
const char *fhir_read(struct arena *a, const struct jnode *resource, str also_known, struct fhir_in *out);
/* The facts alone. */
void fhir_read_facts(struct arena *a, const struct jnode *resource, enum fhir_type type, struct facts *out);
/* Makes the resource say `want`, changing nothing where it says so already. `has` are its facts as read. */
void fhir_write_facts(struct arena *a, struct jnode *resource, enum fhir_type type, const struct facts *has, const struct facts *want);

/* Field by field: what the other system changed since it was last here is taken; what was changed here stays.
 * `before` are the facts of the resource as it was last here. */
void facts_merge(struct facts *ours, const struct facts *before, const struct facts *now);
bool facts_differ(const struct facts *a, const struct facts *b, enum fact which); /* none and empty are the same */
bool facts_equal(const struct facts *a, const struct facts *b);
/* "Deceased", without a day: ours stands where there is one. */
void facts_settle_deceased(struct facts *f, str ours);

/* Which of several the facts come from; NULL: there is none. For fhir_write_facts. */
struct jnode *fhir_name(struct arena *a, const struct jnode *resource);
struct jnode *fhir_nickname(struct arena *a, const struct jnode *resource);
struct jnode *fhir_telecom(struct arena *a, const struct jnode *resource, const char *system);
struct jnode *fhir_address(struct arena *a, const struct jnode *resource);
struct jnode *fhir_language(struct arena *a, const struct jnode *resource);
struct jnode *fhir_pronouns(struct arena *a, const struct jnode *resource);
struct jnode *fhir_npi(struct arena *a, const struct jnode *resource);

#endif
