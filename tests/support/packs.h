/* packs.h - pack files for tests: one given text, or a folder of the source tree (tests run from the tree's root). */
#ifndef TESTS_SUPPORT_PACKS_H
#define TESTS_SUPPORT_PACKS_H

#include "care/pack_json.h"

struct one_pack {
	const struct pack_file *file;
	int left; /* how often it is given */
};
bool next_of_one(void *arg, struct pack_file *out);

/* The .json files of a folder, by name. The bytes live in the context's arena. */
struct pack_folder {
	struct ctx *c;
	const char *folder;
	char **names;
	size_t n;
	size_t at;
};
void pack_folder_open(struct pack_folder *f, struct ctx *c, const char *folder);
bool next_in_folder(void *arg, struct pack_file *out);

#endif
