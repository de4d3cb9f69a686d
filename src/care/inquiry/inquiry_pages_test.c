/* inquiry_pages_test.c - asking for help through each of the three doors, and what becomes of what was typed. */
#include "base/id.h"
#include "care/inquiry/draft.h"
#include "care/inquiry/inquiry.h"
#include "care/inquiry/inquiry_routes.h"
#include "support/test_web.h"

static const struct route_table *tables(void)
{
	static struct route_table both[2];

	both[0] = (struct route_table){ask_routes, ask_routes_n};
	both[1] = (struct route_table){referral_routes, referral_routes_n};
	return both;
}

static void open_site(struct test_web *w, struct test_db *t)
{
	world_make(t);
	t->c->db = t->db;
	world_sql(t, "update center set phone = '512-555-0100', zip = '78702' where id = 101");
	world_sql(t, "update center set zip = '04609' where id = 102");
	test_web_open(w, t->db, tables(), 2);
	w->app.now = t->c->now;
}

static const char *ask(struct test_db *t, const char *token, const char *page)
{
	return str_format(t->c->arena, "/ask/%s/%s", token, page).p;
}

static const char *begin(struct test_web *w, struct test_db *t, const char *form)
{
	str to;

	web_post(w, "/ask", form);
	assert_status(w, 303);
	to = answer_header(w->a, "Location");
	assert_true(str_starts(to, "/ask/") && str_ends(to, "/danger"));
	return str_z(t->c->arena, str_slice(to, 5, to.n - 7));
}

/* Answers a page, and says which one is next. */
static void answer(
	struct test_web *w, struct test_db *t, const char *token, const char *page, const char *form, const char *next)
{
	str to;

	web_get(w, ask(t, token, page));
	assert_status(w, 200);
	web_post(w, ask(t, token, page), form);
	if (w->a->status != 303)
		fail_msg("%s with %s: %d\n%.*s", page, form, w->a->status, STR_ARG(w->a->body));
	to = answer_header(w->a, "Location");
	if (!str_is(to, ask(t, token, next)))
		fail_msg("%s leads to %.*s", page, STR_ARG(to));
}

static void send_it(struct test_web *w, struct test_db *t, const char *token, int64_t after_ms)
{
	w->app.now.ms += after_ms;
	web_post(w, ask(t, token, "check"), "");
	assert_status(w, 303);
	assert_true(str_is(answer_header(w->a, "Location"), ask(t, token, "sent")));
}

static const char *for_myself(struct test_web *w, struct test_db *t, const char *name)
{
	const char *token = begin(w, t, "kind=self");

	answer(w, t, token, "danger", "danger=no", "help");
	answer(w, t, token, "help", "help=addiction", "name");
	answer(w, t, token, "name", str_format(t->c->arena, "given=%s", name).p, "age");
	answer(w, t, token, "age", "age=34", "where");
	answer(w, t, token, "where", "center=any&zip=78704", "reach");
	answer(w, t, token, "reach", "reach-by=phone&phone=%28512%29+555-0199&email=Dana%40Example.org&safe-times=evenings",
		"paying");
	answer(w, t, token, "paying", "payer=medicaid", "heard");
	answer(w, t, token, "heard", "source=self", "more");
	answer(w, t, token, "more", "note=Thank+you", "check");
	return token;
}

/* The newest request at a center, as staff see it. */
static struct inquiry_get_row newest(struct test_db *t, center_id center, const struct inquiry_proof **may)
{
	struct inquiry_open_list_rows rows;
	struct inquiry_get_row row;

	world_act(t, center.v == NORTH.v ? FRED : SUE, center);
	assert_ok(inquiry_open_list(world_look(t), &rows, .after = {0}));
	assert_true(rows.n > 0);
	assert_ok(access_inquiry(t->c->tx, rows.v[rows.n - 1].id, may));
	assert_ok(inquiry_look(t->c->tx, *may, &row));
	return row;
}

static int64_t count(struct test_db *t, const char *table)
{
	for (unsigned i = 0; i < db_table_count; i++)
		if (!strcmp(db_tables[i].name, table)) {
			int64_t n;

			assert_ok(db_table_rows(world_look(t), &db_tables[i], &n));
			return n;
		}
	fail_msg("no table %s", table);
	return 0;
}

