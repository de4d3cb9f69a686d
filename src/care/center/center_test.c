/* center_test.c - what changing the organization, its centers, rooms, kinds and staff promises, on both engines.
 * Today is Monday 23 November 2026; center North has one session planned today. */
#include "care/center/center.h"

#include "db/migrate.h"
#include "support/world.h"

/* ---- one step of a director's work ------------------------------------------------------------------------------------- */

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

static int64_t number(struct test_db *t, const char *sql)
{
	static const struct db_field n[] = {{.name = "n", .type = DB_INT}};
	struct db_query q = {.name = "number", .where = "a test", .slot = UINT32_MAX, .out = n, .n_out = 1, .row_size = sizeof(int64_t),
		.sqlite = sql, .postgres = sql};
	int64_t out;

	assert_ok(db_one(t->c->tx, &q, NULL, &out));
	return out;
}

static bool journaled(struct test_db *t, const char *like)
{
	return number(t, str_format(t->c->arena, "select count(*) as n from journal where detail like '%%%s%%'", like).p) == 1;
}

/* ---- rooms ---------------------------------------------------------------------------------------------------------------- */

struct room_step {
	room_id id;
	struct room_details d;
	int64_t seen;
	bool retired;
};

static err add_room(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct room_step *s = arg;

	return room_add(w, may, &s->d, &s->id);
}

static err change_room(struct wtx *w, const struct plan_proof *may, void *arg)
{
	const struct room_step *s = arg;

	return room_change(w, may, s->id, &s->d, s->seen);
}

static err retire_room(struct wtx *w, const struct plan_proof *may, void *arg)
{
	const struct room_step *s = arg;

	return room_retire(w, may, s->id, s->retired, s->seen);
}

static struct room_get_row room_now(struct test_db *t, room_id id)
{
	struct room_get_row r;

	assert_ok(room_get(t->c->tx, &r, .id = id));
	return r;
}

static struct room_step a_room(struct test_db *t)
{
	struct room_step s = {.d = {STR("Willow"), 12}, .seen = 1};

	world_make(t);
	world_act(t, DAN, NORTH);
	assert_ok(step(t, add_room, &s));
	return s;
}

static void a_changed_room_is_in_the_journal_with_old_and_new(struct test_db *t)
{
	struct room_step s = a_room(t);

	s.d.seats = 14;
	assert_ok(step(t, change_room, &s));
	assert_int_equal(room_now(t, s.id).seats, 14);
	assert_int_equal(room_now(t, s.id).version, 2);
	assert_true(journaled(t, "{\"seats\":[\"12\",\"14\"]}"));
}

static void who_saves_second_is_told_what_stands_there_now(struct test_db *t)
{
	struct room_step s = a_room(t);

	s.d.seats = 14;
	assert_ok(step(t, change_room, &s));
	s.d.seats = 16;
	assert_int_equal(step(t, change_room, &s), ERR_CONFLICT);
	assert_str(problem_of(t->c, "seats"), "This is \"14\" now.");
	assert_false(problem_of(t->c, "name").p);
	assert_int_equal(room_now(t, s.id).seats, 14);
	s.d.seats = 14; /* what is there already conflicts with nothing */
	assert_ok(step(t, change_room, &s));
}

static void two_rooms_of_a_center_cannot_have_one_name(struct test_db *t)
{
	struct room_step s = a_room(t);

	assert_int_equal(step(t, add_room, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "name").p);
	world_act(t, ANN, SOUTH);
	assert_ok(step(t, add_room, &s));
}

static void a_room_is_retired_and_used_again_but_not_while_sessions_are_planned_in_it(struct test_db *t)
{
	struct room_step s = a_room(t);

	world_sql(t, "update session set room_id = %lld where center_id = 101", (long long)s.id.v);
	s.retired = true;
	assert_int_equal(step(t, retire_room, &s), ERR_INVALID);
	assert_true(str_starts(t->c->problems->text, "1 session is planned in this room"));
	world_sql(t, "update session set status = 'cancelled' where center_id = 101");
	assert_ok(step(t, retire_room, &s));
	assert_string_equal(date_show(room_now(t, s.id).retired_on).s, "2026-11-23");
	s.retired = false;
	s.seen = 2;
	assert_ok(step(t, retire_room, &s));
	assert_true(date_none(room_now(t, s.id).retired_on));
}

