/* range.h - which part of a body the caller asks for: the Range header of RFC 9110, one range of bytes. Several ranges at once, other
 * units and what cannot be read are answered with the whole, as the standard allows. */
#ifndef WEB_RANGE_H
#define WEB_RANGE_H

#include "base/str.h"

enum range_kind { RANGE_WHOLE, RANGE_PART, RANGE_BEYOND /* starts behind the end: 416 */ };

struct range {
	enum range_kind kind;
	int64_t from, n; /* RANGE_PART: n is at least 1 and reaches no further than the size */
};

/* header: its value, or none. */
struct range range_read(str header, int64_t size);

/* Does a list of entity tags (If-None-Match, If-Range) name this one? A weak tag matches only when `weak` says so. */
bool etag_listed(str header, str etag, bool weak);

#endif
