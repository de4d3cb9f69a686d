/* arena.c - blocks double from 8 KiB to 1 MiB; a large request gets a block of its own. */
#include "base/arena.h"

#include <stdalign.h>

#define FIRST_BLOCK ((size_t)8 * 1024)
#define LARGEST_BLOCK ((size_t)1024 * 1024)

struct arena_block {
	struct arena_block *next;
	size_t size;
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena_cleanup {
	struct arena_cleanup *next;
	void (*fn)(void *arg);
	void *arg;
};

static _Thread_local unsigned fail_in;

void arena_fail_nth(unsigned n)
{
	fail_in = n;
}

void arena_init(struct arena *a, size_t cap)
{
	*a = (struct arena){.cap = cap};
}

static void run_cleanups(struct arena *a)
{
	while (a->cleanups) {
		struct arena_cleanup *one = a->cleanups;

		a->cleanups = one->next;
		one->fn(one->arg);
	}
}

void arena_free(struct arena *a)
{
	run_cleanups(a);
	while (a->head) {
		struct arena_block *b = a->head;

		a->head = b->next;
		free(b);
	}
	a->used = 0;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep;

	run_cleanups(a);
	while (a->head && a->head->next) {
		struct arena_block *b = a->head;

		a->head = b->next;
		free(b);
	}
	keep = a->head;
	if (keep) {
		memset(keep->bytes, 0, keep->used); /* nobody's chart stays behind for the next request */
		keep->used = 0;
	}
	a->used = 0;
}

static void __attribute__((noreturn)) give_up(struct arena *a)
{
	if (a->exhausted)
		longjmp(*a->exhausted, 1);
	fputs("porchlight: out of memory\n", stderr);
	abort();
}

static struct arena_block *add_block(struct arena *a, size_t need)
{
	size_t size = a->head ? a->head->size * 2 : FIRST_BLOCK;
	struct arena_block *b;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need)
		size = need;
	b = calloc(1, sizeof(*b) + size);
	if (!b)
		give_up(a);
	b->size = size;
	b->next = a->head;
	a->head = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	size_t need;
	void *p;

	if (n > a->cap || a->used > a->cap - n || (fail_in && --fail_in == 0))
		give_up(a);
	need = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!need)
		need = alignof(max_align_t);
	if (!b || b->size - b->used < need)
		b = add_block(a, need);
	p = b->bytes + b->used;
	b->used += need;
	a->used += need;
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		give_up(a);
	return arena_alloc(a, bytes);
}

void arena_on_free(struct arena *a, void (*fn)(void *arg), void *arg)
{
	struct arena_cleanup *one = ARENA_NEW(a, struct arena_cleanup);

	*one = (struct arena_cleanup){.next = a->cleanups, .fn = fn, .arg = arg};
	a->cleanups = one;
}
