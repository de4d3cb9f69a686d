/* glass_view.h - what the page for breaking the glass shows. */
#ifndef ACCESS_PAGES_GLASS_VIEW_H
#define ACCESS_PAGES_GLASS_VIEW_H

#include "access/accounts.h"
#include "access/pages/signin_view.h"

struct glass_view {
	struct form_choices centers;
};

#endif
