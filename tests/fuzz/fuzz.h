/* fuzz.h - what a fuzz driver promises to check: it takes any bytes, and stops the program where a promise is broken.
 * Built with standalone.c, or with libFuzzer (clang, meson option fuzz). */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An assert that no build leaves out. */
#define MUST(condition) \
	do { \
		if (!(condition)) { \
			(void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

#endif
