/* csv_test.c - tables as other programs write and read them, also when they do it badly. */
#include "support/test.h"

#include "base/csv.h"

static int setup(void **state)
{
	*state = test_ctx();
	return 0;
}

static int teardown(void **state)
{
	test_ctx_free(*state);
	return 0;
}

static struct arena *arena_of(void **state)
{
	return ((struct ctx *)*state)->arena;
}

/* What one row of cells looks like as text. */
static str one_row(struct arena *a, enum csv_cells kind, const str *cells, size_t n)
{
	struct sink sink;
	struct buf buf;
	struct csv w;
	str out;

	buf_init(&buf, 1 << 16);
	sink_buf(&sink, &buf);
	csv_init(&w, &sink, kind);
	for (size_t i = 0; i < n; i++)
		csv_str(&w, cells[i]);
	csv_row_end(&w);
	assert_ok(csv_end(&w));
	out = str_copy(a, buf_view(&buf));
	buf_free(&buf);
	return out;
}
#define ROW(kind, ...) one_row(arena_of(state), (kind), (const str[]){__VA_ARGS__}, COUNT_OF(((const str[]){__VA_ARGS__})))

static struct csv_reader *reader_of(void **state, str text)
{
	struct source *in = ARENA_NEW(arena_of(state), struct source);

	source_str(in, text);
	return csv_reader(arena_of(state), in);
}

static void cells_are_quoted_only_when_they_need_it(void **state)
{
	assert_str(ROW(CSV_EXACT, STR("plain"), STR("a,b"), STR("say \"hi\""), STR("two\nlines"), STR("cr\r"), STR_NONE, STR(" x")),
	           "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\",,\" x\"\r\n");
	assert_str(ROW(CSV_EXACT, STR("\"")), "\"\"\"\"\r\n");
	assert_str(ROW(CSV_EXACT, STR("\xef\xbb\xbf""a")), "\"\xef\xbb\xbf""a\"\r\n");
}

static void a_row_of_one_empty_cell_is_still_a_row(void **state)
{
	assert_str(ROW(CSV_EXACT, STR("")), "\"\"\r\n");
	assert_str(ROW(CSV_EXACT, STR(""), STR("")), ",\r\n");
}

static void formulas_are_disarmed_for_spreadsheets_only(void **state)
{
	assert_str(ROW(CSV_SAFE, STR("=1+1"), STR("+1 555"), STR("-x"), STR("@sum"), STR("\t=1"), STR("a=1"), STR("5")),
	           "'=1+1,'+1 555,'-x,'@sum,'\t=1,a=1,5\r\n");
	assert_str(ROW(CSV_SAFE, STR("=A1,\"x\"")), "\"'=A1,\"\"x\"\"\"\r\n");
	assert_str(ROW(CSV_EXACT, STR("=1+1"), STR("-5")), "=1+1,-5\r\n");
}

static void numbers_and_days_stay_what_they_are_also_in_safe_tables(void **state)
{
	struct sink sink;
	struct buf buf;
	struct csv w;

	(void)state;
	buf_init(&buf, 1 << 16);
	sink_buf(&sink, &buf);
	csv_init(&w, &sink, CSV_SAFE);
	csv_row(&w, "short by", "day", "at", "none", NULL);
	csv_int(&w, -90);
	csv_date(&w, date_of(2026, 11, 23));
	csv_instant(&w, (instant){1795456800000});
	csv_date(&w, (date){0});
	csv_row_end(&w);
	assert_ok(csv_end(&w));
	assert_str(buf_view(&buf), "short by,day,at,none\r\n-90,2026-11-23,2026-11-23T18:00:00.000Z,\r\n");
	buf_free(&buf);
}

static void rows_are_read_with_quotes_line_ends_and_byte_order_mark(void **state)
{
	struct csv_reader *r = reader_of(state, STR("\xef\xbb\xbf\"name\",note\r\n\r\n\n\"Ana \"\"A\"\" M\",\"two\r\nlines\"\rb,\n,"));
	struct csv_row row;

	assert_ok(csv_next(r, &row));
	assert_int_equal(row.line, 1);
	assert_int_equal(row.n, 2);
	assert_str(row.cell[0], "name");
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.line, 4);
	assert_str(row.cell[0], "Ana \"A\" M");
	assert_str(row.cell[1], "two\r\nlines");
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.line, 6);
	assert_str(row.cell[0], "b");
	assert_str(row.cell[1], "");
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.line, 7);
	assert_int_equal(row.n, 2);
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 0);
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 0);
}

static void another_separator_can_be_chosen(void **state)
{
	struct csv_reader *r = reader_of(state, STR("a;b,c;\"d;e\"\n"));
	struct csv_row row;

	r->separator = ';';
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 3);
	assert_str(row.cell[1], "b,c");
	assert_str(row.cell[2], "d;e");
}

