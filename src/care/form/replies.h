/* replies.h - what somebody answered to a questionnaire so far, and what follows from it: which items are asked, what is still
 * missing, whether somebody has to act now. Pure rules; answers are texts as they are kept ("true", "12", "2026-11-23", a code). */
#ifndef CARE_FORM_REPLIES_H
#define CARE_FORM_REPLIES_H

#include "care/form/questionnaire.h"

struct replies {
	const struct questionnaire *q;
	struct texts *of; /* per item */
	bool *asked;      /* per item: its conditions and those of what it stands in hold; set by replies_settle */
};

/* Nothing is answered; conditions are looked at. */
struct replies replies_new(struct arena *a, const struct questionnaire *q);

/* What a form field and a problem with it are called: "q12". */
const char *reply_field(struct arena *a, size_t item);

/* The answers to one question as they were typed (empty ones do not count); the problem is noted at reply_field. */
void replies_put(struct ctx *c, struct replies *r, size_t item, struct texts typed);

bool replies_hold(const struct replies *r, const struct form_condition *w);
/* Decides whether one item is asked, the earlier ones being settled; lets go of its answers when it is not. */
void replies_settle_one(struct replies *r, size_t item);
/* Decides which items are asked, and lets go of answers to those that are not. */
void replies_settle(struct replies *r);

/* A problem for every required question among [first, end) that is asked and has no answer. */
void replies_require(struct ctx *c, const struct replies *r, size_t first, size_t end);
/* How many there are. */
size_t replies_missing(const struct replies *r, size_t first, size_t end);

/* Whether anything of [first, end) is asked: a group without an open question is passed over. */
bool replies_ask(const struct replies *r, size_t first, size_t end);
/* The first top item from `item` on that asks something; q->n: none. */
size_t replies_next(const struct replies *r, size_t item);

/* Some text that asks to act now is shown. */
bool replies_urgent(const struct replies *r);

#endif
