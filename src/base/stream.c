/* stream.c - sources and sinks stage what is on its way in a few kilobytes of their own. */
#include "base/stream.h"

void source_str(struct source *s, str text)
{
	source_calls(s, NULL, NULL);
	s->next = text.p;
	s->left = text.n;
}

static err read_file(void *arg, char *into, size_t room, size_t *got)
{
	FILE *f = arg;

	*got = fread(into, 1, room, f);
	return ferror(f) ? ERR_IO : OK;
}

void source_file(struct source *s, FILE *f)
{
	source_calls(s, read_file, f);
}

void source_calls(struct source *s, err (*read)(void *arg, char *into, size_t room, size_t *got), void *arg)
{
	s->read = read;
	s->arg = arg;
	s->next = s->staged;
	s->left = 0;
	s->failed = OK;
}

/* Reads more behind what is left. False: there is no more. */
static bool read_more(struct source *s)
{
	size_t got = 0;

	if (!s->read || s->left == sizeof(s->staged))
		return false;
	memmove(s->staged, s->next, s->left);
	s->next = s->staged;
	s->failed = s->read(s->arg, s->staged + s->left, sizeof(s->staged) - s->left, &got);
	if (s->failed)
		s->left = got = 0;
	if (!got)
		s->read = NULL;
	s->left += got;
	return got > 0;
}

int source_peek(struct source *s)
{
	return s->left || read_more(s) ? (unsigned char)*s->next : -1;
}

bool source_skip(struct source *s, str prefix)
{
	while (s->left < prefix.n && read_more(s))
		;
	if (s->left < prefix.n || memcmp(s->next, prefix.p, prefix.n))
		return false;
	s->next += prefix.n;
	s->left -= prefix.n;
	return true;
}

int source_next(struct source *s)
{
	int c = source_peek(s);

	if (c >= 0) {
		s->next++;
		s->left--;
	}
	return c;
}

err source_end(const struct source *s)
{
	return s->failed;
}

void sink_buf(struct sink *s, struct buf *b)
{
	sink_calls(s, NULL, NULL);
	s->buf = b;
}

static err write_file(void *arg, str piece)
{
	return fwrite(piece.p, 1, piece.n, arg) == piece.n ? OK : ERR_IO;
}

void sink_file(struct sink *s, FILE *f)
{
	sink_calls(s, write_file, f);
}

void sink_calls(struct sink *s, err (*write)(void *arg, str piece), void *arg)
{
	s->buf = NULL;
	s->write = write;
	s->arg = arg;
	s->failed = OK;
	s->n = 0;
}

static void send(struct sink *s, const void *p, size_t n)
{
	if (n && !s->failed)
		s->failed = s->write(s->arg, (str){p, n});
}

void sink_put(struct sink *s, const void *p, size_t n)
{
	if (s->failed || !n)
		return;
	if (s->buf) {
		buf_put(s->buf, p, n);
		return;
	}
	if (n > sizeof(s->staged) - s->n) {
		send(s, s->staged, s->n);
		s->n = 0;
	}
	if (n > sizeof(s->staged)) {
		send(s, p, n);
		return;
	}
	memcpy(s->staged + s->n, p, n);
	s->n += n;
}

void sink_str(struct sink *s, str text)
{
	sink_put(s, text.p, text.n);
}

void sink_char(struct sink *s, char c)
{
	sink_put(s, &c, 1);
}

void sink_fail(struct sink *s, err e)
{
	if (!s->failed)
		s->failed = e;
}

err sink_end(struct sink *s)
{
	if (s->buf && s->buf->full)
		sink_fail(s, ERR_TOO_LARGE);
	if (!s->buf) {
		send(s, s->staged, s->n);
		s->n = 0;
	}
	return s->failed;
}
