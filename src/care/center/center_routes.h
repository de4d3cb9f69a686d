/* center_routes.h - the pages of this folder, for the list in cli/routes.c. */
#ifndef CARE_CENTER_CENTER_ROUTES_H
#define CARE_CENTER_CENTER_ROUTES_H

#include "web/web.h"

extern const struct route settings_routes[];
extern const size_t settings_routes_n;
extern const struct route room_routes[];
extern const size_t room_routes_n;
extern const struct route kind_routes[];
extern const size_t kind_routes_n;
extern const struct route center_staff_routes[];
extern const size_t center_staff_routes_n;
extern const struct route program_routes[];
extern const size_t program_routes_n;
extern const struct route program_rule_routes[];
extern const size_t program_rule_routes_n;

#endif
