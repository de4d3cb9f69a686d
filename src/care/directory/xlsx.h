/* xlsx.h - rows of the sheets of an Excel workbook, as texts. The sheets are unpacked and read in pieces; only the workbook's table of
 * strings is kept. It says no to what is no workbook, to what unpacks to more than 256 MB, and to documents that define entities. */
#ifndef CARE_DIRECTORY_XLSX_H
#define CARE_DIRECTORY_XLSX_H

#include "base/ctx.h"

#define XLSX_COLUMNS 64            /* further columns are not read */
#define XLSX_ROWS ((size_t)500000) /* of one sheet */
#define XLSX_UNPACKED ((size_t)256 << 20)

/* One row: its number in the sheet, and cells that are valid until the return. Empty cells are "". *enough: leave the rest of the sheet. */
typedef err xlsx_row_fn(void *arg, size_t row, const str *cells, size_t n, bool *enough);

bool xlsx_is(bytes body);
/* Every sheet, in the order of their names in the file; `sheet` (may be NULL) is told before its rows. Strings live in c->arena.
 * ERR_MALFORMED, ERR_TOO_LARGE: c->fail_text says why, with the name. */
NODISCARD err xlsx_read(
	struct ctx *c, const char *name, bytes body, void (*sheet)(void *arg), xlsx_row_fn *row, void *arg);
/* The year in which it was last saved, "2022"; none. */
str xlsx_saved(struct ctx *c, bytes body);

#endif
