/* form.h - names and values as a form or an address sends them (application/x-www-form-urlencoded).
 * Bounded: so many fields and no more, valid text only. What cannot be read is refused as a whole. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "base/ctx.h"

#define FORM_FIELDS_MAX 2000

struct form_field {
	str name;
	str value;
};

struct form {
	struct form_field *v;
	size_t n;
	size_t room;
};

/* Reads n bytes at `text`, decoding them in place: the form's names and values are views into it.
 * ERR_MALFORMED: too many fields, a broken percent escape, or bytes that are not text. */
NODISCARD err form_parse(struct ctx *c, char *text, size_t n, struct form *out);
/* Adds one field that came another way (multipart); the same limits. */
NODISCARD err form_add(struct ctx *c, struct form *f, str name, str value);
/* The nth value of this name, none past the last. */
str form_value(const struct form *f, const char *name, size_t nth);

/* Decodes %XX in place ('+' as a space when `plus`). False: a broken escape. */
bool percent_decode(char *text, size_t *n, bool plus);
/* Everything but letters, digits and -._~ becomes %XX. */
str percent_encode(struct arena *a, str s);

#endif
