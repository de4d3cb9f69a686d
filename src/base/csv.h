/* csv.h - tables as RFC 4180 text: rows written one by one, rows read one by one. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/stream.h"
#include "base/time.h"

enum csv_cells {
	CSV_EXACT, /* cells as they are, for programs */
	CSV_SAFE,  /* for spreadsheets: a text that would run as a formula there (= + - @ first) gets ' in front */
};

struct csv {
	struct sink *out;
	enum csv_cells cells;
	size_t row_cells; /* written in this row */
	bool row_blank;   /* nothing but one empty cell so far */
};

void csv_init(struct csv *w, struct sink *out, enum csv_cells cells);
void csv_str(struct csv *w, str cell); /* none is an empty cell */
void csv_int(struct csv *w, int64_t cell);
void csv_date(struct csv *w, date cell);
void csv_instant(struct csv *w, instant cell);
void csv_row_end(struct csv *w);
/* A row of these cells, as for a heading: csv_row(&w, "person", "minutes", NULL). */
void csv_row(struct csv *w, const char *first, ...) __attribute__((sentinel));
/* What the sink says. Ends the sink. */
NODISCARD err csv_end(struct csv *w);

#define CSV_ROW_BYTES ((size_t)256 * 1024)
#define CSV_ROW_CELLS 256

struct csv_row {
	size_t line; /* on which the row starts, the first being 1 */
	size_t n;    /* cells; 0: the end of the file */
	const str *cell;
};

struct csv_reader {
	struct source *in;
	char separator; /* ','; may be set to ';' or a tab before reading */
	size_t line;
	const char *reason; /* why the last row was refused, as a sentence */
	char *text;
	size_t used;
	size_t n;
	str cells[CSV_ROW_CELLS];
	err bad;
};

/* Memory for one row comes from the arena. */
struct csv_reader *csv_reader(struct arena *a, struct source *in);
/* The next row that is not blank; its cells are valid until the next call. Quoted cells may contain line ends; a byte
 * order mark is skipped; lines end with CR LF, LF or CR.
 * ERR_MALFORMED, ERR_TOO_LARGE  this row is refused, `reason` says why, row->line where; the next call goes on behind it.
 * ERR_IO  the source failed. */
NODISCARD err csv_next(struct csv_reader *r, struct csv_row *row);

#endif
