/* pre_screen_routes.h - the pages of the pre-screen. */
#ifndef CARE_INTAKE_PRE_SCREEN_ROUTES_H
#define CARE_INTAKE_PRE_SCREEN_ROUTES_H

#include "web/web.h"

extern const struct route pre_screen_routes[];
extern const size_t pre_screen_routes_n;

#endif
