/* serve.c - the server: open, upgrade, listen, keep house, stop cleanly.
 * Keeping house happens on one background thread: sealing the journal every few seconds, making the sessions of the
 * coming weeks once an hour. */
#include "cli/serve.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "access/accounts.h"
#include "access/journal.h"
#include "base/id.h"
#include "base/log.h"
#include "care/directory/directory.h"
#include "care/finder/own.h"
#include "care/library/library.h"
#include "care/inquiry/draft.h"
#include "cli/cli.h"
#include "cli.sql.h"
#include "cli/upgrade.h"
#include "link/mail/mailer.h"
#include "web/app.h"
#include "web/kept.h"
#include "web/layout.h"

#define SEAL_EVERY_S 5
#define PLAN_EVERY_S 3600

struct house {
	struct db *db;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
	pthread_t thread;
};

static void with_ctx(struct db *db, void (*fn)(struct ctx *c))
{
	struct arena memory;
	struct ctx c;

	arena_init(&memory, (size_t)256 << 20);
	ctx_init(&c, &memory, instant_now());
	c.request_id = id_make(c.now);
	c.db = db;
	access_local(&c);
	fn(&c);
	arena_free(&memory);
}

static void seal(struct ctx *c)
{
	if (journal_seal_all(c, c->db) != OK)
		log_warning(c->request_id, "journal not sealed; will try again", LOG_STR("why", c->fail_text));
}

static void plan(struct ctx *c)
{
	if (plan_sessions(c) != OK)
		log_warning(c->request_id, "sessions not planned; will try again", LOG_STR("why", c->fail_text));
}

static void tidy(struct ctx *c)
{
	if (drafts_tidy(c, c->db) != OK)
		log_warning(c->request_id, "drafts that are over not wiped; will try again", LOG_STR("why", c->fail_text));
	if (throttle_tidy(c, c->db) != OK)
		log_warning(c->request_id, "old tries not forgotten; will try again", LOG_STR("why", c->fail_text));
	if (library_tidy(c) != OK)
		log_warning(c->request_id, "recordings of nothing not taken away; will try again", LOG_STR("why", c->fail_text));
}

static void *keep_house(void *arg)
{
	struct house *h = arg;
	int64_t next_plan = monotonic_ns();

	pthread_mutex_lock(&h->lock);
	while (!h->stop) {
		struct timespec until;

		pthread_mutex_unlock(&h->lock);
		with_ctx(h->db, seal);
		if (monotonic_ns() >= next_plan) {
			with_ctx(h->db, plan);
			with_ctx(h->db, tidy);
			next_plan = monotonic_ns() + PLAN_EVERY_S * (int64_t)1000000000;
		}
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += SEAL_EVERY_S;
		pthread_mutex_lock(&h->lock);
		if (!h->stop)
			pthread_cond_timedwait(&h->wake, &h->lock, &until);
	}
	pthread_mutex_unlock(&h->lock);
	with_ctx(h->db, seal);
	return NULL;
}

static err house_open(struct house *h, struct ctx *c, struct db *db)
{
	*h = (struct house){.db = db, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};
	if (pthread_create(&h->thread, NULL, keep_house, h))
		FAIL(c, ERR_IO, "The machine refused another thread. Close programs, or raise its limits.");
	return OK;
}

static void house_close(struct house *h)
{
	pthread_mutex_lock(&h->lock);
	h->stop = true;
	pthread_cond_signal(&h->wake);
	pthread_mutex_unlock(&h->lock);
	pthread_join(h->thread, NULL);
}

/* ---- listening ---------------------------------------------------------------------------------------------------- */

static err read_settings(struct cli *cli, struct web_options *o)
{
	int64_t port, connections;

	cli_int(cli, "--port", 0, 65535, 8080, &port);
	cli_int(cli, "--connections", 8, 100000, 1000, &connections);
	*o = (struct web_options){.address = cli_has(cli, "--listen") ? cli_value(cli, "--listen") : "127.0.0.1", .port = (uint16_t)port,
		.connections = (unsigned)connections, .tls_cert = cli_value(cli, "--tls-cert"), .tls_key = cli_value(cli, "--tls-key")};
	if (!o->tls_cert != !o->tls_key)
		(void)problem(cli->c, "--tls-cert", "Give both --tls-cert and --tls-key, or neither.");
	return problems_end(cli->c);
}

static err read_proxies(struct cli *cli, struct app *app)
{
	str rest = str_of(cli_value(cli, "--trust-proxy"));
	struct net *nets = ARENA_NEW_ARRAY(cli->c->arena, struct net, 16);

	app->trusted = nets;
	while (rest.p) {
		str one = str_trim(str_cut(rest, ',', &rest));

		if (app->n_trusted == 16 || !net_read(one, &nets[app->n_trusted]))
			return problem(cli->c, "--trust-proxy", "Give up to 16 addresses like 10.0.0.5 or 10.0.0.0/24, with commas between.");
		app->n_trusted++;
	}
	return OK;
}

