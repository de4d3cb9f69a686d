/* inquiry_routes.h - the public way to ask for help, and the page of a professional who referred somebody. */
#ifndef CARE_INQUIRY_INQUIRY_ROUTES_H
#define CARE_INQUIRY_INQUIRY_ROUTES_H

#include "web/web.h"

extern const struct route ask_routes[];
extern const size_t ask_routes_n;
extern const struct route referral_routes[];
extern const size_t referral_routes_n;

#endif
