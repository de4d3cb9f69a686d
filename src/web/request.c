/* request.c - reading the head of a request, and what handlers ask of it. */
#include "web/request.h"

/* ---- the head --------------------------------------------------------------------------------------------------- */

#define TARGET_MAX 8000

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A character of a header's name (RFC 9110, token). */
static bool is_token(char c)
{
	return is_letter(c) || is_digit(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

size_t request_count(const struct request *r, const char *name, str *first)
{
	str wanted = str_of(name);
	size_t n = 0;

	*first = STR_NONE;
	for (size_t i = 0; i < r->raw->n_headers; i++)
		if (str_eq_ascii_case(r->raw->headers[i].name, wanted) && n++ == 0)
			*first = r->raw->headers[i].value;
	return n;
}

str request_list(struct ctx *c, const char *name)
{
	const struct raw_request *raw = c->req->raw;
	str wanted = str_of(name), list = STR_NONE;

	for (size_t i = 0; i < raw->n_headers; i++) {
		str value = raw->headers[i].value;

		if (!str_eq_ascii_case(raw->headers[i].name, wanted))
			continue;
		list = list.p ? str_format(c->arena, "%.*s, %.*s", STR_ARG(list), STR_ARG(value)) : value;
	}
	return list;
}

static bool headers_sane(const struct raw_request *raw)
{
	for (size_t i = 0; i < raw->n_headers; i++) {
		const struct header *h = &raw->headers[i];

		if (!h->name.n)
			return false;
		for (size_t k = 0; k < h->name.n; k++)
			if (!is_token(h->name.p[k]))
				return false;
		for (size_t k = 0; k < h->value.n; k++)
			if ((unsigned char)h->value.p[k] < ' ' ? h->value.p[k] != '\t' : h->value.p[k] == 0x7f)
				return false;
	}
	return true;
}

static bool port_sane(str port)
{
	int64_t n;

	return !port.n || (is_digit(port.p[0]) && str_to_int(port, &n) && n > 0 && n < 65536);
}

/* name, name:port, [::1] or [::1]:port, and nothing that could end up in a page or an address as
 * something else. */
static bool host_sane(str host)
{
	bool six = host.n && host.p[0] == '[';
	size_t end = six ? str_find(host, ']', 0) : str_find(host, ':', 0);
	str port;

	if (!host.n || host.n > 255 || end <= six || (six && end == host.n))
		return false;
	for (size_t i = six; i < end; i++) {
		char ch = host.p[i];

		if (!is_digit(ch) && !is_letter(ch) && !strchr(six ? ":." : ".-_", ch))
			return false;
	}
	port = str_slice(host, end + six, host.n);
	return !port.n || (port.p[0] == ':' && port_sane(str_slice(port, 1, port.n)));
}

static bool path_sane(str target)
{
	for (size_t i = 0; i < target.n; i++)
		if (target.p[i] <= ' ' || target.p[i] >= 0x7f || target.p[i] == '#' || target.p[i] == '\\')
			return false;
	return target.n && target.p[0] == '/';
}

static err read_length(struct ctx *c, struct request *r)
{
	str length, coding;
	size_t lengths = request_count(r, "content-length", &length);
	size_t codings = request_count(r, "transfer-encoding", &coding);

	r->length = -1;
	if (lengths > 1 || codings > 1 || (lengths && codings))
		FAIL(c, ERR_MALFORMED, "The request states its length more than once.");
	if (codings && !str_eq_ascii_case(coding, STR("chunked")))
		FAIL(c, ERR_MALFORMED, "The request uses a transfer coding other than chunked.");
	if (lengths && (!length.n || !is_digit(length.p[0]) || !str_to_int(length, &r->length)))
		FAIL(c, ERR_MALFORMED, "The request's length is not a number.");
	return OK;
}

static void read_caller(struct ctx *c, struct request *r)
{
	const struct app *app = c->app;
	str peer = r->raw->address, proto, host;

	c->address = peer;
	r->https = r->raw->tls;
	if (!net_trusted(app->trusted, app->n_trusted, peer))
		return;
	c->address = net_caller(app->trusted, app->n_trusted, peer, request_list(c, "x-forwarded-for"));
	if (request_count(r, "x-forwarded-proto", &proto))
		r->https = str_eq_ascii_case(str_trim(proto), STR("https"));
	if (request_count(r, "x-forwarded-host", &host) == 1 && host_sane(host))
		r->host = host;
}

err request_read(struct ctx *c, const struct raw_request *raw)
{
	struct request *r = c->req;
	str coding;

	if (raw->target.n > TARGET_MAX)
		FAIL(c, ERR_MALFORMED, "The address is too long.");
	if (!path_sane(raw->target) || !headers_sane(raw))
		FAIL(c, ERR_MALFORMED, "The request holds characters that do not belong there.");
	if (request_count(r, "host", &r->host) != 1 || !host_sane(r->host))
		FAIL(c, ERR_MALFORMED, "The request does not say which host it is for.");
	TRY(read_length(c, r));
	r->path = str_cut(raw->target, '?', &r->query_raw);
	r->head = str_is(raw->method, "HEAD");
	if (str_is(raw->method, "POST"))
		r->method = METHOD_POST;
	else if (r->head || str_is(raw->method, "GET"))
		r->method = METHOD_GET;
	if (r->method == METHOD_GET && (r->length > 0 || request_count(r, "transfer-encoding", &coding)))
		FAIL(c, ERR_MALFORMED, "A request that only reads carries a body.");
	read_caller(c, r);
	return OK;
}

/* ---- what handlers ask ------------------------------------------------------------------------------------------ */

str path_text(struct ctx *c, const char *name)
{
	str raw = route_value(c->req->route, &c->req->match, name);
	char *text;
	size_t n = raw.n;

	if (!memchr(raw.p ? raw.p : "", '%', raw.n))
		return raw;
	text = arena_alloc(c->arena, n + 1);
	memcpy(text, raw.p, n);
	if (!percent_decode(text, &n, false) || !str_valid_text((str){text, n}))
		return STR_NONE;
	return (str){text, n};
}

err path_id(struct ctx *c, const char *name, int64_t *out)
{
	return id_read(path_text(c, name), out) ? OK : ERR_NOT_FOUND;
}

err path_date(struct ctx *c, const char *name, date *out)
{
	return date_read(path_text(c, name), out) ? OK : ERR_NOT_FOUND;
}

str query_text(struct ctx *c, const char *name)
{
	return form_value(&c->req->query, name, 0);
}

str query_nth(struct ctx *c, const char *name, size_t i)
{
	return form_value(&c->req->query, name, i);
}

str form_raw(struct ctx *c, const char *name)
{
	return form_value(&c->req->form, name, 0);
}

bool form_has(struct ctx *c, const char *name)
{
	return form_raw(c, name).p != NULL;
}

str form_nth(struct ctx *c, const char *name, size_t i)
{
	return form_value(&c->req->form, name, i);
}

bool form_upload(struct ctx *c, const char *name, size_t i, struct upload *out)
{
	for (const struct upload_entry *u = c->req->uploads.first; u; u = u->next) {
		if (!str_is(u->field, name) || i--)
			continue;
		*out = u->file;
		return true;
	}
	return false;
}

enum method request_method(struct ctx *c)
{
	return c->req->method;
}

str request_path(struct ctx *c)
{
	return c->req->path;
}

str request_header(struct ctx *c, const char *name)
{
	str value;

	request_count(c->req, name, &value);
	return value;
}

str request_address(struct ctx *c)
{
	return c->address;
}

bool request_wants_fragment(struct ctx *c)
{
	return str_is(request_header(c, "x-porchlight"), "fragment");
}

bool request_wants_json(struct ctx *c)
{
	const struct route *route = c->req->route;

	return (route && (route->flags & ROUTE_API)) || request_wants_fragment(c);
}

str request_body(struct ctx *c)
{
	return c->req->body;
}
