/* profile_desk_test.c - what profile_desk.h promises: whoever saved first is not overwritten, nothing half said is published, insurance
 * keeps the day of its last check, and each change is one journal row. The clock stands at Monday 2026-11-23, 13:00 in North. */
#include "care/profile/profile_desk.h"
#include "journal.sql.h"
#include "support/world.h"

#define PROGRAM ((program_id){1})
#define TODAY date_of(2026, 11, 23)

struct writing {
	enum { SAVE, PUBLISH, WITHDRAW, ADD, CHANGE, VERIFY, RETIRE, BACK, THERAPIES } what;
	struct profile_details d;
	struct accepted_details plan;
	accepted_plan_id id;
	struct therapy_details trained[2];
	size_t n;
	str mark;
	int64_t seen;
};

static err write_it(struct wtx *w, void *arg)
{
	struct writing *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	switch (x->what) {
	case SAVE:
		return profile_save(w, may, PROGRAM, &x->d, x->seen);
	case PUBLISH:
	case WITHDRAW:
		return profile_publish(w, may, PROGRAM, x->what == PUBLISH, x->seen);
	case ADD:
		return accepted_add(w, may, PROGRAM, &x->plan, &x->id);
	case CHANGE:
		return accepted_change(w, may, x->id, &x->plan, x->seen);
	case VERIFY:
		return accepted_verify(w, may, x->id, x->seen);
	case RETIRE:
	case BACK:
		return accepted_retire(w, may, x->id, x->what == RETIRE, x->seen);
	case THERAPIES:
		return therapies_set(w, may, PERSON(CLEO), x->trained, x->n, x->mark);
	}
	return ERR_BUG;
}

static err try_as(struct test_db *t, enum world_person who, struct writing *x)
{
	err e;

	world_act(t, who, NORTH);
	problems_clear(t->c);
	e = db_write(t->c, t->db, write_it, x);
	world_look(t);
	return e;
}

static err try_it(struct test_db *t, struct writing *x)
{
	return try_as(t, DAN, x);
}

static struct writing a_profile(void)
{
	return (struct writing){.what = SAVE, .d = {.about = STR("We meet."), .after_care = STR(""), .step_down = STR(""),
		.school_work = STR(""), .phone = STR("512-555-0100"), .start = START_SESSION,
		.ticks = {[PROFILE_CONDITION] = {.v = {STR("alcohol")}, .n = 1}}}};
}

static struct writing a_plan(void)
{
	return (struct writing){.what = ADD, .plan = {.kind = PLAN_PRIVATE, .payer = STR("Lantern"), .plan = STR("Gold"), .in_network = true}};
}

static struct profile_get_row stored(struct test_db *t)
{
	struct profile_get_row f;

	assert_ok(profile_get(world_look(t), &f, .program_id = PROGRAM));
	return f;
}

static struct accepted_get_row plan(struct test_db *t, accepted_plan_id id)
{
	struct accepted_get_row a;

	assert_ok(accepted_get(world_look(t), &a, .id = id));
	return a;
}

static size_t journal_rows(struct test_db *t)
{
	struct journal_list_rows rows;

	world_act(t, DAN, NORTH);
	assert_ok(journal_list(world_look(t), &rows, .event = JOURNAL_STRUCTURE_CHANGED, .since = 0, .before = INT64_MAX, .most = 100));
	return rows.n;
}

static void a_profile_is_saved_once_and_whoever_saved_first_is_not_overwritten(struct test_db *t)
{
	struct writing x = a_profile();
	struct profile_choices_of_rows ticks;

	world_make(t);
	assert_ok(try_it(t, &x));
	assert_str(stored(t).about, "We meet.");
	assert_false(stored(t).is_public);
	assert_ok(profile_choices_of(world_look(t), &ticks, .program_id = PROGRAM));
	assert_int_equal(ticks.n, 1);
	assert_str(ticks.v[0].code, "alcohol");
	assert_int_equal(journal_rows(t), 1);
	x.seen = stored(t).version;
	assert_ok(try_it(t, &x)); /* the same again is no change */
	assert_int_equal(journal_rows(t), 1);
	x.d.about = STR("We meet often.");
	x.seen = stored(t).version + 1;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT);
	assert_true(problem_of(t->c, "about").p != NULL);
	assert_str(stored(t).about, "We meet.");
	x.seen = stored(t).version;
	assert_ok(try_it(t, &x));
	assert_str(stored(t).about, "We meet often.");
}

