/* fhir_view.h - what the page of import and export shows. */
#ifndef LINK_FHIR_FHIR_VIEW_H
#define LINK_FHIR_FHIR_VIEW_H

#include "link/fhir/fhir.h"
#include "web/forms.h"
#include "web/urls.h"

#define IMPORT_UPLOAD_MOST ((size_t)64 << 20) /* bytes of one upload, all files together; the command line takes any length */

struct exchange_view {
	const struct fhir_import *done; /* NULL: nothing was sent yet */
	struct fhir_counts total;
};

#endif
