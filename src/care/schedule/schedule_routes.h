/* schedule_routes.h - the pages of this folder, for the list in cli/serve. */
#ifndef CARE_SCHEDULE_SCHEDULE_ROUTES_H
#define CARE_SCHEDULE_SCHEDULE_ROUTES_H

#include "web/web.h"

extern const struct route schedule_routes[];
extern const size_t schedule_routes_n;
extern const struct route session_routes[];
extern const size_t session_routes_n;
extern const struct route slot_routes[];
extern const size_t slot_routes_n;
extern const struct route closure_routes[];
extern const size_t closure_routes_n;

#endif
