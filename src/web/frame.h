/* frame.h - between layout.c, which knows who may go where, and layout.html, which draws it. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "web/asset.h"
#include "web/urls.h"

/* One line of the navigation. */
struct nav_item {
	const char *label;
	struct url url;
	const char *icon; /* an SVG path on 24 x 24, or NULL */
	bool here;
};
struct nav_list {
	struct nav_item v[12];
	size_t n;
};

/* "#field": the field a problem belongs to has its name as id. */
struct url frame_url_field(struct ctx *c, const struct problem *p);

#endif
