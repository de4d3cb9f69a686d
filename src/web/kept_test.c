/* kept_test.c - the same page for many is made once; what somebody else must not see, or what has changed, is made anew. */
#include "web/kept.h"

#include <pthread.h>
#include <stdatomic.h>

#include "support/test_web.h"

static atomic_int made; /* how often a handler ran */

static err put(struct ctx *c)
{
	buf_format(c->out, "<p>made %d</p>", atomic_fetch_add(&made, 1) + 1);
	return send_body(c, 200, "text/html; charset=utf-8");
}

static err put_long(struct ctx *c)
{
	int64_t n = 0;

	(void)str_to_int(query_text(c, "bytes"), &n);
	TRY(put(c));
	for (int64_t i = 0; i < n; i += 10)
		buf_z(c->out, "0123456789");
	return send_body(c, 200, "text/html; charset=utf-8");
}

static err refuses(struct ctx *c)
{
	TRY(put(c));
	return ERR_BUSY;
}

static err leaves_a_cookie(struct ctx *c)
{
	response_header(c, "Set-Cookie", "a=b");
	return put(c);
}

static err forbids(struct ctx *c)
{
	response_header(c, "Cache-Control", "no-store");
	return put(c);
}

/* Breaks the rule of its flag: knows who asks. */
static err knows_somebody(struct ctx *c)
{
	struct actor *a = ARENA_NEW(c->arena, struct actor);

	a->person.v = 7;
	c->actor = a;
	return put(c);
}

static err shows_somebody(struct ctx *c)
{
	journal_saw(c, (person_id){7});
	return put(c);
}

static err holds(struct ctx *c); /* the page until the gate opens */

