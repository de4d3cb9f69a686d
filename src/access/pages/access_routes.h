/* access_routes.h - the route tables of this folder's pages. */
#ifndef ACCESS_ACCESS_ROUTES_H
#define ACCESS_ACCESS_ROUTES_H

#include "web/web.h"

/* Signing in and out; setting up the second factor; which center to begin with. */
extern const struct route signin_routes[];
extern const size_t signin_routes_n;
/* One's own password, second factor and sign-ins. */
extern const struct route own_routes[];
extern const size_t own_routes_n;
/* An administrator's work on accounts and roles. */
extern const struct route accounts_routes[];
extern const size_t accounts_routes_n;
/* The journal's screen, and "Who has seen my record". */
extern const struct route journal_routes[];
extern const size_t journal_routes_n;
extern const struct route glass_routes[];
extern const size_t glass_routes_n;

#endif
