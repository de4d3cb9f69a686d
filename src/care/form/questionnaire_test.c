/* questionnaire_test.c - what the reader of forms takes and refuses, what follows from answers, and what the pre-screen does. */
#include "care/form/replies.h"
#include "support/test.h"

#define HEAD \
	"\"resourceType\":\"Questionnaire\",\"url\":\"urn:x\",\"version\":\"1\",\"title\":\"X\",\"status\":\"active\""
#define FORM(items) "{" HEAD ",\"item\":[" items "]}"
#define HL7 "http://hl7.org/fhir/StructureDefinition/"
#define ASK "{\"linkId\":\"a\",\"type\":\"boolean\",\"text\":\"A\"}"
#define LIMIT(which, kind, value) "{\"url\":\"" HL7 which "\",\"" kind "\":" value "}"

static err read_text(struct ctx *c, const char *text, const struct questionnaire **out)
{
	struct pack_file file = {STR("x.json"), {(const uint8_t *)text, strlen(text)}};

	return questionnaire_read(c, &file, out);
}

static const struct questionnaire *must_read(struct ctx *c, const char *text)
{
	const struct questionnaire *q;

	if (read_text(c, text, &q) != OK)
		fail_msg("not read: %.*s %.*s", STR_ARG(c->fail_text), STR_ARG(c->problems ? c->problems->field : STR_NONE));
	return q;
}

static void refused(const char *text, const char *field)
{
	struct ctx *c = test_ctx();
	const struct questionnaire *q;

	assert_int_equal(read_text(c, text, &q), ERR_INVALID);
	if (!problem_of(c, str_format(c->arena, "x.json: %s", field).p).p)
		fail_msg("no problem for %s; the first is %.*s", field, STR_ARG(c->problems->field));
	test_ctx_free(c);
}

static size_t at(const struct questionnaire *q, const char *link_id)
{
	for (size_t i = 0; i < q->n; i++)
		if (str_is(q->items[i].link_id, link_id))
			return i;
	fail_msg("no item %s", link_id);
	return 0;
}

static void say(struct ctx *c, struct replies *r, const char *link_id, const char *value)
{
	str s = str_of(value);

	replies_put(c, r, at(r->q, link_id), (struct texts){&s, 1});
	replies_settle(r);
}

static bool asks(const struct replies *r, const char *link_id)
{
	return r->asked[at(r->q, link_id)];
}

/* ---- reading -------------------------------------------------------------------------------------------------------- */

static void items_stand_in_one_list_in_the_order_of_asking(void **state)
{
	struct ctx *c = test_ctx();
	const struct questionnaire *q = must_read(c,
		FORM("{\"linkId\":\"g\",\"type\":\"group\",\"item\":[" ASK
			 ",{\"linkId\":\"b\",\"type\":\"integer\",\"text\":\"B\",\"item\":[{\"linkId\":\"c\",\"type\":\"text\","
			 "\"text\":\"C\"}]}]},"
			 "{\"linkId\":\"d\",\"type\":\"date\",\"text\":\"D\"}"));

	(void)state;
	assert_int_equal(q->n, 5);
	assert_str(q->items[3].link_id, "c");
	assert_int_equal(q->items[3].parent, 2);
	assert_int_equal(q->items[0].parent, FORM_TOP);
	assert_int_equal(q->items[0].end, 4);
	assert_int_equal(q->items[2].end, 4);
	assert_int_equal(q->items[4].end, 5);
	test_ctx_free(c);
}

static void help_belongs_to_its_question(void **state)
{
	struct ctx *c = test_ctx();
	const struct questionnaire *q = must_read(c,
		FORM("{\"linkId\":\"a\",\"type\":\"boolean\",\"text\":\"A\",\"item\":[{\"linkId\":\"h\","
			 "\"type\":\"display\",\"text\":\"Help\",\"extension\":[{\"url\":\"" HL7 "questionnaire-itemControl\","
			 "\"valueCodeableConcept\":{\"coding\":[{\"code\":\"help\"}]}}]}]}"));

	(void)state;
	assert_int_equal(q->n, 1);
	assert_str(q->items[0].help, "Help");
	test_ctx_free(c);
}

