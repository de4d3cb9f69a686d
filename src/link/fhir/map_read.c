/* map_read.c - from a FHIR resource to facts. */
#include "base/time.h"
#include "care/words.h"
#include "link/fhir/map.h"

#define TEXT_MOST 200 /* code points of one fact, as on our own forms */
#define PRONOUNS_URL "http://hl7.org/fhir/StructureDefinition/individual-pronouns"

CODE_NAMES(fhir_type, FHIR_TYPE_TABLE)

const char *const fact_names[FACT_COUNT] = {
#define X(id, name) name,
	FACT_TABLE(X)
#undef X
};

static const struct jnode *first_of(const struct jnode *resource, const char *key)
{
	const struct jnode *list = jtree_get_as(resource, key, JT_ARRAY);

	return list ? list->first : NULL;
}

static bool use_is(struct arena *a, const struct jnode *n, const char *use)
{
	return str_is(jtree_member(a, n, "use"), use);
}

/* Ended, or never right. */
static bool is_past(struct arena *a, const struct jnode *n)
{
	return use_is(a, n, "old") || use_is(a, n, "maiden") || jtree_get(jtree_get(n, "period"), "end");
}

/* The first of a list that is in use, one with the use wanted before others. */
static struct jnode *pick(struct arena *a, const struct jnode *first, const char *use)
{
	const struct jnode *found = NULL;

	for (const struct jnode *n = first; n; n = n->next) {
		if (n->type != JT_OBJECT || is_past(a, n))
			continue;
		if (use_is(a, n, use))
			return (struct jnode *)n;
		if (!found)
			found = n;
	}
	return (struct jnode *)found;
}

/* What fits a column of ours: tidy, not empty, not longer than our forms take. Anything else stays in the resource only. */
static str fact(struct arena *a, str text)
{
	str tidy = str_tidy(a, text);

	return str_empty(tidy) || str_points(tidy) > TEXT_MOST ? STR_NONE : tidy;
}

static str joined(struct arena *a, const struct jnode *list, const char *between)
{
	str out = STR_NONE;

	for (const struct jnode *n = list && list->type == JT_ARRAY ? list->first : NULL; n; n = n->next) {
		str one = str_trim(jtree_text(a, n));

		if (!str_empty(one))
			out = out.p ? str_format(a, "%.*s%s%.*s", STR_ARG(out), between, STR_ARG(one)) : one;
	}
	return out;
}

/* ---- which one ------------------------------------------------------------------------------------------------------- */

static bool has_name(struct arena *a, const struct jnode *n)
{
	return !str_empty(jtree_member(a, n, "family")) || jtree_get(n, "given") || !str_empty(jtree_member(a, n, "text"));
}

/* Official, else usual, else the first that is neither past nor a nickname, else any that is one. */
struct jnode *fhir_name(struct arena *a, const struct jnode *resource)
{
	static const char *const uses[] = {"official", "usual", NULL};
	const struct jnode *first = first_of(resource, "name"), *spare = NULL;

	for (size_t i = 0; i < COUNT_OF(uses); i++)
		for (const struct jnode *n = first; n; n = n->next) {
			if (n->type != JT_OBJECT || !has_name(a, n))
				continue;
			spare = spare ? spare : n;
			if (!is_past(a, n) && !use_is(a, n, "nickname") && (!uses[i] || use_is(a, n, uses[i])))
				return (struct jnode *)n;
		}
	return (struct jnode *)spare;
}

/* What somebody likes to be called: the nickname, or the usual name beside an official one. */
struct jnode *fhir_nickname(struct arena *a, const struct jnode *resource)
{
	const struct jnode *legal = fhir_name(a, resource), *usual = NULL;

	for (const struct jnode *n = first_of(resource, "name"); n; n = n->next) {
		if (n->type != JT_OBJECT || n == legal || jtree_get(jtree_get(n, "period"), "end"))
			continue;
		if (use_is(a, n, "nickname"))
			return (struct jnode *)n;
		if (use_is(a, n, "usual"))
			usual = n;
	}
	return (struct jnode *)usual;
}

struct jnode *fhir_telecom(struct arena *a, const struct jnode *resource, const char *system)
{
	const struct jnode *found = NULL;

	for (const struct jnode *n = first_of(resource, "telecom"); n; n = n->next) {
		if (!str_is(jtree_member(a, n, "system"), system) || is_past(a, n) || str_empty(fact(a, jtree_member(a, n, "value"))))
			continue;
		if (use_is(a, n, "mobile"))
			return (struct jnode *)n;
		if (!found)
			found = n;
	}
	return (struct jnode *)found;
}

struct jnode *fhir_address(struct arena *a, const struct jnode *resource)
{
	const struct jnode *list = jtree_get(resource, "address");

