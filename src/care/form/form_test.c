/* form_test.c - forms as they are kept: begun, gone on with, completed, written as FHIR; two who write at once; the wall. */
#include "care/form/form.h"
#include "base/stream.h"
#include "support/world.h"

#define PRE_SCREEN STR("urn:porchlight:form:prescreen")

static const struct form_subject subject = {FORM_ABOUT_INQUIRY, 77, {0}};

static struct form_filled load(struct test_db *t)
{
	struct form_filled f;

	assert_ok(form_load(world_look(t), &subject, PRE_SCREEN, &f));
	return f;
}

static void say(struct test_db *t, struct form_filled *f, const char *link_id, str a, str b)
{
	str typed[] = {a, b};

	for (size_t i = 0; i < f->replies.q->n; i++)
		if (str_is(f->replies.q->items[i].link_id, link_id))
			replies_put(t->c, &f->replies, i, (struct texts){typed, COUNT_OF(typed)});
	replies_settle(&f->replies);
	assert_null(t->c->problems);
}

static str said(const struct form_filled *f, const char *link_id, size_t k)
{
	for (size_t i = 0; i < f->replies.q->n; i++)
		if (str_is(f->replies.q->items[i].link_id, link_id) && k < f->replies.of[i].n)
			return f->replies.of[i].v[k];
	return STR_NONE;
}

static err do_save(struct wtx *w, void *f)
{
	return form_save(w, &subject, f);
}

static err do_complete(struct wtx *w, void *f)
{
	return form_complete(w, &subject, f);
}

static err write(struct test_db *t, struct form_filled *f, db_write_fn *fn)
{
	problems_clear(t->c);
	db_read_end(t->c);
	return db_write(t->c, t->db, fn, f);
}

/* The shortest way through the pre-screen. */
static void answer_all(struct test_db *t, struct form_filled *f)
{
	static const char *const no[] = {"safety.danger", "safety.suicide", "safety.harm", "use", "before.any"};

	for (size_t i = 0; i < COUNT_OF(no); i++)
		say(t, f, no[i], STR("false"), STR_NONE);
	say(t, f, "body.signs", STR("none"), STR_NONE);
	say(t, f, "age.years", STR("34"), STR_NONE);
	say(t, f, "coming.how", STR("bus"), STR_NONE);
	say(t, f, "coming.hours", STR("evenings"), STR("saturday"));
	say(t, f, "coming.days", STR("3"), STR_NONE);
	say(t, f, "level.care", STR("iop"), STR_NONE);
	say(t, f, "level.against", STR("none"), STR_NONE);
}

static void answers_come_back_as_they_were_given(struct test_db *t)
{
	struct form_filled f;

	world_make(t);
	world_act(t, FRED, NORTH);
	f = load(t);
	assert_int_equal(f.head.id.v, 0);
	say(t, &f, "coming.hours", STR("evenings"), STR("saturday"));
	say(t, &f, "body.medicine", STR("One line,\nand another: \"50 mg\""), STR_NONE);
	assert_ok(write(t, &f, do_save));
	f = load(t);
	assert_int_equal(f.head.state, FORM_IN_PROGRESS);
	assert_str(said(&f, "coming.hours", 1), "saturday");
	assert_str(said(&f, "body.medicine", 0), "One line,\nand another: \"50 mg\"");
	assert_str(f.head.started_given, "Fred");
	say(t, &f, "coming.hours", STR("mornings"), STR_NONE);
	assert_ok(write(t, &f, do_save));
	f = load(t);
	assert_str(said(&f, "coming.hours", 0), "mornings");
	assert_false(said(&f, "coming.hours", 1).p);
	assert_int_equal(f.head.version, 2);
}

static void a_form_is_complete_when_every_required_question_has_an_answer(struct test_db *t)
{
	struct form_filled f;

	world_make(t);
	world_act(t, FRED, NORTH);
	f = load(t);
	assert_int_equal(write(t, &f, do_complete), ERR_INVALID);
	assert_non_null(t->c->problems);
	problems_clear(t->c);
	answer_all(t, &f);
	assert_ok(write(t, &f, do_complete));
	f = load(t);
	assert_int_equal(f.head.state, FORM_COMPLETED);
	assert_false(instant_none(f.head.completed_at));
}

