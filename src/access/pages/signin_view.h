/* signin_view.h - what the pages of signing in show. */
#ifndef ACCESS_SIGNIN_VIEW_H
#define ACCESS_SIGNIN_VIEW_H

#include "access/accounts.h"
#include "access_pages.sql.h"
#include "web/forms.h"
#include "web/urls.h"

/* A page of ours to go on to once signed in; none: the first page. */
struct signin_view {
	str then;
	str login; /* already known; may be none */
};

struct enroll_view {
	str then;
	struct totp_card card;
	bool may_leave; /* somebody fully signed in who could as well not */
};

struct recovery_view {
	const struct code_text *codes;
	struct url next;
};

struct choose_view {
	struct centers_of_actor_rows centers;
};

/* "/sign-in/first?then=..." */
struct url signin_with_then(struct ctx *c, struct url u, str then);
/* A center's own Today. */
struct url url_today_of(struct ctx *c, center_id center);

#endif
