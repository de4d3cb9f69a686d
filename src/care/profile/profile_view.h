/* profile_view.h - what the pages of programs show; tpl_profile_answer and tpl_profile_seats serve other pages too. */
#ifndef CARE_PROFILE_PROFILE_VIEW_H
#define CARE_PROFILE_PROFILE_VIEW_H

#include "care/profile/profile.h"
#include "web/show.h"
#include "web/urls.h"

struct profile_page_view {
	struct profile p;
	struct url ask; /* asking this program for help */
	bool preview;
};

struct programs_view {
	str organization;
	enum program_type type; /* none: all */
	const struct profile_center *centers;
	const struct profile_programs *programs; /* of each center */
	size_t n;
	struct url more; /* the centers that follow; none: that was all */
	bool later;
};

struct center_page_view {
	str organization;
	struct profile_center center;
	struct profile_programs programs;
};

/* "9 weeks", "1 week", "less than a week". */
struct label profile_weeks(int64_t days);
/* "Monday, Tuesday and Thursday, 6:00 pm to 9:25 pm"; days that differ are all named: "Monday 6:00 pm to 9:25 pm, ..." */
str profile_days(struct ctx *c, const struct profile_track *t);
/* Minutes a week of one track, breaks left out, and its kinds of service by name: "Group process, Skills group". */
int64_t profile_week_minutes(const struct profile *p, track_id track);
str profile_kinds(struct ctx *c, const struct profile *p, track_id track);
str profile_languages(struct ctx *c, const struct profile *p); /* "English, Spanish" */
/* "Trauma-focused therapy: 2 of 5, since 2015". */
str profile_trained(struct ctx *c, const struct profile *p, const struct profile_therapy *t);
/* On the clock of the program's center: "6:05 pm", "Tuesday 24 November, 6:00 pm". */
struct label profile_clock(const struct profile_program *p, instant t);
struct label profile_moment(const struct profile_program *p, instant t);
/* "tel:5125550142"; none without a phone. */
struct url profile_tel(struct ctx *c, str phone);
/* The public address of a program, and of asking it for help. */
struct url url_program_page(struct ctx *c, center_id center, program_id program);
struct url url_program_ask(struct ctx *c, center_id center, program_id program);

#endif
