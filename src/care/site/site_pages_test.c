/* site_pages_test.c - what the public site promises on every page. */
#include "care/finder/finder_routes.h"
#include "care/library/library.h"
#include "care/library/library_routes.h"
#include "care/profile/profile_routes.h"
#include "care/site/site_routes.h"
#include "care/site/site_view.h"
#include "db/migrate.h"
#include "support/test_web.h"

struct visit {
	struct test_db *t;
	struct test_web w;
};

static err put_shipped(struct wtx *w, void *arg)
{
	int64_t n;

	return library_bring(w, *(const bool *)arg, &n);
}

static void open_site(struct visit *v, struct test_db *t, bool library_out)
{
	static struct route_table tables[4];

	tables[0] = (struct route_table){site_routes, site_routes_n};
	tables[1] = (struct route_table){library_routes, library_routes_n};
	tables[2] = (struct route_table){profile_routes, profile_routes_n};
	tables[3] = (struct route_table){finder_routes, finder_routes_n};
	v->t = t;
	world_make(t);
	world_act(t, ANN, (center_id){0});
	db_read_end(t->c);
	assert_ok(db_write(t->c, t->db, put_shipped, &library_out));
	test_web_open(&v->w, t->db, tables, COUNT_OF(tables));
	v->w.app.now = t->c->now;
}

static str body(const struct visit *v)
{
	return str_copy(v->t->c->arena, v->w.a->body);
}

/* The addresses in the sitemap, as paths. */
static size_t pages_of(struct visit *v, const char **out, size_t room)
{
	str rest, one;
	size_t n = 0;

	web_get(&v->w, "/sitemap.xml");
	assert_status(&v->w, 200);
	assert_str(answer_header(v->w.a, "Content-Type"), "application/xml; charset=utf-8");
	rest = body(v);
	for (int64_t at; (at = str_index(rest, STR("<loc>"))) >= 0;) {
		rest = str_slice(rest, (size_t)at + 5, rest.n);
		one = str_slice(rest, 0, (size_t)str_index(rest, STR("</loc>")));
		assert_true(str_starts(one, "http://localhost:8080/"));
		assert_true(n < room);
		out[n++] =
			str_format(v->t->c->arena, "%.*s", STR_ARG(str_slice(one, strlen("http://localhost:8080"), one.n))).p;
	}
	return n;
}

static size_t times(str text, const char *what)
{
	size_t n = 0;

	for (int64_t at; (at = str_index(text, str_of(what))) >= 0; n++)
		text = str_slice(text, (size_t)at + strlen(what), text.n);
	return n;
}

static void every_page_in_the_sitemap_says_what_it_is_helps_at_once_and_keeps_nothing(struct test_db *t)
{
	const char *pages[200];
	struct visit v;
	size_t n;

	open_site(&v, t, true);
	n = pages_of(&v, pages, COUNT_OF(pages));
	assert_true(n >= 11 + 5 + 6 + 6);
	for (size_t i = 0; i < n; i++) {
		str shown;

		web_get(&v.w, pages[i]);
		shown = body(&v);
		if (v.w.a->status != 200 || times(shown, "<h1") != 1 || times(shown, "<title>") != 1 ||
			times(shown, "<meta name=\"description\"") != 1)
			fail_msg("%s: %d, %zu h1", pages[i], v.w.a->status, times(shown, "<h1"));
		assert_shows(&v.w, "<html lang=\"en\"");
		assert_shows(&v.w, "href=\"tel:988\"");
		assert_shows(&v.w, "data-exit");
		assert_null(answer_header(v.w.a, "Set-Cookie").p);
		assert_str(answer_header(v.w.a, "Cache-Control"), "public, max-age=60");
	}
	test_web_close(&v.w);
}

static void each_of_the_five_types_and_six_approaches_has_a_page_and_no_other_has(struct test_db *t)
{
	struct visit v;

	open_site(&v, t, true);
	assert_int_equal(site_types.n, 5);
	assert_int_equal(site_approaches.n, 6);
	for (size_t i = 0; i < site_types.n; i++) {
		assert_int_equal(site_types.v[i].type, i + 1);
		web_get(&v.w, str_format(t->c->arena, "/types/%s", site_types.v[i].slug).p);
		assert_shows(&v.w, "https://schema.org/MedicalTherapy");
		assert_shows(&v.w, "What this program adds");
	}
	web_get(&v.w, "/types/teens");
	assert_shows(&v.w, "The family takes part.");
	assert_shows(&v.w, "School is supported.");
	web_get(&v.w, "/types/eating-disorders");
	assert_shows(&v.w, "Medical supervision.");
	assert_shows(&v.w, "Nutrition counseling.");
	web_get(&v.w, "/approaches/twelve-step");
	assert_shows(&v.w, "Groups without religion count the same");
	web_get(&v.w, "/types/other");
	assert_status(&v.w, 404);
	web_get(&v.w, "/approaches/teens");
	assert_status(&v.w, 404);
	test_web_close(&v.w);
}

static void what_a_law_says_has_its_source_and_date_beside_it(struct test_db *t)
{
	struct visit v;

	open_site(&v, t, true);
	web_get(&v.w, "/paying");
	assert_shows(&v.w, "Source: 45 CFR 149.610, in force since 1 January 2022.");
	assert_shows(&v.w, "within 3 business days");
	web_get(&v.w, "/privacy");
	assert_shows(&v.w, "Source: 42 CFR Part 2, in force since");
	assert_shows(&v.w, "A subpoena alone is not enough.");
	test_web_close(&v.w);
}

static void a_draft_stands_neither_in_the_sitemap_nor_on_the_start_page(struct test_db *t)
{
	struct visit v;

	open_site(&v, t, false);
	web_get(&v.w, "/sitemap.xml");
	assert_false(web_shows(&v.w, "/library/"));
	web_get(&v.w, "/");
	assert_false(web_shows(&v.w, "New in the library"));
	world_sql(t, "update library_item set is_public = true, published_at = 1 where slug = 'your-first-day'");
	web_get(&v.w, "/sitemap.xml");
	assert_shows(&v.w, "<loc>http://localhost:8080/library/your-first-day</loc>");
	assert_false(web_shows(&v.w, "teamwork-in-care"));
	web_get(&v.w, "/");
	assert_shows(&v.w, "New in the library");
	assert_shows(&v.w, "href=\"/library/your-first-day\"");
	test_web_close(&v.w);
}

static void the_start_page_is_there_before_there_is_an_organization(struct test_db *t)
{
	static struct route_table tables[1];
	struct test_web w;
	int applied;

	tables[0] = (struct route_table){site_routes, site_routes_n};
	assert_ok(migrate_up(t->c, t->db, NULL, NULL, &applied));
	test_web_open(&w, t->db, tables, COUNT_OF(tables));
	web_get(&w, "/");
	assert_status(&w, 200);
	assert_shows(&w, "<title>Get treatment. Sleep at home. - Porchlight</title>");
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(every_page_in_the_sitemap_says_what_it_is_helps_at_once_and_keeps_nothing),
	on_both(each_of_the_five_types_and_six_approaches_has_a_page_and_no_other_has),
	on_both(what_a_law_says_has_its_source_and_date_beside_it),
	on_both(a_draft_stands_neither_in_the_sitemap_nor_on_the_start_page),
	on_both(the_start_page_is_there_before_there_is_an_organization),
};
TEST_GROUP(site_pages, tests)
