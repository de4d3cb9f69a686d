/* pack.c - finding a file among those that are built in. They are sorted, so a folder is a range. */
#include "base/pack.h"

/* The first file that does not come before `path`. */
static size_t lower_bound(str path)
{
	size_t from = 0, to = pack_files.n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (str_cmp(pack_files.v[mid].path, path) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

const struct pack_file *pack_find(str path)
{
	size_t at = lower_bound(path);

	return at < pack_files.n && str_eq(pack_files.v[at].path, path) ? &pack_files.v[at] : NULL;
}

struct pack_files pack_under(const char *prefix)
{
	size_t from = lower_bound(str_of(prefix)), to = from;

	while (to < pack_files.n && str_starts(pack_files.v[to].path, prefix))
		to++;
	return (struct pack_files){pack_files.v + from, to - from};
}

bool pack_files_next(void *files, struct pack_file *out)
{
	struct pack_files *rest = files;

	if (!rest->n)
		return false;
	*out = *rest->v;
	*rest = (struct pack_files){rest->v + 1, rest->n - 1};
	return true;
}
