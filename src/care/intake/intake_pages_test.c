/* intake_pages_test.c - the desk's pages without a script: who is called when a seat opens, in the order of the law, and when admission
 * asks who somebody is. The world stands on Monday 23 November 2026 at center North. */
#include "base/id.h"
#include "care/intake/intake.h"
#include "care/intake/intake_routes.h"
#include "support/test_web.h"

static struct route_table tables[3];

static void open_desk(struct test_web *w, struct test_db *t)
{
	world_make(t);
	tables[0] = (struct route_table){intake_list_routes, intake_list_routes_n};
	tables[1] = (struct route_table){intake_admit_routes, intake_admit_routes_n};
	tables[2] = (struct route_table){intake_one_routes, intake_one_routes_n};
	test_web_open(w, t->db, tables, COUNT_OF(tables));
	web_sign_in(w, t, FRED);
}

static void put_request(struct test_db *t, int id, const char *given, const char *status)
{
	world_sql(t, "insert into inquiry (center_id, id, code, kind, status, urgency, danger, given, family, folded, birth_on, phone, "
	             "phone_digits, email, guardian_call, silent, body_hash, first_contact_at, status_at) values (101, %d, 'CODE%04d', 'self', "
	             "'%s', 'week', false, '%s', 'Lane', 'lane', '2000-05-01', '512-555-0110', '5125550110', 'lane@example.org', false, "
	             "false, %s, 1, 1)",
		id, id, status, given, db_engine(t->db) == DB_SQLITE ? "x'00'" : "'\\x00'::bytea");
}

static void put_waiting(struct test_db *t, int id, const char *given, const char *priority, int since)
{
	put_request(t, id, given, "waiting_list");
	world_sql(t, "insert into waiting_place (center_id, inquiry_id, track_id, priority, reason, since_at) "
	             "values (101, %d, 1, '%s', 'Full', %d)",
		id, priority, since);
}

static const char *north(struct test_db *t, const char *rest)
{
	return str_format(t->c->arena, "/c/%s/inquiries%s", ID(NORTH), rest).p;
}

static ptrdiff_t place_of(const struct test_web *w, const char *word)
{
	ptrdiff_t at = str_index(w->a->body, str_of(word));

	assert_true(at >= 0);
	return at;
}

static void an_open_seat_asks_to_get_in_touch_with_whoever_is_next_until_it_is_taken(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t);
	world_sql(t, "update track set seats = 1 where center_id = 101 and id = 1");
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (101, 1, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	put_waiting(t, 6131, "Ada", "usual", 100);
	put_waiting(t, 6132, "Bea", "soon", 300);
	web_get(&w, north(t, "/waiting"));
	assert_status(&w, 200);
	assert_shows(&w, "Bea Lane");
	assert_false(web_shows(&w, "A seat is open: get in touch"));
	web_get(&w, north(t, ""));
	assert_false(web_shows(&w, "A seat is open: get in touch"));
	world_sql(t, "update enrollment set to_on = '2026-11-22' where id = 1");
	web_get(&w, north(t, ""));
	assert_shows(&w, "A seat is open: get in touch");
	assert_true(place_of(&w, "A seat is open") < place_of(&w, "Bea Lane"));
	web_get(&w, north(t, "/waiting"));
	assert_shows(&w, "1 seat open");
	assert_true(place_of(&w, "Bea Lane") < place_of(&w, "A seat is open: get in touch"));
	assert_true(place_of(&w, "A seat is open: get in touch") < place_of(&w, "Ada Lane")); /* only whoever is next */
	world_sql(t, "update enrollment set to_on = null where id = 1");
	web_get(&w, north(t, ""));
	assert_false(web_shows(&w, "A seat is open: get in touch"));
	test_web_close(&w);
}

static void the_waiting_list_is_in_the_order_of_45_cfr_96_131(struct test_db *t)
{
	static const char *const order[] = {"pregnant_injecting", "pregnant", "injecting", "first", "soon", "usual"};
	struct waiting_tracks w;

	world_make(t);
	for (int i = 0; i < (int)COUNT_OF(order); i++) /* who has waited longest is the least pressing */
		put_waiting(t, 6140 + i, "Kim", order[i], 1000 - 100 * i);
	world_act(t, FRED, NORTH);
	assert_ok(intake_waiting(world_look(t), &w));
	assert_int_equal(w.n, 1);
	assert_int_equal(w.v[0].n, COUNT_OF(order));
	for (int i = 0; i < (int)COUNT_OF(order); i++)
		assert_int_equal(w.v[0].v[i].inquiry_id.v, 6140 + i);
}

static const char *admit_page(struct test_db *t)
{
	return north(t, str_format(t->c->arena, "/%s/admit", id_show(6131).s).p);
}

static void one_shared_phone_number_is_a_hint_and_no_stop(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t);
	put_request(t, 6131, "Ada", "accepted");
	world_sql(t, "update person set phone = '(512) 555-0110', birth_on = '1970-01-01' where id = %d", 1000 + PAT);
	web_get(&w, admit_page(t));
	assert_status(&w, 200);
	assert_shows(&w, "Only the phone number is the same. Families share phones.");
	assert_shows(&w, "value=\"new\" checked");
	/* The same number and address, but somebody born on another day: the family's still. */
	world_sql(t, "update person set email = 'lane@example.org' where id = %d", 1000 + PAT);
	web_get(&w, admit_page(t));
	assert_shows(&w, "Same phone number and email address");
	assert_shows(&w, "value=\"new\" checked");
	test_web_close(&w);
}

static void whoever_is_likely_the_one_is_asked_about(struct test_db *t)
{
	struct test_web w;

	open_desk(&w, t);
	put_request(t, 6131, "Pát", "accepted");
	world_sql(t, "update person set phone = '(512) 555-0110', birth_on = null where id = %d", 1000 + PAT);
	web_get(&w, admit_page(t));
	assert_shows(&w, "Same given name and phone number");
	assert_false(web_shows(&w, "value=\"new\" checked"));
	web_post(&w, admit_page(t), "version=1&given=Pat&family=Lane&program=x&start=2026-11-23");
	assert_status(&w, 422);
	world_sql(t, "update person set birth_on = '1970-01-01' where id = %d", 1000 + PAT);
	web_get(&w, admit_page(t));
	assert_shows(&w, "value=\"new\" checked"); /* born on another day */
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(an_open_seat_asks_to_get_in_touch_with_whoever_is_next_until_it_is_taken),
	on_both(the_waiting_list_is_in_the_order_of_45_cfr_96_131),
	on_both(one_shared_phone_number_is_a_hint_and_no_stop),
	on_both(whoever_is_likely_the_one_is_asked_about),
};
TEST_GROUP(intake_pages, tests)
