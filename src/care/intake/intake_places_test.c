/* intake_places_test.c - places to call for somebody who is referred on: found near their ZIP, ticked, kept as they were, printed. */
#include "base/id.h"
#include "care/directory/directory.h"
#include "care/intake/intake.h"
#include "care/intake/intake_routes.h"
#include "support/test_web.h"

#define HEAD "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info\n"
#define ROW(name, zip, codes) name ",,12 Elm Street,,Austin,TX," zip ",512-555-0100,,,,,SA * " codes "\n"

static void bring(struct test_db *t, const char *text)
{
	struct directory_file file = {STR("sa_2022.csv"), {(const uint8_t *)text, strlen(text)}};
	struct directory_summary s;

	t->c->db = t->db;
	access_local(t->c);
	assert_ok(directory_import(t->c, &file, 1, STR_NONE, NULL, &s));
}

/* A request of North, referred on; zip none: the person gave none. */
static void open_request(struct test_web *w, struct test_db *t, const char *zip, enum world_person who)
{
	static struct route_table tables[1];
	const char *byte = db_engine(t->db) == DB_SQLITE ? "x'00'" : "'\\x00'::bytea";

	world_make(t);
	bring(t, HEAD ROW("Elm House", "78702", "OIT * MD") ROW("Oak House", "78702", "OIT") ROW("Far House", "77002", "OIT"));
	world_sql(t, "insert into inquiry (center_id, id, code, kind, status, urgency, danger, help, given, family, folded, zip, silent, "
	             "guardian_call, body_hash, first_contact_at, status_at) values (101, 7, 'AAAA0007', 'self', 'referred_on', 'week', "
	             "false, 'addiction', 'Lou', 'Marlow', 'marlow lou', %s, false, false, %s, 1795000000000, 1795000000000)",
		zip, byte);
	tables[0] = (struct route_table){intake_places_routes, intake_places_routes_n};
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, who);
}

static const char *at(struct test_db *t, const char *rest)
{
	return str_format(t->c->arena, "/c/%s/inquiries/%s/places%s", ID(NORTH), id_show(7).s, rest).p;
}

static struct places_given_rows given(struct test_db *t)
{
	struct places_given_rows rows;

	world_act(t, FRED, NORTH);
	assert_ok(places_given(world_look(t), &rows, .inquiry_id = {7}));
	return rows;
}

/* The first place offered on the page. */
static const char *tick(struct test_web *w, struct test_db *t, const char *rest)
{
	ptrdiff_t from = str_index(w->a->body, STR("name=\"facility\""));
	str tail, value;

	assert_true(from >= 0);
	tail = str_slice(w->a->body, (size_t)from, w->a->body.n);
	from = str_index(tail, STR("value=\""));
	assert_true(from >= 0);
	value = str_slice(tail, (size_t)from + 7, tail.n);
	value = str_slice(value, 0, str_find(value, '"', 0));
	return str_format(t->c->arena, "facility=%.*s%s", STR_ARG(value), rest).p;
}

static void places_near_the_zip_are_ticked_kept_as_they_were_and_printed_without_the_person(struct test_db *t)
{
	struct test_web w;
	struct places_given_rows rows;

	open_request(&w, t, "'78702'", FRED);
	web_get(&w, at(t, ""));
	assert_status(&w, 200);
	assert_shows(&w, "Elm House");
	assert_shows(&w, "Oak House");
	assert_false(web_shows(&w, "Far House"));
	web_post(&w, at(t, ""), tick(&w, t, "&note=Asked+for+Spanish"));
	assert_status(&w, 303);
	world_sql(t, "delete from directory_listing");
	rows = given(t);
	assert_int_equal(rows.n, 1);
	assert_true(str_ends(rows.v[0].name, "House"));
	assert_true(rows.v[0].distance.n > 0);
	assert_str(rows.v[0].note, "Asked for Spanish");
	assert_str(rows.v[0].account_name, "Fred Foster");
	web_get(&w, at(t, "/print"));
	assert_status(&w, 200);
	assert_shows(&w, "512-555-0100");
	assert_shows(&w, "SAMHSA directory 2022: call to confirm.");
	assert_shows(&w, "988");
	assert_shows(&w, "1-800-662-4357");
	assert_false(web_shows(&w, "Lou"));
	assert_false(web_shows(&w, "Marlow"));
	assert_false(web_shows(&w, "Spanish"));
	test_web_close(&w);
}

static void without_a_zip_one_is_asked_for(struct test_db *t)
{
	struct test_web w;

	open_request(&w, t, "null", FRED);
	web_get(&w, at(t, ""));
	assert_status(&w, 200);
	assert_shows(&w, "The request names no ZIP code");
	assert_false(web_shows(&w, "Elm House"));
	web_get(&w, at(t, "?near=78702&miles=25&for=addiction"));
	assert_shows(&w, "Elm House");
	web_get(&w, at(t, "?near=nowhere&miles=25"));
	assert_status(&w, 422);
	test_web_close(&w);
}

static void nothing_ticked_keeps_nothing_and_says_so(struct test_db *t)
{
	struct test_web w;

	open_request(&w, t, "'78702'", FRED);
	web_post(&w, at(t, ""), "note=For+later");
	assert_status(&w, 422);
	assert_shows(&w, "Tick at least one place.");
	assert_shows(&w, "For later");
	assert_int_equal(given(t).n, 0);
	test_web_close(&w);
}

static void a_request_that_was_closed_gets_no_places(struct test_db *t)
{
	struct test_web w;

	open_request(&w, t, "'78702'", FRED);
	world_sql(t, "update inquiry set status = 'closed', end_reason = 'not_real' where id = 7");
	web_get(&w, at(t, ""));
	web_post(&w, at(t, ""), tick(&w, t, ""));
	assert_status(&w, 422);
	assert_shows(&w, "This request has ended");
	assert_int_equal(given(t).n, 0);
	test_web_close(&w);
}

static void the_request_of_another_center_is_not_there(struct test_db *t)
{
	struct test_web w;

	open_request(&w, t, "'78702'", SUE);
	world_sql(t, "insert into inquiry_place_given (center_id, inquiry_id, id, facility_id, name, address, says, source, at, account_name) "
	             "values (101, 7, 1, 1, 'Elm House', 'Austin', 'Ask', 'A list', 1, 'Fred Foster')");
	for (int i = 0; i < 2; i++) {
		const char *center = i ? ID(SOUTH) : ID(NORTH);
		const char *address = str_format(t->c->arena, "/c/%s/inquiries/%s/places", center, id_show(7).s).p;

		web_get(&w, address);
		assert_status(&w, 404);
		web_get(&w, str_format(t->c->arena, "%s/print", address).p);
		assert_status(&w, 404);
		web_post(&w, address, "note=Mine");
		assert_status(&w, 404);
	}
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(places_near_the_zip_are_ticked_kept_as_they_were_and_printed_without_the_person),
	on_both(without_a_zip_one_is_asked_for),
	on_both(nothing_ticked_keeps_nothing_and_says_so),
	on_both(a_request_that_was_closed_gets_no_places),
	on_both(the_request_of_another_center_is_not_there),
};
TEST_GROUP(intake_places, tests)
