/* finder_test.c - the finder as a browser meets it: places near, our own programs among them, what the address keeps, what is compared. */
#include <pthread.h>

#include "base/id.h"
#include "care/finder/finder_routes.h"
#include "care/finder/own.h"
#include "support/test_web.h"

#define HEAD "name1,name2,street1,street2,city,state,zip,phone,intake1,intake2,intake1a,intake2a,service_code_info\n"
#define ROW(name, zip, codes) name ",,12 Elm Street,,Austin,TX," zip ",512-555-0100,,,,,SA * " codes "\n"

struct search {
	struct test_db *t;
	struct test_web w;
};

static void bring(struct test_db *t, const char *text)
{
	struct directory_file file = {STR("sa_2022.csv"), {(const uint8_t *)text, strlen(text)}};
	struct directory_summary s;

	assert_ok(directory_import(t->c, &file, 1, STR_NONE, NULL, &s));
}

static void publish(struct test_db *t, int center)
{
	world_sql(t, "insert into program_profile (center_id, program_id, is_public, about, least_weeks, most_weeks, after_care, step_down, "
	             "school_work, start_rule, changed_at) "
	             "values (%d, 1, true, 'Evenings', 8, 12, '', '', '', 'session', 1)", center);
}

/* South stands in ZIP 78702, publishes its program, and one of its twelve seats is taken; North keeps its own to itself. */
static void open_finder(struct search *s, struct test_db *t, const char *directory)
{
	static struct route_table mine[1];

	s->t = t;
	world_make(t);
	t->c->db = t->db;
	access_local(t->c);
	if (directory)
		bring(t, directory);
	world_sql(t, "update center set zip = '78702', city = 'Austin', state = 'TX', phone = '512-555-0199' where id = 102");
	world_sql(t, "update center set zip = '78702' where id = 101");
	publish(t, 102);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (102, 1, 3006, 1, '2026-10-01', 1)");
	mine[0] = (struct route_table){finder_routes, finder_routes_n};
	test_web_open(&s->w, t->db, mine, 1);
	s->w.app.now = t->c->now;
}

static void end(struct search *s)
{
	test_web_close(&s->w);
}

#define TWELVE \
	ROW("A01", "78702", "OIT * MD") ROW("A02", "78702", "OIT * MD") ROW("A03", "78702", "OIT * MD") ROW("A04", "78702", "OIT * MD") \
	ROW("A05", "78702", "OIT * MD") ROW("A06", "78702", "OIT * MD") ROW("A07", "78702", "OIT * MD") ROW("A08", "78702", "OIT * MC") \
	ROW("A09", "78702", "OIT * MC") ROW("A10", "78702", "OIT * MC") ROW("A11", "78702", "OIT * MC") ROW("A12", "78702", "OIT * MC")

static int count(const struct search *s, const char *text)
{
	str body = s->w.a->body;
	int n = 0;

	for (ptrdiff_t at; (at = str_index(body, str_of(text))) >= 0; n++)
		body = str_slice(body, (size_t)at + 1, body.n);
	return n;
}

static void our_published_programs_stand_among_the_facilities_with_their_seats(struct test_db *t)
{
	struct search s;

	open_finder(&s, t, HEAD ROW("Elm House", "78702", "OIT * MD"));
	web_get(&s.w, "/find?near=78702&for=addiction");
	assert_status(&s.w, 200);
	assert_shows(&s.w, "2 places");
	assert_shows(&s.w, str_format(t->c->arena, "<a href=\"/programs/%s/%s\">Evening, Center 102</a></h3>", ID(SOUTH), id_show(1).s).p);
	assert_shows(&s.w, str_format(t->c->arena, "href=\"/ask?center=%s&amp;program=%s\"", ID(SOUTH), id_show(1).s).p);
	assert_shows(&s.w, "11 seats open now");
	assert_shows(&s.w, "Seats from our own rosters, counted");
	assert_shows(&s.w, "Elm House");
	assert_shows(&s.w, "SAMHSA directory 2022: call to confirm.");
	assert_false(web_shows(&s.w, "Center 101")); /* not published */
	web_get(&s.w, "/find?near=78702&for=teen");
	assert_false(web_shows(&s.w, "Evening, Center 102"));
	end(&s);
}

