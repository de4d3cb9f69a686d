/* sitemap_pages.h - what search engines may look at: the list of all public pages, and where they have no business. */
#ifndef CARE_SITE_SITEMAP_PAGES_H
#define CARE_SITE_SITEMAP_PAGES_H

#include "web/web.h"

/* GET /sitemap.xml - every public page, nothing that is a draft, and no form that somebody has begun. */
NODISCARD err sitemap_show(struct ctx *c);
/* GET /robots.txt - the way to the sitemap, and all that asks for a sign-in kept out. */
NODISCARD err robots_show(struct ctx *c);

#endif
