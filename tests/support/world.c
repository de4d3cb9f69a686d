/* world.c - the rows of world.h. */
#include "support/world.h"

#include <stdarg.h>

static const struct {
	const char *given, *family, *login;
	enum role role;
	int centers[2];
} people[WORLD_PEOPLE + 1] = {
	[ANN] = {"Ann", "Archer", "ann", ROLE_ADMINISTRATOR, {101, 102}},
	[DAN] = {"Dan", "Dillon", "dan", ROLE_DIRECTOR, {101}},
	[CLEO] = {"Cleo", "Castillo", "cleo", ROLE_CLINICIAN, {101}},
	[FRED] = {"Fred", "Foster", "fred", ROLE_FRONT_DESK, {101}},
	[PAT] = {"Pat", "Porter", "pat", ROLE_PARTICIPANT, {101}},
	[SAM] = {"Sam", "Sawyer", "sam", ROLE_PARTICIPANT, {102}},
	[SUE] = {"Sue", "Summers", "sue", ROLE_CLINICIAN, {102}},
	[SOL] = {"Sol", "Stone", "sol", ROLE_ADMINISTRATOR, {102}},
};

static err run_sql(struct wtx *w, void *arg)
{
	struct db_query q = {.name = "test", .where = "a test", .slot = UINT32_MAX, .writes = true, .sqlite = arg, .postgres = arg};

	return db_run(w, &q, NULL, NULL);
}

void world_sql(struct test_db *t, const char *fmt, ...)
{
	char sql[2000];
	va_list ap;
	err e;

	va_start(ap, fmt);
	assert_in_range(vsnprintf(sql, sizeof(sql), fmt, ap), 1, sizeof(sql) - 1);
	va_end(ap);
	e = db_write(t->c, t->db, run_sql, sql);
	if (e != OK)
		fail_msg("%s: %.*s", sql, STR_ARG(t->c->fail_text));
}

static void make_person(struct test_db *t, int n)
{
	world_sql(t, "insert into person (id, family, given, folded, birth_on, created_at, changed_at) values (%d, '%s', '%s', '%s', "
	             "'1990-02-0%d', 1, 1)",
		1000 + n, people[n].family, people[n].given, people[n].login, n);
	world_sql(t, "insert into account (id, person_id, login, created_at, changed_at) values (%d, %d, '%s', 1, 1)", 2000 + n,
		1000 + n, people[n].login);
	for (int i = 0; i < 2 && people[n].centers[i]; i++) {
		world_sql(t, "insert into role_grant (account_id, center_id, role, granted_at) values (%d, %d, '%s', 1)", 2000 + n,
			people[n].centers[i], code_of(&role_codes, (int)people[n].role).p);
		if (people[n].role != ROLE_PARTICIPANT)
			world_sql(t, "insert into center_staff (center_id, person_id, from_on) values (%d, %d, '2020-01-01')",
				people[n].centers[i], 1000 + n);
	}
}

/* A program with a track, today's session, and the stay of the participant. */
static void make_center(struct test_db *t, int center, const char *zone, int session)
{
	world_sql(t, "insert into center (id, organization_id, name, zone, created_at) values (%d, 1, 'Center %d', '%s', 1)", center,
		center, zone);
	world_sql(t, "insert into program (center_id, id, name, type, level_of_care, weeks, opened_on) "
	             "values (%d, 1, 'Evening', 'addiction', '2.1', 12, '2026-01-01')",
		center);
	world_sql(t, "insert into track (center_id, id, program_id, name, seats, opened_on) values (%d, 1, 1, 'Adults', 12, '2026-01-01')",
		center);
	world_sql(t, "insert into session (center_id, id, track_id, day, starts_at, ends_at, service_kind_id, title, seats, modality, "
	             "counts, billable, counted_min, status, changed_at) values (%d, %d, 1, '2026-11-23', 1795456800000, 1795467600000, "
	             "1, 'Group', 12, 'in_person', true, true, 180, 'planned', 1)",
		center, session);
}

static void make_stay(struct test_db *t, int center, int n)
{
	world_sql(t, "insert into center_person (center_id, person_id, since_at) values (%d, %d, 1)", center, 1000 + n);
	world_sql(t, "insert into episode (center_id, id, person_id, program_id, status, started_on, changed_at) "
	             "values (%d, %d, %d, 1, 'admitted', '2026-10-01', 1)",
		center, 3000 + n, 1000 + n);
}

void world_make(struct test_db *t)
{
	test_db_migrate(t);
	world_sql(t, "insert into organization (id, name, created_at) values (1, 'Lakeside', 1)");
	world_sql(t, "insert into service_kind (id, code, name, minutes, counts, billable, grouped) "
	             "values (1, 'group', 'Group', 180, true, true, true)");
	make_center(t, 101, "America/New_York", 5001);
	make_center(t, 102, "America/Chicago", 5002);
	for (int n = 1; n <= WORLD_PEOPLE; n++)
		make_person(t, n);
	make_stay(t, 101, PAT);
	make_stay(t, 102, SAM);
}

struct tx *world_look(struct test_db *t)
{
	db_read_end(t->c);
	assert_ok(db_read_begin(t->c, t->db));
	return t->c->tx;
}

void world_act(struct test_db *t, enum world_person who, center_id center)
{
	struct actor *a = ARENA_NEW(t->c->arena, struct actor);

	*a = (struct actor){
		.account = ACCOUNT(who),
		.person = PERSON(who),
		.stage = SIGNIN_FULL,
		.name = str_format(t->c->arena, "%s %s", people[who].given, people[who].family),
		.staff = people[who].role != ROLE_PARTICIPANT,
		.anywhere = {1u << people[who].role},
		.here = {1u << people[who].role},
	};
	t->c->db = t->db;
	t->c->actor = a;
	t->c->center = 0;
	t->c->journal = NULL;
	world_look(t);
	assert_ok(access_enter(t->c, center.v, PERM_SIGNED_IN));
}
