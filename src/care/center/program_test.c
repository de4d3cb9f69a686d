/* program_test.c - programs, tracks and the rules they answer to week by week, on both engines.
 * Today is Monday 23 November 2026, the first day of a program week; center North has program 1 with track 1 and one participant. */
#include "care/attendance/attendance.h"
#include "care/center/program.h"
#include "care/center/program_starts.h"
#include "support/world.h"

#define PROGRAM ((program_id){1})
#define WEEK date_of(2026, 11, 23)
#define NEXT date_of(2026, 11, 30)

typedef err step_fn(struct wtx *w, const struct plan_proof *may, void *arg);
struct step {
	step_fn *fn;
	void *arg;
};

static err take(struct wtx *w, void *arg)
{
	const struct step *s = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return s->fn(w, may, s->arg);
}

static err step(struct test_db *t, step_fn *fn, void *arg)
{
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, take, &(struct step){fn, arg});
	world_look(t);
	return e;
}

static void as_director(struct test_db *t)
{
	world_make(t);
	world_act(t, DAN, NORTH);
}

static void record_today(struct test_db *t)
{
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, "
	             "recorded_at) values (101, 5001, %d, '2026-11-23', 'present', false, 180, 180, 1)",
		3000 + PAT);
	world_look(t);
}

/* ---- programs and tracks ------------------------------------------------------------------------------------------------- */

struct program_step {
	program_id id;
	struct program_details d;
};

static err add_program(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct program_step *s = arg;

	return program_add(w, may, &s->d, &s->id);
}

static err change_program(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct program_step *s = arg;

	return program_change(w, may, s->id, &s->d, 1);
}

static void every_type_starts_with_rules_that_exist(void **state)
{
	struct ctx *c = test_ctx();
	struct program_starts all;

	(void)state;
	assert_ok(program_starts_load(c, &all));
	assert_int_equal(all.n, program_type_codes.n - 1);
	for (size_t i = 0; i < all.n; i++) {
		assert_true(all.v[i].rules.n || all.v[i].house.name.p);
		for (size_t k = 0; k < all.v[i].rules.n; k++)
			assert_non_null(hours_rule_on(hours_packs(), all.v[i].rules.v[k], WEEK));
	}
	test_ctx_free(c);
}

static void a_teen_program_is_measured_from_its_first_week(struct test_db *t)
{
	struct program_step s = {.d = {.name = STR("After school"), .type = PROGRAM_TEEN, .level = STR("2.1"), .least_age = {true, 13},
		.most_age = {true, 17}, .weeks = 10, .opened = date_of(2026, 12, 3)}};
	struct program_rules rules;

	as_director(t);
	assert_ok(step(t, add_program, &s));
	assert_ok(attendance_rules(t->c->tx, s.id, NEXT, &rules));
	assert_int_equal(rules.n, 2);
	assert_str(rules.v[0]->head.code, "asam-adolescent-2.1");
	assert_str(rules.v[1]->head.code, "house");
	assert_ok(attendance_rules(t->c->tx, s.id, WEEK, &rules));
	assert_int_equal(rules.n, 0);
}

static void a_program_does_not_close_before_its_people_and_tracks(struct test_db *t)
{
	struct program_step s = {.id = PROGRAM, .d = {.name = STR("Evening"), .type = PROGRAM_ADDICTION, .level = STR("2.1"), .weeks = 12,
		.opened = date_of(2026, 1, 1), .closed = date_of(2026, 12, 31)}};

	as_director(t);
	assert_int_equal(step(t, change_program, &s), ERR_INVALID);
	assert_true(str_starts(problem_of(t->c, "closed"), "1 person is in the program"));
	world_sql(t, "update episode set status = 'discharged', ended_on = '2026-12-31' where center_id = 101");
	assert_int_equal(step(t, change_program, &s), ERR_INVALID);
	assert_true(str_starts(problem_of(t->c, "closed"), "1 track is open"));
	world_sql(t, "update track set closed_on = '2026-12-31' where center_id = 101");
	assert_ok(step(t, change_program, &s));
}

