/* admission_test.c - what admission.h promises, on both engines. Today is Monday 23 November 2026. At center North stand the world's
 * program (Evening, id 1) with its track (Adults, id 1, 12 seats), and here a teen program (id 2, ages 13 to 17) with a track (id 2). */
#include "care/admission/admission.h"
#include "support/world.h"

#define TODAY date_of(2026, 11, 23)
#define DAY(n) date_add(TODAY, (n))
#define EVENING ((program_id){1})
#define TEENS ((program_id){2})
#define ADULTS ((track_id){1})
#define AFTER_SCHOOL ((track_id){2})
#define DANA ((person_id){1900}) /* in no program yet; 26 years */

static void open_world(struct test_db *t)
{
	world_make(t);
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, least_age, most_age, weeks, opened_on) "
				 "values (101, 2, 'Teen program', 'teen', '2.1', 13, 17, 12, '2026-01-01')");
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) "
				 "values (101, 2, 2, 'After school', 8, '2026-01-01')");
	world_sql(t, "insert into person (id, family, given, folded, birth_on, created_at, changed_at) "
				 "values (1900, 'Reyes', 'Dana', 'reyes dana', '2000-05-01', 1, 1)");
	world_sql(t, "insert into center_person (center_id, person_id, since_at) values (101, 1900, 1)");
	world_act(t, FRED, NORTH);
}

/* n people who stay in the track from a day on, to another (NULL: until further notice). */
static void fill(struct test_db *t, int first, int n, int track, const char *from, const char *to)
{
	for (int i = first; i < first + n; i++) {
		world_sql(t, "insert into person (id, family, given, folded, created_at, changed_at) values (%d, 'F', 'G', 'f g', 1, 1)",
			20000 + i);
		world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) "
					 "values (101, %d, %d, %d, 'admitted', '2026-09-01', 1)",
			30000 + i, 20000 + i, track);
		world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, to_on, changed_at) "
					 "values (101, %d, %d, %d, '%s', %s%s%s, 1)",
			40000 + i, 30000 + i, track, from, to ? "'" : "", to ? to : "null", to ? "'" : "");
	}
}

/* The track's sessions are of a kind with this size limit, at a center in this state. */
static void limit(struct test_db *t, const char *group_limit, const char *state, int seats)
{
	world_sql(t, "update service_kind set group_limit = '%s' where id = 1", group_limit);
	world_sql(t, "update center set state = '%s' where id = 101", state);
	world_sql(t, "update track set seats = %d where center_id = 101 and id = 1", seats);
	world_sql(t, "insert into week_slot (center_id, id, track_id, weekday, start_minute, end_minute, service_kind_id, title, seats, "
				 "modality, from_on) values (101, 1, 1, 1, 1080, 1200, 1, 'Group', 30, 'in_person', '2026-01-01')");
}

/* ---- the changes, each in a transaction of its own with a proof of its own ------------------------------------------- */

struct admitting {
	person_id who;
	struct admission in;
	episode_id made;
};

static err do_admit(struct wtx *w, void *arg)
{
	struct admitting *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->who, &may));
	return admission_admit(w, may, &x->in, &x->made);
}

static err admit(struct test_db *t, person_id who, struct admission in, episode_id *made)
{
	struct admitting x = {.who = who, .in = in};
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, do_admit, &x);
	*made = x.made;
	world_look(t);
	return e;
}

struct tracking {
	person_id who;
	episode_id episode;
	struct enrolling in;
	struct leaving out;
	enrollment_id made;
};

static err do_enroll(struct wtx *w, void *arg)
{
	struct tracking *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->who, &may));
	return admission_enroll(w, may, x->episode, &x->in, &x->made);
}

static err enroll(struct test_db *t, track_id track, date start, const char *reason, enrollment_id *made)
{
	struct tracking x = {PERSON(PAT), EPISODE(PAT), .in = {track, start, str_of(reason)}};
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, do_enroll, &x);
	if (made)
		*made = x.made;
	world_look(t);
	return e;
}

static err do_leave(struct wtx *w, void *arg)
{
	const struct tracking *x = arg;
	const struct person_proof *may;

	TRY(access_person(wtx_read(w), x->who, &may));
	return admission_leave(w, may, x->episode, &x->out);
}

