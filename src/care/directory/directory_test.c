/* directory_test.c - what the directory promises: the published editions come in whole, nothing comes in that cannot be right, and
 * searching finds exactly what the lists say. The numbers of 2022 were counted from the files by another program. */
#include "base/id.h"
#include "base/pack.h"
#include "care/directory/directory.h"
#include "support/world.h"

#define HEAD "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info\n"
#define SA_ROW(name, zip) name ",,12 Elm Street,,Austin,TX," zip ",512-555-0100,,,,,SA * OP OIT * MC MD * CO * ACC\n"
#define MH_ROW(name, zip) name ",,12 Elm Street,,Austin,TX," zip ",512-555-0100,,,,,MH * OP PHDT * MD PI * PED\n"

static void start(struct test_db *t)
{
	world_make(t);
	t->c->db = t->db;
	access_local(t->c);
}

static err bring(struct test_db *t, const char *name, const char *text, struct directory_summary *s)
{
	struct directory_file file = {str_of(name), {(const uint8_t *)text, strlen(text)}};

	problems_clear(t->c);
	return directory_import(t->c, &file, 1, STR_NONE, NULL, s);
}

static void bring_2022(struct test_db *t, struct directory_summary *s)
{
	static const char *const names[] = {"packs/directory/National_Directory_MH_Facilities_2022.xlsx",
		"packs/directory/National_Directory_SA_Facilities_2022.xlsx"};
	struct directory_file files[2];

	for (size_t i = 0; i < COUNT_OF(names); i++)
		files[i] = (struct directory_file){str_of(names[i]), pack_find(str_of(names[i]))->body};
	assert_ok(directory_import(t->c, files, 2, STR_NONE, NULL, s));
}

static struct directory_query near(struct test_db *t, const char *place, int miles, enum program_type type)
{
	struct directory_query q = {.miles = miles, .type = type};

	assert_ok(directory_spot(t->c, "near", str_of(place), &q.near));
	return q;
}

static void choose(struct directory_query *q, const char *group, const char *code)
{
	int option = directory_option(str_of(group), str_of(code));

	assert_true(option >= 0);
	directory_add(&q->chosen, (size_t)option);
}

static struct directory_result found(struct test_db *t, const struct directory_query *q)
{
	struct directory_result r;

	assert_ok(directory_search(world_look(t), q, &r));
	return r;
}

static size_t total(struct test_db *t, const char *place, int miles, enum program_type type)
{
	struct directory_query q = near(t, place, miles, type);

	return found(t, &q).total;
}

/* ---- the editions of 2022 ------------------------------------------------------------------------------------------------ */

static void tally_is(const struct directory_tally *t, int64_t read, int64_t repeated, int64_t exact, int64_t zip,
	int64_t city, int64_t unplaced)
{
	assert_str(t->edition, "2022");
	assert_int_equal(t->read, read);
	assert_int_equal(t->taken, read);
	assert_int_equal(t->refused, 0);
	assert_int_equal(t->repeated, repeated);
	assert_int_equal(t->by_place[DIRECTORY_PLACE_EXACT], exact);
	assert_int_equal(t->by_place[DIRECTORY_PLACE_ZIP], zip);
	assert_int_equal(t->by_place[DIRECTORY_PLACE_CITY], city);
	assert_int_equal(t->by_place[DIRECTORY_PLACE_NONE], unplaced);
}

static void types_near(struct test_db *t, const char *zip, int miles, const unsigned *want)
{
	for (int type = PROGRAM_ADDICTION; type <= PROGRAM_EATING_DISORDER; type++)
		assert_int_equal(total(t, zip, miles, (enum program_type)type), want[type]);
}

static void a_dense_city_is_searched(struct test_db *t)
{
	struct directory_query q = near(t, "10001", 100, PROGRAM_ADDICTION);

	choose(&q, "pays", "medicaid");
	choose(&q, "language", "spanish");
	choose(&q, "with", "telehealth");
	assert_int_equal(found(t, &q).total, 204);
}

static void pages_follow_each_other(struct test_db *t)
{
	struct directory_query q = near(t, "10001", 100, PROGRAM_ADDICTION);
	struct directory_result r = found(t, &q), before;
	size_t seen = 0;
	double miles = 0;

	assert_null(r.previous.p);
	for (;; r = found(t, &q)) {
		assert_int_equal(r.first, seen);
		for (size_t i = 0; i < r.n; i++) {
			assert_true(r.hits[i].miles >= miles && r.hits[i].miles <= 100);
			miles = r.hits[i].miles;
		}
		seen += r.n;
		if (!r.next.p)
			break;
		q.after = r.next;
	}
	assert_int_equal(seen, 514);
	q.after = r.previous;
	before = found(t, &q);
	assert_int_equal(before.first + before.n, r.first);
}

