/* own_memory.h - inside this folder only: counting, apart from keeping what was counted. */
#ifndef CARE_FINDER_OWN_MEMORY_H
#define CARE_FINDER_OWN_MEMORY_H

#include "care/finder/own.h"

/* Everything `out` points to is in `a`. */
NODISCARD err own_count(struct tx *tx, struct arena *a, struct own_programs *out);

#endif
