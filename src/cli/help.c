/* help.c - every command, in the order in which somebody meets them. */
#include "cli/help.h"

static const struct command *const commands[] = {
	&serve_command,
	&setup_command,
	&demo_command,
	&user_add_command,
	&user_code_command,
	&user_list_command,
	&user_demo_codes_command,
	&import_fhir_command,
	&export_fhir_command,
	&directory_import_command,
	&directory_list_command,
	&directory_search_command,
	&report_hours_command,
	&report_roster_command,
	&report_funnel_command,
	&backup_command,
	&restore_command,
	&copy_command,
	&migrate_command,
	&check_command,
	&journal_verify_command,
	&version_command,
};

int command_find(int n, char **words, const struct command **out)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		const char *space = strchr(commands[i]->name, ' ');
		size_t first = space ? (size_t)(space - commands[i]->name) : strlen(commands[i]->name);

		if (strlen(words[0]) != first || strncmp(words[0], commands[i]->name, first) != 0)
			continue;
		if (space && (n < 2 || strcmp(words[1], space + 1) != 0))
			continue;
		*out = commands[i];
		return space ? 2 : 1;
	}
	return 0;
}

void help_all(FILE *out)
{
	fputs("Porchlight runs an intensive outpatient program.\n\nUsage: porchlight COMMAND [options]\n\n", out);
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		fprintf(out, "  %-17s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\nEvery command: --help. Commands that use a database: --database URL, a file or postgres://user@host/name\n"
	      "(default: the environment's PORCHLIGHT_DATABASE, or var/porchlight.db).\n", out);
}

void help_command(FILE *out, const struct command *cmd)
{
	fprintf(out, "Usage: porchlight %s%s%s%s\n\n%s\n", cmd->name, cmd->options || cmd->needs & CLI_DB ? " [options]" : "",
		cmd->arguments[0] ? " " : "", cmd->arguments, cmd->summary);
	if (cmd->options || cmd->needs & CLI_DB)
		fputc('\n', out);
	for (const struct cli_option *o = cmd->options; o && o->name; o++) {
		char head[64];

		(void)snprintf(head, sizeof(head), "%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		fprintf(out, "  %-22s %s\n", head, o->help);
	}
	if (cmd->needs & CLI_DB)
		fprintf(out, "  %-22s %s\n", "--database URL", "a file, or postgres://user@host/name");
	if (cmd->more)
		fprintf(out, "\n%s\n", cmd->more);
}

const char *err_meaning(err e)
{
	static const char *const meanings[] = {
		[OK] = "Done.",
		[ERR_NOT_FOUND] = "There is no such thing.",
		[ERR_INVALID] = "Something in what was given is wrong.",
		[ERR_MALFORMED] = "The input cannot be read.",
		[ERR_CONFLICT] = "Somebody or something else was first. Nothing was changed.",
		[ERR_DENIED] = "That is not allowed.",
		[ERR_SIGN_IN] = "Nobody is signed in.",
		[ERR_TOO_LARGE] = "The input is over its limit.",
		[ERR_TOO_FAST] = "Too many tries. Wait, then try again.",
		[ERR_BUSY] = "The database is busy. Nothing was changed; try again.",
		[ERR_IO] = "The disk, the network or the database failed.",
		[ERR_BUG] = "That is a mistake in Porchlight. Please report it.",
	};

	return meanings[e];
}