static void the_editions_of_2022_come_in_whole(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	bring_2022(t, &s);
	assert_int_equal(s.n, 2);
	tally_is(&s.v[0], 9037, 5, 7708, 1321, 8, 0);
	tally_is(&s.v[1], 12176, 11, 10710, 1454, 8, 4);
	assert_int_equal(s.v[0].codes, 176);
	assert_int_equal(s.v[1].codes, 225);
	assert_int_equal(s.n_unknown, 0);
	assert_int_equal(s.facilities, 18709);
	assert_int_equal(s.shared, 2486);
	types_near(t, "78702", 25, (const unsigned[]){0, 16, 6, 13, 7, 5});
	types_near(t, "04609", 100, (const unsigned[]){0, 16, 2, 16, 5, 3});
	types_near(t, "99929", 100, (const unsigned[]){0, 2, 1, 2, 0, 2});
	types_near(t, "10001", 100, (const unsigned[]){0, 514, 179, 449, 191, 127});
	a_dense_city_is_searched(t);
	pages_follow_each_other(t);
}

/* ---- every code ------------------------------------------------------------------------------------------------------------ */

/* Each option and type of the pack is said by some facility of 2022: no code of it is misspelt. */
static void every_choice_is_offered_somewhere(struct test_db *t)
{
	static const char *const places[] = {
		"10001", "90012", "60601", "77002", "33101", "99501", "96813", "98101", "85001", "55401", "02108"};
	const struct directory_pack *pack = directory_pack();
	unsigned seen[DIRECTORY_OPTIONS_MOST] = {0};

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct directory_query q = near(t, places[i], 100, PROGRAM_TYPE_NONE);
		struct directory_result r = found(t, &q);

		for (size_t k = 0; k < pack->n_options; k++)
			seen[k] += r.with_option[k];
	}
	assert_int_equal(pack->n_options, 77);
	for (size_t k = 0; k < pack->n_options; k++)
		if (!seen[k])
			fail_msg("nobody offers %.*s", STR_ARG(pack->options[k].label));
}

static void what_ships_is_brought_in_once_and_every_choice_is_offered_somewhere(struct test_db *t)
{
	struct directory_editions all;
	struct directory_result r;
	struct directory_query q;
	struct directory_facilities shown;
	bool loaded;

	start(t);
	assert_ok(directory_begin(t->c, &loaded));
	assert_true(loaded);
	assert_ok(directory_begin(t->c, &loaded));
	assert_false(loaded);
	assert_ok(directory_editions(world_look(t), &all));
	assert_int_equal(all.n, 2);
	assert_str(all.v[0].name, "SAMHSA directory of mental health treatment facilities, edition 2022");
	assert_int_equal(all.v[0].facilities, 9032);
	assert_int_equal(all.facilities, 18709);
	q = near(t, "82201", 10, PROGRAM_ADDICTION);
	r = found(t, &q);
	assert_true(r.n > 0);
	assert_ok(directory_load(t->c->tx, &r.hits[0].id, 1, &shown));
	assert_str(shown.v[0].name1, "Peak Wellness Center");
	assert_str(shown.v[0].name2, "Platte County Clinic");
	assert_int_equal(shown.v[0].n_origins, 2); /* it stands in both lists, as one facility */
	assert_str(shown.v[0].services[0].name, "Type of Care");
	assert_str(shown.v[0].services[0].v[0].name, "Substance use treatment");
	for (size_t i = 0; i < shown.v[0].n_services; i++)
		assert_false(str_is(shown.v[0].services[i].name, "Other"));
	every_choice_is_offered_somewhere(t);
}

/* ---- editions ---------------------------------------------------------------------------------------------------------------- */

static facility_id only(struct test_db *t, const char *zip)
{
	struct directory_query q = near(t, zip, 5, PROGRAM_TYPE_NONE);
	struct directory_result r = found(t, &q);

	assert_int_equal(r.total, 1);
	return r.hits[0].id;
}

