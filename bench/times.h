/* times.h - how long things took, by the thousand: counts in buckets of a thirty-second of a power of two, so that a share of all
 * is known to three in a hundred whatever its size. For the programs of this folder. */
#ifndef BENCH_TIMES_H
#define BENCH_TIMES_H

#define TIMES_PARTS 32 /* of each power of two */

struct times {
	uint32_t took[64 * TIMES_PARTS];
	int64_t n;
	int64_t worst_ns;
};

static inline void times_add(struct times *t, int64_t ns)
{
	unsigned power = 63 - (unsigned)__builtin_clzll((unsigned long long)ns | TIMES_PARTS);

	t->took[power * TIMES_PARTS + (unsigned)(ns >> (power - 5) & (TIMES_PARTS - 1))]++;
	t->n++;
	t->worst_ns = ns > t->worst_ns ? ns : t->worst_ns;
}

static inline void times_sum(struct times *sum, const struct times *t)
{
	for (size_t i = 0; i < COUNT_OF(t->took); i++)
		sum->took[i] += t->took[i];
	sum->n += t->n;
	sum->worst_ns = t->worst_ns > sum->worst_ns ? t->worst_ns : sum->worst_ns;
}

/* The time within which `share` of all were done, in milliseconds. */
static inline double times_within(const struct times *t, double share)
{
	double left = share * (double)t->n;

	for (unsigned i = 0; i < COUNT_OF(t->took); i++) {
		left -= t->took[i];
		if (left <= 0 && t->took[i])
			return (double)((int64_t)(TIMES_PARTS + i % TIMES_PARTS + 1) << (i / TIMES_PARTS - 5)) / 1e6;
	}
	return 0;
}

#endif
