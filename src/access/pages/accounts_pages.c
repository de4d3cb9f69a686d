/* accounts_pages.c - an administrator makes accounts, hands out codes, and says who may do what at which center. */
#include "access/pages/accounts_view.h"

#include "access/pages/access_routes.h"
#include "accounts.html.h"
#include "proofs.sql.h"

/* ---- which center -------------------------------------------------------------------------------------------------------- */

static err my_centers(struct ctx *c, struct centers_of_actor_rows *out)
{
	return centers_of_actor(c->tx, out, .account_id = c->actor->account, .only = ROLE_ADMINISTRATOR, .also = ROLE_FRONT_DESK);
}

/* What can be chosen: the front desk gives the participant's role only. */
static struct form_choices roles_to_give(struct ctx *c)
{
	struct form_choices all = choices_of(c, &role_codes);

	if (c->actor->here.bits & 1u << ROLE_ADMINISTRATOR)
		return all;
	return (struct form_choices){all.v + ROLE_PARTICIPANT - 1, 1};
}

/* The center the address names, else the first; one of the actor's own. It is the center in hand from here on. */
static err choose_center(struct ctx *c, const struct centers_of_actor_rows *centers, str sent, center_id *out, str *name)
{
	int64_t wanted = 0;
	size_t i = 0;

	if (!centers->n || (sent.n && !id_read(sent, &wanted)))
		return ERR_NOT_FOUND;
	while (wanted && i < centers->n && centers->v[i].id.v != wanted)
		i++;
	if (i == centers->n)
		return ERR_NOT_FOUND;
	*out = centers->v[i].id;
	*name = centers->v[i].name;
	return access_enter(c, out->v, PERM_CODES);
}

/* What was typed into a search box as a pattern: anywhere in the folded name; its own % and _ mean nothing. */
static str pattern_of(struct ctx *c, str folded)
{
	char *p = arena_alloc(c->arena, folded.n + 2);
	size_t n = 0;

	p[n++] = '%';
	for (size_t i = 0; i < folded.n; i++)
		if (!strchr("%_\\", folded.p[i]))
			p[n++] = folded.p[i];
	p[n++] = '%';
	return (str){p, n};
}

/* The first three words of a name, in whatever order they were typed; what is missing is in every name. */
struct name_words {
	str v[3];
};

static struct name_words name_words(struct ctx *c, str folded)
{
	struct name_words w;

	for (size_t i = 0; i < COUNT_OF(w.v); i++)
		w.v[i] = pattern_of(c, folded.p ? str_cut(folded, ' ', &folded) : STR(""));
	return w;
}

static str search_text(struct ctx *c)
{
	str q = str_tidy(c->arena, query_text(c, "q"));

	return str_points(q) > 100 ? STR_NONE : q;
}

/* ---- the list -------------------------------------------------------------------------------------------------------------- */

#define LIST_MOST 50

/* GET /accounts?center=&q=&from= ; `from` is the last row above: its account. */
static err load_list(struct ctx *c, struct accounts_view *v)
{
	struct account_look_row above = {0};
	struct person_title_row person;
	str from = query_text(c, "from");
	str typed = str_fold(c->arena, v->q), folded = STR("");
	struct name_words words = name_words(c, typed);

	if (from.n) {
		if (!id_read(from, &above.id.v))
			return ERR_NOT_FOUND;
		TRY(account_look(c->tx, &above, .id = above.id));
		TRY(person_title(c->tx, &person, .id = above.person_id));
		folded = person.folded;
	}
	TRY(accounts_of_center(c->tx, &v->rows, .center_id = v->center, .pattern = pattern_of(c, typed), .one = words.v[0],
		.two = words.v[1], .three = words.v[2], .folded = folded, .after = above.id.v));
	if (v->rows.n > LIST_MOST) {
		v->rows.n = LIST_MOST;
		v->more = url_with(c, url_accounts_at(c, v->center), "from", str_of(ID(v->rows.v[LIST_MOST - 1].id)));
		if (v->q.n)
			v->more = url_with(c, v->more, "q", v->q);
	}
	return OK;
}

static err accounts_show(struct ctx *c)
{
	struct accounts_view v = {.q = search_text(c)};

	TRY(my_centers(c, &v.centers));
	TRY(choose_center(c, &v.centers, query_text(c, "center"), &v.center, &v.center_name));
	TRY(load_list(c, &v));
	for (size_t i = 0; i < v.rows.n; i++)
		journal_saw(c, v.rows.v[i].person_id);
	return page(c, tpl_accounts, &v);
}

/* ---- a code, shown once ------------------------------------------------------------------------------------------------------ */

