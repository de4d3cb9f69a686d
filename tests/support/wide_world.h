/* wide_world.h - the small organization of world.h with one of everything at both centers, and a name for each of those things:
 * "{room}" in an address or a form stands for the room at North, or for the one at South where a test asks for what is not theirs. */
#ifndef TESTS_SUPPORT_WIDE_WORLD_H
#define TESTS_SUPPORT_WIDE_WORLD_H

#include "support/world.h"

#define SOUTHS "Hiddenplace" /* is in the name of everything at South */
#define WIDE_PASSWORD "marble teapot under the bridge"

/* world_make, and the rest. */
void wide_world_make(struct test_db *t);

/* The text with North's things for the names in braces; the `theirs`-th name (from 0; -1: none) becomes South's. A name that the wide
 * world does not know fails the test: add it there. *marks is how many names there were that South has as well. */
const char *wide_fill(struct test_db *t, const char *text, int theirs, int *marks);

#endif
