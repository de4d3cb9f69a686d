/* library_pages.c - the library as anyone sees it: the list, an article or episode, its recording, the transcript alone, and the feed.
 * None of it reads a cookie. Recordings, transcript and feed are for other programs and other sites too. */
#include "base/id.h"
#include "care/library/library_routes.h"
#include "care/library/library_view.h"
#include "library.html.h"
#include "web/asset.h"
#include "web/site.h"

#define A_PAGE 20

/* "kind=episode", or both; "before" and "last" are the end of the page before. */
static struct url older_than(struct ctx *c, enum library_kind kind, const struct library_public_row *last)
{
	struct url u = url_library();

	if (kind)
		u = url_with(c, u, "kind", code_of(&library_kind_codes, (int)kind));
	u = url_with(c, u, "before", str_copy(c->arena, str_of(id_show(last->published_at.ms).s)));
	return url_with(c, u, "last", str_copy(c->arena, str_of(id_show(last->id.v).s)));
}

/* GET /library?kind=&before=&last= */
static err library_show(struct ctx *c)
{
	struct library_list_view v = {.kind = (enum library_kind)code_find(&library_kind_codes, query_text(c, "kind"))};
	instant before = {INT64_MAX};
	library_item_id last = {INT64_MAX};

	v.later = id_read(query_text(c, "before"), &before.ms) && id_read(query_text(c, "last"), &last.v);
	TRY(library_begin(c, &v.organization));
	TRY(library_public(c->tx, &v.rows, .kind = v.kind, .before = v.later ? before : (instant){INT64_MAX},
		.before_id = v.later ? last : (library_item_id){INT64_MAX}));
	if (v.rows.n > A_PAGE) {
		v.rows.n = A_PAGE;
		v.older = older_than(c, v.kind, &v.rows.v[A_PAGE - 1]);
	}
	return page(c, tpl_library, &v);
}

/* What is out under the address in hand. */
static err find_public(struct ctx *c, struct library_get_row *out)
{
	str slug = path_text(c, "slug");
	struct library_by_slug_row found;

	if (str_empty(slug))
		return ERR_NOT_FOUND;
	TRY(library_by_slug(c->tx, &found, .slug = slug));
	return found.is_public ? library_get(c->tx, out, .id = found.id) : ERR_NOT_FOUND;
}

/* GET /library/{slug} */
static err item_show(struct ctx *c)
{
	struct library_item_view v = {0};

	TRY(library_begin(c, &v.organization));
	TRY(find_public(c, &v.i));
	if (v.i.audio_id.v) {
		v.sound = url_recording(c, v.i.audio_id, v.i.audio_kind);
		v.transcript = url_transcript(c, v.i.slug);
	}
	return page(c, tpl_library_item, &v);
}

/* Players on other sites may use it. */
static void let_others_use_it(struct ctx *c)
{
	response_header(c, "Cross-Origin-Resource-Policy", "cross-origin");
	response_header(c, "Access-Control-Allow-Origin", "*");
}

/* GET /library/{slug}/transcript.txt */
static err transcript_show(struct ctx *c)
{
	struct library_get_row i;

	TRY(find_public(c, &i));
	if (str_empty(i.transcript))
		return ERR_NOT_FOUND;
	let_others_use_it(c);
	buf_str(c->out, i.transcript);
	buf_char(c->out, '\n');
	return send_if_changed(c, "text/plain; charset=utf-8");
}

/* GET /library/podcast.xml */
static err feed_show(struct ctx *c)
{
	str site;

	TRY(site_address(c, &site));
	TRY(library_write_feed(c, site));
	let_others_use_it(c);
	return send_if_changed(c, "application/rss+xml; charset=utf-8");
}

/* GET /library/podcast.png */
static err cover_show(struct ctx *c)
{
	const struct asset *a = asset_find(asset_url(ASSET_PODCAST_PNG).s);

	if (!a)
		return ERR_NOT_FOUND;
	let_others_use_it(c);
	buf_put(c->out, a->data.p, a->data.n);
	return send_if_changed(c, a->type);
}

/* ---- recordings -------------------------------------------------------------------------------------------------------------- */

static err read_recording(struct ctx *c, const void *arg, int64_t at, char *into, size_t room, size_t *got)
{
	return library_audio_read(c->tx, *(const audio_id *)arg, at, into, room, got);
}

err library_send_recording(struct ctx *c, audio_id audio, enum audio_kind kind, int64_t size)
{
	struct pieces *p = ARENA_NEW(c->arena, struct pieces);
	audio_id *of = ARENA_NEW(c->arena, audio_id);

	*of = audio;
	*p = (struct pieces){.type = audio_type(kind), .etag = str_format(c->arena, "\"%s\"", ID(audio)), .size = size,
		.read = read_recording, .arg = of};
	return send_pieces(c, p);
}

/* GET /recordings/{file} - "ID.mp3"; a recording never changes, so an hour is for taking it back, not for changes. */
static err recording_show(struct ctx *c)
{
	str ending, name = str_cut(path_text(c, "file"), '.', &ending);
	struct audio_public_row a;
	audio_id id;

	if (!id_read(name, &id.v))
		return ERR_NOT_FOUND;
	TRY(audio_public(c->tx, &a, .id = id));
	if (!str_eq(ending, code_of(&audio_kind_codes, (int)a.kind)))
		return ERR_NOT_FOUND;
	let_others_use_it(c);
	response_header(c, "Cache-Control", "public, max-age=3600");
	return library_send_recording(c, id, a.kind, a.size);
}

#define OPEN PERM_PUBLIC, JOURNAL_NONE, ROUTE_PUBLIC_CACHE, 0
const struct route library_routes[] = {
	{METHOD_GET, "/library", library_show, OPEN},
	{METHOD_GET, "/library/podcast.xml", feed_show, OPEN},
	{METHOD_GET, "/library/podcast.png", cover_show, OPEN},
	{METHOD_GET, "/library/{slug}", item_show, OPEN},
	{METHOD_GET, "/library/{slug}/transcript.txt", transcript_show, OPEN},
	{METHOD_GET, "/recordings/{file}", recording_show, OPEN},
};
const size_t library_routes_n = COUNT_OF(library_routes);
