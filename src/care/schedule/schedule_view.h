/* schedule_view.h - what the pages of this folder show. */
#ifndef CARE_SCHEDULE_SCHEDULE_VIEW_H
#define CARE_SCHEDULE_SCHEDULE_VIEW_H

#include "care/schedule/schedule.h"
#include "care/schedule/week_grid.h"
#include "schedule_list.sql.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

/* ---- lists of sessions (schedule_view.c) ---------------------------------------------------------------------------- */

struct session_view {
	const struct week_sessions_row *s;
	const char *look;  /* the colour of its kind: "pl-kind--group" */
	str staff;         /* "Maria Alvarez, Ben Cole"; none */
	str conflict;      /* "Room 2 also has Family evening, 6:00 to 7:30 pm"; none */
	str conflict_who;  /* "Room 2" */
	bool mine, now;
	bool meets_later;  /* of the two in a conflict, the one that starts first */
	int column;        /* of the grid */
};

struct week_day {
	date day;
	str closed;        /* the closure's name; none */
	bool today;
	struct session_view *v;
	size_t n;
};

/* Days from `from` to `to` (a week at most) with their sessions, conflicts among them named. */
struct week_list {
	date from, to;
	struct week_day days[GRID_MOST_DAYS];
	int n_days;
	struct session_view *v; /* of all days */
	size_t n;
	int conflicts;
};
/* What to leave out; nothing by default. Conflicts are looked for among all sessions first. */
struct week_filter {
	track_id track;
	bool mine;   /* only what the reader leads */
	bool groups; /* no appointments */
};
NODISCARD err week_list_load(struct ctx *c, date from, date to, const struct week_filter *f, struct week_list *out);
/* The first day of the program week around the day that the query names ("week" or "day"), or around today. */
NODISCARD err asked_week(struct ctx *c, date *first);
date asked_day(struct ctx *c, const char *name);
/* Class of the colour for a kind of service. */
const char *kind_look(str code, bool grouped, enum group_limit limit);
/* u with ?name=YYYY-MM-DD. */
struct url url_on(struct ctx *c, struct url u, const char *name, date day);

struct schedule_view {
	struct week_list list;
	struct grid grid;
	const char *width;           /* class for a table with many lanes */
	struct form_choices show;    /* what to leave out */
	str shown;
	struct url before, after, csv;
	bool may_plan;
};

struct groups_view {
	struct week_list list;
	bool one_day;
	struct url before, after, other; /* other: the whole week, or today alone */
	struct label title;
};

/* ---- plans in forms (plan_view.c) -------------------------------------------------------------------------------------- */

#define PLAN_BREAK_FIELDS 2 /* at least; one more than there are breaks */
#define PLAN_STAFF_FIELDS 3

struct plan_form {
	struct session_plan p;
	bool weekly;               /* a weekday in place of a day */
	struct form_choices kinds, rooms, staff, tracks, weekdays, modalities;
	struct schedule_conflicts conflicts;
	size_t n_breaks, n_staff;  /* fields to show */
};
/* The choices, as of a day. */
NODISCARD err plan_form_load(struct ctx *c, date day, struct plan_form *f);
/* What was typed. Problems are noted; the caller ends them. */
void plan_form_read(struct ctx *c, bool weekly, struct session_plan *p);
/* Ways a rule's refusal ends: the form again when *again, with a conflict's sentence among its problems; else e as it is. */
err plan_form_refused(struct ctx *c, err e, bool *again);
struct label break_name(size_t i, bool end); /* "break-1", "break-1-end": the names of fields */
struct label staff_name(size_t i);

struct session_form {
	struct plan_form form;
	struct session_head_row head;
	bool series;        /* it comes from the repeating week, and what follows can change with it */
	int64_t slot_version;
};

struct session_new_form {
	struct plan_form form;
	track_id track; /* chosen before */
};

struct session_cancel_form {
	struct session_head_row head;
	int64_t expected;
};

/* ---- the repeating week, closures ------------------------------------------------------------------------------------ */

struct slot_view {
	const struct track_slots_row *s;
	const char *look;
	str staff;
};
struct track_week_view {
	struct track_head_row track;
	struct slot_view *v;
	size_t n;
};
struct slot_form {
	struct plan_form form;
	struct track_head_row track;
	week_slot_id slot; /* none: a new one */
	date from;
	int64_t version;
};
struct slot_end_form {
	struct slot_get_row slot;
	struct track_head_row track;
	struct label when; /* "Tuesday, 6:00 to 7:15 pm" */
};

struct closures_view {
	struct closures_from_rows rows;
	bool checked;                             /* what it would cancel is shown */
	struct sessions_planned_between_rows cancels;
	str seen;                                 /* the days that were checked */
};

#endif
