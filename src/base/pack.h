/* pack.h - the files of packs/, inside the program: rules, instruments, lists and texts that are data,
 * not code. tools/embed puts them there; packs/meson.build lists them. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include "base/str.h"

struct pack_file {
	str path; /* "packs/hours/us-medicare-iop.json", as messages name it */
	bytes body;
};

/* Sorted by path. */
struct pack_files {
	const struct pack_file *v;
	size_t n;
};
extern const struct pack_files pack_files;

/* NULL: there is no such file. */
const struct pack_file *pack_find(str path);
/* The files whose path starts with `prefix` ("packs/hours/"), in the order of their paths. */
struct pack_files pack_under(const char *prefix);
/* One file after the other; *files (a struct pack_files) is what remains. False: no more. */
bool pack_files_next(void *files, struct pack_file *out);

#endif
