/* starting_test.c - what starting.h promises: a task is done when the data say so, and what blocks is the program's choice.
 * The clock stands at Monday 2026-11-23, 13:00 in North. */
#include "care/starting/starting.h"
#include "support/world.h"

static struct starting look(struct test_db *t)
{
	const struct chart_proof *may;
	struct starting s;

	world_act(t, CLEO, NORTH);
	assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
	assert_ok(starting_of(world_look(t), may, &s));
	return s;
}

static bool missing(struct test_db *t, enum starting_gap gap)
{
	return look(t).gaps & (1u << gap);
}

struct recording {
	struct starting_note in;
	starting_mark_id undo;
	str reason;
	bool own;
};

static err record_it(struct wtx *w, void *arg)
{
	struct recording *x = arg;
	const struct chart_proof *may;

	if (x->own) {
		TRY(access_own_chart(wtx_read(w), &may));
		return starting_record_own(w, may, x->in.kind);
	}
	TRY(access_chart(wtx_read(w), EPISODE(PAT), &may));
	return x->undo.v ? starting_undo(w, may, x->undo, x->reason) : starting_record(w, may, &x->in);
}

static err try_record(struct test_db *t, enum world_person who, struct recording x)
{
	err e;

	world_act(t, who, NORTH);
	problems_clear(t->c);
	e = db_write(t->c, t->db, record_it, &x);
	world_look(t);
	return e;
}

static err record(struct test_db *t, struct starting_note in)
{
	return try_record(t, FRED, (struct recording){.in = in});
}

static void identity_needs_birthday_a_way_to_reach_them_and_a_document_that_was_seen(struct test_db *t)
{
	world_make(t);
	assert_false(missing(t, GAP_BIRTHDAY));
	assert_true(missing(t, GAP_REACH));
	assert_true(missing(t, GAP_DOCUMENT));
	world_sql(t, "update person set birth_on = null where id = %d", 1000 + PAT);
	assert_true(missing(t, GAP_BIRTHDAY));
	world_sql(t, "update person set birth_on = '1990-02-05', phone = '512-555-0100' where id = %d", 1000 + PAT);
	assert_ok(record(t, (struct starting_note){.kind = MARK_PASSPORT}));
	assert_int_equal(look(t).gaps & starting_gaps_of(STARTING_IDENTITY), 0);
	assert_false(starting_is_open(&(struct starting){.gaps = look(t).gaps}, STARTING_IDENTITY));
}

static void contacts_are_done_with_somebody_to_call_or_the_word_that_there_is_nobody(struct test_db *t)
{
	world_make(t);
	assert_true(missing(t, GAP_EMERGENCY));
	assert_ok(record(t, (struct starting_note){.kind = MARK_CHECKED}));
	assert_true(missing(t, GAP_EMERGENCY)); /* that the data are right names nobody */
	assert_ok(record(t, (struct starting_note){.kind = MARK_NAMES_NOBODY}));
	assert_false(missing(t, GAP_EMERGENCY));
	world_sql(t, "delete from starting_mark");
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
	             "values (%d, 1, 'friend', 'Pal', 'Paul', true, 1)",
		1000 + PAT);
	assert_false(missing(t, GAP_EMERGENCY));
}

static void ask_for_a_signature(struct test_db *t)
{
	world_sql(t, "insert into consent_text (id, current_number, least_number) values (61, 1, 1)");
	world_sql(t, "insert into consent_version (id, consent_text_id, number, title, body, hash, published_at, changed_at) "
	             "values (62, 61, 1, 'T', 'B', '0123456789012345678901234567890123456789012345678901234567890123', 1, 1)");
	world_sql(t, "insert into program_consent (center_id, program_id, consent_text_id) values (101, 1, 61)");
}

static void sign(struct test_db *t, int id, const char *signer)
{
	world_sql(t, "insert into consent_signature (center_id, episode_id, id, consent_text_id, consent_version_id, number, hash, signer, "
	             "signer_name, typed_name, place, signed_at, account_name) values (101, %d, %d, 61, 62, 1, "
	             "'0123456789012345678901234567890123456789012345678901234567890123', '%s', 'N', 'N', 'desk', 1, 'F')",
		3000 + PAT, id, signer);
}

