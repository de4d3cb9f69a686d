/* funnel_test.c - requests laid out by hand, and the numbers that follow from them. Days are North's, five hours behind UTC. */
#include "care/funnel/funnel.h"
#include "care/funnel/funnel_routes.h"
#include "support/test_web.h"
#include "web/exchange.h"

#define NOV(d) date_of(2026, 11, (d))

static int64_t at(date day, int hour, int minute)
{
	return zone_instant(zone_find(STR("America/New_York")), day, hour * 60 + minute).ms;
}

static void ask(struct test_db *t, int center, int id, const char *source, const char *status, const char *end, int64_t when)
{
	world_sql(t,
		"insert into inquiry (center_id, id, code, kind, status, end_reason, source, urgency, danger, folded, guardian_call, silent, "
		"body_hash, first_contact_at, status_at) select %d, %d, 'AAAA%04d', 'self', '%s', %s, %s, 'week', false, '', false, false, "
		"token_hash, %lld, %lld from signin",
		center, id, id, status, end, source, (long long)when, (long long)when);
	world_sql(t,
		"insert into inquiry_step (center_id, id, inquiry_id, status, at, account_name) values (%d, %d, %d, 'new', %lld, '')", center,
		id * 100, id, (long long)when);
}

static void step(struct test_db *t, int id, int n, const char *status, int64_t when)
{
	world_sql(t,
		"insert into inquiry_step (center_id, id, inquiry_id, status, at, account_name) values (101, %d, %d, '%s', %lld, 'Fred')",
		id * 100 + n, id, status, (long long)when);
}

static void try(struct test_db *t, int id, const char *outcome, int64_t when)
{
	world_sql(t,
		"insert into contact_try (center_id, inquiry_id, id, way, outcome, at, account_name) values (101, %d, %d, 'phone', '%s', %lld, "
		"'Fred')",
		id, id * 100 + 50, outcome, (long long)when);
}

static void assessment(struct test_db *t, int id, int n, const char *status, date day)
{
	int64_t when = at(day, 10, 0);

	world_sql(t,
		"insert into appointment (center_id, id, about_id, title, day, starts_at, ends_at, staff_id, modality, status, changed_at) "
		"values (101, %d, %d, 'Assessment', '%s', %lld, %lld, %lld, 'in_person', '%s', 1)",
		id * 100 + 60 + n, id, date_show(day).s, (long long)when, (long long)when + 3600000, (long long)PERSON(CLEO).v, status);
}

static void session(struct test_db *t, int id, const char *status, date day)
{
	int64_t when = at(day, 18, 0);

	world_sql(t,
		"insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, counts, "
		"billable, counted_min, status, changed_at) values (101, %d, 1, '%s', %lld, %lld, 1, 'Group', 12, 'in_person', true, true, 180, "
		"'planned', 1)",
		id, date_show(day).s, (long long)when, (long long)when + 10800000);
	world_sql(t,
		"insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, recorded_at) "
		"values (101, %d, %lld, '%s', '%s', false, 0, 0, 1)",
		id, (long long)EPISODE(PAT).v, date_show(day).s, status);
}

/* The whole way: called the same day, assessed after five days, missed the first session, came to the next on the twelfth. */
static void goes_all_the_way(struct test_db *t, int id)
{
	ask(t, 101, id, "'court'", "admitted", "null", at(NOV(4), 10, 0));
	try(t, id, "reached", at(NOV(4), 11, 0));
	step(t, id, 1, "contacted", at(NOV(4), 11, 0));
	step(t, id, 2, "pre_screen", at(NOV(5), 9, 0));
	step(t, id, 3, "assessment_booked", at(NOV(6), 9, 0));
	assessment(t, id, 1, "planned", NOV(9));
	step(t, id, 4, "accepted", at(NOV(10), 9, 0));
	step(t, id, 5, "admitted", at(NOV(11), 9, 0));
	world_sql(t, "insert into inquiry_stay (center_id, inquiry_id, episode_id, at) values (101, %d, %lld, 1)", id,
		(long long)EPISODE(PAT).v);
	session(t, 5101, "absent", NOV(12));
	session(t, 5102, "late", NOV(16));
	session(t, 5103, "present", NOV(18));
}

