/* forms_test.c - what a field shows before and after something was typed. */
#include "web/forms.h"

#include "base/buf.h"
#include "support/test.h"
#include "web/request.h"

static const struct form_choice days[] = {
	{.value = STR("mon"), .label = STR("Monday"), .chosen = true},
	{.value = STR("tue"), .label = STR("Tuesday"), .hint = STR("Late group")},
};
static const struct form_choices two_days = {days, COUNT_OF(days)};

struct given {
	struct ctx *c;
	struct request req;
	struct buf out;
};

/* A page before anything was sent, or after `sent` came back with problems. */
static struct given *given(const char *sent)
{
	struct given *g = calloc(1, sizeof(*g));
	char *text;

	assert_non_null(g);
	g->c = test_ctx();
	g->c->req = &g->req;
	g->c->out = &g->out;
	buf_init(&g->out, 1 << 16);
	g->req.method = sent ? METHOD_POST : METHOD_GET;
	if (sent) {
		text = (char *)str_copy(g->c->arena, str_of(sent)).p;
		assert_ok(form_parse(g->c, text, strlen(text), &g->req.form));
	}
	return g;
}

static void done(struct given *g)
{
	buf_free(&g->out);
	test_ctx_free(g->c);
	free(g);
}

static bool shows(const struct given *g, const char *html)
{
	return str_index(buf_view(&g->out), str_of(html)) >= 0;
}

static void a_field_shows_what_is_kept_until_something_is_typed(void **state)
{
	struct given *g = given(NULL);

	(void)state;
	FIELD(g->c, text, .name = "title", .label = "Title", .value = STR("Coping"));
	assert_true(shows(g, "value=\"Coping\""));
	done(g);
	g = given("title=%3CNew%3E");
	FIELD(g->c, text, .name = "title", .label = "Title", .value = STR("Coping"));
	assert_true(shows(g, "value=\"&lt;New&gt;\""));
	done(g);
	g = given("title=");
	FIELD(g->c, text, .name = "title", .label = "Title", .value = STR("Coping"));
	assert_true(shows(g, "value=\"\""));
	done(g);
}

static void a_problem_stands_beside_its_field_and_is_read_with_it(void **state)
{
	struct given *g = given("title=");

	(void)state;
	assert_int_equal(problem(g->c, "title", "Enter a title"), ERR_INVALID);
	FIELD(g->c, text, .name = "title", .label = "Title", .hint = "As people say it");
	assert_true(shows(g, "govuk-form-group--error"));
	assert_true(shows(g, "As people say it"));
	assert_true(shows(g, "Error:</span> Enter a title"));
	assert_true(shows(g, "id=\"title-note\""));
	assert_true(shows(g, "aria-describedby=\"title-note\""));
	done(g);
	g = given(NULL);
	FIELD(g->c, text, .name = "title", .label = "Title");
	assert_false(shows(g, "title-note"));
	assert_false(shows(g, "error"));
	done(g);
}

static void a_password_is_never_shown_again(void **state)
{
	struct given *g = given("password=correct+horse");

	(void)state;
	FIELD(g->c, password, .name = "password", .label = "Password", .autocomplete = "current-password");
	assert_false(shows(g, "horse"));
	assert_true(shows(g, "autocomplete=\"current-password\""));
	done(g);
}

static void a_box_whose_tick_was_taken_away_stays_empty(void **state)
{
	struct given *g = given(NULL);

	(void)state;
	FIELD(g->c, checkbox, .name = "counts", .label = "Counts", .checked = true);
	FIELD(g->c, checkboxes, .name = "day", .label = "Days", .choices = two_days);
	assert_true(shows(g, "value=\"yes\" checked"));
	assert_true(shows(g, "value=\"mon\" checked"));
	assert_false(shows(g, "value=\"tue\" checked"));
	done(g);
	g = given("day=tue");
	FIELD(g->c, checkbox, .name = "counts", .label = "Counts", .checked = true);
	FIELD(g->c, checkboxes, .name = "day", .label = "Days", .choices = two_days);
	assert_false(shows(g, "value=\"yes\" checked"));
	assert_false(shows(g, "value=\"mon\" checked"));
	assert_true(shows(g, "value=\"tue\" checked"));
	done(g);
}

static void a_choice_keeps_its_mark_and_the_first_one_can_be_linked_to(void **state)
{
	struct given *g = given(NULL);

	(void)state;
	FIELD(g->c, radios, .name = "day", .label = "Day", .value = STR("tue"), .choices = two_days);
	FIELD(g->c, select, .name = "other", .label = "Other", .value = STR("mon"), .blank = "Choose", .choices = two_days);
	assert_true(shows(g, "id=\"day\" name=\"day\" type=\"radio\" value=\"mon\""));
	assert_true(shows(g, "id=\"day-2\" name=\"day\" type=\"radio\" value=\"tue\" checked"));
	assert_true(shows(g, "id=\"day-2-hint\">Late group"));
	assert_true(shows(g, "<option value=\"mon\" selected>Monday"));
	assert_true(shows(g, "<option value=\"\">Choose"));
	done(g);
}

static void values_are_written_as_they_are_typed(void **state)
{
	struct ctx *c = test_ctx();

	(void)state;
	assert_str(value_date(c, date_of(2026, 11, 30)), "2026-11-30");
	assert_null(value_date(c, (date){0}).p);
	assert_str(value_minute(c, 0), "00:00");
	assert_null(value_minute(c, -1).p);
	assert_str(value_opt(c, (struct opt_int){true, -5}), "-5");
	assert_null(value_opt(c, (struct opt_int){0}).p);
	assert_null(value_id(c, 0).p);
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_field_shows_what_is_kept_until_something_is_typed),
	cmocka_unit_test(a_problem_stands_beside_its_field_and_is_read_with_it),
	cmocka_unit_test(a_password_is_never_shown_again),
	cmocka_unit_test(a_box_whose_tick_was_taken_away_stays_empty),
	cmocka_unit_test(a_choice_keeps_its_mark_and_the_first_one_can_be_linked_to),
	cmocka_unit_test(values_are_written_as_they_are_typed),
};
TEST_GROUP(forms, tests)
