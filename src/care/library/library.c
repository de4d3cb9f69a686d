/* library.c - articles and episodes: their texts, and whether they are out. */
#include "care/library/library.h"

#include "base/crypt.h"
#include "base/id.h"
#include "care/center/changes.h"

CODE_NAMES(library_kind, LIBRARY_KIND_TABLE)

#define SLUG_MOST 80

int64_t library_minutes(int64_t words)
{
	return words <= LIBRARY_WORDS_A_MINUTE ? 1 : (words + LIBRARY_WORDS_A_MINUTE - 1) / LIBRARY_WORDS_A_MINUTE;
}

static int64_t words_of(str text)
{
	int64_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += (unsigned char)text.p[i] > ' ' && (i + 1 == text.n || (unsigned char)text.p[i + 1] <= ' ');
	return n;
}

static str or_empty(str s)
{
	return s.p ? s : STR("");
}

/* ---- addresses ------------------------------------------------------------------------------------------------------- */

static bool is_slug_letter(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9');
}

/* Small letters and digits, with single hyphens between words. */
static bool slug_valid(str s)
{
	bool fine = s.n && s.n <= SLUG_MOST && s.p[0] != '-' && s.p[s.n - 1] != '-';

	for (size_t i = 0; i < s.n; i++)
		fine &= is_slug_letter(s.p[i]) || (s.p[i] == '-' && i && s.p[i - 1] != '-');
	return fine;
}

static str slug_of_title(struct ctx *c, str title)
{
	str folded = str_fold(c->arena, title);
	char *p = arena_alloc(c->arena, folded.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.n && n < SLUG_MOST; i++)
		if (is_slug_letter(folded.p[i]))
			p[n++] = folded.p[i];
		else if (n && p[n - 1] != '-' && folded.p[i] != '\'')
			p[n++] = '-';
	while (n && p[n - 1] == '-')
		n--;
	return (str){p, n};
}

