/* profile_test.c - what a program says of itself is counted from its stays, enrollments and week, tells of no fewer than eleven people,
 * and is there for anyone only when it is published. The clock stands at Monday 2026-11-23, 13:00 in North. */
#include "base/id.h"
#include "care/profile/profile.h"
#include "care/profile/profile_routes.h"
#include "support/test_web.h"
#include "web/exchange.h"

#define PROGRAM ((program_id){1}) /* of North, as the world has it; its track 1 has a session today */

static void publish(struct test_db *t, int center, int program)
{
	world_sql(t, "insert into program_profile (center_id, program_id, is_public, about, least_weeks, most_weeks, after_care, step_down, "
	             "school_work, start_rule, changed_at) values (%d, %d, true, 'We meet.', 8, 12, 'A group', '', '', 'session', 1)",
		center, program);
}

static void make(struct test_db *t)
{
	world_make(t);
	world_sql(t, "delete from attendance");
	publish(t, 101, 1);
}

/* Somebody who stayed from a day of October on for so many days. */
static void stayed(struct test_db *t, int n, int days)
{
	date from = date_of(2026, 8, 1);

	world_sql(t, "insert into person (id, family, given, folded, created_at, changed_at) values (%d, 'F', 'G', 'f g', 1, 1)", 9000 + n);
	world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, ended_on, changed_at) "
	             "values (101, %d, %d, 1, 'discharged', '%s', '%s', 1)",
		9000 + n, 9000 + n, date_show(from).s, date_show(date_add(from, days - 1)).s);
}

static void load(struct test_db *t, struct profile *p)
{
	assert_ok(profile_load(world_look(t), NORTH, PROGRAM, p));
}

static void ten_finished_stays_say_nothing_and_eleven_give_median_and_range(struct test_db *t)
{
	struct profile p;

	make(t);
	for (int i = 1; i <= 10; i++)
		stayed(t, i, 7 * i);
	load(t, &p);
	assert_int_equal(p.stay.finished, 0);
	assert_int_equal(p.stay.median_days, 0);
	assert_int_equal(p.stay.least_weeks.v, 8);
	assert_int_equal(p.stay.most_weeks.v, 12);
	stayed(t, 11, 77);
	load(t, &p);
	assert_int_equal(p.stay.finished, 11);
	assert_int_equal(p.stay.median_days, 42);
	assert_int_equal(p.stay.shortest_days, 7);
	assert_int_equal(p.stay.longest_days, 77);
	stayed(t, 12, 84);
	load(t, &p);
	assert_int_equal(p.stay.median_days, 46); /* between 42 and 49, rounded up */
}

static void people_of_the_last_year_are_counted_from_eleven_on(struct test_db *t)
{
	struct profile p;

	make(t);
	for (int i = 1; i <= 9; i++)
		stayed(t, i, 10);
	load(t, &p); /* and PAT, who is there now */
	assert_int_equal(p.people, 0);
	assert_true(p.few);
	stayed(t, 10, 10);
	load(t, &p);
	assert_int_equal(p.people, 11);
	assert_false(p.few);
	world_sql(t, "update episode set started_on = '2025-01-01', ended_on = '2025-02-01' where id = 9010");
	load(t, &p);
	assert_int_equal(p.people, 0);
}

static void enroll(struct test_db *t, int n, const char *from, const char *to)
{
	stayed(t, n, 10);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, to_on, changed_at) "
	             "values (101, %d, %d, 1, '%s', %s, 1)",
		9000 + n, 9000 + n, from, to);
}

static void put_session(struct test_db *t, int id, const char *day, int64_t starts)
{
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, counts, "
	             "billable, counted_min, status, changed_at) values (101, %d, 1, '%s', %lld, %lld, 1, 'Group', 12, 'in_person', true, "
	             "true, 60, 'planned', 1)",
		id, day, (long long)starts, (long long)starts + 3600000);
}

#define ON_TUESDAY INT64_C(1795564800000) /* 2026-11-25 00:00 UTC: the evening of the 24th in North */
#define ON_THURSDAY (ON_TUESDAY + 2 * MS_PER_DAY)

