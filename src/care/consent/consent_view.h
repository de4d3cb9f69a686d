/* consent_view.h - what the pages of consents show: where texts are written, where they are signed, and what was signed. */
#ifndef CARE_CONSENT_CONSENT_VIEW_H
#define CARE_CONSENT_CONSENT_VIEW_H

#include "care/center/structure_view.h"
#include "care/consent/consent.h"
#include "web/markdown.h"

/* ---- writing ---------------------------------------------------------------------------------------------------------- */

struct consent_desk_view {
	struct consent_texts_rows rows;
	int64_t can_bring;
};
struct consent_edit_view {
	consent_text_id id;        /* none: a new one */
	bool retired;
	struct consent_words d;    /* of the draft, else of what is published */
	int64_t seen;              /* the draft's version; 0: there is none */
	struct consent_versions_rows versions;
	bool published;            /* some version is */
};
struct consent_version_view {
	struct consent_version_get_row v;
	struct sha256_hex hash; /* of the words as they are stored now */
	bool intact;            /* of a published one */
};

/* ---- signing ------------------------------------------------------------------------------------------------------------ */

struct sign_view {
	bool own; /* the participant, signed in; else at the desk */
	struct consent_current_row text;
	struct form_choices signers;
	str name; /* of the participant, as on record */
	struct url to, paper, back; /* paper: at the desk */
};
/* Recording what was signed on paper. */
struct paper_view {
	struct consent_current_row text;
	struct form_choices signers, versions;
	str person, me; /* whose stay; who is recording, and may have seen it */
	date today;
	struct url to, back;
};
struct signature_view {
	bool own;
	str person;
	struct signed_text t;
	struct url withdraw, back;
	bool may_withdraw;
};

/* Who can sign for a stay, as a choice; and what was chosen: "self", or the id of a parent or guardian. Problem: "signer". */
struct form_choices choices_of_signers(struct ctx *c, const struct consent_signers *all);
relation_id read_consent_signer(struct ctx *c);

/* consent_paper_pages.c */
err consent_paper_show(struct ctx *c);
err consent_paper_save(struct ctx *c);

/* "23 November 2026, 6:05 pm" */
struct label show_signed_at(const struct ctx *c, instant t);

#endif
