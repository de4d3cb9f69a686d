/* fuzz_form.c - any bytes as a form's body: text in bounded fields that comes back the same when
 * sent again, or a refusal. */
#include "web/form.h"

#include "fuzz/fuzz.h"

/* The form as a browser would send it. */
static str sent(struct arena *a, const struct form *f)
{
	str s = STR("");

	for (size_t i = 0; i < f->n; i++)
		s = str_format(a, "%.*s%s%.*s=%.*s", STR_ARG(s), i ? "&" : "", STR_ARG(percent_encode(a, f->v[i].name)),
			STR_ARG(percent_encode(a, f->v[i].value)));
	return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct form first, again;
	struct arena a;
	struct ctx c;
	char *body;
	str s;

	arena_init(&a, (size_t)64 << 20);
	ctx_init(&c, &a, (instant){1});
	body = malloc(size ? size : 1); /* of exactly this size, so that reading on is seen */
	MUST(body);
	memcpy(body, data, size);
	if (form_parse(&c, body, size, &first) == OK) {
		MUST(first.n <= FORM_FIELDS_MAX);
		for (size_t i = 0; i < first.n; i++)
			MUST(str_valid_text(first.v[i].name) && str_valid_text(first.v[i].value) && first.v[i].value.p);
		s = sent(&a, &first);
		MUST(form_parse(&c, (char *)s.p, s.n, &again) == OK && again.n == first.n);
		for (size_t i = 0; i < first.n; i++)
			MUST(str_eq(first.v[i].name, again.v[i].name) && str_eq(first.v[i].value, again.v[i].value));
	} else {
		MUST(c.fail_text.n);
	}
	free(body);
	arena_free(&a);
	return 0;
}
