/* serve_test.c - what every request meets before and after its handler, without a database. */
#include "web/serve.h"

#include <unistd.h>

#include "base/stream.h"
#include "support/test_web.h"

/* ---- handlers ---------------------------------------------------------------------------------------------------- */

static void tpl_note(struct ctx *c, str note)
{
	buf_format(c->out, "<p>%.*s|%.*s|%.*s</p>", STR_ARG(note), STR_ARG(request_notice(c)), STR_ARG(request_address(c)));
}

static err note_show(struct ctx *c)
{
	return page(c, tpl_note, query_text(c, "q"));
}

static err note_save(struct ctx *c)
{
	static const struct field f = {"note", "Note", .required = true, .max = 20};
	str note = form_text(c, &f);

	if (problems_end(c) != OK)
		return page_again(c, tpl_note, form_raw(c, "note"));
	return redirect(c, url_with(c, url_literal("/note"), "q", note), STR("Saved, Dana"));
}

static err fails(struct ctx *c)
{
	int64_t e;

	if (!str_to_int(path_text(c, "error"), &e))
		return ERR_NOT_FOUND;
	response_header(c, "X-From-Handler", "1");
	if (query_text(c, "later").p)
		response_header(c, "Retry-After", "900");
	buf_z(c->out, "half a page");
	if (e == ERR_INVALID)
		return problem(c, "title", "Enter a \"title\"");
	return query_text(c, "why").p ? ctx_fail(c, (err)e, "secret detail") : (err)e;
}

static err eats_memory(struct ctx *c)
{
	buf_z(c->out, "half a page");
	for (;;)
		memset(arena_alloc(c->arena, 100000), 1, 100000);
	return OK;
}

static err takes_files(struct ctx *c)
{
	struct upload u;

	if (!form_upload(c, "file", 0, &u))
		FAIL(c, ERR_INVALID, "Choose a file.");
	buf_format(c->out, "%.*s %lld %.*s", STR_ARG(u.filename), (long long)u.size, STR_ARG(form_raw(c, "note")));
	return send_body(c, 200, "text/plain");
}

static err gives_rows(struct ctx *c)
{
	struct sink s;
	int64_t rows = 0;

	(void)str_to_int(query_text(c, "rows"), &rows);
	send_sink(c, &s);
	for (int64_t i = 0; i < rows; i++)
		SINK_LIT(&s, "0123456789abcde\n");
	TRY(sink_end(&s));
	return send_file(c, "text/csv", "roster \"x\"\r\n.csv");
}

static err api_echo(struct ctx *c)
{
	buf_str(c->out, request_body(c));
	return send_body(c, 200, "application/json");
}

static err url_part(struct ctx *c)
{
	buf_str(c->out, path_text(c, "part"));
	return send_body(c, 200, "text/plain");
}

