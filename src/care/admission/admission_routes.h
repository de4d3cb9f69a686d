/* admission_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_ADMISSION_ADMISSION_ROUTES_H
#define CARE_ADMISSION_ADMISSION_ROUTES_H

#include "web/web.h"

extern const struct route admission_routes[]; /* admitting, tracks */
extern const size_t admission_routes_n;

extern const struct route stay_change_routes[]; /* level of care, certification, discharge */
extern const size_t stay_change_routes_n;
extern const struct route free_time_routes[];
extern const size_t free_time_routes_n;
extern const struct route roster_routes[];
extern const size_t roster_routes_n;

#endif
