/* routes_test.c - every route asked by everybody: nobody, each role at its own center, and staff of another center. Who gets past the first
 * lock is compared with tests/golden/routes.txt, so a page that opens to one more role shows as a line in a review.
 * To accept a change: UPDATE_GOLDEN=1 build/test/tests/unit routes. */
#include "base/id.h"
#include "cli/serve.h"
#include "support/test_web.h"

#define GOLDEN "tests/golden/routes.txt"

static const struct {
	enum world_person who;
	const char *name;
} visitors[] = {
	{ANN, "administrator"}, {DAN, "director"}, {CLEO, "clinician"}, {FRED, "front_desk"}, {PAT, "participant"}};

/* The pattern with the center in hand, and ids nothing has in the other places. */
static str fill(struct ctx *c, const char *pattern)
{
	struct buf b;
	str out;

	buf_init(&b, 512);
	for (const char *p = pattern; *p; p++) {
		if (*p != '{') {
			buf_char(&b, *p);
			continue;
		}
		buf_z(&b, !strncmp(p, "{center}", 8) ? id_show(NORTH.v).s : id_show(999999).s);
		while (*p && *p != '}')
			p++;
	}
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

/* Refused at the first lock: sent to sign in, or told that the role may not. */
static bool refused(const struct test_web *w)
{
	str to = answer_header(w->a, "Location");

	return w->a->status == 401 || w->a->status == 403 || (w->a->status == 303 && str_starts(to, "/sign-in?then="));
}

static bool gets_in(struct test_web *w, const struct route *r, str address)
{
	if (r->method == METHOD_GET)
		web_get(w, address.p);
	else
		web_post(w, address.p, "nothing=1");
	return !refused(w);
}

/* A visitor's answers, as one letter per route: the routes are asked in order, by one visitor after the other. */
struct table {
	const struct route *routes[400];
	size_t n;
	bool in[400][COUNT_OF(visitors) + 1];
};

static void collect(struct table *t, const struct app *app)
{
	for (size_t i = 0; i < app->n_tables; i++)
		for (size_t k = 0; k < app->tables[i].n; k++) {
			assert_true(t->n < COUNT_OF(t->routes));
			t->routes[t->n++] = &app->tables[i].v[k];
		}
}

static int by_pattern(const void *a, const void *b)
{
	const struct route *x = *(const struct route *const *)a, *y = *(const struct route *const *)b;
	int d = strcmp(x->pattern, y->pattern);

	return d ? d : (int)x->method - (int)y->method;
}

static void ask_all(struct table *t, struct test_db *db, const struct app *routes)
{
	struct test_web w;

	for (size_t v = 0; v <= COUNT_OF(visitors); v++)
		for (size_t i = 0; i < t->n; i++) {
			test_web_open(&w, db->db, routes->tables, routes->n_tables);
			if (v)
				web_sign_in(&w, db, visitors[v - 1].who);
			t->in[i][v] = gets_in(&w, t->routes[i], fill(db->c, t->routes[i]->pattern));
			test_web_close(&w);
		}
}

static void write_table(const struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n; i++) {
		buf_format(out, "%-4s %s:", t->routes[i]->method == METHOD_GET ? "GET" : "POST", t->routes[i]->pattern);
		if (t->in[i][0])
			buf_z(out, " nobody");
		for (size_t v = 0; v < COUNT_OF(visitors); v++)
			if (t->in[i][v + 1])
				buf_format(out, " %s", visitors[v].name);
		buf_char(out, '\n');
	}
}

static str read_golden(struct ctx *c)
{
	struct buf b;
	char piece[4096];
	size_t n;
	str out;
	FILE *f = fopen(GOLDEN, "r");

	if (!f)
		return STR("");
	buf_init(&b, 1 << 20);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_put(&b, piece, n);
	(void)fclose(f);
	out = str_copy(c->arena, buf_view(&b));
	buf_free(&b);
	return out;
}

