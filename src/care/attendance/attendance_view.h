/* attendance_view.h - what the pages of this folder show: rules' numbers made ready for the templates. */
#ifndef CARE_ATTENDANCE_ATTENDANCE_VIEW_H
#define CARE_ATTENDANCE_ATTENDANCE_VIEW_H

#include "care/attendance/attendance.h"
#include "web/show.h"
#include "web/urls.h"

/* A week's hours: words first, then the bar. */
struct hours_view {
	struct hours_verdict verdict;
	struct label have, need, done, possible; /* "6 h 20", "9 h", "70%", "95%" */
	const char *look;                        /* class of the bar: met, short or plain */
};
struct hours_view hours_view_of(const struct hours_verdict *v);

struct board_choice {
	enum attendance status;
	const char *key; /* the letter that chooses it */
	bool chosen;
};

#define BOARD_CHOICES 5

/* One row as the page shows it: what is recorded, or what was just typed when that was refused. */
struct board_row_view {
	const struct board_person *p;
	session_id session;
	str name, initials, label;
	str shown;      /* the fields as rendered; what comes back unchanged was not touched */
	struct board_choice choices[BOARD_CHOICES];
	str arrived, left, note;
	bool remote;
	enum absence_reason reason;
	struct hours_view hours;
	str said;       /* why it was not saved; none */
	const char *state; /* "", "conflict" or "failed" */
};

struct board_view {
	const struct board *board;
	struct board_row_view *rows;
	int64_t week, weeks; /* of the track: "Week 5 of 12" */
	int64_t seats_taken;
	str correction;
	bool open;       /* attendance can be recorded: not cancelled */
};

#endif
