/* home.h - the first page anyone sees: what this place is, the ways in, and where to get help now. */
#ifndef WEB_HOME_H
#define WEB_HOME_H

#include "web/web.h"

struct home_view {
	str organization;
};

extern const struct route home_routes[];
extern const size_t home_routes_n;

#endif