static void a_decimal_limit_keeps_its_digits(void **state)
{
	struct ctx *c = test_ctx();
	const struct questionnaire *q = must_read(c,
		FORM("{\"linkId\":\"a\",\"type\":\"decimal\",\"text\":\"A\",\"extension\":[" LIMIT(
			"minValue", "valueDecimal", "1.50") "]}"));

	(void)state;
	assert_str(q->items[0].least, "1.50");
	assert_true(item_takes(&q->items[0], STR("1.5")));
	assert_false(item_takes(&q->items[0], STR("1.49")));
	assert_false(item_takes(&q->items[0], STR("1e3")));
	test_ctx_free(c);
}

static void what_would_change_the_meaning_is_refused(void **state)
{
	(void)state;
	refused(FORM("{\"linkId\":\"a\",\"type\":\"attachment\",\"text\":\"A\"}"), "item[0].type");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"choice\",\"text\":\"A\",\"answerValueSet\":\"urn:v\"}"),
		"item[0].answerValueSet");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"string\",\"text\":\"A\",\"initial\":[{\"valueString\":\"x\"}]}"),
		"item[0].initial");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"string\",\"text\":\"A\",\"extension\":[{\"url\":\"urn:else\"}]}"),
		"item[0].extension[0].url");
	refused("{" HEAD ",\"modifierExtension\":[],\"item\":[" ASK "]}", "modifierExtension");
}

static void mistakes_are_found_where_they_are(void **state)
{
	(void)state;
	refused("{" HEAD "}", "item");
	refused("{\"resourceType\":\"Patient\",\"url\":\"u\",\"version\":\"1\",\"title\":\"T\",\"status\":\"active\","
			"\"item\":[" ASK "]}",
		"resourceType");
	refused(FORM(ASK "," ASK), "item[1].linkId");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"choice\",\"text\":\"A\"}"), "item[0].answerOption");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"integer\",\"text\":\"A\",\"extension\":[" LIMIT(
				"minValue", "valueInteger", "5") "," LIMIT("maxValue", "valueInteger", "4") "]}"),
		"item[0].extension");
	refused(FORM("{\"linkId\":\"a\",\"type\":\"string\",\"text\":\"A\",\"repeats\":true}"), "item[0].repeats");
}

static void a_condition_looks_at_an_earlier_question_only(void **state)
{
	(void)state;
	refused(FORM("{\"linkId\":\"b\",\"type\":\"string\",\"text\":\"B\",\"enableWhen\":[{\"question\":\"a\","
				 "\"operator\":\"=\","
				 "\"answerBoolean\":true}]}," ASK),
		"item[0].enableWhen[0].question");
	refused(FORM("{\"linkId\":\"b\",\"type\":\"string\",\"text\":\"B\",\"enableWhen\":[{\"question\":\"b\","
				 "\"operator\":\"exists\","
				 "\"answerBoolean\":true}]}"),
		"item[0].enableWhen[0].question");
	refused(FORM(ASK ",{\"linkId\":\"b\",\"type\":\"string\",\"text\":\"B\",\"enableWhen\":[{\"question\":\"a\","
					 "\"operator\":\">\","
					 "\"answerBoolean\":true}]}"),
		"item[1].enableWhen[0].operator");
}

static void a_condition_compares_with_an_answer_that_can_be_given(void **state)
{
	(void)state;
	refused(FORM("{\"linkId\":\"a\",\"type\":\"choice\",\"text\":\"A\",\"answerOption\":[{\"valueString\":\"x\"}]},{"
				 "\"linkId\":\"b\","
				 "\"type\":\"string\",\"text\":\"B\",\"enableWhen\":[{\"question\":\"a\",\"operator\":\"=\","
				 "\"answerString\":\"y\"}]}"),
		"item[1].enableWhen[0].question");
}

/* ---- answering ------------------------------------------------------------------------------------------------------ */

#define AGES \
	FORM("{\"linkId\":\"age\",\"type\":\"integer\",\"text\":\"Age\",\"required\":true,\"extension\":[" LIMIT( \
		"minValue", "valueInteger", "0") "," LIMIT("maxValue", "valueInteger", \
		"120") "]}," \
			   "{\"linkId\":\"teen\",\"type\":\"group\",\"enableWhen\":[{\"question\":\"age\",\"operator\":\"<\"," \
			   "\"answerInteger\":18}],\"item\":[" \
			   "{\"linkId\":\"who\",\"type\":\"string\",\"text\":\"Who\",\"required\":true,\"maxLength\":5}]}," \
			   "{\"linkId\":\"not\",\"type\":\"display\",\"text\":\"N\",\"enableWhen\":[{\"question\":\"who\"," \
			   "\"operator\":\"!=\",\"answerString\":\"x\"}]}," \
			   "{\"linkId\":\"day\",\"type\":\"date\",\"text\":\"Day\"}")