static void asking_for_myself_reaches_the_nearest_center_with_all_that_was_said(struct test_db *t)
{
	struct test_web w;
	const struct inquiry_proof *may;
	struct inquiry_get_row i;
	const char *token;

	open_site(&w, t);
	token = for_myself(&w, t, "Dana");
	web_get(&w, ask(t, token, "check"));
	assert_shows(&w, "Dana");
	assert_shows(&w, "This goes to Center 101");
	send_it(&w, t, token, MS_PER_MINUTE);
	i = newest(t, NORTH, &may);
	assert_int_equal(i.kind, INQUIRY_SELF);
	assert_int_equal(i.status, INQUIRY_NEW);
	assert_int_equal(i.doubt, INQUIRY_DOUBT_NONE);
	assert_int_equal(i.help, PROGRAM_ADDICTION);
	assert_true(str_is(i.given, "Dana") && str_is(i.phone_digits, "5125550199") && str_is(i.email, "dana@example.org"));
	assert_true(str_is(i.program, "Evening") && str_is(i.safe_times, "evenings") && str_is(i.note, "Thank you"));
	assert_int_equal(count(t, "outbox_message"), 1);
	web_get(&w, ask(t, token, "sent"));
	assert_shows(&w, "We got it");
	assert_false(web_shows(&w, "Dana"));
	assert_int_equal(count(t, "inquiry_draft_answer"), 0);
	web_get(&w, ask(t, token, "name"));
	assert_status(&w, 303);
	send_it(&w, t, token, 0); /* twice is no harm */
	assert_int_equal(count(t, "inquiry"), 1);
	test_web_close(&w);
}

static void asking_for_someone_else_leaves_their_details_open_and_danger_is_told_first(struct test_db *t)
{
	struct test_web w;
	const struct inquiry_proof *may;
	struct inquiry_get_row i;
	const char *token;

	open_site(&w, t);
	token = begin(&w, t, "kind=other");
	answer(&w, t, token, "danger", "danger=yes", "now");
	web_get(&w, ask(t, token, "now"));
	assert_shows(&w, "tel:911");
	answer(&w, t, token, "help", "help=unsure", "your-name");
	answer(&w, t, token, "your-name", "asker-name=Lee&asker-is=sibling", "name");
	answer(&w, t, token, "name", "given=&family=", "age");
	answer(&w, t, token, "age", "birth=&age=16", "guardian");
	answer(&w, t, token, "guardian", "guardian-name=Lou&guardian-call=yes", "where");
	answer(&w, t, token, "where", "center=any&zip=04610", "reach");
	answer(&w, t, token, "reach", "reach-by=text&phone=2075550100&silent=yes", "paying");
	answer(&w, t, token, "paying", "", "heard");
	answer(&w, t, token, "heard", "", "more");
	answer(&w, t, token, "more", "note=", "check");
	send_it(&w, t, token, MS_PER_MINUTE);
	i = newest(t, SOUTH, &may);
	assert_true(i.danger && i.silent && i.guardian_call);
	assert_int_equal(i.urgency, URGENCY_DAY);
	assert_int_equal(i.asker_is, RELATIONSHIP_SIBLING);
	assert_int_equal(count(t, "outbox_message"), 0);
	test_web_close(&w);
}

static void attach(struct test_web *w, struct test_db *t, const char *token, const char *content)
{
	str body = str_format(t->c->arena,
		"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"C:\\\\letter.pdf\"\r\n"
		"Content-Type: application/pdf\r\n\r\n%s\r\n--x--\r\n",
		content);

	web_send(w,
		&(struct test_request){.target = ask(t, token, "files"),
			.body = body.p,
			.body_n = body.n,
			.type = "multipart/form-data; boundary=x"});
}

static const char *refer(struct test_web *w, struct test_db *t)
{
	const char *token = begin(w, t, "kind=professional");

	answer(w, t, token, "danger", "danger=no", "you");
	answer(w, t, token, "you", "ref-name=Dr+Hall&ref-org=Clinic&ref-source=health_care&ref-email=hall%40example.org",
		"help");
	answer(w, t, token, "help", "help=co_occurring", "name");
	answer(w, t, token, "name", "given=Sam&family=Hill", "age");
	answer(w, t, token, "age", "birth=1990-02-03", "where");
	answer(w, t, token, "where", str_format(t->c->arena, "center=%s", ID(NORTH)).p, "reach");
	answer(w, t, token, "reach", "reach-by=phone&phone=512-555-0111", "agreement");
	answer(w, t, token, "agreement", "ref-agreed=yes", "urgency");
	answer(w, t, token, "urgency", "urgency=week", "files");
	attach(w, t, token, "GIF89a is no letter");
	assert_status(w, 422);
	assert_shows(w, "Choose a PDF");
	attach(w, t, token, "%PDF-1.4 letter");
	assert_status(w, 303);
	web_get(w, ask(t, token, "files"));
	assert_shows(w, "letter.pdf");
	answer(w, t, token, "files", "", "paying");
	answer(w, t, token, "paying", "", "more");
	answer(w, t, token, "more", "", "check");
	return token;
}