	if (list && list->type == JT_OBJECT)
		return (struct jnode *)list;
	return pick(a, first_of(resource, "address"), "home");
}

struct jnode *fhir_language(struct arena *a, const struct jnode *resource)
{
	const struct jnode *first = first_of(resource, "communication"), *found = NULL;

	(void)a;
	for (const struct jnode *n = first; n; n = n->next) {
		const struct jnode *preferred = jtree_get_as(n, "preferred", JT_BOOL);

		if (n->type == JT_OBJECT && preferred && str_is(preferred->text, "true"))
			return (struct jnode *)n;
		if (n->type == JT_OBJECT && !found)
			found = n;
	}
	return (struct jnode *)found;
}

struct jnode *fhir_pronouns(struct arena *a, const struct jnode *resource)
{
	for (const struct jnode *n = first_of(resource, "extension"); n; n = n->next)
		if (str_is(jtree_member(a, n, "url"), PRONOUNS_URL))
			return (struct jnode *)n;
	return NULL;
}

struct jnode *fhir_npi(struct arena *a, const struct jnode *resource)
{
	for (const struct jnode *n = first_of(resource, "identifier"); n; n = n->next)
		if (str_is(jtree_member(a, n, "system"), FHIR_NPI))
			return (struct jnode *)n;
	return NULL;
}

/* ---- facts ------------------------------------------------------------------------------------------------------------- */

/* The words of a CodeableConcept: its text, else what its first coding shows, else that one's code. */
static str concept_text(struct arena *a, const struct jnode *concept)
{
	const struct jnode *coding = first_of(concept, "coding");
	str text = jtree_member(a, concept, "text");

	if (str_empty(text))
		text = jtree_member(a, coding, "display");
	return str_empty(text) ? jtree_member(a, coding, "code") : text;
}

static void read_names(struct arena *a, const struct jnode *resource, struct facts *f)
{
	const struct jnode *name = fhir_name(a, resource);

	f->v[FACT_FAMILY] = fact(a, jtree_member(a, name, "family"));
	f->v[FACT_GIVEN] = fact(a, joined(a, jtree_get(name, "given"), " "));
	if (str_empty(f->v[FACT_FAMILY]) && str_empty(f->v[FACT_GIVEN]))
		f->v[FACT_FAMILY] = fact(a, jtree_member(a, name, "text"));
	f->v[FACT_PREFERRED] = fact(a, joined(a, jtree_get(fhir_nickname(a, resource), "given"), " "));
	if (!facts_differ(f, &(struct facts){.v[FACT_PREFERRED] = f->v[FACT_GIVEN]}, FACT_PREFERRED))
		f->v[FACT_PREFERRED] = STR_NONE;
}

static str day(str text)
{
	date d;

	return date_read(str_slice(text, 0, 10), &d) ? str_slice(text, 0, 10) : STR_NONE;
}

/* A day, a month or a year of death; "yes" when only the death is known. */
static str read_deceased(struct arena *a, const struct jnode *resource)
{
	const struct jnode *flag = jtree_get_as(resource, "deceasedBoolean", JT_BOOL);
	str when = jtree_member(a, resource, "deceasedDateTime");

	if (when.n == 4)
		when = str_format(a, "%.*s-01-01", STR_ARG(when));
	else if (when.n == 7)
		when = str_format(a, "%.*s-01", STR_ARG(when));
	if (!str_empty(day(when)))
		return day(when);
	return !str_empty(when) || (flag && str_is(flag->text, "true")) ? STR("yes") : STR_NONE;
}

static void read_reach(struct arena *a, const struct jnode *resource, struct facts *f)
{
	const struct jnode *address = fhir_address(a, resource);

	f->v[FACT_PHONE] = fact(a, jtree_member(a, fhir_telecom(a, resource, "phone"), "value"));
	f->v[FACT_EMAIL] = fact(a, jtree_member(a, fhir_telecom(a, resource, "email"), "value"));
	f->v[FACT_STREET] = fact(a, joined(a, jtree_get(address, "line"), ", "));
	f->v[FACT_CITY] = fact(a, jtree_member(a, address, "city"));
	f->v[FACT_STATE] = fact(a, jtree_member(a, address, "state"));
	f->v[FACT_ZIP] = fact(a, jtree_member(a, address, "postalCode"));
}

static void read_person(struct arena *a, const struct jnode *resource, struct facts *f)
{
	const struct jnode *language = jtree_get(fhir_language(a, resource), "language");
	const struct jnode *pronouns = jtree_get(fhir_pronouns(a, resource), "valueCodeableConcept");
	str gender = jtree_member(a, resource, "gender"), code = jtree_member(a, first_of(language, "coding"), "code");

	f->v[FACT_BIRTH] = day(jtree_member(a, resource, "birthDate"));
	f->v[FACT_SEX] = code_find(&sex_codes, gender) ? gender : STR_NONE;
	f->v[FACT_PRONOUNS] = fact(a, concept_text(a, pronouns));
	f->v[FACT_LANGUAGE] = fact(a, str_empty(code) ? concept_text(a, language) : code);
	f->v[FACT_DECEASED] = read_deceased(a, resource);
}

