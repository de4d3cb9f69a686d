/* cli.c - from argv to a finished command: find it, read its options, open what it needs, say what went wrong. */
#include "cli/cli.h"

#include <unistd.h>

#include "base/crypt.h"
#include "base/id.h"
#include "base/log.h"
#include "cli.sql.h"
#include "cli/help.h"
#include "db/migrate.h"

#define MEMORY_MOST ((size_t)1 << 30) /* of one command; they stream, so this is a fence, not a need */
#define DEFAULT_DATABASE "var/porchlight.db"

static int index_of(const struct command *cmd, const char *name)
{
	for (int i = 0; cmd->options && cmd->options[i].name; i++)
		if (!strcmp(cmd->options[i].name, name))
			return i;
	return -1;
}

const char *cli_value(const struct cli *cli, const char *name)
{
	int i = index_of(cli->command, name);

	assert(i >= 0 && i < CLI_OPTIONS_MOST);
	return cli->values[i];
}

bool cli_has(const struct cli *cli, const char *name)
{
	return cli_value(cli, name) != NULL;
}

err cli_int(struct cli *cli, const char *name, int64_t least, int64_t most, int64_t otherwise, int64_t *out)
{
	const char *value = cli_value(cli, name);

	*out = otherwise;
	if (!value)
		return OK;
	if (!str_to_int(str_of(value), out) || *out < least || *out > most)
		return problem(cli->c, name, "Give a whole number from %lld to %lld.", (long long)least, (long long)most);
	return OK;
}

err cli_date(struct cli *cli, const char *name, date otherwise, date *out)
{
	const char *value = cli_value(cli, name);

	*out = otherwise;
	if (value && !date_read(str_of(value), out))
		return problem(cli->c, name, "Give a day like 2026-11-23.");
	return OK;
}

static err no_such_center(struct ctx *c, const struct cli_centers_rows *all)
{
	struct buf names;
	str list;

	buf_init(&names, 8192);
	for (size_t i = 0; i < all->n; i++)
		buf_format(&names, "%s%.*s", i ? "; " : "", STR_ARG(all->v[i].name));
	list = str_copy(c->arena, buf_view(&names));
	buf_free(&names);
	FAIL(c, ERR_NOT_FOUND, "Name the center with --center. There %s: %.*s.", all->n == 1 ? "is" : "are", STR_ARG(list));
}

err cli_center(struct cli *cli, enum permission p)
{
	const char *wanted = cli_value(cli, "--center");
	struct cli_centers_rows all;
	int64_t id = 0;

	TRY(cli_centers(cli->c->tx, &all));
	if (!all.n)
		FAIL(cli->c, ERR_NOT_FOUND, "There is no center yet. Add one under Settings, or make the demo with: porchlight demo");
	if (!wanted && all.n == 1)
		return access_enter(cli->c, all.v[0].id.v, p);
	if (wanted)
		(void)id_read(str_of(wanted), &id);
	for (size_t i = 0; wanted && i < all.n; i++)
		if (all.v[i].id.v == id || str_eq_ascii_case(all.v[i].name, str_of(wanted)))
			return access_enter(cli->c, all.v[i].id.v, p);
	return no_such_center(cli->c, &all);
}

static err write_entry(struct wtx *w, void *arg)
{
	return journal_add(w, arg);
}

err cli_journal(struct cli *cli, enum journal_event event, const char *what)
{
	return db_write(cli->c, cli->c->db, write_entry, &(struct journal_entry){.event = event, .object = str_of(what)});
}

/* ---- reading the command line ------------------------------------------------------------------------------------ */

static int wrong(const struct command *cmd, const char *what, const char *word)
{
	fprintf(stderr, "porchlight: %s: %s\nSee: porchlight %s%s--help\n", what, word, cmd ? cmd->name : "", cmd ? " " : "");
	return err_exit_status(ERR_INVALID);
}

/* One argument that starts with a dash. Returns how many words were used; 0: it is wrong. */
static int take_option(struct cli *cli, char **argv, int left)
{
	const char *eq = strchr(argv[0], '=');
	size_t length = eq ? (size_t)(eq - argv[0]) : strlen(argv[0]);
	char name[64];
	const char *value = eq ? eq + 1 : left > 1 ? argv[1] : NULL;
	int i;

	if (length >= sizeof(name))
		return 0;
	memcpy(name, argv[0], length);
	name[length] = 0;
	if (!strcmp(name, "--database") && value) {
		cli->database = value;
		return eq ? 1 : 2;
	}
	i = index_of(cli->command, name);
	if (i < 0 || i >= CLI_OPTIONS_MOST)
		return 0;
	if (!cli->command->options[i].value) {
		cli->values[i] = "";
		return eq ? 0 : 1;
	}
	cli->values[i] = value;
	return !value ? 0 : eq ? 1 : 2;
}

