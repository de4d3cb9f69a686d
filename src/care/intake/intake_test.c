/* intake_test.c - what intake.h promises, on both engines. The world stands on Monday 23 November 2026, 1 pm at center North. Kim Lane
 * asks for help there (a mother asks for a daughter of 26); the other center has a request too. */
#include "care/intake/intake.h"

#include "journal.sql.h"
#include "support/world.h"

#define TODAY date_of(2026, 11, 23)
#define DAY(n) date_add(TODAY, (n))
#define KIM ((inquiry_id){6120})
#define SOUTHS_REQUEST ((inquiry_id){6220})
#define EVENING ((program_id){1})
#define ADULTS ((track_id){1})
#define ROOM ((room_id){4001})

static void put_request(struct test_db *t, int center, int id, const char *code)
{
	world_sql(t,
		"insert into inquiry (center_id, id, code, kind, status, urgency, danger, given, family, folded, birth_on, asker_name, asker_is, "
		"guardian_call, silent, body_hash, first_contact_at, status_at, next_step, due_on) "
		"select %d, %d, '%s', 'other', 'contacted', "
		"'week', false, 'Kim', 'Lane', 'lane kim', '2000-05-01', 'Lee Lane', 'parent', false, false, %s, 1, 1, "
		"'Ask about the card', '2026-11-24'",
		center, id, code, db_engine(t->db) == DB_SQLITE ? "x'00'" : "'\\x00'::bytea");
}

static void open_world(struct test_db *t)
{
	world_make(t);
	put_request(t, 101, 6120, "ABCDEFGH");
	put_request(t, 102, 6220, "HGFEDCBA");
	world_sql(t, "insert into room (center_id, id, name, seats) values (101, 4001, 'Room 1', 12), (102, 4002, 'Room 2', 12)");
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, least_age, most_age, weeks, opened_on) "
	             "values (101, 2, 'Teen program', 'teen', '2.1', 13, 17, 12, '2026-01-01'), "
	             "(102, 12, 'Theirs', 'addiction', '2.1', null, null, 12, '2026-01-01')");
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (102, 12, 12, 'Theirs', 12, '2026-01-01')");
	world_act(t, FRED, NORTH);
}

/* ---- each change in a transaction of its own, with a proof of its own -------------------------------------------------- */

struct step {
	enum { CONTACT, INSURANCE, BOOK, CANCEL, DECIDE, ADMIT } what;
	inquiry_id of; /* none: Kim's */
	struct contact contact;
	struct insurance_insert_args insurance;
	struct appointment_plan plan;
	appointment_id appointment;
	str reason;
	struct decision decision;
	struct admitting_inquiry admit;
	int64_t seen;
	struct schedule_conflicts conflicts;
	episode_id made;
};

static err take(struct wtx *w, void *arg)
{
	struct step *x = arg;
	const struct inquiry_proof *may;

	TRY(access_inquiry(wtx_read(w), x->of.v ? x->of : KIM, &may));
	switch (x->what) {
	case CONTACT:
		return intake_contact(w, may, &x->contact);
	case INSURANCE:
		return intake_insurance(w, may, &x->insurance, x->seen);
	case BOOK:
		return intake_book(w, may, &x->plan, x->seen, &x->conflicts);
	case CANCEL:
		return intake_cancel_booking(w, may, x->appointment, x->reason, x->seen);
	case DECIDE:
		return intake_decide(w, may, &x->decision);
	case ADMIT:
		return intake_admit(w, may, &x->admit, &x->made);
	}
	return ERR_BUG;
}

static struct inquiry_get_row kim(struct test_db *t)
{
	struct inquiry_get_row i;

	assert_ok(inquiry_get(world_look(t), &i, .id = KIM));
	return i;
}

/* With the version that stands there now. */
static err run(struct test_db *t, struct step *x)
{
	x->seen = x->contact.seen = x->decision.seen = x->admit.seen = kim(t).version;
	x->conflicts = (struct schedule_conflicts){0};
	problems_clear(t->c);
	return db_write(t->c, t->db, take, x);
}

