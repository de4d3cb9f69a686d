/* schedule_test.c - what the repeating week and its dated sessions promise, on both engines. The world stands on Monday 23 November
 * 2026, 1 pm at center North; its session 5001 runs that day from 1 to 4 pm without room or facilitator. */
#include "care/schedule/schedule.h"
#include "base/id.h"
#include "support/world.h"

#define ROOM(n) ((room_id){4000 + (n)})
#define TRACK ((track_id){1})
#define DAY(m, d) date_of(2026, (m), (d))

static void open_world(struct test_db *t)
{
	world_make(t);
	world_sql(t, "insert into room (center_id, id, name, seats) values (101, 4001, 'Room 1', 12)");
	world_sql(t, "insert into room (center_id, id, name, seats) values (101, 4002, 'Room 2', 12)");
	world_sql(t, "insert into center_staff (center_id, person_id, from_on) values (102, %d, '2020-01-01')", 1000 + CLEO);
	world_act(t, DAN, NORTH);
}

/* Six in the evening to a quarter past seven, with five minutes of break, in Room 1, led by Cleo. */
static struct session_plan evening(int weekday)
{
	return (struct session_plan){.weekday = weekday, .start = 18 * 60, .end = 19 * 60 + 15, .breaks = {{18 * 60 + 30, 18 * 60 + 35}},
		.n_breaks = 1, .kind = {1}, .title = STR("Evening group"), .room = ROOM(1), .seats = 10, .modality = MODALITY_IN_PERSON,
		.staff = {PERSON(CLEO)}, .n_staff = 1};
}

/* ---- one step as a page takes it: a transaction, the proof, the rule ------------------------------------------------- */

struct step {
	enum { ADD_SLOT, CHANGE_SLOT, END_SLOT, ADD, CHANGE, CANCEL, RESTORE, CLOSE, REOPEN, MAKE } what;
	struct session_plan p;
	week_slot_id slot;
	session_id session;
	closure_id closure;
	date from, to;
	str text;
	int64_t version; /* 0: as it stands */
	struct schedule_conflicts conflicts;
	int64_t n;
};

static err take_slot_step(struct wtx *w, const struct plan_proof *may, struct step *x)
{
	struct slot_get_row slot;

	if (x->what == ADD_SLOT)
		return schedule_add_slot(w, may, TRACK, &x->p, x->from, &x->slot, &x->conflicts);
	TRY(slot_get(wtx_read(w), &slot, .id = x->slot));
	if (x->what == CHANGE_SLOT)
		return schedule_change_slot(w, may, x->slot, &x->p, x->from, x->version ? x->version : slot.version, &x->slot, &x->conflicts);
	return schedule_end_slot(w, may, x->slot, x->from, x->text, slot.version);
}

static err take_session_step(struct wtx *w, const struct plan_proof *may, struct step *x)
{
	struct session_get_row s;

	if (x->what == ADD)
		return schedule_add_session(w, may, TRACK, &x->p, &x->session, &x->conflicts);
	TRY(session_get(wtx_read(w), &s, .id = x->session));
	if (x->what == CHANGE)
		return schedule_change_session(w, may, x->session, &x->p, x->version ? x->version : s.version, &x->conflicts);
	if (x->what == CANCEL)
		return schedule_cancel_session(w, may, x->session, x->text, s.version);
	return schedule_restore_session(w, may, x->session, s.version, &x->conflicts);
}

static err take(struct wtx *w, void *arg)
{
	struct step *x = arg;
	const struct plan_proof *may;
	struct schedule_made made = {0};

	TRY(access_plan(wtx_read(w), &may));
	x->conflicts = (struct schedule_conflicts){0};
	if (x->what <= END_SLOT)
		return take_slot_step(w, may, x);
	if (x->what <= RESTORE)
		return take_session_step(w, may, x);
	if (x->what == CLOSE)
		return schedule_close(w, may, x->from, x->to, x->text, &x->closure, &x->n);
	if (x->what == REOPEN)
		return schedule_reopen(w, may, x->closure, &x->n);
	TRY(schedule_make_sessions(w, x->from, x->to, &made));
	x->n = made.made;
	return OK;
}

static err run(struct test_db *t, struct step *x)
{
	err e;

	problems_clear(t->c);
	e = db_write(t->c, t->db, take, x);
	world_look(t);
	return e;
}

