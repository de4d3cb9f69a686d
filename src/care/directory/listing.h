/* listing.h - inside this folder only: a row on its way into the database. */
#ifndef CARE_DIRECTORY_LISTING_H
#define CARE_DIRECTORY_LISTING_H

#include "care/directory/place.h"
#include "care/directory/rows.h"

struct listing {
	enum directory_source source;
	enum directory_list list;
	int64_t own_id, facility_id;
	str name1, name2, street1, street2, city, state, zip, phone, website;
	str intake, codes; /* joined by line feeds */
	enum directory_place place;
	struct point at;
};

/* The codes that are explained: those of this import's code sheets, or what the database has. */
struct known_codes {
	const struct rows_code *v;
	size_t n;
	struct known_code *slots; /* by hash of the code, and by hash of category and name */
	size_t n_slots;
};
void codes_index(struct arena *a, const struct rows_code *v, size_t n, struct known_codes *out);
bool codes_have(const struct known_codes *k, str code);
/* The code of a service that is only named: FindTreatment's "PAY", "Medicaid". None: nobody knows. */
str codes_named(struct arena *a, const struct known_codes *k, str category, str name);

struct unknown_codes {
	struct directory_unknown *v;
	size_t n;
};
void unknown_note(struct unknown_codes *u, struct arena *a, enum directory_list list, str code);

/* What a row says, made right where that can be done for sure and counted in *tally. NULL: OK; otherwise why it cannot be right. */
const char *listing_read(
	struct rows *r, const struct rows_row *row, struct directory_tally *tally, struct listing *out);
/* Codes of a row, in out->codes; out->list must be known. */
void listing_codes(struct rows *r, const struct rows_row *row, const struct known_codes *known,
	struct unknown_codes *unknown, struct listing *out);

/* What tells rows of one place from those of another. */
struct twin {
	enum directory_source source;
	enum directory_list list;
	int64_t own_id;
	int64_t facility_id;
	str name, address, phone; /* made comparable; phone none: no number */
};
void twin_of(struct arena *a, str name1, str street1, str zip, str phone, struct twin *out);
/* Gives each the facility it belongs to: rows with one own_id are one place; so are two at one address in different
 * lists, when a name or a number stands there once in each of both lists. The facility is named after its row in the
 * substance use list, or else its smallest id. */
void twins_join(struct arena *a, struct twin *v, size_t n);

#endif
