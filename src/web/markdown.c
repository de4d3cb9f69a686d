/* markdown.c - md4c reads, this writes. It writes a handful of elements, each opened and closed here. */
#include "web/markdown.h"

#include <md4c.h>

#define DEEPEST 6
#define SPANS_DEEP 32 /* more than anybody writes; what is deeper has no look of its own */

struct writer {
	struct ctx *c;
	int level;           /* of the text's outermost headings on the page */
	unsigned above[6];   /* how many # each heading has that the text in hand stands below */
	int n_above;
	int heading;         /* that is open */
	MD_SPANTYPE open[SPANS_DEEP];
	size_t n_open;
	str site; /* stands before paths of ours; may be none */
};

/* ---- spans --------------------------------------------------------------------------------------------------------- */

static void close_span(struct writer *w)
{
	static const char *const ends[] = {[MD_SPAN_EM] = "</em>", [MD_SPAN_STRONG] = "</strong>", [MD_SPAN_CODE] = "</code>",
		[MD_SPAN_A] = "</a>"};

	buf_z(w->c->out, ends[w->open[--w->n_open]]);
}

static bool is_open(const struct writer *w, MD_SPANTYPE type)
{
	for (size_t i = 0; i < w->n_open; i++)
		if (w->open[i] == type)
			return true;
	return false;
}

/* md4c 0.4.8 may begin emphasis that it never ends (tests/fuzz/seeds/markdown/unended.md); a block takes nothing open along. */
static void close_spans(struct writer *w)
{
	while (w->n_open)
		close_span(w);
}

/* ---- blocks -------------------------------------------------------------------------------------------------------- */

static int heading_of(struct writer *w, const MD_BLOCK_H_DETAIL *d)
{
	while (w->n_above && w->above[w->n_above - 1] >= d->level)
		w->n_above--;
	w->above[w->n_above++] = d->level;
	return w->level + w->n_above - 1 < DEEPEST ? w->level + w->n_above - 1 : DEEPEST;
}

static void list_begin(struct writer *w, const MD_BLOCK_OL_DETAIL *d)
{
	BUF_LIT(w->c->out, "<ol");
	if (d->start != 1)
		buf_format(w->c->out, " start=\"%u\"", d->start);
	BUF_LIT(w->c->out, ">\n");
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;
	struct buf *out = w->c->out;

	close_spans(w);
	switch (type) {
	case MD_BLOCK_QUOTE: BUF_LIT(out, "<blockquote>\n"); break;
	case MD_BLOCK_UL: BUF_LIT(out, "<ul>\n"); break;
	case MD_BLOCK_OL: list_begin(w, detail); break;
	case MD_BLOCK_LI: BUF_LIT(out, "<li>"); break;
	case MD_BLOCK_HR: BUF_LIT(out, "<hr>\n"); break;
	case MD_BLOCK_H:
		w->heading = heading_of(w, detail);
		buf_format(out, "<h%d>", w->heading);
		break;
	case MD_BLOCK_CODE: BUF_LIT(out, "<pre><code>"); break;
	case MD_BLOCK_P: BUF_LIT(out, "<p>"); break;
	case MD_BLOCK_DOC: case MD_BLOCK_HTML: case MD_BLOCK_TABLE: case MD_BLOCK_THEAD: case MD_BLOCK_TBODY: case MD_BLOCK_TR:
	case MD_BLOCK_TH: case MD_BLOCK_TD: break; /* the page itself, and what the flags switch off */
	}
	return out->full;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;
	struct buf *out = w->c->out;

	(void)detail;
	close_spans(w);
	switch (type) {
	case MD_BLOCK_QUOTE: BUF_LIT(out, "</blockquote>\n"); break;
	case MD_BLOCK_UL: BUF_LIT(out, "</ul>\n"); break;
	case MD_BLOCK_OL: BUF_LIT(out, "</ol>\n"); break;
	case MD_BLOCK_LI: BUF_LIT(out, "</li>\n"); break;
	case MD_BLOCK_H: buf_format(out, "</h%d>\n", w->heading); break;
	case MD_BLOCK_CODE: BUF_LIT(out, "</code></pre>\n"); break;
	case MD_BLOCK_P: BUF_LIT(out, "</p>\n"); break;
	case MD_BLOCK_DOC: case MD_BLOCK_HR: case MD_BLOCK_HTML: case MD_BLOCK_TABLE: case MD_BLOCK_THEAD: case MD_BLOCK_TBODY:
	case MD_BLOCK_TR: case MD_BLOCK_TH: case MD_BLOCK_TD: break;
	}
	return out->full;
}

/* ---- links --------------------------------------------------------------------------------------------------------- */

