/* starting_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_STARTING_STARTING_ROUTES_H
#define CARE_STARTING_STARTING_ROUTES_H

#include "web/web.h"

extern const struct route starting_routes[];
extern const size_t starting_routes_n;
extern const struct route starting_rule_routes[];
extern const size_t starting_rule_routes_n;
extern const struct route my_start_routes[];
extern const size_t my_start_routes_n;

#endif
