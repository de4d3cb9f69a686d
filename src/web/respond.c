/* respond.c - the answers a handler can give. */
#include <unistd.h>

#include "base/crypt.h"
#include "base/stream.h"
#include "web/cookie.h"
#include "web/range.h"
#include "web/spool.h"

#define SPILL_AT ((size_t)256 * 1024)

void response_header(struct ctx *c, const char *name, const char *value)
{
	struct answer *a = c->req->answer;
	str safe = str_slice(str_of(value), 0, strcspn(value, "\r\n")); /* never a header of somebody else's making */
	struct header h = {str_copy(c->arena, str_of(name)), str_copy(c->arena, safe)};
	bool many = str_eq_ascii_case(h.name, STR("set-cookie"));

	for (size_t i = 0; i < a->n_headers; i++)
		if (!many && str_eq_ascii_case(a->headers[i].name, h.name)) {
			a->headers[i] = h;
			return;
		}
	assert(a->n_headers < ANSWER_HEADERS_MAX);
	a->headers[a->n_headers++] = h;
}

static err spill(struct ctx *c)
{
	struct answer *a = c->req->answer;

	TRY(spool_write(c, a->fd, c->out->p, c->out->n));
	a->fd_size += (int64_t)c->out->n;
	buf_clear(c->out);
	return OK;
}

static err finish(struct ctx *c, int status)
{
	if (c->req->answer->fd >= 0)
		TRY(spill(c));
	if (c->out->full)
		FAIL(c, ERR_BUSY, "This page became too large to be made. Ask for less of it at once.");
	c->req->answer->status = status;
	return OK;
}

void page_begin(struct ctx *c)
{
	buf_clear(c->out);
	c->req->render_from_ns = monotonic_ns();
}

void page_problems(struct ctx *c)
{
	page_begin(c);
	c->req->again = true;
}

bool page_has_problems(struct ctx *c)
{
	return c->req->again;
}

err page_done(struct ctx *c, int status)
{
	struct request *r = c->req;

	if (r->render_from_ns)
		c->cost.render_ns += monotonic_ns() - r->render_from_ns;
	r->render_from_ns = 0;
	response_header(c, "Content-Type", "text/html; charset=utf-8");
	return finish(c, status);
}

err redirect(struct ctx *c, struct url to, str notice)
{
	struct url ours = url_ours(c, to.s, url_literal("/"));

	buf_clear(c->out);
	if (notice.n)
		notice_leave(c, notice);
	response_header(c, "Location", str_z(c->arena, ours.s));
	return finish(c, 303);
}

err send_body(struct ctx *c, int status, const char *type)
{
	response_header(c, "Content-Type", type);
	return finish(c, status);
}

err send_if_changed(struct ctx *c, const char *type)
{
	str body = buf_view(c->out), tag;

	if (c->req->answer->fd >= 0) /* too long to look at twice */
		return send_body(c, 200, type);
	tag = str_format(c->arena, "\"%.32s\"", crypt_sha256((bytes){(const uint8_t *)body.p, body.n}).s);
	response_header(c, "ETag", tag.p);
	if (!etag_listed(request_header(c, "if-none-match"), tag, true))
		return send_body(c, 200, type);
	buf_clear(c->out);
	return send_body(c, 304, type);
}

static bool wants_part(struct ctx *c, const struct pieces *p)
{
	str unless_changed = request_header(c, "if-range");

	return !unless_changed.p || etag_listed(unless_changed, p->etag, false);
}

err send_pieces(struct ctx *c, const struct pieces *p)
{
	struct answer *a = c->req->answer;
	struct range r = {.kind = RANGE_WHOLE};

	response_header(c, "ETag", str_z(c->arena, p->etag));
	response_header(c, "Accept-Ranges", "bytes");
	if (etag_listed(request_header(c, "if-none-match"), p->etag, true))
		return send_body(c, 304, p->type);
	if (wants_part(c, p))
		r = range_read(request_header(c, "range"), p->size);
	if (r.kind == RANGE_BEYOND) {
		response_header(c, "Content-Range", str_format(c->arena, "bytes */%lld", (long long)p->size).p);
		return send_body(c, 416, p->type);
	}
	if (r.kind == RANGE_WHOLE)
		r.n = p->size;
	else
		response_header(c, "Content-Range", str_format(c->arena, "bytes %lld-%lld/%lld", (long long)r.from,
			(long long)(r.from + r.n - 1), (long long)p->size).p);
	TRY(send_body(c, r.kind == RANGE_PART ? 206 : 200, p->type));
	a->pieces = p;
	a->pieces_from = r.from;
	a->pieces_n = r.n;
	return OK;
}

/* A name that needs no quoting anywhere. */
static const char *plain_name(struct ctx *c, const char *filename)
{
	char *p = (char *)str_z(c->arena, str_of(filename));

	for (char *at = p; *at; at++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_", *at))
			*at = '-';
	return p;
}

static err take_piece(void *arg, str piece)
{
	struct ctx *c = arg;
	struct answer *a = c->req->answer;
	char *path;

	buf_str(c->out, piece);
	if (c->out->full)
		FAIL(c, ERR_BUSY, "There is not enough memory for this just now.");
	if (c->out->n < SPILL_AT)
		return OK;
	if (a->fd < 0) {
		TRY(spool_open(c, &a->fd, &path));
		unlink(path); /* it goes when it is closed, whatever happens to us */
	}
	return spill(c);
}

void send_sink(struct ctx *c, struct sink *s)
{
	buf_clear(c->out);
	sink_calls(s, take_piece, c);
}

err send_file(struct ctx *c, const char *type, const char *filename)
{
	response_header(c, "Content-Disposition",
		str_format(c->arena, "attachment; filename=\"%s\"", plain_name(c, filename)).p);
	return send_body(c, 200, type);
}

err web_write(struct ctx *c, db_write_fn *fn, void *arg)
{
	err written;

	db_read_end(c);
	written = db_write(c, c->db, fn, arg);
	if (written != OK)
		journal_undone(c);
	if (written == ERR_IO || db_read_begin(c, c->db) == OK)
		return written;
	if (written == OK)
		FAIL(c, ERR_IO, "This was saved. Only the page that shows it could not be made: open it again.");
	return ERR_BUSY;
}
