/* finder_pages.c - the search and the page of one facility. Nothing of who asks is read or kept. */
#include "base/id.h"
#include "care/finder/finder_routes.h"
#include "care/finder/finder_view.h"
#include "finder.html.h"
#include "facility.html.h"
#include "care/finder/compare_view.h"

/* "Use my location" asks the browser; no other page may. */
static void may_ask_where(struct ctx *c)
{
	response_header(c, "Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()");
}

static struct finder_view *view_of(struct ctx *c, const struct own_programs *own)
{
	struct finder_view *v = ARENA_NEW(c->arena, struct finder_view);

	c->zone = own->zone;
	v->organization = own->organization;
	finder_read(c, "compare", &v->asked);
	return v;
}

/* GET /find?near=&miles=&for=&sort=&compare=&after= and the groups of the mapping pack */
static err find_show(struct ctx *c)
{
	const struct own_programs *own;
	struct finder_view *v;

	may_ask_where(c);
	TRY(own_programs(c->tx, &own));
	v = view_of(c, own);
	if (!query_text(c, "near").p)
		return page(c, tpl_find, v);
	if (directory_spot(c, "near", v->asked.near, &v->spot) != OK) {
		v->guesses = directory_city_guesses(c, v->asked.near);
		return page_again(c, tpl_find, v);
	}
	TRY(finder_search(c, own, v));
	return page(c, tpl_find, v);
}

/* GET /find/{facility} - also under an id of an earlier edition. */
static err facility_show(struct ctx *c)
{
	const struct own_programs *own;
	struct directory_facility f;
	struct facility_view v = {.f = &f};
	facility_id id;

	TRY(PATH_ID(c, "facility", &id));
	TRY(directory_find(c->tx, id, &f));
	TRY(own_programs(c->tx, &own));
	c->zone = own->zone;
	v.organization = own->organization;
	finder_read(c, "with", &v.asked);
	TRY(finder_place_of(c, &v.asked, &f, &v.place));
	return page(c, tpl_facility, &v);
}

const struct route finder_routes[] = {
	{METHOD_GET, "/find", find_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_GET, "/find/compare", compare_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_GET, "/find/call-sheet", sheet_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_GET, "/find/{facility}", facility_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
};
const size_t finder_routes_n = COUNT_OF(finder_routes);
