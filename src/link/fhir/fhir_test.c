/* fhir_test.c - what import and export promise, on both engines. */
#include "base/id.h"
#include "base/stream.h"
#include "care/people/people.h"
#include "fhir.sql.h"
#include "link/fhir/fhir.h"
#include "support/world.h"

#define DANA \
	"{\"resourceType\":\"Patient\",\"id\":\"dana\",\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\"}]," \
	"\"extension\":[{\"url\":\"http://example.org/score\",\"valueDecimal\":1.50}]," \
	"\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"}," \
	"{\"system\":\"http://hl7.org/fhir/sid/us-ssn\",\"value\":\"999-00-0001\"}]," \
	"\"name\":[{\"use\":\"official\",\"family\":\"Reyes\",\"given\":[\"Dana\",\"Lee\"]},{\"use\":\"nickname\",\"given\":[\"Dee\"]}]," \
	"\"telecom\":[{\"system\":\"phone\",\"value\":\"512-555-0100\"},{\"system\":\"email\",\"value\":\"dana@example.org\"}]," \
	"\"gender\":\"female\",\"birthDate\":\"1990-02-03\"," \
	"\"_birthDate\":{\"extension\":[{\"url\":\"http://example.org/time\",\"valueTime\":\"06:00:00\"}]}," \
	"\"address\":[{\"line\":[\"1 Main St\",\"Apt 2\"],\"city\":\"Austin\",\"state\":\"TX\",\"postalCode\":\"78701\"," \
	"\"extension\":[{\"url\":\"http://example.org/geo\"}]}]," \
	"\"communication\":[{\"language\":{\"coding\":[{\"code\":\"es\"}]}}],\"unknown\":{\"x\":[null,true]}}"
#define EVE \
	"{\"resourceType\":\"Patient\",\"id\":\"eve\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"8\"}]," \
	"\"name\":[{\"family\":\"Ek\",\"given\":[\"Eve\"]}]}"

static struct fhir_import import_pass(struct test_db *t, const char *name, const char *text)
{
	struct fhir_import im;
	FILE *f = tmpfile();

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	fhir_import_begin(&im, t->c, NULL);
	for (int pass = FHIR_PASS_PEOPLE; pass <= FHIR_PASS_RELATED; pass++) {
		rewind(f);
		if (pass == FHIR_PASS_PEOPLE || fhir_needs_second_pass(&im))
			assert_ok(fhir_import_file(&im, name, f, (enum fhir_pass)pass));
	}
	assert_ok(fhir_import_end(&im));
	(void)fclose(f);
	(void)world_look(t);
	return im;
}

/* "new updated unchanged refused" */
static void import(struct test_db *t, const char *text, const char *want)
{
	struct fhir_import im = import_pass(t, "test.ndjson", text);
	struct fhir_counts n = fhir_total(&im);
	char got[64];

	(void)snprintf(got, sizeof(got), "%lld %lld %lld %lld", (long long)n.added, (long long)n.updated, (long long)n.unchanged,
		(long long)n.refused);
	assert_string_equal(got, want);
}

static void begin(struct test_db *t)
{
	world_make(t);
	world_act(t, ANN, NORTH);
}

static int64_t rows(struct test_db *t, const char *table)
{
	int64_t n = -1;

	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, table))
			assert_ok(db_table_rows(t->c->tx, &db_tables[i], &n));
	assert_true(n >= 0);
	return n;
}

static person_id who(struct test_db *t, const char *system, const char *value)
{
	struct fhir_identifier_person_row row;

	assert_ok(fhir_identifier_person(t->c->tx, &row, .system_ = str_of(system), .value = str_of(value)));
	return row.person_id;
}

static struct person_get_row get(struct test_db *t, person_id id)
{
	struct person_get_row row;

	assert_ok(person_get(t->c->tx, &row, .id = id));
	return row;
}

