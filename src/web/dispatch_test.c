/* dispatch_test.c - both doors of a request, the token of its form and its row in the journal, on
 * both engines. */
#include "support/test_web.h"

#include "base/id.h"

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static err chart(struct ctx *c)
{
	const struct chart_proof *may;
	episode_id episode;

	TRY(PATH_ID(c, "episode", &episode));
	TRY(access_chart(c->tx, episode, &may));
	buf_format(c->out, "the record, for %.*s", STR_ARG(c->actor->name));
	return send_body(c, 200, "text/plain");
}

static err rename_organization(struct wtx *w, void *arg)
{
	static const struct db_field in[] = {{.name = "name", .type = DB_TEXT}};
	static const struct db_query q = {.name = "rename", .where = "a test", .writes = true, .slot = UINT32_MAX, .in = in, .n_in = 1,
		.sqlite = "update organization set name = ?1", .postgres = "update organization set name = $1"};

	return db_run(w, &q, arg, NULL);
}

static err one_int(struct tx *tx, const char *sql, int64_t *out)
{
	static const struct db_field n[] = {{.name = "n", .type = DB_INT}};
	struct db_query q = {.name = "count", .where = "a test", .slot = UINT32_MAX, .out = n, .n_out = 1, .row_size = sizeof(*out),
		.sqlite = sql, .postgres = sql};

	return db_one(tx, &q, NULL, out);
}

/* Writes, and shows what a fresh look finds. */
static err rename_page(struct ctx *c)
{
	static const struct field f = {"name", "Name", .required = true};
	str name = form_text(c, &f);
	int64_t found;

	if (problems_end(c) != OK)
		return send_body(c, 422, "text/plain");
	TRY(web_write(c, rename_organization, &name));
	TRY(one_int(c->tx, "select count(*) as n from organization where name = 'Harbor'", &found));
	buf_format(c->out, "found %d", (int)found);
	return send_body(c, 200, "text/plain");
}

static err enter_page(struct ctx *c)
{
	signin_cookie(c, query_text(c, "token"));
	return redirect(c, url_ours(c, query_text(c, "then"), url_literal("/home")), STR_NONE);
}

static err plain(struct ctx *c)
{
	buf_z(c->out, "hello");
	return send_body(c, 200, "text/plain");
}

