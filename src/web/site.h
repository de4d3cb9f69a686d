/* site.h - the address at which people reach this site, for what leaves it: feeds, mail, printed links. It is what the organization's
 * settings say; where they say nothing, the address of the request in hand (behind a trusted proxy the one it forwards). */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "web/web.h"

/* "https://www.example.org", without a slash behind it. Without a setting and without a request (the command line): none. */
NODISCARD err site_address(struct ctx *c, str *out);
/* One of our own addresses as others have to write it. */
struct url site_url(struct ctx *c, str site, struct url own);

#endif
