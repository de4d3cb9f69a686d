/* buf.h - text being built. It owns its memory and knows from the start how large it may become.
 * Past the maximum, or without memory, it keeps what fits, sets `full` and ignores the rest; check once at the end. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
	char *p; /* NULL until the first byte */
	size_t n;
	size_t room;
	size_t max;
	bool full;
};

void buf_init(struct buf *b, size_t max);
void buf_free(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
void buf_char(struct buf *b, char c);
void buf_put_grow(struct buf *b, const void *p, size_t n);
/* Here and not in buf.c: a page is thousands of these, and nearly all find room. */
static inline void buf_put(struct buf *b, const void *p, size_t n)
{
	if (!n || b->full)
		return;
	if (n > b->room - b->n) {
		buf_put_grow(b, p, n);
		return;
	}
	memcpy(b->p + b->n, p, n);
	b->n += n;
}
void buf_str(struct buf *b, str s);
void buf_z(struct buf *b, const char *nul_terminated);
void buf_int(struct buf *b, int64_t v);
void buf_format(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
str buf_view(const struct buf *b); /* valid until the next change */
#define BUF_LIT(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)

#endif
