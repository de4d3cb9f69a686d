/* outbox_view.h - what the outbox page shows. */
#ifndef CARE_OUTBOX_OUTBOX_VIEW_H
#define CARE_OUTBOX_OUTBOX_VIEW_H

#include "care/outbox/outbox.h"
#include "web/show.h"
#include "web/urls.h"

struct outbox_view {
	struct outbox_list_rows rows; /* at most a page of them */
	outbox_message_id older;      /* the next page starts before this one; none: there are no more */
};

#endif