static void a_quote_inside_a_plain_cell_is_text(void **state)
{
	struct csv_reader *r = reader_of(state, STR("5\" pipe,x\n"));
	struct csv_row row;

	assert_ok(csv_next(r, &row));
	assert_str(row.cell[0], "5\" pipe");
}

static void a_bad_row_is_refused_with_its_line_and_the_rest_goes_on(void **state)
{
	struct csv_reader *r = reader_of(state, STR("a,b\n\"x\"y,\"z\nJos\xe9,c\nd,e\n\"open,f\n"));
	struct csv_row row;

	assert_ok(csv_next(r, &row));
	assert_int_equal(csv_next(r, &row), ERR_MALFORMED);
	assert_int_equal(row.line, 2);
	assert_string_equal(r->reason, "There is text after a closing quotation mark.");
	assert_int_equal(csv_next(r, &row), ERR_MALFORMED);
	assert_int_equal(row.line, 3);
	assert_non_null(strstr(r->reason, "not UTF-8"));
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.line, 4);
	assert_str(row.cell[1], "e");
	assert_null(r->reason);
	assert_int_equal(csv_next(r, &row), ERR_MALFORMED);
	assert_int_equal(row.line, 5);
	assert_string_equal(r->reason, "A quotation mark is opened and never closed.");
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 0);
}

static void a_file_in_utf16_is_refused_as_a_whole(void **state)
{
	struct csv_reader *r = reader_of(state, STR("\xff\xfe""a\0,\0b\0\n\0c\0"));
	struct csv_row row;

	assert_int_equal(csv_next(r, &row), ERR_MALFORMED);
	assert_non_null(strstr(r->reason, "UTF-16"));
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 0);
}

static err endless_cell(void *arg, char *into, size_t room, size_t *got)
{
	size_t *left = arg;

	*got = *left < room ? *left : room;
	memset(into, 'x', *got);
	*left -= *got;
	if (*got && !*left)
		into[*got - 1] = '\n';
	return OK;
}

static void a_row_over_the_limit_is_refused_in_constant_memory(void **state)
{
	size_t left = 64 << 20, before;
	struct csv_row row;
	struct source in;
	struct csv_reader *r;

	source_calls(&in, endless_cell, &left);
	r = csv_reader(arena_of(state), &in);
	before = arena_of(state)->used;
	assert_int_equal(csv_next(r, &row), ERR_TOO_LARGE);
	assert_non_null(strstr(r->reason, "larger than"));
	assert_int_equal(arena_of(state)->used, before);
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 0);
}

static void a_row_of_too_many_cells_is_refused(void **state)
{
	static char commas[600];
	struct csv_reader *r;
	struct csv_row row;

	memset(commas, ',', sizeof(commas));
	r = reader_of(state, (str){commas, CSV_ROW_CELLS - 1});
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, CSV_ROW_CELLS);
	r = reader_of(state, (str){commas, CSV_ROW_CELLS});
	assert_int_equal(csv_next(r, &row), ERR_TOO_LARGE);
	assert_non_null(strstr(r->reason, "256 cells"));
}

static err broken(void *arg, char *into, size_t room, size_t *got)
{
	bool *second = arg;

	(void)room;
	if (*second)
		return ERR_IO;
	*second = true;
	memcpy(into, "a,b\nc", 5);
	*got = 5;
	return OK;
}

static void a_source_that_breaks_off_does_not_look_like_the_end(void **state)
{
	bool second = false;
	struct source in;
	struct csv_row row;
	struct csv_reader *r;

	source_calls(&in, broken, &second);
	r = csv_reader(arena_of(state), &in);
	assert_ok(csv_next(r, &row));
	assert_int_equal(row.n, 2);
	assert_int_equal(csv_next(r, &row), ERR_IO);
	assert_int_equal(csv_next(r, &row), ERR_IO);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(cells_are_quoted_only_when_they_need_it),
	cmocka_unit_test(a_row_of_one_empty_cell_is_still_a_row),
	cmocka_unit_test(formulas_are_disarmed_for_spreadsheets_only),
	cmocka_unit_test(numbers_and_days_stay_what_they_are_also_in_safe_tables),
	cmocka_unit_test(rows_are_read_with_quotes_line_ends_and_byte_order_mark),
	cmocka_unit_test(another_separator_can_be_chosen),
	cmocka_unit_test(a_quote_inside_a_plain_cell_is_text),
	cmocka_unit_test(a_bad_row_is_refused_with_its_line_and_the_rest_goes_on),
	cmocka_unit_test(a_file_in_utf16_is_refused_as_a_whole),
	cmocka_unit_test(a_row_over_the_limit_is_refused_in_constant_memory),
	cmocka_unit_test(a_row_of_too_many_cells_is_refused),
	cmocka_unit_test(a_source_that_breaks_off_does_not_look_like_the_end),
};
TEST_GROUP_WITH(csv, tests, setup, teardown)
