/* url.c - addresses of our own pages. */
#include <stdarg.h>

#include "web/form.h"
#include "web/web.h"

static str format_into(struct arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static str format_into(struct arena *a, const char *fmt, va_list ap)
{
	char path[1024];
	int n = vsnprintf(path, sizeof(path), fmt, ap);

	/* Patterns and their ids are short; what does not fit is no address of ours. */
	return n > 0 && (size_t)n < sizeof(path) ? str_copy(a, (str){path, (size_t)n}) : STR("/");
}

struct url url_literal(const char *path)
{
	return (struct url){str_of(path)};
}

struct url url_format(struct ctx *c, const char *fmt, ...)
{
	struct url u;
	va_list ap;

	va_start(ap, fmt);
	u.s = format_into(c->arena, fmt, ap);
	va_end(ap);
	return u;
}

struct url url_center(struct ctx *c, const char *fmt, ...)
{
	va_list ap;
	str rest;

	va_start(ap, fmt);
	rest = format_into(c->arena, fmt, ap);
	va_end(ap);
	return url_format(c, "/c/%s%.*s", id_show(c->center).s, STR_ARG(rest));
}

struct url url_with(struct ctx *c, struct url u, const char *name, str value)
{
	str sent = percent_encode(c->arena, value);
	char joint = str_find(u.s, '?', 0) < u.s.n ? '&' : '?';

	return (struct url){str_format(c->arena, "%.*s%c%s=%.*s", STR_ARG(u.s), joint, name, STR_ARG(sent))};
}

/* "//host" and "/\host" lead elsewhere, and browsers drop tabs and line feeds before they look. */
struct url url_ours(struct ctx *c, str sent, struct url otherwise)
{
	if (!sent.n || sent.n > 2000 || sent.p[0] != '/' || (sent.n > 1 && sent.p[1] == '/'))
		return otherwise;
	for (size_t i = 0; i < sent.n; i++)
		if (sent.p[i] <= ' ' || sent.p[i] >= 0x7f || sent.p[i] == '\\')
			return otherwise;
	return (struct url){str_copy(c->arena, sent)};
}
