/* feed_test.c - private calendars as a calendar program reads them: through libical's parser, and over the pages. */
#include <libical/ical.h>

#include "base/id.h"
#include "link/ical/feed_routes.h"
#include "link/ical/feed.h"
#include "link/ical/ical.h"
#include "support/test_web.h"

struct browser {
	struct test_web w;
	char address[200]; /* "/calendar/TOKEN.ics" */
};

static void open_browser(struct browser *b, struct test_db *t, enum world_person who)
{
	static struct route_table tables[1];

	world_make(t);
	world_sql(t, "insert into enrollment (center_id, id, episode_id, track_id, from_on, changed_at) "
	             "values (101, 7001, %d, 1, '2026-10-01', 1)",
		3000 + PAT);
	world_sql(t, "insert into session_facilitator (center_id, session_id, person_id, day, leads) "
	             "values (101, 5001, %d, '2026-11-23', true)",
		1000 + CLEO);
	tables[0] = (struct route_table){feed_routes, feed_routes_n};
	test_web_open(&b->w, t->db, tables, 1);
	web_sign_in(&b->w, t, who);
}

static const char *page_of(enum world_person who)
{
	static char staff[64];

	(void)snprintf(staff, sizeof(staff), "/c/%s/calendar", id_show(NORTH.v).s);
	return who == PAT ? "/my/calendar" : staff;
}

static str body(const struct browser *b)
{
	return b->w.a->body;
}

/* Makes an address and keeps it. */
static void make_address(struct browser *b, enum world_person who)
{
	ptrdiff_t at;
	str text;

	web_post(&b->w, page_of(who), "do=make");
	assert_status(&b->w, 200);
	text = body(b);
	at = str_index(text, STR("http://localhost:8080/calendar/"));
	assert_true(at >= 0);
	text = str_slice(text, (size_t)at + strlen("http://localhost:8080"), text.n);
	at = str_index(text, STR(".ics"));
	assert_in_range(at, 10, sizeof(b->address) - 5);
	(void)snprintf(b->address, sizeof(b->address), "%.*s", (int)at + 4, text.p);
	/* a calendar program has no cookies */
	memset(b->w.jar, 0, sizeof(b->w.jar));
}

/* The calendar at the address, read by libical; NULL after an error. */
static icalcomponent *read_calendar(struct browser *b)
{
	icalcomponent *calendar;
	char *text;

	web_get(&b->w, b->address);
	assert_status(&b->w, 200);
	text = strndup(body(b).p, body(b).n);
	calendar = icalparser_parse_string(text);
	free(text);
	assert_non_null(calendar);
	icalcomponent_strip_errors(calendar);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	assert_true(icalrestriction_check(calendar));
	return calendar;
}

static icalcomponent *only_event(icalcomponent *calendar)
{
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), 1);
	return icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
}

static void a_participants_calendar_says_when_and_nothing_else(struct test_db *t)
{
	struct browser b;
	icalcomponent *calendar, *event;

	open_browser(&b, t, PAT);
	make_address(&b, PAT);
	calendar = read_calendar(&b);
	event = only_event(calendar);
	assert_string_equal(icalcomponent_get_summary(event), "Appointment");
	assert_null(icalcomponent_get_location(event));
	assert_null(icalcomponent_get_description(event));
	assert_null(icalcomponent_get_first_property(event, ICAL_URL_PROPERTY));
	assert_int_equal(icalcomponent_get_status(event), ICAL_STATUS_CONFIRMED);
	assert_int_equal(icalcomponent_get_sequence(event), 0);
	assert_false(web_shows(&b.w, "Group"));
	assert_false(web_shows(&b.w, "Adults"));
	assert_false(web_shows(&b.w, "Center"));
	assert_int_equal(icaltime_as_timet_with_zone(icalcomponent_get_dtstart(event), icaltimezone_get_builtin_timezone("America/New_York")),
		1795456800);
	icalcomponent_free(calendar);
	test_web_close(&b.w);
}

static void a_clinicians_calendar_links_to_the_session(struct test_db *t)
{
	struct browser b;
	icalcomponent *calendar;
	icalproperty *url;
	char page[200];

	open_browser(&b, t, CLEO);
	make_address(&b, CLEO);
	calendar = read_calendar(&b);
	url = icalcomponent_get_first_property(only_event(calendar), ICAL_URL_PROPERTY);
	assert_non_null(url);
	(void)snprintf(page, sizeof(page), "http://localhost:8080/c/%s/sessions/%s", id_show(NORTH.v).s, id_show(SESSION_NORTH.v).s);
	assert_string_equal(icalproperty_get_url(url), page);
	assert_string_equal(icalcomponent_get_summary(only_event(calendar)), "Appointment");
	icalcomponent_free(calendar);
	test_web_close(&b.w);
}

