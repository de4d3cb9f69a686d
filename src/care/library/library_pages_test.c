/* library_pages_test.c - the library as a browser, a podcast app and the staff meet it. */
#include "base/id.h"
#include "care/center/center_routes.h"
#include "care/library/library.h"
#include "care/library/library_routes.h"
#include "support/test_web.h"

struct shelf {
	struct test_db *t;
	struct test_web w;
};

static err put_shipped(struct wtx *w, void *arg)
{
	int64_t n;

	return library_bring(w, *(const bool *)arg, &n);
}

/* The library with what comes along, published or as drafts, and this person's browser (none: nobody's). */
static void open_shelf(struct shelf *s, struct test_db *t, bool publish, enum world_person who)
{
	static struct route_table tables[3];

	tables[0] = (struct route_table){library_routes, library_routes_n};
	tables[1] = (struct route_table){library_desk_routes, library_desk_routes_n};
	tables[2] = (struct route_table){settings_routes, settings_routes_n};
	s->t = t;
	world_make(t);
	world_act(t, ANN, (center_id){0});
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, put_shipped, &publish));
	test_web_open(&s->w, t->db, tables, COUNT_OF(tables));
	s->w.app.now = t->c->now;
	if (who)
		web_sign_in(&s->w, t, who);
}

static struct library_get_row item(struct shelf *s, const char *slug)
{
	struct library_by_slug_row found;
	struct library_get_row row;

	assert_ok(library_by_slug(world_look(s->t), &found, .slug = str_of(slug)));
	assert_ok(library_get(s->t->c->tx, &row, .id = found.id));
	return row;
}

static const char *desk(struct shelf *s, const char *slug, const char *rest)
{
	return str_format(s->t->c->arena, "/organization/library/%s%s", ID(item(s, slug).id), rest).p;
}

static const char *sound(struct shelf *s)
{
	return str_format(s->t->c->arena, "/recordings/%s.mp3", ID(item(s, "teamwork-in-care").audio_id)).p;
}

#define get_with(w, to, ...) web_send((w), &(struct test_request){.target = (to), __VA_ARGS__})
#define assert_header(w, name, value) assert_str(answer_header((w)->a, name), value)

/* ---- anyone ------------------------------------------------------------------------------------------------------------------- */

static void anyone_reads_what_is_out_and_nothing_is_kept_of_them(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, true, 0);
	web_get(&s.w, "/library");
	assert_status(&s.w, 200);
	assert_header(&s.w, "Cache-Control", "public, max-age=60");
	assert_null(answer_header(s.w.a, "Set-Cookie").p);
	assert_shows(&s.w, "What to bring on your first day");
	assert_shows(&s.w, "2 min to read");
	assert_shows(&s.w, "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"");
	assert_shows(&s.w, "to listen");
	web_get(&s.w, "/library?kind=episode");
	assert_shows(&s.w, "One plan, many hands");
	assert_false(web_shows(&s.w, "What to bring"));
	web_get(&s.w, "/library/your-first-day");
	assert_status(&s.w, 200);
	assert_shows(&s.w, "<h1 itemprop=\"headline\">What to bring on your first day</h1>");
	assert_shows(&s.w, "<h2>What to put in your bag</h2>");
	assert_shows(&s.w, "itemtype=\"https://schema.org/Article\"");
	assert_shows(&s.w, "<meta name=\"description\" content=\"A short list for your bag");
	web_get(&s.w, "/library/teamwork-in-care");
	assert_shows(&s.w, "<audio controls preload=\"none\" src=\"/recordings/");
	assert_shows(&s.w, "<strong>Daniel:</strong>");
	web_get(&s.w, "/library/no-such-thing");
	assert_status(&s.w, 404);
	test_web_close(&s.w);
}

static void a_draft_is_nobodys_but_the_staffs(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, false, 0);
	web_get(&s.w, "/library");
	assert_shows(&s.w, "Nothing here yet");
	web_get(&s.w, "/library/teamwork-in-care");
	assert_status(&s.w, 404);
	web_get(&s.w, "/library/teamwork-in-care/transcript.txt");
	assert_status(&s.w, 404);
	web_get(&s.w, sound(&s));
	assert_status(&s.w, 404);
	web_get(&s.w, desk(&s, "teamwork-in-care", "/recording"));
	assert_status(&s.w, 303);
	web_sign_in(&s.w, t, CLEO);
	web_get(&s.w, desk(&s, "teamwork-in-care", "/recording"));
	assert_status(&s.w, 403);
	web_sign_in(&s.w, t, DAN);
	web_get(&s.w, desk(&s, "teamwork-in-care", "/recording"));
	assert_status(&s.w, 200);
	assert_header(&s.w, "Cache-Control", "no-store");
	web_get(&s.w, desk(&s, "teamwork-in-care", "/preview"));
	assert_shows(&s.w, "<strong>Maya:</strong>");
	test_web_close(&s.w);
}

