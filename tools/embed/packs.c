/* packs.c - the table of packs. The assembler takes the files as they are, so that megabytes cost the compiler nothing; their hashes stand
 * beside, so that a changed file changes this text and is assembled again. */
#include "base/crypt.h"
#include "common/file.h"
#include "embed/embed.h"

static void check_name(struct input *in, const char *prefix)
{
	if (!str_starts(str_of(in->path), prefix))
		give_up(in->path, "the file is not below --root");
	if (!str_ends(str_of(in->path), ".xlsx") && !str_valid_text(in->body))
		give_up(in->path, "a pack is UTF-8 text");
	if (strpbrk(in->path, "\"\\\n"))
		give_up(in->path, "a path has no quotation marks, backslashes or line ends");
	in->name = str_of(in->path + strlen(prefix));
}

void embed_packs(struct arena *a, struct input *v, size_t n, const char *root, const char *out)
{
	const char *prefix = str_format(a, "%s/", root).p;
	struct buf b;

	for (size_t i = 0; i < n; i++)
		if (!v[i].name.p) /* what the build made has its name, and any bytes */
			check_name(&v[i], prefix);
	sort_inputs(v, n);
	buf_init(&b, MAX_OUTPUT);
	BUF_LIT(&b, "/* Made by embed. */\n#include \"base/pack.h\"\n");
	for (size_t i = 0; i < n; i++) {
		buf_format(&b, "/* %s */\n", crypt_sha256((bytes){(const uint8_t *)v[i].body.p, v[i].body.n}).s);
		buf_format(&b,
			"__asm__(\".pushsection .rodata\\n.balign 16\\npack_body_%zu:\\n.incbin \\\"%s\\\"\\n.byte "
			"0\\n.popsection\");\n",
			i, v[i].path);
		buf_format(&b, "extern const uint8_t pack_body_%zu[] __attribute__((visibility(\"hidden\")));\n", i);
	}
	BUF_LIT(&b, "static const struct pack_file list[] = {\n");
	for (size_t i = 0; i < n; i++)
		buf_format(&b, "\t{STR(\"%.*s\"), {pack_body_%zu, %zu}},\n", STR_ARG(v[i].name), i, v[i].body.n);
	buf_format(&b, "};\nconst struct pack_files pack_files = {list, %zu};\n", n);
	file_write_changed(out, buf_view(&b));
	buf_free(&b);
}