static err leave(struct test_db *t, enrollment_id which, date last, int64_t seen)
{
	struct tracking x = {PERSON(PAT), EPISODE(PAT), .out = {which, last, STR("Works late now"), seen}};
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, do_leave, &x);
	world_look(t);
	return e;
}

enum chart_step { LEVEL, CERTIFY, DISCHARGE, FREE_TIME };
struct charting {
	enum chart_step step;
	date day;
	str text;
	int64_t number;
	enum discharge_reason reason;
	const struct free_window *windows;
	size_t n;
};

static err do_chart(struct wtx *w, void *arg)
{
	const struct charting *x = arg;
	const struct chart_proof *may;

	TRY(access_chart(wtx_read(w), EPISODE(PAT), &may));
	switch (x->step) {
	case LEVEL:
		return admission_set_level(w, may, x->day, x->text);
	case CERTIFY:
		return admission_certify(w, may, x->day, x->text, x->number);
	case DISCHARGE:
		return admission_discharge(w, may, x->day, x->reason, x->number);
	case FREE_TIME:
		return admission_set_free_time(w, may, x->windows, x->n);
	}
	return ERR_BUG;
}

static err chart(struct test_db *t, struct charting x)
{
	err e;

	world_act(t, CLEO, NORTH);
	problems_clear(t->c);
	e = db_write(t->c, t->db, do_chart, &x);
	world_look(t);
	return e;
}

static bool says(struct test_db *t, const char *field, const char *words)
{
	return str_index(problem_of(t->c, field), str_of(words)) >= 0;
}

static struct track_roster_rows roster(struct test_db *t, track_id track, date day)
{
	struct track_roster_rows rows;

	assert_ok(track_roster(world_look(t), &rows, .track_id = track, .day = day));
	return rows;
}

/* ---- admitting --------------------------------------------------------------------------------------------------- */

static void somebody_admitted_with_a_track_is_on_its_roster_from_the_first_day(struct test_db *t)
{
	struct levels_of_rows levels;
	struct episode_get_row e;
	episode_id id;

	open_world(t);
	assert_ok(admit(t, DANA, (struct admission){.program = EVENING, .start = DAY(2), .track = ADULTS, .clinician = PERSON(CLEO)}, &id));
	assert_ok(episode_get(world_look(t), &e, .id = id));
	assert_int_equal(e.status, EPISODE_ADMITTED);
	assert_str(e.clinician_family, "Castillo");
	assert_ok(levels_of(world_look(t), &levels, .episode_id = id));
	assert_int_equal(levels.n, 1);
	assert_str(levels.v[0].level, "2.1"); /* the program's own */
	assert_int_equal(roster(t, ADULTS, DAY(1)).n, 0);
	assert_int_equal(roster(t, ADULTS, DAY(2)).n, 1);
}

static void nobody_is_twice_in_one_program_at_a_time(struct test_db *t)
{
	episode_id id;

	open_world(t);
	assert_int_equal(admit(t, PERSON(PAT), (struct admission){.program = EVENING, .start = TODAY}, &id), ERR_CONFLICT);
	assert_true(str_index(t->c->fail_text, STR("1 October 2026")) >= 0);
}

static void an_age_outside_the_band_is_refused_beside_the_program(struct test_db *t)
{
	episode_id id;

	open_world(t);
	assert_int_equal(admit(t, DANA, (struct admission){.program = TEENS, .start = TODAY}, &id), ERR_INVALID);
	assert_true(says(t, "program", "up to 17") && says(t, "program", "is 26"));
	world_sql(t, "update person set birth_on = '2014-01-01' where id = 1900");
	assert_int_equal(admit(t, DANA, (struct admission){.program = TEENS, .start = TODAY}, &id), ERR_INVALID);
	assert_true(says(t, "program", "13 and over"));
}

static void the_age_on_the_first_day_decides(struct test_db *t)
{
	episode_id id;

	open_world(t);
	world_sql(t, "update person set birth_on = '2013-11-24' where id = 1900");
	assert_int_equal(admit(t, DANA, (struct admission){.program = TEENS, .start = TODAY}, &id), ERR_INVALID);
	assert_ok(admit(t, DANA, (struct admission){.program = TEENS, .start = DAY(1)}, &id));
}

