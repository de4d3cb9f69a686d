/* own.h - this organization's published programs as a search needs them, with the seats that are open now. What they say of themselves is
 * care/profile's; here it is counted for all centers at once, at most once a minute, and shared by the searches of that minute. Say when
 * it was counted. */
#ifndef CARE_FINDER_OWN_H
#define CARE_FINDER_OWN_H

#include "care/profile/profile.h"

struct own_program {
	struct profile_program p;
	struct directory_extra at; /* for directory_search; place none: nobody knows where, and no search finds it */
};

struct own_programs {
	str organization; /* none: there is no organization yet */
	const struct zone *zone; /* of its first center */
	instant counted_at;
	struct own_program *v;
	size_t n;
	struct directory_extra *extras; /* those that a search may find, one after the other */
	size_t n_extras;
};

/* What was counted within the last minute, or now. Valid until the request's arena ends. */
NODISCARD err own_programs(struct tx *tx, const struct own_programs **out);
/* How well it is known where a program is. */
enum directory_place own_place(const struct profile_program *p);

/* A process that is asked often keeps one; ctx->finder points to it. Without one each request counts anew. */
struct finder_memory *finder_memory_open(void);
void finder_memory_close(struct finder_memory *m);

#endif
