/* layout.h - what stands around a page: web/layout.html behind C functions. A template names its
 * layout in its first line (%layout staff title "..." nav NAV_GROUPS), and tplc calls begin and end. */
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "web/html.h"

enum nav {
	NAV_NONE,
	NAV_TODAY,
	NAV_GROUPS,
	NAV_SCHEDULE,
	NAV_PEOPLE,
	NAV_INQUIRIES,
	NAV_OVERVIEW,
	NAV_MAKE_UP,
	NAV_ACCOUNTS,
	NAV_SETTINGS,
	NAV_JOURNAL,
	NAV_ACCOUNT,
	NAV_MY_WEEK,
	NAV_MY_RECORD,
	NAV_HOME, /* from here on: the public site */
	NAV_FIND,
	NAV_IOP,
	NAV_PROGRAMS,
	NAV_FAMILIES,
	NAV_PROFESSIONALS,
	NAV_PAYING,
	NAV_LIBRARY,
	NAV_ASK
};

/* Staff: side bar from 960 px, skip link, notice, error summary. */
struct layout_staff {
	struct html title;
	enum nav nav;
	struct html crumbs; /* may be none */
};
void layout_staff_begin(struct ctx *c, const struct layout_staff *l);
void layout_staff_end(struct ctx *c);
/* Participant: one column, bottom navigation on phones. */
struct layout_my {
	struct html title;
	enum nav nav;
};
void layout_my_begin(struct ctx *c, const struct layout_my *l);
void layout_my_end(struct ctx *c);
/* Whoever is signed in: the staff's frame or a participant's. For pages both have, such as the account. */
struct layout_signed_in {
	struct html title;
	enum nav nav;
};
void layout_signed_in_begin(struct ctx *c, const struct layout_signed_in *l);
void layout_signed_in_end(struct ctx *c);
/* Anyone: 988 on top, exit-this-page, one column. No cookie is read. */
struct layout_public {
	struct html title;
	struct html description;
};
void layout_public_begin(struct ctx *c, const struct layout_public *l);
void layout_public_end(struct ctx *c);
/* Anyone, without a column of its own: the page lays out its whole width. */
struct layout_front {
	struct html title;
	struct html description;
};
void layout_front_begin(struct ctx *c, const struct layout_front *l);
void layout_front_end(struct ctx *c);

/* Anyone, a page of the organization's public site: its name, navigation, foot. The page lays out its whole width inside of main.
 * No cookie is read. */
struct layout_site {
	struct html title;
	struct html description; /* what a search engine shows; one sentence */
	str organization;        /* none: Porchlight */
	struct url feed;         /* what apps that are given this page subscribe to; may be none */
	enum nav nav;
};
void layout_site_begin(struct ctx *c, const struct layout_site *l);
void layout_site_end(struct ctx *c);

/* The page of every error (web/error.html), for struct app. */
struct error_view;
void tpl_error(struct ctx *c, const struct error_view *v);

#endif
