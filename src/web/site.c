/* site.c - the address of this site. */
#include "web/site.h"

#include "site.sql.h"
#include "web/request.h"

err site_address(struct ctx *c, str *out)
{
	struct site_address_set_row row;
	err e = site_address_set(c->tx, &row);

	*out = STR_NONE;
	if (e == OK)
		*out = row.value;
	else if (e != ERR_NOT_FOUND)
		return e;
	else if (c->req)
		*out = str_format(c->arena, "%s://%.*s", c->req->https ? "https" : "http", STR_ARG(c->req->host));
	return OK;
}

struct url site_url(struct ctx *c, str site, struct url own)
{
	return (struct url){str_format(c->arena, "%.*s%.*s", STR_ARG(site), STR_ARG(own.s))};
}
