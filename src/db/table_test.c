/* table_test.c - whole tables in and out, snapshots, and a database that is not sound is noticed. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/db_sample.h"
#include "support/test_db.h"

#define MANY 12000 /* more than one portion of COPY */

/* ---- in ----------------------------------------------------------------------------------------- */

static err put_sample(struct db_bulk *b, int64_t i)
{
	char text[64];
	int64_t must = i % 1000;
	bool flag = i % 2;
	str words = {text, 0}, mood = STR("tired");
	bytes raw = {(const uint8_t *)text, 0};
	date day = date_add(date_of(2026, 1, 1), (int)(i % 365));
	instant at = {1795456800000 + i};
	cents price = {i * 10};
	bool none = i % 7 == 0;
	const void *values[] = {
		&i, none ? NULL : &must, &must, &flag, none ? NULL : &words, none ? NULL : &raw, none ? NULL : &day,
		none ? NULL : &at, &price, none ? NULL : &mood,
	};

	words.n = (size_t)snprintf(text, sizeof(text), "words\t\\N \"%lld\"\n", (long long)i);
	raw.n = words.n;
	return db_bulk_row(b, values);
}

static err put_samples(struct wtx *w, void *arg)
{
	int64_t n = *(const int64_t *)arg;
	struct db_bulk *b;

	TRY(db_bulk_open_table(w, &sample_table, &b));
	for (int64_t i = 1; i <= n; i++)
		TRY(put_sample(b, i));
	return db_bulk_close(b);
}

static void assert_sample(struct tx *tx, int64_t i)
{
	bool none = i % 7 == 0;
	struct sample s;
	char text[64];

	snprintf(text, sizeof(text), "words\t\\N \"%lld\"\n", (long long)i);
	assert_ok(sample_get(tx, i, &s));
	assert_int_equal(s.must, i % 1000);
	assert_int_equal(s.flag, i % 2);
	assert_int_equal(s.price.v, i * 10);
	assert_int_equal(s.n.set, !none);
	assert_int_equal(!s.words.p, none);
	assert_int_equal(s.mood, none ? MOOD_NONE : MOOD_TIRED);
	assert_int_equal(date_none(s.day), none);
	assert_int_equal(instant_none(s.at), none);
	if (!none) {
		assert_str(s.words, text);
		assert_int_equal(s.raw.n, strlen(text));
		assert_memory_equal(s.raw.p, text, s.raw.n);
	}
}

static void bulk_rows_arrive_as_they_were(struct test_db *t)
{
	int64_t n = MANY, found;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write_long(t->c, t->db, put_samples, &n));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(db_table_rows(t->c->tx, &sample_table, &found));
	assert_int_equal(found, MANY);
	for (int64_t i = 1; i <= MANY; i += 97)
		assert_sample(t->c->tx, i);
	assert_sample(t->c->tx, 7);
	db_read_end(t->c);
}

static err put_both(struct wtx *w, void *arg)
{
	struct db_bulk *samples, *notes;
	int64_t found;

	(void)arg;
	TRY(db_bulk_open_table(w, &sample_table, &samples));
	TRY(db_bulk_open_table(w, &note_table, &notes));
	for (int64_t i = 1; i <= MANY; i++) {
		TRY(put_sample(samples, i));
		TRY(db_bulk_row(notes, (const void *const[]){&i, &i}));
		if (i == 10) {
			TRY(sample_count(wtx_read(w), &found));
			assert_int_equal(found, 10);
		}
	}
	TRY(db_bulk_close(notes)); /* also when the one they refer to is still open */
	return db_bulk_close(samples);
}

static void tables_that_refer_to_each_other_fill_side_by_side(struct test_db *t)
{
	int64_t found;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, put_both, NULL));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(db_table_rows(t->c->tx, &note_table, &found));
	assert_int_equal(found, MANY);
	db_read_end(t->c);
}

