/* site_routes.h - the routes of the public site: home, what an IOP is, types, approaches, paying, privacy, sitemap. */
#ifndef CARE_SITE_SITE_ROUTES_H
#define CARE_SITE_SITE_ROUTES_H

#include "web/web.h"

extern const struct route site_routes[];
extern const size_t site_routes_n;

#endif