static void read_practitioner(struct arena *a, const struct jnode *resource, struct facts *f)
{
	str all = STR_NONE;

	for (const struct jnode *n = first_of(resource, "qualification"); n; n = n->next) {
		str one = str_trim(concept_text(a, jtree_get(n, "code")));

		if (!str_empty(one))
			all = all.p ? str_format(a, "%.*s, %.*s", STR_ARG(all), STR_ARG(one)) : one;
	}
	f->v[FACT_CREDENTIALS] = fact(a, all);
	f->v[FACT_NPI] = fact(a, jtree_member(a, fhir_npi(a, resource), "value"));
}

/* HL7 v3 RoleCode and v2 table 0131, as the value set of RelatedPerson.relationship has them, in our words. */
static const struct {
	const char *codes;
	enum relationship is;
} related_words[] = {
	{" PRN MTH FTH NPRN NMTH NMTHF NFTH NFTHF ADOPTP ADOPTF ADOPTM FTHFOST MTHFOST PRNFOST STPPRN STPMTH STPFTH GESTM ",
		RELATIONSHIP_PARENT},
	{" GUARD GUADLTM ", RELATIONSHIP_GUARDIAN},
	{" SPS WIFE HUSB ", RELATIONSHIP_SPOUSE},
	{" DOMPART SIGOTHR ", RELATIONSHIP_PARTNER},
	{" CHILD CHLDADOPT DAUADOPT SONADOPT CHLDFOST DAUFOST SONFOST DAUC DAU STPDAU NCHILD SON SONC STPSON STPCHLD ",
		RELATIONSHIP_CHILD},
	{" SIB SIS BRO HBRO HSIB HSIS NBRO NSIB NSIS TWIN TWINBRO TWINSIS STPBRO STPSIB STPSIS ", RELATIONSHIP_SIBLING},
	{" GRPRN GRFTH GRMTH MGRFTH MGRMTH MGRPRN PGRFTH PGRMTH PGRPRN ", RELATIONSHIP_GRANDPARENT},
	{" FRND NBOR ROOM ", RELATIONSHIP_FRIEND},
	{" O ", RELATIONSHIP_OTHER},
};

static enum relationship relationship_of(struct arena *a, str code)
{
	str word = str_format(a, " %.*s ", STR_ARG(code));

	for (size_t i = 0; !str_empty(code) && i < COUNT_OF(related_words); i++)
		if (str_index(str_of(related_words[i].codes), word) >= 0)
			return related_words[i].is;
	return RELATIONSHIP_NONE;
}

static void read_related(struct arena *a, const struct jnode *resource, struct facts *f)
{
	enum relationship is = RELATIONSHIP_NONE;

	for (const struct jnode *concept = first_of(resource, "relationship"); concept; concept = concept->next)
		for (const struct jnode *coding = first_of(concept, "coding"); coding; coding = coding->next) {
			str code = jtree_member(a, coding, "code");

			if (str_is(code, "C") || str_is(code, "ECON"))
				f->v[FACT_EMERGENCY] = STR("yes");
			else if (is == RELATIONSHIP_NONE)
				is = relationship_of(a, code);
		}
	if (is == RELATIONSHIP_NONE)
		is = str_empty(f->v[FACT_EMERGENCY]) ? RELATIONSHIP_OTHER : RELATIONSHIP_EMERGENCY;
	f->v[FACT_RELATIONSHIP] = code_of(&relationship_codes, (int)is);
}

void fhir_read_facts(struct arena *a, const struct jnode *resource, enum fhir_type type, struct facts *out)
{
	*out = (struct facts){0};
	if (type == FHIR_LOCATION || type == FHIR_ORGANIZATION)
		return;
	read_names(a, resource, out);
	read_reach(a, resource, out);
	if (type != FHIR_RELATED_PERSON)
		read_person(a, resource, out);
	if (type == FHIR_PRACTITIONER)
		read_practitioner(a, resource, out);
	if (type == FHIR_RELATED_PERSON)
		read_related(a, resource, out);
}

/* ---- the resource as a whole ------------------------------------------------------------------------------------------ */

