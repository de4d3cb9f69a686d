/* main.c - qc: SQL to typed C. What it promises is in tools/README.md, how it is built in qc.h.
 *
 *   qc --out DIR [--root DIR] --migrations FILE... --queries FILE...
 *
 * --root is taken off the front of paths that end up in the program. Ends with 0, or with 1 after saying all
 * that it refuses. */
#include <stdarg.h>

#include "qc.h"

void *list_add(struct arena *a, void **v, size_t *n, size_t size)
{
	if ((*n & (*n - 1)) == 0) { /* 0 or a power of two: the room is used up */
		void *larger = arena_array(a, *n ? *n * 2 : 1, size);

		if (*n)
			memcpy(larger, *v, *n * size);
		*v = larger;
	}
	return (char *)*v + (*n)++ * size;
}

bool same(const char *a, const char *b)
{
	return !strcmp(a, b);
}

struct typed *find_typed(const typed_list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (same(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}

bool refuse(const char *path, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", path, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	return false;
}

bool file_text(struct qc *qc, const char *path, const char **out)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char piece[4096];

	if (!f)
		return refuse(path, 1, "cannot be read");
	buf_init(&b, (size_t)16 << 20);
	for (size_t n; (n = fread(piece, 1, sizeof(piece), f)) > 0;)
		buf_put(&b, piece, n);
	(void)fclose(f);
	*out = str_z(&qc->arena, buf_view(&b));
	buf_free(&b);
	return true;
}

const char *file_stem(struct qc *qc, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	return str_z(&qc->arena, str_slice(str_of(name), 0, strcspn(name, ".")));
}

/* The path from the root, without detours: src/sql/../access is src/access. */
const char *shown_path(struct qc *qc, const char *path)
{
	const char *shown = path, *up;

	if (qc->root && str_starts(str_of(path), qc->root))
		shown += strlen(qc->root) + strspn(path + strlen(qc->root), "/");
	while ((up = strstr(shown, "/../"))) {
		const char *from = up;

		while (from > shown && from[-1] != '/')
			from--;
		shown = TEXT(&qc->arena, "%.*s%s", (int)(from - shown), shown, up + 4);
	}
	return shown;
}

static bool add_queries(struct qc *qc, const char *path)
{
	bool read = query_file_read(qc, path), fine = read;
	const struct query_file *f = &qc->files.v[qc->files.n - 1];

	for (size_t i = 0; i + 1 < qc->files.n; i++)
		if (same(qc->files.v[i].name, f->name))
			return refuse(path, 1, "there is a file of that name already: %s", qc->files.v[i].path);
	for (size_t i = f->first; read && i < f->first + f->n; i++)
		fine = query_check(qc, &qc->queries.v[i]) && fine;
	return fine;
}

static bool work(struct qc *qc, int argc, char **argv)
{
	enum { OUT, ROOT, MIGRATIONS, QUERIES, NOTHING } next = NOTHING;
	static const char *const options[] = {"--out", "--root", "--migrations", "--queries"};
	bool fine = schema_open(&qc->schema), loaded = false;

	for (int i = 1; i < argc; i++) {
		size_t option = 0;

		while (option < COUNT_OF(options) && !same(argv[i], options[option]))
			option++;
		if (option < COUNT_OF(options))
			next = (typeof(next))option;
		else if (next == OUT)
			qc->out = argv[i];
		else if (next == ROOT)
			qc->root = argv[i];
		else if (next == MIGRATIONS)
			fine = schema_migrate(qc, argv[i]) && fine;
		else if (next == QUERIES)
			fine = (loaded || (loaded = fine && schema_load(qc))) && add_queries(qc, argv[i]) && fine;
	}
	if (!qc->out || !qc->schema.migrations.n)
		return refuse("qc", 1, "usage: qc --out DIR [--root DIR] --migrations FILE... --queries FILE...");
	return fine && (loaded || schema_load(qc)) && emit_all(qc);
}

int main(int argc, char **argv)
{
	struct qc qc = {0};
	bool fine;

	arena_init(&qc.arena, (size_t)1 << 30);
	fine = work(&qc, argc, argv);
	(void)sqlite3_close(qc.schema.db);
	arena_free(&qc.arena);
	return fine ? 0 : 1;
}
