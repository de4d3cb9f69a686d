/* http_test.c - the server on a real socket: what only the wire can show. */
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/stream.h"
#include "support/test.h"
#include "web/serve.h"

/* ---- the server -------------------------------------------------------------------------------------------------- */

static atomic_int hits;       /* requests that reached /hit */
static atomic_bool slow_is_in; /* somebody waits in /slow ... */
static atomic_bool slow_may_go; /* ... until this */

static err hit(struct ctx *c)
{
	atomic_fetch_add(&hits, 1);
	buf_z(c->out, "hit");
	return send_body(c, 200, "text/plain");
}

static err slow(struct ctx *c)
{
	atomic_store(&slow_is_in, true);
	while (!atomic_load(&slow_may_go))
		usleep(1000);
	buf_z(c->out, "slow but here");
	return send_body(c, 200, "text/plain");
}

static err echo(struct ctx *c)
{
	buf_str(c->out, form_raw(c, "a"));
	return send_body(c, 200, "text/plain");
}

static err upload(struct ctx *c)
{
	struct upload u;

	if (!form_upload(c, "file", 0, &u))
		return ERR_INVALID;
	buf_format(c->out, "%lld bytes", (long long)u.size);
	return send_body(c, 200, "text/plain");
}

static err download(struct ctx *c)
{
	struct sink s;

	send_sink(c, &s);
	for (int i = 0; i < 100000; i++)
		SINK_LIT(&s, "0123456789abcde\n");
	TRY(sink_end(&s));
	return send_file(c, "text/csv", "rows.csv");
}

static err read_zeros(struct ctx *c, const void *arg, int64_t at, char *into, size_t room, size_t *got)
{
	(void)c;
	(void)arg;
	memset(into, at >= 300000 ? 'z' : '0', room);
	*got = room;
	return at < 500000 ? OK : ERR_IO;
}

/* 400,000 bytes of which the last 100,000 are z; "?more=1" promises more than there is. */
static err zeros(struct ctx *c)
{
	struct pieces *p = ARENA_NEW(c->arena, struct pieces);

	*p = (struct pieces){.type = "text/plain", .etag = STR("\"v\""), .size = query_text(c, "more").n ? 600000 : 400000, .read = read_zeros};
	return send_pieces(c, p);
}

