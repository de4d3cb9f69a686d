/* pre_screen_test.c - the pre-screen as the desk fills it in during a call: part by part, urgent at once, complete, again. */
#include "care/form/form_fill_view.h"
#include "care/intake/pre_screen.h"
#include "care/intake/pre_screen_routes.h"
#include "support/test_web.h"

struct desk {
	struct test_db *t;
	struct test_web w;
};

static const char *at(struct desk *d, const char *rest)
{
	return str_format(d->t->c->arena, "/c/%s/inquiries/%s/pre-screen%s", ID(NORTH), id_show(6120).s, rest).p;
}

static void open_desk(struct desk *d, struct test_db *t, enum world_person who)
{
	static struct route_table tables[1];

	tables[0] = (struct route_table){pre_screen_routes, pre_screen_routes_n};
	d->t = t;
	world_make(t);
	test_web_open(&d->w, t->db, tables, COUNT_OF(tables));
	web_sign_in(&d->w, t, who);
	world_sql(t,
		"insert into inquiry (center_id, id, code, kind, status, urgency, danger, given, family, folded, "
		"guardian_call, silent, "
		"body_hash, first_contact_at, status_at, next_step) select 101, 6120, 'ABCDEFGH', 'self', 'contacted', 'week', "
		"false, "
		"'Kim', 'Lane', 'lane kim', false, false, token_hash, 1, 1, 'Call on Monday' from signin");
}

static struct inquiry_get_row request(struct desk *d)
{
	struct inquiry_get_row i;

	world_act(d->t, FRED, NORTH);
	assert_ok(inquiry_get(world_look(d->t), &i, .id = {6120}));
	return i;
}

/* "q12" for a question of the form. */
static const char *field(struct desk *d, const char *link_id)
{
	const struct questionnaire *q = questionnaire_find(PRE_SCREEN, STR_NONE);

	for (size_t i = 0; i < q->n; i++)
		if (str_is(q->items[i].link_id, link_id))
			return reply_field(d->t->c->arena, i);
	fail_msg("no question %s", link_id);
	return NULL;
}

/* {linkId} in `form` stands for the field's name. */
static void send(struct desk *d, const char *form)
{
	str rest = str_of(form), out = STR("");

	while (rest.p) {
		str id, plain = str_cut(rest, '{', &id);

		out = str_format(d->t->c->arena, "%.*s%.*s", STR_ARG(out), STR_ARG(plain));
		if (!id.p)
			break;
		id = str_cut(id, '}', &rest);
		out = str_format(d->t->c->arena, "%.*s%s", STR_ARG(out), field(d, str_z(d->t->c->arena, id)));
	}
	web_post(&d->w, at(d, ""), out.p);
}

#define SAFE "part=safety&do=next&{safety.danger}=false&{safety.suicide}=false&{safety.harm}=false&version="
#define GOES_TO(d, end) assert_true(str_ends(answer_header((d)->w.a, "Location"), (end)))

static void the_call_begins_with_safety_and_goes_on_part_by_part(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	web_get(&d.w, at(&d, ""));
	assert_status(&d.w, 200);
	assert_shows(&d.w, "Safety first</h1>");
	assert_shows(&d.w, "Pre-screen of Kim Lane, part 1 of 8");
	assert_shows(&d.w, "Is anyone in danger right now?");
	send(&d, SAFE "0");
	assert_status(&d.w, 303);
	GOES_TO(&d, "?part=withdrawal");
	assert_int_equal(request(&d).urgency, URGENCY_WEEK);
	test_web_close(&d.w);
}

static void what_is_required_is_asked_for_beside_the_question_and_what_was_typed_stays(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	send(&d,
		"part=safety&do=next&version=0&live=yes&{safety.danger}=true&{safety.where}=At+the+lake&{safety.harm}=false");
	assert_status(&d.w, 422);
	assert_shows(&d.w, "Answer this: In the last month");
	assert_shows(&d.w, "value=\"At the lake\"");
	test_web_close(&d.w);
}

static void without_a_script_new_questions_are_shown_before_one_goes_on(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	send(&d, "part=safety&do=next&version=0&{safety.danger}=false&{safety.suicide}=true&{safety.harm}=false");
	assert_status(&d.w, 303);
	GOES_TO(&d, "?part=safety");
	web_get(&d.w, at(&d, "?part=safety"));
	assert_shows(&d.w, "or do they have a plan or a means for it?");
	send(&d,
		"part=safety&do=next&version=1&{safety.danger}=false&{safety.suicide}=true&{safety.harm}=false&"
		"{safety.suicide.now}=false&{safety.where}=Home");
	assert_status(&d.w, 303);
	GOES_TO(&d, "?part=withdrawal");
	test_web_close(&d.w);
}

