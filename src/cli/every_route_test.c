/* every_route_test.c - what holds for every page and every form of the program: who looked and who changed is in the journal, a token is
 * asked for, what belongs to another center stays unknown, and typed text stays text. The routes come from the tables that are
 * served and the forms from tests/support/every_form.c, so a route that is new or forgets one of these fails here. */
#include "base/id.h"
#include "support/site.h"
#include "web/kept.h"

#define NASTY "=1+1\"'><script>alert(1)</script>"
#define NASTY_SENT "%3D1%2B1%22%27%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E"

/* ---- looking -------------------------------------------------------------------------------------------------------- */

static const enum world_person visitors[] = {ANN, DAN, CLEO, FRED, PAT};

static bool shows_pat(const struct test_web *w)
{
	return web_shows(w, "Porter");
}

/* Staff are not participants, so the {person} of these pages is one of them. */
static const char *page_of(struct site *s, const struct route *r, int theirs, int *marks)
{
	const struct every_form *f = form_of(r->pattern);

	return wide_fill(s->t, strstr(r->pattern, "/staff/{person}") ? f->address : r->pattern, theirs, marks);
}

static void look(struct site *s, const struct route *r, enum world_person who)
{
	int64_t before = ask_journal(s, (struct told){0}).last;
	const char *event = r->event == JOURNAL_NONE ? NULL : code_of(&journal_event_codes, (int)r->event).p;
	int marks;

	web_get(&s->w, page_of(s, r, -1, &marks));
	if (s->w.a->status != 200)
		return;
	if (event && !ask_journal(s, (struct told){.after = before, .account = ACCOUNT(who).v, .event = event}).n)
		fail_msg("GET %s was shown to %s without its row (%s)", r->pattern, ID(ACCOUNT(who)), event);
	if (shows_pat(&s->w) && strcmp(r->pattern, "/account") &&
		!ask_journal(s, (struct told){.after = before, .account = ACCOUNT(who).v, .person = PERSON(PAT).v}).n)
		fail_msg("GET %s named Pat Porter to account %s, and the journal does not say so", r->pattern, ID(ACCOUNT(who)));
}

static void every_page_that_names_a_participant_is_in_the_journal_with_who_whom_when_and_from_where(struct test_db *t)
{
	struct site s;
	size_t seen = 0;

	site_open(&s, t);
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		enter_as(&s, visitors[i]);
		EACH_ROUTE(&s, r)
			if (r->method == METHOD_GET) {
				look(&s, r, visitors[i]);
				seen += s.w.a->status == 200 && shows_pat(&s.w);
			}
	}
	assert_in_range(seen, 30, 1000); /* the pages do name somebody; otherwise this proved nothing */
	test_web_close(&s.w);
}

/* With kept answers as in the program: nobody's page is given to anybody else. */
static void no_page_that_names_a_participant_and_none_of_who_is_signed_in_is_kept_for_others(struct test_db *t)
{
	struct kept_memory *m = kept_memory_open();
	struct site s;
	size_t kept;
	int marks;

	site_open(&s, t);
	s.w.app.kept = m;
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		enter_as(&s, visitors[i]);
		EACH_ROUTE(&s, r)
			if (r->method == METHOD_GET)
				web_get(&s.w, page_of(&s, r, -1, &marks));
	}
	assert_int_equal(kept_memory_size(m), 0);
	memset(s.w.jar, 0, sizeof(s.w.jar));
	EACH_ROUTE(&s, r)
		if (r->method == METHOD_GET) {
			kept = kept_memory_size(m);
			web_get(&s.w, page_of(&s, r, -1, &marks));
			if (kept_memory_size(m) != kept && shows_pat(&s.w))
				fail_msg("GET %s names Pat Porter and was kept for others", r->pattern);
		}
	assert_true(kept_memory_size(m) > 10000); /* public pages are kept; otherwise this proved nothing */
	test_web_close(&s.w);
	kept_memory_close(m);
}

