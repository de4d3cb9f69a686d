/* starting_view.h - what the task list's pages show. */
#ifndef CARE_STARTING_STARTING_VIEW_H
#define CARE_STARTING_STARTING_VIEW_H

#include "care/admission/admission_view.h"
#include "care/center/structure_view.h"
#include "care/consent/consent.h"
#include "care/people/people.h"
#include "care/starting/consent_age.h"
#include "care/starting/starting.h"

/* What the law of the center's state says of minors, as far as the pack is sure. */
struct state_law {
	str state; /* two letters; may be empty */
	struct consent_ages ages;
};
err load_state_law(struct ctx *c, enum program_type type, struct state_law *out);

/* A stay with all that its list rests on. */
struct starting_view {
	struct starting s;
	str name, given;
	bool open;   /* the stay goes on */
	struct consents_asked_rows consents;
	struct signatures_of_rows signatures;
	struct starting_marks_rows marks;
	struct starting_checks_rows checks;
	struct person_relations_rows relations;
	struct starting_first_row first; /* id 0: there is none */
	struct state_law law;
};

/* The form that records one task; see starting_record.html. */
struct starting_record_view {
	struct starting s;
	str name, given;
	date today;
	enum starting_task task;
	struct form_choices kinds, staff;
	str alone; /* why no guardian is needed, where the law of the state says so */
	person_id me; /* who may have held it: who is asking, where they work here as a clinician */
};
struct starting_undo_view {
	str name;
	episode_id episode;
	starting_mark_id id;
	enum mark_kind kind;
};

struct startings_view {
	struct starting_list all; /* those with something open, what blocks first */
};
struct starting_rule_view {
	struct program_get_row p;
	struct starting_rule rule;
	struct form_choices texts;
	struct state_law law;
	int64_t age; /* what the program chose; where nobody did and the law of the state is known, from which age minors agree alone */
};

struct my_start_view {
	struct starting s;
	str name;
	struct person_get_row p;
	struct consents_asked_rows consents;
	struct signatures_of_rows signatures;
	struct person_relations_rows relations;
	struct starting_first_row first;
	bool checked; /* the contact data, at some time */
};

#endif
