/* http.c - the only file that knows libmicrohttpd: carries requests from its connections to
 * exchanges, and answers back. A thread per connection with a small stack: a slow request makes
 * nobody else wait, an idle connection costs little. */
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/log.h"
#include "web/serve.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define STACK ((size_t)2 << 20)
#else
#define STACK ((size_t)256 << 10)
#endif
#define HEAD_MEMORY ((size_t)32 << 10) /* request line and headers of one connection */
#define SLOW_START_NS ((int64_t)30 * 1000000000)
#define LEAST_RATE 1024 /* bytes a second that a body must bring after that */
#define PIECE ((size_t)64 << 10) /* of a long body, in memory while it is sent */
#define DRAIN_MS 10000
#define LINGER_MOST ((size_t)256 << 20) /* of a body that nobody wants */

struct web_server {
	struct app *app;
	struct MHD_Daemon *daemon;
	int listening;
	uint16_t port;
	bool loopback;
	char *cert, *key;
	atomic_uint in_work; /* requests between their head and the last byte of their answer */
	atomic_bool stopping;
	atomic_bool started;
	char complaint[256]; /* what the library said when it would not start */
};

/* One request on a connection. */
struct call {
	struct exchange *x; /* NULL until the head is complete */
	int64_t began_ns;
	size_t received;
	bool unread; /* answered while its body was on the way */
	size_t target_n;
	char target[];
};

/* ---- requests ---------------------------------------------------------------------------------------------------- */

/* The first thing heard of a request: its target, before the library takes it apart. */
static void *on_target(void *cls, const char *uri, struct MHD_Connection *connection)
{
	size_t n = strlen(uri);
	struct call *call = calloc(1, sizeof(*call) + n + 1);

	(void)cls;
	(void)connection;
	if (!call)
		return NULL;
	call->began_ns = monotonic_ns();
	call->target_n = n;
	memcpy(call->target, uri, n);
	return call;
}

/* To close while bytes arrive resets the connection, and the caller loses the answer that says why. So we say that nothing more
 * comes from us and let the rest run past, for a while. Only this connection's own thread waits. */
static void linger(const struct web_server *s, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	int64_t until_ns = monotonic_ns() + (int64_t)DRAIN_MS * 1000000;
	size_t past = 0;
	char piece[16384];

	if (!info || shutdown(info->connect_fd, SHUT_WR))
		return;
	while (past < LINGER_MOST && monotonic_ns() < until_ns && !atomic_load(&s->stopping)) {
		struct pollfd p = {.fd = info->connect_fd, .events = POLLIN};
		ssize_t n = poll(&p, 1, 500) > 0 ? recv(p.fd, piece, sizeof(piece), 0) : -2;

		if (!n || (n == -1 && errno != EAGAIN && errno != EINTR))
			return;
		past += n > 0 ? (size_t)n : 0;
	}
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
	struct web_server *s = cls;
	struct call *call = *state;

	if (!call)
		return;
	if (call->x) {
		exchange_close(call->x);
		atomic_fetch_sub(&s->in_work, 1);
	}
	if (call->unread && how == MHD_REQUEST_TERMINATED_COMPLETED_OK)
		linger(s, connection);
	free(call);
	*state = NULL;
}

struct head {
	struct header headers[HEADERS_MAX];
	size_t n;
	bool body; /* one is announced */
	char address[INET6_ADDRSTRLEN];
};

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
	size_t value_n)
{
	struct head *head = cls;
	struct header h = {{name, name_n}, {value ? value : "", value ? value_n : 0}};

	(void)kind;
	if (str_eq_ascii_case(h.name, STR("transfer-encoding")) ||
	    (str_eq_ascii_case(h.name, STR("content-length")) && !str_is(h.value, "0")))
		head->body = true;
	if (head->n < HEADERS_MAX)
		head->headers[head->n] = h;
	head->n++;
	return MHD_YES;
}

static void read_address(struct MHD_Connection *connection, struct head *head)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *a = info ? info->client_addr : NULL;

	if (a && a->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, head->address, sizeof(head->address));
	else if (a && a->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr, head->address,
			sizeof(head->address));
}

/* The next bytes of a long body, on the connection's own thread. */
static ssize_t on_piece(void *cls, uint64_t at, char *into, size_t room)
{
	size_t got;

	return exchange_piece(cls, (int64_t)at, into, room, &got) == OK ? (ssize_t)got : MHD_CONTENT_READER_END_WITH_ERROR;
}

/* The library's copy of the answer's head; the body stays where the exchange has it. */
static struct MHD_Response *response_of(const struct web_server *s, struct exchange *x, const struct answer *a)
{
	struct MHD_Response *r;
	int fd;