static void an_answer_to_what_is_not_asked_is_let_go_of(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena, must_read(c, AGES));

	(void)state;
	say(c, &r, "age", "16");
	say(c, &r, "who", "Lou");
	assert_int_equal(r.of[at(r.q, "who")].n, 1);
	say(c, &r, "age", "40");
	assert_false(asks(&r, "who"));
	assert_int_equal(r.of[at(r.q, "who")].n, 0);
	assert_null(c->problems);
	test_ctx_free(c);
}

static void ages_compare_as_numbers_and_not_as_texts(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena, must_read(c, AGES));

	(void)state;
	say(c, &r, "age", "9");
	assert_true(asks(&r, "who"));
	say(c, &r, "age", "100");
	assert_false(asks(&r, "who"));
	test_ctx_free(c);
}

static void a_question_without_an_answer_is_unequal_to_everything(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena, must_read(c, AGES));

	(void)state;
	assert_true(asks(&r, "not"));
	say(c, &r, "age", "16");
	say(c, &r, "who", "x");
	assert_false(asks(&r, "not"));
	test_ctx_free(c);
}

static void wrong_answers_are_said_beside_the_question(void **state)
{
	static const char *const wrong[][2] = {{"age", "121"}, {"age", "-1"}, {"age", "ten"}, {"age", "9.5"},
		{"who", "too long"}, {"day", "2026-02-30"}, {"day", "tomorrow"}};
	struct ctx *c = test_ctx();
	const struct questionnaire *q = must_read(c, AGES);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct replies r = replies_new(c->arena, q);
		str s = str_of(wrong[i][1]);
		size_t item = at(q, wrong[i][0]);

		problems_clear(c);
		replies_put(c, &r, item, (struct texts){&s, 1});
		assert_true(problem_of(c, reply_field(c->arena, item)).p);
		assert_int_equal(r.of[item].n, 0);
	}
	test_ctx_free(c);
}

static void what_is_required_is_asked_for_only_while_it_is_asked(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena, must_read(c, AGES));

	(void)state;
	assert_int_equal(replies_missing(&r, 0, r.q->n), 1);
	say(c, &r, "age", "16");
	assert_int_equal(replies_missing(&r, 0, r.q->n), 1);
	replies_require(c, &r, 0, r.q->n);
	assert_true(problem_of(c, reply_field(c->arena, at(r.q, "who"))).p);
	say(c, &r, "age", "30");
	assert_int_equal(replies_missing(&r, 0, r.q->n), 0);
	test_ctx_free(c);
}

static void check_boxes_keep_each_answer_once(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena,
		must_read(c,
			FORM("{\"linkId\":\"a\",\"type\":\"choice\",\"text\":\"A\",\"repeats\":true,"
				 "\"answerOption\":[{\"valueString\":\"x\"},{\"valueString\":\"y\"}]}")));
	str typed[] = {STR("y"), STR(""), STR("x"), STR("y")};

	(void)state;
	replies_put(c, &r, 0, (struct texts){typed, COUNT_OF(typed)});
	assert_int_equal(r.of[0].n, 2);
	assert_null(c->problems);
	typed[1] = STR("z");
	replies_put(c, &r, 0, (struct texts){typed, COUNT_OF(typed)});
	assert_non_null(c->problems);
	test_ctx_free(c);
}

static void what_stands_in_a_question_waits_for_its_answer(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = replies_new(c->arena,
		must_read(c,
			FORM("{\"linkId\":\"a\",\"type\":\"boolean\",\"text\":\"A\",\"item\":["
				 "{\"linkId\":\"b\",\"type\":\"text\",\"text\":\"B\"}]}")));

	(void)state;
	assert_false(asks(&r, "b"));
	say(c, &r, "a", "false");
	assert_true(asks(&r, "b"));
	test_ctx_free(c);
}

/* ---- the pre-screen ------------------------------------------------------------------------------------------------- */

