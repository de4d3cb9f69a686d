/* compress_test.c - what caches may keep goes out compressed to who takes that, and unpacks to the same words; nothing else does. */
#include <zlib.h>

#include "support/test_web.h"

static err put(struct ctx *c, size_t lines)
{
	buf_clear(c->out);
	for (size_t i = 0; i < lines; i++)
		buf_format(c->out, "<p>Line %zu of a page</p>\n", i);
	return OK;
}

static err long_page(struct ctx *c)
{
	TRY(put(c, 400));
	return send_body(c, 200, "text/html; charset=utf-8");
}

static err short_page(struct ctx *c)
{
	TRY(put(c, 3));
	return send_body(c, 200, "text/html; charset=utf-8");
}

static err picture(struct ctx *c)
{
	TRY(put(c, 400));
	return send_body(c, 200, "image/png");
}

static err tagged(struct ctx *c)
{
	TRY(put(c, 400));
	return send_if_changed(c, "application/rss+xml");
}

static err refused(struct ctx *c)
{
	TRY(put(c, 400));
	return send_body(c, 422, "text/html; charset=utf-8");
}

#define PUBLIC PERM_PUBLIC, JOURNAL_NONE, ROUTE_NO_TX | ROUTE_PUBLIC_CACHE, 0

static const struct route routes[] = {
	{METHOD_GET, "/long", long_page, PUBLIC},
	{METHOD_GET, "/short", short_page, PUBLIC},
	{METHOD_GET, "/picture", picture, PUBLIC},
	{METHOD_GET, "/feed", tagged, PUBLIC},
	{METHOD_GET, "/refused", refused, PUBLIC},
	{METHOD_GET, "/private", long_page, PERM_PUBLIC, JOURNAL_NONE, ROUTE_NO_TX, 0},
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

#define TAKES_GZIP "Accept-Encoding: gzip, deflate, br"
#define get(path, ...) web_send(&web, &(struct test_request){.target = (path), __VA_ARGS__})
#define assert_header(name, value) assert_str(answer_header(web.a, name), value)

static void assert_unpacks_to(str packed, str want)
{
	static char out[65536];
	z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n, .next_out = (Bytef *)out, .avail_out = sizeof(out)};

	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, want.n);
	assert_memory_equal(out, want.p, want.n);
	assert_int_equal(inflateEnd(&z), Z_OK);
}

static void a_public_page_is_a_fraction_of_its_size_and_unpacks_to_the_same(void **state)
{
	static char plain[65536];
	size_t n;

	(void)state;
	get("/long");
	assert_null(answer_header(web.a, "Content-Encoding").p);
	assert_header("Vary", "Accept-Encoding, X-Porchlight");
	n = web.a->body.n;
	memcpy(plain, web.a->body.p, n);
	get("/long", .headers = TAKES_GZIP);
	assert_status(&web, 200);
	assert_header("Content-Encoding", "gzip");
	assert_header("Vary", "Accept-Encoding, X-Porchlight");
	assert_header("Cache-Control", "public, max-age=60");
	assert_true(web.a->body.n < n / 4);
	assert_unpacks_to(web.a->body, (str){plain, n});
}

static void a_feed_keeps_a_tag_by_which_it_is_known(void **state)
{
	str tag;
	char header[200];

	(void)state;
	get("/feed", .headers = TAKES_GZIP);
	assert_header("Content-Encoding", "gzip");
	tag = answer_header(web.a, "ETag");
	assert_true(str_starts(tag, "W/\""));
	(void)snprintf(header, sizeof(header), "%s\nIf-None-Match: %.*s", TAKES_GZIP, STR_ARG(tag));
	get("/feed", .headers = header);
	assert_status(&web, 304);
	assert_int_equal(web.a->body.n, 0);
}

/* A page for one person holds tokens, and its length must not tell of them. */
static void short_pages_pictures_errors_and_pages_for_one_person_stay_as_they_are(void **state)
{
	static const char *const paths[] = {"/short", "/picture", "/refused", "/private"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		get(paths[i], .headers = TAKES_GZIP);
		assert_null(answer_header(web.a, "Content-Encoding").p);
		assert_true(str_starts(web.a->body, "<p>Line 0"));
	}
}

#define web_test(f) cmocka_unit_test_setup_teardown(f, open_web, close_web)
static const struct CMUnitTest tests[] = {
	web_test(a_public_page_is_a_fraction_of_its_size_and_unpacks_to_the_same),
	web_test(a_feed_keeps_a_tag_by_which_it_is_known),
	web_test(short_pages_pictures_errors_and_pages_for_one_person_stay_as_they_are),
};
TEST_GROUP(compress, tests)
