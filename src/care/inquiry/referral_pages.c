/* referral_pages.c - what a professional sees of a referral: received, contacted, scheduled, and nothing more. */
#include "care/inquiry/ask_view.h"
#include "care/inquiry/inquiry_routes.h"
#include "site.sql.h"
#include "referral.html.h"

/* GET /referral/{token} */
static err referral_show(struct ctx *c)
{
	struct referral_view v = {0};
	struct organization_name_row organization;
	const struct zone *z;

	TRY(referral_look(c->tx, path_text(c, "token"), &v.r));
	TRY(organization_name(c->tx, &organization));
	v.organization = organization.name;
	z = zone_find(v.r.center_zone);
	if (z)
		c->zone = z;
	return page(c, tpl_referral, &v);
}

const struct route referral_routes[] = {
	{METHOD_GET, "/referral/{token}", referral_show, PERM_PUBLIC, JOURNAL_NONE, 0, 0},
};
const size_t referral_routes_n = COUNT_OF(referral_routes);
