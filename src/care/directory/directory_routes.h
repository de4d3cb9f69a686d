/* directory_routes.h - the screen on which a new edition is brought in, for the list in cli/routes.c. */
#ifndef CARE_DIRECTORY_DIRECTORY_ROUTES_H
#define CARE_DIRECTORY_DIRECTORY_ROUTES_H

#include "web/web.h"

extern const struct route directory_routes[];
extern const size_t directory_routes_n;

#endif
