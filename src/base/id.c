/* id.c - one counter per process, moved forward only. */
#include "base/id.h"

#include <sodium.h>
#include <stdatomic.h>

#include "base/base32.h"

#define START_MS 1577836800000 /* 2020-01-01T00:00Z */
#define RANDOM_BITS 21
#define LAST_MS (((int64_t)1 << 42) - 1)

static _Atomic int64_t newest;

int64_t id_floor(instant at)
{
	int64_t ms = at.ms - START_MS;

	if (at.ms < START_MS)
		ms = 0;
	else if (ms > LAST_MS)
		ms = LAST_MS;
	return ms << RANDOM_BITS;
}

instant id_made_at(int64_t id)
{
	return (instant){(id >> RANDOM_BITS) + START_MS};
}

int64_t id_make(instant now)
{
	uint32_t chance = randombytes_random();
	int64_t wanted = id_floor(now) | (chance & ((1u << RANDOM_BITS) - 1));
	int64_t last = atomic_load(&newest), id;

	do {
		/* Many in one millisecond, or the clock went back: a small random step, because another process with
		 * the same past must not take the same step. A thousand of them fill about a millisecond. */
		id = wanted > last ? wanted : last + 1 + (chance & 0xfff);
	} while (!atomic_compare_exchange_weak(&newest, &last, id));
	return id;
}

void id_rise_above(int64_t seen)
{
	int64_t last = atomic_load(&newest);

	if (seen >> 62)
		return; /* an id of the year 2089 or later is damage, and would leave no room above it */
	while (seen > last && !atomic_compare_exchange_weak(&newest, &last, seen))
		;
}

struct id_text id_show(int64_t id)
{
	struct id_text t = {""};

	if (id <= 0)
		return t;
	for (size_t i = ID_LETTERS; i-- > 0; id >>= 5)
		t.s[i] = base32_letters[id & 31];
	return t;
}

bool id_read(str s, int64_t *out)
{
	uint64_t id = 0;

	if (s.n != ID_LETTERS || base32_value(s.p[0]) > 7)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int v = base32_value(s.p[i]);

		if (v < 0)
			return false;
		id = id << 5 | (uint64_t)v;
	}
	*out = (int64_t)id;
	return id != 0;
}
