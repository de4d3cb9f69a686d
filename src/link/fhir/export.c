/* export.c - one line of NDJSON per resource: as it came, with what changed here; or made new for who was entered here. */
#include "base/id.h"
#include "base/stream.h"
#include "care/people/people.h"
#include "fhir.sql.h"
#include "link/fhir/import.h"
#include "link/fhir/split.h"

#define ROW_MEMORY ((size_t)128 << 20)

struct exporting {
	struct ctx *c;
	struct sink *out;
	struct arena row;
	struct arena *request;
	enum fhir_type type;
	int64_t n;
};

/* ---- the tree ---------------------------------------------------------------------------------------------------------------- */

static struct jnode *new_resource(struct exporting *x, int64_t id, person_id person)
{
	struct arena *a = &x->row;
	struct jnode *n = jtree_object(a), *identifier;
	str shown = str_copy(a, str_of(id_show(id).s));

	jtree_set(a, n, "resourceType", code_of(&fhir_type_codes, (int)x->type));
	jtree_set(a, n, "id", shown);
	if (id == person.v) {
		identifier = jtree_add_object(a, jtree_make(a, n, "identifier", JT_ARRAY));
		jtree_set(a, identifier, "system", STR(FHIR_OURS));
		jtree_set(a, identifier, "value", shown);
	}
	return n;
}

static err open_body(struct exporting *x, str body, struct jnode **out)
{
	struct jtree_trouble trouble;

	if (jtree_parse(&x->row, body, out, &trouble) != OK)
		FAIL(x->c, ERR_BUG, "A kept FHIR resource cannot be read any more: %s. Please report this.", trouble.why);
	return OK;
}

static err put(struct exporting *x, const struct jnode *resource)
{
	struct buf b;

	buf_init(&b, RESOURCE_MOST * 2);
	jtree_write(&b, resource);
	if (b.full)
		sink_fail(x->out, ERR_TOO_LARGE);
	sink_str(x->out, buf_view(&b));
	sink_char(x->out, '\n');
	buf_free(&b);
	x->n++;
	return x->out->failed;
}

/* ---- people -------------------------------------------------------------------------------------------------------------------- */

static err our_facts(struct exporting *x, person_id person, struct facts *out)
{
	struct person_get_row row;
	struct fhir_staff_get_row staff;
	err e;

	TRY(person_get(x->c->tx, &row, .id = person));
	facts_of_person(&x->row, &row, out);
	if (x->type != FHIR_PRACTITIONER)
		return OK;
	e = fhir_staff_get(x->c->tx, &staff, .person_id = person);
	if (e == ERR_NOT_FOUND)
		return OK;
	out->v[FACT_NPI] = staff.npi;
	out->v[FACT_CREDENTIALS] = staff.credentials;
	return e;
}

static err person_line(struct exporting *x, person_id person, str body)
{
	struct jnode *resource;
	struct facts has, want;

	if (body.p)
		TRY(open_body(x, body, &resource));
	else
		resource = new_resource(x, person.v, person);
	fhir_read_facts(&x->row, resource, x->type, &has);
	TRY(our_facts(x, person, &want));
	facts_settle_deceased(&has, want.v[FACT_DECEASED]);
	fhir_write_facts(&x->row, resource, x->type, &has, &want);
	return put(x, resource);
}

/* Memory of one line goes with it. */
static void row_begin(struct exporting *x)
{
	arena_reset(&x->row);
	x->c->arena = &x->row;
}

static err row_end(struct exporting *x, err e)
{
	x->c->arena = x->request;
	if (e != OK && x->c->fail_text.p)
		x->c->fail_text = str_copy(x->request, x->c->fail_text);
	return e;
}

static err one_person(struct exporting *x, person_id person, str body)
{
	err e;

	row_begin(x);
	e = row_end(x, person_line(x, person, body));
	if (e == OK)
		journal_saw(x->c, person);
	return e;
}

#define PERSON_ROWS(query) \
	static err query##_line(void *x, const struct query##_row *row) \
	{ \
		return one_person(x, row->id, row->body); \
	}
