/* schedule_pages_test.c - the schedule as a browser meets it: the grid, a session changed, conflicts named before anything is saved,
 * closures that show what they cancel. The world's session 5001 is Monday 23 November 2026, 1 to 4 pm. */
#include "base/id.h"
#include "care/schedule/schedule.h"
#include "care/schedule/schedule_routes.h"
#include "schedule_list.sql.h"
#include "support/test_web.h"

struct office {
	struct test_web w;
	char center[64], session[128]; /* addresses */
	char room[16], kind[16], track[16], cleo[16];
};

static void open_office(struct office *o, struct test_db *t, enum world_person who)
{
	static struct route_table tables[4];

	world_make(t);
	world_sql(t, "insert into room (center_id, id, name, seats) values (101, 4001, 'Room 1', 12)");
	world_sql(t, "update session set room_id = 4001 where center_id = 101");
	tables[0] = (struct route_table){schedule_routes, schedule_routes_n};
	tables[1] = (struct route_table){session_routes, session_routes_n};
	tables[2] = (struct route_table){slot_routes, slot_routes_n};
	tables[3] = (struct route_table){closure_routes, closure_routes_n};
	test_web_open(&o->w, t->db, tables, 4);
	web_sign_in(&o->w, t, who);
	(void)snprintf(o->center, sizeof(o->center), "/c/%s", id_show(NORTH.v).s);
	(void)snprintf(o->session, sizeof(o->session), "/c/%s/sessions/%s", id_show(NORTH.v).s, id_show(SESSION_NORTH.v).s);
	(void)snprintf(o->room, sizeof(o->room), "%s", id_show(4001).s);
	(void)snprintf(o->kind, sizeof(o->kind), "%s", id_show(1).s);
	(void)snprintf(o->track, sizeof(o->track), "%s", id_show(1).s);
	(void)snprintf(o->cleo, sizeof(o->cleo), "%s", id_show(PERSON(CLEO).v).s);
}

static const char *at(const struct office *o, const char *path)
{
	static char address[200];

	(void)snprintf(address, sizeof(address), "%s%s", o->center, path);
	return address;
}

/* A plan as the form sends it, with `more` fields. */
static const char *plan(const struct office *o, const char *start, const char *end, const char *more)
{
	static char form[800];

	(void)snprintf(form, sizeof(form), "track=%s&title=Workshop+on+sleep&kind=%s&start=%s&end=%s&modality=in_person&room=%s&seats=10"
	                                   "&staff=%s&%s",
		o->track, o->kind, start, end, o->room, o->cleo, more);
	return form;
}

static void the_week_is_a_table_with_headers_and_a_list(struct test_db *t)
{
	struct office o;

	open_office(&o, t, CLEO);
	web_get(&o.w, at(&o, "/schedule"));
	assert_status(&o.w, 200);
	assert_shows(&o.w, "<table class=\"pl-week");
	assert_shows(&o.w, "<th scope=\"row\"");
	assert_shows(&o.w, "Mon 23 Nov");
	assert_shows(&o.w, "1:00 to 4:00 pm");
	assert_shows(&o.w, "<ul class=\"pl-sessions\">");
	assert_false(web_shows(&o.w, "Add a single session"));
	web_get(&o.w, at(&o, "/schedule?week=2026-12-07"));
	assert_shows(&o.w, "No sessions this week.");
	web_get(&o.w, at(&o, "/groups"));
	assert_shows(&o.w, "Monday 23 November");
	assert_shows(&o.w, o.session);
	web_get(&o.w, at(&o, "/schedule.csv?week=2026-11-23"));
	assert_shows(&o.w, ",2026-11-23,13:00,16:00,Group,");
	test_web_close(&o.w);
}

static void a_conflict_is_named_nothing_is_saved_and_what_was_typed_stays(struct test_db *t)
{
	struct office o;

	open_office(&o, t, DAN);
	web_post(&o.w, at(&o, "/sessions/new"), plan(&o, "15:00", "17:00", "day=2026-11-23"));
	assert_status(&o.w, 422);
	assert_shows(&o.w, "<strong>Room 1</strong> is taken by");
	assert_shows(&o.w, "Monday 23 November, 1:00 to 4:00 pm");
	assert_shows(&o.w, "value=\"Workshop on sleep\"");
	assert_shows(&o.w, "value=\"15:00\"");
	web_get(&o.w, at(&o, "/schedule"));
	assert_false(web_shows(&o.w, "Workshop on sleep"));
	web_post(&o.w, at(&o, "/sessions/new"), plan(&o, "16:00", "17:00", "day=2026-11-23"));
	assert_status(&o.w, 303);
	web_get(&o.w, at(&o, "/schedule"));
	assert_shows(&o.w, "Workshop on sleep");
	test_web_close(&o.w);
}

