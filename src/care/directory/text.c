/* text.c - names and addresses made comparable. */
#include "care/directory/text.h"

#include <ctype.h>

#define NO_BREAK_SPACE "\xc2\xa0"

str text_trim(str s)
{
	for (;;) {
		s = str_trim(s);
		if (str_starts(s, NO_BREAK_SPACE))
			s = str_slice(s, strlen(NO_BREAK_SPACE), s.n);
		else if (str_ends(s, NO_BREAK_SPACE))
			s.n -= strlen(NO_BREAK_SPACE);
		else
			return s;
	}
}

static bool is_ascii(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

str text_key(struct arena *a, str s)
{
	char *out;
	size_t n = 0;
	bool gap = false;

	if (!is_ascii(s))
		s = str_fold(a, s);
	out = arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];

		if (ch == '\'')
			continue;
		if (ch >= 0x80 || !isalnum(ch)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = ' ';
		gap = false;
		out[n++] = (char)tolower(ch);
	}
	return (str){out, n};
}

struct short_form {
	const char *is, *stands_for;
};

static str write_out(struct arena *a, str key, const struct short_form *forms, size_t n_forms)
{
	char *out = arena_alloc(
		a, 5 * key.n + 16); /* no short form grows to more than five times its length with the blank behind it */
	size_t n = 0;

	while (key.p) {
		str word = str_cut(key, ' ', &key);
		size_t i = 0;

		while (i < n_forms && !str_is(word, forms[i].is))
			i++;
		if (i < n_forms)
			word = str_of(forms[i].stands_for);
		if (n)
			out[n++] = ' ';
		memcpy(out + n, word.p, word.n);
		n += word.n;
	}
	return (str){out, n};
}

str text_street(struct arena *a, str s)
{
	static const struct short_form forms[] = {{"st", "street"}, {"ave", "avenue"}, {"av", "avenue"}, {"rd", "road"},
		{"dr", "drive"}, {"blvd", "boulevard"}, {"ln", "lane"}, {"ct", "court"}, {"pl", "place"}, {"hwy", "highway"},
		{"pkwy", "parkway"}, {"sq", "square"}, {"ter", "terrace"}, {"cir", "circle"}, {"n", "north"}, {"s", "south"},
		{"e", "east"}, {"w", "west"}, {"ne", "northeast"}, {"nw", "northwest"}, {"se", "southeast"},
		{"sw", "southwest"}, {"rte", "route"}, {"ste", "suite"}, {"bldg", "building"}};

	return write_out(a, text_key(a, s), forms, COUNT_OF(forms));
}

str text_city(struct arena *a, str s)
{
	static const struct short_form forms[] = {{"st", "saint"}, {"ste", "sainte"}, {"ft", "fort"}, {"mt", "mount"}};

	return write_out(a, text_key(a, s), forms, COUNT_OF(forms));
}

str text_phone(struct arena *a, str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0, digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (isdigit((unsigned char)s.p[i]))
			out[n++] = s.p[i];
		else if (tolower((unsigned char)s.p[i]) == 'x' && n && !digits)
			digits = n, out[n++] = 'x';
	}
	if (!digits)
		digits = n;
	if (digits == 11 && out[0] == '1')
		out++, n--, digits--;
	if (digits != 10 || out[0] < '2' || !strncmp(out, "9999999999", 10))
		return STR_NONE;
	return (str){out, out[n - 1] == 'x' ? n - 1 : n};
}
