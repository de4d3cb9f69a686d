/* pre_screen.h - the ten minutes on the phone (packs/forms/prescreen.json), filled in about a request for help. As soon as an answer
 * says that somebody has to act now, the request is urgent too, whether the form is complete or not. */
#ifndef CARE_INTAKE_PRE_SCREEN_H
#define CARE_INTAKE_PRE_SCREEN_H

#include "care/form/form.h"
#include "care/inquiry/inquiry.h"

#define PRE_SCREEN STR("urn:porchlight:form:prescreen")

/* The newest one about the request, as form_load. */
NODISCARD err pre_screen_load(struct tx *tx, const struct inquiry_proof *may, struct form_filled *out);

/* Keeps it unfinished, as form_save. *urgent: the request became urgent by this. */
NODISCARD err pre_screen_save(
	struct wtx *w, const struct inquiry_proof *may, const struct form_filled *f, bool *urgent);
/* As form_complete. A request that was not that far yet stands at the pre-screen from then on. */
NODISCARD err pre_screen_complete(
	struct wtx *w, const struct inquiry_proof *may, const struct form_filled *f, bool *urgent);

#endif
