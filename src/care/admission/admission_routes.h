/* admission_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_ADMISSION_ADMISSION_ROUTES_H
#define CARE_ADMISSION_ADMISSION_ROUTES_H

#include "web/web.h"

extern const struct route admission_routes[]; /* admitting, tracks */
extern const size_t admission_routes_n;

#endif