static void the_list_goes_on_where_its_page_ended(struct test_db *t)
{
	struct shelf s;
	const char *link;
	char next[200];

	open_shelf(&s, t, true, 0);
	for (int i = 0; i < 40; i++)
		world_sql(t, "insert into library_item (id, kind, slug, title, summary, author, body, words, published_at, is_public, changed_at) "
			"values (%d, 'article', 'n-%d', 'Number %d', 's', 'a', 'b', 1, 1000, true, 1)", 100 + i, i, i);
	web_get(&s.w, "/library?kind=article");
	assert_shows(&s.w, "Number 39<");
	link = strstr(str_z(t->c->arena, s.w.a->body), "/library?kind=article&amp;before=");
	assert_non_null(link);
	(void)snprintf(next, sizeof(next), "%.*s", (int)strcspn(link, "\""), link);
	for (char *amp; (amp = strstr(next, "&amp;"));)
		memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
	web_get(&s.w, next);
	assert_status(&s.w, 200);
	assert_shows(&s.w, "Number 24<");
	assert_shows(&s.w, "Number 5<");
	assert_false(web_shows(&s.w, "Number 25<"));
	assert_false(web_shows(&s.w, "Number 4<"));
	test_web_close(&s.w);
}

/* ---- recordings ------------------------------------------------------------------------------------------------------------------ */

static void a_recording_is_heard_whole_in_part_and_by_who_has_it_already(struct test_db *t)
{
	struct shelf s;
	char length[40], place[80];
	int64_t size;

	open_shelf(&s, t, true, 0);
	size = item(&s, "teamwork-in-care").audio_size.v;
	web_get(&s.w, sound(&s));
	assert_status(&s.w, 200);
	assert_header(&s.w, "Content-Type", "audio/mpeg");
	assert_header(&s.w, "Accept-Ranges", "bytes");
	assert_header(&s.w, "Cross-Origin-Resource-Policy", "cross-origin");
	assert_int_equal(s.w.a->body.n, size);
	assert_memory_equal(s.w.a->body.p, "ID3", 3);
	get_with(&s.w, sound(&s), .headers = "Range: bytes=65530-65545");
	assert_status(&s.w, 206);
	(void)snprintf(place, sizeof(place), "bytes 65530-65545/%lld", (long long)size);
	assert_header(&s.w, "Content-Range", place);
	assert_int_equal(s.w.a->body.n, 16);
	(void)snprintf(length, sizeof(length), "Range: bytes=%lld-", (long long)size);
	get_with(&s.w, sound(&s), .headers = length);
	assert_status(&s.w, 416);
	get_with(&s.w, sound(&s), .headers = str_format(t->c->arena, "If-None-Match: \"%s\"", ID(item(&s, "teamwork-in-care").audio_id)).p);
	assert_status(&s.w, 304);
	get_with(&s.w, sound(&s), .method = "HEAD");
	assert_status(&s.w, 200);
	web_get(&s.w, str_format(t->c->arena, "/recordings/%s.ogg", ID(item(&s, "teamwork-in-care").audio_id)).p);
	assert_status(&s.w, 404);
	test_web_close(&s.w);
}