	if (a->fd >= 0) {
		fd = dup(a->fd);
		r = fd >= 0 ? MHD_create_response_from_fd64((uint64_t)a->fd_size, fd) : NULL;
	} else if (a->pieces) {
		r = MHD_create_response_from_callback((uint64_t)a->pieces_n, PIECE, on_piece, x, NULL);
	} else {
		r = MHD_create_response_from_buffer(a->body.n, (void *)a->body.p, MHD_RESPMEM_PERSISTENT);
	}
	for (size_t i = 0; r && i < a->n_headers; i++)
		(void)MHD_add_response_header(r, a->headers[i].name.p, a->headers[i].value.p);
	if (r && (a->close || atomic_load(&s->stopping)))
		(void)MHD_add_response_header(r, "Connection", "close");
	return r;
}

static enum MHD_Result send_answer(const struct web_server *s, struct MHD_Connection *connection, struct call *call)
{
	const struct answer *a = exchange_answer(call->x);
	struct MHD_Response *r = response_of(s, call->x, a);
	enum MHD_Result queued;

	if (!r)
		return MHD_NO;
	queued = MHD_queue_response(connection, (unsigned)a->status, r);
	MHD_destroy_response(r);
	return queued;
}

/* The head is complete. A body that nobody wants is answered at once, which makes the library close
 * the connection. */
static enum MHD_Result begin(struct web_server *s, struct MHD_Connection *connection, const char *method, struct call *call)
{
	const union MHD_ConnectionInfo *tls = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_PROTOCOL);
	struct head head = {0};
	struct raw_request raw = {
	        .method = str_of(method), .target = {call->target, call->target_n}, .headers = head.headers, .tls = tls != NULL};

	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header, &head);
	read_address(connection, &head);
	raw.n_headers = head.n;
	raw.address = str_of(head.address);
	call->x = exchange_open(s->app);
	if (!call->x)
		return MHD_NO;
	atomic_fetch_add(&s->in_work, 1);
	if (exchange_head(call->x, &raw) || !head.body)
		return MHD_YES;
	call->unread = true;
	return send_answer(s, connection, call);
}

static bool too_slow(const struct call *call)
{
	int64_t late_ns = monotonic_ns() - call->began_ns - SLOW_START_NS;

	return late_ns > 0 && late_ns / 1000000000 > (int64_t)(call->received / LEAST_RATE);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *path, const char *method,
	const char *version, const char *piece, size_t *n, void **state)
{
	struct web_server *s = cls;
	struct call *call = *state;
	bool go_on;

	(void)path;
	(void)version;
	if (!call)
		return MHD_NO;
	if (!call->x)
		return begin(s, connection, method, call);
	if (!*n)
		return send_answer(s, connection, call);
	call->received += *n;
	go_on = exchange_body(call->x, piece, *n) && !too_slow(call);
	*n = 0;
	return go_on ? MHD_YES : MHD_NO;
}

/* ---- start and stop ---------------------------------------------------------------------------------------------- */

