/* stream.h - text that comes in or goes out in pieces, so that memory does not grow with it.
 * A failure sticks: after the first one a source is at its end and a sink takes nothing more; ask once, at the end. */
#ifndef BASE_STREAM_H
#define BASE_STREAM_H

#include "base/buf.h"
#include "base/err.h"

struct source {
	err (*read)(void *arg, char *into, size_t room, size_t *got); /* *got 0: the end */
	void *arg;
	const char *next;
	size_t left;
	err failed;
	char staged[8192];
};

void source_str(struct source *s, str text); /* text is borrowed */
void source_file(struct source *s, FILE *f);
void source_calls(struct source *s, err (*read)(void *arg, char *into, size_t room, size_t *got), void *arg);
/* The next byte without and with taking it; -1 at the end. */
int source_peek(struct source *s);
int source_next(struct source *s);
/* True and taken when exactly these few bytes come next. */
bool source_skip(struct source *s, str prefix);
/* OK unless reading failed. */
NODISCARD err source_end(const struct source *s);

struct sink {
	struct buf *buf; /* where it goes, or: */
	err (*write)(void *arg, str piece);
	void *arg;
	err failed;
	size_t n;
	char staged[8192];
};

void sink_buf(struct sink *s, struct buf *b); /* ERR_TOO_LARGE in the end when the buf was full */
void sink_file(struct sink *s, FILE *f);
void sink_calls(struct sink *s, err (*write)(void *arg, str piece), void *arg);
void sink_put(struct sink *s, const void *p, size_t n);
void sink_str(struct sink *s, str text);
void sink_char(struct sink *s, char c);
#define SINK_LIT(s, literal) sink_put((s), "" literal, sizeof(literal) - 1)
/* The writer itself finds that it cannot go on. */
void sink_fail(struct sink *s, err e);
/* Sends what is staged; OK when everything arrived. */
NODISCARD err sink_end(struct sink *s);

#endif
