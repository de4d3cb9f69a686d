/* str.h - text as a view: where it starts and how many bytes it has. It owns nothing.
 * Text inside Porchlight is UTF-8 without NUL; str_valid_text is the gate at every door.
 * A str with p == NULL is "none" (SQL null); STR("") is empty text. The two differ. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>

#include "base/arena.h"

typedef struct str {
	const char *p;
	size_t n;
} str;

typedef struct bytes {
	const uint8_t *p;
	size_t n;
} bytes;

/* A string literal as str. */
#define STR(literal) ((str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((str){0})
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

str str_of(const char *nul_terminated); /* NULL gives STR_NONE */
bool str_is(str s, const char *literal);
bool str_eq(str a, str b);
bool str_empty(str s); /* none or no bytes */
int str_cmp(str a, str b);
bool str_starts(str s, const char *prefix);
bool str_ends(str s, const char *suffix);
bool str_eq_ascii_case(str a, str b); /* header names, email hosts: ASCII only */
/* Bytes [from, to) of s, both cut to its length. */
str str_slice(str s, size_t from, size_t to);
/* Position of c at or after `from`, or s.n. */
size_t str_find(str s, char c, size_t from);
/* Position of needle, or -1. */
ptrdiff_t str_index(str s, str needle);
/* Without ASCII white space at both ends. */
str str_trim(str s);
/* The part before the next `sep`; *rest is what follows it, none when there was no `sep`:
 * while (list.p) { str one = str_cut(list, ',', &list); ... } */
str str_cut(str s, char sep, str *rest);

/* Copies live in the arena and are followed by a NUL byte for C libraries. */
str str_copy(struct arena *a, str s);
const char *str_z(struct arena *a, str s);
str str_format(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
str str_format_v(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
str str_lower_ascii(struct arena *a, str s);

/* Valid UTF-8, no NUL, no control characters but tab, line feed and carriage return. */
bool str_valid_text(str s);
/* Valid UTF-8, whatever it says: for text of others that is kept as it came. */
bool str_valid_utf8(str s);
/* Unicode code points, for limits that a person can count. */
size_t str_points(str s);
/* Folded for search and comparison: NFKD without marks, case folded, white space joined. Invalid UTF-8 gives STR_NONE. */
str str_fold(struct arena *a, str s);
/* NFC, trimmed, lines ended by a line feed alone: how text that a person typed is stored.
 * What str_valid_text refuses gives STR_NONE. */
str str_tidy(struct arena *a, str s);

/* Whole decimal number with optional minus; no spaces, no plus, no overflow. */
bool str_to_int(str s, int64_t *out);

#endif