static week_slot_id add_slot(struct test_db *t, struct session_plan p, date from)
{
	struct step x = {.what = ADD_SLOT, .p = p, .from = from};

	assert_ok(run(t, &x));
	return x.slot;
}

static session_id add_session(struct test_db *t, struct session_plan p, date day)
{
	struct step x = {.what = ADD, .p = p};

	x.p.day = day;
	assert_ok(run(t, &x));
	return x.session;
}

/* ---- looking ------------------------------------------------------------------------------------------------------------ */

static struct slot_sessions_from_rows sessions_of(struct test_db *t, week_slot_id slot)
{
	struct slot_sessions_from_rows rows;

	assert_ok(slot_sessions_from(t->c->tx, &rows, .week_slot_id = slot, .from_day = DAY(1, 1)));
	return rows;
}

static struct session_get_row session(struct test_db *t, session_id id)
{
	struct session_get_row row;

	assert_ok(session_get(t->c->tx, &row, .id = id));
	return row;
}

static int minute_of(struct test_db *t, instant at)
{
	return zone_wall(t->c->zone, at).minute;
}

static void assert_day(date d, const char *day)
{
	assert_string_equal(date_show(d).s, day);
}

/* ---- the repeating week --------------------------------------------------------------------------------------------------- */

static void a_slot_makes_its_sessions_for_the_next_eight_weeks(struct test_db *t)
{
	struct slot_sessions_from_rows rows;
	struct session_breaks_rows breaks;
	struct session_staff_rows staff;
	struct session_get_row s;
	week_slot_id slot;

	open_world(t);
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	rows = sessions_of(t, slot);
	assert_int_equal(rows.n, 8);
	assert_day(rows.v[0].slot_day, "2026-11-24");
	assert_day(rows.v[7].slot_day, "2027-01-12");
	s = session(t, rows.v[0].id);
	assert_int_equal(minute_of(t, s.starts_at), 18 * 60);
	assert_int_equal(minute_of(t, s.ends_at), 19 * 60 + 15);
	assert_int_equal(s.counted_min, 70);
	assert_ok(session_breaks(t->c->tx, &breaks, .session_id = s.id));
	assert_int_equal(breaks.n, 1);
	assert_int_equal(minute_of(t, breaks.v[0].starts_at), 18 * 60 + 30);
	assert_ok(session_staff(t->c->tx, &staff, .session_id = s.id));
	assert_int_equal(staff.n, 1);
	assert_int_equal(staff.v[0].person_id.v, PERSON(CLEO).v);
	assert_true(staff.v[0].leads);
}

static void sessions_keep_their_local_time_when_the_clocks_go_back(struct test_db *t)
{
	struct slot_sessions_from_rows rows;

	open_world(t);
	assert_true(instant_read(STR("2026-10-19T18:00:00Z"), &t->c->now));
	rows = sessions_of(t, add_slot(t, evening(TUESDAY), DAY(10, 19)));
	assert_day(rows.v[1].slot_day, "2026-10-27");
	assert_day(rows.v[2].slot_day, "2026-11-03");
	assert_int_equal(minute_of(t, rows.v[1].starts_at), 18 * 60);
	assert_int_equal(minute_of(t, rows.v[2].starts_at), 18 * 60);
	assert_int_equal(rows.v[2].starts_at.ms - rows.v[1].starts_at.ms, 7 * MS_PER_DAY + MS_PER_HOUR);
}

static void making_sessions_again_makes_none_twice(struct test_db *t)
{
	struct step again = {.what = MAKE, .from = DAY(11, 23), .to = date_of(2027, 1, 18)};
	struct slot_sessions_from_rows rows;
	week_slot_id slot;

	open_world(t);
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	rows = sessions_of(t, slot);
	assert_ok(run(t, &(struct step){.what = CANCEL, .session = rows.v[0].id, .text = STR("Snow")}));
	assert_ok(run(t, &again));
	assert_int_equal(again.n, 0);
	assert_int_equal(sessions_of(t, slot).n, 8);
	again.to = date_of(2027, 1, 25);
	assert_ok(run(t, &again));
	assert_int_equal(again.n, 1);
}