#define OPEN PERM_PUBLIC, JOURNAL_NONE
#define PUBLIC OPEN, ROUTE_NO_TX | ROUTE_PUBLIC_CACHE, 0
static const struct route routes[] = {
	{METHOD_GET, "/page", put, PUBLIC},
	{METHOD_GET, "/long", put_long, PUBLIC},
	{METHOD_GET, "/refuses", refuses, PUBLIC},
	{METHOD_GET, "/cookie", leaves_a_cookie, PUBLIC},
	{METHOD_GET, "/forbids", forbids, PUBLIC},
	{METHOD_GET, "/knows", knows_somebody, PUBLIC},
	{METHOD_GET, "/shows", shows_somebody, PUBLIC},
	{METHOD_GET, "/holds", holds, PUBLIC},
	{METHOD_GET, "/own", put, OPEN, ROUTE_NO_TX, 0},
	{METHOD_POST, "/page", put, OPEN, ROUTE_NO_TX, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

static struct test_web web;

static int open_web(void **state)
{
	(void)state;
	test_web_open(&web, NULL, &table, 1);
	web.app.kept = kept_memory_open();
	web.app.now = (instant){1000000};
	atomic_store(&made, 0);
	return 0;
}

static int close_web(void **state)
{
	struct kept_memory *m = web.app.kept;

	(void)state;
	test_web_close(&web);
	kept_memory_close(m);
	return 0;
}

#define get(path, ...) web_send(&web, &(struct test_request){.target = (path), __VA_ARGS__})

static int made_by(const char *path, const char *headers)
{
	int before = atomic_load(&made);

	web_send(&web, &(struct test_request){.target = path, .headers = headers});
	return atomic_load(&made) - before;
}

/* ---- what is kept ------------------------------------------------------------------------------------------------ */

static void the_same_page_asked_for_again_at_once_is_made_once(void **state)
{
	(void)state;
	assert_int_equal(made_by("/page?a=1", NULL), 1);
	for (int i = 0; i < 3; i++)
		assert_int_equal(made_by("/page?a=1", NULL), 0);
	assert_status(&web, 200);
	assert_str(web.a->body, "<p>made 1</p>");
	assert_str(answer_header(web.a, "Content-Type"), "text/html; charset=utf-8");
	assert_str(answer_header(web.a, "Cache-Control"), "public, max-age=60");
	assert_str(answer_header(web.a, "X-Content-Type-Options"), "nosniff");
}

static void after_three_seconds_it_is_made_anew(void **state)
{
	(void)state;
	assert_int_equal(made_by("/page", NULL), 1);
	web.app.now.ms += KEPT_MS - 1;
	assert_int_equal(made_by("/page", NULL), 0);
	web.app.now.ms += 1;
	assert_int_equal(made_by("/page", NULL), 1);
	assert_str(web.a->body, "<p>made 2</p>");
	web.app.now.ms -= KEPT_MS; /* the clock was set back */
	assert_int_equal(made_by("/page", NULL), 1);
}

static void another_query_host_connection_or_coding_is_another_page(void **state)
{
	(void)state;
	assert_int_equal(made_by("/page", NULL), 1);
	assert_int_equal(made_by("/page?a=1", NULL), 1);
	assert_int_equal(made_by("/page", "Accept-Encoding: gzip"), 1);
	web.host = "other.example";
	assert_int_equal(made_by("/page", NULL), 1);
	web.tls = true;
	assert_int_equal(made_by("/page", NULL), 1);
	assert_int_equal(made_by("/page", NULL), 0);
}

static void a_compressed_page_is_kept_compressed(void **state)
{
	str first;

	(void)state;
	(void)made_by("/long?bytes=5000", "Accept-Encoding: gzip");
	assert_str(answer_header(web.a, "Content-Encoding"), "gzip");
	first = str_copy(&web.app.arena, web.a->body);
	assert_int_equal(made_by("/long?bytes=5000", "Accept-Encoding: gzip"), 0);
	assert_str(answer_header(web.a, "Content-Encoding"), "gzip");
	assert_true(str_eq(web.a->body, first));
	(void)made_by("/long?bytes=5000", NULL);
	assert_null(answer_header(web.a, "Content-Encoding").p);
}

static void each_request_says_what_it_cost_itself(void **state)
{
	(void)state;
	web.app.timing = true;
	(void)made_by("/page", NULL);
	assert_non_null(answer_header(web.a, "Server-Timing").p);
	assert_int_equal(made_by("/page", NULL), 0);
	assert_true(str_index(answer_header(web.a, "Server-Timing"), STR("0 statements")) > 0);
	web.app.timing = false;
	assert_int_equal(made_by("/page", NULL), 0);
	assert_null(answer_header(web.a, "Server-Timing").p);
}

static void what_is_kept_stays_within_its_bounds_and_the_oldest_goes_first(void **state)
{
	char path[64];

	(void)state;
	for (int i = 0; i < 200; i++) {
		(void)snprintf(path, sizeof(path), "/long?bytes=100000&n=%d", i);
		assert_int_equal(made_by(path, NULL), 1);
		assert_true(kept_memory_size(web.app.kept) <= KEPT_MOST);
	}
	assert_true(kept_memory_size(web.app.kept) > KEPT_MOST / 2);
	assert_int_equal(made_by("/long?bytes=100000&n=199", NULL), 0);
	assert_int_equal(made_by("/long?bytes=100000&n=0", NULL), 1);
	assert_int_equal(made_by("/long?bytes=300000", NULL), 1); /* longer than one may be */
	assert_int_equal(made_by("/long?bytes=300000", NULL), 1);
}

static void an_answer_on_its_way_stays_whole_when_it_is_kept_no_longer(void **state)
{
	struct header host = {STR("Host"), STR("localhost:8080")};
	struct raw_request raw = {.method = STR("GET"), .target = STR("/page"), .headers = &host, .n_headers = 1, .address = STR("127.0.0.1")};
	const struct answer *slow;
	struct exchange *x;

	(void)state;
	(void)made_by("/page", NULL);
	slow = web_serve(&web.app, &raw, STR(""), &x);
	web.app.now.ms += KEPT_MS;
	assert_int_equal(made_by("/page", NULL), 1);
	assert_str(slow->body, "<p>made 1</p>");
	exchange_close(x);
}

/* ---- what is not ------------------------------------------------------------------------------------------------- */

static void who_brings_a_cookie_gets_nothing_kept_and_leaves_nothing(void **state)
{
	(void)state;
	assert_int_equal(made_by("/page", "Cookie: porchlight=x"), 1);
	assert_int_equal(kept_memory_size(web.app.kept), 0);
	assert_int_equal(made_by("/page", NULL), 1);
	assert_int_equal(made_by("/page", "Cookie: other=y"), 1);
	assert_str(web.a->body, "<p>made 3</p>");
	assert_int_equal(made_by("/page", NULL), 0);
	assert_str(web.a->body, "<p>made 2</p>");
}

static void a_request_for_a_part_or_for_news_is_answered_by_itself(void **state)
{
	static const char *const headers[] = {"X-Porchlight: fragment", "Range: bytes=0-3", "If-None-Match: \"a\"", "If-Range: \"a\"",
		"Authorization: Basic YTpi"};

	(void)state;
	(void)made_by("/page", NULL);
	for (size_t i = 0; i < COUNT_OF(headers); i++)
		assert_int_equal(made_by("/page", headers[i]), 1);
}

static void only_good_pages_of_routes_that_say_so_are_kept(void **state)
{
	static const char *const paths[] = {"/own", "/refuses", "/cookie", "/forbids"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		assert_int_equal(made_by(paths[i], NULL), 1);
		assert_int_equal(made_by(paths[i], NULL), 1);
	}
	get("/page", .body = "a=b");
	assert_int_equal(kept_memory_size(web.app.kept), 0);
}

/* Should a route ever have the flag that must not. */
static void a_page_that_knows_or_shows_a_person_is_never_kept(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(made_by("/knows", NULL), 1);
		assert_int_equal(made_by("/shows", NULL), 1);
	}
	assert_int_equal(kept_memory_size(web.app.kept), 0);
}

static void without_a_memory_every_page_is_made(void **state)
{
	struct kept_memory *m = web.app.kept;

	(void)state;
	web.app.kept = NULL;
	assert_int_equal(made_by("/page", NULL), 1);
	assert_int_equal(made_by("/page", NULL), 1);
	web.app.kept = m;
}

/* ---- many at once ------------------------------------------------------------------------------------------------ */

#define MANY 8

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool fails;

static err holds(struct ctx *c)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	TRY(put(c));
	return atomic_load(&fails) ? ERR_BUSY : OK;
}

