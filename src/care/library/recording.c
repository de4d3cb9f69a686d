/* recording.c - the bytes of recordings, in and out of the database, never all of them in memory. */
#include "base/id.h"
#include "care/center/changes.h"
#include "care/library/library.h"

#define PARTS_A_WRITE 16 /* a megabyte */
#define LEFT_ALONE_MS (MS_PER_DAY) /* an upload that takes longer has failed */

err library_put_audio(struct wtx *w, audio_id audio, const struct audio_info *info, int64_t number, str sound)
{
	if (!number)
		TRY(audio_insert(w, NULL, .id = audio, .kind = info->kind, .size = info->size, .seconds = info->seconds));
	for (size_t at = 0; at < sound.n; at += LIBRARY_AUDIO_PART) {
		str part = str_slice(sound, at, at + LIBRARY_AUDIO_PART);

		TRY(audio_part_insert(w, NULL, .audio_id = audio, .number = number++, .body = {(const uint8_t *)part.p, part.n}));
	}
	return OK;
}

struct portion {
	audio_id audio;
	const struct audio_info *info;
	int64_t number;
	str bytes;
};

static err put_portion(struct wtx *w, void *arg)
{
	const struct portion *x = arg;

	return library_put_audio(w, x->audio, x->info, x->number, x->bytes);
}

/* Everything of f, portion by portion. */
static err put_bytes(struct ctx *c, audio_id audio, const struct audio_info *info, FILE *f)
{
	char *room = arena_alloc(c->arena, PARTS_A_WRITE * LIBRARY_AUDIO_PART);
	struct portion x = {.audio = audio, .info = info, .bytes = {.p = room}};
	int64_t left = info->size;

	rewind(f);
	while (left) {
		x.bytes.n = fread(room, 1, PARTS_A_WRITE * LIBRARY_AUDIO_PART, f);
		if (!x.bytes.n || (int64_t)x.bytes.n > left)
			FAIL(c, ERR_IO, "The recording could not be read to its end. Send it once more.");
		TRY(db_write(c, c->db, put_portion, &x));
		left -= (int64_t)x.bytes.n;
		x.number += PARTS_A_WRITE;
	}
	return OK;
}

static err forget(struct wtx *w, audio_id audio)
{
	TRY(audio_parts_delete(w, NULL, .audio_id = audio));
	return audio_delete(w, NULL, .id = audio);
}

struct attach {
	library_item_id item;
	audio_id audio;
	const struct audio_info *info;
	int64_t seen;
};

static str audio_words(struct ctx *c, enum audio_kind kind, int64_t seconds)
{
	return kind ? str_format(c->arena, "%s, %lld s", code_of(&audio_kind_codes, (int)kind).p, (long long)seconds) : STR_NONE;
}

static err attach(struct wtx *w, void *arg)
{
	const struct attach *x = arg;
	struct ctx *c = wtx_ctx(w);
	const struct plan_proof *may;
	struct library_get_row o;
	struct changes ch = {.c = c};

	TRY(access_plan(wtx_read(w), &may));
	TRY(structure_may(w, may, PERM_LIBRARY));
	TRY(library_get(wtx_read(w), &o, .id = x->item));
	change_text(&ch, "audio", audio_words(c, o.audio_kind, o.audio_seconds.v), audio_words(c, x->info->kind, x->info->seconds));
	if (o.version != x->seen)
		return changes_conflict(&ch);
	TRY(library_set_audio(w, NULL, .id = x->item, .audio_id = x->audio, .seen_version = x->seen));
	if (o.audio_id.v)
		TRY(forget(w, o.audio_id));
	return structure_journal(w, JOURNAL_LIBRARY_CHANGED, "library", x->item.v, &ch);
}

static err forget_one(struct wtx *w, void *arg)
{
	return forget(w, *(const audio_id *)arg);
}

static err is_episode(struct ctx *c, library_item_id item)
{
	struct library_get_row o;
	err e;

	TRY(db_read_begin(c, c->db));
	e = library_get(c->tx, &o, .id = item);
	db_read_end(c);
	return e == OK && o.kind != LIBRARY_EPISODE ? ERR_NOT_FOUND : e;
}

err library_record(struct ctx *c, library_item_id item, FILE *f, int64_t seen)
{
	struct audio_info info;
	const char *why = audio_look(f, &info);
	struct attach x = {.item = item, .info = &info, .seen = seen};
	err e;

	if (!actor_may(c->actor, PERM_LIBRARY))
		return ERR_DENIED;
	TRY(is_episode(c, item));
	if (why)
		return problem(c, "audio", "%s", why);
	if (info.size > LIBRARY_AUDIO_MOST)
		return problem(c, "audio", "A recording may have %lld MB. Save it with fewer bits a second.",
			(long long)(LIBRARY_AUDIO_MOST >> 20));
	x.audio = (audio_id){id_make(c->now)};
	TRY(put_bytes(c, x.audio, &info, f));
	e = db_write(c, c->db, attach, &x);
	if (e != OK && e != ERR_IO) /* the outcome of a broken connection is not known: library_tidy looks later */
		TRY(db_write(c, c->db, forget_one, &x.audio));
	return e;
}

err library_tidy(struct ctx *c)
{
	struct audio_left_rows left;
	err e;

	TRY(db_read_begin(c, c->db));
	e = audio_left(c->tx, &left, .before = {c->now.ms - LEFT_ALONE_MS});
	db_read_end(c);
	for (size_t i = 0; e == OK && i < left.n; i++)
		e = db_write(c, c->db, forget_one, &left.v[i].id);
	return e;
}

err library_audio_read(struct tx *tx, audio_id audio, int64_t at, char *into, size_t room, size_t *got)
{
	struct audio_part_get_row part;
	size_t from = (size_t)(at % (int64_t)LIBRARY_AUDIO_PART);

	TRY(audio_part_get(tx, &part, .audio_id = audio, .number = at / (int64_t)LIBRARY_AUDIO_PART));
	if (from >= part.body.n)
		FAIL(tx_ctx(tx), ERR_IO, "A recording is shorter than it should be.");
	*got = part.body.n - from < room ? part.body.n - from : room;
	memcpy(into, part.body.p + from, *got);
	return OK;
}
