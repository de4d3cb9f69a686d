/* file.c - whole files in, whole files out. */
#include "common/file.h"

#include <errno.h>

static __attribute__((noreturn)) void give_up(const char *path)
{
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	exit(1);
}

/* NULL when there is no such file. */
static char *slurp(struct arena *a, FILE *f, size_t *n)
{
	long size;
	char *p;

	if (fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET))
		return NULL;
	p = arena_alloc(a, (size_t)size + 1);
	*n = fread(p, 1, (size_t)size, f);
	return *n == (size_t)size ? p : NULL;
}

str file_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n = 0;
	char *p = f ? slurp(a, f, &n) : NULL;

	if (!p)
		give_up(path);
	fclose(f);
	return (str){p, n};
}

static bool unchanged(const char *path, str content)
{
	struct arena a;
	FILE *f = fopen(path, "rb");
	size_t n = 0;
	bool same;
	char *p;

	if (!f)
		return false;
	arena_init(&a, (size_t)1 << 30);
	p = slurp(&a, f, &n);
	same = p && n == content.n && !memcmp(p, content.p, n);
	arena_free(&a);
	fclose(f);
	return same;
}

void file_write_changed(const char *path, str content)
{
	FILE *f;

	if (unchanged(path, content))
		return;
	f = fopen(path, "wb");
	if (!f || fwrite(content.p, 1, content.n, f) != content.n || fclose(f))
		give_up(path);
}

const char *file_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}
