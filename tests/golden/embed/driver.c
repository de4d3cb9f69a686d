/* driver.c - prints what embed put into a program, and unpacks what it packed. */
#include "base/pack.h"
#include "web/asset.h"

#include <zlib.h>

/* The packed form gives back the plain one. */
static bool unpacks(const struct asset *a)
{
	uint8_t plain[1024];
	z_stream z = {.next_in = (Bytef *)(uintptr_t)a->gz.p, .avail_in = (uInt)a->gz.n};
	bool same;

	z.next_out = plain;
	z.avail_out = sizeof(plain);
	same = inflateInit2(&z, 15 + 16) == Z_OK && inflate(&z, Z_FINISH) == Z_STREAM_END;
	same = same && z.total_out == a->data.n && !memcmp(plain, a->data.p, a->data.n);
	inflateEnd(&z);
	return same;
}

static void show_asset(const struct asset *a)
{
	const char *packed = !a->gz.p ? "not packed" : unpacks(a) ? "packed" : "packed wrongly";

	printf("%.*s %.*s %s %s %zu bytes, %s\n", STR_ARG(a->name), STR_ARG(a->url), a->type, a->etag, a->data.n,
		packed);
	if (str_ends(a->name, "css") || str_ends(a->name, "js"))
		fwrite(a->data.p, 1, a->data.n, stdout);
}

static void show_packs(const char *prefix)
{
	struct pack_files files = pack_under(prefix);

	printf("under \"%s\":", prefix);
	for (size_t i = 0; i < files.n; i++)
		printf(" %.*s (%zu bytes)", STR_ARG(files.v[i].path), files.v[i].body.n);
	printf("\n");
}

int main(void)
{
	const struct pack_file *one = pack_find(STR("packs/b/one.json"));

	for (size_t i = 0; i < ASSET_COUNT; i++)
		show_asset(&assets[i]);
	printf("found by its address: %s\n",
		asset_find(asset_url(ASSET_DOT_SVG).s) == &assets[ASSET_DOT_SVG] ? "yes" : "no");
	printf("found by its plain address: %s\n", asset_find(STR("/assets/dot.svg")) ? "yes" : "no");
	printf("letters.woff2 is as it was: %s\n",
		memcmp(assets[ASSET_LETTERS_WOFF2].data.p, "wOF2\0\0017\377\n\"\\ not a font", 22) ? "no" : "yes");
	show_packs("packs/b/");
	show_packs("packs/");
	show_packs("packs/c");
	show_packs("");
	printf("one.json: %.*s", one ? (int)one->body.n : 0, one ? (const char *)one->body.p : "");
	printf("packs/b is a file: %s\n", pack_find(STR("packs/b")) ? "yes" : "no");
	return 0;
}
