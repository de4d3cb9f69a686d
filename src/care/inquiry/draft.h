/* draft.h - asking for help: the questions in their order, what is kept between them, and sending.
 * A draft belongs to nobody: whoever has its address (a secret in it) or its code (eight letters on paper) goes on with it. It is
 * wiped seven days after the last answer, and at once when it is sent; then address and code lead to a page that says
 * "we got it" for 90 days more. One question a page; each answer is checked on its own page and all of them again on sending.
 * Nothing that looks like spam is thrown away: it is kept, marked with why (enum inquiry_doubt), and gets no mail. */
#ifndef CARE_INQUIRY_DRAFT_H
#define CARE_INQUIRY_DRAFT_H

#include "access/access.h"
#include "care/inquiry/inquiry_words.h"
#include "care/words.h"
#include "draft.sql.h"

#define DRAFT_LASTS_MS (7 * MS_PER_DAY)
#define DRAFT_SENT_LASTS_MS (90 * MS_PER_DAY)
#define DRAFT_FAST_MS ((int64_t)20 * 1000) /* nobody reads ten pages in less */
#define DRAFT_FILES 3
#define DRAFT_FILE_MOST ((int64_t)4 << 20)
#define CENTER_ANY "any" /* ASK_CENTER: whoever is nearest */

/* The pages behind the first one, in order; the code is the end of the address. */
/* clang-format off */
#define ASK_PAGE_TABLE(X) \
	X(ASK_PAGE_DANGER,   "danger",   "Danger",      NULL) \
	X(ASK_PAGE_REFERRER, "you",      "About you",   NULL) \
	X(ASK_PAGE_HELP,     "help",     "What help is for", NULL) \
	X(ASK_PAGE_ASKER,    "your-name", "About you",  NULL) \
	X(ASK_PAGE_PERSON,   "name",     "Name",        NULL) \
	X(ASK_PAGE_AGE,      "age",      "Age",         NULL) \
	X(ASK_PAGE_GUARDIAN, "guardian", "Parent or guardian", NULL) \
	X(ASK_PAGE_WHERE,    "where",    "Where",       NULL) \
	X(ASK_PAGE_REACH,    "reach",    "How to reach", NULL) \
	X(ASK_PAGE_AGREE,    "agreement", "Agreement",  NULL) \
	X(ASK_PAGE_URGENCY,  "urgency",  "How soon",    NULL) \
	X(ASK_PAGE_FILES,    "files",    "Files",       NULL) \
	X(ASK_PAGE_PAY,      "paying",   "Paying",      NULL) \
	X(ASK_PAGE_HEARD,    "heard",    "How you heard of us", NULL) \
	X(ASK_PAGE_NOTE,     "more",     "Anything else", NULL)
/* clang-format on */
CODE_ENUM(ask_page, ASK_PAGE_TABLE, ASK_PAGE_NONE)
#define ASK_PAGES (ASK_PAGE_NOTE + 1)

struct draft {
	inquiry_draft_id id;
	str token;    /* in the address */
	str code;     /* as it is shown: 7KM2-QX4T */
	str v[ASKS];  /* by enum ask; none: not answered */
	struct draft_files_rows files;
	bool trapped;
	instant created, sent;
	center_id center; /* once sent */
};

/* ---- questions ------------------------------------------------------------------------------------------------------ */

enum inquiry_kind draft_kind(const struct draft *d);
/* The answers a page asks for, ended by ASK_NONE. */
const enum ask *ask_page_asks(enum ask_page p);
/* Whether this page is asked of whoever asks, given the answers so far. */
bool draft_asks(const struct ctx *c, const struct draft *d, enum ask_page p);
/* ASK_PAGE_NONE: behind the last (or before the first) one. */
enum ask_page draft_next(const struct ctx *c, const struct draft *d, enum ask_page p);
enum ask_page draft_back(const struct ctx *c, const struct draft *d, enum ask_page p);
/* Notes a problem for each answer of the page that is wrong or missing, by the answer's name. */
NODISCARD err draft_check(struct ctx *c, const struct draft *d, enum ask_page p);
/* The first page that still lacks something; ASK_PAGE_NONE: it can be sent. Notes no problems. */
enum ask_page draft_lacks(struct ctx *c, const struct draft *d);
/* Years, from the birthday or as said; -1: not known. */
int draft_age(const struct ctx *c, const struct draft *d);

/* ---- keeping -------------------------------------------------------------------------------------------------------- */

/* ERR_NOT_FOUND: no such draft, or it is over. */
NODISCARD err draft_open(struct tx *tx, str token, struct draft *out);
/* A new draft with the answers in d->v; fills the rest. ERR_TOO_FAST: very many were begun at this address and not sent. */
NODISCARD err draft_begin(struct wtx *w, struct draft *d);
/* The answers of a page as they are in d->v. ERR_CONFLICT: it was sent meanwhile. */
NODISCARD err draft_save(struct wtx *w, const struct draft *d, enum ask_page p);
/* Go on with the draft of a code; *token is its new address, the one before ends. Notes a problem beside "code" (ERR_INVALID) or
 * says how long to wait (ERR_TOO_FAST). Counts tries, so it writes twice. */
NODISCARD err draft_resume(struct ctx *c, struct db *db, str typed, str *token);

/* What kind of file this is, by its first bytes. None: not one we take. */
enum file_type file_type_of(bytes content);
/* ERR_INVALID: field "files" (kind, size, number). */
NODISCARD err draft_file_add(struct wtx *w, struct draft *d, str name, bytes content);
NODISCARD err draft_file_remove(struct wtx *w, const struct draft *d, inquiry_draft_file_id id);

/* Now and then, by the background thread: what is over is deleted. */
NODISCARD err drafts_tidy(struct ctx *c, struct db *db);

/* ---- sending -------------------------------------------------------------------------------------------------------- */

/* The center this goes to: the one that was chosen, the only one, or of several the nearest to the ZIP. */
NODISCARD err draft_center(struct tx *tx, const struct draft *d, center_id *out);
/* At the center in hand: makes the request, writes its journal row, puts the confirmation into the outbox, wipes the draft.
 * ERR_CONFLICT: it was sent already; that is no harm. ERR_INVALID: draft_lacks something. */
NODISCARD err draft_send(struct wtx *w, const struct draft *d, inquiry_id *made);

/* ---- during a call ---------------------------------------------------------------------------------------------------- */

struct inquiry_twins;
/* Answers that the staff took down: d->v, the place being the center in hand. ERR_INVALID: problems, by the answers' names. */
NODISCARD err draft_check_all(struct ctx *c, const struct draft *d);
/* Who may have asked before. */
NODISCARD err draft_twins(struct tx *tx, const struct draft *d, struct inquiry_twins *out);
/* Makes the request, as draft_send does, in the name of whoever took the call; there is no draft to wipe, no doubt, and no mail: they
 * were spoken to. */
NODISCARD err draft_take_call(struct wtx *w, struct draft *d, inquiry_id *made);

#endif
