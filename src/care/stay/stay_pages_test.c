/* stay_pages_test.c - people, admission and stays as a browser without a script meets them. */
#include "base/id.h"
#include "care/admission/admission_routes.h"
#include "care/people/people_routes.h"
#include "care/stay/stay_routes.h"
#include "support/test_web.h"

static struct route_table tables[6];

static void open_pages(struct test_web *w, struct test_db *t, enum world_person who)
{
	world_make(t);
	world_sql(t, "update person set folded = 'porter pat' where id = %d", 1000 + PAT);
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, least_age, most_age, weeks, opened_on) "
				 "values (101, 2, 'Teen program', 'teen', '2.1', 13, 17, 12, '2026-01-01')");
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
				 "values (101, 7001, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	tables[0] = (struct route_table){people_routes, people_routes_n};
	tables[1] = (struct route_table){admission_routes, admission_routes_n};
	tables[2] = (struct route_table){stay_change_routes, stay_change_routes_n};
	tables[3] = (struct route_table){free_time_routes, free_time_routes_n};
	tables[4] = (struct route_table){roster_routes, roster_routes_n};
	tables[5] = (struct route_table){stay_routes, stay_routes_n};
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, who);
}

/* "/c/<North>/people/<id>/admit" from "people", 1005, "/admit". */
static const char *at(struct test_db *t, const char *what, int64_t id, const char *rest)
{
	return str_format(t->c->arena, "/c/%s/%s%s%s%s", id_show(NORTH.v).s, what, id ? "/" : "", id_show(id).s, rest).p;
}
#define PAT_PERSON (PERSON(PAT).v)
#define PAT_STAY (EPISODE(PAT).v)

static void the_list_leads_to_the_person_and_a_search_without_a_find_says_what_to_do(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_get(&w, at(t, "people", 0, ""));
	assert_status(&w, 200);
	assert_shows(&w, "Porter, Pat");
	assert_shows(&w, at(t, "people", PAT_PERSON, ""));
	assert_false(web_shows(&w, "Sawyer"));
	web_get(&w, at(t, "people", 0, "?q=nobody+called+this"));
	assert_shows(&w, "Nobody here is called nobody called this.");
	assert_shows(&w, "add a person");
	test_web_close(&w);
}

static void before_somebody_is_added_twice_the_other_is_shown(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_post(&w, at(t, "people", 0, "/new"), "given=Pat&family=Porter&birth=1990-02-05");
	assert_status(&w, 200);
	assert_shows(&w, "Is it one of these people?");
	assert_shows(&w, at(t, "people", PAT_PERSON, ""));
	assert_shows(&w, "Add Pat Porter as a new person");
	web_post(&w, at(t, "people", 0, "/new"), "given=Pat&family=Porter&birth=1990-02-05&anyway=yes");
	assert_status(&w, 303);
	test_web_close(&w);
}

static void what_was_typed_stays_beside_what_is_wrong(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_post(&w, at(t, "people", 0, "/new"), "given=Da%22na&family=&email=nowhere");
	assert_status(&w, 422);
	assert_shows(&w, "Error: Add a person");
	assert_shows(&w, "Da&quot;na");
	assert_shows(&w, "Enter a family name");
	test_web_close(&w);
}

static void whoever_saves_second_sees_what_the_first_one_saved(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_post(&w, at(t, "people", PAT_PERSON, "/edit"), "given=Pat&family=Porter&phone=512-555-0100&version=1");
	assert_status(&w, 303);
	web_post(&w, at(t, "people", PAT_PERSON, "/edit"), "given=Pat&family=Porter&phone=512-555-0199&version=1");
	assert_status(&w, 422);
	assert_shows(&w, "What is on record now");
	assert_shows(&w, "512-555-0100");
	assert_shows(&w, "512-555-0199");
	assert_shows(&w, "name=\"version\" value=\"2\"");
	test_web_close(&w);
}

