/* kinds.c - reading the pack of service kinds. */
#include "care/center/kinds.h"

#include "care/pack_json.h"

err kinds_load(struct ctx *c, struct kind_starts *out)
{
	const struct pack_file *file = pack_find(STR("packs/kinds/kinds.json"));
	struct pack_value top;

	if (!file)
		FAIL(c, ERR_BUG, "This program was built without its kinds of service.");
	TRY(pack_open(c, file, &top));
	out->n = pack_count(top, "kinds", 200);
	out->v = ARENA_NEW_ARRAY(c->arena, struct kind_start, out->n);
	for (size_t i = 0; i < out->n; i++) {
		struct pack_value k = pack_entry(top, "kinds", i);

		out->v[i] = (struct kind_start){.code = pack_text(k, "code", 40), .name = pack_text(k, "name", 100),
			.minutes = pack_number(k, "minutes", 5, 1440, 60), .counts = pack_bool(k, "counts"), .billable = pack_bool(k, "billable"),
			.grouped = pack_bool(k, "grouped"),
			.limit = (enum group_limit)code_find(&group_limit_codes, pack_text_optional(k, "limit", 40))};
	}
	return problems_end(c);
}
