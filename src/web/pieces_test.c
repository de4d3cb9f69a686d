/* pieces_test.c - long bodies: whole, in parts, or not at all when the caller has them. */
#include "support/test_web.h"

#define SIZE 100000

/* Byte n is the n-th letter, over and over; no more than 1000 at once, and not over a multiple of 4096. */
static err read_letters(struct ctx *c, const void *arg, int64_t at, char *into, size_t room, size_t *got)
{
	if (str_is(str_of(arg), "breaks") && at >= 50000)
		return ERR_IO;
	while (str_is(str_of(arg), "eats"))
		(void)arena_alloc(c->arena, 100000);
	*got = (size_t)(4096 - at % 4096);
	if (*got > room)
		*got = room;
	if (*got > 1000)
		*got = 1000;
	for (size_t i = 0; i < *got; i++)
		into[i] = (char)('a' + (at + (int64_t)i) % 26);
	return OK;
}

static err letters(struct ctx *c)
{
	struct pieces *p = ARENA_NEW(c->arena, struct pieces);

	*p = (struct pieces){.type = "text/plain", .etag = STR("\"v1\""), .size = SIZE, .read = read_letters,
		.arg = str_z(c->arena, path_text(c, "how"))};
	response_header(c, "Cross-Origin-Resource-Policy", "cross-origin");
	return send_pieces(c, p);
}

static const struct route routes[] = {
	{METHOD_GET, "/letters/{how}", letters, PERM_PUBLIC, JOURNAL_NONE, ROUTE_NO_TX | ROUTE_PUBLIC_CACHE, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

static struct test_web web;

static int open_web(void **state)
{
	(void)state;
	test_web_open(&web, NULL, &table, 1);
	return 0;
}

static int close_web(void **state)
{
	(void)state;
	test_web_close(&web);
	return 0;
}

#define ask(...) web_send(&web, &(struct test_request){.target = "/letters/well", __VA_ARGS__})
#define assert_header(name, value) assert_str(answer_header(web.a, name), value)

static void assert_letters(int64_t from, size_t n)
{
	assert_int_equal(web.a->body.n, n);
	for (size_t i = 0; i < n; i++)
		if (web.a->body.p[i] != (char)('a' + (from + (int64_t)i) % 26))
			fail_msg("byte %zu is %c", i, web.a->body.p[i]);
}

static void a_long_body_comes_whole_and_says_that_parts_may_be_asked_for(void **state)
{
	(void)state;
	ask(0);
	assert_status(&web, 200);
	assert_header("Accept-Ranges", "bytes");
	assert_header("ETag", "\"v1\"");
	assert_header("Cross-Origin-Resource-Policy", "cross-origin");
	assert_header("Cache-Control", "public, max-age=60");
	assert_letters(0, SIZE);
}

static void a_part_is_206_with_its_place_and_size(void **state)
{
	(void)state;
	ask(.headers = "Range: bytes=5000-5009");
	assert_status(&web, 206);
	assert_header("Content-Range", "bytes 5000-5009/100000");
	assert_letters(5000, 10);
	ask(.headers = "Range: bytes=-3");
	assert_header("Content-Range", "bytes 99997-99999/100000");
	assert_letters(99997, 3);
	ask(.headers = "Range: bytes=0-");
	assert_status(&web, 206);
	assert_letters(0, SIZE);
	assert_header("Cache-Control", "no-store");
}

static void a_part_behind_the_end_is_416_and_has_no_body(void **state)
{
	(void)state;
	ask(.headers = "Range: bytes=100000-");
	assert_status(&web, 416);
	assert_header("Content-Range", "bytes */100000");
	assert_int_equal(web.a->body.n, 0);
}

static void a_part_of_another_version_is_the_whole_of_this_one(void **state)
{
	(void)state;
	ask(.headers = "Range: bytes=10-19\nIf-Range: \"v1\"");
	assert_status(&web, 206);
	ask(.headers = "Range: bytes=10-19\nIf-Range: \"v0\"");
	assert_status(&web, 200);
	assert_letters(0, SIZE);
	ask(.headers = "Range: bytes=10-19\nIf-Range: W/\"v1\"");
	assert_status(&web, 200);
	ask(.headers = "Range: bytes=10-19\nIf-Range: Mon, 23 Nov 2026 18:00:00 GMT");
	assert_status(&web, 200);
}

static void who_has_it_gets_no_body(void **state)
{
	(void)state;
	ask(.headers = "If-None-Match: \"v0\", W/\"v1\"");
	assert_status(&web, 304);
	assert_header("ETag", "\"v1\"");
	assert_int_equal(web.a->body.n, 0);
	ask(.headers = "If-None-Match: \"v1\"\nRange: bytes=0-5");
	assert_status(&web, 304);
}

static err piece_of(const char *target, const char *headers, int64_t at)
{
	const struct raw_request raw = {.method = STR("GET"), .target = str_of(target), .n_headers = 2,
		.headers = (const struct header[]){{STR("Host"), STR("a")}, {STR("Range"), str_of(headers)}}};
	char piece[65536];
	struct exchange *x;
	size_t got;
	err e;

	assert_int_equal(web_serve(&web.app, &raw, STR_NONE, &x)->status, 206);
	e = exchange_piece(x, at, piece, sizeof(piece), &got);
	exchange_close(x);
	return e;
}

static void what_fails_on_the_way_breaks_off_and_never_sends_other_bytes(void **state)
{
	(void)state;
	assert_int_equal(piece_of("/letters/breaks", "bytes=49990-50010", 0), OK);
	assert_int_equal(piece_of("/letters/breaks", "bytes=49990-50010", 10), ERR_IO);
	assert_int_equal(piece_of("/letters/well", "bytes=49990-49999", 10), ERR_BUG);
	assert_int_equal(piece_of("/letters/eats", "bytes=0-9", 0), ERR_BUSY);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(a_long_body_comes_whole_and_says_that_parts_may_be_asked_for, open_web, close_web),
	cmocka_unit_test_setup_teardown(a_part_is_206_with_its_place_and_size, open_web, close_web),
	cmocka_unit_test_setup_teardown(a_part_behind_the_end_is_416_and_has_no_body, open_web, close_web),
	cmocka_unit_test_setup_teardown(a_part_of_another_version_is_the_whole_of_this_one, open_web, close_web),
	cmocka_unit_test_setup_teardown(who_has_it_gets_no_body, open_web, close_web),
	cmocka_unit_test_setup_teardown(what_fails_on_the_way_breaks_off_and_never_sends_other_bytes, open_web, close_web),
};
TEST_GROUP(pieces, tests)
