/* people.h - the humans a center knows: names, how to reach them, numbers other systems know them by, who stands beside them.
 * A person is one row for the whole organization; which centers know them is center_person. */
#ifndef CARE_PEOPLE_PEOPLE_H
#define CARE_PEOPLE_PEOPLE_H

#include "access/access.h"
#include "care/words.h"
#include "people.sql.h"

struct person_details {
	str family, given, preferred, pronouns;
	date birth;
	enum sex sex;
	str language, phone, email, street, city, state, zip;
};

/* Problems by field name: "family", "given", "birth", "email", "phone", "zip", "state". Text is tidied before (form_text). */
NODISCARD err people_check(struct ctx *c, const struct person_details *d);

/* A person unknown so far, known to the center in hand from now on. Writes one journal row. */
NODISCARD err people_add(struct wtx *w, const struct person_details *d, person_id *made);
/* ERR_CONFLICT: changed since it was seen. */
NODISCARD err people_change(struct wtx *w, const struct person_proof *may, const struct person_details *d, int64_t seen_version);

/* Birthday, phone, email and ZIP code where none is known yet; what is known stays. Nothing to add: no change, and no row. */
NODISCARD err people_fill(struct wtx *w, const struct person_proof *may, const struct person_details *d);

/* People of this center by name, from behind `after` (none: from the first) on: those whose name has every one of the first three
 * words of `needle` in it, in any order; none or empty: everybody. At most PEOPLE_SHOWN; *more says that there are others. */
#define PEOPLE_SHOWN 50
NODISCARD err people_find(struct tx *tx, str needle, person_id after, struct people_list_rows *out, bool *more);

/* People of this center who may be the same: the same family name, and the same birthday or a given name that starts alike. */
NODISCARD err people_alike(struct tx *tx, const struct person_details *d, struct people_same_rows *out);

/* "family given preferred", folded: what people are searched and sorted by. */
str people_folded(struct arena *a, str family, str given, str preferred);

struct relation_details {
	enum relationship relationship;
	str family, given, phone, email;
	bool emergency;
};
NODISCARD err people_add_relation(struct wtx *w, const struct person_proof *may, const struct relation_details *d);
NODISCARD err people_remove_relation(struct wtx *w, const struct person_proof *may, relation_id relation);

#endif
