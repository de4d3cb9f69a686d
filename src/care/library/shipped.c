/* shipped.c - the articles and the episode that come along (packs/library, explained in its README.md). */
#include "base/id.h"
#include "base/pack.h"
#include "care/center/changes.h"
#include "care/library/library.h"

#define FOLDER "packs/library/"

struct shipped {
	struct library_details d;
	int64_t days;
	const struct pack_file *sound; /* episodes */
};

static str body_of(const struct pack_file *f)
{
	return (str){(const char *)f->body.p, f->body.n};
}

static const struct pack_file *beside(struct ctx *c, str slug, const char *ending)
{
	return pack_find(str_format(c->arena, FOLDER "%.*s%s", STR_ARG(slug), ending));
}

/* "title: ..." and its like, to the first empty line; then the text. */
static void read_item(struct ctx *c, const struct pack_file *f, struct shipped *out)
{
	str rest = body_of(f), line;
	const struct pack_file *transcript;

	*out = (struct shipped){.d.slug = str_slice(f->path, strlen(FOLDER), f->path.n - strlen(".md"))};
	while (rest.p && (line = str_cut(rest, '\n', &rest)).n) {
		str value, name = str_cut(line, ':', &value);

		value = str_trim(value);
		if (str_is(name, "title"))
			out->d.title = value;
		else if (str_is(name, "summary"))
			out->d.summary = value;
		else if (str_is(name, "author"))
			out->d.author = value;
		else if (str_is(name, "kind"))
			out->d.kind = (enum library_kind)code_find(&library_kind_codes, value);
		else if (str_is(name, "days"))
			(void)str_to_int(value, &out->days);
	}
	out->d.body = str_trim(rest);
	transcript = beside(c, out->d.slug, ".transcript.md");
	if (transcript)
		out->d.transcript = str_trim(body_of(transcript));
	out->sound = beside(c, out->d.slug, ".mp3");
}

static bool is_item(const struct pack_file *f)
{
	return str_ends(f->path, ".md") && !str_ends(f->path, ".transcript.md");
}

/* The next one that the library does not have. *left is what remains of the packs. ERR_NOT_FOUND: there is none. */
static err next_missing(struct tx *tx, struct pack_files *left, struct shipped *out)
{
	struct ctx *c = tx_ctx(tx);
	struct pack_file f;

	while (pack_files_next(left, &f)) {
		struct library_by_slug_row had;
		err e;

		if (!is_item(&f))
			continue;
		read_item(c, &f, out);
		e = library_by_slug(tx, &had, .slug = out->d.slug);
		if (e == ERR_NOT_FOUND)
			return OK;
		TRY(e);
	}
	return ERR_NOT_FOUND;
}

err library_can_bring(struct tx *tx, int64_t *n)
{
	struct pack_files left = pack_under(FOLDER);
	struct shipped s;
	err e;

	for (*n = 0; (e = next_missing(tx, &left, &s)) == OK; ++*n)
		;
	return e == ERR_NOT_FOUND ? OK : e;
}

static err put_sound(struct wtx *w, const struct pack_file *f, audio_id *made)
{
	struct ctx *c = wtx_ctx(w);
	FILE *file = fmemopen((void *)f->body.p, f->body.n, "rb");
	struct audio_info info;
	const char *why = file ? audio_look(file, &info) : "There is no memory left.";

	if (file)
		(void)fclose(file);
	if (why)
		FAIL(c, ERR_BUG, "%.*s: %s", STR_ARG(f->path), why);
	*made = (audio_id){id_make(c->now)};
	return library_put_audio(w, *made, &info, 0, body_of(f));
}

static err bring_one(struct wtx *w, const struct plan_proof *may, const struct shipped *s, bool publish)
{
	struct ctx *c = wtx_ctx(w);
	library_item_id item;
	int64_t version = 1;
	audio_id audio = {0};

	TRY(library_add(w, may, &s->d, &item));
	if (s->sound) {
		TRY(put_sound(w, s->sound, &audio));
		TRY(library_set_audio(w, NULL, .id = item, .audio_id = audio, .seen_version = version++));
	}
	if (!publish)
		return OK;
	return library_set_public(w, NULL, .id = item, .is_public = true, .published_at = {c->now.ms - s->days * MS_PER_DAY},
		.seen_version = version);
}

err library_bring(struct wtx *w, bool publish, int64_t *brought)
{
	struct pack_files left = pack_under(FOLDER);
	const struct plan_proof *may;
	struct shipped s;
	err e;

	TRY(access_plan(wtx_read(w), &may));
	for (*brought = 0; (e = next_missing(wtx_read(w), &left, &s)) == OK; ++*brought)
		TRY(bring_one(w, may, &s, publish));
	return e == ERR_NOT_FOUND ? OK : e;
}