static err make_code(struct wtx *w, void *arg)
{
	struct code_view *v = arg;

	return account_code(w, v->account, &v->code);
}

static err show_code(struct ctx *c, struct code_view *v)
{
	struct account_look_row a;

	TRY(account_look(c->tx, &a, .id = v->account));
	v->name = person_name(c->arena, a.given, a.preferred, a.family);
	v->login = a.login;
	v->until = (instant){c->now.ms + CODE_LASTS_MS};
	return page(c, tpl_account_code, v);
}

/* POST /accounts/{account}/code */
static err code_submit(struct ctx *c)
{
	struct code_view v = {0};

	TRY(PATH_ID(c, "account", &v.account));
	TRY(web_write(c, make_code, &v));
	return show_code(c, &v);
}

/* ---- a new account --------------------------------------------------------------------------------------------------------- */

static void offer_people(struct ctx *c, struct account_new_view *v)
{
	struct form_choice *choices = ARENA_NEW_ARRAY(c->arena, struct form_choice, v->people.n);

	for (size_t i = 0; i < v->people.n; i++) {
		const struct people_without_account_row *p = &v->people.v[i];

		choices[i] = (struct form_choice){
			.value = value_id(c, p->id.v),
			.label = person_name(c->arena, p->given, p->preferred, p->family),
			.hint = date_none(p->birth_on) ? STR_NONE : str_format(c->arena, "Born %s", show_day_year(p->birth_on).s),
		};
		journal_saw(c, p->id);
	}
	v->choices = (struct form_choices){choices, v->people.n};
}

static err load_new(struct ctx *c, str center, str q, struct account_new_view *v)
{
	struct name_words words = name_words(c, str_fold(c->arena, q));

	*v = (struct account_new_view){.q = q};
	TRY(my_centers(c, &v->centers));
	TRY(choose_center(c, &v->centers, center, &v->center, &v->center_name));
	if (q.n)
		TRY(people_without_account(c->tx, &v->people, .one = words.v[0], .two = words.v[1], .three = words.v[2]));
	offer_people(c, v);
	v->roles = roles_to_give(c);
	return OK;
}

/* GET /accounts/new?center=&q= */
static err new_show(struct ctx *c)
{
	struct account_new_view v;

	TRY(load_new(c, query_text(c, "center"), search_text(c), &v));
	return page(c, tpl_account_new, &v);
}

struct making {
	center_id center;
	person_id person;
	str login;
	enum role role;
	struct code_view code;
};

/* Account, role and code in one step: an account without a way in or without a role helps nobody. */
static err make_account(struct wtx *w, void *arg)
{
	struct making *m = arg;
	struct person_here_row here;

	TRY(person_here(wtx_read(w), &here, .person_id = m->person));
	if (!here.here)
		return ERR_NOT_FOUND;
	TRY(account_make(w, m->person, m->login, &m->code.account));
	TRY(account_grant(w, m->code.account, m->center, m->role));
	return account_code(w, m->code.account, &m->code.code);
}

static err try_making(struct ctx *c, struct making *m)
{
	m->person.v = form_id(c, &(struct field){.name = "person", .label = "person", .required = true, .ask = "Choose the person"});
	m->login = form_text(c, &(struct field){.name = "login", .label = "account name", .required = true});
	m->role = (enum role)form_code(c, &(struct field){.name = "role", .label = "role", .required = true}, &role_codes);
	TRY(problems_end(c));
	return web_write(c, make_account, m);
}

/* POST /accounts/new */
static err new_submit(struct ctx *c)
{
	struct account_new_view v;
	struct making m = {0};
	err e;

	TRY(load_new(c, form_raw(c, "center"), str_tidy(c->arena, form_raw(c, "q")), &v));
	m.center = v.center;
	e = try_making(c, &m);
	if (e == ERR_CONFLICT)
		e = problem(c, "person", "%.*s", STR_ARG(c->fail_text));
	if (e == ERR_INVALID)
		return page_again(c, tpl_account_new, &v);
	TRY(e);
	return show_code(c, &m.code);
}

/* ---- one account -------------------------------------------------------------------------------------------------------------- */

static struct form_choices center_choices(struct ctx *c, const struct centers_of_actor_rows *centers)
{
	struct form_choice *v = ARENA_NEW_ARRAY(c->arena, struct form_choice, centers->n);

	for (size_t i = 0; i < centers->n; i++)
		v[i] = (struct form_choice){.value = value_id(c, centers->v[i].id.v), .label = centers->v[i].name};
	return (struct form_choices){v, centers->n};
}

/* Shown is an account with a role that the one who looks administers, and to administrators one without any role. */
static err may_see(const struct account_view *v)
{
	if (v->reach)
		return OK;
	for (size_t i = 0; i < v->roles.n; i++)
		if (v->roles.v[i].mine)
			return OK;
	return ERR_NOT_FOUND;
}

