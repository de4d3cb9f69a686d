/* migrate_command.c - bring a database to this binary's schema; say which version this is. */
#include "base/progress.h"
#include "cli/cli.h"
#include "cli/upgrade.h"
#include "db/migrate.h"

struct keep {
	struct ctx *c;
	struct db *db;
};

/* The file as it was, beside it. A server keeps copies of its own. */
static err keep_before(void *arg)
{
	const struct keep *k = arg;
	struct waiting wait;
	char why[512] = "";
	int ms;
	struct date_text day = date_show(instant_day(k->c->now, &ms));
	str copy;
	err e;

	if (db_engine(k->db) != DB_SQLITE)
		return OK;
	copy = str_format(k->c->arena, "%s.before-upgrade-%s-%d", db_url(k->db), day.s, ms);
	waiting_start(&wait, "Copying before the upgrade, seconds:");
	e = db_sqlite_snapshot(k->db, copy.p, why, sizeof(why));
	waiting_end(&wait);
	if (e != OK)
		return ctx_fail(k->c, e, "The database was not upgraded, because it could not be copied before. %s", why);
	fprintf(stderr, "porchlight: the database as it was before the upgrade: %s\n", copy.p);
	return OK;
}

err cli_upgrade(struct ctx *c, struct db *db, int *applied)
{
	struct migrate_status status;

	TRY(migrate_look(c, db, &status));
	if (status.trouble.p)
		FAIL(c, ERR_CONFLICT, "%.*s", STR_ARG(status.trouble));
	return migrate_up(c, db, keep_before, &(struct keep){c, db}, applied);
}

static err migrate_run(struct cli *cli)
{
	int applied;

	TRY(cli_upgrade(cli->c, cli->c->db, &applied));
	if (applied)
		fprintf(stderr, "porchlight: %d migration%s applied.\n", applied, applied == 1 ? "" : "s");
	else
		fputs("porchlight: the database is up to date.\n", stderr);
	return OK;
}

const struct command migrate_command = {
	.name = "migrate", .arguments = "", .summary = "make the database, or bring it up to date",
	.needs = CLI_DB | CLI_CREATE, .run = migrate_run,
};

static err version_run(struct cli *cli)
{
	(void)cli;
	puts("porchlight " PORCHLIGHT_VERSION);
	return OK;
}

const struct command version_command = {
	.name = "version", .arguments = "", .summary = "say which version this is", .run = version_run,
};
