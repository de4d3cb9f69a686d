/* take.c - a Patient or Practitioner: who is it here, and what of it is new. */
#include "base/id.h"
#include "base/json.h"
#include "care/people/people.h"
#include "fhir.sql.h"
#include "link/fhir/import.h"

static err refuse(struct fhir_item *item, const char *reason)
{
	item->outcome = TAKEN_REFUSED;
	item->reason = reason;
	return OK;
}

/* ---- columns and facts -------------------------------------------------------------------------------------------------- */

static str day_text(struct arena *a, date d)
{
	return date_none(d) ? STR_NONE : str_copy(a, str_of(date_show(d).s));
}

static date day_of(str s)
{
	date d = {0};

	return date_read(s, &d) ? d : (date){0};
}

void facts_of_person(struct arena *a, const struct person_get_row *p, struct facts *out)
{
	*out = (struct facts){.v = {
		[FACT_FAMILY] = p->family, [FACT_GIVEN] = p->given, [FACT_PREFERRED] = p->preferred, [FACT_PRONOUNS] = p->pronouns,
		[FACT_BIRTH] = day_text(a, p->birth_on), [FACT_SEX] = p->sex ? code_of(&sex_codes, (int)p->sex) : STR_NONE,
		[FACT_LANGUAGE] = p->language, [FACT_PHONE] = p->phone, [FACT_EMAIL] = p->email, [FACT_STREET] = p->street,
		[FACT_CITY] = p->city, [FACT_STATE] = p->state, [FACT_ZIP] = p->zip, [FACT_DECEASED] = day_text(a, p->deceased_on)}};
}

static str or_empty(str s)
{
	return s.p ? s : STR("");
}

static err insert_person(struct wtx *w, person_id id, const struct facts *f)
{
	const str *v = f->v;

	return person_insert(w, NULL, .id = id, .family = or_empty(v[FACT_FAMILY]), .given = or_empty(v[FACT_GIVEN]),
		.preferred = v[FACT_PREFERRED], .pronouns = v[FACT_PRONOUNS],
		.folded = people_folded(wtx_ctx(w)->arena, v[FACT_FAMILY], v[FACT_GIVEN], v[FACT_PREFERRED]), .birth_on = day_of(v[FACT_BIRTH]),
		.sex = (enum sex)code_find(&sex_codes, v[FACT_SEX]), .language = v[FACT_LANGUAGE], .phone = v[FACT_PHONE],
		.email = v[FACT_EMAIL], .street = v[FACT_STREET], .city = v[FACT_CITY], .state = v[FACT_STATE], .zip = v[FACT_ZIP]);
}

static err update_person(struct wtx *w, person_id id, int64_t version, const struct facts *f)
{
	const str *v = f->v;

	return person_update(w, NULL, .id = id, .seen_version = version, .family = or_empty(v[FACT_FAMILY]), .given = or_empty(v[FACT_GIVEN]),
		.preferred = v[FACT_PREFERRED], .pronouns = v[FACT_PRONOUNS],
		.folded = people_folded(wtx_ctx(w)->arena, v[FACT_FAMILY], v[FACT_GIVEN], v[FACT_PREFERRED]), .birth_on = day_of(v[FACT_BIRTH]),
		.sex = (enum sex)code_find(&sex_codes, v[FACT_SEX]), .language = v[FACT_LANGUAGE], .phone = v[FACT_PHONE],
		.email = v[FACT_EMAIL], .street = v[FACT_STREET], .city = v[FACT_CITY], .state = v[FACT_STATE], .zip = v[FACT_ZIP]);
}

void fhir_facts_of(struct arena *a, str body, enum fhir_type type, struct facts *out)
{
	struct jnode *resource;
	struct jtree_trouble trouble;

	*out = (struct facts){0};
	if (!str_empty(body) && jtree_parse(a, body, &resource, &trouble) == OK)
		fhir_read_facts(a, resource, type, out);
}

/* ---- who is it? ----------------------------------------------------------------------------------------------------------- */

struct known {
	person_id person; /* none: nobody yet */
	bool by_identifier;
	str body;         /* the resource as it came last; none: it never came */
};

