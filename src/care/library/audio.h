/* audio.h - what an uploaded recording is, by its own bytes: MP3 (MPEG audio layer III), M4A (MP4 with sound and no picture), or Ogg with
 * Vorbis or Opus; and how long it plays. Names and types that a browser sends are not believed. Bytes from anywhere are safe to read. */
#ifndef CARE_LIBRARY_AUDIO_H
#define CARE_LIBRARY_AUDIO_H

#include "base/code.h"

/*        id         code   label               - */
#define AUDIO_KIND_TABLE(X) \
	X(AUDIO_MP3, "mp3", "MP3",             NULL) \
	X(AUDIO_M4A, "m4a", "M4A",             NULL) \
	X(AUDIO_OGG, "ogg", "Ogg",             NULL)
CODE_ENUM(audio_kind, AUDIO_KIND_TABLE, AUDIO_NONE)

struct audio_info {
	enum audio_kind kind;
	int64_t size;    /* bytes */
	int64_t seconds; /* rounded up */
};

/* Reads from the start of f to its end. NULL, or why it is not taken, as a sentence. */
const char *audio_look(FILE *f, struct audio_info *out);
/* "audio/mpeg", "audio/mp4", "audio/ogg". */
const char *audio_type(enum audio_kind kind);

#endif