static void a_new_edition_replaces_the_old_and_the_same_place_keeps_its_address(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;
	facility_id id;

	start(t);
	assert_ok(bring(t, "sa_2023.csv", HEAD SA_ROW("Lantern House", "78702") SA_ROW("Old Mill", "75201"), &s));
	assert_int_equal(s.facilities, 2);
	id = only(t, "78702");
	assert_ok(
		bring(t, "sa_2024.csv", HEAD "LANTERN HOUSE,,12 elm St.,,Austin,TX,78702,512-555-0199,,,,,SA * OP\n", &s));
	assert_int_equal(s.facilities, 1);
	assert_str(s.v[0].edition, "2024");
	assert_int_equal(only(t, "78702").v, id.v);
	assert_ok(directory_find(t->c->tx, id, &f));
	assert_str(f.phone, "512-555-0199");
	assert_str(f.origins[0].name, "SAMHSA directory 2024");
	assert_int_equal(f.types, 0); /* it no longer says OIT */
}

static void a_failed_import_changes_nothing(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	assert_int_equal(bring(t, "sa.csv", "a,b\n1,2\n", &s), ERR_MALFORMED);
	assert_int_equal(bring(t, "sa.csv", HEAD "Nowhere,,,,,TX,,,,,,,SA * OP\n", &s), ERR_INVALID);
	for (unsigned nth = 1; nth < 8; nth++) {
		db_fail_nth(nth);
		assert_int_equal(bring(t, "sa.csv", HEAD SA_ROW("Other", "78702"), &s), ERR_IO);
		db_fail_nth(0);
	}
	assert_int_equal(total(t, "78702", 5, PROGRAM_ADDICTION), 1);
	(void)only(t, "78702");
}

