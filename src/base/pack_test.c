/* pack_test.c - the packs that are built in are found, by name and by folder. */
#include "base/pack.h"
#include "support/test.h"

static void the_hours_rules_are_inside_the_program(void **state)
{
	const struct pack_file *f = pack_find(STR("packs/hours/us-medicare-iop.json"));

	(void)state;
	assert_non_null(f);
	assert_true(str_starts((str){(const char *)f->body.p, f->body.n}, "{"));
}

static void a_folder_is_given_in_order_and_whole(void **state)
{
	struct pack_files files = pack_under("packs/hours/"), rest = files;
	struct pack_file before = {.path = STR("")}, f;
	size_t n = 0;

	(void)state;
	while (pack_files_next(&rest, &f)) {
		assert_true(str_starts(f.path, "packs/hours/"));
		assert_true(str_cmp(before.path, f.path) < 0);
		assert_ptr_equal(pack_find(f.path)->body.p, f.body.p);
		before = f;
		n++;
	}
	assert_true(n > 0);
	assert_int_equal(n, files.n);
	assert_int_equal(rest.n, 0);
}

static void what_is_not_there_is_not_found(void **state)
{
	(void)state;
	assert_null(pack_find(STR("packs/hours")));
	assert_null(pack_find(STR("packs/hours/us-medicare-iop.jso")));
	assert_null(pack_find(STR("zzz")));
	assert_int_equal(pack_under("packs/nothing/").n, 0);
	assert_int_equal(pack_under("").n, pack_files.n);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_hours_rules_are_inside_the_program),
	cmocka_unit_test(a_folder_is_given_in_order_and_whole),
	cmocka_unit_test(what_is_not_there_is_not_found),
};
TEST_GROUP(pack, tests)
