/* finder_view.h - what the finder's pages show. All of a search is in its address: nothing is kept, and a link can be passed on. */
#ifndef CARE_FINDER_FINDER_VIEW_H
#define CARE_FINDER_FINDER_VIEW_H

#include "care/finder/own.h"
#include "care/profile/profile_view.h"
#include "web/forms.h"
#include "web/show.h"
#include "web/urls.h"

/* ---- what is asked for ----------------------------------------------------------------------------------------------------- */

#define FINDER_COMPARE_MOST 4
#define FINDER_MILES 25
#define FINDER_PAGE 10 /* places on a page: it is read on phones, and small enough for a slow line */

/* A place somebody chose to compare: a facility, or a program of ours. */
struct finder_pick {
	facility_id facility;
	center_id center;
	program_id program; /* none: a facility */
};

struct finder_asked {
	str near; /* as typed; none: nothing yet */
	int miles;
	enum program_type type; /* none: any */
	struct directory_set chosen;
	size_t n_chosen;
	bool by_start;
	str after;
	struct finder_pick picks[FINDER_COMPARE_MOST];
	size_t n_picks;
};

/* From the address; on the search's page the chosen ones are called "compare", elsewhere "with". */
void finder_read(struct ctx *c, const char *picks, struct finder_asked *out);
/* The addresses that ask for this: the search, the comparison and the call sheet of the chosen ones. */
struct url finder_search_url(struct ctx *c, const struct finder_asked *a);
struct url finder_compare_url(struct ctx *c, const struct finder_asked *a);
struct url finder_sheet_url(struct ctx *c, const struct finder_asked *a);
/* A facility's page, from which one comes back to the search. */
struct url finder_facility_url(struct ctx *c, const struct finder_asked *a, facility_id id);
bool finder_picked(const struct finder_asked *a, struct finder_pick p);
/* The same with this one chosen where it was not, or no more where it was. */
struct finder_asked finder_toggled(const struct finder_asked *a, struct finder_pick p);
str finder_pick_text(struct ctx *c, struct finder_pick p);

struct form_choices finder_miles_choices(struct ctx *c);
struct form_choices finder_type_choices(struct ctx *c);

/* ---- words ------------------------------------------------------------------------------------------------------------------ */

struct label finder_seats(int64_t open); /* "3 seats open now" */
struct label finder_distance(double miles, enum directory_place place); /* "2.1 miles", "about 3 miles" */
const char *finder_direction(const struct directory_spot *from, double latitude, double longitude); /* "north-east" */
str finder_phone(struct ctx *c, str phone); /* "512-555-0100, extension 12" */
struct url finder_call(struct ctx *c, str phone);
struct url finder_website(struct ctx *c, str website);
/* Lines of a track's week, days that share their hours together: "Mon, Wed, Thu, 6:00 pm to 9:00 pm". */
struct texts finder_week(struct ctx *c, const struct profile_track *t);
/* "Ages 18 and older"; none: it says nothing of ages */
str finder_ages(struct ctx *c, struct opt_int least, struct opt_int most);
/* The labels of a group's options: texts_of(c, set, "pays"). */
struct texts finder_labels(struct ctx *c, struct directory_set options, const char *group);
str finder_list(struct ctx *c, struct texts t); /* "Medicaid, Medicare" */
str finder_address(struct ctx *c, str street, str city, str state, str zip);
/* "SAMHSA directory 2022", each edition once. */
str finder_source(struct ctx *c, const struct directory_facility *f);

/* ---- the search ------------------------------------------------------------------------------------------------------------- */

struct finder_card {
	size_t number; /* in the list and on the map */
	const struct directory_hit *hit;
	const struct directory_facility *f; /* NULL: ours */
	const struct own_program *own;      /* NULL: a facility */
	struct directory_set options;
	const char *direction;
	bool picked;
	struct url page, toggle;
};

struct finder_point {
	int x, y;
	size_t number;
	bool own;
};
struct finder_map {
	struct label rings[2]; /* "5 miles": the half and the whole way to the rim */
	struct finder_point points[FINDER_PAGE];
	size_t n;
};
#define FINDER_MAP_SIZE 400
void finder_draw(const struct directory_spot *from, const struct finder_card *cards, size_t n, struct finder_map *out);

struct finder_view {
	str organization;
	struct finder_asked asked;
	struct directory_spot spot; /* kind 0: nowhere to look from */
	struct texts guesses;       /* cities that may have been meant */
	struct directory_result *found;
	struct finder_card cards[FINDER_PAGE];
	size_t n_cards, n_own;
	struct finder_map map;
	struct finder_card nearest; /* beyond the radius, when nothing was found; page none: nothing */
};

/* Everything of the view that a search gives; the place asked for must be known. */
NODISCARD err finder_search(struct ctx *c, const struct own_programs *own, struct finder_view *v);

/* The form with which a search begins, for any page: struct finder_asked {0} shows it empty. */
void tpl_finder_form(struct ctx *c, const struct finder_asked *asked);

/* ---- one place, or some side by side ---------------------------------------------------------------------------------------- */

#define FINDER_QUESTIONS 8

struct finder_place {
	struct finder_pick pick;
	const struct directory_facility *f; /* NULL: ours */
	const struct profile *own;          /* NULL: a facility */
	str name, address, phone;
	bool far_known; /* a search's place is in the address */
	double miles;
	enum directory_place place;
	struct texts answers[FINDER_QUESTIONS]; /* of a facility, as directory_pack()->questions; none: ask */
	struct url page, toggle;
	bool picked;
};

struct places_view {
	str organization;
	struct finder_asked asked;
	struct finder_place v[FINDER_COMPARE_MOST];
	size_t n;
};

/* The chosen ones, in their order; one that is gone is left out. Our programs with all they say of themselves. */
NODISCARD err finder_places(struct ctx *c, struct places_view *out);
NODISCARD err finder_place_of(struct ctx *c, const struct finder_asked *a, const struct directory_facility *f, struct finder_place *out);
/* What the page of a type says first, and what it leaves open. */
const struct directory_type *finder_type_at(unsigned types, size_t i);

#endif