/* With the version of before somebody else's change: nothing of it may stay. */
static void assert_seen_matters(struct test_db *t, struct step x)
{
	x.seen = x.contact.seen = x.decision.seen = x.admit.seen = kim(t).version - 1;
	problems_clear(t->c);
	assert_int_equal(db_write(t->c, t->db, take, &x), ERR_CONFLICT);
	assert_true(str_starts(t->c->fail_text, "Somebody else worked on this request"));
}

static size_t journal_rows(struct test_db *t, enum journal_event event)
{
	struct journal_list_rows rows;

	assert_ok(journal_list(world_look(t), &rows, .event = event, .since = 0, .before = INT64_MAX, .most = 100));
	return rows.n;
}

static size_t history(struct test_db *t, struct inquiry_steps_rows *rows)
{
	assert_ok(inquiry_steps(world_look(t), rows, .inquiry_id = KIM));
	return rows->n;
}

static struct appointments_about_rows appointments(struct test_db *t)
{
	struct appointments_about_rows rows;

	assert_ok(appointments_about(world_look(t), &rows, .about_id = KIM.v));
	return rows;
}

/* The request as it was: its step, its history, and nobody made from it. */
static void assert_nothing_happened(struct test_db *t, const struct inquiry_get_row *was)
{
	struct inquiry_get_row is = kim(t);
	struct inquiry_steps_rows steps;
	struct people_list_rows people;
	bool more;

	assert_int_equal(is.version, was->version);
	assert_int_equal(is.status, was->status);
	assert_int_equal(history(t, &steps), 0);
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 0);
	assert_ok(people_find(world_look(t), STR("lane"), (person_id){0}, &people, &more));
	assert_int_equal(people.n, 0);
}

/* In the adults' track, by Pat. */
static void take_the_only_seat(struct test_db *t)
{
	world_sql(t, "update track set seats = 1 where center_id = 101 and id = 1");
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (101, 1, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
}

/* ---- good ones of each ------------------------------------------------------------------------------------------------- */

static struct step a_call(void)
{
	return (struct step){.what = CONTACT, .contact = {.way = CHANNEL_PHONE, .outcome = OUTCOME_REACHED, .note = STR("Works days"),
		.next = {STR("Call the insurer"), DAY(1)}}};
}

static struct step an_answer(void)
{
	return (struct step){.what = INSURANCE, .insurance = {.checked_on = TODAY, .payer = STR("Lantern"), .subscriber = SUBSCRIBER_PARENT,
		.covered = KNOWN_YES, .authorization_needed = KNOWN_NO, .in_network = KNOWN_UNKNOWN, .deductible_cents = {true, 50000}}};
}

static struct step a_booking(void)
{
	return (struct step){.what = BOOK, .plan = {.title = STR("Assessment"), .day = DAY(2), .start = 600, .end = 660,
		.staff = PERSON(CLEO), .room = ROOM, .modality = MODALITY_IN_PERSON}};
}

static struct step decided(enum intake_decision what)
{
	struct step x = {.what = DECIDE, .decision = {.what = what, .reason = STR("As the team said")}};

	if (what == DECISION_WAIT) {
		x.decision.track = ADULTS;
		x.decision.priority = PRIORITY_USUAL;
	}
	if (what == DECISION_DECLINE)
		x.decision.end_reason = INQUIRY_END_OTHER_CARE;
	return x;
}

static struct step an_admission(void)
{
	return (struct step){.what = ADMIT, .admit = {
		.d = {.given = STR("Kim"), .family = STR("Lane"), .birth = date_of(2000, 5, 1), .phone = STR("512-555-0110"), .zip = STR("78702")},
		.beside = {{.relationship = RELATIONSHIP_PARENT, .given = STR("Lee"), .family = STR("Lane"), .phone = STR("512-555-0111")}},
		.n_beside = 1, .in = {.program = EVENING, .start = TODAY, .track = ADULTS}}};
}

/* ---- reaching somebody -------------------------------------------------------------------------------------------------- */

static void a_try_to_reach_somebody_is_logged_and_a_new_request_is_contacted_once_they_are_reached(struct test_db *t)
{
	struct step x = a_call();
	struct contact_tries_rows tries;

	open_world(t);
	world_sql(t, "update inquiry set status = 'new' where id = 6120");
	x.contact.outcome = OUTCOME_NO_ANSWER;
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_NEW);
	x.contact.outcome = OUTCOME_REACHED;
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_CONTACTED);
	assert_true(str_is(kim(t).next_step, "Call the insurer"));
	assert_ok(contact_tries(world_look(t), &tries, .inquiry_id = KIM));
	assert_int_equal(tries.n, 2);
	assert_int_equal(tries.v[0].outcome, OUTCOME_REACHED);
	assert_true(str_is(tries.v[0].account_name, "Fred Foster"));
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 2);
}