static void what_a_profile_says_fits_together(struct test_db *t)
{
	struct writing x = a_profile();

	world_make(t);
	x.d.least_weeks = (struct opt_int){true, 12};
	x.d.most_weeks = (struct opt_int){true, 8};
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "most_weeks").p != NULL);
	x = a_profile();
	x.d.start = START_WEEKDAY;
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "weekday").p != NULL);
	x = a_profile();
	x.d.ticks[PROFILE_CONDITION].v[0] = STR("hiccups");
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "condition").p != NULL);
	x = a_profile();
	assert_int_equal(try_as(t, CLEO, &x), ERR_NOT_FOUND);
	assert_int_equal(journal_rows(t), 0);
}

static void nothing_half_said_is_published(struct test_db *t)
{
	struct writing x = {.what = PUBLISH}, full = a_profile();

	world_make(t);
	world_sql(t, "update center set phone = null where id = 101");
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "about").p && problem_of(t->c, "phone").p && problem_of(t->c, "condition").p);
	assert_ok(try_it(t, &full));
	x.seen = stored(t).version;
	assert_ok(try_it(t, &x));
	assert_true(stored(t).is_public);
	x.what = WITHDRAW;
	x.seen = 1;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT);
	x.seen = stored(t).version;
	assert_ok(try_it(t, &x));
	assert_false(stored(t).is_public);
	assert_int_equal(journal_rows(t), 3);
}

static void insurance_keeps_the_day_of_its_last_check_and_stands_there_once(struct test_db *t)
{
	struct writing x = a_plan(), same = a_plan();

	world_make(t);
	assert_ok(try_it(t, &x));
	assert_true(date_cmp(plan(t, x.id).verified_on, TODAY) == 0);
	assert_int_equal(try_it(t, &same), ERR_INVALID);
	assert_true(problem_of(t->c, "payer").p != NULL);
	world_sql(t, "update accepted_plan set verified_on = '2026-01-05'");
	x.what = CHANGE;
	x.plan.in_network = false;
	x.seen = plan(t, x.id).version;
	assert_ok(try_it(t, &x));
	assert_false(plan(t, x.id).in_network);
	assert_true(date_cmp(plan(t, x.id).verified_on, date_of(2026, 1, 5)) == 0); /* changing is not checking */
	x.what = VERIFY;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT); /* somebody changed it meanwhile */
	x.seen = plan(t, x.id).version;
	assert_ok(try_it(t, &x));
	assert_true(date_cmp(plan(t, x.id).verified_on, TODAY) == 0);
	x.what = RETIRE;
	x.seen = plan(t, x.id).version;
	assert_ok(try_it(t, &x));
	assert_true(date_cmp(plan(t, x.id).retired_on, TODAY) == 0);
	x.what = BACK;
	x.seen = plan(t, x.id).version;
	assert_ok(try_it(t, &x));
	assert_true(date_none(plan(t, x.id).retired_on));
	assert_int_equal(try_as(t, CLEO, &x), ERR_NOT_FOUND);
}

static void training_is_from_the_list_with_a_year_that_has_been(struct test_db *t)
{
	struct writing x = {.what = THERAPIES, .trained = {{STR("cbt"), {true, 2015}}}, .n = 1, .mark = STR("")};
	str mark;

	world_make(t);
	assert_ok(try_it(t, &x));
	assert_ok(therapies_mark(world_look(t), PERSON(CLEO), &mark));
	assert_str(mark, "cbt 2015");
	x.trained[0].since.v = 2014;
	assert_int_equal(try_it(t, &x), ERR_CONFLICT); /* it said nothing when this page was opened */
	x.mark = STR("cbt 2015");
	x.trained[0].since.v = 2027;
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	x.trained[0] = (struct therapy_details){.therapy = STR("magic")};
	assert_int_equal(try_it(t, &x), ERR_INVALID);
	x.n = 0;
	assert_ok(try_it(t, &x));
	assert_ok(therapies_mark(world_look(t), PERSON(CLEO), &mark));
	assert_str(mark, "");
}

static const struct CMUnitTest tests[] = {
	on_both(a_profile_is_saved_once_and_whoever_saved_first_is_not_overwritten),
	on_both(what_a_profile_says_fits_together),
	on_both(nothing_half_said_is_published),
	on_both(insurance_keeps_the_day_of_its_last_check_and_stands_there_once),
	on_both(training_is_from_the_list_with_a_year_that_has_been),
};
TEST_GROUP(profile_desk, tests)
