/* audio_test.c - recordings made here, byte by byte: which are taken, and how long they play. */
#include "care/library/audio.h"
#include "support/test.h"

struct tape {
	FILE *f;
};

static void put(struct tape *t, const void *p, size_t n)
{
	assert_int_equal(fwrite(p, 1, n, t->f), n);
}

static void put_big(struct tape *t, uint64_t v, size_t n)
{
	while (n--)
		fputc(n < 8 ? (int)(v >> n * 8 & 255) : 0, t->f);
}

static void put_little(struct tape *t, uint64_t v, size_t n)
{
	for (; n--; v >>= 8)
		fputc((int)(v & 255), t->f);
}

static void begin(struct tape *t)
{
	*t = (struct tape){.f = tmpfile()};
	assert_non_null(t->f);
}

static const char *look(struct tape *t, struct audio_info *out)
{
	const char *why = audio_look(t->f, out);

	assert_int_equal(fclose(t->f), 0);
	return why;
}

/* MPEG-1 layer III, 128 kbit/s, 44,100 Hz: 417 bytes, 1,152 samples. */
static void put_frames(struct tape *t, int n)
{
	static const uint8_t frame[417] = {0xff, 0xfb, 0x90, 0x00};

	while (n--)
		put(t, frame, sizeof(frame));
}

static void an_mp3_plays_as_long_as_its_frames_behind_its_tag(void **state)
{
	struct audio_info a;
	struct tape t;

	(void)state;
	begin(&t);
	put(&t, "ID3\x04\0\0\0\0\x01\x00", 10);
	for (int i = 0; i < 128; i++)
		fputc(0, t.f);
	put_frames(&t, 1000); /* 26.12 s */
	put(&t, "TAG", 3);
	assert_null(look(&t, &a));
	assert_int_equal(a.kind, AUDIO_MP3);
	assert_int_equal(a.seconds, 27);
	assert_int_equal(a.size, 10 + 128 + 417000 + 3);
}

/* A box of MP4 with what stands in it. */
static void put_box(struct tape *t, const char *type, size_t inside)
{
	put_big(t, inside + 8, 4);
	put(t, type, 4);
}

static void put_movie(struct tape *t, const char *track)
{
	begin(t);
	put_box(t, "ftyp", 8);
	put(t, "M4A \0\0\0\0", 8);
	put_box(t, "mdat", 100);
	for (int i = 0; i < 100; i++)
		fputc(i, t->f);
	put_box(t, "moov", 8 + 32 + 8 + 8 + 8 + 12);
	put_box(t, "mvhd", 32);
	put_big(t, 0, 12);
	put_big(t, 600, 4);
	put_big(t, 600 * 95 + 1, 4);
	put_big(t, 0, 12);
	put_box(t, "trak", 8 + 8 + 12);
	put_box(t, "mdia", 8 + 12);
	put_box(t, "hdlr", 12);
	put_big(t, 0, 8);
	put(t, track, 4);
}

static void an_m4a_plays_as_long_as_it_says_and_a_film_is_refused(void **state)
{
	struct audio_info a;
	struct tape t;

	(void)state;
	put_movie(&t, "soun");
	assert_null(look(&t, &a));
	assert_int_equal(a.kind, AUDIO_M4A);
	assert_int_equal(a.seconds, 96);
	put_movie(&t, "vide");
	assert_non_null(strstr(look(&t, &a), "film"));
	put_movie(&t, "text");
	assert_non_null(strstr(look(&t, &a), "damaged"));
}

static void put_page(struct tape *t, int64_t granule, const void *p, uint8_t n)
{
	put(t, "OggS\0\0", 6);
	put_little(t, (uint64_t)granule, 8);
	put_little(t, 77, 4);
	put_little(t, 0, 8);
	fputc(1, t->f);
	fputc(n, t->f);
	put(t, p, n);
}

static void an_ogg_plays_up_to_its_last_page(void **state)
{
	struct audio_info a;
	struct tape t;

	(void)state;
	begin(&t);
	put_page(&t, 0, "OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0", 19);
	put_page(&t, 48000, "x", 1);
	put_page(&t, -1, "x", 1);
	put_page(&t, 48000 * 60 + 312, "x", 1);
	assert_null(look(&t, &a));
	assert_int_equal(a.kind, AUDIO_OGG);
	assert_int_equal(a.seconds, 60);
	begin(&t);
	put_page(&t, 0, "\x01vorbis\0\0\0\0\x01\x44\xac\0\0\0\0\0", 20);
	put_page(&t, 44100 * 7, "x", 1);
	assert_null(look(&t, &a));
	assert_int_equal(a.seconds, 7);
	begin(&t);
	put_page(&t, 0, "\x7f" "FLAC\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
	assert_non_null(strstr(look(&t, &a), "neither Vorbis nor Opus"));
}

static void anything_else_is_refused_whatever_its_name_was(void **state)
{
	static const str others[] = {STR(""), STR("ID3"), STR("RIFF\x24\0\0\0WAVEfmt \0\0\0\0"), STR("<html><script>alert(1)</script></html>"),
		STR("\xff\xfb\x90\0\xff\xfb\x90\0\xff\xfb\x90\0"), STR("\0\0\0\x08" "ftyp\0\0\0\0"), STR("OggS\0\0\0\0\0\0\0\0\0\0\0\0\0")};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct audio_info a;
		struct tape t;

		begin(&t);
		put(&t, others[i].p, others[i].n);
		assert_non_null(look(&t, &a));
		assert_int_equal(a.kind, AUDIO_NONE);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_mp3_plays_as_long_as_its_frames_behind_its_tag),
	cmocka_unit_test(an_m4a_plays_as_long_as_it_says_and_a_film_is_refused),
	cmocka_unit_test(an_ogg_plays_up_to_its_last_page),
	cmocka_unit_test(anything_else_is_refused_whatever_its_name_was),
};
TEST_GROUP(audio, tests)
