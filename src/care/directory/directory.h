/* directory.h - treatment facilities of the national directories, and finding those near a place.
 * What the codes stand for on our pages (types, filters, the eight questions) is data:
 * packs/directory/directory.json. Nothing here says more than the source does.
 * A facility is every row, of any list, about the same place; its id is made from name, street and ZIP, so a
 * link to it stays good in later editions.
 * Searching is done in memory (directory_search); what is shown comes from the database in one statement
 * (directory_load). */
#ifndef CARE_DIRECTORY_DIRECTORY_H
#define CARE_DIRECTORY_DIRECTORY_H

#include "base/progress.h"
#include "care/directory/directory_words.h"
#include "care/pack_json.h"
#include "care/words.h"
#include "db/db.h"
#include "schema.h"

/* ---- the mapping pack: what may be asked for ------------------------------------------------------------------------- */

#define DIRECTORY_OPTIONS_MOST 120 /* of all groups together */
#define DIRECTORY_CODES_MOST 1024  /* codes of both lists together */

/* A set of options, and of types behind them. */
struct directory_set {
	uint64_t bits[2];
};
#define directory_has(set, i) (((set).bits[(i) / 64] >> ((i) % 64)) & 1)
void directory_add(struct directory_set *set, size_t i);

/* One thing to choose, "Medicaid". Its number is its place in directory_pack()->options. */
struct directory_option {
	str code; /* "medicaid": in addresses and on the command line; unique in its group */
	str label;
};

/* Options that belong together, "Ways to pay". */
struct directory_group {
	str code; /* "pays": the name of the field in a form or address */
	str label;
	bool all;     /* all that are chosen must be there; otherwise any of them */
	size_t first; /* its options are options[first .. first + n - 1] */
	size_t n;
};

/* What a listing says when a facility counts as this type, and what it leaves open. Show both. */
struct directory_type {
	enum program_type type;
	str says;
	str ask;
};

/* One of the eight questions of the product. */
struct directory_question {
	str code, question;
	str ask;                        /* what to ask on the phone */
	struct texts categories, codes; /* services that answer it */
};

struct directory_name {
	str code, name;
};

struct directory_pack {
	struct directory_option options[DIRECTORY_OPTIONS_MOST];
	size_t n_options;
	struct directory_group groups[16];
	size_t n_groups;
	struct directory_type types[8]; /* in the order in which to offer them */
	size_t n_types;
	struct directory_question questions[8];
	size_t n_questions;
	struct directory_name states[64]; /* "TX", "Texas" */
	size_t n_states;
};
/* Read at the first call and kept. Safe from any thread. */
const struct directory_pack *directory_pack(void);
/* NULL: there is none. */
const struct directory_type *directory_type(enum program_type type);
/* The number of an option: directory_option("pays", "medicaid"); -1: there is none. */
int directory_option(str group, str code);

/* ---- where to look from ----------------------------------------------------------------------------------------------- */

enum directory_spot_kind {
	DIRECTORY_SPOT_ZIP = 1,
	DIRECTORY_SPOT_ZIP_AREA /* only neighbors of the ZIP are known */,
	DIRECTORY_SPOT_CITY,
	DIRECTORY_SPOT_POINT
};
struct directory_spot {
	enum directory_spot_kind kind;
	double latitude, longitude;
	str label; /* "78702", "Austin, TX", "your location" */
	str state; /* of a city: "TX"; none otherwise */
};
/* What a person typed: "78702", "78702-1234", "Austin, TX", "austin texas", "30.2634,-97.7145".
 * ERR_INVALID: a problem at field `field` says what to type. Needs no database. */
NODISCARD err directory_spot(struct ctx *c, const char *field, str typed, struct directory_spot *out);
/* Cities that a person may have meant by what is no city: of this name in any state, or of a name like it in the state. */
struct texts directory_city_guesses(struct ctx *c, str typed);
double directory_miles(double latitude, double longitude, double other_latitude, double other_longitude);
/* Where an address of our own is: DIRECTORY_SPOT_POINT where its street is known, otherwise the middle of its ZIP. False: nobody knows. */
bool directory_address(struct arena *a, str zip, str street, struct directory_spot *out);

/* ---- searching -------------------------------------------------------------------------------------------------------- */

#define DIRECTORY_RADIUS_LEAST 5
#define DIRECTORY_RADIUS_MOST 100
#define DIRECTORY_PAGE_MOST 20

/* What stands among the facilities although no list has it: a program of this organization. */
struct directory_extra {
	int64_t id; /* as no facility has it; page keys are made from it */
	double latitude, longitude;
	enum directory_place place;
	struct directory_set options;
	unsigned types; /* 1u << enum program_type */
	int64_t order;  /* with extras_first: the smallest first */
};

struct directory_query {
	struct directory_spot near;
	int miles;                   /* the radius, 5 to 100 */
	enum program_type type;      /* PROGRAM_TYPE_NONE: whatever the place treats */
	struct directory_set chosen; /* options */
	str after;                   /* a page key as a result gave it; none or no key: the first page */
	size_t page;                 /* facilities on a page; 0: 20 */
	const struct directory_extra *extras;
	size_t n_extras;
	bool extras_first; /* in their own order, before the facilities by distance */
};

struct directory_hit {
	const struct directory_extra *extra; /* NULL: a facility */
	facility_id id;
	double miles;
	enum directory_place place; /* anything but exact: say "about" */
	double latitude, longitude;
	struct directory_set options; /* what it offers */
	unsigned types;               /* 1u << enum program_type */
};

