/* web.h - what a page or form handler works with: routes, the request, the answer.
 * A handler reads the path and the form, asks permission, calls a rule, and names a template or a place to go.
 * Handlers run on the connection's own thread with ctx->tx open for reading; they write only through web_write. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "access/access.h"
#include "base/ctx.h"
#include "db/db.h"
#include "web/html.h"
#include "web/layout.h"

/* ---- routes ---------------------------------------------------------------------------------------------------- */

enum method { METHOD_GET = 1, METHOD_POST };

typedef err web_handler(struct ctx *c);

enum route_flag {
	ROUTE_PUBLIC_CACHE = 1, /* no cookie is read; caches may keep the answer for a minute, and kept.h does for seconds */
	ROUTE_QUIET = 2,        /* polled by a script: does not count as the person being active */
	ROUTE_API = 4,          /* problems and errors as JSON in place of a page */
	ROUTE_UPLOAD = 8,       /* multipart/form-data with files, spooled to disk; body_max applies */
	ROUTE_NO_TX = 16,       /* needs no database at all */
};

/* One row of a feature's const route table. Pattern parts in braces are path values: "/c/{center}/sessions/{session}".
 * {center} makes the request a center's: the dispatcher reads it, and the permission is asked for there.
 * permission PERM_UNSET and event JOURNAL_UNSET stop the start of the program. */
struct route {
	enum method method;
	const char *pattern;
	web_handler *handler;
	enum permission permission;
	enum journal_event event; /* written when the handler made a page; JOURNAL_NONE: only what its proofs bring and it writes itself */
	unsigned flags;
	size_t body_max; /* bytes; 0 = 64 KiB */
};

/* Each feature exports `const struct route x_routes[]` and `const size_t x_routes_n`; cli/serve lists the features. */
struct route_table {
	const struct route *v;
	size_t n;
};

/* ---- reading the request --------------------------------------------------------------------------------------- */

/* A path value by name; ERR_NOT_FOUND when it is not an id. */
NODISCARD err path_id(struct ctx *c, const char *name, int64_t *out);
#define PATH_ID(c, name, out) path_id((c), (name), &(out)->v)
NODISCARD err path_date(struct ctx *c, const char *name, date *out);
str path_text(struct ctx *c, const char *name);

/* A query parameter or form field as sent, first of its name; none when missing. Forms are parsed before the handler runs:
 * at most 2,000 fields, UTF-8, no NUL; otherwise the dispatcher has answered 400 already. */
str query_text(struct ctx *c, const char *name);
/* The i-th value of a repeated query parameter (check boxes); none past the last. */
str query_nth(struct ctx *c, const char *name, size_t i);
/* The day in the address (?week=2026-11-23), or `otherwise` where there is none or one outside the years 1900 to 2199. */
date query_day(struct ctx *c, const char *name, date otherwise);
str form_raw(struct ctx *c, const char *name);
bool form_has(struct ctx *c, const char *name);
/* The i-th value of a repeated field (check boxes); none past the last. */
str form_nth(struct ctx *c, const char *name, size_t i);

/* Typed fields. Each notes a problem beside the field and gives "none" when the value is missing (with `required`) or wrong, so that a
 * handler reads all fields first and then says TRY(problems_end(c)). Limits are in Unicode code points. */
struct field {
	const char *name;
	const char *label; /* as on the page, for the sentence: "Enter a title" uses it */
	bool required;
	const char *ask;   /* when it is missing, in place of "Enter a <label>" or "Select a <label>" */
	bool lines;        /* text: may have line breaks */
	size_t max;        /* text: code points, 0 = 200 */
	int64_t least, most; /* int: range; both 0 = any */
};
str form_text(struct ctx *c, const struct field *f); /* tidied (NFC, trimmed); none when empty */
date form_date(struct ctx *c, const struct field *f); /* YYYY-MM-DD (input type=date) or M/D/YYYY */
int form_minute(struct ctx *c, const struct field *f); /* time of day; -1 = none */
struct opt_int form_int(struct ctx *c, const struct field *f);
bool form_bool(struct ctx *c, const char *name); /* check box */
int64_t form_id(struct ctx *c, const struct field *f); /* 0 = none */
int form_code(struct ctx *c, const struct field *f, const struct code_table *t); /* 0 = none */