static void without_a_birthday_a_band_cannot_be_checked_and_that_is_said(struct test_db *t)
{
	episode_id id;

	open_world(t);
	world_sql(t, "update person set birth_on = null where id = 1900");
	assert_int_equal(admit(t, DANA, (struct admission){.program = TEENS, .start = TODAY}, &id), ERR_INVALID);
	assert_true(says(t, "program", "birthday"));
	assert_ok(admit(t, DANA, (struct admission){.program = EVENING, .start = TODAY}, &id));
}

static void a_band_of_the_track_is_said_beside_the_track(struct test_db *t)
{
	episode_id id;

	open_world(t);
	world_sql(t, "update track set least_age = 30 where center_id = 101 and id = 1");
	assert_int_equal(admit(t, DANA, (struct admission){.program = EVENING, .start = TODAY, .track = ADULTS}, &id), ERR_INVALID);
	assert_true(says(t, "track", "aged 30 and over"));
}

static void a_program_that_is_not_open_on_the_day_is_refused(struct test_db *t)
{
	episode_id id;

	open_world(t);
	world_sql(t, "update program set closed_on = '2026-11-30' where center_id = 101 and id = 1");
	assert_int_equal(admit(t, DANA, (struct admission){.program = EVENING, .start = DAY(8)}, &id), ERR_INVALID);
	assert_true(problem_of(t->c, "start").n > 0);
	assert_ok(admit(t, DANA, (struct admission){.program = EVENING, .start = DAY(7)}, &id));
}

static void a_refused_track_leaves_nobody_half_admitted(struct test_db *t)
{
	struct open_episodes_of_rows open;
	episode_id id;

	open_world(t);
	assert_int_equal(admit(t, DANA, (struct admission){.program = EVENING, .start = TODAY, .track = AFTER_SCHOOL}, &id), ERR_INVALID);
	assert_true(says(t, "track", "belongs to Teen program"));
	assert_ok(open_episodes_of(world_look(t), &open, .person_id = DANA, .program_id = EVENING, .day = TODAY));
	assert_int_equal(open.n, 0);
}

static void the_primary_clinician_works_here(struct test_db *t)
{
	episode_id id;

	open_world(t);
	assert_int_equal(admit(t, DANA, (struct admission){.program = EVENING, .start = TODAY, .clinician = PERSON(SUE)}, &id), ERR_INVALID);
	assert_true(problem_of(t->c, "clinician").n > 0);
}

static void somebody_who_died_is_not_admitted(struct test_db *t)
{
	episode_id id;

	open_world(t);
	world_sql(t, "update person set deceased_on = '2026-11-01' where id = 1900");
	assert_int_equal(admit(t, DANA, (struct admission){.program = EVENING, .start = TODAY}, &id), ERR_CONFLICT);
}

/* ---- size of a group ------------------------------------------------------------------------------------------------ */

static void a_track_without_a_free_seat_is_refused(struct test_db *t)
{
	open_world(t);
	fill(t, 0, 12, 1, "2026-10-01", NULL);
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_INVALID);
	assert_true(says(t, "track", "All 12 seats"));
}

static void a_seat_that_somebody_takes_later_is_not_free_before(struct test_db *t)
{
	open_world(t);
	fill(t, 0, 11, 1, "2026-10-01", NULL);
	fill(t, 50, 1, 1, "2026-12-07", NULL);
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_INVALID);
}

static void people_who_follow_each_other_take_one_seat(struct test_db *t)
{
	open_world(t);
	fill(t, 0, 10, 1, "2026-10-01", NULL);
	fill(t, 50, 1, 1, "2026-10-01", "2026-12-04");
	fill(t, 60, 1, 1, "2026-12-07", NULL);
	assert_ok(enroll(t, ADULTS, TODAY, NULL, NULL));
}

static void over_a_limit_that_stands_is_refused_with_the_name_of_the_rule(struct test_db *t)
{
	open_world(t);
	limit(t, "counseling", "TX", 30);
	fill(t, 0, 16, 1, "2026-10-01", NULL);
	assert_int_equal(enroll(t, ADULTS, TODAY, "They asked", NULL), ERR_INVALID);
	assert_true(says(t, "track", "Texas group size") && says(t, "track", "at most 16"));
}

