/* ctx.h - what one request carries from door to door: its memory, its clock, who asks, and what went wrong.
 * There are no other mutable globals. The layers above own the pointers they declare here. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

struct actor;   /* access/: who asks and what they may do */
struct app;     /* web/: settings and handles that live as long as the process */
struct db;      /* db/: the pool */
struct directory_memory; /* care/directory/: what searching keeps between requests */
struct finder_memory; /* care/finder/: what was counted of our own programs */
struct journal_notes; /* access/: what this request will have seen, for its row in the journal */
struct request; /* web/: the HTTP request and the answer being built */
struct tx;      /* db/: a consistent view of the data, read only */

/* One thing that is wrong with what was typed. */
struct problem {
	struct problem *next;
	str field; /* the field's name in the form, API or file; none: the whole of it */
	str text;  /* a sentence that says how to put it right */
};

/* What a request cost, printed by bench/ and in the Server-Timing header when asked for. */
struct cost {
	unsigned statements;
	int64_t sql_ns;
	int64_t wait_ns; /* waiting for a connection or for the writer's commit */
	int64_t render_ns;
};

struct ctx {
	struct arena *arena;
	instant now;             /* the request's one reading of the clock */
	int64_t request_id;      /* shown on error pages and in the log */
	const struct zone *zone; /* of the center in hand; UTC before there is one */
	int64_t center;          /* bound as :center; set by access/ only, 0 = none */
	str center_name;         /* as people call it, for the page's corner; set together with center */
	const struct actor *actor;
	struct journal_notes *journal;
	str address;             /* where the request comes from; none: the command line */
	struct db *db;
	struct tx *tx;
	struct request *req;
	struct app *app;
	struct directory_memory *directory; /* NULL: none is kept */
	struct finder_memory *finder;       /* NULL: none is kept */
	struct buf *out; /* the page being written */
	struct problem *problems; /* first found first */
	struct problem **problems_end;
	str fail_text;   /* why the last FAIL happened, for the person */
	struct cost cost;
};

/* arena is borrowed; zone is UTC until somebody knows better. */
void ctx_init(struct ctx *c, struct arena *a, instant now);

/* Say why and return e. Text is for the person who asked: what happened and what to do. */
err ctx_fail(struct ctx *c, err e, const char *fmt, ...) PRINTF_LIKE(3, 4);
#define FAIL(c, e, ...) return ctx_fail((c), (e), __VA_ARGS__)

/* Note that a field is wrong and go on checking the others; returns ERR_INVALID. */
err problem(struct ctx *c, const char *field, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The problem noted for this field, or none. */
str problem_of(const struct ctx *c, const char *field);
/* ERR_INVALID when any problem was noted, else OK. */
NODISCARD err problems_end(struct ctx *c);
void problems_clear(struct ctx *c);

/* Work again with the memory that was in use before; the reason and the problems told meanwhile are taken along, so that the memory
 * of the part that is done may go. */
void ctx_return_to(struct ctx *c, struct arena *before);

#endif
