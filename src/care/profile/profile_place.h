/* profile_place.h - inside this folder: what lists and single programs have in common. */
#ifndef CARE_PROFILE_PROFILE_PLACE_H
#define CARE_PROFILE_PROFILE_PLACE_H

#include "care/profile/profile.h"

/* The zone of a center; UTC where the system does not know it. */
const struct zone *profile_zone(str name);
/* Gives a program its center's name, address, clock, and phone where it has none of its own. */
void profile_place(const struct profile_center *at, struct profile_program *p);
/* Where an address is. */
struct profile_center profile_center_placed(struct ctx *c, struct profile_center at);
void profile_add_day(struct arena *a, struct profile_track *t, struct profile_day day);

#endif
