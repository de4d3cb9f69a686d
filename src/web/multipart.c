/* multipart.c - a window slides over the body; each state takes what it can use and leaves the rest
 * for the next piece. */
#include "web/multipart.h"

#include <errno.h>
#include <unistd.h>

#include "web/spool.h"

#define WINDOW ((size_t)32 * 1024)
#define HEADERS_MAX ((size_t)8 * 1024)
#define BOUNDARY_MAX 70 /* RFC 2046 */

enum state { PREAMBLE, AFTER_BOUNDARY, HEADERS, CONTENT, EPILOGUE };

struct multipart {
	struct ctx *c;
	struct form *form;
	struct upload_list *files;
	str delimiter; /* CR LF - - boundary */
	enum state state;
	char *window;
	size_t n;

	str name; /* of the part in hand */
	struct upload_entry *file; /* NULL: a text field */
	int fd;                    /* its spool file; -1 */
	struct buf text;
	size_t text_left;
};

static void close_spool(void *arg)
{
	struct multipart *m = arg;

	if (m->fd >= 0)
		close(m->fd);
	m->fd = -1;
	buf_free(&m->text);
}

static void unlink_spool(void *arg)
{
	unlink(arg);
}

/* The value of parameter `name` in "form-data; name="x"; filename="y"". Quoted text may hold \" and \\. */
static str parameter(struct ctx *c, str header, const char *name)
{
	char *value = arena_alloc(c->arena, header.n + 1);
	size_t at = str_find(header, ';', 0);

	while (at < header.n) {
		size_t equals = str_find(header, '=', at + 1);
		str key = str_trim(str_slice(header, at + 1, equals));
		size_t n = 0;
		bool quoted;

		at = equals + 1;
		quoted = at < header.n && header.p[at] == '"';
		at += quoted;
		while (at < header.n && header.p[at] != (quoted ? '"' : ';')) {
			bool escaped = quoted && header.p[at] == '\\' && at + 1 < header.n &&
				       (header.p[at + 1] == '"' || header.p[at + 1] == '\\');

			at += escaped;
			value[n++] = header.p[at++];
		}
		if (str_eq_ascii_case(key, str_of(name)))
			return quoted ? (str){value, n} : str_trim((str){value, n});
		at = str_find(header, ';', at);
	}
	return STR_NONE;
}

err multipart_open(struct ctx *c, str type, struct form *form, struct upload_list *files, struct multipart **out)
{
	str boundary = parameter(c, type, "boundary");
	struct multipart *m;

	if (!boundary.n || boundary.n > BOUNDARY_MAX || !str_valid_text(boundary) || boundary.p[boundary.n - 1] == ' ')
		FAIL(c, ERR_MALFORMED, "The form with files does not say where its parts begin (boundary).");
	m = ARENA_NEW(c->arena, struct multipart);
	*files = (struct upload_list){.end = &files->first};
	*m = (struct multipart){.c = c, .form = form, .files = files, .fd = -1,
		.text_left = UPLOAD_TEXT_MAX};
	m->delimiter = str_format(c->arena, "\r\n--%.*s", STR_ARG(boundary));
	m->window = arena_alloc(c->arena, WINDOW);
	memcpy(m->window, "\r\n", 2); /* so that a boundary at the very start looks like the others */
	m->n = 2;
	buf_init(&m->text, UPLOAD_TEXT_MAX);
	arena_on_free(c->arena, close_spool, m);
	*out = m;
	return OK;
}

/* ---- one part -------------------------------------------------------------------------------------------------- */

static err file_begin(struct multipart *m, str filename)
{
	char *path;

	if (++m->files->n > UPLOADS_MAX)
		FAIL(m->c, ERR_TOO_LARGE, "At most %d files can be sent at once.", UPLOADS_MAX);
	TRY(spool_open(m->c, &m->fd, &path));
	arena_on_free(m->c->arena, unlink_spool, path);
	m->file = ARENA_NEW(m->c->arena, struct upload_entry);
	m->file->field = m->name;
	m->file->file = (struct upload){.filename = filename, .path = path};
	return OK;
}

static err part_begin(struct multipart *m, str disposition)
{
	str filename;

	if (!str_starts(disposition, "form-data"))
		FAIL(m->c, ERR_MALFORMED, "A part of the form does not say what it is.");
	m->name = parameter(m->c, disposition, "name");
	filename = parameter(m->c, disposition, "filename");
	if (!m->name.p || !str_valid_text(m->name) || !str_valid_text(filename))
		FAIL(m->c, ERR_MALFORMED, "A part of the form has no name that can be read.");
	m->file = NULL;
	buf_clear(&m->text);
	return filename.p ? file_begin(m, filename) : OK;
}

