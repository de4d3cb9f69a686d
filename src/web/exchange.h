/* exchange.h - one request in the making: its memory, its context and how far it has come.
 * exchange.c keeps its life; dispatch.c decides what happens to it. */
#ifndef WEB_EXCHANGE_H
#define WEB_EXCHANGE_H

#include "web/request.h"

struct exchange {
	struct exchange *next; /* in the pool */
	struct app *app;
	struct arena arena;
	struct arena piece; /* what reading one piece of a long body takes */
	struct ctx piece_ctx;
	struct ctx ctx;
	struct request req;
	struct answer answer;
	struct kept *promised, *kept; /* kept.c: the answer that others may wait for; the one that was found */
	struct buf out, body;
	jmp_buf exhausted;
	struct multipart *multipart; /* an upload being read; NULL: the body is kept in `body` */
	size_t body_max, body_n;     /* allowed; seen */
	err failed;                  /* why there is nothing to do but say so */
	int64_t began_ns;
};

/* A head that was read well: finds the route and whether the caller may send such a body. */
NODISCARD err dispatch_head(struct exchange *x);
/* Everything from the body to the finished answer. */
void dispatch(struct exchange *x);
/* The answer for x->failed. */
void dispatch_failed(struct exchange *x);

#endif
