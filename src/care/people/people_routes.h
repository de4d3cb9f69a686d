/* people_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_PEOPLE_PEOPLE_ROUTES_H
#define CARE_PEOPLE_PEOPLE_ROUTES_H

#include "web/web.h"

extern const struct route people_routes[];
extern const size_t people_routes_n;

#endif
