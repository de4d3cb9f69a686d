/* structure_pages_test.c - the settings pages as a browser meets them: each form keeps what was typed beside its problem, saves, and
 * each list comes as CSV and leaves a row in the journal. */
#include "base/id.h"
#include "care/center/center_routes.h"
#include "support/test_web.h"

struct at_settings {
	struct test_db *t;
	struct test_web w;
};

static void open_settings(struct at_settings *s, struct test_db *t, enum world_person who)
{
	static struct route_table tables[6];

	tables[0] = (struct route_table){settings_routes, settings_routes_n};
	tables[1] = (struct route_table){room_routes, room_routes_n};
	tables[2] = (struct route_table){kind_routes, kind_routes_n};
	tables[3] = (struct route_table){center_staff_routes, center_staff_routes_n};
	tables[4] = (struct route_table){program_routes, program_routes_n};
	tables[5] = (struct route_table){program_rule_routes, program_rule_routes_n};
	s->t = t;
	world_make(t);
	test_web_open(&s->w, t->db, tables, COUNT_OF(tables));
	web_sign_in(&s->w, t, who);
}

/* "/c/NORTH" and the rest; an id in it is written as {1}. */
static const char *at(struct at_settings *s, const char *rest)
{
	const char *brace = strchr(rest, '{');
	struct arena *a = s->t->c->arena;

	if (rest[0] == '*')
		return rest + 1;
	if (!brace)
		return str_format(a, "/c/%s%s", id_show(NORTH.v).s, rest).p;
	return str_format(a, "/c/%s%.*s%s%s", id_show(NORTH.v).s, (int)(brace - rest), rest, id_show(strtoll(brace + 1, NULL, 10)).s,
		strchr(brace, '}') + 1).p;
}

static void every_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it(struct test_db *t)
{
	static const struct {
		const char *path, *form, *kept, *says;
	} cases[] = {
		{"*/organization", "name=Lake&npi=123&idle=60&week_starts=1&version=1", "value=\"123\"", "This is no NPI"},
		{"*/organization/centers/new", "name=East+Side&zip=12&zone=America/Denver", "value=\"East Side\"", "Enter a ZIP code"},
		{"/settings/center", "name=Center+101&zone=Mars&street=5+Elm&version=1", "value=\"5 Elm\"", "Select the time zone"},
		{"/settings/rooms/new", "name=Willow&seats=lots", "value=\"lots\"", "Seats must be a whole number from 1 to 500"},
		{"/settings/kinds/new", "code=x+y&name=Music&minutes=45", "value=\"x y\"", "Enter a code of capital letters"},
		{"/settings/kinds/{1}", "name=Group&minutes=2&version=1", "value=\"2\"", "Minutes must be a whole number from 5 to 1440"},
		{"/settings/staff/new", "given=Noor&family=Haddad&npi=1&from=2026-11-01", "value=\"Haddad\"", "This is no NPI"},
		{"/settings/staff/{1003}", "title=Chief&from=soon&version=0", "value=\"Chief\"", "First day must be a real date"},
		{"/settings/programs/new", "name=Evening&type=teen&level=2.1&weeks=10&opened=2026-12-01", "value=\"Evening\"",
			"Another program has this name"},
		{"/settings/programs/{1}", "name=Evening&type=teen&level=2.1&weeks=900&opened=2026-01-01&version=1", "value=\"900\"",
			"Weeks must be a whole number from 1 to 104"},
		{"/settings/programs/{1}/tracks/new", "name=Mornings&seats=0&opened=2026-12-01", "value=\"Mornings\"", "Seats must be"},
		{"/settings/tracks/{1}", "name=Adults&seats=9&opened=2026-01-01&closed=2025-01-01&version=1", "value=\"2025-01-01\"",
			"The last day must not be before the first"},
		{"/settings/programs/{1}/rules", "rules=asam-adult-2.1&from=2026-12-07&mark=x", "value=\"2026-12-07\" selected",
			"Somebody else changed the rules"},
		{"/settings/programs/{1}/house-rule",
			"name=Ours&least_hours=nine&least_days=3&late_after=10&least_percent=0&from=2026-11-30", "value=\"nine\"",
			"Least hours must be hours, like 9, 9.5 or 9:30"},
	};
	struct at_settings s;

	open_settings(&s, t, ANN);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		web_post(&s.w, at(&s, cases[i].path), cases[i].form);
		if (s.w.a->status != 422 || !web_shows(&s.w, cases[i].kept) || !web_shows(&s.w, cases[i].says))
			fail_msg("%s: %d %.*s", cases[i].path, s.w.a->status, STR_ARG(s.w.a->body));
		assert_shows(&s.w, "<title>Error: ");
	}
	test_web_close(&s.w);
}

static int64_t exports(struct test_db *t)
{
	static const struct db_field n[] = {{.name = "n", .type = DB_INT}};
	static const char sql[] = "select count(*) as n from journal where event = 'export'";
	static const struct db_query q = {.name = "exports", .where = "a test", .slot = UINT32_MAX, .out = n, .n_out = 1,
		.row_size = sizeof(int64_t), .sqlite = sql, .postgres = sql};
	int64_t out;

	assert_ok(db_one(world_look(t), &q, NULL, &out));
	db_read_end(t->c);
	return out;
}

