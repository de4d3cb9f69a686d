/* check_command.c - porchlight check: is everything as it should be, and what to do where it is not. */
#include "access/journal.h"
#include "base/progress.h"
#include "care/consent/consent.h"
#include "care/directory/directory.h"
#include "care/hours/hours_pack.h"
#include "check.sql.h"
#include "cli/check.h"
#include "cli.sql.h"
#include "db/migrate.h"

#define CLOCK_MAY_BE_BEHIND_MS (5 * MS_PER_MINUTE)

static void say(struct check *k, const char *what, bool fine, str text, const char *todo)
{
	if (!fine)
		k->attention++;
	if (k->json) {
		lines_str(&k->lines, str_of(what));
		lines_bool(&k->lines, fine);
		lines_str(&k->lines, text);
		lines_str(&k->lines, str_of(todo));
	} else {
		printf("%-9s  %-10s %.*s%s%s\n", fine ? "ok" : "ATTENTION", what, STR_ARG(text), todo ? ". " : "", todo ? todo : "");
	}
}

void check_ok(struct check *k, const char *what, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(k, what, true, str_format_v(k->c->arena, fmt, ap), NULL);
	va_end(ap);
}

void check_attention(struct check *k, const char *what, const char *todo, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(k, what, false, str_format_v(k->c->arena, fmt, ap), todo);
	va_end(ap);
}

/* ---- looks at the database ------------------------------------------------------------------------------------------------ */

static err check_database(struct check *k, bool *sound)
{
	static const char todo[] = "Keep a copy of it as it is, then restore a backup.";
	struct waiting wait;
	struct buf report;
	err e;

	buf_init(&report, 65536);
	waiting_start(&wait, "Looking the database over, seconds:");
	e = db_integrity(k->c->db, &report);
	waiting_end(&wait);
	*sound = e == OK && !report.n;
	if (*sound)
		check_ok(k, "database", "%s is sound", db_url(k->c->db));
	else if (report.n)
		check_attention(k, "database", todo, "%s is not sound: %.*s", db_url(k->c->db), STR_ARG(str_trim(buf_view(&report))));
	else if (e != ERR_BUSY)
		check_attention(k, "database", todo, "%s cannot be read to its end", db_url(k->c->db));
	buf_free(&report);
	return e == ERR_BUSY ? e : OK;
}

static err check_migrations(struct check *k, bool *current)
{
	struct migrate_status status;

	TRY(migrate_look(k->c, k->c->db, &status));
	*current = !status.trouble.p && !status.pending;
	if (status.trouble.p)
		check_attention(k, "migrations", "Install the right version.", "%.*s", STR_ARG(status.trouble));
	else if (status.pending)
		check_attention(k, "migrations", "Make a backup, then run: porchlight migrate", "%d of %d are missing", status.pending,
			status.applied + status.pending);
	else
		check_ok(k, "migrations", "all %d are applied", status.applied);
	return OK;
}

static void ignore(void *arg, const struct journal_finding *f)
{
	(void)arg;
	(void)f;
}

static err check_journal(struct check *k)
{
	struct journal_watch watch = {ignore, NULL, NULL};
	struct journal_health health;
	struct waiting wait;
	err e;

	waiting_start(&wait, "Verifying the journal, seconds:");
	e = journal_verify(k->c, k->c->db, &watch, &health);
	waiting_end(&wait);
	TRY(e);
	if (health.troubles)
		check_attention(k, "journal", "Have it named: porchlight journal verify", "%lld finding%s in %lld rows", (long long)health.troubles,
			health.troubles == 1 ? "" : "s", (long long)(health.sealed + health.waiting));
	else
		check_ok(k, "journal", "%lld rows are as they were written, %lld wait for a seal", (long long)health.sealed,
			(long long)health.waiting);
	return OK;
}

static err check_clock(struct check *k)
{
	int64_t behind;

	TRY(journal_open(k->c, k->c->db, &behind));
	if (behind > CLOCK_MAY_BE_BEHIND_MS)
		check_attention(k, "clock", "Set the machine's clock (and its time synchronization).",
			"it is %lld minutes behind the journal's newest row", (long long)(behind / MS_PER_MINUTE));
	else
		check_ok(k, "clock", "%s", instant_show(k->c->now).s);
	return OK;
}