struct upload {
	str filename; /* as sent; for messages only */
	const char *path; /* the spooled file; removed when the request ends */
	int64_t size;
};
/* The i-th uploaded file of this field. False: there is none. */
bool form_upload(struct ctx *c, const char *name, size_t i, struct upload *out);

enum method request_method(struct ctx *c);
str request_path(struct ctx *c); /* without the query */
str request_header(struct ctx *c, const char *name);
str request_address(struct ctx *c); /* of the caller, believed only from a trusted proxy */
bool request_wants_fragment(struct ctx *c); /* our own script asks (X-Porchlight: fragment): answer with a part of a page */
str request_body(struct ctx *c); /* of a POST that sent no form: an API's JSON */

/* ---- answering ------------------------------------------------------------------------------------------------- */

/* 200 with the page that tpl writes. */
#define page(c, tpl, ...) (page_begin(c), tpl((c)__VA_OPT__(,) __VA_ARGS__), page_done((c), 200))
/* The form again after problems: 422, the page's title starts with "Error:". */
#define page_again(c, tpl, ...) (page_problems(c), tpl((c)__VA_OPT__(,) __VA_ARGS__), page_done((c), 422))
void page_begin(struct ctx *c); /* drops what was rendered before and starts the clock of Server-Timing */
NODISCARD err page_done(struct ctx *c, int status);
void page_problems(struct ctx *c); /* page_begin for a form with problems */
bool page_has_problems(struct ctx *c); /* for layouts: the title starts with "Error:" and the summary is shown */
/* 303 to a page of ours; `notice` (may be none) is shown there once. */
NODISCARD err redirect(struct ctx *c, struct url to, str notice);
/* A file for download: type, neutral name. The body is what was written to c->out. */
NODISCARD err send_file(struct ctx *c, const char *type, const char *filename);
/* A body of this type from c->out; for feeds and JSON. */
NODISCARD err send_body(struct ctx *c, int status, const char *type);
/* The same with an entity tag of the body's hash: who asks again and has it (If-None-Match) gets 304. For what programs ask for often. */
NODISCARD err send_if_changed(struct ctx *c, const char *type);
/* What is too long for memory and lies ready somewhere: `read` puts at least one byte from `at` on into `into`, at most `room`. It is asked
 * while the answer goes out, each time with memory and a read view of its own, so what it reads must not change. */
struct pieces {
	const char *type;
	str etag; /* in quotes; another one when the bytes differ */
	int64_t size;
	err (*read)(struct ctx *c, const void *arg, int64_t at, char *into, size_t room, size_t *got);
	const void *arg; /* the arena's */
};
/* All of it, or the part that the caller wants (Range, If-Range: 206 or 416), or nothing when they have it (If-None-Match: 304). */
NODISCARD err send_pieces(struct ctx *c, const struct pieces *p);
void response_header(struct ctx *c, const char *name, const char *value);
/* Where a download of any length is written (csv_, json_): past 256 KiB it moves to the disk, so that memory does not grow.
 * End it (sink_end, json_end ...) before send_file or send_body. */
struct sink;
void send_sink(struct ctx *c, struct sink *s);
/* The cookie that carries a sign-in's token; none takes it back. */
void signin_cookie(struct ctx *c, str token);
/* The notice a redirect left for this page, or none. */
str request_notice(struct ctx *c);

/* Write: db_write with this request's pool; the read view is renewed afterwards so that the page shows what was written. */
NODISCARD err web_write(struct ctx *c, db_write_fn *fn, void *arg);

/* Addresses. "%id" style is not offered: every url_ function of a feature is built from these. */
struct url url_literal(const char *path); /* a constant of ours */
struct url url_format(struct ctx *c, const char *fmt, ...) PRINTF_LIKE(2, 3); /* path parts must be ids, dates or codes */
/* fmt with "/c/<center>" of this request before it. */
struct url url_center(struct ctx *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Adds ?name=value or &name=value, percent-encoded. */
struct url url_with(struct ctx *c, struct url u, const char *name, str value);
/* An address that came with the request ("then" of the sign-in page): a path of ours, or `otherwise` when it is anything else. */
struct url url_ours(struct ctx *c, str sent, struct url otherwise);
#define ID(x) (id_show((x).v).s)

#endif
