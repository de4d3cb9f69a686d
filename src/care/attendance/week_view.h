/* week_view.h - what Today, My week and the overview show. */
#ifndef CARE_ATTENDANCE_WEEK_VIEW_H
#define CARE_ATTENDANCE_WEEK_VIEW_H

#include "appointment.sql.h"
#include "board.html.h"
#include "care/attendance/attendance_view.h"
#include "care/attendance/ledger.h"
#include "center.sql.h"
#include "make_up.sql.h"

struct my_session_view {
	const struct my_sessions_row *s;
	const char *kind, *look; /* classes: the colour of its kind; now, cancelled */
	bool over;
};

struct my_week_view {
	const struct my_week *week;
	const char *greeting;
	str name;
	struct hours_view hours;
	int64_t left;              /* sessions still to come this week that count */
	struct label next_day;     /* "Tonight, Monday 23 November" */
	struct url join;           /* of the next session, when it is by video and near */
	bool late_open;            /* the next session is today */
	struct my_session_view *sessions;
	size_t n;
	struct label heading;
	struct url before, after;
	struct my_offers_rows offers;
	bool to_start; /* something is left for them to do before the start */
};

struct my_nothing_view {
	str name;
};

struct day_session_view {
	const struct day_sessions_row *s;
	const char *kind, *look;
	bool open; /* it has started: attendance is due */
};

struct short_view {
	const struct ledger_person *p;
	str name;
	struct hours_view hours;
};

struct today_view {
	date day;
	bool people; /* the reader may know who is in a program; without it there are sessions only */
	struct day_session_view *sessions;
	size_t n, n_mine;
	struct appointments_between_rows booked; /* the reader's own of today; everybody's for who leads none */
	struct short_view *shorts;
	size_t n_short, n_people;
	bool caseload;
	int64_t open_rows;
	bool beginning; /* the center still lacks some of `begun` */
	struct center_begun_row begun;
	struct programs_unsaid_rows unsaid; /* for who writes the public pages: programs whose page is not there or says too little */
};

struct overview_view {
	struct ledger ledger;
	struct short_view *people;
	struct overview_week_row counts;
	struct overview_tracks_rows tracks;
	struct label show_rate;
	struct url before, after, csv;
};

/* The view of one participant's week in a list. */
struct short_view short_view_of(struct ctx *c, const struct ledger_person *p);

#endif