static err part_data(struct multipart *m, const char *p, size_t n)
{
	if (!m->file) {
		if (n > m->text_left)
			FAIL(m->c, ERR_TOO_LARGE, "The text beside the files is too long.");
		m->text_left -= n;
		buf_put(&m->text, p, n);
		return m->text.full ? ERR_BUSY : OK;
	}
	m->file->file.size += (int64_t)n;
	return spool_write(m->c, m->fd, p, n);
}

static err part_end(struct multipart *m)
{
	struct upload_entry *file = m->file;

	if (!file)
		return form_add(m->c, m->form, m->name, str_copy(m->c->arena, buf_view(&m->text)));
	m->file = NULL;
	if (close(m->fd))
		FAIL(m->c, ERR_IO, "The file could not be kept: %s.", strerror(errno));
	m->fd = -1;
	if (!file->file.filename.n && !file->file.size)
		return OK; /* a file field in which nothing was chosen */
	*m->files->end = file;
	m->files->end = &file->next;
	return OK;
}

/* ---- the window ------------------------------------------------------------------------------------------------ */

/* Where the delimiter starts in the window, or -1. */
static ptrdiff_t find_delimiter(const struct multipart *m)
{
	return str_index((str){m->window, m->n}, m->delimiter);
}

/* Content up to the delimiter; without one, all but what could be its beginning. */
static err take_content(struct multipart *m, size_t *used)
{
	ptrdiff_t at = find_delimiter(m);
	size_t n = at >= 0 ? (size_t)at : m->n >= m->delimiter.n ? m->n - m->delimiter.n + 1 : 0;

	*used = n;
	if (m->state == CONTENT)
		TRY(part_data(m, m->window, n));
	if (at < 0)
		return OK;
	*used += m->delimiter.n;
	if (m->state == CONTENT)
		TRY(part_end(m));
	m->state = AFTER_BOUNDARY;
	return OK;
}

static err take_after_boundary(struct multipart *m, size_t *used)
{
	if (m->n < 2)
		return OK;
	*used = 2;
	if (!memcmp(m->window, "--", 2))
		m->state = EPILOGUE;
	else if (!memcmp(m->window, "\r\n", 2))
		m->state = HEADERS;
	else
		FAIL(m->c, ERR_MALFORMED, "The form's parts are not kept apart as announced.");
	return OK;
}

static err take_headers(struct multipart *m, size_t *used)
{
	ptrdiff_t end = str_index((str){m->window, m->n}, STR("\r\n\r\n"));
	str disposition = STR_NONE;
	str block;

	if (end < 0 && m->n < HEADERS_MAX)
		return OK;
	if (end < 0 || (size_t)end > HEADERS_MAX)
		FAIL(m->c, ERR_MALFORMED, "A part of the form begins with too much.");
	block = str_copy(m->c->arena, (str){m->window, (size_t)end});
	while (block.p) {
		str value, line = str_trim(str_cut(block, '\n', &block));
		str name = str_cut(line, ':', &value);

		if (str_eq_ascii_case(str_trim(name), STR("content-disposition")) && !disposition.p)
			disposition = str_trim(value);
	}
	*used = (size_t)end + 4;
	m->state = CONTENT;
	return part_begin(m, disposition);
}

static err take(struct multipart *m, size_t *used)
{
	*used = 0;
	switch (m->state) {
	case PREAMBLE:
	case CONTENT:
		return take_content(m, used);
	case AFTER_BOUNDARY:
		return take_after_boundary(m, used);
	case HEADERS:
		return take_headers(m, used);
	case EPILOGUE:
		*used = m->n; /* nobody reads it */
		return OK;
	}
	return ERR_BUG;
}

/* Takes from the window until the state in hand needs more than is there. */
static err drain(struct multipart *m)
{
	enum state before;
	size_t used;

	do {
		before = m->state;
		TRY(take(m, &used));
		m->n -= used;
		memmove(m->window, m->window + used, m->n);
	} while (m->n && (used || m->state != before));
	return OK;
}

err multipart_push(struct multipart *m, const char *p, size_t n)
{
	while (n) {
		size_t room = WINDOW - m->n;
		size_t piece = n < room ? n : room;

		memcpy(m->window + m->n, p, piece);
		m->n += piece;
		p += piece;
		n -= piece;
		TRY(drain(m));
	}
	return OK;
}

err multipart_end(struct multipart *m)
{
	if (m->state != EPILOGUE)
		FAIL(m->c, ERR_MALFORMED, "The form was cut off before its end.");
	return OK;
}