static void a_cancelled_session_is_cancelled_in_the_calendar_under_the_same_name(struct test_db *t)
{
	struct browser b;
	icalcomponent *before, *after;

	open_browser(&b, t, PAT);
	make_address(&b, PAT);
	before = read_calendar(&b);
	world_sql(t, "update session set status = 'cancelled', cancel_reason = 'Snow', version = version + 1 where center_id = 101");
	after = read_calendar(&b);
	assert_string_equal(icalcomponent_get_uid(only_event(before)), icalcomponent_get_uid(only_event(after)));
	assert_int_equal(icalcomponent_get_status(only_event(after)), ICAL_STATUS_CANCELLED);
	assert_int_equal(icalcomponent_get_sequence(only_event(after)), 1);
	assert_false(web_shows(&b.w, "Snow"));
	icalcomponent_free(before);
	icalcomponent_free(after);
	test_web_close(&b.w);
}

static void nobody_sees_sessions_of_a_track_they_are_not_in(struct test_db *t)
{
	struct browser b;
	icalcomponent *calendar;

	open_browser(&b, t, PAT);
	world_sql(t, "update enrollment set to_on = '2026-11-22' where center_id = 101");
	make_address(&b, PAT);
	calendar = read_calendar(&b);
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), 0);
	icalcomponent_free(calendar);
	test_web_close(&b.w);
}

static void an_address_that_was_taken_back_or_guessed_shows_nothing(struct test_db *t)
{
	struct browser b;
	str unknown;

	open_browser(&b, t, PAT);
	make_address(&b, PAT);
	web_get(&b.w, b.address);
	assert_status(&b.w, 200);
	assert_true(str_is(answer_header(b.w.a, "Cache-Control"), "no-store"));
	assert_true(strlen(b.address) >= strlen("/calendar/.ics") + 52); /* 260 random bits */
	web_get(&b.w, "/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics");
	assert_status(&b.w, 404);
	unknown = str_copy(t->c->arena, b.w.a->body);
	world_sql(t, "update calendar_feed set revoked_at = 5");
	web_get(&b.w, b.address);
	assert_status(&b.w, 404);
	assert_true(str_eq(b.w.a->body, unknown));
	web_get(&b.w, "/calendar/x");
	assert_status(&b.w, 404);
	test_web_close(&b.w);
}

static void only_its_owner_takes_an_address_back(struct test_db *t)
{
	struct browser b;
	struct feeds_of_account_rows rows;
	char form[100];

	open_browser(&b, t, CLEO);
	make_address(&b, CLEO);
	assert_ok(feeds_of_account(world_look(t), &rows, .account_id = ACCOUNT(CLEO), .kind = FEED_CLINICIAN));
	assert_int_equal(rows.n, 1);
	(void)snprintf(form, sizeof(form), "do=revoke&feed=%s", id_show(rows.v[0].id.v).s);
	web_sign_in(&b.w, t, PAT);
	web_post(&b.w, "/my/calendar", form);
	assert_status(&b.w, 404);
	web_sign_in(&b.w, t, CLEO);
	web_post(&b.w, page_of(CLEO), form);
	assert_status(&b.w, 303);
	web_get(&b.w, page_of(CLEO));
	assert_shows(&b.w, "None yet.");
	test_web_close(&b.w);
}

static void a_calendar_that_did_not_change_is_not_sent_again(struct test_db *t)
{
	struct browser b;
	char header[200];

	open_browser(&b, t, PAT);
	make_address(&b, PAT);
	web_get(&b.w, b.address);
	(void)snprintf(header, sizeof(header), "If-None-Match: %s", str_z(t->c->arena, answer_header(b.w.a, "ETag")));
	web_send(&b.w, &(struct test_request){.target = b.address, .headers = header});
	assert_status(&b.w, 304);
	assert_int_equal(body(&b).n, 0);
	world_sql(t, "update session set version = version + 1 where center_id = 101");
	web_send(&b.w, &(struct test_request){.target = b.address, .headers = header});
	assert_status(&b.w, 200);
	test_web_close(&b.w);
}

static int64_t times_journaled(struct test_db *t)
{
	struct feeds_of_account_rows rows;

	assert_ok(feeds_of_account(world_look(t), &rows, .account_id = ACCOUNT(PAT), .kind = FEED_PARTICIPANT));
	assert_int_equal(rows.n, 1);
	return rows.v[0].read_at.ms;
}

static void reading_is_noted_once_an_hour(struct test_db *t)
{
	struct browser b;
	int64_t first;

	open_browser(&b, t, PAT);
	make_address(&b, PAT);
	web_get(&b.w, b.address);
	first = times_journaled(t);
	assert_true(first > 0);
	b.w.app.now.ms += 59 * MS_PER_MINUTE;
	web_get(&b.w, b.address);
	assert_int_equal(times_journaled(t), first);
	b.w.app.now.ms += MS_PER_MINUTE;
	web_get(&b.w, b.address);
	assert_int_equal(times_journaled(t), first + MS_PER_HOUR);
	test_web_close(&b.w);
}

