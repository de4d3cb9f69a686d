/* str.c - most text is ASCII and takes the short way; the rest goes through libunistring. */
#include "base/str.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

str str_of(const char *nul_terminated)
{
	return nul_terminated ? (str){nul_terminated, strlen(nul_terminated)} : STR_NONE;
}

bool str_is(str s, const char *literal)
{
	return str_eq(s, str_of(literal));
}

bool str_eq(str a, str b)
{
	return a.n == b.n && !a.p == !b.p && (!a.n || !memcmp(a.p, b.p, a.n));
}

bool str_empty(str s)
{
	return s.n == 0;
}

int str_cmp(str a, str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	if (order)
		return order;
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	return !!a.p - !!b.p;
}

bool str_starts(str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (!n || !memcmp(s.p, prefix, n));
}

bool str_ends(str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (!n || !memcmp(s.p + s.n - n, suffix, n));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_ascii_case(str a, str b)
{
	if (a.n != b.n || !a.p != !b.p)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

str str_slice(str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return s.p ? (str){s.p + from, to - from} : STR_NONE;
}

size_t str_find(str s, char c, size_t from)
{
	const char *hit = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;

	return hit ? (size_t)(hit - s.p) : s.n;
}

ptrdiff_t str_index(str s, str needle)
{
	const char *hit;

	if (!needle.n)
		return 0;
	hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	return hit ? hit - s.p : -1;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_slice(s, 1, s.n);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

str str_cut(str s, char sep, str *rest)
{
	size_t at = str_find(s, sep, 0);

	*rest = at < s.n ? str_slice(s, at + 1, s.n) : STR_NONE;
	return str_slice(s, 0, at);
}

str str_copy(struct arena *a, str s)
{
	return s.p ? (str){str_z(a, s), s.n} : STR_NONE;
}

const char *str_z(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

str str_format_v(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return STR_NONE;
	p = arena_alloc(a, (size_t)n + 1);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	return (str){p, (size_t)n};
}

str str_format(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	str s;

	va_start(ap, fmt);
	s = str_format_v(a, fmt, ap);
	va_end(ap);
	return s;
}

str str_lower_ascii(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(s.p[i]);
	return s.p ? (str){p, s.n} : STR_NONE;
}

static const uint8_t *units(str s)
{
	return (const uint8_t *)s.p;
}

static bool is_ascii(str s)
{
	uint8_t any = 0;

	for (size_t i = 0; i < s.n; i++)
		any |= units(s)[i];
	return any < 0x80;
}

/* C0 but white space, DEL, and C1 (U+0080 to U+009F, which is C2 80 to C2 9F). */
static bool has_controls(str s)
{
	const uint8_t *u = units(s);

	for (size_t i = 0; i < s.n; i++) {
		if (u[i] < 0x20 ? u[i] != '\t' && u[i] != '\n' && u[i] != '\r' : u[i] == 0x7f)
			return true;
		if (u[i] == 0xc2 && i + 1 < s.n && u[i + 1] < 0xa0)
			return true;
	}
	return false;
}

bool str_valid_text(str s)
{
	return !has_controls(s) && (is_ascii(s) || !u8_check(units(s), s.n));
}

bool str_valid_utf8(str s)
{
	return is_ascii(s) || !u8_check(units(s), s.n);
}

size_t str_points(str s)
{
	size_t points = 0;

	for (size_t i = 0; i < s.n; i++)
		points += (units(s)[i] & 0xc0) != 0x80;
	return points;
}

/* What libunistring allocates is held by the arena from the start, so that nothing leaks when the arena gives up
 * half-way; `release` gives it back as soon as it has been copied. */
struct held {
	uint8_t *p;
	size_t n;
};

static void release(void *arg)
{
	struct held *h = arg;

	free(h->p);
	h->p = NULL;
}

static struct held *hold(struct arena *a)
{
	struct held *h = ARENA_NEW(a, struct held);

	arena_on_free(a, release, h);
	return h;
}

static str normalized(struct arena *a, str s, uninorm_t form)
{
	struct held *h = hold(a);
	str out;

	h->p = u8_normalize(form, units(s), s.n, NULL, &h->n);
	out = h->p ? str_copy(a, (str){(const char *)h->p, h->n}) : STR_NONE;
	release(h);
	return out;
}

static str case_folded(struct arena *a, str s)
{
	struct held *h = hold(a);
	str out;

	h->p = u8_casefold(units(s), s.n, NULL, UNINORM_NFKD, NULL, &h->n);
	out = h->p ? str_copy(a, (str){(const char *)h->p, h->n}) : STR_NONE;
	release(h);
	return out;
}

/* In place: marks go, white space becomes one space between words and none at the ends. */
static str without_marks(char *p, size_t n)
{
	size_t out = 0;
	bool gap = false;

	for (size_t i = 0; i < n;) {
		ucs4_t point;
		int len = u8_mbtouc(&point, (const uint8_t *)p + i, n - i);

		if (uc_is_property_white_space(point)) {
			gap = out > 0;
		} else if (!uc_is_general_category(point, UC_CATEGORY_M)) {
			if (gap)
				p[out++] = ' ';
			gap = false;
			memmove(p + out, p + i, (size_t)len);
			out += (size_t)len;
		}
		i += (size_t)len;
	}
	p[out] = '\0';
	return (str){p, out};
}

str str_fold(struct arena *a, str s)
{
	if (!s.p || (!is_ascii(s) && u8_check(units(s), s.n)))
		return STR_NONE;
	/* Compatibility forms first: the fraktur capital A has no small letter of its own, the A inside it has. */
	s = is_ascii(s) ? str_lower_ascii(a, s) : case_folded(a, normalized(a, s, UNINORM_NFKD));
	return s.p ? without_marks((char *)s.p, s.n) : STR_NONE;
}

/* Forms send a line's end as two bytes, and a person counts it as one. */
static str with_line_feeds(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\n' || !i || s.p[i - 1] != '\r')
			p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
	return (str){p, n};
}

str str_tidy(struct arena *a, str s)
{
	if (!s.p || !str_valid_text(s))
		return STR_NONE;
	s = with_line_feeds(a, str_trim(s));
	return is_ascii(s) ? s : normalized(a, s, UNINORM_NFC);
}

bool str_to_int(str s, int64_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	int64_t v = 0;

	if (s.n == (size_t)minus)
		return false;
	for (size_t i = minus; i < s.n; i++) {
		int digit = s.p[i] - '0';

		if (digit < 0 || digit > 9 || __builtin_mul_overflow(v, 10, &v) ||
		    __builtin_sub_overflow(v, digit, &v))
			return false;
	}
	/* counted downwards, because there is one negative number more than there are positive ones */
	if (!minus && __builtin_sub_overflow(0, v, &v))
		return false;
	*out = v;
	return true;
}
