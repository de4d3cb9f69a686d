/* outbox_routes.h - what a center sent, and what became of it. */
#ifndef CARE_OUTBOX_OUTBOX_ROUTES_H
#define CARE_OUTBOX_OUTBOX_ROUTES_H

#include "web/web.h"

extern const struct route outbox_routes[];
extern const size_t outbox_routes_n;

#endif
