/* field_test.c - what a field means, and the sentence beside it when it means nothing. */
#include "support/test.h"
#include "web/request.h"

/* A request that sent this form. */
static struct ctx *sent(str form)
{
	struct ctx *c = test_ctx();

	c->req = ARENA_NEW(c->arena, struct request);
	assert_ok(form_parse(c, (char *)str_copy(c->arena, form).p, form.n, &c->req->form));
	return c;
}

#define assert_problem(c, field, text) assert_str(problem_of((c), (field)), (text))

static void text_is_tidied_and_its_limit_counts_characters(void **state)
{
	struct ctx *c = sent(STR("title=++Evening%0D%0Agroup+&cafe=cafe%CC%81&note=a%0D%0Ab&long=%C3%A9%C3%A9%C3%A9%C3%A9"));

	(void)state;
	assert_str(form_text(c, &(struct field){"title", "Title"}), "Evening group");
	assert_str(form_text(c, &(struct field){"cafe", "Name", .max = 4}), "café");
	assert_str(form_text(c, &(struct field){"note", "Note", .lines = true}), "a\nb");
	assert_str(form_text(c, &(struct field){"long", "Title", .max = 4}), "éééé");
	assert_ok(problems_end(c));
	assert_null(form_text(c, &(struct field){"long", "Title", .max = 3}).p);
	assert_problem(c, "long", "Title must be 3 characters or fewer");
	assert_str(form_raw(c, "title"), "  Evening\r\ngroup ");
	test_ctx_free(c);
}

static void a_day_outside_1900_to_2199_is_not_taken(void **state)
{
	struct ctx *c = sent(STR("far=9999-12-31&old=0001-01-01&last=2199-12-31"));
	date today = date_of(2026, 11, 23);

	(void)state;
	assert_int_equal(form_date(c, &(struct field){"far", "Day"}).day, 0);
	assert_problem(c, "far", "Day must be a real date, like 2026-11-23");
	assert_int_equal(form_date(c, &(struct field){"old", "Day"}).day, 0);
	assert_int_equal(form_date(c, &(struct field){"last", "Day"}).day, date_of(2199, 12, 31).day);
	assert_ok(form_parse(c, (char *)str_copy(c->arena, STR("week=9999-12-31&day=2027-01-04")).p, 30, &c->req->query));
	assert_int_equal(query_day(c, "week", today).day, today.day);
	assert_int_equal(query_day(c, "none", today).day, today.day);
	assert_int_equal(query_day(c, "day", today).day, date_of(2027, 1, 4).day);
	test_ctx_free(c);
}

