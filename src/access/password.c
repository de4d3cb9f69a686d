/* password.c - which passwords we take. Length first, as NIST SP 800-63B advises; no rules about signs and capitals. What
 * everybody would try first counts for nothing: what is left must still be worth guessing. */
#include "access/inner.h"
#include "base/pack.h"

#define LEFT_LEAST 8 /* letters and digits beside common words and patterns */
#define RUN_LEAST 4
#define PART_LEAST 4 /* shorter pieces of a name occur in any text */

/* Text with a note beside each byte: is it part of something common? */
struct marked {
	str s;
	bool *common;
};

static void mark(struct marked *m, size_t from, size_t n)
{
	memset(m->common + from, true, n);
}

static void mark_word(struct marked *m, str word)
{
	ptrdiff_t at;

	for (size_t from = 0; (at = str_index(str_slice(m->s, from, m->s.n), word)) >= 0; from += (size_t)at + 1)
		mark(m, from + (size_t)at, word.n);
}

static void mark_words(struct marked *m)
{
	const struct pack_file *list = pack_find(STR("packs/passwords/common.txt"));
	str rest = list ? (str){(const char *)list->body.p, list->body.n} : STR_NONE;

	while (rest.p) {
		str word = str_trim(str_cut(rest, '\n', &rest));

		if (word.n >= PART_LEAST && word.p[0] != '#')
			mark_word(m, word);
	}
}

/* Do two letters follow each other in the alphabet, in the digits or on a row of the keyboard; or are they the same? */
static bool neighbours(char a, char b)
{
	static const char *const rows[] = {"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

	if (a == b)
		return true;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (const char *p = rows[i]; p[0] && p[1]; p++)
			if ((p[0] == a && p[1] == b) || (p[0] == b && p[1] == a))
				return true;
	return false;
}

static void mark_runs(struct marked *m)
{
	size_t from = 0;

	for (size_t i = 1; i <= m->s.n; i++) {
		if (i < m->s.n && neighbours(m->s.p[i - 1], m->s.p[i]))
			continue;
		if (i - from >= RUN_LEAST)
			mark(m, from, i - from);
		from = i;
	}
}

/* Everything after the first time, when the text is one piece over and over: "tigr tigr tigr". */
static void mark_repeats(struct marked *m)
{
	for (size_t period = 1; period <= m->s.n / 2; period++)
		if (!memcmp(m->s.p, m->s.p + period, m->s.n - period)) {
			mark(m, period, m->s.n - period);
			return;
		}
}

static size_t count_left(const struct marked *m)
{
	size_t left = 0;

	for (size_t i = 0; i < m->s.n; i++) {
		unsigned char b = (unsigned char)m->s.p[i];
		bool counts = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b >= 0xC0; /* one per letter beyond ASCII */

		left += counts && !m->common[i];
	}
	return left;
}

static size_t left_of(struct ctx *c, str s)
{
	struct marked m = {s, arena_array(c->arena, s.n, sizeof(bool))};

	mark_words(&m);
	mark_runs(&m);
	mark_repeats(&m);
	return count_left(&m);
}

/* "p4$$w0rd" as it is meant. */
static str without_disguise(struct ctx *c, str s)
{
	static const char from[] = "@4830!157$", to[] = "aabeoiists"; /* pairs */
	char *out = arena_alloc(c->arena, s.n);

	for (size_t i = 0; i < s.n; i++) {
		const char *at = strchr(from, s.p[i]);

		out[i] = at && *at ? to[at - from] : s.p[i];
	}
	return (str){out, s.n};
}

/* Does the password hold this name, or a piece of it that is long enough to mean something? */
static bool holds(struct ctx *c, str folded, str name)
{
	str rest = str_fold(c->arena, name);
	char *p = arena_alloc(c->arena, rest.n);

	for (size_t i = 0; i < rest.n; i++)
		p[i] = strchr(".-_@+' ", rest.p[i]) ? ' ' : rest.p[i];
	rest = (str){p, rest.n};
	while (rest.p) {
		str part = str_cut(rest, ' ', &rest);

		if (part.n >= PART_LEAST && str_index(folded, part) >= 0)
			return true;
	}
	return false;
}

err password_rules(struct ctx *c, const char *field, str password, str login, str name)
{
	str folded = str_fold(c->arena, password);

	if (str_points(password) < PASSWORD_LEAST)
		return problem(c, field, "Use at least %d characters. A few words that only you would put together make a good password",
			PASSWORD_LEAST);
	if (str_points(password) > PASSWORD_MOST)
		return problem(c, field, "Use at most %d characters", PASSWORD_MOST);
	if (holds(c, folded, login) || holds(c, folded, name))
		return problem(c, field, "Leave your name and your account name out of the password");
	if (holds(c, folded, STR("porchlight")))
		return problem(c, field, "Leave the name of this program out of the password");
	if (left_of(c, folded) < LEFT_LEAST || left_of(c, without_disguise(c, folded)) < LEFT_LEAST)
		return problem(c, field, "This password is mostly words and patterns that are tried first. "
			"Use words that only you would put together");
	return OK;
}