/* Pages that cannot be opened by their pattern alone. */
static bool opens_otherwise(const char *pattern)
{
	static const char *const elsewhere[] = {"/assets/{name}", "/calendar/{file}", "/ask/{draft}/now",
		"/ask/{draft}/files", "/ask/{draft}/check",
		"/ask/{draft}/sent", "/ask/{draft}/{page}", "/referral/{token}", "/recordings/{file}",
		"/types/{topic}", "/approaches/{topic}",
		"/sign-in/code", "/sign-in/recovery",
		"/sign-in/second-factor"};

	for (size_t i = 0; i < COUNT_OF(elsewhere); i++)
		if (!strcmp(pattern, elsewhere[i]))
			return true;
	return false;
}

static bool opens_to_somebody(struct site *s, const struct route *r)
{
	int marks;

	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		enter_as(s, visitors[i]);
		web_get(&s->w, page_of(s, r, -1, &marks));
		if (s->w.a->status == 200 || (s->w.a->status == 303 && !str_starts(answer_header(s->w.a, "Location"), "/sign-in")))
			return true;
	}
	return false;
}

static void every_page_opens_in_the_world_of_these_tests(struct test_db *t)
{
	struct site s;

	site_open(&s, t);
	EACH_ROUTE(&s, r)
		if (r->method == METHOD_GET && !opens_otherwise(r->pattern) && !opens_to_somebody(&s, r))
			fail_msg("GET %s opens to nobody here (%d), so these tests cannot look at it", r->pattern, s.w.a->status);
	test_web_close(&s.w);
}

/* ---- changing ------------------------------------------------------------------------------------------------------ */

/* Free text as it is, or as somebody with ill will types it. */
static const char *typed(struct site *s, const char *form, const char *instead)
{
	str out = STR(""), rest = str_of(form);

	while (rest.p) {
		str value, plain = str_cut(rest, '*', &value);

		out = str_format(s->t->c->arena, "%.*s%.*s", STR_ARG(out), STR_ARG(plain));
		rest = value;
		if (value.p && instead) {
			out = str_format(s->t->c->arena, "%.*s%s", STR_ARG(out), instead);
			rest = str_slice(value, str_find(value, '&', 0), value.n);
		}
	}
	return out.p;
}

/* MARK: what the page has in its hidden field. */
static const char *with_mark(struct site *s, const char *address, const char *form)
{
	const char *at = strstr(form, "MARK");
	ptrdiff_t from;

	if (!at)
		return form;
	web_get(&s->w, address);
	from = str_index(s->w.a->body, STR("name=\"mark\" value=\""));
	assert_true(from > 0);
	return str_format(s->t->c->arena, "%.*s%.*s%s", (int)(at - form), form, 16, s->w.a->body.p + from + 19, at + 4).p;
}

static const char *address_of(struct site *s, const struct every_form *f, int theirs, int *marks)
{
	return wide_fill(s->t, f->address ? f->address : f->pattern, theirs, marks);
}

static str typed_of(struct site *s, const struct every_form *f)
{
	int marks;

	return str_of(typed(s, wide_fill(s->t, f->form, -1, &marks), NULL));
}

static const char *send_form(struct site *s, const struct every_form *f, const char *instead)
{
	int marks;
	const char *address = address_of(s, f, -1, &marks);
	const char *form = instead ? typed(s, wide_fill(s->t, f->form, -1, &marks), instead) : typed_of(s, f).p;

	enter_as(s, f->who);
	web_post(&s->w, address, with_mark(s, address, form));
	return address;
}

static void assert_taken(struct site *s, const struct every_form *f)
{
	ptrdiff_t at = str_index(s->w.a->body, STR("error-summary"));

	if (s->w.a->status != 200 && s->w.a->status != 303)
		fail_msg("POST %s with %s: %d\n%.*s", f->pattern, f->form, s->w.a->status, 900, at < 0 ? "" : s->w.a->body.p + at);
}