static err know_identifier(struct tx *tx, const struct identifier *one, person_id *out)
{
	struct fhir_identifier_person_row row;
	struct person_get_row person;
	err e;

	*out = (person_id){0};
	if (str_is(one->system, FHIR_OURS)) {
		if (!id_read(one->value, &out->v))
			return OK;
		e = person_get(tx, &person, .id = *out);
		if (e == ERR_NOT_FOUND)
			*out = (person_id){0};
		return e == ERR_NOT_FOUND ? OK : e;
	}
	e = fhir_identifier_person(tx, &row, .system_ = one->system, .value = one->value);
	if (e == OK)
		*out = row.person_id;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* *two: its identifiers belong to two people. */
static err know(struct tx *tx, const struct fhir_in *in, struct known *k, bool *two)
{
	struct fhir_kept_get_row kept;
	err e;

	*two = false;
	for (size_t i = 0; i < in->n_identifiers; i++) {
		person_id one;

		TRY(know_identifier(tx, &in->identifiers[i], &one));
		*two |= one.v && k->person.v && k->person.v != one.v;
		if (one.v)
			k->person = one;
	}
	k->by_identifier = k->person.v != 0;
	e = fhir_kept_get(tx, &kept, .resource_type = in->type_name, .source = in->id);
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	*two |= k->person.v && k->person.v != kept.local_id;
	k->person = (person_id){kept.local_id};
	k->body = kept.body;
	return OK;
}

/* Ids are only unique within one system. A known id with other identifiers, another name and another birthday is somebody of
 * another system, not the person we know. */
static bool is_stranger(const struct known *k, const struct fhir_in *in, const struct facts *before)
{
	return k->body.p && !k->by_identifier && in->n_identifiers && facts_differ(before, &in->facts, FACT_BIRTH)
		&& facts_differ(before, &in->facts, FACT_FAMILY) && facts_differ(before, &in->facts, FACT_GIVEN);
}

/* ---- what follows ----------------------------------------------------------------------------------------------------------- */

err fhir_keep(struct wtx *w, const struct fhir_item *item, int64_t local)
{
	return fhir_kept_put(w, NULL, .resource_type = item->in.type_name, .source = item->in.id, .local_id = local, .body = item->body);
}

static str note_text(struct arena *a, const struct fhir_item *item, const struct facts *was, const struct facts *is)
{
	struct buf b;
	struct sink s;
	struct json j;
	str out;

	buf_init(&b, (size_t)64 << 10);
	sink_buf(&s, &b);
	json_init(&j, &s);
	json_object(&j);
	json_str(json_key(&j, "fhir"), item->in.type_name);
	for (enum fact i = 0; i < FACT_COUNT; i++) {
		if (!facts_differ(was, is, i))
			continue;
		json_array(json_key(&j, fact_names[i]));
		json_str(&j, was->v[i]);
		json_str(&j, is->v[i]);
		json_array_end(&j);
	}
	json_object_end(&j);
	out = json_end(&j) == OK ? str_copy(a, buf_view(&b)) : STR_NONE;
	buf_free(&b);
	return out;
}

err fhir_note(struct wtx *w, const struct fhir_item *item, person_id person, const struct facts *was, const struct facts *is)
{
	struct arena *a = wtx_ctx(w)->arena;

	return journal_add(w, &(struct journal_entry){.event = JOURNAL_IMPORT, .person = person, .detail = note_text(a, item, was, is)});
}

/* Numbers the other system took back no longer lead here; new ones do. */
static err put_identifiers(struct wtx *w, const struct fhir_item *item, person_id person, str old_body)
{
	struct arena *a = wtx_ctx(w)->arena;
	struct fhir_in old = {0};
	struct jnode *resource;
	struct jtree_trouble trouble;

	if (old_body.p && jtree_parse(a, old_body, &resource, &trouble) == OK)
		(void)fhir_read(a, resource, STR_NONE, &old);
	for (size_t i = 0; i < old.n_identifiers; i++)
		TRY(fhir_identifier_drop(w, NULL, .system_ = old.identifiers[i].system, .value = old.identifiers[i].value, .person_id = person));
	for (size_t i = 0; i < item->in.n_identifiers; i++)
		if (!str_is(item->in.identifiers[i].system, FHIR_OURS))
			TRY(fhir_identifier_put(w, NULL, .system_ = item->in.identifiers[i].system, .value = item->in.identifiers[i].value,
				.person_id = person));
	return OK;
}

/* The center gets to know them; a Practitioner also works there. *linked: it did not before. */
static err link_center(struct wtx *w, const struct fhir_item *item, person_id person, bool *linked)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed = 0;

	if (c->center && item->in.type == FHIR_PATIENT)
		TRY(center_person_put(w, &changed, .person_id = person));
	if (c->center && item->in.type == FHIR_PRACTITIONER)
		TRY(fhir_center_staff_put(w, &changed, .person_id = person, .from_on = zone_day(c->zone, c->now)));
	*linked = changed > 0;
	return OK;
}

