/* fuzz_markdown.c - whatever is written in Markdown, the HTML holds our few elements, each closed in its order, and nothing else between
 * < and >; an address is one that may stand in a link. */
#include "fuzz/fuzz.h"
#include "web/markdown.h"

static const char *const known[] = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a"};

struct open_tags {
	str v[4000];
	size_t n;
};

static bool is_known(str name)
{
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_is(name, known[i]))
			return true;
	return false;
}

static void check_link(str rest)
{
	str address;

	MUST(str_starts(rest, "href=\""));
	address = str_slice(rest, 6, str_find(rest, '"', 6));
	MUST(str_find(address, '<', 0) == address.n && str_find(address, '\\', 0) == address.n);
	MUST((str_starts(address, "/") && !str_starts(address, "//")) || str_eq_ascii_case(str_slice(address, 0, 4), STR("http")) ||
		str_eq_ascii_case(str_slice(address, 0, 7), STR("mailto:")));
}

static void check_tag(struct open_tags *open, str tag)
{
	bool closes = str_starts(tag, "/");
	str rest, name = str_cut(str_slice(tag, closes, tag.n), ' ', &rest);

	if (str_is(name, "br") || str_is(name, "hr"))
		return;
	MUST(is_known(name));
	if (closes) {
		MUST(open->n && str_eq(open->v[--open->n], name));
		return;
	}
	MUST(open->n < COUNT_OF(open->v));
	open->v[open->n++] = name;
	if (str_is(name, "a"))
		check_link(rest);
	else
		MUST(!rest.p || (str_is(name, "ol") && str_starts(rest, "start=\"")));
}

static void check_html(str s, struct open_tags *open)
{
	for (size_t at = str_find(s, '<', 0); at < s.n; at = str_find(s, '<', at + 1)) {
		size_t end = str_find(s, '>', at);

		MUST(end < s.n);
		check_tag(open, str_slice(s, at + 1, end));
	}
	MUST(open->n == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct open_tags open;
	struct buf out;
	struct arena a;
	struct ctx c;
	struct html made;

	if (size > 4000)
		return 0;
	arena_init(&a, (size_t)64 << 20);
	ctx_init(&c, &a, (instant){1});
	buf_init(&out, (size_t)16 << 20);
	c.out = &out;
	open.n = 0;
	made = markdown(&c, (str){(const char *)data, size}, 2);
	if (!out.full)
		check_html(made.s, &open);
	buf_free(&out);
	arena_free(&a);
	return 0;
}
