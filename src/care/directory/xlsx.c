/* xlsx.c - libzip unpacks, expat reads, this file puts cells together. */
#include "care/directory/xlsx.h"

#include <ctype.h>
#include <expat.h>
#include <zip.h>

#define PIECE ((size_t)65536)
#define CELL_MOST ((size_t)32767 * 4) /* Excel's own limit, in bytes */
#define ENTRIES_MOST 1000

struct book {
	struct ctx *c;
	const char *name;
	zip_t *zip;
	zip_file_t *part;
	XML_Parser xml;
	size_t unpacked;
	err failed;
	/* strings of the workbook */
	str *strings;
	size_t n_strings, room_strings;
	/* the text in hand */
	struct buf text;
	bool taking;       /* inside of a t or v */
	unsigned phonetic; /* inside of rPh: how it is said, not what is written */
	/* the row in hand */
	xlsx_row_fn *row;
	void *arg;
	size_t number, n;
	str cells[XLSX_COLUMNS];
	struct buf bodies; /* of the row's cells that are no strings of the workbook */
	size_t starts[XLSX_COLUMNS];
	bool own[XLSX_COLUMNS];
	size_t column;
	char kind; /* s: number of a string; i: text itself; else as it stands */
	bool enough;
};

bool xlsx_is(bytes body)
{
	return body.n > 4 && !memcmp(body.p, "PK\003\004", 4);
}

static void stop(struct book *b, err e, const char *why)
{
	if (b->failed == OK)
		b->failed = ctx_fail(b->c, e, "%s cannot be read: %s", b->name, why);
	(void)XML_StopParser(b->xml, XML_FALSE);
}

static const char *local(const char *element)
{
	const char *colon = strrchr(element, ':');

	return colon ? colon + 1 : element;
}

static const char *attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(attributes[0], name))
			return attributes[1];
	return NULL;
}

static void XMLCALL on_text(void *arg, const char *p, int n)
{
	struct book *b = arg;

	if (!b->taking || b->phonetic)
		return;
	buf_put(&b->text, p, (size_t)n);
	if (b->text.full)
		stop(b, ERR_TOO_LARGE, "a cell is longer than Excel allows.");
}

static void XMLCALL on_doctype(void *arg, const char *name, const char *system_id, const char *public_id, int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	stop(arg, ERR_MALFORMED, "it defines entities, which a workbook has no use for.");
}

/* ---- the table of strings ---------------------------------------------------------------------------------------------- */

static void XMLCALL string_begins(void *arg, const char *element, const char **attributes)
{
	struct book *b = arg;
	const char *is = local(element);

	(void)attributes;
	if (!strcmp(is, "si"))
		buf_clear(&b->text);
	else if (!strcmp(is, "rPh"))
		b->phonetic++;
	else if (!strcmp(is, "t"))
		b->taking = true;
}

static void keep_string(struct book *b)
{
	if (b->n_strings == b->room_strings) {
		size_t room = b->room_strings ? 2 * b->room_strings : 4096;
		str *more = ARENA_NEW_ARRAY(b->c->arena, str, room);

		if (b->n_strings)
			memcpy(more, b->strings, b->n_strings * sizeof(*more));
		b->strings = more;
		b->room_strings = room;
	}
	b->strings[b->n_strings++] = str_copy(b->c->arena, buf_view(&b->text));
}

static void XMLCALL string_ends(void *arg, const char *element)
{
	struct book *b = arg;
	const char *is = local(element);

	if (!strcmp(is, "si"))
		keep_string(b);
	else if (!strcmp(is, "rPh") && b->phonetic)
		b->phonetic--;
	else if (!strcmp(is, "t"))
		b->taking = false;
}

/* ---- rows -------------------------------------------------------------------------------------------------------------- */

/* "AB12" is column 27. */
static size_t column_of(const char *where)
{
	size_t column = 0;

	for (; isalpha((unsigned char)*where) && column < 100000; where++)
		column = column * 26 + (size_t)(toupper((unsigned char)*where) - 'A' + 1);
	return column - 1; /* without letters: past every limit */
}

static void row_begins(struct book *b, const char **attributes)
{
	const char *r = attribute(attributes, "r");
	int64_t number;

	b->number = r && str_to_int(str_of(r), &number) && number > 0 ? (size_t)number : b->number + 1;
	b->n = 0;
	b->column = 0;
	buf_clear(&b->bodies);
	if (b->number > XLSX_ROWS)
		stop(b, ERR_TOO_LARGE, "a sheet has more than 500,000 rows.");
}

