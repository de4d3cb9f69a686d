/* rule.h - what every rule of law, payer or house has: a name, dates, and where it is written.
 * Rules are dated data in packs/; a change is a new version with the day it takes effect, so that the past
 * keeps its own. */
#ifndef CARE_RULE_H
#define CARE_RULE_H

#include "care/pack_json.h"

struct rule_head {
	str code; /* the same in every version */
	str name;
	str summary;      /* one sentence */
	str jurisdiction; /* "US", "US-WA"; none: anywhere */
	str payer;        /* "Medicare"; none: any */
	date from;        /* holds from this day ... */
	date to;          /* ... to this one, included; none: until further notice */
	str source_title;
	str source_section;
	str source_url;
	str source_checked;    /* how far the text was read */
	struct texts facts;    /* what the source says */
	struct texts choices;  /* what we do where it is silent */
	struct texts editions; /* where its editions differ */
};

static inline bool rule_in_force(const struct rule_head *head, date on)
{
	return date_cmp(head->from, on) <= 0 && (date_none(head->to) || date_cmp(on, head->to) <= 0);
}

#endif