/* The address as it was written, "&amp;" read; none where another entity hides a character of it. */
static str address_of(struct ctx *c, const MD_ATTRIBUTE *a)
{
	char *p = arena_alloc(c->arena, (size_t)a->size + 1);
	size_t n = 0;

	for (int i = 0; a->substr_offsets[i] < a->size; i++) {
		str part = {a->text + a->substr_offsets[i], a->substr_offsets[i + 1] - a->substr_offsets[i]};

		if (a->substr_types[i] == MD_TEXT_ENTITY && str_is(part, "&amp;"))
			part.n = 1;
		else if (a->substr_types[i] != MD_TEXT_NORMAL)
			return STR_NONE;
		memcpy(p + n, part.p, part.n);
		n += part.n;
	}
	return (str){p, n};
}

static bool has_scheme(str address, const char *scheme)
{
	return str_eq_ascii_case(str_slice(address, 0, strlen(scheme)), str_of(scheme));
}

static bool may_lead_to(str address)
{
	for (size_t i = 0; i < address.n; i++)
		if ((unsigned char)address.p[i] <= ' ' || address.p[i] == '\\' || address.p[i] == 0x7f)
			return false;
	if (address.n && address.p[0] == '/')
		return address.n == 1 || address.p[1] != '/';
	return has_scheme(address, "https://") || has_scheme(address, "http://") || has_scheme(address, "mailto:");
}

/* False: it may not lead there, and its words stay. */
static bool link_begin(struct writer *w, const MD_SPAN_A_DETAIL *d)
{
	str address = address_of(w->c, &d->href);

	if (!may_lead_to(address))
		return false;
	BUF_LIT(w->c->out, "<a href=\"");
	if (address.p[0] == '/')
		html_text_str(w->c, w->site);
	html_text_str(w->c, address);
	if (has_scheme(address, "http"))
		BUF_LIT(w->c->out, "\" rel=\"noreferrer");
	BUF_LIT(w->c->out, "\">");
	return true;
}

/* ---- spans and text ------------------------------------------------------------------------------------------------ */

static bool span_begin(struct writer *w, MD_SPANTYPE type, const void *detail)
{
	struct buf *out = w->c->out;

	switch (type) {
	case MD_SPAN_EM: BUF_LIT(out, "<em>"); return true;
	case MD_SPAN_STRONG: BUF_LIT(out, "<strong>"); return true;
	case MD_SPAN_CODE: BUF_LIT(out, "<code>"); return true;
	case MD_SPAN_A: return !is_open(w, MD_SPAN_A) && link_begin(w, detail);
	case MD_SPAN_IMG: case MD_SPAN_DEL: case MD_SPAN_LATEXMATH: case MD_SPAN_LATEXMATH_DISPLAY: case MD_SPAN_WIKILINK:
	case MD_SPAN_U: return false; /* a picture's description is its text */
	}
	return false;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;

	if (w->n_open < SPANS_DEEP && span_begin(w, type, detail))
		w->open[w->n_open++] = type;
	return w->c->out->full;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;
	bool more = is_open(w, type);

	(void)detail;
	while (more) {
		more = w->open[w->n_open - 1] != type;
		close_span(w);
	}
	return w->c->out->full;
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *arg)
{
	struct ctx *c = ((struct writer *)arg)->c;

	switch (type) {
	case MD_TEXT_BR: BUF_LIT(c->out, "<br>\n"); break;
	case MD_TEXT_SOFTBR: buf_char(c->out, '\n'); break;
	case MD_TEXT_ENTITY: buf_put(c->out, text, size); break; /* "&", letters and digits, ";": nothing that could end a text */
	case MD_TEXT_NULLCHAR: BUF_LIT(c->out, "\xef\xbf\xbd"); break;
	case MD_TEXT_NORMAL: case MD_TEXT_CODE: case MD_TEXT_HTML: case MD_TEXT_LATEXMATH: html_text_str(c, (str){text, size}); break;
	}
	return c->out->full;
}

struct html markdown(struct ctx *c, str text, int level)
{
	return markdown_abroad(c, text, level, STR_NONE);
}

struct html markdown_abroad(struct ctx *c, str text, int level, str site)
{
	static const MD_PARSER parser = {.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
		.enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span, .leave_span = leave_span,
		.text = put_text};
	struct writer w = {.c = c, .site = site, .level = level};
	struct html_capture capture;

	text = str_copy(c->arena, text); /* md4c 0.4.8 looks at the byte behind the end: here it is a zero, which is no Markdown */
	html_capture_begin(c, &capture);
	(void)md_parse(text.p ? text.p : "", (MD_SIZE)text.n, &parser, &w); /* ends early only when the page is full, which is told there */
	return html_capture_end(c, &capture);
}
