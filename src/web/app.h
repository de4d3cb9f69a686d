/* app.h - the web side of the process: what it serves, with which settings, and the server's start
 * and stop. */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "web/proxy.h"
#include "web/web.h"

struct exchange;
struct kept_memory;
struct router;

/* What an error page has to say. */
struct error_view {
	int status;
	str title;   /* "Page not found" */
	str message; /* what happened and what to do */
	str request; /* the number a person can quote; none where it helps nobody */
	const struct problem *problems;
	bool sign_in; /* offer the way to sign-in */
};
typedef void error_page_fn(struct ctx *c, const struct error_view *v);

struct app {
	/* Filled by who starts the program; the rest of the struct belongs to src/web. */
	struct db *db;
	const struct route_table *tables;
	size_t n_tables;
	const struct net *trusted; /* proxies whose X-Forwarded-For and -Proto are believed */
	size_t n_trusted;
	const char *spool_dir;     /* uploads and long downloads wait here; NULL: /tmp */
	error_page_fn *error_page; /* NULL: a plain one */
	bool timing;               /* send Server-Timing */
	bool access_log;           /* one line per request on standard error */
	size_t request_memory;     /* bytes one request may use; 0: 16 MiB */
	instant now;               /* tests: the clock stands still here; none: it runs */
	struct directory_memory *directory; /* handed to each request; NULL: none is kept */
	struct finder_memory *finder;       /* the same */
	struct kept_memory *kept;           /* answers of public pages; NULL: each is made anew */

	struct arena arena; /* router; lives as long as the app */
	struct router *router;
	unsigned char seal_key[32]; /* notices; new at every start */
	struct exchange_pool *pool;
};

/* Checks and compiles the route tables. ERR_BUG: *why (in the app's own memory) names the route that
 * is wrong. */
NODISCARD err app_open(struct app *app, str *why);
void app_close(struct app *app);

struct web_options {
	const char *address;  /* "127.0.0.1", "::1", "0.0.0.0" */
	uint16_t port;        /* 0: any free one */
	const char *tls_cert; /* files, PEM; both or neither */
	const char *tls_key;
	unsigned connections; /* at once; 0: 1000 */
	unsigned per_address; /* of these from one address; 0: half, and all behind a trusted proxy or on loopback */
	unsigned idle_s;      /* a connection that says nothing is closed; 0: 30 */
};

struct web_server;
/* Listens and serves on threads of its own. On failure *why (size bytes) says what is wrong and what
 * to do. */
NODISCARD err web_start(struct app *app, const struct web_options *o, struct web_server **out, char *why, size_t size);
uint16_t web_port(const struct web_server *s);
/* Takes no new connections, lets requests in work end (at most 10 seconds), then closes. */
void web_stop(struct web_server *s);

#endif
