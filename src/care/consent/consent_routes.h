/* consent_routes.h - the pages of this folder, for the list in cli. */
#ifndef CARE_CONSENT_CONSENT_ROUTES_H
#define CARE_CONSENT_CONSENT_ROUTES_H

#include "web/web.h"

extern const struct route consent_text_routes[];
extern const size_t consent_text_routes_n;
extern const struct route consent_sign_routes[];
extern const size_t consent_sign_routes_n;

#endif
