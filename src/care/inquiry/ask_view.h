/* ask_view.h - what the pages of asking for help show. */
#ifndef CARE_INQUIRY_ASK_VIEW_H
#define CARE_INQUIRY_ASK_VIEW_H

#include "care/inquiry/draft.h"
#include "care/inquiry/inquiry.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

struct ask_view {
	str organization;
	struct draft d;
	enum inquiry_kind kind;
	enum ask_page page;
	struct url here, back;
	struct ask_centers_rows centers; /* to choose from; only where they are asked for or named */
	str center_name, center_phone;   /* where it goes, or went */
};

/* One line of "check your answers". */
struct ask_line {
	enum ask_page page;
	str label;
	str value; /* none: not answered */
};
struct ask_lines {
	struct ask_line v[ASKS + ASK_PAGES];
	size_t n;
};
void ask_lines(struct ctx *c, const struct ask_view *v, struct ask_lines *out);

/* The page of the draft in hand. */
struct url ask_url(struct ctx *c, const struct ask_view *v, enum ask_page p);
/* The same, and back to "check your answers" afterwards. */
struct url ask_url_change(struct ctx *c, const struct ask_view *v, enum ask_page p);
/* The centers with their streets, and "choose for me". */
struct form_choices ask_center_choices(struct ctx *c, const struct ask_view *v);

struct referral_view {
	str organization;
	struct referral r;
};

#endif