static void an_answer_of_danger_makes_the_request_urgent_and_says_what_to_do(struct test_db *t)
{
	struct desk d;
	struct inquiry_get_row i;

	open_desk(&d, t, FRED);
	send(&d, "part=safety&do=later&version=0&{safety.suicide}=true&{safety.suicide.now}=true&live=yes");
	assert_status(&d.w, 303);
	i = request(&d);
	assert_int_equal(i.urgency, URGENCY_DAY);
	assert_true(i.danger);
	assert_int_equal(i.version, 2);
	web_get(&d.w, at(&d, ""));
	assert_shows(&d.w, "marked urgent now");
	assert_shows(&d.w, "Act now.");
	assert_shows(&d.w, "988");
	web_get(&d.w, at(&d, "?part=coming"));
	assert_shows(&d.w, "Act now."); /* on every part from then on */
	send(&d, "part=body&do=later&version=1&{body.signs}=chest&live=yes");
	assert_int_equal(request(&d).version, 2); /* it says so already */
	test_web_close(&d.w);
}

/* Everything with the fewest answers. */
static void go_through(struct desk *d, int version)
{
	static const char *const parts[] = {SAFE,
		"part=withdrawal&do=next&{use}=false&version=", "part=body&do=next&{body.signs}=none&version=",
		"part=age&do=next&{age.years}=34&version=", "part=legal&do=next&version=",
		"part=coming&do=next&{coming.how}=bus&{coming.hours}=evenings&{coming.days}=3&version=",
		"part=before&do=next&{before.any}=false&version=",
		"part=level&do=next&{level.care}=iop&{level.against}=none&version="};

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		char form[400];

		(void)snprintf(form, sizeof(form), "%s%d", parts[i], version + (int)i);
		send(d, form);
		assert_status(&d->w, 303);
	}
}

static void once_complete_the_request_has_been_pre_screened_and_keeps_its_next_step(struct test_db *t)
{
	struct desk d;
	struct inquiry_get_row i;

	open_desk(&d, t, FRED);
	send(&d, SAFE "0");
	send(&d, "do=complete&version=1");
	assert_status(&d.w, 422);
	assert_shows(&d.w, "Answer this: How old are they?");
	go_through(&d, 1);
	web_get(&d.w, at(&d, ""));
	assert_shows(&d.w, "Complete the pre-screen");
	assert_shows(&d.w, "Weekday evenings");
	send(&d, "do=complete&version=9");
	assert_status(&d.w, 303);
	web_get(&d.w, at(&d, ""));
	assert_shows(&d.w, "Completed ");
	assert_shows(&d.w, "Fill it in again");
	assert_false(web_shows(&d.w, "Change<"));
	i = request(&d);
	assert_int_equal(i.status, INQUIRY_PRE_SCREEN);
	assert_str(i.next_step, "Call on Monday");
	test_web_close(&d.w);
}

static void another_call_begins_another_one_and_the_first_stays(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	go_through(&d, 0);
	send(&d, "do=complete&version=8");
	send(&d, SAFE "9"); /* an old page of the first: nothing is overwritten */
	assert_status(&d.w, 422);
	web_get(&d.w, at(&d, "?again=yes"));
	assert_shows(&d.w, "part 1 of 8");
	d.w.app.now.ms += 1000;
	send(&d, SAFE "0&again=yes");
	assert_status(&d.w, 303);
	web_get(&d.w, at(&d, ""));
	assert_shows(&d.w, "need an answer before it is complete");
	test_web_close(&d.w);
}

static void of_two_on_one_call_the_second_is_told(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	send(&d, SAFE "0");
	send(&d, SAFE "0");
	assert_status(&d.w, 422);
	assert_shows(&d.w, "Somebody else worked on this form meanwhile");
	test_web_close(&d.w);
}

static void it_leaves_as_fhir(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, FRED);
	web_get(&d.w, at(&d, ".json"));
	assert_status(&d.w, 404);
	send(&d, SAFE "0");
	web_get(&d.w, at(&d, ".json"));
	assert_status(&d.w, 200);
	assert_str(answer_header(d.w.a, "Content-Type"), "application/fhir+json");
	assert_shows(&d.w, "\"resourceType\":\"QuestionnaireResponse\"");
	assert_shows(&d.w, "\"status\":\"in-progress\"");
	test_web_close(&d.w);
}

static void another_center_does_not_find_it(struct test_db *t)
{
	struct desk d;

	open_desk(&d, t, SUE);
	web_get(&d.w, at(&d, ""));
	assert_status(&d.w, 404);
	web_get(&d.w, str_format(t->c->arena, "/c/%s/inquiries/%s/pre-screen", ID(SOUTH), id_show(6120).s).p);
	assert_status(&d.w, 404);
	test_web_close(&d.w);
}

static const struct CMUnitTest tests[] = {
	on_both(the_call_begins_with_safety_and_goes_on_part_by_part),
	on_both(what_is_required_is_asked_for_beside_the_question_and_what_was_typed_stays),
	on_both(without_a_script_new_questions_are_shown_before_one_goes_on),
	on_both(an_answer_of_danger_makes_the_request_urgent_and_says_what_to_do),
	on_both(once_complete_the_request_has_been_pre_screened_and_keeps_its_next_step),
	on_both(another_call_begins_another_one_and_the_first_stays),
	on_both(of_two_on_one_call_the_second_is_told),
	on_both(it_leaves_as_fhir),
	on_both(another_center_does_not_find_it),
};
TEST_GROUP(pre_screen, tests)