static err load_account(struct ctx *c, account_id id, struct account_view *v)
{
	err e;

	*v = (struct account_view){.self = id.v == c->actor->account.v};
	TRY(account_page_head(c->tx, &v->a, .id = id));
	TRY(account_page_roles(c->tx, &v->roles, .account_id = id, .actor = c->actor->account));
	e = account_within_reach(c->tx, id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	v->reach = e == OK;
	TRY(may_see(v));
	TRY(my_centers(c, &v->centers));
	v->center_choices = center_choices(c, &v->centers);
	v->role_choices = roles_to_give(c);
	v->name = person_name(c->arena, v->a.given, v->a.preferred, v->a.family);
	journal_saw(c, v->a.person_id);
	journal_object(c, "account", id.v);
	return OK;
}

/* GET /accounts/{account} */
static err account_show(struct ctx *c)
{
	struct account_view v;
	account_id id;

	TRY(PATH_ID(c, "account", &id));
	TRY(load_account(c, id, &v));
	return page(c, tpl_account, &v);
}

struct step {
	account_id account;
	center_id center;
	enum role role;
	bool on;
};

static err switch_now(struct wtx *w, void *arg)
{
	const struct step *s = arg;

	return account_enable(w, s->account, s->on);
}

static err forget_now(struct wtx *w, void *arg)
{
	return account_forget_totp(w, ((const struct step *)arg)->account);
}

static err give_now(struct wtx *w, void *arg)
{
	const struct step *s = arg;

	return s->on ? account_grant(w, s->account, s->center, s->role) : account_revoke(w, s->account, s->center, s->role);
}

/* Back to the account with what was done, or what stood in the way. */
static err take_step(struct ctx *c, db_write_fn *fn, struct step *s, str done)
{
	err e = web_write(c, fn, s);

	if (e == ERR_CONFLICT || e == ERR_DENIED)
		return redirect(c, url_account_of(c, s->account), c->fail_text);
	TRY(e);
	return redirect(c, url_account_of(c, s->account), done);
}

/* POST /accounts/{account}/switch - to=on or to=off */
static err switch_submit(struct ctx *c)
{
	struct step s = {.on = str_is(form_raw(c, "to"), "on")};

	TRY(PATH_ID(c, "account", &s.account));
	return take_step(c, switch_now, &s, s.on ? STR("The account is switched on.")
		: STR("The account is switched off, and every sign-in of it has ended."));
}

/* POST /accounts/{account}/forget-second-factor */
static err forget_submit(struct ctx *c)
{
	struct step s = {0};

	TRY(PATH_ID(c, "account", &s.account));
	return take_step(c, forget_now, &s, STR("The second step is forgotten. It is set up anew at the next sign-in."));
}

/* POST /accounts/{account}/roles - do=give or do=take */
static err roles_submit(struct ctx *c)
{
	struct step s = {.on = str_is(form_raw(c, "do"), "give")};
	struct account_view v;
	account_id id;

	TRY(PATH_ID(c, "account", &id));
	TRY(load_account(c, id, &v)); /* an account that is not theirs to see gets no role from them either */
	s.account = id;
	s.center.v = form_id(c, &(struct field){.name = "center", .label = "center", .required = true});
	s.role = (enum role)form_code(c, &(struct field){.name = "role", .label = "role", .required = true}, &role_codes);
	if (problems_end(c) != OK)
		return page_again(c, tpl_account, &v);
	return take_step(c, give_now, &s, s.on ? STR("The role is given. It holds from now on.") : STR("The role is taken. It ends now."));
}

const struct route accounts_routes[] = {
	{METHOD_GET, "/accounts", accounts_show, PERM_CODES, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_GET, "/accounts/new", new_show, PERM_CODES, JOURNAL_VIEW_LIST, 0, 0},
	{METHOD_POST, "/accounts/new", new_submit, PERM_CODES, JOURNAL_NONE, 0, 0},
	{METHOD_GET, "/accounts/{account}", account_show, PERM_CODES, JOURNAL_VIEW_PERSON, 0, 0},
	{METHOD_POST, "/accounts/{account}/code", code_submit, PERM_CODES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/accounts/{account}/roles", roles_submit, PERM_CODES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/accounts/{account}/switch", switch_submit, PERM_CODES, JOURNAL_NONE, 0, 0},
	{METHOD_POST, "/accounts/{account}/forget-second-factor", forget_submit, PERM_CODES, JOURNAL_NONE, 0, 0},
};
const size_t accounts_routes_n = COUNT_OF(accounts_routes);
