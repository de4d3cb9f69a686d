/* base32.c - the alphabet and its look-alikes. */
#include "base/base32.h"

const char base32_letters[32] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int base32_value(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - ('a' - 'A'));
	if (c == 'I' || c == 'L')
		c = '1';
	if (c == 'O')
		c = '0';
	at = memchr(base32_letters, c, sizeof(base32_letters));
	return at ? (int)(at - base32_letters) : -1;
}

str base32_tidy(struct arena *a, str typed)
{
	char *p = arena_alloc(a, typed.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < typed.n; i++) {
		int v = base32_value(typed.p[i]);

		if (v >= 0)
			p[n++] = base32_letters[v];
		else if (typed.p[i] != ' ' && typed.p[i] != '-')
			return STR_NONE;
	}
	return typed.p ? (str){p, n} : STR_NONE;
}
