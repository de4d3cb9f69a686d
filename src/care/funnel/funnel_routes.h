/* funnel_routes.h - the page of how requests for help fare. */
#ifndef CARE_FUNNEL_FUNNEL_ROUTES_H
#define CARE_FUNNEL_FUNNEL_ROUTES_H

#include "web/web.h"

extern const struct route funnel_routes[];
extern const size_t funnel_routes_n;

#endif