static void every_form_is_in_the_list_and_the_list_has_no_other(struct test_db *t)
{
	struct site s;
	size_t n = 0;

	site_open(&s, t);
	EACH_ROUTE(&s, r)
		if (r->method == METHOD_POST) {
			n++;
			if (!form_of(r->pattern))
				fail_msg("POST %s has no line in tests/support/every_form.c", r->pattern);
		}
	for (size_t i = 0; i < every_form_n; i++)
		n -= i == 0 || strcmp(every_form[i].pattern, every_form[i - 1].pattern) != 0;
	assert_int_equal(n, 0);
	test_web_close(&s.w);
}

/* The page that the form is on has a field of this name; a list that sends others would prove nothing. */
static void every_field_of_the_list_is_on_the_page_of_its_form(struct test_db *t)
{
	struct site s;

	site_open(&s, t);
	for (size_t i = 0; i < every_form_n; i++) {
		const struct every_form *f = &every_form[i];
		int marks;
		str rest = f->form ? typed_of(&s, f) : STR_NONE;

		enter_as(&s, f->who);
		web_get(&s.w, address_of(&s, f, -1, &marks));
		if (s.w.a->status != 200 || strstr(f->pattern, "/make-up")) /* whose buttons stand beside people who are short */
			continue;
		while (rest.p) {
			str value, field = str_cut(rest, '&', &rest);
			str name = str_cut(field, '=', &value);

			if (name.n && !strstr("do seen row to", str_z(t->c->arena, name)) &&
				!web_shows(&s.w, str_format(t->c->arena, "name=\"%.*s\"", STR_ARG(name)).p))
				fail_msg("POST %s: the page has no field \"%.*s\"", f->pattern, STR_ARG(name));
		}
	}
	test_web_close(&s.w);
}

static void every_change_is_in_the_journal_with_who_what_when_and_from_where(struct test_db *t)
{
	struct site s;

	site_open(&s, t);
	for (size_t i = 0; i < every_form_n; i++) {
		const struct every_form *f = &every_form[i];
		struct told x = {.after = ask_journal(&s, (struct told){0}).last, .account = ACCOUNT(f->who).v};

		if (f->elsewhere)
			continue;
		send_form(&s, f, NULL);
		assert_taken(&s, f);
		x.event = code_of(&journal_event_codes, (int)f->event).p;
		if (!ask_journal(&s, x).n)
			fail_msg("POST %s changed something and the journal has no row \"%s\" of it", f->pattern, x.event);
	}
	test_web_close(&s.w);
}

/* ---- tokens --------------------------------------------------------------------------------------------------------- */

static void refuse_token(struct site *s, const struct every_form *f, const char *address, const char *form, const char *token)
{
	(void)snprintf(s->w.csrf, sizeof(s->w.csrf), "%s", token);
	web_post(&s->w, address, form);
	if (s->w.a->status != 403)
		fail_msg("POST %s with the token \"%s\" answered %d", f->pattern, token, s->w.a->status);
}

static void no_form_is_taken_with_no_token_a_wrong_one_or_that_of_another_sign_in(struct test_db *t)
{
	struct site s;
	char other[128];
	str before;
	int marks;

	site_open(&s, t);
	enter_as(&s, SUE);
	memcpy(other, s.w.csrf, sizeof(other));
	for (int who = 1; who <= WORLD_PEOPLE; who++) {
		enter_as(&s, (enum world_person)who);
		before = digest(&s);
		for (size_t i = 0; i < every_form_n; i++) {
			const struct every_form *f = &every_form[i];
			const char *address = address_of(&s, f, -1, &marks);
			const char *form = f->form ? typed_of(&s, f).p : "";

			if ((int)f->who != who || !strcmp(f->pattern, "/c/{center}/exchange/import") ||
				!strcmp(f->pattern, "/organization/directory"))
				continue;
			refuse_token(&s, f, address, form, "");
			refuse_token(&s, f, address, form, "0000000000000000000000000000000000000000000000000000000000000000");
			refuse_token(&s, f, address, form, other);
		}
		assert_true(str_eq(digest(&s), before));
	}
	test_web_close(&s.w);
}