PERSON_ROWS(fhir_patients_all)
PERSON_ROWS(fhir_patients_here)
PERSON_ROWS(fhir_staff_all)
PERSON_ROWS(fhir_staff_here)

/* ---- relations ------------------------------------------------------------------------------------------------------------------- */

static err refer_to_patient(struct exporting *x, struct jnode *resource, person_id person)
{
	struct fhir_patient_source_row row;
	err e = fhir_patient_source(x->c->tx, &row, .resource_type = STR("Patient"), .local_id = person.v);
	str id = e == OK ? row.source : str_of(id_show(person.v).s);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	jtree_set(&x->row, jtree_make(&x->row, resource, "patient", JT_OBJECT), "reference",
		str_format(&x->row, "Patient/%.*s", STR_ARG(id)));
	return OK;
}

static err relation_line(struct exporting *x, person_id person, relation_id relation, str body)
{
	struct fhir_relation_get_row row;
	struct jnode *resource;
	struct facts has, want;

	TRY(fhir_relation_get(x->c->tx, &row, .person_id = person, .id = relation));
	if (body.p) {
		TRY(open_body(x, body, &resource));
	} else {
		resource = new_resource(x, relation.v, (person_id){0});
		TRY(refer_to_patient(x, resource, person));
	}
	fhir_read_facts(&x->row, resource, x->type, &has);
	want = has;
	facts_of_relation(&row, &want);
	fhir_write_facts(&x->row, resource, x->type, &has, &want);
	return put(x, resource);
}

static err one_relation(struct exporting *x, person_id person, relation_id relation, str body)
{
	err e;

	row_begin(x);
	e = row_end(x, relation_line(x, person, relation, body));
	if (e == OK)
		journal_saw(x->c, person);
	return e;
}

static err relations_all_line(void *x, const struct fhir_relations_all_row *row)
{
	return one_relation(x, row->person_id, row->id, row->body);
}

static err relations_here_line(void *x, const struct fhir_relations_here_row *row)
{
	return one_relation(x, row->person_id, row->id, row->body);
}

/* ---- places -------------------------------------------------------------------------------------------------------------------- */

static err place_line(void *arg, const struct fhir_places_row *row)
{
	struct exporting *x = arg;

	sink_str(x->out, row->body);
	sink_char(x->out, '\n');
	x->n++;
	return x->out->failed;
}

static err export_type(struct exporting *x, bool everything)
{
	struct tx *tx = x->c->tx;

	switch (x->type) {
	case FHIR_PATIENT:
		return everything ? fhir_patients_all(tx, fhir_patients_all_line, x) : fhir_patients_here(tx, fhir_patients_here_line, x);
	case FHIR_PRACTITIONER:
		return everything ? fhir_staff_all(tx, fhir_staff_all_line, x) : fhir_staff_here(tx, fhir_staff_here_line, x);
	case FHIR_RELATED_PERSON:
		return everything ? fhir_relations_all(tx, relations_all_line, x) : fhir_relations_here(tx, relations_here_line, x);
	case FHIR_LOCATION:
	case FHIR_ORGANIZATION:
		return fhir_places(tx, place_line, x, .resource_type = code_of(&fhir_type_codes, (int)x->type), .everything = everything,
			.here = x->c->center);
	case FHIR_OTHER:
		break;
	}
	return ERR_BUG;
}

err fhir_export(struct ctx *c, struct sink *out, enum fhir_type only, bool everything, int64_t *lines)
{
	struct exporting x = {.c = c, .out = out, .request = c->arena};
	err e = OK;

	arena_init(&x.row, ROW_MEMORY);
	for (int type = FHIR_PATIENT; e == OK && type <= FHIR_ORGANIZATION; type++) {
		x.type = (enum fhir_type)type;
		if (only == FHIR_OTHER || only == x.type)
			e = export_type(&x, everything);
	}
	arena_free(&x.row);
	*lines = x.n;
	return e;
}
