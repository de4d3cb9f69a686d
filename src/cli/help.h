/* help.h - the list of commands, and the help that is made from it. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/cli.h"

/* How many of the first words name a command (one or two); 0: none does. */
int command_find(int n, char **words, const struct command **out);
void help_all(FILE *out);
void help_command(FILE *out, const struct command *cmd);
/* A sentence for a failure that nobody explained. */
const char *err_meaning(err e);

#endif