/* ---- other people's things -------------------------------------------------------------------------------------------- */

static void assert_unknown(struct site *s, const char *what, const char *address, const char *form)
{
	if (s->w.a->status == 200 || s->w.a->status >= 500)
		fail_msg("%s %s with %s answered %d", what, address, form, s->w.a->status);
	if (web_shows(&s->w, SOUTHS) || web_shows(&s->w, "Sawyer") || web_shows(&s->w, "Summers"))
		fail_msg("%s %s with %s told what is at another center:\n%.*s", what, address, form, STR_ARG(s->w.a->body));
}

static void send_foreign(struct site *s, const struct every_form *f, int in_address, int in_form)
{
	int marks;
	const char *address = address_of(s, f, in_address, &marks);
	const char *form = typed(s, wide_fill(s->t, f->form, in_form, &marks), NULL);
	str before = digest(s);

	web_post(&s->w, address, form);
	assert_unknown(s, "POST", address, form);
	if (in_address >= 0 && s->w.a->status != 404)
		fail_msg("POST %s answered %d in place of 404", address, s->w.a->status);
	if (!str_eq(digest(s), before))
		fail_msg("POST %s with %s changed something with an id that is not theirs (%d)", address, form, s->w.a->status);
}

static void no_form_reaches_what_is_of_another_center_or_person(struct test_db *t)
{
	struct site s;
	size_t sent = 0;

	site_open(&s, t);
	for (size_t i = 0; i < every_form_n; i++) {
		const struct every_form *f = &every_form[i];
		int in_address, in_form;

		if (f->elsewhere)
			continue;
		enter_as(&s, f->who);
		(void)address_of(&s, f, -1, &in_address);
		(void)wide_fill(t, f->form, -1, &in_form);
		sent += (size_t)in_address + (size_t)in_form;
		while (in_address-- > 0)
			send_foreign(&s, f, in_address, -1);
		while (in_form-- > 0)
			send_foreign(&s, f, -1, in_form);
	}
	assert_in_range(sent, 50, 1000);
	test_web_close(&s.w);
}

static void no_page_opens_what_is_of_another_center_or_person(struct test_db *t)
{
	struct site s;
	size_t asked = 0;

	site_open(&s, t);
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		enter_as(&s, visitors[i]);
		EACH_ROUTE(&s, r) {
			int marks;

			if (r->method != METHOD_GET)
				continue;
			(void)page_of(&s, r, -1, &marks);
			while (marks-- > 0) {
				int any;
				const char *address = page_of(&s, r, marks, &any);

				if (visitors[i] == ANN && !strncmp(address, "/accounts/", 10))
					continue; /* she administers both centers */
				web_get(&s.w, address);
				if (s.w.a->status != 404 && s.w.a->status != 403)
					fail_msg("GET %s opened to %d: %d", address, (int)visitors[i], s.w.a->status);
				assert_unknown(&s, "GET", address, "");
				asked++;
			}
		}
	}
	assert_in_range(asked, 100, 1000);
	test_web_close(&s.w);
}

/* ---- a broken glass -------------------------------------------------------------------------------------------------- */

/* The pattern at South, with their things. */
static const char *at_south(struct site *s, const char *pattern)
{
	str rest = str_of(pattern), out = STR("");

	while (rest.p) {
		str name, plain = str_cut(rest, '{', &name);
		int marks;

		out = str_format(s->t->c->arena, "%.*s%.*s", STR_ARG(out), STR_ARG(plain));
		rest = name;
		if (!name.p)
			break;
		name = str_cut(name, '}', &rest);
		out = str_format(s->t->c->arena, "%.*s%s", STR_ARG(out), str_is(name, "center") ? id_show(SOUTH.v).s
			: wide_fill(s->t, str_format(s->t->c->arena, "/{%.*s}", STR_ARG(name)).p, 0, &marks) + 1);
	}
	return out.p;
}

