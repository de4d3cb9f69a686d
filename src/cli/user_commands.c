/* user_commands.c - accounts without a browser: the way in for the first administrator, and for whoever looks at the demo.
 * Passwords are never given here: a one-time code is, and its owner chooses the password. */
#include "access/accounts.h"
#include "base/id.h"
#include "care/center/center.h"
#include "care/people/people.h"
#include "cli/lines.h"
#include "cli/user.h"
#include "user.sql.h"

void user_say_code(const char *login, const struct code_text *code)
{
	fprintf(stderr, "porchlight: a one-time code for %s, valid for 72 hours; it is entered at " FIRST_SIGN_IN ":\n", login);
	(void)fflush(stderr);
	puts(code->s);
}

bool user_name_words(struct ctx *c, str words, str *given, str *family)
{
	str text = str_tidy(c->arena, words);
	size_t space = text.n;

	while (space && text.p[space - 1] != ' ')
		space--;
	*family = str_slice(text, space, text.n);
	*given = str_trim(str_slice(text, 0, space));
	return given->n && family->n;
}

/* ---- demo-codes ---------------------------------------------------------------------------------------------------- */

struct demo_codes {
	struct user_demo_rows accounts;
	struct code_text codes[20];
};

static err make_demo_codes(struct wtx *w, void *arg)
{
	struct demo_codes *d = arg;

	for (size_t i = 0; i < d->accounts.n; i++)
		TRY(account_code(w, d->accounts.v[i].id, &d->codes[i]));
	return OK;
}

static err demo_codes_run(struct cli *cli)
{
	struct demo_codes d;

	TRY(user_demo(cli->c->tx, &d.accounts));
	if (!d.accounts.n) {
		fputs("porchlight: this is not the demo: sign in with your own account, or see: porchlight user code --help\n", stderr);
		return OK;
	}
	TRY(db_write(cli->c, cli->c->db, make_demo_codes, &d));
	puts("  Sign in at " FIRST_SIGN_IN " with a login and its code; you choose the password there.\n");
	for (size_t i = 0; i < d.accounts.n; i++)
		printf("  %-14.*s  login %-14.*s  code %s%s\n", STR_ARG(code_label(&role_codes, (int)d.accounts.v[i].role)),
			STR_ARG(d.accounts.v[i].login), d.codes[i].s,
			d.accounts.v[i].password_hash.p ? "  (it has a password; the code sets a new one)" : "");
	putchar('\n');
	return OK;
}

const struct command user_demo_codes_command = {
	.name = "user demo-codes", .arguments = "", .summary = "print a way in for each role of the demo",
	.more = "Each run makes fresh one-time codes, valid for 72 hours; earlier ones stop working.",
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .run = demo_codes_run,
};

/* ---- add ------------------------------------------------------------------------------------------------------------- */

struct new_user {
	str name;          /* as given: "Dana Reyes" */
	person_id person;  /* none: to be added */
	str login;
	enum role role;
	struct code_text code;
};

static err several(struct ctx *c, const struct user_people_rows *found)
{
	struct buf list;
	str text;

	buf_init(&list, 8192);
	for (size_t i = 0; i < found->n && i < 10; i++) {
		const struct user_people_row *p = &found->v[i];

		buf_format(&list, "\n  %s  %.*s%s%s%s%.*s", id_show(p->id.v).s, STR_ARG(person_name(c->arena, p->given, p->preferred, p->family)),
			date_none(p->birth_on) ? "" : ", born ", date_show(p->birth_on).s, p->login.p ? ", login " : "", STR_ARG(p->login));
	}
	text = str_copy(c->arena, buf_view(&list));
	buf_free(&list);
	FAIL(c, ERR_CONFLICT, "Several people have that name. Give the id instead:%.*s%s", STR_ARG(text), found->n > 10 ? "\n  and more" : "");
}

/* The person that the words name, by id or by name. */
static err find_person(struct cli *cli, struct new_user *u)
{
	struct ctx *c = cli->c;
	struct user_people_rows found;
	struct user_person_row row;
	str given, family;
	int64_t id;

	if (id_read(u->name, &id) && user_person(c->tx, &row, .id = (person_id){id}) == OK) {
		u->person = row.id;
		return OK;
	}
	if (!user_name_words(c, u->name, &given, &family))
		FAIL(c, ERR_INVALID, "Name the person: given and family name in quotes, or the id.");
	if (cli_has(cli, "--new"))
		return OK;
	TRY(user_people(c->tx, &found, .one = str_fold(c->arena, given), .other = str_fold(c->arena, family)));
	if (!found.n)
		FAIL(c, ERR_NOT_FOUND, "Nobody has that name. If the person is new here, add them with --new.");
	if (found.n > 1)
		return several(c, &found);
	u->person = found.v[0].id;
	return OK;
}

err user_make(struct wtx *w, person_id person, str login, enum role role, struct code_text *code)
{
	struct ctx *c = wtx_ctx(w);
	account_id account;

	if (role != ROLE_PARTICIPANT) {
		TRY(user_staff_put(w, NULL, .person_id = person));
		TRY(user_center_staff_put(w, NULL, .person_id = person, .today = zone_day(c->zone, c->now)));
	}
	TRY(account_make(w, person, login, &account));
	TRY(account_grant(w, account, (center_id){c->center}, role));
	return account_code(w, account, code);
}

err user_person_make(struct wtx *w, str name, enum role role, person_id *made)
{
	struct ctx *c = wtx_ctx(w);
	struct staff_start s = {.d.from = zone_day(c->zone, c->now)};
	const struct plan_proof *may;

	user_name_words(c, name, &s.given, &s.family);
	if (role == ROLE_PARTICIPANT)
		return people_add(w, &(struct person_details){.given = s.given, .family = s.family}, made);
	TRY(access_plan(wtx_read(w), &may));
	return staff_add(w, may, &s, made);
}

