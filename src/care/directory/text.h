/* text.h - inside this folder only: names and addresses in a form in which they can be compared. */
#ifndef CARE_DIRECTORY_TEXT_H
#define CARE_DIRECTORY_TEXT_H

#include "base/str.h"

/* Without the blanks at both ends, no-break spaces too: workbooks have them. */
str text_trim(str s);
/* Small letters and digits with one blank between words; accents and apostrophes are gone. As in tools/directory/derive.mjs. */
str text_key(struct arena *a, str s);
/* text_key with the abbreviations of addresses written out: "1211 N. 8th St." is "1211 north 8th street". */
str text_street(struct arena *a, str s);
/* text_key of a city: "St. Louis" is "saint louis". */
str text_city(struct arena *a, str s);
/* Digits of a telephone number with its extension behind an x: "913-328-4838 x12" is "9133284838x12". None: it is no
 * number that can be called. */
str text_phone(struct arena *a, str s);

#endif