static void wrong_ages_days_and_names_of_a_program_are_all_named_at_once(struct test_db *t)
{
	struct program_step s = {.d = {.name = STR("Evening"), .weeks = 0, .least_age = {true, 30}, .most_age = {true, 20},
		.opened = WEEK, .closed = date_of(2026, 1, 1)}};
	static const char *const wrong[] = {"name", "type", "level", "weeks", "most_age", "closed"};

	as_director(t);
	assert_int_equal(step(t, add_program, &s), ERR_INVALID);
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_true(problem_of(t->c, wrong[i]).p);
}

struct track_step {
	track_id id;
	struct track_details d;
};

static err add_track(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct track_step *s = arg;

	return track_add(w, may, PROGRAM, &s->d, &s->id);
}

static err change_track(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct track_step *s = arg;

	return track_change(w, may, s->id, &s->d, 1);
}

static void a_track_lies_inside_its_programs_days(struct test_db *t)
{
	struct track_step s = {.d = {.name = STR("Mornings"), .seats = 8, .opened = date_of(2025, 12, 31)}};

	as_director(t);
	assert_int_equal(step(t, add_track, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "opened").p);
	s.d.opened = date_of(2026, 1, 1);
	assert_ok(step(t, add_track, &s));
	assert_int_equal(step(t, add_track, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "name").p);
}

static void a_track_does_not_close_before_its_people_and_sessions(struct test_db *t)
{
	struct track_step s = {.id = {1}, .d = {.name = STR("Adults"), .seats = 12, .opened = date_of(2026, 1, 1),
		.closed = date_of(2026, 11, 22)}};

	as_director(t);
	assert_int_equal(step(t, change_track, &s), ERR_INVALID);
	assert_true(str_starts(problem_of(t->c, "closed"), "1 session is planned after that day"));
	s.d.closed = WEEK;
	assert_ok(step(t, change_track, &s));
}

/* ---- rules, week by week ---------------------------------------------------------------------------------------------------- */

struct rules_step {
	str codes[4];
	size_t n;
	date from;
	str seen; /* none: as it is now */
	struct house_details house;
};

static err choose(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct rules_step *s = arg;
	struct program_rule_book b;

	TRY(rules_load(wtx_read(w), PROGRAM, &b));
	return rules_choose(w, may, PROGRAM, s->codes, s->n, s->from, s->seen.p ? s->seen : b.mark);
}

static err set_house(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct rules_step *s = arg;
	struct program_rule_book b;

	TRY(rules_load(wtx_read(w), PROGRAM, &b));
	return rules_set_house(w, may, PROGRAM, &s->house, s->from, s->seen.p ? s->seen : b.mark);
}

/* The rules of a week, as codes: "asam-adult-2.1 house". */
static str in_force(struct test_db *t, date week)
{
	struct program_rules r;
	str all = STR("");

	assert_ok(attendance_rules(t->c->tx, PROGRAM, week, &r));
	for (size_t i = 0; i < r.n; i++)
		all = str_format(t->c->arena, "%.*s%s%.*s", STR_ARG(all), i ? " " : "", STR_ARG(r.v[i]->head.code));
	return all;
}

static void a_change_leaves_every_week_before_it_alone(struct test_db *t)
{
	struct rules_step s = {.codes = {STR("us-medicare-iop")}, .n = 1, .from = NEXT};

	as_director(t);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on) "
	             "values (101, 1, 1, 'asam-adult-2.1', '2026-01-05')");
	assert_ok(step(t, choose, &s));
	assert_str(in_force(t, WEEK), "asam-adult-2.1");
	assert_str(in_force(t, date_of(2026, 1, 5)), "asam-adult-2.1");
	assert_str(in_force(t, NEXT), "us-medicare-iop");
}

static void this_week_can_change_only_while_nothing_is_recorded_in_it(struct test_db *t)
{
	struct rules_step s = {.codes = {STR("asam-adult-2.1")}, .n = 1, .from = WEEK};

	as_director(t);
	assert_ok(step(t, choose, &s));
	assert_str(in_force(t, WEEK), "asam-adult-2.1");
	record_today(t);
	s.codes[0] = STR("us-medicare-iop");
	assert_int_equal(step(t, choose, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "from").p);
	assert_str(in_force(t, WEEK), "asam-adult-2.1");
	s.from = date_of(2026, 12, 1); /* a Tuesday starts no week */
	assert_int_equal(step(t, choose, &s), ERR_INVALID);
	s.from = NEXT;
	assert_ok(step(t, choose, &s));
}

