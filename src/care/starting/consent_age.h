/* consent_age.h - who may have to sign for a minor, by the law of the center's state: packs/starting/us-consent-ages.json.
 * It is a suggestion with its source, never a rule: what the program has chosen holds (starting_rule), and where the pack is not sure it
 * says "check". */
#ifndef CARE_STARTING_CONSENT_AGE_H
#define CARE_STARTING_CONSENT_AGE_H

#include "base/code.h"
#include "base/time.h"
#include "care/words.h"

#define AGE_ADVICE_TABLE(X) \
	X(ADVICE_CHECK, "check", "Check the law of the state", NULL) \
	X(ADVICE_ALONE, "alone", "The minor may agree alone", NULL) \
	X(ADVICE_BOTH,  "both",  "A parent or guardian agrees, and the minor signs beside them", NULL)
CODE_ENUM(age_advice, AGE_ADVICE_TABLE, ADVICE_NONE)

/* One row of the pack. */
struct consent_age {
	str state;
	enum program_type treatment; /* PROGRAM_ADDICTION or PROGRAM_MENTAL_HEALTH */
	enum age_advice signs;       /* alone from from_age on, or check */
	int from_age;
	str source, note;
	date effective_from; /* none where nothing is claimed */
};

struct consent_ages {
	const struct consent_age *v[2]; /* of the state, in force, about what the program treats */
	size_t n;
	int from_age; /* from which a minor may agree alone to all that the program treats; 0: check */
};
/* Programs for both, and for teens, treat addiction and mental health; of an eating disorder nothing is claimed. */
struct consent_ages consent_ages_of(str state, enum program_type type, date on);
/* `age` below the age of majority. */
enum age_advice consent_advice(const struct consent_ages *a, int age);
/* "RCW 71.34.530": the sources of the rows, each once. */
str consent_ages_sources(struct arena *a, const struct consent_ages *ages);

#endif
