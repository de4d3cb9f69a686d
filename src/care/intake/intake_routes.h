/* intake_routes.h - the pages of the admissions desk. */
#ifndef CARE_INTAKE_INTAKE_ROUTES_H
#define CARE_INTAKE_INTAKE_ROUTES_H

#include "web/web.h"

extern const struct route intake_list_routes[]; /* lists */
extern const size_t intake_list_routes_n;
extern const struct route intake_call_routes[]; /* a request that came by phone */
extern const size_t intake_call_routes_n;
extern const struct route intake_one_routes[]; /* one request: looking, reaching, moving it on */
extern const size_t intake_one_routes_n;
extern const struct route intake_steps_routes[]; /* insurance, assessment, decision */
extern const size_t intake_steps_routes_n;
extern const struct route intake_places_routes[]; /* places to call, for somebody referred on */
extern const size_t intake_places_routes_n;
extern const struct route intake_admit_routes[]; /* from a request to a stay */
extern const size_t intake_admit_routes_n;

#endif
