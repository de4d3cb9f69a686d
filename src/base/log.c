/* log.c - a line is put together on the stack and leaves in one write. */
#include "base/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/id.h"
#include "base/time.h"

#define LONGEST_LINE 2048 /* below PIPE_BUF: a write this short is never mixed with another */

struct line {
	char text[LONGEST_LINE];
	size_t n;
};

static const char *const level_names[] = {"debug", "info", "warning", "error"};
static _Atomic int lowest_level = LOG_LEVEL_INFO;
static _Atomic int output = -1;

void log_from(enum log_level lowest)
{
	atomic_store(&lowest_level, (int)lowest);
}

void log_to(int fd)
{
	atomic_store(&output, fd);
}

/* What does not fit is left out, and the line's end always fits. */
static void put(struct line *l, const char *p, size_t n)
{
	size_t room = sizeof(l->text) - 1 - l->n;

	if (n > room)
		n = room;
	memcpy(l->text + l->n, p, n);
	l->n += n;
}

static void put_z(struct line *l, const char *z)
{
	put(l, z, strlen(z));
}

static void put_number(struct line *l, int64_t v)
{
	char digits[24];

	put(l, digits, (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)v));
}

static bool is_plain(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool plain = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || (c && strchr("_./:@+-", c));

		if (!plain)
			return false;
	}
	return s.n > 0;
}

/* Quoted unless it is one plain word; nothing in it can end the line or move the reader's cursor. */
static void put_text(struct line *l, str s)
{
	bool utf8 = str_valid_text(s);

	if (is_plain(s)) {
		put(l, s.p, s.n);
		return;
	}
	put(l, "\"", 1);
	for (size_t i = 0; i < s.n; i++) {
		uint8_t c = (uint8_t)s.p[i];
		char hex[8];

		if (c < 0x20 || c == 0x7f || (c >= 0x80 && !utf8)) {
			put(l, hex, (size_t)snprintf(hex, sizeof(hex), "\\x%02x", c));
			continue;
		}
		if (c == '"' || c == '\\')
			put(l, "\\", 1);
		put(l, s.p + i, 1);
	}
	put(l, "\"", 1);
}

static void put_field(struct line *l, const struct log_field *f)
{
	put(l, " ", 1);
	put_z(l, f->key);
	put(l, "=", 1);
	if (f->text.p)
		put_text(l, f->text);
	else
		put_number(l, f->number);
}

static void write_line(const struct line *l)
{
	int fd = atomic_load(&output);

	/* A log that cannot be written must not stop the work; there is nowhere to say so. */
	while (write(fd < 0 ? STDERR_FILENO : fd, l->text, l->n) < 0 && errno == EINTR)
		;
}

void log_event(enum log_level level, int64_t request, const char *event, const struct log_field *fields, size_t n)
{
	struct line l = {.n = 0};

	if ((int)level < atomic_load(&lowest_level) || level >= LOG_LEVEL_NONE)
		return;
	put_z(&l, instant_show(instant_now()).s);
	put(&l, " ", 1);
	put_z(&l, level_names[level]);
	put(&l, " ", 1);
	put_z(&l, event);
	if (request) {
		struct id_text id = id_show(request);

		put_field(&l, &LOG_STR("request", str_of(id.s)));
	}
	for (size_t i = 0; i < n; i++)
		put_field(&l, &fields[i]);
	l.text[l.n++] = '\n';
	write_line(&l);
}
