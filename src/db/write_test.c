/* write_test.c - a write happens as a whole or not at all, whatever happens beside it. */
#include <pthread.h>
#include <unistd.h>

#include "db/engine.h"
#include "support/db_sample.h"
#include "support/test_db.h"

static int64_t rows_in(struct test_db *t)
{
	struct ctx *c = test_ctx();
	int64_t n = -1;

	assert_ok(db_read_begin(c, t->db));
	assert_ok(sample_count(c->tx, &n));
	db_read_end(c);
	test_ctx_free(c);
	return n;
}

static bool has_row(struct test_db *t, int64_t id)
{
	struct ctx *c = test_ctx();
	struct sample s;
	err e;

	assert_ok(db_read_begin(c, t->db));
	e = sample_get(c->tx, id, &s);
	assert_true(e == OK || e == ERR_NOT_FOUND);
	db_read_end(c);
	test_ctx_free(c);
	return e == OK;
}

static err remove_all(struct wtx *w, void *arg)
{
	return sample_remove_all(w, arg);
}

static err add_one(struct wtx *w, void *arg)
{
	return sample_add_plain(w, *(const int64_t *)arg);
}

static err add_three(struct wtx *w, void *arg)
{
	(void)arg;
	for (int64_t id = 1; id <= 3; id++)
		TRY(sample_add_plain(w, id));
	return OK;
}

static err add_three_and_refuse(struct wtx *w, void *arg)
{
	TRY(add_three(w, arg));
	FAIL(wtx_ctx(w), ERR_DENIED, "not today");
}

static void what_fails_is_undone_and_its_reason_reaches_the_caller(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, add_three_and_refuse, NULL), ERR_DENIED);
	assert_str(t->c->fail_text, "not today");
	assert_int_equal(rows_in(t), 0);
	assert_int_equal(db_write_long(t->c, t->db, add_three_and_refuse, NULL), ERR_DENIED);
	assert_int_equal(rows_in(t), 0);
	assert_ok(db_write_long(t->c, t->db, add_three, NULL));
	assert_int_equal(rows_in(t), 3);
}

static err add_twice_and_look_away(struct wtx *w, void *arg)
{
	int64_t n;

	(void)arg;
	TRY(sample_add_plain(w, 1));
	assert_int_equal(sample_add_plain(w, 1), ERR_CONFLICT);
	assert_int_equal(sample_count(wtx_read(w), &n), ERR_CONFLICT);
	return OK;
}

static void after_a_statement_failed_the_rest_of_the_write_fails_alike(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, add_twice_and_look_away, NULL), ERR_CONFLICT);
	assert_int_equal(rows_in(t), 0);
}

static err add_orphan(struct wtx *w, void *arg)
{
	(void)arg;
	return note_add(w, 1, 99);
}

static err add_too_much(struct wtx *w, void *arg)
{
	(void)arg;
	return sample_add(w, &(struct sample){.id = 1, .must = 5000000});
}

static void keys_refuse_as_conflict_and_checks_as_our_bug(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, add_orphan, NULL), ERR_CONFLICT);
	assert_int_equal(db_write(t->c, t->db, add_too_much, NULL), ERR_BUG);
	assert_true(str_index(t->c->fail_text, STR("sample_add")) >= 0);
}

static err write_within(struct wtx *w, void *arg)
{
	return db_write(wtx_ctx(w), arg, add_three, NULL);
}

static void a_write_within_a_write_is_a_bug_and_not_a_deadlock(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, write_within, t->db), ERR_BUG);
}

static err use_too_much_memory(struct wtx *w, void *arg)
{
	(void)arg;
	TRY(sample_add_plain(w, 1));
	for (;;)
		memset(arena_alloc(wtx_ctx(w)->arena, 1 << 20), 1, 1);
}