static void break_the_glass(struct site *s)
{
	enter_as(s, CLEO);
	web_post(&s->w, "/break-glass", str_format(s->t->c->arena,
		"center=%s&given=Sam&family=Sawyer&birth=1990-02-06&reason=They+are+at+our+door+now", ID(SOUTH)).p);
	assert_status(&s->w, 303);
}

/* Which routes of the other center answer; every other one is a page that is not there. */
static size_t opened_at_south(struct site *s, const char *only)
{
	size_t n = 0;

	EACH_ROUTE(s, r) {
		const char *address = at_south(s, r->pattern);

		if (!strstr(r->pattern, "{center}") || r->permission == PERM_PUBLIC)
			continue; /* what a center says to anyone is no secret from them either */
		if (r->method == METHOD_GET)
			web_get(&s->w, address);
		else
			web_post(&s->w, address, "");
		if (s->w.a->status == 404)
			continue;
		n++;
		if (r->method != METHOD_GET || strcmp(r->pattern, only) != 0)
			fail_msg("%s answered %d to somebody who broke the glass", address, s->w.a->status);
	}
	return n;
}

static void a_broken_glass_opens_one_record_to_read_for_an_hour_and_nothing_beside_it(struct test_db *t)
{
	static const char record[] = "/c/{center}/episodes/{episode}";
	struct site s;
	struct told x;

	site_open(&s, t);
	enter_as(&s, CLEO);
	assert_int_equal(opened_at_south(&s, "none"), 0);
	x = (struct told){.after = ask_journal(&s, (struct told){0}).last, .account = ACCOUNT(CLEO).v, .person = PERSON(SAM).v};
	break_the_glass(&s);
	x.event = "break_glass";
	assert_int_equal(ask_journal(&s, x).n, 1);
	assert_int_equal(opened_at_south(&s, record), 1);
	x.event = "view_chart";
	assert_int_equal(ask_journal(&s, x).n, 1);
	s.w.app.now.ms += MS_PER_HOUR - 1;
	t->c->now = s.w.app.now;
	enter_as(&s, CLEO);
	assert_int_equal(opened_at_south(&s, record), 1);
	s.w.app.now.ms += 1;
	assert_int_equal(opened_at_south(&s, "none"), 0);
	test_web_close(&s.w);
}

/* ---- typed text ------------------------------------------------------------------------------------------------------ */

static void assert_harmless(struct site *s, const char *address)
{
	static const char *const cells[] = {"\n=", ",=", "\n\"=", ",\"="};
	bool csv = str_starts(answer_header(s->w.a, "Content-Type"), "text/csv");

	if (!csv && str_starts(answer_header(s->w.a, "Content-Type"), "text/html") && web_shows(&s->w, "<script>alert"))
		fail_msg("%s shows typed text as markup:\n%.*s", address, STR_ARG(s->w.a->body));
	for (size_t i = 0; csv && i < COUNT_OF(cells); i++)
		if (web_shows(&s->w, cells[i]))
			fail_msg("%s has a cell that a spreadsheet runs:\n%.*s", address, STR_ARG(s->w.a->body));
}

