/* attendance_routes.h - the pages of this folder, for the list in cli/serve. */
#ifndef CARE_ATTENDANCE_ATTENDANCE_ROUTES_H
#define CARE_ATTENDANCE_ATTENDANCE_ROUTES_H

#include "web/web.h"

extern const struct route board_routes[];
extern const size_t board_routes_n;
extern const struct route week_routes[];
extern const size_t week_routes_n;
extern const struct route ledger_routes[];
extern const size_t ledger_routes_n;

extern const struct route make_up_routes[];
extern const size_t make_up_routes_n;

#endif
