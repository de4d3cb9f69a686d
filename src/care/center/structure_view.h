/* structure_view.h - what the settings pages show, and the few steps their forms and exports share. */
#ifndef CARE_CENTER_STRUCTURE_VIEW_H
#define CARE_CENTER_STRUCTURE_VIEW_H

#include "base/csv.h"
#include "care/center/changes.h"
#include "care/center/program.h"
#include "care/center/program_starts.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

/* The form's page: again when there are problems. */
#define page_form(c, tpl, ...) ((c)->problems ? page_again((c), tpl, __VA_ARGS__) : page((c), tpl, __VA_ARGS__))
/* How a save ended: OK when the form is to be shown again with its problems, otherwise the error itself. */
NODISCARD err form_refused(struct ctx *c, err e);
/* The version that was seen when the form was made. */
int64_t form_version(struct ctx *c);
/* "Room 2 is saved." */
str notice(struct ctx *c, str name, const char *what);

struct csv_page {
	struct sink out;
	struct csv w;
};
void csv_page_begin(struct ctx *c, struct csv_page *p);
void csv_yes_no(struct csv *w, bool yes);
void csv_opt(struct csv *w, struct opt_int v);
NODISCARD err csv_page_send(struct ctx *c, struct csv_page *p, const char *filename);

/* The zones of the country, and the one a center has now where it is none of these. */
struct form_choices zone_form_choices(struct ctx *c, str now);

struct settings_view {
	struct settings_counts_row counts;
	struct center_get_row center;
};
struct organization_view {
	struct organization_get_row o;
	struct centers_of_rows centers;
	struct form_choices weekdays;
	bool may_add;
};
struct center_view {
	bool new;
	struct center_get_row n;
	struct form_choices zones;
};
struct room_view {
	bool new;
	struct room_get_row r;
};
struct kind_view {
	bool new;
	struct kind_get_row k;
};
struct staff_view {
	struct staff_get_row s;
	str name;
};
struct staff_new_view {
	struct form_choices alike; /* "Is it one of these?"; n 0: nobody by that name */
};
struct staff_lines {
	struct staff_list_rows rows;
	str *names;
	date today;
};
struct program_type_view {
	struct program_starts starts;
};
struct program_view {
	bool new;
	struct program_get_row p;
	struct program_start start;
	struct track_list_rows tracks;
	struct program_rule_book book;
	const struct house_rows_row *house; /* in force this week; NULL: none */
	date today;
};
struct track_view {
	bool new;
	struct program_get_row p;
	struct track_get_row t;
};
struct program_lines {
	struct program_list_rows rows;
	date today;
};

/* One row of the history of a program's rules. */
struct rule_line {
	date from, to;
	const struct hours_rule *pack;       /* or: */
	const struct house_rows_row *house;
	str code;
	enum { RULE_PAST, RULE_NOW, RULE_PLANNED } when;
};
struct program_rules_view {
	struct program_get_row p;
	struct program_rule_book book;
	struct rule_line *lines; /* newest first */
	size_t n, n_now;
	bool planned_packs, planned_house;
	struct form_choices packs, weeks;
	const struct house_rows_row *house; /* what the form starts from; NULL: none yet */
};

#endif
