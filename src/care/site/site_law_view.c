/* site_law_view.c - reads what the law gives to people from its pack. */
#include "care/site/site_view.h"

#define LAWS_MOST 40

err site_laws(struct ctx *c, struct site_laws *out)
{
	static const char *const known[] = {"code", "name", "source", "effective_from", "says", NULL};
	const struct pack_file *file = pack_find(STR("packs/site/us-law.json"));
	struct pack_value top;

	if (!file)
		FAIL(c, ERR_BUG, "packs/site/us-law.json is not built in");
	TRY(pack_open(c, file, &top));
	out->n = pack_count(top, "laws", LAWS_MOST);
	out->v = ARENA_NEW_ARRAY(c->arena, struct site_law, out->n);
	for (size_t i = 0; i < out->n; i++) {
		struct pack_value v = pack_entry(top, "laws", i);
		struct pack_value source = pack_object(v, "source");

		pack_known(v, known);
		out->v[i] = (struct site_law){
			.code = pack_code(v, "code"),
			.name = pack_text(v, "name", 100),
			.source = pack_text(source, "title", 100),
			.effective_from = pack_date(v, "effective_from"),
			.says = pack_texts(v, "says", 20, 400),
		};
	}
	return problems_end(c);
}

const struct site_law *site_law(const struct site_laws *laws, const char *code)
{
	for (size_t i = 0; i < laws->n; i++)
		if (str_is(laws->v[i].code, code))
			return &laws->v[i];
	return NULL;
}
