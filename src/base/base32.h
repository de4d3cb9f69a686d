/* base32.h - Crockford's base32: digits and letters that are hard to mistake for one another, for ids and for codes
 * that people read aloud and type. */
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include "base/str.h"

extern const char base32_letters[32];
/* 0 to 31, either case, I and L as 1, O as 0; -1: not a letter of base32. */
int base32_value(char c);
/* What a person typed, as it was shown: upper case, look-alikes read, spaces and hyphens left out.
 * STR_NONE when anything else is in it. */
str base32_tidy(struct arena *a, str typed);

#endif