static void *ask(void *arg)
{
	struct header host = {STR("Host"), STR("localhost:8080")};
	struct raw_request raw = {.method = STR("GET"), .target = STR("/holds"), .headers = &host, .n_headers = 1, .address = STR("127.0.0.1")};
	struct exchange *x;

	*(int *)arg = web_serve(&web.app, &raw, STR(""), &x)->status;
	exchange_close(x);
	return NULL;
}

/* The page is held back until all have been sent on their way. */
static void many_ask(int status)
{
	pthread_t threads[MANY];
	int said[MANY];

	pthread_mutex_lock(&gate);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask, &said[i]), 0);
	pthread_mutex_unlock(&gate);
	for (size_t i = 0; i < MANY; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(said[i], status);
}

static void what_many_ask_for_at_once_is_made_by_one_of_them(void **state)
{
	(void)state;
	atomic_store(&fails, false);
	many_ask(200);
	assert_int_equal(atomic_load(&made), 1);
}

static void when_it_cannot_be_made_each_is_told_so_and_nothing_stays(void **state)
{
	(void)state;
	atomic_store(&fails, true);
	many_ask(503);
	assert_int_equal(atomic_load(&made), MANY);
	assert_int_equal(kept_memory_size(web.app.kept), 0);
}

#define WITH_WEB(test) cmocka_unit_test_setup_teardown(test, open_web, close_web)
static const struct CMUnitTest tests[] = {
	WITH_WEB(the_same_page_asked_for_again_at_once_is_made_once),
	WITH_WEB(after_three_seconds_it_is_made_anew),
	WITH_WEB(another_query_host_connection_or_coding_is_another_page),
	WITH_WEB(a_compressed_page_is_kept_compressed),
	WITH_WEB(each_request_says_what_it_cost_itself),
	WITH_WEB(what_is_kept_stays_within_its_bounds_and_the_oldest_goes_first),
	WITH_WEB(an_answer_on_its_way_stays_whole_when_it_is_kept_no_longer),
	WITH_WEB(who_brings_a_cookie_gets_nothing_kept_and_leaves_nothing),
	WITH_WEB(a_request_for_a_part_or_for_news_is_answered_by_itself),
	WITH_WEB(only_good_pages_of_routes_that_say_so_are_kept),
	WITH_WEB(a_page_that_knows_or_shows_a_person_is_never_kept),
	WITH_WEB(without_a_memory_every_page_is_made),
	WITH_WEB(what_many_ask_for_at_once_is_made_by_one_of_them),
	WITH_WEB(when_it_cannot_be_made_each_is_told_so_and_nothing_stays),
};
TEST_GROUP(kept, tests)
