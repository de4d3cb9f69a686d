/* id.h - how rows are named: 63 bits, 42 of milliseconds since 2020 and 21 random, never zero, rising within a process.
 * On screens and in addresses an id is 13 letters of Crockford's base32. Typed ids (person_id, session_id ...)
 * are generated from the migrations into schema.h; this header works on their one member. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/str.h"
#include "base/time.h"

#define ID_LETTERS 13

/* A new id for `now`. Larger than every id this process made or was told about before, even when the clock went back. */
int64_t id_make(instant now);
/* At start: never make an id at or below this one (the newest in the journal). */
void id_rise_above(int64_t seen);
/* The instant an id was made at, to the millisecond. */
instant id_made_at(int64_t id);
/* The smallest id that could be made at `at`: for ranges over time. */
int64_t id_floor(instant at);

struct id_text {
	char s[ID_LETTERS + 1];
};
struct id_text id_show(int64_t id); /* "" for none */
/* Reads either case, I and L as 1, O as 0. False: not 13 letters, or out of range. */
bool id_read(str s, int64_t *out);

#endif