static void an_age_that_does_not_fit_is_explained_on_the_form(struct test_db *t)
{
	struct test_web w;
	const char *form = str_format(t->c->arena, "program=%s&start=2026-11-23", id_show(2).s).p;

	open_pages(&w, t, FRED);
	web_get(&w, at(t, "people", PAT_PERSON, "/admit"));
	assert_shows(&w, "Admit Pat");
	assert_shows(&w, "Teen program, ages 13 to 17");
	web_post(&w, at(t, "people", PAT_PERSON, "/admit"), form);
	assert_status(&w, 422);
	assert_shows(&w, "Teen program is for people aged up to 17. On that day this person is 36.");
	assert_shows(&w, "href=\"#program\"");
	test_web_close(&w);
}

static void a_reason_for_a_larger_group_is_asked_for_only_when_a_rule_lets_it_stand(struct test_db *t)
{
	struct test_web w;
	const char *form = str_format(t->c->arena, "track=%s&start=2026-11-23", id_show(2).s).p;

	open_pages(&w, t, FRED);
	world_sql(t, "update service_kind set group_limit = 'counseling' where id = 1");
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (101, 2, 1, 'Large', 30, '2026-01-01')");
	world_sql(t, "insert into week_slot (center_id, id, track_id, weekday, start_minute, end_minute, service_kind_id, title, seats, "
				 "modality, from_on) values (101, 1, 2, 1, 1080, 1200, 1, 'Group', 30, 'in_person', '2026-01-01')");
	for (int i = 0; i < 12; i++) {
		world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) "
					 "values (101, %d, 1006, 1, 'admitted', '2026-10-01', 1)",
			6000 + i);
		world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
					 "values (101, %d, %d, 2, '2026-10-01', 1)",
			8000 + i, 6000 + i);
	}
	web_get(&w, at(t, "episodes", PAT_STAY, "/enroll"));
	assert_shows(&w, "Large, 12 of 30 seats taken");
	assert_false(web_shows(&w, "over_limit_reason"));
	web_post(&w, at(t, "episodes", PAT_STAY, "/enroll"), form);
	assert_status(&w, 422);
	assert_shows(&w, "Usual group size allows at most 12 people");
	assert_shows(&w, "name=\"over_limit_reason\"");
	web_post(&w, at(t, "episodes", PAT_STAY, "/enroll"), str_format(t->c->arena, "%s&over_limit_reason=One+leaves+on+Friday", form).p);
	assert_status(&w, 303);
	test_web_close(&w);
}

static void the_page_of_a_stay_has_its_weeks_tracks_and_attendance(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, CLEO);
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, "
				 "recorded_by, recorded_at) values (101, 5001, %d, '2026-11-23', 'present', false, 180, 180, 2003, 1)",
		3000 + PAT);
	web_get(&w, at(t, "episodes", PAT_STAY, ""));
	assert_status(&w, 200);
	assert_shows(&w, "Pat Porter");
	assert_shows(&w, "Week 9");
	assert_shows(&w, "Adults");
	assert_shows(&w, "3 h of 3 h");
	assert_shows(&w, "Discharge Pat");
	test_web_close(&w);
}

static void in_a_teen_program_guardians_come_first(struct test_db *t)
{
	struct test_web w;
	str body;

	open_pages(&w, t, CLEO);
	world_sql(t, "update program set type = 'teen' where center_id = 101 and id = 1");
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
				 "values (%d, 1, 'guardian', 'Porter', 'Rosa', true, 1)",
		1000 + PAT);
	web_get(&w, at(t, "episodes", PAT_STAY, ""));
	body = w.a->body;
	assert_true(str_index(body, STR("Rosa Porter")) >= 0);
	assert_true(str_index(body, STR("Parents and guardians")) < str_index(body, STR("Weeks so far")));
	test_web_close(&w);
}

