/* codes.h - inside this folder only: what the codes of the lists mean for searching, and the pack's further words. */
#ifndef CARE_DIRECTORY_CODES_H
#define CARE_DIRECTORY_CODES_H

#include "care/directory/directory.h"

struct directory_meaning {
	struct directory_set options;
	uint32_t rules; /* two bits per type; directory_types reads them */
};
/* NULL: nobody asks for this code. */
const struct directory_meaning *directory_meaning(enum directory_list list, str code);
/* The types of a facility, 1u << enum program_type, from the rules of all its codes joined by "or". */
unsigned directory_types(uint32_t rules);

struct directory_words {
	str source_names[8]; /* by enum directory_source: "SAMHSA directory" */
	str shipped[4];      /* paths of packs */
	size_t n_shipped;
};
const struct directory_words *directory_words(void);

#endif
