/* own_view.h - what the page of one's own account shows. */
#ifndef ACCESS_PAGES_OWN_VIEW_H
#define ACCESS_PAGES_OWN_VIEW_H

#include "access/accounts.h"
#include "access/pages/signin_view.h"
#include "web/show.h"

struct own_signin {
	signin_id id;
	instant began, seen;
	struct label what; /* "Firefox on Windows" */
	str address;
	bool here; /* the one that asks */
};

struct own_view {
	str login;
	bool has_totp;
	bool staff;
	int64_t codes_left;
	struct own_signin *signins;
	size_t n;
};

/* A browser and its machine in words, from what it calls itself. */
struct label browser_label(str agent);

#endif
