/* packs.c - see packs.h. A folder that cannot be read fails the test. */
#include "support/packs.h"

#include <dirent.h>

#include "support/test.h"

bool next_of_one(void *arg, struct pack_file *out)
{
	struct one_pack *one = arg;

	*out = *one->file;
	return one->left-- > 0;
}

static int json_files(const struct dirent *d)
{
	return str_ends(str_of(d->d_name), ".json");
}

void pack_folder_open(struct pack_folder *f, struct ctx *c, const char *folder)
{
	struct dirent **found;
	int n = scandir(folder, &found, json_files, alphasort);

	if (n <= 0)
		fail_msg("no packs in %s; run the tests from the root of the tree", folder);
	*f = (struct pack_folder){.c = c, .folder = folder, .names = ARENA_NEW_ARRAY(c->arena, char *, (size_t)n), .n = (size_t)n};
	for (int i = 0; i < n; i++) {
		f->names[i] = (char *)str_format(c->arena, "%s/%s", folder, found[i]->d_name).p;
		free(found[i]);
	}
	free(found);
}

bool next_in_folder(void *arg, struct pack_file *out)
{
	struct pack_folder *f = arg;
	char *body;
	FILE *file;

	if (f->at == f->n)
		return false;
	file = fopen(f->names[f->at], "rb");
	if (!file)
		fail_msg("%s cannot be read", f->names[f->at]);
	body = arena_alloc(f->c->arena, PACK_FILE_MOST);
	*out = (struct pack_file){str_of(f->names[f->at++]), {(uint8_t *)body, fread(body, 1, PACK_FILE_MOST, file)}};
	fclose(file);
	return true;
}