static void over_a_limit_with_a_way_out_a_reason_is_asked_for_and_kept(struct test_db *t)
{
	struct enrollments_of_rows rows;

	open_world(t);
	limit(t, "counseling", "CA", 30);
	fill(t, 0, 12, 1, "2026-10-01", NULL);
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_INVALID);
	assert_true(says(t, "over_limit_reason", "California group size"));
	assert_ok(enroll(t, ADULTS, TODAY, "Two people leave on Friday", NULL));
	assert_ok(enrollments_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_str(rows.v[0].over_limit_reason, "Two people leave on Friday");
}

static void a_state_without_a_rule_has_the_usual_size(struct test_db *t)
{
	open_world(t);
	limit(t, "counseling", "WY", 30);
	fill(t, 0, 12, 1, "2026-10-01", NULL);
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_INVALID);
	assert_true(says(t, "over_limit_reason", "Usual group size"));
}

static void within_the_limit_nothing_is_asked(struct test_db *t)
{
	open_world(t);
	limit(t, "counseling", "TX", 30);
	fill(t, 0, 15, 1, "2026-10-01", NULL);
	assert_ok(enroll(t, ADULTS, TODAY, NULL, NULL));
}

static void a_kind_without_a_limit_is_limited_by_its_seats_only(struct test_db *t)
{
	open_world(t);
	limit(t, "exempt", "TX", 40);
	fill(t, 0, 36, 1, "2026-10-01", NULL);
	assert_ok(enroll(t, ADULTS, TODAY, NULL, NULL));
}

/* ---- joining, leaving, coming back ------------------------------------------------------------------------------------- */

static void leaving_and_coming_back_keeps_every_roster_as_it_was(struct test_db *t)
{
	struct enrollments_of_rows rows;
	enrollment_id first;

	open_world(t);
	assert_ok(enroll(t, ADULTS, DAY(-30), NULL, &first));
	assert_ok(leave(t, first, DAY(-10), 1));
	assert_ok(enroll(t, ADULTS, DAY(-3), NULL, NULL));
	assert_int_equal(roster(t, ADULTS, DAY(-31)).n, 0);
	assert_int_equal(roster(t, ADULTS, DAY(-30)).n, 1);
	assert_int_equal(roster(t, ADULTS, DAY(-10)).n, 1);
	assert_int_equal(roster(t, ADULTS, DAY(-9)).n, 0);
	assert_int_equal(roster(t, ADULTS, DAY(-3)).n, 1);
	assert_ok(enrollments_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 2);
	assert_str(rows.v[1].left_reason, "Works late now");
}

static void nobody_is_in_a_track_twice_at_a_time(struct test_db *t)
{
	open_world(t);
	assert_ok(enroll(t, ADULTS, DAY(5), NULL, NULL));
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_INVALID);
	assert_true(says(t, "track", "in this track already"));
}

static void a_last_day_does_not_reach_into_a_later_membership(struct test_db *t)
{
	enrollment_id first;

	open_world(t);
	assert_ok(enroll(t, ADULTS, DAY(-30), NULL, &first));
	assert_ok(leave(t, first, DAY(-10), 1));
	assert_ok(enroll(t, ADULTS, DAY(-3), NULL, NULL));
	assert_int_equal(leave(t, first, DAY(-3), 2), ERR_INVALID);
	assert_true(problem_of(t->c, "last").n > 0);
	assert_ok(leave(t, first, DAY(-4), 2));
}

static void a_last_day_before_the_first_is_refused(struct test_db *t)
{
	enrollment_id id;

	open_world(t);
	assert_ok(enroll(t, ADULTS, DAY(-3), NULL, &id));
	assert_int_equal(leave(t, id, DAY(-4), 1), ERR_INVALID);
	assert_true(says(t, "last", "20 November 2026"));
}

static void a_membership_that_changed_since_it_was_seen_stays_as_it_is(struct test_db *t)
{
	enrollment_id id;

	open_world(t);
	assert_ok(enroll(t, ADULTS, DAY(-3), NULL, &id));
	assert_ok(leave(t, id, TODAY, 1));
	assert_int_equal(leave(t, id, DAY(7), 1), ERR_CONFLICT);
	assert_int_equal(roster(t, ADULTS, DAY(1)).n, 0);
}

