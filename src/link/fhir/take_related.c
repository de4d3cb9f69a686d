/* take_related.c - RelatedPersons, who stand beside a Patient; Locations and Organizations, which are kept and, where they
 * are a center or the organization itself, linked. */
#include "base/id.h"
#include "care/people/people.h"
#include "fhir.sql.h"
#include "link/fhir/import.h"

static err refuse(struct fhir_item *item, const char *reason)
{
	item->outcome = TAKEN_REFUSED;
	item->reason = reason;
	return OK;
}

/* ---- RelatedPerson -------------------------------------------------------------------------------------------------------- */

static err find_patient(struct tx *tx, const struct fhir_in *in, person_id *out)
{
	struct fhir_kept_get_row kept;
	struct fhir_identifier_person_row row;
	err e = ERR_NOT_FOUND;

	*out = (person_id){0};
	if (!str_empty(in->patient))
		e = fhir_kept_get(tx, &kept, .resource_type = STR("Patient"), .source = in->patient);
	if (e == OK)
		*out = (person_id){kept.local_id};
	if (e != ERR_NOT_FOUND || str_empty(in->patient_identifier.system) || str_empty(in->patient_identifier.value))
		return e == ERR_NOT_FOUND ? OK : e;
	e = fhir_identifier_person(tx, &row, .system_ = in->patient_identifier.system, .value = in->patient_identifier.value);
	if (e == OK)
		*out = row.person_id;
	return e == ERR_NOT_FOUND ? OK : e;
}

static str or_empty(str s)
{
	return s.p ? s : STR("");
}

static err add_relation(struct wtx *w, struct fhir_item *item, person_id patient)
{
	const str *v = item->in.facts.v;
	relation_id id = {id_make(wtx_ctx(w)->now)};

	TRY(relation_insert(w, NULL, .person_id = patient, .id = id,
		.relationship = (enum relationship)code_find(&relationship_codes, v[FACT_RELATIONSHIP]), .family = or_empty(v[FACT_FAMILY]),
		.given = or_empty(v[FACT_GIVEN]), .phone = v[FACT_PHONE], .email = v[FACT_EMAIL], .emergency = !str_empty(v[FACT_EMERGENCY])));
	TRY(fhir_keep(w, item, id.v));
	item->outcome = TAKEN_NEW;
	return fhir_note(w, item, patient, &(struct facts){0}, &item->in.facts);
}

/* A relation has fewer columns than a resource has facts; the others stay. */
void facts_of_relation(const struct fhir_relation_get_row *r, struct facts *out)
{
	out->v[FACT_FAMILY] = r->family;
	out->v[FACT_GIVEN] = r->given;
	out->v[FACT_PHONE] = r->phone;
	out->v[FACT_EMAIL] = r->email;
	out->v[FACT_RELATIONSHIP] = code_of(&relationship_codes, (int)r->relationship);
	out->v[FACT_EMERGENCY] = r->emergency ? STR("yes") : STR_NONE;
}

static err change_relation(struct wtx *w, struct fhir_item *item, person_id patient, relation_id id, str old_body,
                           const struct fhir_relation_get_row *row)
{
	struct facts was = {0}, is, before;
	const str *v = is.v;
	bool kept = old_body.p && str_eq(old_body, item->body);

	facts_of_relation(row, &was);
	fhir_facts_of(wtx_ctx(w)->arena, old_body, FHIR_RELATED_PERSON, &before);
	is = was;
	facts_merge(&is, &before, &item->in.facts);
	if (!kept)
		TRY(fhir_keep(w, item, id.v));
	item->outcome = kept ? TAKEN_SAME : TAKEN_CHANGED;
	if (kept)
		return OK;
	TRY(fhir_relation_update(w, NULL, .person_id = patient, .id = id,
		.relationship = (enum relationship)code_find(&relationship_codes, v[FACT_RELATIONSHIP]), .family = or_empty(v[FACT_FAMILY]),
		.given = or_empty(v[FACT_GIVEN]), .phone = v[FACT_PHONE], .email = v[FACT_EMAIL], .emergency = !str_empty(v[FACT_EMERGENCY])));
	return fhir_note(w, item, patient, &was, &is);
}

err fhir_take_related(struct wtx *w, struct fhir_item *item)
{
	struct tx *tx = wtx_read(w);
	struct fhir_kept_get_row kept = {0};
	struct fhir_relation_get_row row;
	person_id patient;
	err e;

	TRY(find_patient(tx, &item->in, &patient));
	if (!patient.v)
		return refuse(item, "Its patient is not known here. Bring in the Patient first, or in the same run.");
	e = fhir_kept_get(tx, &kept, .resource_type = item->in.type_name, .source = item->in.id);
	if (e == OK)
		e = fhir_relation_get(tx, &row, .person_id = patient, .id = {kept.local_id});
	else if (e == ERR_NOT_FOUND && id_read(item->in.id, &kept.local_id)) /* our own, as we exported it */
		e = fhir_relation_get(tx, &row, .person_id = patient, .id = {kept.local_id});
	if (e == ERR_NOT_FOUND && kept.body.p)
		return refuse(item, "It was removed here, or stood beside another patient before.");
	if (e == ERR_NOT_FOUND)
		return add_relation(w, item, patient);
	TRY(e);
	return change_relation(w, item, patient, (relation_id){kept.local_id}, kept.body, &row);
}

/* ---- Location, Organization ------------------------------------------------------------------------------------------------- */

static err stands_for(struct tx *tx, const struct fhir_in *in, int64_t *local)
{
	struct fhir_center_like_row center;
	struct fhir_organization_like_row organization;
	str npi = STR_NONE;
	err e = ERR_NOT_FOUND;

	for (size_t i = 0; i < in->n_identifiers; i++)
		if (str_is(in->identifiers[i].system, FHIR_NPI))
			npi = in->identifiers[i].value;
	*local = 0;
	if (in->type == FHIR_ORGANIZATION)
		e = fhir_organization_like(tx, &organization, .npi = npi, .name = in->title);
	if (e == OK)
		*local = organization.id.v;
	if (e != ERR_NOT_FOUND)
		return e;
	e = fhir_center_like(tx, &center, .npi = npi, .name = in->title);
	if (e == OK)
		*local = center.id.v;
	return e == ERR_NOT_FOUND ? OK : e;
}

err fhir_take_place(struct wtx *w, struct fhir_item *item)
{
	struct fhir_kept_get_row kept = {0};
	int64_t local;
	err e = fhir_kept_get(wtx_read(w), &kept, .resource_type = item->in.type_name, .source = item->in.id);

	if (e != ERR_NOT_FOUND)
		TRY(e);
	TRY(stands_for(wtx_read(w), &item->in, &local));
	item->linked = local != 0;
	item->outcome = e != OK ? TAKEN_NEW : str_eq(kept.body, item->body) && kept.local_id == local ? TAKEN_SAME : TAKEN_CHANGED;
	return item->outcome == TAKEN_SAME ? OK : fhir_keep(w, item, local);
}