static void a_new_choice_replaces_what_was_planned_after_it(struct test_db *t)
{
	struct rules_step later = {.codes = {STR("us-medicare-iop")}, .n = 1, .from = date_of(2026, 12, 14)};
	struct rules_step sooner = {.codes = {STR("asam-adult-2.1"), STR("asam-adolescent-2.1")}, .n = 2, .from = NEXT};

	as_director(t);
	world_sql(t, "insert into program_rule (center_id, id, program_id, rule_code, from_on) "
	             "values (101, 1, 1, 'asam-adult-2.1', '2026-01-05')");
	assert_ok(step(t, choose, &later));
	assert_str(in_force(t, date_of(2026, 12, 14)), "us-medicare-iop");
	assert_ok(step(t, choose, &sooner));
	assert_str(in_force(t, WEEK), "asam-adult-2.1");
	assert_str(in_force(t, date_of(2026, 12, 14)), "asam-adolescent-2.1 asam-adult-2.1");
	sooner.n = 0;
	assert_ok(step(t, choose, &sooner));
	assert_str(in_force(t, NEXT), "");
}

static void unknown_rules_and_stale_forms_change_nothing(struct test_db *t)
{
	struct rules_step s = {.codes = {STR("house")}, .n = 1, .from = NEXT};

	as_director(t);
	assert_int_equal(step(t, choose, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "rules").p);
	s.codes[0] = STR("asam-adult-2.1");
	s.seen = STR("0000000000000000");
	assert_int_equal(step(t, choose, &s), ERR_CONFLICT);
	assert_str(in_force(t, NEXT), "");
}

static void a_house_rule_begins_with_its_week_and_the_old_one_keeps_the_weeks_before(struct test_db *t)
{
	struct rules_step s = {.from = WEEK, .house = {.name = STR("Ours"), .least_week_min = 540, .least_days = 3, .late_after_min = 10}};
	struct program_rules r;

	as_director(t);
	assert_ok(step(t, set_house, &s));
	record_today(t);
	s.from = NEXT;
	s.house.least_week_min = 600;
	assert_ok(step(t, set_house, &s));
	assert_ok(attendance_rules(t->c->tx, PROGRAM, WEEK, &r));
	assert_int_equal(r.v[0]->least_week_min, 540);
	assert_ok(attendance_rules(t->c->tx, PROGRAM, NEXT, &r));
	assert_int_equal(r.v[0]->least_week_min, 600);
	s.house.least_week_min = 660; /* planned only, so it can still be put right */
	assert_ok(step(t, set_house, &s));
	assert_ok(attendance_rules(t->c->tx, PROGRAM, NEXT, &r));
	assert_int_equal(r.n, 1);
	assert_int_equal(r.v[0]->least_week_min, 660);
}

static void a_house_rule_that_contradicts_itself_is_refused(struct test_db *t)
{
	struct rules_step s = {.from = WEEK, .house = {.least_week_min = 600, .most_week_min = {true, 540}, .least_days = 8,
		.late_after_min = 300, .least_credit_percent = 101}};
	static const char *const wrong[] = {"name", "most_hours", "least_days", "late_after", "least_percent"};

	as_director(t);
	assert_int_equal(step(t, set_house, &s), ERR_INVALID);
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_true(problem_of(t->c, wrong[i]).p);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_type_starts_with_rules_that_exist),
	on_both(a_teen_program_is_measured_from_its_first_week),
	on_both(a_program_does_not_close_before_its_people_and_tracks),
	on_both(wrong_ages_days_and_names_of_a_program_are_all_named_at_once),
	on_both(a_track_lies_inside_its_programs_days),
	on_both(a_track_does_not_close_before_its_people_and_sessions),
	on_both(a_change_leaves_every_week_before_it_alone),
	on_both(this_week_can_change_only_while_nothing_is_recorded_in_it),
	on_both(a_new_choice_replaces_what_was_planned_after_it),
	on_both(unknown_rules_and_stale_forms_change_nothing),
	on_both(a_house_rule_begins_with_its_week_and_the_old_one_keeps_the_weeks_before),
	on_both(a_house_rule_that_contradicts_itself_is_refused),
};
TEST_GROUP(program, tests)
