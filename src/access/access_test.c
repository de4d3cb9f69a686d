/* access_test.c - the two locks: who may do what, where; and proofs that stop at the wall between centers. */
#include "access/accounts.h"
#include "access/journal.h"
#include "journal.sql.h"
#include "support/world.h"

/* ---- roles ------------------------------------------------------------------------------------------------------------ */

static void every_permission_but_public_belongs_to_named_roles_only(void **state)
{
	(void)state;
	for (enum permission p = PERM_PUBLIC + 1; p < PERM_COUNT; p++) {
		int holders = 0;

		for (enum role r = ROLE_ADMINISTRATOR; r <= ROLE_PARTICIPANT; r++)
			holders += role_may(r, p);
		assert_in_range(holders, 1, p == PERM_SIGNED_IN ? 5 : 4);
	}
	assert_true(role_may(ROLE_NONE, PERM_PUBLIC));
	assert_false(role_may(ROLE_NONE, PERM_SIGNED_IN));
	assert_false(role_may(ROLE_ADMINISTRATOR, PERM_UNSET));
	assert_false(role_may(ROLE_ADMINISTRATOR, PERM_COUNT));
}

static void a_participant_may_use_their_own_pages_and_nothing_else(void **state)
{
	(void)state;
	for (enum permission p = PERM_PUBLIC + 1; p < PERM_COUNT; p++)
		assert_int_equal(role_may(ROLE_PARTICIPANT, p), p == PERM_SIGNED_IN || p == PERM_MY);
}

static void charts_open_to_those_who_work_with_stays(void **state)
{
	(void)state;
	for (enum role r = ROLE_ADMINISTRATOR; r <= ROLE_PARTICIPANT; r++)
		assert_int_equal(role_may(r, PERM_CHART), r == ROLE_DIRECTOR || r == ROLE_CLINICIAN || r == ROLE_FRONT_DESK);
}

static void only_clinicians_break_the_glass(void **state)
{
	(void)state;
	for (enum role r = ROLE_ADMINISTRATOR; r <= ROLE_PARTICIPANT; r++)
		assert_int_equal(role_may(r, PERM_BREAK_GLASS), r == ROLE_CLINICIAN);
}

/* ---- the first lock ------------------------------------------------------------------------------------------------------ */

static void a_center_without_a_role_looks_like_one_that_is_not_there(struct test_db *t)
{
	world_make(t);
	world_act(t, CLEO, (center_id){0});
	assert_ok(access_enter(t->c, NORTH.v, PERM_ROSTER));
	assert_int_equal(t->c->center, NORTH.v);
	assert_string_equal(zone_name(t->c->zone), "America/New_York");
	assert_str(t->c->center_name, "Center 101");
	assert_int_equal(access_enter(t->c, SOUTH.v, PERM_ROSTER), ERR_NOT_FOUND);
	assert_int_equal(access_enter(t->c, 999, PERM_ROSTER), ERR_NOT_FOUND);
}

static void a_role_without_the_permission_is_denied(struct test_db *t)
{
	world_make(t);
	world_act(t, CLEO, (center_id){0});
	assert_int_equal(access_enter(t->c, NORTH.v, PERM_ACCOUNTS), ERR_DENIED);
	t->c->center = 0;
	assert_int_equal(access_enter(t->c, 0, PERM_JOURNAL), ERR_DENIED);
}

static void nobody_and_half_a_sign_in_enter_public_pages_only(struct test_db *t)
{
	struct actor half;

	world_make(t);
	world_act(t, CLEO, (center_id){0});
	half = *t->c->actor;
	half.stage = SIGNIN_TOTP;
	t->c->actor = &half;
	assert_int_equal(access_enter(t->c, NORTH.v, PERM_ROSTER), ERR_SIGN_IN);
	assert_int_equal(access_enter(t->c, 0, PERM_SIGNED_IN), ERR_SIGN_IN);
	assert_ok(access_enter(t->c, NORTH.v, PERM_PUBLIC));
	assert_false(actor_may(t->c->actor, PERM_ROSTER));
	t->c->actor = NULL;
	assert_int_equal(access_enter(t->c, 0, PERM_SIGNED_IN), ERR_SIGN_IN);
	assert_ok(access_enter(t->c, 0, PERM_PUBLIC));
}

static void a_participants_pages_lead_to_their_own_center(struct test_db *t)
{
	world_make(t);
	world_act(t, SAM, (center_id){0});
	assert_ok(access_enter(t->c, 0, PERM_MY));
	assert_int_equal(t->c->center, SOUTH.v);
	assert_string_equal(zone_name(t->c->zone), "America/Chicago");
}