static void lay_out(struct test_db *t)
{
	world_act(t, FRED, NORTH);
	ask(t, 101, 1, "'self'", "closed", "'changed_mind'", at(NOV(2), 23, 30)); /* in UTC it was the third */
	step(t, 1, 1, "contacted", at(NOV(3), 9, 0));
	step(t, 1, 2, "closed", at(NOV(5), 9, 0));
	goes_all_the_way(t, 2);
	ask(t, 101, 3, "'self'", "new", "null", at(NOV(10), 9, 0));
	try(t, 3, "left_message", at(NOV(11), 9, 0));
	ask(t, 101, 4, "null", "waiting_list", "null", at(NOV(12), 9, 0));
	step(t, 4, 1, "contacted", at(NOV(16), 9, 0));
	assessment(t, 4, 1, "cancelled", NOV(13));
	assessment(t, 4, 2, "planned", NOV(30)); /* still to come */
	step(t, 4, 2, "waiting_list", at(NOV(20), 9, 0));
	ask(t, 101, 5, "'self'", "closed", "'duplicate'", at(NOV(12), 9, 0));
	ask(t, 101, 6, "'self'", "closed", "'not_real'", at(NOV(12), 9, 0));
	ask(t, 101, 7, "'self'", "new", "null", at(date_of(2026, 10, 31), 23, 59));
	ask(t, 101, 8, "'health_care'", "referred_on", "null", at(NOV(1), 0, 0));
	step(t, 8, 1, "referred_on", at(NOV(2), 9, 0));
	ask(t, 101, 9, "'self'", "new", "null", at(NOV(24), 0, 0));
	ask(t, 102, 10, "'self'", "new", "null", at(NOV(12), 9, 0));
}

static struct funnel november(struct test_db *t)
{
	struct funnel f;

	world_act(t, DAN, NORTH);
	assert_ok(funnel_load(world_look(t), NOV(1), NOV(23), &f));
	return f;
}

/* A sign-in row lends its hash to the requests: what the words of one were is of no matter here. */
static void open_site(struct test_web *w, struct test_db *t)
{
	static struct route_table tables[1];

	tables[0] = (struct route_table){funnel_routes, funnel_routes_n};
	world_make(t);
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, DAN);
	lay_out(t);
}

static void each_request_of_the_span_counts_at_every_stage_it_reached(struct test_db *t)
{
	static const int64_t expected[FUNNEL_STAGES] = {0, 5, 3, 2, 2, 2, 2, 1, 1};
	struct test_web w;
	struct funnel f;

	open_site(&w, t);
	f = november(t);
	assert_int_equal(f.asked, 5);
	assert_memory_equal(f.reached, expected, sizeof(expected));
	assert_int_equal(f.by_source[SOURCE_SELF][FUNNEL_ASKED], 2);
	assert_int_equal(f.by_source[SOURCE_SELF][FUNNEL_CONTACTED], 1);
	assert_int_equal(f.by_source[SOURCE_COURT][FUNNEL_STARTED], 1);
	assert_int_equal(f.by_source[REFERRAL_SOURCE_NONE][FUNNEL_ACCEPTED], 1);
	assert_int_equal(f.by_source[SOURCE_HEALTH_CARE][FUNNEL_CONTACTED], 0);
	test_web_close(&w);
}

static void whoever_came_to_a_stage_went_on_is_there_or_was_lost(struct test_db *t)
{
	struct test_web w;
	struct funnel f;

	open_site(&w, t);
	f = november(t);
	for (int s = FUNNEL_ASKED; s < FUNNEL_STARTED; s++)
		assert_int_equal(f.reached[s], f.open[s] + f.ended[s] + f.reached[s + 1]);
	assert_int_equal(f.open[FUNNEL_ASKED], 1);
	assert_int_equal(f.open[FUNNEL_ACCEPTED], 1);
	assert_int_equal(f.lost[INQUIRY_END_CHANGED_MIND][FUNNEL_CONTACTED], 1);
	assert_int_equal(f.lost[FUNNEL_REFERRED_ON][FUNNEL_ASKED], 1);
	assert_int_equal(f.duplicates, 1);
	assert_int_equal(f.not_real, 1);
	test_web_close(&w);
}