static void pages_follow_each_other_and_keep_what_was_asked(struct test_db *t)
{
	struct search s;
	str body, next;
	ptrdiff_t at;

	open_finder(&s, t, HEAD TWELVE);
	web_get(&s.w, "/find?near=78702&pays=medicaid&pays=medicare");
	assert_shows(&s.w, "12 places");
	assert_int_equal(count(&s, "class=\"pl-card pl-place"), 10);
	body = s.w.a->body;
	at = str_index(body, STR("rel=\"next\" href=\""));
	assert_true(at > 0);
	next = str_slice(body, (size_t)at + 17, str_find(body, '"', (size_t)at + 17));
	assert_true(str_index(next, STR("pays=medicaid&amp;pays=medicare")) > 0);
	at = str_index(next, STR("after="));
	web_get(&s.w, str_format(t->c->arena, "/find?near=78702&pays=medicaid&pays=medicare&%.*s",
		STR_ARG(str_slice(next, (size_t)at, next.n))).p);
	assert_int_equal(count(&s, "class=\"pl-card pl-place"), 2);
	assert_shows(&s.w, "Numbers 11 to 12.");
	assert_shows(&s.w, "rel=\"prev\"");
	end(&s);
}

static void the_next_start_can_come_first(struct test_db *t)
{
	struct search s;
	ptrdiff_t ours;

	open_finder(&s, t, HEAD ROW("Elm House", "78702", "OIT"));
	world_sql(t, "update center set zip = '78704' where id = 102");
	web_get(&s.w, "/find?near=78702");
	ours = str_index(s.w.a->body, STR("Evening, Center 102"));
	assert_true(ours > str_index(s.w.a->body, STR("Elm House")));
	web_get(&s.w, "/find?near=78702&sort=start");
	ours = str_index(s.w.a->body, STR("Evening, Center 102"));
	assert_true(ours > 0 && ours < str_index(s.w.a->body, STR("Elm House")));
	end(&s);
}

static void a_place_nobody_knows_is_kept_and_cities_are_suggested(struct test_db *t)
{
	struct search s;

	open_finder(&s, t, NULL);
	web_get(&s.w, "/find?near=Austn,+TX");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "value=\"Austn, TX\"");
	assert_shows(&s.w, "<title>Error:");
	assert_shows(&s.w, "near=Austin%2C%20TX");
	web_get(&s.w, "/find?near=Springfield");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Springfield, IL");
	web_get(&s.w, "/find?near=%3Cscript%3E");
	assert_status(&s.w, 422);
	assert_false(web_shows(&s.w, "<script>"));
	assert_shows(&s.w, "&lt;script&gt;");
	end(&s);
}

static void without_a_result_the_way_on_is_shown(struct test_db *t)
{
	struct search s;

	open_finder(&s, t, HEAD ROW("Elm House", "78702", "OIT"));
	web_get(&s.w, "/find?near=99929&for=addiction");
	assert_status(&s.w, 200);
	assert_shows(&s.w, "Nothing found");
	assert_shows(&s.w, "near=99929&amp;for=addiction&amp;miles=100");
	assert_shows(&s.w, "1-800-662-4357");
	assert_shows(&s.w, "tel:988");
	assert_shows(&s.w, "The nearest that fits");
	web_get(&s.w, "/find?near=78702&for=teen");
	assert_shows(&s.w, "Nothing found");
	assert_shows(&s.w, "near=78702&amp;for=addiction"); /* what else there is near */
	end(&s);
}

