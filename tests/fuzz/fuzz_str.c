/* fuzz_str.c - text from any bytes: what the gate lets through can be tidied, folded, cut and counted. */
#include "base/base32.h"
#include "base/str.h"
#include "fuzz/fuzz.h"

static void check_forms(struct arena *a, str s)
{
	str tidy = str_tidy(a, s), fold = str_fold(a, s);

	MUST(!tidy.p == !str_valid_text(s));
	if (tidy.p) {
		MUST(str_valid_text(tidy));
		MUST(str_eq(str_tidy(a, tidy), tidy));
		MUST(fold.p != NULL);
		MUST(str_eq(str_fold(a, tidy), fold));
		MUST(str_points(tidy) <= tidy.n);
	}
	if (fold.p) {
		MUST(str_eq(str_fold(a, fold), fold));
		MUST(str_eq(str_trim(fold), fold));
	}
}

static void check_cuts(str s)
{
	str rest = s;
	size_t at = 0;

	while (rest.p) {
		str part = str_cut(rest, ',', &rest);

		MUST(part.p == s.p + at && str_find(part, ',', 0) == part.n);
		MUST(str_find(s, ',', at) == at + part.n);
		at += part.n + 1;
	}
	MUST(at == s.n + 1);
}

static void check_numbers(struct arena *a, str s)
{
	str code = base32_tidy(a, s);
	int64_t v, again;

	if (str_to_int(s, &v))
		MUST(str_to_int(str_format(a, "%lld", (long long)v), &again) && again == v);
	if (code.p)
		MUST(str_eq(base32_tidy(a, code), code));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str s = {(const char *)data, size};
	struct arena a;

	arena_init(&a, 16 << 20);
	check_forms(&a, s);
	check_cuts(s);
	check_numbers(&a, s);
	MUST(str_index(s, str_slice(s, size / 2, size)) >= 0);
	arena_free(&a);
	return 0;
}
