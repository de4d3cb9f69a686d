/* directory_search_test.c - what counts and choices mean, where a search may start, and that a process sees a new edition. */
#include "care/directory/directory.h"
#include "care/directory/xlsx.h"
#include "support/world.h"

#include <zip.h>

#define HEAD "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info\n"
#define ROW(name, zip, codes) name ",,12 Elm Street,,Austin,TX," zip ",512-555-0100,,,,,SA * " codes "\n"

static void start(struct test_db *t)
{
	world_make(t);
	t->c->db = t->db;
	access_local(t->c);
}

static void bring(struct test_db *t, const char *text)
{
	struct directory_file file = {STR("sa_2024.csv"), {(const uint8_t *)text, strlen(text)}};
	struct directory_summary s;

	assert_ok(directory_import(t->c, &file, 1, STR_NONE, NULL, &s));
}

static size_t option(const char *group, const char *code)
{
	int i = directory_option(str_of(group), str_of(code));

	assert_true(i >= 0);
	return (size_t)i;
}

static void choose(struct directory_query *q, const char *group, const char *code)
{
	directory_add(&q->chosen, option(group, code));
}

static struct directory_query near(struct test_db *t, const char *place, int miles)
{
	struct directory_query q = {.miles = miles};

	assert_ok(directory_spot(t->c, "near", str_of(place), &q.near));
	return q;
}

static struct directory_result found(struct test_db *t, const struct directory_query *q)
{
	struct directory_result r;

	assert_ok(directory_search(world_look(t), q, &r));
	return r;
}

/* A: Medicaid, CBT; B: Medicare, CBT, motivational; C: private, motivational; D: self-pay alone, far away. */
static void four(struct test_db *t)
{
	start(t);
	bring(t,
		HEAD ROW("A", "78702", "OIT * MD * CBT") ROW("B", "78702", "OIT * MC * CBT MOTI") ROW("C", "78702", "PI * MOTI")
			ROW("D", "75201", "OIT * SF"));
}

static void in_a_group_of_any_the_other_choices_do_not_count(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	four(t);
	q = near(t, "78702", 25);
	choose(&q, "pays", "medicaid");
	r = found(t, &q);
	assert_int_equal(r.total, 1);
	assert_int_equal(r.with_option[option("pays", "medicare")], 1);
	assert_int_equal(r.with_option[option("pays", "private")], 1);
	assert_int_equal(r.with_option[option("pays", "self-pay")], 0);
	assert_int_equal(r.with_option[option("approach", "cbt")], 1);
	assert_int_equal(r.with_option[option("approach", "motivational")], 0);
	choose(&q, "pays", "medicare");
	assert_int_equal(found(t, &q).total, 2);
}

static void in_a_group_of_all_each_choice_narrows(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	four(t);
	q = near(t, "78702", 25);
	choose(&q, "approach", "cbt");
	r = found(t, &q);
	assert_int_equal(r.total, 2);
	assert_int_equal(r.with_option[option("approach", "motivational")], 1);
	assert_int_equal(r.with_type[PROGRAM_ADDICTION], 2);
	choose(&q, "approach", "motivational");
	r = found(t, &q);
	assert_int_equal(r.total, 1);
	assert_int_equal(r.with_option[option("pays", "medicare")], 1);
	assert_int_equal(r.with_option[option("pays", "medicaid")], 0);
}

static void counts_of_types_leave_the_chosen_type_aside(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	four(t);
	q = near(t, "78702", 25);
	q.type = PROGRAM_TEEN;
	r = found(t, &q);
	assert_int_equal(r.total, 0);
	assert_int_equal(r.with_type[PROGRAM_ADDICTION], 2);
	assert_int_equal(r.with_type[PROGRAM_TYPE_NONE], 3);
	assert_false(r.further);
}

