/* profile_routes.h - the pages of this folder, for the list in cli/routes.c. */
#ifndef CARE_PROFILE_PROFILE_ROUTES_H
#define CARE_PROFILE_PROFILE_ROUTES_H

#include "web/web.h"

extern const struct route profile_routes[]; /* for anyone */
extern const size_t profile_routes_n;
extern const struct route profile_desk_routes[]; /* for those who write them */
extern const size_t profile_desk_routes_n;
extern const struct route profile_plan_routes[];
extern const size_t profile_plan_routes_n;
extern const struct route therapy_routes[];
extern const size_t therapy_routes_n;

#endif
