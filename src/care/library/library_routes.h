/* library_routes.h - the routes of the library: public pages, and the desk where it is written. */
#ifndef CARE_LIBRARY_LIBRARY_ROUTES_H
#define CARE_LIBRARY_LIBRARY_ROUTES_H

#include "web/web.h"

extern const struct route library_routes[], library_desk_routes[];
extern const size_t library_routes_n, library_desk_routes_n;

#endif