/* ---- insurance ---------------------------------------------------------------------------------------------------------- */

static void what_the_insurer_said_is_kept_each_time_and_never_takes_a_step_back(struct test_db *t)
{
	struct step x = an_answer(), book = a_booking();
	struct insurance_checks_rows rows;

	open_world(t);
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_INSURANCE_CHECK);
	assert_true(str_is(kim(t).next_step, "Ask about the card"));
	assert_ok(run(t, &book));
	x.insurance.covered = KNOWN_NO;
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_ASSESSMENT_BOOKED);
	assert_ok(insurance_checks(world_look(t), &rows, .inquiry_id = KIM));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.v[0].covered, KNOWN_NO);
	assert_int_equal(rows.v[1].covered, KNOWN_YES);
	assert_int_equal(rows.v[1].deductible_cents.v, 50000);
	assert_true(str_is(rows.v[0].account_name, "Fred Foster"));
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 3);
}

static void an_answer_of_an_insurer_says_who_what_and_when(struct test_db *t)
{
	static const char *const asked[] = {"payer", "checked_on", "subscriber", "covered", "authorization_needed", "in_network", "to_on"};
	struct step x = {.what = INSURANCE, .insurance = {.from_on = DAY(3), .to_on = DAY(2)}}, later = an_answer();
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	assert_int_equal(run(t, &x), ERR_INVALID);
	for (size_t k = 0; k < COUNT_OF(asked); k++)
		assert_true(problem_of(t->c, asked[k]).n);
	later.insurance.checked_on = DAY(1);
	assert_int_equal(run(t, &later), ERR_INVALID);
	assert_true(problem_of(t->c, "checked_on").n && !problem_of(t->c, "payer").n);
	assert_nothing_happened(t, &was);
}

/* ---- the assessment ----------------------------------------------------------------------------------------------------- */

static void an_estimate_for_whoever_pays_themselves_has_its_amount_and_day(struct test_db *t)
{
	struct step x = an_answer();
	struct insurance_checks_rows rows;

	open_world(t);
	x.insurance.estimate_cents = (struct opt_int){true, 480000};
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "estimate_on").p != NULL);
	x.insurance.estimate_on = DAY(1);
	assert_int_equal(run(t, &x), ERR_INVALID);
	x.insurance.estimate_on = TODAY;
	assert_ok(run(t, &x));
	assert_ok(insurance_checks(world_look(t), &rows, .inquiry_id = KIM));
	assert_int_equal(rows.v[0].estimate_cents.v, 480000);
	assert_true(date_cmp(rows.v[0].estimate_on, TODAY) == 0);
}

static void a_booked_assessment_is_the_next_step_and_another_time_gives_the_first_one_up(struct test_db *t)
{
	struct step x = a_booking();

	open_world(t);
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_ASSESSMENT_BOOKED);
	assert_true(str_is(kim(t).next_step, "Assessment"));
	assert_int_equal(date_cmp(kim(t).due_on, DAY(2)), 0);
	x.plan.start = 630; /* over the first one, which is given up */
	x.plan.end = 690;
	assert_ok(run(t, &x));
	assert_int_equal(appointments(t).n, 2);
	assert_int_equal(appointments(t).v[0].status, SESSION_PLANNED);
	assert_int_equal(appointments(t).v[1].status, SESSION_CANCELLED);
	assert_true(str_is(appointments(t).v[1].cancel_reason, "Another time was found"));
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 2);
}

