/* fuzz_audio.c - any bytes may be called a recording: looking at them ends, and what is taken has a kind and a length. */
#include "care/library/audio.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *f = size ? fmemopen((void *)data, size, "rb") : NULL;
	struct audio_info a;

	if (!f)
		return 0;
	if (audio_look(f, &a))
		MUST(a.kind == AUDIO_NONE);
	else
		MUST(a.kind && a.seconds > 0 && a.seconds <= 11 * 24 * 3600 && a.size == (int64_t)size);
	MUST(!fclose(f));
	return 0;
}