static void seats_are_the_tracks_less_those_who_are_on_its_roster_today_or_later(struct test_db *t)
{
	struct profile p;

	make(t);
	world_sql(t, "delete from enrollment");
	world_sql(t, "update track set seats = 3 where center_id = 101 and id = 1");
	load(t, &p);
	assert_int_equal(p.program.open, 3);
	enroll(t, 1, "2026-10-01", "'2026-11-22'"); /* left yesterday */
	load(t, &p);
	assert_int_equal(p.program.open, 3);
	enroll(t, 2, "2026-10-01", "'2026-11-23'"); /* leaves today */
	enroll(t, 3, "2026-12-01", "null"); /* has been promised a seat */
	load(t, &p);
	assert_int_equal(p.program.open, 1);
	enroll(t, 4, "2026-10-01", "null");
	enroll(t, 5, "2026-10-01", "null"); /* one over the limit */
	load(t, &p);
	assert_int_equal(p.program.open, 0);
	assert_int_equal(p.program.counted_at.ms, t->c->now.ms);
}

static void the_next_start_is_the_first_session_with_a_seat_on_a_day_that_takes_new_people(struct test_db *t)
{
	struct profile p;

	make(t);
	world_sql(t, "delete from enrollment");
	world_sql(t, "update session set status = 'cancelled' where center_id = 101");
	world_sql(t, "update track set seats = 1 where center_id = 101 and id = 1");
	put_session(t, 9101, "2026-11-24", ON_TUESDAY);
	put_session(t, 9102, "2026-11-26", ON_THURSDAY);
	load(t, &p);
	assert_int_equal(p.program.starts_at.ms, ON_TUESDAY);
	enroll(t, 1, "2026-10-01", "'2026-11-24'");
	load(t, &p);
	assert_int_equal(p.program.open, 0);
	assert_int_equal(p.program.starts_at.ms, ON_THURSDAY);
	world_sql(t, "delete from enrollment");
	world_sql(t, "update program_profile set start_rule = 'weekday', start_weekday = 4");
	load(t, &p);
	assert_int_equal(p.program.starts_at.ms, ON_THURSDAY);
	assert_int_equal(date_cmp(p.program.starts_on, date_of(2026, 11, 26)), 0);
	world_sql(t, "update session set status = 'cancelled' where center_id = 101");
	put_session(t, 9103, "2026-12-10", ON_THURSDAY + 14 * MS_PER_DAY); /* more than a week ahead */
	load(t, &p);
	assert_int_equal(p.program.starts_at.ms, ON_THURSDAY + 14 * MS_PER_DAY);
	world_sql(t, "update program_profile set start_rule = 'agreed', start_weekday = null");
	load(t, &p);
	assert_true(p.program.agreed);
	assert_true(date_none(p.program.starts_on));
}

static void therapies_are_those_of_the_people_who_lead_this_programs_sessions(struct test_db *t)
{
	struct profile p;

	make(t);
	world_sql(t, "insert into week_slot (center_id, id, track_id, weekday, start_minute, end_minute, service_kind_id, title, seats, "
	             "modality, from_on) values (101, 9201, 1, 2, 1080, 1200, 1, 'Skills', 12, 'video', '2026-01-01')");
	world_sql(t, "insert into week_slot_break (center_id, week_slot_id, start_minute, end_minute) values (101, 9201, 1130, 1140)");
	world_sql(t, "insert into week_slot_facilitator (center_id, week_slot_id, person_id, leads) values (101, 9201, 1003, true)");
	world_sql(t, "insert into staff_therapy (center_id, person_id, therapy, since_year) values (101, 1003, 'cbt', 2015), "
	             "(101, 1002, 'dbt', 2010)");
	load(t, &p);
	assert_int_equal(p.therapists, 1);
	assert_int_equal(p.n_therapies, 1);
	assert_str(p.therapies[0].therapy->code, "cbt");
	assert_int_equal(p.therapies[0].since.v, 2015);
	assert_int_equal(p.week.n, 1);
	assert_int_equal(p.week.v[0].break_min, 10);
	assert_true(p.telehealth);
	assert_int_equal(p.program.tracks[0].days[0].weekday, 2);
}

