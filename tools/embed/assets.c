/* assets.c - assets: their addresses, what they say about each other, and their compressed form. A
 * style sheet or script names another asset by its plain address, /assets/font.woff2; that is replaced
 * by the address with the hash in it, before the style sheet's own hash is taken. So one changed byte
 * changes every address that leads to it. */
#include "base/crypt.h"
#include "common/file.h"
#include "embed/embed.h"

#include <ctype.h>
#include <zlib.h>

#define URL_HASH 10 /* letters of the hash in an address */

static const struct {
	const char *suffix;
	const char *type;
	bool text;
} types[] = {
	{".css", "text/css; charset=utf-8", true},
	{".js", "text/javascript; charset=utf-8", true},
	{".webmanifest", "application/manifest+json", true},
	{".svg", "image/svg+xml", false},
	{".png", "image/png", false},
	{".ico", "image/x-icon", false},
	{".woff2", "font/woff2", false},
	{".txt", "text/plain; charset=utf-8", false},
};

struct job {
	struct arena *arena;
	struct input *v;
	size_t n;
	str prefix;
};

static void name_it(struct job *job, struct input *in)
{
	char *word;

	in->name = str_of(file_base(in->path));
	for (size_t i = 0; i < COUNT_OF(types) && !in->type; i++)
		if (str_ends(in->name, types[i].suffix)) {
			in->type = types[i].type;
			in->text = types[i].text;
		}
	if (!in->type)
		give_up(in->path, "no content type is known for this ending; tools/embed/assets.c lists them");
	in->word = str_format(job->arena, "ASSET_%.*s", STR_ARG(in->name));
	word = (char *)(uintptr_t)in->word.p;
	for (size_t i = 0; i < in->word.n; i++)
		word[i] = isalnum((unsigned char)word[i]) ? (char)toupper((unsigned char)word[i]) : '_';
}

static void settle(struct job *job, struct input *in);

/* The asset whose name starts here, the longest if several do. */
static struct input *named_at(struct job *job, str text)
{
	struct input *best = NULL;

	for (size_t i = 0; i < job->n; i++) {
		struct input *in = &job->v[i];

		if (str_eq(str_slice(text, 0, in->name.n), in->name) && (!best || in->name.n > best->name.n))
			best = in;
	}
	return best;
}

/* The body with the addresses of other assets as they will be. */
static str link_up(struct job *job, const struct input *in)
{
	str rest = in->body, linked;
	ptrdiff_t at;
	struct buf b;

	buf_init(&b, MAX_OUTPUT);
	while ((at = str_index(rest, job->prefix)) >= 0) {
		size_t behind = (size_t)at + job->prefix.n;
		struct input *to = named_at(job, str_slice(rest, behind, rest.n));

		if (!to)
			give_up(in->path,
				str_format(job->arena, "names an asset that is not there: %.60s", rest.p + at).p);
		settle(job, to);
		buf_str(&b, str_slice(rest, 0, (size_t)at));
		buf_str(&b, to->url);
		rest = str_slice(rest, behind + to->name.n, rest.n);
	}
	buf_str(&b, rest);
	linked = str_copy(job->arena, buf_view(&b));
	buf_free(&b);
	return linked;
}

static bytes compress_it(struct arena *a, const struct input *in)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)in->body.p, .avail_in = (uInt)in->body.n};
	uLong room;
	uint8_t *p;

	/* 15 + 16: the largest window, in gzip's format */
	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		give_up(in->path, "zlib did not start");
	room = deflateBound(&z, (uLong)in->body.n);
	p = arena_alloc(a, room);
	z.next_out = p;
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		give_up(in->path, "zlib did not finish");
	room = z.total_out;
	deflateEnd(&z);
	return room < in->body.n ? (bytes){p, room} : (bytes){0};
}

static void settle(struct job *job, struct input *in)
{
	struct sha256_hex hex;
	size_t dot;

	if (in->state == UNDER_WAY)
		give_up(in->path, "assets name each other in a circle");
	if (in->state == DONE)
		return;
	in->state = UNDER_WAY;
	if (in->text)
		in->body = link_up(job, in);
	hex = crypt_sha256((bytes){(const uint8_t *)in->body.p, in->body.n});
	in->hash = str_copy(job->arena, str_of(hex.s));
	dot = str_find(in->name, '.', 0);
	in->url = str_format(job->arena, "%.*s%.*s.%.*s%s", STR_ARG(job->prefix), (int)dot, in->name.p, URL_HASH,
		in->hash.p, in->name.p + dot);
	in->gz = compress_it(job->arena, in);
	in->state = DONE;
}

static void write_header(const struct job *job, const char *path)
{
	struct buf b;

	buf_init(&b, MAX_OUTPUT);
	BUF_LIT(&b, "/* Made by embed. */\n#ifndef ASSETS_H\n#define ASSETS_H\nenum asset_id {\n");
	for (size_t i = 0; i < job->n; i++)
		buf_format(&b, "\t%.*s,\n", STR_ARG(job->v[i].word));
	BUF_LIT(&b, "\tASSET_COUNT\n};\n#endif\n");
	file_write_changed(path, buf_view(&b));
	buf_free(&b);
}

static void write_row(struct buf *b, const struct input *in, size_t i)
{
	buf_format(b, "\t[%.*s] = {STR(\"%.*s\"), STR(\"%.*s\"), \"%s\", \"W/\\\"%.32s\\\"\",", STR_ARG(in->word),
		STR_ARG(in->name), STR_ARG(in->url), in->type, in->hash.p);
	buf_format(b, "\n\t\t{(const uint8_t *)data_%zu, %zu}", i, in->body.n);
	if (in->gz.p)
		buf_format(b, ", {(const uint8_t *)gz_%zu, %zu}", i, in->gz.n);
	BUF_LIT(b, "},\n");
}

static void write_code(const struct job *job, const char *path)
{
	struct buf b;

	buf_init(&b, MAX_OUTPUT);
	BUF_LIT(&b, "/* Made by embed. */\n#include \"web/asset.h\"\n");
	for (size_t i = 0; i < job->n; i++) {
		emit_bytes(&b, "data", i, (bytes){(const uint8_t *)job->v[i].body.p, job->v[i].body.n});
		if (job->v[i].gz.p)
			emit_bytes(&b, "gz", i, job->v[i].gz);
	}
	BUF_LIT(&b, "const struct asset assets[ASSET_COUNT] = {\n");
	for (size_t i = 0; i < job->n; i++)
		write_row(&b, &job->v[i], i);
	BUF_LIT(&b, "};\n");
	file_write_changed(path, buf_view(&b));
	buf_free(&b);
}

void embed_assets(struct arena *a, struct input *v, size_t n, const char *prefix, const char *dir)
{
	struct job job = {a, v, n, str_of(prefix)};

	for (size_t i = 0; i < n; i++)
		name_it(&job, &v[i]);
	sort_inputs(v, n);
	for (size_t i = 0; i < n; i++)
		settle(&job, &v[i]);
	write_header(&job, str_format(a, "%s/assets.h", dir).p);
	write_code(&job, str_format(a, "%s/assets.c", dir).p);
}