static void a_write_that_needs_too_much_memory_fails_and_the_next_one_works(struct test_db *t)
{
	struct ctx *c = test_ctx();
	int64_t id = 2;
	jmp_buf mine;

	assert_ok(sample_migrate(t->c, t->db));
	c->arena->cap = 8 << 20;
	c->arena->exhausted = &mine;
	assert_int_equal(db_write(c, t->db, use_too_much_memory, NULL), ERR_IO);
	assert_ptr_equal(c->arena->exhausted, &mine);
	assert_true(str_index(c->fail_text, STR("memory")) >= 0);
	test_ctx_free(c);
	assert_ok(db_write(t->c, t->db, add_one, &id));
	assert_false(has_row(t, 1));
	assert_true(has_row(t, 2));
}

/* ---- faults ------------------------------------------------------------------------------------- */

static void wherever_the_database_fails_a_write_is_whole_or_not_there(struct test_db *t)
{
	err e = ERR_IO;

	assert_ok(sample_migrate(t->c, t->db));
	for (unsigned nth = 1; e != OK; nth++) {
		assert_true(nth < 20);
		db_fail_nth(nth);
		e = db_write(t->c, t->db, add_three, NULL);
		db_fail_nth(0);
		if (e != OK)
			assert_int_equal(e, ERR_IO);
		assert_int_equal(rows_in(t), e == OK ? 3 : 0);
	}
}

static err fill_up(struct wtx *w, void *arg)
{
	str large = {memset(arena_alloc(wtx_ctx(w)->arena, 100000), 'x', 100000), 100000};

	(void)arg;
	/* What a full disk answers, without filling one. */
	TRY(w->tx.db->engine->script(&w->tx, STR("pragma max_page_count = 20")));
	return sample_add(w, &(struct sample){.id = 1, .words = large});
}

static err make_room(struct wtx *w, void *arg)
{
	(void)arg;
	return w->tx.db->engine->script(&w->tx, STR("pragma max_page_count = 1000000"));
}

static void a_full_disk_is_said_and_leaves_the_writer_working(struct test_db *t)
{
	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, fill_up, NULL), ERR_IO);
	assert_true(str_index(t->c->fail_text, STR("full")) >= 0);
	assert_ok(db_write(t->c, t->db, make_room, NULL));
	assert_ok(db_write(t->c, t->db, add_three, NULL));
	assert_int_equal(rows_in(t), 3);
}

/* ---- many at once ------------------------------------------------------------------------------- */

#define MANY 24

struct crowd {
	struct test_db *t;
	pthread_mutex_t lock;
	int arrived;
	int64_t same_id;
};

struct member {
	struct crowd *crowd;
	pthread_t thread;
	int64_t id;
	err result;
};

static void *member_main(void *arg)
{
	struct member *m = arg;
	struct ctx *c = test_ctx();

	pthread_mutex_lock(&m->crowd->lock);
	m->crowd->arrived++;
	pthread_mutex_unlock(&m->crowd->lock);
	/* Every third one breaks off after it wrote. */
	m->result = db_write(c, m->crowd->t->db, m->id % 3 ? add_one : add_three_and_refuse, &m->id);
	test_ctx_free(c);
	return NULL;
}

/* Keeps the writer until everybody waits behind it, then asks for a fault. */
struct hold {
	struct crowd *crowd;
	unsigned fault_in;
};

static err hold_writer(struct wtx *w, void *arg)
{
	struct hold *h = arg;
	bool all;

	(void)w;
	do {
		pthread_mutex_lock(&h->crowd->lock);
		all = h->crowd->arrived == MANY;
		pthread_mutex_unlock(&h->crowd->lock);
		usleep(1000);
	} while (!all);
	usleep(20000);
	db_fail_nth(h->fault_in);
	return OK;
}

static void *holder_main(void *arg)
{
	struct hold *h = arg;
	struct ctx *c = test_ctx();
	err e = db_write(c, h->crowd->t->db, hold_writer, h);

	test_ctx_free(c);
	return e == OK ? NULL : arg;
}

