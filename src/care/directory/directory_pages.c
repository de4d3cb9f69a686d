/* directory_pages.c - the editions that are there, and bringing in a new one. */
#include "care/directory/directory_routes.h"
#include "care/directory/directory_view.h"
#include "directory.html.h"

#define FILES_MOST 50
#define UPLOAD_MOST ((size_t)64 << 20)
#define MEMORY_MOST ((size_t)768 << 20)

/* GET /organization/directory */
static err directory_show(struct ctx *c)
{
	struct directory_view v = {0};

	TRY(directory_editions(c->tx, &v.editions));
	return page(c, tpl_directory, &v);
}

static void free_memory(void *memory)
{
	arena_free(memory);
}

static err read_upload(struct ctx *c, const struct upload *u, struct directory_file *out)
{
	FILE *f = fopen(u->path, "rbe");
	char *body = f ? arena_alloc(c->arena, (size_t)u->size + 1) : NULL;
	size_t got = f ? fread(body, 1, (size_t)u->size, f) : 0;

	if (f)
		(void)fclose(f);
	if (!f || got != (size_t)u->size)
		FAIL(c, ERR_IO, "The file could not be kept for reading. Nothing was brought in; try again.");
	*out = (struct directory_file){u->filename, {(const uint8_t *)body, got}};
	return OK;
}

static err bring_in(struct ctx *c, str edition, struct directory_summary *s)
{
	struct directory_file files[FILES_MOST];
	struct upload u;
	size_t n = 0;

	for (; n < FILES_MOST && form_upload(c, "files", n, &u); n++)
		TRY(read_upload(c, &u, &files[n]));
	if (!n)
		return problem(c, "files", "Choose one or more files.");
	db_read_end(c);
	return directory_import(c, files, n, edition, NULL, s);
}

/* POST /organization/directory - an import needs more memory than a page: it has its own, which goes with the request. */
static err directory_take(struct ctx *c)
{
	struct arena *memory = ARENA_NEW(c->arena, struct arena), *before = c->arena;
	str edition = form_text(c, &(struct field){.name = "edition", .label = "a name for the edition", .max = 40});
	struct directory_summary *s = ARENA_NEW(c->arena, struct directory_summary);
	struct directory_view v = {.done = s};
	err e;

	TRY(problems_end(c));
	arena_init(memory, MEMORY_MOST);
	memory->exhausted = before->exhausted;
	arena_on_free(before, free_memory, memory);
	c->arena = memory;
	e = bring_in(c, edition, s);
	c->arena = before;
	if (e == ERR_MALFORMED || e == ERR_TOO_LARGE || (e == ERR_INVALID && c->fail_text.p)) {
		(void)problem(c, "files", "%.*s", STR_ARG(c->fail_text));
		e = ERR_INVALID;
	}
	if (e != OK && e != ERR_INVALID)
		return e;
	if (!c->tx)
		TRY(db_read_begin(c, c->db));
	v.done = e == OK ? s : NULL;
	TRY(directory_editions(c->tx, &v.editions));
	return e == OK ? page(c, tpl_directory, &v) : page_again(c, tpl_directory, &v);
}

const struct route directory_routes[] = {
	{METHOD_GET, "/organization/directory", directory_show, PERM_DIRECTORY, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/organization/directory", directory_take, PERM_DIRECTORY, JOURNAL_NONE, ROUTE_UPLOAD, UPLOAD_MOST},
};
const size_t directory_routes_n = COUNT_OF(directory_routes);
