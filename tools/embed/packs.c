/* packs.c - the table of packs. */
#include "common/file.h"
#include "embed/embed.h"

void embed_packs(struct arena *a, struct input *v, size_t n, const char *root, const char *out)
{
	const char *prefix = str_format(a, "%s/", root).p;
	struct buf b;

	for (size_t i = 0; i < n; i++) {
		if (!str_starts(str_of(v[i].path), prefix))
			give_up(v[i].path, "the file is not below --root");
		if (!str_valid_text(v[i].body))
			give_up(v[i].path, "a pack is UTF-8 text");
		v[i].name = str_of(v[i].path + strlen(prefix));
	}
	sort_inputs(v, n);
	buf_init(&b, MAX_OUTPUT);
	BUF_LIT(&b, "/* Made by embed. */\n#include \"base/pack.h\"\n");
	for (size_t i = 0; i < n; i++)
		emit_bytes(&b, "body", i, (bytes){(const uint8_t *)v[i].body.p, v[i].body.n});
	BUF_LIT(&b, "static const struct pack_file list[] = {\n");
	for (size_t i = 0; i < n; i++)
		buf_format(&b, "\t{STR(\"%.*s\"), {(const uint8_t *)body_%zu, %zu}},\n", STR_ARG(v[i].name), i,
			v[i].body.n);
	buf_format(&b, "};\nconst struct pack_files pack_files = {list, %zu};\n", n);
	file_write_changed(out, buf_view(&b));
	buf_free(&b);
}