static err put_twice(struct wtx *w, void *arg)
{
	struct db_bulk *b;
	err e;

	(void)arg;
	TRY(db_bulk_open_table(w, &sample_table, &b));
	for (int64_t i = 1; i <= 10; i++)
		TRY(put_sample(b, i));
	e = put_sample(b, 5);
	assert_true(e == OK || e == ERR_CONFLICT); /* PostgreSQL says it at the end of the portion */
	return db_bulk_close(b);
}

static err put_without_must(struct wtx *w, void *arg)
{
	const void *values[10] = {&(int64_t){1}};
	struct db_bulk *b;

	(void)arg;
	TRY(db_bulk_open_table(w, &sample_table, &b));
	return db_bulk_row(b, values);
}

static err put_and_forget(struct wtx *w, void *arg)
{
	struct db_bulk *b;

	(void)arg;
	TRY(db_bulk_open_table(w, &sample_table, &b));
	return put_sample(b, 1);
}

static err put_and_jump(struct wtx *w, void *arg)
{
	TRY(put_and_forget(w, arg));
	for (;;)
		memset(arena_alloc(wtx_ctx(w)->arena, 1 << 20), 1, 1);
}

static void bulk_rows_that_fail_are_undone_with_their_write(struct test_db *t)
{
	int64_t found;

	assert_ok(sample_migrate(t->c, t->db));
	assert_int_equal(db_write(t->c, t->db, put_twice, NULL), ERR_CONFLICT);
	assert_int_equal(db_write(t->c, t->db, put_without_must, NULL), ERR_BUG);
	assert_int_equal(db_write(t->c, t->db, put_and_forget, NULL), ERR_BUG);
	t->c->arena->cap = t->c->arena->used + (8 << 20);
	assert_int_equal(db_write(t->c, t->db, put_and_jump, NULL), ERR_IO);
	t->c->arena->cap *= 2;
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_count(t->c->tx, &found));
	assert_int_equal(found, 0);
	db_read_end(t->c);
}

static void wherever_the_database_fails_bulk_rows_are_whole_or_not_there(struct test_db *t)
{
	int64_t n = 30, found;
	err e = ERR_IO;

	assert_ok(sample_migrate(t->c, t->db));
	for (unsigned nth = 1; e != OK; nth++) {
		assert_true(nth < 60);
		db_fail_nth(nth);
		e = db_write(t->c, t->db, put_samples, &n);
		db_fail_nth(0);
		if (e != OK)
			assert_int_equal(e, ERR_IO);
		assert_ok(db_read_begin(t->c, t->db));
		assert_ok(sample_count(t->c->tx, &found));
		db_read_end(t->c);
		assert_int_equal(found, e == OK ? n : 0);
	}
}

/* ---- out ---------------------------------------------------------------------------------------- */

struct copy {
	struct db_bulk *into;
	int64_t last;
};

static err copy_row(void *arg, const struct db_table *t, const void *const *values)
{
	struct copy *copy = arg;

	assert_ptr_equal(t, &sample_table);
	assert_true(*(const int64_t *)values[0] > copy->last); /* in the order of the key */
	copy->last = *(const int64_t *)values[0];
	return db_bulk_row(copy->into, values);
}

struct copy_job {
	struct tx *from;
};

static err copy_all(struct wtx *w, void *arg)
{
	struct copy_job *job = arg;
	struct copy copy = {0};

	TRY(db_bulk_open_table(w, &sample_table, &copy.into));
	TRY(db_table_each(job->from, &sample_table, copy_row, &copy));
	return db_bulk_close(copy.into);
}

