/* site.h - the whole program as it is served, on the wide world: browsers that come and go, what the database holds, what the
 * journal tells. */
#ifndef TESTS_SUPPORT_SITE_H
#define TESTS_SUPPORT_SITE_H

#include "cli/serve.h"
#include "support/every_form.h"
#include "support/test_web.h"

struct site {
	struct test_db *t;
	struct test_web w;
	struct app routes;
};

void site_open(struct site *s, struct test_db *t);
/* A new browser, so that the notice of the form before is not in the way. */
void enter_as(struct site *s, enum world_person who);
/* The first filling of the form of this route, or NULL. */
const struct every_form *form_of(const char *pattern);

#define EACH_ROUTE(s, r) \
	for (size_t i_ = 0; i_ < (s)->routes.n_tables; i_++) \
		for (const struct route *r = (s)->routes.tables[i_].v; r < (s)->routes.tables[i_].v + (s)->routes.tables[i_].n; r++)

/* Of everything in the database but the journal and the counts of tries. */
str digest(struct site *s);

/* Rows behind `after` by this account from our address; about this person, of this kind, where these are said. */
struct told {
	int64_t after, account, person;
	const char *event;
	const char *address;
	instant at;
	size_t n;
	int64_t last;
};
struct told ask_journal(struct site *s, struct told x);

#endif
