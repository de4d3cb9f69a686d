/* test_web.c - a browser of a hundred lines: builds a head, keeps cookies. */
#include "support/test_web.h"

#include "access/inner.h"
#include "base/log.h"

void test_web_open(struct test_web *w, struct db *db, const struct route_table *tables, size_t n)
{
	str why = STR_NONE;

	log_from(LOG_LEVEL_NONE);

	*w = (struct test_web){.host = "localhost:8080", .address = "127.0.0.1"};
	w->app.db = db;
	w->app.tables = tables;
	w->app.n_tables = n;
	if (app_open(&w->app, &why) != OK)
		fail_msg("%.*s", STR_ARG(why));
}

static void end_last(struct test_web *w)
{
	if (w->x)
		exchange_close(w->x);
	w->x = NULL;
	w->a = NULL;
	buf_free(&w->pieces);
}

void test_web_close(struct test_web *w)
{
	end_last(w);
	app_close(&w->app);
	log_from(LOG_LEVEL_INFO);
}

/* ---- cookies ------------------------------------------------------------------------------------------------------ */

static struct test_cookie *cookie_at(struct test_web *w, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(w->jar); i++)
		if (!strcmp(w->jar[i].name, name))
			return &w->jar[i];
	return strcmp(name, "") ? cookie_at(w, "") : NULL;
}

void web_cookie_set(struct test_web *w, const char *name, const char *value)
{
	struct test_cookie *at = cookie_at(w, name);

	assert_non_null(at);
	(void)snprintf(at->name, sizeof(at->name), "%s", *value ? name : "");
	(void)snprintf(at->value, sizeof(at->value), "%s", value);
}

const char *web_cookie(const struct test_web *w, const char *name)
{
	const struct test_cookie *at = cookie_at((struct test_web *)w, name);

	return at && !strcmp(at->name, name) ? at->value : "";
}

static void keep_cookies(struct test_web *w)
{
	for (size_t i = 0; i < w->a->n_headers; i++) {
		const struct header *h = &w->a->headers[i];
		char name[64], value[1024];
		str rest, pair, key;

		if (!str_eq_ascii_case(h->name, STR("set-cookie")))
			continue;
		pair = str_cut(h->value, ';', &rest);
		key = str_cut(pair, '=', &pair);
		(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(key));
		(void)snprintf(value, sizeof(value), "%.*s", STR_ARG(pair));
		web_cookie_set(w, name, value);
	}
}

struct entry {
	enum world_person who;
	str token;
};

static err insert_signin(struct wtx *w, void *arg)
{
	struct ctx *c = wtx_ctx(w);
	struct entry *e = arg;

	return signin_insert(w, NULL, .id = {id_make(c->now)}, .token_hash = token_hash(c, e->token), .account_id = ACCOUNT(e->who),
		.stage = SIGNIN_FULL);
}

void web_sign_in(struct test_web *w, struct test_db *t, enum world_person who)
{
	struct entry e = {who, token_make(t->c)};

	world_sql(t, "update account set totp_last_step = 1 where id = %d", (int)ACCOUNT(who).v);
	assert_ok(db_write(t->c, t->db, insert_signin, &e));
	w->app.now = t->c->now;
	web_cookie_set(w, w->tls ? "__Host-porchlight" : "porchlight", e.token.p);
	(void)snprintf(w->csrf, sizeof(w->csrf), "%.*s", STR_ARG(token_csrf(t->c, e.token)));
}

/* ---- requests ----------------------------------------------------------------------------------------------------- */

struct head {
	struct header v[HEADERS_MAX + 20];
	size_t n;
};

static void add(struct head *h, str name, str value)
{
	assert_true(h->n < COUNT_OF(h->v));
	h->v[h->n++] = (struct header){name, value};
}

static void add_cookies(struct test_web *w, struct head *h, struct buf *text)
{
	for (size_t i = 0; i < COUNT_OF(w->jar); i++)
		if (*w->jar[i].name)
			buf_format(text, "%s%s=%s", text->n ? "; " : "", w->jar[i].name, w->jar[i].value);
	if (text->n)
		add(h, STR("Cookie"), buf_view(text));
}

static void add_further(struct head *h, const char *headers)
{
	str rest = str_of(headers);

	while (rest.p) {
		str value, line = str_cut(rest, '\n', &rest);
		str name = str_cut(line, ':', &value);

		add(h, name, str_trim(value));
	}
}

/* What the server would send piece by piece. */
static void read_pieces(struct test_web *w)
{
	char piece[10000];
	size_t got;

	w->whole = *w->a;
	buf_init(&w->pieces, (size_t)w->a->pieces_n);
	for (int64_t at = 0; at < w->a->pieces_n; at += (int64_t)got) {
		assert_ok(exchange_piece(w->x, at, piece, sizeof(piece), &got));
		assert_true(got > 0);
		buf_put(&w->pieces, piece, got);
	}
	w->whole.body = buf_view(&w->pieces);
	w->a = &w->whole;
}

void web_send(struct test_web *w, const struct test_request *r)
{
	struct raw_request raw = {.target = str_of(r->target), .address = str_of(w->address), .tls = w->tls};
	struct head h = {0};
	struct buf body, cookies;
	char length[24];

	end_last(w);
	buf_init(&body, 64 << 20);
	buf_init(&cookies, 64 << 10);
	if (r->body)
		buf_put(&body, r->body, r->body_n ? r->body_n : strlen(r->body));
	if (r->body && !r->type && *w->csrf)
		buf_format(&body, "%scsrf=%s", body.n ? "&" : "", w->csrf);
	raw.method = str_of(r->method ? r->method : r->body ? "POST" : "GET");
	if (w->host)
		add(&h, STR("Host"), str_of(w->host));
	(void)snprintf(length, sizeof(length), "%zu", body.n);
	if (r->body) {
		add(&h, STR("Content-Type"), str_of(r->type ? r->type : "application/x-www-form-urlencoded"));
		add(&h, STR("Content-Length"), str_of(length));
	}
	add_cookies(w, &h, &cookies);
	add_further(&h, r->headers);
	raw.headers = h.v;
	raw.n_headers = h.n;
	w->a = web_serve(&w->app, &raw, buf_view(&body), &w->x);
	if (w->a->pieces)
		read_pieces(w);
	keep_cookies(w);
	buf_free(&body);
	buf_free(&cookies);
}

void web_get(struct test_web *w, const char *target)
{
	web_send(w, &(struct test_request){.target = target});
}

void web_post(struct test_web *w, const char *target, const char *form)
{
	web_send(w, &(struct test_request){.target = target, .body = form});
}

bool web_shows(const struct test_web *w, const char *text)
{
	return str_index(w->a->body, str_of(text)) >= 0;
}
