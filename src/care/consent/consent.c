/* consent.c - the texts: drafts, versions, what a program asks for, and whether what is stored is what was published. */
#include "care/consent/consent.h"

#include "base/id.h"
#include "base/pack.h"
#include "care/center/changes.h"

CODE_NAMES(signer, SIGNER_TABLE)
CODE_NAMES(signing_place, SIGNING_PLACE_TABLE)

struct sha256_hex consent_hash(struct ctx *c, str title, str body)
{
	str whole = str_format(c->arena, "%.*s\n\n%.*s", STR_ARG(title), STR_ARG(body));

	return crypt_sha256((bytes){(const uint8_t *)whole.p, whole.n});
}

static err check_words(struct ctx *c, const struct consent_words *d)
{
	if (str_empty(d->title))
		(void)problem(c, "title", "Enter a title.");
	else if (str_points(d->title) > 200)
		(void)problem(c, "title", "Keep the title to 200 letters.");
	if (str_empty(d->body))
		(void)problem(c, "body", "Enter the text.");
	else if (str_points(d->body) > CONSENT_TEXT_MOST)
		(void)problem(c, "body", "Keep the text to %d letters.", CONSENT_TEXT_MOST);
	return problems_end(c);
}

static err journal(struct wtx *w, consent_text_id text, const struct consent_words *was, const struct consent_words *is)
{
	struct changes ch = {.c = wtx_ctx(w)};

	change_text(&ch, "title", was->title, is->title);
	change_long(&ch, "body", was->body, is->body);
	return structure_journal(w, JOURNAL_RULE_CHANGED, "consent", text.v, &ch);
}

static err journal_state(struct wtx *w, consent_text_id text, const char *field, str was, str is)
{
	struct changes ch = {.c = wtx_ctx(w)};

	change_text(&ch, field, was, is);
	return structure_journal(w, JOURNAL_RULE_CHANGED, "consent", text.v, &ch);
}

static err put_draft(struct wtx *w, consent_text_id text, int64_t number, const struct consent_words *d)
{
	return consent_version_insert(w, NULL, .id = {id_make(wtx_ctx(w)->now)}, .consent_text_id = text, .number = number, .title = d->title,
		.body = d->body);
}

static err add(struct wtx *w, str code, const struct consent_words *d, consent_text_id *made)
{
	TRY(check_words(wtx_ctx(w), d));
	*made = (consent_text_id){id_make(wtx_ctx(w)->now)};
	TRY(consent_text_insert(w, NULL, .id = *made, .code = code));
	TRY(put_draft(w, *made, 1, d));
	return journal(w, *made, &(struct consent_words){0}, d);
}

err consent_add(struct wtx *w, const struct plan_proof *may, const struct consent_words *d, consent_text_id *made)
{
	TRY(structure_may(w, may, PERM_RULES));
	return add(w, STR_NONE, d, made);
}

static err newest(struct tx *tx, consent_text_id text, struct consent_versions_row *out)
{
	struct consent_versions_rows rows;

	TRY(consent_versions(tx, &rows, .consent_text_id = text));
	if (!rows.n)
		return ERR_NOT_FOUND;
	*out = rows.v[0];
	return OK;
}

static err meanwhile(struct ctx *c)
{
	FAIL(c, ERR_CONFLICT, "Somebody else changed or published this text while you had it open. Look at what it says now.");
}

err consent_write(struct wtx *w, const struct plan_proof *may, consent_text_id text, const struct consent_words *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct consent_versions_row last;
	int64_t changed = 1;
	bool draft;

	TRY(structure_may(w, may, PERM_RULES));
	TRY(check_words(c, d));
	TRY(newest(wtx_read(w), text, &last));
	draft = instant_none(last.published_at);
	if (!draft && seen)
		return meanwhile(c);
	if (draft)
		TRY(consent_draft_update(w, &changed, .id = last.id, .title = d->title, .body = d->body, .seen_version = seen));
	else
		TRY(put_draft(w, text, last.number + 1, d));
	return changed ? journal(w, text, &(struct consent_words){last.title, last.body}, d) : meanwhile(c);
}

static err publish(struct wtx *w, consent_text_id text, const struct consent_versions_row *draft, bool again, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct consent_text_get_row t;
	struct sha256_hex hash = consent_hash(c, draft->title, draft->body);
	int64_t changed;

	TRY(consent_text_get(wtx_read(w), &t, .id = text));
	TRY(consent_publish(w, &changed, .id = draft->id, .hash = str_of(hash.s), .published_by = c->actor->name, .seen_version = seen));
	if (!changed)
		return meanwhile(c);
	TRY(consent_text_current(w, NULL, .id = text, .current_number = draft->number,
		.least_number = again ? draft->number : t.least_number));
	return journal_state(w, text, "published", STR_NONE, str_format(c->arena, "%lld %s", (long long)draft->number, hash.s));
}

err consent_publish_draft(struct wtx *w, const struct plan_proof *may, consent_text_id text, bool again, int64_t seen)
{
	struct consent_versions_row last;

	TRY(structure_may(w, may, PERM_RULES));
	TRY(newest(wtx_read(w), text, &last));
	return instant_none(last.published_at) ? publish(w, text, &last, again, seen) : meanwhile(wtx_ctx(w));
}

