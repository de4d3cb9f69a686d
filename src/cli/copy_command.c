/* copy_command.c - porchlight copy: to a bigger engine, or back. */
#include "base/id.h"
#include "base/progress.h"
#include "cli/cli.h"
#include "cli/copy.h"
#include "cli/upgrade.h"

#define MEMORY_MOST ((size_t)256 << 20)

struct copy {
	struct tx *from;
	bool replace;
	struct progress bar;
	struct db_bulk *into;
	int64_t table_rows; /* copied of the table in hand */
	int64_t rows;       /* copied of all */
};

static err copy_row(void *arg, const struct db_table *t, const void *const *values)
{
	struct copy *x = arg;

	(void)t;
	x->table_rows++;
	progress_to(&x->bar, ++x->rows);
	return db_bulk_row(x->into, values);
}

static err copy_table(struct wtx *w, struct copy *x, const struct db_table *t)
{
	int64_t arrived;

	x->table_rows = 0;
	TRY(db_bulk_open_table(w, t, &x->into));
	TRY(db_table_each(x->from, t, copy_row, x));
	TRY(db_bulk_close(x->into));
	TRY(db_table_rows(wtx_read(w), t, &arrived));
	if (arrived != x->table_rows)
		FAIL(wtx_ctx(w), ERR_IO, "Of table %s %lld rows were sent and %lld arrived. Nothing was changed.", t->name,
			(long long)x->table_rows, (long long)arrived);
	return OK;
}

static err make_room(struct wtx *w, bool replace)
{
	bool any = false;

	for (unsigned i = 0; i < db_table_count; i++) {
		int64_t rows;

		TRY(db_table_rows(wtx_read(w), &db_tables[i], &rows));
		if (rows && !replace)
			FAIL(wtx_ctx(w), ERR_CONFLICT, "The target holds data already (table %s). Nothing was changed. To throw that data away, "
				"say --replace.", db_tables[i].name);
		any |= rows > 0;
	}
	return any ? db_clear(w, db_tables, db_table_count) : OK;
}

static err copy_all(struct wtx *w, void *arg)
{
	struct copy *x = arg;

	x->rows = 0;
	TRY(make_room(w, x->replace));
	for (unsigned i = 0; i < db_table_count; i++)
		TRY(copy_table(w, x, &db_tables[i]));
	return OK;
}

static err count_rows(struct tx *tx, int64_t *total)
{
	*total = 0;
	for (unsigned i = 0; i < db_table_count; i++) {
		int64_t rows;

		TRY(db_table_rows(tx, &db_tables[i], &rows));
		*total += rows;
	}
	return OK;
}

err copy_database(struct ctx *c, struct db *to, bool replace, const char *what)
{
	struct copy x = {.from = c->tx, .replace = replace};
	struct arena memory;
	struct ctx target; /* of its own: this one's view is the source */
	int64_t total;
	int applied;
	err e;

	TRY(count_rows(c->tx, &total));
	arena_init(&memory, MEMORY_MOST);
	ctx_init(&target, &memory, c->now);
	target.request_id = id_make(c->now);
	target.actor = c->actor;
	progress_start(&x.bar, what, total);
	e = cli_upgrade(&target, to, &applied);
	if (e == OK)
		e = db_write_long(&target, to, copy_all, &x);
	progress_end(&x.bar);
	if (target.fail_text.p)
		c->fail_text = str_copy(c->arena, target.fail_text);
	arena_free(&memory);
	return e;
}

/* ---- the command ----------------------------------------------------------------------------------------------------- */

static err copy_look(struct cli *cli)
{
	return cli_has(cli, "--to") ? OK : problem(cli->c, "--to", "Say where to: a file, or postgres://user@host/name.");
}

static err copy_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	const char *url = cli_value(cli, "--to");
	char why[512] = "";
	struct db *to;
	err e;

	e = db_open(&(struct db_options){.url = url, .create = true}, &to, why, sizeof(why));
	if (e != OK)
		return ctx_fail(c, e, "%s", why);
	e = cli_journal(cli, JOURNAL_BACKUP, str_format(c->arena, "copy to %s", db_url(to)).p);
	if (e == OK)
		e = copy_database(c, to, cli_has(cli, "--replace"), "Copying");
	if (e == OK)
		fprintf(stderr, "porchlight: copied to %s. Serve it with: porchlight serve --database %s\n", db_url(to), db_url(to));
	db_close(to);
	return e;
}

static const struct cli_option options[] = {
	{"--to", "URL", "a file, or postgres://user@host/name"},
	{"--replace", NULL, "throw away what the target holds"},
	{0},
};

const struct command copy_command = {
	.name = "copy", .arguments = "", .summary = "copy everything to another database, of either engine", .options = options,
	.more = "The target must be empty, or --replace. It gets everything in one transaction or nothing. Stop the server before:\n"
	        "what is written during the copy stays behind.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .look = copy_look, .run = copy_run,
};
