/* user_commands.c - accounts without a browser: the way in for the first administrator, and for whoever looks at the demo.
 * Passwords are never given here: a one-time code is, and its owner chooses the password. */
#include "access/accounts.h"
#include "cli/cli.h"
#include "user.sql.h"

#define FIRST_SIGN_IN "/sign-in/first"

/* A write from a command that has a read view: the view is given back first, so that nothing waits for it. */
static err write_after_reading(struct cli *cli, db_write_fn *fn, void *arg)
{
	db_read_end(cli->c);
	return db_write(cli->c, cli->c->db, fn, arg);
}

/* ---- demo-codes ---------------------------------------------------------------------------------------------------- */

struct demo_codes {
	struct user_demo_rows accounts;
	struct code_text codes[20];
};

static err make_demo_codes(struct wtx *w, void *arg)
{
	struct demo_codes *d = arg;

	for (size_t i = 0; i < d->accounts.n; i++)
		TRY(account_code(w, d->accounts.v[i].id, &d->codes[i]));
	return OK;
}

static err demo_codes_run(struct cli *cli)
{
	struct demo_codes d;

	TRY(user_demo(cli->c->tx, &d.accounts));
	if (!d.accounts.n) {
		fputs("porchlight: this is not the demo: sign in with your own account, or see: porchlight user --help\n", stderr);
		return OK;
	}
	TRY(write_after_reading(cli, make_demo_codes, &d));
	printf("  Sign in at %s with a login and its code; you choose the password there.\n\n", FIRST_SIGN_IN);
	for (size_t i = 0; i < d.accounts.n; i++)
		printf("  %-14.*s  login %-14.*s  code %s%s\n", STR_ARG(code_label(&role_codes, (int)d.accounts.v[i].role)),
			STR_ARG(d.accounts.v[i].login), d.codes[i].s,
			d.accounts.v[i].password_hash.p ? "  (it has a password; the code sets a new one)" : "");
	putchar('\n');
	return OK;
}

const struct command user_demo_codes_command = {
	.name = "user demo-codes", .arguments = "", .summary = "print a way in for each role of the demo",
	.more = "Each run makes fresh one-time codes, valid for 72 hours; earlier ones stop working.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .run = demo_codes_run,
};
