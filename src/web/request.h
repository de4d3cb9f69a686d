/* request.h - the request as src/web keeps it behind ctx->req, and the answer that is being built there.
 * Handlers use web.h; only the files of this folder look inside. */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "web/form.h"
#include "web/multipart.h"
#include "web/router.h"
#include "web/serve.h"

struct request {
	const struct raw_request *raw;
	str path, query_raw;
	str host;
	bool https;
	bool head;
	enum method method; /* 0: one that no route has */
	int64_t length; /* Content-Length; -1 = not said */
	const struct route *route; /* NULL: none matched */
	int status;                 /* of an error that err.h has no word for; 0 */
	struct route_match match;
	struct form query, form;
	struct upload_list uploads;
	str body; /* of a POST that is no form */

	struct answer *answer;
	bool again;             /* the page shows a form with problems */
	int64_t render_from_ns; /* 0 = not rendering */
	str notice;
	bool notice_read;
};

/* Reads and checks the head: one Host, one Content-Length and that not beside Transfer-Encoding, a
 * path, sane headers. ERR_MALFORMED otherwise: two servers could disagree about where such a request
 * ends. */
NODISCARD err request_read(struct ctx *c, const struct raw_request *raw);
/* The number of headers of this name, and the first one's value. */
size_t request_count(const struct request *r, const char *name, str *first);
/* Headers of one name joined by ", ", as a list that several servers have added to. */
str request_list(struct ctx *c, const char *name);
/* The caller is a script: it gets errors as JSON. */
bool request_wants_json(struct ctx *c);

#endif