static err check_slug(struct tx *tx, str slug, library_item_id self)
{
	struct library_by_slug_row same;
	err e;

	if (!slug_valid(slug))
		return problem(tx_ctx(tx), "slug", "Enter an address of small letters, digits and single hyphens, like first-day.");
	e = library_by_slug(tx, &same, .slug = slug);
	if (e == OK && same.id.v != self.v)
		return problem(tx_ctx(tx), "slug", "Something else in the library has this address. Choose another one.");
	return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- texts ------------------------------------------------------------------------------------------------------------ */

static void check_short(struct ctx *c, const char *field, str text, size_t most, const char *ask)
{
	if (str_empty(text))
		(void)problem(c, field, "%s", ask);
	else if (str_points(text) > most)
		(void)problem(c, field, "Keep it to %zu letters.", most);
}

static void check_long(struct ctx *c, const char *field, str text)
{
	if (str_points(text) > LIBRARY_TEXT_MOST)
		(void)problem(c, field, "Keep it to %d letters.", LIBRARY_TEXT_MOST);
}

/* slug: a new address; none: it keeps the one it has. */
static err check(struct tx *tx, const struct library_details *d, str slug, library_item_id self)
{
	struct ctx *c = tx_ctx(tx);
	err e;

	check_short(c, "title", d->title, 200, "Enter a title.");
	check_short(c, "summary", d->summary, 400, "Enter a summary: one or two sentences that lists and feeds show.");
	check_short(c, "author", d->author, 200, "Enter who wrote it.");
	check_long(c, "body", d->body);
	check_long(c, "transcript", d->transcript);
	if (!slug.p || (str_empty(d->title) && str_empty(d->slug)))
		return problems_end(c);
	e = check_slug(tx, slug, self);
	return e == ERR_INVALID || e == OK ? problems_end(c) : e;
}

static struct changes changes_of(struct ctx *c, const struct library_get_row *o, const struct library_details *d, str slug)
{
	struct changes ch = {.c = c};

	change_text(&ch, "title", o->title, d->title);
	change_text(&ch, "slug", o->slug, slug);
	change_text(&ch, "summary", o->summary, d->summary);
	change_text(&ch, "author", o->author, d->author);
	change_long(&ch, "body", o->body, d->body);
	change_long(&ch, "transcript", o->transcript, d->transcript);
	return ch;
}

static err note(struct wtx *w, library_item_id item, const struct changes *ch)
{
	return structure_journal(w, JOURNAL_LIBRARY_CHANGED, "library", item.v, ch);
}

err library_add(struct wtx *w, const struct plan_proof *may, const struct library_details *d, library_item_id *made)
{
	struct ctx *c = wtx_ctx(w);
	str slug = str_empty(d->slug) ? slug_of_title(c, or_empty(d->title)) : d->slug;
	struct changes ch = changes_of(c, &(struct library_get_row){0}, d, slug);

	TRY(structure_may(w, may, PERM_LIBRARY));
	TRY(check(wtx_read(w), d, slug, (library_item_id){0}));
	*made = (library_item_id){id_make(c->now)};
	TRY(library_insert(w, NULL, .id = *made, .kind = d->kind, .slug = slug, .title = d->title, .summary = d->summary, .author = d->author,
		.body = or_empty(d->body), .transcript = d->transcript, .words = words_of(d->body)));
	return note(w, *made, &ch);
}

err library_change(struct wtx *w, const struct plan_proof *may, library_item_id item, const struct library_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct library_get_row o;
	struct changes ch;
	str slug;

	TRY(structure_may(w, may, PERM_LIBRARY));
	TRY(library_get(wtx_read(w), &o, .id = item));
	slug = str_empty(d->slug) ? o.slug : d->slug;
	ch = changes_of(c, &o, d, slug);
	if (!ch.n)
		return OK;
	if (o.version != seen)
		return changes_conflict(&ch);
	if (!instant_none(o.published_at) && !str_eq(slug, o.slug))
		(void)problem(c, "slug", "It has been published as %.*s. Others link to that, so it stays.", STR_ARG(o.slug));
	TRY(check(wtx_read(w), d, str_eq(slug, o.slug) ? STR_NONE : slug, item));
	TRY(library_update(w, NULL, .id = item, .slug = slug, .title = d->title, .summary = d->summary, .author = d->author,
		.body = or_empty(d->body), .transcript = d->transcript, .words = words_of(d->body), .seen_version = seen));
	return note(w, item, &ch);
}

/* ---- out ---------------------------------------------------------------------------------------------------------------- */

static err check_ready(struct ctx *c, const struct library_get_row *o)
{
	bool episode = o->kind == LIBRARY_EPISODE;

	if (str_empty(o->body))
		(void)problem(c, "body", episode ? "Write the show notes before you publish it." : "Write the article before you publish it.");
	if (episode && str_empty(o->transcript))
		(void)problem(c, "transcript", "Add the transcript before you publish it. People who cannot hear it read it there.");
	if (episode && !o->audio_id.v)
		(void)problem(c, "audio", "Add the recording before you publish it.");
	return problems_end(c);
}

err library_publish(struct wtx *w, const struct plan_proof *may, library_item_id item, bool out, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct library_get_row o;
	struct changes ch = {.c = c};

	TRY(structure_may(w, may, PERM_LIBRARY));
	TRY(library_get(wtx_read(w), &o, .id = item));
	if (o.is_public == out)
		return OK;
	if (o.version != seen)
		return changes_conflict(&ch);
	if (out)
		TRY(check_ready(c, &o));
	change_bool(&ch, "published", o.is_public, out);
	TRY(library_set_public(w, NULL, .id = item, .is_public = out, .published_at = instant_none(o.published_at) ? c->now : o.published_at,
		.seen_version = seen));
	return note(w, item, &ch);
}

/* ---- the podcast as a whole ----------------------------------------------------------------------------------------------- */

err podcast_load(struct tx *tx, struct podcast_details *out, int64_t *version)
{
	struct ctx *c = tx_ctx(tx);
	struct library_organization_row o = {.name = STR("Porchlight")};
	struct podcast_get_row p;
	err e = podcast_get(tx, &p);

	*version = 0;
	if (e == OK) {
		*out = (struct podcast_details){p.title, p.about, p.author, p.email};
		*version = p.version;
		return OK;
	}
	if (e == ERR_NOT_FOUND)
		e = library_organization(tx, &o);
	*out = (struct podcast_details){.title = str_format(c->arena, "%.*s: the podcast", STR_ARG(o.name)), .author = o.name,
		.about = str_format(c->arena, "Talks about intensive outpatient care, from the people of %.*s.", STR_ARG(o.name))};
	return e == ERR_NOT_FOUND ? OK : e;
}

static struct changes podcast_changes(struct ctx *c, const struct podcast_details *o, const struct podcast_details *d)
{
	struct changes ch = {.c = c};

	change_text(&ch, "title", o->title, d->title);
	change_text(&ch, "about", o->about, d->about);
	change_text(&ch, "author", o->author, d->author);
	change_text(&ch, "email", o->email, d->email);
	return ch;
}

err podcast_change(struct wtx *w, const struct plan_proof *may, const struct podcast_details *d, int64_t seen)
{
	struct ctx *c = wtx_ctx(w);
	struct podcast_get_row p = {0};
	struct podcast_details o;
	struct changes ch;
	int64_t version;

	TRY(structure_may(w, may, PERM_LIBRARY));
	TRY(podcast_load(wtx_read(w), &o, &version));
	ch = podcast_changes(c, &o, d);
	if (!ch.n)
		return OK;
	if (version != seen)
		return changes_conflict(&ch);
	check_short(c, "title", d->title, 200, "Enter the podcast's title.");
	check_short(c, "about", d->about, 4000, "Enter what the podcast is about.");
	check_short(c, "author", d->author, 200, "Enter who makes the podcast.");
	if (!str_empty(d->email) && (str_find(d->email, '@', 1) + 1 >= d->email.n || str_find(d->email, ' ', 0) < d->email.n))
		(void)problem(c, "email", "Enter an address like podcast@example.org.");
	TRY(problems_end(c));
	if (version) {
		TRY(podcast_get(wtx_read(w), &p));
		TRY(podcast_update(w, NULL, .id = p.id, .title = d->title, .about = d->about, .author = d->author, .email = d->email,
			.seen_version = seen));
	} else {
		p.id = (podcast_id){id_make(c->now)};
		TRY(podcast_insert(w, NULL, .id = p.id, .title = d->title, .about = d->about, .author = d->author, .email = d->email));
	}
	return structure_journal(w, JOURNAL_LIBRARY_CHANGED, "podcast", p.id.v, &ch);
}
