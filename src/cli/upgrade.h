/* upgrade.h - what `migrate` and the start of `serve` share. */
#ifndef CLI_UPGRADE_H
#define CLI_UPGRADE_H

#include "db/db.h"

/* Apply what is pending; a database file that holds data is copied beside itself first.
 * ERR_CONFLICT: the database is newer than the binary, or a migration was changed; the sentence says which. */
NODISCARD err cli_upgrade(struct ctx *c, struct db *db, int *applied);

#endif