#define OPEN PERM_PUBLIC, JOURNAL_NONE
static const struct route routes[] = {
        {METHOD_GET, "/hit", hit, OPEN, ROUTE_NO_TX, 0},
        {METHOD_GET, "/slow", slow, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/echo", echo, OPEN, ROUTE_NO_TX, 1000000},
        {METHOD_POST, "/upload", upload, OPEN, ROUTE_NO_TX | ROUTE_UPLOAD, 20 << 20},
        {METHOD_GET, "/download", download, OPEN, ROUTE_NO_TX, 0},
        {METHOD_GET, "/zeros", zeros, OPEN, ROUTE_NO_TX, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

#define IDLE_S 2

static struct app app;
static struct web_server *server;

static int start(void **state)
{
	char why[512];
	str fault;

	(void)state;
	log_from(LOG_LEVEL_NONE);
	app = (struct app){.tables = &table, .n_tables = 1};
	atomic_store(&hits, 0);
	atomic_store(&slow_is_in, false);
	atomic_store(&slow_may_go, false);
	assert_ok(app_open(&app, &fault));
	if (web_start(&app, &(struct web_options){.idle_s = IDLE_S}, &server, why, sizeof(why)) != OK)
		fail_msg("%s", why);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	if (server)
		web_stop(server);
	server = NULL;
	app_close(&app);
	log_from(LOG_LEVEL_INFO);
	return 0;
}

/* ---- the client -------------------------------------------------------------------------------------------------- */

static int dial(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(web_port(server)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int s = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(s >= 0);
	assert_int_equal(connect(s, (struct sockaddr *)&a, sizeof(a)), 0);
	return s;
}

static void say(int s, str text)
{
	while (text.n) {
		ssize_t n = send(s, text.p, text.n, MSG_NOSIGNAL);

		if (n <= 0)
			return; /* the server has hung up, which the answer will show */
		text = str_slice(text, (size_t)n, text.n);
	}
}

/* All that comes until the server closes, or nothing has come for a while. */
static str hear(int s, struct buf *into, int patience_ms)
{
	struct pollfd p = {.fd = s, .events = POLLIN};
	char piece[65536];
	ssize_t n;

	buf_clear(into);
	while (poll(&p, 1, patience_ms) == 1 && (n = recv(s, piece, sizeof(piece), 0)) > 0)
		buf_put(into, piece, (size_t)n);
	return buf_view(into);
}

static size_t count(str text, str needle)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_index(text, needle)) >= 0) {
		text = str_slice(text, (size_t)at + needle.n, text.n);
		n++;
	}
	return n;
}

static struct buf heard; /* one conversation at a time */

/* Says all of it on a connection of its own and gives what came back. */
static str talk(str text)
{
	int s = dial();
	str got;

	buf_free(&heard);
	buf_init(&heard, 64 << 20);
	say(s, text);
	(void)shutdown(s, SHUT_WR);
	got = hear(s, &heard, 10000);
	close(s);
	return got;
}

static bool closes_after(str text)
{
	struct pollfd p = {.events = POLLIN};
	char rest[4096];
	int s = dial();
	ssize_t n;

	say(s, text);
	p.fd = s;
	do {
		n = poll(&p, 1, 3000) == 1 ? recv(s, rest, sizeof(rest), 0) : 1;
	} while (n > 0 && p.revents);
	close(s);
	return n <= 0;
}

#define assert_says(got, text) assert_true(str_index((got), STR(text)) >= 0)

/* ---- tests ------------------------------------------------------------------------------------------------------- */

static void requests_follow_each_other_on_one_connection(void **state)
{
	int s = dial();
	str got;

	(void)state;
	buf_free(&heard);
	buf_init(&heard, 1 << 20);
	for (int i = 0; i < 5; i++) {
		say(s, STR("GET /hit HTTP/1.1\r\nHost: a\r\n\r\n"));
		got = hear(s, &heard, 300);
		assert_true(str_starts(got, "HTTP/1.1 200 OK\r\n"));
		assert_says(got, "\r\n\r\nhit");
	}
	close(s);
	assert_int_equal(atomic_load(&hits), 5);
}

static void a_head_request_gets_the_head_only(void **state)
{
	str got = talk(STR("HEAD /hit HTTP/1.1\r\nHost: a\r\n\r\n"));

	(void)state;
	assert_true(str_starts(got, "HTTP/1.1 200 OK\r\n"));
	assert_says(got, "Content-Length: 3\r\n");
	assert_true(str_ends(got, "\r\n\r\n"));
}

/* Each would let a request hide inside another one if a proxy in front counted differently. */
static void no_request_hides_inside_another(void **state)
{
	static const char *const heads[] = {
	        "Content-Length: 0\r\nContent-Length: 36\r\n",
	        "Content-Length: 36\r\nContent-Length: 0\r\n",
	        "Content-Length: 36\r\nTransfer-Encoding: chunked\r\n",
	        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
	        "Transfer-Encoding: xchunked\r\n",
	        "Transfer-Encoding: chunked, identity\r\n",
	        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
	        "Transfer-Encoding : chunked\r\n",
	        "Content-Length : 0\r\n",
	        "Content-Length: 0, 36\r\n",
	        "Content-Length: +0\r\n",
	        "Content-Length: 0x0\r\n",
	        "Host: b\r\n",
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		str got;

		(void)snprintf(text, sizeof(text),
			"POST /echo HTTP/1.1\r\nHost: a\r\n%s\r\n0\r\n\r\nGET /hit HTTP/1.1\r\nHost: a\r\n\r\n", heads[i]);
		got = talk(str_of(text));
		/* the library's own refusals come with their head twice, or not at all; what matters is that
		 * nothing else comes */
		if (count(got, STR("HTTP/1.1 ")) != count(got, STR("HTTP/1.1 400 ")))
			fail_msg("%s gives %.*s", heads[i], STR_ARG(got));
		assert_int_equal(atomic_load(&hits), 0);
		assert_true(closes_after(str_of(text)));
	}
}

static void a_head_that_is_no_http_gets_no_page(void **state)
{
	static const char *const heads[] = {
	        "GET /hit HTTP/1.1\r\n\r\n",
	        "GET /hit HTTP/1.1\r\nHost: a b\r\n\r\n",
	        "GET http://a/hit HTTP/1.1\r\nHost: a\r\n\r\n",
	        "GET hit HTTP/1.1\r\nHost: a\r\n\r\n",
	        "GET /hit%00 HTTP/1.1\r\nHost: a\r\n\r\n",
	        "GET /hit HTTP/1.1\r\nHost: a\r\nX\x01: 1\r\n\r\n",
	        "GET /hit HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
	        "\r\n\r\n",
	        "GET\r\n\r\n",
	        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(heads); i++) {
		str got = talk(str_of(heads[i]));

		assert_int_equal(count(got, STR(" 200 OK")), 0);
	}
	assert_int_equal(atomic_load(&hits), 0);
}

static void a_form_arrives_whole_in_pieces_and_in_chunks(void **state)
{
	int s = dial();
	str got;

	(void)state;
	got = talk(STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		       "Transfer-Encoding: chunked\r\n\r\n5\r\na=one\r\n6\r\n+piece\r\n0\r\n\r\n"));
	assert_says(got, "\r\n\r\none piece");
	say(s, STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n"
		   "Expect: 100-continue\r\n\r\n"));
	buf_clear(&heard);
	assert_says(hear(s, &heard, 300), "100 Continue");
	say(s, STR("a=on"));
	usleep(20000);
	say(s, STR("e+by"));
	assert_says(hear(s, &heard, 300), "\r\n\r\none by");
	close(s);
}

