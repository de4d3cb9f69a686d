/* site_view.h - what the pages of the public site show. Their words stand in the templates beside this file; what a law says stands in
 * packs/site with its source, and what the organization offers comes from its own rows. */
#ifndef CARE_SITE_SITE_VIEW_H
#define CARE_SITE_SITE_VIEW_H

#include "care/finder/finder_view.h"
#include "care/inquiry/draft.h"
#include "care/library/library_view.h"
#include "care/pack_json.h"
#include "care/profile/profile_view.h"
#include "care/words.h"
#include "web/show.h"
#include "web/urls.h"

/* One of several pages of a kind, and the words of its card. */
struct site_topic {
	const char *slug; /* last part of its address */
	const char *name;
	const char *line;       /* one sentence */
	enum program_type type; /* types only */
	void (*icon)(struct ctx *c);
	void (*words)(struct ctx *c);
};
struct site_topics {
	const struct site_topic *v;
	size_t n;
};
extern const struct site_topics site_types, site_approaches;

struct site_topic_view {
	str organization;
	const struct site_topic *topic;
};

/* What a law gives to people, as packs/site/us-law.json says it. */
struct site_law {
	str code, name;
	str source; /* "45 CFR 149.610" */
	date effective_from;
	struct texts says; /* a sentence each */
};
struct site_laws {
	struct site_law *v;
	size_t n;
};
NODISCARD err site_laws(struct ctx *c, struct site_laws *out);
/* NULL: the pack has none with this code. */
const struct site_law *site_law(const struct site_laws *laws, const char *code);

struct site_law_page {
	str organization;
	struct site_laws laws;
};

struct site_expect_view {
	str organization;
	struct profile_sample *sample; /* a real track's week; NULL: no program is published */
};

/* Asking for help with the first question answered by where the link stands. */
static inline struct url site_ask_for(struct ctx *c, enum inquiry_kind kind)
{
	return url_with(c, url_ask(), "kind", code_of(&inquiry_kind_codes, kind));
}

struct site_home_view {
	str organization;
	struct finder_asked asked;         /* nothing yet: the search form as it begins */
	struct library_public_row *latest; /* NULL: nothing is out */
	struct profile_programs programs;  /* of the first center that has any published */
	bool more;                         /* there are others */
};

#endif