static void a_person_under_the_programs_age_needs_a_guardian_and_their_signature(struct test_db *t)
{
	world_make(t);
	ask_for_a_signature(t);
	assert_false(look(t).minor);
	assert_false(missing(t, GAP_GUARDIAN));
	assert_true(missing(t, GAP_OWN_SIGNATURE));
	assert_false(missing(t, GAP_GUARDIAN_SIGNATURE));
	world_sql(t, "update person set birth_on = '2009-11-24' where id = %d", 1000 + PAT); /* 16 until tomorrow */
	assert_true(look(t).minor);
	assert_true(missing(t, GAP_GUARDIAN));
	assert_true(missing(t, GAP_GUARDIAN_SIGNATURE));
	sign(t, 1, "self");
	assert_false(missing(t, GAP_OWN_SIGNATURE));
	assert_true(missing(t, GAP_GUARDIAN_SIGNATURE));
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
	             "values (%d, 1, 'parent', 'Porter', 'Rosa', false, 1)",
		1000 + PAT);
	assert_false(missing(t, GAP_GUARDIAN));
	sign(t, 2, "parent");
	assert_false(starting_is_open(&(struct starting){.gaps = look(t).gaps}, STARTING_CONSENTS));
	world_sql(t, "update consent_signature set withdrawn_at = 1 where id = 2");
	assert_true(missing(t, GAP_GUARDIAN_SIGNATURE));
}

static void the_age_is_the_programs_own_and_some_minors_agree_alone(struct test_db *t)
{
	world_make(t);
	ask_for_a_signature(t);
	world_sql(t, "update person set birth_on = '2010-11-23' where id = %d", 1000 + PAT); /* 16 today */
	assert_true(look(t).minor);
	world_sql(t, "insert into program_starting (center_id, program_id, identity, contacts, guardians, insurance, consents, orientation, "
	             "schedule, adult_age, guardian_signs, changed_at) values (101, 1, 'asked', 'asked', 'asked', 'asked', 'asked', 'asked', "
	             "'asked', 16, true, 1)");
	assert_false(look(t).minor);
	world_sql(t, "update program_starting set adult_age = 17");
	assert_true(missing(t, GAP_GUARDIAN_SIGNATURE));
	world_sql(t, "update program_starting set guardian_signs = false");
	assert_false(missing(t, GAP_GUARDIAN_SIGNATURE));
	assert_true(missing(t, GAP_GUARDIAN));
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_ALONE}), ERR_INVALID); /* not without saying why */
	assert_ok(record(t, (struct starting_note){.kind = MARK_ALONE, .note = STR("Married")}));
	assert_false(missing(t, GAP_GUARDIAN));
}

static void insurance_is_known_from_the_request_or_said_at_the_desk(struct test_db *t)
{
	const char *byte;

	world_make(t);
	byte = db_engine(t->db) == DB_SQLITE ? "x'00'" : "'\\x00'::bytea";
	assert_true(missing(t, GAP_INSURANCE));
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_INSURED}), ERR_INVALID);
	assert_ok(record(t, (struct starting_note){.kind = MARK_SELF_PAY}));
	assert_false(missing(t, GAP_INSURANCE));
	world_sql(t, "delete from starting_mark");
	world_sql(t, "insert into inquiry (center_id, id, code, kind, status, urgency, danger, given, family, folded, reach_by, phone, "
	             "phone_digits, silent, guardian_call, body_hash, first_contact_at, status_at) values (101, 9, 'AAAA1111', 'self', "
	             "'admitted', 'week', false, 'Pat', 'Porter', 'porter pat', 'phone', '512-555-0100', '5125550100', true, false, %s, 1, 1)",
		byte);
	world_sql(t, "insert into insurance_check (center_id, inquiry_id, id, checked_on, payer, subscriber, covered, authorization_needed, "
	             "in_network, account_name, at) values (101, 9, 1, '2026-11-01', 'Lantern', 'self', 'yes', 'no', 'yes', 'F', 1)");
	assert_true(missing(t, GAP_INSURANCE));
	world_sql(t, "insert into inquiry_stay (center_id, inquiry_id, episode_id, at) values (101, 9, %d, 1)", 3000 + PAT);
	assert_false(missing(t, GAP_INSURANCE));
}

static void orientation_says_when_and_by_whom(struct test_db *t)
{
	world_make(t);
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_HELD}), ERR_INVALID);
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_HELD, .staff = PERSON(SUE)}), ERR_INVALID); /* works elsewhere */
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_HELD, .staff = PERSON(CLEO), .on = date_of(2026, 11, 24)}), ERR_INVALID);
	assert_ok(record(t, (struct starting_note){.kind = MARK_HELD, .staff = PERSON(CLEO), .on = date_of(2026, 11, 20)}));
	assert_false(missing(t, GAP_ORIENTATION));
}

static void the_schedule_is_done_with_a_track_a_dated_session_and_the_participants_own_look(struct test_db *t)
{
	world_make(t);
	world_sql(t, "delete from enrollment");
	assert_true(missing(t, GAP_TRACK));
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (101, 7, %d, 1, '2026-11-24', 1)",
		3000 + PAT);
	assert_false(missing(t, GAP_TRACK));
	assert_true(missing(t, GAP_SESSION)); /* the track meets on the 23rd only */
	world_sql(t, "update enrollment set from_on = '2026-11-23'");
	assert_false(missing(t, GAP_SESSION));
	assert_true(missing(t, GAP_SHOWN));
	assert_int_equal(try_record(t, PAT, (struct recording){.in = {.kind = MARK_PASSPORT}, .own = true}), ERR_DENIED);
	assert_ok(try_record(t, PAT, (struct recording){.in = {.kind = MARK_SHOWN}, .own = true}));
	assert_false(missing(t, GAP_SHOWN));
}

