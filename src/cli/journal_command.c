/* journal_command.c - porchlight journal verify: is the journal what was written? And the heads of its chains, to be kept elsewhere. */
#include "access/journal.h"
#include "base/id.h"
#include "base/progress.h"
#include "cli/cli.h"
#include "cli/lines.h"
#include "cli.sql.h"

struct verify {
	struct ctx *c;
	struct cli_centers_rows centers;
	struct lines heads;
	struct waiting wait;
	int64_t named;
};

static str chain_name(const struct verify *v, center_id center)
{
	if (!center.v)
		return STR("organization");
	for (size_t i = 0; i < v->centers.n; i++)
		if (v->centers.v[i].id.v == center.v)
			return v->centers.v[i].name;
	return str_format(v->c->arena, "center %s", id_show(center.v).s);
}

static void found(void *arg, const struct journal_finding *f)
{
	struct verify *v = arg;

	waiting_end(&v->wait);
	v->named++;
	fprintf(stderr, "porchlight: journal of %.*s: row %s of %s %.*s", STR_ARG(chain_name(v, f->center)), id_show(f->row).s,
		instant_show(id_made_at(f->row)).s, STR_ARG(code_label(&journal_trouble_codes, (int)f->what)));
	if (f->what == JOURNAL_REORDERED)
		fprintf(stderr, ": what it says was written as row %s", id_show(f->other).s);
	fputs(".\n", stderr);
}

static void head(void *arg, const struct journal_head *h)
{
	struct verify *v = arg;
	char hex[129] = "";

	if (!h->last) /* nothing is under a seal yet */
		return;
	for (size_t i = 0; i < h->hash.n && i < 64; i++)
		snprintf(hex + 2 * i, 3, "%02x", h->hash.p[i]);
	lines_str(&v->heads, chain_name(v, h->center));
	lines_str(&v->heads, str_of(id_show(h->last).s));
	lines_instant(&v->heads, id_made_at(h->last));
	lines_str(&v->heads, str_of(hex));
}

static err journal_verify_run(struct cli *cli)
{
	static const char *const columns[] = {"journal", "last_row", "written", "head", NULL};
	struct verify v = {.c = cli->c};
	struct journal_watch watch = {found, head, &v};
	struct journal_health health;
	err e;

	TRY(cli_centers(cli->c->tx, &v.centers));
	db_read_end(cli->c);
	lines_begin(&v.heads, columns, cli_has(cli, "--csv"));
	waiting_start(&v.wait, "Verifying, seconds:");
	e = journal_verify(cli->c, cli->c->db, &watch, &health);
	waiting_end(&v.wait);
	TRY(e);
	TRY(lines_end(&v.heads));
	fprintf(stderr, "porchlight: %lld rows under %lld seals were verified; %lld wait for a seal.\n", (long long)health.sealed,
		(long long)health.seals, (long long)health.waiting);
	if (health.troubles)
		FAIL(cli->c, ERR_CONFLICT, "The journal is not what was written: %lld finding%s, named above. Compare with a backup "
			"made before, and keep this database as it is.", (long long)health.troubles, health.troubles == 1 ? "" : "s");
	return OK;
}

static const struct cli_option options[] = {
	{"--csv", NULL, "the heads as CSV instead of one JSON object per line"},
	{0},
};

const struct command journal_verify_command = {
	.name = "journal verify", .arguments = "", .summary = "prove that no row of the journal was changed, removed, added or moved",
	.options = options,
	.more = "Prints the head of each chain: keep them elsewhere, they prove that the newest rows were not cut off.\n"
	        "Exit status 5 when something was found.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .run = journal_verify_run,
};