static void accept(str made)
{
	FILE *f = fopen(GOLDEN, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(made.p, 1, made.n, f), made.n);
	assert_int_equal(fclose(f), 0);
}

/* Line by line, so that the message shows the route that changed. */
static void compare(struct ctx *c, str made, str golden)
{
	while (made.p || golden.p) {
		str a = str_cut(made, '\n', &made), b = str_cut(golden, '\n', &golden);

		if (!str_eq(a, b))
			fail_msg("is:     %.*s\nshould: %.*s\nIf it is meant: UPDATE_GOLDEN=1 $BUILD/tests/unit routes", STR_ARG(a),
				STR_ARG(b));
	}
	(void)c;
}

static void every_route_opens_to_the_roles_that_the_golden_file_names(struct test_db *t)
{
	struct app routes = {0};
	struct table *all = calloc(1, sizeof(*all));
	struct buf made;

	assert_non_null(all);
	world_make(t);
	serve_routes(&routes);
	collect(all, &routes);
	qsort(all->routes, all->n, sizeof(all->routes[0]), by_pattern);
	ask_all(all, t, &routes);
	buf_init(&made, 1 << 20);
	write_table(all, &made);
	if (getenv("UPDATE_GOLDEN"))
		accept(buf_view(&made));
	compare(t->c, buf_view(&made), read_golden(t->c));
	buf_free(&made);
	free(all);
}

static void staff_of_one_center_get_no_further_than_nobody_at_another(struct test_db *t)
{
	struct app routes = {0};
	struct table all = {0};

	world_make(t);
	serve_routes(&routes);
	collect(&all, &routes);
	for (size_t i = 0; i < all.n; i++) {
		struct test_web w;

		if (!strstr(all.routes[i]->pattern, "{center}"))
			continue;
		test_web_open(&w, t->db, routes.tables, routes.n_tables);
		web_sign_in(&w, t, SUE);
		(void)gets_in(&w, all.routes[i], fill(t->c, all.routes[i]->pattern));
		if (w.a->status != 404)
			fail_msg("%s answered %d to staff of another center", all.routes[i]->pattern, w.a->status);
		test_web_close(&w);
	}
}

/* Whether robots.txt keeps search engines out of this address. */
static bool kept_out(str robots, str address)
{
	while (robots.n) {
		str line = str_cut(robots, '\n', &robots);

		if (!str_starts(line, "Disallow: "))
			continue;
		line = str_slice(line, strlen("Disallow: "), line.n);
		if (str_eq(line, str_slice(address, 0, line.n)))
			return true;
	}
	return false;
}

static void search_engines_are_kept_out_of_all_that_asks_for_a_sign_in(struct test_db *t)
{
	struct app routes = {0};
	struct table all = {0};
	struct test_web w;
	str robots;

	world_make(t);
	serve_routes(&routes);
	collect(&all, &routes);
	test_web_open(&w, t->db, routes.tables, routes.n_tables);
	web_get(&w, "/robots.txt");
	assert_status(&w, 200);
	assert_shows(&w, "\nSitemap: http://localhost:8080/sitemap.xml\n");
	robots = str_copy(t->c->arena, w.a->body);
	for (size_t i = 0; i < all.n; i++)
		if (all.routes[i]->permission != PERM_PUBLIC && !kept_out(robots, str_of(all.routes[i]->pattern)))
			fail_msg("robots.txt lets search engines look at %s", all.routes[i]->pattern);
	assert_false(kept_out(robots, STR("/")));
	assert_false(kept_out(robots, STR("/library")));
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_sqlite(every_route_opens_to_the_roles_that_the_golden_file_names),
	on_sqlite(staff_of_one_center_get_no_further_than_nobody_at_another),
	on_sqlite(search_engines_are_kept_out_of_all_that_asks_for_a_sign_in),
};
TEST_GROUP(routes, tests)