/* 0 or an exit status; -1: the command is to run. */
static int read_words(struct cli *cli, int argc, char **argv)
{
	bool only_arguments = false;

	for (int i = 0; i < argc;) {
		int used;

		if (!only_arguments && !strcmp(argv[i], "--help"))
			return help_command(stdout, cli->command), 0;
		if (!only_arguments && !strcmp(argv[i], "--")) {
			only_arguments = true;
			i++;
			continue;
		}
		if (only_arguments || argv[i][0] != '-' || !argv[i][1]) {
			if (!cli->command->arguments[0] || cli->n_arguments == CLI_ARGUMENTS_MOST)
				return wrong(cli->command, "unexpected argument", argv[i]);
			cli->arguments[cli->n_arguments++] = argv[i++];
			continue;
		}
		used = take_option(cli, argv + i, argc - i);
		if (!used)
			return wrong(cli->command, "unknown option, or its value is missing", argv[i]);
		i += used;
	}
	return -1;
}

/* ---- running ------------------------------------------------------------------------------------------------------ */

static void explain(const struct ctx *c, err e)
{
	for (const struct problem *p = c->problems; p; p = p->next)
		fprintf(stderr, "porchlight: %.*s%s%.*s\n", STR_ARG(p->field), p->field.n ? ": " : "", STR_ARG(p->text));
	if (c->fail_text.p)
		fprintf(stderr, "porchlight: %.*s\n", STR_ARG(c->fail_text));
	else if (!c->problems)
		fprintf(stderr, "porchlight: %s\n", err_meaning(e));
}

static err open_database(struct cli *cli, struct db **db)
{
	struct db_options o = {.url = cli->database, .create = cli->command->needs & CLI_CREATE};
	struct migrate_status status;
	char why[512] = "";
	err e = db_open(&o, db, why, sizeof(why));

	if (e != OK)
		return ctx_fail(cli->c, e, "%s", why);
	cli->c->db = *db;
	if (!(cli->command->needs & CLI_MIGRATED))
		return OK;
	TRY(migrate_look(cli->c, *db, &status));
	if (status.trouble.p)
		FAIL(cli->c, ERR_CONFLICT, "%.*s", STR_ARG(status.trouble));
	if (status.pending)
		FAIL(cli->c, ERR_CONFLICT, "This database is older than this program. Bring it up to date with: porchlight migrate --database %s",
			db_url(*db));
	return OK;
}

static err run_with_database(struct cli *cli)
{
	struct db *db = NULL;
	err e;

	TRY_OUT(open_database(cli, &db));
	if (cli->command->needs & CLI_TX)
		TRY_OUT(db_read_begin(cli->c, db));
	e = cli->command->run(cli);
out:
	if (cli->c->tx)
		db_read_end(cli->c);
	if (db)
		db_close(db);
	return e;
}

static int run(struct cli *cli)
{
	struct arena memory;
	struct ctx c;
	bool with_database;
	err e;

	arena_init(&memory, MEMORY_MOST);
	ctx_init(&c, &memory, instant_now());
	c.request_id = id_make(c.now);
	access_local(&c);
	cli->c = &c;
	with_database = cli->command->needs & CLI_DB && !(cli->command->without && cli_has(cli, cli->command->without));
	e = cli->command->look ? cli->command->look(cli) : OK;
	if (e == OK)
		e = with_database ? run_with_database(cli) : cli->command->run(cli);
	if (e != OK)
		explain(&c, e);
	arena_free(&memory);
	return err_exit_status(e);
}

int cli_main(int argc, char **argv)
{
	static struct cli cli;
	const char *from_environment = getenv("PORCHLIGHT_DATABASE");
	int used, status;

	if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		help_all(argc < 2 ? stderr : stdout);
		return argc < 2 ? err_exit_status(ERR_INVALID) : 0;
	}
	if (!strcmp(argv[1], "--version"))
		argv[1] += 2;
	used = command_find(argc - 1, argv + 1, &cli.command);
	if (!used)
		return wrong(NULL, "there is no command", argv[1]);
	cli.database = from_environment && *from_environment ? from_environment : DEFAULT_DATABASE;
	status = read_words(&cli, argc - 1 - used, argv + 1 + used);
	if (status >= 0)
		return status;
	if (crypt_init() != OK)
		return wrong(NULL, "no source of random numbers on", "this machine");
	return run(&cli);
}