static void what_was_undone_counts_no_more_and_stays_to_be_seen(struct test_db *t)
{
	struct starting_marks_rows rows;

	world_make(t);
	assert_ok(record(t, (struct starting_note){.kind = MARK_PASSPORT}));
	assert_ok(starting_marks(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_int_equal(rows.n, 1);
	assert_str(rows.v[0].account_name, "Fred Foster");
	assert_int_equal(try_record(t, FRED, (struct recording){.undo = rows.v[0].id}), ERR_INVALID);
	assert_ok(try_record(t, CLEO, (struct recording){.undo = rows.v[0].id, .reason = STR("It had expired")}));
	assert_true(missing(t, GAP_DOCUMENT));
	assert_int_equal(try_record(t, CLEO, (struct recording){.undo = rows.v[0].id, .reason = STR("Again")}), ERR_CONFLICT);
	assert_ok(starting_marks(world_look(t), &rows, .episode_id = EPISODE(PAT)));
	assert_str(rows.v[0].undone_reason, "It had expired");
	assert_str(rows.v[0].undone_name, "Cleo Castillo");
}

struct choosing {
	struct starting_rule d;
};

static err choose_it(struct wtx *w, void *arg)
{
	const struct choosing *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return starting_set_rule(w, may, (program_id){1}, &x->d);
}

static void what_blocks_is_the_programs_choice(struct test_db *t)
{
	struct choosing x = {*starting_usual()};
	struct starting s;

	world_make(t);
	s = look(t);
	assert_int_equal(starting_n_blocking(&s), 0); /* nothing, until somebody chooses */
	assert_in_range(starting_n_open(&s), 4, STARTING_TASKS);
	world_act(t, DAN, NORTH);
	x.d.need[STARTING_IDENTITY] = NEED_BLOCKS;
	x.d.need[STARTING_ORIENTATION] = NEED_BLOCKS;
	x.d.need[STARTING_INSURANCE] = NEED_OPTIONAL;
	x.d.adult_age = 5;
	assert_int_equal(db_write(t->c, t->db, choose_it, &x), ERR_INVALID);
	problems_clear(t->c);
	x.d.adult_age = 18;
	assert_ok(db_write(t->c, t->db, choose_it, &x));
	assert_int_equal(db_write(t->c, t->db, choose_it, &x), ERR_CONFLICT); /* somebody was faster */
	problems_clear(t->c);
	s = look(t);
	assert_int_equal(starting_n_blocking(&s), 2);
	assert_str(starting_blocking_words(t->c->arena, &s), "Identity, Orientation");
	assert_str(starting_gap_words(t->c->arena, s.gaps & starting_gaps_of(STARTING_IDENTITY)),
		"phone or address, an identity document seen by staff");
	assert_false(starting_blocks(&s, STARTING_INSURANCE));
	world_act(t, DAN, NORTH);
	x.d.version = 1;
	x.d.need[STARTING_IDENTITY] = NEED_ASKED;
	assert_ok(db_write(t->c, t->db, choose_it, &x));
	s = look(t);
	assert_int_equal(starting_n_blocking(&s), 1);
}

static void nothing_is_recorded_for_a_stay_that_has_ended(struct test_db *t)
{
	world_make(t);
	world_sql(t, "update episode set status = 'discharged', ended_on = '2026-11-20' where center_id = 101");
	assert_int_equal(record(t, (struct starting_note){.kind = MARK_SELF_PAY}), ERR_CONFLICT);
}

static const struct CMUnitTest tests[] = {
	on_both(identity_needs_birthday_a_way_to_reach_them_and_a_document_that_was_seen),
	on_both(contacts_are_done_with_somebody_to_call_or_the_word_that_there_is_nobody),
	on_both(a_person_under_the_programs_age_needs_a_guardian_and_their_signature),
	on_both(the_age_is_the_programs_own_and_some_minors_agree_alone),
	on_both(insurance_is_known_from_the_request_or_said_at_the_desk),
	on_both(orientation_says_when_and_by_whom),
	on_both(the_schedule_is_done_with_a_track_a_dated_session_and_the_participants_own_look),
	on_both(what_was_undone_counts_no_more_and_stays_to_be_seen),
	on_both(what_blocks_is_the_programs_choice),
	on_both(nothing_is_recorded_for_a_stay_that_has_ended),
};
TEST_GROUP(starting, tests)