/* Just after midnight in one place it is still the day before in another: the same instants, at two centers' clocks. */
static void a_first_contact_just_after_midnight_counts_on_the_centers_own_day(struct test_db *t)
{
	static const char *const zones[] = {"America/New_York", "America/Los_Angeles", "Pacific/Honolulu"};
	static const int64_t asked[] = {1, 0, 0}; /* on the 24th */
	static const int contact[] = {0, 1, 1};   /* days */
	struct test_web w;

	open_site(&w, t);
	world_sql(t, "delete from contact_try");
	world_sql(t, "delete from appointment");
	world_sql(t, "delete from inquiry_stay");
	world_sql(t, "delete from inquiry_step");
	world_sql(t, "delete from inquiry");
	ask(t, 101, 1, "'self'", "contacted", "null", at(NOV(24), 0, 1));       /* in Los Angeles the 23rd, 9:01 pm */
	try(t, 1, "reached", at(NOV(24), 14, 0));                               /* the 24th in all of them */
	for (size_t i = 0; i < COUNT_OF(zones); i++) {
		struct funnel day, before;

		world_sql(t, "update center set zone = '%s' where id = 101", zones[i]);
		world_act(t, DAN, NORTH);
		assert_ok(funnel_load(world_look(t), NOV(24), NOV(24), &day));
		assert_ok(funnel_load(world_look(t), NOV(23), NOV(23), &before));
		assert_int_equal(day.asked, asked[i]);
		assert_int_equal(before.asked, 1 - asked[i]);
		assert_int_equal((asked[i] ? &day : &before)->waits[FUNNEL_TO_CONTACT].v[0], contact[i]);
	}
	test_web_close(&w);
}

static void days_are_counted_on_the_centers_calendar(struct test_db *t)
{
	static const int contact[] = {0, 1, 4};
	struct test_web w;
	struct funnel f;

	open_site(&w, t);
	f = november(t);
	assert_int_equal(f.waits[FUNNEL_TO_CONTACT].n, 3);
	assert_memory_equal(f.waits[FUNNEL_TO_CONTACT].v, contact, sizeof(contact));
	assert_int_equal(f.waits[FUNNEL_TO_ASSESSMENT].n, 1);
	assert_int_equal(f.waits[FUNNEL_TO_ASSESSMENT].v[0], 5);
	assert_int_equal(f.waits[FUNNEL_TO_SESSION].n, 1);
	assert_int_equal(f.waits[FUNNEL_TO_SESSION].v[0], 12);
	test_web_close(&w);
}

static void the_median_and_the_90th_percentile_are_those_of_the_sorted_days(void **state)
{
	int v[] = {0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55};
	struct funnel_days ten = {v, 10, 0}, eleven = {v, 11, 0}, two = {v + 4, 2, 0}, one = {v + 10, 1, 0}, none = {0};

	(void)state;
	assert_int_equal(funnel_median_twice(&ten), 8); /* between 3 and 5 */
	assert_int_equal(funnel_p90(&ten), 21);         /* the ninth of ten */
	assert_int_equal(funnel_median_twice(&eleven), 10);
	assert_int_equal(funnel_p90(&eleven), 34); /* nine of eleven would be too few */
	assert_int_equal(funnel_median_twice(&two), 8);
	assert_int_equal(funnel_median_twice(&one), 110);
	assert_int_equal(funnel_median_twice(&none), -1);
	assert_int_equal(funnel_p90(&none), -1);
}

static void open_november(struct test_web *w, struct test_db *t, const char *page)
{
	web_get(w, str_format(t->c->arena, "/c/%s/inquiries/%s?from=2026-11-01&to=2026-11-23", ID(NORTH), page).p);
}