static void without_a_result_the_nearest_beyond_is_told_and_what_else_is_near(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	four(t);
	q = near(t, "78702", 100);
	choose(&q, "pays", "self-pay");
	r = found(t, &q);
	assert_int_equal(r.total, 0);
	assert_true(r.further);
	assert_true(r.nearest.miles > 100 && r.nearest.miles < 200);
	assert_int_equal(r.nearest.place, DIRECTORY_PLACE_ZIP);
	assert_int_equal(r.near_type[PROGRAM_TYPE_NONE], 3);
	assert_int_equal(r.near_type[PROGRAM_ADDICTION], 2);
}

static void a_page_key_of_a_facility_that_is_gone_leads_to_the_first_page(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	four(t);
	q = near(t, "78702", 25);
	q.page = 2;
	q.after = STR("0000000000001");
	r = found(t, &q);
	assert_int_equal(r.first, 0);
	assert_int_equal(r.n, 2);
	q.after = r.next;
	r = found(t, &q);
	assert_int_equal(r.first, 2);
	assert_int_equal(r.n, 1);
	assert_str(r.previous, "");
	assert_null(r.next.p);
	q.after = STR("<script>");
	assert_int_equal(found(t, &q).first, 0);
}

static size_t asked(struct test_db *t, struct directory_memory *m)
{
	struct ctx *c = test_ctx();
	struct directory_query q = near(t, "78702", 25);
	struct directory_result r;

	c->directory = m;
	assert_ok(db_read_begin(c, t->db));
	assert_ok(directory_search(c->tx, &q, &r));
	db_read_end(c);
	test_ctx_free(c);
	return r.total;
}

static void a_process_that_keeps_the_directory_sees_a_new_edition(struct test_db *t)
{
	struct directory_memory *m = directory_memory_open();

	four(t);
	assert_int_equal(asked(t, m), 3);
	assert_int_equal(asked(t, m), 3);
	bring(t, HEAD ROW("A", "78702", "OIT"));
	assert_int_equal(asked(t, m), 1);
	directory_memory_close(m);
}

static void an_empty_database_says_that_there_is_no_directory(struct test_db *t)
{
	struct directory_query q;
	struct directory_result r;

	start(t);
	q = near(t, "78702", 25);
	r = found(t, &q);
	assert_false(r.loaded);
	assert_int_equal(r.total, 0);
}

/* ---- the eight questions ------------------------------------------------------------------------------------------------- */

static void codes_answer_what_they_say_and_the_rest_is_to_be_asked(struct test_db *t)
{
	const struct directory_pack *pack = directory_pack();
	struct directory_facilities f;
	struct directory_query q;
	struct directory_result r;
	struct texts answer;

	start(t);
	bring(t, HEAD ROW("A", "78702", "OIT * MD PI * CBT * ACC"));
	q = near(t, "78702", 25);
	r = found(t, &q);
	assert_ok(directory_load(t->c->tx, &r.hits[0].id, 1, &f));
	assert_int_equal(pack->n_questions, 8);
	answer = directory_answer(t->c, f.v, &pack->questions[1]);
	assert_int_equal(answer.n, 2);
	assert_str(answer.v[0], "Medicaid");
	assert_str(answer.v[1], "Private health insurance");
	assert_int_equal(directory_answer(t->c, f.v, &pack->questions[0]).n, 0); /* how long: no code says */
	assert_int_equal(directory_answer(t->c, f.v, &pack->questions[7]).n, 0);
	assert_true(pack->questions[7].ask.n > 0);
}

/* ---- where to look from --------------------------------------------------------------------------------------------------- */

static void spot_is(struct ctx *c, const char *typed, enum directory_spot_kind kind, const char *label, double latitude,
	double longitude)
{
	struct directory_spot s;

	assert_ok(directory_spot(c, "near", str_of(typed), &s));
	assert_int_equal(s.kind, kind);
	assert_str(s.label, label);
	assert_true(directory_miles(s.latitude, s.longitude, latitude, longitude) < 5);
}

