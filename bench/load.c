/* load.c - asks a server on this machine as fast as it answers, over connections that stay open, and prints what it was like.
 *
 * load --port N --requests FILE --mix board=30,my=20,row=50 --connections N --seconds S [--rate N] [--once] [--server PID,...] --label TEXT
 * With --rate so many requests a second are due at even distances, whether the server keeps up or not, and the time of each runs from
 * when it was due: what waits for a free connection has waited all the same. With --once nothing is asked twice.
 * The file is what bench/signins prints. One line comes out, with tabs: label, connections, requests a second, p50 and p99 in ms,
 * failures, CPU of the server in us per request, and from its Server-Timing header (serve --timing) per request: statements,
 * and the us of SQL, waiting, rendering and all of it; then bytes of an answer. One thread; never longer than asked for. */
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ctx.h"
#include "times.h"

#define KINDS_MOST 16
#define HEAD_MOST 8192
#define CONNECTIONS_MOST 1024

struct call {
	char *text; /* the whole request */
	size_t n;
	char *version; /* the nine digits at its end, which the next save of this row has to count up; or NULL */
	long line_end; /* where they end in the file */
};

struct kind {
	char name[16];
	unsigned weight;
	struct call *calls;
	size_t n_calls, room;
};

struct connection {
	int fd;
	size_t number;
	struct call *call;
	size_t sent;
	int64_t began_ns;
	char head[HEAD_MOST + 1];
	size_t n_head;
	bool in_body, busy;
	int64_t left; /* of the body */
	int status;
	size_t turn[KINDS_MOST];
};

struct server_timing {
	double statements, sql, wait, render, total; /* ms */
};

struct load {
	uint16_t port;
	const char *label;
	struct kind kinds[KINDS_MOST];
	size_t n_kinds;
	unsigned weights;
	struct connection *all;
	size_t connections;
	int64_t seconds;
	int64_t between_ns; /* two requests are due; 0: as soon as a connection is free */
	int64_t due_ns;     /* the next one */
	bool once;
	const char *servers;
	int epoll;
	uint64_t dice;
	struct times times;
	struct server_timing sum;
	int64_t answered, failed, bytes;
	int first_failure; /* its status */
	bool ending;       /* nothing new is asked */
	size_t under_way;
};

