/* starting_pages_test.c - the list before the start as a browser without a script meets it: what blocks stands beside the name on the
 * board until it is done, people sign at the desk and on their own phone, and what they signed can be seen again. */
#include "base/id.h"
#include "care/attendance/attendance_routes.h"
#include "care/consent/consent.h"
#include "care/consent/consent_routes.h"
#include "care/starting/starting.h"
#include "care/starting/starting_routes.h"
#include "care/stay/stay_routes.h"
#include "support/test_web.h"

#define TEXT 61
#define WORDS 62

static struct route_table tables[8];

/* Pat is on today's roster; the program needs identity, guardians and one signature before the start. */
static void open_pages(struct test_web *w, struct test_db *t, enum world_person who)
{
	world_make(t);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (101, 7001, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	world_sql(t, "insert into program_starting (center_id, program_id, identity, contacts, guardians, insurance, consents, orientation, "
	             "schedule, adult_age, guardian_signs, changed_at) values (101, 1, 'blocks', 'asked', 'blocks', 'optional', 'blocks', "
	             "'asked', 'asked', 18, true, 1)");
	world_sql(t, "insert into consent_text (id, current_number, least_number) values (%d, 1, 1)", TEXT);
	world_sql(t, "insert into consent_version (id, consent_text_id, number, title, body, hash, published_at, published_by, changed_at) "
	             "values (%d, %d, 1, 'Treatment', 'We **meet**.', '%s', 1, 'Dan', 1)",
		WORDS, TEXT, consent_hash(t->c, STR("Treatment"), STR("We **meet**.")).s);
	world_sql(t, "insert into program_consent (center_id, program_id, consent_text_id) values (101, 1, %d)", TEXT);
	tables[0] = (struct route_table){starting_routes, starting_routes_n};
	tables[1] = (struct route_table){starting_rule_routes, starting_rule_routes_n};
	tables[2] = (struct route_table){my_start_routes, my_start_routes_n};
	tables[3] = (struct route_table){consent_text_routes, consent_text_routes_n};
	tables[4] = (struct route_table){consent_sign_routes, consent_sign_routes_n};
	tables[5] = (struct route_table){stay_routes, stay_routes_n};
	tables[6] = (struct route_table){board_routes, board_routes_n};
	tables[7] = (struct route_table){week_routes, week_routes_n};
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, who);
}

static const char *stay(struct test_db *t, const char *rest)
{
	return str_format(t->c->arena, "/c/%s/episodes/%s%s", id_show(NORTH.v).s, ID(EPISODE(PAT)), rest).p;
}

static const char *at_north(struct test_db *t, const char *rest)
{
	return str_format(t->c->arena, "/c/%s%s", id_show(NORTH.v).s, rest).p;
}

static const char *board(struct test_db *t)
{
	return str_format(t->c->arena, "/c/%s/sessions/%s", id_show(NORTH.v).s, ID(SESSION_NORTH)).p;
}

static const char *sign_at_desk(struct test_db *t, const char *signer, const char *name)
{
	return str_format(t->c->arena, "words=%s&signer=%s&typed=%s&agreed=1", id_show(WORDS).s, signer, name).p;
}

static const char *consent_page(struct test_db *t)
{
	return stay(t, str_format(t->c->arena, "/consents/%s", id_show(TEXT).s).p);
}

static void the_board_names_what_blocks_beside_the_person_until_it_is_done(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_get(&w, board(t));
	assert_status(&w, 200);
	assert_shows(&w, "Not ready to start");
	assert_shows(&w, "Identity, Consents");
	web_get(&w, stay(t, ""));
	assert_shows(&w, "Before the start");
	assert_shows(&w, "Missing: phone or address, an identity document seen by staff");
	world_sql(t, "update person set phone = '512-555-0100' where id = %d", 1000 + PAT);
	web_post(&w, stay(t, "/starting/record?task=identity"), "kind=passport&on=2026-11-23");
	assert_status(&w, 303);
	web_get(&w, board(t));
	assert_shows(&w, "Not ready to start");
	assert_false(web_shows(&w, "Identity, Consents"));
	web_post(&w, consent_page(t), sign_at_desk(t, "self", "Pat+Porter"));
	assert_status(&w, 303);
	web_get(&w, board(t));
	assert_status(&w, 200);
	assert_false(web_shows(&w, "Not ready to start"));
	test_web_close(&w);
}

