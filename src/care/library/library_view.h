/* library_view.h - what the pages of the library show: to anyone, and at the desk where it is written. */
#ifndef CARE_LIBRARY_LIBRARY_VIEW_H
#define CARE_LIBRARY_LIBRARY_VIEW_H

#include "care/center/structure_view.h"
#include "care/library/library.h"
#include "web/markdown.h"

/* ---- anyone ------------------------------------------------------------------------------------------------------------ */

struct library_list_view {
	str organization;
	enum library_kind kind; /* none: both */
	struct library_public_rows rows;
	bool later;  /* not the first page */
	struct url older; /* none: these are the last */
};
struct library_item_view {
	str organization;
	struct library_get_row i;
	struct url sound;  /* episodes: where the recording is */
	struct url transcript; /* episodes: the transcript alone, as a feed names it */
};

/* Whose library it is; days are those of its first center's clock from here on. */
NODISCARD err library_begin(struct ctx *c, str *organization);
struct url url_library_item(struct ctx *c, str slug);
struct url url_transcript(struct ctx *c, str slug);
struct url url_recording(struct ctx *c, audio_id audio, enum audio_kind kind);
struct date_text library_day(struct ctx *c, instant t);  /* for machines */
struct label library_date(struct ctx *c, instant t);     /* for people; "Not published" for none */
struct label library_length(int64_t seconds);            /* "12 min" */
struct label library_megabytes(int64_t size);           /* "3.4 MB" */

/* A recording as the answer, whole or in part. */
NODISCARD err library_send_recording(struct ctx *c, audio_id audio, enum audio_kind kind, int64_t size);
/* The podcast as RSS 2.0 into c->out, with the tags of Apple, of podcasting 2.0 and of Atom that directories ask for. */
NODISCARD err library_write_feed(struct ctx *c, str site);

/* ---- the desk ------------------------------------------------------------------------------------------------------------ */

struct library_desk_view {
	struct library_list_rows rows;
	int64_t can_bring; /* items that come with Porchlight and are not here */
};
struct library_edit_view {
	bool new;
	bool conflict; /* the texts as somebody else saved them are shown too */
	struct library_get_row i;
};
struct podcast_view {
	struct podcast_details d;
	int64_t version;
	struct url feed; /* as directories want it */
};

#endif
