/* cookie.c - reading and writing cookies; sealing the notice. */
#include "web/cookie.h"

#include <sodium.h>

#define NOTICE_MAX 500
#define NOTICE_SECONDS 60
#define NONCE crypto_secretbox_NONCEBYTES
#define MAC crypto_secretbox_MACBYTES
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static str full_name(struct ctx *c, const char *name)
{
	return c->req->https ? str_format(c->arena, "__Host-%s", name) : str_of(name);
}

str cookie_read(struct ctx *c, const char *name)
{
	bool shared = c->req->route && (c->req->route->flags & ROUTE_PUBLIC_CACHE);
	str rest = shared ? STR_NONE : request_header(c, "cookie");
	str wanted = full_name(c, name);

	while (rest.p) {
		str value, pair = str_trim(str_cut(rest, ';', &rest));
		str key = str_cut(pair, '=', &value);

		if (str_eq(key, wanted) && value.n)
			return value;
	}
	return STR_NONE;
}

void cookie_write(struct ctx *c, const char *name, str value, int seconds)
{
	str cookie = str_format(c->arena, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s", STR_ARG(full_name(c, name)),
		STR_ARG(value), c->req->https ? "; Secure" : "");

	if (seconds >= 0)
		cookie = str_format(c->arena, "%.*s; Max-Age=%d", STR_ARG(cookie), seconds);
	response_header(c, "Set-Cookie", cookie.p);
}

void signin_cookie(struct ctx *c, str token)
{
	cookie_write(c, COOKIE_SIGNIN, token, token.n ? -1 : 0);
}

struct sealed {
	int64_t until_ms;
	char text[NOTICE_MAX];
};

void notice_leave(struct ctx *c, str text)
{
	struct sealed plain = {.until_ms = c->now.ms + NOTICE_SECONDS * 1000};
	unsigned char box[NONCE + MAC + sizeof(plain)];
	char out[sodium_base64_ENCODED_LEN(sizeof(box), BASE64)];
	size_t n;

	while (text.n > NOTICE_MAX)
		text.n = NOTICE_MAX;
	while (text.n && !str_valid_text(text)) /* cut in the middle of a character */
		text.n--;
	memcpy(plain.text, text.p, text.n);
	n = offsetof(struct sealed, text) + text.n;
	randombytes_buf(box, NONCE);
	crypto_secretbox_easy(box + NONCE, (const unsigned char *)&plain, n, box, c->app->seal_key);
	sodium_bin2base64(out, sizeof(out), box, NONCE + MAC + n, BASE64);
	cookie_write(c, COOKIE_NOTICE, str_of(out), NOTICE_SECONDS);
}

static str notice_open(struct ctx *c, str cookie)
{
	struct sealed plain;
	unsigned char box[NONCE + MAC + sizeof(plain)];
	size_t n, head = offsetof(struct sealed, text);

	if (sodium_base642bin(box, sizeof(box), cookie.p, cookie.n, NULL, &n, NULL, BASE64) || n < NONCE + MAC + head)
		return STR_NONE;
	n -= NONCE;
	if (crypto_secretbox_open_easy((unsigned char *)&plain, box + NONCE, n, box, c->app->seal_key))
		return STR_NONE;
	if (plain.until_ms < c->now.ms)
		return STR_NONE;
	return str_copy(c->arena, (str){plain.text, n - MAC - head});
}

str request_notice(struct ctx *c)
{
	struct request *r = c->req;
	str cookie;

	if (r->notice_read)
		return r->notice;
	r->notice_read = true;
	cookie = cookie_read(c, COOKIE_NOTICE);
	if (!cookie.p)
		return STR_NONE;
	r->notice = notice_open(c, cookie);
	cookie_write(c, COOKIE_NOTICE, STR(""), 0);
	return r->notice;
}