static void what_is_in_the_way_of_an_assessment_is_named_and_the_earlier_time_stays(struct test_db *t)
{
	struct step x = a_booking();
	struct inquiry_get_row was;

	open_world(t);
	assert_ok(run(t, &x));
	was = kim(t);
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, room_id, seats, "
	             "modality, counts, billable, counted_min, status, changed_at) values (101, 5003, 1, '2026-11-26', 1795705200000, "
	             "1795708800000, 1, 'Morning group', 4001, 12, 'in_person', true, true, 60, 'planned', 1)");
	x.plan.day = DAY(3); /* 10 to 11, and the group is there from 10 */
	assert_int_equal(run(t, &x), ERR_CONFLICT);
	assert_int_equal(x.conflicts.n, 1);
	assert_true(x.conflicts.v[0].room && str_is(x.conflicts.v[0].who, "Room 1") && str_is(x.conflicts.v[0].title, "Morning group"));
	assert_int_equal(appointments(t).n, 1);
	assert_int_equal(appointments(t).v[0].status, SESSION_PLANNED);
	assert_int_equal(kim(t).version, was.version);
}

static void a_cancelled_assessment_leaves_its_reason_in_the_history_and_the_step_as_it_is(struct test_db *t)
{
	struct step x = a_booking(), off = {.what = CANCEL};
	struct inquiry_steps_rows steps;

	open_world(t);
	assert_ok(run(t, &x));
	off.appointment = appointments(t).v[0].id;
	assert_int_equal(run(t, &off), ERR_INVALID);
	assert_true(problem_of(t->c, "reason").n);
	off.reason = STR("They are ill");
	assert_ok(run(t, &off));
	assert_int_equal(run(t, &off), ERR_CONFLICT);
	assert_int_equal(appointments(t).v[0].status, SESSION_CANCELLED);
	assert_int_equal(kim(t).status, INQUIRY_ASSESSMENT_BOOKED);
	assert_int_equal(history(t, &steps), 2);
	assert_true(str_is(steps.v[1].note, "They are ill"));
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 2);
}

static void an_appointment_with_somebody_else_or_at_another_center_is_not_cancelled_here(struct test_db *t)
{
	struct step off = {.what = CANCEL, .reason = STR("No")};
	struct inquiry_get_row was;

	open_world(t);
	world_sql(t, "insert into appointment (center_id, id, about_id, title, day, starts_at, ends_at, staff_id, modality, status, "
	             "changed_at) values "
	             "(101, 7001, 77, 'Assessment', '2026-12-06', 1796565600000, 1796569200000, 1003, 'audio', 'planned', 1), "
	             "(102, 7002, 6120, 'Assessment', '2026-12-06', 1796565600000, 1796569200000, 1007, 'audio', 'planned', 1)");
	was = kim(t);
	off.appointment = (appointment_id){7001};
	assert_int_equal(run(t, &off), ERR_NOT_FOUND);
	off.appointment = (appointment_id){7002};
	assert_int_equal(run(t, &off), ERR_NOT_FOUND);
	assert_nothing_happened(t, &was);
}

static void a_room_or_a_person_of_another_center_is_not_booked(struct test_db *t)
{
	struct step x = a_booking();
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	x.plan.staff = PERSON(SUE);
	x.plan.room = (room_id){4002};
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "staff").n && problem_of(t->c, "room").n);
	assert_int_equal(appointments(t).n, 0);
	assert_nothing_happened(t, &was);
}

/* ---- the decision ------------------------------------------------------------------------------------------------------- */

static void a_decision_moves_the_request_to_where_it_leads_with_its_reason(struct test_db *t)
{
	static const enum inquiry_status leads_to[] = {[DECISION_ACCEPT] = INQUIRY_ACCEPTED, [DECISION_WAIT] = INQUIRY_WAITING_LIST,
		[DECISION_REFER] = INQUIRY_REFERRED_ON, [DECISION_DECLINE] = INQUIRY_CLOSED};
	struct inquiry_steps_rows steps;

	open_world(t);
	for (enum intake_decision what = DECISION_ACCEPT; what <= DECISION_DECLINE; what++) {
		struct step x = decided(what);

		world_sql(t, "update inquiry set status = 'assessment_booked', end_reason = null where id = 6120");
		assert_ok(run(t, &x));
		assert_int_equal(kim(t).status, leads_to[what]);
		assert_int_equal(history(t, &steps), what);
		assert_true(str_is(steps.v[what - 1].note, "As the team said"));
		assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), what);
	}
	assert_int_equal(kim(t).end_reason, INQUIRY_END_OTHER_CARE);
}

