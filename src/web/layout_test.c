/* layout_test.c - what a page's frame shows to whom. */
#include "web/layout.h"

#include "base/buf.h"
#include "support/test.h"
#include "web/request.h"

struct frame {
	struct ctx *c;
	struct raw_request raw;
	struct request req;
	struct actor actor;
	struct buf out;
};

static struct frame *frame_of(enum role r, int64_t center)
{
	struct frame *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->c = test_ctx();
	f->c->req = &f->req;
	f->c->out = &f->out;
	f->c->actor = &f->actor;
	f->c->center = center;
	f->c->center_name = center ? STR("North & South") : STR_NONE;
	f->req.raw = &f->raw;
	f->actor = (struct actor){.name = STR("Maria Alvarez"), .here = {1u << r}, .anywhere = {1u << r}, .stage = SIGNIN_FULL,
		.staff = r != ROLE_PARTICIPANT, .csrf = STR("token")};
	buf_init(&f->out, 1 << 16);
	return f;
}

static void done(struct frame *f)
{
	buf_free(&f->out);
	test_ctx_free(f->c);
	free(f);
}

static bool shows(const struct frame *f, const char *html)
{
	return str_index(buf_view(&f->out), str_of(html)) >= 0;
}

static void staff_page(struct frame *f, enum nav nav)
{
	layout_staff_begin(f->c, &(struct layout_staff){.title = {STR("Rooms")}, .nav = nav});
	layout_staff_end(f->c);
}

static void navigation_leads_only_where_the_actor_may_go(void **state)
{
	struct frame *f = frame_of(ROLE_CLINICIAN, 101);

	(void)state;
	staff_page(f, NAV_GROUPS);
	assert_true(shows(f, "/groups\" aria-current=\"page\""));
	assert_true(shows(f, "/today\""));
	assert_false(shows(f, "/settings\""));
	assert_false(shows(f, "\"/journal\""));
	done(f);
	f = frame_of(ROLE_DIRECTOR, 101);
	staff_page(f, NAV_SETTINGS);
	assert_true(shows(f, "/settings\" aria-current=\"page\""));
	assert_true(shows(f, "/overview\""));
	done(f);
}

static void outside_of_any_center_no_page_of_a_center_is_offered(void **state)
{
	struct frame *f = frame_of(ROLE_ADMINISTRATOR, 0);

	(void)state;
	staff_page(f, NAV_JOURNAL);
	assert_true(shows(f, "\"/journal\" aria-current=\"page\""));
	assert_false(shows(f, "\"/c/"));
	done(f);
}

static void a_page_says_whose_it_is_and_of_which_center(void **state)
{
	struct frame *f = frame_of(ROLE_CLINICIAN, 101);

	(void)state;
	staff_page(f, NAV_TODAY);
	assert_true(shows(f, "<title>Rooms - Porchlight</title>"));
	assert_true(shows(f, "Maria Alvarez"));
	assert_true(shows(f, "North &amp; South"));
	assert_true(shows(f, "name=\"csrf\""));
	done(f);
}

static void problems_come_first_in_the_title_and_link_to_their_fields(void **state)
{
	struct frame *f = frame_of(ROLE_CLINICIAN, 101);

	(void)state;
	assert_int_equal(problem(f->c, "seats", "Seats must be <= 500"), ERR_INVALID);
	assert_int_equal(problem(f->c, NULL, "Room 2 is taken then"), ERR_INVALID);
	staff_page(f, NAV_NONE);
	assert_true(shows(f, "<title>Error: Rooms - Porchlight</title>"));
	assert_true(shows(f, "<a href=\"#seats\">Seats must be &lt;= 500</a>"));
	assert_true(shows(f, "<li>Room 2 is taken then</li>"));
	assert_true(shows(f, "/assets/errors."));
	done(f);
}

static void whoever_is_signed_in_gets_their_own_frame(void **state)
{
	struct frame *f = frame_of(ROLE_PARTICIPANT, 101);

	(void)state;
	layout_signed_in_begin(f->c, &(struct layout_signed_in){.title = {STR("Account")}, .nav = NAV_ACCOUNT});
	layout_signed_in_end(f->c);
	assert_true(shows(f, "tel:988"));
	assert_true(shows(f, "My week"));
	assert_true(shows(f, "data-exit"));
	assert_false(shows(f, "staff."));
	done(f);
	f = frame_of(ROLE_FRONT_DESK, 101);
	layout_signed_in_begin(f->c, &(struct layout_signed_in){.title = {STR("Account")}, .nav = NAV_ACCOUNT});
	layout_signed_in_end(f->c);
	assert_false(shows(f, "My week"));
	assert_true(shows(f, "/assets/staff."));
	done(f);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(navigation_leads_only_where_the_actor_may_go),
	cmocka_unit_test(outside_of_any_center_no_page_of_a_center_is_offered),
	cmocka_unit_test(a_page_says_whose_it_is_and_of_which_center),
	cmocka_unit_test(problems_come_first_in_the_title_and_link_to_their_fields),
	cmocka_unit_test(whoever_is_signed_in_gets_their_own_frame),
};
TEST_GROUP(layout, tests)