static void the_command_line_enters_everywhere(struct test_db *t)
{
	world_make(t);
	world_look(t);
	access_local(t->c);
	assert_ok(access_enter(t->c, SOUTH.v, PERM_CHART));
	assert_true(str_starts(t->c->actor->name, "command line ("));
}

/* ---- proofs ---------------------------------------------------------------------------------------------------------------- */

static void a_roster_opens_at_its_own_center_and_nowhere_else(struct test_db *t)
{
	const struct roster_proof *may;

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(access_roster(t->c->tx, SESSION_NORTH, &may));
	assert_int_equal(roster_proof_session(may).v, SESSION_NORTH.v);
	assert_int_equal(access_roster(t->c->tx, SESSION_SOUTH, &may), ERR_NOT_FOUND);
	assert_int_equal(access_roster(t->c->tx, (session_id){0}, &may), ERR_NOT_FOUND);
	world_act(t, PAT, NORTH);
	assert_int_equal(access_roster(t->c->tx, SESSION_NORTH, &may), ERR_NOT_FOUND);
	world_act(t, ANN, NORTH);
	assert_int_equal(access_roster(t->c->tx, SESSION_NORTH, &may), ERR_NOT_FOUND);
}

static void a_chart_opens_for_the_staff_of_its_center_who_work_with_stays(struct test_db *t)
{
	const struct chart_proof *may;

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(access_chart(t->c->tx, EPISODE(PAT), &may));
	assert_int_equal(chart_proof_episode(may).v, EPISODE(PAT).v);
	assert_int_equal(chart_proof_person(may).v, PERSON(PAT).v);
	assert_int_equal(access_chart(t->c->tx, EPISODE(SAM), &may), ERR_NOT_FOUND);
	for (enum world_person who = ANN; who <= PAT; who++) {
		bool works_with_stays = who == DAN || who == CLEO || who == FRED;

		world_act(t, who, NORTH);
		assert_int_equal(access_chart(t->c->tx, EPISODE(PAT), &may), works_with_stays ? OK : ERR_NOT_FOUND);
	}
}

static void participants_reach_their_own_chart_and_no_other(struct test_db *t)
{
	const struct chart_proof *may;

	world_make(t);
	world_act(t, PAT, NORTH);
	assert_ok(access_own_chart(t->c->tx, &may));
	assert_int_equal(chart_proof_episode(may).v, EPISODE(PAT).v);
	assert_int_equal(access_chart(t->c->tx, EPISODE(PAT), &may), ERR_NOT_FOUND);
	world_act(t, CLEO, NORTH);
	assert_int_equal(access_own_chart(t->c->tx, &may), ERR_NOT_FOUND);
}

static void a_participant_has_the_stay_that_goes_on_before_a_newer_one_that_ended(struct test_db *t)
{
	const struct chart_proof *may;

	world_make(t);
	world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, ended_on, end_reason, changed_at) "
	             "values (101, 3099, 1005, 1, 'discharged', '2026-11-01', '2026-11-02', 'left', 1)");
	world_act(t, PAT, NORTH);
	assert_ok(access_own_chart(t->c->tx, &may));
	assert_int_equal(chart_proof_episode(may).v, EPISODE(PAT).v);
}

static void a_person_opens_where_their_center_is_the_actors(struct test_db *t)
{
	const struct person_proof *may;

	world_make(t);
	world_act(t, FRED, NORTH);
	assert_ok(access_person(t->c->tx, PERSON(PAT), &may));
	assert_int_equal(person_proof_person(may).v, PERSON(PAT).v);
	assert_ok(access_person(t->c->tx, PERSON(CLEO), &may));
	assert_int_equal(access_person(t->c->tx, PERSON(SAM), &may), ERR_NOT_FOUND);
	world_act(t, FRED, (center_id){0});
	assert_ok(access_person(t->c->tx, PERSON(PAT), &may));
	assert_int_equal(access_person(t->c->tx, PERSON(SAM), &may), ERR_NOT_FOUND);
	assert_int_equal(access_person(t->c->tx, (person_id){77}, &may), ERR_NOT_FOUND);
	world_act(t, ANN, NORTH);
	assert_int_equal(access_person(t->c->tx, PERSON(PAT), &may), ERR_NOT_FOUND);
	world_act(t, PAT, (center_id){0});
	assert_int_equal(access_person(t->c->tx, PERSON(PAT), &may), ERR_NOT_FOUND);
}