static void the_front_desk_plans_but_does_not_change_rooms(struct test_db *t)
{
	struct room_step s = a_room(t);

	world_act(t, FRED, NORTH);
	s.d.seats = 14;
	assert_int_equal(step(t, change_room, &s), ERR_DENIED);
	world_act(t, ANN, SOUTH);
	assert_int_equal(step(t, change_room, &s), ERR_NOT_FOUND);
}

/* ---- organization and centers ------------------------------------------------------------------------------------------------ */

static void the_last_digit_of_an_npi_checks_the_others(void **state)
{
	(void)state;
	assert_true(npi_valid(STR("1234567893")));
	assert_false(npi_valid(STR("1234567890")));
	assert_false(npi_valid(STR("1234567983")));
	assert_false(npi_valid(STR("123456789")));
	assert_false(npi_valid(STR("12345678g3")));
}

static err change_organization(struct wtx *w, const struct plan_proof *may, void *arg)
{
	return organization_change(w, may, arg, 1);
}

static void weeks_start_on_another_day_only_before_attendance_is_recorded(struct test_db *t)
{
	struct organization_details d = {.name = STR("Lakeside"), .idle_min = 60, .week_starts = SUNDAY};

	world_make(t);
	world_act(t, DAN, NORTH);
	world_sql(t, "insert into attendance (center_id, session_id, episode_id, day, status, remote, credited_min, billable_min, "
	             "recorded_at) values (101, 5001, 3005, '2026-11-23', 'present', false, 0, 0, 1)");
	assert_int_equal(step(t, change_organization, &d), ERR_INVALID);
	assert_true(problem_of(t->c, "week_starts").p);
	world_sql(t, "delete from attendance");
	assert_ok(step(t, change_organization, &d));
	assert_int_equal(number(t, "select week_starts_on as n from organization"), SUNDAY);
}

struct center_step {
	struct center_details d;
	center_id id;
	int64_t seen;
};

static err add_center(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct center_step *s = arg;

	return center_add(w, may, &s->d, &s->id);
}

static err change_center(struct wtx *w, const struct plan_proof *may, void *arg)
{
	const struct center_step *s = arg;

	return center_change(w, may, &s->d, s->seen);
}

static void an_administrator_adds_a_center_and_administers_it(struct test_db *t)
{
	struct center_step s = {.d = {.name = STR("East"), .zone = STR("America/Denver"), .state = STATE_CO}};

	world_make(t);
	world_act(t, DAN, (center_id){0});
	assert_int_equal(step(t, add_center, &s), ERR_DENIED);
	world_act(t, ANN, (center_id){0});
	assert_ok(step(t, add_center, &s));
	world_act(t, ANN, s.id);
	assert_true(actor_may(t->c->actor, PERM_STRUCTURE));
	assert_str(t->c->center_name, "East");
	assert_int_equal(step(t, add_center, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "name").p);
}

static void a_center_keeps_its_clock_while_sessions_are_planned(struct test_db *t)
{
	struct center_step s = {.d = {.name = STR("Center 101"), .zone = STR("America/Denver")}, .seen = 1};

	world_make(t);
	world_act(t, DAN, NORTH);
	assert_int_equal(step(t, change_center, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "zone").p);
	s.d.zone = STR("Mars/Olympus");
	assert_int_equal(step(t, change_center, &s), ERR_INVALID);
	world_sql(t, "update session set status = 'cancelled' where center_id = 101");
	s.d.zone = STR("America/Denver");
	assert_ok(step(t, change_center, &s));
}