static void leaving_a_track_is_seen_on_its_roster_of_each_day_and_in_its_csv(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_post(&w, at(t, "episodes", PAT_STAY, str_format(t->c->arena, "/enrollments/%s/leave", id_show(7001).s).p),
		"last=2026-11-20&reason=Works+late&version=1");
	assert_status(&w, 303);
	web_get(&w, at(t, "settings/tracks", 1, "/roster?day=2026-11-20"));
	assert_shows(&w, "Porter, Pat");
	web_get(&w, at(t, "settings/tracks", 1, "/roster?day=2026-11-21"));
	assert_shows(&w, "Nobody is in this track");
	web_get(&w, at(t, "settings/tracks", 1, "/roster.csv?day=2026-11-20"));
	assert_shows(&w, "Porter,Pat,,,2026-10-01,2026-11-20");
	test_web_close(&w);
}

static void a_discharge_needs_its_reason_and_ends_the_stay(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, CLEO);
	web_post(&w, at(t, "episodes", PAT_STAY, "/discharge"), "last=2026-11-22&version=1");
	assert_status(&w, 422);
	assert_shows(&w, "Choose why the stay ends");
	web_post(&w, at(t, "episodes", PAT_STAY, "/discharge"), "last=2026-11-22&version=1&end_reason=completed");
	assert_status(&w, 303);
	web_get(&w, at(t, "episodes", PAT_STAY, ""));
	assert_shows(&w, "This stay ended on 22 November 2026: Treatment completed.");
	assert_false(web_shows(&w, "Enroll in a track"));
	test_web_close(&w);
}

static void a_participant_says_when_they_could_come_and_sees_it_again(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, PAT);
	web_post(&w, "/my/free-time", "from-1-1=18:00&to-1-1=17:00");
	assert_status(&w, 422);
	assert_shows(&w, "Enter a start and a later end.");
	assert_shows(&w, "value=\"18:00\"");
	web_post(&w, "/my/free-time", "from-1-1=17:00&to-1-1=18:00&from-5-2=9:00+am&to-5-2=11:30");
	assert_status(&w, 303);
	web_get(&w, "/my/free-time");
	assert_shows(&w, "name=\"from-1-1\" value=\"17:00\"");
	assert_shows(&w, "name=\"from-5-1\" value=\"09:00\"");
	test_web_close(&w);
}

static void nobody_from_outside_sees_anything(struct test_db *t)
{
	const char *const pages[] = {at(t, "people", 0, ""), at(t, "people", PAT_PERSON, ""), at(t, "people", PAT_PERSON, "/admit"),
		at(t, "episodes", PAT_STAY, ""), at(t, "episodes", PAT_STAY, "/tracks"), at(t, "episodes", PAT_STAY, "/discharge"),
		at(t, "settings/tracks", 1, "/roster")};
	struct test_web w;

	open_pages(&w, t, SUE);
	for (size_t i = 0; i < COUNT_OF(pages); i++) {
		web_get(&w, pages[i]);
		assert_status(&w, 404);
	}
	web_sign_in(&w, t, PAT);
	for (size_t i = 0; i < COUNT_OF(pages); i++) {
		web_get(&w, pages[i]);
		assert_int_not_equal(w.a->status, 200);
		assert_false(web_shows(&w, "Porter, Pat"));
	}
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(the_list_leads_to_the_person_and_a_search_without_a_find_says_what_to_do),
	on_both(before_somebody_is_added_twice_the_other_is_shown),
	on_sqlite(what_was_typed_stays_beside_what_is_wrong),
	on_both(whoever_saves_second_sees_what_the_first_one_saved),
	on_sqlite(an_age_that_does_not_fit_is_explained_on_the_form),
	on_both(a_reason_for_a_larger_group_is_asked_for_only_when_a_rule_lets_it_stand),
	on_both(the_page_of_a_stay_has_its_weeks_tracks_and_attendance),
	on_sqlite(in_a_teen_program_guardians_come_first),
	on_both(leaving_a_track_is_seen_on_its_roster_of_each_day_and_in_its_csv),
	on_both(a_discharge_needs_its_reason_and_ends_the_stay),
	on_both(a_participant_says_when_they_could_come_and_sees_it_again),
	on_both(nobody_from_outside_sees_anything),
};
TEST_GROUP(stay_pages, tests)
