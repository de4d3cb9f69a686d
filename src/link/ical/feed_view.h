/* feed_view.h - the page of one's private calendar addresses. */
#ifndef LINK_ICAL_FEED_VIEW_H
#define LINK_ICAL_FEED_VIEW_H

#include "link/ical/feed.h"
#include "web/show.h"
#include "web/urls.h"

struct feeds_view {
	struct feeds_of_account_rows rows;
	str made;        /* the address just made, whole; none */
	struct url here; /* where its forms go */
	bool staff;
};

#endif
