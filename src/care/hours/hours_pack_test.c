/* hours_pack_test.c - what the reader of rule packs takes and refuses, and what the shipped packs say. */
#include "care/hours/hours_pack.h"
#include "support/test.h"

#define SOURCE "\"source\":{\"title\":\"T\",\"section\":\"S\",\"url\":\"u\",\"checked\":\"c\"}"
#define VERSION(rest) "{\"effective_from\":\"2026-01-01\"," SOURCE "," rest "}"
#define RULE(versions) "{\"code\":\"x\",\"name\":\"X\",\"summary\":\"S.\",\"versions\":[" versions "]}"
#define NINE "\"week\":{\"least_minutes\":540}"

static err load(struct ctx *c, const char *text, struct hours_packs *out)
{
	struct pack_file file = {STR("x.json"), {(const uint8_t *)text, strlen(text)}};
	struct pack_files one = {&file, 1};

	return hours_packs_load(c, pack_files_next, &one, out);
}

/* The text is refused, with a problem in `field` (without the file's name). */
static void refused(const char *text, const char *field)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	str name = str_format(c->arena, "x.json: %s", field);
	str said;

	assert_int_equal(load(c, text, &packs), ERR_INVALID);
	assert_int_equal(packs.n, 0);
	said = problem_of(c, name.p);
	if (!said.p)
		fail_msg("no problem for %s; the first is %.*s", field, STR_ARG(c->problems->field));
	test_ctx_free(c);
}

static void malformed(const char *text, const char *says)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;

	assert_int_equal(load(c, text, &packs), ERR_MALFORMED);
	if (str_index(c->fail_text, str_of(says)) < 0)
		fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(c->fail_text), says);
	test_ctx_free(c);
}

static void a_rule_with_every_field_is_read(void **state)
{
	static const char text[] =
		"{\"code\":\"full-1.0\",\"name\":\"Full\",\"summary\":\"All.\",\"jurisdiction\":\"US-XX\",\"payer\":\"P\","
		"\"facts\":[\"f\"],\"choices\":[\"c1\",\"c2\"],\"editions\":[],\"versions\":["
		"{\"effective_from\":\"2025-01-01\",\"effective_to\":\"2025-12-31\"," SOURCE "," NINE "},"
		"{\"effective_from\":\"2026-01-01\"," SOURCE ",\"ages\":{\"least\":13,\"most\":17},"
		"\"week\":{\"starts\":\"sunday\",\"least_minutes\":360,\"most_minutes\":1140},"
		"\"days\":{\"least\":3,\"first_weeks\":4},\"total\":{\"minutes\":4320,\"weeks\":12},"
		"\"order\":{\"week_minutes\":540,\"recertify_days\":60},"
		"\"credit\":{\"late_after\":0,\"least_percent\":75},\"not_counted\":[\"SELFHELP\",\"SCHOOL\"]}]}\n";
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	const struct hours_rule *r;

	(void)state;
	assert_ok(load(c, text, &packs));
	assert_int_equal(packs.n, 2);
	assert_int_equal(packs.rules[0].least_week_min, 540);
	assert_int_equal(date_cmp(packs.rules[0].head.to, date_of(2025, 12, 31)), 0);
	r = &packs.rules[1];
	assert_str(r->head.code, "full-1.0");
	assert_str(r->head.name, "Full");
	assert_str(r->head.summary, "All.");
	assert_str(r->head.jurisdiction, "US-XX");
	assert_str(r->head.payer, "P");
	assert_int_equal(r->head.facts.n, 1);
	assert_str(r->head.choices.v[1], "c2");
	assert_int_equal(r->head.editions.n, 0);
	assert_int_equal(date_cmp(r->head.from, date_of(2026, 1, 1)), 0);
	assert_true(date_none(r->head.to));
	assert_str(r->head.source_title, "T");
	assert_str(r->head.source_section, "S");
	assert_str(r->head.source_url, "u");
	assert_str(r->head.source_checked, "c");
	assert_int_equal(r->least_age, 13);
	assert_int_equal(r->most_age, 17);
	assert_int_equal(r->week_starts, SUNDAY);
	assert_int_equal(r->least_week_min, 360);
	assert_int_equal(r->most_week_min, 1140);
	assert_int_equal(r->least_days, 3);
	assert_int_equal(r->days_first_weeks, 4);
	assert_int_equal(r->total_min, 4320);
	assert_int_equal(r->total_weeks, 12);
	assert_int_equal(r->ordered_week_min, 540);
	assert_int_equal(r->recertify_days, 60);
	assert_int_equal(r->credit.late_after_min, 0);
	assert_int_equal(r->credit.least_credit_percent, 75);
	assert_int_equal(r->not_counted.n, 2);
	assert_str(r->not_counted.v[1], "SCHOOL");
	test_ctx_free(c);
}

