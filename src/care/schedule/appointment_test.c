/* appointment_test.c - what appointments promise beside sessions, on both engines. The world stands on Monday 23 November 2026, 1 pm
 * at center North. */
#include "care/schedule/appointment.h"
#include "support/world.h"

#define ROOM ((room_id){4001})
#define DAY(m, d) date_of(2026, (m), (d))

static void open_world(struct test_db *t)
{
	world_make(t);
	world_sql(t, "insert into room (center_id, id, name, seats) values (101, 4001, 'Room 1', 12)");
	world_act(t, DAN, NORTH);
}

static struct appointment_plan at_ten(void)
{
	return (struct appointment_plan){.title = STR("Assessment"), .about = 77, .day = DAY(11, 25), .start = 600, .end = 660,
		.staff = PERSON(CLEO), .room = ROOM, .modality = MODALITY_IN_PERSON};
}

struct step {
	enum { BOOK, CANCEL, ADD_SESSION } what;
	struct appointment_plan p;
	appointment_id made;
	str reason;
	struct schedule_conflicts conflicts;
};

/* A group from half past ten, led by Cleo, in no room. */
static err add_session(struct wtx *w, struct step *x)
{
	struct session_plan p = {.day = DAY(11, 25), .start = 630, .end = 700, .kind = {1}, .title = STR("Group"), .seats = 10,
		.modality = MODALITY_AUDIO, .staff = {PERSON(CLEO)}, .n_staff = 1};
	const struct plan_proof *may;
	session_id made;

	TRY(access_plan(wtx_read(w), &may));
	return schedule_add_session(w, may, (track_id){1}, &p, &made, &x->conflicts);
}

static err take(struct wtx *w, void *arg)
{
	struct step *x = arg;

	switch (x->what) {
	case BOOK:
		return appointment_book(w, &x->p, &x->made, &x->conflicts);
	case CANCEL:
		return appointment_cancel(w, x->made, x->reason);
	case ADD_SESSION:
		return add_session(w, x);
	}
	return ERR_BUG;
}

static err run(struct test_db *t, struct step *x)
{
	x->conflicts = (struct schedule_conflicts){0};
	problems_clear(t->c);
	return db_write(t->c, t->db, take, x);
}

static void an_appointment_takes_the_room_and_the_person(struct test_db *t)
{
	struct step first = {.what = BOOK, .p = at_ten()}, second = first, group = {.what = ADD_SESSION};

	open_world(t);
	assert_ok(run(t, &first));
	second.p.start = 645;
	second.p.end = 700;
	assert_int_equal(run(t, &second), ERR_CONFLICT);
	assert_int_equal(second.conflicts.n, 2); /* the room and Cleo */
	assert_int_equal(run(t, &group), ERR_CONFLICT);
	assert_int_equal(group.conflicts.n, 1);
	assert_true(str_is(group.conflicts.v[0].title, "Assessment"));
	first.what = CANCEL;
	first.reason = STR("They asked for another day");
	assert_ok(run(t, &first));
	assert_ok(run(t, &group));
}

static void an_appointment_does_not_go_over_a_session(struct test_db *t)
{
	struct step group = {.what = ADD_SESSION}, x = {.what = BOOK, .p = at_ten()};

	open_world(t);
	assert_ok(run(t, &group));
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	x.p.end = 630; /* it may end when the group begins */
	assert_ok(run(t, &x));
}

static void an_appointment_is_booked_for_days_to_come_on_which_the_center_is_open(struct test_db *t)
{
	struct step x = {.what = BOOK, .p = at_ten()};

	open_world(t);
	world_sql(t, "insert into closure (center_id, id, from_on, to_on, name) values (101, 1, '2026-11-26', '2026-11-26', 'Thanksgiving')");
	x.p.day = DAY(11, 26);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(str_is(problem_of(t->c, "day"), "The center is closed on that day: Thanksgiving."));
	x.p.day = DAY(11, 20);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(str_is(problem_of(t->c, "day"), "Enter a day and time to come."));
	x.p = (struct appointment_plan){.title = STR("Assessment"), .start = -1, .end = -1};
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "day").n && problem_of(t->c, "start").n && problem_of(t->c, "staff").n && problem_of(t->c, "modality").n);
}

static void a_cancelled_appointment_says_why_and_is_not_cancelled_twice(struct test_db *t)
{
	struct step x = {.what = BOOK, .p = at_ten()};
	struct appointments_about_rows rows;

	open_world(t);
	assert_ok(run(t, &x));
	x.what = CANCEL;
	assert_int_equal(run(t, &x), ERR_INVALID);
	x.reason = STR("Snow");
	assert_ok(run(t, &x));
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	assert_ok(appointments_about(world_look(t), &rows, .about_id = 77));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].status, SESSION_CANCELLED);
	assert_true(str_is(rows.v[0].cancel_reason, "Snow"));
}

static const struct CMUnitTest tests[] = {
	on_both(an_appointment_takes_the_room_and_the_person),
	on_both(an_appointment_does_not_go_over_a_session),
	on_both(an_appointment_is_booked_for_days_to_come_on_which_the_center_is_open),
	on_both(a_cancelled_appointment_says_why_and_is_not_cancelled_twice),
};
TEST_GROUP(appointment, tests)