static str exported(struct test_db *t, enum fhir_type type, bool everything)
{
	struct buf b;
	struct sink s;
	int64_t lines;
	str out;

	buf_init(&b, 1 << 20);
	sink_buf(&s, &b);
	assert_ok(fhir_export(t->c, &s, type, everything, &lines));
	assert_ok(sink_end(&s));
	out = str_copy(t->c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static bool has(str text, const char *part)
{
	return str_index(text, str_of(part)) >= 0;
}

/* ---- import ---------------------------------------------------------------------------------------------------------------- */

static void a_patient_becomes_a_person_the_center_knows(struct test_db *t)
{
	struct person_get_row p;
	int64_t known;

	begin(t);
	known = rows(t, "center_person");
	import(t, DANA, "1 0 0 0");
	p = get(t, who(t, "urn:mrn", "7"));
	assert_str(p.family, "Reyes");
	assert_str(p.given, "Dana Lee");
	assert_str(p.preferred, "Dee");
	assert_str(str_of(date_show(p.birth_on).s), "1990-02-03");
	assert_int_equal(p.sex, SEX_FEMALE);
	assert_str(p.phone, "512-555-0100");
	assert_str(p.email, "dana@example.org");
	assert_str(p.street, "1 Main St, Apt 2");
	assert_str(p.zip, "78701");
	assert_str(p.language, "es");
	assert_int_equal(rows(t, "center_person"), known + 1);
	assert_int_equal(rows(t, "person_identifier"), 1);
}

static void the_same_file_again_changes_nothing(struct test_db *t)
{
	int64_t people, journal;

	begin(t);
	import(t, DANA "\n" EVE, "2 0 0 0");
	people = rows(t, "person");
	journal = rows(t, "journal");
	import(t, DANA "\n" EVE, "0 0 2 0");
	assert_int_equal(rows(t, "person"), people);
	assert_int_equal(rows(t, "journal"), journal + 1);
}

static void each_person_changed_and_the_whole_are_in_the_journal(struct test_db *t)
{
	int64_t before;

	begin(t);
	before = rows(t, "journal");
	import(t, DANA "\n" EVE "\nbroken", "2 0 0 1");
	assert_int_equal(rows(t, "journal"), before + 3);
}

static void a_known_identifier_updates_under_another_id(struct test_db *t)
{
	int64_t people;

	begin(t);
	import(t, EVE, "1 0 0 0");
	people = rows(t, "person");
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"elsewhere\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"8\"}],"
		"\"name\":[{\"family\":\"Ek\",\"given\":[\"Eva\"]}]}", "0 1 0 0");
	assert_int_equal(rows(t, "person"), people);
	assert_str(get(t, who(t, "urn:mrn", "8")).given, "Eva");
}

static void identifiers_of_two_people_are_told_and_not_merged(struct test_db *t)
{
	begin(t);
	import(t, DANA "\n" EVE, "2 0 0 0");
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"x\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"},"
		"{\"system\":\"urn:mrn\",\"value\":\"8\"}],\"name\":[{\"family\":\"Both\",\"given\":[\"B\"]}]}", "0 0 0 1");
	assert_str(get(t, who(t, "urn:mrn", "7")).family, "Reyes");
	assert_str(get(t, who(t, "urn:mrn", "8")).family, "Ek");
}

static void an_id_of_another_system_is_not_taken_for_the_person_we_know(struct test_db *t)
{
	begin(t);
	import(t, DANA, "1 0 0 0");
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"dana\",\"identifier\":[{\"system\":\"urn:other\",\"value\":\"1\"}],"
		"\"name\":[{\"family\":\"Someone\",\"given\":[\"Else\"]}],\"birthDate\":\"1950-01-01\"}", "0 0 0 1");
	assert_str(get(t, who(t, "urn:mrn", "7")).family, "Reyes");
}

static void an_identifier_that_was_taken_back_leads_nowhere(struct test_db *t)
{
	struct fhir_identifier_person_row row;

	begin(t);
	import(t, EVE, "1 0 0 0");
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"eve\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"9\"}],"
		"\"name\":[{\"family\":\"Ek\",\"given\":[\"Eve\"]}]}", "0 1 0 0");
	assert_int_equal(fhir_identifier_person(t->c->tx, &row, .system_ = STR("urn:mrn"), .value = STR("8")), ERR_NOT_FOUND);
	assert_str(get(t, who(t, "urn:mrn", "9")).given, "Eve");
}

