/* fhir_routes.h - the pages of import and export, for the list in cli/routes.c. */
#ifndef LINK_FHIR_FHIR_ROUTES_H
#define LINK_FHIR_FHIR_ROUTES_H

#include "web/web.h"

extern const struct route fhir_routes[];
extern const size_t fhir_routes_n;

#endif
