/* intake_view.h - what the pages of the admissions desk show. */
#ifndef CARE_INTAKE_INTAKE_VIEW_H
#define CARE_INTAKE_INTAKE_VIEW_H

#include "care/admission/admission_choices_view.h"
#include "care/center/structure_view.h"
#include "care/intake/intake.h"
#include "care/outbox/outbox.h"
#include "care/schedule/schedule_view.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

#define INTAKE_SHOWN 300

struct intake_list_view {
	struct intake_list_rows rows;
	struct intake_counts_rows counts;
	struct open_tracks_rows tracks; /* the seats people ask about */
	struct waiting_tracks waiting;
	struct form_choices steps, sources;
	str step, source;
	bool more; /* than are shown */
	date today;
	struct url csv;
};

struct intake_ended_view {
	struct inquiry_ended_list_rows rows;
	inquiry_id older;
};

struct waiting_view {
	struct waiting_tracks tracks;
	date today;
};

/* One request, and the forms about it: `i` as it stands. */
struct intake_view {
	const struct inquiry_proof *may;
	struct inquiry_get_row i;
	str name;
	date today;
	int64_t days; /* since the first contact */
	struct form_choices ends, tracks;
	struct waiting_place_get_row place; /* of the waiting list; none: track_id 0 */
};

struct intake_one_view {
	struct intake_view r;
	bool open;
	struct inquiry_steps_rows steps;
	struct contact_tries_rows tries;
	struct inquiry_twins twins;
	struct insurance_checks_rows insurance;
	struct appointments_about_rows appointments;
	struct outbox_about_rows messages;
	struct inquiry_files_rows files;
	struct referral_links_rows links;
	struct places_given_rows places;
	str insurance_said, assessment_said, decision_said; /* in a few words */
	episode_id stay; /* none yet: 0 */
	str link;        /* just made: told once */
};

struct insurance_view {
	struct intake_view r;
	struct insurance_checks_rows rows; /* newest first */
	struct insurance_checks_row was;   /* what the form starts from */
};

struct assessment_view {
	struct intake_view r;
	struct form_choices rooms, staff;
	struct appointments_about_rows rows;
	struct schedule_conflicts conflicts;
};

struct admit_inquiry_view {
	struct intake_view r;
	struct form_choices people, programs, clinicians;
	str person; /* chosen at first: "new" or an id */
	struct person_details d;
	struct relation_details beside[2];
	size_t n_beside;
	program_id program;
	bool ask_reason;
};

/* "Dana Reyes", "Dana", or none where no name was given. */
str intake_name(struct ctx *c, str given, str family);
/* The request that the address names, with its proof. */
NODISCARD err intake_load(struct ctx *c, struct intake_view *v);
/* How a change ended: true when the form is to be shown again with what is wrong. */
bool intake_refused(struct ctx *c, err e);
/* "250.00" for a field; none when it is not known. */
str value_dollars(struct ctx *c, struct opt_int sum);
/* What is to be done next, as typed. */
struct next_step intake_next(struct ctx *c);

#endif