static void the_board_and_the_list_agree_on_every_task(struct test_db *t)
{
	static const char *const changes[] = {"update program_starting set identity = 'blocks', contacts = 'blocks', guardians = 'blocks', "
		"insurance = 'blocks', consents = 'blocks', orientation = 'blocks', schedule = 'blocks'",
		"update person set birth_on = '2012-01-01'", "update person set phone = '1'",
		"insert into relation (person_id, id, relationship, family, given, emergency, changed_at) values "
		"(1005, 1, 'parent', 'P', 'R', true, 1)",
		"insert into starting_mark (center_id, episode_id, id, task, kind, done_on, account_name, at) values "
		"(101, 3005, 1, 'identity', 'passport', '2026-11-01', 'F', 1), (101, 3005, 2, 'insurance', 'self_pay', '2026-11-01', 'F', 1), "
		"(101, 3005, 3, 'orientation', 'held', '2026-11-01', 'F', 1), (101, 3005, 4, 'schedule', 'shown', '2026-11-01', 'F', 1)",
		"update starting_mark set undone_at = 1, undone_reason = 'x' where id = 2"};
	struct test_web w;

	open_pages(&w, t, CLEO);
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		const struct chart_proof *may;
		struct starting s;
		str words;

		world_sql(t, "%s", changes[i]);
		world_act(t, CLEO, NORTH);
		assert_ok(access_chart(world_look(t), EPISODE(PAT), &may));
		assert_ok(starting_of(world_look(t), may, &s));
		words = starting_blocking_words(t->c->arena, &s);
		assert_true(words.n > 0);
		web_get(&w, board(t));
		assert_shows(&w, str_format(t->c->arena, "<span class=\"pl-small\">%.*s</span>", STR_ARG(words)).p);
	}
	test_web_close(&w);
}

static void what_was_signed_on_paper_is_recorded_stands_in_the_list_and_no_longer_blocks(struct test_db *t)
{
	struct test_web w;
	const char *to;

	open_pages(&w, t, FRED);
	to = str_format(t->c->arena, "%s/paper", consent_page(t)).p;
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "Signed on paper<span class=\"govuk-visually-hidden\">: Treatment</span>");
	web_get(&w, to);
	assert_shows(&w, "Who signed?");
	assert_shows(&w, "value=\"Fred Foster\"");
	web_post(&w, to, str_format(t->c->arena, "version=%s&signer=self&on=2026-11-24&witness=Fred+Foster", id_show(WORDS).s).p);
	assert_status(&w, 422);
	assert_shows(&w, "This day is in the future");
	web_post(&w, to, str_format(t->c->arena, "version=%s&signer=self&on=2026-11-20&witness=Fred+Foster&kept_at=Cabinet+2",
		id_show(WORDS).s).p);
	assert_status(&w, 303);
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "Signed by Pat");
	assert_shows(&w, "on paper, 20 November 2026");
	assert_false(web_shows(&w, "Missing: signature of the participant"));
	world_sql(t, "update consent_signature set id = 63");
	web_get(&w, stay(t, str_format(t->c->arena, "/signatures/%s", id_show(63).s).p));
	assert_shows(&w, "20 November 2026");
	assert_shows(&w, "Cabinet 2");
	assert_shows(&w, "The words above are the ones that were signed.");
	test_web_close(&w);
}