static void a_center_with_people_does_not_close(struct test_db *t)
{
	struct center_step s = {.d = {.name = STR("Center 101"), .zone = STR("America/New_York"), .closed = date_of(2026, 12, 31)}, .seen = 1};

	world_make(t);
	world_act(t, DAN, NORTH);
	assert_int_equal(step(t, change_center, &s), ERR_INVALID);
	assert_true(str_starts(problem_of(t->c, "closed"), "1 person is in a program beyond that day."));
	world_sql(t, "update episode set status = 'discharged', ended_on = '2026-12-31' where center_id = 101");
	world_sql(t, "update program set closed_on = '2026-12-31' where center_id = 101");
	assert_ok(step(t, change_center, &s));
}

/* ---- kinds of service ---------------------------------------------------------------------------------------------------------- */

static err change_kind(struct wtx *w, const struct plan_proof *may, void *arg)
{
	return kind_change(w, may, (service_kind_id){1}, arg, 1);
}

static err add_kind(struct wtx *w, const struct plan_proof *may, void *arg)
{
	service_kind_id made;

	return kind_add(w, may, arg, &made);
}

static err begin_kinds(struct wtx *w, const struct plan_proof *may, void *arg)
{
	(void)arg;
	return kinds_begin(w, may);
}

static void a_kind_that_stops_to_count_does_so_from_the_next_week_on_in_every_center(struct test_db *t)
{
	struct kind_details d = {.name = STR("Group"), .minutes = 180, .billable = true, .grouped = true, .limit = GROUP_LIMIT_EDUCATION};

	world_make(t);
	world_act(t, DAN, NORTH);
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, counts, "
	             "billable, counted_min, status, changed_at) values (102, 5009, 1, '2026-11-30', 1796061600000, 1796072400000, 1, 'Group', "
	             "12, 'in_person', true, true, 165, 'planned', 1)");
	world_sql(t, "insert into session_break (center_id, session_id, starts_at, ends_at) values (102, 5009, 1796065200000, 1796066100000)");
	assert_ok(step(t, change_kind, &d));
	assert_int_equal(number(t, "select counted_min as n from session where id = 5009"), 0);
	assert_int_equal(number(t, "select counted_min as n from session where id = 5001"), 180);
	assert_true(journaled(t, "\"counts\":[\"yes\",\"no\"]"));
	world_sql(t, "update service_kind set version = 1");
	d.counts = true;
	assert_ok(step(t, change_kind, &d));
	assert_int_equal(number(t, "select counted_min as n from session where id = 5009"), 165);
}

static void a_kind_needs_a_code_of_its_own_and_a_group_its_size_rule(struct test_db *t)
{
	struct kind_details d = {.code = STR("grp x"), .name = STR("Music"), .minutes = 45, .grouped = true};

	world_make(t);
	world_act(t, DAN, NORTH);
	assert_int_equal(step(t, add_kind, &d), ERR_INVALID);
	assert_true(problem_of(t->c, "code").p);
	assert_true(problem_of(t->c, "limit").p);
	d.code = STR("MUSIC");
	d.limit = GROUP_LIMIT_EXEMPT;
	assert_ok(step(t, add_kind, &d));
	assert_int_equal(step(t, add_kind, &d), ERR_INVALID);
	assert_true(problem_of(t->c, "code").p);
}

static void an_organization_starts_with_the_usual_kinds_once(struct test_db *t)
{
	int applied;

	assert_ok(migrate_up(t->c, t->db, NULL, NULL, &applied));
	world_sql(t, "insert into organization (id, name, created_at) values (1, 'Lakeside', 1)");
	t->c->db = t->db;
	access_local(t->c);
	assert_ok(step(t, begin_kinds, NULL));
	assert_true(number(t, "select count(*) as n from service_kind where counts") > 5);
	assert_int_equal(number(t, "select count(*) as n from service_kind where code = 'SELFHELP' and not counts"), 1);
	assert_int_equal(step(t, begin_kinds, NULL), ERR_CONFLICT);
}

/* ---- staff --------------------------------------------------------------------------------------------------------------------- */