static void a_broken_line_is_told_with_its_place_and_the_rest_goes_in(struct test_db *t)
{
	struct fhir_import im;

	begin(t);
	im = import_pass(t, "mix.ndjson",
		DANA "\n{\"resourceType\":\"Patient\",\"id\":\n\n{\"resourceType\":\"Patient\",\"id\":\"n\"}\n" EVE);
	assert_int_equal(fhir_total(&im).added, 2);
	assert_int_equal(im.n_refusals, 2);
	assert_str(im.refusals[0].file, "mix.ndjson");
	assert_int_equal(im.refusals[0].line, 2);
	assert_str(im.refusals[0].reason, "It cannot be read: the line ends before the resource does.");
	assert_int_equal(im.refusals[1].line, 4);
	assert_str(im.refusals[1].what, "Patient/n");
	assert_str(im.refusals[1].reason, "It has no name. A person needs one.");
}

static void a_file_that_is_not_fhir_changes_nothing(struct test_db *t)
{
	int64_t people, kept;
	char csv[2000] = "";

	begin(t);
	people = rows(t, "person");
	kept = rows(t, "fhir_resource");
	for (int i = 0; i < 60; i++)
		strncat(csv, "given,family,1990-01-01\n", sizeof(csv) - strlen(csv) - 1);
	import(t, csv, "0 0 0 21"); /* twenty lines, then it is given up */
	import(t, "{\"people\":[{\"name\":\"x\"}]}", "0 0 0 1");
	import(t, "", "0 0 0 0");
	assert_int_equal(rows(t, "person"), people);
	assert_int_equal(rows(t, "fhir_resource"), kept);
}

static void a_bundle_is_taken_whichever_way_it_is_written(struct test_db *t)
{
	begin(t);
	import(t, "{\"resourceType\":\"Bundle\",\"entry\":[{\"fullUrl\":\"urn:uuid:1\",\"resource\":" DANA "},{\"resource\":" EVE "},"
		"{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o\"}}]}", "2 0 0 0");
	import(t, "{\"entry\":[{\"resource\":" DANA "}],\"resourceType\":\"Bundle\"}", "0 0 1 0");
}

static err change_name(struct wtx *w, void *arg)
{
	struct person_get_row *p = arg;

	return person_update(w, NULL, .id = p->id, .seen_version = p->version, .family = STR("Reyes-Ortiz"), .given = p->given,
		.preferred = p->preferred, .pronouns = p->pronouns, .folded = STR("x"), .birth_on = p->birth_on, .sex = p->sex,
		.language = p->language, .phone = p->phone, .email = p->email, .street = p->street, .city = p->city, .state = p->state,
		.zip = p->zip);
}

static void rename_dana(struct test_db *t)
{
	struct person_get_row p = get(t, who(t, "urn:mrn", "7"));

	assert_ok(db_write(t->c, t->db, change_name, &p));
	(void)world_look(t);
}

static void what_was_changed_here_stays_and_what_they_changed_is_taken(struct test_db *t)
{
	struct person_get_row p;

	begin(t);
	import(t, DANA, "1 0 0 0");
	rename_dana(t);
	import(t, DANA, "0 0 1 0");
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"dana\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"}],"
		"\"name\":[{\"use\":\"official\",\"family\":\"Reyes\",\"given\":[\"Dana\",\"Lee\"]}],\"birthDate\":\"1990-02-04\"}", "0 1 0 0");
	p = get(t, who(t, "urn:mrn", "7"));
	assert_str(p.family, "Reyes-Ortiz");
	assert_str(str_of(date_show(p.birth_on).s), "1990-02-04");
	assert_null(p.phone.p); /* they took it away, and nobody had changed it here */
}