static void a_place_is_understood_as_people_write_it(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	spot_is(c, "78702", DIRECTORY_SPOT_ZIP, "78702", 30.263, -97.714);
	spot_is(c, " 04609-1234 ", DIRECTORY_SPOT_ZIP, "04609", 44.397, -68.264);
	spot_is(c, "Austin, TX", DIRECTORY_SPOT_CITY, "Austin, TX", 30.267, -97.743);
	spot_is(c, "austin texas", DIRECTORY_SPOT_CITY, "Austin, TX", 30.267, -97.743);
	spot_is(c, "St Louis, Missouri", DIRECTORY_SPOT_CITY, "St. Louis, MO", 38.627, -90.198);
	spot_is(c, "Saint Louis MO", DIRECTORY_SPOT_CITY, "St. Louis, MO", 38.627, -90.198);
	spot_is(c, "charleston west virginia", DIRECTORY_SPOT_CITY, "Charleston, WV", 38.35, -81.633);
	spot_is(c, "30.2634, -97.7145", DIRECTORY_SPOT_POINT, "your location", 30.263, -97.714);
	spot_is(c, "10499", DIRECTORY_SPOT_ZIP_AREA, "10499", 40.83, -73.87); /* a post office of the Bronx */
	test_ctx_free(c);
}

static void what_is_no_place_is_answered_with_what_to_type(void **state)
{
	static const char *const typed[] = {
		"", "787", "00000", "Austin", "Nosuchtown, TX", "91,181", "1.5.5,2", ",", "\xff\xfe", "TX"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		struct ctx *c = test_ctx();
		struct directory_spot s;

		assert_int_equal(directory_spot(c, "near", str_of(typed[i]), &s), ERR_INVALID);
		assert_true(problem_of(c, "near").n > 0);
		test_ctx_free(c);
	}
}

/* ---- workbooks -------------------------------------------------------------------------------------------------------------- */

#define SHEET "<worksheet xmlns='x'><sheetData>"
#define SHEET_END "</sheetData></worksheet>"

struct book {
	char *p;
	size_t n;
};

/* A workbook of one sheet and, if given, strings; the caller frees it. `pad` blanks stand before the sheet's end. */
static struct book book_of(const char *sheet, const char *strings, size_t pad)
{
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	char *text = malloc(strlen(sheet) + pad + 1);
	struct book b = {0};
	zip_stat_t about;

	assert_non_null(z);
	memset(text, ' ', pad);
	memcpy(text + pad, sheet, strlen(sheet) + 1);
	zip_source_keep(memory);
	zip_file_add(z, "xl/worksheets/sheet1.xml", zip_source_buffer(z, text, strlen(sheet) + pad, 0), 0);
	if (strings)
		zip_file_add(z, "xl/sharedStrings.xml", zip_source_buffer(z, strings, strlen(strings), 0), 0);
	assert_int_equal(zip_close(z), 0);
	free(text);
	zip_source_open(memory);
	zip_source_stat(memory, &about);
	b.n = (size_t)about.size;
	b.p = malloc(b.n);
	assert_int_equal(zip_source_read(memory, b.p, b.n), (zip_int64_t)b.n);
	zip_source_close(memory);
	zip_source_free(memory);
	return b;
}

static err note_row(void *arg, size_t row, const str *cells, size_t n, bool *enough)
{
	struct buf *b = arg;

	(void)enough;
	buf_format(b, "%zu:", row);
	for (size_t i = 0; i < n; i++)
		buf_format(b, "[%.*s]", STR_ARG(cells[i]));
	return OK;
}

/* What is read, or the sentence that says why not. */
static str read_book(struct ctx *c, const char *sheet, const char *strings, size_t pad, err *e)
{
	struct book book = book_of(sheet, strings, pad);
	struct buf b;
	str out;

	buf_init(&b, 65536);
	*e = xlsx_read(c, "book.xlsx", (bytes){(const uint8_t *)book.p, book.n}, NULL, note_row, &b);
	out = *e == OK ? str_copy(c->arena, buf_view(&b)) : c->fail_text;
	buf_free(&b);
	free(book.p);
	return out;
}