static void a_search_under_way_sees_one_edition_while_the_next_comes_in(struct test_db *t)
{
	static const char next[] = HEAD SA_ROW("New Lantern", "78702") SA_ROW("Newer Lantern", "78702");
	struct directory_file file = {STR("sa.csv"), {(const uint8_t *)next, sizeof(next) - 1}};
	struct ctx *other = test_ctx();
	struct directory_query q = near(t, "78702", 5, PROGRAM_TYPE_NONE);
	struct directory_summary s;
	struct directory_result r;

	start(t);
	assert_ok(bring(t, "sa.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	r = found(t, &q);
	other->db = t->db;
	access_local(other);
	assert_ok(directory_import(other, &file, 1, STR_NONE, NULL, &s));
	test_ctx_free(other);
	assert_ok(directory_search(t->c->tx, &q, &r)); /* the same view as before */
	assert_int_equal(r.total, 1);
	assert_int_equal(found(t, &q).total, 2);
}

static void each_import_has_its_row_in_the_journal(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa_2023.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	world_sql(t,
		"delete from directory_listing where not exists (select 1 from journal where event = 'import' and center_id = "
		"0 and "
		"object = 'SAMHSA directory of substance use treatment facilities, edition 2023')");
	assert_int_equal(total(t, "78702", 5, PROGRAM_ADDICTION), 1);
}

/* ---- both lists -------------------------------------------------------------------------------------------------------------- */

static void the_same_place_in_both_lists_is_one_facility_with_both_sets_of_services(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;
	struct directory_result r;
	struct directory_query q;

	start(t);
	assert_ok(bring(t, "sa.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	assert_ok(bring(t, "mh.csv", HEAD MH_ROW("Lantern House", "78702"), &s));
	assert_int_equal(s.facilities, 1);
	assert_int_equal(s.shared, 1);
	assert_ok(directory_find(world_look(t), only(t, "78702"), &f));
	assert_int_equal(f.n_origins, 2);
	assert_int_equal(f.types,
		1u << PROGRAM_ADDICTION | 1u << PROGRAM_MENTAL_HEALTH | 1u << PROGRAM_CO_OCCURRING |
			1u << PROGRAM_EATING_DISORDER);
	q = near(t, "78702", 5, PROGRAM_TEEN);
	r = found(t, &q);
	assert_int_equal(r.total, 0);
	assert_int_equal(r.near_type[PROGRAM_ADDICTION], 1);
}

/* A name that is written otherwise in the other list, with the same telephone number. */
static void one_number_at_one_address_is_one_facility_and_both_links_lead_there(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;
	facility_id before, after;

	start(t);
	assert_ok(bring(t, "mh.csv", HEAD MH_ROW("Lantern Behavioral Health", "78702"), &s));
	before = only(t, "78702");
	assert_ok(bring(t, "sa.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	assert_int_equal(s.facilities, 1);
	after = only(t, "78702");
	assert_int_not_equal(before.v, after.v);
	assert_ok(directory_find(world_look(t), before, &f));
	assert_int_equal(f.id.v, after.v);
	assert_int_equal(directory_find(t->c->tx, (facility_id){12345}, &f), ERR_NOT_FOUND);
}

static void two_programs_of_one_house_stay_apart(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa.csv",
		HEAD "Lantern,Men,12 Elm Street,,Austin,TX,78702,512-555-0100,,,,,SA * OIT\n"
			 "Lantern,Women,12 Elm Street,,Austin,TX,78702,512-555-0100,,,,,SA * OIT\n",
		&s));
	assert_ok(bring(t, "mh.csv", HEAD "Lantern,,12 Elm Street,,Austin,TX,78702,512-555-0100,,,,,MH * OP\n", &s));
	assert_int_equal(s.facilities, 3); /* and which of the two it is, nobody knows */
}

/* ---- traps --------------------------------------------------------------------------------------------------------------------- */

static void rows_that_cannot_be_right_are_refused_with_row_and_reason(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa.csv",
		HEAD SA_ROW("Good One", "78702") SA_ROW("Good Two", "78702") SA_ROW("Good Three", "78702")
			SA_ROW("Good Four", "78702") SA_ROW("Good Five", "78702") ",,12 Elm Street,,Austin,TX,78702,,,,,,SA\n"
																	  "No State,,1 A Street,,Austin,XX,78702,,,,,,SA\n"
																	  "\"Total: 5 facilities\",,,,,,,,,,,,\n"
																	  "\n,,,,,,,,,,,,\n"
																	  "Lost Zip,,1 A Street,,Austin,TX,7870,,,,,,SA\n",
		&s));
	assert_int_equal(s.v[0].read, 9);
	assert_int_equal(s.v[0].taken, 5);
	assert_int_equal(s.refused, 4);
	assert_int_equal(s.n_refusals, 4);
	assert_int_equal(s.refusals[0].row, 7);
	assert_str(s.refusals[0].reason, "It has no name.");
	assert_str(s.refusals[0].file, "sa.csv");
	assert_str(s.refusals[1].what, "No State");
	assert_str(s.refusals[2].reason, "Its state is none of the United States or their territories.");
	assert_str(s.refusals[3].reason, "Its ZIP code cannot be right."); /* Texas has no ZIP that begins with 0 */
}

static void a_zip_that_lost_its_zeros_gets_them_back(struct test_db *t)
{
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa.csv",
		HEAD "A,,1 A Street,,Waterbury,CT,6708,,,,,,SA\nB,,1 B Street,,San Juan,PR,901,,,,,,SA\n"
			 "C,,1 C Street,,Waterbury,CT,67082460,,,,,,SA\nD,,1 D Street,,Waterbury,CT,06708-2460,,,,,,SA\n",
		&s));
	assert_int_equal(s.v[0].taken, 4);
	assert_int_equal(s.v[0].zips_mended, 3);
	assert_int_equal(total(t, "06708", 5, PROGRAM_TYPE_NONE), 3);
	assert_int_equal(total(t, "00901", 5, PROGRAM_TYPE_NONE), 1);
}

static void codes_that_nobody_explains_are_kept_and_named(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;

	start(t);
	assert_ok(bring(t, "sa.csv",
		HEAD "A,,1 A Street,,Austin,TX,78702,,,,,,SA * OIT  NEWCODE\n"
			 "B,,2 B Street,,Austin,TX,75201,,,,,,SA * NEWCODE\n",
		&s));
	assert_int_equal(s.n_unknown, 1);
	assert_str(s.unknown[0].code, "NEWCODE");
	assert_int_equal(s.unknown[0].n, 2);
	assert_int_equal(total(t, "78702", 5, PROGRAM_ADDICTION), 1);
	assert_ok(directory_find(world_look(t), only(t, "78702"), &f));
	assert_str(f.services[f.n_services - 1].name, "Other");
	assert_str(f.services[f.n_services - 1].v[0].name, "NEWCODE");
}