static void what_is_ticked_and_the_insurance_taken_are_what_the_finder_finds_it_by(struct test_db *t)
{
	struct profile_centers centers;
	struct profile_programs there;
	struct profile p;
	int veterans = directory_option(STR("group"), STR("veterans")), medicaid = directory_option(STR("pays"), STR("medicaid"));
	int spanish = directory_option(STR("language"), STR("spanish"));

	make(t);
	world_sql(t, "update center set zip = '12207', street = '1 No Such Street' where id = 101");
	world_sql(t, "insert into program_choice (center_id, program_id, topic, code) values (101, 1, 'group', 'veterans')");
	world_sql(t, "insert into accepted_plan (center_id, id, program_id, kind, payer, plan_name, in_network, verified_on) values "
	             "(101, 9301, 1, 'medicaid', 'Medicaid', '', true, '2026-11-01')");
	load(t, &p);
	assert_true(directory_has(p.program.options, veterans));
	assert_true(directory_has(p.program.options, medicaid));
	assert_false(directory_has(p.program.options, spanish));
	assert_true(profile_answers(&p, STR("pay")) && profile_answers(&p, STR("people")));
	assert_false(profile_answers(&p, STR("approach")));
	assert_ok(profile_centers(t->c->tx, &centers));
	assert_int_equal(centers.n, 1);
	assert_ok(profile_at(t->c->tx, &centers.v[0], PROGRAM_TYPE_NONE, &there));
	assert_int_equal(there.n, 1);
	assert_true(there.v[0].placed);
	assert_false(there.v[0].exact);
	assert_true(directory_has(there.v[0].options, veterans));
	assert_true(directory_has(there.v[0].options, medicaid));
}

static void what_is_not_published_or_is_closed_is_not_there_for_anyone(struct test_db *t)
{
	struct profile_centers centers;
	struct profile p;

	make(t);
	assert_int_equal(profile_load(world_look(t), SOUTH, PROGRAM, &p), ERR_NOT_FOUND);
	world_sql(t, "update program_profile set is_public = false");
	assert_int_equal(profile_load(world_look(t), NORTH, PROGRAM, &p), ERR_NOT_FOUND);
	assert_ok(profile_centers(t->c->tx, &centers));
	assert_int_equal(centers.n, 0);
	world_sql(t, "update program_profile set is_public = true");
	world_sql(t, "update program set closed_on = '2026-11-22' where center_id = 101");
	assert_int_equal(profile_load(world_look(t), NORTH, PROGRAM, &p), ERR_NOT_FOUND);
}

static const char *page_of(struct test_db *t, const char *folder)
{
	const char *last = folder[1] == 'p' ? str_format(t->c->arena, "/%s", ID(PROGRAM)).p : "";

	return str_format(t->c->arena, "%s%s%s", folder, ID(NORTH), last).p;
}

static void the_public_pages_take_nine_statements_at_most_set_no_cookie_and_may_be_kept(struct test_db *t)
{
	struct route_table tables[] = {{profile_routes, profile_routes_n}};
	struct test_web w;

	make(t);
	test_web_open(&w, t->db, tables, COUNT_OF(tables));
	web_get(&w, page_of(t, "/programs/"));
	assert_status(&w, 200);
	assert_true(w.x->ctx.cost.statements <= 9);
	assert_shows(&w, "How long do people stay?");
	assert_shows(&w, "Usually 8 to 12 weeks");
	assert_shows(&w, "what the director of the program says");
	assert_shows(&w, "itemtype=\"https://schema.org/MedicalClinic\"");
	assert_false(answer_header(w.a, "Set-Cookie").p);
	assert_str(answer_header(w.a, "Cache-Control"), "public, max-age=60");
	web_get(&w, page_of(t, "/centers/"));
	assert_status(&w, 200);
	web_get(&w, "/programs?type=teen");
	assert_status(&w, 200);
	world_sql(t, "update program_profile set is_public = false");
	web_get(&w, page_of(t, "/programs/"));
	assert_status(&w, 404);
	web_get(&w, page_of(t, "/centers/"));
	assert_status(&w, 404);
	web_get(&w, "/programs");
	assert_shows(&w, "No programs here yet");
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(ten_finished_stays_say_nothing_and_eleven_give_median_and_range),
	on_both(people_of_the_last_year_are_counted_from_eleven_on),
	on_both(seats_are_the_tracks_less_those_who_are_on_its_roster_today_or_later),
	on_both(the_next_start_is_the_first_session_with_a_seat_on_a_day_that_takes_new_people),
	on_both(therapies_are_those_of_the_people_who_lead_this_programs_sessions),
	on_both(what_is_ticked_and_the_insurance_taken_are_what_the_finder_finds_it_by),
	on_both(what_is_not_published_or_is_closed_is_not_there_for_anyone),
	on_both(the_public_pages_take_nine_statements_at_most_set_no_cookie_and_may_be_kept),
};
TEST_GROUP(profile, tests)
