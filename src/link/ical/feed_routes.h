/* feed_routes.h - calendar addresses and what they show, for the list in cli/routes.c. */
#ifndef LINK_ICAL_FEED_ROUTES_H
#define LINK_ICAL_FEED_ROUTES_H

#include "web/web.h"

extern const struct route feed_routes[];
extern const size_t feed_routes_n;

#endif
