/* routes.c - the features whose pages are served; a new feature is one line. */
#include "access/pages/access_routes.h"
#include "care/admission/admission_routes.h"
#include "care/attendance/attendance_routes.h"
#include "care/center/center_routes.h"
#include "care/consent/consent_routes.h"
#include "care/inquiry/inquiry_routes.h"
#include "care/intake/pre_screen_routes.h"
#include "care/outbox/outbox_routes.h"
#include "care/finder/finder_routes.h"
#include "care/funnel/funnel_routes.h"
#include "care/intake/intake_routes.h"
#include "care/library/library_routes.h"
#include "care/directory/directory_routes.h"
#include "care/people/people_routes.h"
#include "care/profile/profile_routes.h"
#include "care/site/site_routes.h"
#include "care/starting/starting_routes.h"
#include "care/stay/stay_routes.h"
#include "care/schedule/schedule_routes.h"
#include "cli/serve.h"
#include "link/fhir/fhir_routes.h"
#include "link/ical/feed_routes.h"
#include "web/asset_pages.h"

void serve_routes(struct app *app)
{
	static struct route_table tables[64];
	size_t n = 0;
#define FEATURE(name) tables[n++] = (struct route_table){name##_routes, name##_routes_n}
	FEATURE(asset);
	FEATURE(site);
	FEATURE(signin);
	FEATURE(own);
	FEATURE(accounts);
	FEATURE(journal);
	FEATURE(glass);
	FEATURE(settings);
	FEATURE(room);
	FEATURE(kind);
	FEATURE(program);
	FEATURE(program_rule);
	FEATURE(center_staff);
	FEATURE(finder);
	FEATURE(library);
	FEATURE(library_desk);
	FEATURE(directory);
	FEATURE(ask);
	FEATURE(referral);
	FEATURE(people);
	FEATURE(outbox);
	FEATURE(profile);
	FEATURE(funnel);
	FEATURE(intake_list);
	FEATURE(intake_call);
	FEATURE(intake_one);
	FEATURE(intake_places);
	FEATURE(intake_steps);
	FEATURE(intake_admit);
	FEATURE(profile_desk);
	FEATURE(profile_plan);
	FEATURE(therapy);
	FEATURE(pre_screen);
	FEATURE(admission);
	FEATURE(stay_change);
	FEATURE(free_time);
	FEATURE(roster);
	FEATURE(stay);
	FEATURE(consent_text);
	FEATURE(consent_sign);
	FEATURE(starting);
	FEATURE(starting_rule);
	FEATURE(my_start);
	FEATURE(schedule);
	FEATURE(session);
	FEATURE(slot);
	FEATURE(closure);
	FEATURE(board);
	FEATURE(week);
	FEATURE(ledger);
	FEATURE(make_up);
	FEATURE(fhir);
	FEATURE(feed);
#undef FEATURE
	assert(n <= COUNT_OF(tables));
	app->tables = tables;
	app->n_tables = n;
}
