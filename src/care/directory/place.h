/* place.h - inside this folder only: where addresses, ZIPs and cities are, from the lists in packs/directory/. */
#ifndef CARE_DIRECTORY_PLACE_H
#define CARE_DIRECTORY_PLACE_H

#include "base/str.h"

struct point {
	double latitude, longitude;
};

bool place_of_street(struct arena *a, str zip, str street, struct point *out);
/* The middle of a ZIP; of one that is only for mail, an address in it. */
bool place_of_zip(str zip, struct point *out);
/* The ZIP with the number next to it whose first three digits are the same. */
bool place_of_zip_area(str zip, struct point *out);
/* *name: as it is written. */
bool place_of_city(struct arena *a, str state, str city, struct point *out, str *name);
/* The cities whose state and key begin with `start` ("TX,aus"), one after the other: *at begins at 0. */
bool place_city_next(str start, size_t *at, str *state, str *key, str *name);
/* Somewhere in the fifty states, the District or the territories. */
bool place_is_american(struct point p);
double place_miles(struct point a, struct point b);

#endif
