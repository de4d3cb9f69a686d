/* consent.h - texts that people sign, and the signatures under them.
 * A text belongs to the organization and has numbered versions in Markdown. A draft can be changed; from the moment it is published its
 * words never change, and a change is another version. People sign the published one by typing their name, or on paper. Kept with each
 * signature: the name as typed and as on record, who they are to the participant, time, network address and device, account, the
 * version and the SHA-256 of the exact words. docs/decisions/0701-signatures.md says why this way.
 * Changes of texts write a journal row of the organization or the center in hand, signatures one that names the participant. */
#ifndef CARE_CONSENT_CONSENT_H
#define CARE_CONSENT_CONSENT_H

#include "access/access.h"
#include "base/crypt.h"
#include "care/consent/consent_words.h"
#include "consent.sql.h"

#define CONSENT_TEXT_MOST 60000 /* letters */

/* SHA-256 of the title, two line feeds and the text, byte by byte as they are stored. */
struct sha256_hex consent_hash(struct ctx *c, str title, str body);

/* ---- texts ----------------------------------------------------------------------------------------------------------- */

struct consent_words {
	str title, body;
};
/* A new text with its first draft. Problems: "title", "body". */
NODISCARD err consent_add(struct wtx *w, const struct plan_proof *may, const struct consent_words *d, consent_text_id *made);
/* The draft; where the newest version is published, a new draft after it. `seen`: the draft's version, 0 where there was none.
 * ERR_CONFLICT: somebody changed or published it meanwhile. */
NODISCARD err consent_write(struct wtx *w, const struct plan_proof *may, consent_text_id text, const struct consent_words *d, int64_t seen);
/* The draft's words are what people sign from now on. `again`: signatures under earlier versions count no more. */
NODISCARD err consent_publish_draft(struct wtx *w, const struct plan_proof *may, consent_text_id text, bool again, int64_t seen);
/* No program asks for it any more; signatures stay. */
NODISCARD err consent_retire(struct wtx *w, const struct plan_proof *may, consent_text_id text, bool retired);

/* The texts that come along (packs/consents) and are not there yet, as drafts or published. */
NODISCARD err consent_bring(struct wtx *w, bool publish, int64_t *brought);
NODISCARD err consent_can_bring(struct tx *tx, int64_t *n);

/* Which texts a program asks for, in place of what it asked for before. Unknown ones are a problem of "texts". */
NODISCARD err consent_choose(struct wtx *w, const struct plan_proof *may, program_id program, const consent_text_id *v, size_t n);

/* ---- signing ---------------------------------------------------------------------------------------------------------- */

/* Somebody who can sign for a stay: the participant, a parent, a guardian. */
struct consent_signer {
	enum signer who;
	relation_id relation; /* of a parent or guardian */
	str name;             /* given and family name, as on record */
	str other;            /* the name they go by, if another */
};
struct consent_signers {
	struct consent_signer v[21];
	size_t n;
};
NODISCARD err consent_signers_of(struct tx *tx, const struct chart_proof *may, struct consent_signers *out);

struct signing {
	consent_version_id version; /* the words that were on the screen */
	relation_id relation;       /* none: the participant */
	str typed;
	bool agreed;                /* "typing my name is my signature" */
	enum signing_place place;
	str agent;                  /* the device, as it names itself */
};
/* Problems: "typed" (it must be the name on record, in any case and with or without accents), "agreed", "signer". ERR_CONFLICT: these words
 * are not what people sign any more, or the stay has ended. Whoever signs as SIGNING_OWN must be the participant. */
NODISCARD err consent_sign(struct wtx *w, const struct chart_proof *may, const struct signing *in, consent_signature_id *made);

/* Signed on paper: what staff record of it. */
struct paper_signing {
	consent_version_id version; /* printed on the paper: what people sign now, or an earlier one */
	relation_id relation;       /* who signed; none: the participant */
	date on;                    /* the day that stands on it */
	str witness;                /* who saw it being signed, or holds the paper */
	str kept_at;                /* where the paper is; may be empty */
};
/* Problems: "signer", "version" (never published, or another text's), "on" (ahead of today, or before these words were published),
 * "witness", "kept_at". ERR_CONFLICT: the stay has ended, or this very signature is recorded already. */
NODISCARD err consent_sign_paper(struct wtx *w, const struct chart_proof *may, consent_text_id text, const struct paper_signing *in,
	consent_signature_id *made);
/* Problem: "reason". ERR_CONFLICT: it was withdrawn before. */
NODISCARD err consent_withdraw(struct wtx *w, const struct chart_proof *may, consent_signature_id signature, str reason);

/* A signature and whether the stored words are still those that were signed. */
struct signed_text {
	struct signature_get_row s;
	bool intact;
};
NODISCARD err consent_signed(struct tx *tx, const struct chart_proof *may, consent_signature_id signature, struct signed_text *out);

/* For `porchlight check`: versions whose words do not match their hash, and signatures whose hash is not that of their version. */
struct consent_health {
	int64_t versions, signatures, changed, strayed;
};
NODISCARD err consent_verify(struct tx *tx, struct consent_health *out);

#endif