/* The body of a form with a file: the pack's own recording, or words. */
static str upload_of(struct shelf *s, str file, int64_t version)
{
	struct buf b;
	str all;

	buf_init(&b, 4 << 20);
	buf_format(&b, "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n", s->w.csrf);
	buf_format(&b, "--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n%lld\r\n", (long long)version);
	BUF_LIT(&b, "--b\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"x.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n");
	buf_str(&b, file);
	BUF_LIT(&b, "\r\n--b--\r\n");
	all = str_copy(s->t->c->arena, buf_view(&b));
	buf_free(&b);
	return all;
}

static void send_sound(struct shelf *s, str file, int64_t version)
{
	str body = upload_of(s, file, version);

	web_send(&s->w, &(struct test_request){.target = desk(s, "teamwork-in-care", "/recording"), .body = body.p, .body_n = body.n,
		.type = "multipart/form-data; boundary=b"});
}

static void a_director_sends_a_recording_and_words_are_refused_as_one(struct test_db *t)
{
	struct shelf s;
	str frames;
	char *p;

	open_shelf(&s, t, true, DAN);
	p = arena_alloc(t->c->arena, 417 * 500);
	for (int i = 0; i < 500; i++)
		memcpy(p + i * 417, "\xff\xfb\x90", 3);
	frames = (str){p, 417 * 500};
	send_sound(&s, STR("<script>alert(1)</script> and more"), item(&s, "teamwork-in-care").version);
	assert_status(&s.w, 422);
	assert_shows(&s.w, "This is not an MP3, M4A or Ogg recording");
	send_sound(&s, frames, 1);
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Somebody else changed this");
	send_sound(&s, frames, item(&s, "teamwork-in-care").version);
	assert_status(&s.w, 303);
	assert_int_equal(item(&s, "teamwork-in-care").audio_seconds.v, 14);
	web_get(&s.w, sound(&s));
	assert_int_equal(s.w.a->body.n, frames.n);
	assert_memory_equal(s.w.a->body.p, frames.p, frames.n);
	test_web_close(&s.w);
}

/* ---- the feed ---------------------------------------------------------------------------------------------------------------------- */

static void the_feed_has_each_episode_with_its_recording_under_the_sites_own_address(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, true, 0);
	web_get(&s.w, "/library/podcast.xml");
	assert_status(&s.w, 200);
	assert_header(&s.w, "Content-Type", "application/rss+xml; charset=utf-8");
	assert_shows(&s.w, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"http://localhost:8080/library/podcast.xml\"/>");
	assert_shows(&s.w, "<enclosure url=\"http://localhost:8080/recordings/");
	assert_shows(&s.w, "type=\"audio/mpeg\"/>");
	assert_shows(&s.w, "<podcast:transcript url=\"http://localhost:8080/library/teamwork-in-care/transcript.txt\" "
		"type=\"text/plain\" language=\"en\"/>");
	assert_shows(&s.w, "&lt;a href=&quot;http://localhost:8080/library/what-a-skills-group-is&quot;&gt;");
	assert_false(web_shows(&s.w, "What to bring on your first day"));
	web_get(&s.w, "/library/teamwork-in-care/transcript.txt");
	assert_header(&s.w, "Content-Type", "text/plain; charset=utf-8");
	assert_shows(&s.w, "Welcome. Today we talk about teamwork.");
	test_web_close(&s.w);
}

static void an_app_that_has_the_feed_is_told_so_until_something_changes(struct test_db *t)
{
	struct shelf s;
	const char *has;

	open_shelf(&s, t, true, 0);
	web_get(&s.w, "/library/podcast.xml");
	has = str_format(t->c->arena, "If-None-Match: W/%.*s", STR_ARG(answer_header(s.w.a, "ETag"))).p;
	get_with(&s.w, "/library/podcast.xml", .headers = has);
	assert_status(&s.w, 304);
	assert_int_equal(s.w.a->body.n, 0);
	world_sql(t, "update library_item set title = 'Another title' where kind = 'episode'");
	get_with(&s.w, "/library/podcast.xml", .headers = has);
	assert_status(&s.w, 200);
	assert_shows(&s.w, "Another title");
	test_web_close(&s.w);
}

static void the_sites_address_is_the_one_in_the_settings_else_the_one_that_a_trusted_proxy_forwards(struct test_db *t)
{
	struct shelf s;
	struct net proxy;

	open_shelf(&s, t, true, DAN);
	assert_true(net_read(STR("127.0.0.1"), &proxy));
	get_with(&s.w, "/library/podcast.xml", .headers = "X-Forwarded-Host: evil.example\nX-Forwarded-Proto: https");
	assert_shows(&s.w, "http://localhost:8080/library/podcast.xml");
	s.w.app.trusted = &proxy;
	s.w.app.n_trusted = 1;
	get_with(&s.w, "/library/podcast.xml", .headers = "X-Forwarded-Host: www.lake.example\nX-Forwarded-Proto: https");
	assert_shows(&s.w, "https://www.lake.example/library/podcast.xml");
	s.w.app.n_trusted = 0;
	web_post(&s.w, "/organization", "name=Lake&week_starts=1&idle=30&version=1&site=ftp://lake");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Enter the address as people type it");
	web_post(&s.w, "/organization", "name=Lake&week_starts=1&idle=30&version=1&site=https://lake.example/");
	assert_status(&s.w, 303);
	web_get(&s.w, "/library/podcast.xml");
	assert_shows(&s.w, "https://lake.example/library/podcast.xml");
	assert_false(web_shows(&s.w, "localhost"));
	web_post(&s.w, "/organization", "name=Lake&week_starts=1&idle=30&version=2&site=");
	assert_status(&s.w, 303);
	web_get(&s.w, "/library/podcast.xml");
	assert_shows(&s.w, "http://localhost:8080/library/podcast.xml");
	test_web_close(&s.w);
}