static void a_table_read_row_by_row_fills_another_database_with_the_same(struct test_db *t)
{
	struct ctx *c = test_ctx();
	struct test_db other;
	/* the other engine, when there is one here */
	enum db_engine to = db_engine(t->db) == DB_SQLITE && getenv("PORCHLIGHT_POSTGRES") ? DB_POSTGRES : DB_SQLITE;
	struct copy_job job;
	int64_t n = 2000;
	char why[512];

	if (!test_db_make(&other, to, why, sizeof(why)))
		fail_msg("%s", why);
	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(sample_migrate(c, other.db));
	assert_ok(db_write(t->c, t->db, put_samples, &n));
	assert_ok(db_read_begin(t->c, t->db));
	job.from = t->c->tx;
	assert_ok(db_write_long(c, other.db, copy_all, &job));
	db_read_end(t->c);
	assert_ok(db_read_begin(c, other.db));
	assert_ok(db_table_rows(c->tx, &sample_table, &n));
	assert_int_equal(n, 2000);
	for (int64_t i = 1; i <= n; i++)
		assert_sample(c->tx, i);
	db_read_end(c);
	test_ctx_free(c);
	test_db_drop(&other);
}

/* ---- out with them, and closing ------------------------------------------------------------------- */

static err clear_both(struct wtx *w, void *arg)
{
	const struct db_table both[] = {sample_table, note_table}; /* the second refers to the first */

	TRY(db_clear(w, both, COUNT_OF(both)));
	return *(const err *)arg;
}

static void emptied_tables_are_empty_and_full_again_when_that_is_undone(struct test_db *t)
{
	int64_t n = 100;
	err outcome = ERR_CONFLICT;

	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, put_samples, &n));
	assert_int_equal(db_write_long(t->c, t->db, clear_both, &outcome), ERR_CONFLICT);
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 100);
	db_read_end(t->c);
	outcome = OK;
	assert_ok(db_write_long(t->c, t->db, clear_both, &outcome));
	assert_ok(db_read_begin(t->c, t->db));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 0);
	db_read_end(t->c);
}

/* Backup and restore take the file alone. */
static void a_closed_database_is_whole_in_its_one_file(struct test_db *t)
{
	char path[600], log[640], why[512];
	struct db *db;
	int64_t n = 10;

	snprintf(path, sizeof(path), "%s/closed.db", t->folder);
	snprintf(log, sizeof(log), "%s-wal", path);
	assert_ok(db_open(&(struct db_options){.url = path, .create = true}, &db, why, sizeof(why)));
	assert_ok(sample_migrate(t->c, db));
	assert_ok(db_write_long(t->c, db, put_samples, &n)); /* never on the writer's own connection */
	assert_ok(db_read_begin(t->c, db));
	assert_ok(sample_count(t->c->tx, &n));
	db_read_end(t->c);
	db_close(db);
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(access(log, F_OK), -1);
	assert_int_equal(unlink(path), 0);
}

/* ---- snapshot ----------------------------------------------------------------------------------- */

struct busy_view {
	struct db *db;
	const char *path;
	err result;
};

static err snapshot_in_a_write(struct wtx *w, void *arg)
{
	struct busy_view *v = arg;
	char why[512];

	TRY(sample_add_plain(w, 1000000));
	v->result = db_sqlite_snapshot(v->db, v->path, why, sizeof(why));
	return OK;
}

static void a_snapshot_has_what_was_committed_while_others_write(struct test_db *t)
{
	char path[600], why[512];
	struct busy_view v = {.db = t->db, .path = path};
	struct db *copy = NULL;
	int64_t n = 500;
	struct stat st;

	snprintf(path, sizeof(path), "%s/copy.db", t->folder);
	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_write(t->c, t->db, put_samples, &n));
	assert_ok(db_write(t->c, t->db, snapshot_in_a_write, &v));
	assert_ok(v.result);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_ok(db_open(&(struct db_options){.url = path}, &copy, why, sizeof(why)));
	assert_ok(db_read_begin(t->c, copy));
	assert_ok(sample_count(t->c->tx, &n));
	assert_int_equal(n, 500);
	db_read_end(t->c);
	db_close(copy);
	assert_int_equal(db_sqlite_snapshot(t->db, path, why, sizeof(why)), ERR_CONFLICT);
	assert_int_equal(unlink(path), 0);
}