#define OPEN PERM_PUBLIC, JOURNAL_NONE
static const struct route routes[] = {
        {METHOD_GET, "/note", note_show, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/note", note_save, OPEN, ROUTE_NO_TX, 2000},
        {METHOD_GET, "/public", note_show, OPEN, ROUTE_NO_TX | ROUTE_PUBLIC_CACHE, 0},
        {METHOD_GET, "/fails/{error}", fails, OPEN, ROUTE_NO_TX, 0},
        {METHOD_GET, "/api/fails/{error}", fails, OPEN, ROUTE_NO_TX | ROUTE_API, 0},
        {METHOD_GET, "/hungry", eats_memory, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/files", takes_files, OPEN, ROUTE_NO_TX | ROUTE_UPLOAD, 100000},
        {METHOD_GET, "/rows", gives_rows, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/api/echo", api_echo, OPEN, ROUTE_NO_TX | ROUTE_API, 0},
        {METHOD_GET, "/part/{part}", url_part, OPEN, ROUTE_NO_TX, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

static struct test_web web; /* one at a time */

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

#define with_web(f) cmocka_unit_test_setup_teardown(f, open_web, close_web)
#define send(...) web_send(&web, &(struct test_request){__VA_ARGS__})
#define assert_header(name, value) assert_str(answer_header(web.a, name), value)
#define assert_no_header(name) assert_null(answer_header(web.a, name).p)

/* ---- routes ------------------------------------------------------------------------------------------------------ */

static void a_page_is_html_that_nobody_keeps(void **state)
{
	(void)state;
	web_get(&web, "/note?q=hello+world");
	assert_status(&web, 200);
	assert_shows(&web, "<p>hello world||127.0.0.1</p>");
	assert_header("Content-Type", "text/html; charset=utf-8");
	assert_header("Cache-Control", "no-store");
	assert_false(web.a->close);
}

static void every_answer_carries_the_security_headers(void **state)
{
	static const char *const targets[] = {"/note", "/missing", "/fails/1", "/hungry", "/api/fails/3", "/rows", "relative"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(targets); i++) {
		web_get(&web, targets[i]);
		assert_header("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
			"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
		assert_header("X-Content-Type-Options", "nosniff");
		assert_header("Referrer-Policy", "same-origin");
		assert_header("Cross-Origin-Opener-Policy", "same-origin");
		assert_no_header("Strict-Transport-Security");
		web.tls = true;
		web_get(&web, targets[i]);
		web.tls = false;
	}
	web.tls = true;
	web_get(&web, "/note");
	assert_header("Strict-Transport-Security", "max-age=31536000");
}

static void an_unknown_address_is_404_and_a_wrong_method_405_with_those_allowed(void **state)
{
	(void)state;
	web_get(&web, "/nothing");
	assert_status(&web, 404);
	assert_no_header("Allow");
	send(.method = "DELETE", .target = "/note");
	assert_status(&web, 405);
	assert_header("Allow", "GET, HEAD, POST");
	send(.target = "/rows", .body = "");
	assert_status(&web, 405);
	assert_header("Allow", "GET, HEAD");
	web_get(&web, "/files");
	assert_status(&web, 405);
	assert_header("Allow", "POST");
	send(.method = "HEAD", .target = "/note?q=x");
	assert_status(&web, 200);
	send(.method = "get", .target = "/note");
	assert_status(&web, 405);
}

static void a_page_that_caches_may_keep_reads_no_cookie(void **state)
{
	(void)state;
	web_cookie_set(&web, "porchlight-notice", "x");
	web_get(&web, "/public?q=1");
	assert_status(&web, 200);
	assert_header("Cache-Control", "public, max-age=60");
	assert_no_header("Set-Cookie");
}

static void values_in_the_path_are_decoded_and_must_be_text(void **state)
{
	(void)state;
	web_get(&web, "/part/caf%C3%A9%2F1+1");
	assert_str(web.a->body, "café/1+1");
	web_get(&web, "/part/%ff");
	assert_str(web.a->body, "");
	web_get(&web, "/part/%4");
	assert_str(web.a->body, "");
}

/* ---- heads ------------------------------------------------------------------------------------------------------- */

static void a_head_that_two_servers_could_read_differently_is_refused(void **state)
{
	static const char *const bad[] = {
	        "Content-Length: 4\nContent-Length: 4",
	        "Content-Length: 4\nContent-Length: 5",
	        "Content-Length: 4\nTransfer-Encoding: chunked",
	        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked",
	        "Transfer-Encoding: gzip, chunked",
	        "Transfer-Encoding: identity",
	        "Content-Length: -1",
	        "Content-Length: +4",
	        "Content-Length: 4 4",
	        "Content-Length: 0x4",
	        "Content-Length: 99999999999999999999",
	        "Content-Length:",
	        "Host: other.example",
	        "X-Bad\x01: 1",
	        "X Bad: 1",
	        ": nameless",
	        "X-Bad: a\x7f",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		send(.method = "POST", .target = "/note", .headers = bad[i]);
		assert_status(&web, 400);
		assert_true(web.a->close);
	}
}

static void a_host_must_be_one_and_look_like_one(void **state)
{
	static const char *const bad[] = {"", "a b", "a/b", "a@b", "[::1", "::1", "a:b", "a:0", "a:65536", "a:-1", ":80", "a<b", "[]",
		"[::1]x", "é"};
	static const char *const good[] = {"localhost", "porchlight.example:8443", "127.0.0.1", "[::1]:8080", "[::1]", "a_b.example"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		web.host = bad[i];
		web_get(&web, "/note");
		assert_status(&web, 400);
	}
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		web.host = good[i];
		web_get(&web, "/note");
		assert_status(&web, 200);
	}
	web.host = NULL;
	web_get(&web, "/note");
	assert_status(&web, 400);
}

static void an_address_that_is_no_path_is_refused(void **state)
{
	static const char *const bad[] = {"", "*", "note", "http://localhost/note", "/no te", "/note#x", "/n\xc3\xb6te", "/\\evil",
		"/note?q=\x01", "/note?q=%", "/note?q=%00", "/note?q=%ff"};
	char *large = calloc(1, 9000);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		web_get(&web, bad[i]);
		assert_status(&web, 400);
	}
	memset(large, '/', 8001);
	web_get(&web, large);
	assert_status(&web, 400);
	free(large);
}

static void more_headers_than_a_hundred_are_refused(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10000);
	for (int i = 0; i < HEADERS_MAX; i++) /* beside the Host */
		buf_format(&b, "%sx%d: 1", i ? "\n" : "", i);
	buf_char(&b, '\0');
	send(.target = "/note", .headers = b.p);
	assert_status(&web, 400);
	buf_free(&b);
}

static void a_body_with_a_reading_request_is_refused(void **state)
{
	(void)state;
	send(.method = "GET", .target = "/note", .body = "a=1");
	assert_status(&web, 400);
	send(.method = "HEAD", .target = "/note", .headers = "Transfer-Encoding: chunked");
	assert_status(&web, 400);
}

/* ---- bodies ------------------------------------------------------------------------------------------------------ */

static void a_form_is_taken_up_to_its_limit(void **state)
{
	char *body = calloc(1, 3000);

	(void)state;
	memset(body, 'x', 2500);
	memcpy(body, "note=", 5);
	body[2000] = '\0';
	web_post(&web, "/note", body);
	assert_status(&web, 422);
	body[2000] = 'x';
	body[2001] = '\0';
	web_post(&web, "/note", body);
	assert_status(&web, 413);
	free(body);
}

static void what_was_typed_comes_back_with_the_problem(void **state)
{
	(void)state;
	web_post(&web, "/note", "note=far+more+than+twenty+characters");
	assert_status(&web, 422);
	assert_shows(&web, "far more than twenty characters");
}

static void a_body_that_is_no_form_is_refused(void **state)
{
	(void)state;
	web_post(&web, "/note", "note=%ff");
	assert_status(&web, 400);
	send(.target = "/note", .body = "note=1", .type = "text/plain");
	assert_status(&web, 400);
	send(.target = "/note", .body = "{}", .type = "application/json");
	assert_status(&web, 400);
	send(.target = "/note", .body = "--x\r\n", .type = "multipart/form-data; boundary=x");
	assert_status(&web, 400);
	send(.target = "/note", .body = "note=ok", .type = "Application/X-WWW-form-urlencoded ; charset=UTF-8");
	assert_status(&web, 303);
	send(.target = "/api/echo", .body = "{\"a\":1}", .type = "application/json");
	assert_str(web.a->body, "{\"a\":1}");
}

#define PART(name, rest) "--b\r\nContent-Disposition: form-data; name=\"" name "\"" rest

static void files_arrive_and_are_gone_afterwards(void **state)
{
	char dir[] = "/tmp/porchlight-test-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(dir));
	web.app.spool_dir = dir;
	send(.target = "/files", .type = "multipart/form-data; boundary=b",
		.body = PART("note", "\r\n\r\nhi\r\n") PART("file", "; filename=\"a.txt\"\r\n\r\n12345\r\n--b--\r\n"));
	assert_status(&web, 200);
	assert_str(web.a->body, "a.txt 5 hi");
	assert_int_not_equal(rmdir(dir), 0);
	send(.target = "/files", .type = "multipart/form-data; boundary=b", .body = PART("file", "; filename=\"a.txt\"\r\n\r\n1"));
	assert_status(&web, 400);
	send(.target = "/files", .type = "multipart/form-data", .body = "x");
	assert_status(&web, 400);
	web_get(&web, "/note");
	assert_int_equal(rmdir(dir), 0);
}

static void an_upload_over_its_limit_is_refused(void **state)
{
	char *body = calloc(1, 200000);

	(void)state;
	memset(body, 'x', 199999);
	memcpy(body, PART("file", "; filename=\"a\"\r\n\r\n"), strlen(PART("file", "; filename=\"a\"\r\n\r\n")));
	send(.target = "/files", .type = "multipart/form-data; boundary=b", .body = body);
	assert_status(&web, 413);
	free(body);
}

static void a_long_download_moves_to_the_disk(void **state)
{
	char text[17] = "";

	(void)state;
	web_get(&web, "/rows?rows=10");
	assert_int_equal(web.a->fd, -1);
	assert_int_equal(web.a->body.n, 160);
	assert_header("Content-Disposition", "attachment; filename=\"roster--x---.csv\"");
	web_get(&web, "/rows?rows=1000000");
	assert_status(&web, 200);
	assert_true(web.a->fd >= 0);
	assert_int_equal(web.a->fd_size, 16000000);
	assert_int_equal(lseek(web.a->fd, 0, SEEK_END), 16000000);
	assert_int_equal(pread(web.a->fd, text, 16, 15999984), 16);
	assert_string_equal(text, "0123456789abcde\n");
	web.app.spool_dir = "/nowhere/at/all";
	web_get(&web, "/rows?rows=1000000");
	assert_status(&web, 500);
	assert_int_equal(web.a->fd, -1);
}

/* ---- failures ---------------------------------------------------------------------------------------------------- */

static void every_failure_has_its_status_and_a_page_of_its_own(void **state)
{
	static const struct {
		err e;
		int status;
		const char *title;
	} cases[] = {
	        {ERR_NOT_FOUND, 404, "Page not found"},  {ERR_INVALID, 422, "Enter a \"title\""},
	        {ERR_MALFORMED, 400, "could not be read"}, {ERR_CONFLICT, 409, "Somebody else was first"},
	        {ERR_DENIED, 403, "not yours"},          {ERR_TOO_LARGE, 413, "too much"},
	        {ERR_TOO_FAST, 429, "Too many tries"},   {ERR_BUSY, 503, "busy"},
	        {ERR_IO, 500, "went wrong"},             {ERR_BUG, 500, "went wrong"},
	};
	char target[40];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		(void)snprintf(target, sizeof(target), "/fails/%d", cases[i].e);
		web_get(&web, target);
		assert_status(&web, cases[i].status);
		assert_shows(&web, cases[i].title);
		assert_false(web_shows(&web, "half a page"));
		assert_no_header("X-From-Handler");
		assert_header("Cache-Control", "no-store");
		assert_int_equal(answer_header(web.a, "Retry-After").p != NULL, cases[i].status == 429 || cases[i].status == 503);
		assert_int_equal(web_shows(&web, "Request 0"), cases[i].status >= 500);
	}
}

static void a_handler_may_know_better_when_to_come_back(void **state)
{
	(void)state;
	web_get(&web, "/fails/8?later=1");
	assert_status(&web, 429);
	assert_header("Retry-After", "900");
	web_get(&web, "/fails/1?later=1");
	assert_no_header("Retry-After");
}

static void a_page_that_is_not_yours_looks_like_one_that_is_not_there(void **state)
{
	char first[4096];

	(void)state;
	web_get(&web, "/nowhere");
	assert_status(&web, 404);
	(void)snprintf(first, sizeof(first), "%.*s", STR_ARG(web.a->body));
	web_get(&web, "/fails/1?why=1");
	assert_str(web.a->body, first);
	assert_status(&web, 404);
}

static void a_bug_keeps_its_details_for_the_log_and_others_say_theirs(void **state)
{
	(void)state;
	web_get(&web, "/fails/11?why=1");
	assert_status(&web, 500);
	assert_false(web_shows(&web, "secret detail"));
	web_get(&web, "/fails/4?why=1");
	assert_status(&web, 409);
	assert_shows(&web, "secret detail");
}

static void a_script_gets_failures_as_json(void **state)
{
	(void)state;
	web_get(&web, "/api/fails/2");
	assert_status(&web, 422);
	assert_header("Content-Type", "application/json");
	assert_shows(&web, "{\"error\":{\"code\":\"invalid\",");
	assert_shows(&web, "\"fields\":[{\"field\":\"title\",\"message\":\"Enter a \\\"title\\\"\"}]");
	send(.target = "/fails/4", .headers = "X-Porchlight: fragment");
	assert_status(&web, 409);
	assert_shows(&web, "{\"error\":{\"code\":\"conflict\",");
	web_get(&web, "/api/fails/6");
	assert_status(&web, 401);
	assert_shows(&web, "\"code\":\"sign_in\"");
	send(.method = "PATCH", .target = "/api/echo", .headers = "X-Porchlight: fragment");
	assert_status(&web, 405);
	assert_shows(&web, "\"code\":\"method\"");
}

static void who_is_not_signed_in_is_led_there_and_back(void **state)
{
	(void)state;
	web_get(&web, "/fails/6?a=b&c=%20d");
	assert_status(&web, 303);
	assert_header("Location", "/sign-in?then=%2Ffails%2F6%3Fa%3Db%26c%3D%2520d");
}

static void a_request_that_wants_too_much_memory_gets_a_clean_page(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		web_get(&web, "/hungry");
		assert_status(&web, 503);
		assert_shows(&web, "more memory than one request may use");
		assert_false(web_shows(&web, "half a page"));
		web_get(&web, "/note?q=fine");
		assert_status(&web, 200);
	}
}

static void any_allocation_may_fail_and_the_next_request_is_served(void **state)
{
	unsigned n = 0;

	(void)state;
	do {
		arena_fail_nth(++n);
		web_post(&web, "/note", "note=hello");
		arena_fail_nth(0);
		assert_true(web.a->status == 503 || web.a->status == 303);
	} while (web.a->status == 503 && n < 1000);
	assert_true(n > 5);
	assert_status(&web, 303);
	web_get(&web, "/note?q=fine");
	assert_status(&web, 200);
}

/* ---- cookies, notices, csrf -------------------------------------------------------------------------------------- */

static void a_notice_is_shown_once_and_nobody_can_make_one_up(void **state)
{
	char kept[1024];

	(void)state;
	web_post(&web, "/note", "note=hello");
	assert_status(&web, 303);
	assert_header("Location", "/note?q=hello");
	(void)snprintf(kept, sizeof(kept), "%s", web_cookie(&web, "porchlight-notice"));
	assert_true(strlen(kept) > 40);
	assert_null(strstr(kept, "Dana"));
	assert_true(str_index(answer_header(web.a, "Set-Cookie"), STR("; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")) > 0);
	web_get(&web, "/note?q=1");
	assert_shows(&web, "|Saved, Dana|");
	assert_string_equal(web_cookie(&web, "porchlight-notice"), "");
	web_get(&web, "/note?q=1");
	assert_shows(&web, "||");
	kept[strlen(kept) - 2] ^= 1;
	web_cookie_set(&web, "porchlight-notice", kept);
	web_get(&web, "/note?q=1");
	assert_status(&web, 200);
	assert_shows(&web, "||");
	for (size_t n = 0; n < 60; n += 7) {
		kept[n] = '\0';
		web_cookie_set(&web, "porchlight-notice", kept);
		web_get(&web, "/note?q=1");
		assert_shows(&web, "||");
		kept[n] = 'A';
	}
}

static void over_tls_cookies_are_bound_to_the_host(void **state)
{
	(void)state;
	web.tls = true;
	web_post(&web, "/note", "note=hello");
	assert_true(str_starts(answer_header(web.a, "Set-Cookie"), "__Host-porchlight-notice="));
	assert_true(str_index(answer_header(web.a, "Set-Cookie"), STR("; Path=/; HttpOnly; SameSite=Lax; Secure")) > 0);
	assert_null(strstr(answer_header(web.a, "Set-Cookie").p, "Domain"));
	web_get(&web, "/note");
	assert_shows(&web, "|Saved, Dana|");
}

static void a_form_that_another_site_sends_is_refused(void **state)
{
	static const struct {
		const char *headers;
		int status;
	} cases[] = {
	        {NULL, 303},
	        {"Sec-Fetch-Site: same-origin", 303},
	        {"Sec-Fetch-Site: none", 303},
	        {"Sec-Fetch-Site: cross-site", 403},
	        {"Sec-Fetch-Site: same-site", 403},
	        {"Sec-Fetch-Site: cross-site\nOrigin: http://localhost:8080", 403},
	        {"Origin: http://localhost:8080", 303},
	        {"Origin: http://localhost:8081", 403},
	        {"Origin: http://localhost:8080.evil.example", 403},
	        {"Origin: null", 403},
	        {"Origin: https://evil.example", 403},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		send(.target = "/note", .body = "note=1", .headers = cases[i].headers);
		assert_status(&web, cases[i].status);
	}
}

static void the_caller_s_address_is_believed_only_from_a_named_proxy(void **state)
{
	struct net proxy;

	(void)state;
	send(.target = "/note", .headers = "X-Forwarded-For: 203.0.113.9\nX-Forwarded-Proto: https");
	assert_shows(&web, "|127.0.0.1<");
	assert_no_header("Strict-Transport-Security");
	assert_true(net_read(STR("127.0.0.0/8"), &proxy));
	web.app.trusted = &proxy;
	web.app.n_trusted = 1;
	send(.target = "/note", .headers = "X-Forwarded-For: 1.2.3.4, 203.0.113.9\nX-Forwarded-For: 127.0.0.2\nX-Forwarded-Proto: https");
	assert_shows(&web, "|203.0.113.9<");
	assert_header("Strict-Transport-Security", "max-age=31536000");
	web.address = "198.51.100.7";
	send(.target = "/note", .headers = "X-Forwarded-For: 203.0.113.9");
	assert_shows(&web, "|198.51.100.7<");
}

static void the_cost_is_told_only_when_asked_for(void **state)
{
	(void)state;
	web_get(&web, "/note");
	assert_no_header("Server-Timing");
	web.app.timing = true;
	web_get(&web, "/note");
	assert_true(str_starts(answer_header(web.a, "Server-Timing"), "sql;dur="));
	assert_true(str_index(answer_header(web.a, "Server-Timing"), STR("render;dur=")) > 0);
}

static const struct CMUnitTest tests[] = {
        with_web(a_page_is_html_that_nobody_keeps),
        with_web(every_answer_carries_the_security_headers),
        with_web(an_unknown_address_is_404_and_a_wrong_method_405_with_those_allowed),
        with_web(a_page_that_caches_may_keep_reads_no_cookie),
        with_web(values_in_the_path_are_decoded_and_must_be_text),
        with_web(a_head_that_two_servers_could_read_differently_is_refused),
        with_web(a_host_must_be_one_and_look_like_one),
        with_web(an_address_that_is_no_path_is_refused),
        with_web(more_headers_than_a_hundred_are_refused),
        with_web(a_body_with_a_reading_request_is_refused),
        with_web(a_form_is_taken_up_to_its_limit),
        with_web(what_was_typed_comes_back_with_the_problem),
        with_web(a_body_that_is_no_form_is_refused),
        with_web(files_arrive_and_are_gone_afterwards),
        with_web(an_upload_over_its_limit_is_refused),
        with_web(a_long_download_moves_to_the_disk),
        with_web(every_failure_has_its_status_and_a_page_of_its_own),
        with_web(a_handler_may_know_better_when_to_come_back),
        with_web(a_page_that_is_not_yours_looks_like_one_that_is_not_there),
        with_web(a_bug_keeps_its_details_for_the_log_and_others_say_theirs),
        with_web(a_script_gets_failures_as_json),
        with_web(who_is_not_signed_in_is_led_there_and_back),
        with_web(a_request_that_wants_too_much_memory_gets_a_clean_page),
        with_web(any_allocation_may_fail_and_the_next_request_is_served),
        with_web(a_notice_is_shown_once_and_nobody_can_make_one_up),
        with_web(over_tls_cookies_are_bound_to_the_host),
        with_web(a_form_that_another_site_sends_is_refused),
        with_web(the_caller_s_address_is_believed_only_from_a_named_proxy),
        with_web(the_cost_is_told_only_when_asked_for),
};
TEST_GROUP(serve, tests)
