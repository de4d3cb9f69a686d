/* form.h - forms that were filled in, kept as answers: begun, gone on with, completed. A response keeps the version of the form it was
 * begun with; once completed it never changes, and filling the form in again is another response.
 * Whoever calls has asked for the proof of what the form is about (access_inquiry, access_chart). */
#ifndef CARE_FORM_FORM_H
#define CARE_FORM_FORM_H

#include "access/access.h"
#include "base/json.h"
#include "care/form/form_words.h"
#include "care/form/replies.h"
#include "form.sql.h"

struct form_subject {
	enum form_about kind;
	int64_t id;
	person_id person; /* for the journal; may be none */
};

struct form_filled {
	struct form_latest_row head; /* id 0: nobody has begun it */
	struct replies replies;
};

/* The newest response to the form of this address, with its answers; where there is none, the form's newest version without any.
 * ERR_BUG: the program has no such form. */
NODISCARD err form_load(struct tx *tx, const struct form_subject *about, str url, struct form_filled *out);
/* A new response beside those there are, in the form's newest version. */
NODISCARD err form_again(struct ctx *c, str url, struct form_filled *out);

/* Keeps f->replies, which are settled. Begins the response when there is none.
 * ERR_CONFLICT: somebody else wrote to it since f->head.version, completed it, or began one meanwhile.
 * Writes one journal row, which names no answer. */
NODISCARD err form_save(struct wtx *w, const struct form_subject *about, const struct form_filled *f);
/* The same, and it is complete from now on. ERR_INVALID: a required question has no answer; a problem each. */
NODISCARD err form_complete(struct wtx *w, const struct form_subject *about, const struct form_filled *f);

/* A FHIR R4 QuestionnaireResponse. `subject` and `author` are references ("EpisodeOfCare/..."); none: left out. */
void form_write(struct json *j, const struct form_filled *f, str subject, str author);

#endif