static void typed_markup_formulas_and_quotes_stay_text_on_every_page_and_in_every_file(struct test_db *t)
{
	struct site s;
	size_t shown = 0, taken = 0;

	site_open(&s, t);
	for (size_t i = 0; i < every_form_n; i++) {
		const struct every_form *f = &every_form[i];

		if (f->elsewhere || strstr(f->pattern, "/leave") || strstr(f->pattern, "/discharge"))
			continue;
		assert_harmless(&s, send_form(&s, f, NASTY_SENT)); /* refused or taken, what comes back is text */
		taken += s.w.a->status == 303;
		if (s.w.a->status == 422)
			send_form(&s, f, NULL);
	}
	assert_in_range(taken, 25, 1000); /* most of it is in the database now */
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		enter_as(&s, visitors[i]);
		EACH_ROUTE(&s, r) {
			int marks;

			if (r->method != METHOD_GET)
				continue;
			web_get(&s.w, page_of(&s, r, -1, &marks));
			assert_harmless(&s, r->pattern);
			shown += web_shows(&s.w, "&lt;script&gt;alert(1)");
		}
	}
	assert_in_range(shown, 30, 1000);
	test_web_close(&s.w);
}

static void a_link_that_is_a_script_is_refused(struct test_db *t)
{
	struct site s;

	site_open(&s, t);
	for (size_t i = 0; i < every_form_n; i++) {
		const struct every_form *f = &every_form[i];
		const char *link = f->form ? strstr(f->form, "link=*https") : NULL;
		struct every_form bad = *f;

		if (!link)
			continue;
		bad.form = str_format(t->c->arena, "%.*slink=javascript:alert(1)%s", (int)(link - f->form), f->form, strchr(link, '&')).p;
		send_form(&s, &bad, NULL);
		assert_status(&s.w, 422);
		assert_shows(&s.w, "The address must start with https://");
		assert_false(web_shows(&s.w, "href=\"javascript:"));
	}
	test_web_close(&s.w);
}

/* ---- methods ----------------------------------------------------------------------------------------------------------- */

static bool has_route(struct site *s, const char *pattern, enum method method)
{
	EACH_ROUTE(s, r)
		if (r->method == method && !strcmp(r->pattern, pattern))
			return true;
	return false;
}

static void another_method_is_405_and_says_which_are_allowed(struct test_db *t)
{
	struct site s;
	int marks;

	site_open(&s, t);
	enter_as(&s, ANN);
	EACH_ROUTE(&s, r) {
		bool get = has_route(&s, r->pattern, METHOD_GET), post = has_route(&s, r->pattern, METHOD_POST);
		const char *address = wide_fill(t, r->pattern, -1, &marks);

		web_send(&s.w, &(struct test_request){.method = "DELETE", .target = address});
		assert_status(&s.w, 405);
		assert_true(str_is(answer_header(s.w.a, "Allow"), get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST"));
		if (get && post)
			continue;
		web_send(&s.w, &(struct test_request){.method = get ? "POST" : "GET", .target = address, .body = get ? "" : NULL});
		assert_status(&s.w, 405);
	}
	test_web_close(&s.w);
}

static const struct CMUnitTest tests[] = {
	on_sqlite(every_page_opens_in_the_world_of_these_tests),
	on_sqlite(every_form_is_in_the_list_and_the_list_has_no_other),
	on_both(every_page_that_names_a_participant_is_in_the_journal_with_who_whom_when_and_from_where),
	on_sqlite(no_page_that_names_a_participant_and_none_of_who_is_signed_in_is_kept_for_others),
	on_sqlite(every_field_of_the_list_is_on_the_page_of_its_form),
	on_both(every_change_is_in_the_journal_with_who_what_when_and_from_where),
	on_both(no_form_is_taken_with_no_token_a_wrong_one_or_that_of_another_sign_in),
	on_both(no_form_reaches_what_is_of_another_center_or_person),
	on_both(no_page_opens_what_is_of_another_center_or_person),
	on_both(a_broken_glass_opens_one_record_to_read_for_an_hour_and_nothing_beside_it),
	on_both(typed_markup_formulas_and_quotes_stay_text_on_every_page_and_in_every_file),
	on_sqlite(a_link_that_is_a_script_is_refused),
	on_sqlite(another_method_is_405_and_says_which_are_allowed),
};
TEST_GROUP(every_route, tests)
