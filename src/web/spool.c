/* spool.c - temporary files. */
#include "web/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "web/app.h"

err spool_open(struct ctx *c, int *fd, char **path)
{
	const char *dir = c->app && c->app->spool_dir ? c->app->spool_dir : "/tmp";

	*path = (char *)str_format(c->arena, "%s/porchlight-XXXXXX", dir).p;
	*fd = mkostemp(*path, O_CLOEXEC);
	if (*fd < 0)
		FAIL(c, ERR_IO, "There is no room to keep the file for a moment: %s.", strerror(errno));
	return OK;
}

err spool_write(struct ctx *c, int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t written = write(fd, p, n);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			FAIL(c, ERR_IO, "The file could not be written: %s.", strerror(errno));
		p += written;
		n -= (size_t)written;
	}
	return OK;
}
