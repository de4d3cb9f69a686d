/* journal_view.h - what the journal's screen and "Who has seen my record" show. */
#ifndef ACCESS_PAGES_JOURNAL_VIEW_H
#define ACCESS_PAGES_JOURNAL_VIEW_H

#include "access/inner.h"
#include "access/journal.h"
#include "access/pages/signin_view.h"
#include "journal.sql.h"
#include "web/show.h"

struct journal_view {
	struct centers_of_actor_rows centers;
	center_id center; /* 0: the organization's own chain */
	str center_name;
	struct journal_filter filter;
	str person, account; /* names of whom the filter is about; none: anybody */
	struct journal_list_rows rows;
	struct url csv;
	struct url more; /* none: this is all */
	bool whole; /* the organization's own chain may be read */
	bool bad;        /* the filter could not be read */
};

/* The same list with one part of the filter set to another value, or to none. */
struct url journal_url(struct ctx *c, const struct journal_view *v, struct url base, const char *name, str value);
/* Whom a row is about, in words: a name, "3 people", or nothing. */
str journal_whom(struct ctx *c, const struct journal_list_row *r);

/* An event as an administrator reads it: "view chart". Its label speaks to the participant. */
struct label journal_event_words(enum journal_event e);

/* What changed, without the signs of JSON: {"role":"clinician","given":true} is "role: clinician, given: true". */
str journal_detail(struct ctx *c, str json);

struct seen_view {
	date month;
	struct label month_name; /* "November 2026" */
	struct seen_lines lines;
	struct url earlier, later; /* later: none in the present month */
};

#endif
