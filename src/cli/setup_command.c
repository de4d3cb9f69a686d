/* setup_command.c - an organization that begins: its name, its first center, and its first administrator's way in.
 * At a terminal what is missing is asked for; elsewhere it takes the answer shown in brackets. All of it can be changed later on the
 * settings pages. */
#include <unistd.h>

#include "base/id.h"
#include "care/center/kinds.h"
#include "care/directory/directory.h"
#include "care/library/library.h"
#include "cli.sql.h"
#include "cli/upgrade.h"
#include "cli/user.h"
#include "user.sql.h"

struct beginning {
	str organization, center, zone, name, login;
	struct kind_starts kinds;
	int64_t brought;
	struct code_text code;
};

/* The option's value, or what is typed, or the default. */
static str answer(struct cli *cli, const char *option, const char *question, const char *otherwise)
{
	char line[512];

	if (cli_has(cli, option))
		return str_tidy(cli->c->arena, str_of(cli_value(cli, option)));
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return str_of(otherwise);
	fprintf(stderr, "%s [%s]: ", question, otherwise);
	if (!fgets(line, sizeof(line), stdin))
		return str_of(otherwise);
	return str_empty(str_trim(str_of(line))) ? str_of(otherwise) : str_tidy(cli->c->arena, str_of(line));
}

/* This machine's zone, as /etc/localtime points to it. */
static const char *zone_here(struct ctx *c)
{
	char target[256];
	ssize_t n = readlink("/etc/localtime", target, sizeof(target) - 1);
	ptrdiff_t at = n > 0 ? str_index((str){target, (size_t)n}, STR("zoneinfo/")) : -1;
	const char *name;

	if (at < 0)
		return "UTC";
	name = str_z(c->arena, str_slice((str){target, (size_t)n}, (size_t)at + 9, (size_t)n));
	return zone_find(str_of(name)) ? name : "UTC";
}

static err read_answers(struct cli *cli, struct beginning *b)
{
	struct ctx *c = cli->c;
	str given, family;

	b->organization = answer(cli, "--organization", "Name of the organization", "My organization");
	b->center = answer(cli, "--center", "Name of its first center", "Main center");
	b->zone = answer(cli, "--zone", "Time zone of that center", zone_here(c));
	b->name = answer(cli, "--name", "Your name", "First Administrator");
	b->login = answer(cli, "--login", "The name you will sign in with", "administrator");
	if (str_empty(b->organization) || str_points(b->organization) > 200)
		(void)problem(c, "--organization", "Give a name of up to 200 letters.");
	if (str_empty(b->center) || str_points(b->center) > 200)
		(void)problem(c, "--center", "Give a name of up to 200 letters.");
	if (!zone_find(b->zone))
		(void)problem(c, "--zone", "Give a time zone like America/New_York or America/Los_Angeles.");
	if (!user_name_words(c, b->name, &given, &family))
		(void)problem(c, "--name", "Give a given name and a family name.");
	if (!login_fold(c, b->login).p)
		(void)problem(c, "--login", "Use 3 to 120 letters a to z, digits, dots, dashes, plus and @.");
	return problems_end(c);
}

static err put_kinds(struct wtx *w, const struct kind_starts *kinds)
{
	for (size_t i = 0; i < kinds->n; i++) {
		const struct kind_start *k = &kinds->v[i];

		TRY(setup_kind(w, NULL, .id = {id_make(wtx_ctx(w)->now)}, .code = k->code, .name = k->name, .minutes = k->minutes,
			.counts = k->counts, .billable = k->billable, .grouped = k->grouped, .group_limit = k->limit));
	}
	return OK;
}

static err begin(struct wtx *w, void *arg)
{
	struct beginning *b = arg;
	struct ctx *c = wtx_ctx(w);
	organization_id organization = {id_make(c->now)};
	center_id center = {id_make(c->now)};
	struct cli_organizations_row had;
	person_id person;

	TRY(cli_organizations(wtx_read(w), &had));
	if (had.organizations)
		FAIL(c, ERR_CONFLICT, "This database already holds an organization. Make accounts with: porchlight user add");
	TRY(setup_organization(w, NULL, .id = organization, .name = b->organization));
	TRY(put_kinds(w, &b->kinds));
	TRY(setup_center(w, NULL, .id = center, .organization_id = organization, .name = b->center, .zone = b->zone));
	TRY(library_bring(w, false, &b->brought)); /* as drafts: a director reads them before anybody else does */
	TRY(access_enter(c, center.v, PERM_ACCOUNTS));
	TRY(user_person_make(w, b->name, ROLE_ADMINISTRATOR, &person));
	return user_make(w, person, b->login, ROLE_ADMINISTRATOR, &b->code);
}

static err is_begun(struct ctx *c, bool *begun)
{
	struct cli_organizations_row row = {0};
	err e;

	TRY(db_read_begin(c, c->db));
	e = cli_organizations(c->tx, &row);
	db_read_end(c);
	*begun = row.organizations > 0;
	return e;
}

static err setup_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	struct beginning b = {0};
	bool begun, directory;
	int applied;

	TRY(cli_upgrade(c, c->db, &applied));
	TRY(is_begun(c, &begun));
	if (begun && cli_has(cli, "--if-empty"))
		return OK;
	if (begun)
		FAIL(c, ERR_CONFLICT, "This database already holds an organization. Make accounts with: porchlight user add");
	TRY(kinds_load(c, &b.kinds));
	TRY(read_answers(cli, &b));
	TRY(db_write(c, c->db, begin, &b));
	TRY(directory_begin(c, &directory));
	user_say_code(str_z(c->arena, b.login), &b.code);
	return OK;
}

static const struct cli_option options[] = {
	{"--organization", "NAME", "the organization's name"},
	{"--center", "NAME", "its first center's name"},
	{"--zone", "ZONE", "that center's time zone, like America/New_York (this machine's)"},
	{"--name", "NAME", "the first administrator's given and family name"},
	{"--login", "NAME", "what they sign in with (administrator)"},
	{"--if-empty", NULL, "do nothing when the database has an organization"},
	{0},
};

const struct command setup_command = {
	.name = "setup", .arguments = "", .summary = "begin an organization and print its first administrator's one-time code",
	.options = options, .more = "At a terminal it asks for what is not given.",
	.needs = CLI_DB | CLI_CREATE, .run = setup_run,
};