__attribute__((noreturn)) static void give_up(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void *grown(void *p, size_t n)
{
	p = realloc(p, n);
	if (!p)
		give_up("memory");
	return p;
}

/* ---- what to ask ------------------------------------------------------------------------------------------------- */

/* "board=30,row=70" */
static void read_mix(struct load *l, char *mix)
{
	for (char *one = strtok_r(mix, ",", &mix); one; one = strtok_r(NULL, ",", &mix)) {
		struct kind *k = &l->kinds[l->n_kinds];
		char *equals = strchr(one, '=');

		if (l->n_kinds == KINDS_MOST)
			give_up("too many kinds");
		k->weight = equals ? (unsigned)strtoul(equals + 1, NULL, 10) : 1;
		(void)snprintf(k->name, sizeof(k->name), "%.*s", (int)strcspn(one, "="), one);
		l->weights += k->weight;
		l->n_kinds++;
	}
}

/* The head as a browser sends it. */
static char *head_of(char *const part[6])
{
	char *text;
	int n = asprintf(&text, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n%s%s%s%s%s%s", part[1], part[2],
		*part[3] ? "Cookie: porchlight=" : "", part[3], *part[3] ? "\r\n" : "", *part[5] ? "X-Forwarded-For: " : "", part[5],
		*part[5] ? "\r\n" : "");

	if (n < 0)
		give_up("memory");
	return text;
}

static void add_call(struct kind *k, char *const part[6], long line_end)
{
	char *head = head_of(part), *text, *version;
	struct call *call;
	int n;

	if (k->n_calls == k->room) {
		k->room = k->room ? k->room * 2 : 64;
		k->calls = grown(k->calls, k->room * sizeof(*k->calls));
	}
	if (!strcmp(part[1], "POST"))
		n = asprintf(&text, "%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s", head,
			strlen(part[4]), part[4]);
	else
		n = asprintf(&text, "%s\r\n", head);
	if (n < 0)
		give_up("memory");
	free(head);
	call = &k->calls[k->n_calls++];
	version = strstr(text, "&version-");
	*call = (struct call){.text = text, .n = (size_t)n, .version = version ? strchr(version, '=') + 1 : NULL, .line_end = line_end};
}

static void read_requests(struct load *l, const char *path)
{
	FILE *f = fopen(path, "re");
	char line[4096];

	if (!f)
		give_up(path);
	while (fgets(line, sizeof(line), f)) {
		char *rest = line, *part[6];

		line[strcspn(line, "\n")] = 0;
		for (size_t i = 0; i < COUNT_OF(part); i++)
			part[i] = rest ? strsep(&rest, "\t") : line + strlen(line);
		for (size_t i = 0; i < l->n_kinds; i++)
			if (!strcmp(l->kinds[i].name, part[0]))
				add_call(&l->kinds[i], part, ftell(f) - 1);
	}
	(void)fclose(f);
	for (size_t i = 0; i < l->n_kinds; i++)
		if (!l->kinds[i].n_calls)
			give_up(l->kinds[i].name);
}

/* The versions as they are now, for the next run. */
static void write_versions(const struct load *l, const char *path)
{
	FILE *f = fopen(path, "r+e");

	if (!f)
		give_up(path);
	for (size_t i = 0; i < l->n_kinds; i++)
		for (size_t k = 0; k < l->kinds[i].n_calls; k++)
			if (l->kinds[i].calls[k].version && (fseek(f, l->kinds[i].calls[k].line_end - 9, SEEK_SET) ||
			    fwrite(l->kinds[i].calls[k].version, 9, 1, f) != 1))
				give_up(path);
	(void)fclose(f);
}

static uint64_t next_dice(struct load *l)
{
	l->dice ^= l->dice << 13;
	l->dice ^= l->dice >> 7;
	l->dice ^= l->dice << 17;
	return l->dice;
}

/* Each connection walks through its own part of the calls, so that no two save the same row at once. NULL: it is through with it, --once. */
static struct call *choose(struct load *l, struct connection *c)
{
	uint64_t at = next_dice(l) % l->weights;
	size_t i = 0, own;
	struct kind *k;

	while (at >= l->kinds[i].weight)
		at -= l->kinds[i++].weight;
	k = &l->kinds[i];
	own = k->n_calls / l->connections;
	if (l->once && c->turn[i] >= own)
		return NULL;
	if (!own)
		return &k->calls[(c->number + c->turn[i]++) % k->n_calls];
	return &k->calls[c->number + c->turn[i]++ % own * l->connections];
}

/* ---- a connection ------------------------------------------------------------------------------------------------ */

static void watch(struct load *l, struct connection *c, uint32_t events, int op)
{
	struct epoll_event e = {.events = events, .data.ptr = c};

	if (epoll_ctl(l->epoll, op, c->fd, &e))
		give_up("epoll");
}

static void connect_to(struct load *l, struct connection *c)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(l->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof(to)))
		give_up("connect");
	watch(l, c, EPOLLIN, EPOLL_CTL_ADD);
}

/* due_ns: when it should have been sent. */
static void send_one(struct load *l, struct connection *c, int64_t due_ns)
{
	c->call = choose(l, c);
	if (!c->call)
		return;
	l->under_way++;
	c->busy = true;
	c->n_head = 0;
	c->in_body = false;
	c->began_ns = due_ns;
	/* A request is a few hundred bytes: it fits the socket's buffer of a connection with nothing else under way. */
	if (send(c->fd, c->call->text, c->call->n, MSG_NOSIGNAL) != (ssize_t)c->call->n)
		give_up("send");
}

static void send_next(struct load *l, struct connection *c)
{
	if (!l->ending && !l->between_ns)
		send_one(l, c, monotonic_ns());
}

/* All that is due, as far as connections are free. */
static void send_due(struct load *l)
{
	for (size_t i = 0; i < l->connections && l->due_ns <= monotonic_ns(); i++) {
		struct connection *c = &l->all[i];

		if (c->busy)
			continue;
		send_one(l, c, l->due_ns);
		l->due_ns += l->between_ns;
	}
}

static void count_up(char digits[9])
{
	for (int i = 8; i >= 0 && ++digits[i] > '9'; i--)
		digits[i] = '0';
}

static double number_after(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? strtod(at + strlen(name), NULL) : 0;
}

static void note_timing(struct load *l, const char *head)
{
	const char *t = strcasestr(head, "\nserver-timing:");

	if (!t)
		return;
	l->sum.statements += number_after(t, "desc=\"");
	l->sum.sql += number_after(t, "sql;dur=");
	l->sum.wait += number_after(t, "wait;dur=");
	l->sum.render += number_after(t, "render;dur=");
	l->sum.total += number_after(t, "total;dur=");
}

