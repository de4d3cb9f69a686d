/* demo_command.c - porchlight demo: the made-up organization, center by center, each in a transaction of its own. */
#include "access/accounts.h"
#include "base/id.h"
#include "base/progress.h"
#include "care/consent/consent.h"
#include "care/directory/directory.h"
#include "care/library/library.h"
#include "cli/cli.h"
#include "cli/demo/demo.h"
#include "cli.sql.h"
#include "cli/upgrade.h"

#define CENTERS_MOST 200

/* ---- accounts ------------------------------------------------------------------------------------------------------ */

static err put_account(struct demo_center *m, const char *login, person_id who, enum role r)
{
	account_id account;

	TRY(account_make(m->w, who, str_of(login), &account));
	return account_grant(m->w, account, m->id, r);
}

err demo_accounts(struct demo_center *m)
{
	struct db_bulk *people;
	struct demo_someone administrator;

	TRY(db_bulk_open(m->w, "person", &people));
	TRY(demo_person(m, people, date_add(m->today, -365 * 44), &administrator));
	TRY(db_bulk_close(people));
	TRY(put_account(m, "administrator", administrator.id, ROLE_ADMINISTRATOR));
	TRY(put_account(m, "director", m->staff[0], ROLE_DIRECTOR));
	TRY(put_account(m, "frontdesk", m->staff[1], ROLE_FRONT_DESK));
	TRY(put_account(m, "clinician", m->tracks[0].lead, ROLE_CLINICIAN));
	return m->star == SIZE_MAX ? OK : put_account(m, "participant", m->episodes[m->star].who.id, ROLE_PARTICIPANT);
}

/* ---- the command ----------------------------------------------------------------------------------------------------- */

struct make {
	const struct demo_pack *pack;
	uint64_t seed;
	struct demo_org org;
	int number;
};

static err make_organization(struct wtx *w, void *arg)
{
	struct make *x = arg;
	int64_t brought;

	TRY(demo_organization(w, x->pack, x->seed, &x->org));
	TRY(consent_bring(w, true, &brought));
	return library_bring(w, true, &brought);
}

static err make_center(struct wtx *w, void *arg)
{
	const struct make *x = arg;

	return demo_center(w, &x->org, x->number);
}

/* Memory of one center goes before the next one begins. */
static err one_center(struct ctx *c, struct make *x)
{
	struct arena memory, *before = c->arena;
	err e;

	arena_init(&memory, (size_t)512 << 20);
	c->arena = &memory;
	e = db_write_long(c, c->db, make_center, x);
	ctx_return_to(c, before);
	arena_free(&memory);
	return e;
}

static err is_empty(struct ctx *c, bool *empty)
{
	struct cli_organizations_row row;
	err e;

	TRY(db_read_begin(c, c->db));
	e = cli_organizations(c->tx, &row);
	db_read_end(c);
	*empty = e == OK && !row.organizations;
	return e;
}

struct wish {
	int64_t centers, seed;
	date today; /* none: today */
};

static err read_wish(struct cli *cli, struct wish *out)
{
	cli_int(cli, "--centers", 1, CENTERS_MOST, 1, &out->centers);
	cli_int(cli, "--seed", 0, INT32_MAX, 1, &out->seed);
	cli_date(cli, "--today", (date){0}, &out->today);
	return problems_end(cli->c);
}

static err demo_look(struct cli *cli)
{
	return read_wish(cli, &(struct wish){0});
}

static err demo_run(struct cli *cli)
{
	struct ctx *c = cli->c;
	struct demo_pack pack;
	struct make x = {.pack = &pack};
	struct progress bar;
	struct wish wish;
	int applied;
	bool empty, directory;

	TRY(read_wish(cli, &wish));
	if (!date_none(wish.today))
		c->now = zone_instant(zone_find(STR("UTC")), wish.today, 23 * 60);
	TRY(cli_upgrade(c, c->db, &applied));
	TRY(is_empty(c, &empty));
	if (!empty && cli_has(cli, "--if-empty"))
		return OK;
	if (!empty)
		FAIL(c, ERR_CONFLICT, "This database already holds an organization. The demo is made only in an empty one.");
	TRY(demo_pack_load(c, &pack));
	TRY(directory_begin(c, &directory));
	x.seed = (uint64_t)wish.seed;
	TRY(db_write_long(c, c->db, make_organization, &x));
	progress_start(&bar, "Making centers", wish.centers);
	for (x.number = 0; x.number < wish.centers; x.number++) {
		TRY(one_center(c, &x));
		progress_to(&bar, x.number + 1);
	}
	progress_end(&bar);
	return OK;
}

static const struct cli_option options[] = {
	{"--centers", "N", "how many centers, up to 200 (1)"},
	{"--seed", "N", "another organization for another number (1)"},
	{"--today", "DAY", "make it as if today were this day"},
	{"--if-empty", NULL, "do nothing when the database has an organization"},
	{0},
};

const struct command demo_command = {
	.name = "demo",
	.arguments = "",
	.summary = "fill an empty database with a made-up organization and 12 weeks of its past",
	.options = options,
	.needs = CLI_DB | CLI_CREATE,
	.look = demo_look,
	.run = demo_run,
};
