/* form_words.h - what a filled-in form can be about, and how far it has come (FHIR QuestionnaireResponse.status). */
#ifndef CARE_FORM_FORM_WORDS_H
#define CARE_FORM_FORM_WORDS_H

#include "care/form/questionnaire.h"

#define FORM_ABOUT_TABLE(X) \
	X(FORM_ABOUT_INQUIRY, "inquiry", "Request for help", NULL) \
	X(FORM_ABOUT_EPISODE, "episode", "Stay", "EpisodeOfCare")
CODE_ENUM(form_about, FORM_ABOUT_TABLE, FORM_ABOUT_NONE)

#define FORM_STATE_TABLE(X) \
	X(FORM_IN_PROGRESS, "in-progress", "Being filled in", "in-progress") \
	X(FORM_COMPLETED, "completed", "Filled in", "completed")
CODE_ENUM(form_state, FORM_STATE_TABLE, FORM_STATE_NONE)

#endif
