/* layout.c - the layouts of layout.h: the parts of layout.html with the navigation that this actor may use. */
#include "web/layout.h"

#include "layout.html.h"

/* Where the staff's navigation leads: to a page of the center in hand, or to one of the whole organization. */
static const struct staff_nav {
	enum nav nav;
	const char *label;
	enum permission permission;
	struct url (*of_center)(struct ctx *c);
	struct url (*of_all)(void);
} staff_nav[] = {
	{NAV_TODAY, "Today", PERM_TODAY, url_today, url_today_any},
	{NAV_GROUPS, "Groups", PERM_ROSTER, url_groups, NULL},
	{NAV_SCHEDULE, "Schedule", PERM_SCHEDULE, url_schedule, NULL},
	{NAV_INQUIRIES, "Inquiries", PERM_INTAKE, url_inquiries, NULL},
	{NAV_PEOPLE, "People", PERM_PEOPLE, url_people, NULL},
	{NAV_MAKE_UP, "Make-ups", PERM_ROSTER, url_make_up, NULL},
	{NAV_OVERVIEW, "Overview", PERM_OVERVIEW, url_overview, NULL},
	{NAV_ACCOUNTS, "Accounts", PERM_CODES, NULL, url_accounts},
	{NAV_SETTINGS, "Settings", PERM_STRUCTURE, url_settings, url_organization},
	{NAV_JOURNAL, "Journal", PERM_JOURNAL, NULL, url_journal},
};

static const struct my_nav {
	enum nav nav;
	const char *label;
	struct url (*url)(void);
	const char *icon;
} my_nav[] = {
	{NAV_MY_WEEK, "My week", url_my_week, "M4 6.5h16v13H4zM4 10.5h16M8.5 4v4M15.5 4v4"},
	{NAV_MY_RECORD, "My record", url_my_record, "M6 4h9l3.5 3.5V20H6zM9 11h6M9 15h6"},
	{NAV_ACCOUNT, "Account", url_account, "M12 12a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM4.8 20c.6-4 3.4-6 7.2-6s6.6 2 7.2 6"},
};

/* The public site's pages, in the order of the questions people come with. */
static const struct site_nav {
	enum nav nav;
	const char *label;
	struct url (*url)(void);
} site_nav[] = {
	{NAV_FIND, "Find a program", url_find},
	{NAV_IOP, "What an IOP is", url_iop},
	{NAV_PROGRAMS, "Our programs", url_our_programs},
	{NAV_FAMILIES, "For families", url_families},
	{NAV_PROFESSIONALS, "For professionals", url_professionals},
	{NAV_PAYING, "Paying for it", url_paying},
	{NAV_LIBRARY, "Library", url_library},
	{NAV_ASK, "Ask for help", url_ask},
};

static void nav_add(struct nav_list *l, struct nav_item item)
{
	assert(l->n < COUNT_OF(l->v));
	l->v[l->n++] = item;
}

static struct nav_list nav_of_staff(struct ctx *c, enum nav here)
{
	struct nav_list l = {0};

	for (size_t i = 0; i < COUNT_OF(staff_nav); i++) {
		const struct staff_nav *n = &staff_nav[i];
		bool at_center = c->center && n->of_center;

		if ((at_center || n->of_all) && actor_may(c->actor, n->permission))
			nav_add(&l, (struct nav_item){n->label, at_center ? n->of_center(c) : n->of_all(), NULL, n->nav == here});
	}
	return l;
}

static struct nav_list nav_of_participant(enum nav here)
{
	struct nav_list l = {0};

	for (size_t i = 0; i < COUNT_OF(my_nav); i++)
		nav_add(&l, (struct nav_item){my_nav[i].label, my_nav[i].url(), my_nav[i].icon, my_nav[i].nav == here});
	return l;
}

static struct nav_list nav_of_site(enum nav here)
{
	struct nav_list l = {0};

	for (size_t i = 0; i < COUNT_OF(site_nav); i++)
		nav_add(&l, (struct nav_item){site_nav[i].label, site_nav[i].url(), NULL, site_nav[i].nav == here});
	return l;
}

struct url frame_url_field(struct ctx *c, const struct problem *p)
{
	return url_format(c, "#%.*s", STR_ARG(p->field));
}

void layout_staff_begin(struct ctx *c, const struct layout_staff *l)
{
	struct nav_list nav = nav_of_staff(c, l->nav);

	tpl_staff_begin(c, l, &nav);
}

void layout_staff_end(struct ctx *c)
{
	tpl_staff_end(c);
}

void layout_my_begin(struct ctx *c, const struct layout_my *l)
{
	struct nav_list nav = nav_of_participant(l->nav);

	tpl_my_begin(c, l->title, &nav);
}

void layout_my_end(struct ctx *c)
{
	tpl_my_end(c);
}

void layout_signed_in_begin(struct ctx *c, const struct layout_signed_in *l)
{
	if (c->actor->staff)
		layout_staff_begin(c, &(struct layout_staff){.title = l->title, .nav = l->nav});
	else
		layout_my_begin(c, &(struct layout_my){.title = l->title, .nav = l->nav});
}

void layout_signed_in_end(struct ctx *c)
{
	if (c->actor->staff)
		layout_staff_end(c);
	else
		layout_my_end(c);
}

void layout_public_begin(struct ctx *c, const struct layout_public *l)
{
	tpl_front_begin(c, l->title, l->description);
	tpl_column_begin(c);
	tpl_said(c);
}

void layout_public_end(struct ctx *c)
{
	tpl_column_end(c);
	tpl_front_end(c);
}

void layout_front_begin(struct ctx *c, const struct layout_front *l)
{
	tpl_front_begin(c, l->title, l->description);
}

void layout_front_end(struct ctx *c)
{
	tpl_front_end(c);
}

void layout_site_begin(struct ctx *c, const struct layout_site *l)
{
	struct nav_list nav = nav_of_site(l->nav);

	tpl_site_begin(c, l, &nav);
}

void layout_site_end(struct ctx *c)
{
	tpl_site_end(c);
}
