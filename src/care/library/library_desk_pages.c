/* library_desk_pages.c - where staff write the library: the list, an item's texts, its recording, its preview, and the
 * podcast's own words. */
#include "base/id.h"
#include "care/library/library_routes.h"
#include "care/library/library_view.h"
#include "library_desk.html.h"
#include "web/site.h"

#define FORM_MOST ((size_t)2 << 20) /* two long texts, each letter up to 12 bytes of a form */

/* GET /organization/library */
static err desk_show(struct ctx *c)
{
	struct library_desk_view v;

	TRY(library_list(c->tx, &v.rows));
	TRY(library_can_bring(c->tx, &v.can_bring));
	return page(c, tpl_library_desk, &v);
}

/* GET /organization/library.csv */
static err desk_csv(struct ctx *c)
{
	struct library_list_rows rows;
	struct csv_page p;

	TRY(library_list(c->tx, &rows));
	csv_page_begin(c, &p);
	csv_row(&p.w, "title", "kind", "author", "address", "words", "seconds", "public", "published", "changed", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct library_list_row *r = &rows.v[i];

		csv_str(&p.w, r->title);
		csv_str(&p.w, code_of(&library_kind_codes, (int)r->kind));
		csv_str(&p.w, r->author);
		csv_str(&p.w, url_library_item(c, r->slug).s);
		csv_int(&p.w, r->words);
		csv_opt(&p.w, r->audio_seconds);
		csv_yes_no(&p.w, r->is_public);
		csv_instant(&p.w, r->published_at);
		csv_instant(&p.w, r->changed_at);
		csv_row_end(&p.w);
	}
	return csv_page_send(c, &p, "library.csv");
}

static err put_shipped(struct wtx *w, void *arg)
{
	return library_bring(w, false, arg);
}

/* POST /organization/library/bring */
static err desk_bring(struct ctx *c)
{
	int64_t n;

	TRY(web_write(c, put_shipped, &n));
	return redirect(c, url_library_desk(), str_format(c->arena, "%s here now. Read, change and publish them.",
		counted(c, n, "draft is", "drafts are").p));
}

/* ---- texts ------------------------------------------------------------------------------------------------------------------ */

static err show_edit(struct ctx *c, library_item_id id, bool conflict)
{
	struct library_edit_view v = {.new = !id.v, .conflict = conflict};

	if (id.v)
		TRY(library_get(c->tx, &v.i, .id = id));
	else
		v.i.kind = str_is(query_text(c, "kind"), "episode") || str_is(form_raw(c, "kind"), "episode") ? LIBRARY_EPISODE : LIBRARY_ARTICLE;
	return page_form(c, tpl_library_edit, &v);
}

/* GET /organization/library/new?kind=episode */
static err new_show(struct ctx *c)
{
	return show_edit(c, (library_item_id){0}, false);
}

/* GET /organization/library/{item} */
static err edit_show(struct ctx *c)
{
	library_item_id id;

	TRY(PATH_ID(c, "item", &id));
	return show_edit(c, id, false);
}

struct library_save {
	library_item_id id; /* none: a new one; then the one made */
	int64_t seen;
	struct library_details d;
};

static err put_item(struct wtx *w, void *arg)
{
	struct library_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return x->seen ? library_change(w, may, x->id, &x->d, x->seen) : library_add(w, may, &x->d, &x->id);
}

static struct library_details read_item(struct ctx *c)
{
	return (struct library_details){
		.kind = (enum library_kind)form_code(c, &(struct field){.name = "kind", .label = "Kind"}, &library_kind_codes),
		.title = form_text(c, &(struct field){.name = "title", .label = "Title", .required = true}),
		.slug = form_text(c, &(struct field){.name = "slug", .label = "Address", .max = 80}),
		.summary = form_text(c, &(struct field){.name = "summary", .label = "Summary", .required = true, .max = 400}),
		.author = form_text(c, &(struct field){.name = "author", .label = "Author", .required = true}),
		.body = form_text(c, &(struct field){.name = "body", .label = "Text", .lines = true, .max = LIBRARY_TEXT_MOST}),
		.transcript = form_text(c, &(struct field){.name = "transcript", .label = "Transcript", .lines = true, .max = LIBRARY_TEXT_MOST})};
}

static err save(struct ctx *c, library_item_id id)
{
	struct library_save x = {.id = id, .seen = id.v ? form_version(c) : 0, .d = read_item(c)};
	err e = problems_end(c), saved;

	if (!x.d.kind)
		x.d.kind = LIBRARY_ARTICLE;
	if (id.v && !x.seen)
		return ERR_MALFORMED;
	if (e == OK)
		e = web_write(c, put_item, &x);
	if (e == OK)
		return redirect(c, url_library_edit(c, x.id), notice(c, x.d.title, "is saved."));
	saved = e;
	TRY(form_refused(c, e));
	return show_edit(c, id, saved == ERR_CONFLICT);
}

/* POST /organization/library/new */
static err new_save(struct ctx *c)
{
	return save(c, (library_item_id){0});
}

/* POST /organization/library/{item} */
static err edit_save(struct ctx *c)
{
	library_item_id id;

	TRY(PATH_ID(c, "item", &id));
	return save(c, id);
}

/* GET /organization/library/{item}/preview */
static err preview_show(struct ctx *c)
{
	struct library_item_view v = {0};
	library_item_id id;

	TRY(PATH_ID(c, "item", &id));
	TRY(library_get(c->tx, &v.i, .id = id));
	if (v.i.audio_id.v)
		v.sound = url_library_sound(c, id);
	return page(c, tpl_library_preview, &v);
}

