/* check.h - the findings of `porchlight check`, and the looks that need more than the database. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"
#include "cli/lines.h"

struct check {
	struct cli *cli;
	struct ctx *c;
	struct lines lines; /* with --json */
	bool json;
	int attention;      /* how many findings want somebody's attention */
};

/* One line: what was looked at and how it is. */
void check_ok(struct check *k, const char *what, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The same when something is wrong; `todo` says what to do. */
void check_attention(struct check *k, const char *what, const char *todo, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Certificate and key: readable, belonging together, and for how long still. */
void check_tls(struct check *k, const char *cert, const char *key);
/* Room on the disk, and who may read the database's file. SQLite only; a server looks after its own. */
void check_disk(struct check *k);

#endif
