/* map_write.c - facts that changed here, into a resource that came from elsewhere. What did not change is not touched. */
#include "care/words.h"
#include "link/fhir/map.h"

#define PRONOUNS_URL "http://hl7.org/fhir/StructureDefinition/individual-pronouns"
#define ROLE_CODE "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
#define CONTACT_ROLE "http://terminology.hl7.org/CodeSystem/v2-0131"

struct writing {
	struct arena *a;
	struct jnode *resource;
	const struct facts *has, *want;
};

static bool differs(const struct writing *w, enum fact which)
{
	return facts_differ(w->has, w->want, which);
}

/* A new object at the end of one of the resource's lists. */
static struct jnode *added(const struct writing *w, const char *list)
{
	return jtree_add_object(w->a, jtree_make(w->a, w->resource, list, JT_ARRAY));
}

/* An element takes its extensions along: they spoke about the old value. */
static void set(const struct writing *w, struct jnode *n, const char *key, str value)
{
	jtree_set(w->a, n, key, value);
	jtree_drop(n, str_format(w->a, "_%s", key).p);
}

static void set_words(const struct writing *w, struct jnode *n, const char *key, str words)
{
	struct jnode *list;

	jtree_drop(n, key);
	jtree_drop(n, str_format(w->a, "_%s", key).p);
	if (str_empty(words))
		return;
	list = jtree_make(w->a, n, key, JT_ARRAY);
	while (words.p) {
		str word = str_cut(words, ' ', &words);

		if (word.n)
			jtree_add_text(w->a, list, word);
	}
}

static void write_names(const struct writing *w)
{
	struct jnode *name = fhir_name(w->a, w->resource);

	if (!differs(w, FACT_FAMILY) && !differs(w, FACT_GIVEN))
		return;
	if (!name) {
		name = added(w, "name");
		jtree_set(w->a, name, "use", STR("official"));
	}
	if (differs(w, FACT_FAMILY) || !jtree_get(name, "family"))
		set(w, name, "family", w->want->v[FACT_FAMILY]);
	if (differs(w, FACT_GIVEN))
		set_words(w, name, "given", w->want->v[FACT_GIVEN]);
	jtree_drop(name, "text");
	jtree_drop(name, "_text");
}

static void write_preferred(const struct writing *w)
{
	struct jnode *name;

	if (!differs(w, FACT_PREFERRED))
		return;
	if (str_empty(w->want->v[FACT_PREFERRED])) {
		while ((name = fhir_nickname(w->a, w->resource)) != NULL)
			jtree_remove(name);
		return;
	}
	name = fhir_nickname(w->a, w->resource);
	if (!name) {
		name = added(w, "name");
		jtree_set(w->a, name, "use", STR("nickname"));
	}
	set_words(w, name, "given", w->want->v[FACT_PREFERRED]);
	jtree_drop(name, "text");
}

static void write_deceased(const struct writing *w)
{
	if (!differs(w, FACT_DECEASED))
		return;
	jtree_drop(w->resource, "deceasedBoolean");
	jtree_drop(w->resource, "_deceasedBoolean");
	set(w, w->resource, "deceasedDateTime", w->want->v[FACT_DECEASED]);
}

