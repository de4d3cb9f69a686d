/* library_kind.h - the two kinds of things in the library. */
#ifndef CARE_LIBRARY_LIBRARY_KIND_H
#define CARE_LIBRARY_LIBRARY_KIND_H

#include "base/code.h"

/*        id               code       label              - */
#define LIBRARY_KIND_TABLE(X) \
	X(LIBRARY_ARTICLE, "article", "Article",         NULL) \
	X(LIBRARY_EPISODE, "episode", "Podcast episode", NULL)
CODE_ENUM(library_kind, LIBRARY_KIND_TABLE, LIBRARY_KIND_NONE)

#endif