static void what_is_left_out_asks_nothing(void **state)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	const struct hours_rule *r;

	(void)state;
	assert_ok(load(c, RULE(VERSION(NINE ",\"days\":null")), &packs));
	r = &packs.rules[0];
	assert_null(r->head.jurisdiction.p);
	assert_int_equal(r->least_age, 0);
	assert_int_equal(r->most_age, HOURS_ANY_AGE);
	assert_int_equal(r->week_starts, 0);
	assert_int_equal(r->most_week_min, 0);
	assert_int_equal(r->least_days, 0);
	assert_int_equal(r->total_min, 0);
	assert_int_equal(r->ordered_week_min, 0);
	assert_int_equal(r->credit.late_after_min, HOURS_UNSAID);
	assert_int_equal(r->credit.least_credit_percent, HOURS_UNSAID);
	assert_int_equal(r->not_counted.n, 0);
	test_ctx_free(c);
}

static void a_misspelt_field_is_named_wherever_it_stands(void **state)
{
	(void)state;
	refused("{\"code\":\"x\",\"name\":\"X\",\"summary\":\"S.\",\"versoins\":[]}", "versoins");
	refused(RULE(VERSION(NINE ",\"wek\":{}")), "versions[0].wek");
	refused(RULE(VERSION("\"week\":{\"least_minute\":540}")), "versions[0].week.least_minute");
	refused(RULE(VERSION(NINE ",\"ages\":{\"min\":1}")), "versions[0].ages.min");
	refused(RULE(VERSION(NINE ",\"days\":{\"least\":3,\"weeks\":4}")), "versions[0].days.weeks");
	refused(RULE(VERSION(NINE ",\"total\":{\"minutes\":1,\"weeks\":1,\"x\":1}")), "versions[0].total.x");
	refused(RULE(VERSION(NINE ",\"credit\":{\"late\":1}")), "versions[0].credit.late");
}

static void missing_fields_are_named(void **state)
{
	(void)state;
	refused("{\"name\":\"X\",\"summary\":\"S.\",\"versions\":[" VERSION(NINE) "]}", "code");
	refused("{\"code\":\"x\",\"summary\":\"S.\",\"versions\":[" VERSION(NINE) "]}", "name");
	refused("{\"code\":\"x\",\"name\":\"X\",\"versions\":[" VERSION(NINE) "]}", "summary");
	refused("{\"code\":\"x\",\"name\":\"X\",\"summary\":\"S.\"}", "versions");
	refused(RULE(""), "versions");
	refused(RULE("{" SOURCE "," NINE "}"), "versions[0].effective_from");
	refused(RULE("{\"effective_from\":\"2026-01-01\"," NINE "}"), "versions[0].source");
	refused(RULE("{\"effective_from\":\"2026-01-01\",\"source\":{\"title\":\"T\",\"section\":\"S\",\"url\":\"u\"}," NINE "}"),
		"versions[0].source.checked");
	refused(RULE(VERSION("\"total\":{\"minutes\":4320}")), "versions[0].total");
	refused(RULE(VERSION("\"order\":{\"recertify_days\":60}")), "versions[0].order");
	refused(RULE(VERSION(NINE ",\"days\":{\"first_weeks\":4}")), "versions[0].days.least");
}

