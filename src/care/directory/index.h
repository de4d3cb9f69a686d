/* index.h - inside this folder only: the directory as searching needs it, packed, sorted by latitude, never changed once made. */
#ifndef CARE_DIRECTORY_INDEX_H
#define CARE_DIRECTORY_INDEX_H

#include "care/directory/directory.h"

struct index_entry {
	double x, y, z; /* on a ball of radius 1 */
	int64_t id;
	struct directory_set options;
	int32_t latitude, longitude; /* millionths of a degree */
	uint8_t types;
	uint8_t place;
};

/* A line of the code sheets. */
struct index_code {
	enum directory_list list;
	str code, category, category_name, name, description;
};

#define INDEX_SLOTS 4096 /* four times DIRECTORY_CODES_MOST: a free one is near */

struct directory_index {
	struct arena arena;
	int64_t stamp; /* of the newest edition in it; 0: there is none */
	struct index_entry *v;
	size_t n, room;
	unsigned users;           /* under the memory's lock */
	struct index_code *codes; /* in the order of the sheets */
	size_t n_codes;
	uint16_t slots[INDEX_SLOTS]; /* 1 + place in codes, by hash of list and code */
};
/* Where a code stands in `codes`; n_codes: nobody explains it. */
size_t index_code(const struct directory_index *x, enum directory_list list, str code);

#define MICRO 1000000.0
void index_point(double latitude, double longitude, double out[3]);
/* The index of what tx sees; valid until the request's arena ends. */
NODISCARD err index_of(struct tx *tx, const struct directory_index **out);
/* The same when only its codes are needed: a request that keeps nothing then leaves the rest away. */
NODISCARD err index_codes_of(struct tx *tx, const struct directory_index **out);

#endif
