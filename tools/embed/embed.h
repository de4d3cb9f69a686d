/* embed.h - files to C. Two kinds of files go into the program: assets, which browsers ask for, and
 * packs, which rules read.
 *
 *   embed assets --out DIR --prefix /assets/ FILE ...   writes assets.h and assets.c for src/web/asset.h
 *   embed packs --out FILE.c --root DIR FILE ...        writes the table of src/base/pack.h,
 *                                                       with paths from DIR on */
#ifndef TOOLS_EMBED_EMBED_H
#define TOOLS_EMBED_EMBED_H

#include "base/buf.h"

#define MAX_OUTPUT ((size_t)1 << 30)

struct input {
	const char *path;
	str name;
	str body;
	/* assets only */
	str url;
	str word;     /* ASSET_PORCHLIGHT_CSS */
	const char *type;
	bool text;    /* may name other assets */
	str hash;     /* SHA-256, hexadecimal */
	bytes gz;
	enum { NEW, UNDER_WAY, DONE } state;
};

__attribute__((noreturn)) void give_up(const char *path, const char *why);

/* `static const char NAME[] = "...";` */
void emit_bytes(struct buf *b, const char *name, size_t number, bytes data);
/* Sorts by name; two of one name are refused. */
void sort_inputs(struct input *v, size_t n);

void embed_assets(struct arena *a, struct input *v, size_t n, const char *prefix, const char *dir);
void embed_packs(struct arena *a, struct input *v, size_t n, const char *root, const char *out);

#endif