static void wrong_types_and_ranges_are_named(void **state)
{
	(void)state;
	refused(RULE(VERSION("\"week\":[]")), "versions[0].week");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":\"540\"}")), "versions[0].week.least_minutes");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":540.5}")), "versions[0].week.least_minutes");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":-1}")), "versions[0].week.least_minutes");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":10081}")), "versions[0].week.least_minutes");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":99999999999999999999999}")), "versions[0].week.least_minutes");
	refused(RULE(VERSION("\"week\":{\"least_minutes\":540,\"starts\":\"Monday\"}")), "versions[0].week.starts");
	refused(RULE(VERSION(NINE ",\"days\":{\"least\":8}")), "versions[0].days.least");
	refused(RULE(VERSION(NINE ",\"credit\":{\"least_percent\":101}")), "versions[0].credit.least_percent");
	refused(RULE(VERSION(NINE ",\"not_counted\":\"SELFHELP\"")), "versions[0].not_counted");
	refused(RULE(VERSION(NINE ",\"not_counted\":[1]")), "versions[0].not_counted[0]");
	refused(RULE(VERSION(NINE ",\"not_counted\":[\"\"]")), "versions[0].not_counted[0]");
	refused(RULE("1"), "versions[0]");
	refused("{\"code\":\"X Y\",\"name\":\"X\",\"summary\":\"S.\",\"versions\":[" VERSION(NINE) "]}", "code");
	refused("{\"code\":\"x\",\"name\":\" \",\"summary\":\"S.\",\"versions\":[" VERSION(NINE) "]}", "name");
}

static void numbers_that_contradict_each_other_are_refused(void **state)
{
	(void)state;
	refused(RULE(VERSION("\"week\":{\"least_minutes\":540,\"most_minutes\":539}")), "versions[0].week.most_minutes");
	refused(RULE(VERSION(NINE ",\"ages\":{\"least\":18,\"most\":17}")), "versions[0].ages.most");
	refused(RULE(VERSION("\"ages\":{\"least\":18}")), "versions[0].week");
}

static void dates_must_be_days_and_versions_must_not_overlap(void **state)
{
	(void)state;
	refused(RULE("{\"effective_from\":\"2026-02-30\"," SOURCE "," NINE "}"), "versions[0].effective_from");
	refused(RULE("{\"effective_from\":\"2026-02-02\",\"effective_to\":\"2026-02-01\"," SOURCE "," NINE "}"),
		"versions[0].effective_to");
	refused(RULE(VERSION(NINE) "," VERSION(NINE)), "versions[1].effective_from");
	refused(RULE("{\"effective_from\":\"2025-01-01\",\"effective_to\":\"2026-01-01\"," SOURCE "," NINE "}," VERSION(NINE)),
		"versions[1].effective_from");
}

static void the_code_house_belongs_to_the_directors_rule(void **state)
{
	(void)state;
	refused("{\"code\":\"house\",\"name\":\"X\",\"summary\":\"S.\",\"versions\":[" VERSION(NINE) "]}", "code");
}

static void two_files_with_one_code_are_refused(void **state)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	struct pack_file file = {STR("x.json"), {(const uint8_t *)RULE(VERSION(NINE)), strlen(RULE(VERSION(NINE)))}};
	struct pack_files twice = {(const struct pack_file[]){file, file}, 2};

	(void)state;
	assert_int_equal(hours_packs_load(c, pack_files_next, &twice, &packs), ERR_INVALID);
	assert_str(problem_of(c, "x.json: code"), "Another file has this code already.");
	test_ctx_free(c);
}

static void one_look_finds_all_mistakes(void **state)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	int n = 0;

	(void)state;
	assert_int_equal(load(c, "{\"code\":1,\"name\":2,\"summary\":3,\"versions\":4}", &packs), ERR_INVALID);
	for (const struct problem *p = c->problems; p; p = p->next)
		n++;
	assert_true(n >= 4);
	test_ctx_free(c);
}

static void what_is_not_json_is_named_with_line_and_column(void **state)
{
	(void)state;
	malformed("", "ends too early");
	malformed("{", "ends too early");
	malformed("{\n  \"code\": x\n}", "line 2, column 11");
	malformed("{\"code\": \"x\",}", "line 1");
	malformed("{\"code\": 'x'}", "line 1");
	malformed("{} {}", "line 1");
	malformed("{} // note", "line 1");
	malformed("[]", "begins with {");
	malformed("12 ", "begins with {");
	malformed("{\"code\": \"\xff\"}", "UTF-8");
	malformed("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1"
		"}}}}}}}}}}}}}}}}}", "line 1");
}

static void a_file_larger_than_a_pack_may_be_is_not_looked_into(void **state)
{
	struct ctx *c = test_ctx();
	struct hours_packs packs;
	struct pack_file file = {STR("x.json"), {ARENA_NEW_ARRAY(c->arena, uint8_t, PACK_FILE_MOST + 1), PACK_FILE_MOST + 1}};
	struct pack_files one = {&file, 1};

	(void)state;
	assert_int_equal(hours_packs_load(c, pack_files_next, &one, &packs), ERR_TOO_LARGE);
	test_ctx_free(c);
}

