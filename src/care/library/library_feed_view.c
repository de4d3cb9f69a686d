/* library_feed_view.c - the podcast as RSS 2.0. Besides RSS itself: Apple's tags, without which no directory lists a podcast;
 * Podcasting 2.0's transcript; Atom's link to the feed itself; the show notes whole as content:encoded. Each item's guid is the
 * item's own id, so an item stays the same one wherever the site moves. */
#include "base/id.h"
#include "base/xml.h"
#include "care/library/library_view.h"
#include "web/site.h"

struct feed {
	struct ctx *c;
	struct xml x;
	struct sink out;
	str site;
};

static void put_url(struct feed *f, const char *name, struct url own)
{
	xml_text_of(&f->x, name, site_url(f->c, f->site, own).s);
}

/* RFC 822 with a year of four digits, as RSS wants it. */
static str rss_time(struct ctx *c, instant t)
{
	static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	int ms, year, month, day;
	date d = instant_day(t, &ms);

	date_parts(d, &year, &month, &day);
	return str_format(c->arena, "%s, %02d %s %04d %02d:%02d:%02d +0000", days[date_weekday(d) - 1], day, months[month - 1], year,
		ms / 3600000, ms / 60000 % 60, ms / 1000 % 60);
}

/* ---- the podcast ------------------------------------------------------------------------------------------------------------ */

static void put_category(struct feed *f)
{
	xml_open(&f->x, "itunes:category");
	xml_attr(&f->x, "text", STR("Health & Fitness"));
	xml_open(&f->x, "itunes:category");
	xml_attr(&f->x, "text", STR("Mental Health"));
	xml_close(&f->x);
	xml_close(&f->x);
}

static void put_cover(struct feed *f, const struct podcast_details *d)
{
	xml_open(&f->x, "itunes:image");
	xml_attr(&f->x, "href", site_url(f->c, f->site, url_podcast_cover()).s);
	xml_close(&f->x);
	xml_open(&f->x, "image");
	put_url(f, "url", url_podcast_cover());
	xml_text_of(&f->x, "title", d->title);
	put_url(f, "link", url_library());
	xml_close(&f->x);
}

static void put_owner(struct feed *f, const struct podcast_details *d)
{
	if (str_empty(d->email))
		return;
	xml_open(&f->x, "itunes:owner");
	xml_text_of(&f->x, "itunes:name", d->author);
	xml_text_of(&f->x, "itunes:email", d->email);
	xml_close(&f->x);
}

static void put_channel(struct feed *f, const struct podcast_details *d, instant changed)
{
	xml_text_of(&f->x, "title", d->title);
	put_url(f, "link", url_library());
	xml_text_of(&f->x, "description", d->about);
	xml_text_of(&f->x, "language", STR("en-us"));
	if (!instant_none(changed))
		xml_text_of(&f->x, "lastBuildDate", rss_time(f->c, changed));
	xml_text_of(&f->x, "generator", STR("Porchlight"));
	xml_open(&f->x, "atom:link");
	xml_attr(&f->x, "rel", STR("self"));
	xml_attr(&f->x, "type", STR("application/rss+xml"));
	xml_attr(&f->x, "href", site_url(f->c, f->site, url_podcast_feed()).s);
	xml_close(&f->x);
	xml_text_of(&f->x, "itunes:author", d->author);
	put_owner(f, d);
	put_category(f);
	xml_text_of(&f->x, "itunes:explicit", STR("false"));
	xml_text_of(&f->x, "itunes:type", STR("episodic"));
	put_cover(f, d);
}

/* ---- an episode ------------------------------------------------------------------------------------------------------------- */

static void put_enclosure(struct feed *f, const struct library_feed_row *r)
{
	xml_open(&f->x, "enclosure");
	xml_attr(&f->x, "url", site_url(f->c, f->site, url_recording(f->c, r->audio_id, r->audio_kind)).s);
	xml_attr(&f->x, "length", str_format(f->c->arena, "%lld", (long long)r->audio_size));
	xml_attr(&f->x, "type", str_of(audio_type(r->audio_kind)));
	xml_close(&f->x);
}

static void put_transcript(struct feed *f, const struct library_feed_row *r)
{
	xml_open(&f->x, "podcast:transcript");
	xml_attr(&f->x, "url", site_url(f->c, f->site, url_transcript(f->c, r->slug)).s);
	xml_attr(&f->x, "type", STR("text/plain"));
	xml_attr(&f->x, "language", STR("en"));
	xml_close(&f->x);
}

static void put_item(struct feed *f, const struct library_feed_row *r)
{
	xml_open(&f->x, "item");
	xml_text_of(&f->x, "title", r->title);
	put_url(f, "link", url_library_item(f->c, r->slug));
	xml_text_of(&f->x, "description", r->summary);
	xml_text_of(&f->x, "content:encoded", markdown_abroad(f->c, r->body, 2, f->site).s);
	xml_open(&f->x, "guid");
	xml_attr(&f->x, "isPermaLink", STR("false"));
	xml_text(&f->x, str_of(id_show(r->id.v).s));
	xml_close(&f->x);
	xml_text_of(&f->x, "pubDate", rss_time(f->c, r->published_at));
	put_enclosure(f, r);
	put_transcript(f, r);
	xml_text_of(&f->x, "itunes:author", r->author);
	xml_text_of(&f->x, "itunes:duration", str_format(f->c->arena, "%lld", (long long)r->audio_seconds));
	xml_text_of(&f->x, "itunes:explicit", STR("false"));
	xml_text_of(&f->x, "itunes:episodeType", STR("full"));
	xml_close(&f->x);
}

static err feed_item(void *arg, const struct library_feed_row *row)
{
	struct feed *f = arg;

	put_item(f, row);
	return f->out.failed;
}

err library_write_feed(struct ctx *c, str site)
{
	struct feed f = {.c = c, .site = site};
	struct podcast_details d;
	struct library_changed_row changed;
	int64_t version;

	TRY(podcast_load(c->tx, &d, &version));
	TRY(library_changed(c->tx, &changed));
	send_sink(c, &f.out);
	xml_init(&f.x, &f.out);
	xml_open(&f.x, "rss");
	xml_attr(&f.x, "version", STR("2.0"));
	xml_attr(&f.x, "xmlns:atom", STR("http://www.w3.org/2005/Atom"));
	xml_attr(&f.x, "xmlns:content", STR("http://purl.org/rss/1.0/modules/content/"));
	xml_attr(&f.x, "xmlns:itunes", STR("http://www.itunes.com/dtds/podcast-1.0.dtd"));
	xml_attr(&f.x, "xmlns:podcast", STR("https://podcastindex.org/namespace/1.0"));
	xml_open(&f.x, "channel");
	put_channel(&f, &d, changed.changed_at);
	TRY(library_feed(c->tx, feed_item, &f));
	xml_close(&f.x);
	xml_close(&f.x);
	return xml_end(&f.x);
}