struct step {
	const struct inquiry_proof *may;
	struct inquiry_change x;
	int64_t seen;
	str token;
};

static err make_link(struct wtx *w, void *arg)
{
	struct step *s = arg;

	return referral_link_make(w, s->may, &s->token);
}

static err advance(struct wtx *w, void *arg)
{
	struct step *s = arg;

	return inquiry_set_status(w, s->may, &s->x, s->seen);
}

static err disagree(struct wtx *w, void *arg)
{
	return referral_agree(w, ((struct step *)arg)->may, false);
}

static err write_as_staff(struct test_db *t, db_write_fn *fn, struct step *s)
{
	err e;

	problems_clear(t->c);
	db_read_end(t->c);
	e = db_write(t->c, t->db, fn, s);
	(void)world_look(t);
	return e;
}

static void a_referral_brings_its_letter_and_a_link_that_shows_three_words_until_the_person_disagrees(struct test_db *t)
{
	struct test_web w;
	struct step s = {0};
	struct inquiry_files_rows files;
	struct inquiry_file_get_row file;
	struct inquiry_get_row i;
	const char *link, *token;

	open_site(&w, t);
	token = refer(&w, t);
	send_it(&w, t, token, MS_PER_MINUTE);
	i = newest(t, NORTH, &s.may);
	assert_true(str_is(i.ref_name, "Dr Hall") && i.ref_agreed && i.urgency == URGENCY_WEEK);
	assert_ok(inquiry_files(t->c->tx, &files, .inquiry_id = i.id));
	assert_int_equal(files.n, 1);
	assert_ok(inquiry_file_get(t->c->tx, &file, .inquiry_id = i.id, .id = files.v[0].id));
	assert_int_equal(file.type, FILE_PDF);
	assert_memory_equal(file.content.p, "%PDF-1.4 letter", 15);
	assert_ok(write_as_staff(t, make_link, &s));
	link = str_format(t->c->arena, "/referral/%.*s", STR_ARG(s.token)).p;
	web_get(&w, link);
	assert_status(&w, 200);
	assert_shows(&w, "not yet");
	assert_false(web_shows(&w, "Hill"));
	s.x = (struct inquiry_change){.status = INQUIRY_CLOSED};
	s.seen = i.version;
	assert_int_equal(write_as_staff(t, advance, &s), ERR_INVALID);
	s.x = (struct inquiry_change){.status = INQUIRY_ASSESSMENT_BOOKED, .note = STR("Friday")};
	assert_ok(write_as_staff(t, advance, &s));
	assert_int_equal(write_as_staff(t, advance, &s), ERR_CONFLICT);
	web_get(&w, link);
	assert_false(web_shows(&w, "not yet"));
	assert_ok(write_as_staff(t, disagree, &s));
	web_get(&w, link);
	assert_status(&w, 404);
	test_web_close(&w);
}

static void a_code_on_paper_opens_a_draft_once_more_and_its_old_address_ends(struct test_db *t)
{
	struct test_web w;
	const char *token;
	struct draft d;
	str to;

	open_site(&w, t);
	token = begin(&w, t, "kind=self");
	answer(&w, t, token, "danger", "danger=no", "help");
	assert_ok(draft_open(world_look(t), str_of(token), &d));
	web_post(&w, "/ask/return", "code=0000-0000");
	assert_status(&w, 422);
	web_post(&w, "/ask/return", str_format(t->c->arena, "code=%.*s", STR_ARG(str_lower_ascii(t->c->arena, d.code))).p);
	assert_status(&w, 303);
	to = answer_header(w.a, "Location");
	assert_true(str_ends(to, "/help"));
	assert_false(str_is(to, ask(t, token, "help")));
	web_get(&w, ask(t, token, "help"));
	assert_status(&w, 404);
	test_web_close(&w);
}

static void guessing_codes_is_slowed_down(struct test_db *t)
{
	struct test_web w;
	int status = 0;

	open_site(&w, t);
	for (int i = 0; i < 12; i++) {
		web_post(&w, "/ask/return", "code=0000-0000");
		status = w.a->status;
	}
	assert_int_equal(status, 429);
	test_web_close(&w);
}