static void nobody_joins_before_their_stay_began(struct test_db *t)
{
	open_world(t);
	assert_int_equal(enroll(t, ADULTS, date_of(2026, 9, 30), NULL, NULL), ERR_INVALID);
	assert_true(says(t, "start", "1 October 2026"));
}

static void a_stay_of_somebody_else_or_elsewhere_is_not_found(struct test_db *t)
{
	struct tracking x = {DANA, EPISODE(PAT), .in = {ADULTS, TODAY, STR_NONE}};

	open_world(t);
	assert_int_equal(db_write(t->c, t->db, do_enroll, &x), ERR_NOT_FOUND);
	x.who = PERSON(PAT);
	x.episode = EPISODE(SAM);
	assert_int_equal(db_write(t->c, t->db, do_enroll, &x), ERR_NOT_FOUND);
	world_act(t, SUE, SOUTH);
	x.episode = EPISODE(PAT);
	assert_int_equal(db_write(t->c, t->db, do_enroll, &x), ERR_NOT_FOUND);
}

/* ---- the chart --------------------------------------------------------------------------------------------------------- */

static void a_discharge_ends_what_goes_on_and_drops_what_had_not_begun(struct test_db *t)
{
	struct enrollments_of_rows rows;
	struct episode_get_row e;

	open_world(t);
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (101, 3, 1, 'Mornings', 8, '2026-01-01')");
	assert_ok(enroll(t, ADULTS, DAY(-20), NULL, NULL));
	assert_ok(enroll(t, (track_id){3}, DAY(5), NULL, NULL));
	assert_ok(chart(t, (struct charting){DISCHARGE, DAY(-1), .number = 1, .reason = DISCHARGE_COMPLETED}));
	assert_ok(episode_get(world_look(t), &e, .id = EPISODE(PAT)));
	assert_int_equal(e.status, EPISODE_DISCHARGED);
	assert_int_equal(e.end_reason, DISCHARGE_COMPLETED);
	assert_ok(enrollments_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	assert_int_equal(date_cmp(rows.v[0].to_on, DAY(-1)), 0);
	assert_int_equal(roster(t, (track_id){3}, DAY(5)).n, 0);
}

static void after_a_discharge_nothing_changes_until_they_are_admitted_again(struct test_db *t)
{
	episode_id again;

	open_world(t);
	assert_ok(chart(t, (struct charting){DISCHARGE, DAY(-1), .number = 1, .reason = DISCHARGE_LEFT}));
	assert_int_equal(chart(t, (struct charting){DISCHARGE, TODAY, .number = 2, .reason = DISCHARGE_LEFT}), ERR_CONFLICT);
	assert_int_equal(enroll(t, ADULTS, TODAY, NULL, NULL), ERR_CONFLICT);
	assert_ok(admit(t, PERSON(PAT), (struct admission){.program = EVENING, .start = TODAY}, &again));
	assert_int_not_equal(again.v, EPISODE(PAT).v);
}

static void a_discharge_has_a_reason_and_a_day_of_the_stay(struct test_db *t)
{
	open_world(t);
	assert_int_equal(chart(t, (struct charting){DISCHARGE, date_of(2026, 9, 30), .number = 1}), ERR_INVALID);
	assert_true(problem_of(t->c, "last").n && problem_of(t->c, "end_reason").n);
	assert_int_equal(chart(t, (struct charting){DISCHARGE, DAY(1), .number = 1, .reason = DISCHARGE_LEFT}), ERR_INVALID);
	assert_int_equal(chart(t, (struct charting){DISCHARGE, TODAY, .number = 7, .reason = DISCHARGE_LEFT}), ERR_CONFLICT);
}

static void a_certification_names_its_physician_day_and_hours(struct test_db *t)
{
	struct certifications_of_rows rows;

	open_world(t);
	assert_int_equal(chart(t, (struct charting){CERTIFY, DAY(1)}), ERR_INVALID);
	assert_true(problem_of(t->c, "certified_on").n && problem_of(t->c, "certified_by").n && problem_of(t->c, "week_hours").n);
	assert_ok(chart(t, (struct charting){CERTIFY, TODAY, STR("Dr. Lee"), 540}));
	assert_ok(chart(t, (struct charting){CERTIFY, TODAY, STR("Dr. Lee"), 600})); /* the same day: the later word counts */
	assert_ok(certifications_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].week_min, 600);
}

