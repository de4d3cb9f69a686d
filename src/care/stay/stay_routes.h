/* stay_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_STAY_STAY_ROUTES_H
#define CARE_STAY_STAY_ROUTES_H

#include "web/web.h"

extern const struct route stay_routes[];
extern const size_t stay_routes_n;

#endif