static void a_decision_says_why_and_for_what_they_wait(struct test_db *t)
{
	struct step x = {.what = DECIDE}, wait = decided(DECISION_WAIT), decline = decided(DECISION_DECLINE);
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "decision").n && problem_of(t->c, "reason").n);
	wait.decision.track = (track_id){12}; /* of the other center */
	wait.decision.priority = PRIORITY_NONE;
	assert_int_equal(run(t, &wait), ERR_INVALID);
	assert_true(problem_of(t->c, "track").n && problem_of(t->c, "priority").n);
	decline.decision.end_reason = INQUIRY_END_NONE;
	assert_int_equal(run(t, &decline), ERR_INVALID);
	assert_true(problem_of(t->c, "end_reason").n);
	world_sql(t, "update track set closed_on = '2026-11-22' where center_id = 101 and id = 1");
	wait = decided(DECISION_WAIT);
	assert_int_equal(run(t, &wait), ERR_INVALID);
	assert_true(problem_of(t->c, "track").n);
	assert_nothing_happened(t, &was);
}

static void whoever_is_declined_or_referred_on_gives_their_assessment_back_and_is_decided_on_once(struct test_db *t)
{
	struct step book = a_booking(), x = decided(DECISION_DECLINE), again = decided(DECISION_ACCEPT), admit = an_admission();

	open_world(t);
	assert_ok(run(t, &book));
	assert_ok(run(t, &x));
	assert_int_equal(appointments(t).v[0].status, SESSION_CANCELLED);
	assert_int_equal(run(t, &again), ERR_CONFLICT);
	assert_int_equal(run(t, &book), ERR_CONFLICT);
	assert_int_equal(run(t, &admit), ERR_CONFLICT);
	assert_int_equal(kim(t).status, INQUIRY_CLOSED);
}

/* ---- admission ---------------------------------------------------------------------------------------------------------- */

static void admission_makes_person_family_stay_and_membership_of_a_request(struct test_db *t)
{
	struct step x = an_admission();
	struct person_get_row p;
	struct person_relations_rows family;
	struct inquiry_stay_of_row stay;
	struct enrollments_of_rows tracks;
	struct inquiry_steps_rows steps;

	open_world(t);
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).status, INQUIRY_ADMITTED);
	assert_ok(person_get(world_look(t), &p, .id = kim(t).person_id));
	assert_true(str_is(p.given, "Kim") && str_is(p.phone, "512-555-0110") && str_is(p.zip, "78702"));
	assert_ok(person_relations(world_look(t), &family, .person_id = p.id));
	assert_int_equal(family.n, 1);
	assert_int_equal(family.v[0].relationship, RELATIONSHIP_PARENT);
	assert_ok(inquiry_stay_of(world_look(t), &stay, .inquiry_id = KIM));
	assert_int_equal(stay.episode_id.v, x.made.v);
	assert_ok(enrollments_of(world_look(t), &tracks, .episode_id = x.made));
	assert_int_equal(tracks.n, 1);
	assert_int_equal(tracks.v[0].track_id.v, ADULTS.v);
	assert_int_equal(history(t, &steps), 2); /* nobody wrote down that they were accepted */
	assert_int_equal(steps.v[0].status, INQUIRY_ACCEPTED);
	assert_int_equal(steps.v[1].status, INQUIRY_ADMITTED);
	assert_int_equal(journal_rows(t, JOURNAL_PERSON_CHANGED), 2); /* and the relation */
	assert_int_equal(journal_rows(t, JOURNAL_EPISODE_CHANGED), 1);
	assert_int_equal(journal_rows(t, JOURNAL_ENROLLMENT_CHANGED), 1);
	assert_int_equal(journal_rows(t, JOURNAL_INQUIRY_CHANGED), 3);
}

