/* asset_pages.h - style sheets, scripts, fonts and pictures as browsers ask for them. */
#ifndef WEB_ASSET_PAGES_H
#define WEB_ASSET_PAGES_H

#include "web/web.h"

extern const struct route asset_routes[];
extern const size_t asset_routes_n;

#endif
