/* library.h - the organization's library, which anyone may read and hear: articles and podcast episodes. Texts are Markdown.
 * An item begins as a draft that only staff see, is published, and may be taken back and published again; its first day stays its date.
 * Once it has been out its address stays, since others link to it. An episode comes out only with its recording and a transcript, so
 * that nobody is left out. Every change takes the version that was seen: ERR_CONFLICT, with a problem beside each field that differs,
 * when somebody else saved in between. Problems are named like the fields here. Each change writes one journal row. */
#ifndef CARE_LIBRARY_LIBRARY_H
#define CARE_LIBRARY_LIBRARY_H

#include "access/access.h"
#include "care/library/audio.h"
#include "care/library/library_kind.h"
#include "library.sql.h"

#define LIBRARY_TEXT_MOST 100000                      /* letters of a text or transcript */
#define LIBRARY_AUDIO_MOST ((int64_t)200 << 20)       /* bytes of a recording: three hours of good speech */
#define LIBRARY_AUDIO_PART ((size_t)64 << 10)         /* as audio_part keeps them */
#define LIBRARY_WORDS_A_MINUTE 200

struct library_details {
	enum library_kind kind; /* of a new one; does not change */
	str slug;               /* last part of its address, "first-day"; none: made of the title */
	str title, summary, author;
	str body;               /* the article, or the show notes */
	str transcript;         /* episodes */
};
NODISCARD err library_add(struct wtx *w, const struct plan_proof *may, const struct library_details *d, library_item_id *made);
NODISCARD err library_change(struct wtx *w, const struct plan_proof *may, library_item_id item, const struct library_details *d,
	int64_t seen);
/* Out, or back to a draft. ERR_INVALID: something is missing still; each problem says what. */
NODISCARD err library_publish(struct wtx *w, const struct plan_proof *may, library_item_id item, bool out, int64_t seen);

/* A recording for an episode, from a file that lies ready; the one it had goes. No view may be open. It is written a megabyte at a time, so
 * that nobody else waits long; what a broken upload leaves behind, library_tidy takes away.
 * ERR_INVALID: no recording that we take; problem "audio". */
NODISCARD err library_record(struct ctx *c, library_item_id item, FILE *f, int64_t seen);
NODISCARD err library_tidy(struct ctx *c);
/* The next bytes of a recording, from part `number` on; with number 0 the recording itself begins. For what is in memory already. */
NODISCARD err library_put_audio(struct wtx *w, audio_id audio, const struct audio_info *info, int64_t number, str sound);
/* Bytes of a recording from `at` on, at least one. */
NODISCARD err library_audio_read(struct tx *tx, audio_id audio, int64_t at, char *into, size_t room, size_t *got);

/* What the feed says of the podcast; before anybody wrote it: the organization's name. */
struct podcast_details {
	str title, about, author, email;
};
NODISCARD err podcast_load(struct tx *tx, struct podcast_details *out, int64_t *version);
NODISCARD err podcast_change(struct wtx *w, const struct plan_proof *may, const struct podcast_details *d, int64_t seen);

/* What comes with Porchlight (packs/library) and is not there yet, by its slug; published at once or as drafts to be read first. */
NODISCARD err library_bring(struct wtx *w, bool publish, int64_t *brought);
NODISCARD err library_can_bring(struct tx *tx, int64_t *n);

/* Minutes that reading takes, at least 1. */
int64_t library_minutes(int64_t words);

#endif
