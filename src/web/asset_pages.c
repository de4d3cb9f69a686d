/* asset_pages.c - an asset's address carries the hash of its content, so whoever has it may keep it for good. */
#include "web/asset_pages.h"

#include "web/asset.h"
#include "web/compress.h"

/* GET /assets/{name} */
static err asset_show(struct ctx *c)
{
	const struct asset *a = asset_find(request_path(c));
	bool gzip = a && a->gz.n && request_takes_gzip(c);
	bytes body;

	if (!a)
		return ERR_NOT_FOUND;
	response_header(c, "Cache-Control", "public, max-age=31536000, immutable");
	response_header(c, "ETag", a->etag);
	response_header(c, "Vary", "Accept-Encoding");
	if (str_is(request_header(c, "if-none-match"), a->etag))
		return send_body(c, 304, a->type);
	if (gzip)
		response_header(c, "Content-Encoding", "gzip");
	body = gzip ? a->gz : a->data;
	buf_put(c->out, body.p, body.n);
	return send_body(c, 200, a->type);
}

const struct route asset_routes[] = {
	{METHOD_GET, "/assets/{name}", asset_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_NO_TX | ROUTE_QUIET, 0},
};
const size_t asset_routes_n = COUNT_OF(asset_routes);
