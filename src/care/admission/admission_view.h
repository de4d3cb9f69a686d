/* admission_view.h - what the pages of admission show. */
#ifndef CARE_ADMISSION_ADMISSION_VIEW_H
#define CARE_ADMISSION_ADMISSION_VIEW_H

#include "care/admission/admission.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

struct admit_view {
	person_id person;
	str name, given;
	date today;
	struct form_choices programs, tracks, clinicians;
	person_id clinician; /* chosen at first: who asks, when they may be one */
	bool birth_known;    /* else age bands cannot be checked */
	bool ask_reason;     /* a size rule lets a reason stand */
};

/* A form about one stay. */
struct stay_form_view {
	struct episode_get_row e;
	str name, given;
	date today;
	struct form_choices tracks;
	str track; /* chosen at first: coming back to a track */
	bool ask_reason;
	struct enrollment_get_row membership; /* leaving */
};

struct tracks_view {
	struct episode_get_row e;
	str name, given;
	date today;
	struct enrollments_of_rows rows;
	bool open;
};

#define FREE_PER_DAY 2
struct free_row {
	struct label from_name, to_name;
	str from, to; /* as typed */
};
struct free_view {
	bool own;     /* the participant's own page */
	struct url to, back;
	str name;
	struct free_row rows[7][FREE_PER_DAY];
};

struct roster_view {
	struct track_of_admission_row track;
	date day;
	bool today;
	struct track_roster_rows rows;
	struct open_tracks_rows tracks; /* the others */
	struct url csv;
};

#endif