static void cells_of_every_kind_are_read(void **state)
{
	struct ctx *c = test_ctx();
	err e;
	str s = read_book(c,
		SHEET "<row r='1'><c r='A1' t='s'><v>1</v></c><c r='C1' "
			  "t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r></is></c></row>"
			  "<row r='5'><c r='B5'><v>6708</v></c><c t='str'><v>a&amp;b</v></c></row><row/>" SHEET_END,
		"<sst><si><t>zero</t></si><si><r><t>on</t></r><r><t>e</t></r><rPh><t>wun</t></rPh></si></sst>", 0, &e);

	(void)state;
	assert_int_equal(e, OK);
	assert_str(s, "1:[one][][inline]5:[][6708][a&b]6:");
	test_ctx_free(c);
}

static void broken_workbooks_are_refused(void **state)
{
	static const struct {
		const char *sheet, *strings, *why;
		err e;
	} cases[] = {
		{SHEET "<row><c t='s'><v>9</v></c></row>" SHEET_END, NULL, "a cell names a text that is not in the workbook",
			ERR_MALFORMED},
		{SHEET "<row><c>", NULL, "sheet1.xml, line 1", ERR_MALFORMED},
		{"<!DOCTYPE x [<!ENTITY a 'b'>]>" SHEET "<row/>" SHEET_END, NULL, "it defines entities", ERR_MALFORMED},
		{SHEET "<row r='500001'/>" SHEET_END, NULL, "more than 500,000 rows", ERR_TOO_LARGE},
		{SHEET SHEET_END, "<sst><si>", "sharedStrings.xml", ERR_MALFORMED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ctx *c = test_ctx();
		err e;
		str why = read_book(c, cases[i].sheet, cases[i].strings, 0, &e);

		assert_int_equal(e, cases[i].e);
		assert_true(str_index(why, str_of(cases[i].why)) >= 0);
		test_ctx_free(c);
	}
}

static void a_workbook_that_unpacks_to_gigabytes_is_refused(void **state)
{
	struct ctx *c = test_ctx();
	err e;
	str why = read_book(c, SHEET SHEET_END, NULL, XLSX_UNPACKED + 1, &e);

	(void)state;
	assert_int_equal(e, ERR_TOO_LARGE);
	assert_str(why, "book.xlsx cannot be read: it unpacks to more than 256 MB.");
	test_ctx_free(c);
}

static void an_archive_that_is_damaged_or_no_workbook_is_refused(void **state)
{
	struct book book = book_of(SHEET "<row><c><v>1</v></c></row>" SHEET_END, NULL, 2000);

	(void)state;
	assert_true(xlsx_is((bytes){(const uint8_t *)book.p, book.n}));
	for (size_t n = 4; n < book.n; n += 7) {
		struct ctx *c = test_ctx();
		struct buf b;

		buf_init(&b, 65536);
		assert_int_equal(
			xlsx_read(c, "cut.xlsx", (bytes){(const uint8_t *)book.p, n}, NULL, note_row, &b), ERR_MALFORMED);
		buf_free(&b);
		test_ctx_free(c);
	}
	free(book.p);
}

static const struct CMUnitTest tests[] = {
	on_both(in_a_group_of_any_the_other_choices_do_not_count),
	on_both(in_a_group_of_all_each_choice_narrows),
	on_both(counts_of_types_leave_the_chosen_type_aside),
	on_both(without_a_result_the_nearest_beyond_is_told_and_what_else_is_near),
	on_both(a_page_key_of_a_facility_that_is_gone_leads_to_the_first_page),
	on_both(a_process_that_keeps_the_directory_sees_a_new_edition),
	on_both(an_empty_database_says_that_there_is_no_directory),
	on_both(codes_answer_what_they_say_and_the_rest_is_to_be_asked),
	cmocka_unit_test(a_place_is_understood_as_people_write_it),
	cmocka_unit_test(what_is_no_place_is_answered_with_what_to_type),
	cmocka_unit_test(cells_of_every_kind_are_read),
	cmocka_unit_test(broken_workbooks_are_refused),
	cmocka_unit_test(a_workbook_that_unpacks_to_gigabytes_is_refused),
	cmocka_unit_test(an_archive_that_is_damaged_or_no_workbook_is_refused),
};
TEST_GROUP(directory_search, tests)
