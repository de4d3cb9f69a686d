/* sitemap_pages.c - the sitemap (sitemaps.org, version 0.9) and robots.txt. */
#include "care/site/sitemap_pages.h"

#include "care/site/site_view.h"
#include "sitemap.sql.h"
#include "web/site.h"

/* Under these nothing is for everyone: staff's pages, participants', accounts, and addresses with a secret in them. */
static const char *const kept_out[] = {"/c/", "/my", "/today", "/sign-in", "/sign-out", "/account", "/journal",
	"/break-glass", "/organization", "/calendar"};

struct sitemap {
	struct ctx *c;
	str site;
};

static void sitemap_add(struct sitemap *m, struct url page)
{
	buf_z(m->c->out, "<url><loc>");
	html_text_str(m->c, site_url(m->c, m->site, page).s);
	buf_z(m->c->out, "</loc></url>\n");
}

static err add_library_item(void *arg, const struct library_out_row *row)
{
	struct sitemap *m = arg;

	sitemap_add(m, url_library_item(m->c, row->slug));
	return OK;
}

/* Each center with something published, and each of its programs. */
static err add_programs(struct sitemap *m)
{
	struct profile_centers centers;

	TRY(profile_centers(m->c->tx, &centers));
	for (size_t i = 0; i < centers.n; i++) {
		struct profile_programs programs;

		TRY(profile_at(m->c->tx, &centers.v[i], PROGRAM_TYPE_NONE, &programs));
		sitemap_add(m, url_center_page(m->c, centers.v[i].id));
		for (size_t k = 0; k < programs.n; k++)
			sitemap_add(m, url_program_page(m->c, programs.v[k].center, programs.v[k].id));
	}
	return OK;
}

err sitemap_show(struct ctx *c)
{
	const struct url pages[] = {url_home(), url_iop(), url_types(), url_expect(), url_approaches(), url_families(),
		url_professionals(), url_paying(), url_find(), url_call_sheet(), url_our_programs(), url_library(),
		url_privacy(), url_accessibility()};
	struct sitemap m = {.c = c};

	TRY(site_address(c, &m.site));
	buf_z(c->out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < COUNT_OF(pages); i++)
		sitemap_add(&m, pages[i]);
	for (size_t i = 0; i < site_types.n; i++)
		sitemap_add(&m, url_type(c, site_types.v[i].slug));
	for (size_t i = 0; i < site_approaches.n; i++)
		sitemap_add(&m, url_approach(c, site_approaches.v[i].slug));
	TRY(add_programs(&m));
	TRY(library_out(c->tx, add_library_item, &m));
	buf_z(c->out, "</urlset>\n");
	return send_body(c, 200, "application/xml; charset=utf-8");
}

err robots_show(struct ctx *c)
{
	str site;

	TRY(site_address(c, &site));
	buf_z(c->out, "User-agent: *\n");
	for (size_t i = 0; i < COUNT_OF(kept_out); i++)
		buf_format(c->out, "Disallow: %s\n", kept_out[i]);
	buf_format(c->out, "\nSitemap: %.*s\n", STR_ARG(site_url(c, site, url_sitemap()).s));
	return send_body(c, 200, "text/plain; charset=utf-8");
}
