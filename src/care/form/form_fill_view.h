/* form_fill_view.h - a form on pages: its fields, what was sent, the answers to look over, and what to do now. Any feature that has a
 * form filled in shows it through these; the addresses and the permission are the feature's own. */
#ifndef CARE_FORM_FORM_FILL_VIEW_H
#define CARE_FORM_FORM_FILL_VIEW_H

#include "care/form/form.h"
#include "web/forms.h"

/* The items [first, end) as fields: one top item a page, or (0, q->n) the whole form. Everything is in the page; what is not asked is
 * hidden, until the server or form.js shows it. The form element has data-form and tpl_form_live in it. */
struct form_fill {
	const struct replies *r;
	size_t first, end;
};
/* In form_fill.html: tpl_form_fields(c, fill, first, end), tpl_form_live(c), tpl_form_urgent(c, replies), tpl_form_answers(c, review). */

/* Takes the fields of [first, end) as they were sent, with a problem beside each that is wrong, and settles. True: questions came up
 * that the person has not seen yet, so the same page is shown once more. */
bool form_fill_read(struct ctx *c, struct replies *r, size_t first, size_t end);

/* The answers, by top item. */
struct form_review {
	const struct replies *r;
	struct url change; /* of one part: ?part=<linkId> is added; none: they cannot be changed */
};

/* For the parts themselves. */
struct field_view form_field_view(struct ctx *c, const struct replies *r, size_t item);
str form_conditions(struct ctx *c, const struct form_fill *f, const struct form_item *it);
str form_shown_answer(struct ctx *c, const struct form_item *it, str value);

/* The top item of this linkId; q->n: there is none. */
size_t form_part(const struct questionnaire *q, str link_id);

#endif