static void a_search_costs_few_statements_and_no_cookie(struct test_db *t)
{
	struct search s;
	str timing;

	open_finder(&s, t, HEAD TWELVE);
	s.w.app.finder = finder_memory_open();
	s.w.app.directory = directory_memory_open();
	s.w.app.timing = true;
	web_get(&s.w, "/find?near=78702"); /* counts and reads the directory */
	web_get(&s.w, "/find?near=78702");
	timing = answer_header(s.w.a, "Server-Timing");
	assert_true(str_index(timing, STR("desc=\"3 statements\"")) > 0);
	assert_str(answer_header(s.w.a, "Cache-Control"), "public, max-age=60");
	assert_null(answer_header(s.w.a, "Set-Cookie").p);
	end(&s);
	finder_memory_close(s.w.app.finder);
	directory_memory_close(s.w.app.directory);
}

static void what_was_counted_is_counted_again_after_a_minute(struct test_db *t)
{
	struct search s;

	open_finder(&s, t, NULL);
	s.w.app.finder = finder_memory_open();
	web_get(&s.w, "/find?near=78702");
	assert_shows(&s.w, "11 seats open now");
	world_sql(t, "update track set seats = 5 where center_id = 102");
	s.w.app.now.ms += 59000;
	web_get(&s.w, "/find?near=78702");
	assert_shows(&s.w, "11 seats open now");
	s.w.app.now.ms += 1000;
	web_get(&s.w, "/find?near=78702");
	assert_shows(&s.w, "4 seats open now");
	end(&s);
	finder_memory_close(s.w.app.finder);
}

#define MANY 6

struct reader {
	struct search *s;
	pthread_t thread;
	instant now, counted_at;
};

static void *read_count(void *arg)
{
	struct reader *r = arg;
	struct ctx *c = test_ctx();
	const struct own_programs *own;

	c->now = r->now;
	c->finder = r->s->w.app.finder;
	if (db_read_begin(c, r->s->t->db) == OK && own_programs(c->tx, &own) == OK)
		r->counted_at = own->counted_at;
	test_ctx_free(c);
	return NULL;
}

static void requests_that_come_at_once_count_once_between_them(struct test_db *t)
{
	struct reader r[MANY];
	struct search s;

	open_finder(&s, t, NULL);
	s.w.app.finder = finder_memory_open();
	for (int round = 0; round < 2; round++) { /* with nothing counted before, and with a count grown old */
		for (int i = 0; i < MANY; i++) {
			r[i] = (struct reader){.s = &s, .now = {s.w.app.now.ms + round * MS_PER_HOUR + i}};
			assert_int_equal(pthread_create(&r[i].thread, NULL, read_count, &r[i]), 0);
		}
		for (int i = 0; i < MANY; i++)
			pthread_join(r[i].thread, NULL);
		for (int i = 0; i < MANY; i++)
			assert_int_equal(r[i].counted_at.ms, r[0].counted_at.ms);
		assert_true(r[0].counted_at.ms >= r[0].now.ms);
	}
	end(&s);
	finder_memory_close(s.w.app.finder);
}

/* The id of the facility of this name, from the link on the page in hand. */
static const char *facility(struct search *s, const char *name)
{
	str body = s->w.a->body;
	ptrdiff_t at = str_index(body, str_format(s->t->c->arena, "\">%s</a></h3>", name));
	size_t from;

	assert_true(at > 0);
	from = (size_t)at;
	while (memcmp(body.p + from, "/find/", 6) != 0)
		from--;
	return str_z(s->t->c->arena, str_slice(body, from + 6, from + 19));
}

static void a_facility_says_what_its_codes_answer_and_asks_the_rest(struct test_db *t)
{
	struct search s;
	const char *id;

	open_finder(&s, t, HEAD ROW("Elm House", "78702", "OIT * MD * CBT"));
	web_get(&s.w, "/find?near=78702");
	id = facility(&s, "Elm House");
	web_get(&s.w, str_format(t->c->arena, "/find/%s?near=78702", id).p);
	assert_status(&s.w, 200);
	assert_shows(&s.w, "itemtype=\"https://schema.org/MedicalClinic\"");
	assert_shows(&s.w, "How long do people stay?");
	assert_shows(&s.w, "href=\"tel:+15125550100\"");
	assert_shows(&s.w, "512-555-0100");
	assert_shows(&s.w, "How many weeks does the program usually last");
	assert_shows(&s.w, "near=78702\">Back to the results");
	web_get(&s.w, "/find/0000000000001");
	assert_status(&s.w, 404);
	end(&s);
}