static void of_somebody_known_only_what_was_missing_is_taken_from_the_request(struct test_db *t)
{
	struct step x = an_admission();
	struct person_get_row p;
	struct person_relations_rows family;

	open_world(t);
	world_sql(t, "insert into person (id, family, given, folded, phone, created_at, changed_at) "
	             "values (1900, 'Laine', 'Kim', 'laine kim', '512-555-0199', 1, 1)");
	world_sql(t, "insert into center_person (center_id, person_id, since_at) values (101, 1900, 1)");
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
	             "values (1900, 1, 'parent', 'Lane', 'Lee', true, 1)");
	x.admit.person = (person_id){1900};
	assert_ok(run(t, &x));
	assert_int_equal(kim(t).person_id.v, 1900);
	assert_ok(person_get(world_look(t), &p, .id = {1900}));
	assert_true(str_is(p.family, "Laine") && str_is(p.phone, "512-555-0199"));
	assert_true(str_is(p.zip, "78702") && !date_cmp(p.birth_on, date_of(2000, 5, 1)));
	assert_ok(person_relations(world_look(t), &family, .person_id = p.id));
	assert_int_equal(family.n, 1);
	assert_true(family.v[0].emergency);
	assert_int_equal(journal_rows(t, JOURNAL_PERSON_CHANGED), 1);
}

static void an_admission_that_is_refused_makes_nothing(struct test_db *t)
{
	struct step x = an_admission(), teens = x, theirs = x, nameless = x;
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	take_the_only_seat(t);
	assert_int_equal(run(t, &x), ERR_INVALID);
	assert_true(problem_of(t->c, "track").n);
	teens.admit.in.program = (program_id){2};
	assert_int_equal(run(t, &teens), ERR_INVALID);
	assert_true(problem_of(t->c, "program").n);
	theirs.admit.in.program = (program_id){12}; /* the other center's */
	assert_int_equal(run(t, &theirs), ERR_INVALID);
	theirs.admit.in.program = EVENING;
	theirs.admit.in.track = (track_id){12};
	assert_int_equal(run(t, &theirs), ERR_INVALID);
	theirs = x;
	theirs.admit.person = PERSON(SAM);
	assert_int_equal(run(t, &theirs), ERR_NOT_FOUND);
	nameless.admit.d.family = STR_NONE;
	assert_int_equal(run(t, &nameless), ERR_INVALID);
	assert_true(problem_of(t->c, "family").n);
	assert_nothing_happened(t, &was);
}

/* ---- what holds for all ------------------------------------------------------------------------------------------------- */

static void a_request_that_somebody_else_worked_on_meanwhile_is_looked_at_again_first(struct test_db *t)
{
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	assert_seen_matters(t, a_call());
	assert_seen_matters(t, an_answer());
	assert_seen_matters(t, a_booking());
	assert_seen_matters(t, decided(DECISION_ACCEPT));
	assert_seen_matters(t, decided(DECISION_WAIT));
	assert_seen_matters(t, an_admission());
	assert_int_equal(appointments(t).n, 0);
	assert_nothing_happened(t, &was);
}

static void nothing_is_done_with_a_request_of_another_center_or_by_a_participant(struct test_db *t)
{
	struct step all[] = {a_call(), an_answer(), a_booking(), decided(DECISION_ACCEPT), an_admission()};
	struct inquiry_get_row was;

	open_world(t);
	was = kim(t);
	for (size_t k = 0; k < COUNT_OF(all); k++) {
		struct step x = all[k];

		x.of = SOUTHS_REQUEST;
		assert_int_equal(run(t, &x), ERR_NOT_FOUND);
	}
	world_act(t, PAT, NORTH);
	for (size_t k = 0; k < COUNT_OF(all); k++)
		assert_int_equal(run(t, &all[k]), ERR_NOT_FOUND);
	world_act(t, FRED, NORTH);
	assert_nothing_happened(t, &was);
}

/* ---- the waiting list --------------------------------------------------------------------------------------------------- */

static struct waiting_tracks waiting(struct test_db *t)
{
	struct waiting_tracks all;

	assert_ok(intake_waiting(world_look(t), &all));
	return all;
}

