/* cli.h - the command line: one table of commands, each with its options and what it needs opened before it runs.
 * Help is made from the table. Exit status: base/err.h (0 done, 2 wrong input, 3 not allowed, 4 not found,
 * 5 conflict, 6 try again, 7 disk or database, 8 our mistake). Data goes to standard output, everything else to standard error. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "access/access.h"
#include "db/db.h"

struct cli_option {
	const char *name;  /* "--port" */
	const char *value; /* "N" in the help; NULL: a switch */
	const char *help;
};

enum cli_needs {
	CLI_NOTHING = 0,
	CLI_DB = 1,       /* c->db is open; created when it is a file that is not there yet only with CLI_CREATE */
	CLI_CREATE = 2,
	CLI_MIGRATED = 4, /* the schema is this binary's; otherwise the command is refused and says what to do */
	CLI_TX = 8,       /* c->tx is open for reading */
};

#define CLI_OPTIONS_MOST 16
#define CLI_ARGUMENTS_MOST 4096

struct command;

/* One run of one command. */
struct cli {
	const struct command *command;
	struct ctx *c; /* actor: the operating system's user */
	const char *values[CLI_OPTIONS_MOST]; /* as in command->options; a switch that was given is "" */
	const char *arguments[CLI_ARGUMENTS_MOST];
	size_t n_arguments;
	const char *database;
};

struct command {
	const char *name;      /* "journal verify" */
	const char *arguments; /* "FILE...", or "" */
	const char *summary;   /* one line */
	const char *more;      /* paragraphs under the options; may be NULL */
	const struct cli_option *options; /* ends with a row without a name */
	unsigned needs;
	const char *without; /* an option with which nothing is opened; may be NULL */
	err (*look)(struct cli *cli); /* at the words alone, before anything is opened: what is wrong with them is said first; may be NULL */
	err (*run)(struct cli *cli);
};

/* The value of an option; NULL: not given. Unknown to the command is a mistake of ours and ends the program. */
const char *cli_value(const struct cli *cli, const char *name);
bool cli_has(const struct cli *cli, const char *name);
/* Typed values; a wrong one is a problem named after the option: read all, then say TRY(problems_end(c)). */
err cli_int(struct cli *cli, const char *name, int64_t least, int64_t most, int64_t otherwise, int64_t *out);
err cli_date(struct cli *cli, const char *name, date otherwise, date *out);
/* The center named by --center: its name or id; with only one center it may be left out. Enters it (sets c->center and c->zone).
 * Needs a command with CLI_TX. ERR_NOT_FOUND: no such center; the sentence lists those there are. */
NODISCARD err cli_center(struct cli *cli, enum permission p);

/* One row in the journal with the operating system's user, in the chain of the center in hand; `what` says about which data:
 * "hours of the week 2026-11-23". Before data leaves through a command: JOURNAL_EXPORT. */
NODISCARD err cli_journal(struct cli *cli, enum journal_event event, const char *what);

/* The whole program: picks the command, opens what it needs, runs it, explains what went wrong. */
int cli_main(int argc, char **argv);

/* Each file of this folder gives its commands. */
extern const struct command serve_command, setup_command, demo_command, migrate_command, version_command, check_command,
	backup_command, restore_command, copy_command, journal_verify_command, user_add_command, user_code_command,
	user_demo_codes_command, user_list_command, import_fhir_command, export_fhir_command, report_hours_command,
	report_roster_command, report_funnel_command, directory_import_command, directory_list_command, directory_search_command;

#endif