static void a_slot_changed_from_a_day_on_leaves_the_days_before_alone(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(THURSDAY), .from = DAY(12, 7)};
	struct slot_sessions_from_rows before, after;
	week_slot_id old;

	open_world(t);
	x.slot = old = add_slot(t, evening(TUESDAY), DAY(11, 23));
	x.p.start = 17 * 60;
	x.p.title = STR("Earlier group");
	assert_ok(run(t, &x));
	before = sessions_of(t, old);
	after = sessions_of(t, x.slot);
	assert_int_equal(before.n, 2);
	assert_day(before.v[1].slot_day, "2026-12-01");
	assert_str(session(t, before.v[1].id).title, "Evening group");
	assert_int_equal(after.n, 6);
	assert_day(after.v[0].slot_day, "2026-12-10");
	assert_int_equal(minute_of(t, after.v[0].starts_at), 17 * 60);
	assert_str(session(t, after.v[0].id).title, "Earlier group");
}

static void a_session_with_something_recorded_keeps_its_row_through_a_change(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(TUESDAY), .from = DAY(11, 24)};
	session_id kept;

	open_world(t);
	x.slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	kept = sessions_of(t, x.slot).v[1].id;
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, recorded_at) "
	             "values (101, %lld, %d, '2026-12-01', 'excused', false, 0, 0, 1)",
		(long long)kept.v, 3000 + PAT);
	x.p.start = 17 * 60;
	assert_ok(run(t, &x));
	assert_int_equal(sessions_of(t, x.slot).n, 8);
	assert_int_equal(sessions_of(t, x.slot).v[1].id.v, kept.v);
	assert_int_equal(minute_of(t, session(t, kept).starts_at), 17 * 60);
	assert_int_equal(sessions_of(t, x.slot).v[1].recorded, 1);
}

static void a_session_that_has_begun_stays_as_it_was_when_its_slot_changes(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(MONDAY), .from = DAY(11, 23)};
	struct session_plan noon = evening(MONDAY);
	session_id begun;

	open_world(t);
	noon.start = 12 * 60;
	noon.end = 14 * 60;
	noon.n_breaks = 0;
	x.slot = add_slot(t, noon, DAY(11, 23));
	begun = sessions_of(t, x.slot).v[0].id;
	assert_ok(run(t, &x));
	assert_int_equal(minute_of(t, session(t, begun).starts_at), 12 * 60);
	assert_int_equal(session(t, begun).week_slot_id.v, x.slot.v);
	assert_int_equal(sessions_of(t, x.slot).n, 9);
	assert_int_equal(minute_of(t, sessions_of(t, x.slot).v[1].starts_at), 18 * 60);
}

static void a_cancelled_session_stays_cancelled_when_its_slot_changes(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(TUESDAY), .from = DAY(11, 24)};
	session_id cancelled;

	open_world(t);
	x.slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	cancelled = sessions_of(t, x.slot).v[2].id;
	assert_ok(run(t, &(struct step){.what = CANCEL, .session = cancelled, .text = STR("Training day")}));
	x.p.room = ROOM(2);
	assert_ok(run(t, &x));
	assert_int_equal(sessions_of(t, x.slot).v[2].id.v, cancelled.v);
	assert_int_equal(session(t, cancelled).status, SESSION_CANCELLED);
	assert_int_equal(sessions_of(t, x.slot).n, 8);
}

static void a_change_keeps_the_last_day_of_a_slot_that_ends(struct test_db *t)
{
	struct step end = {.what = END_SLOT, .from = DAY(12, 21), .text = STR("The course ends")};
	struct step x = {.what = CHANGE_SLOT, .p = evening(TUESDAY), .from = DAY(12, 1)};

	open_world(t);
	x.slot = end.slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	assert_ok(run(t, &end));
	assert_ok(run(t, &x));
	assert_int_equal(sessions_of(t, x.slot).n, 3);
	assert_day(sessions_of(t, x.slot).v[2].slot_day, "2026-12-15");
	x.from = DAY(12, 21);
	assert_int_equal(run(t, &x), ERR_INVALID);
}

static void ending_a_slot_never_touches_another_one(struct test_db *t)
{
	struct step end = {.what = END_SLOT, .from = DAY(12, 1), .text = STR("Too few people")};
	struct session_plan other = evening(TUESDAY);
	week_slot_id stays;

	open_world(t);
	other.start = 20 * 60;
	other.end = 21 * 60;
	other.n_breaks = 0;
	stays = add_slot(t, other, DAY(11, 23));
	end.slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	assert_ok(run(t, &end));
	assert_int_equal(sessions_of(t, end.slot).n, 1);
	assert_int_equal(sessions_of(t, stays).n, 8);
	assert_int_equal(session(t, SESSION_NORTH).status, SESSION_PLANNED);
}