static void a_body_over_the_limit_gets_its_page_whichever_way_it_comes(void **state)
{
	size_t n = 1200000;
	char *text = calloc(1, n + 400);
	int head = snprintf(text, 400,
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n", n);
	str got;

	(void)state;
	memset(text + head, 'x', n);
	assert_says(talk((str){text, (size_t)head + n}), " 413 ");
	/* one that nobody would wait for is answered at once */
	got = talk(STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		       "Content-Length: 999999999999\r\n\r\n"));
	assert_says(got, " 413 ");
	assert_says(got, "Connection: close");
	head = snprintf(text, 400,
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		"Transfer-Encoding: chunked\r\n\r\n%zx\r\n", n);
	memset(text + head, 'x', n);
	memcpy(text + (size_t)head + n, "\r\n0\r\n\r\n", 7);
	assert_says(talk((str){text, (size_t)head + n + 7}), " 413 ");
	free(text);
}

static void who_sends_five_megabytes_before_listening_hears_413_all_the_same(void **state)
{
	size_t n = 5 << 20;
	char *text = calloc(1, n + 400);
	int head = snprintf(text, 400,
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n", n);
	struct pollfd p = {.events = POLLIN};
	int s = dial();
	size_t sent = 0;
	str got;

	(void)state;
	memset(text + head, 'x', n);
	p.fd = s;
	say(s, (str){text, (size_t)head});
	assert_int_equal(poll(&p, 1, 10000), 1); /* the answer is here already, and nobody takes it yet */
	while (sent < n) {
		ssize_t some = send(s, text + head + sent, n - sent, MSG_NOSIGNAL);

		assert_true(some > 0);
		sent += (size_t)some;
	}
	buf_free(&heard);
	buf_init(&heard, 64 << 20);
	got = hear(s, &heard, 10000);
	assert_says(got, " 413 ");
	assert_says(got, "Connection: close");
	close(s);
	free(text);
}

static void a_file_of_many_megabytes_arrives(void **state)
{
	static const char before[] = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n";
	size_t n = 15 << 20, whole = strlen(before) + n + 9;
	struct buf b;

	(void)state;
	buf_init(&b, 32 << 20);
	buf_format(&b, "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %zu\r\n\r\n%s",
		whole, before);
	for (size_t i = 0; i < n / 16; i++)
		BUF_LIT(&b, "\r\n--0123456789\r\n");
	BUF_LIT(&b, "\r\n--b--\r\n");
	assert_says(talk(buf_view(&b)), "\r\n\r\n15728640 bytes");
	buf_free(&b);
}

static void a_download_comes_from_the_disk(void **state)
{
	str got = talk(STR("GET /download HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));

	(void)state;
	assert_says(got, "Content-Length: 1600000\r\n");
	assert_true(str_ends(got, "0123456789abcde\n"));
	assert_true(got.n > 1600000 && got.n < 1602000);
}

static void a_long_body_goes_out_in_pieces_whole_or_in_part(void **state)
{
	str got = talk(STR("GET /zeros HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));

	(void)state;
	assert_says(got, "Content-Length: 400000\r\n");
	assert_true(str_ends(got, "zz") && got.n > 400000 && got.n < 402000);
	got = talk(STR("GET /zeros HTTP/1.1\r\nHost: a\r\nRange: bytes=1-70000\r\nConnection: close\r\n\r\n"));
	assert_says(got, "HTTP/1.1 206 ");
	assert_says(got, "Content-Range: bytes 1-70000/400000\r\n");
	assert_says(got, "Content-Length: 70000\r\n");
	assert_true(str_ends(got, "000") && got.n > 70000 && got.n < 72000);
}

static void head_tells_the_length_and_range_and_sends_nothing(void **state)
{
	str got = talk(STR("HEAD /zeros HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));

	(void)state;
	assert_says(got, "Content-Length: 400000\r\n");
	assert_says(got, "Accept-Ranges: bytes\r\n");
	assert_true(str_ends(got, "\r\n\r\n"));
}

static void a_body_that_cannot_be_read_to_its_end_is_cut_so_that_the_caller_sees_it(void **state)
{
	str got = talk(STR("GET /zeros?more=1 HTTP/1.1\r\nHost: a\r\n\r\n"));

	(void)state;
	assert_says(got, "Content-Length: 600000\r\n");
	assert_true(got.n < 600000);
}

static void *ask_often(void *arg)
{
	atomic_int *good = arg;
	struct buf b;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < 10; i++) {
		int s = dial();

		say(s, STR("GET /hit HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
		atomic_fetch_add(good, str_index(hear(s, &b, 10000), STR("\r\n\r\nhit")) > 0);
		close(s);
	}
	buf_free(&b);
	return NULL;
}

static void many_at_once_all_get_their_answer(void **state)
{
	pthread_t threads[16];
	atomic_int good = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &good), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&good), 160);
	assert_int_equal(atomic_load(&hits), 160);
}

static void *stop_server(void *arg)
{
	(void)arg;
	web_stop(server);
	return NULL;
}

static void a_request_in_work_is_finished_before_the_server_ends(void **state)
{
	pthread_t stopping;
	int s = dial();
	str got;

	(void)state;
	say(s, STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
	while (!atomic_load(&slow_is_in))
		usleep(1000);
	assert_int_equal(pthread_create(&stopping, NULL, stop_server, NULL), 0);
	usleep(50000);
	atomic_store(&slow_may_go, true);
	buf_free(&heard);
	buf_init(&heard, 1 << 20);
	got = hear(s, &heard, 10000);
	assert_says(got, "slow but here");
	assert_says(got, "Connection: close");
	pthread_join(stopping, NULL);
	server = NULL;
	close(s);
}

static void a_slow_request_makes_nobody_else_wait(void **state)
{
	int s = dial();

	(void)state;
	say(s, STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
	while (!atomic_load(&slow_is_in))
		usleep(1000);
	assert_says(talk(STR("GET /hit HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")), "\r\n\r\nhit");
	atomic_store(&slow_may_go, true);
	assert_says(hear(s, &heard, 300), "slow but here");
	close(s);
}

static void an_answer_that_took_longer_than_a_connection_may_idle_still_arrives(void **state)
{
	int s = dial();

	(void)state;
	say(s, STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
	usleep((IDLE_S * 1000 + 1200) * 1000);
	atomic_store(&slow_may_go, true);
	buf_free(&heard);
	buf_init(&heard, 1 << 20);
	assert_says(hear(s, &heard, 300), "slow but here");
	close(s);
}

static void a_caller_who_hangs_up_leaves_nothing_behind(void **state)
{
	static const char *const cut[] = {"", "GET", "GET /hit HTTP/1.1\r\nHo", "GET /hit HTTP/1.1\r\nHost: a\r\n\r\n",
		"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na=",
		"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n"
		"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\nhalf"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cut); i++) {
		struct linger now = {.l_onoff = 1};
		int s = dial();

		say(s, str_of(cut[i]));
		usleep(10000);
		setsockopt(s, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(s);
	}
	assert_says(talk(STR("GET /hit HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")), "\r\n\r\nhit");
}

static void what_keeps_it_from_starting_is_said(void **state)
{
	struct web_server *other;
	char why[512];

	(void)state;
	assert_int_equal(web_start(&app, &(struct web_options){.port = web_port(server)}, &other, why, sizeof(why)), ERR_IO);
	assert_non_null(strstr(why, "is in use"));
	assert_int_equal(web_start(&app, &(struct web_options){.address = "example.org"}, &other, why, sizeof(why)), ERR_IO);
	assert_non_null(strstr(why, "example.org is not an address"));
	assert_int_equal(web_start(&app, &(struct web_options){.tls_cert = "/nowhere.pem"}, &other, why, sizeof(why)), ERR_IO);
	assert_non_null(strstr(why, "both"));
	assert_int_equal(
		web_start(&app, &(struct web_options){.tls_cert = "/nowhere.pem", .tls_key = "/nowhere.pem"}, &other, why, sizeof(why)),
		ERR_IO);
	assert_non_null(strstr(why, "Cannot read /nowhere.pem: No such file"));
	assert_int_equal(
		web_start(&app, &(struct web_options){.tls_cert = "/etc/passwd", .tls_key = "/etc/passwd"}, &other, why, sizeof(why)),
		ERR_IO);
	assert_non_null(strstr(why, "certificate and key cannot be used; do they belong together?"));
}

#define with_server(f) cmocka_unit_test_setup_teardown(f, start, stop)
static const struct CMUnitTest tests[] = {
        with_server(requests_follow_each_other_on_one_connection),
        with_server(a_head_request_gets_the_head_only),
        with_server(no_request_hides_inside_another),
        with_server(a_head_that_is_no_http_gets_no_page),
        with_server(a_form_arrives_whole_in_pieces_and_in_chunks),
        with_server(a_body_over_the_limit_gets_its_page_whichever_way_it_comes),
        with_server(who_sends_five_megabytes_before_listening_hears_413_all_the_same),
        with_server(a_file_of_many_megabytes_arrives),
        with_server(a_download_comes_from_the_disk),
        with_server(a_long_body_goes_out_in_pieces_whole_or_in_part),
        with_server(head_tells_the_length_and_range_and_sends_nothing),
        with_server(a_body_that_cannot_be_read_to_its_end_is_cut_so_that_the_caller_sees_it),
        with_server(many_at_once_all_get_their_answer),
        with_server(a_request_in_work_is_finished_before_the_server_ends),
        with_server(a_slow_request_makes_nobody_else_wait),
        with_server(an_answer_that_took_longer_than_a_connection_may_idle_still_arrives),
        with_server(a_caller_who_hangs_up_leaves_nothing_behind),
        with_server(what_keeps_it_from_starting_is_said),
};

static int forget(void **state)
{
	(void)state;
	buf_free(&heard);
	return 0;
}
TEST_GROUP_WITH(http, tests, NULL, forget)