static void wait_for_adults(struct test_db *t, int id, const char *priority, int64_t since)
{
	char code[16];

	(void)snprintf(code, sizeof(code), "WAIT%04d", id);
	put_request(t, 101, id, code);
	world_sql(t, "update inquiry set status = 'waiting_list' where id = %d", id);
	world_sql(t, "insert into waiting_place (center_id, inquiry_id, track_id, priority, reason, since_at) "
	             "values (101, %d, 1, '%s', 'Full', %lld)",
		id, priority, (long long)since);
}

static void whoever_waits_keeps_the_day_since_when_though_track_or_priority_change(struct test_db *t)
{
	struct step x = decided(DECISION_WAIT);
	struct waiting_place_get_row place;

	open_world(t);
	assert_ok(run(t, &x));
	t->c->now.ms += 86400000;
	x.decision.priority = PRIORITY_FIRST;
	assert_ok(run(t, &x));
	assert_ok(waiting_place_get(world_look(t), &place, .inquiry_id = KIM));
	assert_int_equal(place.since_at.ms, t->c->now.ms - 86400000);
	assert_int_equal(place.priority, PRIORITY_FIRST);
}

static void a_seat_that_opens_calls_the_most_pressing_first_then_who_has_waited_longest(struct test_db *t)
{
	open_world(t);
	wait_for_adults(t, 6131, "usual", 100);
	wait_for_adults(t, 6132, "first", 300);
	wait_for_adults(t, 6133, "usual", 50);
	take_the_only_seat(t);
	assert_int_equal(waiting(t).n, 1);
	assert_int_equal(waiting(t).to_call, 0);
	world_sql(t, "update enrollment set to_on = '2026-11-22' where id = 1");
	assert_int_equal(waiting(t).v[0].open, 1);
	assert_int_equal(waiting(t).to_call, 1);
	assert_int_equal(waiting(t).v[0].n, 3);
	assert_int_equal(waiting(t).v[0].v[0].inquiry_id.v, 6132);
	assert_int_equal(waiting(t).v[0].v[1].inquiry_id.v, 6133);
	assert_int_equal(waiting(t).v[0].v[2].inquiry_id.v, 6131);
	world_sql(t, "update inquiry set status = 'accepted' where id = 6132");
	assert_int_equal(waiting(t).v[0].v[0].inquiry_id.v, 6133);
	world_act(t, SOL, SOUTH);
	assert_int_equal(waiting(t).n, 0);
}

static const struct CMUnitTest tests[] = {
	on_both(a_try_to_reach_somebody_is_logged_and_a_new_request_is_contacted_once_they_are_reached),
	on_both(what_the_insurer_said_is_kept_each_time_and_never_takes_a_step_back),
	on_both(an_answer_of_an_insurer_says_who_what_and_when),
	on_both(an_estimate_for_whoever_pays_themselves_has_its_amount_and_day),
	on_both(a_booked_assessment_is_the_next_step_and_another_time_gives_the_first_one_up),
	on_both(what_is_in_the_way_of_an_assessment_is_named_and_the_earlier_time_stays),
	on_both(a_cancelled_assessment_leaves_its_reason_in_the_history_and_the_step_as_it_is),
	on_both(an_appointment_with_somebody_else_or_at_another_center_is_not_cancelled_here),
	on_both(a_room_or_a_person_of_another_center_is_not_booked),
	on_both(a_decision_moves_the_request_to_where_it_leads_with_its_reason),
	on_both(a_decision_says_why_and_for_what_they_wait),
	on_both(whoever_is_declined_or_referred_on_gives_their_assessment_back_and_is_decided_on_once),
	on_both(admission_makes_person_family_stay_and_membership_of_a_request),
	on_both(of_somebody_known_only_what_was_missing_is_taken_from_the_request),
	on_both(an_admission_that_is_refused_makes_nothing),
	on_both(a_request_that_somebody_else_worked_on_meanwhile_is_looked_at_again_first),
	on_both(nothing_is_done_with_a_request_of_another_center_or_by_a_participant),
	on_both(whoever_waits_keeps_the_day_since_when_though_track_or_priority_change),
	on_both(a_seat_that_opens_calls_the_most_pressing_first_then_who_has_waited_longest),
};
TEST_GROUP(intake, tests)