static void the_past_does_not_change(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(TUESDAY), .from = DAY(11, 20)};

	open_world(t);
	x.slot = add_slot(t, evening(TUESDAY), DAY(11, 1));
	assert_day(sessions_of(t, x.slot).v[0].slot_day, "2026-11-24");
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "from").n > 0);
}

static void somebody_who_saw_an_older_slot_is_told_and_nothing_changes(struct test_db *t)
{
	struct step x = {.what = CHANGE_SLOT, .p = evening(TUESDAY), .from = DAY(12, 1), .version = 7};
	week_slot_id slot;

	open_world(t);
	slot = x.slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	assert_int_equal(x.conflicts.n, 0);
	assert_int_equal(sessions_of(t, slot).n, 8);
}

/* ---- conflicts -------------------------------------------------------------------------------------------------------------- */

static void a_room_taken_on_one_day_stops_the_slot_and_is_named(struct test_db *t)
{
	struct step x = {.what = ADD_SLOT, .p = evening(TUESDAY), .from = DAY(11, 23)};
	struct session_plan other = evening(0);
	session_id taken;

	open_world(t);
	other.n_staff = 0;
	other.title = STR("Board meeting");
	taken = add_session(t, other, DAY(12, 8));
	x.p.n_staff = 0;
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	assert_int_equal(x.conflicts.n, 1);
	assert_true(x.conflicts.v[0].room);
	assert_str(x.conflicts.v[0].who, "Room 1");
	assert_str(x.conflicts.v[0].title, "Board meeting");
	assert_day(x.conflicts.v[0].day, "2026-12-08");
	assert_int_equal(x.conflicts.v[0].session.v, taken.v);
	assert_true(x.conflicts.v[0].center.p == NULL);
	x.p.room = ROOM(2);
	assert_ok(run(t, &x));
}

static void one_person_is_not_in_two_places_even_at_two_centers(struct test_db *t)
{
	struct step x = {.what = ADD_SLOT, .p = evening(MONDAY), .from = DAY(11, 23)};

	open_world(t);
	world_sql(t, "insert into session_facilitator (center_id, session_id, person_id, day, leads) "
	             "values (102, 5002, %d, '2026-11-23', true)",
		1000 + CLEO);
	x.p.start = 15 * 60;
	x.p.end = 16 * 60;
	x.p.n_breaks = 0;
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	assert_int_equal(x.conflicts.n, 1);
	assert_false(x.conflicts.v[0].room);
	assert_str(x.conflicts.v[0].who, "Cleo Castillo");
	assert_str(x.conflicts.v[0].center, "Center 102");
	x.p.start = 16 * 60; /* when the other one ends */
	x.p.end = 17 * 60;
	assert_ok(run(t, &x));
}

static void a_cancelled_session_is_in_nobodys_way(struct test_db *t)
{
	session_id first;

	open_world(t);
	first = add_session(t, evening(0), DAY(12, 8));
	assert_ok(run(t, &(struct step){.what = CANCEL, .session = first, .text = STR("Snow")}));
	add_session(t, evening(0), DAY(12, 8));
	assert_int_equal(run(t, &(struct step){.what = RESTORE, .session = first}), ERR_CONFLICT);
	assert_int_equal(session(t, first).status, SESSION_CANCELLED);
}

/* ---- one session ------------------------------------------------------------------------------------------------------------ */

static void moving_one_session_leaves_the_rest(struct test_db *t)
{
	struct step x = {.what = CHANGE, .p = evening(0)};
	struct slot_sessions_from_rows rows;
	week_slot_id slot;

	open_world(t);
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	x.session = sessions_of(t, slot).v[1].id;
	x.p.day = DAY(12, 2);
	x.p.start = 10 * 60;
	x.p.end = 11 * 60;
	x.p.n_breaks = 0;
	assert_ok(run(t, &x));
	assert_day(session(t, x.session).day, "2026-12-02");
	assert_int_equal(session(t, x.session).counted_min, 60);
	rows = sessions_of(t, slot);
	assert_int_equal(rows.n, 8);
	for (size_t i = 0; i < rows.n; i++)
		if (i != 1) {
			assert_int_equal(minute_of(t, rows.v[i].starts_at), 18 * 60);
			assert_int_equal(date_diff(session(t, rows.v[i].id).day, rows.v[0].slot_day), 7 * (int)i);
		}
}

