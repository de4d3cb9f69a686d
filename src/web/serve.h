/* serve.h - one request from its first line to its answer, without sockets: http.c feeds it from the
 * network, tests from literals. An exchange and its memory are used again for later requests. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "web/app.h"

struct header {
	str name;
	str value;
};

/* What stands before the body, as it came. The text must last as long as the exchange; the struct
 * and the array need not. */
struct raw_request {
	str method;
	str target; /* path?query, as sent */
	const struct header *headers;
	size_t n_headers;
	str address; /* the other end of the connection */
	bool tls;
};

#define HEADERS_MAX 100       /* of a request; more are refused */
#define ANSWER_HEADERS_MAX 32

struct answer {
	int status;
	struct header headers[ANSWER_HEADERS_MAX];
	size_t n_headers;
	str body;
	int fd; /* >= 0: the body is this file's fd_size bytes in place of `body`; the exchange closes it */
	int64_t fd_size;
	const struct pieces *pieces; /* not NULL: the body is pieces_n of its bytes from pieces_from on, asked for with exchange_piece */
	int64_t pieces_from, pieces_n;
	bool close; /* the connection must not be used again */
};

struct exchange;

/* NULL: no memory. */
struct exchange *exchange_open(struct app *app);
/* The head has arrived. True: send the body piece by piece, then ask for the answer. False: ask for
 * the answer now; should a body be on its way, nobody reads it and the connection has to be closed. */
bool exchange_head(struct exchange *x, const struct raw_request *head);
/* False: so much more came than was allowed that the connection is better cut. */
bool exchange_body(struct exchange *x, const char *p, size_t n);
/* Lasts until exchange_close. */
const struct answer *exchange_answer(struct exchange *x);
/* Bytes of the answer's body from `at` on, at least one and at most `room`; may be asked until exchange_close. */
NODISCARD err exchange_piece(struct exchange *x, int64_t at, char *into, size_t room, size_t *got);
void exchange_close(struct exchange *x);

/* All of it at once: opens *x, which the caller closes when done with the answer. */
const struct answer *web_serve(struct app *app, const struct raw_request *head, str body, struct exchange **x);
/* A header of an answer, or none. */
str answer_header(const struct answer *a, const char *name);

#endif
