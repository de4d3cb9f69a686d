/* finder_routes.h - the routes of the finder: public pages, which read nobody's record. */
#ifndef CARE_FINDER_FINDER_ROUTES_H
#define CARE_FINDER_FINDER_ROUTES_H

#include "web/web.h"

extern const struct route finder_routes[];
extern const size_t finder_routes_n;

#endif