/* Runs everybody behind one that holds the writer; the writes of a batch are one transaction on SQLite. */
static void run_crowd(struct crowd *crowd, struct member members[MANY], unsigned fault_in)
{
	struct hold h = {crowd, fault_in};
	pthread_t holder;
	void *failed;

	pthread_mutex_init(&crowd->lock, NULL);
	pthread_create(&holder, NULL, holder_main, &h);
	for (int i = 0; i < MANY; i++) {
		members[i] = (struct member){.crowd = crowd, .id = crowd->same_id ? crowd->same_id : 100 + i};
		pthread_create(&members[i].thread, NULL, member_main, &members[i]);
	}
	for (int i = 0; i < MANY; i++)
		pthread_join(members[i].thread, NULL);
	pthread_join(holder, &failed);
	db_fail_nth(0);
	assert_null(failed);
	pthread_mutex_destroy(&crowd->lock);
}

static void of_writes_that_share_a_commit_only_those_that_fail_are_undone(struct test_db *t)
{
	struct crowd crowd = {.t = t};
	struct member members[MANY];

	assert_ok(sample_migrate(t->c, t->db));
	run_crowd(&crowd, members, 0);
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(members[i].result, members[i].id % 3 ? OK : ERR_DENIED);
		assert_int_equal(has_row(t, members[i].id), members[i].id % 3 != 0);
	}
	assert_false(has_row(t, 1));
}

static void a_commit_that_fails_fails_everybody_in_it_and_nobody_else(struct test_db *t)
{
	struct member members[MANY];
	int failed = 0;

	assert_ok(sample_migrate(t->c, t->db));
	/* Every place at which a fault can hit the batch: statements of some member, its commit, the commit
	 * after. */
	for (unsigned fault_in = 2; fault_in < 60; fault_in += 3) {
		struct crowd crowd = {.t = t};
		int64_t n;

		run_crowd(&crowd, members, fault_in);
		for (int i = 0; i < MANY; i++) {
			failed += members[i].result == ERR_IO;
			assert_int_equal(has_row(t, members[i].id), members[i].result == OK);
		}
		assert_ok(db_write(t->c, t->db, remove_all, &n));
	}
	assert_true(failed > 0);
}

static void of_many_who_add_the_same_row_one_succeeds(struct test_db *t)
{
	struct crowd crowd = {.t = t, .same_id = 7};
	struct member members[MANY];
	int won = 0;

	assert_ok(sample_migrate(t->c, t->db));
	run_crowd(&crowd, members, 0);
	for (int i = 0; i < MANY; i++) {
		assert_true(members[i].result == OK || members[i].result == ERR_CONFLICT || members[i].result == ERR_BUSY);
		won += members[i].result == OK;
	}
	assert_int_equal(won, 1);
	assert_int_equal(rows_in(t), 1);
}

static err count_up(struct wtx *w, void *arg)
{
	struct sample s;

	(void)arg;
	TRY(sample_get(wtx_read(w), 1, &s));
	return sample_set(w, 1, s.n.v + 1, &s);
}

struct counting {
	struct db *db;
	pthread_t thread;
	int counted;
};

static void *count_main(void *arg)
{
	struct counting *me = arg;

	for (int i = 0; i < 5; i++) {
		struct ctx *c = test_ctx();

		me->counted += db_write(c, me->db, count_up, NULL) == OK;
		test_ctx_free(c);
	}
	return NULL;
}

/* They have a minute, so that it does not matter how fast the machine is. */
static void of_64_who_change_the_same_row_nobody_is_refused_and_no_count_is_lost(struct test_db *t)
{
	struct db *db = test_db_again(t, &(struct db_options){.busy_ms = 60000});
	struct counting all[64] = {0};
	int64_t id = 1;
	struct sample s;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_one, &id));
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		all[i].db = db;
		assert_int_equal(pthread_create(&all[i].thread, NULL, count_main, &all[i]), 0);
	}
	for (size_t i = 0; i < COUNT_OF(all); i++)
		pthread_join(all[i].thread, NULL);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		assert_int_equal(all[i].counted, 5);
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_get(t->c->tx, 1, &s));
	db_read_end(t->c);
	assert_int_equal(s.n.v, 5 * COUNT_OF(all));
	db_close(db);
}

