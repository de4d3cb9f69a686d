/* error.h - what a person or a script gets in place of the page: the same words for the same failure
 * everywhere. */
#ifndef WEB_ERROR_H
#define WEB_ERROR_H

#include "base/ctx.h"

/* Writes the answer for a failure over whatever was there: status, headers (a Retry-After stays) and
 * body. status 0: the one of err.h. */
void error_answer(struct ctx *c, err e, int status);

#endif
