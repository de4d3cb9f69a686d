/* arena.h - memory that lives exactly as long as one request.
 * Everything made for a request comes from its arena and goes at once when the request ends;
 * nothing inside is freed one by one. arena_alloc never returns NULL: over the cap, or when the
 * machine has no memory left, it leaves through arena->exhausted, which the owner of the request sets. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>

struct arena_block;
struct arena_cleanup;

struct arena {
	struct arena_block *head;
	struct arena_cleanup *cleanups;
	size_t used;        /* bytes handed out */
	size_t cap;         /* never hand out more than this */
	jmp_buf *exhausted; /* where to go when it is over; NULL: print and abort */
};

/* Cap in bytes. Owns nothing until the first allocation. */
void arena_init(struct arena *a, size_t cap);
/* Runs the clean-ups, last added first, and gives every block back. */
void arena_free(struct arena *a);
/* Like arena_free, but keeps one block for the next request. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type; a valid pointer even for n == 0. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull, malloc, alloc_size(2)));
/* n * size with overflow treated as exhausted. */
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));
#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_NEW_ARRAY(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))

/* Call fn(arg) when the arena is freed or reset. For handles that must not leak when a request fails. */
void arena_on_free(struct arena *a, void (*fn)(void *arg), void *arg);

/* Tests make the n-th next allocation fail (1 = the next one); 0 switches that off. Per thread. */
void arena_fail_nth(unsigned n);

#endif