static void cell_begins(struct book *b, const char **attributes)
{
	const char *r = attribute(attributes, "r"), *t = attribute(attributes, "t");

	if (r)
		b->column = column_of(r);
	b->kind = t && !strcmp(t, "s") ? 's' : t && !strcmp(t, "inlineStr") ? 'i' : 'n';
	buf_clear(&b->text);
}

static void XMLCALL row_element_begins(void *arg, const char *element, const char **attributes)
{
	struct book *b = arg;
	const char *is = local(element);

	if (b->enough)
		return;
	if (!strcmp(is, "row"))
		row_begins(b, attributes);
	else if (!strcmp(is, "c"))
		cell_begins(b, attributes);
	else if (!strcmp(is, "rPh"))
		b->phonetic++;
	else if (!strcmp(is, b->kind == 'i' ? "t" : "v"))
		b->taking = true;
}

static void put_cell(struct book *b, str text, bool own)
{
	if (b->column >= XLSX_COLUMNS)
		return;
	while (b->n <= b->column) {
		b->own[b->n] = false;
		b->cells[b->n++] = STR("");
	}
	b->own[b->column] = own;
	b->starts[b->column] = b->bodies.n;
	b->cells[b->column] = text;
	if (own)
		buf_str(&b->bodies, text);
	if (b->bodies.full)
		stop(b, ERR_TOO_LARGE, "a row is longer than 8 MB.");
}

static void cell_ends(struct book *b)
{
	str text = buf_view(&b->text);
	int64_t number;

	if (b->kind != 's')
		put_cell(b, text, true);
	else if (str_to_int(text, &number) && number >= 0 && (size_t)number < b->n_strings)
		put_cell(b, b->strings[number], false);
	else if (text.n)
		stop(b, ERR_MALFORMED, "a cell names a text that is not in the workbook.");
	b->column++;
}

static void row_ends(struct book *b)
{
	bool enough = false;
	err e;

	for (size_t i = 0; i < b->n; i++)
		if (b->own[i])
			b->cells[i] = (str){b->bodies.p ? b->bodies.p + b->starts[i] : "", b->cells[i].n};
	e = b->row(b->arg, b->number, b->cells, b->n, &enough);
	b->enough |= enough;
	if (e != OK) {
		b->failed = e;
		(void)XML_StopParser(b->xml, XML_FALSE);
	}
}

static void XMLCALL row_element_ends(void *arg, const char *element)
{
	struct book *b = arg;
	const char *is = local(element);

	if (b->enough || b->failed != OK)
		return;
	if (!strcmp(is, "v") || !strcmp(is, "t"))
		b->taking = false;
	else if (!strcmp(is, "rPh") && b->phonetic)
		b->phonetic--;
	else if (!strcmp(is, "c"))
		cell_ends(b);
	else if (!strcmp(is, "row"))
		row_ends(b);
}

/* ---- parts of the workbook ----------------------------------------------------------------------------------------------- */

static err broken(struct book *b, const char *why)
{
	FAIL(b->c, ERR_MALFORMED, "%s cannot be read: %s", b->name, why);
}

static err feed(struct book *b, const char *part)
{
	zip_int64_t got;

	do {
		void *piece = XML_GetBuffer(b->xml, (int)PIECE);

		if (!piece)
			FAIL(b->c, ERR_BUSY, "There is no memory to read %s just now.", b->name);
		got = zip_fread(b->part, piece, PIECE);
		if (got < 0)
			return broken(b, "the archive is damaged.");
		b->unpacked += (size_t)got;
		if (b->unpacked > XLSX_UNPACKED)
			FAIL(b->c, ERR_TOO_LARGE, "%s cannot be read: it unpacks to more than 256 MB.", b->name);
		if (XML_ParseBuffer(b->xml, (int)got, got == 0) != XML_STATUS_OK) {
			if (b->failed != OK)
				return b->failed;
			FAIL(b->c, ERR_MALFORMED, "%s cannot be read: %s, line %lu: %s.", b->name, part,
				(unsigned long)XML_GetCurrentLineNumber(b->xml), XML_ErrorString(XML_GetErrorCode(b->xml)));
		}
	} while (got > 0 && !b->enough);
	return OK;
}

