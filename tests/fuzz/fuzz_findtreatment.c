/* fuzz_findtreatment.c - any bytes as an export of FindTreatment.gov, or as a table: rows that are taken are valid where they must be, and
 * what is refused is refused with a sentence. */
#include "care/directory/listing.h"
#include "fuzz/fuzz.h"

static void look(struct rows *r, const struct rows_row *row)
{
	struct directory_tally tally = {0};
	struct listing l = {.list = DIRECTORY_SUBSTANCE_USE};
	struct unknown_codes unknown = {.v = ARENA_NEW_ARRAY(r->c->arena, struct directory_unknown, DIRECTORY_CODES_MOST)};
	static const struct rows_code one = {0, {"PAY", 3}, {"Payment", 7}, {"MD", 2}, {"Medicaid", 8}, {0}};
	struct known_codes known;
	const char *why = listing_read(r, row, &tally, &l);

	if (why) {
		MUST(*why);
		return;
	}
	MUST(l.own_id > 0 && l.zip.n == 5 && l.state.n == 2 && l.name1.n && l.city.n);
	MUST(str_valid_text(l.name1) && str_valid_text(l.city));
	MUST(!l.place || place_is_american(l.at));
	codes_index(r->c->arena, &one, 1, &known);
	listing_codes(r, row, &known, &unknown, &l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct directory_file file = {STR("file"), {data, size}};
	struct rows_file about = {0};
	struct arena a;
	struct ctx c;
	struct rows r = {.c = &c, .files = &file, .n_files = 1, .about = &about};

	arena_init(&a, (size_t)256 << 20);
	ctx_init(&c, &a, (instant){0});
	if (rows_read(&r) != OK)
		MUST(c.fail_text.n > 0);
	for (size_t i = 0; i < r.n; i++)
		look(&r, &r.v[i]);
	arena_free(&a);
	return 0;
}