static struct replies pre_screen(struct ctx *c)
{
	const struct questionnaire *q = questionnaire_find(STR("urn:porchlight:form:prescreen"), STR_NONE);

	assert_non_null(q);
	return replies_new(c->arena, q);
}

static void the_pre_screen_begins_with_safety_and_nothing_is_urgent_yet(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = pre_screen(c);

	(void)state;
	assert_str(r.q->items[0].link_id, "safety");
	assert_int_equal(replies_next(&r, 0), 0);
	assert_false(replies_urgent(&r));
	assert_null(questionnaire_find(STR("urn:porchlight:form:prescreen"), STR("0.0.0")));
	test_ctx_free(c);
}

static void every_answer_of_danger_is_urgent_and_says_what_to_do(void **state)
{
	static const char *const grave[][3] = {{"safety.danger", "true", "safety.danger.do"},
		{"safety.suicide", "true", "safety.suicide.do"}, {"safety.harm", "true", "safety.harm.do"},
		{"body.signs", "chest", "body.911.do"}, {"level.care", "hospital", "level.hospital.do"}};
	struct ctx *c = test_ctx();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(grave); i++) {
		struct replies r = pre_screen(c);

		assert_false(asks(&r, grave[i][2]));
		say(c, &r, grave[i][0], grave[i][1]);
		assert_true(asks(&r, grave[i][2]));
		assert_true(replies_urgent(&r));
	}
	test_ctx_free(c);
}

static void thoughts_of_suicide_today_ask_for_988_at_once(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = pre_screen(c);

	(void)state;
	say(c, &r, "safety.suicide", "true");
	say(c, &r, "safety.suicide.now", "true");
	assert_true(asks(&r, "safety.suicide.now.do"));
	assert_false(asks(&r, "safety.suicide.do"));
	assert_true(str_index(r.q->items[at(r.q, "safety.suicide.now.do")].text, STR("988")) > 0);
	assert_true(str_index(r.q->items[at(r.q, "safety.suicide.do")].text, STR("988")) > 0);
	test_ctx_free(c);
}

static void signs_of_withdrawal_count_only_for_somebody_who_uses(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = pre_screen(c);

	(void)state;
	say(c, &r, "use", "true");
	say(c, &r, "withdrawal.now", "seizure");
	assert_true(replies_urgent(&r));
	say(c, &r, "use", "false");
	assert_false(replies_urgent(&r));
	test_ctx_free(c);
}

static void a_guardian_is_asked_for_below_eighteen(void **state)
{
	struct ctx *c = test_ctx();
	struct replies r = pre_screen(c);

	(void)state;
	say(c, &r, "age.years", "17");
	assert_true(asks(&r, "age.guardian"));
	say(c, &r, "age.years", "18");
	assert_false(asks(&r, "age.guardian"));
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(items_stand_in_one_list_in_the_order_of_asking),
	cmocka_unit_test(help_belongs_to_its_question),
	cmocka_unit_test(a_decimal_limit_keeps_its_digits),
	cmocka_unit_test(what_would_change_the_meaning_is_refused),
	cmocka_unit_test(mistakes_are_found_where_they_are),
	cmocka_unit_test(a_condition_looks_at_an_earlier_question_only),
	cmocka_unit_test(a_condition_compares_with_an_answer_that_can_be_given),
	cmocka_unit_test(an_answer_to_what_is_not_asked_is_let_go_of),
	cmocka_unit_test(ages_compare_as_numbers_and_not_as_texts),
	cmocka_unit_test(a_question_without_an_answer_is_unequal_to_everything),
	cmocka_unit_test(wrong_answers_are_said_beside_the_question),
	cmocka_unit_test(what_is_required_is_asked_for_only_while_it_is_asked),
	cmocka_unit_test(check_boxes_keep_each_answer_once),
	cmocka_unit_test(what_stands_in_a_question_waits_for_its_answer),
	cmocka_unit_test(the_pre_screen_begins_with_safety_and_nothing_is_urgent_yet),
	cmocka_unit_test(every_answer_of_danger_is_urgent_and_says_what_to_do),
	cmocka_unit_test(thoughts_of_suicide_today_ask_for_988_at_once),
	cmocka_unit_test(signs_of_withdrawal_count_only_for_somebody_who_uses),
	cmocka_unit_test(a_guardian_is_asked_for_below_eighteen),
};
TEST_GROUP(questionnaire, tests)
