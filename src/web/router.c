/* router.c - a tree with one node per path part. Siblings are few, so a list is searched as fast as
 * anything cleverer. */
#include "web/router.h"

struct node {
	str part;
	struct node *next;    /* sibling with another literal part */
	struct node *literal; /* first child with a literal part */
	struct node *value;   /* the child that takes any part */
	const struct route *get, *post;
};

struct router {
	struct node root;
};

/* Takes the next part off a path that has been stripped of its first slash; *more says whether a
 * slash followed. */
static str next_part(str *rest, bool *more)
{
	size_t slash = str_find(*rest, '/', 0);
	str part = str_slice(*rest, 0, slash);

	*more = slash < rest->n;
	*rest = str_slice(*rest, *more ? slash + 1 : rest->n, rest->n);
	return part;
}

static bool part_is_value(str part)
{
	return part.n > 2 && part.p[0] == '{' && part.p[part.n - 1] == '}';
}

static struct node *child(struct arena *a, struct node *parent, str part)
{
	struct node **at = &parent->literal;
	struct node *n;

	if (part_is_value(part))
		at = &parent->value;
	else
		while (*at && !str_eq((*at)->part, part))
			at = &(*at)->next;
	if (*at)
		return *at;
	n = ARENA_NEW(a, struct node);
	n->part = part;
	*at = n;
	return n;
}

/* What is wrong with a route by itself, or NULL. */
static const char *route_fault(const struct route *r)
{
	bool open = r->permission == PERM_PUBLIC;

	if (!r->pattern || r->pattern[0] != '/')
		return "its pattern does not start with /";
	if (r->method != METHOD_GET && r->method != METHOD_POST)
		return "it has no method";
	if (!r->handler)
		return "it has no handler";
	if (r->permission == PERM_UNSET || r->permission >= PERM_COUNT)
		return "it does not say who may use it (permission)";
	if (r->event == JOURNAL_UNSET)
		return "it does not say what the journal keeps of it (event; JOURNAL_NONE when nothing)";
	if ((r->flags & ROUTE_UPLOAD) && r->method != METHOD_POST)
		return "only a POST takes an upload";
	if ((r->flags & ROUTE_PUBLIC_CACHE) && (!open || r->method != METHOD_GET || r->event != JOURNAL_NONE))
		return "caches may keep only what everybody may GET";
	if ((r->flags & ROUTE_NO_TX) && (!open || r->event != JOURNAL_NONE))
		return "without the database there is no permission and no journal";
	return NULL;
}

static const char *route_add(struct arena *a, struct node *root, const struct route *r)
{
	const char *fault = route_fault(r);
	struct node *n = root;
	const struct route **slot;
	size_t values = 0;
	str rest;
	bool more;

	if (fault)
		return fault;
	rest = str_slice(str_of(r->pattern), 1, SIZE_MAX);
	for (more = rest.n > 0; more;) {
		str part = next_part(&rest, &more);

		if (!part.n)
			return "its pattern has an empty part";
		if (part_is_value(part) && ++values > ROUTE_VALUES)
			return "its pattern has too many {parts}";
		n = child(a, n, part);
	}
	slot = r->method == METHOD_GET ? &n->get : &n->post;
	if (*slot)
		return "another route has the same method and pattern";
	*slot = r;
	return NULL;
}

err router_build(struct arena *a, const struct route_table *tables, size_t n, struct router **out, str *why)
{
	struct router *router = ARENA_NEW(a, struct router);

	for (size_t t = 0; t < n; t++)
		for (size_t i = 0; i < tables[t].n; i++) {
			const struct route *r = &tables[t].v[i];
			const char *fault = route_add(a, &router->root, r);

			if (!fault)
				continue;
			*why = str_format(a, "route %s %s: %s", r->method == METHOD_POST ? "POST" : "GET",
				r->pattern ? r->pattern : "(no pattern)", fault);
			return ERR_BUG;
		}
	*out = router;
	return OK;
}

/* Depth first, literal before value; the depth is that of the deepest pattern, never of the path. */
static const struct node *find(const struct node *n, str rest, bool more, struct route_match *m)
{
	const struct node *found = NULL;
	str part;

	if (!more)
		return n->get || n->post ? n : NULL;
	part = next_part(&rest, &more);
	for (const struct node *l = n->literal; l && !found; l = l->next)
		if (str_eq(l->part, part))
			found = find(l, rest, more, m);
	if (found || !n->value || !part.n)
		return found;
	m->value[m->n++] = part;
	found = find(n->value, rest, more, m);
	if (!found)
		m->n--;
	return found;
}

bool router_find(const struct router *r, str path, struct route_match *out)
{
	const struct node *n;

	*out = (struct route_match){0};
	if (!path.n || path.p[0] != '/')
		return false;
	n = find(&r->root, str_slice(path, 1, path.n), path.n > 1, out);
	if (!n)
		return false;
	out->get = n->get;
	out->post = n->post;
	return true;
}

str route_value(const struct route *route, const struct route_match *m, const char *name)
{
	str rest = str_slice(str_of(route->pattern), 1, SIZE_MAX);
	size_t i = 0;
	bool more;

	for (more = rest.n > 0; more;) {
		str part = next_part(&rest, &more);

		if (!part_is_value(part))
			continue;
		if (str_is(str_slice(part, 1, part.n - 1), name))
			return m->value[i];
		i++;
	}
	return STR_NONE;
}