/* ---- the desk ------------------------------------------------------------------------------------------------------------------------ */

static void an_article_is_written_looked_at_published_and_taken_back(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, true, DAN);
	web_post(&s.w, "/organization/library/new", "kind=article&title=&summary=s&author=Dan&body=b");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Enter a title");
	web_post(&s.w, "/organization/library/new", "kind=article&title=On+tea&summary=s&author=Dan&body=%23+Hot%0D%0A%0D%0A<b>%26");
	assert_status(&s.w, 303);
	web_get(&s.w, desk(&s, "on-tea", "/preview"));
	assert_shows(&s.w, "<h2>Hot</h2>\n<p>&lt;b&gt;&amp;</p>");
	web_get(&s.w, "/library/on-tea");
	assert_status(&s.w, 404);
	web_post(&s.w, desk(&s, "on-tea", "/publish"), "out=yes&version=1");
	assert_status(&s.w, 303);
	web_get(&s.w, "/library/on-tea");
	assert_status(&s.w, 200);
	web_post(&s.w, desk(&s, "on-tea", ""), "kind=article&title=On+tea&summary=other&author=Dan&body=b&version=1");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "as somebody else saved it");
	web_post(&s.w, desk(&s, "on-tea", "/publish"), "out=no&version=2");
	assert_status(&s.w, 303);
	web_get(&s.w, "/library/on-tea");
	assert_status(&s.w, 404);
	test_web_close(&s.w);
}

static void the_list_comes_as_csv_and_the_podcast_says_what_staff_wrote(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, true, ANN);
	web_get(&s.w, "/organization/library.csv");
	assert_header(&s.w, "Content-Type", "text/csv; charset=utf-8");
	assert_shows(&s.w, "What a skills group is,article,The Porchlight team,/library/what-a-skills-group-is,");
	web_post(&s.w, "/organization/library/podcast", "title=Lake+talks&about=A+%26+B&author=Us&email=nobody&version=0");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Enter an address like podcast@example.org");
	web_post(&s.w, "/organization/library/podcast", "title=Lake+talks&about=A+%26+B&author=Us&email=a@lake.example&version=0");
	assert_status(&s.w, 303);
	web_get(&s.w, "/library/podcast.xml");
	assert_shows(&s.w, "<title>Lake talks</title>");
	assert_shows(&s.w, "<description>A &amp; B</description>");
	assert_shows(&s.w, "<itunes:email>a@lake.example</itunes:email>");
	web_post(&s.w, "/organization/library/podcast", "title=Other&about=A&author=Us&version=0");
	assert_status(&s.w, 422);
	assert_shows(&s.w, "This is &quot;Lake talks&quot; now");
	test_web_close(&s.w);
}

static void what_comes_along_is_offered_until_it_is_there(struct test_db *t)
{
	struct shelf s;

	open_shelf(&s, t, false, DAN);
	world_sql(t, "delete from library_item where slug = 'your-first-day'");
	web_get(&s.w, "/organization/library");
	assert_shows(&s.w, "1 text comes with Porchlight");
	web_post(&s.w, "/organization/library/bring", "x=1");
	assert_status(&s.w, 303);
	web_get(&s.w, "/organization/library");
	assert_false(web_shows(&s.w, "with Porchlight"));
	assert_shows(&s.w, "What to bring on your first day");
	test_web_close(&s.w);
}

static const struct CMUnitTest tests[] = {
	on_both(anyone_reads_what_is_out_and_nothing_is_kept_of_them),
	on_both(a_draft_is_nobodys_but_the_staffs),
	on_both(the_list_goes_on_where_its_page_ended),
	on_both(a_recording_is_heard_whole_in_part_and_by_who_has_it_already),
	on_both(a_director_sends_a_recording_and_words_are_refused_as_one),
	on_both(the_feed_has_each_episode_with_its_recording_under_the_sites_own_address),
	on_both(an_app_that_has_the_feed_is_told_so_until_something_changes),
	on_both(the_sites_address_is_the_one_in_the_settings_else_the_one_that_a_trusted_proxy_forwards),
	on_both(an_article_is_written_looked_at_published_and_taken_back),
	on_both(the_list_comes_as_csv_and_the_podcast_says_what_staff_wrote),
	on_sqlite(what_comes_along_is_offered_until_it_is_there),
};
TEST_GROUP(library_pages, tests)
