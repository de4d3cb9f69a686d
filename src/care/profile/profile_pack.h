/* profile_pack.h - inside this folder: what of the pack only reading programs needs. */
#ifndef CARE_PROFILE_PROFILE_PACK_H
#define CARE_PROFILE_PROFILE_PACK_H

#include "care/profile/profile.h"

/* The finder's options that follow from the type of a program and from the ages it takes. */
void profile_implied(
	enum program_type type, struct opt_int least_age, struct opt_int most_age, struct directory_set *out);
/* The finder's options behind something ticked, or behind a kind of insurance (PROFILE_PAYS). */
void profile_finds(enum profile_topic topic, str code, struct directory_set *out);

#endif