static void a_level_of_care_holds_from_its_day_on(struct test_db *t)
{
	struct levels_of_rows rows;

	open_world(t);
	assert_int_equal(chart(t, (struct charting){LEVEL, date_of(2026, 9, 30), STR("1")}), ERR_INVALID);
	assert_true(problem_of(t->c, "level_from").n > 0);
	assert_ok(chart(t, (struct charting){LEVEL, TODAY, STR("1")}));
	assert_ok(levels_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	assert_str(rows.v[0].level, "1");
}

static void free_time_replaces_what_was_said_before(struct test_db *t)
{
	struct free_window first[] = {{MONDAY, 540, 720, "a"}, {MONDAY, 780, 900, "b"}}, second[] = {{FRIDAY, 600, 660, "a"}};
	struct free_time_of_rows rows;

	open_world(t);
	assert_ok(chart(t, (struct charting){FREE_TIME, .windows = first, .n = 2}));
	assert_ok(chart(t, (struct charting){FREE_TIME, .windows = second, .n = 1}));
	assert_ok(free_time_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].weekday, FRIDAY);
}

static void times_of_a_day_that_overlap_or_run_backwards_are_refused_where_they_stand(struct test_db *t)
{
	struct free_window v[] = {{MONDAY, 540, 720, "a"}, {MONDAY, 700, 900, "b"}, {TUESDAY, 700, 600, "c"}, {TUESDAY, 600, -1, "d"}};
	struct free_time_of_rows rows;

	open_world(t);
	assert_int_equal(chart(t, (struct charting){FREE_TIME, .windows = v, .n = 4}), ERR_INVALID);
	assert_false(problem_of(t->c, "a").n);
	assert_true(says(t, "b", "overlap") && problem_of(t->c, "c").n && problem_of(t->c, "d").n);
	assert_ok(free_time_of(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 0);
}

static const struct CMUnitTest tests[] = {
	on_both(somebody_admitted_with_a_track_is_on_its_roster_from_the_first_day),
	on_both(nobody_is_twice_in_one_program_at_a_time),
	on_both(an_age_outside_the_band_is_refused_beside_the_program),
	on_both(the_age_on_the_first_day_decides),
	on_both(without_a_birthday_a_band_cannot_be_checked_and_that_is_said),
	on_both(a_band_of_the_track_is_said_beside_the_track),
	on_both(a_program_that_is_not_open_on_the_day_is_refused),
	on_both(a_refused_track_leaves_nobody_half_admitted),
	on_both(the_primary_clinician_works_here),
	on_both(somebody_who_died_is_not_admitted),
	on_both(a_track_without_a_free_seat_is_refused),
	on_both(a_seat_that_somebody_takes_later_is_not_free_before),
	on_both(people_who_follow_each_other_take_one_seat),
	on_both(over_a_limit_that_stands_is_refused_with_the_name_of_the_rule),
	on_both(over_a_limit_with_a_way_out_a_reason_is_asked_for_and_kept),
	on_both(a_state_without_a_rule_has_the_usual_size),
	on_both(within_the_limit_nothing_is_asked),
	on_both(a_kind_without_a_limit_is_limited_by_its_seats_only),
	on_both(leaving_and_coming_back_keeps_every_roster_as_it_was),
	on_both(nobody_is_in_a_track_twice_at_a_time),
	on_both(a_last_day_does_not_reach_into_a_later_membership),
	on_both(a_last_day_before_the_first_is_refused),
	on_both(a_membership_that_changed_since_it_was_seen_stays_as_it_is),
	on_both(nobody_joins_before_their_stay_began),
	on_both(a_stay_of_somebody_else_or_elsewhere_is_not_found),
	on_both(a_discharge_ends_what_goes_on_and_drops_what_had_not_begun),
	on_both(after_a_discharge_nothing_changes_until_they_are_admitted_again),
	on_both(a_discharge_has_a_reason_and_a_day_of_the_stay),
	on_both(a_certification_names_its_physician_day_and_hours),
	on_both(a_level_of_care_holds_from_its_day_on),
	on_both(free_time_replaces_what_was_said_before),
	on_both(times_of_a_day_that_overlap_or_run_backwards_are_refused_where_they_stand),
};
TEST_GROUP(admission, tests)
