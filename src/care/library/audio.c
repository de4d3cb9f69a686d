/* audio.c - looking at recordings: frames of MPEG audio (ISO 11172-3, 13818-3), boxes of MP4 (ISO 14496-12), pages of Ogg (RFC 3533). */
#include "care/library/audio.h"

CODE_NAMES(audio_kind, AUDIO_KIND_TABLE)

#define STEPS_MOST 2000000 /* frames, boxes or pages: a day of them */

static const char unknown[] = "This is not an MP3, M4A or Ogg recording. Save it as one of these and choose it again.";
static const char damaged[] = "This recording is damaged or empty. Save it again from the program that made it.";

const char *audio_type(enum audio_kind kind)
{
	static const char *const types[] = {[AUDIO_NONE] = "",
		[AUDIO_MP3] = "audio/mpeg", [AUDIO_M4A] = "audio/mp4", [AUDIO_OGG] = "audio/ogg"};

	return types[kind];
}

/* n bytes at a place of the file. */
static bool read_at(FILE *f, int64_t at, uint8_t *into, size_t n)
{
	return at >= 0 && !fseeko(f, at, SEEK_SET) && fread(into, 1, n, f) == n;
}

static uint64_t big(const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

static uint64_t little(const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | p[n];
	return v;
}

/* ---- MP3 ----------------------------------------------------------------------------------------------------------- */

struct frame {
	int64_t bytes;
	unsigned samples, rate;
};

/* The head of a frame of layer III. */
static bool frame_read(const uint8_t h[4], struct frame *out)
{
	static const unsigned short kbits[2][15] = {{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
		{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}};
	static const unsigned rates[3] = {44100, 48000, 32000};
	unsigned version = h[1] >> 3 & 3, kbit = h[2] >> 4, rate = h[2] >> 2 & 3; /* version 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5 */
	bool first = version == 3;

	if (h[0] != 0xff || (h[1] & 0xe0) != 0xe0 || version == 1 || (h[1] >> 1 & 3) != 1 || kbit == 0 || kbit == 15 || rate == 3)
		return false;
	out->rate = rates[rate] >> (first ? 0 : version == 2 ? 1 : 2);
	out->samples = first ? 1152 : 576;
	out->bytes = (int64_t)out->samples / 8 * kbits[first][kbit] * 1000 / out->rate + (h[2] >> 1 & 1);
	return true;
}

/* Behind a tag of ID3v2, when there is one. */
static int64_t behind_tag(FILE *f)
{
	uint8_t h[10];

	if (!read_at(f, 0, h, sizeof(h)) || memcmp(h, "ID3", 3))
		return 0;
	return 10 + (h[5] & 16 ? 10 : 0) +
		((int64_t)(h[6] & 127) << 21 | (int64_t)(h[7] & 127) << 14 | (int64_t)(h[8] & 127) << 7 | (h[9] & 127));
}

/* The frames one after the other; what does not look like one ends the recording. */
static const char *mp3_look(FILE *f, struct audio_info *out)
{
	int64_t at = behind_tag(f), frames = 0;
	double seconds = 0;
	struct frame one;
	uint8_t h[4];

	while (frames < STEPS_MOST && at < out->size && read_at(f, at, h, sizeof(h)) && frame_read(h, &one)) {
		at += one.bytes;
		seconds += (double)one.samples / one.rate;
		frames++;
	}
	if (frames < 3) /* bytes that happen to look like a frame's head are soon followed by some that do not */
		return damaged;
	out->kind = AUDIO_MP3;
	out->seconds = (int64_t)seconds + 1;
	return NULL;
}

/* ---- M4A ----------------------------------------------------------------------------------------------------------- */

struct movie {
	FILE *f;
	uint64_t scale, length;
	bool sound, picture;
	int steps;
};

static void movie_length(struct movie *m, int64_t at)
{
	uint8_t v[32];
	bool wide;

	if (!read_at(m->f, at, v, sizeof(v)))
		return;
	wide = v[0] == 1;
	m->scale = big(v + (wide ? 20 : 12), 4);
	m->length = big(v + (wide ? 24 : 16), wide ? 8 : 4);
}

static void movie_track(struct movie *m, int64_t at)
{
	uint8_t v[12];

	if (!read_at(m->f, at, v, sizeof(v)))
		return;
	m->sound |= !memcmp(v + 8, "soun", 4);
	m->picture |= !memcmp(v + 8, "vide", 4);
}

static void walk_boxes(struct movie *m, int64_t at, int64_t end, int depth)
{
	static const char inside[][5] = {"moov", "trak", "mdia"};
	uint8_t h[16];

	while (at + 8 <= end && m->steps++ < STEPS_MOST && read_at(m->f, at, h, 8)) {
		int64_t size = (int64_t)big(h, 4), head = 8;

		if (size == 1 && read_at(m->f, at, h, 16)) {
			size = (int64_t)(big(h + 8, 8) & INT64_MAX);
			head = 16;
		} else if (!size) {
			size = end - at;
		}
		if (size < head || size > end - at)
			return;
		for (size_t i = 0; i < COUNT_OF(inside); i++)
			if (depth < 3 && !memcmp(h + 4, inside[i], 4))
				walk_boxes(m, at + head, at + size, depth + 1);
		if (!memcmp(h + 4, "mvhd", 4))
			movie_length(m, at + head);
		else if (!memcmp(h + 4, "hdlr", 4))
			movie_track(m, at + head);
		at += size;
	}
}

static const char *m4a_look(FILE *f, struct audio_info *out)
{
	struct movie m = {.f = f};

	walk_boxes(&m, 0, out->size, 0);
	if (m.picture)
		return "This is a film. Save only its sound, as MP3, M4A or Ogg, and choose that.";
	if (!m.sound || !m.scale || !m.length || m.length / m.scale > 10 * 24 * 3600)
		return damaged;
	out->kind = AUDIO_M4A;
	out->seconds = (int64_t)((m.length + m.scale - 1) / m.scale);
	return NULL;
}

/* ---- Ogg ----------------------------------------------------------------------------------------------------------- */

#define PAGE_HEAD 27

/* The bytes of the page at `at`; 0: there is none. */
static int64_t page_bytes(FILE *f, int64_t at, uint8_t head[PAGE_HEAD])
{
	uint8_t segments[255];
	int64_t n = PAGE_HEAD;

	if (!read_at(f, at, head, PAGE_HEAD) || memcmp(head, "OggS", 4) || fread(segments, 1, head[26], f) != head[26])
		return 0;
	for (size_t i = 0; i < head[26]; i++)
		n += segments[i];
	return n + head[26];
}

/* Samples per second, and how many are left out at the start; false: neither Vorbis nor Opus. */
static bool codec_read(FILE *f, int64_t at, uint64_t *rate, uint64_t *skip)
{
	uint8_t v[19];

	if (!read_at(f, at, v, sizeof(v)))
		return false;
	if (!memcmp(v, "OpusHead", 8)) {
		*rate = 48000;
		*skip = little(v + 10, 2);
		return true;
	}
	*rate = little(v + 12, 4);
	*skip = 0;
	return !memcmp(v, "\x01vorbis", 7) && *rate;
}

static const char *ogg_look(FILE *f, struct audio_info *out)
{
	uint8_t head[PAGE_HEAD], first[PAGE_HEAD];
	uint64_t rate, skip, last = 0;
	int64_t at = 0, n = page_bytes(f, 0, first);
	int steps = 0;

	if (!n || !codec_read(f, PAGE_HEAD + first[26], &rate, &skip))
		return "This Ogg file holds neither Vorbis nor Opus sound. Save it as one of these, or as MP3.";
	while (steps++ < STEPS_MOST && (n = page_bytes(f, at, head)) > 0) {
		uint64_t played = little(head + 6, 8);

		if (!memcmp(head + 14, first + 14, 4) && played <= INT64_MAX)
			last = played;
		at += n;
	}
	if (last <= skip || (last - skip) / rate > 10 * 24 * 3600)
		return damaged;
	out->kind = AUDIO_OGG;
	out->seconds = (int64_t)((last - skip + rate - 1) / rate);
	return NULL;
}

const char *audio_look(FILE *f, struct audio_info *out)
{
	uint8_t start[12];

	*out = (struct audio_info){0};
	if (fseeko(f, 0, SEEK_END))
		return damaged;
	out->size = ftello(f);
	if (!read_at(f, 0, start, sizeof(start)))
		return unknown;
	if (!memcmp(start, "OggS", 4))
		return ogg_look(f, out);
	if (!memcmp(start + 4, "ftyp", 4))
		return m4a_look(f, out);
	if (!memcmp(start, "ID3", 3) || start[0] == 0xff)
		return mp3_look(f, out);
	return unknown;
}