err consent_retire(struct wtx *w, const struct plan_proof *may, consent_text_id text, bool retired)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;
	date today = zone_day(c->zone, c->now);

	TRY(structure_may(w, may, PERM_RULES));
	TRY(consent_text_retire(w, &changed, .id = text, .retired_on = retired ? today : (date){0}));
	if (!changed)
		return ERR_NOT_FOUND;
	return journal_state(w, text, "retired", retired ? STR("no") : STR("yes"), retired ? STR("yes") : STR("no"));
}

/* ---- what comes along -------------------------------------------------------------------------------------------------- */

#define FOLDER "packs/consents/"

/* "# Title", an empty line, the text; the file's name is its code. README.md is not one. */
static bool read_shipped(const struct pack_file *f, str *code, struct consent_words *out)
{
	str body, line = str_cut((str){(const char *)f->body.p, f->body.n}, '\n', &body);

	if (!str_ends(f->path, ".md") || !str_starts(line, "# "))
		return false;
	*code = str_slice(f->path, strlen(FOLDER), f->path.n - strlen(".md"));
	*out = (struct consent_words){str_trim(str_slice(line, 2, line.n)), str_trim(body)};
	return true;
}

/* The next one that is not there. ERR_NOT_FOUND: there is none. */
static err next_missing(struct tx *tx, struct pack_files *left, str *code, struct consent_words *out)
{
	struct consent_text_by_code_row had;
	struct pack_file f;
	err e;

	while (pack_files_next(left, &f)) {
		if (!read_shipped(&f, code, out))
			continue;
		e = consent_text_by_code(tx, &had, .code = *code);
		if (e != OK)
			return e == ERR_NOT_FOUND ? OK : e;
	}
	return ERR_NOT_FOUND;
}

err consent_can_bring(struct tx *tx, int64_t *n)
{
	struct pack_files left = pack_under(FOLDER);
	struct consent_words d;
	str code;
	err e;

	for (*n = 0; (e = next_missing(tx, &left, &code, &d)) == OK; ++*n)
		;
	return e == ERR_NOT_FOUND ? OK : e;
}

static err bring_one(struct wtx *w, str code, const struct consent_words *d, bool publish_it)
{
	struct consent_versions_row draft;
	consent_text_id text;

	TRY(add(w, code, d, &text));
	if (!publish_it)
		return OK;
	TRY(newest(wtx_read(w), text, &draft));
	return publish(w, text, &draft, false, draft.version);
}

err consent_bring(struct wtx *w, bool publish_them, int64_t *brought)
{
	struct pack_files left = pack_under(FOLDER);
	const struct plan_proof *may;
	struct consent_words d;
	str code;
	err e;

	TRY(access_plan(wtx_read(w), &may));
	TRY(structure_may(w, may, PERM_RULES));
	for (*brought = 0; (e = next_missing(wtx_read(w), &left, &code, &d)) == OK; ++*brought)
		TRY(bring_one(w, code, &d, publish_them));
	return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- what a program asks for ------------------------------------------------------------------------------------------------ */

static str joined(struct ctx *c, str list, consent_text_id id)
{
	return str_format(c->arena, "%.*s%s%s", STR_ARG(list), list.n ? " " : "", id_show(id.v).s);
}

err consent_choose(struct wtx *w, const struct plan_proof *may, program_id program, const consent_text_id *v, size_t n)
{
	struct ctx *c = wtx_ctx(w);
	struct changes ch = {.c = c};
	struct program_consents_rows had;
	struct consent_text_get_row t;
	str was = STR(""), is = STR("");

	TRY(structure_may(w, may, PERM_RULES));
	TRY(program_consents(wtx_read(w), &had, .program_id = program));
	for (size_t i = 0; i < had.n; i++)
		was = joined(c, was, had.v[i].consent_text_id);
	TRY(program_consents_clear(w, NULL, .program_id = program));
	for (size_t i = 0; i < n; i++) {
		err e = consent_text_get(wtx_read(w), &t, .id = v[i]);

		if (e == ERR_NOT_FOUND)
			return problem(c, "texts", "Choose texts from the list.");
		TRY(e);
		TRY(program_consent_put(w, NULL, .program_id = program, .consent_text_id = v[i]));
		is = joined(c, is, v[i]);
	}
	change_text(&ch, "texts", was, is);
	return ch.n ? structure_journal(w, JOURNAL_RULE_CHANGED, "program", program.v, &ch) : OK;
}

/* ---- whether it is still so ------------------------------------------------------------------------------------------------- */

struct verifying {
	struct ctx *c;
	struct consent_health *out;
};

static err verify_one(void *arg, const struct consent_versions_published_row *v)
{
	struct verifying *x = arg;
	struct sha256_hex hash = consent_hash(x->c, v->title, v->body);

	x->out->versions++;
	x->out->changed += !str_is(v->hash, hash.s);
	return OK;
}

err consent_verify(struct tx *tx, struct consent_health *out)
{
	struct signatures_strayed_row s;

	*out = (struct consent_health){0};
	TRY(consent_versions_published(tx, verify_one, &(struct verifying){tx_ctx(tx), out}));
	TRY(signatures_strayed(tx, &s));
	out->signatures = s.total;
	out->strayed = s.n;
	return OK;
}