static void a_missing_field_is_asked_for_in_plain_words(void **state)
{
	static const struct {
		const char *label, *sentence;
	} cases[] = {
	        {"Title", "Enter a title"},
	        {"title", "Enter a title"},
	        {"Address", "Enter an address"},
	        {"ZIP code", "Enter a ZIP code"},
	        {"NPI", "Enter an NPI"},
	        {"Date of birth", "Enter a date of birth"},
	        {"Number of seats", "Enter a number of seats"},
	        {"Minutes", "Enter minutes"},
	        {"Status", "Enter a status"},
	        {"Your name", "Enter your name"},
	        {"User name", "Enter a user name"},
	        {"Hour", "Enter an hour"},
	        {"Email", "Enter an email"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct ctx *c = sent(STR("other=1&f=++"));

		assert_null(form_text(c, &(struct field){"f", cases[i].label, .required = true}).p);
		assert_problem(c, "f", cases[i].sentence);
		test_ctx_free(c);
	}
}

static void a_field_can_ask_in_its_own_words(void **state)
{
	struct ctx *c = sent(STR(""));

	(void)state;
	form_text(c, &(struct field){"why", "Reason", .required = true, .ask = "Say why you open this record"});
	assert_problem(c, "why", "Say why you open this record");
	test_ctx_free(c);
}

static void a_field_that_may_be_missing_is_none_without_a_problem(void **state)
{
	struct ctx *c = sent(STR("a=&b=+&i=&d=&t=&r="));

	(void)state;
	assert_null(form_text(c, &(struct field){"a", "A"}).p);
	assert_null(form_text(c, &(struct field){"missing", "A"}).p);
	assert_false(form_int(c, &(struct field){"i", "I"}).set);
	assert_true(date_none(form_date(c, &(struct field){"d", "D"})));
	assert_int_equal(form_minute(c, &(struct field){"t", "T"}), -1);
	assert_int_equal(form_id(c, &(struct field){"r", "R"}), 0);
	assert_ok(problems_end(c));
	test_ctx_free(c);
}

static struct ctx *sent_date(const char *typed)
{
	char form[64];

	(void)snprintf(form, sizeof(form), "d=%s", typed);
	return sent(str_of(form));
}

static void dates_are_read_as_browsers_and_people_write_them(void **state)
{
	static const struct field f = {"d", "Start date", .required = true};
	static const char *const good[] = {"2026-11-23", "11/23/2026", "+11/23/2026+"};
	static const char *const bad[] = {"23/11/2026", "2026-02-30", "2/29/2026", "11/23/26", "tomorrow", "11/23", "11/23/2026/1",
		"1/-2/2026", "11//2026", "/11/2026", "111/1/2026"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct ctx *c = sent_date(good[i]);

		assert_int_equal(form_date(c, &f).day, date_of(2026, 11, 23).day);
		assert_ok(problems_end(c));
		test_ctx_free(c);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct ctx *c = sent_date(bad[i]);

		assert_true(date_none(form_date(c, &f)));
		assert_problem(c, "d", "Start date must be a real date, like 2026-11-23");
		test_ctx_free(c);
	}
}

static void times_and_numbers_say_what_they_want(void **state)
{
	struct ctx *c = sent(STR("t=18%3A05&u=6pm&v=25%3A00&n=12&m=12.5&o=201&p=-3&q=99999999999999999999"));
	static const struct field seats = {"o", "Seats", .least = 1, .most = 200};

	(void)state;
	assert_int_equal(form_minute(c, &(struct field){"t", "Start"}), 18 * 60 + 5);
	assert_int_equal(form_minute(c, &(struct field){"u", "Start"}), 18 * 60);
	assert_int_equal(form_minute(c, &(struct field){"v", "Start"}), -1);
	assert_problem(c, "v", "Start must be a time, like 6:00 pm");
	assert_int_equal(form_int(c, &(struct field){"n", "Seats", .least = 1, .most = 12}).v, 12);
	assert_int_equal(form_int(c, &(struct field){"p", "Change"}).v, -3);
	assert_false(form_int(c, &(struct field){"m", "Seats"}).set);
	assert_problem(c, "m", "Seats must be a whole number, like 12");
	assert_false(form_int(c, &seats).set);
	assert_problem(c, "o", "Seats must be a whole number from 1 to 200");
	assert_false(form_int(c, &(struct field){"q", "Seats"}).set);
	test_ctx_free(c);
}

static void a_choice_that_is_not_on_the_list_is_asked_for_again(void **state)
{
	struct ctx *c = sent(STR("role=clinician&other=king&room=nowhere&box=on&off=0"));

	(void)state;
	assert_int_equal(form_code(c, &(struct field){"role", "Role"}, &role_codes), ROLE_CLINICIAN);
	assert_int_equal(form_code(c, &(struct field){"other", "Role"}, &role_codes), 0);
	assert_problem(c, "other", "Select a role");
	assert_int_equal(form_id(c, &(struct field){"room", "Room"}), 0);
	assert_problem(c, "room", "Select a room");
	assert_true(form_bool(c, "box"));
	assert_false(form_bool(c, "off"));
	assert_false(form_bool(c, "missing"));
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_tidied_and_its_limit_counts_characters),
        cmocka_unit_test(a_day_outside_1900_to_2199_is_not_taken),
        cmocka_unit_test(a_missing_field_is_asked_for_in_plain_words),
        cmocka_unit_test(a_field_can_ask_in_its_own_words),
        cmocka_unit_test(a_field_that_may_be_missing_is_none_without_a_problem),
        cmocka_unit_test(dates_are_read_as_browsers_and_people_write_them),
        cmocka_unit_test(times_and_numbers_say_what_they_want),
        cmocka_unit_test(a_choice_that_is_not_on_the_list_is_asked_for_again),
};
TEST_GROUP(field, tests)
