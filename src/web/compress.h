/* compress.h - public pages made smaller for the way. Only what caches may keep is compressed: it says nothing that is secret. A page that
 * has something secret beside words of the caller's own would tell by its length whether they are alike. */
#ifndef WEB_COMPRESS_H
#define WEB_COMPRESS_H

#include "web/exchange.h"

/* "gzip" as one of the codings the caller takes; gzip;q=0 is nothing that any browser says. */
bool request_takes_gzip(struct ctx *c);
/* The body of a finished public answer as gzip, where the caller takes it and it is text long enough to gain by it. */
void answer_compress(struct exchange *x);

#endif
