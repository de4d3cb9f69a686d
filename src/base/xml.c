/* xml.c - writing XML. */
#include "base/xml.h"

void xml_init(struct xml *x, struct sink *out)
{
	*x = (struct xml){.out = out};
	SINK_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

/* U+FFFE and U+FFFF are no characters of XML; control characters are none either. */
static bool is_no_character(str s, size_t i, size_t *wide)
{
	unsigned char ch = (unsigned char)s.p[i];

	*wide = 1;
	if (ch < ' ')
		return ch != '\t' && ch != '\n' && ch != '\r';
	if (ch != 0xef || i + 2 >= s.n || (unsigned char)s.p[i + 1] != 0xbf || (unsigned char)s.p[i + 2] < 0xbe)
		return false;
	*wide = 3;
	return true;
}

/* One escaping serves text and attributes: a line feed in an attribute would come back as a space. */
static void put(struct xml *x, str s)
{
	size_t wide;

	for (size_t i = 0; i < s.n; i++)
		if (is_no_character(s, i, &wide)) {
			SINK_LIT(x->out, "\xef\xbf\xbd");
			i += wide - 1;
		} else {
			switch (s.p[i]) {
			case '&': SINK_LIT(x->out, "&amp;"); break;
			case '<': SINK_LIT(x->out, "&lt;"); break;
			case '>': SINK_LIT(x->out, "&gt;"); break;
			case '"': SINK_LIT(x->out, "&quot;"); break;
			case '\r': SINK_LIT(x->out, "&#13;"); break;
			case '\n': sink_str(x->out, x->in_tag ? STR("&#10;") : STR("\n")); break;
			default: sink_char(x->out, s.p[i]); break;
			}
		}
}

static void end_tag(struct xml *x)
{
	if (x->in_tag)
		sink_char(x->out, '>');
	x->in_tag = false;
}

void xml_open(struct xml *x, const char *name)
{
	assert(x->n < XML_DEEP);
	end_tag(x);
	SINK_LIT(x->out, "\n<");
	sink_str(x->out, str_of(name));
	x->open[x->n++] = name;
	x->in_tag = true;
	x->inside = false;
}

void xml_attr(struct xml *x, const char *name, str value)
{
	assert(x->in_tag);
	if (!value.p)
		return;
	sink_char(x->out, ' ');
	sink_str(x->out, str_of(name));
	SINK_LIT(x->out, "=\"");
	put(x, value);
	sink_char(x->out, '"');
}

void xml_text(struct xml *x, str text)
{
	end_tag(x);
	put(x, text);
}

void xml_close(struct xml *x)
{
	assert(x->n > 0);
	x->n--;
	if (x->in_tag) {
		SINK_LIT(x->out, "/>");
	} else {
		sink_str(x->out, x->inside ? STR("\n</") : STR("</"));
		sink_str(x->out, str_of(x->open[x->n]));
		sink_char(x->out, '>');
	}
	x->in_tag = false;
	x->inside = true;
}

void xml_text_of(struct xml *x, const char *name, str text)
{
	if (str_empty(text))
		return;
	xml_open(x, name);
	xml_text(x, text);
	xml_close(x);
}

err xml_end(struct xml *x)
{
	if (x->n)
		sink_fail(x->out, ERR_BUG);
	sink_char(x->out, '\n');
	return sink_end(x->out);
}