static err add_user(struct wtx *w, void *arg)
{
	struct new_user *u = arg;
	person_id person = u->person;

	if (!person.v)
		TRY(user_person_make(w, u->name, u->role, &person));
	return user_make(w, person, u->login, u->role, &u->code);
}

static err read_new_user(struct cli *cli, struct new_user *out)
{
	struct ctx *c = cli->c;

	*out = (struct new_user){.login = str_of(cli_value(cli, "--login")),
		.role = (enum role)code_find(&role_codes, str_of(cli_value(cli, "--role")))};
	if (!out->login.p)
		(void)problem(c, "--login", "Give the name to sign in with.");
	if (!out->role)
		(void)problem(c, "--role", "Give one of administrator, director, clinician, front_desk, participant.");
	if (cli->n_arguments != 1)
		(void)problem(c, "", "Name one person: given and family name in quotes, or the id.");
	out->name = str_of(cli->arguments[0]);
	return problems_end(c);
}

static err user_add_look(struct cli *cli)
{
	return read_new_user(cli, &(struct new_user){0});
}

static err user_add_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	struct new_user u;

	TRY(read_new_user(cli, &u));
	TRY(cli_center(cli, PERM_ACCOUNTS));
	TRY(find_person(cli, &u));
	TRY(db_write(c, c->db, add_user, &u));
	user_say_code(cli_value(cli, "--login"), &u.code);
	return OK;
}

static const struct cli_option add_options[] = {
	{"--login", "NAME", "the name to sign in with: 3 to 120 of a-z 0-9 . _ - @ +"},
	{"--role", "ROLE", "administrator, director, clinician, front_desk or participant"},
	{"--center", "NAME", "where; by name or id (the only one there is)"},
	{"--new", NULL, "the person is not known yet: add them too"},
	{0},
};

const struct command user_add_command = {
	.name = "user add", .arguments = "PERSON", .summary = "make an account and print its one-time code", .options = add_options,
	.more = "PERSON is a name in quotes (\"Dana Reyes\") or an id.", .needs = CLI_DB | CLI_MIGRATED | CLI_TX,
	.look = user_add_look, .run = user_add_run,
};

/* ---- code ------------------------------------------------------------------------------------------------------------ */

struct fresh_code {
	str login;
	bool forget;
	struct code_text code;
};

static err make_code(struct wtx *w, void *arg)
{
	struct fresh_code *f = arg;
	struct ctx *c = wtx_ctx(w);
	struct user_by_login_row row;
	err e = user_by_login(wtx_read(w), &row, .login = login_fold(c, f->login));

	if (e == ERR_NOT_FOUND)
		FAIL(c, e, "There is no account with this login. See: porchlight user list");
	TRY(e);
	if (f->forget)
		TRY(account_forget_totp(w, row.id));
	return account_code(w, row.id, &f->code);
}

static err user_code_look(struct cli *cli)
{
	return cli->n_arguments == 1 ? OK : problem(cli->c, "", "Name one login.");
}

static err user_code_run(struct cli *cli)
{
	struct fresh_code f = {.forget = cli_has(cli, "--forget-second-factor")};

	f.login = str_of(cli->arguments[0]);
	if (!login_fold(cli->c, f.login).p)
		FAIL(cli->c, ERR_NOT_FOUND, "There is no account with this login. See: porchlight user list");
	TRY(db_write(cli->c, cli->c->db, make_code, &f));
	user_say_code(cli->arguments[0], &f.code);
	return OK;
}

static const struct cli_option code_options[] = {
	{"--forget-second-factor", NULL, "the app and the recovery codes are lost: set them up again"},
	{0},
};

const struct command user_code_command = {
	.name = "user code", .arguments = "LOGIN", .summary = "print a one-time code for a first sign-in or a new password",
	.options = code_options, .more = "Earlier codes of the account stop working.",
	.needs = CLI_DB | CLI_MIGRATED, .look = user_code_look, .run = user_code_run,
};

/* ---- list ------------------------------------------------------------------------------------------------------------ */

static err list_user(void *arg, const struct user_each_row *row)
{
	struct lines *l = arg;
	struct arena a;

	arena_init(&a, 65536);
	lines_str(l, row->login);
	lines_str(l, person_name(&a, row->given, row->preferred, row->family));
	lines_str(l, row->role ? code_of(&role_codes, (int)row->role) : STR_NONE);
	lines_str(l, row->center);
	lines_str(l, !instant_none(row->disabled_at) ? STR("off") : row->has_password ? STR("on") : STR("waits for its first sign-in"));
	lines_bool(l, row->has_totp);
	arena_free(&a);
	return OK;
}

static err user_list_run(struct cli *cli)
{
	static const char *const columns[] = {"login", "name", "role", "center", "state", "second_factor", NULL};
	struct lines l;

	TRY(cli_journal(cli, JOURNAL_EXPORT, "accounts"));
	lines_begin(&l, columns, cli_has(cli, "--csv"));
	TRY(user_each(cli->c->tx, list_user, &l));
	return lines_end(&l);
}

static const struct cli_option list_options[] = {
	{"--csv", NULL, "CSV instead of one JSON object per line"},
	{0},
};

const struct command user_list_command = {
	.name = "user list", .arguments = "", .summary = "list the accounts and what each may do", .options = list_options,
	.needs = CLI_DB | CLI_MIGRATED | CLI_TX, .run = user_list_run,
};
