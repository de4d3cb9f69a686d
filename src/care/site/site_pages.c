/* site_pages.c - the public site's pages. None reads a cookie or anything of a person. */
#include "care/site/site_routes.h"
#include "care/site/site_view.h"
#include "care/site/sitemap_pages.h"
#include "site_approaches.html.h"
#include "site_guide.html.h"
#include "site_home.html.h"
#include "site_paying.html.h"
#include "site_pieces.html.h"
#include "site_promises.html.h"
#include "site_types.html.h"

/* In the order in which they are told. */
static const struct site_topic types[] = {
	{"addiction", "Addiction", "For people who want to stop or change their use of alcohol or other drugs.",
		PROGRAM_ADDICTION, tpl_icon_sunrise, tpl_type_addiction},
	{"mental-health", "Mental health",
		"For depression, anxiety, trauma, bipolar disorder and other conditions of the mind.", PROGRAM_MENTAL_HEALTH,
		tpl_icon_cloud, tpl_type_mental_health},
	{"co-occurring", "Addiction and mental health together",
		"For people who live with both. One team and one plan for both.", PROGRAM_CO_OCCURRING, tpl_icon_rings,
		tpl_type_co_occurring},
	{"teens", "Teens", "For young people, with their family taking part and their school supporting them.",
		PROGRAM_TEEN, tpl_icon_cap, tpl_type_teens},
	{"eating-disorders", "Eating disorders",
		"For people with an eating disorder, with medical care and nutrition counseling.", PROGRAM_EATING_DISORDER,
		tpl_icon_bowl, tpl_type_eating_disorders},
};
const struct site_topics site_types = {types, COUNT_OF(types)};

static const struct site_topic approaches[] = {
	{"twelve-step", "12-step facilitation",
		"Getting to know the steps and the meetings, if you want to. Other groups count the same.",
		.icon = tpl_icon_steps, .words = tpl_approach_twelve_step},
	{"cbt", "Cognitive behavioral therapy (CBT)",
		"Seeing how thoughts, feelings and actions hang together, and changing one to help the others.",
		.icon = tpl_icon_thought, .words = tpl_approach_cbt},
	{"motivational", "Motivational approaches", "Finding your own reasons to change, at your own speed.",
		.icon = tpl_icon_compass, .words = tpl_approach_motivational},
	{"therapeutic-community", "Therapeutic community",
		"The group itself helps: people support each other and take on small jobs.", .icon = tpl_icon_circle,
		.words = tpl_approach_community},
	{"dbt", "Dialectical behavior therapy (DBT)",
		"Skills for strong feelings: noticing, getting through, steadying, and asking.", .icon = tpl_icon_wave,
		.words = tpl_approach_dbt},
	{"family", "Family therapy", "The people close to you take part, learn with you and get help themselves.",
		.icon = tpl_icon_home, .words = tpl_approach_family},
};
const struct site_topics site_approaches = {approaches, COUNT_OF(approaches)};

/* ---- pages of words ------------------------------------------------------------------------------------------------------- */

#define WORDS(name) \
	static err name##_show(struct ctx *c) \
	{ \
		str organization; \
\
		TRY(library_begin(c, &organization)); \
		return page(c, tpl_site_##name, organization); \
	}
WORDS(iop)
WORDS(types)
WORDS(approaches)
WORDS(families)
WORDS(professionals)
WORDS(accessibility)

/* GET /what-to-expect - with the week of a real track, as it stands today. */
static err expect_show(struct ctx *c)
{
	struct site_expect_view v = {0};
	struct profile_sample sample;
	err e = profile_sample_week(c->tx, PROGRAM_TYPE_NONE, &sample);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	v.sample = e == OK ? &sample : NULL;
	TRY(library_begin(c, &v.organization));
	return page(c, tpl_site_expect, &v);
}

static err topic_show(
	struct ctx *c, const struct site_topics *topics, void (*tpl)(struct ctx *c, const struct site_topic_view *v))
{
	struct site_topic_view v = {0};
	str slug = path_text(c, "topic");

	for (size_t i = 0; i < topics->n; i++)
		if (str_is(slug, topics->v[i].slug))
			v.topic = &topics->v[i];
	if (!v.topic)
		return ERR_NOT_FOUND;
	TRY(library_begin(c, &v.organization));
	return page(c, tpl, &v);
}

static err type_show(struct ctx *c)
{
	return topic_show(c, &site_types, tpl_site_type);
}

static err approach_show(struct ctx *c)
{
	return topic_show(c, &site_approaches, tpl_site_approach);
}

/* ---- pages with the law's part ---------------------------------------------------------------------------------------------- */

static err law_show(struct ctx *c, void (*tpl)(struct ctx *c, const struct site_law_page *v))
{
	struct site_law_page v = {0};

	TRY(library_begin(c, &v.organization));
	TRY(site_laws(c, &v.laws));
	return page(c, tpl, &v);
}

static err paying_show(struct ctx *c)
{
	return law_show(c, tpl_site_paying);
}

static err privacy_show(struct ctx *c)
{
	return law_show(c, tpl_site_privacy);
}

/* ---- home --------------------------------------------------------------------------------------------------------------- */

#define HOME_PROGRAMS 3

/* GET / - before there is an organization the page speaks of Porchlight itself. */
static err home_show(struct ctx *c)
{
	struct site_home_view v = {0};
	struct library_public_rows latest;
	struct profile_centers centers;

	TRY(library_begin(c, &v.organization));
	TRY(library_public(c->tx, &latest, .kind = LIBRARY_KIND_NONE, .before = {INT64_MAX}, .before_id = {INT64_MAX}));
	finder_read(c, "compare", &v.asked);
	TRY(profile_centers(c->tx, &centers));
	if (centers.n)
		TRY(profile_at(c->tx, &centers.v[0], PROGRAM_TYPE_NONE, &v.programs));
	v.more = centers.n > 1 || v.programs.n > HOME_PROGRAMS;
	if (v.programs.n > HOME_PROGRAMS)
		v.programs.n = HOME_PROGRAMS;
	v.latest = latest.n ? latest.v : NULL;
	return page(c, tpl_site_home, &v);
}

#define OPEN PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0
const struct route site_routes[] = {
	{METHOD_GET, "/", home_show, OPEN},
	{METHOD_GET, "/iop", iop_show, OPEN},
	{METHOD_GET, "/types", types_show, OPEN},
	{METHOD_GET, "/types/{topic}", type_show, OPEN},
	{METHOD_GET, "/what-to-expect", expect_show, OPEN},
	{METHOD_GET, "/approaches", approaches_show, OPEN},
	{METHOD_GET, "/approaches/{topic}", approach_show, OPEN},
	{METHOD_GET, "/families", families_show, OPEN},
	{METHOD_GET, "/professionals", professionals_show, OPEN},
	{METHOD_GET, "/paying", paying_show, OPEN},
	{METHOD_GET, "/privacy", privacy_show, OPEN},
	{METHOD_GET, "/accessibility", accessibility_show, OPEN},
	{METHOD_GET, "/sitemap.xml", sitemap_show, OPEN},
	{METHOD_GET, "/robots.txt", robots_show, OPEN},
};
const size_t site_routes_n = COUNT_OF(site_routes);