static void the_page_says_what_small_numbers_are_worth(struct test_db *t)
{
	struct test_web w;

	open_site(&w, t);
	open_november(&w, t, "funnel");
	assert_status(&w, 200);
	assert_shows(&w, "Of 5 requests, 1 (20%) led to a first session so far.");
	assert_shows(&w, "To the first contact</th><td class=\"pl-num\">1 day</td><td class=\"pl-num\">-</td><td>"
	                 "median of 3: hardly a pattern");
	assert_shows(&w, "To the first session</th><td class=\"pl-num\">12 days</td><td class=\"pl-num\">-</td><td>one person, no median");
	assert_shows(&w, "Nobody said");
	assert_shows(&w, "Does not want this now");
	assert_shows(&w, "Not counted: 1 that came twice, 1 that were not real.");
	web_get(&w, str_format(t->c->arena, "/c/%s/inquiries/funnel?from=2025-01-01&to=2025-02-01", ID(NORTH)).p);
	assert_shows(&w, "Nobody asked for help in these days.");
	web_get(&w, str_format(t->c->arena, "/c/%s/inquiries/funnel?from=2026-11-23&to=2026-11-01", ID(NORTH)).p);
	assert_status(&w, 422);
	assert_shows(&w, "The last day must not be before the first.");
	test_web_close(&w);
}

static void the_file_has_the_numbers_of_the_page(struct test_db *t)
{
	struct test_web w;

	open_site(&w, t);
	open_november(&w, t, "funnel.csv");
	assert_status(&w, 200);
	assert_shows(&w, "kind,source,stage,reason,people,median_days,p90_days\r\nreached,all,asked,,5,,\r\nreached,all,contacted,,3,,\r\n");
	assert_shows(&w, "reached,court,started,,1,,\r\n");
	assert_shows(&w, "open,,accepted,,1,,\r\n");
	assert_shows(&w, "lost,,contacted,changed_mind,1,,\r\n");
	assert_shows(&w, "lost,,asked,referred_on,1,,\r\n");
	assert_shows(&w, "left_out,,,duplicate,1,,\r\n");
	assert_shows(&w, "days,,first_contact,,3,1,\r\n");
	assert_shows(&w, "days,,assessment,,1,5,\r\n");
	test_web_close(&w);
}

static void more_requests_cost_no_more_statements(struct test_db *t)
{
	struct test_web w;
	unsigned few;

	open_site(&w, t);
	open_november(&w, t, "funnel");
	few = w.x->ctx.cost.statements;
	for (int i = 0; i < 40; i++)
		ask(t, 101, 200 + i, "'school'", "new", "null", at(NOV(12), 9, 0));
	open_november(&w, t, "funnel");
	assert_shows(&w, "Of 45 requests");
	assert_int_equal(w.x->ctx.cost.statements, few);
	assert_in_range(few, 1, 4);
	test_web_close(&w);
}

static void another_center_and_participants_are_kept_out(struct test_db *t)
{
	struct test_web w;

	open_site(&w, t);
	web_sign_in(&w, t, SUE);
	open_november(&w, t, "funnel");
	assert_status(&w, 404);
	web_sign_in(&w, t, PAT);
	open_november(&w, t, "funnel");
	assert_status(&w, 403);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(each_request_of_the_span_counts_at_every_stage_it_reached),
	on_both(whoever_came_to_a_stage_went_on_is_there_or_was_lost),
	on_both(a_first_contact_just_after_midnight_counts_on_the_centers_own_day),
	on_both(days_are_counted_on_the_centers_calendar),
	cmocka_unit_test(the_median_and_the_90th_percentile_are_those_of_the_sorted_days),
	on_both(the_page_says_what_small_numbers_are_worth),
	on_both(the_file_has_the_numbers_of_the_page),
	on_both(more_requests_cost_no_more_statements),
	on_both(another_center_and_participants_are_kept_out),
};
TEST_GROUP(funnel, tests)