static void a_code_sheet_that_comes_along_explains_the_codes_of_its_edition(struct test_db *t)
{
	static const char sheet[] =
		"category_code,category_name,service_code,service_name,service_description\n"
		"TC,Type of Care,SA,Substance use treatment,\nSET, Service Setting ,NEWCODE,Evening program \xc2\xa0,\"Two\nlines \"\n";
	static const char list[] = HEAD "A,,1 A Street,,Austin,TX,78702,,,,,,SA * NEWCODE\n";
	struct directory_file files[] = {{STR("list_2025.csv"), {(const uint8_t *)list, sizeof(list) - 1}},
		{STR("codes_2025.csv"), {(const uint8_t *)sheet, sizeof(sheet) - 1}}};
	struct directory_summary s;
	struct directory_facility f;

	start(t);
	assert_ok(directory_import(t->c, files, 2, STR_NONE, NULL, &s));
	assert_int_equal(s.n_unknown, 0);
	assert_int_equal(s.v[0].codes, 2);
	assert_ok(directory_find(world_look(t), only(t, "78702"), &f));
	assert_str(f.services[1].name, "Service Setting");
	assert_str(f.services[1].v[0].name, "Evening program");
	assert_int_equal(directory_import(t->c, files + 1, 1, STR_NONE, NULL, &s), ERR_INVALID);
}

static void repeated_rows_become_one_with_the_services_of_both(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;

	start(t);
	assert_ok(bring(t, "sa.csv",
		HEAD SA_ROW("Twice", "78702") "Twice,,12 Elm Street,Suite 2,Austin,TX,78702,512-555-0111,,,,,SA * DP\n", &s));
	assert_int_equal(s.v[0].repeated, 1);
	assert_ok(directory_find(world_look(t), only(t, "78702"), &f));
	assert_str(f.street2, "Suite 2");
	assert_str(f.phone, "512-555-0111");
	assert_int_equal(f.n_intake, 1);
	assert_str(f.intake[0], "512-555-0100");
	assert_true(directory_has(f.options, (size_t)directory_option(STR("with"), STR("aftercare"))));
}

/* ---- FindTreatment.gov ------------------------------------------------------------------------------------------------------ */

static const char export[] =
	"{\"page\":1,\"recordCount\":4,\"rows\":["
	"{\"_irow\":1,\"name1\":\"Hill Clinic\",\"name2\":\"\",\"street1\":\"1211 N. 8th St.\",\"city\":\"Kansas "
	"City\",\"street2\":null,\"state\":\"KS\","
	"\"zip\":\"66101\",\"phone\":\"(999) "
	"999-9999\",\"latitude\":\"-94.629176\",\"longitude\":\"39.118006\",\"services\":null,"
	"\"typeFacility\":\"OTP\"},"
	"{\"name1\":\"Far From Its "
	"Zip\",\"street1\":\"MCI\",\"city\":\"Norfolk\",\"state\":\"MA\",\"zip\":\"02056\",\"latitude\":\"-94.7095\","
	"\"longitude\":\"39.3032\",\"services\":null,\"type_facility\":\"SA\"},"
	"{\"name1\":\"Oak\",\"street1\":\"1025 Memorial "
	"Drive\",\"city\":\"Oakland\",\"state\":\"MD\",\"zip\":\"21550\",\"phone\":\"(301) 334-7670\","
	"\"type_facility\":\"SA\",\"latitude\":\"39.4160313227139\",\"longitude\":\"-79.3916463837487\",\"website\":\"www."
	"oak.example\",\"services\":["
	"{\"f1\":\"Payment\",\"f2\":\"PAY\",\"f3\":\"Cash or self-payment; Medicaid; Access to Recovery (ATR) voucher\"},"
	"{\"f1\":\"Setting\",\"f2\":\"SET\",\"f3\":\"Outpatient; Intensive Outpatient treatment\"},"
	"{\"f1\":\"Age\",\"f2\":\"AGE\",\"f3\":\"Young adults; Adults\"}]},"
	"{\"name1\":\"What Is It\",\"street1\":\"1 A "
	"St\",\"city\":\"Oakland\",\"state\":\"MD\",\"zip\":\"21550\",\"typeFacility\":\"HC\"}]}";

