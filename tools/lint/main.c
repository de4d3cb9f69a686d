/* main.c - finds the files and the includes in them. */
#include "common/file.h"
#include "lint/lint.h"

#include <ftw.h>
#include <stdarg.h>

#define MAX_FILES 20000

static struct files all; /* nftw hands nothing to its callback */
static size_t root_length;

void wrong(struct files *files, const struct file *f, size_t line, const char *fmt, ...)
{
	va_list ap;

	printf("%.*s:%zu: ", STR_ARG(f->path), line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	files->wrong++;
}

static bool is_code(str path)
{
	return str_ends(path, ".c") || str_ends(path, ".h");
}

/* Code, templates and queries, but not the code that a golden test expects a compiler to make. */
static bool is_ours(str path)
{
	return (is_code(path) || str_ends(path, ".html") || str_ends(path, ".sql")) && str_index(path, STR("/expected/")) < 0;
}

static int note_file(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	str name = str_of(path);

	(void)st;
	(void)walk;
	if (type != FTW_F || !is_ours(name))
		return 0;
	if (all.n == MAX_FILES)
		return -1;
	all.v[all.n++] = (struct file){
		.path = str_copy(all.arena, str_slice(name, root_length + 1, name.n)),
		.text = file_read(all.arena, path),
	};
	return 0;
}

static int by_path(const void *x, const void *y)
{
	return str_cmp(((const struct file *)x)->path, ((const struct file *)y)->path);
}

/* What the line includes, in C, in a template (%include) or in a file of queries (-- include:); none:
 * nothing. */
static str included(str line, bool *system)
{
	str rest = str_trim(line);
	char close;

	*system = false;
	if (str_starts(rest, "-- include:"))
		return str_cut(str_trim(str_slice(rest, strlen("-- include:"), rest.n)), ' ', &rest);
	if (rest.n && (rest.p[0] == '#' || rest.p[0] == '%'))
		rest = str_trim(str_slice(rest, 1, rest.n));
	else
		return STR_NONE;
	if (!str_starts(rest, "include"))
		return STR_NONE;
	rest = str_trim(str_slice(rest, strlen("include"), rest.n));
	if (!rest.n || !strchr("\"<", rest.p[0]))
		return STR_NONE;
	*system = rest.p[0] == '<';
	close = *system ? '>' : '"';
	return str_slice(rest, 1, str_find(rest, close, 1));
}

static void check_file(const struct file *f)
{
	str rest = f->text;

	for (size_t n = 1; rest.n; n++) {
		bool system;
		str target = included(str_cut(rest, '\n', &rest), &system);

		if (target.n)
			check_include(&all, f, n, target, system);
	}
	if (is_code(f->path))
		check_size(&all, f);
}

int main(int argc, char **argv)
{
	static const char *const folders[] = {"src", "tools", "tests"};
	size_t files_wrong = 0;
	struct arena a;

	if (argc != 2) {
		fputs("usage: lint ROOT\n", stderr);
		return 2;
	}
	arena_init(&a, (size_t)1 << 30);
	all = (struct files){.arena = &a, .v = ARENA_NEW_ARRAY(&a, struct file, MAX_FILES)};
	root_length = strlen(argv[1]);
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		(void)nftw(str_format(&a, "%s/%s", argv[1], folders[i]).p, note_file, 20, FTW_PHYS);
	qsort(all.v, all.n, sizeof(*all.v), by_path);
	for (size_t i = 0; i < all.n; i++) {
		size_t before = all.wrong;

		check_file(&all.v[i]);
		files_wrong += all.wrong > before;
	}
	printf("lint: %zu passed, %zu failed\n", all.n - files_wrong, files_wrong);
	arena_free(&a);
	return files_wrong || !all.n;
}
