/* rows.c - tables: which columns are which, told by their heading. */
#include "care/directory/rows.h"

#include "base/csv.h"
#include "care/directory/export.h"
#include "care/directory/text.h"
#include "care/directory/xlsx.h"

#define HEAD_WITHIN 10 /* rows */

static const char *const field_names[FIELDS] = {"name1", "name2", "street1", "street2", "city", "state", "zip", "phone",
	"intake1", "intake2", "intake1a", "intake2a", "service code info", "website", "latitude", "longitude",
	"type facility"};
enum code_field { C_CATEGORY, C_CATEGORY_NAME, C_CODE, C_NAME, C_DESCRIPTION, C_FIELDS };
static const char *const code_field_names[C_FIELDS] = {
	"category code", "category name", "service code", "service name", "service description"};

void rows_refuse(struct rows *r, size_t file, size_t row, str what, const char *fmt, ...)
{
	va_list ap;

	r->refused++;
	if (r->n_refusals == DIRECTORY_REFUSALS_SHOWN)
		return;
	va_start(ap, fmt);
	r->refusals[r->n_refusals++] = (struct directory_refusal){.file = r->files[file].name,
		.row = row,
		.what = str_copy(r->c->arena, str_slice(what, 0, 100)),
		.reason = str_format_v(r->c->arena, fmt, ap)};
	va_end(ap);
}

static void *grown(struct arena *a, void *v, size_t n, size_t *room, size_t size)
{
	void *more;

	if (n < *room)
		return v;
	more = arena_array(a, *room ? *room * 2 : 1024, size);
	if (n)
		memcpy(more, v, n * size);
	*room = *room ? *room * 2 : 1024;
	return more;
}

err rows_add(struct rows *r, size_t row, struct rows_row **out)
{
	if (r->n == ROWS_MOST)
		FAIL(r->c, ERR_TOO_LARGE, "These files have more than 200,000 rows. Nothing was changed.");
	r->v = grown(r->c->arena, r->v, r->n, &r->room, sizeof(*r->v));
	*out = &r->v[r->n++];
	**out = (struct rows_row){.file = r->file, .row = row};
	r->about[r->file].listed = true;
	return OK;
}

/* ---- tables -------------------------------------------------------------------------------------------------------------- */

static unsigned match_columns(struct rows *r, const str *cells, size_t n, const char *const *names, size_t n_names)
{
	unsigned found = 0;

	r->n_columns = n < COUNT_OF(r->columns) ? n : COUNT_OF(r->columns);
	for (size_t i = 0; i < r->n_columns; i++) {
		str key = text_key(r->c->arena, cells[i]);

		r->columns[i] = -1;
		for (size_t k = 0; k < n_names; k++)
			if (str_is(key, names[k]) && !(found & 1u << k)) {
				r->columns[i] = (int)k;
				found |= 1u << k;
			}
	}
	return found;
}

static bool has_columns(unsigned found, const unsigned *needed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!(found & 1u << needed[i]))
			return false;
	return true;
}

static void read_head(struct rows *r, const str *cells, size_t n)
{
	static const unsigned list[] = {F_NAME1, F_CITY, F_STATE, F_ZIP, F_CODES}, codes[] = {C_CATEGORY, C_CODE, C_NAME};

	if (has_columns(match_columns(r, cells, n, field_names, FIELDS), list, COUNT_OF(list)))
		r->what = FACILITIES;
	else if (has_columns(match_columns(r, cells, n, code_field_names, C_FIELDS), codes, COUNT_OF(codes)))
		r->what = CODES;
	else if (++r->tried == HEAD_WITHIN)
		r->what = NOT_OURS;
}

static err take_facility(struct rows *r, size_t row, const str *cells, size_t n)
{
	struct rows_row *to;

	TRY(rows_add(r, row, &to));
	for (size_t i = 0; i < n && i < r->n_columns; i++)
		if (r->columns[i] >= 0)
			to->v[r->columns[i]] = text_trim(cells[i]);
	return OK;
}

