/* rows.h - inside this folder only: files of every kind as rows of the same fields, not yet looked at. */
#ifndef CARE_DIRECTORY_ROWS_H
#define CARE_DIRECTORY_ROWS_H

#include "care/directory/directory.h"

/* As the columns of the published lists are called. */
enum field {
	F_NAME1,
	F_NAME2,
	F_STREET1,
	F_STREET2,
	F_CITY,
	F_STATE,
	F_ZIP,
	F_PHONE,
	F_INTAKE1,
	F_INTAKE2,
	F_INTAKE1A,
	F_INTAKE2A,
	F_CODES,
	F_WEBSITE,
	F_LATITUDE,
	F_LONGITUDE,
	F_TYPE,
	FIELDS
};

struct rows_service {
	str category, names; /* FindTreatment: "PAY", "Medicaid; Medicare" */
};

struct rows_row {
	size_t file; /* of the import's files */
	size_t row;
	str v[FIELDS];
	const struct rows_service *services; /* FindTreatment only */
	size_t n_services;
};

struct rows_code {
	size_t file;
	str category, category_name, code, name, description;
};

struct rows_file {
	bool findtreatment;
	bool listed; /* it has rows of facilities */
	str saved;   /* year a workbook was saved; none */
};

struct rows {
	struct ctx *c;
	const struct directory_file *files;
	size_t n_files;
	struct rows_file *about; /* by number of the file */
	struct rows_row *v;
	size_t n, room;
	struct rows_code *codes;
	size_t n_codes, room_codes;
	struct directory_refusal *refusals; /* rows that could not even be read */
	size_t n_refusals;
	int64_t refused;
	bool only_codes; /* of the workbooks' sheets take the code sheets alone */
	/* the table in hand */
	size_t file;
	int columns[64]; /* field by column, -1: not ours */
	size_t n_columns;
	enum { HEAD, FACILITIES, CODES, NOT_OURS } what;
	size_t tried; /* rows looked at for a heading */
};

#define ROWS_MOST ((size_t)200000)

/* Reads every file; texts are in c->arena or in the files themselves. ERR_MALFORMED, ERR_TOO_LARGE: nothing of the import is good. */
NODISCARD err rows_read(struct rows *r);
/* One more row of the file in hand. */
NODISCARD err rows_add(struct rows *r, size_t row, struct rows_row **out);
void rows_refuse(struct rows *r, size_t file, size_t row, str what, const char *fmt, ...) PRINTF_LIKE(5, 6);

#endif