static void what_is_saved_is_on_the_list_and_in_its_csv(struct test_db *t)
{
	static const struct {
		const char *path, *form, *list, *shows, *csv, *row;
	} cases[] = {
		{"/settings/rooms/new", "name=Willow&seats=12", "/settings/rooms", "Willow is saved.", "/settings/rooms.csv", "Willow,12,"},
		{"/settings/kinds/new", "code=MUSIC&name=Music&minutes=45&counts=yes", "/settings/kinds", "Music is saved.",
			"/settings/kinds.csv", "MUSIC,Music,45,yes,no,no,,"},
		{"/settings/staff/new", "given=Noor&family=Haddad&npi=1234567893&from=2026-11-01", "/settings/staff", "Noor Haddad",
			"/settings/staff.csv", "Haddad,Noor,,,1234567893,2026-11-01,"},
		{"/settings/programs/new", "name=Teens&type=teen&level=2.1&weeks=10&least_age=13&most_age=17&opened=2026-11-23",
			"/settings/programs", "13 to 17", "/settings/programs.csv", "Teens,teen,2.1,13,17,10,2026-11-23,,0,0"},
		{"/settings/programs/{1}/tracks/new", "name=Mornings&seats=8&opened=2026-11-23", "/settings/programs/{1}", "Mornings",
			"/settings/tracks.csv", "Evening,Mornings,8,0,,,2026-11-23,"},
		{"/settings/center", "name=North+Shore&zone=America/New_York&state=NY&version=1", "/settings", "North Shore",
			"*/organization/centers.csv", "North Shore,,,NY,,,,America/New_York,"},
	};
	struct at_settings s;

	open_settings(&s, t, ANN);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		web_post(&s.w, at(&s, cases[i].path), cases[i].form);
		if (s.w.a->status != 303)
			fail_msg("%s: %d %.*s", cases[i].path, s.w.a->status, STR_ARG(s.w.a->body));
		web_get(&s.w, at(&s, cases[i].list));
		assert_status(&s.w, 200);
		assert_shows(&s.w, cases[i].shows);
		web_get(&s.w, at(&s, cases[i].csv));
		if (!web_shows(&s.w, cases[i].row))
			fail_msg("%s: %.*s", cases[i].csv, STR_ARG(s.w.a->body));
		assert_int_equal(exports(t), i + 1);
	}
	test_web_close(&s.w);
}

static void a_house_rule_and_a_choice_of_packs_are_shown_with_their_history(struct test_db *t)
{
	struct at_settings s;
	const char *mark;
	char form[400];

	open_settings(&s, t, DAN);
	web_get(&s.w, at(&s, "/settings/programs/{1}/house-rule"));
	mark = strstr(s.w.a->body.p, "name=\"mark\" value=\"");
	assert_non_null(mark);
	(void)snprintf(form, sizeof(form),
		"name=Ours&least_hours=9%%3A30&most_hours=19.5&least_days=3&late_after=10&least_percent=50&from=2026-11-23&mark=%.16s",
		mark + strlen("name=\"mark\" value=\""));
	web_post(&s.w, at(&s, "/settings/programs/{1}/house-rule"), form);
	assert_status(&s.w, 303);
	web_get(&s.w, at(&s, "/settings/programs/{1}/rules"));
	assert_shows(&s.w, "At least 9 h 30");
	assert_shows(&s.w, "19 h 30");
	assert_shows(&s.w, "Less than 50% of a session earns nothing.");
	assert_shows(&s.w, "By Dan Dillon");
	assert_shows(&s.w, "Washington Administrative Code");
	web_post(&s.w, at(&s, "/settings/programs/{1}/house-rule"), form); /* the mark is an old one now */
	assert_status(&s.w, 422);
	assert_shows(&s.w, "Somebody else changed the rules");
	mark = strstr(s.w.a->body.p, "name=\"mark\" value=\"");
	(void)snprintf(form, sizeof(form), "rules=asam-adult-2.1&from=2026-11-30&mark=%.16s", mark + strlen("name=\"mark\" value=\""));
	web_post(&s.w, at(&s, "/settings/programs/{1}/rules"), form);
	assert_status(&s.w, 303);
	web_get(&s.w, at(&s, "/settings/programs/{1}/rules"));
	assert_shows(&s.w, "Planned");
	web_get(&s.w, at(&s, "/settings/programs/{1}/rules.csv"));
	assert_shows(&s.w, "2026-11-30,,asam-adult-2.1");
	assert_shows(&s.w, "2026-11-23,,house,Ours,570,1170,3");
	test_web_close(&s.w);
}

static void only_those_who_keep_the_structure_see_it(struct test_db *t)
{
	static const enum world_person others[] = {CLEO, FRED, PAT};
	struct at_settings s;

	open_settings(&s, t, DAN);
	web_get(&s.w, at(&s, "/settings"));
	assert_status(&s.w, 200);
	web_get(&s.w, "/organization/centers/new");
	assert_status(&s.w, 403);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		web_sign_in(&s.w, t, others[i]);
		web_get(&s.w, at(&s, "/settings/rooms"));
		assert_status(&s.w, 403);
		web_post(&s.w, at(&s, "/settings/rooms/new"), "name=Willow&seats=12");
		assert_status(&s.w, 403);
	}
	web_sign_in(&s.w, t, SOL);
	web_get(&s.w, at(&s, "/settings"));
	assert_status(&s.w, 404);
	test_web_close(&s.w);
}

static const struct CMUnitTest tests[] = {
	on_both(every_form_keeps_what_was_typed_and_says_what_is_wrong_beside_it),
	on_both(what_is_saved_is_on_the_list_and_in_its_csv),
	on_both(a_house_rule_and_a_choice_of_packs_are_shown_with_their_history),
	on_both(only_those_who_keep_the_structure_see_it),
};
TEST_GROUP(structure_pages, tests)