static void what_is_complete_never_changes_and_another_one_may_be_begun(struct test_db *t)
{
	struct form_filled f;
	int64_t first;

	world_make(t);
	world_act(t, FRED, NORTH);
	f = load(t);
	answer_all(t, &f);
	assert_ok(write(t, &f, do_complete));
	f = load(t);
	first = f.head.id.v;
	say(t, &f, "age.years", STR("35"), STR_NONE);
	assert_int_equal(write(t, &f, do_save), ERR_CONFLICT);
	f = load(t);
	assert_str(said(&f, "age.years", 0), "34");
	assert_ok(form_again(t->c, PRE_SCREEN, &f));
	say(t, &f, "age.years", STR("35"), STR_NONE);
	t->c->now.ms += 1000;
	assert_ok(write(t, &f, do_save));
	f = load(t);
	assert_true(f.head.id.v != first);
	assert_str(said(&f, "age.years", 0), "35");
}

static void of_two_who_write_at_once_the_second_is_told(struct test_db *t)
{
	struct form_filled mine, theirs, third;

	world_make(t);
	world_act(t, FRED, NORTH);
	third = mine = load(t);
	assert_ok(write(t, &mine, do_save));
	assert_int_equal(write(t, &third, do_save), ERR_CONFLICT); /* begun twice */
	theirs = mine = load(t);
	say(t, &mine, "age.years", STR("20"), STR_NONE);
	assert_ok(write(t, &mine, do_save));
	say(t, &theirs, "age.years", STR("21"), STR_NONE);
	assert_int_equal(write(t, &theirs, do_save), ERR_CONFLICT);
	mine = load(t);
	assert_str(said(&mine, "age.years", 0), "20");
}

static void another_center_sees_nothing_of_it(struct test_db *t)
{
	struct form_filled f;

	world_make(t);
	world_act(t, FRED, NORTH);
	f = load(t);
	say(t, &f, "age.years", STR("20"), STR_NONE);
	assert_ok(write(t, &f, do_save));
	world_act(t, SUE, SOUTH);
	f = load(t);
	assert_int_equal(f.head.id.v, 0);
	assert_false(said(&f, "age.years", 0).p);
}

static void it_is_written_as_a_questionnaire_response(struct test_db *t)
{
	struct form_filled f;
	struct buf b;
	struct sink s;
	struct json j;

	world_make(t);
	world_act(t, FRED, NORTH);
	f = load(t);
	answer_all(t, &f);
	assert_ok(write(t, &f, do_complete));
	f = load(t);
	buf_init(&b, 100000);
	sink_buf(&s, &b);
	json_init(&j, &s);
	form_write(&j, &f, STR("EpisodeOfCare/1"), STR_NONE);
	assert_ok(json_end(&j));
	assert_true(str_index(buf_view(&b),
					STR("\"questionnaire\":\"urn:porchlight:form:prescreen|1.0.0\",\"status\":\"completed\","
						"\"subject\":{\"reference\":\"EpisodeOfCare/1\"}")) > 0);
	assert_true(
		str_index(buf_view(&b),
			STR("{\"linkId\":\"age.years\",\"text\":\"How old are they?\",\"answer\":[{\"valueInteger\":34}]}")) > 0);
	assert_true(str_index(buf_view(&b),
					STR("\"answer\":[{\"valueCoding\":{\"code\":\"evenings\",\"display\":\"Weekday evenings\"}},"
						"{\"valueCoding\":{\"code\":\"saturday\",\"display\":\"Saturdays\"}}]")) > 0);
	assert_true(str_index(buf_view(&b), STR("\"answer\":[{\"valueBoolean\":false}]")) > 0);
	assert_int_equal(str_index(buf_view(&b), STR("\"linkId\":\"legal\"")), -1); /* a group without answers */
	buf_free(&b);
}

static const struct CMUnitTest tests[] = {
	on_both(answers_come_back_as_they_were_given),
	on_both(a_form_is_complete_when_every_required_question_has_an_answer),
	on_both(what_is_complete_never_changes_and_another_one_may_be_begun),
	on_both(of_two_who_write_at_once_the_second_is_told),
	on_both(another_center_sees_nothing_of_it),
	on_both(it_is_written_as_a_questionnaire_response),
};
TEST_GROUP(filled_forms, tests)
