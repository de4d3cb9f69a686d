/* fuzz_xlsx.c - any bytes as a workbook: it is read in rows whose numbers and cells are within bounds, or refused with a
 * sentence. Bytes that are no archive are put into one as its sheet, so that the reader of XML meets them too. */
#include <zip.h>

#include "care/directory/xlsx.h"
#include "fuzz/fuzz.h"

static err on_row(void *arg, size_t row, const str *cells, size_t n, bool *enough)
{
	size_t *rows = arg;

	MUST(row >= 1 && row <= XLSX_ROWS && n <= XLSX_COLUMNS);
	for (size_t i = 0; i < n; i++)
		MUST(cells[i].n == 0 || str_valid_utf8(cells[i]));
	*enough = ++*rows > 1000;
	return OK;
}

static void read_book(bytes body)
{
	struct arena a;
	struct ctx c;
	size_t rows = 0;

	arena_init(&a, (size_t)64 << 20);
	ctx_init(&c, &a, (instant){0});
	if (xlsx_read(&c, "book", body, NULL, on_row, &rows) != OK)
		MUST(c.fail_text.n > 0);
	(void)xlsx_saved(&c, body);
	arena_free(&a);
}

static void read_sheet(const uint8_t *data, size_t size)
{
	static const char strings[] = "<sst><si><t>one</t></si><si><t>two</t></si></sst>";
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	uint8_t *book;
	zip_stat_t about;

	MUST(z);
	zip_source_keep(memory);
	(void)zip_file_add(z, "xl/worksheets/sheet1.xml", zip_source_buffer(z, data, size, 0), 0);
	(void)zip_file_add(z, "xl/sharedStrings.xml", zip_source_buffer(z, strings, sizeof(strings) - 1, 0), 0);
	MUST(zip_close(z) == 0);
	MUST(zip_source_open(memory) == 0 && zip_source_stat(memory, &about) == 0);
	book = malloc(about.size);
	MUST(book && zip_source_read(memory, book, about.size) == (zip_int64_t)about.size);
	read_book((bytes){book, (size_t)about.size});
	free(book);
	(void)zip_source_close(memory);
	zip_source_free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bytes body = {data, size};

	if (xlsx_is(body))
		read_book(body);
	else
		read_sheet(data, size);
	return 0;
}