static void cancelling_one_of_a_series_leaves_the_rest_and_can_be_undone(struct test_db *t)
{
	struct slot_sessions_from_rows rows;
	week_slot_id slot;
	session_id one;
	int planned = 0;

	open_world(t);
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	one = sessions_of(t, slot).v[3].id;
	assert_int_equal(run(t, &(struct step){.what = CANCEL, .session = one, .text = STR_NONE}), ERR_INVALID);
	assert_ok(run(t, &(struct step){.what = CANCEL, .session = one, .text = STR("Snow")}));
	assert_str(session(t, one).cancel_reason, "Snow");
	rows = sessions_of(t, slot);
	for (size_t i = 0; i < rows.n; i++)
		planned += rows.v[i].status == SESSION_PLANNED;
	assert_int_equal(planned, 7);
	assert_ok(run(t, &(struct step){.what = RESTORE, .session = one}));
	assert_int_equal(session(t, one).status, SESSION_PLANNED);
	assert_true(session(t, one).cancel_reason.p == NULL);
}

static void times_that_earned_minutes_stay_until_those_are_cleared(struct test_db *t)
{
	struct step x = {.what = CHANGE, .p = evening(0), .session = SESSION_NORTH};

	open_world(t);
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, arrived_at, credited_min, billable_min, "
	             "recorded_at) values (101, 5001, %d, '2026-11-23', 'present', false, 1795456800000, 180, 180, 1)",
		3000 + PAT);
	x.p.day = DAY(11, 23);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "start").n > 0);
	assert_int_equal(run(t, &(struct step){.what = CANCEL, .session = SESSION_NORTH, .text = STR("Snow")}), ERR_INVALID);
	x.p.start = 13 * 60;
	x.p.end = 16 * 60;
	x.p.n_breaks = 0;
	x.p.title = STR("Another title");
	assert_ok(run(t, &x));
	assert_str(session(t, SESSION_NORTH).title, "Another title");
}

static void a_plan_that_makes_no_sense_says_what_is_wrong_with_each_field(struct test_db *t)
{
	struct step x = {.what = ADD, .p = evening(0)};

	open_world(t);
	x.p.end = x.p.start;
	x.p.title = STR_NONE;
	x.p.seats = 40;
	x.p.kind = (service_kind_id){77};
	x.p.staff[0] = PERSON(PAT);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "day").n > 0);
	assert_true(problem_of(t->c, "end").n > 0);
	assert_true(problem_of(t->c, "title").n > 0);
	assert_str(problem_of(t->c, "seats"), "Room 1 has 12 seats. Enter that many or fewer.");
	assert_true(problem_of(t->c, "kind").n > 0);
	assert_true(problem_of(t->c, "staff").n > 0);
	x.p = evening(0);
	x.p.day = DAY(12, 8);
	x.p.breaks[0].end = 20 * 60;
	x.p.modality = MODALITY_VIDEO;
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "break-1").n > 0);
	assert_true(problem_of(t->c, "link").n > 0);
}

static void a_kind_a_room_or_a_track_out_of_use_takes_no_new_session(struct test_db *t)
{
	struct step x = {.what = ADD, .p = evening(0)};

	open_world(t);
	x.p.day = DAY(12, 8);
	world_sql(t, "update service_kind set retired_on = '2026-11-01'");
	world_sql(t, "update room set retired_on = '2026-11-01' where id = 4001");
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "kind").n > 0);
	assert_true(problem_of(t->c, "room").n > 0);
	world_sql(t, "update track set closed_on = '2026-11-01' where center_id = 101");
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "track").n > 0);
}

/* ---- closures --------------------------------------------------------------------------------------------------------------- */

static void a_closure_cancels_its_days_and_reopening_brings_them_back(struct test_db *t)
{
	struct step x = {.what = CLOSE, .from = DAY(12, 1), .to = DAY(12, 8), .text = STR("Burst pipe")};
	struct slot_sessions_from_rows rows;
	week_slot_id slot;

	open_world(t);
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	assert_ok(run(t, &x));
	assert_int_equal(x.n, 2);
	rows = sessions_of(t, slot);
	assert_int_equal(rows.v[1].status, SESSION_CANCELLED);
	assert_int_equal(rows.v[2].status, SESSION_CANCELLED);
	assert_int_equal(rows.v[3].status, SESSION_PLANNED);
	assert_str(session(t, rows.v[1].id).cancel_reason, "Closed: Burst pipe (2026-12-01)");
	x.what = REOPEN;
	assert_ok(run(t, &x));
	assert_int_equal(x.n, 2);
	assert_int_equal(session(t, rows.v[1].id).status, SESSION_PLANNED);
}