struct directory_result {
	struct directory_hit hits[DIRECTORY_PAGE_MOST];
	size_t n;
	size_t first;       /* how many stand before hits[0] */
	size_t total;       /* within the radius, with all that was chosen */
	str next, previous; /* page keys; none: there is no such page. `previous` is "" for the first page */
	/* With all else that was chosen, how many there would be: of a group of which any will do, with this option in place of
	 * the others; of one of which all must be there, with this one too. */
	unsigned with_option[DIRECTORY_OPTIONS_MOST];
	unsigned with_type[8]; /* by enum program_type; [0]: any */
	/* When total is 0: what else there is. */
	bool further; /* `nearest` fits all that was chosen and is beyond the radius */
	struct directory_hit nearest;
	unsigned near_type[8]; /* within the radius, whatever else was chosen */
	bool loaded;           /* false: no directory was imported yet */
};

/* A process that asks often keeps one of these; ctx->directory points to it. Without one each search reads the directory anew. */
struct directory_memory;
struct directory_memory *directory_memory_open(void);
void directory_memory_close(struct directory_memory *m);

NODISCARD err directory_search(struct tx *tx, const struct directory_query *q, struct directory_result *out);

/* ---- one facility ----------------------------------------------------------------------------------------------------- */

struct directory_service {
	str code, name, description; /* a code nobody explains has its code as name */
};
struct directory_category {
	str code, name; /* "PAY", "Payment/Insurance/Funding Accepted" */
	const struct directory_service *v;
	size_t n;
};

/* Where the facts come from: "SAMHSA directory 2022". Show it, with "call to confirm". */
struct directory_origin {
	enum directory_source source;
	enum directory_list list;
	str name; /* "SAMHSA directory 2022" */
	str edition;
	instant imported_at;
};

struct directory_facility {
	facility_id id;
	str name1, name2; /* name2 may be none: the program or branch */
	str street1, street2, city, state, zip;
	str phone, website; /* may be none */
	const str *intake;  /* further numbers to call */
	size_t n_intake;
	enum directory_place place; /* none: nobody knows where, and no search finds it */
	double latitude, longitude;
	unsigned types; /* 1u << enum program_type */
	struct directory_set options;
	const struct directory_origin *origins;
	size_t n_origins;
	const struct directory_category *services; /* in the order of the code sheet */
	size_t n_services;
};

struct directory_facilities {
	struct directory_facility *v;
	size_t n;
};
/* Up to 20 facilities, in the order asked for; one that is gone is left out. One statement, and the names of codes
 * from what the process keeps. */
NODISCARD err directory_load(struct tx *tx, const facility_id *ids, size_t n, struct directory_facilities *out);
/* One facility, also by an id that an earlier edition or only one of its lists knew. ERR_NOT_FOUND: there is none. */
NODISCARD err directory_find(struct tx *tx, facility_id id, struct directory_facility *out);

/* What the codes say to one of the eight questions: names of services, without repeats. None: the listing does not say; ask. */
struct texts directory_answer(struct ctx *c, const struct directory_facility *f, const struct directory_question *q);

/* ---- editions --------------------------------------------------------------------------------------------------------- */

struct directory_edition {
	enum directory_source source;
	str name; /* "SAMHSA directory of mental health treatment facilities, edition 2022" */
	str edition;
	str files;
	instant imported_at;
	int64_t rows_read, taken, refused;
	int64_t facilities; /* listings of it that are there */
};
struct directory_editions {
	const struct directory_edition *v;
	size_t n;
	int64_t facilities; /* of all, each once */
};
NODISCARD err directory_editions(struct tx *tx, struct directory_editions *out);

/* ---- bringing in ------------------------------------------------------------------------------------------------------ */

#define DIRECTORY_FILE_MOST ((size_t)64 << 20) /* bytes of one file */
#define DIRECTORY_REFUSALS_SHOWN 200

struct directory_file {
	str name; /* for messages; a year in it names the edition when the file itself does not */
	bytes body;
};

struct directory_refusal {
	str file;
	size_t row; /* of the table, the heading being 1; of JSON: the number of the facility */
	str what;   /* name of the facility as far as it is known */
	str reason;
};
struct directory_unknown {
	str code;
	enum directory_list list;
	int64_t n; /* rows that have it */
};
/* What became of one source's rows. */
struct directory_tally {
	enum directory_source source;
	str edition;
	int64_t read, taken, refused;
	int64_t repeated;    /* rows of a place that was there already; their services were added to it */
	int64_t by_place[4]; /* taken rows by enum directory_place */
	int64_t zips_mended, places_mended, places_refused, phones_refused;
	int64_t codes; /* explained by this import's code sheets */
};
struct directory_summary {
	struct directory_tally v[3];
	size_t n;
	const struct directory_refusal *refusals; /* the first 200 */
	size_t n_refusals;
	int64_t refused;
	const struct directory_unknown *unknown;
	size_t n_unknown;
	int64_t facilities; /* that are known after it */
	int64_t shared;     /* of these, in more than one list */
};

/* All files are one import: each source that occurs in them gets this as its new edition, in one transaction with its journal row.
 * Which kind a file is is told from its content. `edition` none: a year in the file's name, the year the workbook was saved, or
 * (FindTreatment) today. Anything but OK changed nothing.
 * ERR_MALFORMED, ERR_TOO_LARGE, ERR_INVALID  a file cannot be what it should be; c->fail_text or a problem names it and says why. */
NODISCARD err directory_import(struct ctx *c, const struct directory_file *files, size_t n, str edition,
	struct progress *bar, struct directory_summary *out);
/* The editions that are built in, when no edition of anything is there yet; *loaded tells. */
NODISCARD err directory_begin(struct ctx *c, bool *loaded);

#endif