static const char *read_identifiers(struct arena *a, const struct jnode *resource, struct fhir_in *out)
{
	for (const struct jnode *n = first_of(resource, "identifier"); n; n = n->next) {
		struct identifier one = {jtree_member(a, n, "system"), str_trim(jtree_member(a, n, "value"))};

		if (str_empty(one.system) || str_empty(one.value) || str_is(one.system, FHIR_SSN) || use_is(a, n, "temp"))
			continue;
		if (one.system.n > SOURCE_MOST || one.value.n > SOURCE_MOST)
			return "One of its identifiers is longer than 300 bytes.";
		if (out->n_identifiers == IDENTIFIERS_MOST)
			return "It has more than 20 identifiers.";
		out->identifiers[out->n_identifiers++] = one;
	}
	return NULL;
}

/* "Patient/12", "https://else.where/fhir/Patient/12/_history/1", "urn:uuid:..." */
static str reference_id(str reference)
{
	ptrdiff_t at = str_index(reference, STR("Patient/"));
	str rest;

	if (str_starts(reference, "urn:uuid:"))
		return str_slice(reference, 9, reference.n);
	return at < 0 ? STR_NONE : str_cut(str_slice(reference, (size_t)at + 8, reference.n), '/', &rest);
}

static void read_patient_link(struct arena *a, const struct jnode *resource, struct fhir_in *out)
{
	const struct jnode *patient = jtree_get(resource, "patient"), *identifier = jtree_get(patient, "identifier");

	out->patient = reference_id(jtree_member(a, patient, "reference"));
	out->patient_identifier = (struct identifier){jtree_member(a, identifier, "system"), jtree_member(a, identifier, "value")};
}

/* The name it will be known by when it comes again. */
static str source_of(struct arena *a, const struct jnode *resource, str also_known, const struct fhir_in *in)
{
	str id = jtree_member(a, resource, "id");

	if (!str_empty(id))
		return id;
	if (!str_empty(also_known))
		return str_starts(also_known, "urn:uuid:") ? str_slice(also_known, 9, also_known.n) : also_known;
	if (in->n_identifiers)
		return str_format(a, "%.*s|%.*s", STR_ARG(in->identifiers[0].system), STR_ARG(in->identifiers[0].value));
	return STR_NONE;
}

static bool too_long(struct arena *a, const struct jnode *name)
{
	return str_points(jtree_member(a, name, "family")) > TEXT_MOST || str_points(joined(a, jtree_get(name, "given"), " ")) > TEXT_MOST;
}

const char *fhir_read(struct arena *a, const struct jnode *resource, str also_known, struct fhir_in *out)
{
	const char *why;

	*out = (struct fhir_in){.type_name = jtree_member(a, resource, "resourceType")};
	if (str_empty(out->type_name))
		return "It has no resourceType, so it is not FHIR.";
	out->type = (enum fhir_type)code_find(&fhir_type_codes, out->type_name);
	if (out->type == FHIR_OTHER)
		return NULL;
	why = read_identifiers(a, resource, out);
	if (why)
		return why;
	out->id = source_of(a, resource, also_known, out);
	if (str_empty(out->id))
		return "It has no id and no identifier: nobody could tell that it is the same when it comes again.";
	if (out->id.n > 2 * SOURCE_MOST + 1)
		return "Its id is too long.";
	fhir_read_facts(a, resource, out->type, &out->facts);
	out->title = fact(a, jtree_member(a, resource, "name"));
	if (out->type == FHIR_RELATED_PERSON)
		read_patient_link(a, resource, out);
	if (out->type == FHIR_LOCATION || out->type == FHIR_ORGANIZATION)
		return NULL;
	if (too_long(a, fhir_name(a, resource)))
		return "Its name is longer than 200 characters.";
	if (str_empty(out->facts.v[FACT_FAMILY]) && str_empty(out->facts.v[FACT_GIVEN]))
		return "It has no name. A person needs one.";
	return NULL;
}

/* ---- comparing ---------------------------------------------------------------------------------------------------------- */

bool facts_differ(const struct facts *a, const struct facts *b, enum fact which)
{
	str x = a->v[which], y = b->v[which];

	return str_empty(x) ? !str_empty(y) : !str_eq(x, y);
}

bool facts_equal(const struct facts *a, const struct facts *b)
{
	for (enum fact i = 0; i < FACT_COUNT; i++)
		if (facts_differ(a, b, i))
			return false;
	return true;
}

void facts_merge(struct facts *ours, const struct facts *before, const struct facts *now)
{
	for (enum fact i = 0; i < FACT_COUNT; i++) {
		bool theirs_changed = facts_differ(before, now, i), we_changed = facts_differ(ours, before, i);

		if (theirs_changed && (!str_empty(now->v[i]) || !we_changed))
			ours->v[i] = now->v[i];
	}
}

void facts_settle_deceased(struct facts *f, str ours)
{
	if (str_is(f->v[FACT_DECEASED], "yes") && !str_empty(ours))
		f->v[FACT_DECEASED] = ours;
}