static void who_signs_for_a_teen_is_suggested_by_the_law_of_the_state_and_the_program_overrides(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, DAN);
	world_sql(t, "update person set birth_on = '2011-01-01' where id = %d", 1000 + PAT); /* 15 */
	world_sql(t, "delete from program_starting");
	world_sql(t, "update program set type = 'addiction' where center_id = 101 and id = 1");
	world_sql(t, "update center set state = 'TX' where id = 101");
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "Suggested, for 15 years in TX:</strong> Check the law of the state.");
	world_sql(t, "update center set state = 'WA' where id = 101");
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "Suggested, for 15 years in WA:</strong> The minor may agree alone.");
	assert_shows(&w, "RCW 71.34.530");
	assert_shows(&w, "The program has not chosen yet, so it is: below 18 a parent or guardian signs too");
	web_get(&w, stay(t, "/starting/record?task=guardians"));
	assert_shows(&w, "15 years old. RCW 71.34.530");
	web_get(&w, at_north(t, str_format(t->c->arena, "/settings/programs/%s/starting", id_show(1).s).p));
	assert_shows(&w, "from 13 on a minor may agree alone.");
	assert_shows(&w, "So we suggest 13 as the age for this program.");
	assert_shows(&w, "value=\"13\"");
	world_sql(t, "insert into program_starting (center_id, program_id, identity, contacts, guardians, insurance, consents, orientation, "
	             "schedule, adult_age, guardian_signs, changed_at) values (101, 1, 'blocks', 'asked', 'blocks', 'optional', 'blocks', "
	             "'asked', 'asked', 16, true, 1)");
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "The law of the state, for 15 years in WA:");
	assert_shows(&w, "The program&#39;s own setting holds: below 16 a parent or guardian signs too");
	world_sql(t, "update program_starting set adult_age = 13");
	web_get(&w, stay(t, "/starting"));
	assert_false(web_shows(&w, "for 15 years"));
	test_web_close(&w);
}

static void a_text_is_read_and_signed_at_the_desk_by_participant_and_guardian(struct test_db *t)
{
	struct test_web w;
	str to;

	open_pages(&w, t, FRED);
	world_sql(t, "update person set birth_on = '2010-01-01' where id = %d", 1000 + PAT);
	world_sql(t, "insert into relation (person_id, id, relationship, family, given, emergency, changed_at) "
	             "values (%d, 71, 'guardian', 'Porter', 'Rosa', true, 1)",
		1000 + PAT);
	web_get(&w, consent_page(t));
	assert_shows(&w, "We <strong>meet</strong>.");
	assert_shows(&w, "Rosa Porter");
	web_post(&w, consent_page(t), sign_at_desk(t, "self", "Somebody+Else"));
	assert_status(&w, 422);
	assert_shows(&w, "Type the name as it is on record: Pat Porter.");
	web_post(&w, consent_page(t), sign_at_desk(t, "self", "Pat+Porter"));
	assert_status(&w, 303);
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "Signed by Pat");
	assert_shows(&w, "a parent or guardian has not signed");
	web_post(&w, consent_page(t), sign_at_desk(t, id_show(71).s, "Rosa+Porter"));
	assert_status(&w, 303);
	to = str_copy(t->c->arena, answer_header(w.a, "Location")); /* the answer is gone with the next request */
	web_get(&w, str_z(t->c->arena, to));
	assert_shows(&w, "Rosa Porter, Guardian of Pat Porter");
	assert_shows(&w, "The words above are the ones that were signed");
	assert_shows(&w, "127.0.0.1");
	world_sql(t, "update consent_version set body = 'We never meet.'");
	web_get(&w, str_z(t->c->arena, to));
	assert_shows(&w, "The words below are not the ones that were signed.");
	web_post(&w, str_format(t->c->arena, "%.*s/withdraw", STR_ARG(to)).p, "");
	assert_status(&w, 422);
	web_post(&w, str_format(t->c->arena, "%.*s/withdraw", STR_ARG(to)).p, "reason=She+called");
	assert_status(&w, 303);
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "a parent or guardian has not signed");
	test_web_close(&w);
}

