/* buf.c - grows by doubling up to its maximum. */
#include "base/buf.h"

#include <stdarg.h>

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
}

static bool reserve(struct buf *b, size_t more)
{
	size_t room = b->room ? b->room : 1024;
	char *p;

	if (more <= b->room - b->n)
		return true;
	if (more > b->max - b->n) {
		b->full = true;
		return false;
	}
	while (room - b->n < more)
		room *= 2;
	if (room > b->max)
		room = b->max;
	p = realloc(b->p, room);
	if (!p) {
		b->full = true;
		return false;
	}
	b->p = p;
	b->room = room;
	return true;
}

void buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void buf_put_grow(struct buf *b, const void *p, size_t n)
{
	if (!reserve(b, n))
		return;
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

void buf_str(struct buf *b, str s)
{
	buf_put(b, s.p, s.n);
}

void buf_z(struct buf *b, const char *nul_terminated)
{
	buf_put(b, nul_terminated, strlen(nul_terminated));
}

void buf_int(struct buf *b, int64_t v)
{
	char digits[24];
	char *p = digits + sizeof(digits);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u);
	if (v < 0)
		*--p = '-';
	buf_put(b, p, (size_t)(digits + sizeof(digits) - p));
}

void buf_format(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	/* one byte more: vsnprintf writes a NUL that is not counted */
	if (n < 0 || b->full || !reserve(b, (size_t)n + 1)) {
		b->full = true;
		return;
	}
	va_start(ap, fmt);
	(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->n += (size_t)n;
}

str buf_view(const struct buf *b)
{
	return (str){b->p ? b->p : "", b->n};
}