/* ---- in one another's way ----------------------------------------------------------------------- */

struct rival {
	struct db *db;
	struct ctx *c;
	int runs;
	int rivals; /* how many more runs somebody gets in between */
	err rival_result;
};

/* Reads, is overtaken by somebody, writes. */
static err overtaken(struct wtx *w, void *arg)
{
	struct rival *r = arg;
	struct sample s;

	r->runs++;
	TRY(sample_get(wtx_read(w), 1, &s));
	(void)problem(wtx_ctx(w), "n", "noted in run %d", r->runs);
	if (r->rivals-- > 0)
		r->rival_result = db_write(r->c, r->db, count_up, NULL);
	return sample_set(w, 1, s.n.v + 10, &s);
}

static struct rival new_rival(struct test_db *t, int rivals)
{
	int64_t id = 1;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, add_one, &id));
	return (struct rival){
		.db = test_db_again(t, &(struct db_options){.busy_ms = 50}),
		.c = test_ctx(),
		.rivals = rivals,
	};
}

static int64_t end_rival(struct test_db *t, struct rival *r)
{
	struct sample s;

	db_close(r->db);
	test_ctx_free(r->c);
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_get(t->c->tx, 1, &s));
	db_read_end(t->c);
	return s.n.v;
}

static void a_write_that_was_overtaken_is_run_again(struct test_db *t)
{
	struct rival r = new_rival(t, 2);

	assert_ok(db_write(t->c, t->db, overtaken, &r));
	assert_int_equal(r.runs, 3);
	assert_ok(r.rival_result);
	assert_str(problem_of(t->c, "n"), "noted in run 3"); /* earlier runs never happened */
	assert_int_equal(end_rival(t, &r), 12);
}

static void a_write_that_is_always_overtaken_ends_as_busy(struct test_db *t)
{
	struct rival r = new_rival(t, 100);

	assert_int_equal(db_write(t->c, t->db, overtaken, &r), ERR_BUSY);
	assert_int_equal(r.runs, 6);
	assert_int_equal(end_rival(t, &r), 6);
}

/* Holds the row, or the whole file, while somebody else tries. */
static err hold_row(struct wtx *w, void *arg)
{
	struct rival *r = arg;
	struct sample s;

	TRY(sample_set(w, 1, 5, &s));
	r->rival_result = db_write(r->c, r->db, count_up, NULL);
	return OK;
}

static void who_waits_too_long_for_a_lock_is_told_to_come_again(struct test_db *t)
{
	struct rival r = new_rival(t, 0);

	assert_ok(db_write(t->c, t->db, hold_row, &r));
	assert_int_equal(r.rival_result, ERR_BUSY);
	assert_ok(db_write(r.c, r.db, count_up, NULL));
	assert_int_equal(end_rival(t, &r), 6);
}

/* ---- connections that break --------------------------------------------------------------------- */

static const struct db_field pid_out[] = {{.name = "pid", .type = DB_INT}};
static const struct db_query own_pid = {
	.name = "own_pid", .where = "write_test.c", .slot = DB_NO_SLOT, .out = pid_out, .n_out = 1, .row_size = sizeof(int64_t),
	.postgres = "select pg_backend_pid()",
};
static const struct db_field pid_in[] = {{.name = "pid", .type = DB_INT}};
static const struct db_query end_pid = {
	.name = "end_pid", .where = "write_test.c", .slot = DB_NO_SLOT, .in = pid_in, .n_in = 1, .out = pid_out, .n_out = 1,
	.row_size = sizeof(int64_t),
	.postgres = "select count(*) from (select pg_terminate_backend($1::int, 5000)) as ended",
};

struct cut {
	struct test_db *t;
	bool before_a_statement;
	int64_t pid;
};

