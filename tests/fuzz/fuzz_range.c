/* fuzz_range.c - a part is never empty and never reaches beyond the end, whatever the header says and whatever the size. */
#include "fuzz/fuzz.h"
#include "web/range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t sizes[] = {0, 1, 100, 65536, INT64_MAX};
	str header = {(const char *)data, size};

	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct range r = range_read(header, sizes[i]);

		MUST(r.kind != RANGE_PART || (r.from >= 0 && r.n >= 1 && r.from < sizes[i] && r.n <= sizes[i] - r.from));
	}
	MUST(!etag_listed(header, STR("\"a\""), false) || str_index(header, STR("\"a\"")) >= 0);
	return 0;
}
