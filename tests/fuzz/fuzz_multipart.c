/* fuzz_multipart.c - any bytes as a form with files, whole and in pieces: both ways end the same,
 * and nothing is left on the disk. The first byte chooses the size of the pieces. */
#include "web/multipart.h"

#include <dirent.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "web/app.h"

struct reading {
	struct arena arena;
	struct ctx c;
	struct form form;
	struct upload_list files;
	err e;
};

static err read_all(struct reading *r, str body, size_t piece)
{
	struct multipart *m;

	TRY(multipart_open(&r->c, STR("multipart/form-data; boundary=b"), &r->form, &r->files, &m));
	for (size_t at = 0; at < body.n; at += piece)
		TRY(multipart_push(m, body.p + at, piece < body.n - at ? piece : body.n - at));
	return multipart_end(m);
}

static void begin(struct reading *r, struct app *app, str body, size_t piece)
{
	*r = (struct reading){0};
	arena_init(&r->arena, (size_t)64 << 20);
	ctx_init(&r->c, &r->arena, (instant){1});
	r->c.app = app;
	r->e = read_all(r, body, piece);
	MUST(r->e == OK || r->e == ERR_MALFORMED || r->e == ERR_TOO_LARGE);
	MUST(r->form.n <= FORM_FIELDS_MAX);
}

static void same(const struct reading *a, const struct reading *b)
{
	const struct upload_entry *f = a->files.first, *g = b->files.first;

	MUST(a->e == b->e && a->form.n == b->form.n);
	for (size_t i = 0; i < a->form.n; i++)
		MUST(str_eq(a->form.v[i].name, b->form.v[i].name) && str_eq(a->form.v[i].value, b->form.v[i].value));
	for (; f && g; f = f->next, g = g->next)
		MUST(str_eq(f->field, g->field) && str_eq(f->file.filename, g->file.filename) && f->file.size == g->file.size);
	MUST(!f && !g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char dir[] = "/tmp/porchlight-fuzz-XXXXXX";
	static struct app app;
	struct reading whole, pieces;
	str body;

	if (!size)
		return 0;
	memcpy(dir + strlen(dir) - 6, "XXXXXX", 6);
	MUST(mkdtemp(dir));
	app.spool_dir = dir;
	body = (str){(const char *)data + 1, size - 1};
	begin(&whole, &app, body, SIZE_MAX / 2);
	begin(&pieces, &app, body, 1 + data[0] % 61);
	same(&whole, &pieces);
	arena_free(&whole.arena);
	arena_free(&pieces.arena);
	MUST(rmdir(dir) == 0);
	return 0;
}