static void on_complaint(void *cls, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
static void on_complaint(void *cls, const char *fmt, va_list ap)
{
	struct web_server *s = cls;

	/* Once it runs the library complains about callers that hang up, which is nothing to tell anybody. */
	if (!atomic_load(&s->started))
		(void)vsnprintf(s->complaint, sizeof(s->complaint), fmt, ap);
}

static err refuse(char *why, size_t size, const char *fmt, ...) PRINTF_LIKE(3, 4);
static err refuse(char *why, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(why, size, fmt, ap);
	va_end(ap);
	return ERR_IO;
}

/* Which port it became, and whether only this machine can reach it. */
static void note_place(struct web_server *s, const struct sockaddr_storage *bound)
{
	const struct sockaddr_in *four = (const void *)bound;
	const struct sockaddr_in6 *six = (const void *)bound;

	if (bound->ss_family == AF_INET6) {
		s->port = ntohs(six->sin6_port);
		s->loopback = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
	} else {
		s->port = ntohs(four->sin_port);
		s->loopback = ntohl(four->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	}
}

static err listen_at(struct web_server *s, const char *address, uint16_t port, char *why, size_t size)
{
	struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_PASSIVE, .ai_socktype = SOCK_STREAM}, *a;
	struct sockaddr_storage bound = {0};
	socklen_t length = sizeof(bound);
	char service[8];
	int on = 1, failed;

	(void)snprintf(service, sizeof(service), "%u", port);
	if (getaddrinfo(address, service, &hints, &a))
		return refuse(why, size, "%s is not an address to listen on; give one like 127.0.0.1 or ::1", address);
	s->listening = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	failed = s->listening < 0 || setsockopt(s->listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) ||
		 bind(s->listening, a->ai_addr, a->ai_addrlen) || listen(s->listening, SOMAXCONN) ||
		 getsockname(s->listening, (struct sockaddr *)&bound, &length);
	freeaddrinfo(a);
	if (failed && errno == EADDRINUSE)
		return refuse(why, size, "Port %u of %s is in use; stop the other program or choose another port", port, address);
	if (failed)
		return refuse(why, size, "Cannot listen on %s port %u: %s", address, port, strerror(errno));
	note_place(s, &bound);
	return OK;
}

static err read_pem(const char *path, char **out, char *why, size_t size)
{
	FILE *f = fopen(path, "re");
	char *text = calloc(1, (size_t)1 << 20);
	size_t n = 0;

	if (f && text)
		n = fread(text, 1, ((size_t)1 << 20) - 1, f);
	if (f)
		fclose(f);
	*out = text;
	if (!n)
		return refuse(why, size, "Cannot read %s: %s", path, f ? "it is empty" : strerror(errno));
	return OK;
}

static void server_free(struct web_server *s)
{
	if (s->listening >= 0)
		close(s->listening);
	free(s->cert);
	free(s->key);
	free(s);
}

static err start(struct web_server *s, const struct web_options *o, char *why, size_t size)
{
	unsigned most = o->connections ? o->connections : 1000;
	bool one_address = s->app->n_trusted || s->loopback; /* everybody comes from the proxy, or from this machine */
	unsigned each = o->per_address ? o->per_address : one_address ? 0 : most / 2;
	unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC |
			 MHD_USE_ERROR_LOG | (o->tls_cert ? MHD_USE_TLS : 0);
	struct MHD_OptionItem tls[] = {
	        {MHD_OPTION_HTTPS_MEM_CERT, 0, s->cert},
	        {MHD_OPTION_HTTPS_MEM_KEY, 0, s->key},
	        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
	        {MHD_OPTION_END, 0, NULL},
	};

	s->daemon = MHD_start_daemon(flags, s->port, NULL, NULL, on_request, s,
		MHD_OPTION_EXTERNAL_LOGGER, on_complaint, (void *)s,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, (void *)s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, (void *)s,
		MHD_OPTION_LISTEN_SOCKET, s->listening,
		MHD_OPTION_THREAD_STACK_SIZE, STACK,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEAD_MEMORY,
		MHD_OPTION_CONNECTION_LIMIT, most,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, each,
		MHD_OPTION_CONNECTION_TIMEOUT, o->idle_s ? o->idle_s : 30u,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_ARRAY, o->tls_cert ? tls : &tls[COUNT_OF(tls) - 1],
		MHD_OPTION_END);
	if (!s->daemon)
		return refuse(why, size, "%s: %s",
			o->tls_cert ? "The certificate and key cannot be used; do they belong together?" : "The server cannot start",
			s->complaint[0] ? s->complaint : "no reason given");
	atomic_store(&s->started, true);
	return OK;
}

err web_start(struct app *app, const struct web_options *o, struct web_server **out, char *why, size_t size)
{
	struct web_server *s = calloc(1, sizeof(*s));
	err e = ERR_IO;

	if (!s)
		return refuse(why, size, "There is no memory left");
	s->app = app;
	s->listening = -1;
	signal(SIGPIPE, SIG_IGN); /* a caller who hangs up is no reason to end */
	if (!o->tls_cert != !o->tls_key) {
		e = refuse(why, size, "TLS needs both a certificate and its key");
		goto out;
	}
	if (o->tls_cert) {
		TRY_OUT(read_pem(o->tls_cert, &s->cert, why, size));
		TRY_OUT(read_pem(o->tls_key, &s->key, why, size));
	}
	TRY_OUT(listen_at(s, o->address ? o->address : "127.0.0.1", o->port, why, size));
	TRY_OUT(start(s, o, why, size));
	*out = s;
	return OK;
out:
	server_free(s);
	return e;
}

uint16_t web_port(const struct web_server *s)
{
	return s->port;
}

void web_stop(struct web_server *s)
{
	struct timespec pause = {.tv_nsec = 5000000};

	atomic_store(&s->stopping, true);
	(void)MHD_quiesce_daemon(s->daemon);
	for (int waited = 0; atomic_load(&s->in_work) && waited < DRAIN_MS; waited += 5)
		nanosleep(&pause, NULL);
	MHD_stop_daemon(s->daemon);
	server_free(s);
}