static void an_export_of_findtreatment_is_read_with_all_its_traps(struct test_db *t)
{
	struct directory_summary s;
	struct directory_facility f;
	struct directory_query q;
	struct directory_result r;

	start(t);
	assert_ok(bring(t, "page1.json", export, &s));
	assert_int_equal(s.v[0].source, DIRECTORY_FINDTREATMENT);
	assert_str(s.v[0].edition, "2026-11-23");
	assert_int_equal(s.v[0].taken, 3);
	assert_int_equal(s.v[0].places_mended, 1);  /* latitude and longitude had changed places */
	assert_int_equal(s.v[0].places_refused, 1); /* Norfolk is not in Kansas */
	assert_int_equal(s.v[0].phones_refused, 1);
	assert_int_equal(s.v[0].by_place[DIRECTORY_PLACE_EXACT], 2);
	assert_str(s.refusals[0].reason, "Its type is neither SA, MH nor OTP.");
	assert_int_equal(s.refusals[0].row, 4);
	assert_int_equal(s.n_unknown, 1);
	assert_str(s.unknown[0].code, "PAY:Access to Recovery (ATR) voucher");
	q = near(t, "21550", 5, PROGRAM_ADDICTION);
	choose(&q, "pays", "medicaid");
	r = found(t, &q);
	assert_int_equal(r.total, 1);
	assert_ok(directory_find(t->c->tx, r.hits[0].id, &f));
	assert_str(f.website, "www.oak.example");
	assert_str(f.origins[0].name, "FindTreatment.gov 2026-11-23");
	assert_int_equal(total(t, "66101", 5, PROGRAM_TYPE_NONE), 1);
}

/* The newer source speaks for its list; a row of it without services does not silence the older one. */
static void a_newer_source_speaks_for_its_list_where_it_says_anything(struct test_db *t)
{
#define TWO_ROWS(services) \
	"[{\"name1\":\"Lantern House\",\"street1\":\"12 Elm " \
	"St\",\"city\":\"Austin\",\"state\":\"TX\",\"zip\":\"78702\",\"type_facility\":\"SA\"," \
	"\"services\":" services "}]"
	struct directory_summary s;

	start(t);
	assert_ok(bring(t, "sa.csv", HEAD SA_ROW("Lantern House", "78702"), &s));
	t->c->now.ms += 1000;
	assert_ok(bring(t, "x.json", TWO_ROWS("null"), &s));
	assert_int_equal(s.facilities, 1);
	assert_int_equal(total(t, "78702", 5, PROGRAM_ADDICTION), 1);
	assert_ok(bring(t, "x.json", TWO_ROWS("[{\"f1\":\"\",\"f2\":\"SET\",\"f3\":\"Outpatient\"}]"), &s));
	assert_int_equal(total(t, "78702", 5, PROGRAM_ADDICTION), 0);
	assert_int_equal(total(t, "78702", 5, PROGRAM_TYPE_NONE), 1);
}

static void an_export_that_was_cut_off_is_refused(struct test_db *t)
{
	char cut[sizeof(export)];
	struct directory_summary s;

	start(t);
	for (size_t n = 1; n < sizeof(export) - 2; n += 37) {
		memcpy(cut, export, n);
		cut[n] = 0;
		assert_int_equal(bring(t, "cut.json", cut, &s), ERR_MALFORMED);
	}
	assert_int_equal(bring(t, "rows.json", "{\"page\":1,\"rows\":{}}", &s), ERR_MALFORMED);
	assert_int_equal(bring(t, "empty.json", "{\"page\":1,\"rows\":[]}", &s), ERR_INVALID);
}

static const struct CMUnitTest tests[] = {
	on_both(the_editions_of_2022_come_in_whole),
	on_both(what_ships_is_brought_in_once_and_every_choice_is_offered_somewhere),
	on_both(a_new_edition_replaces_the_old_and_the_same_place_keeps_its_address),
	on_both(a_failed_import_changes_nothing),
	on_both(a_search_under_way_sees_one_edition_while_the_next_comes_in),
	on_both(each_import_has_its_row_in_the_journal),
	on_both(the_same_place_in_both_lists_is_one_facility_with_both_sets_of_services),
	on_both(one_number_at_one_address_is_one_facility_and_both_links_lead_there),
	on_both(two_programs_of_one_house_stay_apart),
	on_both(rows_that_cannot_be_right_are_refused_with_row_and_reason),
	on_both(a_zip_that_lost_its_zeros_gets_them_back),
	on_both(codes_that_nobody_explains_are_kept_and_named),
	on_both(a_code_sheet_that_comes_along_explains_the_codes_of_its_edition),
	on_both(repeated_rows_become_one_with_the_services_of_both),
	on_both(an_export_of_findtreatment_is_read_with_all_its_traps),
	on_both(a_newer_source_speaks_for_its_list_where_it_says_anything),
	on_both(an_export_that_was_cut_off_is_refused),
};
TEST_GROUP(directory, tests)
