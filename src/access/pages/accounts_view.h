/* accounts_view.h - what an administrator's pages about accounts show. */
#ifndef ACCESS_PAGES_ACCOUNTS_VIEW_H
#define ACCESS_PAGES_ACCOUNTS_VIEW_H

#include "access/inner.h"
#include "access/pages/signin_view.h"
#include "web/show.h"

struct accounts_view {
	struct centers_of_actor_rows centers; /* where the actor administers accounts */
	center_id center;
	str center_name;
	str q;
	struct accounts_of_center_rows rows;
	struct url more; /* none: this is all */
};

struct account_new_view {
	struct centers_of_actor_rows centers;
	center_id center;
	str center_name;
	str q;
	struct people_without_account_rows people;
	struct form_choices choices; /* the people found, to choose from */
	struct form_choices roles;
};

struct account_view {
	struct account_page_head_row a;
	str name;
	bool reach; /* everything about it may be changed, not only roles at one's own centers */
	bool self;
	struct account_page_roles_rows roles;
	struct centers_of_actor_rows centers; /* where a role can be given */
	struct form_choices center_choices, role_choices;
};

/* A code that was made just now; shown once. */
struct code_view {
	str name, login;
	account_id account;
	struct code_text code;
	instant until;
};

#define url_accounts_at(c, center) url_with((c), url_accounts(), "center", str_of(ID(center)))

#endif
