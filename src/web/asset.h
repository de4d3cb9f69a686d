/* asset.h - style sheets, scripts, fonts and pictures, inside the program. tools/embed puts them there
 * and names each: ASSET_PORCHLIGHT_CSS is porchlight.css, so an asset that is not there does not
 * compile. An asset's address has the hash of its content in it (/assets/porchlight.3f2a91c0.css): an
 * address never changes its content. */
#ifndef WEB_ASSET_H
#define WEB_ASSET_H

#include "assets.h" /* made by tools/embed: enum asset_id, ASSET_COUNT */
#include "base/str.h"
#include "web/html.h"

struct asset {
	str name; /* "porchlight.css" */
	str url;
	const char *type; /* of the content, with the character set of texts */
	const char *etag; /* with its quotes; weak, since it stands for both forms */
	bytes data;
	bytes gz; /* the same compressed; none when that is not smaller */
};
extern const struct asset assets[ASSET_COUNT];

/* For {{ }} in templates. */
struct url asset_url(enum asset_id id);
/* The asset at this path; NULL: none. May be kept by caches for a year. */
const struct asset *asset_find(str path);

#endif