/* ---- the text alone ------------------------------------------------------------------------------------------------------ */

/* What the calendar's own VTIMEZONE makes of an event's start. */
static int64_t start_by_own_zone(icalcomponent *calendar, int nth)
{
	icalcomponent *rules = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
	icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	icaltimezone *zone = icaltimezone_new();
	int64_t at;

	while (nth--)
		event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT);
	assert_true(icaltimezone_set_component(zone, icalcomponent_new_clone(rules)));
	at = icaltime_as_timet_with_zone(icalproperty_get_dtstart(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY)), zone);
	icaltimezone_free(zone, 1);
	return at;
}

static void the_calendars_own_rules_give_the_same_instants_on_both_sides_of_a_change(void **state)
{
	struct ctx *c = test_ctx();
	struct ical_event e[2] = {0};
	icalcomponent *calendar;
	str text;

	(void)state;
	for (int i = 0; i < 2; i++) {
		e[i] = (struct ical_event){.uid = i ? STR("b@porchlight") : STR("a@porchlight"), .zone = zone_find(STR("America/Chicago"))};
		e[i].starts = zone_instant(e[i].zone, date_of(2027, 3, i ? 15 : 8), 18 * 60); /* clocks go forward on the 14th */
		e[i].ends = (instant){e[i].starts.ms + MS_PER_HOUR};
		e[i].changed = c->now;
	}
	text = ical_write(c, e, 2);
	calendar = icalparser_parse_string(str_z(c->arena, text));
	assert_non_null(calendar);
	assert_int_equal(icalcomponent_count_components(calendar, ICAL_VTIMEZONE_COMPONENT), 1);
	assert_int_equal(start_by_own_zone(calendar, 0), e[0].starts.ms / 1000);
	assert_int_equal(start_by_own_zone(calendar, 1), e[1].starts.ms / 1000);
	assert_int_equal(e[1].starts.ms - e[0].starts.ms, 7 * MS_PER_DAY - MS_PER_HOUR);
	icalcomponent_free(calendar);
	test_ctx_free(c);
}

static void a_zone_that_never_changes_its_clocks_keeps_its_time(void **state)
{
	struct ctx *c = test_ctx();
	struct ical_event e = {.uid = STR("a@porchlight"), .zone = zone_find(STR("America/Phoenix")), .changed = c->now};
	icalcomponent *calendar;
	str text;

	(void)state;
	e.starts = zone_instant(e.zone, date_of(2027, 7, 1), 9 * 60);
	e.ends = (instant){e.starts.ms + MS_PER_HOUR};
	text = ical_write(c, &e, 1);
	calendar = icalparser_parse_string(str_z(c->arena, text));
	assert_non_null(calendar);
	assert_int_equal(start_by_own_zone(calendar, 0), e.starts.ms / 1000);
	assert_true(text.n < 1500);
	icalcomponent_free(calendar);
	test_ctx_free(c);
}

static void lines_are_short_and_end_as_the_standard_says(void **state)
{
	struct ctx *c = test_ctx();
	struct ical_event e = {.uid = STR("a@porchlight"), .zone = zone_find(STR("America/Chicago")), .starts = c->now,
		.ends = {c->now.ms + MS_PER_HOUR}, .changed = c->now,
		.link = STR("https://a-rather-long-name.example.org/c/0123456789ABC/sessions/0123456789ABC-and-more-than-one-line")};
	str text;

	(void)state;
	text = ical_write(c, &e, 1);
	while (text.n) {
		str line = str_cut(text, '\n', &text);

		assert_true(str_ends(line, "\r"));
		assert_in_range(line.n, 1, 76);
	}
	test_ctx_free(c);
}

static const struct CMUnitTest tests[] = {
	on_both(a_participants_calendar_says_when_and_nothing_else),
	on_both(a_clinicians_calendar_links_to_the_session),
	on_both(a_cancelled_session_is_cancelled_in_the_calendar_under_the_same_name),
	on_both(nobody_sees_sessions_of_a_track_they_are_not_in),
	on_both(an_address_that_was_taken_back_or_guessed_shows_nothing),
	on_both(only_its_owner_takes_an_address_back),
	on_both(a_calendar_that_did_not_change_is_not_sent_again),
	on_both(reading_is_noted_once_an_hour),
	cmocka_unit_test(the_calendars_own_rules_give_the_same_instants_on_both_sides_of_a_change),
	cmocka_unit_test(a_zone_that_never_changes_its_clocks_keeps_its_time),
	cmocka_unit_test(lines_are_short_and_end_as_the_standard_says),
};
TEST_GROUP(feed, tests)
