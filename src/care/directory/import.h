/* import.h - inside this folder only: an import under way. */
#ifndef CARE_DIRECTORY_IMPORT_H
#define CARE_DIRECTORY_IMPORT_H

#include "care/directory/listing.h"

struct import_codes {
	struct rows_code *v;
	size_t n;
	bool fresh; /* of this import's code sheets */
	struct known_codes index;
};

struct import {
	struct ctx *c;
	const struct directory_file *files;
	size_t n_files;
	str edition;
	struct progress *bar;
	struct directory_summary *out;
	struct rows rows;
	enum directory_list *lists;     /* by file; none: each row says it */
	enum directory_source *sources; /* by file; none: a code sheet */
	struct import_codes codes[4];   /* by list */
	struct unknown_codes unknown;
	struct listing *v;
	size_t n;
};

struct directory_tally *import_tally(struct import *im, enum directory_source source);
/* The codes of a list that this import does not explain. */
NODISCARD err import_known_codes(struct import *im, enum directory_list list);
/* The transaction. */
NODISCARD err import_write(struct import *im);

#endif
