/* form.c - one pass over the text, decoded where it stands. */
#include "web/form.h"

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool percent_decode(char *text, size_t *n, bool plus)
{
	size_t to = 0;

	for (size_t at = 0; at < *n; at++) {
		char ch = text[at];

		if (ch == '%') {
			int high = at + 2 < *n ? hex_digit(text[at + 1]) : -1;
			int low = at + 2 < *n ? hex_digit(text[at + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			ch = (char)(high << 4 | low);
			at += 2;
		} else if (ch == '+' && plus) {
			ch = ' ';
		}
		text[to++] = ch;
	}
	*n = to;
	return true;
}

static bool unreserved(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

str percent_encode(struct arena *a, str s)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n = 0;
	char *p;

	for (size_t i = 0; i < s.n; i++)
		n += unreserved(s.p[i]) ? 1 : 3;
	p = arena_alloc(a, n + 1);
	n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (unreserved(s.p[i])) {
			p[n++] = s.p[i];
			continue;
		}
		p[n++] = '%';
		p[n++] = hex[(unsigned char)s.p[i] >> 4];
		p[n++] = hex[(unsigned char)s.p[i] & 15];
	}
	return (str){p, n};
}

static err room_for(struct ctx *c, struct form *f, size_t fields)
{
	struct form_field *v;

	if (fields > FORM_FIELDS_MAX)
		FAIL(c, ERR_MALFORMED, "A form may have %d fields; this one has more.", FORM_FIELDS_MAX);
	if (fields <= f->room)
		return OK;
	if (fields < 2 * f->room)
		fields = 2 * f->room;
	v = ARENA_NEW_ARRAY(c->arena, struct form_field, fields);
	if (f->n)
		memcpy(v, f->v, f->n * sizeof(*v));
	f->v = v;
	f->room = fields;
	return OK;
}

err form_add(struct ctx *c, struct form *f, str name, str value)
{
	if (!str_valid_text(name) || !str_valid_text(value))
		FAIL(c, ERR_MALFORMED, "A field holds bytes that are not text (UTF-8).");
	TRY(room_for(c, f, f->n + 1));
	f->v[f->n++] = (struct form_field){name, value};
	return OK;
}

/* "name=value" from here to the next '&'. */
static err pair_add(struct ctx *c, struct form *f, char *text, size_t n)
{
	char *equals = memchr(text, '=', n);
	size_t name_n = equals ? (size_t)(equals - text) : n;
	char *value = equals ? equals + 1 : text + n;
	size_t value_n = n - (size_t)(value - text);

	if (!percent_decode(text, &name_n, true) || !percent_decode(value, &value_n, true))
		FAIL(c, ERR_MALFORMED, "A field holds a broken %% escape.");
	return form_add(c, f, (str){text, name_n}, (str){value, value_n});
}

err form_parse(struct ctx *c, char *text, size_t n, struct form *out)
{
	size_t pairs = n ? 1 : 0;

	*out = (struct form){0};
	for (size_t i = 0; i < n; i++)
		pairs += text[i] == '&';
	TRY(room_for(c, out, pairs));
	for (size_t at = 0; at < n;) {
		char *amp = memchr(text + at, '&', n - at);
		size_t length = amp ? (size_t)(amp - text) - at : n - at;

		if (length)
			TRY(pair_add(c, out, text + at, length));
		at += length + 1;
	}
	return OK;
}

str form_value(const struct form *f, const char *name, size_t nth)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < f->n; i++) {
		const struct form_field *one = &f->v[i];

		if (one->name.n == length && !memcmp(one->name.p, name, length) && nth-- == 0)
			return one->value;
	}
	return STR_NONE;
}
