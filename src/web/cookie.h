/* cookie.h - the two cookies there are: the sign-in's token, and the notice that a redirect leaves
 * for the next page. Over TLS (ours or a trusted proxy's) their names start with __Host-, so that no
 * other host can set them. */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include "web/request.h"

#define COOKIE_SIGNIN "porchlight"
#define COOKIE_NOTICE "porchlight-notice"

/* The value of our cookie `name`, or none. */
str cookie_read(struct ctx *c, const char *name);
/* seconds < 0: until the browser closes; 0: take it back. */
void cookie_write(struct ctx *c, const char *name, str value, int seconds);

/* A notice is sealed with the app's key: a link cannot make one up, and what it says about a person
 * cannot be read in the browser's files. Without server state; good for a minute. */
void notice_leave(struct ctx *c, str text);

#endif
