/* csv.c - the writer quotes only what needs it; the reader looks one byte ahead and holds one row. */
#include "base/csv.h"

#include <stdarg.h>

void csv_init(struct csv *w, struct sink *out, enum csv_cells cells)
{
	*w = (struct csv){.out = out, .cells = cells};
}

static void put_separator(struct csv *w, str cell)
{
	if (w->row_cells)
		sink_char(w->out, ',');
	w->row_blank = !w->row_cells && !cell.n;
	w->row_cells++;
}

/* OWASP's list: the four signs, and the white space that spreadsheets skip before them. */
static bool runs_as_formula(str cell)
{
	return cell.n && cell.p[0] && strchr("=+-@\t\r\n", cell.p[0]);
}

/* A byte order mark that is text, at the start of a file, would be taken for one that is not. */
static bool needs_quotes(str cell)
{
	for (size_t i = 0; i < cell.n; i++)
		if (cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n' || cell.p[i] == '\r')
			return true;
	return str_starts(cell, " ") || str_ends(cell, " ") || str_starts(cell, "\xef\xbb\xbf");
}

void csv_str(struct csv *w, str cell)
{
	bool quoted = needs_quotes(cell);

	put_separator(w, cell);
	if (quoted)
		sink_char(w->out, '"');
	if (w->cells == CSV_SAFE && runs_as_formula(cell))
		sink_char(w->out, '\'');
	for (size_t from = 0; from < cell.n;) {
		size_t quote = str_find(cell, '"', from);
		size_t to = quote < cell.n ? quote + 1 : cell.n;

		sink_str(w->out, str_slice(cell, from, to));
		if (quote < cell.n)
			sink_char(w->out, '"');
		from = to;
	}
	if (quoted)
		sink_char(w->out, '"');
}

static void put_plain(struct csv *w, str cell)
{
	put_separator(w, cell);
	sink_str(w->out, cell);
}

void csv_int(struct csv *w, int64_t cell)
{
	char digits[24];

	put_plain(w, (str){digits, (size_t)snprintf(digits, sizeof(digits), "%lld", (long long)cell)});
}

void csv_date(struct csv *w, date cell)
{
	put_plain(w, str_of(date_show(cell).s));
}

void csv_instant(struct csv *w, instant cell)
{
	put_plain(w, str_of(instant_show(cell).s));
}

void csv_row_end(struct csv *w)
{
	if (w->row_blank)
		SINK_LIT(w->out, "\"\""); /* a line without anything would be no row */
	SINK_LIT(w->out, "\r\n");
	w->row_cells = 0;
	w->row_blank = false;
}

void csv_row(struct csv *w, const char *first, ...)
{
	va_list ap;

	va_start(ap, first);
	for (const char *cell = first; cell; cell = va_arg(ap, const char *))
		csv_str(w, str_of(cell));
	va_end(ap);
	csv_row_end(w);
}

err csv_end(struct csv *w)
{
	return sink_end(w->out);
}

struct csv_reader *csv_reader(struct arena *a, struct source *in)
{
	struct csv_reader *r = ARENA_NEW(a, struct csv_reader);

	r->in = in;
	r->separator = ',';
	r->text = arena_alloc(a, CSV_ROW_BYTES);
	return r;
}

/* Notes the first thing that is wrong with the row. */
static void refuse(struct csv_reader *r, err e, const char *reason)
{
	if (r->bad)
		return;
	r->bad = e;
	r->reason = reason;
}

static bool line_ends(int c)
{
	return c == '\n' || c == '\r' || c < 0;
}

/* Takes CR LF, LF or CR; nothing at the end of the file. */
static void take_line_end(struct csv_reader *r)
{
	if (source_next(r->in) == '\r' && source_peek(r->in) == '\n')
		(void)source_next(r->in);
	r->line++;
}

static void add(struct csv_reader *r, int c)
{
	if (r->used < CSV_ROW_BYTES)
		r->text[r->used++] = (char)c;
	else
		refuse(r, ERR_TOO_LARGE, "The row is larger than 256 kB.");
}

/* Behind the opening quote, up to and with the closing one. */
static void read_quoted(struct csv_reader *r)
{
	for (;;) {
		int c = source_next(r->in);

		if (c < 0) {
			refuse(r, ERR_MALFORMED, "A quotation mark is opened and never closed.");
			return;
		}
		if (c == '"' && source_peek(r->in) != '"')
			return;
		if (c == '"')
			(void)source_next(r->in);
		r->line += c == '\n' || (c == '\r' && source_peek(r->in) != '\n');
		add(r, c);
	}
}

static void read_cell(struct csv_reader *r)
{
	size_t start = r->used;
	str cell;

	if (source_peek(r->in) == '"') {
		(void)source_next(r->in);
		read_quoted(r);
		if (!line_ends(source_peek(r->in)) && source_peek(r->in) != r->separator)
			refuse(r, ERR_MALFORMED, "There is text after a closing quotation mark.");
	}
	/* A refused row is left at its line's end: where its cells end nobody knows. */
	while (!line_ends(source_peek(r->in)) && (r->bad || source_peek(r->in) != r->separator))
		add(r, source_next(r->in));
	cell = (str){r->text + start, r->used - start};
	if (!str_valid_text(cell))
		refuse(r, ERR_MALFORMED, "The row is not UTF-8 text. Save the file as \"CSV UTF-8\".");
	if (r->n < CSV_ROW_CELLS)
		r->cells[r->n++] = cell;
	else
		refuse(r, ERR_TOO_LARGE, "The row has more than 256 cells.");
}

/* The file's beginning: a byte order mark of UTF-8 goes, one of UTF-16 tells that the file cannot be read. */
static void begin_file(struct csv_reader *r)
{
	r->line = 1;
	if (source_skip(r->in, STR("\xef\xbb\xbf")))
		return;
	if (source_skip(r->in, STR("\xff\xfe")) || source_skip(r->in, STR("\xfe\xff"))) {
		refuse(r, ERR_MALFORMED, "The file is UTF-16 text. Save it as \"CSV UTF-8\".");
		while (source_next(r->in) >= 0)
			;
	}
}

err csv_next(struct csv_reader *r, struct csv_row *row)
{
	*row = (struct csv_row){.line = 1, .cell = r->cells};
	r->bad = OK;
	r->reason = NULL;
	r->used = r->n = 0;
	if (!r->line)
		begin_file(r);
	if (r->bad)
		return r->bad;
	while (source_peek(r->in) == '\n' || source_peek(r->in) == '\r')
		take_line_end(r);
	row->line = r->line;
	if (source_peek(r->in) < 0)
		return source_end(r->in);
	read_cell(r);
	while (source_peek(r->in) == r->separator) {
		(void)source_next(r->in);
		read_cell(r);
	}
	take_line_end(r);
	if (source_end(r->in))
		return source_end(r->in);
	row->n = r->bad ? 0 : r->n;
	return r->bad;
}
