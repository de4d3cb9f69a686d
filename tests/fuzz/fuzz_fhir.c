/* fuzz_fhir.c - any bytes through the splitter, the tree and the mapping. What is read is written back as the same values,
 * on one line; written facts are the facts read again; json-c agrees that it is JSON. */
#include <json-c/json.h>

#include "fuzz/fuzz.h"
#include "link/fhir/map.h"
#include "link/fhir/split.h"

static str written(struct arena *a, const struct jnode *n)
{
	struct buf b;
	str out;

	buf_init(&b, 8 << 20);
	jtree_write(&b, n);
	out = str_copy(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static void json_c_agrees(str text)
{
	struct json_tokener *tok = json_tokener_new_ex(JTREE_DEPTH + 2);
	struct json_object *json;

	MUST(tok);
	json = json_tokener_parse_ex(tok, text.p, (int)text.n);
	MUST(json_tokener_get_error(tok) == json_tokener_success || json_tokener_get_error(tok) == json_tokener_continue);
	json_object_put(json);
	json_tokener_free(tok);
}

static void renamed(struct arena *a, const struct jnode *resource, const struct fhir_in *in)
{
	struct jtree_trouble trouble;
	struct facts want = in->facts, again;
	struct jnode *copy;

	MUST(jtree_parse(a, written(a, resource), &copy, &trouble) == OK);
	want.v[FACT_FAMILY] = STR("Other");
	want.v[FACT_PHONE] = STR("512-555-0199");
	want.v[FACT_BIRTH] = STR("2001-02-03");
	fhir_write_facts(a, copy, in->type, &in->facts, &want);
	MUST(jtree_parse(a, written(a, copy), &copy, &trouble) == OK);
	fhir_read_facts(a, copy, in->type, &again);
	MUST(str_is(again.v[FACT_FAMILY], "Other"));
	MUST(str_is(again.v[FACT_PHONE], "512-555-0199"));
}

static void resource(struct arena *a, struct jnode *n)
{
	struct jtree_trouble trouble;
	struct fhir_in in;
	struct jnode *again;
	str once = written(a, n), twice;

	MUST(jtree_parse(a, once, &again, &trouble) == OK);
	twice = written(a, again);
	MUST(str_eq(once, twice));
	MUST(str_find(once, '\n', 0) == once.n);
	if (fhir_read(a, n, STR("urn:uuid:1"), &in))
		return;
	if (in.type == FHIR_PATIENT || in.type == FHIR_PRACTITIONER)
		renamed(a, n, &in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct source in;
	struct splitter s;
	struct split_piece piece;
	struct arena a;
	size_t last = 1, pieces = 0;

	source_str(&in, (str){(const char *)data, size});
	splitter_init(&s, &in);
	for (;;) {
		struct jtree_trouble trouble = {0};
		struct jnode *n;
		err e = splitter_next(&s, &piece);

		MUST(++pieces <= size + 2);
		if (e == OK && !piece.line)
			break;
		MUST(piece.line >= last && (e ? s.reason != NULL : piece.text.n > 0));
		last = piece.line;
		if (e != OK)
			continue;
		arena_init(&a, (size_t)64 << 20);
		if (!str_valid_utf8(piece.text)) {
			arena_free(&a);
			continue;
		}
		if (jtree_parse(&a, piece.text, &n, &trouble) == OK) {
			json_c_agrees(piece.text);
			resource(&a, piece.entry && jtree_get(n, "resource") ? jtree_get(n, "resource") : n);
		} else {
			MUST(trouble.why && trouble.at <= piece.text.n);
		}
		arena_free(&a);
	}
	splitter_free(&s);
	return 0;
}