/* "en", "en-US": what a code of BCP 47 looks like; anything else is a word for it. */
static bool is_tag(str s)
{
	size_t first = str_find(s, '-', 0);

	if (first < 2 || first > 3 || s.n > 20)
		return false;
	for (size_t i = 0; i < first; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return true;
}

static void write_language(const struct writing *w)
{
	str want = w->want->v[FACT_LANGUAGE];
	struct jnode *n = fhir_language(w->a, w->resource), *concept, *coding;

	if (!differs(w, FACT_LANGUAGE))
		return;
	if (str_empty(want)) {
		for (; n; n = fhir_language(w->a, w->resource))
			jtree_remove(n);
		return;
	}
	n = n ? n : added(w, "communication");
	jtree_drop(n, "language");
	concept = jtree_make(w->a, n, "language", JT_OBJECT);
	if (!is_tag(want)) {
		jtree_set(w->a, concept, "text", want);
		return;
	}
	coding = jtree_add_object(w->a, jtree_make(w->a, concept, "coding", JT_ARRAY));
	jtree_set(w->a, coding, "system", STR("urn:ietf:bcp:47"));
	jtree_set(w->a, coding, "code", want);
}

static void write_pronouns(const struct writing *w)
{
	struct jnode *n = fhir_pronouns(w->a, w->resource);

	if (!differs(w, FACT_PRONOUNS))
		return;
	if (str_empty(w->want->v[FACT_PRONOUNS])) {
		jtree_remove(n);
		return;
	}
	if (!n) {
		n = added(w, "extension");
		jtree_set(w->a, n, "url", STR(PRONOUNS_URL));
	}
	jtree_drop(n, "valueCodeableConcept");
	jtree_set(w->a, jtree_make(w->a, n, "valueCodeableConcept", JT_OBJECT), "text", w->want->v[FACT_PRONOUNS]);
}

static void write_telecom(const struct writing *w, const char *system, enum fact which)
{
	struct jnode *n = fhir_telecom(w->a, w->resource, system);

	if (!differs(w, which))
		return;
	if (str_empty(w->want->v[which])) {
		for (; n; n = fhir_telecom(w->a, w->resource, system))
			jtree_remove(n);
		return;
	}
	if (!n) {
		n = added(w, "telecom");
		jtree_set(w->a, n, "system", str_of(system));
	}
	set(w, n, "value", w->want->v[which]);
}

static void write_address(const struct writing *w)
{
	static const struct {
		enum fact which;
		const char *key;
	} parts[] = {{FACT_CITY, "city"}, {FACT_STATE, "state"}, {FACT_ZIP, "postalCode"}};
	struct jnode *n = fhir_address(w->a, w->resource);
	bool any = differs(w, FACT_STREET);

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		any |= differs(w, parts[i].which);
	if (!any)
		return;
	n = n ? n : added(w, "address");
	if (differs(w, FACT_STREET)) {
		jtree_drop(n, "line");
		jtree_drop(n, "_line");
		if (!str_empty(w->want->v[FACT_STREET]))
			jtree_add_text(w->a, jtree_make(w->a, n, "line", JT_ARRAY), w->want->v[FACT_STREET]);
	}
	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (differs(w, parts[i].which))
			set(w, n, parts[i].key, w->want->v[parts[i].which]);
	jtree_drop(n, "text");
	if (!n->first)
		jtree_remove(n);
}

static void write_practitioner(const struct writing *w)
{
	struct jnode *npi = fhir_npi(w->a, w->resource), *n;

	if (differs(w, FACT_NPI) && str_empty(w->want->v[FACT_NPI])) {
		jtree_remove(npi);
	} else if (differs(w, FACT_NPI)) {
		npi = npi ? npi : added(w, "identifier");
		jtree_set(w->a, npi, "system", STR(FHIR_NPI));
		set(w, npi, "value", w->want->v[FACT_NPI]);
	}
	if (!differs(w, FACT_CREDENTIALS))
		return;
	jtree_drop(w->resource, "qualification");
	if (str_empty(w->want->v[FACT_CREDENTIALS]))
		return;
	n = added(w, "qualification");
	jtree_set(w->a, jtree_make(w->a, n, "code", JT_OBJECT), "text", w->want->v[FACT_CREDENTIALS]);
}

static void add_role(const struct writing *w, const char *system, str code)
{
	struct jnode *coding = jtree_add_object(w->a, jtree_make(w->a, added(w, "relationship"), "coding", JT_ARRAY));

	jtree_set(w->a, coding, "system", str_of(system));
	jtree_set(w->a, coding, "code", code);
}

static void write_relationship(const struct writing *w)
{
	enum relationship is = (enum relationship)code_find(&relationship_codes, w->want->v[FACT_RELATIONSHIP]);

	if (!differs(w, FACT_RELATIONSHIP) && !differs(w, FACT_EMERGENCY))
		return;
	jtree_drop(w->resource, "relationship");
	if (is != RELATIONSHIP_NONE && is != RELATIONSHIP_EMERGENCY)
		add_role(w, is == RELATIONSHIP_OTHER ? CONTACT_ROLE : ROLE_CODE, str_of(relationship_codes.names[is].fhir));
	if (!str_empty(w->want->v[FACT_EMERGENCY]) || is == RELATIONSHIP_EMERGENCY)
		add_role(w, CONTACT_ROLE, STR("C"));
}

/* A narrative that was made from the data and still tells what it was goes: a name left behind must not be read on. */
static void drop_stale_narrative(const struct writing *w)
{
	const struct jnode *text = jtree_get(w->resource, "text");
	str status = jtree_member(w->a, text, "status"), div = jtree_member(w->a, text, "div");

	if (!str_is(status, "generated") && !str_is(status, "extensions"))
		return;
	for (enum fact i = 0; i < FACT_COUNT; i++)
		if (differs(w, i) && !str_empty(w->has->v[i]) && str_index(div, w->has->v[i]) >= 0) {
			jtree_drop(w->resource, "text");
			return;
		}
}

void fhir_write_facts(struct arena *a, struct jnode *resource, enum fhir_type type, const struct facts *has, const struct facts *want)
{
	struct writing w = {a, resource, has, want};

	if (facts_equal(has, want))
		return;
	write_names(&w);
	write_preferred(&w);
	write_pronouns(&w);
	write_telecom(&w, "phone", FACT_PHONE);
	write_telecom(&w, "email", FACT_EMAIL);
	write_address(&w);
	write_language(&w);
	write_deceased(&w);
	if (facts_differ(has, want, FACT_BIRTH))
		set(&w, resource, "birthDate", want->v[FACT_BIRTH]);
	if (facts_differ(has, want, FACT_SEX))
		set(&w, resource, "gender", want->v[FACT_SEX]);
	if (type == FHIR_PRACTITIONER)
		write_practitioner(&w);
	if (type == FHIR_RELATED_PERSON)
		write_relationship(&w);
	drop_stale_narrative(&w);
}
