/* home.c - the start page. It shows nobody's data and reads no cookie. */
#include "web/home.h"

#include "home.html.h"
#include "home.sql.h"

/* GET / - before there is an organization the page speaks of Porchlight itself. */
static err home_show(struct ctx *c)
{
	struct organization_name_row row = {.name = STR("Porchlight")};
	err e = organization_name(c->tx, &row);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	return page(c, tpl_home, &(struct home_view){row.name});
}

const struct route home_routes[] = {
	{METHOD_GET, "/", home_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
};
const size_t home_routes_n = COUNT_OF(home_routes);
