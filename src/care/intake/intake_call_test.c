/* intake_call_test.c - a request that comes by phone: one screen, what was typed stays, who may have asked before is shown once. */
#include "care/intake/intake.h"
#include "care/intake/intake_routes.h"
#include "support/test_web.h"

#define LOU "kind=self&danger=no&help=addiction&given=Lou&family=Lake&age=44&reach-by=phone&phone=512-555-0177&silent=no&" \
	"source=health_care&heard=The+radio"

static const char *desk(struct test_db *t)
{
	return str_format(t->c->arena, "/c/%s/inquiries/new", ID(NORTH)).p;
}

static void open_desk(struct test_web *w, struct test_db *t, enum world_person who)
{
	static struct route_table tables[1];

	tables[0] = (struct route_table){intake_call_routes, intake_call_routes_n};
	world_make(t);
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, who);
}

static struct intake_list_rows requests(struct test_db *t)
{
	struct intake_list_rows rows;

	world_act(t, FRED, NORTH);
	assert_ok(intake_list(world_look(t), &rows, .today = date_of(2026, 11, 23), .status = INQUIRY_STATUS_NONE,
		.source = REFERRAL_SOURCE_NONE));
	return rows;
}

static void a_call_becomes_a_request_that_was_contacted_with_source_and_how_they_heard(struct test_db *t)
{
	struct test_web w;
	struct intake_list_rows rows;
	struct contact_tries_rows tries;
	struct inquiry_steps_rows steps;

	open_desk(&w, t, FRED);
	web_post(&w, desk(t), LOU);
	assert_status(&w, 303);
	rows = requests(t);
	assert_int_equal(rows.n, 1);
	assert_str(rows.v[0].given, "Lou");
	assert_int_equal(rows.v[0].status, INQUIRY_CONTACTED);
	assert_int_equal(rows.v[0].source, SOURCE_HEALTH_CARE);
	assert_ok(contact_tries(t->c->tx, &tries, .inquiry_id = rows.v[0].id));
	assert_int_equal(tries.n, 1);
	assert_str(tries.v[0].note, "How they heard of us: The radio");
	assert_ok(inquiry_steps(t->c->tx, &steps, .inquiry_id = rows.v[0].id));
	assert_int_equal(steps.n, 2);
	assert_str(steps.v[0].account_name, "Fred Foster");
	test_web_close(&w);
}

static void what_is_missing_is_said_and_what_was_typed_stays(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t, FRED);
	web_post(&w, desk(t), "kind=self&given=Lou&family=Lake&phone=12&heard=The+radio");
	assert_status(&w, 422);
	assert_shows(&w, "Select yes or no");
	assert_shows(&w, "value=\"Lake\"");
	assert_shows(&w, "value=\"The radio\"");
	assert_int_equal(requests(t).n, 0);
	test_web_close(&w);
}

static void who_may_have_asked_before_is_shown_once(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t, FRED);
	web_post(&w, desk(t), LOU);
	web_post(&w, desk(t), LOU);
	assert_status(&w, 422);
	assert_shows(&w, "Is it one of these?");
	assert_shows(&w, "same phone");
	assert_int_equal(requests(t).n, 1);
	web_post(&w, desk(t), LOU "&sure=yes");
	assert_status(&w, 303);
	assert_int_equal(requests(t).n, 2);
	test_web_close(&w);
}

static void another_center_cannot_take_it_down_here(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t, SUE);
	web_post(&w, desk(t), LOU);
	assert_status(&w, 404);
	assert_int_equal(requests(t).n, 0);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(a_call_becomes_a_request_that_was_contacted_with_source_and_how_they_heard),
	on_both(what_is_missing_is_said_and_what_was_typed_stays),
	on_both(who_may_have_asked_before_is_shown_once),
	on_both(another_center_cannot_take_it_down_here),
};
TEST_GROUP(intake_call, tests)
