/* router.h - which route answers a path. All tables become one tree of path parts when the program
 * starts, and a table that forgets its permission or its journal event, or says what another table
 * said already, stops the start. A literal part goes before a value: "/people/new" is found before
 * "/people/{person}". */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/web.h"

#define ROUTE_VALUES 8 /* {parts} in one pattern at most */

struct router;

struct route_match {
	const struct route *get; /* NULL: this path does not answer GET */
	const struct route *post;
	str value[ROUTE_VALUES]; /* the text of each {part}, in order, as it stands in the address */
	size_t n;
};

/* The tree lives in `a`. ERR_BUG: *why names the first route that is wrong and what is wrong with it. */
NODISCARD err router_build(struct arena *a, const struct route_table *tables, size_t n, struct router **out, str *why);

/* False: no route has this path, whatever the method. The path is as sent, without the query. */
bool router_find(const struct router *r, str path, struct route_match *out);

/* The value that pattern part {name} has in this match; none when the pattern has no such part. */
str route_value(const struct route *route, const struct route_match *m, const char *name);

#endif