static void a_death_is_noted_with_or_without_its_day(struct test_db *t)
{
	begin(t);
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"a\",\"identifier\":[{\"system\":\"s\",\"value\":\"1\"}],"
		"\"name\":[{\"family\":\"A\"}],\"deceasedDateTime\":\"2020-05-06T08:15:54-05:00\"}\n"
		"{\"resourceType\":\"Patient\",\"id\":\"b\",\"identifier\":[{\"system\":\"s\",\"value\":\"2\"}],\"name\":[{\"family\":\"B\"}],"
		"\"deceasedBoolean\":true}", "2 0 0 0");
	assert_str(str_of(date_show(get(t, who(t, "s", "1")).deceased_on).s), "2020-05-06");
	assert_str(str_of(date_show(get(t, who(t, "s", "2")).deceased_on).s), "2026-11-23");
	assert_true(has(exported(t, FHIR_PATIENT, true), "\"deceasedBoolean\":true}\n"));
}

#define AUNT(patient) \
	"{\"resourceType\":\"RelatedPerson\",\"id\":\"r1\",\"patient\":" patient ",\"relationship\":[{\"coding\":[{\"code\":\"MTH\"}]}," \
	"{\"coding\":[{\"code\":\"C\"}]}],\"name\":[{\"family\":\"Reyes\",\"given\":[\"Maria\"]}]}"

static void a_relative_may_stand_before_the_patient(struct test_db *t)
{
	struct person_relations_rows r;

	begin(t);
	import(t, AUNT("{\"reference\":\"Patient/dana\"}") "\n" DANA, "2 0 0 0");
	assert_ok(person_relations(t->c->tx, &r, .person_id = who(t, "urn:mrn", "7")));
	assert_int_equal(r.n, 1);
	assert_int_equal(r.v[0].relationship, RELATIONSHIP_PARENT);
	assert_true(r.v[0].emergency);
	import(t, AUNT("{\"reference\":\"https://x.org/fhir/Patient/dana\"}"), "0 1 0 0");
	import(t, AUNT("{\"identifier\":{\"system\":\"urn:mrn\",\"value\":\"7\"}}"), "0 1 0 0");
	import(t, AUNT("{\"reference\":\"Patient/nobody\"}"), "0 0 0 1");
}

#define DOCTOR \
	"{\"resourceType\":\"Practitioner\",\"id\":\"d\"," \
	"\"identifier\":[{\"system\":\"http://hl7.org/fhir/sid/us-npi\",\"value\":\"1234567893\"}]," \
	"\"name\":[{\"family\":\"Doe\",\"given\":[\"Jo\"]}]," \
	"\"qualification\":[{\"code\":{\"text\":\"LCSW\"}},{\"code\":{\"coding\":[{\"code\":\"PhD\"}]}}]}"

static void a_practitioner_works_at_the_center_only_when_it_is_named(struct test_db *t)
{
	struct fhir_staff_get_row s;
	int64_t here;

	begin(t);
	here = rows(t, "center_staff");
	t->c->center = 0;
	import(t, DOCTOR, "1 0 0 0");
	assert_ok(fhir_staff_get(t->c->tx, &s, .person_id = who(t, FHIR_NPI, "1234567893")));
	assert_str(s.npi, "1234567893");
	assert_str(s.credentials, "LCSW, PhD");
	assert_int_equal(rows(t, "center_staff"), here);
	world_act(t, ANN, NORTH);
	import(t, DOCTOR, "0 1 0 0");
	assert_int_equal(rows(t, "center_staff"), here + 1);
}

static void a_place_that_is_our_center_is_linked_and_no_center_is_made(struct test_db *t)
{
	struct fhir_import im;
	int64_t centers;

	begin(t);
	centers = rows(t, "center");
	im = import_pass(t, "places.ndjson", "{\"resourceType\":\"Location\",\"id\":\"n\",\"name\":\"CENTER 101\"}\n"
		"{\"resourceType\":\"Location\",\"id\":\"z\",\"name\":\"Zebra Clinic\"}");
	assert_int_equal(im.by_type[FHIR_LOCATION].added, 2);
	assert_int_equal(im.by_type[FHIR_LOCATION].linked, 1);
	assert_int_equal(rows(t, "center"), centers);
	assert_str(exported(t, FHIR_LOCATION, false), "{\"resourceType\":\"Location\",\"id\":\"n\",\"name\":\"CENTER 101\"}\n");
}