static void cut_connection(struct test_db *t, int64_t pid)
{
	struct db *other = test_db_again(t, NULL);
	struct ctx *c = test_ctx();
	int64_t n;

	assert_ok(db_read_begin(c, other));
	assert_ok(db_one(c->tx, &end_pid, &pid, &n));
	db_read_end(c);
	test_ctx_free(c);
	db_close(other);
}

static err lose_connection(struct wtx *w, void *arg)
{
	struct cut *cut = arg;

	TRY(db_one(wtx_read(w), &own_pid, NULL, &cut->pid));
	TRY(sample_add_plain(w, 1));
	cut_connection(cut->t, cut->pid);
	return cut->before_a_statement ? sample_add_plain(w, 2) : OK;
}

static void a_connection_that_breaks_in_a_write_undoes_it_and_the_next_one_connects_again(struct test_db *t)
{
	struct cut cut = {.t = t, .before_a_statement = true};

	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, lose_connection, &cut), ERR_IO);
	assert_true(str_index(t->c->fail_text, STR("connection")) >= 0);
	assert_ok(db_write(t->c, t->db, add_three, NULL));
	assert_int_equal(rows_in(t), 3);
}

static void a_connection_that_breaks_in_commit_is_an_unknown_outcome(struct test_db *t)
{
	struct cut cut = {.t = t};

	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, lose_connection, &cut), ERR_IO);
	assert_true(str_index(t->c->fail_text, STR("outcome unknown")) >= 0);
}

static err remember_pid(struct wtx *w, void *arg)
{
	return db_one(wtx_read(w), &own_pid, NULL, arg);
}

static void a_connection_that_died_while_idle_is_opened_again_unnoticed(struct test_db *t)
{
	struct db *one = test_db_again(t, &(struct db_options){.readers = 1});
	int64_t pid, n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, one, remember_pid, &pid));
	cut_connection(t, pid);
	assert_ok(db_write(t->c, one, add_three, NULL));
	assert_ok(db_write(t->c, one, remember_pid, &pid));
	cut_connection(t, pid);
	assert_ok(db_read_begin(t->c, one));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 3);
	db_read_end(t->c);
	db_close(one);
}

/* ---- statements that the server keeps ----------------------------------------------------------- */

static const struct db_query drop_statements = {
	.name = "drop_statements", .where = "write_test.c", .slot = DB_NO_SLOT, .postgres = "deallocate all", .writes = true,
};
static const struct db_query kept_statements = {
	.name = "kept_statements", .where = "write_test.c", .slot = DB_NO_SLOT, .out = pid_out, .n_out = 1, .row_size = sizeof(int64_t),
	.postgres = "select count(*) from pg_prepared_statements",
};

static err forget_statements(struct wtx *w, void *arg)
{
	(void)arg;
	return db_run(w, &drop_statements, NULL, NULL);
}

static int64_t kept_in(struct test_db *t, struct db *db)
{
	int64_t kept = -1;

	assert_ok(db_read_begin(t->c, db));
	assert_ok(db_one(t->c->tx, &kept_statements, NULL, &kept));
	db_read_end(t->c);
	return kept;
}

static err count_in(struct test_db *t, struct db *db, int64_t *n)
{
	err e;

	assert_ok(db_read_begin(t->c, db));
	e = sample_count(t->c->tx, n);
	db_read_end(t->c);
	return e;
}

static void a_server_keeps_the_statement_of_each_query_once(struct test_db *t)
{
	struct db *one = test_db_again(t, &(struct db_options){.readers = 1});
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(kept_in(t, one), 0);
	for (int i = 0; i < 10; i++)
		assert_ok(count_in(t, one, &n));
	assert_int_equal(kept_in(t, one), 1);
	assert_ok(db_write(t->c, one, add_three, NULL));
	assert_int_equal(kept_in(t, one), 2);
	db_close(one);
}