/* The sanitizer sees what is left behind. */
static void running_out_of_memory_at_any_moment_leaves_nothing_behind(void **state)
{
	volatile unsigned nth = 0;
	volatile bool done = false;

	(void)state;
	while (!done) {
		struct arena small;
		struct ctx c;
		struct hours_packs packs;
		struct pack_files files = pack_under("packs/hours/us-");
		jmp_buf out;

		arena_init(&small, (size_t)1 << 20);
		small.exhausted = &out;
		ctx_init(&c, &small, (instant){1});
		nth++;
		if (!setjmp(out)) {
			arena_fail_nth(nth);
			assert_ok(hours_packs_load(&c, pack_files_next, &files, &packs));
			assert_true(packs.n > 0);
			done = true;
		}
		arena_fail_nth(0);
		arena_free(&small);
	}
	assert_true(nth > 100);
}

/* ---- the packs that are shipped ---- */

static const struct hours_rule *shipped(str code, date week)
{
	return hours_rule_on(hours_packs(), code, week);
}

static void the_shipped_rules_say_what_their_sources_say(void **state)
{
	date week = date_of(2026, 11, 23);
	const struct hours_rule *adult = shipped(STR("asam-adult-2.1"), week);
	const struct hours_rule *teen = shipped(STR("asam-adolescent-2.1"), week);
	const struct hours_rule *medicare = shipped(STR("us-medicare-iop"), week);
	const struct hours_rule *washington = shipped(STR("us-wa-deferred-prosecution"), week);

	(void)state;
	assert_non_null(adult);
	assert_int_equal(adult->least_week_min, 9 * 60);
	assert_int_equal(adult->most_week_min, 19 * 60);
	assert_int_equal(adult->least_age, 18);
	assert_non_null(teen);
	assert_int_equal(teen->least_week_min, 6 * 60);
	assert_int_equal(teen->most_week_min, 19 * 60);
	assert_int_equal(teen->most_age, 17);
	assert_non_null(medicare);
	assert_int_equal(medicare->ordered_week_min, 9 * 60);
	assert_int_equal(medicare->recertify_days, 60);
	assert_non_null(washington);
	assert_int_equal(washington->total_min, 72 * 60);
	assert_int_equal(washington->total_weeks, 12);
	assert_int_equal(washington->least_days, 3);
	assert_int_equal(washington->days_first_weeks, 4);
	assert_false(hours_rule_counts(washington, STR("SELFHELP")));
}

static void medicare_measures_nothing_before_2024(void **state)
{
	(void)state;
	assert_null(shipped(STR("us-medicare-iop"), date_of(2023, 12, 25)));
	assert_non_null(shipped(STR("us-medicare-iop"), date_of(2024, 1, 1)));
}

static void the_edition_cited_depends_on_the_week(void **state)
{
	(void)state;
	assert_true(str_index(shipped(STR("asam-adult-2.1"), date_of(2023, 12, 25))->head.source_title, STR("3rd")) >= 0);
	assert_true(str_index(shipped(STR("asam-adult-2.1"), date_of(2024, 1, 1))->head.source_title, STR("4th")) >= 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_rule_with_every_field_is_read),
	cmocka_unit_test(what_is_left_out_asks_nothing),
	cmocka_unit_test(a_misspelt_field_is_named_wherever_it_stands),
	cmocka_unit_test(missing_fields_are_named),
	cmocka_unit_test(wrong_types_and_ranges_are_named),
	cmocka_unit_test(numbers_that_contradict_each_other_are_refused),
	cmocka_unit_test(dates_must_be_days_and_versions_must_not_overlap),
	cmocka_unit_test(the_code_house_belongs_to_the_directors_rule),
	cmocka_unit_test(two_files_with_one_code_are_refused),
	cmocka_unit_test(one_look_finds_all_mistakes),
	cmocka_unit_test(what_is_not_json_is_named_with_line_and_column),
	cmocka_unit_test(a_file_larger_than_a_pack_may_be_is_not_looked_into),
	cmocka_unit_test(running_out_of_memory_at_any_moment_leaves_nothing_behind),
	cmocka_unit_test(the_shipped_rules_say_what_their_sources_say),
	cmocka_unit_test(medicare_measures_nothing_before_2024),
	cmocka_unit_test(the_edition_cited_depends_on_the_week),
};
TEST_GROUP(hours_pack, tests)
