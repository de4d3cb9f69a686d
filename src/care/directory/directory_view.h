/* directory_view.h - what the directory's screen shows. */
#ifndef CARE_DIRECTORY_DIRECTORY_VIEW_H
#define CARE_DIRECTORY_DIRECTORY_VIEW_H

#include "care/directory/directory.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

struct directory_view {
	struct directory_editions editions;
	const struct directory_summary *done; /* NULL: nothing was brought in just now */
};

#endif