static void answered(struct load *l, struct connection *c)
{
	bool good = c->status >= 200 && c->status < 400;

	times_add(&l->times, monotonic_ns() - c->began_ns);
	l->answered++;
	l->under_way--;
	c->busy = false;
	l->failed += !good;
	if (!good && !l->first_failure)
		l->first_failure = c->status;
	if (good && c->call->version)
		count_up(c->call->version);
	send_next(l, c);
}

/* The head is complete at `body`; what follows belongs to the body. */
static void head_done(struct load *l, struct connection *c, const char *body)
{
	const char *length = strcasestr(c->head, "\ncontent-length:");

	c->status = (int)strtol(c->head + 9, NULL, 10);
	c->in_body = true;
	c->left = length ? strtoll(length + 16, NULL, 10) : 0;
	l->bytes += c->left + (body - c->head);
	c->left -= (int64_t)c->n_head - (body - c->head);
	note_timing(l, c->head);
}

static void reconnect(struct load *l, struct connection *c)
{
	close(c->fd);
	l->failed++;
	l->under_way--;
	c->busy = false;
	connect_to(l, c);
	send_next(l, c);
}

static void on_readable(struct load *l, struct connection *c)
{
	static char rest[1 << 18];
	char *into = c->in_body ? rest : c->head + c->n_head, *end;
	ssize_t n = recv(c->fd, into, c->in_body ? sizeof(rest) : HEAD_MOST - c->n_head, MSG_DONTWAIT);

	if (n < 0 && errno == EAGAIN)
		return;
	if (n <= 0) {
		reconnect(l, c);
		return;
	}
	if (c->in_body) {
		c->left -= n;
	} else {
		c->n_head += (size_t)n;
		c->head[c->n_head] = 0;
		end = strstr(c->head, "\r\n\r\n");
		if (end)
			head_done(l, c, end + 4);
		else if (c->n_head == HEAD_MOST)
			give_up("an answer's head is too long");
	}
	if (c->in_body && c->left <= 0)
		answered(l, c);
}

/* ---- the server's CPU -------------------------------------------------------------------------------------------- */

/* utime + stime of a process in clock ticks, and its parent; false: it is gone. */
static bool read_stat(const char *pid, int64_t *ticks, int64_t *parent)
{
	char path[300], text[1024], *p;
	long long ppid, user, system;
	FILE *f;
	bool read;

	(void)snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	f = fopen(path, "re");
	if (!f)
		return false;
	read = fgets(text, sizeof(text), f) && (p = strrchr(text, ')')) &&
	       sscanf(p + 2, "%*c %lld %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld", &ppid, &user, &system) == 3;
	(void)fclose(f);
	if (read) {
		*ticks = user + system;
		*parent = ppid;
	}
	return read;
}

static bool is_one_of(const char *list, int64_t pid)
{
	for (char *end; *list; list = *end ? end + 1 : end)
		if (strtoll(list, &end, 10) == pid)
			return true;
	return false;
}

