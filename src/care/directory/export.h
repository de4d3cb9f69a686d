/* export.h - inside this folder only: what FindTreatment.gov gives for exportsAsJson/v2, one facility at a time. */
#ifndef CARE_DIRECTORY_EXPORT_H
#define CARE_DIRECTORY_EXPORT_H

#include "care/directory/rows.h"

bool export_is(bytes body);
/* The file in hand of r. A facility that is no object is refused; ERR_MALFORMED: the file is no export. */
NODISCARD err export_read(struct rows *r);

#endif