static void no_session_is_made_on_a_closed_day_until_it_opens_again(struct test_db *t)
{
	struct step x = {.what = CLOSE, .from = DAY(12, 1), .text = STR("Holiday")};
	week_slot_id slot;

	open_world(t);
	assert_ok(run(t, &x));
	slot = add_slot(t, evening(TUESDAY), DAY(11, 23));
	assert_int_equal(sessions_of(t, slot).n, 7);
	x.what = REOPEN;
	assert_ok(run(t, &x));
	assert_int_equal(x.n, 1);
	assert_int_equal(sessions_of(t, slot).n, 8);
}

static void a_day_that_two_closures_cover_opens_with_the_second(struct test_db *t)
{
	struct step first = {.what = CLOSE, .from = DAY(12, 1), .text = STR("Holiday")};
	struct step second = {.what = CLOSE, .from = DAY(11, 30), .to = DAY(12, 4), .text = STR("Painters")};
	session_id id;

	open_world(t);
	id = sessions_of(t, add_slot(t, evening(TUESDAY), DAY(11, 23))).v[1].id;
	assert_ok(run(t, &first));
	assert_ok(run(t, &second));
	first.what = second.what = REOPEN;
	assert_ok(run(t, &first));
	assert_int_equal(session(t, id).status, SESSION_CANCELLED);
	assert_ok(run(t, &second));
	assert_int_equal(session(t, id).status, SESSION_PLANNED);
}

static void a_session_somebody_attended_is_not_cancelled_by_a_closure(struct test_db *t)
{
	struct step x = {.what = CLOSE, .from = DAY(11, 23), .text = STR("Snow")};

	open_world(t);
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, arrived_at, credited_min, billable_min, "
	             "recorded_at) values (101, 5001, %d, '2026-11-23', 'present', false, 1795456800000, 180, 180, 1)",
		3000 + PAT);
	assert_ok(run(t, &x));
	assert_int_equal(x.n, 0);
	assert_int_equal(session(t, SESSION_NORTH).status, SESSION_PLANNED);
	x.to = DAY(11, 20);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "to").n > 0);
}

static const struct CMUnitTest tests[] = {
	on_both(a_slot_makes_its_sessions_for_the_next_eight_weeks),
	on_both(sessions_keep_their_local_time_when_the_clocks_go_back),
	on_both(making_sessions_again_makes_none_twice),
	on_both(a_slot_changed_from_a_day_on_leaves_the_days_before_alone),
	on_both(a_session_with_something_recorded_keeps_its_row_through_a_change),
	on_both(a_session_that_has_begun_stays_as_it_was_when_its_slot_changes),
	on_both(a_cancelled_session_stays_cancelled_when_its_slot_changes),
	on_both(a_change_keeps_the_last_day_of_a_slot_that_ends),
	on_both(ending_a_slot_never_touches_another_one),
	on_both(the_past_does_not_change),
	on_both(somebody_who_saw_an_older_slot_is_told_and_nothing_changes),
	on_both(a_room_taken_on_one_day_stops_the_slot_and_is_named),
	on_both(one_person_is_not_in_two_places_even_at_two_centers),
	on_both(a_cancelled_session_is_in_nobodys_way),
	on_both(moving_one_session_leaves_the_rest),
	on_both(cancelling_one_of_a_series_leaves_the_rest_and_can_be_undone),
	on_both(times_that_earned_minutes_stay_until_those_are_cleared),
	on_both(a_plan_that_makes_no_sense_says_what_is_wrong_with_each_field),
	on_both(a_kind_a_room_or_a_track_out_of_use_takes_no_new_session),
	on_both(a_closure_cancels_its_days_and_reopening_brings_them_back),
	on_both(no_session_is_made_on_a_closed_day_until_it_opens_again),
	on_both(a_day_that_two_closures_cover_opens_with_the_second),
	on_both(a_session_somebody_attended_is_not_cancelled_by_a_closure),
};
TEST_GROUP(schedule, tests)