static void the_plan_is_for_those_who_plan(struct test_db *t)
{
	const struct plan_proof *may;

	world_make(t);
	for (enum world_person who = ANN; who <= PAT; who++) {
		world_act(t, who, NORTH);
		assert_int_equal(access_plan(t->c->tx, &may), who == CLEO || who == PAT ? ERR_NOT_FOUND : OK);
	}
}

/* ---- breaking the glass ------------------------------------------------------------------------------------------------------ */

struct glass {
	center_id center;
	episode_id episode;
	str reason;
};

static err break_glass(struct wtx *w, void *arg)
{
	const struct glass *g = arg;
	const struct chart_proof *may;

	return access_break_glass(w, g->center, g->episode, g->reason, &may);
}

static void a_broken_glass_opens_one_record_for_one_hour_and_is_written_down(struct test_db *t)
{
	struct glass g = {SOUTH, EPISODE(SAM), STR("Sam is here and needs help now")};
	const struct chart_proof *may;
	struct journal_list_rows rows;

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(db_write(t->c, t->db, break_glass, &g));
	assert_int_equal(t->c->center, NORTH.v);
	t->c->center = SOUTH.v;
	assert_ok(journal_page(t->c->tx, &(struct journal_filter){.person = PERSON(SAM)}, 10, &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].event, JOURNAL_BREAK_GLASS);
	assert_str(rows.v[0].reason, "Sam is here and needs help now");
	world_act(t, CLEO, (center_id){0});
	assert_ok(access_enter(t->c, SOUTH.v, PERM_CHART));
	assert_ok(access_chart(t->c->tx, EPISODE(SAM), &may));
	assert_int_equal(access_enter(t->c, SOUTH.v, PERM_ROSTER), ERR_NOT_FOUND);
	t->c->now.ms += BREAK_GLASS_MS;
	world_act(t, CLEO, (center_id){0});
	assert_int_equal(access_enter(t->c, SOUTH.v, PERM_CHART), ERR_NOT_FOUND);
	t->c->center = SOUTH.v;
	assert_int_equal(access_chart(t->c->tx, EPISODE(SAM), &may), ERR_NOT_FOUND);
}

static void a_broken_glass_is_nobody_elses_door(struct test_db *t)
{
	struct glass g = {SOUTH, EPISODE(SAM), STR("Sam is here and needs help now")};

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_ok(db_write(t->c, t->db, break_glass, &g));
	world_act(t, FRED, (center_id){0});
	assert_int_equal(access_enter(t->c, SOUTH.v, PERM_CHART), ERR_NOT_FOUND);
}

static void the_glass_holds_without_a_reason_a_record_or_the_role(struct test_db *t)
{
	struct glass short_reason = {SOUTH, EPISODE(SAM), STR("help")};
	struct glass wrong_center = {NORTH, EPISODE(SAM), STR("Sam is here and needs help now")};

	world_make(t);
	world_act(t, CLEO, NORTH);
	assert_int_equal(db_write(t->c, t->db, break_glass, &short_reason), ERR_INVALID);
	assert_true(problem_of(t->c, "reason").n > 0);
	assert_int_equal(db_write(t->c, t->db, break_glass, &wrong_center), ERR_NOT_FOUND);
	world_act(t, DAN, NORTH);
	wrong_center.center = SOUTH;
	assert_int_equal(db_write(t->c, t->db, break_glass, &wrong_center), ERR_DENIED);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_permission_but_public_belongs_to_named_roles_only),
	cmocka_unit_test(a_participant_may_use_their_own_pages_and_nothing_else),
	cmocka_unit_test(charts_open_to_those_who_work_with_stays),
	cmocka_unit_test(only_clinicians_break_the_glass),
	on_both(a_center_without_a_role_looks_like_one_that_is_not_there),
	on_both(a_role_without_the_permission_is_denied),
	on_both(nobody_and_half_a_sign_in_enter_public_pages_only),
	on_both(a_participants_pages_lead_to_their_own_center),
	on_both(the_command_line_enters_everywhere),
	on_both(a_roster_opens_at_its_own_center_and_nowhere_else),
	on_both(a_chart_opens_for_the_staff_of_its_center_who_work_with_stays),
	on_both(participants_reach_their_own_chart_and_no_other),
	on_both(a_participant_has_the_stay_that_goes_on_before_a_newer_one_that_ended),
	on_both(a_person_opens_where_their_center_is_the_actors),
	on_both(the_plan_is_for_those_who_plan),
	on_both(a_broken_glass_opens_one_record_for_one_hour_and_is_written_down),
	on_both(a_broken_glass_is_nobody_elses_door),
	on_both(the_glass_holds_without_a_reason_a_record_or_the_role),
};
TEST_GROUP(access, tests)