/* ---- integrity ---------------------------------------------------------------------------------- */

static void add_orphan_behind_the_back(struct test_db *t)
{
	if (db_engine(t->db) == DB_SQLITE) {
		sqlite3 *h;

		assert_int_equal(sqlite3_open(t->url, &h), SQLITE_OK);
		assert_int_equal(sqlite3_exec(h, "insert into note (id, sample_id) values (1, 99)", NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(h);
	} else {
		PGconn *h = PQconnectdb(t->url);
		PGresult *r = PQexec(h, "alter table note disable trigger all; insert into note (id, sample_id) values (1, 99)");

		assert_int_equal(PQresultStatus(r), PGRES_COMMAND_OK);
		PQclear(r);
		PQfinish(h);
	}
}

static void a_row_that_refers_to_nothing_is_reported(struct test_db *t)
{
	struct buf report;

	buf_init(&report, 65536);
	assert_ok(sample_migrate(t->c, t->db));
	assert_ok(db_integrity(t->db, &report));
	assert_int_equal(report.n, 0);
	add_orphan_behind_the_back(t);
	assert_ok(db_integrity(t->db, &report));
	assert_true(str_index(buf_view(&report), STR("note")) >= 0);
	assert_true(str_index(buf_view(&report), STR("sample")) >= 0);
	buf_free(&report);
}

/* ---- opening ------------------------------------------------------------------------------------ */

static err open_at(const char *url, bool create, char *why, size_t size)
{
	struct db *db = NULL;
	err e = db_open(&(struct db_options){.url = url, .create = create}, &db, why, size);

	db_close(db);
	return e;
}

static void a_file_that_is_not_ours_is_refused_and_left_alone(struct test_db *t)
{
	char path[600], why[512];
	sqlite3 *h;
	FILE *f;

	snprintf(path, sizeof(path), "%s/other.db", t->folder);
	assert_int_equal(open_at(path, false, why, sizeof(why)), ERR_NOT_FOUND);
	f = fopen(path, "w");
	assert_non_null(f);
	for (int i = 0; i < 200; i++)
		fputs("This is a letter and not a database.\n", f);
	fclose(f);
	assert_int_equal(open_at(path, true, why, sizeof(why)), ERR_INVALID);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "create table recipes (name text)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
	assert_int_equal(open_at(path, true, why, sizeof(why)), ERR_INVALID);
	assert_true(strstr(why, "is not a Porchlight database") != NULL);
	assert_int_equal(unlink(path), 0);
}

static void a_server_that_is_not_there_is_said_without_the_password(void **state)
{
	char why[512];

	(void)state;
	assert_int_equal(open_at("postgres://ann:hunter2@127.0.0.1:1/clinic?password=hunter3", false, why, sizeof(why)), ERR_IO);
	assert_true(strstr(why, "Cannot reach the database postgres://ann@127.0.0.1:1/clinic") != NULL);
	assert_null(strstr(why, "hunter"));
}

static const struct CMUnitTest tests[] = {
	on_both(bulk_rows_arrive_as_they_were),
	on_both(tables_that_refer_to_each_other_fill_side_by_side),
	on_both(bulk_rows_that_fail_are_undone_with_their_write),
	on_both(wherever_the_database_fails_bulk_rows_are_whole_or_not_there),
	on_both(a_table_read_row_by_row_fills_another_database_with_the_same),
	on_both(emptied_tables_are_empty_and_full_again_when_that_is_undone),
	on_sqlite(a_closed_database_is_whole_in_its_one_file),
	on_sqlite(a_snapshot_has_what_was_committed_while_others_write),
	on_both(a_row_that_refers_to_nothing_is_reported),
	on_sqlite(a_file_that_is_not_ours_is_refused_and_left_alone),
	cmocka_unit_test(a_server_that_is_not_there_is_said_without_the_password),
};
TEST_GROUP(db_table, tests)