static void participants_do_their_part_on_their_own_pages(struct test_db *t)
{
	const char *page = "/my/start";
	struct test_web w;

	open_pages(&w, t, PAT);
	web_get(&w, "/my");
	assert_shows(&w, "See what to do");
	web_get(&w, page);
	assert_shows(&w, "Read and sign");
	assert_shows(&w, "Monday 23 November");
	web_post(&w, str_format(t->c->arena, "/my/start/consents/%s", id_show(TEXT).s).p,
		str_format(t->c->arena, "words=%s&typed=pat+porter&agreed=1", id_show(WORDS).s).p);
	assert_status(&w, 303);
	web_get(&w, page);
	assert_shows(&w, "You signed");
	web_post(&w, page, "do=shown");
	assert_status(&w, 303);
	web_post(&w, page, "do=checked");
	web_get(&w, page);
	assert_shows(&w, "You looked at this");
	assert_shows(&w, "You have seen it");
	web_get(&w, "/my");
	assert_false(web_shows(&w, "See what to do"));
	web_post(&w, page, "do=passport"); /* that is for staff to see */
	assert_int_not_equal(w.a->status, 303);
	test_web_close(&w);
}

static void recording_is_undone_with_a_reason_that_stays_beside_it(struct test_db *t)
{
	struct test_web w;
	const char *undo;

	open_pages(&w, t, CLEO);
	world_sql(t, "insert into starting_mark (center_id, episode_id, id, task, kind, done_on, account_name, at) "
	             "values (101, %d, 9, 'orientation', 'held', '2026-11-01', 'Fred', 1)",
		3000 + PAT);
	undo = stay(t, str_format(t->c->arena, "/starting/%s/undo", id_show(9).s).p);
	web_post(&w, undo, "");
	assert_status(&w, 422);
	web_post(&w, undo, "reason=Another+day");
	assert_status(&w, 303);
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "by Cleo Castillo: Another day");
	test_web_close(&w);
}

static void the_list_of_the_center_and_its_file_name_every_open_task(struct test_db *t)
{
	struct test_web w;

	open_pages(&w, t, FRED);
	web_get(&w, at_north(t, "/starting"));
	assert_shows(&w, "Porter, Pat");
	assert_false(web_shows(&w, "Sawyer"));
	web_get(&w, at_north(t, "/starting.csv"));
	assert_shows(&w, "Porter,Pat,Evening,2026-10-01,identity,blocks,\"phone or address, an identity document seen by staff\"");
	assert_false(web_shows(&w, ",insurance,")); /* optional here */
	test_web_close(&w);
}

static void the_director_chooses_what_blocks_and_which_texts_are_signed(struct test_db *t)
{
	const char *page;
	struct test_web w;

	open_pages(&w, t, DAN);
	page = str_format(t->c->arena, "/c/%s/settings/programs/%s/starting", id_show(NORTH.v).s, id_show(1).s).p;
	web_get(&w, page);
	assert_shows(&w, "Treatment");
	web_post(&w, page, "version=1&identity=asked&contacts=asked&guardians=asked&insurance=asked&consents=asked&orientation=asked&"
	                   "schedule=asked&adult_age=16");
	assert_status(&w, 303);
	web_sign_in(&w, t, CLEO);
	web_get(&w, board(t));
	assert_false(web_shows(&w, "Not ready to start"));
	web_get(&w, stay(t, "/starting"));
	assert_shows(&w, "The program asks for no signature.");
	web_get(&w, page);
	assert_int_not_equal(w.a->status, 200);
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(the_board_names_what_blocks_beside_the_person_until_it_is_done),
	on_both(the_board_and_the_list_agree_on_every_task),
	on_both(what_was_signed_on_paper_is_recorded_stands_in_the_list_and_no_longer_blocks),
	on_both(who_signs_for_a_teen_is_suggested_by_the_law_of_the_state_and_the_program_overrides),
	on_both(a_text_is_read_and_signed_at_the_desk_by_participant_and_guardian),
	on_both(participants_do_their_part_on_their_own_pages),
	on_both(recording_is_undone_with_a_reason_that_stays_beside_it),
	on_both(the_list_of_the_center_and_its_file_name_every_open_task),
	on_both(the_director_chooses_what_blocks_and_which_texts_are_signed),
};
TEST_GROUP(starting_pages, tests)