static err read_words(struct cli *cli, struct web_options *o, struct app *app, struct mail_account *mail)
{
	TRY(read_settings(cli, o));
	TRY(read_proxies(cli, app));
	return serve_mail(cli, mail);
}

static err serve_look(struct cli *cli)
{
	return read_words(cli, &(struct web_options){0}, &(struct app){0}, &(struct mail_account){0});
}

static err warn_about_clock(struct ctx *c, struct db *db)
{
	int64_t behind;

	TRY(journal_open(c, db, &behind));
	if (behind > 5 * MS_PER_MINUTE)
		log_warning(0, "the clock is behind the journal: check the machine's time", LOG_INT("minutes", behind / MS_PER_MINUTE));
	return OK;
}

static void wait_for_signal(const sigset_t *set)
{
	int got;

	while (sigwait(set, &got) != 0)
		;
	log_info(0, "stopping", LOG_INT("signal", got));
}

static err listen_until_told(struct cli *cli, struct app *app, const struct web_options *o, const struct mail_account *mail,
                              const sigset_t *set)
{
	struct web_server *server;
	struct house house;
	struct mailer *mailer = NULL;
	char why[512] = "";
	bool housed;
	err e = web_start(app, o, &server, why, sizeof(why));

	if (e != OK)
		return ctx_fail(cli->c, e, "%s", why);
	e = house_open(&house, cli->c, app->db);
	housed = e == OK;
	if (e == OK && mail->server)
		e = mailer_start(cli->c, app->db, mail, &mailer);
	if (e == OK) {
		fprintf(stderr, "porchlight: serving on %s://%s:%u\n", o->tls_cert ? "https" : "http", o->address, web_port(server));
		wait_for_signal(set);
	}
	web_stop(server);
	if (mailer)
		mailer_stop(mailer);
	if (housed)
		house_close(&house);
	return e;
}

/* A database of an earlier version has no directory yet. */
static err bring_directory(struct ctx *c, int applied)
{
	bool loaded = false;

	if (applied)
		TRY(directory_begin(c, &loaded));
	if (loaded)
		log_info(0, "directory of treatment facilities brought in");
	return OK;
}

static err serve_run(struct cli *cli)
{
	struct app app = {.db = cli->c->db, .timing = cli_has(cli, "--timing"), .access_log = !cli_has(cli, "--quiet"), .error_page = tpl_error,
		.spool_dir = cli_value(cli, "--data")};
	struct web_options o;
	struct mail_account mail;
	int applied;
	sigset_t set;
	str why;
	err e;

	TRY(read_words(cli, &o, &app, &mail));
	TRY(serve_mail_ready(cli, &mail));
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread starts, so that all of them leave the signals to sigwait */
	TRY(cli_upgrade(cli->c, app.db, &applied));
	if (applied)
		log_info(0, "database brought up to date", LOG_INT("migrations", applied));
	TRY(bring_directory(cli->c, applied));
	TRY(warn_about_clock(cli->c, app.db));
	serve_routes(&app);
	app.directory = directory_memory_open();
	app.finder = finder_memory_open();
	app.kept = kept_memory_open();
	e = app_open(&app, &why);
	if (e != OK)
		return ctx_fail(cli->c, e, "%.*s", STR_ARG(why));
	e = listen_until_told(cli, &app, &o, &mail, &set);
	app_close(&app);
	directory_memory_close(app.directory);
	finder_memory_close(app.finder);
	kept_memory_close(app.kept);
	return e;
}

static const struct cli_option options[] = {
	{"--port", "N", "listen on this port; 0: any free one (8080)"},
	{"--listen", "ADDRESS", "listen on this address (127.0.0.1)"},
	{"--tls-cert", "FILE", "certificate chain, PEM"},
	{"--tls-key", "FILE", "its key, PEM"},
	{"--trust-proxy", "ADDR,...", "believe X-Forwarded-For and -Proto from these addresses"},
	{"--data", "DIR", "folder for uploads on their way (/tmp)"},
	{"--connections", "N", "at most this many at once (1000)"},
	{"--mail-server", "URL", "send the outbox through this server: smtp://host:587 or smtps://host"},
	{"--mail-from", "ADDRESS", "the address that mail comes from; a neutral one"},
	{"--mail-name", "NAME", "what mailboxes show beside it; a neutral one"},
	{"--mail-user", "NAME", "our name at the mail server"},
	{"--mail-password-file", "FILE", "our password there, in this file's first line"},
	{"--timing", NULL, "tell what each page cost in a Server-Timing header"},
	{"--quiet", NULL, "no line per request on standard error"},
	{0},
};

const struct command serve_command = {
	.name = "serve", .arguments = "", .summary = "serve the pages; Ctrl+C stops it", .options = options, .needs = CLI_DB | CLI_CREATE,
	.look = serve_look, .run = serve_run,
};