/* As behind a pooler that hands processes around without saying so. */
static void where_the_server_loses_statements_nothing_is_kept_any_more(struct test_db *t)
{
	struct db *one = test_db_again(t, &(struct db_options){.readers = 1});
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, one, add_three, NULL));
	assert_ok(db_write(t->c, one, count_up, NULL));
	assert_ok(db_write(t->c, one, forget_statements, NULL));
	assert_ok(db_write(t->c, one, count_up, NULL));
	assert_ok(count_in(t, one, &n));
	assert_int_equal(n, 3);
	assert_int_equal(kept_in(t, one), 0);
	db_close(one);
}

/* The view that meets it first cannot go on, because the server ended its transaction. */
static void a_view_that_finds_its_statement_lost_is_told_to_come_again(struct test_db *t)
{
	struct db *one = test_db_again(t, &(struct db_options){.readers = 1});
	int64_t n;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(count_in(t, one, &n));
	assert_ok(db_write(t->c, one, forget_statements, NULL));
	assert_int_equal(count_in(t, one, &n), ERR_BUSY);
	assert_ok(count_in(t, one, &n));
	assert_ok(count_in(t, one, &n));
	db_close(one);
}

/* As when somebody brings the database up to date while this program runs. */
static const struct db_query change_column = {
	.name = "change_column", .where = "write_test.c", .slot = DB_NO_SLOT, .writes = true,
	.postgres = "alter table sample alter column must type integer",
};

static err change_table(struct wtx *w, void *arg)
{
	(void)arg;
	return db_run(w, &change_column, NULL, NULL);
}

static err get_in(struct test_db *t, struct db *db)
{
	struct sample s;
	err e;

	assert_ok(db_read_begin(t->c, db));
	e = sample_get(t->c->tx, 1, &s);
	db_read_end(t->c);
	return e;
}

static void a_statement_whose_table_was_changed_is_made_anew(struct test_db *t)
{
	struct db *one = test_db_again(t, &(struct db_options){.readers = 1});

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, one, add_three, NULL));
	assert_ok(get_in(t, one));
	assert_ok(db_write(t->c, t->db, change_table, NULL));
	assert_int_equal(get_in(t, one), ERR_BUSY);
	assert_ok(get_in(t, one));
	assert_int_equal(kept_in(t, one), 1);
	db_close(one);
}

static const struct CMUnitTest tests[] = {
	on_both(what_fails_is_undone_and_its_reason_reaches_the_caller),
	on_both(after_a_statement_failed_the_rest_of_the_write_fails_alike),
	on_both(keys_refuse_as_conflict_and_checks_as_our_bug),
	on_both(a_write_within_a_write_is_a_bug_and_not_a_deadlock),
	on_both(a_write_that_needs_too_much_memory_fails_and_the_next_one_works),
	on_both(wherever_the_database_fails_a_write_is_whole_or_not_there),
	on_sqlite(a_full_disk_is_said_and_leaves_the_writer_working),
	on_both(of_writes_that_share_a_commit_only_those_that_fail_are_undone),
	on_sqlite(a_commit_that_fails_fails_everybody_in_it_and_nobody_else),
	on_both(of_many_who_add_the_same_row_one_succeeds),
	on_both(of_64_who_change_the_same_row_nobody_is_refused_and_no_count_is_lost),
	on_postgres(a_write_that_was_overtaken_is_run_again),
	on_postgres(a_write_that_is_always_overtaken_ends_as_busy),
	on_both(who_waits_too_long_for_a_lock_is_told_to_come_again),
	on_postgres(a_connection_that_breaks_in_a_write_undoes_it_and_the_next_one_connects_again),
	on_postgres(a_connection_that_breaks_in_commit_is_an_unknown_outcome),
	on_postgres(a_connection_that_died_while_idle_is_opened_again_unnoticed),
	on_postgres(a_server_keeps_the_statement_of_each_query_once),
	on_postgres(where_the_server_loses_statements_nothing_is_kept_any_more),
	on_postgres(a_view_that_finds_its_statement_lost_is_told_to_come_again),
	on_postgres(a_statement_whose_table_was_changed_is_made_anew),
};
TEST_GROUP(db_write, tests)