static void facilities_and_our_programs_are_compared_and_taken_out_by_links(struct test_db *t)
{
	struct search s;
	const char *a, *b, *both;

	open_finder(&s, t, HEAD ROW("Elm House", "78702", "OIT * MD") ROW("Oak House", "78704", "OIT * MC"));
	web_get(&s.w, "/find?near=78702");
	a = facility(&s, "Elm House");
	b = facility(&s, "Oak House");
	both = str_format(t->c->arena, "/find/compare?with=%s&with=%s&with=%s.%s&with=%s&near=78702", a, b, ID(SOUTH), id_show(1).s, a).p;
	web_get(&s.w, both);
	assert_status(&s.w, 200);
	assert_int_equal(count(&s, "scope=\"col\""), 3); /* the same one twice is one */
	assert_shows(&s.w, "Evening, Center 102");
	assert_shows(&s.w, "11 seats open now");
	assert_shows(&s.w, "Usually 8 to 12 weeks");
	assert_shows(&s.w, str_format(t->c->arena, "/find/compare?with=%s&amp;with=%s&amp;near=78702", a, b).p);
	web_get(&s.w, str_format(t->c->arena, "/find/call-sheet?with=%s", a).p);
	assert_shows(&s.w, "Elm House");
	assert_int_equal(count(&s, "class=\"pl-sheet\""), 1);
	web_get(&s.w, str_format(t->c->arena, "/find/call-sheet?with=%s.%s", ID(SOUTH), id_show(1).s).p);
	assert_shows(&s.w, "Our own page says:");
	assert_shows(&s.w, "Usually 8 to 12 weeks");
	web_get(&s.w, str_format(t->c->arena, "/find/compare?with=%s.%s", ID(NORTH), id_show(1).s).p);
	assert_shows(&s.w, "Nothing to compare yet"); /* it is not published */
	web_get(&s.w, "/find/call-sheet");
	assert_shows(&s.w, "I spoke with");
	assert_int_equal(count(&s, "class=\"pl-sheet__notes\""), 9);
	web_get(&s.w, "/find/compare?with=nonsense&with=1.2.3");
	assert_shows(&s.w, "Nothing to compare yet");
	end(&s);
}

static void only_the_search_may_ask_where_somebody_is(struct test_db *t)
{
	struct search s;

	open_finder(&s, t, NULL);
	web_get(&s.w, "/find");
	assert_true(str_index(answer_header(s.w.a, "Permissions-Policy"), STR("geolocation=(self)")) > 0);
	web_get(&s.w, "/find/compare");
	assert_true(str_index(answer_header(s.w.a, "Permissions-Policy"), STR("geolocation=()")) > 0);
	end(&s);
}

static const struct CMUnitTest tests[] = {
	on_both(our_published_programs_stand_among_the_facilities_with_their_seats),
	on_both(pages_follow_each_other_and_keep_what_was_asked),
	on_both(the_next_start_can_come_first),
	on_both(a_place_nobody_knows_is_kept_and_cities_are_suggested),
	on_both(without_a_result_the_way_on_is_shown),
	on_both(a_search_costs_few_statements_and_no_cookie),
	on_both(what_was_counted_is_counted_again_after_a_minute),
	on_both(requests_that_come_at_once_count_once_between_them),
	on_both(a_facility_says_what_its_codes_answer_and_asks_the_rest),
	on_both(facilities_and_our_programs_are_compared_and_taken_out_by_links),
	on_both(only_the_search_may_ask_where_somebody_is),
};
TEST_GROUP(finder, tests)
