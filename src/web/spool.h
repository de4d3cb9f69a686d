/* spool.h - files that live as long as a request: uploads, and downloads too long for memory. */
#ifndef WEB_SPOOL_H
#define WEB_SPOOL_H

#include "base/ctx.h"

/* A new empty file that only we can read, in the app's spool folder; *path is the arena's. The
 * caller closes *fd and unlinks. */
NODISCARD err spool_open(struct ctx *c, int *fd, char **path);
/* All of n bytes. ERR_IO says why not. */
NODISCARD err spool_write(struct ctx *c, int fd, const char *p, size_t n);

#endif
