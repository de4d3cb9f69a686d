/* lines.h - a table on standard output for programs: one JSON object per line, or CSV with a heading. The commands that
 * list things write both with the same calls, cell by cell in the order of the columns. */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include "base/csv.h"
#include "base/json.h"
#include "base/stream.h"

struct lines {
	const char *const *columns; /* ends with NULL; they are the keys and the heading */
	size_t at;                  /* the column that comes next */
	bool csv;
	struct sink out;
	struct json j;
	struct csv w;
};

void lines_begin(struct lines *l, const char *const *columns, bool csv);
void lines_str(struct lines *l, str cell); /* none: null, or an empty cell */
void lines_int(struct lines *l, int64_t cell);
void lines_bool(struct lines *l, bool cell);
void lines_date(struct lines *l, date cell);
void lines_instant(struct lines *l, instant cell);
/* A value of several parts: as JSON, and as a person reads it in one cell. */
void lines_value(struct lines *l, str json, str plain);
/* ERR_IO: what was written did not arrive (the disk is full, nobody reads any more). */
NODISCARD err lines_end(struct lines *l);

#endif
