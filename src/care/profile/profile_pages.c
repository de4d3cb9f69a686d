/* profile_pages.c - the organization's programs as anyone sees them. No cookie is read; caches may keep a page for a minute. */
#include "base/id.h"
#include "care/profile/profile_routes.h"
#include "care/profile/profile_view.h"
#include "site.sql.h"
#include "profile.html.h"

#define CENTERS_A_PAGE 10

static err organization_of(struct ctx *c, str *name)
{
	struct organization_name_row row = {0};
	err e = organization_name(c->tx, &row);

	*name = row.name;
	return e == ERR_NOT_FOUND ? OK : e; /* before there is an organization */
}

/* Where the page after "after" begins. */
static size_t first_after(const struct profile_centers *all, str after)
{
	int64_t id;

	if (!id_read(after, &id))
		return 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].id.v == id)
			return i + 1;
	return 0;
}

static struct url more_of(struct ctx *c, enum program_type type, center_id last)
{
	struct url u = url_our_programs();

	if (type)
		u = url_with(c, u, "type", code_of(&program_type_codes, (int)type));
	return url_with(c, u, "after", str_copy(c->arena, str_of(ID(last))));
}

/* GET /programs?type=&after= - center by center; one that has nothing of the type is left out. */
static err programs_show(struct ctx *c)
{
	struct programs_view v = {.type = (enum program_type)code_find(&program_type_codes, query_text(c, "type"))};
	struct profile_center *centers = ARENA_NEW_ARRAY(c->arena, struct profile_center, CENTERS_A_PAGE);
	struct profile_programs *programs = ARENA_NEW_ARRAY(c->arena, struct profile_programs, CENTERS_A_PAGE);
	struct profile_centers all;
	size_t i;

	TRY(organization_of(c, &v.organization));
	TRY(profile_centers(c->tx, &all));
	i = first_after(&all, query_text(c, "after"));
	v.later = i > 0;
	for (; i < all.n && v.n < CENTERS_A_PAGE; i++) {
		TRY(profile_at(c->tx, &all.v[i], v.type, &programs[v.n]));
		centers[v.n] = all.v[i];
		v.n += programs[v.n].n > 0;
	}
	if (i < all.n)
		v.more = more_of(c, v.type, all.v[i - 1].id);
	v.centers = centers;
	v.programs = programs;
	return page(c, tpl_our_programs, &v);
}

/* GET /programs/{center}/{program} */
static err program_show(struct ctx *c)
{
	struct profile_page_view v = {0};
	program_id id;

	TRY(PATH_ID(c, "program", &id));
	TRY(profile_load(c->tx, (center_id){c->center}, id, &v.p));
	v.ask = url_program_ask(c, v.p.program.center, id);
	return page(c, tpl_profile_page, &v);
}

/* GET /centers/{center} */
static err center_page_show(struct ctx *c)
{
	struct center_page_view v = {0};
	struct profile_centers all;
	size_t i = 0;

	TRY(organization_of(c, &v.organization));
	TRY(profile_centers(c->tx, &all));
	while (i < all.n && all.v[i].id.v != c->center)
		i++;
	if (i == all.n)
		return ERR_NOT_FOUND;
	v.center = all.v[i];
	TRY(profile_at(c->tx, &v.center, PROGRAM_TYPE_NONE, &v.programs));
	return v.programs.n ? page(c, tpl_center_page, &v) : ERR_NOT_FOUND;
}

const struct route profile_routes[] = {
	{METHOD_GET, "/programs", programs_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_GET, "/programs/{center}/{program}", program_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
	{METHOD_GET, "/centers/{center}", center_page_show, PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0},
};
const size_t profile_routes_n = COUNT_OF(profile_routes);