struct staff_step {
	struct staff_start in;
	person_id id;
	int64_t seen;
};

static err add_staff(struct wtx *w, const struct plan_proof *may, void *arg)
{
	struct staff_step *s = arg;

	return staff_add(w, may, &s->in, &s->id);
}

static err change_staff(struct wtx *w, const struct plan_proof *may, void *arg)
{
	const struct staff_step *s = arg;

	return staff_change(w, may, s->id, &s->in.d, s->seen);
}

static void a_colleague_from_another_center_is_found_by_name_and_not_added_twice(struct test_db *t)
{
	struct staff_step s = {.in = {.given = STR("Noor"), .family = STR("Haddad"),
		.d = {.title = STR("Counselor"), .npi = STR("1234567893"), .from = date_of(2026, 11, 1)}}};
	struct staff_alike_rows alike;

	world_make(t);
	world_act(t, ANN, SOUTH);
	assert_ok(step(t, add_staff, &s));
	world_act(t, ANN, NORTH);
	assert_ok(staff_by_name(t->c->tx, STR("noor"), STR("HADDAD"), &alike));
	assert_int_equal(alike.n, 1);
	assert_false(alike.v[0].here);
	s.in.known = alike.v[0].id;
	assert_ok(step(t, add_staff, &s));
	assert_int_equal(s.id.v, alike.v[0].id.v);
	assert_int_equal(step(t, add_staff, &s), ERR_INVALID);
	assert_true(problem_of(t->c, "known").p);
	s.in.known = PERSON(PAT); /* a participant is no colleague */
	s.in.d.npi = STR_NONE;
	assert_int_equal(step(t, add_staff, &s), ERR_INVALID);
}

static void nobody_leaves_while_sessions_count_on_them(struct test_db *t)
{
	struct staff_step s = {.id = PERSON(CLEO), .in.d = {.from = date_of(2020, 1, 1), .to = date_of(2026, 11, 22)}};

	world_make(t);
	world_act(t, DAN, NORTH);
	world_sql(t, "insert into session_facilitator (center_id, session_id, person_id, day, leads) "
	             "values (101, 5001, %d, '2026-11-23', true)",
		1000 + CLEO);
	assert_int_equal(step(t, change_staff, &s), ERR_INVALID);
	assert_true(str_starts(problem_of(t->c, "to"), "1 session is planned with them"));
	s.in.d.to = date_of(2026, 11, 23);
	assert_ok(step(t, change_staff, &s));
	s.in.d.to = (date){0}; /* comes back; somebody else has saved since version 0 */
	assert_int_equal(step(t, change_staff, &s), ERR_CONFLICT);
	assert_str(problem_of(t->c, "to"), "This is \"2026-11-23\" now.");
	s.seen = 1;
	assert_ok(step(t, change_staff, &s));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_last_digit_of_an_npi_checks_the_others),
	on_both(a_changed_room_is_in_the_journal_with_old_and_new),
	on_both(who_saves_second_is_told_what_stands_there_now),
	on_both(two_rooms_of_a_center_cannot_have_one_name),
	on_both(a_room_is_retired_and_used_again_but_not_while_sessions_are_planned_in_it),
	on_both(the_front_desk_plans_but_does_not_change_rooms),
	on_both(weeks_start_on_another_day_only_before_attendance_is_recorded),
	on_both(an_administrator_adds_a_center_and_administers_it),
	on_both(a_center_keeps_its_clock_while_sessions_are_planned),
	on_both(a_center_with_people_does_not_close),
	on_both(a_kind_that_stops_to_count_does_so_from_the_next_week_on_in_every_center),
	on_both(a_kind_needs_a_code_of_its_own_and_a_group_its_size_rule),
	on_both(an_organization_starts_with_the_usual_kinds_once),
	on_both(a_colleague_from_another_center_is_found_by_name_and_not_added_twice),
	on_both(nobody_leaves_while_sessions_count_on_them),
};
TEST_GROUP(center, tests)
