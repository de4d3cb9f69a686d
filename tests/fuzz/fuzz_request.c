/* fuzz_request.c - any bytes as a request: an answer with a status of ours and all the security
 * headers, whatever was asked. The input is "METHOD target", lines "Name: value", an empty line and
 * the body, with bare line feeds. */
#include "web/serve.h"

#include "base/log.h"
#include "base/stream.h"
#include "fuzz/fuzz.h"

static err show(struct ctx *c)
{
	static const struct field f[] = {{"d", "Date"}, {"t", "Time"}, {"i", "Number"}, {"s", "Text", .required = true}};
	int64_t id;

	(void)form_date(c, &f[0]);
	(void)form_minute(c, &f[1]);
	(void)form_int(c, &f[2]);
	(void)form_text(c, &f[3]);
	if (path_id(c, "id", &id) == OK)
		buf_int(c->out, id);
	buf_format(c->out, "%.*s %.*s", STR_ARG(path_text(c, "id")), STR_ARG(request_notice(c)));
	TRY(problems_end(c));
	return redirect(c, url_ours(c, query_text(c, "then"), url_literal("/")), form_raw(c, "s"));
}

#define OPEN PERM_PUBLIC, JOURNAL_NONE
static const struct route routes[] = {
        {METHOD_GET, "/", show, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/", show, OPEN, ROUTE_NO_TX, 0},
        {METHOD_POST, "/up", show, OPEN, ROUTE_NO_TX | ROUTE_UPLOAD, 4000},
        {METHOD_GET, "/x/{id}", show, OPEN, ROUTE_NO_TX | ROUTE_API, 0},
        {METHOD_GET, "/public", show, OPEN, ROUTE_NO_TX | ROUTE_PUBLIC_CACHE, 0},
};
static const struct route_table table = {routes, COUNT_OF(routes)};

static struct app *the_app(void)
{
	static struct app app = {.tables = &table, .n_tables = 1};
	str why;

	if (!app.router) {
		log_from(LOG_LEVEL_NONE);
		MUST(app_open(&app, &why) == OK);
	}
	return &app;
}

static void check_answer(const struct answer *a)
{
	static const int known[] = {200, 303, 400, 401, 403, 404, 405, 413, 422, 503};
	bool good = false;

	for (size_t i = 0; i < COUNT_OF(known); i++)
		good |= a->status == known[i];
	MUST(good);
	MUST(answer_header(a, "Content-Security-Policy").n && answer_header(a, "Cache-Control").n);
	MUST(str_is(answer_header(a, "X-Content-Type-Options"), "nosniff"));
	for (size_t i = 0; i < a->n_headers; i++) {
		MUST(str_find(a->headers[i].value, '\r', 0) == a->headers[i].value.n);
		MUST(str_find(a->headers[i].value, '\n', 0) == a->headers[i].value.n);
	}
	if (a->status == 303) {
		str to = answer_header(a, "Location");

		MUST(to.n && to.p[0] == '/' && !str_starts(to, "//") && !str_starts(to, "/\\"));
	}
}

/* The lines before the empty one; what is left is the body. */
static str read_head(str input, struct raw_request *raw, struct header *headers)
{
	str rest, line = str_cut(input, '\n', &rest);

	raw->method = str_cut(line, ' ', &raw->target);
	while (rest.p && raw->n_headers <= HEADERS_MAX) {
		str value;

		line = str_cut(rest, '\n', &rest);
		if (!line.n)
			return rest;
		headers[raw->n_headers].name = str_cut(line, ':', &value);
		headers[raw->n_headers++].value = str_trim(value);
	}
	return rest;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct raw_request raw = {.address = STR("127.0.0.1")};
	struct header headers[HEADERS_MAX + 1];
	str body, input = {(const char *)data, size};
	struct exchange *x;

	raw.headers = headers;
	body = read_head(input, &raw, headers);
	check_answer(web_serve(the_app(), &raw, body, &x));
	exchange_close(x);
	return 0;
}
