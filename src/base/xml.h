/* xml.h - XML being written, piece by piece, into a sink: elements are closed in the order in which they were opened, and what is not
 * allowed in XML 1.0 cannot get in.
 *
 *   xml_open(&x, "item"); xml_attr(&x, "id", id); xml_text_of(&x, "title", title); xml_close(&x); */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/stream.h"

#define XML_DEEP 16

struct xml {
	struct sink *out;
	const char *open[XML_DEEP];
	size_t n;
	bool in_tag; /* attributes may still come */
	bool inside; /* elements stand inside of the one in hand */
};

/* Begins with the declaration; UTF-8. */
void xml_init(struct xml *x, struct sink *out);
void xml_open(struct xml *x, const char *name); /* name is borrowed until its close */
void xml_attr(struct xml *x, const char *name, str value); /* directly after xml_open; none leaves it out */
void xml_text(struct xml *x, str text);
void xml_close(struct xml *x);
/* <name>text</name>; nothing when the text is none or empty. */
void xml_text_of(struct xml *x, const char *name, str text);
/* What the sink says. Ends the sink. ERR_BUG: an element is still open. */
NODISCARD err xml_end(struct xml *x);

#endif
