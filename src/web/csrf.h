/* csrf.h - proof that a POST comes from a page of ours and not from a page of somebody else's in the
 * same browser. */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "base/ctx.h"

/* Somebody signed in brings the sign-in's own token, in form field "csrf" or header X-CSRF. Nobody
 * in particular has no token; there the browser's own word counts (Sec-Fetch-Site, Origin).
 * ERR_DENIED otherwise. */
NODISCARD err csrf_check(struct ctx *c);

#endif