static const struct route routes[] = {
        {METHOD_GET, "/c/{center}/episodes/{episode}", chart, PERM_CHART, JOURNAL_VIEW_CHART, 0, 0},
        {METHOD_GET, "/c/{center}/poll", plain, PERM_CHART, JOURNAL_NONE, ROUTE_QUIET, 0},
        {METHOD_POST, "/c/{center}/name", rename_page, PERM_STRUCTURE, JOURNAL_NONE, 0, 0},
        {METHOD_POST, "/c/{center}/file", plain, PERM_STRUCTURE, JOURNAL_NONE, ROUTE_UPLOAD, 1 << 20},
        {METHOD_GET, "/c/{center}/api", plain, PERM_CHART, JOURNAL_NONE, ROUTE_API, 0},
        {METHOD_GET, "/account", plain, PERM_SIGNED_IN, JOURNAL_NONE, 0, 0},
        {METHOD_GET, "/enter", enter_page, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
        {METHOD_POST, "/enter", plain, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

struct place {
	struct test_db *t;
	struct test_web w;
	char north[80], pat[120], sam[120]; /* addresses */
};

static void place_open(struct place *p, struct test_db *t)
{
	char episode[ID_LETTERS + 1];

	world_make(t);
	p->t = t;
	test_web_open(&p->w, t->db, &table, 1);
	p->w.app.now = t->c->now;
	(void)snprintf(p->north, sizeof(p->north), "/c/%s", id_show(NORTH.v).s);
	(void)snprintf(episode, sizeof(episode), "%s", id_show(EPISODE(PAT).v).s);
	(void)snprintf(p->pat, sizeof(p->pat), "%s/episodes/%s", p->north, episode);
	(void)snprintf(episode, sizeof(episode), "%s", id_show(EPISODE(SAM).v).s);
	(void)snprintf(p->sam, sizeof(p->sam), "%s/episodes/%s", p->north, episode);
}

static const char *north(struct place *p, const char *rest)
{
	return str_format(p->t->c->arena, "%s%s", p->north, rest).p;
}

static int count(struct place *p, const char *sql)
{
	int64_t n;

	assert_ok(one_int(world_look(p->t), sql, &n));
	db_read_end(p->t->c);
	return (int)n;
}

#define in_a_place(name) \
	static void name##_in(struct place *p); \
	static void name(struct test_db *t) \
	{ \
		struct place p; \
		place_open(&p, t); \
		name##_in(&p); \
		test_web_close(&p.w); \
	} \
	static void name##_in(struct place *p)

/* ---- who may ----------------------------------------------------------------------------------------------------- */

in_a_place(a_record_opens_for_those_of_its_center_who_may)
{
	static const struct {
		enum world_person who;
		int status;
	} cases[] = {{CLEO, 200}, {ANN, 403}, {PAT, 403}, {SUE, 404}, {SAM, 404}, {SOL, 404}};

	web_get(&p->w, p->pat);
	assert_status(&p->w, 303);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		web_sign_in(&p->w, p->t, cases[i].who);
		web_get(&p->w, p->pat);
		assert_status(&p->w, cases[i].status);
		assert_int_equal(web_shows(&p->w, "the record"), cases[i].status == 200);
	}
}

in_a_place(what_is_there_but_not_yours_looks_like_nothing_at_all)
{
	const char *const hidden[] = {p->sam, north(p, "/episodes/0000000000001"), north(p, "/episodes/x"), "/c/0000000000001/poll",
		"/c/nonsense/poll", "/c/00000000000%2F/poll", "/no/such/page"};
	char first[4096];

	web_sign_in(&p->w, p->t, CLEO);
	web_get(&p->w, hidden[0]);
	(void)snprintf(first, sizeof(first), "%.*s", STR_ARG(p->w.a->body));
	for (size_t i = 0; i < COUNT_OF(hidden); i++) {
		web_get(&p->w, hidden[i]);
		assert_status(&p->w, 404);
		assert_str(p->w.a->body, first);
	}
}

in_a_place(a_sign_in_that_ended_leads_back_to_the_page_and_stops_a_form)
{
	web_sign_in(&p->w, p->t, DAN);
	web_get(&p->w, "/account");
	assert_status(&p->w, 200);
	p->w.app.now.ms += 13 * MS_PER_HOUR;
	web_get(&p->w, "/account");
	assert_status(&p->w, 303);
	assert_str(answer_header(p->w.a, "Location"), "/sign-in?then=%2Faccount");
	web_post(&p->w, north(p, "/name"), "name=Harbor");
	assert_status(&p->w, 401);
	web_get(&p->w, north(p, "/api"));
	assert_status(&p->w, 401);
	assert_shows(&p->w, "\"code\":\"sign_in\"");
}

in_a_place(a_file_of_somebody_who_may_not_send_one_is_not_even_received)
{
	static const char body[] = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n";
	struct test_request r = {.target = north(p, "/file"), .body = body, .type = "multipart/form-data; boundary=b"};

	p->w.app.spool_dir = "/nowhere/at/all"; /* an attempt to keep it would end in 500 */
	web_send(&p->w, &r);
	assert_status(&p->w, 401);
	web_sign_in(&p->w, p->t, PAT);
	web_send(&p->w, &r);
	assert_status(&p->w, 403);
	web_sign_in(&p->w, p->t, DAN);
	web_send(&p->w, &r);
	assert_status(&p->w, 500);
}

/* ---- forms ------------------------------------------------------------------------------------------------------- */

in_a_place(a_form_needs_the_token_of_this_very_sign_in)
{
	char others[160];
	const char *name = north(p, "/name");

	web_sign_in(&p->w, p->t, DAN);
	(void)snprintf(others, sizeof(others), "csrf=%s&name=Harbor", p->w.csrf);
	web_sign_in(&p->w, p->t, DAN);
	web_post(&p->w, name, "name=Harbor");
	assert_status(&p->w, 200);
	assert_shows(&p->w, "found 1");
	web_send(&p->w, &(struct test_request){.target = name, .body = "name=X", .type = "application/x-www-form-urlencoded"});
	assert_status(&p->w, 403);
	web_send(&p->w, &(struct test_request){.target = name, .body = others, .type = "application/x-www-form-urlencoded"});
	assert_status(&p->w, 403);
	web_send(&p->w, &(struct test_request){.target = name, .body = "name=X&csrf=", .type = "application/x-www-form-urlencoded",
		.headers = "Sec-Fetch-Site: same-origin"});
	assert_status(&p->w, 403);
	web_send(&p->w, &(struct test_request){.target = name, .body = "name=Lakeside", .type = "application/x-www-form-urlencoded",
		.headers = str_format(p->t->c->arena, "X-CSRF: %s", p->w.csrf).p});
	assert_status(&p->w, 200);
	assert_int_equal(count(p, "select count(*) as n from organization where name = 'X'"), 0);
}

in_a_place(a_public_form_of_another_tab_is_taken_when_the_browser_vouches_for_it)
{
	struct test_request r = {.target = "/enter", .body = "a=1", .type = "application/x-www-form-urlencoded"};

	web_sign_in(&p->w, p->t, DAN);
	web_send(&p->w, &r);
	assert_status(&p->w, 403);
	r.headers = "Sec-Fetch-Site: same-origin";
	web_send(&p->w, &r);
	assert_status(&p->w, 200);
	r.headers = "Origin: http://evil.example";
	web_send(&p->w, &r);
	assert_status(&p->w, 403);
}

in_a_place(the_sign_in_s_cookie_is_out_of_reach_of_scripts_and_other_hosts)
{
	web_get(&p->w, "/enter?token=abc&then=/account?x=1");
	assert_str(answer_header(p->w.a, "Set-Cookie"), "porchlight=abc; Path=/; HttpOnly; SameSite=Lax");
	assert_str(answer_header(p->w.a, "Location"), "/account?x=1");
	web_get(&p->w, "/enter");
	assert_str(answer_header(p->w.a, "Set-Cookie"), "porchlight=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
	p->w.tls = true;
	web_get(&p->w, "/enter?token=abc");
	assert_str(answer_header(p->w.a, "Set-Cookie"), "__Host-porchlight=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
	web_sign_in(&p->w, p->t, DAN);
	web_get(&p->w, "/account");
	assert_status(&p->w, 200);
	p->w.tls = false; /* the same cookie without TLS is nobody's */
	web_get(&p->w, "/account");
	assert_status(&p->w, 303);
}

in_a_place(a_way_back_leads_to_our_own_pages_only)
{
	static const char *const elsewhere[] = {"//evil.example", "/%5Cevil.example", "https://evil.example", "/%09/evil.example",
		"javascript:alert(1)", "account", "", "/%0d%0aSet-Cookie:%20a=b"};

	for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
		web_get(&p->w, str_format(p->t->c->arena, "/enter?then=%s", elsewhere[i]).p);
		assert_str(answer_header(p->w.a, "Location"), "/home");
	}
}

/* ---- the journal ------------------------------------------------------------------------------------------------- */

in_a_place(what_was_seen_is_in_the_journal_with_whom_and_where_from)
{
	static const char seen[] = "select count(*) as n from journal where center_id = 101 and event = 'view_chart' "
				   "and person_id = 1005 and account_id = 2003 and address = '198.51.100.7'";

	web_sign_in(&p->w, p->t, CLEO);
	p->w.address = "198.51.100.7";
	web_get(&p->w, p->pat);
	assert_status(&p->w, 200);
	assert_int_equal(count(p, seen), 1);
	web_get(&p->w, p->sam);
	assert_status(&p->w, 404);
	web_sign_in(&p->w, p->t, ANN);
	web_get(&p->w, p->pat);
	assert_status(&p->w, 403);
	assert_int_equal(count(p, "select count(*) as n from journal where event = 'view_chart'"), 1);
}

/* Whichever statement or commit fails: no half a page, nothing shown that is not in the journal, and
 * the next request is served. */
in_a_place(a_database_that_fails_anywhere_gives_a_clean_page)
{
	unsigned n = 0;

	web_sign_in(&p->w, p->t, CLEO);
	do {
		int before = count(p, "select count(*) as n from journal");

		db_fail_nth(++n);
		web_get(&p->w, p->pat);
		db_fail_nth(0);
		assert_true(p->w.a->status == 200 || p->w.a->status == 500);
		assert_int_equal(web_shows(&p->w, "the record"), p->w.a->status == 200);
		assert_int_equal(count(p, "select count(*) as n from journal"), before + (p->w.a->status == 200));
	} while (p->w.a->status != 200 && n < 100);
	assert_true(n > 3 && n < 100);
	for (n = 1; n < 30; n++) {
		db_fail_nth(n);
		web_post(&p->w, north(p, "/name"), "name=Harbor");
		db_fail_nth(0);
		assert_true(p->w.a->status == 403 || p->w.a->status == 500); /* CLEO may not, and is told so or nothing */
	}
}

in_a_place(activity_keeps_the_sign_in_and_polling_does_not)
{
	web_sign_in(&p->w, p->t, CLEO);
	p->w.app.now.ms += 5 * MS_PER_MINUTE;
	web_get(&p->w, north(p, "/poll"));
	assert_status(&p->w, 200);
	assert_int_equal(count(p, "select count(*) as n from signin where seen_at > created_at"), 0);
	web_get(&p->w, "/account");
	assert_int_equal(count(p, "select count(*) as n from signin where seen_at > created_at"), 1);
	p->w.app.now.ms += 14 * MS_PER_MINUTE;
	web_get(&p->w, north(p, "/poll"));
	assert_status(&p->w, 200);
	p->w.app.now.ms += 2 * MS_PER_MINUTE;
	web_get(&p->w, north(p, "/poll"));
	assert_status(&p->w, 303);
}

static const struct CMUnitTest tests[] = {
        on_both(a_record_opens_for_those_of_its_center_who_may),
        on_both(what_is_there_but_not_yours_looks_like_nothing_at_all),
        on_sqlite(a_sign_in_that_ended_leads_back_to_the_page_and_stops_a_form),
        on_sqlite(a_file_of_somebody_who_may_not_send_one_is_not_even_received),
        on_both(a_form_needs_the_token_of_this_very_sign_in),
        on_sqlite(a_public_form_of_another_tab_is_taken_when_the_browser_vouches_for_it),
        on_sqlite(the_sign_in_s_cookie_is_out_of_reach_of_scripts_and_other_hosts),
        on_sqlite(a_way_back_leads_to_our_own_pages_only),
        on_both(what_was_seen_is_in_the_journal_with_whom_and_where_from),
        on_both(a_database_that_fails_anywhere_gives_a_clean_page),
        on_both(activity_keeps_the_sign_in_and_polling_does_not),
};
TEST_GROUP(dispatch, tests)
