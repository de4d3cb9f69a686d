/* markdown.h - text that people write in Markdown (CommonMark), as HTML for a page. What they write is text and stays text:
 * raw HTML shows as it was typed, links lead only to http(s), mailto and paths of ours, pictures become their description,
 * and headings stand below the page's own without leaving a level out. */
#ifndef WEB_MARKDOWN_H
#define WEB_MARKDOWN_H

#include "web/html.h"

/* `level` is what the text's outermost headings become, however many # they have: 2 on a page that has its own h1. */
struct html markdown(struct ctx *c, str text, int level);
/* The same for pages elsewhere: paths of ours are written behind the site's address. */
struct html markdown_abroad(struct ctx *c, str text, int level, str site);

#endif