/* ---- export ---------------------------------------------------------------------------------------------------------------- */

static void what_came_comes_back_byte_for_byte(struct test_db *t)
{
	str all;

	begin(t);
	import(t, DANA "\n" EVE "\n" DOCTOR "\n" AUNT("{\"reference\":\"Patient/dana\"}"), "4 0 0 0");
	all = exported(t, FHIR_OTHER, true);
	assert_true(has(all, DANA "\n"));
	assert_true(has(all, EVE "\n"));
	assert_true(has(all, DOCTOR "\n"));
	assert_true(has(all, AUNT("{\"reference\":\"Patient/dana\"}") "\n"));
}

static void a_name_changed_here_is_in_the_export_and_the_rest_is_as_it_came(struct test_db *t)
{
	str line;

	begin(t);
	import(t, DANA, "1 0 0 0");
	rename_dana(t);
	line = exported(t, FHIR_PATIENT, false);
	assert_true(has(line,
		"\"name\":[{\"use\":\"official\",\"family\":\"Reyes-Ortiz\",\"given\":[\"Dana\",\"Lee\"]},{\"use\":\"nickname\""));
	assert_false(has(line, "\"Reyes\""));
	assert_true(has(line, "\"valueDecimal\":1.50}"));
	assert_true(has(line, "\"_birthDate\":{\"extension\":[{\"url\":\"http://example.org/time\",\"valueTime\":\"06:00:00\"}]}"));
	assert_true(has(line, "\"unknown\":{\"x\":[null,true]}"));
	assert_true(has(line, "\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\"}]"));
	assert_true(has(line, "\"value\":\"999-00-0001\""));
}

static void a_narrative_with_the_old_name_goes_when_the_name_changes(struct test_db *t)
{
	begin(t);
	import(t, "{\"resourceType\":\"Patient\",\"id\":\"d\",\"text\":{\"status\":\"generated\",\"div\":\"<div>Dana Reyes</div>\"},"
		"\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"7\"}],\"name\":[{\"family\":\"Reyes\"}]}", "1 0 0 0");
	assert_true(has(exported(t, FHIR_PATIENT, false), "<div>"));
	rename_dana(t);
	assert_false(has(exported(t, FHIR_PATIENT, false), "<div>"));
}

static void who_was_entered_here_is_exported_and_known_again(struct test_db *t)
{
	str all;
	int64_t people;

	begin(t);
	all = exported(t, FHIR_PATIENT, false);
	assert_true(has(all, "\"system\":\"urn:porchlight:person\""));
	assert_true(has(all, "\"family\":\"Porter\""));
	people = rows(t, "person");
	import(t, str_z(t->c->arena, all), "0 1 0 0");
	assert_int_equal(rows(t, "person"), people);
}

static void one_center_exports_only_its_own_people(struct test_db *t)
{
	begin(t);
	assert_false(has(exported(t, FHIR_OTHER, false), "\"Sam\""));
	assert_true(has(exported(t, FHIR_OTHER, true), "\"Sam\""));
}

#define LEAST "{\"name\":[{\"family\":\"F\"}]}"

/* Every fact, written into every kind of resource, is the fact that is read again. */
static void write_and_read(struct ctx *c, const char *resource, enum fhir_type type, enum fact which, str value)
{
	struct jnode *n;
	struct jtree_trouble trouble;
	struct facts was, want, again;
	struct buf b;

	assert_ok(jtree_parse(c->arena, str_of(resource), &n, &trouble));
	fhir_read_facts(c->arena, n, type, &was);
	want = was;
	want.v[which] = value;
	fhir_write_facts(c->arena, n, type, &was, &want);
	buf_init(&b, 1 << 20);
	jtree_write(&b, n);
	assert_ok(jtree_parse(c->arena, str_copy(c->arena, buf_view(&b)), &n, &trouble));
	fhir_read_facts(c->arena, n, type, &again);
	for (enum fact i = 0; i < FACT_COUNT; i++)
		if (facts_differ(&want, &again, i))
			fail_msg("after %s = \"%.*s\": %s is \"%.*s\", not \"%.*s\", in %.*s", fact_names[which], STR_ARG(value), fact_names[i],
				STR_ARG(again.v[i]), STR_ARG(want.v[i]), STR_ARG(buf_view(&b)));
	buf_free(&b);
}