/* Of the processes and their children, in us: PostgreSQL works in children. */
static int64_t cpu_us(const char *servers)
{
	DIR *d = servers ? opendir("/proc") : NULL;
	int64_t sum = 0, ticks, parent;

	if (!d)
		return 0;
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		if (isdigit((unsigned char)e->d_name[0]) && read_stat(e->d_name, &ticks, &parent) &&
		    (is_one_of(servers, strtoll(e->d_name, NULL, 10)) || is_one_of(servers, parent)))
			sum += ticks;
	closedir(d);
	return sum * 1000000 / sysconf(_SC_CLK_TCK);
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

/* Until something comes, or the next request is due, or for a tenth of a second. */
static int wait_for_events(const struct load *l, struct epoll_event *events, int n)
{
	int64_t ns = l->between_ns && !l->ending ? l->due_ns - monotonic_ns() : 100000000;
	struct timespec t = {.tv_nsec = ns < 0 ? 0 : ns > 100000000 ? 100000000 : ns};

	return epoll_pwait2(l->epoll, events, n, &t, NULL);
}

static void run(struct load *l, int64_t seconds)
{
	int64_t until = monotonic_ns() + seconds * 1000000000;
	struct epoll_event events[64];

	while ((l->under_way || (l->between_ns && !l->ending)) && monotonic_ns() < until) {
		int n = wait_for_events(l, events, COUNT_OF(events));

		for (int i = 0; i < n; i++)
			on_readable(l, events[i].data.ptr);
		if (l->between_ns && !l->ending)
			send_due(l);
	}
}

/* What was due and is not answered has taken this long at least. */
static void count_the_late(struct load *l)
{
	int64_t now = monotonic_ns();

	if (!l->between_ns)
		return;
	for (size_t i = 0; i < l->connections; i++)
		if (l->all[i].busy)
			times_add(&l->times, now - l->all[i].began_ns);
	for (int64_t due = l->due_ns; due <= now; due += l->between_ns)
		times_add(&l->times, now - due);
}

static void begin(struct load *l)
{
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->all = calloc(l->connections, sizeof(*l->all));
	if (l->epoll < 0 || !l->all)
		give_up("memory");
	for (size_t i = 0; i < l->connections; i++) {
		l->all[i].number = i;
		connect_to(l, &l->all[i]);
	}
	for (size_t i = 0; i < l->connections; i++)
		send_next(l, &l->all[i]);
	l->due_ns = monotonic_ns();
}

static void forget(struct load *l)
{
	l->times = (struct times){0};
	l->sum = (struct server_timing){0};
	l->answered = l->failed = l->bytes = 0;
}

static void report(const struct load *l, double elapsed, int64_t cpu)
{
	double n = l->answered ? (double)l->answered : 1, us = 1000 / n;

	printf("%s\t%zu\t%.0f\t%.2f\t%.2f\t%lld\t%.0f\t%.1f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\n", l->label, l->connections,
		(double)l->answered / elapsed, times_within(&l->times, 0.5), times_within(&l->times, 0.99), (long long)l->failed,
		(double)cpu / n, l->sum.statements / n, l->sum.sql * us, l->sum.wait * us, l->sum.render * us, l->sum.total * us,
		(double)l->bytes / n);
	if (l->first_failure)
		fprintf(stderr, "load: %s: %lld failed, the first with status %d\n", l->label, (long long)l->failed, l->first_failure);
}

static const struct option options[] = {{"port", 1, NULL, 'p'}, {"requests", 1, NULL, 'r'}, {"mix", 1, NULL, 'm'},
	{"connections", 1, NULL, 'c'}, {"seconds", 1, NULL, 's'}, {"server", 1, NULL, 'S'}, {"label", 1, NULL, 'l'}, {"rate", 1, NULL, 'R'},
	{"once", 0, NULL, 'o'}, {0}};

static const char *read_options(struct load *l, int argc, char **argv)
{
	const char *requests = NULL;
	int64_t rate = 0;
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (o) {
		case 'p': l->port = (uint16_t)strtoul(optarg, NULL, 10); break;
		case 'r': requests = optarg; break;
		case 'm': read_mix(l, optarg); break;
		case 'c': l->connections = strtoul(optarg, NULL, 10); break;
		case 's': l->seconds = strtoll(optarg, NULL, 10); break;
		case 'S': l->servers = optarg; break;
		case 'l': l->label = optarg; break;
		case 'R': rate = strtoll(optarg, NULL, 10); break;
		case 'o': l->once = true; break;
		default: exit(2);
		}
	if (!l->port || !requests || !l->weights || l->connections < 1 || l->connections > CONNECTIONS_MOST || l->seconds < 1) {
		fputs("usage: load --port N --requests FILE --mix KIND=WEIGHT,... --connections N --seconds S [--rate N] [--once] "
			"[--server PID,...] [--label TEXT]\n", stderr);
		exit(2);
	}
	l->between_ns = rate > 0 ? 1000000000 / rate : 0;
	return requests;
}

int main(int argc, char **argv)
{
	struct load l = {.label = "load", .dice = 88172645463325252u};
	const char *requests = read_options(&l, argc, argv);
	int64_t cpu, from;

	(void)prctl(PR_SET_TIMERSLACK, 1UL); /* or each request that is due comes a little late */
	read_requests(&l, requests);
	if (!l.once) {
		begin(&l);
		run(&l, 1); /* warm */
		forget(&l);
	}
	cpu = cpu_us(l.servers);
	from = monotonic_ns();
	if (l.once)
		begin(&l);
	run(&l, l.seconds);
	count_the_late(&l);
	report(&l, (double)(monotonic_ns() - from) / 1e9, cpu_us(l.servers) - cpu);
	l.ending = true;
	run(&l, 10);
	write_versions(&l, requests);
	return 0;
}
