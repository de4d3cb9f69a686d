/* main.c - qc: SQL to typed C. What it promises is in tools/README.md, how it is built in qc.h.
 *
 *   qc --out DIR [--root DIR] --migrations FILE... --queries FILE...
 *
 * --root: taken off the front of paths that end up in the program. Ends with 0, or with 1 after saying everything it refuses. */
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

str file_stem(const char *path, const char *extension)
{
	const char *slash = strrchr(path, '/');
	str name = str_of(slash ? slash + 1 : path);

	return str_ends(name, extension) ? str_slice(name, 0, name.n - strlen(extension)) : name;
}

str shown_path(struct qc *qc, const char *path)
{
	str shown = str_of(path);

	if (qc->root.n && str_starts(shown, qc->root.p))
		shown = str_slice(shown, qc->root.n, shown.n);
	while (str_starts(shown, "/"))
		shown = str_slice(shown, 1, shown.n);
	for (ptrdiff_t up; (up = str_index(shown, STR("/../"))) > 0;) { /* src/sql/../access is src/access */
		size_t from = (size_t)up;

		while (from && shown.p[from - 1] != '/')
			from--;
		shown = str_format(&qc->arena, "%.*s%s", (int)from, shown.p, shown.p + up + 4);
	}
	return shown;
}

static bool add_queries(struct qc *qc, const char *path)
{
	bool fine = query_file_read(qc, path), read = fine;
	struct query_file *f = &qc->files.v[qc->files.n - 1];

	for (size_t i = 0; i + 1 < qc->files.n; i++)
		if (str_eq(qc->files.v[i].name, f->name))
			return refuse(path, 1, "there is a file of that name already: %s", qc->files.v[i].path);
	for (size_t i = f->first; read && i < f->first + f->n; i++)
		fine = query_check(qc, &qc->queries.v[i]) && fine;
	return fine;
}

static bool work(struct qc *qc, int argc, char **argv)
{
	enum { NOTHING, OUT, ROOT, MIGRATIONS, QUERIES } next = NOTHING;
	bool fine = schema_open(&qc->schema), loaded = false;

	for (int i = 1; i < argc; i++) {
		static const char *const options[] = {[OUT] = "--out", [ROOT] = "--root", [MIGRATIONS] = "--migrations", [QUERIES] = "--queries"};
		size_t option = OUT;

		while (option < COUNT_OF(options) && strcmp(argv[i], options[option]) != 0)
			option++;
		if (option < COUNT_OF(options))
			next = (typeof(next))option;
		else if (next == OUT)
			qc->out = argv[i];
		else if (next == ROOT)
			qc->root = str_of(argv[i]);
		else if (next == MIGRATIONS)
			fine = schema_migrate(qc, argv[i]) && fine;
		else if (next == QUERIES)
			fine = (loaded || (loaded = fine && schema_load(qc))) && add_queries(qc, argv[i]) && fine;
		else
			return refuse("qc", 1, "usage: qc --out DIR [--root DIR] --migrations FILE... --queries FILE...");
	}
	return fine && (loaded || schema_load(qc)) && qc->out && emit_all(qc);
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
