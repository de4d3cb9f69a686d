/* split.h - FHIR resources out of a file of any length, one at a time: lines of NDJSON, single resources, and the entries of
 * Bundles, wherever the lines break. A Bundle is never in memory as a whole, only the entry in hand.
 * What cannot be read is told with its line, and reading goes on behind it. */
#ifndef LINK_FHIR_SPLIT_H
#define LINK_FHIR_SPLIT_H

#include "base/stream.h"

#define RESOURCE_MOST ((size_t)4 << 20) /* bytes of one resource, or of one entry of a Bundle */

struct split_piece {
	size_t line;  /* on which it starts, the first being 1 */
	str text;     /* valid until the next call */
	bool entry;   /* an entry of a Bundle: the resource is its member "resource" */
};

struct splitter {
	struct source *in;
	struct buf text;
	size_t line;
	size_t done;        /* bytes taken so far */
	const char *reason; /* why the last piece was refused, as a part of a sentence */
	bool lines;         /* each line is a document, and none goes on behind its line */
	bool resync;        /* the last document was broken: go on at the next line that may begin one */
	bool line_start;    /* the last byte taken ended a line */
	bool waiting;       /* the { of the next document was taken already */
	/* The document in hand. */
	unsigned depth;
	uint64_t objects;   /* a bit per open value, the innermost at depth - 1: it is an object */
	bool in_string, escaped;
	bool keyed;         /* among the document's own members: the key came, its value follows */
	bool bundle;        /* its resourceType is Bundle */
	bool entries;       /* inside its list of entries */
	char last;          /* the last byte outside of strings that is no white space */
	size_t word_at;     /* where the string in hand begins in `text` */
	char key[16];       /* the last key of the document's own members; "" when longer */
};

void splitter_init(struct splitter *s, struct source *in);
void splitter_free(struct splitter *s);
/* The next piece; piece->line 0: the end.
 * ERR_MALFORMED, ERR_TOO_LARGE  this piece is refused, `reason` says why; the next call goes on behind it.
 * ERR_IO  the source failed. */
NODISCARD err splitter_next(struct splitter *s, struct split_piece *piece);

#endif
