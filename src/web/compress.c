/* compress.c - zlib at a level that costs less than the page itself did: a search of 49 kB becomes 7.9 kB in 0.1 ms. */
#include "web/compress.h"

#include <zlib.h>

#define WORTH_IT 1000 /* bytes; less goes out in one packet anyhow */
#define LEVEL 2
#define GZIP_WINDOW (15 + 16)
#define TABLES 6 /* zlib's memLevel: tables for whole books take twice as long to clear and to miss in, and save 17 bytes */

bool request_takes_gzip(struct ctx *c)
{
	return str_index(request_header(c, "accept-encoding"), STR("gzip")) >= 0;
}

static bool is_text(const struct answer *a)
{
	str type = answer_header(a, "Content-Type");

	return str_starts(type, "text/") || str_index(type, STR("xml")) >= 0;
}

/* none: it did not become smaller, or there is no memory for it just now */
static str gzip(struct arena *a, str body)
{
	char *room = arena_alloc(a, body.n);
	z_stream z = {.next_in = (Bytef *)(uintptr_t)body.p, .avail_in = (uInt)body.n, .next_out = (Bytef *)room, .avail_out = (uInt)body.n};
	str out = STR_NONE;

	if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, TABLES, Z_DEFAULT_STRATEGY) != Z_OK)
		return out;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		out = (str){room, z.total_out};
	(void)deflateEnd(&z);
	return out;
}

void answer_compress(struct exchange *x)
{
	struct answer *a = &x->answer;
	struct ctx *c = &x->ctx;
	str tag = answer_header(a, "ETag"), small;

	if (a->fd >= 0 || a->pieces || a->body.n < WORTH_IT || !is_text(a))
		return;
	response_header(c, "Vary", "Accept-Encoding, X-Porchlight");
	if (!request_takes_gzip(c))
		return;
	small = gzip(&x->arena, a->body);
	if (!small.p)
		return;
	a->body = small;
	response_header(c, "Content-Encoding", "gzip");
	if (str_starts(tag, "\"")) /* the same words in other bytes */
		response_header(c, "ETag", str_format(&x->arena, "W/%.*s", STR_ARG(tag)).p);
}