static err read_part(struct book *b, zip_uint64_t index, XML_StartElementHandler begins, XML_EndElementHandler ends)
{
	err e;

	b->part = zip_fopen_index(b->zip, index, 0);
	if (!b->part)
		return broken(b, "the archive is damaged, or locked with a password.");
	b->xml = XML_ParserCreate(NULL);
	if (!b->xml)
		FAIL(b->c, ERR_BUSY, "There is no memory to read %s just now.", b->name);
	XML_SetUserData(b->xml, b);
	XML_SetElementHandler(b->xml, begins, ends);
	XML_SetCharacterDataHandler(b->xml, on_text);
	XML_SetStartDoctypeDeclHandler(b->xml, on_doctype);
	b->taking = false;
	b->phonetic = 0;
	b->enough = false;
	b->number = 0;
	e = feed(b, zip_get_name(b->zip, index, 0));
	XML_ParserFree(b->xml);
	(void)zip_fclose(b->part);
	b->xml = NULL;
	b->part = NULL;
	return e;
}

static void book_close(void *arg)
{
	struct book *b = arg;

	if (b->xml)
		XML_ParserFree(b->xml);
	if (b->part)
		(void)zip_fclose(b->part);
	if (b->zip)
		zip_discard(b->zip);
	buf_free(&b->text);
	buf_free(&b->bodies);
	b->xml = NULL;
	b->part = NULL;
	b->zip = NULL;
}

static err book_open(struct book *b, bytes body)
{
	zip_source_t *source = zip_source_buffer_create(body.p, body.n, 0, NULL);

	if (!source)
		FAIL(b->c, ERR_BUSY, "There is no memory to read %s just now.", b->name);
	b->zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (!b->zip) {
		zip_source_free(source);
		return broken(b, "the archive is damaged.");
	}
	return OK;
}

static int by_name(const void *x, const void *y)
{
	return str_cmp(*(const str *)x, *(const str *)y);
}

static err read_sheets(struct book *b, void (*sheet)(void *arg))
{
	zip_int64_t n = zip_get_num_entries(b->zip, 0),
				strings = zip_name_locate(b->zip, "xl/sharedStrings.xml", ZIP_FL_NOCASE);
	str names[ENTRIES_MOST];
	size_t sheets = 0;

	if (n < 0 || n > ENTRIES_MOST)
		return broken(b, "it has more than 1,000 parts.");
	for (zip_int64_t i = 0; i < n; i++) {
		str part = str_of(zip_get_name(b->zip, (zip_uint64_t)i, 0));

		if (str_starts(part, "xl/worksheets/") && str_ends(part, ".xml"))
			names[sheets++] = part;
	}
	if (!sheets)
		return broken(b, "it is no Excel workbook.");
	qsort(names, sheets, sizeof(*names), by_name);
	if (strings >= 0)
		TRY(read_part(b, (zip_uint64_t)strings, string_begins, string_ends));
	for (size_t i = 0; i < sheets; i++) {
		if (sheet)
			sheet(b->arg);
		TRY(read_part(b, (zip_uint64_t)zip_name_locate(b->zip, names[i].p, 0), row_element_begins, row_element_ends));
	}
	return OK;
}

err xlsx_read(struct ctx *c, const char *name, bytes body, void (*sheet)(void *arg), xlsx_row_fn *row, void *arg)
{
	struct book *b = ARENA_NEW(c->arena, struct book);
	err e;

	*b = (struct book){.c = c, .name = name, .row = row, .arg = arg};
	buf_init(&b->text, CELL_MOST);
	buf_init(&b->bodies, (size_t)8 << 20);
	arena_on_free(c->arena, book_close, b);
	e = book_open(b, body);
	if (e == OK)
		e = read_sheets(b, sheet);
	book_close(b);
	return e;
}

/* A small part without markup of interest: its date is found as text. */
str xlsx_saved(struct ctx *c, bytes body)
{
	struct book *b = ARENA_NEW(c->arena, struct book);
	str year = STR_NONE;
	char text[4096];
	zip_int64_t got = 0, index;

	*b = (struct book){.c = c, .name = ""};
	arena_on_free(c->arena, book_close, b);
	if (book_open(b, body) == OK && (index = zip_name_locate(b->zip, "docProps/core.xml", 0)) >= 0)
		b->part = zip_fopen_index(b->zip, (zip_uint64_t)index, 0);
	if (b->part)
		got = zip_fread(b->part, text, sizeof(text));
	if (got > 0) {
		str part = {text, (size_t)got};
		ptrdiff_t at = str_index(part, STR("<dcterms:modified"));
		size_t value = at < 0 ? part.n : str_find(part, '>', (size_t)at) + 1;
		int64_t number;

		if (value + 4 <= part.n && str_to_int(str_slice(part, value, value + 4), &number) && number > 1990 &&
			number < 2200)
			year = str_copy(c->arena, str_slice(part, value, value + 4));
	}
	book_close(b);
	return year;
}