static err take_code(struct rows *r, const str *cells, size_t n)
{
	str v[C_FIELDS] = {0};

	for (size_t i = 0; i < n && i < r->n_columns; i++)
		if (r->columns[i] >= 0)
			v[r->columns[i]] = text_trim(cells[i]);
	if (str_empty(v[C_CODE]) || str_empty(v[C_NAME]))
		return OK; /* a blank or a remark below the table */
	if (r->n_codes == DIRECTORY_CODES_MOST)
		FAIL(r->c, ERR_TOO_LARGE, "%.*s explains more than %d codes.", STR_ARG(r->files[r->file].name),
			DIRECTORY_CODES_MOST);
	r->codes = grown(r->c->arena, r->codes, r->n_codes, &r->room_codes, sizeof(*r->codes));
	r->codes[r->n_codes++] =
		(struct rows_code){r->file, v[C_CATEGORY], v[C_CATEGORY_NAME], v[C_CODE], v[C_NAME], v[C_DESCRIPTION]};
	return OK;
}

static bool blank(const str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_empty(str_trim(cells[i])))
			return false;
	return true;
}

static err take_row(struct rows *r, size_t row, const str *cells, size_t n, bool *enough)
{
	if (blank(cells, n))
		return OK;
	if (r->what == HEAD)
		read_head(r, cells, n);
	else if (r->what == FACILITIES && !r->only_codes)
		return take_facility(r, row, cells, n);
	else if (r->what == CODES)
		return take_code(r, cells, n);
	*enough = r->what == NOT_OURS || (r->what == FACILITIES && r->only_codes);
	return OK;
}

static void begin_table(void *arg)
{
	struct rows *r = arg;

	r->what = HEAD;
	r->tried = 0;
}

/* ---- workbooks --------------------------------------------------------------------------------------------------------------- */

static err take_sheet_row(void *arg, size_t row, const str *cells, size_t n, bool *enough)
{
	struct rows *r = arg;
	str copies[XLSX_COLUMNS];

	for (size_t i = 0; i < n; i++)
		copies[i] = str_copy(r->c->arena, cells[i]);
	return take_row(r, row, copies, n, enough);
}

/* ---- CSV ----------------------------------------------------------------------------------------------------------------------- */

static err read_csv(struct rows *r)
{
	struct source *in = ARENA_NEW(r->c->arena, struct source);
	const struct directory_file *f = &r->files[r->file];
	struct csv_reader *csv;
	bool enough = false;

	source_str(in, (str){(const char *)f->body.p, f->body.n});
	csv = csv_reader(r->c->arena, in);
	begin_table(r);
	while (!enough) {
		struct csv_row row;
		str copies[CSV_ROW_CELLS];
		err e = csv_next(csv, &row);

		if (e == ERR_IO)
			return e;
		if (e != OK && r->what == HEAD)
			FAIL(r->c, e, "%.*s cannot be read: line %zu: %s", STR_ARG(f->name), row.line, csv->reason);
		if (e != OK) {
			rows_refuse(r, r->file, row.line, STR(""), "%s", csv->reason);
			continue;
		}
		if (!row.n)
			break;
		for (size_t i = 0; i < row.n; i++)
			copies[i] = str_copy(r->c->arena, row.cell[i]);
		TRY(take_row(r, row.line, copies, row.n, &enough));
	}
	return OK;
}

/* ---- files --------------------------------------------------------------------------------------------------------------------- */

static err read_file(struct rows *r)
{
	const struct directory_file *f = &r->files[r->file];
	const char *name = str_z(r->c->arena, f->name);
	size_t rows = r->n, codes = r->n_codes;

	if (f->body.n > DIRECTORY_FILE_MOST)
		FAIL(r->c, ERR_TOO_LARGE, "%s is larger than 64 MB.", name);
	if (xlsx_is(f->body)) {
		TRY(xlsx_read(r->c, name, f->body, begin_table, take_sheet_row, r));
		r->about[r->file].saved = xlsx_saved(r->c, f->body);
	} else if (export_is(f->body)) {
		r->about[r->file].findtreatment = true;
		return export_read(r);
	} else {
		TRY(read_csv(r));
	}
	if (r->n == rows && r->n_codes == codes && !r->only_codes)
		FAIL(r->c, ERR_MALFORMED,
			"%s is not a directory: it has no table with the columns name1, city, state, zip and service_code_info, "
			"and "
			"no code sheet.",
			name);
	return OK;
}

err rows_read(struct rows *r)
{
	r->refusals = ARENA_NEW_ARRAY(r->c->arena, struct directory_refusal, DIRECTORY_REFUSALS_SHOWN);
	for (r->file = 0; r->file < r->n_files; r->file++)
		TRY(read_file(r));
	return OK;
}