static err read_ours(struct tx *tx, person_id person, enum fhir_type type, struct facts *out, int64_t *version)
{
	struct person_get_row row;
	struct fhir_staff_get_row staff;
	err e;

	TRY(person_get(tx, &row, .id = person));
	*version = row.version;
	facts_of_person(tx_ctx(tx)->arena, &row, out);
	if (type != FHIR_PRACTITIONER)
		return OK;
	e = fhir_staff_get(tx, &staff, .person_id = person);
	if (e == OK) {
		out->v[FACT_NPI] = staff.npi;
		out->v[FACT_CREDENTIALS] = staff.credentials;
	}
	return e == ERR_NOT_FOUND ? OK : e;
}

static bool person_facts_equal(const struct facts *a, const struct facts *b)
{
	for (enum fact i = 0; i < FACT_DECEASED; i++)
		if (facts_differ(a, b, i))
			return false;
	return true;
}

/* Writes what differs. version 0: somebody new, whose row is there already. fresh: this resource never came before. */
static err write_ours(struct wtx *w, const struct fhir_item *item, person_id person, int64_t version, bool fresh,
                      const struct facts *was, const struct facts *is)
{
	if (version && !person_facts_equal(was, is))
		TRY(update_person(w, person, version, is));
	if (facts_differ(was, is, FACT_DECEASED))
		TRY(fhir_died(w, NULL, .id = person, .deceased_on = day_of(is->v[FACT_DECEASED])));
	if (item->in.type != FHIR_PRACTITIONER)
		return OK;
	if (fresh || facts_differ(was, is, FACT_NPI) || facts_differ(was, is, FACT_CREDENTIALS))
		TRY(fhir_staff_put(w, NULL, .person_id = person, .npi = is->v[FACT_NPI], .credentials = is->v[FACT_CREDENTIALS]));
	return OK;
}

static err take_new(struct wtx *w, struct fhir_item *item)
{
	struct ctx *c = wtx_ctx(w);
	person_id person = {id_make(c->now)};
	struct facts is = item->in.facts, nothing = {0};
	bool linked;

	facts_settle_deceased(&is, day_text(c->arena, zone_day(c->zone, c->now)));
	TRY(insert_person(w, person, &is));
	TRY(write_ours(w, item, person, 0, true, &nothing, &is));
	TRY(put_identifiers(w, item, person, STR_NONE));
	TRY(fhir_keep(w, item, person.v));
	TRY(link_center(w, item, person, &linked));
	item->outcome = TAKEN_NEW;
	return fhir_note(w, item, person, &nothing, &is);
}

static err take_known(struct wtx *w, struct fhir_item *item, const struct known *k, const struct facts *before)
{
	struct ctx *c = wtx_ctx(w);
	struct facts was, is, then = *before, now = item->in.facts;
	int64_t version;
	bool linked, kept = k->body.p && str_eq(k->body, item->body);

	TRY(read_ours(wtx_read(w), k->person, item->in.type, &was, &version));
	facts_settle_deceased(&then, was.v[FACT_DECEASED]);
	facts_settle_deceased(&now, str_empty(was.v[FACT_DECEASED]) ? day_text(c->arena, zone_day(c->zone, c->now)) : was.v[FACT_DECEASED]);
	is = was;
	facts_merge(&is, &then, &now);
	TRY(write_ours(w, item, k->person, version, !k->body.p, &was, &is));
	if (!kept) {
		TRY(put_identifiers(w, item, k->person, k->body));
		TRY(fhir_keep(w, item, k->person.v));
	}
	TRY(link_center(w, item, k->person, &linked));
	item->outcome = kept && !linked && facts_equal(&was, &is) ? TAKEN_SAME : TAKEN_CHANGED;
	return item->outcome == TAKEN_SAME ? OK : fhir_note(w, item, k->person, &was, &is);
}

err fhir_take(struct wtx *w, struct fhir_item *item)
{
	struct known k = {0};
	struct facts before;
	bool two;

	if (item->in.type == FHIR_RELATED_PERSON)
		return fhir_take_related(w, item);
	if (item->in.type != FHIR_PATIENT && item->in.type != FHIR_PRACTITIONER)
		return fhir_take_place(w, item);
	TRY(know(wtx_read(w), &item->in, &k, &two));
	if (two)
		return refuse(item, "Its id and identifiers belong to two different people here. Nothing was merged; correct one of them first.");
	if (!k.person.v)
		return take_new(w, item);
	fhir_facts_of(wtx_ctx(w)->arena, k.body, item->in.type, &before);
	if (is_stranger(&k, &item->in, &before))
		return refuse(item, "Its id is known here for somebody with another name, birthday and identifiers. "
			"It seems to come from another system.");
	return take_known(w, item, &k, &before);
}