static err check_settings(struct check *k)
{
	struct cli_organizations_row organization;
	struct check_administrators_row administrators;
	struct cli_centers_rows centers;
	int before = k->attention;

	TRY(cli_organizations(k->c->tx, &organization));
	TRY(cli_centers(k->c->tx, &centers));
	TRY(check_administrators(k->c->tx, &administrators));
	if (!organization.organizations)
		check_attention(k, "settings", "Begin one: porchlight setup", "there is no organization yet");
	else if (!centers.n)
		check_attention(k, "settings", "Add one under Settings.", "there is no center yet");
	if (organization.organizations && !administrators.n)
		check_attention(k, "settings", "Make one: porchlight user add --role administrator", "nobody is an administrator");
	for (size_t i = 0; i < centers.n; i++)
		if (!zone_find(centers.v[i].zone))
			check_attention(k, "settings", "Install the package tzdata, or choose another zone under Settings.",
				"%.*s: the time zone %.*s is unknown here", STR_ARG(centers.v[i].name), STR_ARG(centers.v[i].zone));
	if (k->attention == before)
		check_ok(k, "settings", "%zu center%s, %lld administrator%s", centers.n, centers.n == 1 ? "" : "s",
			(long long)administrators.n, administrators.n == 1 ? "" : "s");
	return OK;
}

static err check_packs(struct check *k)
{
	const struct hours_packs *packs = hours_packs();
	struct check_rules_rows used;
	int before = k->attention;
	str list = STR("");

	TRY(check_rules(k->c->tx, &used));
	for (size_t i = 0; i < used.n; i++)
		if (!hours_rule_known(packs, used.v[i].rule_code))
			check_attention(k, "packs", "Install the version of Porchlight that has it, or choose another rule for the program.",
				"a program answers to the rule %.*s, which this version does not know", STR_ARG(used.v[i].rule_code));
	for (size_t i = 0; i < packs->n; i++) {
		const struct rule_head *h = &packs->rules[i].head;

		list = str_format(k->c->arena, "%.*s%s%.*s from %s", STR_ARG(list), i ? ", " : "", STR_ARG(h->code), date_show(h->from).s);
	}
	if (k->attention == before)
		check_ok(k, "packs", "hours rules: %.*s", STR_ARG(list));
	return OK;
}

static err check_directory(struct check *k)
{
	struct directory_editions all;
	str list = STR("");

	TRY(directory_editions(k->c->tx, &all));
	for (size_t i = 0; i < all.n; i++)
		list = str_format(k->c->arena, "%.*s%s%.*s (%lld)", STR_ARG(list), i ? ", " : "", STR_ARG(all.v[i].name),
			(long long)all.v[i].facilities);
	if (all.n)
		check_ok(k, "directory", "%lld facilities: %.*s", (long long)all.facilities, STR_ARG(list));
	else
		check_attention(k, "directory", "Bring one in: porchlight directory import --help", "there is no directory of facilities");
	return OK;
}

static err check_consents(struct check *k)
{
	struct consent_health h;

	TRY(consent_verify(k->c->tx, &h));
	if (h.changed || h.strayed)
		check_attention(k, "consents", "Look up the right words in an older backup; the pages of the signatures name the versions.",
			"%lld of %lld texts are not as they were published, %lld of %lld signatures stand under other words", (long long)h.changed,
			(long long)h.versions, (long long)h.strayed, (long long)h.signatures);
	else
		check_ok(k, "consents", "%lld texts and %lld signatures are as they were", (long long)h.versions, (long long)h.signatures);
	return OK;
}

static err check_contents(struct check *k)
{
	err e;

	TRY(check_journal(k));
	TRY(check_clock(k));
	TRY(db_read_begin(k->c, k->c->db));
	e = check_settings(k);
	if (e == OK)
		e = check_packs(k);
	if (e == OK)
		e = check_directory(k);
	if (e == OK)
		e = check_consents(k);
	db_read_end(k->c);
	return e;
}

static err check_run(struct cli *cli)
{
	static const char *const columns[] = {"check", "ok", "text", "to_do", NULL};
	struct check k = {.cli = cli, .c = cli->c, .json = cli_has(cli, "--json")};
	bool sound, current = false;

	if (k.json)
		lines_begin(&k.lines, columns, false);
	check_ok(&k, "version", "porchlight %s", PORCHLIGHT_VERSION);
	TRY(check_database(&k, &sound));
	if (sound)
		TRY(check_migrations(&k, &current));
	if (current)
		TRY(check_contents(&k));
	check_disk(&k);
	check_tls(&k, cli_value(cli, "--tls-cert"), cli_value(cli, "--tls-key"));
	if (k.json)
		TRY(lines_end(&k.lines));
	if (k.attention)
		FAIL(cli->c, ERR_CONFLICT, "%d point%s attention.", k.attention, k.attention == 1 ? " wants" : "s want");
	return OK;
}

static const struct cli_option options[] = {
	{"--json", NULL, "one JSON object per line"},
	{"--tls-cert", "FILE", "look at this certificate too"},
	{"--tls-key", "FILE", "and at its key"},
	{0},
};

const struct command check_command = {
	.name = "check", .arguments = "", .summary = "look at database, journal, clock, settings, disk, TLS files and rule packs",
	.options = options, .more = "Exit status 5 when something wants attention. Safe while the server runs.",
	.needs = CLI_DB, .run = check_run,
};
