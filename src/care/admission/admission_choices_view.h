/* admission_choices_view.h - what the forms of admission offer to choose from. */
#ifndef CARE_ADMISSION_ADMISSION_CHOICES_VIEW_H
#define CARE_ADMISSION_ADMISSION_CHOICES_VIEW_H

#include "care/admission/admission_view.h"

/* Programs that are open on `day` or later, with their age bands. */
NODISCARD err program_choices(struct ctx *c, date day, struct form_choices *out);
/* Tracks of a program (none: of all), with their seats. */
NODISCARD err track_choices(struct ctx *c, program_id program, date day, struct form_choices *out);
/* Who works here. */
NODISCARD err clinician_choices(struct ctx *c, date day, struct form_choices *out);

#endif
