/* range.c - reading Range and lists of entity tags. */
#include "web/range.h"

/* Digits only, and few enough; no sign. */
static bool read_offset(str s, int64_t *out)
{
	return s.n && s.p[0] >= '0' && s.p[0] <= '9' && str_to_int(s, out);
}

static struct range part_of(int64_t from, int64_t last, int64_t size)
{
	if (from >= size)
		return (struct range){.kind = RANGE_BEYOND};
	if (last >= size)
		last = size - 1;
	return (struct range){RANGE_PART, from, last - from + 1};
}

struct range range_read(str header, int64_t size)
{
	static const struct range whole = {.kind = RANGE_WHOLE};
	str spec, first, last;
	int64_t from, to = INT64_MAX;

	first = str_trim(str_cut(header, '=', &spec));
	if (!spec.p || !str_eq_ascii_case(first, STR("bytes")) || str_find(spec, ',', 0) < spec.n)
		return whole;
	first = str_trim(str_cut(spec, '-', &last));
	last = str_trim(last);
	if (!last.p)
		return whole;
	if (!first.n) /* the last so many bytes */
		return !read_offset(last, &to) ? whole : !to ? (struct range){.kind = RANGE_BEYOND}
			: part_of(to < size ? size - to : 0, INT64_MAX, size);
	if (!read_offset(first, &from) || (last.n && (!read_offset(last, &to) || to < from)))
		return whole;
	return part_of(from, to, size);
}

bool etag_listed(str header, str etag, bool weak)
{
	while (header.p) {
		str one = str_trim(str_cut(header, ',', &header));

		if (weak && str_is(one, "*"))
			return true;
		if (weak && str_starts(one, "W/"))
			one = str_slice(one, 2, one.n);
		if (str_eq(one, etag))
			return true;
	}
	return false;
}