/* ---- out, and back ------------------------------------------------------------------------------------------------------------ */

struct library_out {
	library_item_id id;
	bool out;
	int64_t seen;
};

static err put_out(struct wtx *w, void *arg)
{
	const struct library_out *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return library_publish(w, may, x->id, x->out, x->seen);
}

/* POST /organization/library/{item}/publish - out=yes or out=no */
static err switch_save(struct ctx *c)
{
	struct library_out x = {.out = str_is(form_raw(c, "out"), "yes"), .seen = form_version(c)};
	err e;

	TRY(PATH_ID(c, "item", &x.id));
	e = web_write(c, put_out, &x);
	if (e == OK)
		return redirect(c, url_library_edit(c, x.id),
			x.out ? STR("It is published.") : STR("It is a draft again. Nobody but staff sees it."));
	TRY(form_refused(c, e));
	return show_edit(c, x.id, false);
}

/* ---- recordings ----------------------------------------------------------------------------------------------------------------- */

/* GET /organization/library/{item}/recording - drafts too, so nobody may keep it. */
static err sound_show(struct ctx *c)
{
	struct library_get_row i;
	library_item_id id;

	TRY(PATH_ID(c, "item", &id));
	TRY(library_get(c->tx, &i, .id = id));
	return i.audio_id.v ? library_send_recording(c, i.audio_id, i.audio_kind, i.audio_size.v) : ERR_NOT_FOUND;
}

/* The spooled file goes to the database portion by portion, with no view open. */
static err take_sound(struct ctx *c, library_item_id id, const struct upload *u)
{
	FILE *f = fopen(u->path, "rbe");
	err e, again;

	if (!f)
		FAIL(c, ERR_IO, "The recording could not be kept for reading. Send it once more.");
	db_read_end(c);
	e = library_record(c, id, f, form_version(c));
	again = db_read_begin(c, c->db);
	(void)fclose(f);
	return e == OK ? again : e;
}

/* POST /organization/library/{item}/recording */
static err sound_save(struct ctx *c)
{
	struct upload u;
	library_item_id id;
	err e;

	TRY(PATH_ID(c, "item", &id));
	if (form_upload(c, "audio", 0, &u) && u.size)
		e = take_sound(c, id, &u);
	else
		e = problem(c, "audio", "Choose a recording: MP3, M4A or Ogg.");
	if (e == OK)
		return redirect(c, url_library_edit(c, id), STR("The recording is saved."));
	TRY(form_refused(c, e));
	return show_edit(c, id, false);
}

/* ---- the podcast ------------------------------------------------------------------------------------------------------------------ */

/* GET /organization/library/podcast */
static err podcast_show(struct ctx *c)
{
	struct podcast_view v;
	str site;

	TRY(podcast_load(c->tx, &v.d, &v.version));
	TRY(site_address(c, &site));
	v.feed = site_url(c, site, url_podcast_feed());
	return page_form(c, tpl_podcast, &v);
}

struct podcast_save {
	struct podcast_details d;
	int64_t seen;
};

static err put_podcast(struct wtx *w, void *arg)
{
	const struct podcast_save *x = arg;
	const struct plan_proof *may;

	TRY(access_plan(wtx_read(w), &may));
	return podcast_change(w, may, &x->d, x->seen);
}

/* POST /organization/library/podcast */
static err podcast_keep(struct ctx *c)
{
	struct podcast_save x = {.seen = form_version(c),
		.d = {.title = form_text(c, &(struct field){.name = "title", .label = "Title", .required = true}),
			.about = form_text(c, &(struct field){.name = "about", .label = "About", .required = true, .lines = true, .max = 4000}),
			.author = form_text(c, &(struct field){.name = "author", .label = "Author", .required = true}),
			.email = form_text(c, &(struct field){.name = "email", .label = "Email"})}};
	err e = problems_end(c);

	if (e == OK)
		e = web_write(c, put_podcast, &x);
	if (e == OK)
		return redirect(c, url_podcast(), STR("The podcast is saved."));
	TRY(form_refused(c, e));
	return podcast_show(c);
}

#define STAFF PERM_LIBRARY, JOURNAL_NONE
const struct route library_desk_routes[] = {
	{METHOD_GET, "/organization/library", desk_show, STAFF, 0, 0},
	{METHOD_GET, "/organization/library.csv", desk_csv, PERM_LIBRARY, JOURNAL_EXPORT, 0, 0},
	{METHOD_POST, "/organization/library/bring", desk_bring, STAFF, 0, 0},
	{METHOD_GET, "/organization/library/podcast", podcast_show, STAFF, 0, 0},
	{METHOD_POST, "/organization/library/podcast", podcast_keep, STAFF, 0, 0},
	{METHOD_GET, "/organization/library/new", new_show, STAFF, 0, 0},
	{METHOD_POST, "/organization/library/new", new_save, STAFF, 0, FORM_MOST},
	{METHOD_GET, "/organization/library/{item}", edit_show, STAFF, 0, 0},
	{METHOD_POST, "/organization/library/{item}", edit_save, STAFF, 0, FORM_MOST},
	{METHOD_GET, "/organization/library/{item}/preview", preview_show, STAFF, 0, 0},
	{METHOD_POST, "/organization/library/{item}/publish", switch_save, STAFF, 0, 0},
	{METHOD_GET, "/organization/library/{item}/recording", sound_show, STAFF, 0, 0},
	{METHOD_POST, "/organization/library/{item}/recording", sound_save, STAFF, ROUTE_UPLOAD, (size_t)LIBRARY_AUDIO_MOST + FORM_MOST},
};
const size_t library_desk_routes_n = COUNT_OF(library_desk_routes);
