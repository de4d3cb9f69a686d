/* people_view.h - what the pages of people show. */
#ifndef CARE_PEOPLE_PEOPLE_VIEW_H
#define CARE_PEOPLE_PEOPLE_VIEW_H

#include "care/people/people.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

struct people_view {
	str needle;
	struct people_list_rows rows;
	struct url next; /* the page behind this one; none: this is the last */
	bool first;      /* nothing is left out before these */
};

/* What is on record now and differs from what was typed, when somebody else was faster. */
struct other_value {
	const char *label;
	str now;
};
#define PERSON_FIELDS 13

struct person_form_view {
	person_id person; /* none: somebody new */
	struct person_details d;
	int64_t version;
	struct people_same_rows alike;
	struct other_value others[PERSON_FIELDS];
	size_t n_others;
};

struct person_view {
	struct person_get_row p;
	str name;
	int age;          /* -1: not known */
	bool teen;        /* guardians come first */
	struct person_identifiers_rows identifiers;
	struct person_relations_rows relations;
	struct person_stays_rows stays;
};

struct relation_view {
	person_id person;
	str person_name;
	relation_id id;
	str name;
};

#endif