static void every_fact_that_is_written_is_read_again(void **state)
{
	static const char *const values[FACT_COUNT] = {[FACT_BIRTH] = "2001-02-03", [FACT_SEX] = "male", [FACT_DECEASED] = "2020-01-02",
		[FACT_RELATIONSHIP] = "sibling", [FACT_EMERGENCY] = "yes", [FACT_LANGUAGE] = "pt-BR"};
	static const struct {
		const char *text;
		enum fhir_type type;
	} resources[] = {{LEAST, FHIR_PATIENT}, {DANA, FHIR_PATIENT}, {EVE, FHIR_PATIENT},
		{LEAST, FHIR_PRACTITIONER}, {DOCTOR, FHIR_PRACTITIONER},
		{AUNT("{}"), FHIR_RELATED_PERSON}};
	struct ctx *c = test_ctx();

	(void)state;
	for (size_t r = 0; r < COUNT_OF(resources); r++)
		for (enum fact i = 0; i < FACT_COUNT; i++) {
			bool staffs = i == FACT_NPI || i == FACT_CREDENTIALS, related = i == FACT_RELATIONSHIP || i == FACT_EMERGENCY;
			bool persons = i == FACT_BIRTH || i == FACT_SEX || i == FACT_PRONOUNS || i == FACT_LANGUAGE || i == FACT_DECEASED;

			if ((staffs && resources[r].type != FHIR_PRACTITIONER) || related != (resources[r].type == FHIR_RELATED_PERSON && related)
				|| (persons && resources[r].type == FHIR_RELATED_PERSON))
				continue;
			write_and_read(c, resources[r].text, resources[r].type, i, values[i] ? str_of(values[i]) : STR("Other words"));
			if (i != FACT_RELATIONSHIP && i != FACT_FAMILY && i != FACT_GIVEN)
				write_and_read(c, resources[r].text, resources[r].type, i, STR_NONE);
		}
	write_and_read(c, DANA, FHIR_PATIENT, FACT_LANGUAGE, STR("American Sign Language"));
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	on_both(a_patient_becomes_a_person_the_center_knows),
	on_both(the_same_file_again_changes_nothing),
	on_both(each_person_changed_and_the_whole_are_in_the_journal),
	on_both(a_known_identifier_updates_under_another_id),
	on_both(identifiers_of_two_people_are_told_and_not_merged),
	on_both(an_id_of_another_system_is_not_taken_for_the_person_we_know),
	on_both(an_identifier_that_was_taken_back_leads_nowhere),
	on_both(a_broken_line_is_told_with_its_place_and_the_rest_goes_in),
	on_both(a_file_that_is_not_fhir_changes_nothing),
	on_both(a_bundle_is_taken_whichever_way_it_is_written),
	on_both(what_was_changed_here_stays_and_what_they_changed_is_taken),
	on_both(a_death_is_noted_with_or_without_its_day),
	on_both(a_relative_may_stand_before_the_patient),
	on_both(a_practitioner_works_at_the_center_only_when_it_is_named),
	on_both(a_place_that_is_our_center_is_linked_and_no_center_is_made),
	on_both(what_came_comes_back_byte_for_byte),
	on_both(a_name_changed_here_is_in_the_export_and_the_rest_is_as_it_came),
	on_both(a_narrative_with_the_old_name_goes_when_the_name_changes),
	on_both(who_was_entered_here_is_exported_and_known_again),
	on_both(one_center_exports_only_its_own_people),
	cmocka_unit_test(every_fact_that_is_written_is_read_again),
};
TEST_GROUP(fhir, tests)
