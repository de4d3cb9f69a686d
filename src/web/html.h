/* html.h - the only way text gets into a page. Templates (tools/tplc) call these; what goes where
 * decides the escaping, and the C type decides what may go there. struct html is text that is already
 * HTML (Markdown renderer, another template); struct url is an address made by a url_ function. There
 * is no other way to write unescaped. */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include "base/ctx.h"
#include "base/id.h"

struct html {
	str s;
};
struct url {
	str s;
};
/* A short text by value: "6 h 20", "Mon 23 Nov". */
struct label {
	char s[64];
};
struct label label_format(const char *fmt, ...) PRINTF_LIKE(1, 2);

void html_text_str(struct ctx *c, str s);         /* & < > " ' escaped */
void html_text_z(struct ctx *c, const char *s);
void html_text_int(struct ctx *c, int64_t v);
void html_text_uint(struct ctx *c, uint64_t v);
void html_text_label(struct ctx *c, struct label v);
void html_text_date(struct ctx *c, struct date_text v);
void html_text_id(struct ctx *c, struct id_text v);
void html_text_minute(struct ctx *c, struct minute_text v);
void html_raw(struct ctx *c, struct html v);
/* Escaped; anything but / # ? http(s): mailto: tel:, and //, becomes "#". */
void html_url(struct ctx *c, struct url u);
void html_literal(struct ctx *c, const char *p, size_t n); /* template text */
void html_csrf(struct ctx *c); /* <input type="hidden" name="csrf" ...> of this request; web/csrf.c has it */

/* clang-format off */
#define HTML_TEXTS \
	str: html_text_str, const char *: html_text_z, char *: html_text_z, \
	char: html_text_int, signed char: html_text_int, short: html_text_int, int: html_text_int, \
	long: html_text_int, long long: html_text_int, \
	unsigned char: html_text_uint, unsigned short: html_text_uint, unsigned: html_text_uint, \
	unsigned long: html_text_uint, unsigned long long: html_text_uint, \
	struct label: html_text_label, struct date_text: html_text_date, struct id_text: html_text_id, \
	struct minute_text: html_text_minute, struct url: html_url
#define PUT_ATTR(c, x) _Generic((x), HTML_TEXTS)((c), (x))
#define PUT_TEXT(c, x) _Generic((x), struct html: html_raw, HTML_TEXTS)((c), (x))
/* clang-format on */
#define PUT_URL(c, u) html_url((c), (u))
#define PUT_CSRF(c) html_csrf(c)
#define PUT_LITERAL(c, text) html_literal((c), "" text, sizeof(text) - 1)
/* What is put between begin and end is taken out of the page and given back as text that is escaped already.
 * For a layout's quoted values. */
struct html_capture {
	size_t from;
};
void html_capture_begin(struct ctx *c, struct html_capture *h);
struct html html_capture_end(struct ctx *c, struct html_capture *h); /* in the arena */

#endif
