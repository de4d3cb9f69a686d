/* html.c - escaping. Text is copied in runs between the few bytes that need care, so that a page costs
 * little more than copying it. One escaping serves text and quoted attributes alike. */
#include "web/html.h"

#include <stdarg.h>

/* The bytes that need care, as numbers of what stands for them. */
static const uint8_t special[256] = {['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5};
static const str entities[] = {STR(""), STR("&amp;"), STR("&lt;"), STR("&gt;"), STR("&quot;"), STR("&#39;")};

/* The length of s without a UTF-8 sequence that its end cuts off. */
static size_t whole(const char *s, size_t n)
{
	size_t lead = n;
	unsigned char first;

	while (lead && ((unsigned char)s[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (!lead)
		return 0;
	first = (unsigned char)s[lead - 1];
	return lead - 1 + (first < 0x80 ? 1U : first < 0xe0 ? 2U : first < 0xf0 ? 3U : 4U) <= n ? n : lead - 1;
}

struct label label_format(const char *fmt, ...)
{
	struct label l = {0};
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(l.s, sizeof(l.s), fmt, ap);
	va_end(ap);
	if (n >= (int)sizeof(l.s))
		l.s[whole(l.s, sizeof(l.s) - 1)] = '\0';
	return l;
}

void html_text_str(struct ctx *c, str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		uint8_t which = special[(unsigned char)s.p[i]];

		if (!which)
			continue;
		buf_put(c->out, s.p + from, i - from);
		buf_str(c->out, entities[which]);
		from = i + 1;
	}
	buf_put(c->out, s.p + from, s.n - from);
}

void html_text_z(struct ctx *c, const char *s)
{
	html_text_str(c, str_of(s));
}

void html_text_int(struct ctx *c, int64_t v)
{
	buf_int(c->out, v);
}

void html_text_uint(struct ctx *c, uint64_t v)
{
	if (v <= INT64_MAX)
		buf_int(c->out, (int64_t)v);
	else
		buf_format(c->out, "%llu", (unsigned long long)v);
}

void html_text_label(struct ctx *c, struct label v)
{
	html_text_z(c, v.s);
}

void html_text_date(struct ctx *c, struct date_text v)
{
	html_text_z(c, v.s);
}

void html_text_id(struct ctx *c, struct id_text v)
{
	html_text_z(c, v.s);
}

void html_text_minute(struct ctx *c, struct minute_text v)
{
	html_text_z(c, v.s);
}

void html_raw(struct ctx *c, struct html v)
{
	buf_str(c->out, v.s);
}

void html_literal(struct ctx *c, const char *p, size_t n)
{
	buf_put(c->out, p, n);
}

/* Browsers drop tabs and line feeds from addresses and read \ as /, so "/\t/host" would lead away from us. */
static bool harmless(str url)
{
	static const char *const schemes[] = {"https:", "http:", "mailto:", "tel:"};

	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ' || url.p[i] == '\\' || url.p[i] == 0x7f)
			return false;
	if (!url.n || str_starts(url, "//"))
		return false;
	if (strchr("/#?", url.p[0]))
		return true;
	for (size_t i = 0; i < COUNT_OF(schemes); i++)
		if (str_eq_ascii_case(str_slice(url, 0, strlen(schemes[i])), str_of(schemes[i])))
			return true;
	return false;
}

void html_url(struct ctx *c, struct url u)
{
	html_text_str(c, harmless(u.s) ? u.s : STR("#"));
}

void html_capture_begin(struct ctx *c, struct html_capture *h)
{
	h->from = c->out->n;
}

struct html html_capture_end(struct ctx *c, struct html_capture *h)
{
	struct html text = {str_copy(c->arena, str_slice(buf_view(c->out), h->from, c->out->n))};

	c->out->n = h->from;
	return text;
}
