/* kept.h - finished answers of public pages, kept for three seconds and given to everyone who asks for the same meanwhile.
 * Who asks first makes the answer, and the others wait for it, so that an address asked for by many is made once. Only what a route says
 * caches may keep (ROUTE_PUBLIC_CACHE) is looked at; a request that brings a cookie neither gets a kept answer nor leaves one, so who is
 * signed in sees what they saved at once. docs/decisions/0010-kept-answers.md */
#ifndef WEB_KEPT_H
#define WEB_KEPT_H

#include "web/exchange.h"
#include "web/compress.h"

#define KEPT_MS 3000
#define KEPT_ANSWER_MOST ((size_t)256 << 10) /* bytes of one body; longer ones are made each time */
#define KEPT_MOST ((size_t)8 << 20)          /* of all together */

/* A process that serves keeps one; app->kept points to it. NULL: no memory. */
struct kept_memory *kept_memory_open(void);
void kept_memory_close(struct kept_memory *m);
/* Bytes kept just now. */
size_t kept_memory_size(struct kept_memory *m);

/* True: x->answer is one that was made a moment ago. False: make it, then say kept_made. Takes nothing from the request's memory. */
bool kept_find(struct exchange *x);
/* The answer is there, or there is none: keeps it when it may be kept, and lets those go on who wait for it. */
void kept_made(struct exchange *x);
/* The answer has been sent. */
void kept_done(struct exchange *x);

#endif