static void a_session_is_moved_cancelled_and_planned_again(struct test_db *t)
{
	struct office o;
	char address[200];

	open_office(&o, t, FRED);
	(void)snprintf(address, sizeof(address), "%s/change", o.session);
	web_get(&o.w, address);
	assert_status(&o.w, 200);
	assert_false(web_shows(&o.w, "This and all following")); /* it belongs to no series */
	web_post(&o.w, address, plan(&o, "10:00", "11:30", "day=2026-11-24&scope=one&version=1&break-1=10:30&break-1-end=10:40"));
	assert_status(&o.w, 303);
	web_post(&o.w, address, plan(&o, "10:00", "11:30", "day=2026-11-25&scope=one&version=1"));
	assert_status(&o.w, 422);
	assert_shows(&o.w, "Somebody else changed this");
	(void)snprintf(address, sizeof(address), "%s/cancel", o.session);
	web_post(&o.w, address, "version=2&reason=");
	assert_status(&o.w, 422);
	web_post(&o.w, address, "version=2&reason=Snow");
	assert_status(&o.w, 303);
	(void)snprintf(address, sizeof(address), "%s/change", o.session);
	web_get(&o.w, address);
	assert_shows(&o.w, "This session is cancelled.");
	assert_shows(&o.w, "value=\"10:30\"");
	(void)snprintf(address, sizeof(address), "%s/restore", o.session);
	web_post(&o.w, address, "version=3");
	assert_status(&o.w, 303);
	web_get(&o.w, at(&o, "/schedule"));
	assert_false(web_shows(&o.w, "cancelled"));
	test_web_close(&o.w);
}

static struct slot_sessions_from_rows sessions_of(struct test_db *t, struct track_slots_row *slot)
{
	struct slot_sessions_from_rows rows;
	struct track_slots_rows slots;

	world_act(t, DAN, NORTH);
	assert_ok(track_slots(t->c->tx, &slots, .track_id = {1}, .day = date_of(2026, 11, 23)));
	assert_int_equal(slots.n, 1);
	*slot = slots.v[0];
	assert_ok(slot_sessions_from(t->c->tx, &rows, .week_slot_id = slot->id, .from_day = date_of(2026, 1, 1)));
	return rows;
}

static void a_slot_is_added_and_all_that_follow_change_from_one_session(struct test_db *t)
{
	struct office o;
	char address[200], form[800], more[100];
	struct track_slots_row slot;
	struct slot_sessions_from_rows rows;

	open_office(&o, t, DAN);
	(void)snprintf(address, sizeof(address), "%s/settings/tracks/%s/week", o.center, o.track);
	web_get(&o.w, address);
	assert_shows(&o.w, "Nothing repeats yet.");
	(void)snprintf(address, sizeof(address), "%s/settings/tracks/%s/week/new", o.center, o.track);
	web_post(&o.w, address, plan(&o, "18:00", "19:00", "weekday=2&from=2026-11-23"));
	assert_status(&o.w, 303);
	rows = sessions_of(t, &slot);
	assert_int_equal(rows.n, 8);
	(void)snprintf(address, sizeof(address), "%s/sessions/%s/change", o.center, id_show(rows.v[2].id.v).s);
	web_get(&o.w, address);
	assert_shows(&o.w, "This and all following");
	(void)snprintf(more, sizeof(more), "day=2026-12-09&scope=following&version=1&slot-version=%lld", (long long)slot.version);
	(void)snprintf(form, sizeof(form), "%s", plan(&o, "17:00", "18:00", more));
	web_post(&o.w, address, form);
	assert_status(&o.w, 303);
	web_get(&o.w, at(&o, "/schedule?week=2026-12-07"));
	assert_shows(&o.w, "5:00 to 6:00 pm");
	web_get(&o.w, at(&o, "/schedule?week=2026-11-30"));
	assert_shows(&o.w, "6:00 to 7:00 pm");
	test_web_close(&o.w);
}

static void a_closure_shows_what_it_cancels_before_it_is_saved(struct test_db *t)
{
	struct office o;

	open_office(&o, t, DAN);
	web_post(&o.w, at(&o, "/settings/closures"), "name=Snow&from=2026-11-23&to=");
	assert_status(&o.w, 200);
	assert_shows(&o.w, "This cancels 1 session");
	assert_shows(&o.w, "1:00 to 4:00 pm: Group, Adults");
	assert_shows(&o.w, "value=\"Snow\"");
	web_get(&o.w, at(&o, "/settings/closures"));
	assert_shows(&o.w, "No closed days.");
	/* other days than those that were shown are shown first */
	web_post(&o.w, at(&o, "/settings/closures"), "name=Snow&from=2026-11-23&to=2026-11-24&seen=2026-11-23%2F2026-11-23%2F1");
	assert_status(&o.w, 200);
	web_post(&o.w, at(&o, "/settings/closures"), "name=Snow&from=2026-11-23&to=&seen=2026-11-23%2F2026-11-23%2F1");
	assert_status(&o.w, 303);
	web_get(&o.w, at(&o, "/schedule"));
	assert_shows(&o.w, "Closed: Snow");
	web_post(&o.w, at(&o, "/settings/closures"), "name=&from=&to=");
	assert_status(&o.w, 422);
	test_web_close(&o.w);
}

static void who_may_not_plan_may_look_only(struct test_db *t)
{
	struct office o;
	char address[200];

	open_office(&o, t, CLEO);
	(void)snprintf(address, sizeof(address), "%s/cancel", o.session);
	web_post(&o.w, address, "version=1&reason=Snow");
	assert_status(&o.w, 403);
	web_post(&o.w, at(&o, "/settings/closures"), "name=Snow&from=2026-11-23&seen=2026-11-23%2F2026-11-23%2F1");
	assert_status(&o.w, 403);
	test_web_close(&o.w);
}

static const struct CMUnitTest tests[] = {
	on_both(the_week_is_a_table_with_headers_and_a_list),
	on_both(a_conflict_is_named_nothing_is_saved_and_what_was_typed_stays),
	on_both(a_session_is_moved_cancelled_and_planned_again),
	on_both(a_slot_is_added_and_all_that_follow_change_from_one_session),
	on_both(a_closure_shows_what_it_cancels_before_it_is_saved),
	on_both(who_may_not_plan_may_look_only),
};
TEST_GROUP(schedule_pages, tests)
