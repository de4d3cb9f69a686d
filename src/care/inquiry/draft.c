/* draft.c - a request for help before it is sent: what is kept between its pages, for how long, and who can open it. */
#include "care/inquiry/draft.h"

#include "base/id.h"
#include "care/inquiry/tokens.h"

CODE_NAMES(ask_page, ASK_PAGE_TABLE)

#define CODE_LETTERS 8
#define BEGUN_FREE 60 /* from one address and not sent; an office or a school has one address for all */
#define CODES_FREE 10

static instant later(const struct ctx *c, int64_t ms)
{
	return (instant){c->now.ms + ms};
}

static str code_shown(struct ctx *c, str code)
{
	return str_format(c->arena, "%.4s-%.4s", code.p, code.p + 4);
}

/* ---- opening --------------------------------------------------------------------------------------------------------- */

err draft_open(struct tx *tx, str token, struct draft *out)
{
	struct ctx *c = tx_ctx(tx);
	struct draft_by_token_row row;
	struct draft_answers_rows answers;

	if (!secret_looks_right(token))
		return ERR_NOT_FOUND;
	TRY(draft_by_token(tx, &row, .token_hash = secret_hash(c, token)));
	*out = (struct draft){.id = row.id,
		.token = token,
		.code = code_shown(c, row.code),
		.trapped = row.trapped,
		.created = row.created_at,
		.sent = row.sent_at,
		.center = row.sent_to};
	TRY(draft_answers(tx, &answers, .inquiry_draft_id = row.id));
	for (size_t i = 0; i < answers.n; i++)
		out->v[answers.v[i].name] = answers.v[i].value;
	return draft_files(tx, &out->files, .inquiry_draft_id = row.id);
}

/* ---- keeping --------------------------------------------------------------------------------------------------------- */

static err put_answer(struct wtx *w, const struct draft *d, enum ask a)
{
	if (str_empty(d->v[a]))
		return draft_answer_drop(w, NULL, .inquiry_draft_id = d->id, .name = a);
	return draft_answer_put(w, NULL, .inquiry_draft_id = d->id, .name = a, .value = d->v[a]);
}

err draft_begin(struct wtx *w, struct draft *d)
{
	struct ctx *c = wtx_ctx(w);
	str code = crypt_token(c->arena, CODE_LETTERS);

	TRY(access_try(w, "ask", BEGUN_FREE));
	d->id = (inquiry_draft_id){id_make(c->now)};
	d->token = secret_make(c);
	d->code = code_shown(c, code);
	TRY(draft_insert(w, NULL, .id = d->id, .token_hash = secret_hash(c, d->token), .code = code, .trapped = d->trapped,
		.expires_at = later(c, DRAFT_LASTS_MS)));
	for (int a = ASK_NONE + 1; a < ASKS; a++)
		if (!str_empty(d->v[a]))
			TRY(put_answer(w, d, (enum ask)a));
	return OK;
}

/* It lasts seven days more from now on. */
static err touch(struct wtx *w, const struct draft *d)
{
	struct ctx *c = wtx_ctx(w);
	int64_t changed;

	TRY(draft_touch(w, &changed, .id = d->id, .expires_at = later(c, DRAFT_LASTS_MS), .trapped = d->trapped));
	if (!changed)
		FAIL(c, ERR_CONFLICT,
			"This was sent already, so it cannot be changed here any more. Call us to change something.");
	return OK;
}

err draft_save(struct wtx *w, const struct draft *d, enum ask_page p)
{
	TRY(touch(w, d));
	for (const enum ask *a = ask_page_asks(p); *a != ASK_NONE; a++)
		TRY(put_answer(w, d, *a));
	return OK;
}

/* ---- going on with a code -------------------------------------------------------------------------------------------- */

struct resume {
	str code, token;
	bool found;
};

static err count_try(struct wtx *w, void *arg)
{
	(void)arg;
	return access_try(w, "ask code", CODES_FREE);
}

static err give_token(struct wtx *w, void *arg)
{
	struct resume *r = arg;
	struct ctx *c = wtx_ctx(w);
	struct draft_by_code_row row;
	err e = draft_by_code(wtx_read(w), &row, .code = r->code);

	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	r->found = true;
	r->token = secret_make(c);
	TRY(draft_token_set(w, NULL, .id = row.id, .token_hash = secret_hash(c, r->token)));
	return access_try_pass(w, "ask code");
}

/* The try is counted in a transaction of its own, so that it stays counted when the code is wrong. */
err draft_resume(struct ctx *c, struct db *db, str typed, str *token)
{
	struct resume r = {.code = base32_tidy(c->arena, typed)};

	if (r.code.n != CODE_LETTERS)
		return problem(c, "code", "Enter the eight letters and numbers of your code, like 7KM2-QX4T");
	TRY(db_write(c, db, count_try, NULL));
	TRY(db_write(c, db, give_token, &r));
	if (!r.found)
		return problem(
			c, "code", "We do not know this code. Check it. A request that was not sent is wiped after 7 days.");
	*token = r.token;
	return OK;
}

/* ---- files ------------------------------------------------------------------------------------------------------------ */

static bool begins(bytes b, const char *with, size_t n)
{
	return b.n >= n && !memcmp(b.p, with, n);
}

enum file_type file_type_of(bytes content)
{
	if (begins(content, "%PDF-", 5))
		return FILE_PDF;
	if (begins(content, "\xff\xd8\xff", 3))
		return FILE_JPEG;
	if (begins(content, "\x89PNG\r\n\x1a\n", 8))
		return FILE_PNG;
	return FILE_TYPE_NONE;
}

/* The last part of a path, at most 200 letters of it. */
static str plain_name(struct ctx *c, str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/' || name.p[i - 1] == '\\') {
			name = str_slice(name, i, name.n);
			break;
		}
	name = str_tidy(c->arena, name);
	return str_empty(name) || str_points(name) > 200 ? STR("file") : name;
}

err draft_file_add(struct wtx *w, struct draft *d, str name, bytes content)
{
	struct ctx *c = wtx_ctx(w);
	struct draft_files_rows have;
	enum file_type type = file_type_of(content);

	TRY(draft_files(wtx_read(w), &have, .inquiry_draft_id = d->id));
	if (have.n >= DRAFT_FILES)
		return problem(c, "files", "There are %d files already. Remove one first, or bring the others.", DRAFT_FILES);
	if ((int64_t)content.n > DRAFT_FILE_MOST)
		return problem(c, "files", "Choose a file of at most 4 MB.");
	if (type == FILE_TYPE_NONE)
		return problem(c, "files", "Choose a PDF, or a picture (JPEG or PNG).");
	TRY(touch(w, d));
	return draft_file_insert(w, NULL, .inquiry_draft_id = d->id, .id = {id_make(c->now)}, .name = plain_name(c, name),
		.type = type, .size = (int64_t)content.n, .content = content);
}

err draft_file_remove(struct wtx *w, const struct draft *d, inquiry_draft_file_id id)
{
	TRY(touch(w, d));
	return draft_file_drop(w, NULL, .inquiry_draft_id = d->id, .id = id);
}

/* ---- the end ---------------------------------------------------------------------------------------------------------- */

static err wipe_old(struct wtx *w, void *arg)
{
	instant now = wtx_ctx(w)->now;

	(void)arg;
	TRY(draft_old_answers(w, NULL, .before = now));
	TRY(draft_old_files(w, NULL, .before = now));
	return draft_old(w, NULL, .before = now);
}

err drafts_tidy(struct ctx *c, struct db *db)
{
	return db_write(c, db, wipe_old, NULL);
}