static void what_looks_like_spam_is_kept_and_marked_and_gets_no_mail(struct test_db *t)
{
	static const struct {
		int64_t wait;
		const char *form;
		enum inquiry_doubt doubt;
	} cases[] = {{MS_PER_MINUTE, "", INQUIRY_DOUBT_NONE}, {1000, "", INQUIRY_DOUBT_FAST},
		{MS_PER_MINUTE, "", INQUIRY_DOUBT_REPEATED}};
	struct test_web w;
	const struct inquiry_proof *may;
	const char *token;

	open_site(&w, t);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		token = for_myself(&w, t, "Dana");
		send_it(&w, t, token, cases[i].wait);
		assert_int_equal(newest(t, NORTH, &may).doubt, cases[i].doubt);
	}
	token = for_myself(&w, t, "Robin");
	web_post(&w, ask(t, token, "more"), "note=x&website=spam");
	send_it(&w, t, token, MS_PER_MINUTE);
	assert_int_equal(newest(t, NORTH, &may).doubt, INQUIRY_DOUBT_TRAP);
	assert_int_equal(count(t, "inquiry"), 4);
	assert_int_equal(count(t, "outbox_message"), 1);
	test_web_close(&w);
}

static void the_same_person_is_suggested_by_number_address_or_name(struct test_db *t)
{
	struct test_web w;
	const struct inquiry_proof *may;
	struct inquiry_twins twins;

	open_site(&w, t);
	world_sql(t, "update person set phone = '+1 (512) 555.0199' where id = %d", 1000 + PAT);
	send_it(&w, t, for_myself(&w, t, "Dana"), MS_PER_MINUTE);
	send_it(&w, t, for_myself(&w, t, "Dee"), MS_PER_MINUTE);
	(void)newest(t, NORTH, &may);
	assert_ok(inquiry_find_twins(t->c->tx, may, &twins));
	assert_int_equal(twins.inquiries.n, 1);
	assert_true(twins.inquiries.v[0].same_phone && twins.inquiries.v[0].same_email && !twins.inquiries.v[0].same_name);
	assert_int_equal(twins.people.n, 1);
	assert_int_equal(twins.people.v[0].id.v, PERSON(PAT).v);
	test_web_close(&w);
}

static void drafts_that_were_not_sent_are_wiped_after_seven_days(struct test_db *t)
{
	struct test_web w;

	open_site(&w, t);
	(void)for_myself(&w, t, "Dana");
	db_read_end(t->c);
	t->c->now.ms += DRAFT_LASTS_MS - 1;
	assert_ok(drafts_tidy(t->c, t->db));
	assert_int_equal(count(t, "inquiry_draft"), 1);
	db_read_end(t->c);
	t->c->now.ms += 1;
	assert_ok(drafts_tidy(t->c, t->db));
	assert_int_equal(count(t, "inquiry_draft"), 0);
	assert_int_equal(count(t, "inquiry_draft_answer"), 0);
	test_web_close(&w);
}

static void wrong_answers_come_back_beside_their_field_with_what_was_typed(struct test_db *t)
{
	struct test_web w;
	const char *token;

	open_site(&w, t);
	web_post(&w, "/ask", "kind=");
	assert_status(&w, 422);
	token = begin(&w, t, "kind=self");
	web_post(&w, ask(t, token, "reach"), "reach-by=email&email=nobody&phone=12");
	assert_status(&w, 422);
	assert_shows(&w, "value=\"nobody\"");
	assert_shows(&w, "Enter an email address like name@example.org");
	assert_shows(&w, "Enter a phone number with its area code");
	web_post(&w, ask(t, token, "check"), "");
	assert_true(str_index(answer_header(w.a, "Location"), STR("/danger?then=check")) > 0);
	web_get(&w, ask(t, token, "you"));
	assert_status(&w, 404); /* not asked through this door */
	test_web_close(&w);
}

static const struct CMUnitTest tests[] = {
	on_both(asking_for_myself_reaches_the_nearest_center_with_all_that_was_said),
	on_both(asking_for_someone_else_leaves_their_details_open_and_danger_is_told_first),
	on_both(a_referral_brings_its_letter_and_a_link_that_shows_three_words_until_the_person_disagrees),
	on_both(a_code_on_paper_opens_a_draft_once_more_and_its_old_address_ends),
	on_both(guessing_codes_is_slowed_down),
	on_both(what_looks_like_spam_is_kept_and_marked_and_gets_no_mail),
	on_both(the_same_person_is_suggested_by_number_address_or_name),
	on_both(drafts_that_were_not_sent_are_wiped_after_seven_days),
	on_both(wrong_answers_come_back_beside_their_field_with_what_was_typed),
};
TEST_GROUP(inquiry_pages, tests)
