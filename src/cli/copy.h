/* copy.h - every row of one database into another, whichever engines they are. */
#ifndef CLI_COPY_H
#define CLI_COPY_H

#include "db/db.h"

/* From c->tx, one view of the source, into `to`, in one transaction; `to` gets this binary's schema first.
 * ERR_CONFLICT: `to` holds rows and `replace` is false, or its schema is not ours. When anything fails `to` keeps what it had.
 * `what` names the work beside the progress bar. */
NODISCARD err copy_database(struct ctx *c, struct db *to, bool replace, const char *what);

#endif
